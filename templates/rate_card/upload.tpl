{{%AUTOESCAPE context="HTML"}}
{{! A file of rates: what it would change, or did. CARD_ID, CARD, ID, FILE_NAME, FORMAT, FACTOR, SHA256, AT, BY, AGAIN_OF section
    APPLIED section {APPLIED_AT, FROM, NOTE, CHANGES, REPEAT section of operators}, else PLAN section {CLASS_COUNT rows {LABEL, N}, BIGGEST section {PERCENT},
      MERGED section {WORDS}, FAULTS section {FAULT rows {LINE, WORDS}, MORE section {WORDS} }, NOTHING section,
      APPLY section {CHANGES, CONFIRM section {SHARP_COUNT} } and its fields (web/form.h),
      ROWS section {ROW {CHANNEL, COUNTRY, CLASS, KIND, BEFORE, AFTER, BY_PERCENT section {PERCENT}, SHARP section}, MORE section {WORDS} } } }}
<header class="page-head">
<div>
<p class="trail"><a href="/operator/rate-cards/{{CARD_ID}}">@icon(previous small)@{{CARD}}</a></p>
<h1>{{FILE_NAME}}</h1>
<p class="lede">{{#APPLIED}}<span class="badge ok">@icon(ok)@{{_"Applied"}}</span>{{/APPLIED}}{{#PLAN}}{{_"Nothing has changed yet. This is what the file would change."}}{{/PLAN}}</p>
</div>
<div class="actions"><a class="button" href="/operator/rate-cards/{{CARD_ID}}/uploads/{{ID}}/file" download>@icon(download)@{{_"Download the file"}}</a></div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Nothing was applied yet"}}</h2><ul>{{#FORM_WHOLE}}<li>{{TEXT}}</li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<section class="card" aria-label="{{_"The file"}}"><div class="body"><dl class="facts">
<dt>{{_"Format"}}</dt><dd>{{FORMAT}}</dd>
<dt>{{_"Credits for one unit of its money"}}</dt><dd>{{FACTOR}}</dd>
<dt>{{_"Brought"}}</dt><dd><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time> · {{BY}}{{#AGAIN_OF}} · {{_"an earlier file once more"}}{{/AGAIN_OF}}</dd>
<dt>SHA-256</dt><dd class="mono long">{{SHA256}}</dd>
{{#APPLIED}}
<dt>{{_"Applied"}}</dt><dd><time datetime="{{APPLIED_AT_UTC}}" title="{{APPLIED_AT_UTC}}">{{APPLIED_AT}}</time></dd>
<dt>{{_"Effective from"}}</dt><dd><time datetime="{{FROM_UTC}}" title="{{FROM_UTC}}">{{FROM}}</time></dd>
<dt>{{_"Wrote"}}</dt><dd>{{CHANGES}}</dd>
<dt>{{_"Note"}}</dt><dd>{{NOTE}}</dd>
{{/APPLIED}}
</dl></div></section>
{{#APPLIED}}
{{#REPEAT}}
<form class="actions" method="post" action="/operator/rate-cards/{{CARD_ID}}/uploads/{{ID}}/again"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button">@icon(history)@{{_"Bring this file again"}}</button><span class="help">{{_"As a new one, to be looked at first: the way back to an earlier state."}}</span></form>
{{/REPEAT}}
{{/APPLIED}}
{{#PLAN}}
<section class="card" aria-label="{{_"In all"}}"><div class="body">
<dl class="figures flat">{{#CLASS_COUNT}}<div><dt>{{LABEL}}</dt><dd>{{N}}</dd></div>{{/CLASS_COUNT}}</dl>
{{#BIGGEST}}<p>{{_"Biggest change of a price"}}: <strong class="figure">{{PERCENT}} %</strong></p>{{/BIGGEST}}
{{#MERGED}}<p class="help">{{WORDS}}</p>{{/MERGED}}
</div></section>
{{#FAULTS}}
<section class="card" aria-labelledby="faults">
<header><h2 id="faults">{{_"Errors"}}</h2><p class="help">{{_"Mend the file and bring it again: a file with errors is not applied."}}</p></header>
<table class="cards">
<caption class="unseen">{{_"Errors by line"}}</caption>
<thead><tr><th scope="col" class="n">{{_"Line"}}</th><th scope="col">{{_"What is wrong"}}</th></tr></thead>
<tbody>{{#FAULT}}
<tr><td class="n" data-label="{{_"Line"}}">{{LINE}}</td><td data-label="{{_"What is wrong"}}">{{WORDS}}</td></tr>{{/FAULT}}
</tbody>
</table>
{{#MORE}}<footer><span>{{WORDS}}</span></footer>{{/MORE}}
</section>
{{/FAULTS}}
{{#NOTHING}}<section class="card"><div class="empty">@icon(ok large)@<h2>{{_"The card says the same already"}}</h2><p>{{_"There is nothing to apply."}}</p></div></section>{{/NOTHING}}
{{#APPLY}}
<section class="stack" aria-labelledby="apply">
<h2 id="apply">{{_"Apply it"}}</h2>
<form class="form card" method="post" action="/operator/rate-cards/{{CARD_ID}}/uploads/{{ID}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="from">{{_"Effective from (UTC)"}} <span class="optional">{{_"(optional)"}}</span></label>
<input id="from" name="from" type="datetime-local" value="{{FROM_VALUE}}" aria-describedby="from-help{{#FROM_INVALID}} from-error{{/FROM_INVALID}}"{{#FROM_INVALID}} aria-invalid="true"{{/FROM_INVALID}}>
{{#FROM_INVALID}}<p class="error" id="from-error">@icon(error)@{{FROM_ERROR}}</p>{{/FROM_INVALID}}
<p class="help" id="from-help">{{_"Empty: in about ten seconds. Messages before that moment keep the old price."}}</p>
</div>
<div class="field">
<label for="note">{{_"Note"}}</label>
<input id="note" name="note" value="{{NOTE_VALUE}}" maxlength="500" required{{#NOTE_INVALID}} aria-invalid="true" aria-describedby="note-error"{{/NOTE_INVALID}}>
{{#NOTE_INVALID}}<p class="error" id="note-error">@icon(error)@{{NOTE_ERROR}}</p>{{/NOTE_INVALID}}
</div>
{{#CONFIRM}}
<div class="field short">
<label for="sharp">{{_"How many must be looked at"}}</label>
<input id="sharp" name="sharp" value="{{SHARP_VALUE}}" inputmode="numeric" autocomplete="off" maxlength="6" required aria-describedby="sharp-help{{#SHARP_INVALID}} sharp-error{{/SHARP_INVALID}}"{{#SHARP_INVALID}} aria-invalid="true"{{/SHARP_INVALID}}>
{{#SHARP_INVALID}}<p class="error" id="sharp-error">@icon(error)@{{SHARP_ERROR}}</p>{{/SHARP_INVALID}}
<p class="help" id="sharp-help">{{_"Rates that are removed, refused or change by more than half. Type their number to confirm them"}}: {{SHARP_COUNT}}</p>
</div>
{{/CONFIRM}}
<div class="actions"><button class="button primary" data-once>{{CHANGES}}</button></div>
</form>
</section>
{{/APPLY}}
{{#ROWS}}
<section class="card" aria-labelledby="changes">
<header><h2 id="changes">{{_"Changes"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"Changes, what must be looked at first"}}</caption>
<thead><tr><th scope="col">{{_"Country"}}</th><th scope="col">{{_"Channel"}}</th><th scope="col">{{_"What"}}</th><th scope="col" class="n">{{_"Before"}}</th><th scope="col" class="n">{{_"After"}}</th><th scope="col" class="n">{{_"Change"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row">{{COUNTRY}} <span class="code soft">{{COUNTRY_CODE}}</span></th>
<td data-label="{{_"Channel"}}">{{CHANNEL}}</td>
<td data-label="{{_"What"}}"><span class="badge {{KIND}}">{{#SHARP}}@icon(low)@{{/SHARP}}{{CLASS}}{{#SHARP}}<span class="unseen">, {{_"must be looked at"}}</span>{{/SHARP}}</span></td>
<td class="n" data-label="{{_"Before"}}">{{BEFORE}}</td>
<td class="n" data-label="{{_"After"}}">{{AFTER}}</td>
<td class="n" data-label="{{_"Change"}}">{{#BY_PERCENT}}{{PERCENT}} %{{/BY_PERCENT}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
{{#MORE}}<footer><span>{{WORDS}}</span></footer>{{/MORE}}
</section>
{{/ROWS}}
{{/PLAN}}
