{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANGUAGE}}">
<head><meta charset="utf-8"><title>{{SUBJECT}}</title></head>
<body>
<h1>{{SUBJECT}}</h1>
{{#PARAGRAPH}}
<p>{{#LINE}}{{BEFORE}}{{#CODED}}<font size="6"><b>{{CODE}}</b></font>{{/CODED}}{{AFTER}}{{#LINE_separator}}<br>{{/LINE_separator}}{{/LINE}}</p>
{{/PARAGRAPH}}
</body>
</html>
