{{%AUTOESCAPE context="HTML"}}
{{! The worker's page where nobody works: inside the builder's phone (INERT), or on a real one by a link (BAR). The step is
    field/step.tpl, the worker's own. LANG, TITLE, THEME light or dark. }}
<!doctype html>
<html lang="{{LANG}}"{{#THEMED}} data-theme="{{THEME}}"{{/THEMED}}>
<head>
<meta charset="utf-8">
<title>{{TITLE}} · Sandi</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="@static(field.css)@">
<link rel="stylesheet" href="@static(screen.css)@">
{{#BAR}}<link rel="icon" href="@static(favicon.svg)@" type="image/svg+xml">
<script type="module" src="@static(field.js)@"></script>{{/BAR}}
</head>
<body>
{{#BAR}}
<nav class="bar" aria-label="{{_"Preview"}}"><strong>{{_"Preview"}}</strong>
<span class="group">{{#BAR_LANGUAGE}}<a href="{{HREF}}" lang="{{CODE}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{LABEL}}</a>{{/BAR_LANGUAGE}}</span>
<span class="group">{{#BAR_THEME}}<a href="{{HREF}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{LABEL}}</a>{{/BAR_THEME}}</span></nav>
{{/BAR}}
<main id="main"{{#INERT}} inert{{/INERT}}>
{{#BACK}}<a class="back" href="{{HREF}}">@field-icon(previous)@{{LABEL}}</a>{{/BACK}}
{{>STEP}}
{{#END}}
<header class="head"><h1>{{_"That was the last step"}}</h1><p class="soft">{{FLOW_NAME}}</p></header>
<p>{{_"A worker's task would be finished now. This was a preview: nothing was stored."}}</p>
<div class="thumb"><a class="button primary" href="{{HREF}}">{{_"From the start"}}</a></div>
{{/END}}
</main>
</body>
</html>
