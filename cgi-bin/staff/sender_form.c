/*
 * Operators make senders, change their settings and switch them on or off. The fields of the settings are
 * made from the driver's own table. A secret that is typed is sealed at once; one that is left empty stays as
 * it is.
 */
#include "base/text.h"
#include "staff/sender.h"
#include "web/page.h"

#define NEW(name) TPL_SENDER_NEW_##name

struct new_input {
    struct str name, kind, organisation;
};
enum { NEW_NAME, NEW_KIND, NEW_ORGANISATION };
static const struct field NEW_FIELDS[] = {
    [NEW_NAME] = {"name", TEXT("Name"), FIELD_TEXT, true, 1, 40, offsetof(struct new_input, name)},
    [NEW_KIND] = {"kind", TEXT("Channel and driver"), FIELD_TEXT, true, 1, 40,
                  offsetof(struct new_input, kind)},
    [NEW_ORGANISATION] = {"organisation", TEXT("Organisation"), FIELD_TEXT, false, 0, 40,
                          offsetof(struct new_input, organisation)},
};

struct reason_input {
    struct str reason;
};
static const struct field REASON_FIELDS[] = {
    {"reason", TEXT("Reason"), FIELD_TEXT, true, 1, 300, offsetof(struct reason_input, reason)},
};

_Static_assert(SENDER_CHANGES_MAX <= FORM_FIELDS_MAX, "every setting has its field");

/* The version first, then the driver's settings in its own order. */
struct settings_input {
    int64_t version;
    struct str value[SENDER_CHANGES_MAX];
    bool flag[SENDER_CHANGES_MAX];
    struct secret secret[SENDER_CHANGES_MAX];
};

static void show_new(struct ctx *ctx, struct request *request, const struct form *form,
                     struct response *response)
{
    struct str driver, channel;
    struct page page = page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_SENDER_NEW, say(ctx, "New sender"));
    if (form)
        form_fill(ctx, form, page.body);
    for (int i = 0; driver_at(i, &driver, &channel); i++) {
        struct template_dict *option = template_section(page.body, NEW(KIND_OPTION));
        struct str value = str_printf(ctx->arena, "%.*s/%.*s", STR_ARG(channel), STR_ARG(driver));
        page_set(option, NEW(VALUE), value);
        page_set(option, NEW(LABEL),
                 str_printf(ctx->arena, "%s · %.*s",
                            text(ctx->app->texts, ctx->language, sender_channel_words(channel)),
                            STR_ARG(driver)));
        if (form && str_eq(form->typed[NEW_KIND], value))
            template_show(option, NEW(CHOSEN));
    }
    page_send(ctx, &page, form ? 422 : 200, response);
}

enum rc page_sender_new(struct ctx *ctx, struct request *request, struct response *response)
{
    show_new(ctx, request, NULL, response);
    return RC_OK;
}

/* The error of a change at the field it is about. */
static void refuse_new(struct ctx *ctx, struct form *form, enum change change)
{
    if (change == CHANGE_EXISTS)
        form_error(form, "name", say(ctx, "There is a sender of that name already."));
    else if (change == CHANGE_NOT_FOUND)
        form_error(form, "organisation", say(ctx, "There is no organisation of that short name."));
    else
        form_error(form, "name", say(ctx, "Small letters, digits and dashes only, a letter first."));
}

enum rc page_sender_create(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(NEW_FIELDS);
    struct new_input input = {0};
    enum change change = CHANGE_DONE;
    if (!form_read(ctx, request, &form, &input)) {
        show_new(ctx, request, &form, response);
        return RC_OK;
    }
    struct sender_new sender = {.name = input.name, .slug = input.organisation};
    sender.driver = input.kind;
    if (!str_split(&sender.driver, '/', &sender.channel) || !driver_serves(sender.driver, sender.channel)) {
        form_error(&form, "kind", say(ctx, "Choose one of the list."));
        show_new(ctx, request, &form, response);
        return RC_OK;
    }
    enum rc rc = str_eq(sender.name, STR("new")) ? RC_OK : operator_sender_create(ctx, &sender, &change);
    if (str_eq(sender.name, STR("new")))
        change = CHANGE_EXISTS;
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        refuse_new(ctx, &form, change);
        show_new(ctx, request, &form, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success",
               str_from(say(ctx, "The sender is made. Give it its settings, then switch it on.")));
    response_redirect(response, "/operator/senders/%.*s", STR_ARG(sender.name));
    return RC_OK;
}

/* --- settings ----------------------------------------------------------------------------------------- */

static struct form settings_form(struct ctx *ctx, struct str driver)
{
    struct field *fields = ARENA_ARRAY(ctx->arena, struct field, FORM_FIELDS_MAX);
    struct form form = {.fields = fields, .n_fields = 1};
    const struct setting *setting;
    fields[0] = (struct field){"version",
                               TEXT("Version"),
                               FIELD_INTEGER,
                               true,
                               1,
                               INT64_MAX,
                               offsetof(struct settings_input, version)};
    for (int i = 0; (setting = setting_at(driver, i)) && form.n_fields < FORM_FIELDS_MAX; i++) {
        size_t at = (size_t)i;
        struct field *field = &fields[form.n_fields++];
        *field = (struct field){.name = setting->name, .label = sender_setting_words(setting), .max = 4000};
        field->kind = setting_is_secret(setting)       ? FIELD_SECRET
                      : sender_setting_is_box(setting) ? FIELD_CHECK
                                                       : FIELD_TEXT;
        field->offset = setting_is_secret(setting)       ? offsetof(struct settings_input, secret[at])
                        : sender_setting_is_box(setting) ? offsetof(struct settings_input, flag[at])
                                                         : offsetof(struct settings_input, value[at]);
    }
    return form;
}

