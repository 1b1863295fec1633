{{%AUTOESCAPE context="HTML"}}
<div class="field">
<label for="channel">{{_"Send OTP Via"}}</label>
<select id="channel" name="channel" data-submit{{#FOCUS_CHANNEL}} autofocus{{/FOCUS_CHANNEL}} aria-describedby="{{#SENDER}}channel-help {{/SENDER}}cost">{{#CHANNEL_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/CHANNEL_OPTION}}</select>
{{#SENDER}}<p class="help" id="channel-help">{{SENDER_WORDS}} {{SENDER_ASK}}</p>{{/SENDER}}
<div class="cost" id="cost">
{{#COST}}
<dl>{{#RATE}}<div><dt>{{RATE_WHERE}}</dt><dd>{{#RATE_PRICE}}<b class="figure">{{RATE_CREDITS}}</b> {{_"credits a send"}}{{/RATE_PRICE}}{{RATE_REFUSED}}</dd></div>{{/RATE}}</dl>
<p class="help">{{COST_MORE}} {{COST_SENDS}}</p>
{{/COST}}
</div>
</div>
<div class="field">
<label for="recipient">{{_"Recipient Field"}}</label>
<select id="recipient" name="recipient"{{#FOCUS_RECIPIENT}} autofocus{{/FOCUS_RECIPIENT}} aria-describedby="recipient-help{{#RECIPIENT_INVALID}} recipient-error{{/RECIPIENT_INVALID}}"{{#RECIPIENT_INVALID}} aria-invalid="true"{{/RECIPIENT_INVALID}}><option value="">{{_"Choose a field"}}</option>{{#RECIPIENT_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/RECIPIENT_OPTION}}</select>
{{#RECIPIENT_INVALID}}<p class="error" id="recipient-error">@icon(bad)@{{RECIPIENT_ERROR}}</p>{{/RECIPIENT_INVALID}}
<p class="help" id="recipient-help">{{RECIPIENT_HELP}}{{#RECIPIENT_LINK}} <a href="/flows/{{ID}}?c={{RECIPIENT_ID:u}}#settings">{{RECIPIENT_WORDS}}</a>{{/RECIPIENT_LINK}}</p>
{{#CREATE}}<button class="button small" name="do" value="create-recipient">@icon(plus)@{{_"Create one on the Initial Page"}}</button>{{/CREATE}}
</div>
{{#FALLBACK}}
<div class="field">
<label for="fallback">{{_"Fallback"}}</label>
<select id="fallback" name="fallback"{{#FOCUS_FALLBACK}} autofocus{{/FOCUS_FALLBACK}} aria-describedby="fallback-help"><option value="">{{_"Nothing else"}}</option>{{#FALLBACK_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FALLBACK_OPTION}}</select>
<p class="help" id="fallback-help">{{_"Tried automatically when the code is not delivered: the same code, as a message of its own at its own price."}}</p>
</div>
<div class="field">
<label for="fallback_after">{{_"Fallback After"}}</label>
<select id="fallback_after" name="fallback_after"{{#FOCUS_FALLBACK_AFTER}} autofocus{{/FOCUS_FALLBACK_AFTER}} aria-describedby="fallback-after-help{{#FALLBACK_AFTER_INVALID}} fallback-after-error{{/FALLBACK_AFTER_INVALID}}"{{#FALLBACK_AFTER_INVALID}} aria-invalid="true"{{/FALLBACK_AFTER_INVALID}}>{{#AFTER_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/AFTER_OPTION}}</select>
{{#FALLBACK_AFTER_INVALID}}<p class="error" id="fallback-after-error">@icon(bad)@{{FALLBACK_AFTER_ERROR}}</p>{{/FALLBACK_AFTER_INVALID}}
<p class="help" id="fallback-after-help">{{_"Seconds count from the moment the code left. It may then arrive both ways, and both are charged."}}</p>
</div>
{{/FALLBACK}}
<div class="field short">
<label for="digits">{{_"Digits"}}</label>
<input id="digits" name="digits" type="number" inputmode="numeric" min="4" max="10" required value="{{DIGITS_VALUE}}"{{#FOCUS_DIGITS}} autofocus{{/FOCUS_DIGITS}} aria-describedby="digits-help{{#DIGITS_INVALID}} digits-error{{/DIGITS_INVALID}}"{{#DIGITS_INVALID}} aria-invalid="true"{{/DIGITS_INVALID}}>
{{#DIGITS_INVALID}}<p class="error" id="digits-error">@icon(bad)@{{DIGITS_ERROR}}</p>{{/DIGITS_INVALID}}
<p class="help" id="digits-help">{{_"4 to 10."}} {{#ODDS}}<span data-odds="{{ODDS_DIGITS}}"{{#ODDS_HIDDEN}} hidden{{/ODDS_HIDDEN}}>{{ODDS_WORDS}}</span>{{/ODDS}}</p>
</div>
<fieldset class="pair"><legend class="unseen">{{_"How long and how often"}}</legend>
<div class="field">
<label for="minutes">{{_"Good for minutes"}}</label>
<input id="minutes" name="minutes" type="number" inputmode="numeric" min="1" max="10" value="{{MINUTES_VALUE}}"{{#FOCUS_MINUTES}} autofocus{{/FOCUS_MINUTES}}{{#MINUTES_INVALID}} aria-describedby="minutes-error" aria-invalid="true"{{/MINUTES_INVALID}}>
{{#MINUTES_INVALID}}<p class="error" id="minutes-error">@icon(bad)@{{MINUTES_ERROR}}</p>{{/MINUTES_INVALID}}
</div>
<div class="field">
<label for="resends">{{_"Times to send again"}}</label>
<input id="resends" name="resends" type="number" inputmode="numeric" min="0" max="5" value="{{RESENDS_VALUE}}"{{#FOCUS_RESENDS}} autofocus{{/FOCUS_RESENDS}}{{#RESENDS_INVALID}} aria-describedby="resends-error" aria-invalid="true"{{/RESENDS_INVALID}}>
{{#RESENDS_INVALID}}<p class="error" id="resends-error">@icon(bad)@{{RESENDS_ERROR}}</p>{{/RESENDS_INVALID}}
</div></fieldset>
<div class="choices">
<label class="choice"><input type="checkbox" id="correctable" name="correctable" value="1"{{#FOCUS_CORRECTABLE}} autofocus{{/FOCUS_CORRECTABLE}}{{#CORRECTABLE_CHOSEN}} checked{{/CORRECTABLE_CHOSEN}}><span>{{_"The worker may correct the recipient"}}<span class="help">{{_"Also one that the office typed. A corrected recipient gets a new code."}}</span></span></label>
<label class="choice"><input type="checkbox" id="recipient_entry" name="recipient_entry" value="1"{{#FOCUS_RECIPIENT_ENTRY}} autofocus{{/FOCUS_RECIPIENT_ENTRY}}{{#RECIPIENT_ENTRY_CHOSEN}} checked{{/RECIPIENT_ENTRY_CHOSEN}}><span>{{_"Let the recipient type the code on their own phone"}}<span class="help">{{_"The worker shows a QR code; the recipient scans it and types the code there, instead of reading it out."}}</span></span></label>
</div>
