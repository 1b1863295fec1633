{{%AUTOESCAPE context="HTML"}}
<header class="head"><h1>{{TITLE}}</h1><p class="soft">{{FLOW}}</p></header>
<div class="verified" role="status">@field-icon(ok large)@<span class="word">{{_"Task finished"}}</span><span class="soft"><time datetime="{{AT_UTC}}">{{AT}}</time></span></div>
{{#PAGE}}
<section class="facts-of-page">
<h2>{{PAGE_TITLE}}</h2>
<dl class="facts">
{{#ANSWER}}
<div><dt>{{ANSWER_TITLE}}</dt><dd>{{#CHECKED}}<span class="badge ok">@field-icon(ok)@{{_"Verified"}}</span>{{/CHECKED}}{{#OVERRIDDEN}}<span class="badge info">@field-icon(info)@{{_"Approved by the office without a code"}}</span>{{/OVERRIDDEN}}{{VALUE}}{{>ANSWER_VALUE}}</dd></div>
{{/ANSWER}}
</dl>
</section>
{{/PAGE}}
<div class="thumb"><a class="button primary" href="/field">{{_"To your tasks"}}</a></div>
