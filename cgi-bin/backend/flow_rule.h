#ifndef BACKEND_FLOW_RULE_H
#define BACKEND_FLOW_RULE_H
/* Conditional logic: what the answer of one component does to another. flow_logic.h evaluates it. Pure. */
#include "base/str.h"
#include "base/text.h"

#define FLOW_RULES_MAX 8 /* of a component */

/* What a rule does to its component while its test holds. */
#define RULE_ACTIONS(X)                                                                                      \
    X(SHOW, "show", TEXT("Show"))                                                                            \
    X(HIDE, "hide", TEXT("Hide"))                                                                            \
    X(REQUIRE, "require", TEXT("Require"))                                                                   \
    X(FILL, "fill", TEXT("Fill"))

#define X(name, label, words) RULE_##name,
enum rule_action { RULE_ACTIONS(X) RULE_ACTION__COUNT };
#undef X

/* How the answer of the rule's field is looked at; the last four compare it with the rule's value. */
#define RULE_TESTS(X)                                                                                        \
    X(FILLED, "filled", TEXT("is filled in"))                                                                \
    X(EMPTY, "empty", TEXT("is empty"))                                                                      \
    X(IS, "is", TEXT("is"))                                                                                  \
    X(IS_NOT, "is_not", TEXT("is not"))                                                                      \
    X(CONTAINS, "contains", TEXT("contains"))                                                                \
    X(LESS, "less", TEXT("is less than"))                                                                    \
    X(MORE, "more", TEXT("is more than"))

#define X(name, label, words) TEST_##name,
enum rule_test { RULE_TESTS(X) RULE_TEST__COUNT };
#undef X

bool rule_action_parse(struct str label, enum rule_action *out) MUST_USE;
const char *rule_action_label(enum rule_action action);
const char *rule_action_words(enum rule_action action); /* a msgid, as that of the test */
bool rule_test_parse(struct str label, enum rule_test *out) MUST_USE;
const char *rule_test_label(enum rule_test test);
const char *rule_test_words(enum rule_test test);

/*
 * A component's rules are applied in order, each whose test holds; the last word counts. An answer of a
 * component that is not shown is empty. FILL writes only where nothing was typed.
 */
struct flow_rule {
    enum rule_action action;
    struct str field; /* id of the component whose answer is tested */
    enum rule_test test;
    struct str value; /* compared with; not read by FILLED and EMPTY */
    struct str fill;  /* what FILL writes */
};

#endif
