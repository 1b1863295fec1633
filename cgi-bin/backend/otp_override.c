/* Steps that pass without a code. Who may, and what a right code at the same moment means, is decided in SQL.
 */
#include "backend/otp_override.h"

#include "backend/scope.h"
#include "base/log.h"

#define TAIL_DIGITS 7 /* of a number that is written down, however it is grouped */

#define X(name, label) [OTP_OVERRIDE_##name] = label,
static const char *const labels[] = {OTP_OVERRIDE_OUTCOMES(X)};
#undef X

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits of text, without what groups them; any other character ends a number. */
static struct str digits_of(struct str text, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool groups = text.s[i] == ' ' || text.s[i] == '-' || text.s[i] == '.' || text.s[i] == '(' ||
                      text.s[i] == ')' || text.s[i] == '/';
        if (!groups)
            out[n++] = is_digit(text.s[i]) ? text.s[i] : '|';
    }
    return (struct str){out, n};
}

static bool holds(struct str text, struct str part)
{
    for (size_t i = 0; part.n > 0 && i + part.n <= text.n; i++) {
        if (str_eq_nocase(str_slice(text, i, i + part.n), part))
            return true;
    }
    return false;
}

static bool names_recipient(struct str reason, struct str recipient)
{
    char digits[OTP_OVERRIDE_REASON_MAX * 4];
    bool email = str_index(recipient, '@', 0) < recipient.n;
    if (email)
        return holds(reason, recipient);
    if (recipient.n <= TAIL_DIGITS || recipient.s[0] != '+')
        return false;
    return holds(digits_of(reason, digits), str_slice(recipient, recipient.n - TAIL_DIGITS, recipient.n));
}

enum otp_reason otp_override_reason_check(struct str reason, struct str recipient)
{
    if (!str_is_utf8(reason) || !str_is_plain(reason, "\r\n\t"))
        return OTP_REASON_NOT_TEXT;
    size_t length = flow_text_length(reason);
    if (length < OTP_OVERRIDE_REASON_MIN)
        return OTP_REASON_SHORT;
    if (length > OTP_OVERRIDE_REASON_MAX)
        return OTP_REASON_LONG;
    return names_recipient(reason, recipient) ? OTP_REASON_RECIPIENT : OTP_REASON_GOOD;
}

enum rc otp_override_create(struct ctx *ctx, const struct task *task, const struct component *otp,
                            struct str reason, enum otp_override_outcome *outcome)
{
    struct db_query q = session_query(ctx, QUERY_OTP_OVERRIDE_CREATE);
    struct str to = task_value(task, otp->recipient);
    db_uuid(&q.args, task->id);
    db_text(&q.args, otp->id);
    db_text(&q.args, to.n ? to : STR(""));
    db_text(&q.args, reason);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    struct str label = db_get_text(&q.rows, 0, 0);
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        if (str_eq(label, str_from(labels[i]))) {
            *outcome = (enum otp_override_outcome)i;
            return RC_OK;
        }
    }
    log_event(LOG_ERROR, "otp_override.outcome", "label=%.*s", STR_ARG(label));
    return RC_BROKEN;
}

enum rc otp_override_list(struct ctx *ctx, struct uuid task, struct otp_override_list *out)
{
    struct db_query q = plain_query(ctx, QUERY_OTP_OVERRIDE_TELL);
    db_uuid(&q.args, task);
    *out = (struct otp_override_list){0};
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->override = ARENA_ARRAY(ctx->arena, struct otp_override, (size_t)q.rows.n + 1);
    out->n = q.rows.n;
    for (int i = 0; i < q.rows.n; i++)
        out->override[i] = (struct otp_override){
            .component = db_get_text(&q.rows, i, 0),
            .at = db_get_time(&q.rows, i, 1),
            .person_name = db_get_text(&q.rows, i, 2),
            .reason = db_get_text(&q.rows, i, 3),
            .verification = db_is_null(&q.rows, i, 4) ? UUID_NIL : db_get_uuid(&q.rows, i, 4),
        };
    return RC_OK;
}
