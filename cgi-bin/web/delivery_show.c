/* One verification: what to do next, what each message came to, and all that happened, in order. */
#include "backend/recipient.h"
#include "base/text.h"
#include "web/delivery.h"

static bool may_send(const struct ctx *ctx)
{
    return ctx->actor.kind == ACTOR_MEMBER && ctx->actor.role >= ROLE_PLANNER;
}

static bool sees_statement(const struct ctx *ctx)
{
    return ctx->actor.kind == ACTOR_MEMBER && ctx->actor.role >= ROLE_ADMIN;
}

static void fill_head(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                      const struct delivery_view *view, struct template_dict *body)
{
    const char *kind = delivery_verification_kind(view->status);
    struct str channel = str_from(say(ctx, channel_words(view->channel)));
    page_set(body, TPL_DELIVERY_SHOW_BASE, place->base);
    page_set(body, TPL_DELIVERY_SHOW_ZONE, place->time_zone);
    page_set(body, TPL_DELIVERY_SHOW_RECIPIENT, view->recipient);
    page_set(body, TPL_DELIVERY_SHOW_ID, uuid_text(ctx->arena, view->id));
    page_set_c(body, TPL_DELIVERY_SHOW_KIND, kind);
    page_set_c(body, TPL_DELIVERY_SHOW_ICON, kind);
    page_set_c(body, TPL_DELIVERY_SHOW_STATUS, say(ctx, verification_status_words(view->status)));
    page_set(body, TPL_DELIVERY_SHOW_CHANNEL, text_fill(ctx, TEXT("Code by %1"), &channel, 1));
    page_set_moment(ctx, request, body, TPL_DELIVERY_SHOW_AT, view->created_at);
    page_set_moment(ctx, request, body, TPL_DELIVERY_SHOW_EXPIRES, view->expires_at);
    page_set_moment(ctx, request, body, TPL_DELIVERY_SHOW_AS_OF, ctx->now_us);
    page_set(body, TPL_DELIVERY_SHOW_COUNTRY, page_country(ctx, view->country));
    page_set(body, TPL_DELIVERY_SHOW_REFERENCE, view->reference);
    page_set_i64(ctx, body, TPL_DELIVERY_SHOW_DIGITS, view->digits);
    struct str guesses[] = {str_printf(ctx->arena, "%d", view->wrong),
                            str_printf(ctx->arena, "%d", view->attempts_max)};
    page_set(body, TPL_DELIVERY_SHOW_GUESSES, text_fill(ctx, TEXT("%1 of %2"), guesses, 2));
    if (view->reference.n)
        template_show(body, TPL_DELIVERY_SHOW_HAS_REFERENCE);
    if (view->country.n)
        template_show(body, TPL_DELIVERY_SHOW_HAS_COUNTRY);
    if (place->layout == LAYOUT_STAFF) {
        struct template_dict *of = template_section(body, TPL_DELIVERY_SHOW_ORGANISATION);
        page_set(of, TPL_DELIVERY_SHOW_ORGANISATION_NAME, place->organisation_name);
    }
    if (uuid_is_nil(view->task))
        return;
    struct template_dict *task = template_section(body, TPL_DELIVERY_SHOW_TASK);
    page_set(task, TPL_DELIVERY_SHOW_TASK_TITLE, view->task_title);
    page_set(task, TPL_DELIVERY_SHOW_FLOW, view->flow_name);
    if (place->layout != LAYOUT_STAFF) {
        struct template_dict *link = template_section(task, TPL_DELIVERY_SHOW_TASK_LINK);
        page_set(link, TPL_DELIVERY_SHOW_TASK_ID, uuid_text(ctx->arena, view->task));
    }
}

