{{%AUTOESCAPE context="HTML"}}
{{! What a country has cost. ID, CARD, COUNTRY · CHART section {SERIES rows {CHANNEL, LABEL, PATH}, NOW_X, TOP, LEFT, RIGHT}
    ROW {LABEL, FROM, COMING section, CREDITS or WORDS, BY_PERCENT section {PERCENT} } }}
<header class="page-head">
<div>
<p class="trail"><a href="/operator/rate-cards/{{ID}}">@icon(previous small)@{{CARD}}</a></p>
<h1>{{COUNTRY}}</h1>
<p class="lede">{{_"What a message has cost, and will, in credits."}}</p>
</div>
</header>
{{#CHART}}
<figure class="card steps">
<svg viewBox="-4 -4 648 208" role="img" aria-label="{{_"Steps of the price in time; the table below says the same"}}">
<path class="axis" d="M0 200H640M0 0V200"></path>
<path class="now" d="M{{NOW_X}} 0V200"></path>
{{#SERIES}}<path class="{{CHANNEL}}" d="{{PATH}}"></path>
{{/SERIES}}
</svg>
<figcaption><span>{{_"Highest"}}: {{TOP}} · <time datetime="{{LEFT_UTC}}" title="{{LEFT_UTC}}">{{LEFT}}</time> – <time datetime="{{RIGHT_UTC}}" title="{{RIGHT_UTC}}">{{RIGHT}}</time></span><span class="series">{{#SERIES}}<span class="key {{CHANNEL}}">{{LABEL}}</span>{{/SERIES}}<span class="key now">{{_"now"}}</span></span></figcaption>
</figure>
{{/CHART}}
<section class="card" aria-label="{{_"Rates"}}">
<table class="cards">
<caption class="unseen">{{_"Rates, newest first"}}</caption>
<thead><tr><th scope="col">{{_"From"}}</th><th scope="col">{{_"Channel"}}</th><th scope="col" class="n">{{_"Credits"}}</th><th scope="col" class="n">{{_"Change"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr><th scope="row"><time datetime="{{FROM_UTC}}" title="{{FROM_UTC}}">{{FROM}}</time>{{#COMING}} <span class="badge info">{{_"to come"}}</span>{{/COMING}}</th><td data-label="{{_"Channel"}}">{{LABEL}}</td><td class="n" data-label="{{_"Credits"}}">{{CREDITS}}<span class="soft">{{WORDS}}</span></td><td class="n" data-label="{{_"Change"}}">{{#BY_PERCENT}}{{PERCENT}} %{{/BY_PERCENT}}</td></tr>
{{/ROW}}
</tbody>
</table>
</section>
