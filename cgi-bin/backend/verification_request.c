/* What a request to start must look like. Pure but for the arena; must not reach the database. */
#include "backend/verification_request.h"

#define REFERENCE_MAX 200
#define LOCALE_MAX 35 /* as BCP 47 advises to make room for */
#define KEY_MAX 200
#define COMPONENT_MAX 40

void verification_problem_add(struct verification_result *result, const char *field, enum outcome outcome)
{
    if (result->n_problems == 0) {
        result->outcome = outcome;
        result->field = str_from(field);
    }
    if (result->n_problems < VERIFICATION_PROBLEMS_MAX)
        result->problem[result->n_problems++] = (struct verification_problem){str_from(field), outcome};
}

bool idempotency_key_check(struct str key)
{
    if (key.n == 0 || key.n > KEY_MAX)
        return false;
    for (size_t i = 0; i < key.n; i++)
        if (key.s[i] < 0x20 || key.s[i] > 0x7e)
            return false;
    return true;
}

/* The code goes to one recipient: a hop may only take another channel that the same recipient has. */
static bool fallback_check(const struct verification_request *request, enum channel first, enum outcome *why)
{
    enum channel seen[COUNT_OF(request->fallback) + 1] = {first};
    for (int i = 0; i < request->n_fallback; i++) {
        enum channel next;
        *why = OUTCOME_INVALID_CHANNEL;
        if (!channel_parse(request->fallback[i], &next))
            return false;
        *why = OUTCOME_WRONG_CHANNEL;
        for (int j = 0; j <= i; j++)
            if (seen[j] == next)
                return false;
        if ((next == CHANNEL_EMAIL) != (first == CHANNEL_EMAIL))
            return false;
        seen[i + 1] = next;
    }
    return true;
}

static struct str fallback_join(struct ctx *ctx, const struct verification_request *request)
{
    if (request->n_fallback == 0)
        return STR_NONE;
    struct buf buf = buf_new(ctx->arena, 64);
    for (int i = 0; i < request->n_fallback; i++) {
        if (i)
            buf_putc(&buf, ',');
        buf_put(&buf, request->fallback[i]);
    }
    return buf_str(&buf);
}

/* Characters of UTF-8. */
static size_t characters(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += ((unsigned char)text.s[i] & 0xC0) != 0x80;
    return n;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A language tag as BCP 47 shapes them (id, en-GB, zh-Hant-TW); drivers take the nearest they have. */
static bool locale_check(struct str tag)
{
    struct str rest = tag, part;
    bool first = true;
    if (tag.n > LOCALE_MAX || str_ends(tag, STR("-")))
        return false;
    while (str_split(&rest, '-', &part)) {
        if (part.n < (first ? 2 : 1) || part.n > 8)
            return false;
        for (size_t i = 0; i < part.n; i++)
            if (!is_letter(part.s[i]) && (first || part.s[i] < '0' || part.s[i] > '9'))
                return false;
        first = false;
    }
    return !first;
}

static void texts_check(const struct verification_request *request, struct verification_order *order,
                        struct verification_result *result)
{
    if (request->locale.n && !locale_check(request->locale))
        verification_problem_add(result, "locale", OUTCOME_INVALID_FIELD);
    if (characters(request->reference) > REFERENCE_MAX || !str_is_utf8(request->reference) ||
        !str_is_plain(request->reference, ""))
        verification_problem_add(result, "reference", OUTCOME_INVALID_FIELD);
    if (request->idempotency_key.s && !idempotency_key_check(request->idempotency_key))
        verification_problem_add(result, "Idempotency-Key", OUTCOME_INVALID_FIELD);
    if (request->component.n > COMPONENT_MAX || (request->component.n == 0) != uuid_is_nil(request->task))
        verification_problem_add(result, "component", OUTCOME_INVALID_FIELD);
    order->locale = request->locale.n ? request->locale : STR_NONE;
    order->reference = request->reference.n ? request->reference : STR_NONE;
    order->idempotency_key = request->idempotency_key;
    order->component = request->component.n ? request->component : STR_NONE;
    order->task = request->task;
}

static void order_hash(struct verification_order *order)
{
    char digits = (char)('0' + order->digits % 10); /* 4 to 10: distinct in their last digit */
    char after = (char)order->fallback_after;       /* at most 240 */
    const struct str parts[] = {
        order->recipient.to,
        str_from(channel_label(order->channel)),
        {&digits, 1},
        order->locale,
        order->reference,
        order->fallback,
        str_bytes(order->task.b, sizeof order->task.b),
        order->component,
        {&after, 1},
    };
    /* Absent it adds nothing: keys of before there were seconds stay bound to the same request. */
    digest(parts, COUNT_OF(parts) - !order->fallback_after, order->hash);
}

bool verification_request_check(struct ctx *ctx, const struct verification_request *request,
                                struct verification_order *order, struct verification_result *result)
{
    enum outcome why;
    *order = (struct verification_order){0};
    bool channel = channel_parse(request->channel, &order->channel);
    if (!channel)
        verification_problem_add(result, "channel", OUTCOME_INVALID_CHANNEL);

    /* Without a channel the recipient is looked at by its shape, to name every error at once. */
    bool address = str_index(request->to, '@', 0) < request->to.n;
    why = recipient_parse(ctx, request->to,
                          channel   ? order->channel
                          : address ? CHANNEL_EMAIL
                                    : CHANNEL_WHATSAPP,
                          request->home, &order->recipient);
    if (why != OUTCOME_DONE)
        verification_problem_add(result, "to", why);

    int64_t digits = request->digits ? request->digits : CODE_DIGITS_DEFAULT;
    if (digits < CODE_DIGITS_MIN || digits > CODE_DIGITS_MAX)
        verification_problem_add(result, "digits", OUTCOME_INVALID_DIGITS);
    order->digits = (int)digits;

    if (channel && !fallback_check(request, order->channel, &why))
        verification_problem_add(result, "fallback", why);
    int64_t after = request->fallback_after; /* of nothing it would promise what cannot happen */
    if (after && (after < FALLBACK_AFTER_MIN || after > FALLBACK_AFTER_MAX || request->n_fallback == 0))
        verification_problem_add(result, "fallback_after", OUTCOME_INVALID_FIELD);
    order->fallback_after = (int)after;
    texts_check(request, order, result);
    if (result->n_problems)
        return false;
    order->fallback = fallback_join(ctx, request);
    order_hash(order);
    return true;
}