static void fill_messages(struct ctx *ctx, const struct request *request, const struct delivery_view *view,
                          struct template_dict *body)
{
    int64_t charged = 0;
    for (int i = 0; i < view->n_messages; i++) {
        const struct delivery_message *message = &view->message[i];
        struct template_dict *row = template_section(body, TPL_DELIVERY_SHOW_MESSAGE);
        const char *kind = delivery_status_kind(message->status);
        page_set_i64(ctx, row, TPL_DELIVERY_SHOW_NUMBER, i + 1);
        page_set_c(row, TPL_DELIVERY_SHOW_MESSAGE_CHANNEL, say(ctx, channel_words(message->channel)));
        page_set_c(row, TPL_DELIVERY_SHOW_CHANNEL_ICON, channel_label(message->channel));
        page_set_c(row, TPL_DELIVERY_SHOW_MESSAGE_KIND, kind);
        page_set_c(row, TPL_DELIVERY_SHOW_MESSAGE_ICON, kind);
        page_set_c(row, TPL_DELIVERY_SHOW_MESSAGE_STATUS, say(ctx, message_status_words(message->status)));
        page_set(row, TPL_DELIVERY_SHOW_REASON, delivery_reason(ctx, message->status, message->reason));
        page_set_moment(ctx, request, row, TPL_DELIVERY_SHOW_MESSAGE_AT, message->created_at);
        page_set_credits(ctx, row, TPL_DELIVERY_SHOW_PRICE, message->price);
        page_set_c(row, TPL_DELIVERY_SHOW_MONEY, delivery_money_words(ctx, message->money));
        if (ctx->actor.kind == ACTOR_STAFF && message->detail.n) {
            struct template_dict *detail = template_section(row, TPL_DELIVERY_SHOW_PROVIDER);
            page_set(detail, TPL_DELIVERY_SHOW_PROVIDER_WORDS, message->detail);
        }
        charged += message->money == DELIVERY_CHARGED ? message->price.thousandths : 0;
    }
    page_set_credits(ctx, body, TPL_DELIVERY_SHOW_CHARGED, (struct credits){charged});
}

static void fill_story(struct ctx *ctx, const struct request *request, const struct delivery_view *view,
                       struct template_dict *body)
{
    struct delivery_story story = delivery_story(ctx, view);
    for (int i = 0; i < story.n; i++) {
        const struct delivery_step *step = &story.step[i];
        struct template_dict *row = template_section(body, TPL_DELIVERY_SHOW_STEP);
        page_set_c(row, TPL_DELIVERY_SHOW_STEP_KIND, step->kind);
        page_set_c(row, TPL_DELIVERY_SHOW_STEP_ICON, step->kind);
        page_set_moment(ctx, request, row, TPL_DELIVERY_SHOW_STEP_AT, step->at);
        page_set(row, TPL_DELIVERY_SHOW_STEP_TITLE, step->title);
        if (step->detail.n) {
            struct template_dict *detail = template_section(row, TPL_DELIVERY_SHOW_STEP_MORE);
            page_set(detail, TPL_DELIVERY_SHOW_STEP_DETAIL, step->detail);
        }
        if (step->entry && sees_statement(ctx)) {
            struct template_dict *entry = template_section(row, TPL_DELIVERY_SHOW_ENTRY);
            page_set(entry, TPL_DELIVERY_SHOW_ENTRY_BEFORE,
                     str_printf(ctx->arena, "%lld", (long long)step->entry + 1));
            page_set_i64(ctx, entry, TPL_DELIVERY_SHOW_ENTRY_NUMBER, step->entry);
        }
    }
}

/* --- what to do next --- */

static void fill_quote(struct ctx *ctx, const struct delivery_view *view, const struct delivery_quote *quote,
                       bool first, struct template_dict *ways)
{
    struct str name = str_from(say(ctx, channel_words(quote->channel)));
    if (quote->outcome != OUTCOME_DONE) {
        struct template_dict *closed = template_section(ways, TPL_DELIVERY_SHOW_CLOSED_WAY);
        page_set(closed, TPL_DELIVERY_SHOW_CLOSED_WORDS, text_fill(ctx, TEXT("Not by %1:"), &name, 1));
        page_set_c(closed, TPL_DELIVERY_SHOW_CLOSED_WHY, say(ctx, outcome_sentence(quote->outcome)));
        return;
    }
    bool again = quote->channel == view->message[view->n_messages - 1].channel;
    struct template_dict *way = template_section(ways, TPL_DELIVERY_SHOW_WAY);
    struct str values[] = {name, delivery_credits(ctx, quote->price)};
    page_set_c(way, TPL_DELIVERY_SHOW_WAY_CHANNEL, channel_label(quote->channel));
    page_set(way, TPL_DELIVERY_SHOW_WAY_PRICE,
             str_printf(ctx->arena, "%lld", (long long)quote->price.thousandths));
    page_set(way, TPL_DELIVERY_SHOW_WAY_WORDS,
             text_fill(ctx, again ? TEXT("Send again by %1 for %2") : TEXT("Send by %1 for %2"), values, 2));
    page_set(way, TPL_DELIVERY_SHOW_WAY_FORM, uuid_text(ctx->arena, uuid_v7(ctx->now_us)));
    if (first)
        template_show(way, TPL_DELIVERY_SHOW_WAY_FIRST);
}

