/* The audit log's actions in plain sentences. An action that stands in no row here is shown by its name. */
#include "console/audit.h"

#include <jansson.h>
#include <string.h>

#include "backend/role.h"
#include "base/credits.h"
#include "base/text.h"
#include "shim/locale.h"
#include "web/language.h"
#include "web/page.h"

#define VALUES_MAX 3
#define DETAIL_MAX 40

/* values: keys of detail ("a.b" is nested), "$subject" or "$about"; "role:" and "credits:" say how to write
 * them. */
static const struct {
    const char *action, *sentence, *values[VALUES_MAX];
} SENTENCES[] = {
    {"credit.top_up", TEXT("Topped up %1 credits, reference %2"), {"credits:amount", "$subject"}},
    {"credit.bonus", TEXT("Gave %1 credits as a bonus, reference %2"), {"credits:amount", "$subject"}},
    {"credit.correction", TEXT("Corrected the credit by %1, reference %2"), {"credits:amount", "$subject"}},
    {"credit.refund", TEXT("Refunded %1 credits, reference %2"), {"credits:amount", "$subject"}},
    {"credit.ask", TEXT("Asked a colleague to approve a move of %1 credits"), {"credits:amount"}},
    {"credit.approve", TEXT("Approved a move of %1 credits"), {"credits:amount"}},
    {"credit.refuse", TEXT("Refused a move of %1 credits"), {"credits:amount"}},
    {"top_up.request", TEXT("Asked support for %1 credits"), {"credits:amount"}},
    {"top_up.cancel", TEXT("Took the request for a top-up back"), {NULL}},
    {"top_up.decline", TEXT("Declined the request for a top-up: %1"), {"reason"}},
    {"warnings.set", TEXT("Changed when admins are warned of low credit"), {NULL}},
    {"rate_card.assign", TEXT("Changed the price list"), {NULL}},
    {"organisation.price", TEXT("Changed the price of a credit"), {NULL}},
    {"limit.day_cap", TEXT("Changed the spending limit of a day"), {NULL}},
    {"country_rule.set", TEXT("Changed which countries codes may go to"), {NULL}},
    {"spend_alert.close", TEXT("Closed an alert about spending"), {NULL}},
    {"flow.create", TEXT("Made the flow “%1”"), {"name"}},
    {"flow.save", TEXT("Saved the draft of “%1”"), {"$about"}},
    {"flow.undo", TEXT("Undid a change of “%1”"), {"$about"}},
    {"flow.redo", TEXT("Redid a change of “%1”"), {"$about"}},
    {"flow.publish", TEXT("Published “%1” as version %2"), {"$about", "version"}},
    {"flow.rename", TEXT("Renamed the flow “%1” to “%2”"), {"from", "to"}},
    {"flow.archive", TEXT("Archived the flow “%1”"), {"name"}},
    {"flow.restore", TEXT("Brought the flow “%1” back"), {"to"}},
    {"task.create", TEXT("Made the task “%1”"), {"$about"}},
    {"task.finish", TEXT("Finished the task “%1”"), {"$about"}},
    {"text.change", TEXT("Changed the text of messages: %1"), {"$subject"}},
    {"text.reset", TEXT("Went back to the built-in text: %1"), {"$subject"}},
    {"member.role", TEXT("Changed %1 from %2 to %3"), {"name", "role:before", "role:after"}},
    {"member.deactivate", TEXT("Deactivated %1"), {"name"}},
    {"member.reactivate", TEXT("Let %1 in again"), {"name"}},
    {"member.phone", TEXT("Changed the own number of %1"), {"name"}},
    {"member.set", TEXT("Gave %1 the role %2"), {"$about", "role:role"}},
    {"invite.send", TEXT("Invited %1 as %2"), {"email", "role:role"}},
    {"invite.revoke", TEXT("Took the invitation of %1 back"), {"email"}},
    {"invite.accept", TEXT("Joined as %1"), {"role:role"}},
    {"person.second_factor", TEXT("Switched the second factor on or off"), {NULL}},
    {"person.recovery_code", TEXT("Signed in with a recovery code"), {NULL}},
    {"person.recovery_codes", TEXT("Drew new recovery codes"), {NULL}},
    {"person.password", TEXT("Changed the own password"), {NULL}},
    {"api_key.create", TEXT("Made the API key “%1”"), {"name"}},
    {"api_key.rotate", TEXT("Made a new API key beside “%1”"), {"name"}},
    {"api_key.revoke", TEXT("Revoked the API key “%1”"), {"name"}},
    {"organisation.create", TEXT("Made the organisation"), {NULL}},
    {"organisation.set", TEXT("Changed the organisation's settings"), {NULL}},
    {"organisation.change", TEXT("Changed the organisation's settings"), {NULL}},
    {"sender.create", TEXT("Made the sender %1"), {"$subject"}},
    {"sender.set", TEXT("Changed the sender %1"), {"$subject"}},
    {"sender.reseal", TEXT("Sealed the secrets of the sender %1 anew"), {"$subject"}},
    {"delivery.list", TEXT("Looked through the deliveries"), {NULL}},
    {"delivery.read", TEXT("Looked at a delivery"), {NULL}},
};

