/* Staff's list of senders and one sender's page. Must not show a secret: only since when it is set. */
#include "staff/sender.h"

#include "backend/reason.h"
#include "base/text.h"
#include "channels/driver.h"
#include "web/page.h"

#define LIST(name) TPL_SENDER_LIST_##name
#define SHOW(name) TPL_SENDER_SHOW_##name

static const char *words_of(struct ctx *ctx, struct str reason)
{
    const char *words = reason_words(reason);
    return words ? text(ctx->app->texts, ctx->language, words) : say(ctx, "Something went wrong.");
}

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *rows,
                     const struct operator_sender *sender)
{
    struct template_dict *row = template_section(rows, LIST(ROW));
    page_set(row, LIST(NAME), sender->row.name);
    page_set(row, LIST(DRIVER), sender->row.driver);
    page_set_c(row, LIST(CHANNEL),
               text(ctx->app->texts, ctx->language, sender_channel_words(sender->channel)));
    page_set(row, LIST(CHANNEL_ICON), sender->channel);
    page_set(row, LIST(ORGANISATION), sender->organisation_name);
    if (!sender->organisation_slug.n)
        page_set_c(row, LIST(ORGANISATION), say(ctx, "Official, for everybody"));
    template_show(row, sender->active ? LIST(ACTIVE) : LIST(OFF));
    if (sender->alerts)
        page_set(template_section(row, LIST(ALERTS)), LIST(ALERT_COUNT),
                 text_count(ctx, "%s alert", "%s alerts", sender->alerts));
    if (sender->accepted_at)
        page_set_time(ctx, request, row, LIST(ACCEPTED_AT), sender->accepted_at);
    else
        page_set_c(row, LIST(ACCEPTED_AT), say(ctx, "never"));
}

