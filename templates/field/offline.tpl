{{%AUTOESCAPE context="HTML"}}
<div class="empty">@field-icon(wait large)@<h1>{{_"No signal"}}</h1><p>{{_"This page is not on this phone yet. What you typed is kept, and nothing is lost."}}</p></div>
<div class="thumb"><a class="button primary" href="">{{_"Try again"}}</a><a class="button" href="/field">{{_"To your tasks"}}</a></div>
