{{%AUTOESCAPE context="HTML"}}
<section class="rules" id="rules" aria-labelledby="rules-title"><h3 id="rules-title">{{_"Rules"}}</h3>
{{#NONE}}<p class="help">{{_"Always the same. A rule shows, hides, requires or fills this in by the answer of another field."}}</p>{{/NONE}}
{{#RULE}}
<fieldset class="rule" data-rule><legend>{{RULE_WORDS}}</legend>
<label class="unseen" for="rule_do_{{AT}}">{{_"What it does"}}</label><select id="rule_do_{{AT}}" name="rule_do_{{AT}}" data-rule-do>{{#ACTION_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/ACTION_OPTION}}</select>
<span class="rule-fill"><label for="rule_fill_{{AT}}">{{_"with"}}</label><input id="rule_fill_{{AT}}" name="rule_fill_{{AT}}" maxlength="300" value="{{RULE_FILL}}"></span>
<label class="word" for="rule_field_{{AT}}">{{_"if"}}</label><select id="rule_field_{{AT}}" name="rule_field_{{AT}}"{{#FOCUS_ROW}} autofocus{{/FOCUS_ROW}}><option value="">{{_"Choose a field"}}</option>{{#FIELD_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FIELD_OPTION}}</select>
<label class="unseen" for="rule_test_{{AT}}">{{_"How it is looked at"}}</label><select id="rule_test_{{AT}}" name="rule_test_{{AT}}" data-rule-test>{{#TEST_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/TEST_OPTION}}</select>
<span class="rule-value"><label class="unseen" for="rule_value_{{AT}}">{{_"Value"}}</label><input id="rule_value_{{AT}}" name="rule_value_{{AT}}" maxlength="300" value="{{RULE_VALUE}}"></span>
<button class="button small square quiet" name="do" value="rule-remove:{{AT}}" aria-label="{{RULE_REMOVE}}">@icon(delete)@</button>
</fieldset>
{{/RULE}}
{{#ADD}}<button class="button small" name="do" value="rule-add"{{#FOCUS_RULE_ADD}} autofocus{{/FOCUS_RULE_ADD}}>@icon(plus)@{{_"Add rule"}}</button>{{/ADD}}
</section>
