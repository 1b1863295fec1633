{{%AUTOESCAPE context="HTML"}}
{{! Shown once. ROW {TEXT} }}
<header class="page-head"><div><p class="trail"><a href="/settings/account">@icon(previous small)@{{_"Your account"}}</a></p><h1>{{_"Recovery codes"}}</h1></div></header>
<div class="banner wait" role="status">@icon(low)@<div>{{_"Print or write these down and keep them where your phone is not. They are shown only this once."}}</div></div>
<div class="form card">
<p>{{_"Each signs you in once, when you do not have the phone."}}</p>
<ul class="codes">{{#ROW}}<li class="mono">{{TEXT}}</li>{{/ROW}}</ul>
<div class="actions"><a class="button primary" href="/settings/factor">{{_"I have kept them"}}</a></div>
</div>
