/* An OTP as it is drawn: its parts in whatever state. Changes nothing. Each part stands by itself in the
 * page, so that otp.js can take a fresh one without touching what is typed. */
#include "backend/recipient.h"
#include "base/clock.h"
#include "field/step.h"
#include "web/qr_view.h"

#define OTP(name) TPL_FIELD_OTP_##name

static void fill_notice(const struct otp_notice *notice, const char *section, struct template_dict *dict)
{
    if (notice->kind == NULL)
        return;
    struct template_dict *banner = template_section(dict, section);
    page_set_c(banner, OTP(NOTICE_KIND), notice->kind);
    page_set_c(banner, OTP(NOTICE_TITLE), notice->title);
    page_set(banner, OTP(NOTICE_TEXT), notice->text);
    if (notice->label) {
        struct template_dict *fix = template_section(banner, OTP(FIX));
        page_set(fix, OTP(FIX_HREF), notice->href);
        page_set_c(fix, OTP(FIX_LABEL), notice->label);
    }
}

static void fill_countdown(struct ctx *ctx, const struct otp *otp, struct template_dict *again)
{
    int64_t left = (otp->view.verification.resend_at - ctx->now_us + SECOND_US - 1) / SECOND_US;
    if (otp->view.verification.resend_at == 0 || left <= 0)
        return;
    struct template_dict *countdown = template_section(again, OTP(COUNTDOWN));
    page_set(countdown, OTP(SECONDS), str_printf(ctx->arena, "%lld", (long long)left));
    page_set(countdown, OTP(CLOCK),
             str_printf(ctx->arena, "%lld:%02lld", (long long)(left / 60), (long long)(left % 60)));
}

/* The same code by another channel: as the way on where the newest message failed, else one of two ways. */
static void fill_other(struct ctx *ctx, const struct otp *otp, const char *section,
                       struct template_dict *dict)
{
    enum channel other;
    if (!otp_other_channel(otp, &other))
        return;
    struct str way = str_from(say(ctx, channel_words(other)));
    page_set(template_section(dict, section), OTP(OTHER_LABEL), text_fill(ctx, TEXT("Send by %1"), &way, 1));
}

static void fill_again(struct ctx *ctx, const struct otp *otp, bool failed, struct template_dict *waiting)
{
    if (otp_resends_left(otp) == 0) {
        template_show(waiting, OTP(NO_MORE));
        return;
    }
    template_show(waiting, OTP(AGAIN));
    if (!failed)
        fill_other(ctx, otp, OTP(OTHER), waiting);
    fill_countdown(ctx, otp, waiting);
}

static void fill_code(struct ctx *ctx, const struct otp *otp, struct template_dict *dict)
{
    const struct verification *of = &otp->view.verification;
    struct template_dict *code = template_section(dict, OTP(WAITING));
    page_set(code, OTP(FOR), uuid_text(ctx->arena, of->id));
    page_set(code, OTP(LEFT), str_printf(ctx->arena, "%d", of->attempts_left));
    page_set(code, OTP(ATTEMPTS),
             text_count(ctx, "%s attempt left.", "%s attempts left.", of->attempts_left));
    if (otp->code_error) {
        template_show(code, OTP(CODE_INVALID));
        page_set_c(code, OTP(CODE_ERROR), otp->code_error);
    }
}

static void fill_link(struct ctx *ctx, const struct otp *otp, struct template_dict *dict)
{
    struct str root = str_from(ctx->app->config.public_url);
    int side;
    if (otp->link.n == 0)
        return;
    while (str_ends(root, STR("/")))
        root = str_slice(root, 0, root.n - 1);
    struct template_dict *link = template_section(dict, OTP(LINK));
    struct str address = str_printf(ctx->arena, "%.*s/field/code/%.*s", STR_ARG(root), STR_ARG(otp->link));
    struct str path = qr_view_path(ctx, address, &side);
    page_set(link, OTP(LINK_HREF), address);
    if (path.n == 0)
        return; /* the address is there as a text, too */
    struct template_dict *square = template_section(link, OTP(QR));
    page_set(square, OTP(SIDE), str_printf(ctx->arena, "%d", side));
    page_set(square, OTP(PATH), path);
}

