{{%AUTOESCAPE context="HTML"}}
{{! An audit log. BASE where it stands, TRAIL and TRAIL_WORDS; OWN, PLATFORM or OF section; Q, FROM, TO, ZONE, WHO_OPTION and GROUP_OPTION {VALUE, LABEL, CHOSEN}, CLEAR, BAD_DAY
    ROWS {ROW {WHAT, WHO, ADDRESS, THROUGH {PROGRAM}, AT, ACTION, SUBJECT, FACT {KEY, TEXT, CHANGE {BEFORE} } }, SHOWN, EXPORT_HREF, NEWEST {NEWEST_HREF}, OLDER {OLDER_HREF} } or EMPTY }}
<header class="page-head"><div><p class="trail"><a href="{{TRAIL}}">@icon(previous small)@{{TRAIL_WORDS}}</a></p><h1>{{_"Audit log"}}</h1><p class="lede">{{#OWN}}{{_"What changed money, flows, rights and senders: who did it, when, and from where. Nobody can change or remove a line."}}{{/OWN}}{{#PLATFORM}}{{_"What was done for the whole platform: senders, rate cards, alerts, logins. What concerns one organisation stands in its own log."}}{{/PLATFORM}}{{#OF}}{{_"What its people, support and operators did for this organisation."}}{{/OF}}</p></div></header>
{{#PLATFORM}}
@tabs(operator /operator/audit)@
{{/PLATFORM}}
<form class="filters many" method="get" action="{{BASE}}" role="search">
<div class="field grow"><label for="q">{{_"Search"}}</label><span class="search">@icon(search)@<input id="q" name="q" type="search" maxlength="100" value="{{Q}}"></span></div>
<div class="field"><label for="who">{{_"Who"}}</label><select id="who" name="who"><option value="">{{_"All"}}</option>{{#WHO_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/WHO_OPTION}}</select></div>
<div class="field"><label for="group">{{_"About"}}</label><select id="group" name="group"><option value="">{{_"All"}}</option>{{#GROUP_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/GROUP_OPTION}}</select></div>
<div class="field"><label for="from">{{_"From"}}</label><input id="from" name="from" type="date" value="{{FROM}}"></div>
<div class="field"><label for="to">{{_"To"}}</label><input id="to" name="to" type="date" value="{{TO}}"></div>
<div class="actions"><button class="button">{{_"Search"}}</button>{{#CLEAR}}<a class="button quiet" href="{{BASE}}">{{_"Clear"}}</a>{{/CLEAR}}</div>
</form>
{{#BAD_DAY}}<div class="banner wait slim" role="status">@icon(wait)@<div>{{_"A day that does not exist was left out of the search."}}</div></div>{{/BAD_DAY}}
{{#ROWS}}
<div class="card">
<table class="cards log">
<caption class="unseen">{{_"Lines of the log, newest first"}}</caption>
<thead><tr><th scope="col">{{_"What"}}</th><th scope="col">{{_"Who"}}</th><th scope="col">{{_"Time"}}</th><th scope="col">{{_"Where from"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row">{{WHAT}}<details><summary>{{_"Details"}}</summary><dl class="facts">{{#FACT}}<dt>{{KEY}}</dt><dd>{{#CHANGE}}<del>{{BEFORE}}</del> → {{/CHANGE}}{{TEXT}}</dd>{{/FACT}}<dt>{{_"Action"}}</dt><dd><span class="mono">{{ACTION}}</span> <span class="mono soft">{{SUBJECT}}</span></dd></dl></details></th>
<td data-label="{{_"Who"}}">{{WHO}}</td>
<td data-label="{{_"Time"}}"><time datetime="{{AT_UTC}}" title="{{ZONE}}, {{AT_UTC}}">{{AT}}</time></td>
<td data-label="{{_"Where from"}}"><span class="mono">{{ADDRESS}}</span>{{#THROUGH}} <span class="sub">{{PROGRAM}}</span>{{/THROUGH}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer><nav class="paging" aria-label="{{_"Pages"}}"><span>{{SHOWN}}</span><div class="actions"><a class="button small" href="{{EXPORT_HREF}}csv" download>@icon(download)@{{_"Download as CSV"}}</a><a class="button small" href="{{EXPORT_HREF}}json" download>@icon(download)@{{_"Download as JSON"}}</a>{{#NEWEST}}<a class="button small" href="{{NEWEST_HREF}}">@icon(previous)@{{_"Newest"}}</a>{{/NEWEST}}{{#OLDER}}<a class="button small" rel="next" href="{{OLDER_HREF}}">{{_"Older"}}@icon(next)@</a>{{/OLDER}}</div></nav></footer>
</div>
{{/ROWS}}
{{#EMPTY}}<div class="card"><div class="empty">@icon(history large)@<h2>{{_"No line fits"}}</h2><p>{{_"Try fewer filters or other days."}}</p><a class="button" href="{{BASE}}">{{_"Show all"}}</a></div></div>{{/EMPTY}}
