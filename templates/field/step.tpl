{{%AUTOESCAPE context="HTML"}}
<form class="step" method="post" action="{{ACTION}}"{{#FILES}} enctype="multipart/form-data"{{/FILES}} novalidate>
<button name="do" value="" hidden></button>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="page" value="{{PAGE_ID}}">
<input type="hidden" name="shown" value="{{SHOWN}}">
<input type="hidden" name="marks" value="{{MARKS}}">
<header class="head"><p class="progress">{{PROGRESS}}</p><progress max="{{COUNT}}" value="{{NUMBER}}" aria-label="{{PROGRESS}}"></progress><h1>{{PAGE_TITLE}}</h1><p class="soft">{{TASK_TITLE}}</p></header>
{{#ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{ERRORS_TITLE}}</h2><ul>{{#ERROR_ROW}}<li><a href="{{ERROR_HREF}}">{{ERROR_TEXT}}</a></li>{{/ERROR_ROW}}</ul></div>
{{/ERRORS}}
{{#KEPT}}
<input type="hidden" name="kept" value="1">
<div class="banner wait" role="status">@field-icon(wait)@<div><strong>{{_"You were signed out: this is not sent yet"}}</strong><span>{{_"What you typed is here. Check it, then press the button again."}}{{#KEPT_FILES}} {{_"Photos and drawings have to be made once more."}}{{/KEPT_FILES}}</span></div></div>
{{/KEPT}}
{{#OPENED}}
<div class="banner info" role="status">@field-icon(info)@<div><strong>{{_"There is a little more to fill in"}}</strong><span>{{_"Your answers opened new questions on this page."}}</span></div></div>
{{/OPENED}}
{{#GIVEN}}
<details class="given"{{#OPEN}} open{{/OPEN}}><summary>{{_"About this task"}}</summary>
<dl class="facts">
{{#GIVEN_ROW}}<div><dt>{{GIVEN_TITLE}}</dt><dd>{{>ANSWER_VALUE}}</dd></div>
{{/GIVEN_ROW}}
</dl></details>
{{/GIVEN}}
{{>COMPONENT}}
<div class="thumb{{#STILL}} still{{/STILL}}"><button class="button{{#MAIN}} primary{{/MAIN}}" name="do" value="next">{{NEXT}}</button></div>
</form>
