/* The list of alerts, open or ended, and their closing with a reason. */
#include "staff/alert.h"

#include "backend/operator_sender.h"
#include "backend/reason.h"
#include "base/text.h"
#include "web/form.h"
#include "web/page.h"

#define LIST(name) TPL_ALERT_LIST_##name

struct close_input {
    struct str reason;
};
static const struct field CLOSE_FIELDS[] = {
    {"reason", TEXT("Reason"), FIELD_TEXT, true, 1, 300, offsetof(struct close_input, reason)},
};

static const char *translated(struct ctx *ctx, const char *msgid)
{
    return text(ctx->app->texts, ctx->language, msgid);
}

static void fill_end(struct ctx *ctx, const struct request *request, const struct alert *alert,
                     struct template_dict *row)
{
    struct template_dict *end = template_section(row, LIST(ENDED));
    page_set_time(ctx, request, end, LIST(CLOSED_AT), alert->closed_at);
    page_set(end, LIST(CLOSED_REASON), alert->closed_reason);
    if (alert->closed_by.n)
        page_set(template_section(end, LIST(BY)), LIST(CLOSED_BY), alert->closed_by);
    else if (!alert->closed_reason.n)
        page_set_c(end, LIST(CLOSED_REASON), say(ctx, "The sender works again."));
}

/* refused: its form, when that came back; NULL for all others. */
static void fill_alert(struct ctx *ctx, const struct request *request, const struct alert *alert,
                       const struct form *refused, struct template_dict *list)
{
    struct template_dict *row = template_section(list, LIST(ROW));
    const char *reason = reason_words(alert->reason);
    page_set(row, LIST(ID), uuid_text(ctx->arena, alert->id));
    page_set(row, LIST(SENDER), alert->sender);
    page_set_c(row, LIST(WORDS), translated(ctx, alert_class_words(alert->class)));
    page_set_c(row, LIST(REASON_WORDS), reason ? translated(ctx, reason) : "");
    page_set(row, LIST(DETAIL), alert->detail);
    page_set_time(ctx, request, row, LIST(OPENED_AT), alert->opened_at);
    page_set_time(ctx, request, row, LIST(SEEN_AT), alert->seen_at);
    page_set(row, LIST(SEEN), text_count(ctx, "seen %s time", "seen %s times", alert->count));
    if (alert->closed_at) {
        fill_end(ctx, request, alert, row);
        return;
    }
    struct template_dict *open = template_section(row, LIST(OPEN));
    page_set_c(open, LIST(ADVICE), translated(ctx, alert_class_advice(alert->class)));
    if (ctx->actor.staff != STAFF_OPERATOR)
        return;
    struct template_dict *close = template_section(open, LIST(CLOSE));
    if (refused)
        form_fill(ctx, refused, close);
}

/* With refused, the form of the alert id. */
static enum rc show(struct ctx *ctx, struct request *request, struct response *response, struct uuid id,
                    const struct form *refused)
{
    struct alert *alerts;
    int n;
    bool ended = str_eq(request_query(ctx, request, "ended"), STR("1")) && request->method == METHOD_GET;
    enum rc rc = alert_list(ctx, !ended, STR_NONE, &alerts, &n);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ALERT_LIST, say(ctx, "Alerts"));
    template_show(page.body, ended ? LIST(SHOWS_ENDED) : LIST(SHOWS_OPEN));
    if (n == 0)
        template_show(page.body, ended ? LIST(NONE_ENDED) : LIST(NONE_OPEN));
    struct template_dict *list = n ? template_section(page.body, LIST(ROWS)) : NULL;
    for (int i = 0; i < n; i++)
        fill_alert(ctx, request, &alerts[i], uuid_eq(alerts[i].id, id) ? refused : NULL, list);
    page_send(ctx, &page, refused ? 422 : 200, response);
    return RC_OK;
}

enum rc page_alert_list(struct ctx *ctx, struct request *request, struct response *response)
{
    return show(ctx, request, response, UUID_NIL, NULL);
}

enum rc page_alert_close(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    enum change change = CHANGE_NOT_FOUND;
    struct form form = FORM(CLOSE_FIELDS);
    struct close_input input = {0};
    if (request_uuid(request, 0, &id)) {
        if (!form_read(ctx, request, &form, &input))
            return show(ctx, request, response, id, &form);
        enum rc rc = alert_close(ctx, id, input.reason, &change);
        if (rc != RC_OK)
            return rc;
    }
    if (change == CHANGE_FORBIDDEN) {
        page_error(ctx, request, 403, response);
        return RC_OK;
    }
    page_flash(ctx, response, change == CHANGE_DONE ? "success" : "info",
               str_from(change == CHANGE_DONE ? say(ctx, "Closed. It opens again if the fault comes back.")
                                              : say(ctx, "This alert was closed already.")));
    response_redirect(response, "/operator/alerts");
    return RC_OK;
}
