{{%AUTOESCAPE context="HTML"}}
<form class="step" method="post" action="/field/tasks/{{ID}}/pages/{{NUMBER}}" novalidate>
<button name="do" value="" hidden></button>
<input type="hidden" name="csrf" value="{{CSRF}}">
<header class="head"><p class="progress">{{PROGRESS}}</p><progress max="{{COUNT}}" value="{{NUMBER}}" aria-label="{{PROGRESS}}"></progress><h1>{{PAGE_TITLE}}</h1><p class="soft">{{TASK_TITLE}}</p></header>
{{#ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{ERRORS_TITLE}}</h2><ul>{{#ERROR_ROW}}<li><a href="{{ERROR_HREF}}">{{ERROR_TEXT}}</a></li>{{/ERROR_ROW}}</ul></div>
{{/ERRORS}}
{{#GIVEN}}
<details class="given"{{#OPEN}} open{{/OPEN}}><summary>{{_"About this task"}}</summary>
<dl class="facts">
{{#GIVEN_ROW}}<div><dt>{{GIVEN_TITLE}}</dt><dd class="figure">{{GIVEN_VALUE}}</dd></div>
{{/GIVEN_ROW}}
</dl></details>
{{/GIVEN}}
{{#COMPONENT}}
{{#INPUT}}
<div class="field">
<label for="answer_{{COMPONENT_ID}}">{{TITLE}}{{#OPTIONAL}} <span class="optional">({{_"optional"}})</span>{{/OPTIONAL}}</label>
<input id="answer_{{COMPONENT_ID}}" name="answer_{{COMPONENT_ID}}" type="{{TYPE}}" inputmode="{{MODE}}" autocomplete="off" maxlength="500"{{#MUST}} required{{/MUST}} value="{{VALUE}}"{{#DESCRIBED}} aria-describedby="{{#HELP}}answer_{{COMPONENT_ID}}-help{{/HELP}}{{#INVALID}} answer_{{COMPONENT_ID}}-error{{/INVALID}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>
{{#INVALID}}<p class="error" id="answer_{{COMPONENT_ID}}-error">@field-icon(bad)@{{ERROR}}</p>{{/INVALID}}
{{#HELP}}<p class="help" id="answer_{{COMPONENT_ID}}-help">{{HELP_TEXT}}</p>{{/HELP}}
</div>
{{/INPUT}}
{{#OTP}}
<div class="otp" id="otp-{{COMPONENT_ID}}">
<h2>{{TITLE}}{{#OPTIONAL}} <span class="optional">({{_"optional"}})</span>{{/OPTIONAL}}</h2>
{{#HELP}}<p class="help">{{HELP_TEXT}}</p>{{/HELP}}
<input type="hidden" name="token_{{COMPONENT_ID}}" value="{{TOKEN}}">
{{#NOTICE}}
<div class="banner {{NOTICE_KIND}}" role="alert">@field-icon({{NOTICE_KIND}})@<div><strong>{{NOTICE_TITLE}}</strong><span>{{NOTICE_TEXT}}</span>{{#FIX}}<a href="{{FIX_HREF}}">{{FIX_LABEL}}</a>{{/FIX}}</div></div>
{{/NOTICE}}
{{#VERIFIED}}
<div class="verified" role="status">@field-icon(ok large)@<span class="word">{{_"Verified"}}</span><span class="soft figure">{{TO}}</span></div>
{{/VERIFIED}}
{{#ADDRESSED}}
<p class="to"><span class="soft">{{GOES}}</span><span class="number">{{TO}}</span></p>
{{/ADDRESSED}}
{{#READY}}
<button class="button primary" name="do" value="send:{{COMPONENT_ID}}">@field-icon(send)@{{_"Send code"}}</button>
{{/READY}}
{{#WAITING}}
<div class="banner {{DELIVERY_KIND}}" role="status">@field-icon({{DELIVERY_KIND}})@<div><strong>{{DELIVERY}}</strong><span>{{DELIVERY_MORE}} <a href="{{HERE}}">{{_"Check again"}}</a></span></div></div>
<div class="field"><label for="code_{{COMPONENT_ID}}">{{_"Code"}}</label><input class="code-input" id="code_{{COMPONENT_ID}}" name="code_{{COMPONENT_ID}}" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="20" aria-describedby="code_{{COMPONENT_ID}}-help{{#CODE_INVALID}} code_{{COMPONENT_ID}}-error{{/CODE_INVALID}}"{{#CODE_INVALID}} aria-invalid="true"{{/CODE_INVALID}}>
{{#CODE_INVALID}}<p class="error" id="code_{{COMPONENT_ID}}-error">@field-icon(bad)@{{CODE_ERROR}}</p>{{/CODE_INVALID}}
<p class="help" id="code_{{COMPONENT_ID}}-help">{{_"Ask the recipient to read it out."}} {{ATTEMPTS}}</p></div>
<button class="button primary" name="do" value="verify:{{COMPONENT_ID}}">{{_"Verify"}}</button>
<button class="button" id="again-{{COMPONENT_ID}}" name="do" value="again:{{COMPONENT_ID}}">{{_"Send again"}}</button>
{{#COUNTDOWN}}<p class="help" data-countdown="{{SECONDS}}" data-button="again-{{COMPONENT_ID}}" data-done="{{_"You can send it again now."}}">{{_"You can send it again in"}} <b class="figure" data-left>{{CLOCK}}</b></p>{{/COUNTDOWN}}
{{/WAITING}}
</div>
{{/OTP}}
{{/COMPONENT}}
<div class="thumb{{#STILL}} still{{/STILL}}"><button class="button{{#MAIN}} primary{{/MAIN}}" name="do" value="next">{{NEXT}}</button></div>
</form>
