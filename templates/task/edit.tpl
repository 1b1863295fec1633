{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/tasks/{{ID}}">@icon(previous small)@{{TITLE}}</a></p>
<h1>{{_"Edit the task"}}</h1>
<p class="lede">{{_"Its answers are the worker's."}}</p>
</div>
</header>
{{#DONE}}<div class="banner info" role="status">@icon(info)@<div>{{_"This task is done and stays as it is."}}</div></div>{{/DONE}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
{{#EDIT}}
<form class="form card" method="post" action="/tasks/{{ID}}/edit" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{>FIELDS}}
<div class="actions"><button class="button primary">{{_"Save the task"}}</button><a class="button quiet" href="/tasks/{{ID}}">{{_"Cancel"}}</a></div>
</form>
{{/EDIT}}
