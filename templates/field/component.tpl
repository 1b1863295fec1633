{{%AUTOESCAPE context="HTML"}}
{{! One component of a page, but an OTP (otp.tpl): drawn in the worker's step, in the office's form of a new task and
    in the builder's phone. What field.js needs to follow its rules while somebody types stands in data- attributes. }}
<div class="field" id="field_{{ID}}" data-component="{{ID}}" data-type="{{TYPE}}"{{#RULED}} data-rules="{{RULES}}"{{#FIRST_UNSHOWN}} data-hidden{{/FIRST_UNSHOWN}}{{#FIRST_REQUIRED}} data-required{{/FIRST_REQUIRED}}{{/RULED}}{{#UNSHOWN}} hidden{{/UNSHOWN}}{{#SELECTED}} data-selected{{/SELECTED}}>
{{#LABELLED}}
<label for="answer_{{ID}}">{{TITLE}}{{#OPTIONAL}} <span class="optional"{{#OPTIONAL_UNSHOWN}} hidden{{/OPTIONAL_UNSHOWN}}>({{_"optional"}})</span>{{/OPTIONAL}}</label>
{{/LABELLED}}
{{#INPUT}}
<input id="answer_{{ID}}" name="answer_{{ID}}" type="{{KIND}}"{{#PLAIN}} inputmode="{{MODE}}" maxlength="500"{{/PLAIN}} autocomplete="off"{{#MUST}} required{{/MUST}} value="{{VALUE}}"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>
{{#LOCATE}}<button class="button" type="button" data-locate="answer_{{ID}}" data-failed="{{_"This phone does not tell where it is. Type the coordinate."}}" hidden>{{_"Use this place"}}</button>{{/LOCATE}}
{{/INPUT}}
{{#AREA}}
<textarea id="answer_{{ID}}" name="answer_{{ID}}" rows="3" maxlength="500" autocomplete="off"{{#MUST}} required{{/MUST}}{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>
{{VALUE:pre_escape}}</textarea>
{{/AREA}}
{{#SELECT}}
<select id="answer_{{ID}}" name="answer_{{ID}}"{{#MUST}} required{{/MUST}}{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}><option value="">{{_"Choose"}}</option>{{#OPTION}}<option value="{{OPTION_VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{OPTION_VALUE}}</option>{{/OPTION}}</select>
{{/SELECT}}
{{#GROUP}}
<fieldset class="group" id="answer_{{ID}}" tabindex="-1"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>
<legend>{{TITLE}}{{#OPTIONAL}} <span class="optional"{{#OPTIONAL_UNSHOWN}} hidden{{/OPTIONAL_UNSHOWN}}>({{_"optional"}})</span>{{/OPTIONAL}}</legend>
{{#OPTION}}
<label class="choice"><input type="{{KIND}}" name="answer_{{ID}}" value="{{OPTION_VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}><span>{{OPTION_VALUE}}</span></label>
{{/OPTION}}
{{#NO_ANSWER}}
<label class="choice"><input type="radio" name="answer_{{ID}}" value=""><span class="soft">{{_"No answer"}}</span></label>
{{/NO_ANSWER}}
{{#PICTURE}}
<div class="picture"><a href="{{PICTURE_HREF}}"><img src="{{PICTURE_HREF}}" alt="{{PICTURE_ALT}}" loading="lazy"></a><button class="button" name="do" value="drop:{{ID}}:{{PICTURE_ID}}" aria-label="{{PICTURE_REMOVE}}">{{_"Remove"}}</button></div>
{{/PICTURE}}
{{#TAKE}}
<input id="file_{{ID}}" name="file_{{ID}}" type="file" accept="image/jpeg,image/png,image/webp" capture="environment" aria-label="{{TITLE}}" data-photo{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>
<p class="help" data-too-large="{{_"This photo is too large. Take it again in a lower quality."}}" role="status"></p>
{{#ANOTHER}}<button class="button" name="do" value="add:{{ID}}">{{_"Add this photo"}}</button>{{/ANOTHER}}
{{/TAKE}}
{{#SIGN}}
<label class="signer"><span>{{_"Name of who signs"}}</span><input id="name_{{ID}}" name="answer_{{ID}}" maxlength="200" autocomplete="off" value="{{VALUE}}"{{#INVALID}} aria-invalid="true"{{/INVALID}}></label>
{{#PAD}}<div class="pad" data-pad hidden><p class="help">{{_"Sign here with a finger"}}</p><canvas width="960" height="360"></canvas><button class="button" type="button" data-clear>{{_"Clear the drawing"}}</button><input name="file_{{ID}}" type="file" accept="image/png" aria-label="{{TITLE}}" hidden></div>{{/PAD}}
{{/SIGN}}
{{#ROW}}
<fieldset class="row"><legend>{{ROW_WORDS}}</legend>
{{#CELL}}<label><span>{{COLUMN}}</span><input name="cell_{{ID}}_{{AT}}" maxlength="200" autocomplete="off" value="{{CELL_VALUE}}"></label>
{{/CELL}}
<button class="button" name="do" value="drop:{{ID}}:{{ROW_AT}}" aria-label="{{ROW_REMOVE}}">{{_"Remove"}}</button>
</fieldset>
{{/ROW}}
{{#ADD_ROW}}
<button class="button" id="add_{{ID}}" name="do" value="add:{{ID}}">{{_"Add row"}}</button>
{{/ADD_ROW}}
</fieldset>
{{/GROUP}}
{{#NOTE}}
<section class="note"><h2>{{TITLE}}</h2><p>{{NOTE_TEXT:pre_escape}}</p></section>
{{/NOTE}}
{{#INVALID}}<p class="error" id="answer_{{ID}}-error">@field-icon(bad)@{{ERROR}}</p>{{/INVALID}}
{{#HELP}}<p class="help" id="answer_{{ID}}-help">{{HELP_TEXT}}</p>{{/HELP}}
</div>
