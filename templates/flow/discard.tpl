{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/flows/{{ID}}/history">@icon(previous small)@{{_"History of"}} {{FLOW_NAME}}</a></p>
<h1>{{QUESTION}}</h1>
<p class="lede">{{_"This is what the draft loses. Undo in the Flow Builder brings it back."}}</p>
</div>
</header>
<section class="stack" aria-label="{{_"Differences"}}">
{{>DIFF}}
</section>
<form class="actions" method="post" action="/flows/{{ID}}/history">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="base_version" value="{{BASE_VERSION}}">
<input type="hidden" name="version" value="{{VERSION}}">
<button class="button danger primary" name="do" value="discard">{{_"Discard changes"}}</button><a class="button" href="/flows/{{ID}}/history">{{_"Keep them"}}</a>
</form>
