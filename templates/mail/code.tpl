{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANGUAGE}}">
<head><meta charset="utf-8"><title>{{SUBJECT}}</title></head>
<body>
<h1>{{SUBJECT}}</h1>
<p><font size="7"><b>{{CODE}}</b></font></p>
<p>{{SENTENCE}}</p>
<p>{{HINT}}</p>
</body>
</html>
