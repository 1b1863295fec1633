{{%AUTOESCAPE context="HTML"}}
{{! An OTP in whatever state, in parts: otp.js takes each part anew while a code is waited for. The builder's phone draws it too.
    STATE missing, ready, waiting, verified or overridden. NOTICE why the press was refused, STANDING what the state says: {NOTICE_KIND, NOTICE_TITLE, NOTICE_TEXT, FIX}.
    SENT where the newest message is, WAITING the code's field, MORE other ways to send it, LINK for the recipient's own phone, LOST help. }}
<div class="otp" id="otp-{{ID}}" data-component="{{ID}}" data-type="otp" data-state="{{STATE}}"{{#LIVE}} data-live="{{LIVE_HREF}}" data-over="{{_"This task was finished on another phone. Your other answers were not sent."}}"{{/LIVE}}{{#RULED}} data-rules="{{RULES}}"{{#FIRST_UNSHOWN}} data-hidden{{/FIRST_UNSHOWN}}{{#FIRST_REQUIRED}} data-required{{/FIRST_REQUIRED}}{{/RULED}}{{#UNSHOWN}} hidden{{/UNSHOWN}}{{#SELECTED}} data-selected{{/SELECTED}}>
<h2>{{TITLE}}{{#OPTIONAL}} <span class="optional"{{#OPTIONAL_UNSHOWN}} hidden{{/OPTIONAL_UNSHOWN}}>({{_"optional"}})</span>{{/OPTIONAL}}</h2>
{{#HELP}}<p class="help">{{HELP_TEXT}}</p>{{/HELP}}
<input type="hidden" name="token_{{ID}}" value="{{TOKEN}}">
{{#NOTICE}}
<div class="banner {{NOTICE_KIND}}" role="alert">@field-icon({{NOTICE_KIND}})@<div><strong>{{NOTICE_TITLE}}</strong><span>{{NOTICE_TEXT}}</span>{{#FIX}}<a href="{{FIX_HREF}}">{{FIX_LABEL}}</a>{{/FIX}}</div></div>
{{/NOTICE}}
<div data-part="to">{{#ADDRESSED}}<p class="to"><span class="soft">{{GOES}}</span><span class="number">{{TO}}</span></p>{{/ADDRESSED}}</div>
<div data-part="status" role="status">{{#STANDING}}<div class="banner {{NOTICE_KIND}}">@field-icon({{NOTICE_KIND}})@<div><strong>{{NOTICE_TITLE}}</strong><span>{{NOTICE_TEXT}}</span>{{#FIX}}<a href="{{FIX_HREF}}">{{FIX_LABEL}}</a>{{/FIX}}</div></div>{{/STANDING}}{{#VERIFIED}}<div class="verified">@field-icon(ok large)@<span class="word">{{_"Verified"}}</span><span class="soft figure">{{TO}}</span></div>{{/VERIFIED}}{{#OVERRIDDEN}}<div class="banner info">@field-icon(info)@<div><strong>{{_"Approved by the office without a code"}}</strong><span>{{_"Nothing is left to do here."}}</span></div></div>{{/OVERRIDDEN}}{{#SENT}}<div class="banner {{DELIVERY_KIND}}">@field-icon({{DELIVERY_KIND}})@<div><strong>{{DELIVERY}}</strong><span>{{DELIVERY_MORE}} <a href="{{HERE}}" data-without-live>{{_"Check again"}}</a></span></div></div>{{#OFFER}}<button class="button" name="do" value="other:{{ID}}" data-held>@field-icon(send)@{{OTHER_LABEL}}</button>{{/OFFER}}{{/SENT}}</div>
<div data-part="send">{{#READY}}<button class="button primary" name="do" value="send:{{ID}}">@field-icon(send)@{{_"Send code"}}</button>{{/READY}}</div>
<div data-part="code"{{#WAITING}} data-key="{{FOR}} {{LEFT}}"{{/WAITING}}>{{#WAITING}}<input type="hidden" name="for_{{ID}}" value="{{FOR}}">
<div class="field"><label for="code_{{ID}}">{{_"Code"}}</label><input class="code-input" id="code_{{ID}}" name="code_{{ID}}" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="500" aria-describedby="code_{{ID}}-help{{#CODE_INVALID}} code_{{ID}}-error{{/CODE_INVALID}}"{{#CODE_INVALID}} aria-invalid="true"{{/CODE_INVALID}}>
{{#CODE_INVALID}}<p class="error" id="code_{{ID}}-error">@field-icon(bad)@{{CODE_ERROR}}</p>{{/CODE_INVALID}}
<p class="help" id="code_{{ID}}-help">{{_"Ask the recipient to read it out."}} {{ATTEMPTS}}</p></div>
<button class="button primary" name="do" value="verify:{{ID}}">{{_"Verify"}}</button>{{/WAITING}}</div>
<div data-part="link">{{#LINK}}<details class="scan" open><summary>{{_"Let the recipient type it"}}</summary>
<p class="help">{{_"The recipient scans this with a phone, and types the code there."}}</p>
{{#QR}}<svg class="qr" viewBox="0 0 {{SIDE}} {{SIDE}}" role="img" aria-label="{{_"QR code of the link below"}}" shape-rendering="crispEdges"><rect width="{{SIDE}}" height="{{SIDE}}" fill="#fff"/><path d="{{PATH}}" fill="#000"/></svg>{{/QR}}
<p class="address">{{LINK_HREF}}</p></details>{{/LINK}}</div>
<div data-part="again">{{#MORE}}{{#AGAIN}}<button class="button" name="do" value="again:{{ID}}" data-held>{{_"Send again"}}</button>{{/AGAIN}}{{#OTHER}}<button class="button" name="do" value="other:{{ID}}" data-held>{{OTHER_LABEL}}</button>{{/OTHER}}{{#NO_MORE}}<p class="help">{{_"This code cannot be sent again. A new one can be, once it has expired."}}</p>{{/NO_MORE}}{{#COUNTDOWN}}<p class="help" data-countdown="{{SECONDS}}" data-done="{{_"You can send it again now."}}">{{_"You can send it again in"}} <b class="figure" data-left>{{CLOCK}}</b></p>{{/COUNTDOWN}}{{/MORE}}</div>
<div data-part="help">{{#LOST}}<details class="lost"><summary>{{_"Code didn't arrive?"}}</summary>
<p>{{CAUSE}}</p>
<ol>{{#TODO}}<li>{{TODO_WORDS}}</li>{{/TODO}}</ol></details>{{/LOST}}</div>
<div data-part="correct">{{#CORRECT}}<details class="correct"{{#CORRECT_OPEN}} open{{/CORRECT_OPEN}}><summary>{{_"Correct the recipient"}}</summary>
<div class="field"><label for="to_{{ID}}">{{_"New recipient"}}</label><input id="to_{{ID}}" name="to_{{ID}}" type="{{TO_KIND}}" inputmode="{{TO_KIND}}" autocomplete="off" maxlength="500" value="{{TO_TYPED}}"{{#TO_INVALID}} aria-describedby="to_{{ID}}-error" aria-invalid="true"{{/TO_INVALID}}>
{{#TO_INVALID}}<p class="error" id="to_{{ID}}-error">@field-icon(bad)@{{TO_ERROR}}</p>{{/TO_INVALID}}
<button class="button" name="do" value="correct:{{ID}}">{{_"Use this recipient"}}</button></div></details>{{/CORRECT}}</div>
</div>
