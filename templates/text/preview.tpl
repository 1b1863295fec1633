{{%AUTOESCAPE context="HTML"}}
{{! One message as its reader sees it: SMS {LOCALE, FROM, TEXT}, MAIL {…, SUBJECT} or WHATSAPP {LOCALE, CODE, TEXT, FOOT, BUTTON}. }}
{{#SMS}}
<div class="bubble"><p class="from">@icon(sms small)@{{FROM}}</p><p lang="{{LOCALE}}" data-preview>{{TEXT:p}}</p></div>
{{/SMS}}
{{#MAIL}}
<div class="bubble email"><p class="from">@icon(email small)@{{FROM}}</p><p class="subject" lang="{{LOCALE}}" data-preview-subject>{{SUBJECT}}</p><p lang="{{LOCALE}}" data-preview>{{TEXT:p}}</p></div>
{{/MAIL}}
{{#WHATSAPP}}
<div class="bubble whatsapp"><p class="from">@icon(whatsapp small)@WhatsApp</p><p lang="{{LOCALE}}"><b>{{CODE}}</b>{{TEXT}}</p><p class="foot" lang="{{LOCALE}}">{{FOOT}}</p><p class="copy" lang="{{LOCALE}}">@icon(copy small)@{{BUTTON}}</p></div>
{{/WHATSAPP}}
