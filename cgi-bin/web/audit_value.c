/* What a line of the audit log tells in figures and words: single values, and what a change was from and to.
 */
#include "web/audit_value.h"

#include <string.h>

#include "backend/role.h"
#include "base/credits.h"
#include "base/text.h"
#include "shim/locale.h"
#include "web/language.h"

enum value_kind { VALUE_PLAIN, VALUE_CREDITS, VALUE_ROLE };

/* Keys of details in words. Others, as the settings of senders, are shown by their name. */
static const struct key_words {
    const char *key, *words;
    enum value_kind kind;
} KEYS[] = {
    {"name", TEXT("Name"), VALUE_PLAIN},
    {"email", TEXT("Email"), VALUE_PLAIN},
    {"role", TEXT("Role"), VALUE_ROLE},
    {"member", TEXT("Role"), VALUE_ROLE},
    {"amount", TEXT("Amount, credits"), VALUE_CREDITS},
    {"credit", TEXT("Balance, credits"), VALUE_CREDITS},
    {"number", TEXT("Entry"), VALUE_PLAIN},
    {"reason", TEXT("Reason"), VALUE_PLAIN},
    {"first_below", TEXT("First warning below, credits"), VALUE_CREDITS},
    {"second_below", TEXT("Second warning below, credits"), VALUE_CREDITS},
    {"days_below", TEXT("Warning for days left"), VALUE_PLAIN},
    {"day_cap", TEXT("Spending cap a day, credits"), VALUE_CREDITS},
    {"recipient_starts", TEXT("Codes to one recipient in 10 minutes"), VALUE_PLAIN},
    {"recipient_day_starts", TEXT("Codes to one recipient in 24 hours"), VALUE_PLAIN},
    {"task_step_starts", TEXT("Codes for one step of a task"), VALUE_PLAIN},
    {"person_starts", TEXT("Codes that one person sends in 10 minutes"), VALUE_PLAIN},
    {"password_over", TEXT("Password above, credits"), VALUE_CREDITS},
    {"approval_over", TEXT("Second person above, credits"), VALUE_CREDITS},
    {"currency", TEXT("Currency"), VALUE_PLAIN},
    {"unit_price", TEXT("Price of a credit"), VALUE_PLAIN},
    {"country", TEXT("Home country"), VALUE_PLAIN},
    {"time_zone", TEXT("Time zone"), VALUE_PLAIN},
    {"language", TEXT("Language"), VALUE_PLAIN},
    {"retention_days", TEXT("Days until recipients are erased"), VALUE_PLAIN},
    {"factor_rule", TEXT("Second factor"), VALUE_PLAIN},
    {"caps", TEXT("Limits against misuse"), VALUE_PLAIN},
    {"allow", TEXT("Allowed"), VALUE_PLAIN},
    {"watch", TEXT("Watched"), VALUE_PLAIN},
    {"refuse", TEXT("Refused"), VALUE_PLAIN},
    {"scopes", TEXT("May"), VALUE_PLAIN},
    {"days", TEXT("Days until it expires"), VALUE_PLAIN},
    {"flow", TEXT("Name"), VALUE_PLAIN},
    {"rate_card", TEXT("Rate card"), VALUE_PLAIN},
    {"card", TEXT("Rate card"), VALUE_PLAIN},
    {"file", TEXT("File"), VALUE_PLAIN},
    {"version", TEXT("Version"), VALUE_PLAIN},
    {"subject", TEXT("Subject"), VALUE_PLAIN},
    {"body", TEXT("Text"), VALUE_PLAIN},
    {"active", TEXT("Active"), VALUE_PLAIN},
    {"on", TEXT("On"), VALUE_PLAIN},
};

static const struct key_words *key_find(struct str key)
{
    for (size_t i = 0; i < COUNT_OF(KEYS); i++)
        if (str_eq(key, str_from(KEYS[i].key)))
            return &KEYS[i];
    return NULL;
}

json_t *audit_detail_read(const struct audit_line *line)
{
    json_t *detail = line->detail.n ? json_loadb(line->detail.s, line->detail.n, 0, NULL) : NULL;
    if (json_is_object(detail))
        return detail;
    json_decref(detail);
    return json_object();
}

static struct str json_text(struct ctx *ctx, const json_t *value)
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

static struct str value_text(struct ctx *ctx, const json_t *value, enum value_kind kind)
{
    char out[96];
    enum role role;
    struct str text = json_text(ctx, value);
    if (kind == VALUE_CREDITS && json_is_integer(value)) {
        const struct credits amount = {json_integer_value(value)};
        const char *decimal = str_z(ctx->arena, credits_text(ctx->arena, amount));
        return str_copy(ctx->arena, str_from(locale_decimal(locale_of(ctx), decimal, out, sizeof out)));
    }
    if (kind == VALUE_ROLE && member_role_parse(text, &role))
        return str_from(say(ctx, member_role_words(role)));
    return text;
}

