{{%AUTOESCAPE context="HTML"}}
{{! Rate cards. ROW {ID, NAME, PRICE or COST section, COUNTRIES, ORGANISATIONS, CHANGED section {CHANGED_AT} }
    FORM section (operators) {KIND_OPTION rows {VALUE, LABEL, CHOSEN section} } and its fields (web/form.h) }}
<header class="page-head">
<div><h1>{{_"Rate cards"}}</h1><p class="lede">{{_"What messages cost: cards of prices that organisations are put on, and cards of what providers ask, to compare with."}}</p></div>
</header>
@tabs(operator /operator/rate-cards)@
<section class="card" aria-label="{{_"Rate cards"}}">
<table class="cards">
<caption class="unseen">{{_"Rate cards"}}</caption>
<thead><tr>
<th scope="col">{{_"Card"}}</th>
<th scope="col">{{_"Kind"}}</th>
<th scope="col" class="n">{{_"Countries"}}</th>
<th scope="col" class="n">{{_"Organisations"}}</th>
<th scope="col">{{_"Newest rate from"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a href="/operator/rate-cards/{{ID}}">{{NAME}}</a></th>
<td data-label="{{_"Kind"}}">{{#PRICE}}{{_"prices"}}{{/PRICE}}{{#COST}}<span class="badge">{{_"costs"}}</span>{{/COST}}</td>
<td class="n" data-label="{{_"Countries"}}">{{COUNTRIES}}</td>
<td class="n" data-label="{{_"Organisations"}}">{{ORGANISATIONS}}</td>
<td data-label="{{_"Newest rate from"}}">{{#CHANGED}}<time datetime="{{CHANGED_AT_UTC}}" title="{{CHANGED_AT_UTC}}">{{CHANGED_AT}}</time>{{/CHANGED}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
</section>
{{#FORM}}
<section class="stack" aria-labelledby="new">
<h2 id="new">{{_"New rate card"}}</h2>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/operator/rate-cards" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" value="{{NAME_VALUE}}" maxlength="100" required autocomplete="off"{{#NAME_INVALID}} aria-invalid="true" aria-describedby="name-error"{{/NAME_INVALID}}>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(error)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
</div>
<div class="field">
<label for="kind">{{_"Kind"}}</label>
<select id="kind" name="kind">{{#KIND_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/KIND_OPTION}}</select>
</div>
<div class="actions"><button class="button primary">{{_"Make the card"}}</button></div>
</form>
</section>
{{/FORM}}
