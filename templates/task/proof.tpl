{{%AUTOESCAPE context="HTML"}}
{{! Proof of delivery: one task on paper. ID, TITLE, ORGANISATION, STATUS, KIND, ICON, FLOW, WORKER, AT, FINISHED {DONE_AT} or UNFINISHED section, ZONE, PRINTED
    FLAGS, ANSWERS and STEP includes of the files of those names; URL where it is checked, CODES {CODE_ROW {CODE_ID} } }}
<div class="proof-bar no-print">
<p class="trail"><a href="/tasks/{{ID}}">@icon(previous small)@{{_"Back to the task"}}</a></p>
<div class="actions"><a class="button" href="/tasks/{{ID}}/proof.json" download>@icon(download)@{{_"Download as JSON"}}</a><button class="button primary" type="button" data-print hidden>@icon(print)@{{_"Print"}}</button></div>
</div>
<p class="help no-print">{{_"Print it with your browser, which can save it as a PDF, too."}}</p>
<article class="proof">
<header>
<p class="of">{{ORGANISATION}}</p>
<h1>{{_"Proof of delivery"}}</h1>
<p class="lede">{{TITLE}}</p>
</header>
{{#UNFINISHED}}<div class="banner wait" role="status">@icon(wait)@<div><strong>{{_"This task is not finished."}}</strong> {{_"What stands here may still change."}}</div></div>{{/UNFINISHED}}
<section aria-label="{{_"At a glance"}}">
<dl class="facts">
<dt>{{_"Status"}}</dt><dd><span class="badge {{KIND}}">@icon({{ICON}})@{{STATUS}}</span></dd>
<dt>{{_"Flow"}}</dt><dd>{{FLOW}}</dd>
<dt>{{_"Worker"}}</dt><dd>{{WORKER}}</dd>
<dt>{{_"Created"}}</dt><dd><time datetime="{{AT_UTC}}">{{AT}}</time></dd>
{{#FINISHED}}<dt>{{_"Finished"}}</dt><dd><time datetime="{{DONE_AT_UTC}}">{{DONE_AT}}</time></dd>{{/FINISHED}}
<dt>{{_"Task no."}}</dt><dd class="mono">{{ID}}</dd>
<dt>{{_"Printed"}}</dt><dd><time datetime="{{PRINTED_UTC}}">{{PRINTED}}</time></dd>
<dt>{{_"Time zone"}}</dt><dd>{{ZONE}}</dd>
</dl>
</section>
{{>FLAGS}}
{{>ANSWERS}}
{{>STEP}}
<footer>
<h2>{{_"How to check this"}}</h2>
<p>{{_"Whoever may see the tasks of this organisation finds the same facts, and every message, under this address. A copy that says something else is not genuine."}}</p>
<p class="mono long">{{URL}}/tasks/{{ID}}</p>
{{#CODES}}
<p>{{_"Verifications"}}</p>
<ul>{{#CODE_ROW}}<li class="mono long">{{URL}}/deliveries/{{CODE_ID}}</li>{{/CODE_ROW}}</ul>
{{/CODES}}
</footer>
</article>
