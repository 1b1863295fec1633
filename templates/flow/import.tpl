{{%AUTOESCAPE context="HTML"}}
{{! FAULTS {COUNT, FILE {FILE_NAME}, FAULT rows {PATH, SENTENCE}, MORE {REST} }; JSON_VALUE;
    FOUND {SIZE, JSON_VALUE, NAME_VALUE, PROBLEMS_KIND, PROBLEMS_ICON, PROBLEMS_TITLE, PROBLEM rows {PROBLEM_TEXT}, OUTLINE} }}
<header class="page-head">
<div>
<p class="trail"><a href="/flows">@icon(previous small)@{{_"Flow"}}</a></p>
<h1>{{_"Import a flow"}}</h1>
<p class="lede">{{_"A flow that was exported as JSON. It is looked at first; nothing is made before you say so."}}</p>
</div>
</header>
{{#FAULTS}}
<section class="summary wide" role="alert" tabindex="-1"><h2>{{COUNT}}</h2>{{#FILE}}<p class="mono">{{FILE_NAME}}</p>{{/FILE}}
<ul>{{#FAULT}}<li>{{SENTENCE}} <code>{{PATH}}</code></li>{{/FAULT}}{{#MORE}}<li>{{REST}}</li>{{/MORE}}</ul></section>
{{/FAULTS}}
{{#FOUND}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<section class="banner {{PROBLEMS_KIND}}" aria-labelledby="problems-title">@icon({{PROBLEMS_ICON}})@<div><strong id="problems-title">{{SIZE}}. {{PROBLEMS_TITLE}}</strong>
<ul class="problems">{{#PROBLEM}}<li>{{PROBLEM_TEXT}}</li>{{/PROBLEM}}</ul></div></section>
<form class="form card" method="post" action="/flows/import" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="json" value="{{JSON_VALUE}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" required maxlength="100" value="{{NAME_VALUE}}" autocomplete="off"{{#NAME_INVALID}} aria-describedby="name-error" aria-invalid="true"{{/NAME_INVALID}}>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(bad)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
</div>
<div class="actions"><button class="button primary" name="do" value="import">{{_"Import as a draft"}}</button><a class="button quiet" href="/flows/import">{{_"Another file"}}</a></div>
</form>
<section class="card" aria-labelledby="holds"><header><h2 id="holds">{{_"What is in it"}}</h2></header><div class="body">{{>OUTLINE}}</div></section>
{{/FOUND}}
{{#ASK}}
<form class="form card" method="post" action="/flows/import" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="file">{{_"File"}}</label>
<input id="file" name="file" type="file" accept=".json,application/json" aria-describedby="file-help">
<p class="help" id="file-help">{{_"JSON in UTF-8, at most 1 MB."}}</p>
</div>
<div class="field">
<label for="json">{{_"Or paste it here"}}</label>
<textarea class="mono" id="json" name="json" rows="10" spellcheck="false" autocomplete="off" placeholder="{ &quot;schema&quot;: 1, … }">{{JSON_VALUE}}</textarea>
</div>
<div class="actions"><button class="button primary" name="do" value="check">{{_"Look at it"}}</button><a class="button quiet" href="/flows">{{_"Cancel"}}</a></div>
</form>
{{/ASK}}
