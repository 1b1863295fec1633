/* When the admins are warned of low credit; and the banner that says so, hidden for a day. */
#include "backend/warning.h"

#include "base/text.h"
#include "console/billing.h"
#include "web/form.h"
#include "web/page.h"
#include "web/url.h"

#define WARN(name) TPL_CREDIT_WARNINGS_##name
#define MOST INT64_C(1000000000000)
#define HUSH_SECONDS (24 * 3600)

static const struct field FIELDS[] = {
    {"first", TEXT("First warning below"), FIELD_CREDITS, false, 1, MOST,
     offsetof(struct warning_settings, first)},
    {"second", TEXT("Second warning below"), FIELD_CREDITS, false, 1, MOST,
     offsetof(struct warning_settings, second)},
    {"days", TEXT("Warning when it lasts for fewer days than"), FIELD_INTEGER, false, 1, 90,
     offsetof(struct warning_settings, days)},
};

static void fill_settings(struct ctx *ctx, struct template_dict *body,
                          const struct warning_settings *settings)
{
    if (settings->first.thousandths)
        page_set(body, WARN(FIRST_VALUE), credits_text(ctx->arena, settings->first));
    if (settings->second.thousandths)
        page_set(body, WARN(SECOND_VALUE), credits_text(ctx->arena, settings->second));
    if (settings->days)
        page_set(body, WARN(DAYS_VALUE), str_printf(ctx->arena, "%lld", (long long)settings->days));
}

static enum rc show(struct ctx *ctx, struct request *request, struct response *response,
                    const struct form *form)
{
    struct warning_settings settings;
    enum rc rc = warning_get(ctx, &settings);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_CREDIT_WARNINGS, say(ctx, "Warnings"));
    page_set_credits(ctx, page.body, WARN(AVAILABLE), request->session->available);
    if (request->session->credit_days >= 0)
        page_set(template_section(page.body, WARN(LASTS)), WARN(DAYS_LEFT),
                 text_count(ctx, "%s day", "%s days", request->session->credit_days));
    if (form)
        form_fill(ctx, form, page.body);
    else
        fill_settings(ctx, page.body, &settings);
    page_send(ctx, &page, form ? 422 : 200, response);
    return RC_OK;
}

enum rc page_warning_edit(struct ctx *ctx, struct request *request, struct response *response)
{
    return show(ctx, request, response, NULL);
}

enum rc page_warning_save(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(FIELDS);
    struct warning_settings settings = {0};
    bool good = form_read(ctx, request, &form, &settings), done;
    if (good && settings.first.thousandths && settings.second.thousandths >= settings.first.thousandths) {
        form_error(&form, "second", say(ctx, "The second warning comes below the first one."));
        good = false;
    }
    if (!good)
        return show(ctx, request, response, &form);
    enum rc rc = warning_set(ctx, &settings, &done);
    if (rc != RC_OK)
        return rc;
    if (!done) {
        page_error(ctx, request, 403, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success", str_from(say(ctx, "Saved.")));
    response_redirect(response, "/billing/warnings");
    return RC_OK;
}

enum rc page_warning_hush(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str from = request_form(ctx, request, "from");
    const char *level = credit_level_label(request->session->credit_level);
    response_cookie(ctx, response, "sandi_hushed", str_from(level), HUSH_SECONDS);
    if (url_is_local(from))
        response_redirect(response, "%.*s", STR_ARG(from));
    else
        response_redirect(response, "/");
    return RC_OK;
}
