{{%AUTOESCAPE context="HTML"}}
{{! Sets a password by a link. TOKEN, EMAIL, PASSWORD_* of the form }}
<div class="narrow card">
<h1>{{_"Set a new password"}}</h1>
<p>{{_"For"}} <strong>{{EMAIL}}</strong>. {{_"Wherever you are signed in, you will be signed out."}}</p>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form" method="post" action="/reset/{{TOKEN}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="username" autocomplete="username" value="{{EMAIL}}">
<div class="field">
<label for="password">{{_"New password"}}</label>
<input id="password" name="password" type="password" required autocomplete="new-password" aria-describedby="password-help{{#PASSWORD_INVALID}} password-error{{/PASSWORD_INVALID}}"{{#PASSWORD_INVALID}} aria-invalid="true"{{/PASSWORD_INVALID}}>
<p class="help" id="password-help">{{_"At least 10 characters. A few words are easier to remember than signs."}}</p>
{{#PASSWORD_INVALID}}<p class="error" id="password-error">@icon(bad)@{{PASSWORD_ERROR}}</p>{{/PASSWORD_INVALID}}
</div>
<button class="button primary">{{_"Set password"}}</button>
</form>
</div>
