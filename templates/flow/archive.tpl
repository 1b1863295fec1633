{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/flows">@icon(previous small)@{{_"Flow"}}</a></p>
<h1>{{QUESTION}}</h1>
<p class="lede">{{_"New tasks cannot take it any more, and it leaves the list of active flows. Nothing is deleted: an admin can restore it."}}</p>
</div>
</header>
<form class="form card" method="post" action="/flows/{{ID}}/archive">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#TASKS}}<p>{{TASKS_LEFT}}</p>{{/TASKS}}
<p class="help">{{_"Tasks that exist keep their version and stay as they are."}}</p>
<div class="actions"><button class="button danger primary">@icon(archive)@{{_"Archive"}}</button><a class="button" href="/flows">{{_"Keep it"}}</a></div>
</form>
