{{%AUTOESCAPE context="HTML"}}
{{! One organisation, its credit, and the form that tops it up.
    ID, NAME, SLUG, COUNTRY, BALANCE, RESERVED, AVAILABLE · the form's fields (web/form.h) and its token:
    SAME_FORM section when it comes back with errors, else FRESH_FORM with NEW_FORM
    TOP_UPS section around the list, else NO_TOP_UPS · TOP_UP {AT, NUMBER, AMOUNT, AFTER, REFERENCE, REASON, ACTOR} }}
<header class="page-head">
<div>
<p class="trail"><a href="/support/organisations">@icon(previous small)@{{_"Organisations"}}</a></p>
<h1>{{NAME}}</h1>
<p class="lede"><span class="code">{{SLUG}}</span> · {{COUNTRY}}</p>
</div>
<div class="actions"><a class="button" href="/support/organisations/{{ID}}/deliveries">@icon(deliveries)@{{_"Deliveries"}}</a></div>
</header>
<section class="card money-head" aria-label="{{_"Credit"}}">
<dl class="balance"><dt>{{_"Available"}}</dt><dd>{{AVAILABLE}} <span class="unit">{{_"credits"}}</span></dd></dl>
<dl class="figures">
<div><dt>{{_"Balance"}}</dt><dd>{{BALANCE}}</dd></div>
<div><dt>{{_"Reserved"}}</dt><dd>{{RESERVED}}</dd></div>
</dl>
</section>
<section class="stack" aria-labelledby="top-up">
<h2 id="top-up">{{_"Top up"}}</h2>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1">
<h2>{{_"Nothing was credited yet"}}</h2>
<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul>
</div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/support/organisations/{{ID}}/top-up" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FRESH_FORM}}<input type="hidden" name="form" value="{{NEW_FORM}}">{{/FRESH_FORM}}
{{#SAME_FORM}}<input type="hidden" name="form" value="{{FORM_VALUE}}">{{/SAME_FORM}}
<div class="field">
<label for="credits">{{_"Credits"}}</label>
<input id="credits" name="credits" value="{{CREDITS_VALUE}}" inputmode="decimal" autocomplete="off" maxlength="20" required aria-describedby="credits-help{{#CREDITS_INVALID}} credits-error{{/CREDITS_INVALID}}"{{#CREDITS_INVALID}} aria-invalid="true"{{/CREDITS_INVALID}}>
{{#CREDITS_INVALID}}<p class="error" id="credits-error">@icon(error)@{{CREDITS_ERROR}}</p>{{/CREDITS_INVALID}}
<p class="help" id="credits-help">{{_"Digits, with a point before decimals: 10000 or 2.5"}}</p>
</div>
<div class="field">
<label for="reference">{{_"Reference"}}</label>
<input id="reference" name="reference" value="{{REFERENCE_VALUE}}" autocomplete="off" maxlength="100" required aria-describedby="reference-help{{#REFERENCE_INVALID}} reference-error{{/REFERENCE_INVALID}}"{{#REFERENCE_INVALID}} aria-invalid="true"{{/REFERENCE_INVALID}}>
{{#REFERENCE_INVALID}}<p class="error" id="reference-error">@icon(error)@{{REFERENCE_ERROR}}</p>{{/REFERENCE_INVALID}}
<p class="help" id="reference-help">{{_"The invoice or payment it belongs to. Each reference credits an organisation once."}}</p>
</div>
<div class="field">
<label for="reason">{{_"Reason"}} <span class="optional">{{_"(optional)"}}</span></label>
<input id="reason" name="reason" value="{{REASON_VALUE}}" maxlength="300"{{#REASON_INVALID}} aria-invalid="true" aria-describedby="reason-error"{{/REASON_INVALID}}>
{{#REASON_INVALID}}<p class="error" id="reason-error">@icon(error)@{{REASON_ERROR}}</p>{{/REASON_INVALID}}
</div>
<div class="actions"><button class="button primary" data-once>{{_"Top up"}}</button></div>
</form>
</section>
<section class="card" aria-labelledby="top-ups">
<header><h2 id="top-ups">{{_"Latest top-ups"}}</h2></header>
{{#TOP_UPS}}
<table class="cards">
<caption class="unseen">{{_"Latest top-ups"}}</caption>
<thead><tr>
<th scope="col">{{_"Reference"}}</th>
<th scope="col">{{_"Time"}}</th>
<th scope="col">{{_"By"}}</th>
<th scope="col" class="n">{{_"Amount, credits"}}</th>
<th scope="col" class="n">{{_"Balance, credits"}}</th>
<th scope="col">{{_"Receipt"}}</th>
</tr></thead>
<tbody>
{{#TOP_UP}}
<tr>
<th scope="row">{{REFERENCE}} <span class="sub">{{REASON}}</span></th>
<td data-label="{{_"Time"}}"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></td>
<td data-label="{{_"By"}}">{{ACTOR}}</td>
<td class="n" data-label="{{_"Amount, credits"}}">{{AMOUNT}}</td>
<td class="n" data-label="{{_"Balance, credits"}}">{{AFTER}}</td>
<td data-label="{{_"Receipt"}}"><a href="/support/organisations/{{ID}}/receipts/{{NUMBER}}">{{_"Receipt"}} {{NUMBER}}</a></td>
</tr>
{{/TOP_UP}}
</tbody>
</table>
{{/TOP_UPS}}
{{#NO_TOP_UPS}}<div class="empty"><p>{{_"This organisation has not been topped up yet."}}</p></div>{{/NO_TOP_UPS}}
</section>
