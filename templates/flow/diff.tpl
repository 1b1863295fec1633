{{%AUTOESCAPE context="HTML"}}
{{! ROW rows {ICON, NAME, WHERE, ROW_ID, MARK rows {KIND, MARK_ICON, WORDS}, FIELDS with FIELD rows {LABEL, OLD, NEW} }; SAME when there is none }}
{{#ROW}}
<article class="card difference">
<header><h2 class="with-icon">@icon({{ICON}})@<span>{{NAME}}<span class="sub">{{WHERE}} · <span class="mono">{{ROW_ID}}</span></span></span></h2><span class="badges">{{#MARK}}<span class="badge {{KIND}}">@icon({{MARK_ICON}})@{{WORDS}}</span> {{/MARK}}</span></header>
{{#FIELDS}}
<dl>
{{#FIELD}}
<div><dt>{{LABEL}}</dt><dd><del><span class="unseen">{{_"before:"}} </span>{{OLD}}</del></dd><dd>@icon(arrow small)@<ins><span class="unseen">{{_"now:"}} </span>{{NEW}}</ins></dd></div>
{{/FIELD}}
</dl>
{{/FIELDS}}
</article>
{{/ROW}}
{{#SAME}}
<div class="card"><div class="empty">@icon(ok large)@<h2>{{_"Nothing differs"}}</h2><p>{{_"Both hold the same pages and components."}}</p></div></div>
{{/SAME}}
