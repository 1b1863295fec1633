{{%AUTOESCAPE context="HTML"}}
{{! Senders. Q, CLEAR section · OPERATOR section: may make one · ROWS section around the table {NEXT section {AFTER, NEXT_Q} }, else EMPTY
    ROW {NAME, CHANNEL, CHANNEL_ICON, DRIVER, ORGANISATION, ACTIVE or OFF section, ALERTS section {ALERT_COUNT}, ACCEPTED_AT} }}
<header class="page-head">
<div><h1>{{_"Senders"}}</h1><p class="lede">{{_"Who messages come from: the platform's official sender of each channel, and those of organisations that have their own."}}</p></div>
{{#OPERATOR}}<div class="actions"><a class="button primary" href="/operator/senders/new">@icon(plus)@{{_"New sender"}}</a></div>{{/OPERATOR}}
</header>
@tabs(operator /operator/senders)@
<form class="filters" method="get" action="/operator/senders" role="search">
<div class="field grow">
<label for="q">{{_"Search sender or organisation"}}</label>
<span class="search">@icon(search)@<input type="search" id="q" name="q" value="{{Q}}" maxlength="80"></span>
</div>
<button class="button">{{_"Search"}}</button>
{{#CLEAR}}<a class="button quiet" href="/operator/senders">{{_"Show all"}}</a>{{/CLEAR}}
</form>
<section class="card">
{{#ROWS}}
<table class="cards">
<caption class="unseen">{{_"Senders"}}</caption>
<thead><tr>
<th scope="col">{{_"Sender"}}</th>
<th scope="col">{{_"Channel"}}</th>
<th scope="col">{{_"For"}}</th>
<th scope="col">{{_"State"}}</th>
<th scope="col">{{_"Last accepted"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a class="mono" href="/operator/senders/{{NAME}}">{{NAME}}</a></th>
<td data-label="{{_"Channel"}}"><span class="with-icon">@icon({{CHANNEL_ICON}})@<span>{{CHANNEL}} <span class="soft">{{DRIVER}}</span></span></span></td>
<td data-label="{{_"For"}}">{{ORGANISATION}}</td>
<td data-label="{{_"State"}}">{{#ACTIVE}}<span class="badge ok">@icon(ok)@{{_"On"}}</span>{{/ACTIVE}}{{#OFF}}<span class="badge">@icon(lock)@{{_"Off"}}</span>{{/OFF}}{{#ALERTS}} <span class="badge bad">@icon(low)@{{ALERT_COUNT}}</span>{{/ALERTS}}</td>
<td data-label="{{_"Last accepted"}}"><span class="nowrap" title="{{ACCEPTED_AT_UTC}}">{{ACCEPTED_AT}}</span></td>
</tr>
{{/ROW}}
</tbody>
</table>
{{#NEXT}}<footer><nav class="paging" aria-label="{{_"Pages"}}"><span class="actions"><a class="button small" href="/operator/senders?q={{NEXT_Q:u}}&amp;after={{AFTER:u}}">{{_"Next page"}}</a></span></nav></footer>{{/NEXT}}
{{/ROWS}}
{{#EMPTY}}
<div class="empty">
@icon(empty large)@
<h2>{{_"No sender matches"}}</h2>
<p>{{_"Try a part of its name, or of its organisation's."}}</p>
<a class="button" href="/operator/senders">{{_"Show all"}}</a>
</div>
{{/EMPTY}}
</section>
