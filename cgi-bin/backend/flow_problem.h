#ifndef BACKEND_FLOW_PROBLEM_H
#define BACKEND_FLOW_PROBLEM_H
/* What keeps a draft from being published (errors), and what its editor should know (warnings). Pure. */
#include "backend/flow_definition.h"
#include "base/credits.h"
#include "base/text.h"

#define FLOW_SENDS_FEW 20 /* credit for fewer sends is worth a warning */
#define FLOW_TITLE_LONG 60

/* X(C name, is it a warning, msgid): %1 the component, %2 its page, %3 the other field or value. */
#define FLOW_PROBLEMS(X)                                                                                     \
    X(EMPTY_PAGE, false, TEXT("“%2” is empty. Add a component to it or delete the page."))                   \
    X(HIDDEN_PAGE, false, TEXT("Everything on “%2” is hidden, and no rule shows any of it."))                \
    X(NO_PAGE_TITLE, false, TEXT("A page has no title."))                                                    \
    X(NO_TITLE, false, TEXT("The component “%3” on “%2” has no title."))                                     \
    X(RESERVED_ID, false, TEXT("The Id “%3” of “%1” on “%2” is a word that Sandi uses itself."))             \
    X(DUPLICATE_ID, false, TEXT("The Id “%3” of “%1” on “%2” is used twice."))                               \
    X(OFFICE_CANNOT, false, TEXT("“%1” stands on “%2”, which the office fills in: only a worker can."))      \
    X(BAD_DEFAULT, false, TEXT("The Default of “%1” on “%2” does not fit it: “%3”."))                        \
    X(NO_OPTIONS, false, TEXT("“%1” on “%2” has nothing to choose from."))                                   \
    X(NO_COLUMNS, false, TEXT("“%1” on “%2” is a list without columns."))                                    \
    X(OPTION_TWICE, false, TEXT("“%1” on “%2” has “%3” twice."))                                             \
    X(MIN_OVER_MAX, false, TEXT("The least of “%1” on “%2” is more than the most."))                         \
    X(OVER_LIMIT, false, TEXT("“%1” on “%2” asks for more than there can be: at most %3."))                  \
    X(NO_TEXT, false, TEXT("The information “%1” on “%2” says nothing."))                                    \
    X(NO_RECIPIENT, false,                                                                                   \
      TEXT("“%1” on “%2” has no Recipient Field. Choose the field with the recipient."))                     \
    X(RECIPIENT_GONE, false, TEXT("The Recipient Field of “%1” on “%2” was deleted. Choose another one."))   \
    X(NEEDS_PHONE, false, TEXT("“%1” on “%2” sends to a phone, but “%3” is not a Phone field."))             \
    X(NEEDS_EMAIL, false, TEXT("“%1” on “%2” sends by email, but “%3” is not an Email field."))              \
    X(RECIPIENT_LATER, false, TEXT("“%1” on “%2” comes before its recipient “%3” is asked for."))            \
    X(RECIPIENT_OPTIONAL, false, TEXT("“%3” must be required, because “%1” on “%2” sends a code to it."))    \
    X(RECIPIENT_HIDDEN, false, TEXT("“%3” is hidden, and no rule shows it: “%1” on “%2” has no recipient.")) \
    X(RECIPIENT_RULED, false,                                                                                \
      TEXT("Rules can hide “%3” while “%1” on “%2” waits for it: give both the same rules."))                \
    X(FALLBACK_MISFIT, false, TEXT("“%1” on “%2” cannot go by %3 instead: its recipient has no %3."))        \
    X(FALLBACK_TWICE, false, TEXT("“%1” on “%2” goes by %3 already: %3 cannot be tried instead."))           \
    X(FALLBACK_SECONDS, false, TEXT("“%1” on “%2” needs 15 to 240 seconds before the next channel."))        \
    X(DIGITS, false, TEXT("“%1” on “%2” needs 4 to 10 digits."))                                             \
    X(MINUTES, false, TEXT("The code of “%1” on “%2” needs a life of 1 to 10 minutes."))                     \
    X(RULE_GONE, false, TEXT("A rule of “%1” on “%2” tests “%3”, which is not there."))                      \
    X(RULE_NO_FIELD, false, TEXT("A rule of “%1” on “%2” does not say what it tests."))                      \
    X(RULE_SELF, false, TEXT("A rule of “%1” on “%2” tests “%1” itself."))                                   \
    X(RULE_NO_ANSWER, false, TEXT("A rule of “%1” on “%2” tests “%3”, which has no answer."))                \
    X(RULE_LATER, false, TEXT("A rule of “%1” on “%2” tests “%3”, which is asked on a later page."))         \
    X(RULE_VALUE, false, TEXT("A rule of “%1” on “%2” waits for “%3”, which cannot be chosen."))             \
    X(RULE_COMPARE, false, TEXT("A rule of “%1” on “%2” cannot compare “%3” with its value."))               \
    X(RULE_CIRCLE, false, TEXT("The rules of “%1” on “%2” lead in a circle: none of them has an effect."))   \
    X(RULE_FILL, false, TEXT("A rule fills “%1” on “%2” with “%3”, which does not fit."))                    \
    X(TOO_MANY, false, TEXT("The flow has more than 200 components."))                                       \
    X(OTP_INITIAL, true, TEXT("“%1” stands on “%2”: the worker sees it as the first step of the task."))     \
    X(SAME_RECIPIENT, true, TEXT("“%1” on “%2” sends a second code to “%3”."))                               \
    X(FEW_DIGITS, true,                                                                                      \
      TEXT("A code of %3 digits is easier to guess: “%1” on “%2” allows 3 attempts instead of 5."))          \
    X(NO_PHOTO_NEEDED, true, TEXT("“%1” on “%2” is required, but its least number of photos is 0."))         \
    X(LONG_TITLE, true, TEXT("The title of “%1” on “%2” is long for a phone."))                              \
    X(NO_RATE, true, TEXT("There is no rate for %3 in your country: “%1” on “%2” cannot be sent there."))    \
    X(LOW_CREDIT, true, TEXT("Your credit is enough for %3 codes of “%1” on “%2”. Top up in Billing."))

#define X(name, warning, msgid) FLOW_PROBLEM_##name,
enum flow_problem_kind { FLOW_PROBLEMS(X) FLOW_PROBLEM__COUNT };
#undef X

struct flow_problem {
    enum flow_problem_kind kind;
    bool warning;
    struct flow_place place; /* component -1: the page itself; page -1: the flow */
    int which;               /* the rule, option or fallback that it is about */
    struct str other;        /* %3 */
};

struct flow_problems {
    struct flow_problem *problem; /* in the order of the flow */
    int n, errors;
};

/* What the organisation's account says about the channels in its home country. */
struct flow_facts {
    struct credits available;
    struct {
        bool has_rate;
        struct credits price;
    } home[CHANNEL__COUNT];
};

/* facts NULL: nothing is known of the account. */
struct flow_problems flow_problem_list_with(struct arena *arena, const struct flow_definition *definition,
                                            const struct flow_facts *facts);
struct flow_problems flow_problem_list(struct arena *arena, const struct flow_definition *definition);
const char *flow_problem_sentence(enum flow_problem_kind kind); /* a msgid */

#endif
