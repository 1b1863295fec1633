{{%AUTOESCAPE context="HTML"}}
{{! The recipient's own page for a code, behind a link that says nothing of whom it is for: OPEN {CODE_INVALID}, GONE or DONE. }}
{{#OPEN}}
<form class="step otp entry" method="post" action="/field/code/{{TOKEN}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<header class="head"><h1>{{_"Type the code"}}</h1><p class="soft">{{_"It came to you as a message just now."}}</p></header>
<div class="field"><label for="code">{{_"Code"}}</label><input class="code-input" id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="500"{{#CODE_INVALID}} aria-describedby="code-error" aria-invalid="true"{{/CODE_INVALID}}>
{{#CODE_INVALID}}<p class="error" id="code-error" role="alert">@field-icon(bad)@<span>{{CODE_ERROR}}</span></p>{{/CODE_INVALID}}</div>
<div class="thumb"><button class="button primary">{{_"Confirm"}}</button></div>
</form>
{{/OPEN}}
{{#GONE}}
<div class="empty"><h1>{{_"This link does not work"}}</h1><p>{{_"It may have ended, or was not read completely. Ask the person who showed it to you."}}</p></div>
{{/GONE}}
{{#DONE}}
<div class="verified">@field-icon(ok large)@<h1 class="word">{{_"Thank you, done"}}</h1><span class="soft">{{_"You can close this page."}}</span></div>
{{/DONE}}
