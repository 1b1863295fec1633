{{%AUTOESCAPE context="HTML"}}
{{! The organisation's own settings. NAME_* of the form; COUNTRY_OPTION, ZONE_OPTION, LANGUAGE_OPTION, FACTOR_OPTION {VALUE, LABEL, CHOSEN}; FACTOR_GRACE {FACTOR_DUE}; CAPS_ON or CAPS_OFF }}
<header class="page-head"><div><p class="trail"><a href="/settings">@icon(previous small)@{{_"Settings"}}</a></p><h1>{{_"Organisation"}}</h1></div></header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/settings/organisation" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" type="text" required maxlength="100" autocomplete="organization" value="{{NAME_VALUE}}" aria-describedby="name-help{{#NAME_INVALID}} name-error{{/NAME_INVALID}}"{{#NAME_INVALID}} aria-invalid="true"{{/NAME_INVALID}}>
<p class="help" id="name-help">{{_"Stands in the messages that recipients get."}}</p>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(bad)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
</div>
<div class="field">
<label for="country">{{_"Home country"}}</label>
<select id="country" name="country" aria-describedby="country-help"{{#COUNTRY_INVALID}} aria-invalid="true"{{/COUNTRY_INVALID}}>{{#COUNTRY_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/COUNTRY_OPTION}}</select>
<p class="help" id="country-help">{{_"Numbers without a plus sign are read as numbers of this country."}}</p>
{{#COUNTRY_INVALID}}<p class="error" id="country-error">@icon(bad)@{{COUNTRY_ERROR}}</p>{{/COUNTRY_INVALID}}
</div>
<div class="field">
<label for="time_zone">{{_"Time zone"}}</label>
<select id="time_zone" name="time_zone" aria-describedby="time_zone-help"{{#TIME_ZONE_INVALID}} aria-invalid="true"{{/TIME_ZONE_INVALID}}>{{#ZONE_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/ZONE_OPTION}}</select>
<p class="help" id="time_zone-help">{{_"Of the times on all pages, and of days and months in billing."}}</p>
{{#TIME_ZONE_INVALID}}<p class="error" id="time_zone-error">@icon(bad)@{{TIME_ZONE_ERROR}}</p>{{/TIME_ZONE_INVALID}}
</div>
<div class="field">
<label for="language">{{_"Language"}}</label>
<select id="language" name="language" aria-describedby="language-help"{{#LANGUAGE_INVALID}} aria-invalid="true"{{/LANGUAGE_INVALID}}>{{#LANGUAGE_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/LANGUAGE_OPTION}}</select>
<p class="help" id="language-help">{{_"Of messages, and of pages for people who chose none."}}</p>
{{#LANGUAGE_INVALID}}<p class="error" id="language-error">@icon(bad)@{{LANGUAGE_ERROR}}</p>{{/LANGUAGE_INVALID}}
</div>
<div class="field short">
<label for="retention_days">{{_"Days until recipients are erased"}} <span class="optional">({{_"optional"}})</span></label>
<input id="retention_days" name="retention_days" inputmode="numeric" maxlength="4" autocomplete="off" value="{{RETENTION_DAYS_VALUE}}" aria-describedby="retention_days-help{{#RETENTION_DAYS_INVALID}} retention_days-error{{/RETENTION_DAYS_INVALID}}"{{#RETENTION_DAYS_INVALID}} aria-invalid="true"{{/RETENTION_DAYS_INVALID}}>
<p class="help" id="retention_days-help">{{_"Numbers and addresses in deliveries and finished tasks are overwritten for good. What was sent and what it cost stays. Empty: they are kept."}}</p>
{{#RETENTION_DAYS_INVALID}}<p class="error" id="retention_days-error">@icon(bad)@{{RETENTION_DAYS_ERROR}}</p>{{/RETENTION_DAYS_INVALID}}
</div>
<div class="field">
<label for="factor_rule">{{_"Second factor"}}</label>
<select id="factor_rule" name="factor_rule" aria-describedby="factor_rule-help"{{#FACTOR_RULE_INVALID}} aria-invalid="true"{{/FACTOR_RULE_INVALID}}>{{#FACTOR_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FACTOR_OPTION}}</select>
<p class="help" id="factor_rule-help">{{_"Signing in then asks for a code of the phone, too. Who has none sets it up before anything else."}}{{#FACTOR_GRACE}} {{_"Until then it is only asked for:"}} <time datetime="{{FACTOR_DUE_UTC}}" title="{{FACTOR_DUE_UTC}}">{{FACTOR_DUE}}</time>{{/FACTOR_GRACE}}</p>
{{#FACTOR_RULE_INVALID}}<p class="error" id="factor_rule-error">@icon(bad)@{{FACTOR_RULE_ERROR}}</p>{{/FACTOR_RULE_INVALID}}
</div>
<div class="field short">
<label for="factor_days">{{_"Days to set it up"}} <span class="optional">({{_"optional"}})</span></label>
<input id="factor_days" name="factor_days" inputmode="numeric" maxlength="2" autocomplete="off" value="{{FACTOR_DAYS_VALUE}}" aria-describedby="factor_days-help{{#FACTOR_DAYS_INVALID}} factor_days-error{{/FACTOR_DAYS_INVALID}}"{{#FACTOR_DAYS_INVALID}} aria-invalid="true"{{/FACTOR_DAYS_INVALID}}>
<p class="help" id="factor_days-help">{{_"How long people who must have one now may go on without. Empty: not at all."}}</p>
{{#FACTOR_DAYS_INVALID}}<p class="error" id="factor_days-error">@icon(bad)@{{FACTOR_DAYS_ERROR}}</p>{{/FACTOR_DAYS_INVALID}}
</div>
<div class="actions"><button class="button primary">{{_"Save"}}</button><a class="button quiet" href="/settings">{{_"Cancel"}}</a></div>
</form>
<section class="card" aria-labelledby="caps"><div class="body">
<h2 id="caps">{{_"Limits against misuse"}}</h2>
<p>{{#CAPS_ON}}<span class="badge ok">@icon(ok)@{{_"On"}}</span> {{_"Starts are limited for each recipient, person and address."}}{{/CAPS_ON}}{{#CAPS_OFF}}<span class="badge wait">@icon(low)@{{_"Off"}}</span> {{_"Only wrong guesses are limited."}}{{/CAPS_OFF}}</p>
<p class="help">{{_"Sandi's operator switches them on and off."}} <a href="/settings/limits">{{_"Make them stricter"}}</a></p>
</div></section>
