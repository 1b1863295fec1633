{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/flows/{{ID}}">@icon(previous small)@{{FLOW_NAME}}</a></p>
<h1>{{_"On a real phone"}}</h1>
<p class="lede">{{_"Point the phone's camera at the code. It opens the draft as the worker will see it, with sample answers. Nothing is sent and nothing is stored."}}</p>
</div>
</header>
<div class="card"><div class="body phone-link">
{{#CODE}}<svg class="qr" viewBox="0 0 {{SIDE}} {{SIDE}}" role="img" aria-label="{{_"QR code of the link below"}}" shape-rendering="crispEdges"><rect width="{{SIDE}}" height="{{SIDE}}" fill="#fff"/><path d="{{PATH}}" fill="#000"/></svg>{{/CODE}}
<div class="stack">
<p>{{_"The link works for 30 minutes, until"}} <time datetime="{{UNTIL_UTC}}" title="{{UNTIL_UTC}}">{{UNTIL}}</time>. {{_"Whoever has it sees this draft and nothing else; no login is needed."}}</p>
<p><a class="mono" href="{{ADDRESS}}" target="_blank" rel="noopener">{{ADDRESS}}</a></p>
<div class="actions"><a class="button" href="/flows/{{ID}}/preview">{{_"Make a new link"}}</a></div>
</div>
</div></div>
<link rel="stylesheet" href="@static(builder.css)@">