struct str audit_value(struct ctx *ctx, const struct audit_line *line, const json_t *detail, const char *key)
{
    if (strcmp(key, "$subject") == 0)
        return line->subject;
    if (strcmp(key, "$about") == 0)
        return line->about.n ? line->about : line->subject;
    if (strncmp(key, "credits:", 8) == 0)
        return value_text(ctx, json_object_get(detail, key + 8), VALUE_CREDITS);
    if (strncmp(key, "role:", 5) != 0)
        return value_text(ctx, json_object_get(detail, key), VALUE_PLAIN);
    struct str role = value_text(ctx, json_object_get(detail, key + 5), VALUE_ROLE);
    return role.n ? role : str_from(say(ctx, "none"));
}

struct fact_list {
    struct audit_fact *fact;
    int n;
};

static void fact_add(struct ctx *ctx, struct fact_list *list, struct str key, const json_t *value)
{
    const struct key_words *known = key_find(key);
    if (list->n == AUDIT_FACTS_MAX || json_is_null(value))
        return;
    list->fact[list->n++] = (struct audit_fact){
        .name = known ? str_from(say(ctx, known->words)) : str_copy(ctx->arena, key),
        .value = value_text(ctx, value, known ? known->kind : VALUE_PLAIN),
    };
}

/* null is as good a value as any other in a change. */
static void change_add(struct ctx *ctx, struct fact_list *list, struct str key, const json_t *was,
                       const json_t *value)
{
    const struct key_words *known = key_find(key);
    if (list->n == AUDIT_FACTS_MAX)
        return;
    struct audit_fact *fact = &list->fact[list->n++];
    *fact = (struct audit_fact){
        .name = known ? str_from(say(ctx, known->words)) : str_copy(ctx->arena, key),
        .was = value_text(ctx, was, known ? known->kind : VALUE_PLAIN),
        .value = value_text(ctx, value, known ? known->kind : VALUE_PLAIN),
        .change = true,
    };
    if (fact->was.n == 0)
        fact->was = str_from(say(ctx, "none"));
    if (fact->value.n == 0)
        fact->value = str_from(say(ctx, "none"));
}

/* What a change is of where only values are noted: its action's noun. */
static struct str noun_of(const struct audit_line *line)
{
    if (str_eq(line->action, STR("flow.publish")))
        return STR("version");
    return str_slice(line->action, 0, str_index(line->action, '.', 0));
}

static void changes_add(struct ctx *ctx, struct fact_list *list, const struct audit_line *line,
                        const json_t *before, const json_t *after)
{
    const char *key;
    json_t *value;
    if (!json_is_object(before) && !json_is_object(after)) {
        change_add(ctx, list, noun_of(line), before, after);
        return;
    }
    json_object_foreach((json_t *)(uintptr_t)after, key, value)
        change_add(ctx, list, str_from(key), json_object_get(before, key), value);
    json_object_foreach((json_t *)(uintptr_t)before, key, value) if (!json_object_get(after, key))
        change_add(ctx, list, str_from(key), value, NULL);
}

/* False where detail notes no change under these keys. */
static bool sides_take(struct ctx *ctx, struct fact_list *list, const struct audit_line *line, json_t *detail,
                       const char *const side[2])
{
    const json_t *before = json_object_get(detail, side[0]), *after = json_object_get(detail, side[1]);
    if (!before && !after)
        return false;
    changes_add(ctx, list, line, before, after);
    json_object_del(detail, side[0]);
    json_object_del(detail, side[1]);
    return true;
}

const struct audit_fact *audit_facts(struct ctx *ctx, const struct audit_line *line, int *n)
{
    struct fact_list list = {ARENA_ARRAY(ctx->arena, struct audit_fact, AUDIT_FACTS_MAX), 0};
    json_t *detail = audit_detail_read(line), *value;
    const char *key;
    static const char *const CHANGE[2] = {"before", "after"}, *const MOVE[2] = {"from", "to"};
    /* support's search has days of these names */
    bool pair = json_object_get(detail, "from") && json_object_get(detail, "to") &&
                !str_starts(line->action, STR("delivery."));
    if (!sides_take(ctx, &list, line, detail, CHANGE) && pair)
        (void)sides_take(ctx, &list, line, detail, MOVE);
    json_object_foreach(detail, key, value) fact_add(ctx, &list, str_from(key), value);
    json_decref(detail);
    *n = list.n;
    return list.fact;
}
