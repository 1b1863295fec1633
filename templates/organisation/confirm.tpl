{{%AUTOESCAPE context="HTML"}}
{{! The password again, before a large amount moves. ID, NAME, AMOUNT, BEFORE, AFTER, ACTION, FIELD rows {KEY, VALUE}: what was asked for · WRONG {ERROR} }}
<header class="page-head">
<div>
<p class="trail"><a href="/support/organisations/{{ID}}">@icon(previous small)@{{NAME}}</a></p>
<h1>{{_"Confirm"}}</h1>
<p class="lede">{{_"Nothing has moved yet. An amount as large as this needs your password."}}</p>
</div>
</header>
{{#WRONG}}<div class="summary" role="alert" tabindex="-1"><h2>{{_"Nothing was credited yet"}}</h2><ul><li><a href="#password">{{_"Password"}}: {{ERROR}}</a></li></ul></div>{{/WRONG}}
<form class="form card" method="post" action="{{ACTION}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FIELD}}<input type="hidden" name="{{KEY}}" value="{{VALUE}}">{{/FIELD}}
<dl class="facts money preview">
<dt>{{_"Organisation"}}</dt><dd>{{NAME}}</dd>
<dt>{{_"Balance before"}}</dt><dd>{{BEFORE}}</dd>
<dt>{{_"Credits"}}</dt><dd>{{AMOUNT}}</dd>
<dt>{{_"Balance after"}}</dt><dd><strong>{{AFTER}}</strong></dd>
</dl>
<div class="field">
<label for="password">{{_"Password"}}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{{#WRONG}} aria-invalid="true" aria-describedby="password-error"{{/WRONG}}>
{{#WRONG}}<p class="error" id="password-error">@icon(error)@{{ERROR}}</p>{{/WRONG}}
</div>
<div class="actions"><button class="button primary" data-once>{{_"Confirm"}}</button><a class="button quiet" href="/support/organisations/{{ID}}">{{_"Cancel"}}</a></div>
</form>
