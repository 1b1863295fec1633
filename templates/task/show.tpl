{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/tasks">@icon(previous small)@{{_"Tasks"}}</a></p>
<h1>{{TITLE}}</h1>
<p class="lede"><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span></p>
</div>
</header>
<section class="card"><div class="body">
<dl class="facts">
<dt>{{_"Flow"}}</dt><dd>{{FLOW}}</dd>
<dt>{{_"Worker"}}</dt><dd>{{WORKER}}</dd>
<dt>{{_"Created"}}</dt><dd><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></dd>
{{#FINISHED}}<dt>{{_"Finished"}}</dt><dd><time datetime="{{DONE_AT_UTC}}" title="{{DONE_AT_UTC}}">{{DONE_AT}}</time></dd>{{/FINISHED}}
</dl>
</div></section>
{{#PAGE}}
<section class="card"><header><h2>{{PAGE_TITLE}}</h2></header><div class="body">
{{#PAGE_EMPTY}}<p class="soft">{{_"This page asks for nothing."}}</p>{{/PAGE_EMPTY}}
{{#PAGE_FILLED}}
<dl class="facts">
{{#ANSWER}}
<dt>{{ANSWER_TITLE}}</dt>
<dd>{{#STATE}}<span class="badge {{STATE_KIND}}">@icon({{STATE_ICON}})@{{STATE_WORDS}}</span> {{/STATE}}{{#VALUE_NONE}}<span class="soft">{{_"not filled in yet"}}</span>{{/VALUE_NONE}}{{>ANSWER_VALUE}}{{#DETAIL}}<p class="help">{{DETAIL_TEXT}} · <a href="/deliveries/{{DELIVERY}}">{{_"Did it arrive?"}}</a></p>{{/DETAIL}}</dd>
{{/ANSWER}}
</dl>
{{/PAGE_FILLED}}
</div></section>
{{/PAGE}}
