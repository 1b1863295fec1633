{{%AUTOESCAPE context="HTML"}}
{{! Where to act. ROW {ID, NAME, ROLE, CURRENT section} }}
<div class="narrow card">
<h1>{{_"Choose an organisation"}}</h1>
<form class="form homes" method="post" action="/organisations">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#ROW}}
<button class="choice-button" name="organisation" value="{{ID}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>@icon(organisation)@<span>{{NAME}}<span class="sub">{{ROLE}}{{#CURRENT}} · {{_"you are here"}}{{/CURRENT}}</span></span></button>
{{/ROW}}
</form>
</div>
