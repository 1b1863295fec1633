{{%AUTOESCAPE context="HTML"}}
{{! ROW rows {ICON, NAME, WHERE, LABEL, KEY, SEEN, BASE, MINE, THEIRS, MINE_CHOSEN, THEIRS_CHOSEN, AGAIN, MISSING}; LEFT when a row has no choice yet;
    MINE_CHANGED, THEIRS_CHANGED with ITEM rows {ITEM_NAME, ITEM_WHAT} }}
<header class="page-head">
<div>
<p class="trail"><a href="/flows/{{ID}}">@icon(previous small)@{{FLOW_NAME}}</a></p>
<h1>{{_"Two changes in one place"}}</h1>
<p class="lede">{{BY}} {{_"saved on"}} <time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time> {{_"what you were changing, too. Nothing of either is lost: choose what shall stand. All other changes of both are kept."}}</p>
</div>
</header>
<form class="stack conflict" method="post" action="/flows/{{ID}}/conflict">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="base_version" value="{{BASE_VERSION}}">
<input type="hidden" name="draft" value="{{DRAFT}}">
<div class="banner wait" role="alert">@icon(low)@<div><strong>{{COUNT}}</strong>{{#LEFT}} {{_"Choose in every row before you save."}}{{/LEFT}}</div></div>
{{#ROW}}
<fieldset class="card choose{{#MISSING}} missing{{/MISSING}}">
<legend class="unseen">{{NAME}}: {{LABEL}}</legend>
<header><h2 class="with-icon">@icon({{ICON}})@<span>{{NAME}}<span class="sub">{{WHERE}}</span></span></h2><span class="badge">{{LABEL}}</span></header>
{{#AGAIN}}<p class="banner slim info">@icon(info)@<span>{{_"It was saved once more meanwhile. Look at it again and save."}}</span></p>{{/AGAIN}}
{{#MISSING}}<p class="banner slim bad">@icon(bad)@<span>{{_"Choose one of the two."}}</span></p>{{/MISSING}}
<div class="sides">
<div class="side"><span class="label">{{_"Before"}}</span><p class="value">{{BASE}}</p></div>
<label class="side"><span class="label"><input type="radio" name="keep.{{KEY}}" value="mine:{{SEEN}}"{{#MINE_CHOSEN}} checked{{/MINE_CHOSEN}} required>{{_"Keep mine"}}</span><span class="value">{{MINE}}</span></label>
<label class="side"><span class="label"><input type="radio" name="keep.{{KEY}}" value="theirs:{{SEEN}}"{{#THEIRS_CHOSEN}} checked{{/THEIRS_CHOSEN}} required>{{_"Keep theirs"}}</span><span class="value">{{THEIRS}}</span></label>
</div>
</fieldset>
{{/ROW}}
<div class="actions"><button class="button primary">{{_"Save what I chose"}}</button><a class="button" href="/flows/{{ID}}">{{_"Discard mine"}}</a></div>
</form>
<details><summary>{{_"All that both changed"}}</summary>
<div class="texts card">
<article><h3>{{_"You"}}</h3><ul class="plain-list">{{#MINE_CHANGED}}{{#ITEM}}<li>{{ITEM_NAME}} · {{ITEM_WHAT}}</li>{{/ITEM}}{{/MINE_CHANGED}}</ul></article>
<article><h3>{{BY}}</h3><ul class="plain-list">{{#THEIRS_CHANGED}}{{#ITEM}}<li>{{ITEM_NAME}} · {{ITEM_WHAT}}</li>{{/ITEM}}{{/THEIRS_CHANGED}}</ul></article>
</div>
</details>
