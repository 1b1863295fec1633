{{%AUTOESCAPE context="HTML"}}
{{! One verification, of the console and of support. Times are of ZONE.
    BASE, ID, RECIPIENT masked, KIND, ICON, STATUS, CHANNEL, AT, EXPIRES, AS_OF, COUNTRY, REFERENCE, DIGITS, GUESSES, CHARGED
    REFUSED {REFUSED_TITLE, REFUSED_TEXT}: why the last action did nothing
    ADVICE {ADVICE_KIND, ADVICE_ICON, ADVICE_TITLE, ADVICE_TEXT, NEXT {NEXT_HREF}, ANEW_API, ANEW_TASK, LATER {LATER_AT},
      WAYS {WAY {WAY_CHANNEL, WAY_PRICE, WAY_WORDS, WAY_FORM, WAY_FIRST}, CLOSED_WAY {CLOSED_WORDS, CLOSED_WHY} } }
    TASK {TASK_TITLE, FLOW, TASK_LINK {TASK_ID} } · MESSAGE rows · STEP rows {STEP_KIND, STEP_ICON, STEP_AT, STEP_TITLE, STEP_MORE, ENTRY} }}
<header class="page-head">
<div>
<p class="trail"><a href="{{BASE}}">@icon(previous small)@{{_"Deliveries"}}{{#ORGANISATION}} · {{ORGANISATION_NAME}}{{/ORGANISATION}}</a></p>
<h1>{{RECIPIENT}}</h1>
<p class="lede"><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span> {{CHANNEL}}</p>
</div>
</header>
{{#REFUSED}}
<div class="banner bad" role="alert">@icon(bad)@<div><strong>{{REFUSED_TITLE}}</strong> {{REFUSED_TEXT}}</div></div>
{{/REFUSED}}
{{#ADVICE}}
<section class="card advice" aria-labelledby="next"><header><h2 id="next">{{_"What to do next"}}</h2></header><div class="body">
<div class="banner {{ADVICE_KIND}}">@icon({{ADVICE_ICON}})@<div><strong>{{ADVICE_TITLE}}</strong><p>{{ADVICE_TEXT}}</p></div></div>
{{#NEXT}}<p><a class="button" href="{{NEXT_HREF}}">{{_"See the newest code of this step"}}</a></p>{{/NEXT}}
{{#ANEW_TASK}}<p>{{_"The worker presses Send code at the task's step; the recipient gets a new code."}}</p>{{/ANEW_TASK}}
{{#ANEW_API}}<p>{{_"The program that asked for this code must ask for a new one."}}</p>{{/ANEW_API}}
{{#LATER}}<p>{{_"The code was sent a moment ago. It can be sent again from"}} <time datetime="{{LATER_AT_UTC}}" title="{{ZONE}}, {{LATER_AT_UTC}}">{{LATER_AT}}</time>. <a href="{{BASE}}/{{ID}}">{{_"Look again"}}</a></p>{{/LATER}}
{{#WAYS}}
<div class="actions">
{{#WAY}}
<form method="post" action="{{BASE}}/{{ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{WAY_FORM}}">
<input type="hidden" name="channel" value="{{WAY_CHANNEL}}">
<input type="hidden" name="price" value="{{WAY_PRICE}}">
<button class="button{{#WAY_FIRST}} primary{{/WAY_FIRST}}" data-once>@icon({{WAY_CHANNEL}})@{{WAY_WORDS}}</button>
</form>
{{/WAY}}
</div>
{{#CLOSED_WAY}}<p class="help">{{CLOSED_WORDS}} {{CLOSED_WHY}}</p>{{/CLOSED_WAY}}
<p class="help">{{_"The same code goes out again as a message of its own. Its price is reserved at once and charged when the provider accepts it."}}</p>
{{/WAYS}}
</div></section>
{{/ADVICE}}
<section class="card" aria-labelledby="messages"><header><h2 id="messages">{{_"Messages"}}</h2><span class="soft figure">{{_"Charged, credits"}}: <b>{{CHARGED}}</b></span></header>
<table class="cards deliveries">
<caption class="unseen">{{_"Messages, oldest first"}}</caption>
<thead><tr>
<th scope="col">{{_"Message"}}</th>
<th scope="col">{{_"Time"}}</th>
<th scope="col">{{_"Status"}}</th>
<th scope="col" class="n">{{_"Cost, credits"}}</th>
</tr></thead>
<tbody>
{{#MESSAGE}}
<tr>
<th scope="row"><span class="with-icon">@icon({{CHANNEL_ICON}} small)@{{NUMBER}} · {{MESSAGE_CHANNEL}}</span></th>
<td data-label="{{_"Time"}}"><time datetime="{{MESSAGE_AT_UTC}}" title="{{ZONE}}, {{MESSAGE_AT_UTC}}">{{MESSAGE_AT}}</time></td>
<td data-label="{{_"Status"}}"><span><span class="badge {{MESSAGE_KIND}}">@icon({{MESSAGE_ICON}})@{{MESSAGE_STATUS}}</span><span class="sub">{{REASON}}</span>{{#PROVIDER}}<span class="sub">{{_"The provider's words:"}} {{PROVIDER_WORDS}}</span>{{/PROVIDER}}</span></td>
<td class="n" data-label="{{_"Cost, credits"}}"><span>{{PRICE}}<span class="sub">{{MONEY}}</span></span></td>
</tr>
{{/MESSAGE}}
</tbody>
</table>
</section>
<section class="card" aria-labelledby="story"><header><h2 id="story">{{_"What happened"}}</h2><span class="soft">{{_"Times of"}} {{ZONE}}</span></header><div class="body">
<ol class="timeline">
{{#STEP}}
<li class="{{STEP_KIND}}">@icon({{STEP_ICON}})@<div><p>{{STEP_TITLE}}{{#ENTRY}} <a href="/billing/credit?before={{ENTRY_BEFORE:url_query_escape}}">{{_"Entry"}} {{ENTRY_NUMBER}}</a>{{/ENTRY}}</p>{{#STEP_MORE}}<p class="help">{{STEP_DETAIL}}</p>{{/STEP_MORE}}</div><time datetime="{{STEP_AT_UTC}}" title="{{ZONE}}, {{STEP_AT_UTC}}">{{STEP_AT}}</time></li>
{{/STEP}}
</ol>
</div></section>
<section class="card" aria-labelledby="facts"><header><h2 id="facts">{{_"About this code"}}</h2></header><div class="body">
<dl class="facts">
{{#TASK}}<dt>{{_"Task"}}</dt><dd>{{#TASK_LINK}}<a href="/tasks/{{TASK_ID}}">{{/TASK_LINK}}{{TASK_TITLE}}{{#TASK_LINK}}</a>{{/TASK_LINK}} <span class="soft">{{FLOW}}</span></dd>{{/TASK}}
{{#HAS_COUNTRY}}<dt>{{_"Country"}}</dt><dd>{{COUNTRY}}</dd>{{/HAS_COUNTRY}}
<dt>{{_"Asked for"}}</dt><dd><time datetime="{{AT_UTC}}" title="{{ZONE}}, {{AT_UTC}}">{{AT}}</time></dd>
<dt>{{_"Valid until"}}</dt><dd><time datetime="{{EXPIRES_UTC}}" title="{{ZONE}}, {{EXPIRES_UTC}}">{{EXPIRES}}</time></dd>
<dt>{{_"Digits"}}</dt><dd>{{DIGITS}}</dd>
<dt>{{_"Wrong codes"}}</dt><dd>{{GUESSES}}</dd>
{{#HAS_REFERENCE}}<dt>{{_"Reference"}}</dt><dd>{{REFERENCE}}</dd>{{/HAS_REFERENCE}}
<dt>{{_"As of"}}</dt><dd><time datetime="{{AS_OF_UTC}}" title="{{ZONE}}, {{AS_OF_UTC}}">{{AS_OF}}</time></dd>
</dl>
</div></section>
