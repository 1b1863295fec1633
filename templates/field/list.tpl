{{%AUTOESCAPE context="HTML"}}
<h1>{{_"Your tasks"}}</h1>
{{#SEARCH}}
<form class="search" method="get" action="/field" role="search"><label class="unseen" for="q">{{_"Search your tasks"}}</label><input id="q" name="q" type="search" value="{{QUERY}}" maxlength="200" placeholder="{{_"Search your tasks"}}" autocomplete="off"><button class="button">{{_"Search"}}</button>{{#CLEAR}}<a href="/field">{{_"All tasks"}}</a>{{/CLEAR}}</form>
{{/SEARCH}}
{{#EMPTY}}
<div class="empty">@field-icon(tasks large)@<h2>{{_"Nothing to do"}}</h2><p>{{_"New tasks appear here as soon as your office makes them."}}</p><a href="/field">{{_"Check again"}}</a></div>
{{/EMPTY}}
{{#NOTHING}}
<div class="empty">@field-icon(tasks large)@<h2>{{_"No task found"}}</h2><p>“{{NOTHING_QUERY}}”</p></div>
{{/NOTHING}}
{{#GROUP}}
<section class="task-group {{GROUP_KIND}}">
<h2>{{GROUP_TITLE}} <span class="soft figure">{{GROUP_COUNT}}</span></h2>
<ul class="tasks">
{{#ROW}}
<li><a href="/field/tasks/{{ID}}"><span class="name">{{TITLE}}</span><span class="soft">{{FLOW}}{{#FINISHED}} · <time datetime="{{AT_UTC}}">{{AT}}</time>{{/FINISHED}}</span>{{#TIMED}}<span class="when figure">@field-icon(wait)@{{WINDOW}}</span>{{/TIMED}}{{#BEGUN}}<span class="badge wait figure">{{PROGRESS}}</span>{{/BEGUN}}{{#FINISHED}}<span class="badge ok">@field-icon(ok)@{{_"Done"}}</span>{{/FINISHED}}@field-icon(next go)@</a></li>
{{/ROW}}
</ul>
</section>
{{/GROUP}}
{{#MORE}}
<p class="soft">{{MORE_WORDS}}</p>
{{/MORE}}
