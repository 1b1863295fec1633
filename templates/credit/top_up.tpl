{{%AUTOESCAPE context="HTML"}}
{{! Requests for top-ups. FORM section {NEW_FORM and the form's fields (web/form.h)}, else IS_OPEN section
    ROWS {ROW {AT, AMOUNT, BY, INVOICE, NOTE, STATE, STATE_KIND, STATE_ICON, RECEIPT, DECISION, CANCEL {ID} } }, else EMPTY }}
<header class="page-head">
<div><h1>{{_"Top-ups"}}</h1><p class="lede">{{_"Ask support for credit. What was credited stands on the statement."}}</p></div>
</header>
@tabs(billing /billing/top-up)@
{{#IS_OPEN}}<div class="banner info" role="status">@icon(info)@<div>{{_"Your request is open: support will see to it. To ask for something else, cancel it first."}}</div></div>{{/IS_OPEN}}
{{#FORM}}
<section class="stack" aria-labelledby="ask">
<h2 id="ask">{{_"Request a top-up"}}</h2>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Nothing was sent yet"}}</h2><ul>{{#FORM_WHOLE}}<li>{{TEXT}}</li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/billing/top-up" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{NEW_FORM}}">
<div class="field">
<label for="credits">{{_"Credits"}}</label>
<input id="credits" name="credits" value="{{CREDITS_VALUE}}" inputmode="decimal" autocomplete="off" maxlength="20" required aria-describedby="credits-help{{#CREDITS_INVALID}} credits-error{{/CREDITS_INVALID}}"{{#CREDITS_INVALID}} aria-invalid="true"{{/CREDITS_INVALID}}>
{{#CREDITS_INVALID}}<p class="error" id="credits-error">@icon(error)@{{CREDITS_ERROR}}</p>{{/CREDITS_INVALID}}
<p class="help" id="credits-help">{{_"Digits, with a point before decimals: 10000 or 2.5"}}</p>
</div>
<div class="field">
<label for="invoice">{{_"Invoice or order"}} <span class="optional">{{_"(optional)"}}</span></label>
<input id="invoice" name="invoice" value="{{INVOICE_VALUE}}" maxlength="100" autocomplete="off"{{#INVOICE_INVALID}} aria-invalid="true" aria-describedby="invoice-error"{{/INVOICE_INVALID}}>
{{#INVOICE_INVALID}}<p class="error" id="invoice-error">@icon(error)@{{INVOICE_ERROR}}</p>{{/INVOICE_INVALID}}
</div>
<div class="field">
<label for="note">{{_"Note"}} <span class="optional">{{_"(optional)"}}</span></label>
<textarea id="note" name="note" rows="3" maxlength="500"{{#NOTE_INVALID}} aria-invalid="true" aria-describedby="note-error"{{/NOTE_INVALID}}>
{{NOTE_VALUE:p}}</textarea>
{{#NOTE_INVALID}}<p class="error" id="note-error">@icon(error)@{{NOTE_ERROR}}</p>{{/NOTE_INVALID}}
</div>
<div class="actions"><button class="button primary" data-once>{{_"Send the request"}}</button></div>
</form>
</section>
{{/FORM}}
<section class="card" aria-labelledby="requests">
<header><h2 id="requests">{{_"Requests"}}</h2></header>
{{#ROWS}}
<table class="cards">
<caption class="unseen">{{_"Requests, newest first"}}</caption>
<thead><tr><th scope="col">{{_"Time"}}</th><th scope="col">{{_"State"}}</th><th scope="col">{{_"Invoice"}}</th><th scope="col">{{_"By"}}</th><th scope="col" class="n">{{_"Amount, credits"}}</th><th scope="col"><span class="unseen">{{_"Actions"}}</span></th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></th>
<td data-label="{{_"State"}}"><span><span class="badge {{STATE_KIND}}">@icon({{STATE_ICON}})@{{STATE}}</span><span class="sub long">{{RECEIPT}}{{DECISION}}</span></span></td>
<td data-label="{{_"Invoice"}}"><span class="long">{{INVOICE}}<span class="sub">{{NOTE}}</span></span></td>
<td data-label="{{_"By"}}">{{BY}}</td>
<td class="n" data-label="{{_"Amount, credits"}}">{{AMOUNT}}</td>
<td>{{#CANCEL}}<form class="actions" method="post" action="/billing/top-up/{{ID}}/cancel"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button small nowrap" data-once>{{_"Cancel the request"}}</button></form>{{/CANCEL}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/ROWS}}
{{#EMPTY}}<div class="empty"><p>{{_"Nothing was asked for yet."}}</p></div>{{/EMPTY}}
</section>
