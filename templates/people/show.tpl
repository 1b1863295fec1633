{{%AUTOESCAPE context="HTML"}}
{{! One person. ID, NAME, EMAIL, ROLE, JOINED, SEEN {SEEN_AT} or NEVER, OFF {OFF_AT}, DISABLED, REFUSED {ERROR}
    ROLE_FORM {ROLE_OPTION {VALUE, LABEL, NOTE, CHOSEN} }, DEACTIVATE or REACTIVATE; LOCKED where only an owner may
    TASKS {TASK_COUNT, TASK {TASK_ID, TITLE}, MORE_TASKS section, WORKER_OPTION {VALUE, LABEL, CHOSEN} }, SESSIONS {SESSION {DEVICE, ADDRESS, USED} }, FACTOR_ON
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
{{#TASKS}}
<section class="card" aria-labelledby="tasks">
<header><h2 id="tasks">{{TASK_COUNT}}</h2></header>
<form class="form body" method="post" action="/people/{{ID}}/care">
<input type="hidden" name="csrf" value="{{CSRF}}">
<ul>{{#TASK}}<li><a href="/tasks/{{TASK_ID}}">{{TITLE}}</a></li>{{/TASK}}{{#MORE_TASKS}}<li class="soft">…</li>{{/MORE_TASKS}}</ul>
<div class="field"><label for="worker">{{_"Hand all of them over to"}}</label><select id="worker" name="worker"><option value="">{{_"Nobody yet"}}</option>{{#WORKER_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/WORKER_OPTION}}</select></div>
<div class="actions"><button class="button" name="do" value="tasks">{{_"Hand them over"}}</button></div>
</form>
</section>
{{/TASKS}}
{{#SESSIONS}}
<section class="card" aria-labelledby="sessions">
<header><h2 id="sessions">{{_"Signed in"}}</h2></header>
<table class="cards">
<caption class="unseen">{{_"Where this person is signed in to your organisation"}}</caption>
<thead><tr><th scope="col">{{_"Browser"}}</th><th scope="col">{{_"Address"}}</th><th scope="col">{{_"Last used"}}</th></tr></thead>
<tbody>{{#SESSION}}<tr><th scope="row">{{DEVICE}}</th><td class="mono" data-label="{{_"Address"}}">{{ADDRESS}}</td><td data-label="{{_"Last used"}}"><time datetime="{{USED_UTC}}" title="{{USED_UTC}}">{{USED}}</time></td></tr>{{/SESSION}}</tbody>
</table>
<form class="form body" method="post" action="/people/{{ID}}/care">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="actions"><button class="button" name="do" value="sessions">{{_"Sign out everywhere"}}</button></div>
</form>
</section>
{{/SESSIONS}}
{{#FACTOR_ON}}
<form class="form card" method="post" action="/people/{{ID}}/care" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<h2>{{_"Second factor"}}</h2>
<p class="help">{{_"Whoever has lost the phone and the recovery codes cannot sign in. Make sure that it is this person who asks, then take the second factor away: the password alone is enough until a new one is set up. The person is written to, and it is noted in the audit log."}}</p>
<div class="field short"><label for="password">{{_"Your password"}}</label><input id="password" name="password" type="password" required autocomplete="current-password"></div>
<div class="actions"><button class="button danger" name="do" value="factor">{{_"Take the second factor away"}}</button></div>
</form>
{{/FACTOR_ON}}
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
