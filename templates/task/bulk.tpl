{{%AUTOESCAPE context="HTML"}}
{{! HEADING; REFUSALS {COUNT, REFUSAL rows {ID, TITLE, WHY}, MORE {REST} }; NONE {BACK} or
    FORM {ACTION, FILTERS, BACK, TASK rows {ID}, TITLE rows {TITLE}, WORKER, WINDOW, DELETE, PRESS, KIND} }}
<header class="page-head">
<div>
<p class="trail"><a href="{{BACK}}">@icon(previous small)@{{_"Tasks"}}</a></p>
<h1>{{HEADING}}</h1>
</div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
{{#REFUSALS}}
<section class="banner wait" aria-labelledby="refusals">@icon(low)@<div><strong id="refusals">{{COUNT}}</strong>
<ul class="problems">{{#REFUSAL}}<li><a href="/tasks/{{ID}}">{{TITLE}}</a>: {{WHY}}</li>{{/REFUSAL}}{{#MORE}}<li>{{REST}}</li>{{/MORE}}</ul></div></section>
{{/REFUSALS}}
{{#NONE}}
<div class="card"><div class="empty">@icon(tasks large)@<h2>{{_"Nothing is left to change"}}</h2><a class="button" href="{{BACK}}">{{_"Back to the tasks"}}</a></div></div>
{{/NONE}}
{{#FORM}}
<form class="form card" method="post" action="/tasks/bulk" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="do" value="{{ACTION}}">
<input type="hidden" name="sure" value="1">
<input type="hidden" name="filters" value="{{FILTERS}}">
{{#TASK}}<input type="hidden" name="task" value="{{ID}}">{{/TASK}}
{{#WORKER}}
<div class="field">
<label for="worker">{{_"Worker"}}</label>
<select id="worker" name="worker" required{{#WORKER_INVALID}} aria-describedby="worker-error" aria-invalid="true"{{/WORKER_INVALID}}><option value="">{{_"Choose"}}</option>{{#WORKER_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/WORKER_OPTION}}</select>
{{#WORKER_INVALID}}<p class="error" id="worker-error">@icon(bad)@{{WORKER_ERROR}}</p>{{/WORKER_INVALID}}
</div>
{{/WORKER}}
{{#WINDOW}}
<fieldset class="group window" aria-describedby="window-help">
<legend>{{_"When"}}</legend>
<div class="field">
<label for="starts">{{_"Not before"}}</label>
<input id="starts" name="starts" type="datetime-local" max="9999-12-31T23:59" value="{{STARTS_VALUE}}"{{#STARTS_INVALID}} aria-describedby="starts-error" aria-invalid="true"{{/STARTS_INVALID}}>
{{#STARTS_INVALID}}<p class="error" id="starts-error">@icon(bad)@{{STARTS_ERROR}}</p>{{/STARTS_INVALID}}
</div>
<div class="field">
<label for="ends">{{_"Until"}}</label>
<input id="ends" name="ends" type="datetime-local" max="9999-12-31T23:59" value="{{ENDS_VALUE}}"{{#ENDS_INVALID}} aria-describedby="ends-error" aria-invalid="true"{{/ENDS_INVALID}}>
{{#ENDS_INVALID}}<p class="error" id="ends-error">@icon(bad)@{{ENDS_ERROR}}</p>{{/ENDS_INVALID}}
</div>
<p class="help" id="window-help">{{_"All of them get this time; two empty fields take it away. By the clocks of"}} {{ZONE}}.</p>
</fieldset>
{{/WINDOW}}
{{#UNASSIGN}}<p class="help">{{_"They can be given to somebody else afterwards. Answers that were given stay."}}</p>{{/UNASSIGN}}
{{#DELETE}}<p class="help">{{_"They are gone for good, with what the office filled in. Nobody has begun any of them."}}</p>{{/DELETE}}
<details><summary>{{TITLES}}</summary><ul class="names">{{#NAMED}}<li>{{TITLE}}</li>{{/NAMED}}</ul></details>
<div class="actions"><button class="button {{KIND}}">{{PRESS}}</button><a class="button quiet" href="{{BACK}}">{{_"Cancel"}}</a></div>
</form>
{{/FORM}}
