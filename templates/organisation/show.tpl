{{%AUTOESCAPE context="HTML"}}
{{! One organisation, its credit, and the form that tops it up.
    ID, NAME, SLUG, COUNTRY, BALANCE, RESERVED, AVAILABLE, PACE, LASTS {DAYS}, WARNING {WARNING_KIND, WARNING_WORDS}, WAITING {WAITING_WORDS}
    REQUEST {REQUEST_ID, REQUEST_AMOUNT, REQUEST_BY, REQUEST_AT, REQUEST_INVOICE, REQUEST_NOTE, FULFIL section}: its open request
    the form's fields (web/form.h), KIND_PURCHASE KIND_BONUS or KIND_CORRECTION section, FULFILS {FULFILS_ID, FULFILS_AMOUNT}, BALANCE_PLAIN with a point, PREVIEW_AFTER or NO_PREVIEW section;
    its token: SAME_FORM section when it comes back, else FRESH_FORM with NEW_FORM
    TOP_UPS {TOP_UP {AT, NUMBER, RECEIPT, KIND, AMOUNT, CREDITED section, AFTER, REFERENCE, REASON, ACTOR, APPROVED {APPROVER}, CORRECTS {REFERS_TO},
    CORRECTED {CORRECTED_BY} }, PAGES {OLDER {BEFORE}, NEWEST section} }, else NO_TOP_UPS }}