/* What differs from what is set. False: a value is refused, and the form says why. */
static bool changes_read(struct ctx *ctx, const struct operator_sender *sender, struct settings_input *input,
                         struct form *form, struct sender_change *wanted)
{
    for (int i = 0; i + 1 < form->n_fields; i++) {
        const struct setting *setting = setting_at(sender->row.driver, i);
        struct str value = input->value[i], now = sender_row_value(&sender->row, setting->name);
        if (sender_setting_is_box(setting)) {
            value = input->flag[i] ? STR("true") : STR("false");
            now = now.n ? now : STR("false");
        }
        const char *why = setting_is_secret(setting) ? NULL : setting_check(setting, value);
        if (why)
            form_error(form, setting->name, text(ctx->app->texts, ctx->language, why));
        if (setting_is_secret(setting) ? input->secret[i].n == 0 : str_eq(value, now))
            continue;
        wanted->value[wanted->n].setting = setting;
        wanted->value[wanted->n].value = value;
        wanted->value[wanted->n++].secret = input->secret[i];
    }
    return form->n_errors == 0;
}

/* An address that leads elsewhere takes no secret along: whoever can change a page could have it sent to
 * himself. False: one is missing, and the form says so. */
static bool secrets_follow(struct ctx *ctx, const struct operator_sender *sender, struct form *form,
                           const struct sender_change *wanted)
{
    for (int i = 0; i < sender->n_secrets && sender_moves(&sender->row, wanted); i++) {
        const struct setting *setting = setting_find(sender->row.driver, sender->secrets[i].name);
        if (setting && setting_travels(setting) && !sender_change_names(wanted, setting))
            form_error(form, setting->name, say(ctx, "The address leads elsewhere: type this secret anew."));
    }
    return form->n_errors == 0;
}

static void wipe(struct settings_input *input, struct sender_change *wanted)
{
    for (int i = 0; i < SENDER_CHANGES_MAX; i++) {
        secret_wipe(&input->secret[i]);
        secret_wipe(&wanted->value[i].secret);
    }
}

/* Secrets typed where this program has no key to seal them with. */
static bool cannot_seal(const struct ctx *ctx, const struct sender_change *wanted)
{
    for (int i = 0; i < wanted->n; i++)
        if (setting_is_secret(wanted->value[i].setting) &&
            (!ctx->app->keys_credentials.count || !ctx->app->keys_callback.count))
            return true;
    return false;
}

/* Reads the form and changes what differs; *change is INVALID when the form says why not. */
static enum rc settings_change(struct ctx *ctx, const struct request *request,
                               const struct operator_sender *sender, struct form *form, enum change *change)
{
    struct settings_input *input = ARENA_NEW(ctx->arena, struct settings_input);
    struct sender_change *wanted = ARENA_NEW(ctx->arena, struct sender_change);
    bool right = form_read(ctx, request, form, input);
    enum rc rc = RC_OK;
    *change = CHANGE_INVALID;
    wanted->name = sender->row.name;
    if (!changes_read(ctx, sender, input, form, wanted) || !secrets_follow(ctx, sender, form, wanted))
        right = false;
    if (right && cannot_seal(ctx, wanted)) {
        form_error(form, NULL,
                   say(ctx, "This program has no keys to seal secrets with. Set them on the command line."));
        right = false;
    }
    if (right)
        rc = operator_sender_change(ctx, sender, input->version, wanted, change);
    wipe(input, wanted);
    if (right && *change == CHANGE_CLEAR_TEXT)
        form_error(form, "base_url",
                   say(ctx, "An address on the Internet begins with https://. Plain http:// is for private "
                            "addresses only."));
    return rc;
}

enum rc page_sender_settings(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    enum change change;
    struct sender_shown shown = {.status = 422};
    if (!sender_open(ctx, request, response, &shown.sender, &rc))
        return rc;
    struct form form = settings_form(ctx, shown.sender.row.driver);
    rc = settings_change(ctx, request, &shown.sender, &form, &change);
    if (rc != RC_OK)
        return rc;
    if (change == CHANGE_DONE) {
        page_flash(ctx, response, "success",
                   str_from(say(ctx, "Saved. Running programs use it within two seconds.")));
        response_redirect(response, "/operator/senders/%.*s", STR_ARG(shown.sender.row.name));
        return RC_OK;
    }
    if (change == CHANGE_FORBIDDEN || change == CHANGE_NOT_FOUND) {
        page_error(ctx, request, change == CHANGE_FORBIDDEN ? 403 : 404, response);
        return RC_OK;
    }
    if (change == CHANGE_STALE)
        shown.status = 409;
    shown.stale = change == CHANGE_STALE;
    shown.settings = &form;
    return sender_show(ctx, request, &shown, response);
}

/* --- on and off --------------------------------------------------------------------------------------- */

enum rc page_sender_switch(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    enum change change;
    struct form form = FORM(REASON_FIELDS);
    struct reason_input input = {0};
    struct sender_shown shown = {.status = 422, .reason = &form};
    if (!sender_open(ctx, request, response, &shown.sender, &rc))
        return rc;
    bool on = str_eq(request_form(ctx, request, "active"), STR("true"));
    if (!form_read(ctx, request, &form, &input))
        return sender_show(ctx, request, &shown, response);
    rc = operator_sender_switch(ctx, shown.sender.row.name, on, input.reason, &change);
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        page_error(ctx, request, change == CHANGE_FORBIDDEN ? 403 : 404, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success",
               str_from(on ? say(ctx, "Switched on. New messages take this sender.")
                           : say(ctx, "Switched off. New messages no longer take this sender.")));
    response_redirect(response, "/operator/senders/%.*s", STR_ARG(shown.sender.row.name));
    return RC_OK;
}
