{{%AUTOESCAPE context="HTML"}}
{{! One rate card. ID, NAME, PRICE or COST section · Q, COSTS section {COST_OPTION rows {VALUE, LABEL, CHOSEN section} }
    EMAIL section {CREDITS or WORDS, COMING section {NEXT} } · COUNT · ROWS section {ROW {COUNTRY, COUNTRY_CODE, COUNTRY_LOWER, CALLING_CODE, CELL rows {LABEL,
      CREDITS or WORDS, COMING section {NEXT}, MARGIN section {PERCENT, LOSS section} } } }, else EMPTY
    ORGANISATIONS section {ORGANISATION_COUNT, ORGANISATION rows {ORGANISATION_ID, NAME, SLUG}, ASSIGN section of operators} and its fields (web/form.h)
    BRING section of operators {FORMAT_OPTION, CHANNEL_OPTION rows} and its fields · UPLOADS section {UPLOAD rows {UPLOAD_ID, FILE_NAME, AT, BY, NOTE,
      WAITING section or APPLIED section {FROM, CHANGES} } } }}
<header class="page-head">
<div>
<p class="trail"><a href="/operator/rate-cards">@icon(previous small)@{{_"Rate cards"}}</a></p>
<h1>{{NAME}}</h1>
<p class="lede">{{#PRICE}}{{_"Prices, in credits a message. Rates are never edited, only followed by newer ones."}}{{/PRICE}}{{#COST}}{{_"Costs, in credits a message, to compare prices with. Nobody is charged by them."}}{{/COST}}</p>
</div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_WHOLE}}<li>{{TEXT}}</li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
{{#BRING}}
<details class="bring"{{#FORM_ERRORS}} open{{/FORM_ERRORS}}>
<summary>{{_"Bring a file of rates"}}</summary>
<form class="form card" method="post" action="/operator/rate-cards/{{ID}}/uploads" enctype="multipart/form-data" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="help">{{_"It is only looked at first: the next page says what it would change, and nothing changes before you apply it."}}</p>
<div class="field"><label for="file">{{_"File"}} <span class="optional">{{_"(CSV, 4 MB at most)"}}</span></label><input id="file" name="file" type="file" accept=".csv,.txt,text/csv,text/plain"></div>
<div class="field">
<label for="text">{{_"Or paste its text"}}</label>
<textarea class="mono" id="text" name="text" rows="4" spellcheck="false"{{#TEXT_INVALID}} aria-invalid="true" aria-describedby="text-error"{{/TEXT_INVALID}}>{{TEXT_VALUE}}</textarea>
{{#TEXT_INVALID}}<p class="error" id="text-error">@icon(error)@{{TEXT_ERROR}}</p>{{/TEXT_INVALID}}
</div>
<div class="field">
<label for="format">{{_"Format"}}</label>
<select id="format" name="format"{{#FORMAT_INVALID}} aria-invalid="true" aria-describedby="format-error"{{/FORMAT_INVALID}}>{{#FORMAT_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FORMAT_OPTION}}</select>
{{#FORMAT_INVALID}}<p class="error" id="format-error">@icon(error)@{{FORMAT_ERROR}}</p>{{/FORMAT_INVALID}}
</div>
<div class="field">
<label for="channel">{{_"Channel"}}</label>
<select id="channel" name="channel" aria-describedby="channel-help{{#CHANNEL_INVALID}} channel-error{{/CHANNEL_INVALID}}"{{#CHANNEL_INVALID}} aria-invalid="true"{{/CHANNEL_INVALID}}>{{#CHANNEL_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/CHANNEL_OPTION}}</select>
{{#CHANNEL_INVALID}}<p class="error" id="channel-error">@icon(error)@{{CHANNEL_ERROR}}</p>{{/CHANNEL_INVALID}}
<p class="help" id="channel-help">{{_"Of a list by dial prefix. The other formats know theirs."}}</p>
</div>
<div class="field short">
<label for="factor">{{_"Credits for one unit of the file's money"}}</label>
<input id="factor" name="factor" value="{{FACTOR_VALUE}}" inputmode="decimal" autocomplete="off" maxlength="20" required aria-describedby="factor-help{{#FACTOR_INVALID}} factor-error{{/FACTOR_INVALID}}"{{#FACTOR_INVALID}} aria-invalid="true"{{/FACTOR_INVALID}}>
{{#FACTOR_INVALID}}<p class="error" id="factor-error">@icon(error)@{{FACTOR_ERROR}}</p>{{/FACTOR_INVALID}}
<p class="help" id="factor-help">{{_"1 where the file is in credits; 200 where a dollar is worth 200 credits. Prices are rounded up to a thousandth of a credit."}}</p>
</div>
<div class="actions"><button class="button primary">{{_"Look at it"}}</button></div>
</form>
</details>
{{/BRING}}
{{#UPLOADS}}
<section class="card" aria-labelledby="uploads">
<header><h2 id="uploads">{{_"Files"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"Files, newest first"}}</caption>
<thead><tr><th scope="col">{{_"File"}}</th><th scope="col">{{_"Brought"}}</th><th scope="col">{{_"State"}}</th><th scope="col">{{_"Note"}}</th></tr></thead>
<tbody>
{{#UPLOAD}}
<tr>
<th scope="row"><a href="/operator/rate-cards/{{ID}}/uploads/{{UPLOAD_ID}}">{{FILE_NAME}}</a></th>
<td data-label="{{_"Brought"}}"><span><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time><span class="sub">{{BY}}</span></span></td>
<td data-label="{{_"State"}}">{{#WAITING}}<span class="badge wait">@icon(wait)@{{_"Not applied"}}</span>{{/WAITING}}{{#APPLIED}}<span><span class="badge ok">@icon(ok)@{{_"Applied"}}</span><span class="sub">{{CHANGES}}, {{_"from"}} {{FROM}}</span></span>{{/APPLIED}}</td>
<td data-label="{{_"Note"}}">{{NOTE}}</td>
</tr>
{{/UPLOAD}}
</tbody>
</table>
</section>
{{/UPLOADS}}
{{#ORGANISATIONS}}
<section class="card" aria-labelledby="organisations">
<header><h2 id="organisations">{{_"Organisations"}}</h2><span class="help">{{ORGANISATION_COUNT}}</span></header>
<div class="body">
<ul class="stack">{{#ORGANISATION}}<li><a href="/support/organisations/{{ORGANISATION_ID}}">{{NAME}}</a> <span class="code soft">{{SLUG}}</span></li>{{/ORGANISATION}}</ul>
{{#ASSIGN}}
<form class="form" method="post" action="/operator/rate-cards/{{ID}}/organisations" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="organisation">{{_"Put an organisation on this card"}}</label>
<input class="mono" id="organisation" name="organisation" value="{{ORGANISATION_VALUE}}" maxlength="40" autocomplete="off" autocapitalize="none" spellcheck="false" required aria-describedby="organisation-help{{#ORGANISATION_INVALID}} organisation-error{{/ORGANISATION_INVALID}}"{{#ORGANISATION_INVALID}} aria-invalid="true"{{/ORGANISATION_INVALID}}>
{{#ORGANISATION_INVALID}}<p class="error" id="organisation-error">@icon(error)@{{ORGANISATION_ERROR}}</p>{{/ORGANISATION_INVALID}}
<p class="help" id="organisation-help">{{_"Its short name. Its next send is priced by this card; what is under way keeps its price."}}</p>
</div>
<div class="field">
<label for="reason">{{_"Reason"}}</label>
<input id="reason" name="reason" value="{{REASON_VALUE}}" maxlength="300" required{{#REASON_INVALID}} aria-invalid="true" aria-describedby="reason-error"{{/REASON_INVALID}}>
{{#REASON_INVALID}}<p class="error" id="reason-error">@icon(error)@{{REASON_ERROR}}</p>{{/REASON_INVALID}}
</div>
<div class="actions"><button class="button">{{_"Put it on this card"}}</button></div>
</form>
{{/ASSIGN}}
</div>
</section>
{{/ORGANISATIONS}}
<section class="stack" aria-labelledby="rates">
<h2 id="rates">{{_"Rates"}}</h2>
<form class="filters" method="get" action="/operator/rate-cards/{{ID}}#rates" role="search">
<div class="field grow"><label for="q">{{_"Search country or number"}}</label><span class="search">@icon(search)@<input type="search" id="q" name="q" value="{{Q}}" maxlength="80" placeholder="Indonesia, ID, +62"></span></div>
{{#COSTS}}<div class="field"><label for="cost">{{_"Margin over"}}</label><select id="cost" name="cost"><option value="">{{_"Nothing"}}</option>{{#COST_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/COST_OPTION}}</select></div>{{/COSTS}}
<button class="button">{{_"Search"}}</button>
</form>
{{#EMAIL}}<p class="with-icon">@icon(email)@<span><a href="/operator/rate-cards/{{ID}}/countries/email">{{_"Email"}}</a>: <strong class="figure">{{CREDITS}}{{WORDS}}</strong>{{#COMING}} <span class="help">{{NEXT}}</span>{{/COMING}}</span></p>{{/EMAIL}}
<div class="card">
{{#ROWS}}
<table class="cards rates">
<caption class="unseen">{{_"Credits a message, by country"}}</caption>
<thead><tr><th scope="col">{{_"Country"}}</th><th scope="col">{{_"Code"}}</th><th scope="col" class="n">{{_"WhatsApp, credits"}}</th><th scope="col" class="n">{{_"SMS, credits"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><span class="with-icon"><img class="flag" src="@static(flags)@/{{COUNTRY_LOWER}}.svg" alt="" loading="lazy" width="20" height="15"><a href="/operator/rate-cards/{{ID}}/countries/{{COUNTRY_CODE}}">{{COUNTRY}}</a></span></th>
<td data-label="{{_"Code"}}"><span class="nowrap"><span class="code">{{COUNTRY_CODE}}</span> {{CALLING_CODE}}</span></td>
{{#CELL}}<td class="n" data-label="{{LABEL}}"><span>{{CREDITS}}<span class="soft">{{WORDS}}</span>{{#MARGIN}}<span class="sub">{{#LOSS}}@icon(low small)@{{_"loss"}} {{/LOSS}}{{_"margin"}} {{PERCENT}} %</span>{{/MARGIN}}{{#COMING}}<span class="sub">{{NEXT}}</span>{{/COMING}}</span></td>
{{/CELL}}
</tr>
{{/ROW}}
</tbody>
</table>
{{/ROWS}}
{{#EMPTY}}<div class="empty">@icon(empty large)@<h3>{{_"No rates here"}}</h3><p>{{_"Bring a file of rates, or search for something else."}}</p></div>{{/EMPTY}}
<footer><span>{{COUNT}}</span></footer>
</div>
</section>
