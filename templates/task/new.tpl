{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/tasks">@icon(previous small)@{{_"Tasks"}}</a></p>
<h1>{{_"New task"}}</h1>
</div>
</header>
{{#NO_FLOW}}
<div class="card"><div class="empty">@icon(flow large)@<h2>{{_"No flow is published yet"}}</h2><p>{{_"A task runs a published flow. Publish one in the Flow Builder first."}}</p><a class="button" href="/flows">{{_"Show the flows"}}</a></div></div>
{{/NO_FLOW}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
{{#NEW}}
<form class="form card" method="get" action="/tasks/new">
<div class="field"><label for="flow">{{_"Flow"}}</label><select id="flow" name="flow" data-submit>{{#FLOW_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FLOW_OPTION}}</select></div>
<button class="button" data-without-script>{{_"Choose this flow"}}</button>
</form>
<form class="form card" method="post" action="/tasks/new" data-follow novalidate>
<button name="do" value="" hidden></button>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="flow" value="{{FLOW_ID}}">
<p class="help">{{INTRO}}</p>
{{>COMPONENT}}
{{>FIELDS}}
<div class="actions"><button class="button primary" name="do" value="">{{_"Create task"}}</button><a class="button quiet" href="/tasks">{{_"Cancel"}}</a></div>
</form>
{{/NEW}}
