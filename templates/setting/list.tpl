{{%AUTOESCAPE context="HTML"}}
{{! What can be set. ADMIN section: what only admins see }}
<header class="page-head"><div><h1>{{_"Settings"}}</h1></div></header>
<ul class="card index">
<li><a href="/settings/texts">@icon(text)@<span>{{_"Texts"}}<span class="help">{{_"What recipients read, by channel and language."}}</span></span></a></li>
{{#ADMIN}}
<li><a href="/settings/organisation">@icon(organisation)@<span>{{_"Organisation"}}<span class="help">{{_"Name, home country, time zone and language."}}</span></span></a></li>
<li><a href="/settings/limits">@icon(limit)@<span>{{_"Limits on sending"}}<span class="help">{{_"How many codes may go to one recipient, and be asked for by one person."}}</span></span></a></li>
<li><a href="/settings/keys">@icon(otp)@<span>{{_"API keys"}}<span class="help">{{_"For programs that send and check codes."}}</span></span></a></li>
<li><a href="/settings/audit">@icon(history)@<span>{{_"Audit log"}}<span class="help">{{_"Who changed what, when, and from where."}}</span></span></a></li>
{{/ADMIN}}
<li><a href="/settings/account">@icon(lock)@<span>{{_"Your account"}}<span class="help">{{_"Your password, and where you are signed in."}}</span></span></a></li>
</ul>
