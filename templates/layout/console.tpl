{{%AUTOESCAPE context="HTML"}}
{{! The frame of the console's and of staff's pages.
    LANG language tag · TITLE of the page, translated · HOME where the mark leads
    NAV rows {HREF, LABEL, ICON an id of static/sprite.icons, CURRENT section of the entry that is open}: only pages that exist
    ORGANISATION section {ORGANISATION_NAME, ELSEWHERE section: the person has others, too}: of the member, or the one that staff have chosen
    CREDIT section {CREDIT_AVAILABLE, CREDIT_LINK section {CREDIT_HREF}, CREDIT_KIND "" or "wait" when low or "bad" when none is left, CREDIT_LOW section}
    WARNING section {WARNING_KIND, WARNING_EMPTY or WARNING_LOW {WARNING_AVAILABLE} or WARNING_DAYS {WARNING_WORDS}, WARNING_ADMIN section, WARNING_HIDE section {PATH} }:
      of low credit
    PERSON section {PERSON_NAME}; CSRF of the session · WHO section {WHO_ID}: whose page it is, for what the browser keeps
    LANGUAGES section {PATH where to return, LANGUAGE rows {CODE, LABEL, CURRENT section} }
    FACTOR section {FACTOR_DUE}: a second factor is to be set up by then
    FLASH section {KIND success, info or error, TEXT}: what the last action did
    BODY include: the page, from its <header class="page-head"> on }}
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
<body{{#WHO}} data-person="{{WHO_ID}}"{{/WHO}}>
<a class="skip" href="#main">{{_"Skip to content"}}</a>
<div class="frame">
<nav class="rail" id="menu" aria-label="{{_"Main menu"}}">
<a class="brand" href="{{HOME}}">@icon(sandi)@Sandi</a>
<a class="button quiet close" href="#main">@icon(close)@{{_"Close"}}</a>
<ul>
{{#NAV}}
<li><a href="{{HREF}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>@icon({{ICON}})@{{LABEL}}</a></li>
{{/NAV}}
</ul>
<div class="who">
{{#PERSON}}
<p class="name"><a href="/settings/account">{{PERSON_NAME}}</a></p>
<form method="post" action="/logout">
<p role="alert" hidden>{{_"Not everything is sent yet. Sign out once more to erase it from this phone."}}</p>
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="link">{{_"Sign out"}}</button>
</form>
{{/PERSON}}
{{#LANGUAGES}}
<form class="languages" method="post" action="/language">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="from" value="{{PATH}}">
{{#LANGUAGE}}
<button class="link" name="language" value="{{CODE}}" lang="{{CODE}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{LABEL}}</button>
{{/LANGUAGE}}
</form>
{{/LANGUAGES}}
</div>
</nav>
<header class="top">
<a class="button quiet small menu-link" href="#menu">@icon(menu)@{{_"Menu"}}</a>
<div class="place">
{{#ORGANISATION}}
<span class="organisation">{{ORGANISATION_NAME}}</span>{{#ELSEWHERE}} <a class="button quiet small" href="/organisations">@icon(sort small)@{{_"Switch"}}<span class="unseen"> {{_"organisation"}}</span></a>{{/ELSEWHERE}}
{{/ORGANISATION}}
{{#CREDIT}}
<a class="chip {{CREDIT_KIND}}"{{#CREDIT_LINK}} href="{{CREDIT_HREF}}"{{/CREDIT_LINK}}>{{#CREDIT_LOW}}@icon(low small)@{{/CREDIT_LOW}}<span class="words">{{_"Available credit"}}</span> <b>{{CREDIT_AVAILABLE}}</b></a>
{{/CREDIT}}
</div>
</header>
<main id="main" tabindex="-1">
{{#WARNING}}
<div class="banner credit {{WARNING_KIND}} no-print" role="status">@icon(low)@<div>
<p>{{#WARNING_EMPTY}}<strong>{{_"No credit is left."}}</strong> {{_"Codes cannot be sent until support tops up your organisation."}}{{/WARNING_EMPTY}}{{#WARNING_LOW}}<strong>{{_"Credit is low."}}</strong> {{_"Available, credits"}}: {{WARNING_AVAILABLE}}{{/WARNING_LOW}}{{#WARNING_DAYS}}<strong>{{_"Credit runs out soon."}}</strong> {{WARNING_WORDS}}{{/WARNING_DAYS}}</p>
{{#WARNING_ADMIN}}<a href="/billing/top-up">{{_"Request a top-up"}}</a>{{/WARNING_ADMIN}}
{{#WARNING_HIDE}}<form method="post" action="/billing/hush"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="from" value="{{PATH}}"><button class="link">{{_"Hide until tomorrow"}}</button></form>{{/WARNING_HIDE}}
</div></div>
{{/WARNING}}
{{#FACTOR}}
<div class="banner wait no-print" role="status">@icon(lock)@<div>{{_"Your organisation asks you to set up a second factor by"}} {{FACTOR_DUE}}. <a href="/settings/factor">{{_"Set up"}}</a></div></div>
{{/FACTOR}}
{{#FLASH}}
<div class="banner {{KIND}}" role="status">@icon({{KIND}})@<div>{{TEXT}}</div></div>
{{/FLASH}}
{{>BODY}}
</main>
</div>
</body>
</html>
