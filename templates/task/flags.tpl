{{%AUTOESCAPE context="HTML"}}
{{! What somebody should look at twice. FLAG rows {TITLE of the step, TEXT} }}
<section class="banner wait flags" aria-labelledby="flags">@icon(low)@<div><h2 id="flags">{{_"Worth a second look"}}</h2>
<ul>
{{#FLAG}}
<li><span class="soft">{{TITLE}}:</span> {{TEXT}}</li>
{{/FLAG}}
</ul></div></section>
