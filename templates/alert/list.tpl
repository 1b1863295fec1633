{{%AUTOESCAPE context="HTML"}}
{{! Alerts. SHOWS_OPEN or SHOWS_ENDED · NONE_OPEN, NONE_ENDED or ROWS
    ROW {ID, SENDER, WORDS, REASON_WORDS, DETAIL, OPENED_AT, SEEN_AT, SEEN, OPEN section {ADVICE, CLOSE section {REASON_VALUE, REASON_INVALID {REASON_ERROR} } },
    ENDED section {CLOSED_AT, CLOSED_REASON, BY section {CLOSED_BY} } } }}
<header class="page-head">
<div><h1>{{_"Alerts"}}</h1><p class="lede">{{_"What keeps a sender from sending, until it is mended. Operators are mailed once when an alert opens and once when it is over."}}</p></div>
</header>
@tabs(operator /operator/alerts)@
<nav class="segments" aria-label="{{_"Which alerts"}}">
<a href="/operator/alerts"{{#SHOWS_OPEN}} aria-current="true"{{/SHOWS_OPEN}}>{{_"Open"}}</a>
<a href="/operator/alerts?ended=1"{{#SHOWS_ENDED}} aria-current="true"{{/SHOWS_ENDED}}>{{_"Ended, last 30 days"}}</a>
</nav>
{{#NONE_OPEN}}<section class="card"><div class="empty">@icon(ok large)@<h2>{{_"Nothing needs your attention"}}</h2><p>{{_"Every sender that is switched on does its work."}}</p><a class="button" href="/operator/senders">{{_"Show the senders"}}</a></div></section>{{/NONE_OPEN}}
{{#NONE_ENDED}}<section class="card"><div class="empty">@icon(empty large)@<h2>{{_"No alert ended within 30 days"}}</h2><a class="button" href="/operator/alerts">{{_"Show open alerts"}}</a></div></section>{{/NONE_ENDED}}
{{#ROWS}}
<ul class="stack">
{{#ROW}}
<li class="card alert" id="alert-{{ID}}"><div class="body">
<header>
<h2>{{#OPEN}}<span class="badge bad">@icon(low)@{{_"Open"}}</span>{{/OPEN}}{{#ENDED}}<span class="badge ok">@icon(ok)@{{_"Ended"}}</span>{{/ENDED}} {{WORDS}}</h2>
<p><a class="mono" href="/operator/senders/{{SENDER}}">{{SENDER}}</a></p>
</header>
{{#OPEN}}<p>{{ADVICE}}</p>{{/OPEN}}
<dl class="facts">
<dt>{{_"Since"}}</dt><dd><time datetime="{{OPENED_AT_UTC}}" title="{{OPENED_AT_UTC}}">{{OPENED_AT}}</time></dd>
<dt>{{_"Last seen"}}</dt><dd><time datetime="{{SEEN_AT_UTC}}" title="{{SEEN_AT_UTC}}">{{SEEN_AT}}</time> <span class="soft">({{SEEN}})</span></dd>
<dt>{{_"Cause"}}</dt><dd>{{REASON_WORDS}} <span class="mono soft">{{DETAIL}}</span></dd>
{{#ENDED}}<dt>{{_"Ended"}}</dt><dd><time datetime="{{CLOSED_AT_UTC}}" title="{{CLOSED_AT_UTC}}">{{CLOSED_AT}}</time>{{#BY}} <span class="soft">{{_"by"}} {{CLOSED_BY}}</span>{{/BY}} · {{CLOSED_REASON}}</dd>{{/ENDED}}
</dl>
{{#OPEN}}{{#CLOSE}}
<form class="filters" method="post" action="/operator/alerts/{{ID}}/close" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field grow">
<label for="reason-{{ID}}">{{_"Reason to close it"}}</label>
<input id="reason-{{ID}}" name="reason" value="{{REASON_VALUE}}" maxlength="300" required autocomplete="off"{{#REASON_INVALID}} aria-invalid="true" aria-describedby="reason-{{ID}}-error" autofocus{{/REASON_INVALID}}>
{{#REASON_INVALID}}<p class="error" id="reason-{{ID}}-error">@icon(error)@{{REASON_ERROR}}</p>{{/REASON_INVALID}}
</div>
<button class="button">{{_"Close alert"}}<span class="unseen">: {{WORDS}}, {{SENDER}}</span></button>
</form>
{{/CLOSE}}{{/OPEN}}
</div></li>
{{/ROW}}
</ul>
{{/ROWS}}
