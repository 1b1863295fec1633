{{%AUTOESCAPE context="HTML"}}
{{! CHANNEL section {CHANNEL_NAME, LABEL, NOTE, TEXT section {LANGUAGE, LOCALE, PREVIEW} }; of a TEXT: OWN {AT, BY} or BUILTIN,
    EDIT with MAY or MAY_NOT, TEMPLATE {TEMPLATE_NAME, TEMPLATE_LANGUAGE} of WhatsApp }}
<header class="page-head">
<div>
<h1>{{_"Texts"}}</h1>
<p class="lede">{{_"What recipients read, by channel and language. Where you write no text of your own, the built-in one goes out."}}</p>
</div>
</header>
{{#CHANNEL}}
<section class="card" aria-labelledby="{{CHANNEL_NAME}}">
<header><h2 id="{{CHANNEL_NAME}}" class="with-icon">@icon({{CHANNEL_NAME}})@{{LABEL}}</h2><p class="help">{{NOTE}}</p></header>
<div class="texts">
{{#TEXT}}
<article>
<header><h3 lang="{{LOCALE}}">{{LANGUAGE}}</h3>
{{#BUILTIN}}<span class="badge">{{_"Built-in"}}</span>{{/BUILTIN}}
{{#OWN}}<span class="badge info">{{_"Your own"}}</span>{{/OWN}}
{{#EDIT}}<a class="button small" href="/settings/texts/{{CHANNEL_NAME}}/{{LOCALE}}">{{#MAY}}@icon(edit small)@{{_"Edit"}}{{/MAY}}{{#MAY_NOT}}{{_"Show"}}{{/MAY_NOT}}<span class="unseen"> {{LABEL}}, {{LANGUAGE}}</span></a>{{/EDIT}}
</header>
<div class="shown">{{>PREVIEW}}</div>
{{#OWN}}<p class="help">{{_"Changed"}} <time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time> · {{BY}}</p>{{/OWN}}
{{#TEMPLATE}}<p class="help">{{_"Template"}} <span class="mono">{{TEMPLATE_NAME}}</span>, {{_"language"}} <span class="mono">{{TEMPLATE_LANGUAGE}}</span></p>{{/TEMPLATE}}
</article>
{{/TEXT}}
</div>
</section>
{{/CHANNEL}}
