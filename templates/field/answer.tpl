{{%AUTOESCAPE context="HTML"}}
{{! What was answered at one component, to read: in the worker's pages and in the office's. }}
{{#TEXT}}<span class="figure answer">{{VALUE:pre_escape}}</span>{{/TEXT}}
{{#PLACE}}<span class="figure answer">{{VALUE}}</span> <a class="no-print" href="geo:{{VALUE}}">{{_"Open in a map"}}</a>{{/PLACE}}
{{#PICTURE}}<a class="thumbnail" href="{{PICTURE_HREF}}"><img src="{{PICTURE_HREF}}" alt="{{PICTURE_ALT}}"{{#LAZY}} loading="lazy"{{/LAZY}}></a>{{/PICTURE}}
{{#TABLE}}
<table class="answer-rows"><thead><tr>{{#COLUMN}}<th scope="col">{{COLUMN_TITLE}}</th>{{/COLUMN}}</tr></thead><tbody>
{{#ROW}}<tr>{{#CELL}}<td>{{CELL_VALUE}}</td>{{/CELL}}</tr>
{{/ROW}}</tbody></table>
{{/TABLE}}
