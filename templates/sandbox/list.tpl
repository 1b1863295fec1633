{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
  <div>
    <h1>{{_"Phones"}}</h1>
    <p class="lede">{{_"What the demo's phones and mailboxes received, newest first. Nothing leaves this machine."}}</p>
  </div>
  <div class="actions"><a class="button" href="/sandbox">{{_"Refresh"}}</a></div>
</header>
<form class="filters" method="get" role="search">
  <div class="field grow"><label for="q">{{_"Search"}}</label><span class="search">@icon(search)@<input id="q" name="q" type="search" value="{{Q}}" placeholder="{{_"Number or address"}}"></span></div>
  <button class="button">{{_"Search"}}</button>
</form>
<div class="card">
{{#NONE}}
<div class="empty">@icon(empty large)@<h2>{{_"No message yet"}}</h2><p>{{_"Send a code from a task or through the API; it arrives here within a second."}}</p></div>
{{/NONE}}
{{#NONE_FOUND}}
<div class="empty">@icon(empty large)@<h2>{{_"No phone matches"}}</h2><p>{{_"Search by a part of the number or of the address."}}</p><a class="button" href="/sandbox">{{_"Show all"}}</a></div>
{{/NONE_FOUND}}
{{#PHONES}}
<table class="cards">
<caption class="unseen">{{_"Phones"}}</caption>
<thead><tr><th scope="col">{{_"Recipient"}}</th><th scope="col">{{_"Channel"}}</th><th scope="col">{{_"Newest message"}}</th><th scope="col">{{_"Code"}}</th><th scope="col">{{_"Received"}}</th></tr></thead>
<tbody>
{{#PHONE}}
<tr><th scope="row"><a class="figure" href="/sandbox/phones/{{TO:u}}">{{TO}}</a></th><td data-label="{{_"Channel"}}"><span class="with-icon">@icon({{KIND}})@{{CHANNEL}}</span></td><td data-label="{{_"Newest message"}}">{{TEXT}}</td><td data-label="{{_"Code"}}"><span class="mono">{{CODE}}</span></td><td data-label="{{_"Received"}}"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></td></tr>
{{/PHONE}}
</tbody>
</table>
{{/PHONES}}
</div>
