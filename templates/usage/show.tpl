{{%AUTOESCAPE context="HTML"}}
{{! Charts of what was spent. Drawings hold no words: labels stand beside them, all figures in tables.
    SEGMENT {HREF, LABEL, CURRENT} · FROM, TO of the form · BAD_DAY, CUT sections · SINCE, UNTIL, ZONE, AS_OF
    CHARTS {SPENT, WORTH {WORTH_TEXT}, ACCEPTED, UNSENT, REFUNDED, STARTED, VERIFIED, CONVERSION {PERCENT}
      SPEND {WORDS, TOP, HALF, WIDTH, DAY {NAME, SUM, PART {CHANNEL, X, Y, HEIGHT} }, DAY_ROW {NAME, WHATSAPP, SMS, EMAIL, SUM} }
      BAR {ID, TITLE, PART {CLASS, X, WIDTH}, KEY {CLASS, LABEL, VALUE, SHARE} }: home against abroad, and what became of messages
      COUNTRY {NAME, WIDTH, SPENT, SHARE, ACCEPTED}, MORE section · LINE {NAME, STARTED, VERIFIED, PERCENT, SPENT, COST} }
    else TOO_MANY {SPENT} or EMPTY }}
<header class="page-head">
<div><h1>{{_"Usage"}}</h1><p class="lede">{{_"What codes cost, where they went, and how many of them were typed in."}}</p></div>
</header>
@tabs(billing /billing/usage)@
<div class="filters">
<nav class="segments" aria-label="{{_"Period"}}">{{#SEGMENT}}<a href="{{HREF}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{LABEL}}</a>{{/SEGMENT}}</nav>
<form class="filters" method="get" action="/billing/usage" aria-label="{{_"Period"}}">
<div class="field"><label for="from">{{_"From"}}</label><input id="from" name="from" type="date" value="{{FROM}}"></div>
<div class="field"><label for="to">{{_"To"}}</label><input id="to" name="to" type="date" value="{{TO}}"></div>
<button class="button">{{_"Show"}}</button>
</form>
</div>
{{#BAD_DAY}}<div class="banner wait slim" role="status">@icon(wait)@<div>{{_"A day that does not exist was left out of the search."}}</div></div>{{/BAD_DAY}}
{{#CUT}}<div class="banner wait slim" role="status">@icon(wait)@<div>{{_"Charts show 92 days at most: the last ones of what you asked for."}}</div></div>{{/CUT}}
<p class="help">{{SINCE}} – {{UNTIL}}, {{ZONE}} · {{_"As of"}} <time datetime="{{AS_OF_UTC}}" title="{{ZONE}}, {{AS_OF_UTC}}">{{AS_OF}}</time></p>
{{#CHARTS}}
<section class="card" aria-label="{{_"In all"}}"><div class="body">
<dl class="figures flat">
<div><dt>{{_"Spent, credits"}}</dt><dd>{{SPENT}}{{#WORTH}} <span class="help">≈ {{WORTH_TEXT}}</span>{{/WORTH}}</dd></div>
<div><dt>{{_"Codes asked for"}}</dt><dd>{{STARTED}}</dd></div>
<div><dt>{{_"Verified"}}</dt><dd>{{VERIFIED}}{{#CONVERSION}} <span class="help">{{PERCENT}}% {{_"of the codes asked for"}}</span>{{/CONVERSION}}</dd></div>
<div><dt>{{_"Messages charged"}}</dt><dd>{{ACCEPTED}}</dd></div>
</dl>
</div></section>
{{#SPEND}}
<section class="card" aria-labelledby="spend">
<header><h2 id="spend">{{_"Spent by day, credits"}}</h2>
<ul class="legend"><li><span class="swatch whatsapp"></span>{{_"WhatsApp"}}</li><li><span class="swatch sms"></span>{{_"SMS"}}</li><li><span class="swatch email"></span>{{_"Email"}}</li></ul></header>
<div class="body">
<div class="chart"><span class="most" aria-hidden="true">{{TOP}}</span><span class="half" aria-hidden="true">{{HALF}}</span><span class="zero" aria-hidden="true">0</span>
<svg class="bars" viewBox="0 0 {{WIDTH}} 1000" preserveAspectRatio="none" role="img" aria-labelledby="spend spend-words">
<desc id="spend-words">{{WORDS}}</desc>
<path class="grid" d="M0 1H{{WIDTH}}M0 500H{{WIDTH}}M0 999H{{WIDTH}}"></path>
{{#DAY}}<g><title>{{NAME}}: {{SUM}}</title>{{#PART}}<rect class="{{CHANNEL}}" x="{{X}}" y="{{Y}}" width="8" height="{{HEIGHT}}"></rect>{{/PART}}</g>
{{/DAY}}</svg>
<span class="first" aria-hidden="true">{{SINCE}}</span><span class="last" aria-hidden="true">{{UNTIL}}</span></div>
<details><summary>{{_"Show as a table"}}</summary>
<table class="cards">
<caption class="unseen">{{_"Spent by day, credits"}}</caption>
<thead><tr><th scope="col">{{_"Day"}}</th><th scope="col" class="n">{{_"WhatsApp"}}</th><th scope="col" class="n">{{_"SMS"}}</th><th scope="col" class="n">{{_"Email"}}</th><th scope="col" class="n">{{_"Together"}}</th></tr></thead>
<tbody>
{{#DAY_ROW}}<tr><th scope="row">{{NAME}}</th><td class="n" data-label="{{_"WhatsApp"}}">{{WHATSAPP}}</td><td class="n" data-label="{{_"SMS"}}">{{SMS}}</td><td class="n" data-label="{{_"Email"}}">{{EMAIL}}</td><td class="n" data-label="{{_"Together"}}">{{SUM}}</td></tr>
{{/DAY_ROW}}
</tbody>
</table>
</details>
</div>
</section>
{{/SPEND}}
<div class="halves">
{{#BAR}}
<section class="card" aria-labelledby="{{ID}}">
<header><h2 id="{{ID}}">{{TITLE}}</h2></header>
<div class="body">
<svg class="share" viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">{{#PART}}<rect class="{{CLASS}}" x="{{X}}" y="0" width="{{WIDTH}}" height="1"></rect>{{/PART}}</svg>
<table class="shares">
<caption class="unseen">{{TITLE}}</caption>
<thead class="unseen"><tr><th scope="col">{{_"What"}}</th><th scope="col">{{_"How many"}}</th><th scope="col">{{_"Share"}}</th></tr></thead>
<tbody>{{#KEY}}<tr><th scope="row"><span class="swatch {{CLASS}}"></span>{{LABEL}}</th><td class="n">{{VALUE}}</td><td class="n">{{SHARE}}%</td></tr>
{{/KEY}}</tbody>
</table>
</div>
</section>
{{/BAR}}
</div>
<section class="card" aria-labelledby="countries">
<header><h2 id="countries">{{_"Where the most was spent"}}</h2></header>
<table class="cards countries">
<caption class="unseen">{{_"Where the most was spent"}}</caption>
<thead><tr><th scope="col">{{_"Country"}}</th><td></td><th scope="col" class="n">{{_"Spent, credits"}}</th><th scope="col" class="n">{{_"Share"}}</th><th scope="col" class="n">{{_"Messages charged"}}</th></tr></thead>
<tbody>
{{#COUNTRY}}<tr><th scope="row">{{NAME}}</th><td class="bar"><svg class="share" viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true"><rect class="whatsapp" x="0" y="0" width="{{WIDTH}}" height="1"></rect></svg></td><td class="n" data-label="{{_"Spent, credits"}}">{{SPENT}}</td><td class="n" data-label="{{_"Share"}}">{{SHARE}}%</td><td class="n" data-label="{{_"Messages charged"}}">{{ACCEPTED}}</td></tr>
{{/COUNTRY}}
</tbody>
</table>
{{#MORE}}<footer><span>{{_"The ten dearest; all others are in the statement."}}</span></footer>{{/MORE}}
</section>
<section class="card" aria-labelledby="conversion">
<header><h2 id="conversion">{{_"Codes verified, and what each of them cost"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"Codes verified, and what each of them cost"}}</caption>
<thead><tr><th scope="col">{{_"Channel or country"}}</th><th scope="col" class="n">{{_"Codes asked for"}}</th><th scope="col" class="n">{{_"Verified"}}</th><th scope="col" class="n">{{_"Verified, %"}}</th><th scope="col" class="n">{{_"Spent, credits"}}</th><th scope="col" class="n">{{_"Credits for one verified"}}</th></tr></thead>
<tbody>
{{#LINE}}<tr><th scope="row">{{NAME}}</th><td class="n" data-label="{{_"Codes asked for"}}">{{STARTED}}</td><td class="n" data-label="{{_"Verified"}}">{{VERIFIED}}</td><td class="n" data-label="{{_"Verified, %"}}">{{PERCENT}}</td><td class="n" data-label="{{_"Spent, credits"}}">{{SPENT}}</td><td class="n" data-label="{{_"Credits for one verified"}}">{{COST}}</td></tr>
{{/LINE}}
</tbody>
</table>
<footer><span>{{_"A code counts for the channel that was asked for first; what another channel then cost counts for that one."}}</span></footer>
</section>
{{/CHARTS}}
{{#TOO_MANY}}
<section class="card" aria-label="{{_"In all"}}"><div class="body">
<dl class="figures flat"><div><dt>{{_"Spent, credits"}}</dt><dd>{{SPENT}}</dd></div></dl>
<p class="help">{{_"These days have too many messages to draw at once. Choose fewer days."}}</p>
</div></section>
{{/TOO_MANY}}
{{#EMPTY}}
<section class="card" aria-label="{{_"Usage"}}"><div class="empty">@icon(billing large)@<h2>{{_"No code was asked for on these days"}}</h2><p>{{_"Choose other days, or send a code."}}</p></div></section>
{{/EMPTY}}
