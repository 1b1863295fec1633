{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<h1>{{_"Tasks"}}</h1>
<p class="lede">{{_"One run of a flow by one worker each."}}</p>
</div>
<div class="actions"><a class="button primary" href="/tasks/new">@icon(plus)@{{_"New task"}}</a></div>
</header>
{{#FILTERS}}
<form class="filters" method="get" action="/tasks" role="search">
<div class="field grow"><label for="q">{{_"Search"}}</label><span class="search">@icon(search)@<input id="q" name="q" type="search" maxlength="100" value="{{Q}}" placeholder="{{_"Task, flow or worker"}}"></span></div>
<div class="field"><label for="status">{{_"Status"}}</label><select id="status" name="status"><option value="">{{_"All"}}</option>{{#STATUS_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/STATUS_OPTION}}</select></div>
<button class="button">{{_"Search"}}</button>
</form>
{{/FILTERS}}
{{#ROWS}}
<div class="card">
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
<th scope="row"><a href="/tasks/{{ID}}">{{TITLE}}</a></th>
<td data-label="{{_"Flow"}}">{{FLOW}}</td>
<td data-label="{{_"Worker"}}">{{WORKER}}</td>
<td data-label="{{_"When"}}">{{WINDOW}}</td>
<td data-label="{{_"Status"}}"><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span>{{#OVERDUE}} <span class="badge wait">@icon(low)@{{_"Overdue"}}</span>{{/OVERDUE}}</td>
<td data-label="{{_"Created"}}"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer><nav class="paging" aria-label="{{_"Pages"}}"><span>{{COUNT}}</span>
<div class="actions">{{#NEWER}}<a class="button small" rel="prev" href="/tasks?q={{Q:url_query_escape}}&amp;status={{STATUS_VALUE:url_query_escape}}&amp;page={{NUMBER:url_query_escape}}">@icon(previous)@{{_"Newer"}}</a>{{/NEWER}}{{#OLDER}}<a class="button small" rel="next" href="/tasks?q={{Q:url_query_escape}}&amp;status={{STATUS_VALUE:url_query_escape}}&amp;page={{NUMBER:url_query_escape}}">{{_"Older"}}@icon(next)@</a>{{/OLDER}}</div></nav></footer>
</div>
{{/ROWS}}
{{#EMPTY}}
<div class="card"><div class="empty">@icon(tasks large)@<h2>{{_"No tasks yet"}}</h2><p>{{_"A task is one run of a flow by one worker. Make the first one."}}</p><a class="button" href="/tasks/new">{{_"Make a task"}}</a></div></div>
{{/EMPTY}}
{{#NOTHING}}
<div class="card"><div class="empty">@icon(search large)@<h2>{{_"No task fits"}}</h2><p>{{_"Try other words or another status."}}</p><a class="button" href="/tasks">{{_"Show all tasks"}}</a></div></div>
{{/NOTHING}}
