{{%AUTOESCAPE context="HTML"}}
{{! One OTP step of a task: what its verification came to. TITLE, ID of the component, KIND, ICON and STATUS of its badge, TASK, ZONE
    OVERRIDDEN {OVERRIDE_BY, OVERRIDE_AT, OVERRIDE_REASON} · OVERTAKEN section: the newest code went to another recipient · UNSENT section: none went out
    CODE {RECIPIENT, COUNTRY, SENT_BY, SENT_AT, VERIFIED {VERIFIED_AT, BY_WORKER section, BY_RECIPIENT section}, GUESSES, EARLIER {CODES}, COST {CHARGED}, CODE_ID, LINK section}
    MESSAGES of it: MESSAGE rows {CHANNEL, CHANNEL_ICON, ASKED_AT, LEFT {LEFT_AT}, ARRIVED {ARRIVED_AT}, SEEN {SEEN_AT}, MESSAGE_KIND, MESSAGE_ICON, MESSAGE_STATUS, REASON, REFERENCE}
    MAY_OVERRIDE section }}
<section class="card step" id="step-{{ID}}" aria-labelledby="step-{{ID}}-title"><header><h2 id="step-{{ID}}-title">{{TITLE}}</h2><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span></header><div class="body">
{{#OVERRIDDEN}}
<p>{{_"An admin let this step pass: no code was verified."}}</p>
<dl class="facts">
<dt>{{_"Let pass by"}}</dt><dd>{{OVERRIDE_BY}}</dd>
<dt>{{_"Let pass at"}}</dt><dd><time datetime="{{OVERRIDE_AT_UTC}}" title="{{ZONE}}, {{OVERRIDE_AT_UTC}}">{{OVERRIDE_AT}}</time></dd>
<dt>{{_"Reason"}}</dt><dd class="long answer">{{OVERRIDE_REASON:p}}</dd>
</dl>
{{/OVERRIDDEN}}
{{#OVERTAKEN}}<p>{{_"The recipient was changed since: the code below does not count."}}</p>{{/OVERTAKEN}}
{{#UNSENT}}<p class="soft">{{_"No code was sent for this step."}}</p>{{/UNSENT}}
{{#CODE}}
<dl class="facts">
<dt>{{_"Recipient"}}</dt><dd>{{RECIPIENT}}{{#ABROAD}} <span class="soft">{{COUNTRY}}</span>{{/ABROAD}}</dd>
<dt>{{_"Sent by"}}</dt><dd>{{SENT_BY}} <span class="soft"><time datetime="{{SENT_AT_UTC}}" title="{{ZONE}}, {{SENT_AT_UTC}}">{{SENT_AT}}</time></span></dd>
{{#VERIFIED}}<dt>{{_"Verified"}}</dt><dd><time datetime="{{VERIFIED_AT_UTC}}" title="{{ZONE}}, {{VERIFIED_AT_UTC}}">{{VERIFIED_AT}}</time></dd>
{{#BY_WORKER}}<dt>{{_"Code typed by"}}</dt><dd>{{_"The worker"}}</dd>{{/BY_WORKER}}
{{#BY_RECIPIENT}}<dt>{{_"Code typed by"}}</dt><dd>{{_"Somebody on the page behind the link"}}</dd>{{/BY_RECIPIENT}}
{{/VERIFIED}}
<dt>{{_"Wrong codes"}}</dt><dd>{{GUESSES}}</dd>
{{#EARLIER}}<dt>{{_"Codes in all"}}</dt><dd>{{CODES}} <span class="soft">{{_"The newest is told here."}}</span></dd>{{/EARLIER}}
{{#COST}}<dt>{{_"Cost, credits"}}</dt><dd>{{CHARGED}}</dd>{{/COST}}
<dt>{{_"Verification no."}}</dt><dd><span class="mono">{{CODE_ID}}</span>{{#LINK}} <a class="no-print" href="/deliveries/{{CODE_ID}}">{{_"Did it arrive?"}}</a>{{/LINK}}</dd>
</dl>
{{/CODE}}
{{#MAY_OVERRIDE}}<div class="actions"><a class="button" href="/tasks/{{TASK}}/override/{{ID}}">@icon(lock)@{{_"Let pass without a code"}}</a></div>{{/MAY_OVERRIDE}}
</div>
{{#MESSAGES}}
<table class="cards">
<caption class="unseen">{{_"Messages, oldest first"}}</caption>
<thead><tr>
<th scope="col">{{_"Message"}}</th>
<th scope="col">{{_"Sent"}}</th>
<th scope="col">{{_"Delivered"}}</th>
<th scope="col">{{_"Status"}}</th>
<th scope="col">{{_"Reference"}}</th>
</tr></thead>
<tbody>
{{#MESSAGE}}
<tr>
<th scope="row"><span class="with-icon">@icon({{CHANNEL_ICON}} small)@{{CHANNEL}}</span></th>
<td data-label="{{_"Sent"}}">{{#LEFT}}<time datetime="{{LEFT_AT_UTC}}" title="{{ZONE}}, {{LEFT_AT_UTC}}">{{LEFT_AT}}</time>{{/LEFT}}{{#STAYED}}–{{/STAYED}}</td>
<td data-label="{{_"Delivered"}}">{{#ARRIVED}}<time datetime="{{ARRIVED_AT_UTC}}" title="{{ZONE}}, {{ARRIVED_AT_UTC}}">{{ARRIVED_AT}}</time>{{/ARRIVED}}{{#UNREPORTED}}{{_"not reported"}}{{/UNREPORTED}}</td>
<td data-label="{{_"Status"}}"><span><span class="badge {{MESSAGE_KIND}}">@icon({{MESSAGE_ICON}})@{{MESSAGE_STATUS}}</span><span class="sub">{{REASON}}</span></span></td>
<td data-label="{{_"Reference"}}"><span class="mono long">{{REFERENCE}}</span></td>
</tr>
{{/MESSAGE}}
</tbody>
</table>
{{/MESSAGES}}
</section>
