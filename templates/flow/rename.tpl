{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="{{BACK}}">@icon(previous small)@{{_"Flow"}}</a></p>
<h1>{{TITLE}} “{{FLOW_NAME}}”</h1>
<p class="lede">{{LEDE}}</p>
</div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/flows/{{ID}}/{{WHAT}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" required maxlength="100" value="{{NAME_VALUE}}" autocomplete="off"{{#NAME_INVALID}} aria-describedby="name-error" aria-invalid="true"{{/NAME_INVALID}}>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(bad)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
</div>
<div class="actions"><button class="button primary">{{TITLE}}</button><a class="button quiet" href="{{BACK}}">{{_"Cancel"}}</a></div>
</form>
