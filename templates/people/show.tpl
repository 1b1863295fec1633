{{%AUTOESCAPE context="HTML"}}
{{! One person. ID, NAME, EMAIL, ROLE, JOINED, SEEN {SEEN_AT} or NEVER, OFF {OFF_AT}, DISABLED, REFUSED {ERROR}
    ROLE_FORM {ROLE_OPTION {VALUE, LABEL, NOTE, CHOSEN} }, DEACTIVATE or REACTIVATE; LOCKED where only an owner may
    PHONE_FORM {PHONE, PHONE_INVALID {PHONE_ERROR} } }}
<header class="page-head">
<div><p class="trail"><a href="/people">@icon(previous small)@{{_"People"}}</a></p><h1>{{NAME}}</h1><p class="lede">{{EMAIL}}</p></div>
</header>
{{#REFUSED}}<div class="banner error" role="alert">@icon(error)@<div>{{ERROR}}</div></div>{{/REFUSED}}
<section class="card" aria-label="{{_"At a glance"}}"><div class="body">
<dl class="facts">
<dt>{{_"Role"}}</dt><dd>{{ROLE}}</dd>
<dt>{{_"Joined"}}</dt><dd><time datetime="{{JOINED_UTC}}" title="{{JOINED_UTC}}">{{JOINED}}</time></dd>
<dt>{{_"Last seen"}}</dt><dd>{{#SEEN}}<time datetime="{{SEEN_AT_UTC}}" title="{{SEEN_AT_UTC}}">{{SEEN_AT}}</time>{{/SEEN}}{{#NEVER}}{{_"never"}}{{/NEVER}}</dd>
{{#OFF}}<dt>{{_"Deactivated"}}</dt><dd><time datetime="{{OFF_AT_UTC}}" title="{{OFF_AT_UTC}}">{{OFF_AT}}</time></dd>{{/OFF}}
</dl>
{{#DISABLED}}<p class="help">{{_"Sandi's operator has switched this login off."}}</p>{{/DISABLED}}
</div></section>
{{#LOCKED}}<div class="banner info" role="status">@icon(lock)@<div>{{_"Only an owner of the organisation changes an owner."}}</div></div>{{/LOCKED}}
{{#ROLE_FORM}}
<form class="form card" method="post" action="/people/{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<fieldset class="field"><legend>{{_"Role"}}</legend>
{{#ROLE_OPTION}}
<label class="choice"><input type="radio" name="role" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}><span>{{LABEL}}<span class="help">{{NOTE}}</span></span></label>
{{/ROLE_OPTION}}
</fieldset>
<div class="actions"><button class="button primary" name="do" value="role">{{_"Change role"}}</button></div>
</form>
{{/ROLE_FORM}}
{{#PHONE_FORM}}
<form class="form card" method="post" action="/people/{{ID}}" id="phone-form">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="phone">{{_"Own number"}} <span class="optional">({{_"optional"}})</span></label>
<input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="off" maxlength="64" value="{{PHONE}}" aria-describedby="phone-help{{#PHONE_INVALID}} phone-error{{/PHONE_INVALID}}"{{#PHONE_INVALID}} aria-invalid="true"{{/PHONE_INVALID}}>
{{#PHONE_INVALID}}<p class="error" id="phone-error">@icon(bad)@{{PHONE_ERROR}}</p>{{/PHONE_INVALID}}
<p class="help" id="phone-help">{{_"A worker cannot send a code to this number, nor to the login address, in place of the recipient."}}</p></div>
<div class="actions"><button class="button" name="do" value="phone">{{_"Save number"}}</button></div>
</form>
{{/PHONE_FORM}}
{{#DEACTIVATE}}
<form class="form card" method="post" action="/people/{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="help">{{_"Whoever is deactivated is signed out at once and cannot come in any more. Tasks, answers and history stay as they are."}}</p>
<div class="actions"><button class="button danger" name="do" value="deactivate">@icon(lock)@{{_"Deactivate"}}</button></div>
</form>
{{/DEACTIVATE}}
{{#REACTIVATE}}
<form class="form card" method="post" action="/people/{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="help">{{_"The person comes in again with the same role and password."}}</p>
<div class="actions"><button class="button" name="do" value="reactivate">{{_"Reactivate"}}</button></div>
</form>
{{/REACTIVATE}}
