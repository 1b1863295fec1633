{{%AUTOESCAPE context="HTML"}}
{{! What was answered, page by page: in a task and in its proof.
    PAGE rows {PAGE_TITLE, PAGE_EMPTY section or PAGE_FILLED section}; there ANSWER rows {ANSWER_TITLE, VALUE_NONE or VALUE_LEFT section, ANSWER_VALUE include,
    STATE of an OTP {STATE_KIND, STATE_ICON, STATE_WORDS, STATE_MORE {STATE_ID} } } }}
{{#PAGE}}
<section class="card"><header><h2>{{PAGE_TITLE}}</h2></header><div class="body">
{{#PAGE_EMPTY}}<p class="soft">{{_"This page asks for nothing."}}</p>{{/PAGE_EMPTY}}
{{#PAGE_FILLED}}
<dl class="facts">
{{#ANSWER}}
<dt>{{ANSWER_TITLE}}</dt>
<dd>{{#STATE}}<span class="badge {{STATE_KIND}}">@icon({{STATE_ICON}})@{{STATE_WORDS}}</span>{{#STATE_MORE}} <a class="no-print" href="#step-{{STATE_ID}}">{{_"See the verification"}}</a>{{/STATE_MORE}}{{/STATE}}{{#VALUE_NONE}}<span class="soft">{{_"not filled in yet"}}</span>{{/VALUE_NONE}}{{#VALUE_LEFT}}<span class="soft">{{_"left empty"}}</span>{{/VALUE_LEFT}}{{>ANSWER_VALUE}}</dd>
{{/ANSWER}}
</dl>
{{/PAGE_FILLED}}
</div></section>
{{/PAGE}}
