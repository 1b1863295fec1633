{{%AUTOESCAPE context="HTML"}}
{{! The delivery log, of the console and of support.
    BASE the log's own address · ZONE whose clock it is · ORGANISATION section {ORGANISATION_NAME, ORG_HREF}: support's way back
    FILTERS section {Q, TASK_QUERY, FROM, TO, STATUS_OPTION CHANNEL_OPTION and FLOWS {FLOW_OPTION} rows {VALUE, LABEL, CHOSEN}, CLEAR}
    BAD_DAY section · TOO_OFTEN section: support looked for recipients too often · TOTAL {MESSAGES, ARRIVED, FAILED, CHARGED, AS_OF, PARTLY {SINCE} }
    ROWS {ROW {HREF, RECIPIENT, COUNTRY, AT, CHANNEL, CHANNEL_ICON, KIND, ICON, STATUS, REASON, VERIFIED, OF_TASK {TASK, FLOW}, PRICE, MONEY}, SHOWN,
      EXPORT {EXPORT_HREF}, OLDER {OLDER_HREF, OLDER_AT}, NEWEST {NEWEST_HREF} }, else NOTHING (the same OLDER and NEWEST, FREE or (support) BOUNDED section) or EMPTY }}
<header class="page-head">
<div>
{{#ORGANISATION}}<p class="trail"><a href="{{ORG_HREF}}">@icon(previous small)@{{ORGANISATION_NAME}}</a></p>{{/ORGANISATION}}
<h1>{{_"Deliveries"}}</h1>
<p class="lede">{{_"Every message with a code, newest first: whether it arrived, and what it cost."}}</p>
</div>
</header>
{{#FILTERS}}
<form class="filters many" method="get" action="{{BASE}}" role="search">
<div class="field grow"><label for="q">{{_"Recipient"}}</label><span class="search">@icon(search)@<input id="q" name="q" type="search" maxlength="254" value="{{Q}}" placeholder="{{_"Number, last digits or e-mail"}}"></span></div>
<div class="field"><label for="task">{{_"Task"}}</label><input id="task" name="task" maxlength="200" value="{{TASK_QUERY}}"></div>
{{#FLOWS}}<div class="field"><label for="flow">{{_"Flow"}}</label><select id="flow" name="flow"><option value="">{{_"All"}}</option>{{#FLOW_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FLOW_OPTION}}</select></div>{{/FLOWS}}
<div class="field"><label for="channel">{{_"Channel"}}</label><select id="channel" name="channel"><option value="">{{_"All"}}</option>{{#CHANNEL_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/CHANNEL_OPTION}}</select></div>
<div class="field"><label for="status">{{_"Status"}}</label><select id="status" name="status"><option value="">{{_"All"}}</option>{{#STATUS_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/STATUS_OPTION}}</select></div>
<div class="field"><label for="from">{{_"From"}}</label><input id="from" name="from" type="date" value="{{FROM}}"></div>
<div class="field"><label for="to">{{_"To"}}</label><input id="to" name="to" type="date" value="{{TO}}"></div>
<div class="actions"><button class="button">{{_"Search"}}</button>{{#CLEAR}}<a class="button quiet" href="{{BASE}}">{{_"Clear"}}</a>{{/CLEAR}}</div>
</form>
{{/FILTERS}}
{{#BAD_DAY}}<div class="banner wait slim" role="status">@icon(wait)@<div>{{_"A day that does not exist was left out of the search."}}</div></div>{{/BAD_DAY}}
{{#TOO_OFTEN}}<div class="banner bad" role="alert">@icon(wait)@<div><strong>{{_"Too many searches for recipients."}}</strong> {{_"Thirty in ten minutes are allowed for one organisation, and each is written to its audit log. Wait a little, or search without a recipient."}}</div></div>{{/TOO_OFTEN}}
{{#TOTAL}}
<section class="card" aria-label="{{_"In all"}}"><div class="body">
<dl class="figures flat">
<div><dt>{{_"Messages"}}</dt><dd>{{MESSAGES}}</dd></div>
<div><dt>{{_"Delivered"}}</dt><dd>{{ARRIVED}}</dd></div>
<div><dt>{{_"Not delivered"}}</dt><dd>{{FAILED}}</dd></div>
<div><dt>{{_"Charged, credits"}}</dt><dd>{{CHARGED}}</dd></div>
</dl>
<p class="help">{{_"As of"}} <time datetime="{{AS_OF_UTC}}" title="{{ZONE}}, {{AS_OF_UTC}}">{{AS_OF}}</time>{{#PARTLY}} · {{_"counted back to"}} <time datetime="{{SINCE_UTC}}" title="{{ZONE}}, {{SINCE_UTC}}">{{SINCE}}</time>{{/PARTLY}}</p>
</div></section>
{{/TOTAL}}
{{#ROWS}}
<div class="card">
<table class="cards deliveries">
<caption class="unseen">{{_"Messages, newest first"}}</caption>
<thead><tr>
<th scope="col">{{_"Recipient"}}</th>
<th scope="col">{{_"Time"}}</th>
<th scope="col">{{_"Channel"}}</th>
<th scope="col">{{_"Status"}}</th>
<th scope="col">{{_"Task"}}</th>
<th scope="col" class="n">{{_"Cost, credits"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a href="{{HREF}}">{{RECIPIENT}}</a><span class="sub">{{COUNTRY}}</span></th>
<td data-label="{{_"Time"}}"><time datetime="{{AT_UTC}}" title="{{ZONE}}, {{AT_UTC}}">{{AT}}</time></td>
<td data-label="{{_"Channel"}}"><span class="with-icon nowrap">@icon({{CHANNEL_ICON}} small)@{{CHANNEL}}</span></td>
<td data-label="{{_"Status"}}"><span><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span>{{#VERIFIED}} <span class="badge ok">@icon(ok)@{{_"Verified"}}</span>{{/VERIFIED}}<span class="sub">{{REASON}}</span></span></td>
<td data-label="{{_"Task"}}">{{#OF_TASK}}<span>{{TASK}}<span class="sub">{{FLOW}}</span></span>{{/OF_TASK}}</td>
<td class="n" data-label="{{_"Cost, credits"}}"><span>{{PRICE}}<span class="sub">{{MONEY}}</span></span></td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer><nav class="paging" aria-label="{{_"Pages"}}"><span>{{SHOWN}}</span>
<div class="actions">{{#EXPORT}}<a class="button small" href="{{EXPORT_HREF}}" download>@icon(download)@{{_"Download as CSV"}}</a>{{/EXPORT}}{{#NEWEST}}<a class="button small" href="{{NEWEST_HREF}}">@icon(previous)@{{_"Newest"}}</a>{{/NEWEST}}{{#OLDER}}<a class="button small" rel="next" href="{{OLDER_HREF}}">{{_"Older"}}@icon(next)@</a>{{/OLDER}}</div></nav></footer>
</div>
{{/ROWS}}
{{#NOTHING}}
<div class="card"><div class="empty">@icon(search large)@<h2>{{_"No message fits"}}</h2>
{{#OLDER}}<p>{{_"Nothing fits among what was looked through so far, back to"}} <time datetime="{{OLDER_AT_UTC}}" title="{{ZONE}}, {{OLDER_AT_UTC}}">{{OLDER_AT}}</time>.</p><a class="button primary" href="{{OLDER_HREF}}">{{_"Look through older ones"}}</a>{{/OLDER}}
<p>{{#FREE}}{{_"A number is found as +62 812…, 0812… or by its last digits. Try fewer filters or other days."}}{{/FREE}}{{#BOUNDED}}{{_"A number is found whole or by its last four digits, an address whole or by what stands from its @ on. Try fewer filters or other days."}}{{/BOUNDED}}</p><a class="button" href="{{BASE}}">{{_"Show all messages"}}</a></div></div>
{{/NOTHING}}
{{#EMPTY}}
<div class="card"><div class="empty">@icon(deliveries large)@<h2>{{_"No code has been sent yet"}}</h2><p>{{_"Each code that is sent by WhatsApp, SMS or e-mail will stand here, with what became of it."}}</p></div></div>
{{/EMPTY}}
