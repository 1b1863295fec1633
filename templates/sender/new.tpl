{{%AUTOESCAPE context="HTML"}}
{{! A new sender: the form's fields (web/form.h) · KIND_OPTION rows {VALUE, LABEL, CHOSEN section} }}
<header class="page-head">
<div>
<p class="trail"><a href="/operator/senders">@icon(previous small)@{{_"Senders"}}</a></p>
<h1>{{_"New sender"}}</h1>
<p class="lede">{{_"It is made switched off. Its settings come next."}}</p>
</div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/operator/senders" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input class="mono" id="name" name="name" value="{{NAME_VALUE}}" maxlength="40" required autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="name-help{{#NAME_INVALID}} name-error{{/NAME_INVALID}}"{{#NAME_INVALID}} aria-invalid="true"{{/NAME_INVALID}}>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(error)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
<p class="help" id="name-help">{{_"Small letters, digits and dashes. It stands in the callback address and cannot be changed."}}</p>
</div>
<div class="field">
<label for="kind">{{_"Channel and driver"}}</label>
<select id="kind" name="kind"{{#KIND_INVALID}} aria-invalid="true" aria-describedby="kind-error"{{/KIND_INVALID}}>{{#KIND_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/KIND_OPTION}}</select>
{{#KIND_INVALID}}<p class="error" id="kind-error">@icon(error)@{{KIND_ERROR}}</p>{{/KIND_INVALID}}
</div>
<div class="field">
<label for="organisation">{{_"Organisation"}} <span class="optional">{{_"(optional)"}}</span></label>
<input class="mono" id="organisation" name="organisation" value="{{ORGANISATION_VALUE}}" maxlength="40" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="organisation-help{{#ORGANISATION_INVALID}} organisation-error{{/ORGANISATION_INVALID}}"{{#ORGANISATION_INVALID}} aria-invalid="true"{{/ORGANISATION_INVALID}}>
{{#ORGANISATION_INVALID}}<p class="error" id="organisation-error">@icon(error)@{{ORGANISATION_ERROR}}</p>{{/ORGANISATION_INVALID}}
<p class="help" id="organisation-help">{{_"Its short name, for a sender of its own. Empty: the platform's official sender."}}</p>
</div>
<div class="actions"><button class="button primary">{{_"Make the sender"}}</button><a class="button quiet" href="/operator/senders">{{_"Cancel"}}</a></div>
</form>
