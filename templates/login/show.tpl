{{%AUTOESCAPE context="HTML"}}
{{! The door. CSRF; NEXT the page to go to; EMAIL_* and PASSWORD_* of the form. }}
<div class="narrow card">
<h1>{{_"Sign in"}}</h1>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>
{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}
<ul>
{{#FORM_ERROR}}
<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>
{{/FORM_ERROR}}
</ul></div>
{{/FORM_ERRORS}}
<form class="form" method="post" action="/login">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="next" value="{{NEXT}}">
<div class="field">
<label for="email">{{_"Email"}}</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="{{EMAIL_VALUE}}"{{#EMAIL_INVALID}} aria-invalid="true" aria-describedby="email-error"{{/EMAIL_INVALID}}>
{{#EMAIL_INVALID}}<p class="error" id="email-error">@icon(bad)@{{EMAIL_ERROR}}</p>{{/EMAIL_INVALID}}
</div>
<div class="field">
<label for="password">{{_"Password"}}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{{#PASSWORD_INVALID}} aria-invalid="true" aria-describedby="password-error"{{/PASSWORD_INVALID}}>
{{#PASSWORD_INVALID}}<p class="error" id="password-error">@icon(bad)@{{PASSWORD_ERROR}}</p>{{/PASSWORD_INVALID}}
</div>
<button class="button primary">{{_"Sign in"}}</button>
</form>
<p><a href="/forgot">{{_"Forgot your password?"}}</a></p>
</div>
