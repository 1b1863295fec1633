{{%AUTOESCAPE context="HTML"}}
{{! One key. ID, NAME, SCOPE, BY, MADE_AT, EXPIRES {EXPIRES_AT}, USED {USED_AT}, REVOKED {REVOKED_AT}, LIVE section with the forms, REFUSED {ERROR} }}
<header class="page-head"><div><p class="trail"><a href="/settings/keys">@icon(previous small)@{{_"API keys"}}</a></p><h1>{{NAME}}</h1></div></header>
{{#REFUSED}}<div class="banner error" role="alert">@icon(error)@<div>{{ERROR}}</div></div>{{/REFUSED}}
<section class="card" aria-label="{{_"At a glance"}}"><div class="body">
<dl class="facts">
<dt>{{_"May"}}</dt><dd>{{SCOPE}}</dd>
<dt>{{_"Made"}}</dt><dd><time datetime="{{MADE_AT_UTC}}" title="{{MADE_AT_UTC}}">{{MADE_AT}}</time><span class="sub">{{BY}}</span></dd>
{{#USED}}<dt>{{_"Last used"}}</dt><dd><time datetime="{{USED_AT_UTC}}" title="{{USED_AT_UTC}}">{{USED_AT}}</time></dd>{{/USED}}
{{#EXPIRES}}<dt>{{_"Expires"}}</dt><dd><time datetime="{{EXPIRES_AT_UTC}}" title="{{EXPIRES_AT_UTC}}">{{EXPIRES_AT}}</time></dd>{{/EXPIRES}}
{{#REVOKED}}<dt>{{_"Revoked"}}</dt><dd><time datetime="{{REVOKED_AT_UTC}}" title="{{REVOKED_AT_UTC}}">{{REVOKED_AT}}</time></dd>{{/REVOKED}}
</dl>
</div></section>
{{#LIVE}}
<form class="form card" method="post" action="/settings/keys/{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<h2>{{_"Rotate"}}</h2>
<p class="help">{{_"Makes a new key that may do the same. Both work for a while, so that your program can change over."}}</p>
<div class="field"><label for="hours">{{_"The old key works for"}}</label><select id="hours" name="hours"><option value="1">{{_"1 hour more"}}</option><option value="24" selected>{{_"24 hours more"}}</option><option value="168">{{_"7 days more"}}</option><option value="720">{{_"30 days more"}}</option></select></div>
<div class="actions"><button class="button primary" name="do" value="rotate">{{_"Make a new key"}}</button></div>
</form>
<form class="form card" method="post" action="/settings/keys/{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<h2>{{_"Revoke"}}</h2>
<p class="help">{{_"Programs that use this key are refused from the next call on. This cannot be undone."}}</p>
<div class="actions"><button class="button danger" name="do" value="revoke">{{_"Revoke"}}</button></div>
</form>
{{/LIVE}}
