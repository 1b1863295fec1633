{{%AUTOESCAPE context="HTML"}}
{{! One entry: of those that people made the receipt. ID, NAME, NUMBERED {RECEIPT} or UNNUMBERED, NUMBER, KIND, AT, BEFORE, AMOUNT, AFTER, CREDITED TAKEN or UNMOVED section,
    REFERENCED {REFERENCE}, REASONED {WHY}, CORRECTS {REFERS_TO}, MADE {ACTOR}, APPROVED {APPROVER}
    CORRECT {NEW_FORM, LEFT, REVERSE or REFUND section, and the form's fields (web/form.h)}: what may still be corrected }}
<header class="page-head">
<div>
<p class="trail"><a href="/support/organisations/{{ID}}">@icon(previous small)@{{NAME}}</a></p>
<h1>{{#NUMBERED}}{{_"Receipt"}} {{RECEIPT}}{{/NUMBERED}}{{#UNNUMBERED}}{{_"Entry"}} {{NUMBER}}{{/UNNUMBERED}}</h1>
</div>
<div class="actions"><button class="button" type="button" data-print hidden>@icon(print)@{{_"Print"}}</button></div>
</header>
<section class="card receipt" aria-label="{{_"Receipt"}}"><div class="body">
<p class="with-icon">{{#CREDITED}}<span class="badge ok">@icon(ok)@{{_"Credited"}}</span>{{/CREDITED}}{{#TAKEN}}<span class="badge wait">@icon(low)@{{_"Taken away"}}</span>{{/TAKEN}}{{#UNMOVED}}<span class="badge">@icon(info)@{{_"Nothing moved"}}</span>{{/UNMOVED}}</p>
<p class="amount">{{#CREDITED}}+{{/CREDITED}}{{AMOUNT}} {{_"credits"}}</p>
<dl class="facts">
<dt>{{_"Organisation"}}</dt><dd>{{NAME}}</dd>
<dt>{{_"Kind"}}</dt><dd>{{KIND}}{{#CORRECTS}} <a href="/support/organisations/{{ID}}/receipts/{{REFERS_TO}}">{{_"of entry"}} {{REFERS_TO}}</a>{{/CORRECTS}}</dd>
{{#REFERENCED}}<dt>{{_"Reference"}}</dt><dd class="long">{{REFERENCE}}</dd>{{/REFERENCED}}
{{#REASONED}}<dt>{{_"Reason"}}</dt><dd class="long">{{WHY}}</dd>{{/REASONED}}
<dt>{{_"Entry"}}</dt><dd>{{NUMBER}}</dd>
<dt>{{_"Time"}}</dt><dd><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></dd>
{{#MADE}}<dt>{{_"By"}}</dt><dd>{{ACTOR}}</dd>{{/MADE}}
{{#APPROVED}}<dt>{{_"Approved by"}}</dt><dd>{{APPROVER}}</dd>{{/APPROVED}}
<dt>{{_"Balance before"}}</dt><dd>{{BEFORE}}</dd>
<dt>{{_"Balance after"}}</dt><dd>{{AFTER}}</dd>
</dl>
</div></section>
{{#CORRECT}}
<section class="stack no-print" aria-labelledby="correct">
<h2 id="correct">{{#REVERSE}}{{_"Correct or reverse"}}{{/REVERSE}}{{#REFUND}}{{_"Give it back"}}{{/REFUND}}</h2>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Nothing was changed"}}</h2><ul>{{#FORM_WHOLE}}<li>{{TEXT}}</li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/support/organisations/{{ID}}/top-up" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{NEW_FORM}}">
<input type="hidden" name="refers_to" value="{{NUMBER}}">
{{#REVERSE}}
<input type="hidden" name="kind" value="correction">
<p class="help">{{_"This entry stays as it is. A new one points back at it and takes away what you write, or adds to it."}}</p>
<div class="field">
<label for="credits">{{_"Credits"}}</label>
<input id="credits" name="credits" value="{{CREDITS_VALUE}}" autocomplete="off" maxlength="20" required aria-describedby="credits-help{{#CREDITS_INVALID}} credits-error{{/CREDITS_INVALID}}"{{#CREDITS_INVALID}} aria-invalid="true"{{/CREDITS_INVALID}}>
{{#CREDITS_INVALID}}<p class="error" id="credits-error">@icon(error)@{{CREDITS_ERROR}}</p>{{/CREDITS_INVALID}}
<p class="help" id="credits-help">{{_"All that is left of it is reversed by"}} <span class="code">{{LEFT}}</span>.</p>
</div>
{{/REVERSE}}
{{#REFUND}}
<input type="hidden" name="kind" value="refund">
<input type="hidden" id="credits" name="credits" value="{{CREDITS_VALUE}}">
<p class="help">{{_"A charge is given back as a whole, and once:"}} <strong>{{LEFT}} {{_"credits"}}</strong>.</p>
{{#CREDITS_INVALID}}<p class="error">@icon(error)@{{CREDITS_ERROR}}</p>{{/CREDITS_INVALID}}
{{/REFUND}}
<div class="field">
<label for="reason">{{_"Reason"}}</label>
<input id="reason" name="reason" value="{{REASON_VALUE}}" maxlength="200" required aria-describedby="reason-help{{#REASON_INVALID}} reason-error{{/REASON_INVALID}}"{{#REASON_INVALID}} aria-invalid="true"{{/REASON_INVALID}}>
{{#REASON_INVALID}}<p class="error" id="reason-error">@icon(error)@{{REASON_ERROR}}</p>{{/REASON_INVALID}}
<p class="help" id="reason-help">{{_"It stands on the organisation's statement."}}</p>
</div>
<div class="actions">{{#REVERSE}}<button class="button danger" data-once>{{_"Correct"}}</button>{{/REVERSE}}{{#REFUND}}<button class="button" data-once>{{_"Give it back"}}</button>{{/REFUND}}</div>
</form>
</section>
{{/CORRECT}}
