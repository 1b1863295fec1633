{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
  <div>
    <p class="trail"><a href="/sandbox">@icon(previous small)@{{_"Phones"}}</a></p>
    <h1 class="figure">{{TO}}</h1>
  </div>
  <div class="actions"><a class="button" href="/sandbox/phones/{{TO:u}}">{{_"Refresh"}}</a></div>
</header>
{{#NONE}}
<div class="card"><div class="empty">@icon(empty large)@<h2>{{_"No message yet"}}</h2><p>{{_"This phone or mailbox received nothing so far."}}</p><a class="button" href="/sandbox">{{_"All phones"}}</a></div></div>
{{/NONE}}
{{#MESSAGE}}
<section class="card"><header><h2 class="with-icon">@icon({{KIND}})@{{CHANNEL}}</h2><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></header>
<div class="body"><p>{{TEXT:p}}</p>
<dl class="facts"><dt>{{_"Code"}}</dt><dd class="mono">{{CODE}}</dd><dt>{{_"From"}}</dt><dd>{{FROM}}</dd></dl></div></section>
{{/MESSAGE}}
