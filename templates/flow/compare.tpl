{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/flows/{{ID}}/history">@icon(previous small)@{{_"History of"}} {{FLOW_NAME}}</a></p>
<h1>{{_"Compare"}}</h1>
<p class="lede">{{COUNT}}</p>
</div>
</header>
<form class="filters" method="get" action="/flows/{{ID}}/compare">
<div class="field"><label for="from">{{_"Before"}}</label><select id="from" name="from">{{#FROM}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FROM}}</select></div>
<div class="field"><label for="to">{{_"Now"}}</label><select id="to" name="to">{{#TO}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/TO}}</select></div>
<button class="button">@icon(compare)@{{_"Compare"}}</button>
</form>
<section class="stack" aria-label="{{_"Differences"}}">
{{>DIFF}}
</section>
