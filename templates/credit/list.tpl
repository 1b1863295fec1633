{{%AUTOESCAPE context="HTML"}}
{{! Balance and statement. TOTAL is the balance; ZONE whose clock it is.
    NOTICES include · TOTAL, WORTH {WORTH_TEXT}, RESERVED, AVAILABLE, SPENT, SPENT_WORTH, SENDS {SENDS_LEFT, SENDS_WHERE}, DAYS {DAYS_LEFT}, AS_OF
    FILTERS {FROM, TO, COUNTRY_TYPED, rows KIND_OPTION CHANNEL_OPTION FLOW_OPTION PERSON_OPTION {VALUE, LABEL, CHOSEN}, CLEAR} · BAD_DAY · QUERY of the filters
    RANGE: what the days come to {OF_DAYS or OF_ALL, SINCE_DAY {DAY}, UNTIL_DAY {DAY}, ALL_LINES, ALL_OPENING, ALL_PAID, ALL_SPENT, ALL_CLOSING, worths of the last two,
      FITS: what fits the filters {FIT_LINES, FIT_ADDED, FIT_TAKEN, FIT_SUM, FIT_WORTH, OTHER_SUM}, else TOO_MANY}
    STATEMENT {CLOSES {CLOSING}, OPENS {OPENING}, SHOWN, OLDER {OLDER_HREF, NEXT}, NEWEST {NEWEST_HREF},
      ROW {NUMBER, AT, KIND, AMOUNT, BALANCE, CREDITED, CHANNEL, COUNTRY, RECIPIENT, OF_TASK {TASK_ID, TASK, FLOW}, BY, RATE {PRICE, SINCE, OF_COUNTRY},
      REFERENCE, REASON, REFERS_TO, DELIVERY {MESSAGE} } }, else NOTHING (the same OLDER and NEWEST) or EMPTY }}
