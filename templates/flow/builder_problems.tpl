{{%AUTOESCAPE context="HTML"}}
<div{{#PROBLEMS_ALERT}} role="alert"{{/PROBLEMS_ALERT}} class="problems-frame"><details class="banner problems-panel {{PROBLEMS_KIND}}" id="problems"{{#PROBLEMS_OPEN}} open{{/PROBLEMS_OPEN}}>
<summary{{#FOCUS_PROBLEMS}} autofocus{{/FOCUS_PROBLEMS}}>@icon({{PROBLEMS_ICON}})@<strong>{{PROBLEMS_TITLE}}</strong></summary>
<div>
<ul class="problems">
{{#PROBLEM}}
<li class="{{KIND}}">@icon({{ICON}} small)@<span><b>{{SEVERITY}}</b> {{TEXT}}</span> <span class="actions"><a href="/flows/{{ID}}{{WHERE}}">{{_"Show"}}<span class="unseen"> {{TEXT}}</span></a>{{#FIX}}<button class="button small" form="settings-form" name="do" value="{{FIX_VALUE}}">{{FIX_WORDS}}<span class="unseen">: {{TEXT}}</span></button>{{/FIX}}</span></li>
{{/PROBLEM}}
</ul>
<p class="help">{{PROBLEMS_MORE}}</p>
{{#ANYWAY}}
<label class="choice"><input type="checkbox" name="anyway" value="1" form="settings-form"><span>{{_"Publish anyway"}}<span class="help">{{_"I have looked at what is worth a look."}}</span></span></label>
{{/ANYWAY}}
</div></details></div>
