{{%AUTOESCAPE context="HTML"}}
{{! The receipt of a top-up: ID, NAME, NUMBER, REFERENCE, AT, BEFORE, AMOUNT, AFTER }}
<header class="page-head">
<div>
<p class="trail"><a href="/support/organisations/{{ID}}">@icon(previous small)@{{NAME}}</a></p>
<h1>{{_"Receipt"}}</h1>
</div>
</header>
<section class="card receipt" aria-label="{{_"Receipt"}}"><div class="body">
<p class="with-icon"><span class="badge ok">@icon(ok)@{{_"Credited"}}</span></p>
<p class="amount">+{{AMOUNT}} {{_"credits"}}</p>
<dl class="facts">
<dt>{{_"Organisation"}}</dt><dd>{{NAME}}</dd>
<dt>{{_"Reference"}}</dt><dd>{{REFERENCE}}</dd>
<dt>{{_"Entry"}}</dt><dd>{{NUMBER}}</dd>
<dt>{{_"Time"}}</dt><dd><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></dd>
<dt>{{_"Balance before"}}</dt><dd>{{BEFORE}}</dd>
<dt>{{_"Balance after"}}</dt><dd>{{AFTER}}</dd>
</dl>
</div></section>
