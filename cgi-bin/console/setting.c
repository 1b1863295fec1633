/* The index of the settings, and the organisation's own. */
#include "console/setting.h"

#include <stddef.h>

#include "backend/setting.h"
#include "base/text.h"
#include "web/form.h"

#define EDIT(name) TPL_SETTING_ORGANISATION_##name

static const struct field FIELDS[] = {
    {"name", TEXT("Name"), FIELD_TEXT, true, 1, 100, offsetof(struct setting, name)},
    {"country", TEXT("Home country"), FIELD_TEXT, true, 2, 2, offsetof(struct setting, country)},
    {"time_zone", TEXT("Time zone"), FIELD_TEXT, true, 1, 64, offsetof(struct setting, time_zone)},
    {"language", TEXT("Language"), FIELD_TEXT, true, 2, 2, offsetof(struct setting, language)},
    {"retention_days", TEXT("Days until recipients are erased"), FIELD_INTEGER, false, 1, 3650,
     offsetof(struct setting, retention_days)},
    {"factor_rule", TEXT("Second factor"), FIELD_TEXT, true, 1, 20, offsetof(struct setting, factor_rule)},
    {"factor_days", TEXT("Days to set it up"), FIELD_INTEGER, false, 0, 90,
     offsetof(struct setting, factor_days)},
};

enum rc page_setting_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_SETTING_LIST, say(ctx, "Settings"));
    if (ctx->actor.role >= ROLE_ADMIN)
        template_show(page.body, TPL_SETTING_LIST_ADMIN);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

static void fill_factor(struct ctx *ctx, struct template_dict *body, struct str chosen)
{
    static const struct {
        const char *value, *words;
    } RULES[] = {
        {"nobody", TEXT("Whoever wishes to")},
        {"admins", TEXT("Owners and admins must")},
        {"everybody", TEXT("Everybody must")},
    };
    for (size_t i = 0; i < COUNT_OF(RULES); i++)
        page_add_option(body, EDIT(FACTOR_OPTION), str_from(RULES[i].value),
                        str_from(say(ctx, RULES[i].words)), str_eq(chosen, str_from(RULES[i].value)));
}

static void fill_options(struct ctx *ctx, struct template_dict *body, const struct setting *setting,
                         const struct setting_choices *choices)
{
    for (int i = 0; i < choices->n_countries; i++)
        page_add_option(body, EDIT(COUNTRY_OPTION), choices->country[i],
                        page_country(ctx, choices->country[i]),
                        str_eq(choices->country[i], setting->country));
    for (int i = 0; i < choices->n_time_zones; i++)
        page_add_option(body, EDIT(ZONE_OPTION), choices->time_zone[i], choices->time_zone[i],
                        str_eq(choices->time_zone[i], setting->time_zone));
    page_add_option(body, EDIT(LANGUAGE_OPTION), STR("en"), STR("English"),
                    str_eq(setting->language, STR("en")));
    page_add_option(body, EDIT(LANGUAGE_OPTION), STR("id"), STR("Bahasa Indonesia"),
                    str_eq(setting->language, STR("id")));
    fill_factor(ctx, body, setting->factor_rule);
    template_show(body, setting->caps ? EDIT(CAPS_ON) : EDIT(CAPS_OFF));
}

static enum rc show(struct ctx *ctx, struct request *request, const struct form *form,
                    const struct setting *typed, struct response *response)
{
    struct setting setting;
    struct setting_choices choices;
    enum rc rc = setting_get(ctx, &setting, &choices);
    if (rc != RC_OK)
        return rc;
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_SETTING_ORGANISATION, say(ctx, "Organisation"));
    if (form) {
        form_fill(ctx, form, page.body);
        setting.country = typed->country;
        setting.time_zone = typed->time_zone;
        setting.language = typed->language;
        setting.factor_rule = typed->factor_rule;
    } else {
        page_set(page.body, EDIT(NAME_VALUE), setting.name);
        if (setting.retention_days)
            page_set(page.body, EDIT(RETENTION_DAYS_VALUE),
                     str_printf(ctx->arena, "%lld", (long long)setting.retention_days));
    }
    if (setting.factor_due > ctx->now_us)
        page_set_time(ctx, request, template_section(page.body, EDIT(FACTOR_GRACE)), EDIT(FACTOR_DUE),
                      setting.factor_due);
    fill_options(ctx, page.body, &setting, &choices);
    page_send(ctx, &page, form ? 422 : 200, response);
    return RC_OK;
}

enum rc page_organisation_edit(struct ctx *ctx, struct request *request, struct response *response)
{
    return show(ctx, request, NULL, NULL, response);
}

static bool is_rule(struct str rule)
{
    return str_eq(rule, STR("nobody")) || str_eq(rule, STR("admins")) || str_eq(rule, STR("everybody"));
}

enum rc page_organisation_save(struct ctx *ctx, struct request *request, struct response *response)
{
    struct setting setting = {0};
    struct form form = FORM(FIELDS);
    enum change change;
    if (!form_read(ctx, request, &form, &setting))
        return show(ctx, request, &form, &setting, response);
    enum rc rc = setting_set(ctx, &setting, &change);
    if (rc != RC_OK)
        return rc;
    if (change == CHANGE_FORBIDDEN) {
        page_error(ctx, request, 403, response);
        return RC_OK;
    }
    if (change != CHANGE_DONE) {
        const char *at = change == CHANGE_NO_COUNTRY     ? "country"
                         : change == CHANGE_NO_TIME_ZONE ? "time_zone"
                         : is_rule(setting.factor_rule)  ? "language"
                                                         : "factor_rule";
        form_error(&form, at, say(ctx, "Choose one of the list."));
        return show(ctx, request, &form, &setting, response);
    }
    page_flash(ctx, response, "success", str_from(say(ctx, "Saved.")));
    response_redirect(response, "/settings/organisation");
    return RC_OK;
}
