{{%AUTOESCAPE context="HTML"}}
<section class="pane middle" aria-labelledby="preview-title" id="preview"><h2 id="preview-title" class="unseen">{{_"Preview"}}</h2>
<div class="handset"><div class="screen"><div class="page" tabindex="0" role="group" aria-label="{{_"Preview"}}"><h3>{{PREVIEW_TITLE}}</h3>
{{#PART}}
<a class="part" href="/flows/{{ID}}?c={{PART_ID:u}}#settings"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{PART_TITLE}}{{#INPUT}}<span class="input">{{PART_VALUE}}</span>{{/INPUT}}{{#PART_HELP}}<span class="help">{{PART_HELP_TEXT}}</span>{{/PART_HELP}}{{#PRESS}}<span class="help">{{PART_VALUE}}</span><span class="press">{{_"Send code"}}</span>{{/PRESS}}</a>
{{/PART}}
{{#PART_NONE}}<p class="soft">{{_"Nothing on this page yet."}}</p>{{/PART_NONE}}
</div>
<div class="thumb"><span class="press{{#PRESS_SECOND}} second{{/PRESS_SECOND}}">{{PREVIEW_BUTTON}}</span></div></div></div>
</section>
