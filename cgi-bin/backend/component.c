/* The words of components and their rules, and what each type has. */
#include "backend/component.h"

#include "backend/code.h"

struct words {
    const char *label, *words;
};

#define X(name, label, words) [COMPONENT_##name] = {label, words},
static const struct words types[COMPONENT__COUNT] = {COMPONENT_TYPES(X)};
#undef X
#define X(name, label, words) [CHOICE_##name] = {label, words},
static const struct words styles[CHOICE__COUNT] = {CHOICE_STYLES(X)};
#undef X
#define X(name, label, words) [RULE_##name] = {label, words},
static const struct words actions[RULE_ACTION__COUNT] = {RULE_ACTIONS(X)};
#undef X
#define X(name, label, words) [TEST_##name] = {label, words},
static const struct words tests[RULE_TEST__COUNT] = {RULE_TESTS(X)};
#undef X

/* The place of label among n; -1 when it is none of them. */
static int find(const struct words *of, int n, struct str label)
{
    for (int i = 0; i < n; i++) {
        if (str_eq(label, str_from(of[i].label)))
            return i;
    }
    return -1;
}

bool component_type_parse(struct str label, enum component_type *out)
{
    int i = find(types, COMPONENT__COUNT, label);
    if (i >= 0)
        *out = (enum component_type)i;
    return i >= 0;
}

const char *component_type_label(enum component_type type)
{
    return types[type].label;
}

const char *component_type_words(enum component_type type)
{
    return types[type].words;
}

bool choice_style_parse(struct str label, enum choice_style *out)
{
    int i = find(styles, CHOICE__COUNT, label);
    if (i >= 0)
        *out = (enum choice_style)i;
    return i >= 0;
}

const char *choice_style_label(enum choice_style style)
{
    return styles[style].label;
}

const char *choice_style_words(enum choice_style style)
{
    return styles[style].words;
}

bool rule_action_parse(struct str label, enum rule_action *out)
{
    int i = find(actions, RULE_ACTION__COUNT, label);
    if (i >= 0)
        *out = (enum rule_action)i;
    return i >= 0;
}

const char *rule_action_label(enum rule_action action)
{
    return actions[action].label;
}

const char *rule_action_words(enum rule_action action)
{
    return actions[action].words;
}

bool rule_test_parse(struct str label, enum rule_test *out)
{
    int i = find(tests, RULE_TEST__COUNT, label);
    if (i >= 0)
        *out = (enum rule_test)i;
    return i >= 0;
}

const char *rule_test_label(enum rule_test test)
{
    return tests[test].label;
}

const char *rule_test_words(enum rule_test test)
{
    return tests[test].words;
}

bool component_is_asked(enum component_type type)
{
    return type != COMPONENT_NOTE && type != COMPONENT_OTP;
}

bool component_has_default(enum component_type type)
{
    return component_is_asked(type) && type != COMPONENT_PHOTO && type != COMPONENT_SIGNATURE &&
           type != COMPONENT_LIST && type != COMPONENT_COORDINATE;
}

bool component_has_options(enum component_type type)
{
    return type == COMPONENT_CHOICE || type == COMPONENT_LIST;
}

struct component component_new(enum component_type type, struct str id, struct str title)
{
    return (struct component){
        .id = id,
        .type = type,
        .title = title,
        .help = STR(""),
        .initial = STR(""),
        .text = STR(""),
        .required = type == COMPONENT_OTP || type == COMPONENT_PHONE || type == COMPONENT_EMAIL,
        .channel = CHANNEL_WHATSAPP,
        .digits = CODE_DIGITS_DEFAULT,
        .recipient = STR(""),
        .minutes = FLOW_MINUTES_DEFAULT,
        .resends = FLOW_RESENDS_MAX,
    };
}
