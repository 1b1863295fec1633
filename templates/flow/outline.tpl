{{%AUTOESCAPE context="HTML"}}
<ol class="contents">
{{#PAGE}}
<li><strong>{{PAGE_TITLE}}</strong>
<ul>
{{#COMPONENT}}
<li>@icon({{ICON}} small)@<span>{{TITLE}} <span class="help">{{TYPE}}</span></span></li>
{{/COMPONENT}}
</ul></li>
{{/PAGE}}
</ol>
