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
<div class="field">
<label for="worker">{{_"Worker"}}</label>
<select id="worker" name="worker"{{#WORKER_INVALID}} aria-describedby="worker-error" aria-invalid="true"{{/WORKER_INVALID}}><option value="">{{_"Nobody yet"}}</option>{{#WORKER_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/WORKER_OPTION}}</select>
{{#WORKER_INVALID}}<p class="error" id="worker-error">@icon(bad)@{{WORKER_ERROR}}</p>{{/WORKER_INVALID}}
</div>
<div class="field">
<label for="title">{{_"Name of the task"}} <span class="optional">({{_"optional"}})</span></label>
<input id="title" name="title" maxlength="200" autocomplete="off" value="{{TITLE_VALUE}}" aria-describedby="title-help{{#TITLE_INVALID}} title-error{{/TITLE_INVALID}}"{{#TITLE_INVALID}} aria-invalid="true"{{/TITLE_INVALID}}>
{{#TITLE_INVALID}}<p class="error" id="title-error">@icon(bad)@{{TITLE_ERROR}}</p>{{/TITLE_INVALID}}
<p class="help" id="title-help">{{_"What the worker sees in the list. Without one: the first text above, else the name of the flow."}}</p>
</div>
<div class="actions"><button class="button primary" name="do" value="">{{_"Create task"}}</button><a class="button quiet" href="/tasks">{{_"Cancel"}}</a></div>
</form>
{{/NEW}}
