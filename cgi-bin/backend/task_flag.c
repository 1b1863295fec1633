/* Reads flags off what is known of a task. */
#include "backend/task_flag.h"

#include "base/clock.h"

#define X(name, label) [TASK_FLAG_##name] = label,
static const char *const labels[TASK_FLAG__COUNT] = {TASK_FLAGS(X)};
#undef X

const char *task_flag_label(enum task_flag_kind kind)
{
    return labels[kind];
}

/* How often a recipient was corrected at this field. */
static int64_t corrections(const struct task_proof *proof, struct str field)
{
    for (int i = 0; i < proof->n_corrections; i++) {
        if (str_eq(proof->correction[i].component, field))
            return proof->correction[i].n;
    }
    return 0;
}

/* Whether any message may have reached the recipient, as far as anybody knows. */
static bool has_left(const struct task_code *code)
{
    for (int i = 0; i < code->n_messages; i++) {
        switch (code->message[i].status) {
        case MESSAGE_LAUNCHED:
        case MESSAGE_ACCEPTED:
        case MESSAGE_SENT:
        case MESSAGE_DELIVERED:
        case MESSAGE_READ:
        case MESSAGE_UNKNOWN:
            return true;
        case MESSAGE_QUEUED:
        case MESSAGE_REJECTED:
        case MESSAGE_FAILED:
        case MESSAGE_EXPIRED:
        case MESSAGE_WITHDRAWN:
        case MESSAGE__COUNT:
            break;
        }
    }
    return false;
}

/* Seconds between the last message and the right code when that is suspiciously short; -1 when it is not.
 * Mail servers report no deliveries. */
static int64_t haste(const struct task_code *code)
{
    int64_t sent_at = 0;
    for (int i = 0; i < code->n_messages; i++) {
        const struct task_message *message = &code->message[i];
        if (message->channel == CHANNEL_EMAIL || message->delivered_at || message->read_at)
            return -1;
        if (message->created_at <= code->closed_at)
            sent_at = message->created_at;
    }
    int64_t took = (code->closed_at - sent_at) / SECOND_US;
    return sent_at > 0 && took < TASK_FLAG_FAST_S ? took : -1;
}

static int flags_of_code(const struct task_proof *proof, const struct task_code *code, struct task_flag *out)
{
    int n = 0;
    int64_t took = haste(code);
    if (code->own)
        out[n++] = (struct task_flag){.kind = TASK_FLAG_OWN};
    if (code->others > 0)
        out[n++] = (struct task_flag){
            .kind = TASK_FLAG_REPEATS, .n = code->others, .of_worker = code->others_of_worker};
    if (!has_left(code))
        out[n++] = (struct task_flag){.kind = TASK_FLAG_UNSENT};
    else if (took >= 0)
        out[n++] = (struct task_flag){.kind = TASK_FLAG_FAST, .n = took};
    if (proof->task->finished_at && code->closed_at > proof->task->finished_at)
        out[n++] = (struct task_flag){.kind = TASK_FLAG_LATE};
    return n;
}

static int flags_of_step(const struct task_proof *proof, const struct component *otp, struct task_flag *out)
{
    struct task_step step = task_step_of(proof, otp);
    int64_t corrected = corrections(proof, otp->recipient);
    int n = 0;
    if (step.override)
        out[n++] = (struct task_flag){.kind = TASK_FLAG_OVERRIDE};
    if (corrected > 0)
        out[n++] = (struct task_flag){.kind = TASK_FLAG_CORRECTED, .n = corrected};
    if (step.verified)
        n += flags_of_code(proof, step.code, out + n);
    for (int i = 0; i < n; i++)
        out[i].component = otp;
    return n;
}

int task_flag_list(struct arena *arena, const struct task_proof *proof, struct task_flag **out)
{
    const struct flow_definition *definition = &proof->task->definition;
    int n = 0;
    *out = ARENA_ARRAY(arena, struct task_flag,
                       (size_t)(flow_component_count(definition) + 1) * TASK_FLAG__COUNT);
    for (int i = 0; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            const struct component *component = &definition->page[i].component[j];
            if (component->type == COMPONENT_OTP && proof->task->logic.page[i][j].shown)
                n += flags_of_step(proof, component, *out + n);
        }
    }
    return n;
}
