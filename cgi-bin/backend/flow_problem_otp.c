/* What can be wrong with an OTP: its recipient, its code, its channels and what they cost. */
#include "backend/channel.h"
#include "backend/code.h"
#include "backend/flow_problem_find.h"

/* One sentence for each channel that can never be tried. */
static void find_in_fallback(struct finder *finder, const struct component *otp, struct flow_place place)
{
    for (int i = 0; i < otp->n_fallback; i++) {
        enum channel next = otp->fallback[i];
        bool twice = next == otp->channel;
        for (int j = 0; j < i; j++)
            twice = twice || otp->fallback[j] == next;
        if (twice)
            flow_problem_add(finder, FLOW_PROBLEM_FALLBACK_TWICE, place, i, str_from(channel_words(next)));
        else if (!flow_fallback_fits(otp->channel, next))
            flow_problem_add(finder, FLOW_PROBLEM_FALLBACK_MISFIT, place, i, str_from(channel_words(next)));
    }
    if (otp->n_fallback > 0 && otp->fallback_after != 0 &&
        (otp->fallback_after < FALLBACK_AFTER_MIN || otp->fallback_after > FALLBACK_AFTER_MAX))
        flow_problem_add(finder, FLOW_PROBLEM_FALLBACK_SECONDS, place, 0, STR_NONE);
}

static void find_in_code(struct finder *finder, const struct component *otp, struct flow_place place)
{
    if (otp->digits < CODE_DIGITS_MIN || otp->digits > CODE_DIGITS_MAX)
        flow_problem_add(finder, FLOW_PROBLEM_DIGITS, place, 0, STR_NONE);
    else if (otp->digits < CODE_DIGITS_DEFAULT)
        flow_problem_add(finder, FLOW_PROBLEM_FEW_DIGITS, place, 0,
                         str_printf(finder->arena, "%d", otp->digits));
    if (otp->minutes < 1 || otp->minutes > FLOW_MINUTES_MAX)
        flow_problem_add(finder, FLOW_PROBLEM_MINUTES, place, 0, STR_NONE);
}

static void find_in_account(struct finder *finder, const struct component *otp, struct flow_place place)
{
    const struct flow_facts *facts = finder->facts;
    if (facts == NULL)
        return;
    int64_t price = facts->home[otp->channel].price.thousandths;
    if (!facts->home[otp->channel].has_rate) {
        flow_problem_add(finder, FLOW_PROBLEM_NO_RATE, place, 0, str_from(channel_words(otp->channel)));
        return;
    }
    int64_t sends = price > 0 ? facts->available.thousandths / price : FLOW_SENDS_FEW;
    if (sends < FLOW_SENDS_FEW)
        flow_problem_add(finder, FLOW_PROBLEM_LOW_CREDIT, place, 0,
                         str_printf(finder->arena, "%d", (int)sends));
}

static bool is_visibility(const struct flow_rule *rule)
{
    return rule->action == RULE_SHOW || rule->action == RULE_HIDE;
}

/* Whether both are shown and hidden by the same words in the same order. */
static bool is_shown_alike(const struct component *a, const struct component *b)
{
    int i = 0, j = 0;
    while (true) {
        for (; i < a->n_rules && !is_visibility(&a->rule[i]); i++)
            ;
        for (; j < b->n_rules && !is_visibility(&b->rule[j]); j++)
            ;
        if (i == a->n_rules || j == b->n_rules)
            return i == a->n_rules && j == b->n_rules && a->hidden == b->hidden;
        const struct flow_rule *x = &a->rule[i++], *y = &b->rule[j++];
        if (x->action != y->action || x->test != y->test || !str_eq(x->field, y->field) ||
            !str_eq(x->value, y->value))
            return false;
    }
}

/* The recipient may be out of sight when the code must be sent. */
static void find_hidden(struct finder *finder, const struct component *otp, const struct component *field,
                        struct flow_place place)
{
    if (flow_is_never_shown(field))
        flow_problem_add(finder, FLOW_PROBLEM_RECIPIENT_HIDDEN, place, 0, field->title);
    else if (otp->required && flow_is_conditional(field) && !flow_is_never_shown(otp) &&
             !is_shown_alike(otp, field))
        flow_problem_add(finder, FLOW_PROBLEM_RECIPIENT_RULED, place, 0, field->title);
}

static void find_in_recipient(struct finder *finder, const struct component *otp, struct flow_place place)
{
    struct flow_place at;
    if (otp->recipient.n == 0) {
        flow_problem_add(finder, FLOW_PROBLEM_NO_RECIPIENT, place, 0, STR_NONE);
        return;
    }
    if (!flow_component_find(finder->definition, otp->recipient, &at)) {
        flow_problem_add(finder, FLOW_PROBLEM_RECIPIENT_GONE, place, 0, otp->recipient);
        return;
    }
    const struct component *field = flow_component_at(finder->definition, at);
    if (!flow_recipient_fits(field, otp->channel)) {
        flow_problem_add(finder,
                         otp->channel == CHANNEL_EMAIL ? FLOW_PROBLEM_NEEDS_EMAIL : FLOW_PROBLEM_NEEDS_PHONE,
                         place, 0, field->title);
        return;
    }
    if (flow_otp_of(finder->definition, otp->recipient) != otp)
        flow_problem_add(finder, FLOW_PROBLEM_SAME_RECIPIENT, place, 0, field->title);
    if (at.page > place.page)
        flow_problem_add(finder, FLOW_PROBLEM_RECIPIENT_LATER, place, 0, field->title);
    if (otp->required && !field->required)
        flow_problem_add(finder, FLOW_PROBLEM_RECIPIENT_OPTIONAL, place, 0, field->title);
    find_hidden(finder, otp, field, place);
}

void flow_problem_find_otp(struct finder *finder, const struct component *otp, struct flow_place place)
{
    find_in_code(finder, otp, place);
    find_in_fallback(finder, otp, place);
    if (place.page == 0)
        flow_problem_add(finder, FLOW_PROBLEM_OTP_INITIAL, place, 0, STR_NONE);
    find_in_recipient(finder, otp, place);
    find_in_account(finder, otp, place);
}
