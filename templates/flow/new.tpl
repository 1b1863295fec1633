{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/flows">@icon(previous small)@{{_"Flow"}}</a></p>
<h1>{{_"New flow"}}</h1>
<p class="lede">{{_"It starts with an Initial Page, which your office fills in, and one page for the worker."}}</p>
</div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/flows" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" required maxlength="100" value="{{NAME_VALUE}}" autocomplete="off" aria-describedby="name-help{{#NAME_INVALID}} name-error{{/NAME_INVALID}}"{{#NAME_INVALID}} aria-invalid="true"{{/NAME_INVALID}}>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(bad)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
<p class="help" id="name-help">{{_"As your workers will see it, for example “Delivery with code”."}}</p>
</div>
<div class="actions"><button class="button primary">{{_"Create flow"}}</button><a class="button quiet" href="/flows">{{_"Cancel"}}</a></div>
</form>
