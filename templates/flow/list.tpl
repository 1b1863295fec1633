{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<h1>{{_"Flow"}}</h1>
<p class="lede">{{_"What your people do at each stop, step by step."}}</p>
</div>
<div class="actions"><a class="button primary" href="/flows/new">@icon(plus)@{{_"New flow"}}</a></div>
</header>
{{#FILTERS}}
<form class="filters" method="get" action="/flows" role="search">
<div class="field grow"><label for="q">{{_"Search"}}</label><span class="search">@icon(search)@<input id="q" name="q" type="search" maxlength="100" value="{{Q}}" placeholder="{{_"Name of a flow"}}"></span></div>
<button class="button">{{_"Search"}}</button>
</form>
{{/FILTERS}}
{{#ROWS}}
<div class="card">
<table class="cards">
<caption class="unseen">{{_"Flows"}}</caption>
<thead><tr>
<th scope="col">{{_"Name"}}</th>
<th scope="col">{{_"Status"}}</th>
<th scope="col">{{_"Last change"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a href="/flows/{{ID}}">{{NAME}}</a></th>
<td data-label="{{_"Status"}}"><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span></td>
<td data-label="{{_"Last change"}}"><span><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time><span class="sub">{{BY}}</span></span></td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer><span>{{COUNT}}</span></footer>
</div>
{{/ROWS}}
{{#EMPTY}}
<div class="card"><div class="empty">@icon(flow large)@<h2>{{_"No flows yet"}}</h2><p>{{_"A flow is the list of steps a worker takes: what to fill in, and which code to check. Make the first one."}}</p><a class="button" href="/flows/new">{{_"Make a flow"}}</a></div></div>
{{/EMPTY}}
{{#NOTHING}}
<div class="card"><div class="empty">@icon(search large)@<h2>{{_"No flow has this name"}}</h2><p>{{_"Try a shorter part of the name."}}</p><a class="button" href="/flows">{{_"Show all flows"}}</a></div></div>
{{/NOTHING}}
