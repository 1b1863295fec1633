{{%AUTOESCAPE context="HTML"}}
{{! The second half of a login. NEXT, CODE_* of the form }}
<div class="narrow card">
<h1>{{_"Your code"}}</h1>
<p>{{_"Open the authenticator app on your phone and type the six digits for Sandi. Without the phone, type one of your recovery codes."}}</p>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form" method="post" action="/login/code" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="next" value="{{NEXT}}">
<div class="field">
<label for="code">{{_"Code of the app, or recovery code"}}</label>
<input id="code" name="code" class="mono" required maxlength="40" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false"{{#CODE_INVALID}} aria-invalid="true" aria-describedby="code-error"{{/CODE_INVALID}}>
{{#CODE_INVALID}}<p class="error" id="code-error">@icon(bad)@{{CODE_ERROR}}</p>{{/CODE_INVALID}}
</div>
<button class="button primary">{{_"Sign in"}}</button>
</form>
<p><a href="/login">{{_"Back to sign in"}}</a></p>
</div>
