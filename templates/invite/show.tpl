{{%AUTOESCAPE context="HTML"}}
{{! What the link of an invitation leads to. TOKEN, ORGANISATION_NAME, EMAIL, BY, ROLE, NOTE
    ACCEPT (signed in with that address), OTHER {OTHER_EMAIL} (with another), KNOWN (has a login, not signed in) or NEW with NAME_* and PASSWORD_* }}
<div class="narrow card">
<h1>{{_"Join"}} {{ORGANISATION_NAME}}</h1>
<p>{{_"You are invited to work together on Sandi."}}</p>
<dl class="facts">
<dt>{{_"Invited by"}}</dt><dd>{{BY}}</dd>
<dt>{{_"For"}}</dt><dd>{{EMAIL}}</dd>
<dt>{{_"Role"}}</dt><dd>{{ROLE}}<span class="sub">{{NOTE}}</span></dd>
</dl>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
{{#ACCEPT}}
<form class="form" method="post" action="/invite/{{TOKEN}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button primary">{{_"Accept the invitation"}}</button>
</form>
{{/ACCEPT}}
{{#OTHER}}
<div class="banner wait" role="status">@icon(wait)@<div><p>{{_"You are signed in as"}} {{OTHER_EMAIL}}. {{_"Sign out, then open the link again."}}</p></div></div>
<form class="form" method="post" action="/logout">
<p role="alert" hidden>{{_"Not everything is sent yet. Sign out once more to erase it from this phone."}}</p>
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button">{{_"Sign out"}}</button>
</form>
{{/OTHER}}
{{#KNOWN}}
<p>{{_"This address has a login already. Sign in with it to accept."}}</p>
<a class="button primary" href="/login?next=%2Finvite%2F{{TOKEN:u}}">{{_"Sign in"}}</a>
{{/KNOWN}}
{{#NEW}}
<form class="form" method="post" action="/invite/{{TOKEN}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" type="text" required maxlength="100" autocomplete="name" value="{{NAME_VALUE}}"{{#NAME_INVALID}} aria-describedby="name-error"{{/NAME_INVALID}}{{#NAME_INVALID}} aria-invalid="true"{{/NAME_INVALID}}>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(bad)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
</div>
<input type="hidden" name="username" autocomplete="username" value="{{EMAIL}}">
<div class="field">
<label for="password">{{_"Password"}}</label>
<input id="password" name="password" type="password" required autocomplete="new-password" aria-describedby="password-help{{#PASSWORD_INVALID}} password-error{{/PASSWORD_INVALID}}"{{#PASSWORD_INVALID}} aria-invalid="true"{{/PASSWORD_INVALID}}>
<p class="help" id="password-help">{{_"At least 10 characters. A few words are easier to remember than signs."}}</p>
{{#PASSWORD_INVALID}}<p class="error" id="password-error">@icon(bad)@{{PASSWORD_ERROR}}</p>{{/PASSWORD_INVALID}}
</div>
<button class="button primary">{{_"Join"}}</button>
</form>
{{/NEW}}
</div>
