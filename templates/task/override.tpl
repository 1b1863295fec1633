{{%AUTOESCAPE context="HTML"}}
{{! An admin lets an OTP step pass. ID of the task, TITLE its, STEP the component's title, COMPONENT its id, TO {RECIPIENT masked}, WAITING section: a code waits
    the form's fields (web/form.h) }}
<header class="page-head">
<div>
<p class="trail"><a href="/tasks/{{ID}}">@icon(previous small)@{{TITLE}}</a></p>
<h1>{{_"Let pass without a code"}}</h1>
<p class="lede">{{STEP}}{{#TO}} · {{RECIPIENT}}{{/TO}}</p>
</div>
</header>
{{#FORM_ERRORS}}
<div class="summary" role="alert" tabindex="-1"><h2>{{_"Nothing was changed yet"}}</h2><ul>{{#FORM_ERROR}}<li><a href="#{{FIELD}}">{{LABEL}}: {{TEXT}}</a></li>{{/FORM_ERROR}}</ul></div>
{{/FORM_ERRORS}}
<form class="form card" method="post" action="/tasks/{{ID}}/override/{{COMPONENT}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="banner wait">@icon(low)@<div><strong>{{_"What this means"}}</strong>
<ul>
<li>{{_"The worker can finish the task although nobody proved to have received the code."}}</li>
{{#WAITING}}<li>{{_"The code that waits now is canceled. What was charged for it stays charged."}}</li>{{/WAITING}}
<li>{{_"No other code can be sent for this step."}}</li>
<li>{{_"It never says Verified: the task, its proof and every export say that you let it pass, when and why."}}</li>
<li>{{_"It cannot be taken back."}}</li>
</ul></div></div>
<div class="field">
<label for="reason">{{_"Reason"}}</label>
<textarea id="reason" name="reason" rows="4" required minlength="10" maxlength="500" aria-describedby="reason-help{{#REASON_INVALID}} reason-error{{/REASON_INVALID}}"{{#REASON_INVALID}} aria-invalid="true"{{/REASON_INVALID}}>
{{REASON_VALUE:p}}</textarea>
{{#REASON_INVALID}}<p class="error" id="reason-error">@icon(bad)@{{REASON_ERROR}}</p>{{/REASON_INVALID}}
<p class="help" id="reason-help">{{_"How do you know that the right person was there? 10 to 500 characters, kept for good, so without the recipient's number or address."}}</p>
</div>
<div class="field">
<label for="password">{{_"Current password"}}</label>
<input id="password" name="password" type="password" required autocomplete="current-password"{{#PASSWORD_INVALID}} aria-describedby="password-error" aria-invalid="true"{{/PASSWORD_INVALID}}>
{{#PASSWORD_INVALID}}<p class="error" id="password-error">@icon(bad)@{{PASSWORD_ERROR}}</p>{{/PASSWORD_INVALID}}
</div>
<div class="actions"><button class="button danger" data-once>@icon(lock)@{{_"Let the step pass"}}</button><a class="button quiet" href="/tasks/{{ID}}">{{_"Cancel"}}</a></div>
</form>
