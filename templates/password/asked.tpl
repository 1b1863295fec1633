{{%AUTOESCAPE context="HTML"}}
{{! The same for every address. EMAIL as typed }}
<div class="narrow card">
<h1>{{_"Look into your mailbox"}}</h1>
<p>{{_"If there is a login for this address, a link is on its way to it:"}} <strong>{{EMAIL}}</strong></p>
<p class="help">{{_"The link works once, within 30 minutes. If nothing comes, look into the spam folder, or ask an admin of your organisation which address you have."}}</p>
<p><a href="/login">{{_"Back to sign in"}}</a></p>
</div>