static enum rc fill_ways(struct ctx *ctx, const struct request *request, const struct delivery_view *view,
                         bool other_first, struct template_dict *advice)
{
    struct delivery_quote quote[CHANNEL__COUNT];
    int n;
    if (view->resend_at > ctx->now_us) {
        struct template_dict *later = template_section(advice, TPL_DELIVERY_SHOW_LATER);
        page_set_moment(ctx, request, later, TPL_DELIVERY_SHOW_LATER_AT, view->resend_at);
        return RC_OK;
    }
    enum rc rc = delivery_quote_list(ctx, view->id, quote, &n);
    if (rc != RC_OK)
        return rc;
    enum channel last = view->message[view->n_messages - 1].channel;
    struct template_dict *ways = template_section(advice, TPL_DELIVERY_SHOW_WAYS);
    /* The better way first, by going round twice. */
    for (int round = 0, shown = 0; round < 2; round++)
        for (int i = 0; i < n; i++) {
            bool preferred = (quote[i].channel != last) == other_first;
            if (preferred != (round == 0))
                continue;
            fill_quote(ctx, view, &quote[i], shown == 0 && quote[i].outcome == OUTCOME_DONE, ways);
            shown += quote[i].outcome == OUTCOME_DONE;
        }
    return RC_OK;
}

static enum rc fill_advice(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                           const struct delivery_view *view, struct template_dict *body)
{
    struct delivery_advice advice = delivery_advice(ctx, view);
    struct template_dict *dict = template_section(body, TPL_DELIVERY_SHOW_ADVICE);
    page_set_c(dict, TPL_DELIVERY_SHOW_ADVICE_KIND, advice.kind);
    page_set_c(dict, TPL_DELIVERY_SHOW_ADVICE_ICON, advice.kind);
    page_set(dict, TPL_DELIVERY_SHOW_ADVICE_TITLE, advice.title);
    page_set(dict, TPL_DELIVERY_SHOW_ADVICE_TEXT, advice.text);
    if (!uuid_is_nil(view->next)) {
        struct template_dict *next = template_section(dict, TPL_DELIVERY_SHOW_NEXT);
        page_set(next, TPL_DELIVERY_SHOW_NEXT_HREF,
                 str_printf(ctx->arena, "%.*s/%.*s", STR_ARG(place->base),
                            STR_ARG(uuid_text(ctx->arena, view->next))));
    } else if (advice.start_anew) {
        template_show(dict,
                      uuid_is_nil(view->task) ? TPL_DELIVERY_SHOW_ANEW_API : TPL_DELIVERY_SHOW_ANEW_TASK);
    }
    if (view->status != VERIFICATION_PENDING || view->resend_at == 0 || !may_send(ctx))
        return RC_OK;
    return fill_ways(ctx, request, view, advice.other_first, dict);
}

enum rc delivery_page_show(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                           const struct delivery_refusal *refusal, struct response *response)
{
    struct uuid id;
    struct delivery_view view = {.outcome = OUTCOME_NOT_FOUND};
    struct str last = request->capture[place->layout == LAYOUT_STAFF ? 1 : 0];
    enum rc rc = uuid_parse(last, &id) ? delivery_get(ctx, place->organisation, id, &view) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (view.outcome != OUTCOME_DONE) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    if (!uuid_eq(view.id, id)) {
        response_redirect(response, "%.*s/%.*s", STR_ARG(place->base),
                          STR_ARG(uuid_text(ctx->arena, view.id)));
        return RC_OK;
    }
    if (place->layout != LAYOUT_STAFF || recipient_is_erased(view.recipient))
        view.recipient = page_recipient(ctx, view.recipient);
    struct page page = page_new(ctx, request, place->layout, TEMPLATE_DELIVERY_SHOW, say(ctx, "Delivery"));
    if (refusal && refusal->status) {
        struct template_dict *refused = template_section(page.body, TPL_DELIVERY_SHOW_REFUSED);
        page_set(refused, TPL_DELIVERY_SHOW_REFUSED_TITLE, refusal->title);
        page_set(refused, TPL_DELIVERY_SHOW_REFUSED_TEXT, refusal->text);
    }
    fill_head(ctx, request, place, &view, page.body);
    fill_messages(ctx, request, &view, page.body);
    fill_story(ctx, request, &view, page.body);
    rc = fill_advice(ctx, request, place, &view, page.body);
    if (rc != RC_OK)
        return rc;
    page_send(ctx, &page, refusal && refusal->status ? refusal->status : 200, response);
    return RC_OK;
}