enum rc page_sender_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct operator_senders list;
    struct str query = str_head(str_trim(request_query(ctx, request, "q")), 80);
    struct str after = str_head(request_query(ctx, request, "after"), 80);
    enum rc rc = operator_sender_list(ctx, query, after, &list);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_SENDER_LIST, say(ctx, "Senders"));
    page_set(page.body, LIST(Q), query);
    if (query.n)
        template_show(page.body, LIST(CLEAR));
    if (ctx->actor.staff == STAFF_OPERATOR)
        template_show(page.body, LIST(OPERATOR));
    struct template_dict *rows = template_section(page.body, list.n ? LIST(ROWS) : LIST(EMPTY));
    for (int i = 0; i < list.n; i++)
        fill_row(ctx, request, rows, &list.sender[i]);
    if (list.more) {
        struct template_dict *next = template_section(rows, LIST(NEXT));
        page_set(next, LIST(AFTER), list.sender[list.n - 1].row.name);
        page_set(next, LIST(NEXT_Q), query);
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

/* --- one sender --------------------------------------------------------------------------------------- */

static void fill_head(struct ctx *ctx, const struct operator_sender *sender, struct template_dict *body)
{
    page_set(body, SHOW(NAME), sender->row.name);
    page_set(body, SHOW(DRIVER), sender->row.driver);
    page_set_c(body, SHOW(CHANNEL),
               text(ctx->app->texts, ctx->language, sender_channel_words(sender->channel)));
    page_set(body, SHOW(ORGANISATION), sender->organisation_name);
    if (!sender->organisation_slug.n)
        page_set_c(body, SHOW(ORGANISATION), say(ctx, "Official, for everybody"));
    template_show(body, sender->active ? SHOW(ACTIVE) : SHOW(OFF));
    /* All others get an address of its own with each message: nothing is entered in their console. */
    const struct driver *driver = driver_find(sender->row.driver);
    if (driver && (driver->handshake || sender_row_value(&sender->row, "callback_signature").n))
        page_set(template_section(body, SHOW(CALLBACK)), SHOW(CALLBACK_URL),
                 str_printf(ctx->arena, "%s/hooks/%.*s/%.*s", ctx->app->config.public_url,
                            STR_ARG(sender->row.driver), STR_ARG(sender->row.name)));
}

/* Messages a minute over the last five whole minutes, with one decimal. */
static void fill_health(struct ctx *ctx, const struct request *request, const struct operator_sender *sender,
                        struct template_dict *body)
{
    page_set_credits(ctx, body, SHOW(PER_MINUTE), (struct credits){sender->accepted_five * 200});
    page_set_i64(ctx, body, SHOW(ACCEPTED_HOUR), sender->accepted_hour);
    page_set_i64(ctx, body, SHOW(FAILED_HOUR), sender->failed_hour);
    if (sender->accepted_at)
        page_set_time(ctx, request, body, SHOW(ACCEPTED_AT), sender->accepted_at);
    else
        page_set_c(body, SHOW(ACCEPTED_AT), say(ctx, "never"));
    page_set(body, SHOW(BREAKER),
             sender->open_countries
                 ? text_count(ctx, "Holds back messages to %s country", "Holds back messages to %s countries",
                              sender->open_countries)
                 : str_from(say(ctx, "Lets everything through")));
    if (!sender->error_at)
        return;
    struct template_dict *error = template_section(body, SHOW(ERROR));
    page_set_time(ctx, request, error, SHOW(ERROR_AT), sender->error_at);
    page_set_c(error, SHOW(ERROR_WORDS), words_of(ctx, sender->error_reason));
    page_set(error, SHOW(ERROR_DETAIL), sender->error_detail);
}

static void fill_alerts(struct ctx *ctx, const struct alert *alerts, int n, struct template_dict *body)
{
    for (int i = 0; i < n; i++) {
        struct template_dict *row = template_section(body, SHOW(ALERT));
        page_set_c(row, SHOW(ALERT_WORDS),
                   text(ctx->app->texts, ctx->language, alert_class_words(alerts[i].class)));
        page_set_c(row, SHOW(ALERT_ADVICE),
                   text(ctx->app->texts, ctx->language, alert_class_advice(alerts[i].class)));
    }
}

/* "Set", with the day where somebody noted it; false: it is not set. */
static bool secret_state(struct ctx *ctx, const struct request *request, const struct operator_sender *sender,
                         const struct setting *setting, struct template_dict *row)
{
    for (int i = 0; i < sender->n_secrets; i++) {
        if (!str_eq(sender->secrets[i].name, str_from(setting->name)))
            continue;
        struct template_dict *set = template_section(row, SHOW(SECRET_SET));
        if (sender->secrets[i].at)
            page_set_time(ctx, request, set, SHOW(SECRET_AT), sender->secrets[i].at);
        else
            page_set_c(set, SHOW(SECRET_AT), say(ctx, "long ago"));
        return true;
    }
    return false;
}

static void fill_setting(struct ctx *ctx, const struct request *request, const struct sender_shown *shown,
                         int i, struct template_dict *form)
{
    const struct operator_sender *sender = &shown->sender;
    const struct setting *setting = setting_at(sender->row.driver, i);
    struct template_dict *row = template_section(form, SHOW(SETTING));
    struct str value = sender_row_value(&sender->row, setting->name);
    bool flag = sender_setting_is_box(setting), ticked = str_eq(value, STR("true"));
    if (shown->settings) {
        value = shown->settings->typed[i + 1];
        ticked = value.s != NULL;
    }
    page_set_c(row, SHOW(KEY), setting->name);
    page_set_c(row, SHOW(LABEL), text(ctx->app->texts, ctx->language, sender_setting_words(setting)));
    page_set_c(row, SHOW(HELP), text(ctx->app->texts, ctx->language, setting->help));
    struct template_dict *input = template_section(row, flag                         ? SHOW(FLAG)
                                                        : setting_is_secret(setting) ? SHOW(SECRET)
                                                                                     : SHOW(PLAIN));
    if (!flag && !setting_is_secret(setting))
        page_set(input, SHOW(VALUE), value);
    if (flag && ticked)
        template_show(input, SHOW(TICKED));
    if (setting_is_secret(setting) && !secret_state(ctx, request, sender, setting, row))
        template_show(row, SHOW(SECRET_UNSET));
    if (shown->settings && shown->settings->errors[i + 1]) {
        struct template_dict *invalid = template_section(row, SHOW(INVALID));
        page_set_c(invalid, SHOW(ERROR_TEXT), shown->settings->errors[i + 1]);
        template_show(input, SHOW(MARKED));
    }
}

/* A form of operators; support reads the same as a list. */
static void fill_settings(struct ctx *ctx, const struct request *request, const struct sender_shown *shown,
                          struct template_dict *body)
{
    bool operator= ctx->actor.staff == STAFF_OPERATOR;
    struct template_dict *form = template_section(body, operator? SHOW(FORM) : SHOW(FACTS));
    page_set(form, SHOW(VERSION), str_printf(ctx->arena, "%lld", (long long)shown->sender.row.version));
    for (int i = 0; setting_at(shown->sender.row.driver, i); i++)
        fill_setting(ctx, request, shown, i, form);
    if (!operator)
        return;
    struct template_dict *toggle = template_section(body, SHOW(TOGGLE));
    template_show(toggle, shown->sender.active ? SHOW(SWITCH_OFF) : SHOW(SWITCH_ON));
    if (!shown->sender.active && shown->sender.rival.n)
        page_set(template_section(toggle, SHOW(RIVAL)), SHOW(RIVAL_NAME), shown->sender.rival);
    if (shown->reason)
        form_fill(ctx, shown->reason, body);
}

enum rc sender_show(struct ctx *ctx, struct request *request, const struct sender_shown *shown,
                    struct response *response)
{
    struct alert *alerts;
    int n;
    enum rc rc = alert_list(ctx, true, shown->sender.row.name, &alerts, &n);
    if (rc != RC_OK)
        return rc;
    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_SENDER_SHOW, str_z(ctx->arena, shown->sender.row.name));
    fill_head(ctx, &shown->sender, page.body);
    fill_alerts(ctx, alerts, n, page.body);
    fill_health(ctx, request, &shown->sender, page.body);
    if (shown->settings)
        form_fill(ctx, shown->settings, page.body);
    if (shown->stale)
        template_show(page.body, SHOW(STALE));
    fill_settings(ctx, request, shown, page.body);
    page_send(ctx, &page, shown->status, response);
    return RC_OK;
}

bool sender_open(struct ctx *ctx, struct request *request, struct response *response,
                 struct operator_sender *out, enum rc *rc)
{
    enum outcome outcome = OUTCOME_NOT_FOUND;
    struct str name = request->capture[0];
    *rc = name.n && name.n <= 40 && str_is_utf8(name) ? operator_sender_get(ctx, name, &outcome, out) : RC_OK;
    if (*rc == RC_OK && outcome != OUTCOME_DONE)
        page_error(ctx, request, 404, response);
    return *rc == RC_OK && outcome == OUTCOME_DONE;
}

enum rc page_sender(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct sender_shown shown = {.status = 200};
    if (!sender_open(ctx, request, response, &shown.sender, &rc))
        return rc;
    return sender_show(ctx, request, &shown, response);
}
