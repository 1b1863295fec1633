{{%AUTOESCAPE context="HTML"}}
{{! What an organisation limits itself. NOTICES include · ZONE, TODAY section {SPENT, CAP, REACHED section}, CAP of its form (web/form.h)
    Q, RULE, RULE_OPTION rows {VALUE, LABEL, CHOSEN section}, CLEAR section · COUNT · ROWS section {ROW {COUNTRY, ISO, FLAG, CALLING_CODE, WHATSAPP, SMS,
    HOME section, ALLOWED, WATCHED or REFUSED section} }, else EMPTY }}
<header class="page-head">
<div>
<h1>{{_"Countries and limits"}}</h1>
<p class="lede">{{_"Where your organisation's codes may go, and what a day of them may cost."}}</p>
</div>
</header>
@tabs(billing /billing/limits)@
{{>NOTICES}}
<section class="stack" aria-labelledby="cap-title">
<h2 id="cap-title">{{_"Spending cap a day"}}</h2>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/billing/limits/cap" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#TODAY}}<p>{{#REACHED}}<span class="badge bad">@icon(bad)@{{_"Reached"}}</span> {{/REACHED}}{{_"Today, charged and on its way"}}: <strong class="figure">{{SPENT}}</strong> {{_"of"}} <span class="figure">{{CAP}}</span></p>{{/TODAY}}
<div class="field short">
<label for="cap">{{_"Credits a day"}} <span class="optional">{{_"(optional)"}}</span></label>
<input id="cap" name="cap" value="{{CAP_VALUE}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="cap-help{{#CAP_INVALID}} cap-error{{/CAP_INVALID}}"{{#CAP_INVALID}} aria-invalid="true"{{/CAP_INVALID}}>
{{#CAP_INVALID}}<p class="error" id="cap-error">@icon(error)@{{CAP_ERROR}}</p>{{/CAP_INVALID}}
<p class="help" id="cap-help">{{_"From midnight to midnight"}}, {{ZONE}}. {{_"A code that would go over it is not sent, and whoever asks is told so. Empty: no cap."}}</p>
</div>
<div class="actions"><button class="button primary">{{_"Save the cap"}}</button></div>
</form>
<p class="help">{{_"How many codes may go to one recipient, and be asked for by one person:"}} <a href="/settings/limits">{{_"Limits on sending"}}</a></p>
</section>
<section class="stack" aria-labelledby="countries">
<h2 id="countries">{{_"Countries"}}</h2>
<p class="help">{{_"Refused: nothing is sent there, not even a resend. Watched: codes go, and you are told here on the same day."}}</p>
<form class="filters" method="get" action="/billing/limits#countries" role="search">
<div class="field grow">
<label for="q">{{_"Search country or number"}}</label>
<span class="search">@icon(search)@<input type="search" id="q" name="q" value="{{Q}}" maxlength="80" placeholder="Indonesia, ID, +62, 0812…"></span>
</div>
<div class="field"><label for="rule">{{_"State"}}</label><select id="rule" name="rule"><option value="">{{_"All"}}</option>{{#RULE_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/RULE_OPTION}}</select></div>
<button class="button">{{_"Search"}}</button>
{{#CLEAR}}<a class="button quiet" href="/billing/limits#countries">{{_"Show all"}}</a>{{/CLEAR}}
</form>
<form class="card" method="post" action="/billing/limits/countries">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="q" value="{{Q}}"><input type="hidden" name="rule" value="{{RULE}}">
<header class="no-print"><span class="actions">
<button class="button small" name="do" value="allow">{{_"Allow ticked"}}</button>
<button class="button small" name="do" value="watch">{{_"Watch ticked"}}</button>
<button class="button small danger" name="do" value="refuse">{{_"Refuse ticked"}}</button>
</span><span class="actions">
<button class="button small quiet" name="do" value="only_home">{{_"Only the home country"}}</button>
<button class="button small quiet" name="do" value="all">{{_"Allow all"}}</button>
</span></header>
{{#ROWS}}
<table class="cards limits">
<caption class="unseen">{{_"Countries"}}</caption>
<thead><tr>
<th scope="col">{{_"Country"}}</th>
<th scope="col">{{_"Code"}}</th>
<th scope="col" class="n">{{_"WhatsApp, credits"}}</th>
<th scope="col" class="n">{{_"SMS, credits"}}</th>
<th scope="col">{{_"State"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr{{#HOME}} class="home"{{/HOME}}>
<th scope="row"><label class="with-icon tick"><input type="checkbox" name="country" value="{{ISO}}"><img class="flag" src="@static(flags)@/{{FLAG}}.svg" alt="" loading="lazy" width="20" height="15"><span>{{COUNTRY}}</span></label></th>
<td data-label="{{_"Code"}}"><span class="nowrap"><span class="code">{{ISO}}</span> {{CALLING_CODE}}</span></td>
<td class="n" data-label="{{_"WhatsApp, credits"}}">{{WHATSAPP}}</td>
<td class="n" data-label="{{_"SMS, credits"}}">{{SMS}}</td>
<td data-label="{{_"State"}}">{{#ALLOWED}}<span class="badge ok">@icon(ok)@{{_"Allowed"}}</span>{{/ALLOWED}}{{#WATCHED}}<span class="badge wait">@icon(info)@{{_"Watched"}}</span>{{/WATCHED}}{{#REFUSED}}<span class="badge bad">@icon(bad)@{{_"Refused"}}</span>{{/REFUSED}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/ROWS}}
{{#EMPTY}}
<div class="empty">
@icon(empty large)@
<h3>{{_"No country matches"}}</h3>
<p>{{_"Search by the country's name, its two letters, its calling code, or a whole phone number."}}</p>
<a class="button" href="/billing/limits#countries">{{_"Show all"}}</a>
</div>
{{/EMPTY}}
<footer><span>{{COUNT}}</span></footer>
</form>
</section>
