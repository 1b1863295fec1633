{{%AUTOESCAPE context="HTML"}}
{{! Support finds an organisation. Q, LOW_CHECKED section, ORDER rows {VALUE, LABEL, CHOSEN section}, CLEAR section · ROWS section around the table, else EMPTY
    ROW {ID, NAME, SLUG, COUNTRY, AVAILABLE, PACE, DAYS, WARNING {WARNING_KIND, WARNING_WORDS}, REQUESTED {REQUESTED_AMOUNT}, TOP_UP_AT, TOP_UP {TOP_UP_AMOUNT} }
    SHOWN, PREVIOUS section {PREVIOUS_HREF}, NEXT section {NEXT_HREF} }}
<header class="page-head">
<div><h1>{{_"Organisations"}}</h1><p class="lede">{{_"Find an organisation to see its credit and top it up."}}</p></div>
</header>
@tabs(support /support/organisations)@
<form class="filters" method="get" action="/support/organisations" role="search">
<div class="field grow">
<label for="q">{{_"Search by name"}}</label>
<span class="search">@icon(search)@<input type="search" id="q" name="q" value="{{Q}}" maxlength="80"></span>
</div>
<div class="field">
<label for="sort">{{_"Order"}}</label>
<select id="sort" name="sort">{{#ORDER}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/ORDER}}</select>
</div>
<label class="choice"><input type="checkbox" name="low" value="1"{{#LOW_CHECKED}} checked{{/LOW_CHECKED}}><span>{{_"Low or asking"}}</span></label>
<button class="button">{{_"Search"}}</button>
{{#CLEAR}}<a class="button quiet" href="/support/organisations">{{_"Show all"}}</a>{{/CLEAR}}
</form>
<section class="card">
{{#ROWS}}
<table class="cards">
<caption class="unseen">{{_"Organisations"}}</caption>
<thead><tr>
<th scope="col">{{_"Organisation"}}</th>
<th scope="col">{{_"Warnings"}}</th>
<th scope="col" class="n">{{_"Available, credits"}}</th>
<th scope="col" class="n">{{_"Pace, credits a day"}}</th>
<th scope="col" class="n">{{_"Lasts for"}}</th>
<th scope="col">{{_"Last top-up"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a class="long" href="/support/organisations/{{ID}}">{{NAME}}</a> <span class="sub"><span class="code">{{SLUG}}</span> · {{COUNTRY}}</span></th>
<td data-label="{{_"Warnings"}}">{{#WARNING}}<span class="badge {{WARNING_KIND}}">@icon(low)@{{WARNING_WORDS}}</span>{{/WARNING}}{{#REQUESTED}} <span class="badge info">@icon(info)@{{_"Asks for"}} {{REQUESTED_AMOUNT}}</span>{{/REQUESTED}}</td>
<td class="n" data-label="{{_"Available, credits"}}">{{AVAILABLE}}</td>
<td class="n" data-label="{{_"Pace, credits a day"}}">{{PACE}}</td>
<td class="n" data-label="{{_"Lasts for"}}">{{DAYS}}</td>
<td data-label="{{_"Last top-up"}}"><span><span class="nowrap" title="{{TOP_UP_AT_UTC}}">{{TOP_UP_AT}}</span>{{#TOP_UP}}<span class="sub">+{{TOP_UP_AMOUNT}}</span>{{/TOP_UP}}</span></td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer><nav class="paging" aria-label="{{_"Pages"}}"><span>{{SHOWN}}</span><span class="actions">{{#PREVIOUS}}<a class="button small" rel="prev" href="{{PREVIOUS_HREF}}">{{_"Previous page"}}</a>{{/PREVIOUS}}{{#NEXT}}<a class="button small" rel="next" href="{{NEXT_HREF}}">{{_"Next page"}}</a>{{/NEXT}}</span></nav></footer>
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
