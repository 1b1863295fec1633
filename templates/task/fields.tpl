{{%AUTOESCAPE context="HTML"}}
<div class="field">
<label for="worker">{{_"Worker"}} <span class="optional">({{_"optional"}})</span></label>
<select id="worker" name="worker"{{#WORKER_INVALID}} aria-describedby="worker-error" aria-invalid="true"{{/WORKER_INVALID}}><option value="">{{_"Nobody yet"}}</option>{{#WORKER_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/WORKER_OPTION}}</select>
{{#WORKER_INVALID}}<p class="error" id="worker-error">@icon(bad)@{{WORKER_ERROR}}</p>{{/WORKER_INVALID}}
</div>
<fieldset class="group window" aria-describedby="window-help">
<legend>{{_"When"}} <span class="optional">({{_"optional"}})</span></legend>
<div class="field">
<label for="starts">{{_"Not before"}}</label>
<input id="starts" name="starts" type="datetime-local" max="9999-12-31T23:59" value="{{STARTS_VALUE}}"{{#STARTS_INVALID}} aria-describedby="starts-error" aria-invalid="true"{{/STARTS_INVALID}}>
{{#STARTS_INVALID}}<p class="error" id="starts-error">@icon(bad)@{{STARTS_ERROR}}</p>{{/STARTS_INVALID}}
</div>
<div class="field">
<label for="ends">{{_"Until"}}</label>
<input id="ends" name="ends" type="datetime-local" max="9999-12-31T23:59" value="{{ENDS_VALUE}}"{{#ENDS_INVALID}} aria-describedby="ends-error" aria-invalid="true"{{/ENDS_INVALID}}>
{{#ENDS_INVALID}}<p class="error" id="ends-error">@icon(bad)@{{ENDS_ERROR}}</p>{{/ENDS_INVALID}}
</div>
<p class="help" id="window-help">{{_"By the clocks of"}} {{ZONE}}.</p>
</fieldset>
<div class="field">
<label for="title">{{_"Name of the task"}} <span class="optional">({{_"optional"}})</span></label>
<input id="title" name="title" maxlength="200" autocomplete="off" value="{{TITLE_VALUE}}" aria-describedby="title-help{{#TITLE_INVALID}} title-error{{/TITLE_INVALID}}"{{#TITLE_INVALID}} aria-invalid="true"{{/TITLE_INVALID}}>
{{#TITLE_INVALID}}<p class="error" id="title-error">@icon(bad)@{{TITLE_ERROR}}</p>{{/TITLE_INVALID}}
<p class="help" id="title-help">{{_"What the worker sees in the list. Without one: the first text above, else the name of the flow."}}</p>
</div>
