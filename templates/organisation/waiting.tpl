{{%AUTOESCAPE context="HTML"}}
{{! What waits for staff. REQUESTS {REQUEST {ID, REQUEST_ID, NAME, AMOUNT, INVOICE, NOTE, BY, AT} }, else NO_REQUESTS
    APPROVALS {APPROVAL {ID, FORM, NAME, KIND, AMOUNT, BEFORE, AFTER, REFERENCE, WHY, BY, AT, OWN or FOREIGN section} }, else NO_APPROVALS }}
<header class="page-head">
<div><h1>{{_"Waiting"}}</h1><p class="lede">{{_"What organisations ask for, and what a second person has to approve."}}</p></div>
</header>
@tabs(support /support/top-ups)@
<section class="card" aria-labelledby="requests">
<header><h2 id="requests">{{_"Requests"}}</h2></header>
{{#REQUESTS}}
<table class="cards">
<caption class="unseen">{{_"Open requests, the oldest first"}}</caption>
<thead><tr><th scope="col">{{_"Organisation"}}</th><th scope="col">{{_"Invoice"}}</th><th scope="col">{{_"By"}}</th><th scope="col" class="n">{{_"Amount, credits"}}</th><th scope="col"><span class="unseen">{{_"Actions"}}</span></th></tr></thead>
<tbody>
{{#REQUEST}}
<tr>
<th scope="row"><a class="long" href="/support/organisations/{{ID}}">{{NAME}}</a><span class="sub long">{{NOTE}}</span></th>
<td data-label="{{_"Invoice"}}"><span class="long">{{INVOICE}}</span></td>
<td data-label="{{_"By"}}"><span>{{BY}}<span class="sub"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></span></span></td>
<td class="n" data-label="{{_"Amount, credits"}}">{{AMOUNT}}</td>
<td><div class="actions"><a class="button small" href="/support/organisations/{{ID}}?request={{REQUEST_ID:u}}#top-up">{{_"Fulfil"}}</a><a class="button small quiet" href="/support/organisations/{{ID}}#request">{{_"Decline"}}</a></div></td>
</tr>
{{/REQUEST}}
</tbody>
</table>
{{/REQUESTS}}
{{#NO_REQUESTS}}<div class="empty"><p>{{_"No organisation asks for a top-up."}}</p></div>{{/NO_REQUESTS}}
</section>
<section class="card" aria-labelledby="approvals">
<header><h2 id="approvals">{{_"Approvals"}}</h2></header>
{{#APPROVALS}}
<table class="cards">
<caption class="unseen">{{_"Top-ups that wait for a second person, the oldest first"}}</caption>
<thead><tr><th scope="col">{{_"Organisation"}}</th><th scope="col">{{_"What"}}</th><th scope="col">{{_"By"}}</th><th scope="col" class="n">{{_"Amount, credits"}}</th><th scope="col" class="n">{{_"Balance, credits"}}</th><th scope="col"><span class="unseen">{{_"Decision"}}</span></th></tr></thead>
<tbody>
{{#APPROVAL}}
<tr>
<th scope="row"><a class="long" href="/support/organisations/{{ID}}">{{NAME}}</a><span class="sub long">{{REFERENCE}}</span></th>
<td data-label="{{_"What"}}"><span>{{KIND}}<span class="sub long">{{WHY}}</span></span></td>
<td data-label="{{_"By"}}"><span>{{BY}}<span class="sub"><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time></span></span></td>
<td class="n" data-label="{{_"Amount, credits"}}">{{AMOUNT}}</td>
<td class="n" data-label="{{_"Balance, credits"}}"><span>{{BEFORE}} → {{AFTER}}</span></td>
<td>
<form class="actions" method="post" action="/support/organisations/{{ID}}/approvals/{{FORM}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FOREIGN}}<button class="button small" name="do" value="approve" data-once>{{_"Approve"}}</button>{{/FOREIGN}}<button class="button small quiet" name="do" value="refuse" data-once>{{#FOREIGN}}{{_"Refuse"}}{{/FOREIGN}}{{#OWN}}{{_"Take back"}}{{/OWN}}</button>
</form>
{{#OWN}}<span class="sub">{{_"Somebody else has to approve it."}}</span>{{/OWN}}
</td>
</tr>
{{/APPROVAL}}
</tbody>
</table>
{{/APPROVALS}}
{{#NO_APPROVALS}}<div class="empty"><p>{{_"Nothing waits for a second person."}}</p></div>{{/NO_APPROVALS}}
</section>
