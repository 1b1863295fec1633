/* Which facts of a verification deserve a second look, and which do not. */
#include "unit.h"

#include "backend/task_flag.h"
#include "base/clock.h"

#define SENT INT64_C(1764000000000000)

/* A task whose one OTP was verified a minute after it was sent and delivered by WhatsApp. */
struct scene {
    struct task task;
    struct task_proof proof;
    struct task_code code;
    struct task_message message[2];
    struct task_correction correction[2];
    struct otp_override override;
    struct answer answer;
};

static struct scene *scene_new(struct arena *arena)
{
    struct scene *s = ARENA_NEW(arena, struct scene);
    s->task.definition = flow_definition_new(arena, STR("Initial"), STR("Page"));
    struct flow_page *first = &s->task.definition.page[0], *last = &s->task.definition.page[1];
    first->component = ARENA_ARRAY(arena, struct component, 1);
    first->component[0] = component_new(COMPONENT_PHONE, STR("phone"), STR("Phone"));
    last->component = ARENA_ARRAY(arena, struct component, 1);
    last->component[0] = component_new(COMPONENT_OTP, STR("otp"), STR("Code"));
    last->component[0].recipient = STR("phone");
    first->n = last->n = 1;
    s->answer = (struct answer){STR("phone"), STR("+6281234567890")};
    task_keep(arena, &s->task, &s->answer, 1);
    s->message[0] = s->message[1] = (struct task_message){.channel = CHANNEL_WHATSAPP,
                                                          .status = MESSAGE_DELIVERED,
                                                          .created_at = SENT,
                                                          .sent_at = SENT,
                                                          .delivered_at = SENT + SECOND_US};
    s->code = (struct task_code){.component = STR("otp"),
                                 .status = VERIFICATION_APPROVED,
                                 .recipient = s->answer.value,
                                 .created_at = SENT,
                                 .closed_at = SENT + 60 * SECOND_US,
                                 .message = s->message,
                                 .n_messages = 1};
    s->override.component = STR("otp");
    s->proof = (struct task_proof){.task = &s->task, .code = &s->code, .n_codes = 1};
    s->proof.overrides.override = &s->override;
    s->proof.correction = s->correction;
    return s;
}

/* "recipient_repeats:3 verified_at_once:2" */
static struct str flags(struct arena *arena, const struct scene *s)
{
    struct task_flag *flag;
    struct buf words = buf_new(arena, 1000);
    int n = task_flag_list(arena, &s->proof, &flag);
    for (int i = 0; i < n; i++)
        buf_printf(&words, "%s%s:%lld", i ? " " : "", task_flag_label(flag[i].kind), (long long)flag[i].n);
    return n ? buf_str(&words) : STR("");
}

static void a_plain_delivery_has_none(void **state)
{
    struct scene *s = scene_new(*state);
    assert_str(flags(*state, s), "");
    s->proof.n_codes = 0;
    assert_str(flags(*state, s), "");
}

static void the_recipient_is_looked_at(void **state)
{
    struct scene *s = scene_new(*state);
    s->code.own = true;
    s->code.others = 3;
    s->correction[0] = (struct task_correction){STR("other"), 2};
    s->correction[1] = (struct task_correction){STR("phone"), 1};
    s->proof.n_corrections = 2;
    assert_str(flags(*state, s), "recipient_corrected:1 recipient_is_worker:0 recipient_repeats:3");
    s->code.status = VERIFICATION_EXPIRED;
    assert_str(flags(*state, s), "recipient_corrected:1");
}

static void a_code_that_came_too_fast(void **state)
{
    struct scene *s = scene_new(*state);
    s->code.closed_at = SENT + 3 * SECOND_US;
    assert_str(flags(*state, s), ""); /* it was delivered */
    s->message[0].delivered_at = 0;
    s->message[0].status = MESSAGE_SENT;
    assert_str(flags(*state, s), "verified_at_once:3");
    s->message[0].channel = CHANNEL_EMAIL; /* nobody reports those */
    assert_str(flags(*state, s), "");
    s->message[0].channel = CHANNEL_SMS;
    s->code.closed_at = SENT + TASK_FLAG_FAST_S * SECOND_US;
    assert_str(flags(*state, s), "");
    s->code.n_messages = 2; /* sent again: the time runs from the last one before the code */
    s->message[1] = s->message[0];
    s->message[1].created_at = s->code.closed_at - SECOND_US;
    assert_str(flags(*state, s), "verified_at_once:1");
}

static void a_code_that_never_left(void **state)
{
    static const enum message_status unsent[] = {MESSAGE_QUEUED, MESSAGE_REJECTED, MESSAGE_FAILED,
                                                 MESSAGE_WITHDRAWN};
    struct scene *s = scene_new(*state);
    s->message[0].delivered_at = 0;
    for (size_t i = 0; i < COUNT_OF(unsent); i++) {
        s->message[0].status = unsent[i];
        assert_str(flags(*state, s), "verified_but_unsent:0");
    }
    s->code.n_messages = 2; /* the other one arrived */
    assert_str(flags(*state, s), "");
}

static void what_the_office_did_and_when(void **state)
{
    struct scene *s = scene_new(*state);
    s->task.finished_at = s->code.closed_at - 1;
    assert_str(flags(*state, s), "verified_after_finish:0");
    s->task.finished_at = s->code.closed_at;
    assert_str(flags(*state, s), "");
    s->proof.overrides.n = 1;
    assert_str(flags(*state, s), "passed_without_code:0");
}

static void a_step_is_verified_for_its_recipient_alone(void **state)
{
    struct scene *s = scene_new(*state);
    const struct component *otp = &s->task.definition.page[1].component[0];
    assert_true(task_step_of(&s->proof, otp).verified);
    s->code.recipient = STR("+6281234567891");
    struct task_step step = task_step_of(&s->proof, otp);
    assert_true(step.overtaken && !step.verified);
    s->code.recipient = STR("erased");
    assert_true(task_step_of(&s->proof, otp).verified);
    s->proof.overrides.n = 1;
    assert_false(task_step_of(&s->proof, otp).verified);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plain_delivery_has_none),    TEST(the_recipient_is_looked_at),
        TEST(a_code_that_came_too_fast),    TEST(a_code_that_never_left),
        TEST(what_the_office_did_and_when), TEST(a_step_is_verified_for_its_recipient_alone),
    };
    return cmocka_run_group_tests_name("task_flag", tests, NULL, NULL);
}
