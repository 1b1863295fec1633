{{%AUTOESCAPE context="HTML"}}
{{! The price list.
    TO, TIMES_ASKED, BY_OPTION rows {VALUE, LABEL, CHOSEN section}: the estimate's form · ANSWER section {PLACE section {NUMBER, OF section {COUNTRY…},
      SHARED section {WORDS} }, COST section {EACH, TOTAL, WORTH {WORTH_TEXT}, SHARE section {PERCENT} or TOO_MUCH section, LEFT section {SENDS} } or REFUSAL section {WORDS} }
    Q, CHANNEL_OPTION and ALLOWED_OPTION rows {VALUE, LABEL, CHOSEN}, CHANGED, USED and CLEAR sections: the filters
    COUNT countries in words · AS_OF time · EMAIL section {EMAIL_PRICE, EMAIL_SINCE} · CSV_HREF, EXCEL_HREF
    ROWS section around the table {HEAD {LABEL, HREF, FIGURES section, SORTED section {RISING or FALLING} or UNSORTED}, ROW}, else EMPTY
    ROW {COUNTRY, ISO, FLAG, CALLING_CODE, WHERE, HOME section, PRICE rows {LABEL, CREDITS, ABROAD section {TIMES}, or WORDS}, BEGUN section {SINCE},
      CHANGE and NEXT rows {WORDS, WAY section {ICON} }, ALLOWED, WATCHED or REFUSED section} }}
