{{%AUTOESCAPE context="HTML"}}
{{! CHOSEN {NAME, TITLE, SUMMARY, OUTLINE} of the gallery, or EMPTY and GALLERY {SAMPLE_CARD rows {NAME, TITLE, SUMMARY, SIZE, OUTLINE} } }}
<header class="page-head">
<div>
<p class="trail">{{#EMPTY}}<a href="/flows">@icon(previous small)@{{_"Flow"}}</a>{{/EMPTY}}{{#CHOSEN}}<a href="/flows/new">@icon(previous small)@{{_"All templates"}}</a>{{/CHOSEN}}</p>
<h1>{{_"New flow"}}{{#CHOSEN}}: {{TITLE}}{{/CHOSEN}}</h1>
<p class="lede">{{#EMPTY}}{{_"It starts with an Initial Page, which your office fills in, and one page for the worker."}}{{/EMPTY}}{{#CHOSEN}}{{SUMMARY}}{{/CHOSEN}}</p>
</div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/flows" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="sample" value="{{SAMPLE_VALUE}}">
<div class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" required maxlength="100" value="{{NAME_VALUE}}" autocomplete="off" aria-describedby="name-help{{#NAME_INVALID}} name-error{{/NAME_INVALID}}"{{#NAME_INVALID}} aria-invalid="true"{{/NAME_INVALID}}>
{{#NAME_INVALID}}<p class="error" id="name-error">@icon(bad)@{{NAME_ERROR}}</p>{{/NAME_INVALID}}
<p class="help" id="name-help">{{_"As your workers will see it, for example “Delivery with code”."}}</p>
</div>
<div class="actions"><button class="button primary">{{_"Create flow"}}</button><a class="button quiet" href="/flows">{{_"Cancel"}}</a></div>
</form>
{{#CHOSEN}}
<section class="card" aria-labelledby="holds"><header><h2 id="holds">{{_"What is in it"}}</h2></header><div class="body">{{>OUTLINE}}<p class="help">{{_"Everything can be changed afterwards."}}</p></div></section>
{{/CHOSEN}}
{{#GALLERY}}
<section class="stack" aria-labelledby="gallery">
<h2 id="gallery">{{_"Or begin with a template"}}</h2>
<ul class="gallery">
{{#SAMPLE_CARD}}
<li class="card"><div class="body">
<h3>{{TITLE}}</h3>
<p class="help">{{SUMMARY}}</p>
<details><summary>{{SIZE}}<span class="unseen">: {{TITLE}}</span></summary>{{>OUTLINE}}</details>
<a class="button small" href="/flows/new?sample={{NAME:u}}">{{_"Use this"}}<span class="unseen">: {{TITLE}}</span></a>
</div></li>
{{/SAMPLE_CARD}}
</ul>
<p class="help">{{_"A flow from a file or from another organisation:"}} <a href="/flows/import">{{_"Import"}}</a></p>
</section>
{{/GALLERY}}
