{{%AUTOESCAPE context="HTML"}}
{{! NO_FLOW; CHOOSE {FLOW_OPTION rows, FLOW_ID, COLUMN rows {NAME, ID, WHAT, NEEDED}, FORM_ERRORS, TEXT_VALUE} }}
<header class="page-head">
<div>
<p class="trail"><a href="/tasks">@icon(previous small)@{{_"Tasks"}}</a></p>
<h1>{{_"Import tasks"}}</h1>
<p class="lede">{{_"Many tasks of one flow from a spreadsheet. The file is looked at first; nothing is made before you say so."}}</p>
</div>
</header>
{{#NO_FLOW}}
<div class="card"><div class="empty">@icon(flow large)@<h2>{{_"No flow is published yet"}}</h2><p>{{_"A task runs a published flow. Publish one in the Flow Builder first."}}</p><a class="button" href="/flows">{{_"Show the flows"}}</a></div></div>
{{/NO_FLOW}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul><li><a href="#file">{{_"File"}}: {{ERROR}}</a></li></ul></div>
{{/FORM_ERRORS}}
{{#CHOOSE}}
<form class="form card" method="get" action="/tasks/import">
<div class="field"><label for="flow">{{_"Flow"}}</label><select id="flow" name="flow" data-submit>{{#FLOW_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FLOW_OPTION}}</select></div>
<button class="button" data-without-script>{{_"Choose this flow"}}</button>
</form>
<section class="card" aria-labelledby="columns">
<header><h2 id="columns">{{_"Columns of the file"}}</h2><div class="actions"><a class="button small" href="/tasks/import/template?flow={{FLOW_ID:url_query_escape}}" download>@icon(download)@{{_"Template"}}</a><a class="button small quiet" href="/tasks/import/template?flow={{FLOW_ID:url_query_escape}}&amp;separator=semicolon" download>{{_"with semicolons"}}</a></div></header>
<table class="cards">
<caption class="unseen">{{_"Columns of the file"}}</caption>
<thead><tr><th scope="col">{{_"Column"}}</th><th scope="col">{{_"What to write"}}</th><th scope="col">{{_"Needed"}}</th></tr></thead>
<tbody>
{{#COLUMN}}
<tr><th scope="row">{{NAME}}</th><td data-label="{{_"What to write"}}">{{WHAT}}</td><td data-label="{{_"Needed"}}">{{#NEEDED}}{{_"yes"}}{{/NEEDED}}{{#OPTIONAL}}<span class="soft">{{_"optional"}}</span>{{/OPTIONAL}}</td></tr>
{{/COLUMN}}
</tbody>
</table>
<footer>{{_"An empty cell counts as a field left as it was: with its default, if it has one."}}</footer>
</section>
<form class="form card" method="post" action="/tasks/import" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="flow" value="{{FLOW_ID}}">
<div class="field">
<label for="file">{{_"File"}}</label>
<input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv" aria-describedby="file-help{{#INVALID}} file-error{{/INVALID}}"{{#INVALID}} aria-invalid="true"{{/INVALID}}>
{{#INVALID}}<p class="error" id="file-error">@icon(bad)@{{ERROR}}</p>{{/INVALID}}
<p class="help" id="file-help">{{_"CSV in UTF-8 with commas, semicolons or tabs; at most 5,000 tasks and 2 MB."}}</p>
</div>
<div class="field">
<label for="text">{{_"Or paste its text"}} <span class="optional">({{_"optional"}})</span></label>
<textarea class="mono" id="text" name="text" rows="5" spellcheck="false" autocomplete="off">
{{TEXT_VALUE:pre_escape}}</textarea>
</div>
<div class="actions"><button class="button primary">{{_"Look at it"}}</button><a class="button quiet" href="/tasks">{{_"Cancel"}}</a></div>
</form>
{{/CHOOSE}}
