{{%AUTOESCAPE context="HTML"}}
{{! Shown once. NAME, TOKEN }}
<header class="page-head"><div><p class="trail"><a href="/settings/keys">@icon(previous small)@{{_"API keys"}}</a></p><h1>{{NAME}}</h1></div></header>
<div class="banner wait" role="status">@icon(low)@<div>{{_"Copy the key now. It is shown only this once, and nobody can look it up later."}}</div></div>
<div class="form card">
<div class="field"><label for="token">{{_"API key"}}</label><input id="token" class="mono" readonly value="{{TOKEN}}" autocomplete="off"></div>
<p class="help">{{_"Programs send it with each call:"}} <code>Authorization: Bearer …</code></p>
<div class="actions"><a class="button primary" href="/settings/keys">{{_"I have copied it"}}</a></div>
</div>
