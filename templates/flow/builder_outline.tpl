{{%AUTOESCAPE context="HTML"}}
<section class="pane" aria-labelledby="pages-title" id="pages"><header class="pane-head"><h2 id="pages-title">{{_"Pages"}}</h2><span class="help">{{COUNT}}</span></header>
<ol class="outline">
{{#PAGE}}
<li data-page="{{PAGE_ID}}"{{#PAGE_CURRENT}} class="open"{{/PAGE_CURRENT}}><div class="page-row"{{#PAGE_SELECTED}} aria-current="true"{{/PAGE_SELECTED}}><a class="page-name" href="/flows/{{ID}}?p={{PAGE_ID:u}}#settings"{{#PAGE_SELECTED}} aria-current="true"{{/PAGE_SELECTED}} data-pick>@icon(page)@<span class="name">{{PAGE_TITLE}}</span></a>{{#PAGE_INITIAL}}<span class="help">{{_"by the office"}}</span>{{/PAGE_INITIAL}}{{#PAGE_BAD}}<span class="problem">@icon(low)@<span class="unseen">{{_"Has a problem"}}</span></span>{{/PAGE_BAD}}
{{#PAGE_MOVES}}
<span class="moves"><button class="button small square quiet" form="settings-form" name="do" value="up"{{#FOCUS_UP}} autofocus{{/FOCUS_UP}}>@icon(up)@<span class="unseen">{{_"Page up"}}</span></button><button class="button small square quiet" form="settings-form" name="do" value="down"{{#FOCUS_DOWN}} autofocus{{/FOCUS_DOWN}}>@icon(down)@<span class="unseen">{{_"Page down"}}</span></button></span>
{{/PAGE_MOVES}}</div>
<ul data-components>
{{#COMPONENT}}
<li class="component" data-id="{{COMPONENT_ID}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}><a href="/flows/{{ID}}?c={{COMPONENT_ID:u}}#settings"{{#CURRENT}} aria-current="true"{{/CURRENT}} data-pick>@icon({{ICON}})@<span class="name">{{COMPONENT_TITLE}}<span class="sub">{{COMPONENT_TYPE}}{{#RULED}} · {{_"with rules"}}{{/RULED}}</span></span></a>{{#BAD}}<span class="problem">@icon(low)@<span class="unseen">{{_"Has a problem"}}</span></span>{{/BAD}}
{{#MOVES}}
<span class="moves"><button class="button small square quiet" form="settings-form" name="do" value="up"{{#FOCUS_UP}} autofocus{{/FOCUS_UP}}>@icon(up)@<span class="unseen">{{_"Move up"}}</span></button><button class="button small square quiet" form="settings-form" name="do" value="down"{{#FOCUS_DOWN}} autofocus{{/FOCUS_DOWN}}>@icon(down)@<span class="unseen">{{_"Move down"}}</span></button></span>
{{/MOVES}}
</li>
{{/COMPONENT}}
</ul>
{{#ADD_HERE}}
<div class="adder"><label class="unseen" for="new-type">{{_"Kind of the new one"}}</label><select id="new-type" name="new_type" form="settings-form">{{#NEW_TYPE}}<option value="{{VALUE}}">{{LABEL}}</option>{{/NEW_TYPE}}</select>
<button class="button small" form="settings-form" name="do" value="add">@icon(plus)@{{_"Add component"}}</button></div>
{{/ADD_HERE}}
</li>
{{/PAGE}}
</ol>
{{#ADD_PAGE}}
<button class="button quiet" form="settings-form" name="do" value="add-page">@icon(plus)@{{_"Add page"}}</button>
{{/ADD_PAGE}}
</section>
