{{%AUTOESCAPE context="HTML"}}
{{! API keys. ROWS section {ROW {ID, NAME, SCOPE, LIVE EXPIRED or REVOKED, FOLLOWED, EXPIRES {EXPIRES_AT} or FOREVER, USED {USED_AT} or UNUSED} } or EMPTY }}
<header class="page-head">
<div><p class="trail"><a href="/settings">@icon(previous small)@{{_"Settings"}}</a></p><h1>{{_"API keys"}}</h1><p class="lede">{{_"A key lets a program send and check codes in your organisation's name, on its credit."}}</p></div>
<div class="actions"><a class="button primary" href="/settings/keys/new">@icon(plus)@{{_"New API key"}}</a></div>
</header>
<section class="card" aria-label="{{_"API keys"}}">
{{#ROWS}}
<table class="cards">
<caption class="unseen">{{_"API keys, those in use first"}}</caption>
<thead><tr><th scope="col">{{_"Name"}}</th><th scope="col">{{_"May"}}</th><th scope="col">{{_"State"}}</th><th scope="col">{{_"Expires"}}</th><th scope="col">{{_"Last used"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a href="/settings/keys/{{ID}}">{{NAME}}</a></th>
<td data-label="{{_"May"}}">{{SCOPE}}</td>
<td data-label="{{_"State"}}">{{#LIVE}}<span class="badge ok">@icon(ok)@{{_"In use"}}</span>{{/LIVE}}{{#EXPIRED}}<span class="badge">@icon(wait)@{{_"Expired"}}</span>{{/EXPIRED}}{{#REVOKED}}<span class="badge">@icon(lock)@{{_"Revoked"}}</span>{{/REVOKED}}{{#FOLLOWED}} <span class="badge wait">@icon(wait)@{{_"Being replaced"}}</span>{{/FOLLOWED}}</td>
<td data-label="{{_"Expires"}}">{{#EXPIRES}}<time datetime="{{EXPIRES_AT_UTC}}" title="{{EXPIRES_AT_UTC}}">{{EXPIRES_AT}}</time>{{/EXPIRES}}{{#FOREVER}}<span class="soft">{{_"never"}}</span>{{/FOREVER}}</td>
<td data-label="{{_"Last used"}}">{{#USED}}<time datetime="{{USED_AT_UTC}}" title="{{USED_AT_UTC}}">{{USED_AT}}</time>{{/USED}}{{#UNUSED}}<span class="soft">{{_"never"}}</span>{{/UNUSED}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/ROWS}}
{{#EMPTY}}<div class="empty">@icon(otp large)@<h2>{{_"No API key yet"}}</h2><p>{{_"Make one for each program, so that each can be revoked by itself."}}</p></div>{{/EMPTY}}
</section>
