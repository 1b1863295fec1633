{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/flows/{{ID}}{{BACK}}">@icon(previous small)@{{FLOW_NAME}}</a></p>
<h1>{{QUESTION}}</h1>
<p class="lede">{{LOST}}</p>
</div>
</header>
<form class="form card" method="post" action="/flows/{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="base_version" value="{{BASE_VERSION}}">
<input type="hidden" name="component" value="{{COMPONENT}}">
<input type="hidden" name="page" value="{{PAGE}}">
<p class="help">{{_"Versions that are published already, and their tasks, stay as they are."}}</p>
<div class="actions"><button class="button danger primary" name="do" value="delete">@icon(delete)@{{_"Delete"}}</button><a class="button" href="/flows/{{ID}}{{BACK}}">{{_"Keep it"}}</a></div>
</form>
