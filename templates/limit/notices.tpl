{{%AUTOESCAPE context="HTML"}}
{{! Spending that admins should see: NOTICE rows {WORDS, UNUSUAL section {MEAN}, DAY, COUNTRY, KIND} · CSRF }}
{{#NOTICE}}
<div class="banner wait" role="status">@icon(low)@<div><strong>{{DAY}}</strong> {{WORDS}}{{#UNUSUAL}} {{_"A day of the week before cost"}} {{MEAN}} {{_"on average."}}{{/UNUSUAL}}
<form class="actions" method="post" action="/billing/limits/alerts"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="day" value="{{DAY}}"><input type="hidden" name="country" value="{{COUNTRY}}"><input type="hidden" name="kind" value="{{KIND}}"><button class="button small">{{_"Put away"}}<span class="unseen"> {{WORDS}}</span></button></form></div></div>
{{/NOTICE}}
