{{%AUTOESCAPE context="HTML"}}
{{! The months of the statement, newest first.
    ZONE whose months they are · MONTHS around the rows, else EMPTY · MONTH {NAME, LABEL, RUNNING section, LINES, OPENING, PAID, SPENT, WORTH {WORTH_TEXT}, CLOSING} }}
<header class="page-head">
<div><h1>{{_"Monthly statements"}}</h1><p class="lede">{{_"What each month began with, what was topped up and spent, and what it ended with."}}</p></div>
</header>
@tabs(billing /billing/statements)@
<section class="card" aria-label="{{_"Monthly statements"}}">
{{#MONTHS}}
<table class="cards">
<caption class="unseen">{{_"Months, newest first"}}</caption>
<thead><tr>
<th scope="col">{{_"Month"}}</th>
<th scope="col" class="n">{{_"Opening balance"}}</th>
<th scope="col" class="n">{{_"Topped up"}}</th>
<th scope="col" class="n">{{_"Spent"}}</th>
<th scope="col" class="n">{{_"Closing balance"}}</th>
<th scope="col" class="n">{{_"Lines"}}</th>
</tr></thead>
<tbody>
{{#MONTH}}
<tr>
<th scope="row"><a href="/billing/statements/{{NAME}}">{{LABEL}}</a>{{#RUNNING}} <span class="badge">{{_"so far"}}</span>{{/RUNNING}}</th>
<td class="n" data-label="{{_"Opening balance"}}">{{OPENING}}</td>
<td class="n" data-label="{{_"Topped up"}}">{{PAID}}</td>
<td class="n" data-label="{{_"Spent"}}"><span>{{SPENT}}{{#WORTH}}<span class="sub">≈ {{WORTH_TEXT}}</span>{{/WORTH}}</span></td>
<td class="n" data-label="{{_"Closing balance"}}">{{CLOSING}}</td>
<td class="n" data-label="{{_"Lines"}}">{{LINES}}</td>
</tr>
{{/MONTH}}
</tbody>
</table>
<footer><span>{{_"All figures are credits. Months begin and end by the clock of"}} {{ZONE}}.</span></footer>
{{/MONTHS}}
{{#EMPTY}}
<div class="empty">@icon(billing large)@<h2>{{_"Nothing has moved yet"}}</h2><p>{{_"The first top-up begins the first month."}}</p></div>
{{/EMPTY}}
</section>
