{{%AUTOESCAPE context="HTML"}}
<header class="page-head">
<div>
<p class="trail"><a href="/flows">@icon(previous small)@{{_"Flow"}}</a></p>
<h1>{{FLOW_NAME}}</h1>
<p class="lede"><span class="badge {{STATUS_KIND}}">@icon({{STATUS_ICON}})@{{STATUS}}</span> {{SAVED_BY}}</p>
</div>
<div class="actions">
<div class="field"><label class="unseen" for="note">{{_"Note on this version, optional"}}</label><input id="note" name="note" form="settings-form" maxlength="500" value="{{NOTE_VALUE}}" placeholder="{{_"What is new? (optional)"}}" autocomplete="off"></div>
<button class="button" form="settings-form" name="do" value="publish">{{_"Publish"}}</button>
</div>
</header>
{{#CONFLICT}}
<div class="banner bad" role="alert">@icon(bad)@<div><strong>{{CONFLICT_TITLE}}</strong> {{CONFLICT_TEXT}}
{{#DIFFERENCES}}
<dl class="facts">
{{#DIFFERENCE}}<dt>{{LABEL}}</dt><dd>{{NOW}}</dd>
{{/DIFFERENCE}}
</dl>
{{/DIFFERENCES}}
<a class="button small" href="/flows/{{ID}}{{SELECTED}}">{{_"Discard mine, show what is saved"}}</a></div></div>
{{/CONFLICT}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
{{#PROBLEMS}}
<section class="banner {{PROBLEMS_KIND}}" aria-labelledby="problems-title"{{#PROBLEMS_ALERT}} role="alert"{{/PROBLEMS_ALERT}}>@icon({{PROBLEMS_ICON}})@<div><strong id="problems-title">{{PROBLEMS_TITLE}}</strong>
<ul class="problems">
{{#PROBLEM}}
<li>{{#WARNING}}{{_"Worth a look:"}} {{/WARNING}}{{TEXT}} <a href="/flows/{{ID}}{{WHERE}}#settings">{{_"Show"}}<span class="unseen"> {{TEXT}}</span></a></li>
{{/PROBLEM}}
</ul></div></section>
{{/PROBLEMS}}
<div class="builder">
<section class="pane" aria-labelledby="pages-title" id="pages"><h2 id="pages-title" class="unseen">{{_"Pages"}}</h2>
<ol class="outline">
{{#PAGE}}
<li{{#PAGE_CURRENT}} aria-current="true"{{/PAGE_CURRENT}}><a class="page-name" href="/flows/{{ID}}?p={{PAGE_ID:u}}"{{#PAGE_SELECTED}} aria-current="true"{{/PAGE_SELECTED}}>@icon(page)@{{PAGE_TITLE}}{{#PAGE_INITIAL}}<span class="help">{{_"by the office"}}</span>{{/PAGE_INITIAL}}</a>
<ul>
{{#COMPONENT}}
<li class="component"{{#CURRENT}} aria-current="true"{{/CURRENT}}><a href="/flows/{{ID}}?c={{COMPONENT_ID:u}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>@icon({{ICON}})@<span class="name">{{COMPONENT_TITLE}}<span class="sub">{{COMPONENT_TYPE}}</span></span></a>{{#BAD}}<span class="problem">@icon(low)@<span class="unseen">{{_"Has a problem"}}</span></span>{{/BAD}}
{{#MOVES}}
<span class="moves"><form method="post" action="/flows/{{ID}}?c={{COMPONENT_ID:u}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="base_version" value="{{BASE_VERSION}}"><input type="hidden" name="component" value="{{COMPONENT_ID}}"><button class="button small square quiet" name="do" value="up">@icon(up)@<span class="unseen">{{_"Move up"}}</span></button><button class="button small square quiet" name="do" value="down">@icon(down)@<span class="unseen">{{_"Move down"}}</span></button></form></span>
{{/MOVES}}
</li>
{{/COMPONENT}}
</ul>
{{#ADD_HERE}}
<form class="adder" method="post" action="/flows/{{ID}}?p={{PAGE_ID:u}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="base_version" value="{{BASE_VERSION}}"><input type="hidden" name="page" value="{{PAGE_ID}}">
<label class="unseen" for="new-type">{{_"Kind of the new one"}}</label><select id="new-type" name="type">{{#NEW_TYPE}}<option value="{{VALUE}}">{{LABEL}}</option>{{/NEW_TYPE}}</select>
<button class="button small" name="do" value="add">@icon(plus)@{{_"Add component"}}</button></form>
{{/ADD_HERE}}
</li>
{{/PAGE}}
</ol>
<form method="post" action="/flows/{{ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="base_version" value="{{BASE_VERSION}}"><button class="button quiet" name="do" value="add-page">@icon(plus)@{{_"Add page"}}</button></form>
</section>
<section class="pane middle" aria-labelledby="preview-title"><h2 id="preview-title" class="unseen">{{_"Preview"}}</h2>
<div class="handset"><div class="screen"><div class="page" tabindex="0" role="group" aria-label="{{_"Preview"}}"><h3>{{PREVIEW_TITLE}}</h3>
{{#PART}}
<a class="part" href="/flows/{{ID}}?c={{PART_ID:u}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{PART_TITLE}}{{#INPUT}}<span class="input">{{PART_VALUE}}</span>{{/INPUT}}{{#PART_HELP}}<span class="help">{{PART_HELP_TEXT}}</span>{{/PART_HELP}}{{#PRESS}}<span class="help">{{PART_VALUE}}</span><span class="press">{{_"Send code"}}</span>{{/PRESS}}</a>
{{/PART}}
{{#PART_NONE}}<p class="soft">{{_"Nothing on this page yet."}}</p>{{/PART_NONE}}
</div>
<div class="thumb"><span class="press{{#PRESS_SECOND}} second{{/PRESS_SECOND}}">{{PREVIEW_BUTTON}}</span></div></div></div>
</section>
<section class="pane card" aria-labelledby="settings-title" id="settings"><header><h2 id="settings-title">{{_"Settings"}}</h2><a class="button small quiet back" href="#pages">@icon(up)@{{_"Pages"}}</a></header>
<form class="form body" id="settings-form" method="post" action="/flows/{{ID}}{{SELECTED}}" data-unsaved="{{_"Unsaved changes"}}" novalidate>
<button name="do" value="save" hidden></button>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="base_version" value="{{BASE_VERSION}}">
<input type="hidden" name="page" value="{{PAGE_VALUE}}">
{{#PAGE_SETTINGS}}
<div class="field">
<label for="title">{{_"Page title"}}</label>
<input id="title" name="title" required maxlength="120" value="{{TITLE_VALUE}}"{{#TITLE_INVALID}} aria-describedby="title-error" aria-invalid="true"{{/TITLE_INVALID}}>
{{#TITLE_INVALID}}<p class="error" id="title-error">@icon(bad)@{{TITLE_ERROR}}</p>{{/TITLE_INVALID}}
</div>
{{/PAGE_SETTINGS}}
{{#COMPONENT_SETTINGS}}
<input type="hidden" name="component" value="{{COMPONENT_VALUE}}">
<div class="field">
<label for="type">{{_"Component Type"}}</label>
<select id="type" name="type" data-submit{{#FOCUS_TYPE}} autofocus{{/FOCUS_TYPE}}>{{#TYPE_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/TYPE_OPTION}}</select>
<button class="button small" data-without-script name="do" value="update">{{_"Update list"}}</button>
</div>
{{#OTP_SETTINGS}}
<div class="field">
<label for="channel">{{_"Send OTP Via"}}</label>
<select id="channel" name="channel" data-submit{{#FOCUS_CHANNEL}} autofocus{{/FOCUS_CHANNEL}}{{#SENDER}} aria-describedby="channel-help"{{/SENDER}}>{{#CHANNEL_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/CHANNEL_OPTION}}</select>
{{#SENDER}}<p class="help" id="channel-help">{{SENDER_WORDS}} {{SENDER_ASK}}</p>{{/SENDER}}
</div>
<div class="field">
<label for="recipient">{{_"Recipient Field"}}</label>
<select id="recipient" name="recipient" aria-describedby="recipient-help{{#RECIPIENT_INVALID}} recipient-error{{/RECIPIENT_INVALID}}"{{#RECIPIENT_INVALID}} aria-invalid="true"{{/RECIPIENT_INVALID}}><option value="">{{_"Choose a field"}}</option>{{#RECIPIENT_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/RECIPIENT_OPTION}}</select>
{{#RECIPIENT_INVALID}}<p class="error" id="recipient-error">@icon(bad)@{{RECIPIENT_ERROR}}</p>{{/RECIPIENT_INVALID}}
<p class="help" id="recipient-help">{{RECIPIENT_HELP}}</p>
</div>
{{#FALLBACK}}
<div class="field">
<label for="fallback">{{_"Fallback"}}</label>
<select id="fallback" name="fallback" aria-describedby="fallback-help"><option value="">{{_"Nothing else"}}</option>{{#FALLBACK_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FALLBACK_OPTION}}</select>
<p class="help" id="fallback-help">{{_"Tried automatically when the code is not delivered: the same code, as a message of its own at its own price."}}</p>
</div>
<div class="field">
<label for="fallback_after">{{_"Fallback After"}}</label>
<select id="fallback_after" name="fallback_after" aria-describedby="fallback-after-help{{#FALLBACK_AFTER_INVALID}} fallback-after-error{{/FALLBACK_AFTER_INVALID}}"{{#FALLBACK_AFTER_INVALID}} aria-invalid="true"{{/FALLBACK_AFTER_INVALID}}>{{#AFTER_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/AFTER_OPTION}}</select>
{{#FALLBACK_AFTER_INVALID}}<p class="error" id="fallback-after-error">@icon(bad)@{{FALLBACK_AFTER_ERROR}}</p>{{/FALLBACK_AFTER_INVALID}}
<p class="help" id="fallback-after-help">{{_"Seconds count from the moment the code left. It may then arrive both ways, and both are charged."}}</p>
</div>
{{/FALLBACK}}
<div class="field short">
<label for="digits">{{_"Digits"}}</label>
<input id="digits" name="digits" type="number" inputmode="numeric" min="4" max="10" required value="{{DIGITS_VALUE}}" aria-describedby="digits-help{{#DIGITS_INVALID}} digits-error{{/DIGITS_INVALID}}"{{#DIGITS_INVALID}} aria-invalid="true"{{/DIGITS_INVALID}}>
{{#DIGITS_INVALID}}<p class="error" id="digits-error">@icon(bad)@{{DIGITS_ERROR}}</p>{{/DIGITS_INVALID}}
<p class="help" id="digits-help">{{DIGITS_HELP}}</p>
</div>
{{/OTP_SETTINGS}}
<div class="field">
<label for="title">{{_"Title"}}</label>
<input id="title" name="title" required maxlength="120" value="{{TITLE_VALUE}}"{{#TITLE_INVALID}} aria-describedby="title-error" aria-invalid="true"{{/TITLE_INVALID}}>
{{#TITLE_INVALID}}<p class="error" id="title-error">@icon(bad)@{{TITLE_ERROR}}</p>{{/TITLE_INVALID}}
</div>
<div class="field">
<label for="id">{{_"Id"}}</label>
<input class="mono" id="id" name="id" required maxlength="40" value="{{ID_VALUE}}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="id-help{{#ID_INVALID}} id-error{{/ID_INVALID}}"{{#ID_INVALID}} aria-invalid="true"{{/ID_INVALID}}>
{{#ID_INVALID}}<p class="error" id="id-error">@icon(bad)@{{ID_ERROR}}</p>{{/ID_INVALID}}
<p class="help" id="id-help">{{_"How programs call it: small letters, digits and _."}}</p>
</div>
<label class="choice"><input type="checkbox" name="required" value="1"{{#REQUIRED_CHOSEN}} checked{{/REQUIRED_CHOSEN}}><span>{{_"Required"}}<span class="help">{{_"The task cannot be finished without it."}}</span></span></label>
<div class="field">
<label for="help">{{_"Help"}} <span class="optional">({{_"optional"}})</span></label>
<input id="help" name="help" maxlength="300" value="{{HELP_VALUE}}"{{#HELP_INVALID}} aria-describedby="help-error" aria-invalid="true"{{/HELP_INVALID}}>
{{#HELP_INVALID}}<p class="error" id="help-error">@icon(bad)@{{HELP_ERROR}}</p>{{/HELP_INVALID}}
</div>
{{#FIELD_SETTINGS}}
<div class="field">
<label for="default">{{_"Default"}} <span class="optional">({{_"optional"}})</span></label>
<input id="default" name="default" maxlength="300" value="{{DEFAULT_VALUE}}"{{#DEFAULT_INVALID}} aria-describedby="default-error" aria-invalid="true"{{/DEFAULT_INVALID}}>
{{#DEFAULT_INVALID}}<p class="error" id="default-error">@icon(bad)@{{DEFAULT_ERROR}}</p>{{/DEFAULT_INVALID}}
</div>
{{/FIELD_SETTINGS}}
{{/COMPONENT_SETTINGS}}
<div class="savebar"><button class="button primary" name="do" value="save" data-save>{{_"Save"}}</button>{{#DELETE}}<a class="button quiet" href="/flows/{{ID}}/delete{{SELECTED}}">@icon(delete)@{{_"Delete"}}</a>{{/DELETE}}<output class="state" data-state>{{STATE}}</output></div>
</form>
{{#PAGE_MOVES}}
<form class="actions body" method="post" action="/flows/{{ID}}{{SELECTED}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="base_version" value="{{BASE_VERSION}}"><input type="hidden" name="page" value="{{PAGE_VALUE}}"><button class="button small" name="do" value="up">@icon(up)@{{_"Page up"}}</button><button class="button small" name="do" value="down">@icon(down)@{{_"Page down"}}</button></form>
{{/PAGE_MOVES}}
{{#OTP_TEXT}}
<div class="body example"><h3>{{_"What the recipient reads"}}</h3><div class="shown">{{>TEXT}}</div><a href="/settings/texts">{{_"Texts"}}</a></div>
{{/OTP_TEXT}}
</section>
</div>
<script type="module" src="@static(builder.js)@"></script>
