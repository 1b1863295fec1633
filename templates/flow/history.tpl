{{%AUTOESCAPE context="HTML"}}
{{! ARCHIVED or ACTIVE; STALE {STALE_BY}; DRAFT {SAVED, SAVED_BY, DRAFT_WORDS, CHANGED {PUBLISHED, MAY_DISCARD} };
    ROWS {ROW {VERSION, AT, BY, NOTE, CURRENT, BEFORE {PREVIOUS_VERSION}, MAY_RESTORE}, COUNT, NEWER {PAGE}, OLDER {PAGE} } }}
<header class="page-head">
<div>
<p class="trail">{{#ACTIVE}}<a href="/flows/{{ID}}">@icon(previous small)@{{FLOW_NAME}}</a>{{/ACTIVE}}{{#ARCHIVED}}<a href="/flows?archived=1">@icon(previous small)@{{_"Archived"}}</a>{{/ARCHIVED}}</p>
<h1>{{_"History of"}} {{FLOW_NAME}}</h1>
<p class="lede">{{_"Published versions never change. A task keeps the version it began with."}}</p>
</div>
</header>
{{#STALE}}
<div class="banner wait" role="alert">@icon(low)@<div><strong>{{STALE_BY}} {{_"saved the draft meanwhile."}}</strong> {{_"Nothing was changed. Look at the draft first, then ask for it again."}}</div></div>
{{/STALE}}
{{#DRAFT}}
<section class="card" aria-labelledby="draft-title">
<header><h2 id="draft-title" class="with-icon">@icon(edit)@{{_"Draft"}}</h2>
{{#CHANGED}}<div class="actions"><a class="button small" href="/flows/{{ID}}/compare?from={{PUBLISHED:u}}&amp;to=draft">@icon(compare)@{{_"Show its changes"}}</a>{{#MAY_DISCARD}}<a class="button small quiet" href="/flows/{{ID}}/discard">@icon(undo)@{{_"Discard changes"}}</a>{{/MAY_DISCARD}}</div>{{/CHANGED}}
</header>
<div class="body"><p>{{DRAFT_WORDS}}</p><p class="help">{{_"Last change"}} <time datetime="{{SAVED_UTC}}" title="{{SAVED_UTC}}">{{SAVED}}</time> · {{SAVED_BY}}</p></div>
</section>
{{/DRAFT}}
{{#ROWS}}
<div class="card">
<table class="cards">
<caption>{{_"Versions"}}</caption>
<thead><tr><th scope="col">{{_"Version"}}</th><th scope="col">{{_"Published"}}</th><th scope="col">{{_"Note"}}</th><th scope="col"><span class="unseen">{{_"Actions"}}</span></th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row">{{_"Version"}} {{VERSION}}{{#CURRENT}} <span class="badge ok">@icon(ok)@{{_"For new tasks"}}</span>{{/CURRENT}}</th>
<td data-label="{{_"Published"}}"><span><time datetime="{{AT_UTC}}" title="{{AT_UTC}}">{{AT}}</time><span class="sub">{{BY}}</span></span></td>
<td data-label="{{_"Note"}}" class="note">{{NOTE}}</td>
<td><div class="actions">
{{#BEFORE}}<a class="button small quiet" href="/flows/{{ID}}/compare?from={{PREVIOUS_VERSION:u}}&amp;to={{VERSION:u}}">@icon(compare)@{{_"What changed"}}<span class="unseen"> {{_"in version"}} {{VERSION}}</span></a>{{/BEFORE}}
{{#MAY_RESTORE}}<form method="post" action="/flows/{{ID}}/history"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="base_version" value="{{BASE_VERSION}}"><input type="hidden" name="version" value="{{VERSION}}"><button class="button small" name="do" value="restore">@icon(undo)@{{_"Restore into the draft"}}<span class="unseen"> {{_"version"}} {{VERSION}}</span></button></form>{{/MAY_RESTORE}}
</div></td>
</tr>
{{/ROW}}
</tbody>
</table>
<footer class="paging"><span>{{COUNT}}</span><div class="actions">{{#NEWER}}<a class="button small" rel="prev" href="/flows/{{ID}}/history?page={{PAGE:u}}">{{_"Newer"}}</a>{{/NEWER}}{{#OLDER}}<a class="button small" rel="next" href="/flows/{{ID}}/history?page={{PAGE:u}}">{{_"Older"}}</a>{{/OLDER}}</div></footer>
</div>
{{/ROWS}}
