{{%AUTOESCAPE context="HTML"}}
{{! One month, to be printed.
    MONTH its name, RUNNING section, ORGANISATION, SINCE and UNTIL its days (FROM, TO for addresses), ZONE, AS_OF, OPENING, PAID, SPENT, CLOSING with worths, LINES
    KINDS {KIND_ROW {KIND, CHANNEL, COUNTRY, LINES, AMOUNT}, SUM} or TOO_MANY · PAYMENTS {PAYMENT {NUMBER, AT, KIND, REFERENCE, REASON, BY, AMOUNT}, PAYMENTS_MORE}
    DAYS {DAY_ROW {DAY, LINES, PAID, SPENT, CLOSING} } · EMPTY where nothing moved }}
<header class="page-head">
<div>
<p class="trail"><a href="/billing/statements">@icon(previous small)@{{_"Monthly statements"}}</a></p>
<h1>{{_"Statement"}} {{MONTH}}{{#RUNNING}} <span class="badge">{{_"so far"}}</span>{{/RUNNING}}</h1>
<p class="lede">{{ORGANISATION}} · {{SINCE}} – {{UNTIL}}, {{ZONE}}</p>
</div>
<div class="actions"><a class="button" href="/billing/credit?from={{FROM:u}}&amp;to={{TO:u}}">{{_"All lines"}}</a><a class="button" href="/billing/credit/export?format=csv&amp;from={{FROM:u}}&amp;to={{TO:u}}" download>@icon(download)@{{_"Download as CSV"}}</a></div>
</header>
<section class="card" aria-label="{{_"In all"}}"><div class="body">
<dl class="figures flat">
<div><dt>{{_"Opening balance"}}</dt><dd>{{OPENING}}</dd></div>
<div><dt>{{_"Topped up"}}</dt><dd>{{PAID}}{{#PAID_WORTH}} <span class="help">≈ {{PAID_WORTH_TEXT}}</span>{{/PAID_WORTH}}</dd></div>
<div><dt>{{_"Spent"}}</dt><dd>{{SPENT}}{{#SPENT_WORTH}} <span class="help">≈ {{SPENT_WORTH_TEXT}}</span>{{/SPENT_WORTH}}</dd></div>
<div><dt>{{_"Closing balance"}}</dt><dd>{{CLOSING}}{{#CLOSING_WORTH}} <span class="help">≈ {{CLOSING_WORTH_TEXT}}</span>{{/CLOSING_WORTH}}</dd></div>
<div><dt>{{_"Lines"}}</dt><dd>{{LINES}}</dd></div>
</dl>
<p class="help">{{_"All figures are credits."}} {{_"As of"}} <time datetime="{{AS_OF_UTC}}" title="{{ZONE}}, {{AS_OF_UTC}}">{{AS_OF}}</time></p>
</div></section>
{{#KINDS}}
<section class="card" aria-labelledby="kinds">
<header><h2 id="kinds">{{_"What moved credit"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"What moved credit"}}</caption>
<thead><tr><th scope="col">{{_"What"}}</th><th scope="col">{{_"Channel"}}</th><th scope="col">{{_"Country"}}</th><th scope="col" class="n">{{_"Lines"}}</th><th scope="col" class="n">{{_"Amount, credits"}}</th></tr></thead>
<tbody>
{{#KIND_ROW}}<tr><th scope="row">{{KIND}}</th><td data-label="{{_"Channel"}}">{{CHANNEL}}</td><td data-label="{{_"Country"}}">{{COUNTRY}}</td><td class="n" data-label="{{_"Lines"}}">{{LINES}}</td><td class="n" data-label="{{_"Amount, credits"}}">{{AMOUNT}}</td></tr>
{{/KIND_ROW}}
</tbody>
<tfoot><tr><th scope="row">{{_"Closing less opening balance"}}</th><td></td><td></td><td></td><td class="n" data-label="{{_"Amount, credits"}}">{{SUM}}</td></tr></tfoot>
</table>
</section>
{{/KINDS}}
{{#TOO_MANY}}<p class="help">{{_"This month has too many lines to be told apart by channel and country here. The download has all of them."}}</p>{{/TOO_MANY}}
{{#PAYMENTS}}
<section class="card" aria-labelledby="payments">
<header><h2 id="payments">{{_"Top-ups, bonuses and corrections"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"Top-ups, bonuses and corrections"}}</caption>
<thead><tr><th scope="col">{{_"No."}}</th><th scope="col">{{_"Time"}}</th><th scope="col">{{_"What"}}</th><th scope="col">{{_"Reference"}}</th><th scope="col">{{_"By"}}</th><th scope="col" class="n">{{_"Amount, credits"}}</th></tr></thead>
<tbody>
{{#PAYMENT}}<tr><td data-label="{{_"No."}}">{{NUMBER}}</td><td data-label="{{_"Time"}}"><time datetime="{{AT_UTC}}" title="{{ZONE}}, {{AT_UTC}}">{{AT}}</time></td><td data-label="{{_"What"}}">{{KIND}}</td><td data-label="{{_"Reference"}}"><span>{{REFERENCE}}<span class="sub">{{REASON}}</span></span></td><td data-label="{{_"By"}}">{{BY}}</td><td class="n" data-label="{{_"Amount, credits"}}">{{AMOUNT}}</td></tr>
{{/PAYMENT}}
</tbody>
</table>
{{#PAYMENTS_MORE}}<footer><span>{{_"Older ones of this month are in the download."}}</span></footer>{{/PAYMENTS_MORE}}
</section>
{{/PAYMENTS}}
{{#DAYS}}
<section class="card" aria-labelledby="days">
<header><h2 id="days">{{_"Day by day"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"Day by day"}}</caption>
<thead><tr><th scope="col">{{_"Day"}}</th><th scope="col" class="n">{{_"Lines"}}</th><th scope="col" class="n">{{_"Topped up"}}</th><th scope="col" class="n">{{_"Spent"}}</th><th scope="col" class="n">{{_"Closing balance"}}</th></tr></thead>
<tbody>
{{#DAY_ROW}}<tr><th scope="row">{{DAY}}</th><td class="n" data-label="{{_"Lines"}}">{{LINES}}</td><td class="n" data-label="{{_"Topped up"}}">{{PAID}}</td><td class="n" data-label="{{_"Spent"}}">{{SPENT}}</td><td class="n" data-label="{{_"Closing balance"}}">{{CLOSING}}</td></tr>
{{/DAY_ROW}}
</tbody>
</table>
</section>
{{/DAYS}}
{{#EMPTY}}<section class="card" aria-label="{{_"Statement"}}"><div class="empty">@icon(billing large)@<h2>{{_"Nothing moved in this month"}}</h2></div></section>{{/EMPTY}}