<header class="page-head">
<div><h1>{{_"Credit"}}</h1></div>
</header>
@tabs(billing /billing/credit)@
{{>NOTICES}}
<section class="card money-head" aria-label="{{_"Balance"}}">
<dl class="balance"><dt>{{_"Balance"}}</dt><dd>{{TOTAL}} <span class="unit">{{_"credits"}}{{#WORTH}} <span class="nowrap">≈ {{WORTH_TEXT}}</span>{{/WORTH}}</span></dd></dl>
<dl class="figures">
<div><dt>{{_"Available"}}</dt><dd>{{AVAILABLE}}</dd></div>
<div><dt>{{_"Reserved"}}</dt><dd>{{RESERVED}} <span class="help">{{_"for messages that are on their way"}}</span></dd></div>
<div><dt>{{_"Spent this month"}}</dt><dd>{{SPENT}}{{#SPENT_WORTH}} <span class="help">≈ {{SPENT_WORTH_TEXT}}</span>{{/SPENT_WORTH}}</dd></div>
{{#SENDS}}<div><dt>{{_"Sends left"}}</dt><dd>{{SENDS_LEFT}} <span class="help">{{SENDS_WHERE}}</span></dd></div>{{/SENDS}}
{{#DAYS}}<div><dt>{{_"Days left"}}</dt><dd>{{DAYS_LEFT}} <span class="help">{{_"at the pace of the last 7 days"}}</span></dd></div>{{/DAYS}}
</dl>
<p class="help">{{_"As of"}} <time datetime="{{AS_OF_UTC}}" title="{{ZONE}}, {{AS_OF_UTC}}">{{AS_OF}}</time></p>
</section>
{{#FILTERS}}
<form class="filters many" method="get" action="/billing/credit" role="search" aria-label="{{_"Statement"}}">
<div class="field"><label for="from">{{_"From"}}</label><input id="from" name="from" type="date" value="{{FROM}}"></div>
<div class="field"><label for="to">{{_"To"}}</label><input id="to" name="to" type="date" value="{{TO}}"></div>
<div class="field"><label for="kind">{{_"What"}}</label><select id="kind" name="kind"><option value="">{{_"All"}}</option>{{#KIND_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/KIND_OPTION}}</select></div>
<div class="field"><label for="channel">{{_"Channel"}}</label><select id="channel" name="channel"><option value="">{{_"All"}}</option>{{#CHANNEL_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/CHANNEL_OPTION}}</select></div>
<div class="field"><label for="country">{{_"Country"}}</label><input id="country" name="country" maxlength="80" value="{{COUNTRY_TYPED}}" placeholder="Indonesia, ID, +62"></div>
<div class="field"><label for="flow">{{_"Flow"}}</label><select id="flow" name="flow"><option value="">{{_"All"}}</option>{{#FLOW_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FLOW_OPTION}}</select></div>
<div class="field"><label for="person">{{_"Person"}}</label><select id="person" name="person"><option value="">{{_"All"}}</option>{{#PERSON_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/PERSON_OPTION}}</select></div>
<div class="actions"><button class="button">{{_"Search"}}</button>{{#CLEAR}}<a class="button quiet" href="/billing/credit">{{_"Clear"}}</a>{{/CLEAR}}</div>
</form>
{{/FILTERS}}
{{#BAD_DAY}}<div class="banner wait slim" role="status">@icon(wait)@<div>{{_"A day that does not exist was left out of the search."}}</div></div>{{/BAD_DAY}}
{{#RANGE}}
<section class="card" aria-labelledby="range">
<header><h2 id="range">{{#OF_DAYS}}{{_"All lines of these days"}}{{/OF_DAYS}}{{#OF_ALL}}{{_"All lines"}}{{/OF_ALL}}</h2><p class="help">{{#SINCE_DAY}}{{_"from"}} {{DAY}} {{/SINCE_DAY}}{{#UNTIL_DAY}}{{_"until"}} {{DAY}}{{/UNTIL_DAY}}</p></header>
<div class="body">
<dl class="figures flat">
<div><dt>{{_"Opening balance"}}</dt><dd>{{ALL_OPENING}}</dd></div>
<div><dt>{{_"Topped up"}}</dt><dd>{{ALL_PAID}}</dd></div>
<div><dt>{{_"Spent"}}</dt><dd>{{ALL_SPENT}}{{#ALL_SPENT_WORTH}} <span class="help">≈ {{ALL_SPENT_WORTH_TEXT}}</span>{{/ALL_SPENT_WORTH}}</dd></div>
<div><dt>{{_"Closing balance"}}</dt><dd>{{ALL_CLOSING}}{{#ALL_CLOSING_WORTH}} <span class="help">≈ {{ALL_CLOSING_WORTH_TEXT}}</span>{{/ALL_CLOSING_WORTH}}</dd></div>
<div><dt>{{_"Lines"}}</dt><dd>{{ALL_LINES}}</dd></div>
</dl>
{{#FITS}}
<h3>{{_"Of these, the lines that fit your search"}}</h3>
<dl class="figures flat fits">
<div><dt>{{_"Lines"}}</dt><dd>{{FIT_LINES}}</dd></div>
<div><dt>{{_"Credited"}}</dt><dd>{{FIT_ADDED}}</dd></div>
<div><dt>{{_"Charged"}}</dt><dd>{{FIT_TAKEN}}</dd></div>
<div><dt>{{_"Together"}}</dt><dd>{{FIT_SUM}}{{#FIT_WORTH}} <span class="help">≈ {{FIT_WORTH_TEXT}}</span>{{/FIT_WORTH}}</dd></div>
<div><dt>{{_"All other lines"}}</dt><dd>{{OTHER_SUM}}</dd></div>
</dl>
{{/FITS}}
{{#TOO_MANY}}<p class="help">{{_"There are too many lines to add up those that fit. Choose fewer days to see their sum; the download has all of them."}}</p>{{/TOO_MANY}}
</div>
</section>
{{/RANGE}}
{{#STATEMENT}}
<section class="card" aria-labelledby="statement">
<header><h2 id="statement">{{_"Statement"}}</h2><div class="actions"><a class="button small" href="/billing/credit/export?format=csv&amp;{{QUERY}}" download>@icon(download)@{{_"Download as CSV"}}</a><a class="button small" href="/billing/credit/export?format=json&amp;{{QUERY}}" download>@icon(download)@{{_"Download as JSON"}}</a></div></header>
<table class="cards statement">
<caption class="unseen">{{_"Entries, newest first"}}</caption>
<thead><tr>
<th scope="col">{{_"No."}}</th>
<th scope="col">{{_"Time"}}</th>
<th scope="col">{{_"What"}}</th>
<th scope="col">{{_"For"}}</th>
<th scope="col">{{_"Details"}}</th>
<th scope="col" class="n">{{_"Amount, credits"}}</th>
<th scope="col" class="n">{{_"Balance, credits"}}</th>
</tr></thead>
<tbody>
{{#CLOSES}}<tr class="edge"><td></td><td></td><th scope="row">{{_"Closing balance"}}</th><td></td><td></td><td></td><td class="n" data-label="{{_"Balance, credits"}}">{{CLOSING}}</td></tr>{{/CLOSES}}
{{#ROW}}
<tr>
<td data-label="{{_"No."}}">{{NUMBER}}</td>
<td data-label="{{_"Time"}}"><time datetime="{{AT_UTC}}" title="{{ZONE}}, {{AT_UTC}}">{{AT}}</time></td>
<td data-label="{{_"What"}}"><span>{{#DELIVERY}}<a href="/deliveries/{{MESSAGE}}">{{/DELIVERY}}{{KIND}}{{#DELIVERY}}</a>{{/DELIVERY}}<span class="sub">{{CHANNEL}} {{COUNTRY}}</span></span></td>
<td data-label="{{_"For"}}"><span>{{RECIPIENT}}{{#OF_TASK}}<span class="sub"><a href="/tasks/{{TASK_ID}}">{{TASK}}</a> · {{FLOW}}</span>{{/OF_TASK}}<span class="sub">{{BY}}</span></span></td>
<td data-label="{{_"Details"}}"><span>{{REFERENCE}} {{REFERS_TO}}<span class="sub">{{REASON}}</span>{{#RATE}}<span class="sub"><a href="/billing/rates?q={{OF_COUNTRY:u}}">{{_"Rate"}} {{PRICE}}</a> {{_"since"}} <time datetime="{{SINCE_UTC}}" title="{{ZONE}}, {{SINCE_UTC}}">{{SINCE}}</time></span>{{/RATE}}</span></td>
<td class="n" data-label="{{_"Amount, credits"}}"><span{{#CREDITED}} class="plus"{{/CREDITED}}>{{#CREDITED}}+{{/CREDITED}}{{AMOUNT}}</span></td>
<td class="n" data-label="{{_"Balance, credits"}}">{{BALANCE}}</td>
</tr>
{{/ROW}}
{{#OPENS}}<tr class="edge"><td></td><td></td><th scope="row">{{_"Opening balance"}}</th><td></td><td></td><td></td><td class="n" data-label="{{_"Balance, credits"}}">{{OPENING}}</td></tr>{{/OPENS}}
</tbody>
</table>
<footer><nav class="paging" aria-label="{{_"Pages of the statement"}}"><span>{{SHOWN}}</span>
<div class="actions">{{#NEWEST}}<a class="button small" href="{{NEWEST_HREF}}">@icon(previous)@{{_"Newest entries"}}</a>{{/NEWEST}}{{#OLDER}}<a class="button small" rel="next" href="{{OLDER_HREF}}">{{_"Older entries"}}@icon(next)@</a>{{/OLDER}}</div></nav></footer>
</section>
{{/STATEMENT}}
{{#NOTHING}}
<section class="card" aria-label="{{_"Statement"}}"><div class="empty">@icon(search large)@<h2>{{_"No line fits"}}</h2>
{{#OLDER}}<p>{{_"Nothing fits among the entries that were looked through so far, back to number"}} {{NEXT}}.</p><a class="button primary" href="{{OLDER_HREF}}">{{_"Look through older ones"}}</a>{{/OLDER}}
<p>{{_"Try fewer filters or other days."}}</p><div class="actions">{{#NEWEST}}<a class="button" href="{{NEWEST_HREF}}">{{_"Newest entries"}}</a>{{/NEWEST}}<a class="button" href="/billing/credit">{{_"Show all lines"}}</a></div></div></section>
{{/NOTHING}}
{{#EMPTY}}
<section class="card" aria-label="{{_"Statement"}}">
<div class="empty">
@icon(billing large)@
<h2>{{_"Nothing has moved yet"}}</h2>
<p>{{_"Top-ups and every message that is charged will stand here, each with the balance after it."}}</p>
</div>
</section>
{{/EMPTY}}
