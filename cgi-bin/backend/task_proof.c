/* The codes of a task and what became of them. Must not change anything. */
#include "backend/task_proof.h"

#include "backend/recipient.h"
#include "backend/scope.h"
#include "base/log.h"

static struct task_code code_at(const struct db_rows *rows, int i)
{
    struct task_code code = {
        .id = db_get_uuid(rows, i, 0),
        .component = db_get_text(rows, i, 1),
        .recipient = db_get_text(rows, i, 3),
        .country = db_get_text(rows, i, 4),
        .sent_by = db_get_text(rows, i, 6),
        .created_at = db_get_time(rows, i, 7),
        .closed_at = db_get_time(rows, i, 8),
        .wrong = (int)db_get_i64(rows, i, 9),
        .attempts_max = (int)db_get_i64(rows, i, 10),
        .others = db_get_i64(rows, i, 11),
        .others_of_worker = db_get_i64(rows, i, 12),
        .own = recipient_is_same(db_get_text(rows, i, 3), db_get_text(rows, i, 14)) ||
               recipient_is_same(db_get_text(rows, i, 3), db_get_text(rows, i, 15)),
    };
    if (!verification_status_parse(db_get_text(rows, i, 2), &code.status) ||
        !channel_parse(db_get_text(rows, i, 5), &code.channel) ||
        !typist_parse(db_get_text(rows, i, 13), &code.typist))
        log_event(LOG_ERROR, "task_proof.label", "unknown status, channel or typist");
    return code;
}

static struct task_message message_at(const struct db_rows *rows, int i)
{
    struct task_message message = {
        .id = db_get_uuid(rows, i, 1),
        .reason = db_get_text(rows, i, 4),
        .provider_id = db_get_text(rows, i, 5),
        .created_at = db_get_time(rows, i, 6),
        .sent_at = db_get_time(rows, i, 7),
        .delivered_at = db_get_time(rows, i, 8),
        .read_at = db_get_time(rows, i, 9),
        .price.thousandths = db_get_i64(rows, i, 10),
        .charged = db_get_bool(rows, i, 11),
    };
    if (!channel_parse(db_get_text(rows, i, 2), &message.channel) ||
        !message_status_parse(db_get_text(rows, i, 3), &message.status))
        log_event(LOG_ERROR, "task_proof.label", "unknown channel or status");
    return message;
}

/* The messages come code by code, in the order of the codes. */
static void messages_of_rows(struct ctx *ctx, const struct db_rows *rows, struct task_proof *out)
{
    struct task_message *all = ARENA_ARRAY(ctx->arena, struct task_message, (size_t)rows->n + 1);
    int at = 0;
    for (int i = 0; i < out->n_codes; i++) {
        struct task_code *code = &out->code[i];
        code->message = all + at;
        for (; at < rows->n && uuid_eq(db_get_uuid(rows, at, 0), code->id); code->n_messages++, at++)
            all[at] = message_at(rows, at);
    }
}

static void corrections_of_rows(struct ctx *ctx, const struct db_rows *rows, struct task_proof *out)
{
    out->correction = ARENA_ARRAY(ctx->arena, struct task_correction, (size_t)rows->n + 1);
    out->n_corrections = rows->n;
    for (int i = 0; i < rows->n; i++)
        out->correction[i] = (struct task_correction){db_get_text(rows, i, 0), db_get_i64(rows, i, 1)};
}

enum rc task_proof_load(struct ctx *ctx, const struct task *task, struct task_proof *out)
{
    struct db_query q[] = {actor_query(ctx, QUERY_TASK_CODE_LIST), actor_query(ctx, QUERY_TASK_MESSAGE_LIST),
                           actor_query(ctx, QUERY_TASK_CORRECTION_LIST)};
    *out = (struct task_proof){.task = task};
    for (size_t i = 0; i < COUNT_OF(q); i++)
        db_uuid(&q[i].args, task->id);
    enum rc rc = actor_run_all(ctx, q, COUNT_OF(q));
    if (rc == RC_OK)
        rc = otp_override_list(ctx, task->id, &out->overrides);
    if (rc == RC_OK)
        rc = audit_list_task(ctx, task->id, &out->lines);
    if (rc != RC_OK)
        return rc;
    out->code = ARENA_ARRAY(ctx->arena, struct task_code, (size_t)q[0].rows.n + 1);
    out->n_codes = q[0].rows.n;
    for (int i = 0; i < out->n_codes; i++)
        out->code[i] = code_at(&q[0].rows, i);
    messages_of_rows(ctx, &q[1].rows, out);
    corrections_of_rows(ctx, &q[2].rows, out);
    return RC_OK;
}

static int64_t charged_of(const struct task_code *code)
{
    int64_t sum = 0;
    for (int i = 0; i < code->n_messages; i++)
        sum += code->message[i].charged ? code->message[i].price.thousandths : 0;
    return sum;
}

struct task_step task_step_of(const struct task_proof *proof, const struct component *otp)
{
    struct task_step step = {.component = otp};
    for (int i = 0; i < proof->overrides.n; i++) {
        if (str_eq(proof->overrides.override[i].component, otp->id))
            step.override = &proof->overrides.override[i];
    }
    for (int i = 0; i < proof->n_codes; i++) {
        const struct task_code *code = &proof->code[i];
        if (!str_eq(code->component, otp->id))
            continue;
        step.code = code;
        step.n_codes++;
        step.charged.thousandths += charged_of(code);
    }
    if (step.code == NULL)
        return step;
    struct str to = task_value(proof->task, otp->recipient);
    step.overtaken = !str_eq(step.code->recipient, to) && !recipient_is_erased(step.code->recipient);
    step.verified = step.code->status == VERIFICATION_APPROVED && !step.overtaken && step.override == NULL;
    return step;
}
