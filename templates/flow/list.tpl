{{%AUTOESCAPE context="HTML"}}
{{! MAY_MAKE; FILTERS {Q, ACTIVE_HREF, ARCHIVED_HREF, ON_ACTIVE, ON_ARCHIVED, BY_NAME, BY_CHANGE};
    ROWS {ROW {ID, NAME, HREF, KIND, ICON, STATUS, VERSION, AT, BY, PROBLEMS, MAY_EDIT, MAY_ARCHIVE, MAY_RESTORE}, COUNT, PREVIOUS, NEXT} }}
<header class="page-head">
<div>
<h1>{{_"Flow"}}</h1>
<p class="lede">{{_"What your people do at each stop, step by step."}}</p>
</div>
{{#MAY_MAKE}}
<div class="actions"><a class="button" href="/flows/import">@icon(upload)@{{_"Import"}}</a><a class="button primary" href="/flows/new">@icon(plus)@{{_"New flow"}}</a></div>
{{/MAY_MAKE}}
</header>
{{#FILTERS}}
<nav class="segments" aria-label="{{_"Which flows"}}"><a href="{{ACTIVE_HREF}}"{{#ON_ACTIVE}} aria-current="page"{{/ON_ACTIVE}}>{{_"Active"}}</a><a href="{{ARCHIVED_HREF}}"{{#ON_ARCHIVED}} aria-current="page"{{/ON_ARCHIVED}}>{{_"Archived"}}</a></nav>
<form class="filters" method="get" action="/flows" role="search">
{{#ON_ARCHIVED}}<input type="hidden" name="archived" value="1">{{/ON_ARCHIVED}}
<div class="field grow"><label for="q">{{_"Search"}}</label><span class="search">@icon(search)@<input id="q" name="q" type="search" maxlength="100" value="{{Q}}" placeholder="{{_"Name of a flow"}}"></span></div>
<div class="field"><label for="sort">{{_"Order"}}</label><select id="sort" name="sort"><option value=""{{#BY_CHANGE}} selected{{/BY_CHANGE}}>{{_"Last change first"}}</option><option value="name"{{#BY_NAME}} selected{{/BY_NAME}}>{{_"By name"}}</option></select></div>
<button class="button">{{_"Search"}}</button>
</form>
{{/FILTERS}}
{{#ROWS}}
<div class="card flows">
<table class="cards">
<caption class="unseen">{{_"Flows"}}</caption>
<thead><tr>
<th scope="col">{{_"Name"}}</th>
<th scope="col">{{_"Status"}}</th>
<th scope="col">{{_"For new tasks"}}</th>
<th scope="col">{{_"Last change"}}</th>
<th scope="col"><span class="unseen">{{_"Actions"}}</span></th>
</tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a href="/flows/{{ID}}{{HREF}}">{{NAME}}</a></th>
<td data-label="{{_"Status"}}"><span class="badges"><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span>{{#PROBLEMS}} <span class="badge wait">@icon(low)@{{PROBLEM_COUNT}}</span>{{/PROBLEMS}}</span></td>
<td data-label="{{_"For new tasks"}}">{{VERSION}}</td>
<td data-label="{{_"Last change"}}"><span><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time><span class="sub">{{BY}}</span></span></td>
<td><div class="actions">
{{#MAY_RESTORE}}<form method="post" action="/flows/{{ID}}/restore"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="name" value="{{NAME}}"><button class="button small">@icon(restore)@{{_"Restore"}}<span class="unseen"> {{NAME}}</span></button></form>{{/MAY_RESTORE}}
<details class="menu end"><summary class="button small quiet square" title="{{_"More"}}">@icon(more)@<span class="unseen">{{_"More about"}} {{NAME}}</span></summary>
<div>
{{#MAY_EDIT}}
<form method="post" action="/flows/{{ID}}/duplicate"><input type="hidden" name="csrf" value="{{CSRF}}"><button>@icon(copy)@{{_"Duplicate"}}</button></form>
<a href="/flows/{{ID}}/rename">@icon(edit)@{{_"Rename"}}</a>
{{/MAY_EDIT}}
<a href="/flows/{{ID}}/history">@icon(history)@{{_"History"}}</a>
<a href="/flows/{{ID}}/export">@icon(download)@{{_"Export"}}</a>
{{#MAY_ARCHIVE}}<a href="/flows/{{ID}}/archive">@icon(archive)@{{_"Archive"}}</a>{{/MAY_ARCHIVE}}
</div></details>
</div></td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer class="paging"><span>{{COUNT}}</span><div class="actions">{{#PREVIOUS}}<a class="button small" rel="prev" href="{{PAGE_HREF}}">@icon(previous)@{{_"Previous"}}</a>{{/PREVIOUS}}{{#NEXT}}<a class="button small" rel="next" href="{{PAGE_HREF}}">{{_"Next page"}}@icon(next)@</a>{{/NEXT}}</div></footer>
</div>
{{/ROWS}}
{{#EMPTY}}
<div class="card"><div class="empty">@icon(flow large)@<h2>{{_"No flows yet"}}</h2><p>{{_"A flow is the list of steps a worker takes: what to fill in, and which code to check. Make the first one."}}</p><a class="button" href="/flows/new">{{_"Make a flow"}}</a></div></div>
{{/EMPTY}}
{{#NONE}}
<div class="card"><div class="empty">@icon(flow large)@<h2>{{_"No flows yet"}}</h2><p>{{_"An editor of your organisation makes them."}}</p></div></div>
{{/NONE}}
{{#NONE_ARCHIVED}}
<div class="card"><div class="empty">@icon(archive large)@<h2>{{_"Nothing is archived"}}</h2><p>{{_"What is archived takes no new tasks. Its tasks and versions stay, and it can be restored."}}</p></div></div>
{{/NONE_ARCHIVED}}
{{#NOTHING}}
<div class="card"><div class="empty">@icon(search large)@<h2>{{_"No flow has this name"}}</h2><p>{{_"Try a shorter part of the name."}}</p><a class="button" href="/flows">{{_"Show all flows"}}</a></div></div>
{{/NOTHING}}
