{{%AUTOESCAPE context="HTML"}}
{{! What happened and a way on: STATUS, TITLE, TEXT, HREF and LABEL of the way, RECORDED section {REQUEST_ID} of our own faults }}
<div class="narrow oops">
<p class="status">{{STATUS}}</p>
<h1>{{TITLE}}</h1>
<p class="soft">{{TEXT}}</p>
{{#RECORDED}}<p class="soft">{{_"Number of this event:"}} <span class="mono">{{REQUEST_ID}}</span></p>{{/RECORDED}}
<div class="actions"><a class="button primary" href="{{HREF}}">{{LABEL}}</a></div>
</div>
