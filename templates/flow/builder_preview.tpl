{{%AUTOESCAPE context="HTML"}}
<section class="pane middle" aria-labelledby="preview-title" id="preview"><header class="pane-head"><h2 id="preview-title">{{_"Preview"}}</h2>{{#PHONE_LINK}}<a class="button small quiet" href="/flows/{{ID}}/preview">@icon(qr)@{{_"On a real phone"}}</a>{{/PHONE_LINK}}<span class="way"><a href="#pages">{{_"Pages"}}</a><a href="#settings">{{_"Settings"}}</a></span></header>
{{#LOOK_ONLY}}<form method="get" action="/flows/{{ID}}" id="look-form"><input type="hidden" name="c" value="{{COMPONENT_VALUE}}"><input type="hidden" name="p" value="{{PAGE_VALUE}}"></form>{{/LOOK_ONLY}}
<div class="look" role="group" aria-label="{{_"How the preview looks"}}">
<select name="screen_width" aria-label="{{_"Width"}}" form="{{#LOOK_FORM}}settings-form{{/LOOK_FORM}}{{#LOOK_ONLY}}look-form{{/LOOK_ONLY}}" data-look>{{#WIDTH_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/WIDTH_OPTION}}</select>
<select name="screen_theme" aria-label="{{_"Light or dark"}}" form="{{#LOOK_FORM}}settings-form{{/LOOK_FORM}}{{#LOOK_ONLY}}look-form{{/LOOK_ONLY}}" data-look>{{#THEME_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/THEME_OPTION}}</select>
<select name="screen_language" aria-label="{{_"Language of the preview"}}" form="{{#LOOK_FORM}}settings-form{{/LOOK_FORM}}{{#LOOK_ONLY}}look-form{{/LOOK_ONLY}}" data-look>{{#LANGUAGE_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/LANGUAGE_OPTION}}</select>
<select name="screen_samples" aria-label="{{_"Answers in the preview"}}" form="{{#LOOK_FORM}}settings-form{{/LOOK_FORM}}{{#LOOK_ONLY}}look-form{{/LOOK_ONLY}}" data-look>{{#SAMPLES_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/SAMPLES_OPTION}}</select>
{{#LOOK_FORM}}<button class="button small" form="settings-form" name="do" value="look" data-without-script>{{_"Show"}}</button>{{/LOOK_FORM}}{{#LOOK_ONLY}}<button class="button small" form="look-form">{{_"Show"}}</button>{{/LOOK_ONLY}}
</div>
<div class="handset phone w{{WIDTH}} {{THEME}}" data-phone><div class="screen"><iframe title="{{PREVIEW_NAME}}" sandbox="allow-same-origin" srcdoc="{{SCREEN:p}}"></iframe></div></div>
</section>
