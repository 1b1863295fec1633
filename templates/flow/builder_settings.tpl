{{%AUTOESCAPE context="HTML"}}
<section class="pane card" aria-labelledby="settings-title" id="settings"><header><h2 id="settings-title" tabindex="-1">{{_"Settings"}}</h2><span class="way"><a href="#pages">{{_"Pages"}}</a><a href="#preview">{{_"Preview"}}</a></span></header>
<form class="form body" id="settings-form" method="post" action="/flows/{{ID}}{{SELECTED}}" data-flow="{{ID}}" data-key="{{KEY}}" data-version="{{BASE_VERSION}}" data-unsaved="{{_"Unsaved changes"}}"{{#DIRTY}} data-dirty{{/DIRTY}} novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="base_version" value="{{BASE_VERSION}}">
<input type="hidden" name="page" value="{{PAGE_VALUE}}">
<input type="hidden" name="next" value="" disabled>
<input type="hidden" name="dragged" value="" disabled>
<input type="hidden" name="drop_page" value="" disabled>
<input type="hidden" name="to_position" value="" disabled>
<fieldset class="bare"{{#READ_ONLY}} disabled{{/READ_ONLY}}>
{{#PAGE_SETTINGS}}
<div class="field">
<label for="title">{{_"Page title"}}</label>
<input id="title" name="title" required maxlength="120" value="{{TITLE_VALUE}}"{{#FOCUS_TITLE}} autofocus{{/FOCUS_TITLE}}{{#TITLE_INVALID}} aria-describedby="title-error" aria-invalid="true"{{/TITLE_INVALID}}>
{{#TITLE_INVALID}}<p class="error" id="title-error">@icon(bad)@{{TITLE_ERROR}}</p>{{/TITLE_INVALID}}
</div>
{{/PAGE_SETTINGS}}
{{#COMPONENT_SETTINGS}}
<input type="hidden" name="component" value="{{COMPONENT_VALUE}}">
<input type="hidden" name="shown" value="{{SHOWN}}">
<div class="field">
<label for="type">{{_"Component Type"}}</label>
<select id="type" name="type" data-submit{{#FOCUS_TYPE}} autofocus{{/FOCUS_TYPE}}>{{#TYPE_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/TYPE_OPTION}}</select>
<button class="button small" data-without-script name="do" value="update">{{_"Update list"}}</button>
</div>
<div class="field">
<label for="title">{{_"Title"}}</label>
<input id="title" name="title" required maxlength="120" value="{{TITLE_VALUE}}"{{#FOCUS_TITLE}} autofocus{{/FOCUS_TITLE}}{{#TITLE_INVALID}} aria-describedby="title-error" aria-invalid="true"{{/TITLE_INVALID}}>
{{#TITLE_INVALID}}<p class="error" id="title-error">@icon(bad)@{{TITLE_ERROR}}</p>{{/TITLE_INVALID}}
</div>
{{>OTP}}
{{#NOTE}}
<div class="field">
<label for="text">{{_"Text"}}</label>
<textarea id="text" name="text" rows="6" maxlength="2000"{{#FOCUS_TEXT}} autofocus{{/FOCUS_TEXT}}{{#TEXT_INVALID}} aria-describedby="text-error" aria-invalid="true"{{/TEXT_INVALID}}>
{{TEXT_VALUE:p}}</textarea>
{{#TEXT_INVALID}}<p class="error" id="text-error">@icon(bad)@{{TEXT_ERROR}}</p>{{/TEXT_INVALID}}
</div>
{{/NOTE}}
{{#OPTIONS}}
<div class="field">
<label for="options">{{OPTIONS_LABEL}}</label>
<textarea id="options" name="options" rows="5"{{#FOCUS_OPTIONS}} autofocus{{/FOCUS_OPTIONS}} aria-describedby="options-help{{#OPTIONS_INVALID}} options-error{{/OPTIONS_INVALID}}"{{#OPTIONS_INVALID}} aria-invalid="true"{{/OPTIONS_INVALID}}>
{{OPTIONS_VALUE:p}}</textarea>
{{#OPTIONS_INVALID}}<p class="error" id="options-error">@icon(bad)@{{OPTIONS_ERROR}}</p>{{/OPTIONS_INVALID}}
<p class="help" id="options-help">{{OPTIONS_HELP}}</p>
</div>
{{/OPTIONS}}
{{#STYLES}}
<div class="field">
<label for="style">{{_"Style"}}</label>
<select id="style" name="style" data-submit{{#FOCUS_STYLE}} autofocus{{/FOCUS_STYLE}}>{{#STYLE_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/STYLE_OPTION}}</select>
</div>
{{/STYLES}}
{{#COUNTS}}
<fieldset class="pair"><legend class="unseen">{{COUNTS_HELP}}</legend>
<div class="field">
<label for="min">{{_"At least"}}</label>
<input id="min" name="min" type="number" inputmode="numeric" min="0" max="{{MOST}}" value="{{MIN_VALUE}}"{{#FOCUS_MIN}} autofocus{{/FOCUS_MIN}} aria-describedby="counts-help{{#MIN_INVALID}} min-error{{/MIN_INVALID}}"{{#MIN_INVALID}} aria-invalid="true"{{/MIN_INVALID}}>
{{#MIN_INVALID}}<p class="error" id="min-error">@icon(bad)@{{MIN_ERROR}}</p>{{/MIN_INVALID}}
</div>
<div class="field">
<label for="max">{{_"At most"}}</label>
<input id="max" name="max" type="number" inputmode="numeric" min="0" max="{{MOST}}" value="{{MAX_VALUE}}"{{#FOCUS_MAX}} autofocus{{/FOCUS_MAX}} aria-describedby="counts-help{{#MAX_INVALID}} max-error{{/MAX_INVALID}}"{{#MAX_INVALID}} aria-invalid="true"{{/MAX_INVALID}}>
{{#MAX_INVALID}}<p class="error" id="max-error">@icon(bad)@{{MAX_ERROR}}</p>{{/MAX_INVALID}}
</div>
<p class="help" id="counts-help">{{COUNTS_HELP}}</p></fieldset>
{{/COUNTS}}
{{#DEFAULT}}
<div class="field">
<label for="default">{{_"Default"}} <span class="optional">({{_"optional"}})</span></label>
{{#DEFAULT_LINE}}<input id="default" name="default" type="{{KIND}}" inputmode="{{MODE}}" maxlength="300" value="{{DEFAULT_VALUE}}"{{#FOCUS_DEFAULT}} autofocus{{/FOCUS_DEFAULT}}{{#DEFAULT_INVALID}} aria-describedby="default-error" aria-invalid="true"{{/DEFAULT_INVALID}}>{{/DEFAULT_LINE}}
{{#DEFAULT_LINES}}<textarea id="default" name="default" rows="3" maxlength="300"{{#FOCUS_DEFAULT}} autofocus{{/FOCUS_DEFAULT}}{{#DEFAULT_INVALID}} aria-describedby="default-error" aria-invalid="true"{{/DEFAULT_INVALID}}>
{{DEFAULT_VALUE:p}}</textarea>{{/DEFAULT_LINES}}
{{#DEFAULT_CHOICE}}<select id="default" name="default"{{#FOCUS_DEFAULT}} autofocus{{/FOCUS_DEFAULT}}{{#DEFAULT_INVALID}} aria-describedby="default-error" aria-invalid="true"{{/DEFAULT_INVALID}}><option value="">{{_"None"}}</option>{{#DEFAULT_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/DEFAULT_OPTION}}</select>{{/DEFAULT_CHOICE}}
{{#DEFAULT_INVALID}}<p class="error" id="default-error">@icon(bad)@{{DEFAULT_ERROR}}</p>{{/DEFAULT_INVALID}}
<p class="help">{{DEFAULT_HELP}}</p>
</div>
{{/DEFAULT}}
<div class="choices">
{{#REQUIRED}}<label class="choice"><input type="checkbox" id="required" name="required" value="1"{{#FOCUS_REQUIRED}} autofocus{{/FOCUS_REQUIRED}}{{#REQUIRED_CHOSEN}} checked{{/REQUIRED_CHOSEN}}><span>{{_"Required"}}<span class="help">{{_"The task cannot be finished without it."}}</span></span></label>{{/REQUIRED}}
<label class="choice"><input type="checkbox" id="hidden" name="hidden" value="1"{{#FOCUS_HIDDEN}} autofocus{{/FOCUS_HIDDEN}}{{#HIDDEN_CHOSEN}} checked{{/HIDDEN_CHOSEN}}><span>{{_"Hidden at first"}}<span class="help">{{_"Shown only while a rule shows it."}}</span></span></label>
</div>
<div class="field">
<label for="help">{{_"Help"}} <span class="optional">({{_"optional"}})</span></label>
<input id="help" name="help" maxlength="300" value="{{HELP_VALUE}}"{{#FOCUS_HELP}} autofocus{{/FOCUS_HELP}}{{#HELP_INVALID}} aria-describedby="help-error" aria-invalid="true"{{/HELP_INVALID}}>
{{#HELP_INVALID}}<p class="error" id="help-error">@icon(bad)@{{HELP_ERROR}}</p>{{/HELP_INVALID}}
</div>
<div class="field">
<label for="id">{{_"Id"}}</label>
<input class="mono" id="id" name="id" required maxlength="40" value="{{ID_VALUE}}"{{#FOCUS_ID}} autofocus{{/FOCUS_ID}} autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="id-help{{#ID_INVALID}} id-error{{/ID_INVALID}}"{{#ID_INVALID}} aria-invalid="true"{{/ID_INVALID}}>
{{#ID_INVALID}}<p class="error" id="id-error">@icon(bad)@{{ID_ERROR}}</p>{{/ID_INVALID}}
<p class="help" id="id-help">{{_"How programs call it: small letters, digits and _."}}</p>
</div>
{{>RULES}}
{{#ARRANGE}}
<div class="arrange">
<div class="field"><label for="to-page">{{_"Move to page…"}}</label>
<div class="with-button"><select id="to-page" name="to_page"{{#FOCUS_MOVE_TO}} autofocus{{/FOCUS_MOVE_TO}}>{{#PAGE_OPTION}}<option value="{{VALUE}}">{{LABEL}}</option>{{/PAGE_OPTION}}</select><button class="button" name="do" value="move-to">{{_"Move"}}</button></div></div>
<button class="button small quiet" name="do" value="duplicate">@icon(copy)@{{_"Duplicate"}}</button>
</div>
{{/ARRANGE}}
{{/COMPONENT_SETTINGS}}
</fieldset>
{{#SAVE}}
<div class="savebar"><button class="button primary" name="do" value="save" data-save>{{_"Save"}}</button>{{#DELETE}}<a class="button quiet" href="/flows/{{ID}}/delete{{SELECTED}}" data-delete>@icon(delete)@{{_"Delete"}}</a>{{/DELETE}}<output class="state" data-state>{{STATE}}</output></div>
{{/SAVE}}
</form>
{{#COMPONENT_SETTINGS}}
{{#OTP_TEXT}}
<div class="body example"><h3>{{_"What the recipient reads"}}</h3><div class="shown">{{>TEXT}}</div><a href="/settings/texts">{{_"Texts"}}</a></div>
{{/OTP_TEXT}}
{{/COMPONENT_SETTINGS}}
</section>
