{{%AUTOESCAPE context="HTML"}}
{{! What a credit costs an organisation: ID, NAME, SLUG, the form's fields (web/form.h), MAY or MAY_NOT change it. }}
<header class="page-head">
<div>
<p class="trail"><a href="/support/organisations/{{ID}}">@icon(previous small)@{{NAME}}</a></p>
<h1>{{_"Price of a credit"}}</h1>
<p class="lede"><span class="code">{{SLUG}}</span> · {{_"The organisation's pages show beside its credits what they are worth by this price. It moves no credit and changes no rate."}}</p>
</div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
{{#MAY}}
<form class="form card" method="post" action="/operator/organisations/{{ID}}/price" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field short">
<label for="currency">{{_"Currency"}}</label>
<input class="mono" id="currency" name="currency" value="{{CURRENCY_VALUE}}" maxlength="3" required autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="currency-help{{#CURRENCY_INVALID}} currency-error{{/CURRENCY_INVALID}}"{{#CURRENCY_INVALID}} aria-invalid="true"{{/CURRENCY_INVALID}}>
{{#CURRENCY_INVALID}}<p class="error" id="currency-error">@icon(error)@{{CURRENCY_ERROR}}</p>{{/CURRENCY_INVALID}}
<p class="help" id="currency-help">{{_"Three capital letters, as IDR or USD."}}</p>
</div>
<div class="field short">
<label for="unit_price">{{_"Price of one credit"}}</label>
<input id="unit_price" name="unit_price" value="{{UNIT_PRICE_VALUE}}" inputmode="decimal" maxlength="20" required autocomplete="off" aria-describedby="unit_price-help{{#UNIT_PRICE_INVALID}} unit_price-error{{/UNIT_PRICE_INVALID}}"{{#UNIT_PRICE_INVALID}} aria-invalid="true"{{/UNIT_PRICE_INVALID}}>
{{#UNIT_PRICE_INVALID}}<p class="error" id="unit_price-error">@icon(error)@{{UNIT_PRICE_ERROR}}</p>{{/UNIT_PRICE_INVALID}}
<p class="help" id="unit_price-help">{{_"Digits, with a point before decimals: 1000 or 0.0125. With 0, no worth is shown."}}</p>
</div>
<div class="actions"><button class="button primary">{{_"Set the price"}}</button><a class="button quiet" href="/support/organisations/{{ID}}">{{_"Cancel"}}</a></div>
</form>
{{/MAY}}
{{#MAY_NOT}}
<section class="card" aria-label="{{_"Price of a credit"}}"><div class="body">
<dl class="facts"><dt>{{_"Currency"}}</dt><dd>{{CURRENCY_VALUE}}</dd><dt>{{_"Price of one credit"}}</dt><dd>{{UNIT_PRICE_VALUE}}</dd></dl>
<p class="help">{{_"Operators set it."}}</p>
</div></section>
{{/MAY_NOT}}
