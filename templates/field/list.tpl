{{%AUTOESCAPE context="HTML"}}
<h1>{{_"Your tasks"}}</h1>
{{#OPEN}}
<ul class="tasks">
{{#ROW}}
<li><a href="/field/tasks/{{ID}}"><span class="name">{{TITLE}}</span><span class="soft">{{FLOW}}</span><span class="badge wait">@field-icon(wait)@{{_"To do"}}</span>@field-icon(next go)@</a></li>
{{/ROW}}
</ul>
{{/OPEN}}
{{#EMPTY}}
<div class="empty">@field-icon(tasks large)@<h2>{{_"Nothing to do"}}</h2><p>{{_"New tasks appear here as soon as your office makes them."}}</p><a href="/field">{{_"Check again"}}</a></div>
{{/EMPTY}}
{{#FINISHED}}
<h2>{{_"Done"}}</h2>
<ul class="tasks">
{{#ROW}}
<li><a href="/field/tasks/{{ID}}"><span class="name">{{TITLE}}</span><span class="soft">{{FLOW}} · <time datetime="{{AT_UTC}}">{{AT}}</time></span><span class="badge ok">@field-icon(ok)@{{_"Done"}}</span>@field-icon(next go)@</a></li>
{{/ROW}}
</ul>
{{/FINISHED}}
