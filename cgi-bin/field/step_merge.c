/*
 * Two phones on one task: what was typed meets what somebody else has stored since the page was made. What
 * the worker left as it was follows the stored answer; where both changed it, the worker decides by a second
 * press.
 */
#include "base/digest.h"
#include "base/hmac.h"
#include "field/step.h"

#define MARK_BYTES 6
#define QUOTED_MAX 80 /* bytes of an answer that a sentence holds */

/* What stands for the value in the page: enough to tell it from another, too little to read it. */
static struct str mark(struct ctx *ctx, struct str value)
{
    unsigned char hash[DIGEST_SIZE];
    digest(&value, 1, hash);
    return hex_encode(ctx->arena, hash, MARK_BYTES);
}

/* The part of an answer that is typed: of a signature the name. */
static struct str typed_part(const struct component *component, struct str value)
{
    return component->type == COMPONENT_SIGNATURE ? str_slice(value, 0, str_index(value, '\n', 0)) : value;
}

/* What the field of component i showed when the task was read. */
static struct str shown_of(const struct step *step, int i)
{
    const struct component *component = &step_page(step)->component[i];
    struct str stored = task_answer(&step->stored, component->id);
    return component_shown_value(component, &step->stored.logic.page[step->page][i],
                                 stored.s ? stored : component->initial);
}

struct str step_marks(struct ctx *ctx, const struct step *step)
{
    const struct flow_page *page = step_page(step);
    struct buf marks = buf_new(ctx->arena, (size_t)page->n * (FLOW_ID_MAX + 2 * MARK_BYTES + 2) + 1);
    for (int i = 0; i < page->n; i++) {
        const struct component *component = &page->component[i];
        if (component->type != COMPONENT_OTP && step_is_asked(step->page, component))
            buf_printf(&marks, "%s%.*s:%.*s", marks.n ? " " : "", STR_ARG(component->id),
                       STR_ARG(mark(ctx, typed_part(component, shown_of(step, i)))));
    }
    return buf_str(&marks);
}

/* The component's mark in the page that was sent; STR_NONE when the page does not say. */
static struct str mark_of(struct str marks, const struct component *component)
{
    struct str one, id;
    while (str_split(&marks, ' ', &one)) {
        if (str_split(&one, ':', &id) && str_eq(id, component->id))
            return one;
    }
    return STR_NONE;
}

static const char *clash_words(struct ctx *ctx, const struct component *component, struct str stored)
{
    bool plain = component->type != COMPONENT_LIST && stored.n > 0 && stored.n <= QUOTED_MAX &&
                 str_index(stored, '\n', 0) == stored.n;
    if (!plain)
        return say(ctx, "This was changed on another phone meanwhile. What you typed is here: press the "
                        "button again to keep it.");
    return str_z(ctx->arena, text_fill(ctx,
                                       TEXT("“%1” was answered on another phone meanwhile. What you typed is "
                                            "here: press the button again to keep it."),
                                       &stored, 1));
}

bool step_merge(struct ctx *ctx, struct step *step, struct str marks, int i, struct str *value)
{
    const struct component *component = &step_page(step)->component[i];
    struct str seen = mark_of(marks, component), stored = typed_part(component, shown_of(step, i));
    if (seen.n == 0 || str_eq(seen, mark(ctx, stored)) || str_eq(*value, stored))
        return false;
    if (str_eq(seen, mark(ctx, *value))) {
        *value = stored;
        return true;
    }
    step->clash[i] = true;
    step->error[i] = clash_words(ctx, component, stored);
    return false;
}
