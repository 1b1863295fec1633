{{%AUTOESCAPE context="HTML"}}
{{! One sender. NAME, CHANNEL, DRIVER, ORGANISATION, ACTIVE or OFF section · ALERT rows {ALERT_WORDS, ALERT_ADVICE}
    PER_MINUTE, ACCEPTED_HOUR, FAILED_HOUR, ACCEPTED_AT, BREAKER, ERROR section {ERROR_AT, ERROR_WORDS, ERROR_DETAIL} · CALLBACK section {CALLBACK_URL}
    FORM section (operators) or FACTS section (support) {VERSION, SETTING rows {KEY, LABEL, HELP, PLAIN section {VALUE, MARKED}, FLAG section {TICKED, MARKED},
    SECRET section {MARKED}, SECRET_SET section {SECRET_AT}, SECRET_UNSET section, INVALID section {ERROR_TEXT} } }
    STALE section · TOGGLE section {SWITCH_ON or SWITCH_OFF, RIVAL section {RIVAL_NAME} }, REASON of its form (web/form.h) }}
<header class="page-head">
<div>
<p class="trail"><a href="/operator/senders">@icon(previous small)@{{_"Senders"}}</a></p>
<h1>{{NAME}}</h1>
<p class="lede">{{#ACTIVE}}<span class="badge ok">@icon(ok)@{{_"On"}}</span>{{/ACTIVE}}{{#OFF}}<span class="badge">@icon(lock)@{{_"Off"}}</span>{{/OFF}} {{CHANNEL}} · {{DRIVER}} · {{ORGANISATION}}</p>
</div>
</header>
{{#ALERT}}
<div class="banner bad">@icon(bad)@<div><strong>{{ALERT_WORDS}}.</strong> {{ALERT_ADVICE}} <a href="/operator/alerts">{{_"Show the alerts"}}</a></div></div>
{{/ALERT}}
{{#STALE}}<div class="banner bad" role="alert">@icon(bad)@<div><strong>{{_"Somebody changed this sender meanwhile."}}</strong> {{_"Yours is not saved. It stands below as you typed it, but for secrets: saving now keeps yours."}}</div></div>{{/STALE}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_WHOLE}}<li>{{TEXT}}</li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<section class="card" aria-labelledby="health">
<header><h2 id="health">{{_"Health"}}</h2></header>
<div class="body">
<dl class="figures flat">
<div><dt>{{_"Messages a minute"}}</dt><dd>{{PER_MINUTE}}</dd></div>
<div><dt>{{_"Accepted, last hour"}}</dt><dd>{{ACCEPTED_HOUR}}</dd></div>
<div><dt>{{_"Failed, last hour"}}</dt><dd>{{FAILED_HOUR}}</dd></div>
</dl>
<dl class="facts">
<dt>{{_"Last accepted"}}</dt><dd><span title="{{ACCEPTED_AT_UTC}}">{{ACCEPTED_AT}}</span></dd>
{{#ERROR}}<dt>{{_"Last error"}}</dt><dd><time datetime="{{ERROR_AT_UTC}}" title="{{ERROR_AT_UTC}}">{{ERROR_AT}}</time> · {{ERROR_WORDS}} <span class="mono soft">{{ERROR_DETAIL}}</span></dd>{{/ERROR}}
<dt>{{_"Breaker"}}</dt><dd>{{BREAKER}}</dd>
</dl>
</div>
</section>
{{#CALLBACK}}
<section class="card" aria-labelledby="callback"><header><h2 id="callback">{{_"Callbacks"}}</h2></header><div class="body">
<div class="field"><label for="callback-url">{{_"Address for the provider's console"}}</label>
<input class="mono" id="callback-url" value="{{CALLBACK_URL}}" readonly aria-describedby="callback-help">
<p class="help" id="callback-help">{{_"The provider reports deliveries there. Choose it all and copy it."}}</p></div>
</div></section>
{{/CALLBACK}}
<section class="stack" aria-labelledby="settings">
<h2 id="settings">{{_"Settings"}}</h2>
{{#FACTS}}
<div class="card"><div class="body"><dl class="facts">
{{#SETTING}}<dt>{{LABEL}}</dt><dd>{{#PLAIN}}<span class="mono">{{VALUE}}</span>{{/PLAIN}}{{#FLAG}}{{#TICKED}}{{_"yes"}}{{/TICKED}}{{/FLAG}}{{#SECRET_SET}}{{_"Set on"}} <span class="nowrap">{{SECRET_AT}}</span>{{/SECRET_SET}}{{#SECRET_UNSET}}{{_"Not set"}}{{/SECRET_UNSET}}</dd>
{{/SETTING}}
</dl></div></div>
{{/FACTS}}
{{#FORM}}
<form class="form card" method="post" action="/operator/senders/{{NAME}}/settings" autocomplete="off" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="version" value="{{VERSION}}">
{{#SETTING}}
{{#FLAG}}
<label class="choice"><input type="checkbox" id="{{KEY}}" name="{{KEY}}" value="1"{{#TICKED}} checked{{/TICKED}}><span>{{LABEL}}<span class="help"><code>{{KEY}}</code> · {{HELP}}</span></span></label>
{{/FLAG}}
{{#PLAIN}}
<div class="field">
<label for="{{KEY}}">{{LABEL}}</label>
<input id="{{KEY}}" name="{{KEY}}" value="{{VALUE}}" maxlength="4000" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="{{KEY}}-help{{#MARKED}} {{KEY}}-error" aria-invalid="true{{/MARKED}}">
{{#INVALID}}<p class="error" id="{{KEY}}-error">@icon(error)@{{ERROR_TEXT}}</p>{{/INVALID}}
<p class="help" id="{{KEY}}-help"><code>{{KEY}}</code> · {{HELP}}</p>
</div>
{{/PLAIN}}
{{#SECRET}}
<div class="field">
<label for="{{KEY}}">{{LABEL}} <span class="optional">{{#SECRET_SET}}{{_"set on"}} {{SECRET_AT}}{{/SECRET_SET}}{{#SECRET_UNSET}}{{_"not set"}}{{/SECRET_UNSET}}</span></label>
<input id="{{KEY}}" name="{{KEY}}" type="password" maxlength="448" autocomplete="new-password" aria-describedby="{{KEY}}-help{{#MARKED}} {{KEY}}-error" aria-invalid="true{{/MARKED}}">
{{#INVALID}}<p class="error" id="{{KEY}}-error">@icon(error)@{{ERROR_TEXT}}</p>{{/INVALID}}
<p class="help" id="{{KEY}}-help"><code>{{KEY}}</code> · {{HELP}}. {{_"Sealed at once and never shown. Empty: it stays as it is."}}</p>
</div>
{{/SECRET}}
{{/SETTING}}
<div class="actions"><button class="button primary">{{_"Save settings"}}</button></div>
</form>
{{/FORM}}
</section>
{{#TOGGLE}}
<section class="stack" aria-labelledby="toggle">
<h2 id="toggle">{{#SWITCH_ON}}{{_"Switch on"}}{{/SWITCH_ON}}{{#SWITCH_OFF}}{{_"Switch off"}}{{/SWITCH_OFF}}</h2>
<form class="form card" method="post" action="/operator/senders/{{NAME}}/switch" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#SWITCH_ON}}<input type="hidden" name="active" value="true"><p>{{#RIVAL}}{{_"It takes the place of"}} <span class="mono">{{RIVAL_NAME}}</span>. {{/RIVAL}}{{_"New messages go out as this sender from then on; those under way keep theirs."}}</p>{{/SWITCH_ON}}
{{#SWITCH_OFF}}<input type="hidden" name="active" value="false"><p>{{_"New messages no longer take it. An organisation falls back on the official sender; without one, nothing can be sent by this channel. Messages under way still go out."}}</p>{{/SWITCH_OFF}}
<div class="field">
<label for="reason">{{_"Reason"}}</label>
<input id="reason" name="reason" value="{{REASON_VALUE}}" maxlength="300" required{{#REASON_INVALID}} aria-invalid="true" aria-describedby="reason-error"{{/REASON_INVALID}}>
{{#REASON_INVALID}}<p class="error" id="reason-error">@icon(error)@{{REASON_ERROR}}</p>{{/REASON_INVALID}}
</div>
<div class="actions">{{#SWITCH_ON}}<button class="button">{{_"Switch on"}}</button>{{/SWITCH_ON}}{{#SWITCH_OFF}}<button class="button danger">{{_"Switch off"}}</button>{{/SWITCH_OFF}}</div>
</form>
</section>
{{/TOGGLE}}
