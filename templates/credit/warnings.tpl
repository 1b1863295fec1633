{{%AUTOESCAPE context="HTML"}}
{{! When admins are warned. AVAILABLE, LASTS {DAYS_LEFT}, and the form's fields (web/form.h): FIRST, SECOND, DAYS }}
<header class="page-head">
<div><h1>{{_"Warnings"}}</h1><p class="lede">{{_"Your organisation's admins are warned by e-mail, once each, and everybody who works here sees a banner."}}</p></div>
</header>
@tabs(billing /billing/warnings)@
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_WHOLE}}<li>{{TEXT}}</li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/billing/warnings" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<dl class="facts money"><dt>{{_"Available, credits"}}</dt><dd>{{AVAILABLE}}</dd>{{#LASTS}}<dt>{{_"Lasts for"}}</dt><dd>{{DAYS_LEFT}}</dd>{{/LASTS}}</dl>
<div class="field short">
<label for="first">{{_"First warning below"}} <span class="optional">{{_"(credits)"}}</span></label>
<input id="first" name="first" value="{{FIRST_VALUE}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="empty-help{{#FIRST_INVALID}} first-error{{/FIRST_INVALID}}"{{#FIRST_INVALID}} aria-invalid="true"{{/FIRST_INVALID}}>
{{#FIRST_INVALID}}<p class="error" id="first-error">@icon(error)@{{FIRST_ERROR}}</p>{{/FIRST_INVALID}}
</div>
<div class="field short">
<label for="second">{{_"Second warning below"}} <span class="optional">{{_"(credits)"}}</span></label>
<input id="second" name="second" value="{{SECOND_VALUE}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="empty-help{{#SECOND_INVALID}} second-error{{/SECOND_INVALID}}"{{#SECOND_INVALID}} aria-invalid="true"{{/SECOND_INVALID}}>
{{#SECOND_INVALID}}<p class="error" id="second-error">@icon(error)@{{SECOND_ERROR}}</p>{{/SECOND_INVALID}}
</div>
<div class="field short">
<label for="days">{{_"Warning when it lasts for fewer days than"}}</label>
<input id="days" name="days" value="{{DAYS_VALUE}}" inputmode="numeric" autocomplete="off" maxlength="2" aria-describedby="days-help{{#DAYS_INVALID}} days-error{{/DAYS_INVALID}}"{{#DAYS_INVALID}} aria-invalid="true"{{/DAYS_INVALID}}>
{{#DAYS_INVALID}}<p class="error" id="days-error">@icon(error)@{{DAYS_ERROR}}</p>{{/DAYS_INVALID}}
<p class="help" id="days-help">{{_"At the pace of the last seven days."}}</p>
</div>
<p class="help" id="empty-help">{{_"Leave a field empty to do without that warning. That nothing is left is told in any case. A warning comes again only after a top-up, or after there was a tenth more than its threshold."}}</p>
<div class="actions"><button class="button primary">{{_"Save"}}</button></div>
</form>
