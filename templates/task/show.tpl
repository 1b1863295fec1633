{{%AUTOESCAPE context="HTML"}}
{{! One task as the office sees it. ID, TITLE, KIND, ICON, STATUS, FLOW, WORKER, AT, FINISHED {DONE_AT}, WINDOW {WINDOW_TEXT}, OPEN section: may still be edited, ZONE
    FLAGS, ANSWERS and STEP includes of the files of those names; LINES {LINE {WHAT, WHO, LINE_AT} }: what was done }}
<header class="page-head">
<div>
<p class="trail"><a href="/tasks">@icon(previous small)@{{_"Tasks"}}</a></p>
<h1>{{TITLE}}</h1>
<p class="lede"><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span></p>
</div>
<div class="actions">{{#OPEN}}<a class="button" href="/tasks/{{ID}}/edit">@icon(edit)@{{_"Edit"}}</a>{{/OPEN}}<a class="button" href="/tasks/{{ID}}/proof.json" download>@icon(download)@{{_"Download as JSON"}}</a><a class="button primary" href="/tasks/{{ID}}/proof">@icon(page)@{{_"Proof of delivery"}}</a></div>
</header>
{{>FLAGS}}
<section class="card" aria-label="{{_"At a glance"}}"><div class="body">
<dl class="facts">
<dt>{{_"Flow"}}</dt><dd>{{FLOW}}</dd>
<dt>{{_"Worker"}}</dt><dd>{{WORKER}}</dd>
{{#WINDOW}}<dt>{{_"When"}}</dt><dd>{{WINDOW_TEXT}}</dd>
{{/WINDOW}}<dt>{{_"Created"}}</dt><dd><time datetime="{{AT_UTC}}" title="{{ZONE}}, {{AT_UTC}}">{{AT}}</time></dd>
{{#FINISHED}}<dt>{{_"Finished"}}</dt><dd><time datetime="{{DONE_AT_UTC}}" title="{{ZONE}}, {{DONE_AT_UTC}}">{{DONE_AT}}</time></dd>{{/FINISHED}}
</dl>
</div></section>
{{>ANSWERS}}
{{>STEP}}
{{#LINES}}
<section class="card" aria-labelledby="lines"><header><h2 id="lines">{{_"What was done"}}</h2><span class="soft">{{_"Times of"}} {{ZONE}}</span></header><div class="body">
<ol class="timeline">
{{#LINE}}
<li class="info">@icon(history)@<div><p>{{WHAT}}</p><p class="help">{{WHO}}</p></div><time datetime="{{LINE_AT_UTC}}" title="{{ZONE}}, {{LINE_AT_UTC}}">{{LINE_AT}}</time></li>
{{/LINE}}
</ol>
</div></section>
{{/LINES}}