<header class="page-head">
<div>
<h1>{{_"Rates"}}</h1>
<p class="lede">{{_"What one message costs, in credits. The country of the recipient's number decides, not where the message is sent from."}}</p>
</div>
</header>
@tabs(billing /billing/rates)@
{{>NOTICES}}
<div class="rate-head">
{{#EMAIL}}
<section class="card flat-rate" aria-labelledby="email"><div class="body">
<h2 id="email" class="with-icon">@icon(email)@{{_"Email"}}</h2>
<p><strong class="figure">{{EMAIL_PRICE}}</strong></p>
<p class="help">{{_"Credits for one email, to any address"}}<br>{{_"Since"}} <time datetime="{{EMAIL_SINCE_UTC}}" title="{{EMAIL_SINCE_UTC}}">{{EMAIL_SINCE}}</time></p>
</div></section>
{{/EMAIL}}
<section class="card no-print" aria-labelledby="estimate"><div class="body">
<h2 id="estimate">{{_"What does it cost to send to …"}}</h2>
<form class="filters" method="get" action="/billing/rates#estimate">
<div class="field grow"><label for="to">{{_"Number or address"}}</label><input id="to" name="to" value="{{TO}}" maxlength="254" autocomplete="off" placeholder="+62 812 3456 7890"></div>
<div class="field"><label for="by">{{_"Channel"}}</label><select id="by" name="by">{{#BY_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/BY_OPTION}}</select></div>
<div class="field short"><label for="count">{{_"How many"}}</label><input id="count" name="count" value="{{TIMES_ASKED}}" maxlength="7" inputmode="numeric" autocomplete="off"></div>
<button class="button">{{_"Estimate"}}</button>
</form>
{{#ANSWER}}
<div role="status" class="stack">
{{#PLACE}}<p class="with-icon">{{#OF}}<img class="flag" src="@static(flags)@/{{COUNTRY_LOWER}}.svg" alt="" width="20" height="15">{{/OF}}<span><strong class="figure">{{NUMBER}}</strong>{{#OF}} · {{COUNTRY}}{{/OF}}{{#SHARED}} <span class="help">{{WORDS}}</span>{{/SHARED}}</span></p>{{/PLACE}}
{{#COST}}
<dl class="figures flat">
<div><dt>{{_"One message"}}</dt><dd>{{EACH}}</dd></div>
<div><dt>{{_"In all, credits"}}</dt><dd>{{TOTAL}}{{#WORTH}} <span class="help">≈ {{WORTH_TEXT}}</span>{{/WORTH}}</dd></div>
{{#SHARE}}<div><dt>{{_"Of what is available"}}</dt><dd>{{PERCENT}} %</dd></div>{{/SHARE}}
{{#LEFT}}<div><dt>{{_"Sends left at this price"}}</dt><dd>{{SENDS}}</dd></div>{{/LEFT}}
</dl>
{{#TOO_MUCH}}<p class="with-icon">@icon(low)@<span>{{_"More than is available now."}}</span></p>{{/TOO_MUCH}}
{{/COST}}
{{#REFUSAL}}<div class="banner wait slim">@icon(bad)@<div>{{WORDS}}</div></div>{{/REFUSAL}}
</div>
{{/ANSWER}}
</div></section>
</div>
<form class="filters" method="get" action="/billing/rates" role="search">
<div class="field grow">
<label for="q">{{_"Search country or number"}}</label>
<span class="search">@icon(search)@<input type="search" id="q" name="q" value="{{Q}}" maxlength="80" placeholder="Indonesia, ID, +62, 0812…"></span>
</div>
<div class="field"><label for="channel">{{_"Channel"}}</label><select id="channel" name="channel">{{#CHANNEL_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/CHANNEL_OPTION}}</select></div>
<div class="field"><label for="allowed">{{_"Allowed"}}</label><select id="allowed" name="allowed">{{#ALLOWED_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/ALLOWED_OPTION}}</select></div>
<label class="choice"><input type="checkbox" name="changed" value="1"{{#CHANGED}} checked{{/CHANGED}}><span>{{_"Changed in 30 days"}}</span></label>
<label class="choice"><input type="checkbox" name="used" value="1"{{#USED}} checked{{/USED}}><span>{{_"Only where we sent"}}</span></label>
<button class="button">{{_"Search"}}</button>
{{#CLEAR}}<a class="button quiet" href="/billing/rates">{{_"Show all"}}</a>{{/CLEAR}}
</form>
<section class="card">
{{#ROWS}}
<table class="cards rates">
<caption class="unseen">{{_"Credits a message, by country"}}</caption>
<thead><tr>
{{#HEAD}}<th scope="col"{{#FIGURES}} class="n"{{/FIGURES}}{{#SORTED}} aria-sort="{{#RISING}}ascending{{/RISING}}{{#FALLING}}descending{{/FALLING}}"{{/SORTED}}><a href="{{HREF}}">{{LABEL}}{{#SORTED}}{{#RISING}}@icon(up small)@{{/RISING}}{{#FALLING}}@icon(down small)@{{/FALLING}}{{/SORTED}}{{#UNSORTED}}@icon(sort small)@{{/UNSORTED}}</a></th>
{{/HEAD}}
<th scope="col">{{_"Next change"}}</th>
<th scope="col">{{_"Allowed"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr{{#HOME}} class="home"{{/HOME}}>
<th scope="row"><span class="with-icon"><img class="flag" src="@static(flags)@/{{FLAG}}.svg" alt="" loading="lazy" width="20" height="15"><span>{{COUNTRY}}</span></span><span class="sub">{{WHERE}}</span></th>
<td data-label="{{_"Code"}}"><span class="nowrap"><span class="code">{{ISO}}</span> {{CALLING_CODE}}</span></td>
{{#PRICE}}<td class="n" data-label="{{LABEL}}"><span>{{CREDITS}}<span class="soft">{{WORDS}}</span>{{#ABROAD}}<span class="sub" title="{{_"times the price at home"}}">×{{TIMES}}</span>{{/ABROAD}}</span></td>
{{/PRICE}}
<td data-label="{{_"Since"}}"><span>{{#BEGUN}}<time datetime="{{SINCE_UTC}}" title="{{SINCE_UTC}}">{{SINCE}}</time>{{/BEGUN}}{{#CHANGE}}<span class="sub">{{#WAY}}@icon({{ICON}} small)@{{/WAY}}{{WORDS}}</span>{{/CHANGE}}</span></td>
<td data-label="{{_"Next change"}}">{{#NEXT}}<span class="sub">{{#WAY}}@icon({{ICON}} small)@{{/WAY}}{{WORDS}}</span>{{/NEXT}}</td>
<td data-label="{{_"Allowed"}}">{{#ALLOWED}}{{_"yes"}}{{/ALLOWED}}{{#WATCHED}}<span class="badge wait">@icon(info)@{{_"watched"}}</span>{{/WATCHED}}{{#REFUSED}}<span class="badge bad">@icon(bad)@{{_"no"}}</span>{{/REFUSED}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/ROWS}}
{{#EMPTY}}
<div class="empty">
@icon(empty large)@
<h2>{{_"No country matches"}}</h2>
<p>{{_"Search by the country's name, its two letters, its calling code, or a whole phone number."}}</p>
<a class="button" href="/billing/rates">{{_"Show all"}}</a>
</div>
{{/EMPTY}}
<footer><span>{{COUNT}} · {{_"as of"}} <time datetime="{{AS_OF_UTC}}" title="{{AS_OF_UTC}}">{{AS_OF}}</time></span>{{#ROWS}}<span class="actions"><a class="button small" href="{{CSV_HREF}}" download>@icon(download)@{{_"Download as CSV"}}</a><a class="button small" href="{{EXCEL_HREF}}" download>@icon(download)@{{_"CSV with semicolons"}}</a></span>{{/ROWS}}</footer>
</section>