static const struct audit_group GROUPS[] = {
    {"money", TEXT("Money"), "credit top_up warnings rate_card limit country_rule spend_alert"},
    {"flows", TEXT("Flows and tasks"), "flow task text"},
    {"people", TEXT("People and rights"), "member invite person api_key organisation"},
    {"senders", TEXT("Senders and deliveries"), "sender delivery"},
};

const struct audit_group *audit_group_at(int i)
{
    return i >= 0 && i < (int)COUNT_OF(GROUPS) ? &GROUPS[i] : NULL;
}

static struct str scalar_text(struct ctx *ctx, const json_t *value)
{
    if (json_is_string(value))
        return str_copy(ctx->arena, (struct str){json_string_value(value), json_string_length(value)});
    if (json_is_integer(value))
        return str_printf(ctx->arena, "%lld", (long long)json_integer_value(value));
    if (json_is_boolean(value))
        return str_from(json_is_true(value) ? say(ctx, "yes") : say(ctx, "no"));
    char *text = value && !json_is_null(value) ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    struct str copy = text ? str_copy(ctx->arena, str_from(text)) : STR_NONE;
    free(text);
    return copy;
}

static struct str credits_words(struct ctx *ctx, const json_t *value)
{
    char out[96];
    const struct credits amount = {json_integer_value(value)};
    const char *decimal = str_z(ctx->arena, credits_text(ctx->arena, amount));
    return str_copy(ctx->arena, str_from(locale_decimal(locale_of(ctx), decimal, out, sizeof out)));
}

static struct str value_words(struct ctx *ctx, const struct audit_line *line, const json_t *detail,
                              const char *key)
{
    enum role role;
    if (strcmp(key, "$subject") == 0)
        return line->subject;
    if (strcmp(key, "$about") == 0)
        return line->about.n ? line->about : line->subject;
    if (strncmp(key, "credits:", 8) == 0)
        return credits_words(ctx, json_object_get(detail, key + 8));
    if (strncmp(key, "role:", 5) != 0)
        return scalar_text(ctx, json_object_get(detail, key));
    struct str label = scalar_text(ctx, json_object_get(detail, key + 5));
    if (label.n == 0)
        return str_from(say(ctx, "none"));
    return member_role_parse(label, &role) ? str_from(say(ctx, member_role_words(role))) : label;
}

static json_t *detail_read(const struct audit_line *line)
{
    return json_loadb(line->detail.n ? line->detail.s : "{}", line->detail.n ? line->detail.n : 2, 0, NULL);
}

struct str audit_sentence(struct ctx *ctx, const struct audit_line *line)
{
    struct str values[VALUES_MAX], sentence = line->action;
    for (size_t i = 0; i < COUNT_OF(SENTENCES); i++) {
        if (!str_eq(line->action, str_from(SENTENCES[i].action)))
            continue;
        json_t *detail = detail_read(line);
        int n = 0;
        for (; n < VALUES_MAX && SENTENCES[i].values[n]; n++)
            values[n] = value_words(ctx, line, detail, SENTENCES[i].values[n]);
        sentence = text_fill(ctx, SENTENCES[i].sentence, values, n);
        json_decref(detail);
        break;
    }
    return sentence;
}

struct str audit_actor(struct ctx *ctx, const struct audit_line *line)
{
    if (line->actor_name.n)
        return line->actor_name;
    if (str_eq(line->actor_kind, STR("staff")))
        return str_from(say(ctx, "Sandi's support"));
    if (str_eq(line->actor_kind, STR("cli")))
        return str_from(say(ctx, "The operator's command line"));
    return str_from(str_eq(line->actor_kind, STR("program")) ? say(ctx, "Sandi itself")
                                                             : say(ctx, "Somebody who has left"));
}

/* Value number *left of the object, counted down; false when it has fewer. */
static bool walk(struct ctx *ctx, const json_t *object, const char *prefix, int *left, struct str out[2])
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        const char *name =
            str_z(ctx->arena, str_printf(ctx->arena, "%s%s%s", prefix, *prefix ? "." : "", key));
        if (json_is_object(value) && !*prefix) {
            if (walk(ctx, value, name, left, out))
                return true;
        } else if ((*left)-- == 0) {
            out[0] = str_from(name);
            out[1] = scalar_text(ctx, value);
            return true;
        }
    }
    return false;
}

bool audit_detail_at(struct ctx *ctx, const struct audit_line *line, int i, struct str *key,
                     struct str *value)
{
    struct str out[2];
    json_t *detail = i < DETAIL_MAX ? detail_read(line) : NULL;
    bool found = detail && walk(ctx, detail, "", &i, out);
    json_decref(detail);
    if (!found)
        return false;
    *key = out[0];
    *value = out[1];
    return true;
}
