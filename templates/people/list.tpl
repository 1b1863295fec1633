{{%AUTOESCAPE context="HTML"}}
{{! People of the organisation. Q, CLEAR section · ROWS section around the table {SHOWN, NEXT section {AFTER, NEXT_Q} }, else EMPTY
    ROW {ID, NAME, EMAIL, ROLE, SELF section, ACTIVE or OFF section, SEEN {SEEN_AT} or NEVER} · INVITES {INVITE {ID, EMAIL, ROLE, BY, OPEN or ENDED, UNTIL} } }}
<header class="page-head">
<div><h1>{{_"People"}}</h1><p class="lede">{{_"Who belongs to your organisation, and what each may do."}}</p></div>
<div class="actions"><a class="button primary" href="/people/invite">@icon(plus)@{{_"Invite"}}</a></div>
</header>
{{#INVITES}}
<section class="card" aria-labelledby="invited">
<header><h2 id="invited">{{_"Invited"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"Open invitations"}}</caption>
<thead><tr><th scope="col">{{_"Email"}}</th><th scope="col">{{_"Role"}}</th><th scope="col">{{_"Invited by"}}</th><th scope="col">{{_"Link works until"}}</th></tr></thead>
<tbody>
{{#INVITE}}
<tr>
<th scope="row"><a href="/people/invites/{{ID}}">{{EMAIL}}</a></th>
<td data-label="{{_"Role"}}">{{ROLE}}</td>
<td data-label="{{_"Invited by"}}">{{BY}}</td>
<td data-label="{{_"Link works until"}}">{{#OPEN}}<time datetime="{{UNTIL_UTC}}" title="{{UNTIL_UTC}}">{{UNTIL}}</time>{{/OPEN}}{{#ENDED}}<span class="badge wait">@icon(wait)@{{_"Expired"}}</span>{{/ENDED}}</td>
</tr>
{{/INVITE}}
</tbody>
</table>
</section>
{{/INVITES}}
<form class="filters" method="get" action="/people" role="search">
<div class="field grow"><label for="q">{{_"Search name or e-mail"}}</label><span class="search">@icon(search)@<input type="search" id="q" name="q" value="{{Q}}" maxlength="100"></span></div>
<button class="button">{{_"Search"}}</button>
{{#CLEAR}}<a class="button quiet" href="/people">{{_"Show all"}}</a>{{/CLEAR}}
</form>
<section class="card" aria-label="{{_"People"}}">
{{#ROWS}}
<table class="cards">
<caption class="unseen">{{_"People, by name"}}</caption>
<thead><tr><th scope="col">{{_"Name"}}</th><th scope="col">{{_"Role"}}</th><th scope="col">{{_"State"}}</th><th scope="col">{{_"Last seen"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a href="/people/{{ID}}">{{NAME}}</a>{{#SELF}} <span class="badge">{{_"You"}}</span>{{/SELF}}<span class="sub">{{EMAIL}}</span></th>
<td data-label="{{_"Role"}}">{{ROLE}}</td>
<td data-label="{{_"State"}}">{{#ACTIVE}}<span class="badge ok">@icon(ok)@{{_"Active"}}</span>{{/ACTIVE}}{{#OFF}}<span class="badge">@icon(lock)@{{_"Deactivated"}}</span>{{/OFF}}</td>
<td data-label="{{_"Last seen"}}">{{#SEEN}}<time datetime="{{SEEN_AT_UTC}}" title="{{SEEN_AT_UTC}}">{{SEEN_AT}}</time>{{/SEEN}}{{#NEVER}}<span class="soft">{{_"never"}}</span>{{/NEVER}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer><nav class="paging" aria-label="{{_"Pages"}}"><span>{{SHOWN}}</span>{{#NEXT}}<div class="actions"><a class="button small" rel="next" href="/people?q={{NEXT_Q:u}}&amp;after={{AFTER:u}}">{{_"Next page"}}@icon(next)@</a></div>{{/NEXT}}</nav></footer>
{{/ROWS}}
{{#EMPTY}}
<div class="empty">@icon(people large)@<h2>{{_"Nobody matches"}}</h2><p>{{_"Try a part of the name or address."}}</p><a class="button" href="/people">{{_"Show all"}}</a></div>
{{/EMPTY}}
</section>
