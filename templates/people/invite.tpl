{{%AUTOESCAPE context="HTML"}}
{{! Asks somebody to join. EMAIL_* and ROLE_* of the form; ROLE_OPTION as in people/show.tpl }}
<header class="page-head">
<div><p class="trail"><a href="/people">@icon(previous small)@{{_"People"}}</a></p><h1>{{_"Invite"}}</h1><p class="lede">{{_"They get an e-mail with a link that works once, within seven days."}}</p></div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/people/invite" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="email">{{_"Email"}}</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="off" value="{{EMAIL_VALUE}}"{{#EMAIL_INVALID}} aria-describedby="email-error"{{/EMAIL_INVALID}}{{#EMAIL_INVALID}} aria-invalid="true"{{/EMAIL_INVALID}}>
{{#EMAIL_INVALID}}<p class="error" id="email-error">@icon(bad)@{{EMAIL_ERROR}}</p>{{/EMAIL_INVALID}}
</div>
<fieldset class="field" id="role"{{#ROLE_INVALID}} aria-describedby="role-error"{{/ROLE_INVALID}}><legend>{{_"Role"}}</legend>
{{#ROLE_OPTION}}
<label class="choice"><input type="radio" name="role" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}><span>{{LABEL}}<span class="help">{{NOTE}}</span></span></label>
{{/ROLE_OPTION}}
{{#ROLE_INVALID}}<p class="error" id="role-error">@icon(bad)@{{ROLE_ERROR}}</p>{{/ROLE_INVALID}}
</fieldset>
<div class="actions"><button class="button primary">{{_"Send invitation"}}</button><a class="button quiet" href="/people">{{_"Cancel"}}</a></div>
</form>
