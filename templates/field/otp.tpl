{{%AUTOESCAPE context="HTML"}}
{{! An OTP in whatever state. The builder's phone draws it too, READY. }}
<div class="otp" id="otp-{{ID}}" data-component="{{ID}}" data-type="otp"{{#RULED}} data-rules="{{RULES}}"{{#FIRST_UNSHOWN}} data-hidden{{/FIRST_UNSHOWN}}{{#FIRST_REQUIRED}} data-required{{/FIRST_REQUIRED}}{{/RULED}}{{#UNSHOWN}} hidden{{/UNSHOWN}}{{#SELECTED}} data-selected{{/SELECTED}}>
<h2>{{TITLE}}{{#OPTIONAL}} <span class="optional"{{#OPTIONAL_UNSHOWN}} hidden{{/OPTIONAL_UNSHOWN}}>({{_"optional"}})</span>{{/OPTIONAL}}</h2>
{{#HELP}}<p class="help">{{HELP_TEXT}}</p>{{/HELP}}
<input type="hidden" name="token_{{ID}}" value="{{TOKEN}}">
{{#NOTICE}}
<div class="banner {{NOTICE_KIND}}" role="alert">@field-icon({{NOTICE_KIND}})@<div><strong>{{NOTICE_TITLE}}</strong><span>{{NOTICE_TEXT}}</span>{{#FIX}}<a href="{{FIX_HREF}}">{{FIX_LABEL}}</a>{{/FIX}}</div></div>
{{/NOTICE}}
{{#VERIFIED}}
<div class="verified" role="status">@field-icon(ok large)@<span class="word">{{_"Verified"}}</span><span class="soft figure">{{TO}}</span></div>
{{/VERIFIED}}
{{#OVERRIDDEN}}
<div class="banner info" role="status">@field-icon(info)@<div><strong>{{_"Approved by the office without a code"}}</strong><span>{{_"Nothing is left to do here."}}</span></div></div>
{{/OVERRIDDEN}}
{{#ADDRESSED}}
<p class="to"><span class="soft">{{GOES}}</span><span class="number">{{TO}}</span></p>
{{/ADDRESSED}}
{{#READY}}
<button class="button primary" name="do" value="send:{{ID}}">@field-icon(send)@{{_"Send code"}}</button>
{{/READY}}
{{#WAITING}}
<div class="banner {{DELIVERY_KIND}}" role="status">@field-icon({{DELIVERY_KIND}})@<div><strong>{{DELIVERY}}</strong><span>{{DELIVERY_MORE}} <a href="{{HERE}}">{{_"Check again"}}</a></span></div></div>
<div class="field"><label for="code_{{ID}}">{{_"Code"}}</label><input class="code-input" id="code_{{ID}}" name="code_{{ID}}" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="20" aria-describedby="code_{{ID}}-help{{#CODE_INVALID}} code_{{ID}}-error{{/CODE_INVALID}}"{{#CODE_INVALID}} aria-invalid="true"{{/CODE_INVALID}}>
{{#CODE_INVALID}}<p class="error" id="code_{{ID}}-error">@field-icon(bad)@{{CODE_ERROR}}</p>{{/CODE_INVALID}}
<p class="help" id="code_{{ID}}-help">{{_"Ask the recipient to read it out."}} {{ATTEMPTS}}</p></div>
<button class="button primary" name="do" value="verify:{{ID}}">{{_"Verify"}}</button>
{{#AGAIN}}
<button class="button" id="again-{{ID}}" name="do" value="again:{{ID}}">{{_"Send again"}}</button>
{{/AGAIN}}
{{#NO_MORE}}
<p class="help">{{_"This code cannot be sent again. A new one can be, once it has expired."}}</p>
{{/NO_MORE}}
{{#COUNTDOWN}}<p class="help" data-countdown="{{SECONDS}}" data-button="again-{{ID}}" data-done="{{_"You can send it again now."}}">{{_"You can send it again in"}} <b class="figure" data-left>{{CLOCK}}</b></p>{{/COUNTDOWN}}
{{/WAITING}}
{{#CORRECT}}
<details class="correct"{{#CORRECT_OPEN}} open{{/CORRECT_OPEN}}><summary>{{_"Correct the recipient"}}</summary>
<div class="field"><label for="to_{{ID}}">{{_"New recipient"}}</label><input id="to_{{ID}}" name="to_{{ID}}" type="{{TO_KIND}}" inputmode="{{TO_KIND}}" autocomplete="off" maxlength="500" value="{{TO_TYPED}}"{{#TO_INVALID}} aria-describedby="to_{{ID}}-error" aria-invalid="true"{{/TO_INVALID}}>
{{#TO_INVALID}}<p class="error" id="to_{{ID}}-error">@field-icon(bad)@{{TO_ERROR}}</p>{{/TO_INVALID}}
<button class="button" name="do" value="correct:{{ID}}">{{_"Use this recipient"}}</button></div></details>
{{/CORRECT}}
</div>
