{{%AUTOESCAPE context="HTML"}}
{{! Asks for a link to set a password. EMAIL_* of the form }}
<div class="narrow card">
<h1>{{_"Forgot your password?"}}</h1>
<p>{{_"Write your e-mail address. We send you a link to set a new password."}}</p>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form" method="post" action="/forgot" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="email">{{_"Email"}}</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="username" value="{{EMAIL_VALUE}}"{{#EMAIL_INVALID}} aria-describedby="email-error"{{/EMAIL_INVALID}}{{#EMAIL_INVALID}} aria-invalid="true"{{/EMAIL_INVALID}}>
{{#EMAIL_INVALID}}<p class="error" id="email-error">@icon(bad)@{{EMAIL_ERROR}}</p>{{/EMAIL_INVALID}}
</div>
<button class="button primary">{{_"Send me a link"}}</button>
</form>
<p><a href="/login">{{_"Back to sign in"}}</a></p>
</div>