<header class="page-head">
<div>
<p class="trail"><a href="/support/organisations">@icon(previous small)@{{_"Organisations"}}</a></p>
<h1>{{NAME}}</h1>
<p class="lede"><span class="code">{{SLUG}}</span> · {{COUNTRY}}{{#WARNING}} <span class="badge {{WARNING_KIND}}">@icon(low)@{{WARNING_WORDS}}</span>{{/WARNING}}</p>
</div>
<div class="actions"><a class="button" href="/support/organisations/{{ID}}/deliveries">@icon(deliveries)@{{_"Deliveries"}}</a><a class="button" href="/support/organisations/{{ID}}/audit">@icon(history)@{{_"Audit log"}}</a><a class="button" href="/operator/organisations/{{ID}}/price">{{_"Price of a credit"}}</a></div>
</header>
{{#WAITING}}<div class="banner wait" role="status">@icon(wait)@<div>{{WAITING_WORDS}} <a href="/support/top-ups">{{_"Show what waits"}}</a></div></div>{{/WAITING}}
<section class="card money-head" aria-label="{{_"Credit"}}">
<dl class="balance"><dt>{{_"Available"}}</dt><dd>{{AVAILABLE}} <span class="unit">{{_"credits"}}</span></dd></dl>
<dl class="figures">
<div><dt>{{_"Balance"}}</dt><dd>{{BALANCE}}</dd></div>
<div><dt>{{_"Reserved"}}</dt><dd>{{RESERVED}}</dd></div>
<div><dt>{{_"Pace, credits a day"}}</dt><dd>{{PACE}} <span class="help">{{_"in the last seven days"}}</span></dd></div>
{{#LASTS}}<div><dt>{{_"Lasts for"}}</dt><dd>{{DAYS}}</dd></div>{{/LASTS}}
</dl>
</section>
{{#REQUEST}}
<section class="card" aria-labelledby="request">
<header><h2 id="request">{{_"Open request"}}</h2>{{#FULFIL}}<a class="button primary" href="/support/organisations/{{ID}}?request={{REQUEST_ID:u}}#top-up">{{_"Fulfil"}}</a>{{/FULFIL}}</header>
<div class="body">
<dl class="facts">
<dt>{{_"Amount, credits"}}</dt><dd><strong>{{REQUEST_AMOUNT}}</strong></dd>
<dt>{{_"By"}}</dt><dd>{{REQUEST_BY}}, <time datetime="{{REQUEST_AT_UTC}}" title="{{REQUEST_AT_UTC}}">{{REQUEST_AT}}</time></dd>
<dt>{{_"Invoice"}}</dt><dd class="long">{{REQUEST_INVOICE}}</dd>
<dt>{{_"Note"}}</dt><dd class="long">{{REQUEST_NOTE}}</dd>
</dl>
<details>
<summary>{{_"Decline"}}</summary>
<form class="form" method="post" action="/support/organisations/{{ID}}/requests/{{REQUEST_ID}}/decline">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="decline">{{_"Why it is declined"}}</label><input id="decline" name="reason" maxlength="300" required aria-describedby="decline-help"><p class="help" id="decline-help">{{_"The organisation's admins read it."}}</p></div>
<div class="actions"><button class="button danger" name="do" value="decline" data-once>{{_"Decline the request"}}</button></div>
</form>
</details>
</div>
</section>
{{/REQUEST}}
<section class="stack" aria-labelledby="top-up">
<h2 id="top-up">{{_"Top up"}}</h2>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1">
<h2>{{_"Nothing was credited yet"}}</h2>
<ul>{{#FORM_WHOLE}}<li>{{TEXT}}</li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul>
</div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/support/organisations/{{ID}}/top-up" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FRESH_FORM}}<input type="hidden" name="form" value="{{NEW_FORM}}">{{/FRESH_FORM}}
{{#SAME_FORM}}<input type="hidden" name="form" value="{{FORM_VALUE}}">{{/SAME_FORM}}
{{#FULFILS}}
<input type="hidden" name="request" value="{{FULFILS_ID}}">
<p class="banner info slim">@icon(info)@<span>{{_"This fulfils the request for"}} {{FULFILS_AMOUNT}} {{_"credits"}}.</span></p>
{{/FULFILS}}
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
<fieldset class="field" id="kind">
<legend>{{_"Kind"}}</legend>
<label class="choice"><input type="radio" name="kind" value="top_up"{{#KIND_PURCHASE}} checked{{/KIND_PURCHASE}}><span>{{_"Purchase"}}<span class="help">{{_"It was paid for."}}</span></span></label>
<label class="choice"><input type="radio" name="kind" value="bonus"{{#KIND_BONUS}} checked{{/KIND_BONUS}}><span>{{_"Bonus"}}<span class="help">{{_"A present."}}</span></span></label>
<label class="choice"><input type="radio" name="kind" value="correction"{{#KIND_CORRECTION}} checked{{/KIND_CORRECTION}}><span>{{_"Correction"}}<span class="help">{{_"With a minus it takes credit away. To correct one entry, open it below: then both are linked."}}</span></span></label>
{{#KIND_INVALID}}<p class="error">@icon(error)@{{KIND_ERROR}}</p>{{/KIND_INVALID}}
</fieldset>
<div class="field">
<label for="reason">{{_"Reason"}} <span class="optional">{{_"(optional for a purchase)"}}</span></label>
<input id="reason" name="reason" value="{{REASON_VALUE}}" maxlength="200"{{#REASON_INVALID}} aria-invalid="true" aria-describedby="reason-error"{{/REASON_INVALID}}>
{{#REASON_INVALID}}<p class="error" id="reason-error">@icon(error)@{{REASON_ERROR}}</p>{{/REASON_INVALID}}
</div>
<dl class="facts money preview" role="status" data-balance="{{BALANCE_PLAIN}}"{{#NO_PREVIEW}} hidden{{/NO_PREVIEW}}><dt>{{_"Balance before"}}</dt><dd>{{BALANCE}}</dd><dt>{{_"Balance after"}}</dt><dd><strong>{{PREVIEW_AFTER}}</strong></dd></dl>
<div class="actions"><button class="button primary" data-once>{{_"Top up"}}</button><button class="button" name="do" value="preview">{{_"Preview"}}</button></div>
</form>
</section>
<section class="card" aria-labelledby="top-ups">
<header><h2 id="top-ups">{{_"Top-ups and corrections"}}</h2>
<form class="filters" method="get" action="/support/organisations/{{ID}}/entries"><div class="field short"><label class="unseen" for="number">{{_"Number of an entry"}}</label><input id="number" name="number" inputmode="numeric" maxlength="18" placeholder="{{_"Entry no."}}"></div><button class="button small">{{_"Open entry"}}</button></form>
</header>
{{#TOP_UPS}}
<table class="cards">
<caption class="unseen">{{_"Top-ups and corrections, newest first"}}</caption>
<thead><tr>
<th scope="col">{{_"Receipt"}}</th>
<th scope="col">{{_"What"}}</th>
<th scope="col">{{_"Time"}}</th>
<th scope="col">{{_"By"}}</th>
<th scope="col" class="n">{{_"Amount, credits"}}</th>
<th scope="col" class="n">{{_"Balance, credits"}}</th>
</tr></thead>
<tbody>
{{#TOP_UP}}
<tr>
<th scope="row"><a class="nowrap" href="/support/organisations/{{ID}}/receipts/{{NUMBER}}">{{RECEIPT}}</a><span class="sub long">{{REFERENCE}}</span></th>
<td data-label="{{_"What"}}"><span>{{KIND}}{{#CORRECTS}} <a href="/support/organisations/{{ID}}/receipts/{{REFERS_TO}}">{{_"of entry"}} {{REFERS_TO}}</a>{{/CORRECTS}}<span class="sub long">{{REASON}}</span>{{#CORRECTED}}<span class="sub">{{_"corrected by"}} {{CORRECTED_BY}}</span>{{/CORRECTED}}</span></td>
<td data-label="{{_"Time"}}"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></td>
<td data-label="{{_"By"}}"><span>{{ACTOR}}{{#APPROVED}}<span class="sub">{{_"approved by"}} {{APPROVER}}</span>{{/APPROVED}}</span></td>
<td class="n" data-label="{{_"Amount, credits"}}"><span{{#CREDITED}} class="plus"{{/CREDITED}}>{{#CREDITED}}+{{/CREDITED}}{{AMOUNT}}</span></td>
<td class="n" data-label="{{_"Balance, credits"}}">{{AFTER}}</td>
</tr>
{{/TOP_UP}}
</tbody>
</table>
{{#PAGES}}<footer><nav class="paging" aria-label="{{_"Pages"}}"><span class="actions">{{#NEWEST}}<a class="button small" href="/support/organisations/{{ID}}#top-ups">{{_"Newest"}}</a>{{/NEWEST}}{{#OLDER}}<a class="button small" rel="next" href="/support/organisations/{{ID}}?before={{BEFORE:u}}#top-ups">{{_"Older"}}</a>{{/OLDER}}</span></nav></footer>{{/PAGES}}
{{/TOP_UPS}}
{{#NO_TOP_UPS}}<div class="empty"><p>{{_"This organisation has not been topped up yet."}}</p></div>{{/NO_TOP_UPS}}
</section>
<script type="module" src="@static(top_up.js)@"></script>
