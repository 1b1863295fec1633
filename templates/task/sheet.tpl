{{%AUTOESCAPE context="HTML"}}
{{! ID, FILE_NAME, FLOW, AT; APPLIED {TASKS, APPLIED_AT}; or CHANGED, GONE, BEFORE {BEFORE_ID, TASKS, BEFORE_AT}, FIGURES {GOOD, WRONG, FAULT_COUNT}, FAULTS {FAULT rows {LINE, COLUMN, VALUE,
    WORDS}, MORE {REST} }, APPLY {VERSION, PRESS}, PREVIEW {HEAD, ROW rows {LINE, TITLE, WORKER, WINDOW, GIVEN rows {NAME, VALUE} } } }}
<header class="page-head">
<div>
<p class="trail"><a href="/tasks/import?flow={{FLOW_ID:url_query_escape}}">@icon(previous small)@{{_"Import tasks"}}</a></p>
<h1>{{HEADING}}</h1>
<p class="lede">{{FLOW}} · <span class="long">{{FILE_NAME}}</span> · <time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></p>
</div>
</header>
{{#CHANGED}}<div class="banner wait" role="alert">@icon(low)@<div><strong>{{_"The flow was published anew."}}</strong> {{_"Nothing was made. This is what the file means to its new version."}}</div></div>{{/CHANGED}}
{{#BEFORE}}<div class="banner wait" role="alert">@icon(low)@<div><strong>{{_"This file was imported before."}}</strong> <a href="/tasks?import={{BEFORE_ID:url_query_escape}}">{{TASKS}}</a>, <time datetime="{{BEFORE_AT_UTC}}" title="{{BEFORE_AT_UTC}}">{{BEFORE_AT}}</time>. {{_"Imported once more, its tasks are made a second time."}}</div></div>{{/BEFORE}}
{{#GONE}}<div class="card"><div class="empty">@icon(flow large)@<h2>{{_"The flow is archived"}}</h2><p>{{_"Tasks are made of published flows only. Bring the flow back, or choose another one."}}</p><a class="button" href="/tasks/import">{{_"Choose a flow"}}</a></div></div>{{/GONE}}
{{#APPLIED}}
<section class="card" aria-labelledby="made"><div class="empty">@icon(ok large)@<h2 id="made">{{TASKS}}</h2><p><time datetime="{{APPLIED_AT_UTC}}" title="{{APPLIED_AT_UTC}}">{{APPLIED_AT}}</time></p><div class="actions"><a class="button primary" href="/tasks?import={{ID:url_query_escape}}">{{_"Show them"}}</a><a class="button quiet" href="/tasks/import">{{_"Another file"}}</a></div></div></section>
{{/APPLIED}}
{{#FIGURES}}
<section class="card" aria-label="{{_"In all"}}"><div class="body"><dl class="figures flat">
<div><dt>{{_"Lines"}}</dt><dd>{{LINES}}</dd></div>
<div><dt>{{_"Right"}}</dt><dd>{{GOOD}}</dd></div>
<div><dt>{{_"Errors"}}</dt><dd>{{FAULT_COUNT}}</dd></div>
</dl></div></section>
{{/FIGURES}}
{{#FAULTS}}
<section class="card" aria-labelledby="faults">
<header><h2 id="faults">{{_"What is wrong, by line"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"What is wrong, by line"}}</caption>
<thead><tr><th scope="col" class="n">{{_"Line"}}</th><th scope="col">{{_"Column"}}</th><th scope="col">{{_"It says"}}</th><th scope="col">{{_"What to do"}}</th></tr></thead>
<tbody>
{{#FAULT}}
<tr><td class="n" data-label="{{_"Line"}}">{{LINE}}</td><td data-label="{{_"Column"}}">{{COLUMN}}</td><td class="long" data-label="{{_"It says"}}">{{VALUE}}</td><td data-label="{{_"What to do"}}">{{WORDS}}</td></tr>
{{/FAULT}}
</tbody>
</table>
<footer>{{#MORE}}<span>{{REST}}</span>{{/MORE}}<span>{{_"Nothing was made. Mend the file and choose it again: it is all or nothing."}}</span><a class="button small" href="/tasks/import?flow={{FLOW_ID:url_query_escape}}">{{_"Choose the file again"}}</a></footer>
</section>
{{/FAULTS}}
{{#APPLY}}
<form class="card" method="post" action="/tasks/import/{{ID}}">
<div class="body">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="version" value="{{VERSION}}">
<p>{{_"Nothing has been made yet. All tasks are made at once, or none; pressing twice makes them once."}}</p>
<div class="actions"><button class="button primary">{{PRESS}}</button><a class="button quiet" href="/tasks/import?flow={{FLOW_ID:url_query_escape}}">{{_"Another file"}}</a></div>
</div>
</form>
{{/APPLY}}
{{#PREVIEW}}
<section class="card" aria-labelledby="first">
<header><h2 id="first">{{SHOWN}}</h2></header>
<table class="cards">
<caption class="unseen">{{SHOWN}}</caption>
<thead><tr><th scope="col">{{_"Task"}}</th><th scope="col">{{_"Worker"}}</th><th scope="col">{{_"When"}}</th><th scope="col">{{_"Filled in"}}</th><th scope="col" class="n">{{_"Line"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr><th scope="row">{{TITLE}}</th><td data-label="{{_"Worker"}}">{{WORKER}}</td><td data-label="{{_"When"}}">{{WINDOW}}</td><td data-label="{{_"Filled in"}}"><span>{{#GIVEN}}<span class="sub"><span class="soft">{{NAME}}:</span> {{VALUE}}</span>{{/GIVEN}}</span></td><td class="n" data-label="{{_"Line"}}">{{LINE}}</td></tr>
{{/ROW}}
</tbody>
</table>
</section>
{{/PREVIEW}}
