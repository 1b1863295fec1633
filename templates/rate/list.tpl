{{%AUTOESCAPE context="HTML"}}
{{! The price list.
    Q what was searched · CLEAR section when something was · COUNT countries in words · AS_OF time
    EMAIL section {EMAIL_PRICE} · ROWS section around the table, else EMPTY
    ROW {COUNTRY, ISO, FLAG, CALLING_CODE, WHERE, HOME section, WHATSAPP or WHATSAPP_WORDS, SMS or SMS_WORDS, SINCE} }}
<header class="page-head">
<div>
<h1>{{_"Rates"}}</h1>
<p class="lede">{{_"What one message costs, in credits. The country of the recipient's number decides, not where the message is sent from."}}</p>
</div>
</header>
<nav class="tabs" aria-label="{{_"Billing"}}">
<a href="/billing/rates" aria-current="page">{{_"Rates"}}</a>
<a href="/billing/credit">{{_"Credit"}}</a>
<a href="/billing/usage">{{_"Usage"}}</a>
<a href="/billing/statements">{{_"Months"}}</a>
<a href="/billing/top-up">{{_"Top-ups"}}</a>
<a href="/billing/warnings">{{_"Warnings"}}</a>
</nav>
{{#EMAIL}}
<section class="card"><div class="body">
<p class="with-icon">@icon(email)@<span>{{_"Credits for one email, to any address"}}: <strong class="figure">{{EMAIL_PRICE}}</strong></span></p>
</div></section>
{{/EMAIL}}
<form class="filters" method="get" action="/billing/rates" role="search">
<div class="field grow">
<label for="q">{{_"Search country or number"}}</label>
<span class="search">@icon(search)@<input type="search" id="q" name="q" value="{{Q}}" maxlength="80" placeholder="Indonesia, ID, +62, 0812…"></span>
</div>
<button class="button">{{_"Search"}}</button>
{{#CLEAR}}<a class="button quiet" href="/billing/rates">{{_"Show all"}}</a>{{/CLEAR}}
</form>
<section class="card">
{{#ROWS}}
<table class="cards rates">
<caption class="unseen">{{_"Credits a message, by country"}}</caption>
<thead><tr>
<th scope="col">{{_"Country"}}</th>
<th scope="col">{{_"Code"}}</th>
<th scope="col" class="n">{{_"WhatsApp, credits"}}</th>
<th scope="col" class="n">{{_"SMS, credits"}}</th>
<th scope="col">{{_"Where"}}</th>
<th scope="col">{{_"Since"}}</th>
</tr></thead>
<tbody>
{{#ROW}}
<tr{{#HOME}} class="home"{{/HOME}}>
<th scope="row"><span class="with-icon"><img class="flag" src="@static(flags)@/{{FLAG}}.svg" alt="" loading="lazy" width="20" height="15">{{COUNTRY}}</span></th>
<td data-label="{{_"Code"}}"><span class="nowrap"><span class="code">{{ISO}}</span> {{CALLING_CODE}}</span></td>
<td class="n" data-label="{{_"WhatsApp, credits"}}">{{WHATSAPP}}<span class="soft">{{WHATSAPP_WORDS}}</span></td>
<td class="n" data-label="{{_"SMS, credits"}}">{{SMS}}<span class="soft">{{SMS_WORDS}}</span></td>
<td data-label="{{_"Where"}}">{{WHERE}}</td>
<td data-label="{{_"Since"}}"><time datetime="{{SINCE_UTC}}" title="{{SINCE_UTC}}">{{SINCE}}</time></td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/ROWS}}
{{#EMPTY}}
<div class="empty">
@icon(empty large)@
<h2>{{_"No country matches"}}</h2>
<p>{{_"Search by the country's name, its two letters, its calling code, or a whole phone number."}}</p>
<a class="button" href="/billing/rates">{{_"Show all"}}</a>
</div>
{{/EMPTY}}
<footer><span>{{COUNT}}</span><span>{{_"As of"}} <time datetime="{{AS_OF_UTC}}" title="{{AS_OF_UTC}}">{{AS_OF}}</time></span></footer>
</section>
