{{%AUTOESCAPE context="HTML"}}
{{! How many codes may be started. CAPS_OFF section; the form's fields (web/form.h): RECIPIENT, RECIPIENT_DAY, TASK_STEP, PERSON, each with _MOST, the platform's }}
<header class="page-head"><div><p class="trail"><a href="/settings">@icon(previous small)@{{_"Settings"}}</a></p><h1>{{_"Limits on sending"}}</h1><p class="lede">{{_"How many codes may be asked for. You can make Sandi's limits stricter, not looser."}}</p></div></header>
{{#CAPS_OFF}}
<div class="banner wait" role="status">@icon(low)@<div>{{_"Sandi's operator has switched these limits off for your organisation. What you set here counts when they are on again."}}</div></div>
{{/CAPS_OFF}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/settings/limits" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="help">{{_"Leave a field empty to keep Sandi's limit. Sending the same code again does not count."}}</p>
<div class="field short">
<label for="recipient">{{_"Codes to one recipient in 10 minutes"}} <span class="optional">({{_"at most"}} {{RECIPIENT_MOST}})</span></label>
<input id="recipient" name="recipient" value="{{RECIPIENT_VALUE}}" placeholder="{{RECIPIENT_MOST}}" inputmode="numeric" autocomplete="off" maxlength="4" aria-describedby="recipient-help{{#RECIPIENT_INVALID}} recipient-error{{/RECIPIENT_INVALID}}"{{#RECIPIENT_INVALID}} aria-invalid="true"{{/RECIPIENT_INVALID}}>
<p class="help" id="recipient-help">{{_"Against flooding somebody's phone with messages."}}</p>
{{#RECIPIENT_INVALID}}<p class="error" id="recipient-error">@icon(bad)@{{RECIPIENT_ERROR}}</p>{{/RECIPIENT_INVALID}}
</div>
<div class="field short">
<label for="recipient_day">{{_"Codes to one recipient in 24 hours"}} <span class="optional">({{_"at most"}} {{RECIPIENT_DAY_MOST}})</span></label>
<input id="recipient_day" name="recipient_day" value="{{RECIPIENT_DAY_VALUE}}" placeholder="{{RECIPIENT_DAY_MOST}}" inputmode="numeric" autocomplete="off" maxlength="4" aria-describedby="recipient_day-help{{#RECIPIENT_DAY_INVALID}} recipient_day-error{{/RECIPIENT_DAY_INVALID}}"{{#RECIPIENT_DAY_INVALID}} aria-invalid="true"{{/RECIPIENT_DAY_INVALID}}>
<p class="help" id="recipient_day-help">{{_"Against guessing: every new code brings new attempts."}}</p>
{{#RECIPIENT_DAY_INVALID}}<p class="error" id="recipient_day-error">@icon(bad)@{{RECIPIENT_DAY_ERROR}}</p>{{/RECIPIENT_DAY_INVALID}}
</div>
<div class="field short">
<label for="task_step">{{_"Codes for one step of a task"}} <span class="optional">({{_"at most"}} {{TASK_STEP_MOST}})</span></label>
<input id="task_step" name="task_step" value="{{TASK_STEP_VALUE}}" placeholder="{{TASK_STEP_MOST}}" inputmode="numeric" autocomplete="off" maxlength="4" aria-describedby="task_step-help{{#TASK_STEP_INVALID}} task_step-error{{/TASK_STEP_INVALID}}"{{#TASK_STEP_INVALID}} aria-invalid="true"{{/TASK_STEP_INVALID}}>
<p class="help" id="task_step-help">{{_"Against trying recipients one after another. Once it is reached, an admin can approve the step without a code."}}</p>
{{#TASK_STEP_INVALID}}<p class="error" id="task_step-error">@icon(bad)@{{TASK_STEP_ERROR}}</p>{{/TASK_STEP_INVALID}}
</div>
<div class="field short">
<label for="person">{{_"Codes that one person sends in 10 minutes"}} <span class="optional">({{_"at most"}} {{PERSON_MOST}})</span></label>
<input id="person" name="person" value="{{PERSON_VALUE}}" placeholder="{{PERSON_MOST}}" inputmode="numeric" autocomplete="off" maxlength="4" aria-describedby="person-help{{#PERSON_INVALID}} person-error{{/PERSON_INVALID}}"{{#PERSON_INVALID}} aria-invalid="true"{{/PERSON_INVALID}}>
<p class="help" id="person-help">{{_"Against a lost phone or a shared login that sends to many."}}</p>
{{#PERSON_INVALID}}<p class="error" id="person-error">@icon(bad)@{{PERSON_ERROR}}</p>{{/PERSON_INVALID}}
</div>
<div class="actions"><button class="button primary">{{_"Save"}}</button><a class="button quiet" href="/settings">{{_"Cancel"}}</a></div>
</form>
<p class="help">{{_"What a day of codes may cost, and which countries they may go to:"}} <a href="/billing/limits">{{_"Countries and limits"}}</a></p>
