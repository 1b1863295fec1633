{{%AUTOESCAPE context="HTML"}}
{{! The second factor. EMAIL, REQUIRED or STAFF section, REFUSED {ERROR}
    OFF section: the form that draws one · WAITING {SIDE, PATH of the QR code, SECRET} · ON {AT, LEFT, MAY_END section} }}
<header class="page-head">
<div><p class="trail"><a href="/settings/account">@icon(previous small)@{{_"Your account"}}</a></p><h1>{{_"Second factor"}}</h1><p class="lede">{{_"Besides the password, a code that only your phone knows."}}</p></div>
</header>
{{#REFUSED}}<div class="banner error" role="alert">@icon(error)@<div>{{ERROR}}</div></div>{{/REFUSED}}
{{#STAFF}}<div class="banner info" role="status">@icon(lock)@<div>{{_"Support and operators need it."}}</div></div>{{/STAFF}}
{{#REQUIRED}}<div class="banner info" role="status">@icon(lock)@<div>{{_"Your organisation requires it."}}</div></div>{{/REQUIRED}}
{{#OFF}}
<form class="form card" method="post" action="/settings/factor" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="username" autocomplete="username" value="{{EMAIL}}">
<p>{{_"You need an authenticator app, such as the ones of Google, Microsoft or Aegis."}}</p>
<div class="field short">
<label for="begin">{{_"Current password"}}</label>
<input id="begin" name="password" type="password" required autocomplete="current-password">
</div>
<div class="actions"><button class="button primary" name="do" value="begin">{{_"Set up"}}</button></div>
</form>
{{/OFF}}
{{#WAITING}}
<form class="form card" method="post" action="/settings/factor" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>{{_"Scan this with the app, then type the six digits that it shows."}}</p>
<svg class="qr" viewBox="0 0 {{SIDE}} {{SIDE}}" role="img" aria-label="{{_"QR code of the secret below"}}" shape-rendering="crispEdges"><rect width="{{SIDE}}" height="{{SIDE}}" fill="#fff"/><path d="{{PATH}}" fill="#000"/></svg>
<div class="field"><label for="secret">{{_"Or type this secret into the app"}}</label><input id="secret" class="mono" readonly value="{{SECRET}}" autocomplete="off"></div>
<div class="field short">
<label for="code">{{_"Code of the app"}}</label>
<input id="code" name="code" class="mono" required maxlength="10" inputmode="numeric" autocomplete="one-time-code">
</div>
<div class="actions"><button class="button primary" name="do" value="confirm">{{_"Switch on"}}</button></div>
</form>
{{/WAITING}}
{{#ON}}
<section class="card" aria-label="{{_"At a glance"}}"><div class="body">
<dl class="facts"><dt>{{_"State"}}</dt><dd><span class="badge ok">@icon(ok)@{{_"On"}}</span></dd><dt>{{_"Since"}}</dt><dd><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></dd><dt>{{_"Recovery codes left"}}</dt><dd>{{LEFT}}</dd></dl>
</div></section>
<form class="form card" method="post" action="/settings/factor" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<h2>{{_"New recovery codes"}}</h2>
<p class="help">{{_"The old ones end. Each new one is good once."}}</p>
<div class="field short">
<label for="renew">{{_"Current password"}}</label>
<input id="renew" name="password" type="password" required autocomplete="current-password">
</div>
<div class="actions"><button class="button" name="do" value="codes">{{_"Make new codes"}}</button></div>
</form>
{{#MAY_END}}
<form class="form card" method="post" action="/settings/factor" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<h2>{{_"Switch off"}}</h2>
<p class="help">{{_"The password alone is enough then."}}</p>
<div class="field short">
<label for="end">{{_"Current password"}}</label>
<input id="end" name="password" type="password" required autocomplete="current-password">
</div>
<div class="actions"><button class="button danger" name="do" value="end">{{_"Switch off"}}</button></div>
</form>
{{/MAY_END}}
{{/ON}}
