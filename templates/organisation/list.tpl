{{%AUTOESCAPE context="HTML"}}
{{! Support finds an organisation. Q, CLEAR section · ROWS section around the table, else EMPTY
    ROW {ID, NAME, SLUG, COUNTRY, AVAILABLE, RESERVED, TOP_UP_AT} · NEXT section {AFTER, NEXT_Q} }}
<header class="page-head">
<div><h1>{{_"Organisations"}}</h1><p class="lede">{{_"Find an organisation to see its credit and top it up."}}</p></div>
</header>
<form class="filters" method="get" action="/support/organisations" role="search">
<div class="field grow">
<label for="q">{{_"Search by name"}}</label>
<span class="search">@icon(search)@<input type="search" id="q" name="q" value="{{Q}}" maxlength="80"></span>
</div>
<button class="button">{{_"Search"}}</button>
{{#CLEAR}}<a class="button quiet" href="/support/organisations">{{_"Show all"}}</a>{{/CLEAR}}
</form>
<section class="card">
{{#ROWS}}
<table class="cards">
<caption class="unseen">{{_"Organisations"}}</caption>
<thead><tr>
<th scope="col">{{_"Organisation"}}</th>
<th scope="col">{{_"Country"}}</th>
<th scope="col" class="n">{{_"Available, credits"}}</th>
<th scope="col" class="n">{{_"Reserved, credits"}}</th>
<th scope="col">{{_"Last top-up"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a href="/support/organisations/{{ID}}">{{NAME}}</a> <span class="sub code">{{SLUG}}</span></th>
<td data-label="{{_"Country"}}">{{COUNTRY}}</td>
<td class="n" data-label="{{_"Available, credits"}}">{{AVAILABLE}}</td>
<td class="n" data-label="{{_"Reserved, credits"}}">{{RESERVED}}</td>
<td data-label="{{_"Last top-up"}}"><span title="{{TOP_UP_AT_UTC}}">{{TOP_UP_AT}}</span></td>
</tr>
{{/ROW}}
</tbody>
</table>
{{#NEXT}}<footer><nav class="paging" aria-label="{{_"Pages"}}"><span class="actions"><a class="button small" href="/support/organisations?q={{NEXT_Q:u}}&amp;after={{AFTER:u}}">{{_"Next page"}}</a></span></nav></footer>{{/NEXT}}
{{/ROWS}}
{{#EMPTY}}
<div class="empty">
@icon(organisation large)@
<h2>{{_"No organisation matches"}}</h2>
<p>{{_"Try a part of its name or its short name."}}</p>
<a class="button" href="/support/organisations">{{_"Show all"}}</a>
</div>
{{/EMPTY}}
</section>
