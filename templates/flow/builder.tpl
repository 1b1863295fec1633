{{%AUTOESCAPE context="HTML"}}
<link rel="stylesheet" href="@static(builder.css)@">
{{#EDITS}}<button form="settings-form" name="do" value="save" hidden></button>{{/EDITS}}
<header class="page-head">
<div>
<p class="trail"><a href="/flows">@icon(previous small)@{{_"Flow"}}</a></p>
<h1>{{FLOW_NAME}}</h1>
<p class="lede"><span class="badge {{STATUS_KIND}}">@icon({{STATUS_ICON}})@{{STATUS}}</span> {{SAVED_BY}}</p>
</div>
<div class="actions">
<a class="button square quiet" href="/flows/{{ID}}/history" title="{{_"History"}}">@icon(history)@<span class="unseen">{{_"History"}}</span></a>
<button class="button square quiet" type="button" data-dialog="keys" data-with-script title="{{_"Keyboard"}}" hidden>@icon(keyboard)@<span class="unseen">{{_"Keyboard"}}</span></button>
{{#EDITS}}
<form class="steps" method="post" action="/flows/{{ID}}{{SELECTED}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="base_version" value="{{BASE_VERSION}}"><input type="hidden" name="page" value="{{PAGE_VALUE}}"><input type="hidden" name="component" value="{{COMPONENT_VALUE}}">
{{#UNDO}}<button class="button square quiet" name="do" value="undo" title="{{STEP}}" data-undo{{#FOCUS_UNDO}} autofocus{{/FOCUS_UNDO}}>@icon(undo)@<span class="unseen">{{STEP}}</span></button>{{/UNDO}}{{#REDO}}<button class="button square quiet" name="do" value="redo" title="{{STEP}}" data-redo{{#FOCUS_REDO}} autofocus{{/FOCUS_REDO}}>@icon(redo)@<span class="unseen">{{STEP}}</span></button>{{/REDO}}</form>
<div class="field"><label class="unseen" for="note">{{_"Note on this version, optional"}}</label><input id="note" name="note" form="settings-form" maxlength="500" value="{{NOTE_VALUE}}" placeholder="{{_"What is new? (optional)"}}" autocomplete="off"></div>
<button class="button" form="settings-form" name="do" value="publish">{{_"Publish"}}</button>
{{/EDITS}}
</div>
</header>
{{#READ_ONLY}}
<div class="banner info">@icon(lock)@<div>{{_"You can look at this flow. Editors can change it."}}</div></div>
{{/READ_ONLY}}
<div class="banner wait" id="kept" role="region" aria-label="{{_"What you typed before"}}" hidden>@icon(history)@<div><strong>{{_"You typed something here that was not saved."}}</strong> <span data-kept-at></span>
<div class="actions"><button class="button small" type="button" data-kept="restore">{{_"Restore what you typed"}}</button><button class="button small quiet" type="button" data-kept="forget">{{_"Forget it"}}</button></div></div></div>
{{#CONFLICT}}
<div class="banner bad" role="alert">@icon(bad)@<div><strong>{{CONFLICT_TITLE}}</strong> {{CONFLICT_TEXT}}
<a class="button small" href="/flows/{{ID}}{{SELECTED}}" data-discard>{{_"Discard mine, show what is saved"}}</a></div></div>
{{/CONFLICT}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_WHOLE}}<li><a href="#rules">{{TEXT}}</a></li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
{{>PROBLEMS}}
<nav class="panes" aria-label="{{_"Parts of this page"}}"><a href="#pages">@icon(page)@{{_"Pages"}}</a><a href="#settings">@icon(settings)@{{_"Settings"}}</a><a href="#preview">@icon(handset)@{{_"Preview"}}</a></nav>
<div class="builder">
{{>OUTLINE}}
{{>PREVIEW}}
{{>SETTINGS}}
</div>
{{#EDITS}}
<dialog id="leave" aria-labelledby="leave-title"><h2 id="leave-title">{{_"Save what you typed?"}}</h2><p>{{_"You are leaving these settings. What you typed is not in the draft yet."}}</p>
<div class="actions"><button class="button quiet" type="button" data-leave="stay">{{_"Stay"}}</button><button class="button" type="button" data-leave="go">{{_"Go without saving"}}</button><button class="button primary" type="button" data-leave="save">{{_"Save and go"}}</button></div></dialog>
{{/EDITS}}
<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">{{_"Keyboard"}}</h2>
<dl class="facts keys">
{{#EDITS}}
<dt><kbd>Ctrl</kbd> <kbd>S</kbd></dt><dd>{{_"Save"}}</dd>
<dt><kbd>Ctrl</kbd> <kbd>Z</kbd></dt><dd>{{_"Undo"}}</dd>
<dt><kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>Z</kbd></dt><dd>{{_"Redo"}}</dd>
<dt><kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd></dt><dd>{{_"Move what is selected"}}</dd>
<dt><kbd>D</kbd></dt><dd>{{_"Duplicate"}}</dd>
<dt><kbd>Delete</kbd></dt><dd>{{_"Delete, after a question"}}</dd>
<dt><kbd>A</kbd></dt><dd>{{_"To “Add component”"}}</dd>
{{/EDITS}}
<dt><kbd>J</kbd> <kbd>K</kbd></dt><dd>{{_"Select the next one, the one before"}}</dd>
<dt><kbd>S</kbd></dt><dd>{{_"To the settings"}}</dd>
<dt><kbd>P</kbd></dt><dd>{{_"To the problems"}}</dd>
<dt><kbd>?</kbd></dt><dd>{{_"This list"}}</dd>
</dl>
<label class="choice"><input type="checkbox" data-letters checked><span>{{_"Letters are shortcuts"}}</span></label>
<p class="help">{{_"Letters work while you are in no field. Every one of them is a button or link on the page, too."}}</p>
<div class="actions"><button class="button" type="button" data-close>{{_"Close"}}</button></div></dialog>
<script type="module" src="@static(builder.js)@"></script>
