{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<h1>{{_"Tasks"}}</h1>
<p class="lede">{{_"One run of a flow by one worker each."}}</p>
</div>
<div class="actions">{{#DOWNLOAD}}<details class="menu"><summary class="button">@icon(download)@{{_"Download"}}</summary><ul>
<li><a href="{{EXPORT_HREF}}csv" download>CSV</a></li>
<li><a href="{{EXPORT_HREF}}csv&amp;separator=semicolon" download>{{_"CSV with semicolons"}}</a></li>
<li><a href="{{EXPORT_HREF}}json" download>JSON</a></li>
</ul></details>{{/DOWNLOAD}}<a class="button" href="/tasks/import">@icon(upload)@{{_"Import"}}</a><a class="button primary" href="/tasks/new">@icon(plus)@{{_"New task"}}</a></div>
</header>
{{#FILTERS}}
<form class="filters many" method="get" action="/tasks" role="search">
{{#OF_IMPORT}}<input type="hidden" name="import" value="{{IMPORT}}">{{/OF_IMPORT}}
<div class="field grow"><label for="q">{{_"Search"}}</label><span class="search">@icon(search)@<input id="q" name="q" type="search" maxlength="100" value="{{Q}}" placeholder="{{_"Task, flow or worker"}}"></span></div>
<div class="field"><label for="status">{{_"Status"}}</label><select id="status" name="status"><option value="">{{_"All"}}</option>{{#STATUS_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/STATUS_OPTION}}</select></div>
<div class="field"><label for="flow">{{_"Flow"}}</label><select id="flow" name="flow"><option value="">{{_"All"}}</option>{{#FLOW_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FLOW_OPTION}}</select></div>
<div class="field"><label for="worker">{{_"Worker"}}</label><select id="worker" name="worker"><option value="">{{_"All"}}</option>{{#WORKER_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/WORKER_OPTION}}</select></div>
<div class="field"><label for="when">{{_"When"}}</label><select id="when" name="when"><option value="">{{_"At any time"}}</option>{{#WHEN_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/WHEN_OPTION}}</select></div>
<div class="field"><label for="from">{{_"Or from"}}</label><input id="from" name="from" type="date" value="{{FROM}}" title="{{ZONE}}"></div>
<div class="field"><label for="to">{{_"To"}}</label><input id="to" name="to" type="date" value="{{TO}}" title="{{ZONE}}"></div>
<div class="field"><label for="sort">{{_"Order"}}</label><select id="sort" name="sort">{{#SORT_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/SORT_OPTION}}</select></div>
<div class="actions"><button class="button">{{_"Search"}}</button></div>
</form>
{{/FILTERS}}
{{#CHIPS}}
<ul class="chips" aria-label="{{_"Filtered by"}}">
{{#CHIP}}<li><a class="chip" href="{{CHIP_HREF}}" title="{{_"Take this filter away"}}">{{CHIP_LABEL}}: <b>{{CHIP_VALUE}}</b>@icon(close small)@<span class="unseen">{{_"Take this filter away"}}</span></a></li>{{/CHIP}}
<li><a href="/tasks">{{_"Clear all"}}</a></li>
</ul>
{{/CHIPS}}
{{#BAD_DAY}}<div class="banner wait slim" role="status">@icon(wait)@<div>{{_"A day that does not exist was left out of the search."}}</div></div>{{/BAD_DAY}}
{{#ROWS}}
<form method="post" action="/tasks/bulk" class="card">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="filters" value="{{FILTER_TEXT}}">
<table class="cards">
<caption class="unseen">{{_"Tasks"}}</caption>
<thead><tr>
<th scope="col">{{_"Task"}}</th>
<th scope="col">{{_"Flow"}}</th>
<th scope="col">{{_"Worker"}}</th>
<th scope="col">{{_"When"}}</th>
<th scope="col">{{_"Status"}}</th>
<th scope="col">{{_"Created"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><span class="picked"><input type="checkbox" name="task" value="{{ID}}" aria-label="{{_"Choose"}} {{TITLE}}"><a href="/tasks/{{ID}}">{{TITLE}}</a></span></th>
<td data-label="{{_"Flow"}}">{{FLOW}}</td>
<td data-label="{{_"Worker"}}">{{WORKER}}</td>
<td data-label="{{_"When"}}">{{WINDOW}}</td>
<td data-label="{{_"Status"}}"><span class="badges"><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span>{{#OVERDUE}} <span class="badge bad">@icon(low)@{{_"Overdue"}}</span>{{/OVERDUE}}</span></td>
<td data-label="{{_"Created"}}"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer class="bulk">
<label class="choice" data-with-script hidden><input type="checkbox" data-all="task"><span>{{_"All on this page"}}</span></label>
{{#ALL}}<label class="choice"><input type="checkbox" name="all" value="1"><span>{{ALL_WORDS}}</span></label>{{/ALL}}
<div class="field"><label class="unseen" for="do">{{_"What to do with the chosen tasks"}}</label><select id="do" name="do"><option value="assign">{{_"Assign to somebody"}}</option><option value="unassign">{{_"Take away from the worker"}}</option><option value="move">{{_"Move the time"}}</option><option value="delete">{{_"Delete"}}</option></select></div>
<button class="button">{{_"Go on"}}</button>
</footer>
<footer><nav class="paging" aria-label="{{_"Pages"}}"><span>{{COUNT}}</span>
<div class="actions">{{#NEWER}}<a class="button small" rel="prev" href="{{NEWER_HREF}}">@icon(previous)@{{_"Back"}}</a>{{/NEWER}}{{#OLDER}}<a class="button small" rel="next" href="{{OLDER_HREF}}">{{_"Next"}}@icon(next)@</a>{{/OLDER}}</div></nav></footer>
</form>
{{/ROWS}}
{{#EMPTY}}
<div class="card"><div class="empty">@icon(tasks large)@<h2>{{_"No tasks yet"}}</h2><p>{{_"A task is one run of a flow by one worker. Make the first one, or bring many from a spreadsheet."}}</p><div class="actions"><a class="button" href="/tasks/new">{{_"Make a task"}}</a><a class="button quiet" href="/tasks/import">{{_"Import tasks"}}</a></div></div></div>
{{/EMPTY}}
{{#NOTHING}}
<div class="card"><div class="empty">@icon(search large)@<h2>{{_"No task fits"}}</h2><p>{{_"Try other words, or take a filter away."}}</p><a class="button" href="/tasks">{{_"Show all tasks"}}</a></div></div>
{{/NOTHING}}
