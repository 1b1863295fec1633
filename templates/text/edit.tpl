{{%AUTOESCAPE context="HTML"}}
{{! TITLE, CHANNEL_NAME, LOCALE, ORGANISATION, SEEN, fields of the form, SMS or MAIL, PREVIEW; LOCKED and READ_ONLY instead of SAVE for who may not change it }}
<header class="page-head">
<div>
<p class="trail"><a href="/settings/texts">@icon(previous small)@{{_"Texts"}}</a></p>
<h1>{{TITLE}}</h1>
</div>
</header>
{{#READ_ONLY}}
<div class="banner info" role="status">@icon(lock)@<div>{{_"Only admins of your organisation change texts."}}</div></div>
{{/READ_ONLY}}
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Please check this"}}</h2><ul>{{#FORM_WHOLE}}<li>{{TEXT}}</li>{{/FORM_WHOLE}}{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<div class="beside">
<div class="stack">
<form id="text" class="form card" method="post" action="/settings/texts/{{CHANNEL_NAME}}/{{LOCALE}}" novalidate data-organisation="{{ORGANISATION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="seen" value="{{SEEN}}">
{{#MAIL}}
<div class="field">
<label for="subject">{{_"Subject"}}</label>
<input id="subject" name="subject" required maxlength="200" autocomplete="off" lang="{{LOCALE}}" value="{{SUBJECT_VALUE}}"{{#LOCKED}} readonly{{/LOCKED}}{{#SUBJECT_INVALID}} aria-invalid="true" aria-describedby="subject-error"{{/SUBJECT_INVALID}}>
{{#SUBJECT_INVALID}}<p class="error" id="subject-error">@icon(bad)@{{SUBJECT_ERROR}}</p>{{/SUBJECT_INVALID}}
</div>
<label class="choice"><input type="checkbox" id="subject_code" name="subject_code" value="1"{{#SUBJECT_CODE_CHECKED}} checked{{/SUBJECT_CODE_CHECKED}}{{#LOCKED}} disabled{{/LOCKED}}><span>{{_"Code in the subject"}}<span class="help">{{_"Quick to read, but it shows on a locked screen too."}}</span></span></label>
{{/MAIL}}
<div class="field">
<label for="body">{{_"Text"}}</label>
<textarea id="body" name="body" rows="7" required lang="{{LOCALE}}" spellcheck="true"{{#LOCKED}} readonly{{/LOCKED}} aria-describedby="body-help{{#SMS}} count{{/SMS}}{{#BODY_INVALID}} body-error{{/BODY_INVALID}}"{{#BODY_INVALID}} aria-invalid="true"{{/BODY_INVALID}}>
{{BODY_VALUE:p}}</textarea>
{{#BODY_INVALID}}<p class="error" id="body-error">@icon(bad)@{{BODY_ERROR}}</p>{{/BODY_INVALID}}
{{#SMS}}
<p class="help figure count" id="count" data-count data-fits="{{FORMAT_FITS}}" data-over="{{FORMAT_OVER}}" data-odd="{{FORMAT_ODD}}" data-host="{{HOST}}"><span>{{COUNT}}</span> <span>{{ODD}}</span></p>
{{/SMS}}
<div class="help places" id="body-help">
<p>{{_"The words in braces are filled in for each message:"}}</p>
<ul>
<li><code>&#123;code&#125;</code> {{_"the code; once, and you cannot do without it"}}</li>
<li><code>&#123;minutes&#125;</code> {{_"how many minutes it is valid"}}</li>
<li><code>&#123;organisation&#125;</code> {{ORGANISATION}}</li>
</ul>
</div>
</div>
{{#SMS}}
<fieldset class="field">
<legend>{{_"Last line"}}</legend>
<label class="choice"><input type="radio" name="ending" value="site"{{#SITE_CHOSEN}} checked{{/SITE_CHOSEN}}{{#LOCKED}} disabled{{/LOCKED}}><span>{{_"For browsers"}}<span class="help">{{#HOST_KNOWN}}{{_"Phones offer the code by themselves on the page that asks for it:"}} <span class="mono">@{{HOST}} #482913</span>{{/HOST_KNOWN}}{{#HOST_NONE}}{{_"Phones offer the code by themselves on the page that asks for it. Nothing is added here: this needs an https address on the usual port."}}{{/HOST_NONE}}</span></span></label>
<label class="choice"><input type="radio" name="ending" value="app"{{#APP_CHOSEN}} checked{{/APP_CHOSEN}}{{#LOCKED}} disabled{{/LOCKED}}><span>{{_"For an Android app"}}<span class="help">{{_"The app with this hash reads the code by itself."}}</span></span></label>
<div class="field short hash">
<label for="app_hash">{{_"The app's hash"}} <span class="optional">({{_"only for an Android app"}})</span></label>
<input id="app_hash" name="app_hash" class="mono" maxlength="40" autocomplete="off" spellcheck="false" value="{{APP_HASH_VALUE}}"{{#LOCKED}} readonly{{/LOCKED}}{{#APP_HASH_INVALID}} aria-invalid="true" aria-describedby="app_hash-error"{{/APP_HASH_INVALID}}>
{{#APP_HASH_INVALID}}<p class="error" id="app_hash-error">@icon(bad)@{{APP_HASH_ERROR}}</p>{{/APP_HASH_INVALID}}
</div>
<label class="choice"><input type="radio" name="ending" value="none"{{#NONE_CHOSEN}} checked{{/NONE_CHOSEN}}{{#LOCKED}} disabled{{/LOCKED}}><span>{{_"None"}}</span></label>
</fieldset>
{{#RATES}}<p class="help">{{_"What one message costs in each country:"}} <a href="/billing/rates">{{_"Rates"}}</a></p>{{/RATES}}
{{/SMS}}
{{#SAVE}}
<div class="actions"><button class="button primary" name="do" value="save">{{_"Save"}}</button><button class="button" name="do" value="preview">{{_"Preview"}}</button><a class="button quiet" href="/settings/texts">{{_"Cancel"}}</a></div>
{{/SAVE}}
</form>
{{#RESET}}
<form class="form card" method="post" action="/settings/texts/{{CHANNEL_NAME}}/{{LOCALE}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="seen" value="{{SEEN}}">
<p class="help">{{_"Going back to the built-in text removes yours. The audit log keeps what it said."}}</p>
<div class="actions"><button class="button danger" name="do" value="reset">{{_"Use the built-in text"}}</button></div>
</form>
{{/RESET}}
</div>
<section class="seen" aria-labelledby="preview">
<h2 id="preview">{{_"Preview"}}</h2>
<div class="handset"><div class="screen"><div class="contact">@icon({{CHANNEL_NAME}})@<span>{{CONTACT}}</span></div><div class="thread" tabindex="0" role="group" aria-labelledby="preview">{{>PREVIEW}}</div></div></div>
<p class="help">{{_"With a code made up for this page."}}</p>
</section>
</div>
<script type="module" src="@static(texts.js)@"></script>
