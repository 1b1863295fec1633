{{%AUTOESCAPE context="HTML"}}
{{! One OTP of a step by itself, for otp.js. }}
{{>COMPONENT}}
