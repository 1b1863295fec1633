{{%AUTOESCAPE context="HTML"}}
{{! The worker's pages on a phone: no chrome, one column; its own small stylesheet keeps a page below 45 KB.
    LANG, TITLE; CSRF of the session (a body has it in its own forms)
    BACK section {HREF, LABEL}: one way back · PERSON section {PERSON_NAME, ELSEWHERE section: may act for other organisations, too}: only on the task list, with Sign out
    FACTOR section {FACTOR_DUE}: a second factor is to be set up by then
    FLASH section {KIND success, info or error, TEXT}
    WHO section {WHO_ID, ZONE}: whose page it is, for what the phone keeps; SIGNAL section: the line that says what is not sent
    BODY include: title, step, fields, and the one big button in <div class="thumb"> }}
<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<title>{{TITLE}} · Sandi</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="preload" href="@static(jakarta.woff2)@" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="@static(field.css)@">
<link rel="icon" href="@static(favicon.svg)@" type="image/svg+xml">
<script type="module" src="@static(field.js)@"></script>
</head>
<body{{#WHO}} data-person="{{WHO_ID}}" data-zone="{{ZONE}}"{{/WHO}}>
<main id="main">
{{#SIGNAL}}
<p class="signal" id="signal" role="status" data-kept="{{_"Kept on this phone, not sent yet."}}" data-offline="{{_"No signal. What you type is kept on this phone."}}" data-sending="{{_"Sending what was kept on this phone…"}}" data-sent="{{_"Sent"}}" data-last="{{_"Kept on this phone, not sent yet. The task is finished as soon as there is a signal."}}" data-look="{{_"Please look at this once more:"}}" data-code="{{_"A code can’t be sent without signal: your other answers are kept."}}" data-needed="{{_"This needs a signal. What you typed is kept on this phone."}}" data-login="{{_"Sign in to send what is kept on this phone."}}" data-full="{{_"This phone has no room to keep what you type. Do not close this page."}}" data-leave="{{_"Not everything is sent yet. Sign out once more to erase it from this phone."}}"></p>
{{/SIGNAL}}
{{#BACK}}
<a class="back" href="{{HREF}}">@field-icon(previous)@{{LABEL}}</a>
{{/BACK}}
{{#FACTOR}}
<div class="banner info" role="status">@field-icon(info)@<div>{{_"Your organisation asks you to set up a second factor by"}} {{FACTOR_DUE}}. <a href="/settings/factor">{{_"Set up"}}</a></div></div>
{{/FACTOR}}
{{#FLASH}}
<div class="banner {{KIND}}" role="status">@field-icon({{KIND}})@<div>{{TEXT}}</div></div>
{{/FLASH}}
{{>BODY}}
</main>
{{#PERSON}}
<footer>
<span><a href="/settings/account">{{PERSON_NAME}}</a>{{#ELSEWHERE}} · <a href="/organisations">{{_"Switch organisation"}}</a>{{/ELSEWHERE}}</span>
<form method="post" action="/logout">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="link">{{_"Sign out"}}</button>
</form>
</footer>
{{/PERSON}}
</body>
</html>
