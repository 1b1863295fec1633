{{%AUTOESCAPE context="HTML"}}
{{! One's own login. NAME, EMAIL, TRAIL or BACK {HREF}; CURRENT_* and PASSWORD_* of the form
    SESSION {ID, DEVICE, ADDRESS, WHERE, SEEN, SINCE, OWN or OTHER section} · OTHERS section: there are others }}
<header class="page-head">
<div>{{#TRAIL}}<p class="trail"><a href="/settings">@icon(previous small)@{{_"Settings"}}</a></p>{{/TRAIL}}{{#BACK}}<p class="trail"><a href="{{HREF}}">@icon(previous small)@{{_"Back"}}</a></p>{{/BACK}}<h1>{{_"Your account"}}</h1><p class="lede">{{NAME}} · {{EMAIL}}</p></div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2>{{#FORM_WHOLE}}<p>{{TEXT}}</p>{{/FORM_WHOLE}}<ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<section class="stack" aria-labelledby="change">
<h2 id="change">{{_"Password"}}</h2>
<form class="form card" method="post" action="/settings/account/password" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="username" autocomplete="username" value="{{EMAIL}}">
<div class="field">
<label for="current">{{_"Current password"}}</label>
<input id="current" name="current" type="password" required autocomplete="current-password"{{#CURRENT_INVALID}} aria-describedby="current-error"{{/CURRENT_INVALID}}{{#CURRENT_INVALID}} aria-invalid="true"{{/CURRENT_INVALID}}>
{{#CURRENT_INVALID}}<p class="error" id="current-error">@icon(bad)@{{CURRENT_ERROR}}</p>{{/CURRENT_INVALID}}
</div>
<div class="field">
<label for="password">{{_"New password"}}</label>
<input id="password" name="password" type="password" required autocomplete="new-password" aria-describedby="password-help{{#PASSWORD_INVALID}} password-error{{/PASSWORD_INVALID}}"{{#PASSWORD_INVALID}} aria-invalid="true"{{/PASSWORD_INVALID}}>
<p class="help" id="password-help">{{_"At least 10 characters. A few words are easier to remember than signs."}}</p>
{{#PASSWORD_INVALID}}<p class="error" id="password-error">@icon(bad)@{{PASSWORD_ERROR}}</p>{{/PASSWORD_INVALID}}
</div>
<div class="actions"><button class="button primary">{{_"Change password"}}</button></div>
</form>
</section>
<section class="stack" aria-labelledby="factor">
<h2 id="factor">{{_"Second factor"}}</h2>
<div class="card"><div class="body"><p>{{_"Besides the password, a code that only your phone knows."}}</p><p><a class="button" href="/settings/factor">@icon(otp)@{{_"Second factor"}}</a></p></div></div>
</section>
<section class="stack" aria-labelledby="sessions">
<h2 id="sessions">{{_"Where you are signed in"}}</h2>
<div class="card">
<table class="cards">
<caption class="unseen">{{_"Your sessions"}}</caption>
<thead><tr><th scope="col">{{_"Device"}}</th><th scope="col">{{_"Organisation"}}</th><th scope="col">{{_"Address"}}</th><th scope="col">{{_"Last seen"}}</th><th scope="col"><span class="unseen">{{_"End"}}</span></th></tr></thead>
<tbody>
{{#SESSION}}
<tr>
<th scope="row">{{DEVICE}}{{#OWN}} <span class="badge ok">{{_"This one"}}</span>{{/OWN}}<span class="sub">{{_"since"}} <time datetime="{{SINCE_UTC}}" title="{{SINCE_UTC}}">{{SINCE}}</time></span></th>
<td data-label="{{_"Organisation"}}">{{WHERE}}</td>
<td class="mono" data-label="{{_"Address"}}">{{ADDRESS}}</td>
<td data-label="{{_"Last seen"}}"><time datetime="{{SEEN_UTC}}" title="{{SEEN_UTC}}">{{SEEN}}</time></td>
<td>{{#OTHER}}<form class="actions" method="post" action="/settings/account/sessions"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button small" name="session" value="{{ID}}">{{_"End"}}<span class="unseen"> {{DEVICE}}</span></button></form>{{/OTHER}}</td>
</tr>
{{/SESSION}}
</tbody>
</table>
{{#OTHERS}}
<footer><form class="actions" method="post" action="/settings/account/sessions"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="button danger small" name="session" value="others">{{_"End all others"}}</button></form></footer>
{{/OTHERS}}
</div>
</section>
