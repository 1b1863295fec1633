{{%AUTOESCAPE context="HTML"}}
{{! Balance and statement. TOTAL is the balance.
    TOTAL, RESERVED, AVAILABLE, SPENT · NEWEST section on an older page
    STATEMENT section {OPENING, CLOSING, SHOWN, OLDER section {BEFORE},
      ROW {NUMBER, AT, KIND, AMOUNT, BALANCE, CREDITED section, CHANNEL, COUNTRY, REFERENCE, REASON, REFERS_TO, DELIVERY {MESSAGE} } }, else EMPTY }}
<header class="page-head">
<div><h1>{{_"Credit"}}</h1></div>
</header>
<nav class="tabs" aria-label="{{_"Billing"}}">
<a href="/billing/rates">{{_"Rates"}}</a>
<a href="/billing/credit" aria-current="page">{{_"Credit"}}</a>
<a href="/billing/top-up">{{_"Top-ups"}}</a>
<a href="/billing/warnings">{{_"Warnings"}}</a>
<a href="/billing/limits">{{_"Countries and limits"}}</a>
</nav>
<section class="card money-head" aria-label="{{_"Balance"}}">
<dl class="balance"><dt>{{_"Balance"}}</dt><dd>{{TOTAL}} <span class="unit">{{_"credits"}}</span></dd></dl>
<dl class="figures">
<div><dt>{{_"Available"}}</dt><dd>{{AVAILABLE}}</dd></div>
<div><dt>{{_"Reserved"}}</dt><dd>{{RESERVED}} <span class="help">{{_"for messages that are on their way"}}</span></dd></div>
<div><dt>{{_"Spent this month"}}</dt><dd>{{SPENT}}</dd></div>
</dl>
</section>
<section class="card" aria-labelledby="statement">
<header><h2 id="statement">{{_"Statement"}}</h2>{{#NEWEST}}<a class="button small" href="/billing/credit">{{_"Newest entries"}}</a>{{/NEWEST}}</header>
{{#STATEMENT}}
<table class="cards statement">
<caption class="unseen">{{_"Entries, newest first"}}</caption>
<thead><tr>
<th scope="col">{{_"No."}}</th>
<th scope="col">{{_"Time"}}</th>
<th scope="col">{{_"What"}}</th>
<th scope="col">{{_"Details"}}</th>
<th scope="col" class="n">{{_"Amount, credits"}}</th>
<th scope="col" class="n">{{_"Balance, credits"}}</th>
</tr></thead>
<tbody>
<tr class="edge"><td></td><td></td><th scope="row">{{_"Closing balance"}}</th><td></td><td></td><td class="n" data-label="{{_"Balance, credits"}}">{{CLOSING}}</td></tr>
{{#ROW}}
<tr>
<td data-label="{{_"No."}}">{{NUMBER}}</td>
<td data-label="{{_"Time"}}"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></td>
<td data-label="{{_"What"}}">{{#DELIVERY}}<a href="/deliveries/{{MESSAGE}}">{{/DELIVERY}}{{KIND}}{{#DELIVERY}}</a>{{/DELIVERY}}</td>
<td data-label="{{_"Details"}}"><span>{{CHANNEL}} {{COUNTRY}} {{REFERENCE}} {{REFERS_TO}}<span class="sub">{{REASON}}</span></span></td>
<td class="n" data-label="{{_"Amount, credits"}}"><span{{#CREDITED}} class="plus"{{/CREDITED}}>{{#CREDITED}}+{{/CREDITED}}{{AMOUNT}}</span></td>
<td class="n" data-label="{{_"Balance, credits"}}">{{BALANCE}}</td>
</tr>
{{/ROW}}
<tr class="edge"><td></td><td></td><th scope="row">{{_"Opening balance"}}</th><td></td><td></td><td class="n" data-label="{{_"Balance, credits"}}">{{OPENING}}</td></tr>
</tbody>
</table>
<footer><nav class="paging" aria-label="{{_"Pages of the statement"}}"><span>{{SHOWN}}</span>{{#OLDER}}<span class="actions"><a class="button small" href="/billing/credit?before={{BEFORE:u}}">{{_"Older entries"}}</a></span>{{/OLDER}}</nav></footer>
{{/STATEMENT}}
{{#EMPTY}}
<div class="empty">
@icon(billing large)@
<h3>{{_"Nothing has moved yet"}}</h3>
<p>{{_"Top-ups and every message that is charged will stand here, each with the balance after it."}}</p>
</div>
{{/EMPTY}}
</section>