static void fill_help(struct ctx *ctx, const struct request *request, const struct task *task,
                      const struct otp *otp, struct template_dict *dict)
{
    struct otp_help words = otp_help(ctx, request, task, otp);
    struct template_dict *help = template_section(dict, OTP(LOST));
    page_set(help, OTP(CAUSE), words.cause);
    for (int i = 0; i < words.n; i++)
        page_set(template_section(help, OTP(TODO)), OTP(TODO_WORDS), words.step[i]);
}

static void fill_waiting(struct ctx *ctx, const struct request *request, const struct step *step,
                         const struct otp *otp, struct template_dict *dict)
{
    struct delivery delivery = otp_delivery(ctx, request, otp);
    struct template_dict *sent = template_section(dict, OTP(SENT));
    struct template_dict *live = template_section(dict, OTP(LIVE));
    page_set(live, OTP(LIVE_HREF),
             str_printf(ctx->arena, "/field/tasks/%.*s/otp/%.*s",
                        STR_ARG(uuid_text(ctx->arena, step->task.id)), STR_ARG(otp->component->id)));
    page_set_c(sent, OTP(DELIVERY_KIND), delivery.kind);
    page_set(sent, OTP(DELIVERY), delivery.words);
    page_set(sent, OTP(DELIVERY_MORE), delivery.more);
    page_set(sent, OTP(HERE), step_address(ctx, step, step->number));
    if (delivery.failed)
        fill_other(ctx, otp, OTP(OFFER), sent);
    fill_code(ctx, otp, dict);
    fill_again(ctx, otp, delivery.failed, template_section(dict, OTP(MORE)));
    fill_link(ctx, otp, dict);
    fill_help(ctx, request, &step->task, otp, dict);
}

static void fill_correct(const struct step *step, const struct otp *otp, struct template_dict *dict)
{
    if (!otp_correctable(&step->task, otp->component))
        return;
    struct template_dict *correct = template_section(dict, OTP(CORRECT));
    bool email = otp->component->channel == CHANNEL_EMAIL;
    page_set_c(correct, OTP(TO_KIND), email ? "email" : "tel");
    page_set(correct, OTP(TO_TYPED), otp->to_typed);
    if (otp->to_error || otp->state == OTP_NO_RECIPIENT)
        template_show(correct, OTP(CORRECT_OPEN));
    if (otp->to_error) {
        template_show(correct, OTP(TO_INVALID));
        page_set_c(correct, OTP(TO_ERROR), otp->to_error);
    }
}

static void fill_state(struct ctx *ctx, const struct request *request, const struct step *step,
                       const struct otp *otp, struct template_dict *dict)
{
    switch (otp->state) {
    case OTP_NO_RECIPIENT:
    case OTP__COUNT:
        return;
    case OTP_READY:
        template_show(dict, OTP(ADDRESSED));
        template_show(dict, OTP(READY));
        return;
    case OTP_WAITING:
        template_show(dict, OTP(ADDRESSED));
        fill_waiting(ctx, request, step, otp, dict);
        return;
    case OTP_VERIFIED:
        template_show(dict, OTP(VERIFIED));
        return;
    case OTP_OVERRIDDEN:
        template_show(dict, OTP(OVERRIDDEN));
        return;
    }
}

/* The channel of the newest message: a hop goes another way than the flow says first. */
static enum channel channel_of(const struct otp *otp)
{
    bool moved = otp->state == OTP_WAITING && otp->view.n_messages > 0;
    return moved ? otp->view.messages[otp->view.n_messages - 1].channel : otp->component->channel;
}

void otp_view_add(struct ctx *ctx, const struct request *request, const struct step *step, int i,
                  struct template_dict *body)
{
#define X(state, word) [OTP_##state] = word,
    static const char *const words[] = {OTP_STATES(X)};
#undef X
    const struct otp *otp = &step->otp[i];
    struct component_view view = {
        .component = otp->component,
        .state = &step->task.logic.page[step->page][i],
        .rules = component_rules(ctx, &step->task.logic, (struct flow_place){step->page, i}),
        .value = recipient_mask(ctx->arena, otp->to),
    };
    struct template_dict *dict =
        component_view_add_otp(ctx, body, TPL_FIELD_LIVE_COMPONENT, &view, channel_of(otp));
    page_set_c(dict, OTP(STATE), words[otp->state]);
    fill_notice(&otp->notice, OTP(NOTICE), dict);
    fill_notice(&otp->standing, OTP(STANDING), dict);
    if (!otp_is_done(otp))
        fill_correct(step, otp, dict);
    fill_state(ctx, request, step, otp, dict);
}
