{{%AUTOESCAPE context="HTML"}}
{{! An open invitation. ID, EMAIL, ROLE, BY, AT, UNTIL, ENDED section, REFUSED {ERROR} }}
<header class="page-head">
<div><p class="trail"><a href="/people">@icon(previous small)@{{_"People"}}</a></p><h1>{{EMAIL}}</h1><p class="lede">{{_"Invited, has not joined yet."}}</p></div>
</header>
{{#REFUSED}}<div class="banner error" role="alert">@icon(error)@<div>{{ERROR}}</div></div>{{/REFUSED}}
<section class="card" aria-label="{{_"At a glance"}}"><div class="body">
<dl class="facts">
<dt>{{_"Role"}}</dt><dd>{{ROLE}}</dd>
<dt>{{_"Invited by"}}</dt><dd>{{BY}}</dd>
<dt>{{_"Sent"}}</dt><dd><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></dd>
<dt>{{_"Link works until"}}</dt><dd><time datetime="{{UNTIL_UTC}}" title="{{UNTIL_UTC}}">{{UNTIL}}</time>{{#ENDED}} <span class="badge wait">@icon(wait)@{{_"Expired"}}</span>{{/ENDED}}</dd>
</dl>
</div></section>
<form class="form card" method="post" action="/people/invites/{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="help">{{_"Sending it again makes a new link; the earlier one ends. Taking it back ends the link for good."}}</p>
<div class="actions"><button class="button primary" name="do" value="resend">@icon(email)@{{_"Send again"}}</button><button class="button danger" name="do" value="revoke">{{_"Take back"}}</button></div>
</form>
