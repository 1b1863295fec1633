{{%AUTOESCAPE context="HTML"}}
{{! Login, errors, and the sandbox: no menu.
    LANG, TITLE, HOME as in layout/console.tpl; LANGUAGES as there (no session: CSRF is empty), and WHO
    FLASH section {KIND, TEXT}
    BODY include: <div class="narrow …"> for one column in the middle, anything else for the full width }}
<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<title>{{TITLE}} · Sandi</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="preload" href="@static(jakarta.woff2)@" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="@static(app.css)@">
<link rel="icon" href="@static(favicon.svg)@" type="image/svg+xml">
<script type="module" src="@static(app.js)@"></script>
</head>
<body class="plain"{{#WHO}} data-person="{{WHO_ID}}"{{/WHO}}>
<header>
<a class="brand" href="{{HOME}}">@icon(sandi)@Sandi</a>
{{#LANGUAGES}}
<form class="languages" method="post" action="/language">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="from" value="{{PATH}}">
{{#LANGUAGE}}
<button class="link" name="language" value="{{CODE}}" lang="{{CODE}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{LABEL}}</button>
{{/LANGUAGE}}
</form>
{{/LANGUAGES}}
</header>
<main id="main" tabindex="-1">
{{#FLASH}}
<div class="banner {{KIND}}" role="status">@icon({{KIND}})@<div>{{TEXT}}</div></div>
{{/FLASH}}
{{>BODY}}
</main>
</body>
</html>
