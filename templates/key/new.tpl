{{%AUTOESCAPE context="HTML"}}
{{! Makes a key. NAME_*, READ_*, SEND_*, DAYS_* of the form }}
<header class="page-head"><div><p class="trail"><a href="/settings/keys">@icon(previous small)@{{_"API keys"}}</a></p><h1>{{_"New API key"}}</h1></div></header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/settings/keys/new" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" type="text" required maxlength="100" autocomplete="off" value="{{NAME_VALUE}}" aria-describedby="name-help{{#NAME_INVALID}} name-error{{/NAME_INVALID}}"{{#NAME_INVALID}} aria-invalid="true"{{/NAME_INVALID}}>
<p class="help" id="name-help">{{_"Which program it is for."}}</p>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(bad)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
</div>
<fieldset class="field"{{#READ_INVALID}} aria-describedby="read-error"{{/READ_INVALID}}><legend>{{_"What it may do"}}</legend>
<label class="choice"><input type="checkbox" id="read" name="read" value="1"{{#READ_CHECKED}} checked{{/READ_CHECKED}}><span>{{_"Read"}}<span class="help">{{_"Verifications, rates, credit and statement."}}</span></span></label>
<label class="choice"><input type="checkbox" id="send" name="send" value="1"{{#SEND_CHECKED}} checked{{/SEND_CHECKED}}><span>{{_"Send"}}<span class="help">{{_"Start, resend, check and cancel verifications. This costs credit."}}</span></span></label>
{{#READ_INVALID}}<p class="error" id="read-error">@icon(bad)@{{READ_ERROR}}</p>{{/READ_INVALID}}
</fieldset>
<div class="field short">
<label for="days">{{_"Days until it expires"}} <span class="optional">({{_"optional"}})</span></label>
<input id="days" name="days" inputmode="numeric" maxlength="4" autocomplete="off" value="{{DAYS_VALUE}}" aria-describedby="days-help{{#DAYS_INVALID}} days-error{{/DAYS_INVALID}}"{{#DAYS_INVALID}} aria-invalid="true"{{/DAYS_INVALID}}>
<p class="help" id="days-help">{{_"Empty: it works until you revoke it."}}</p>
{{#DAYS_INVALID}}<p class="error" id="days-error">@icon(bad)@{{DAYS_ERROR}}</p>{{/DAYS_INVALID}}
</div>
<div class="actions"><button class="button primary">{{_"Make key"}}</button><a class="button quiet" href="/settings/keys">{{_"Cancel"}}</a></div>
</form>
