/* API keys, for admins. A key's token is shown on the one page that answers its making, and never again. */
#include "backend/key.h"

#include <stddef.h>

#include "base/text.h"
#include "console/setting.h"
#include "web/form.h"

#define LIST(name) TPL_KEY_LIST_##name
#define NEW(name) TPL_KEY_NEW_##name
#define SHOW(name) TPL_KEY_SHOW_##name

struct key_input {
    struct str name;
    bool may_read, may_send;
    int64_t days;
};
static const struct field NEW_FIELDS[] = {
    {"name", TEXT("Name"), FIELD_TEXT, true, 1, 100, offsetof(struct key_input, name)},
    {"read", TEXT("Read"), FIELD_CHECK, .offset = offsetof(struct key_input, may_read)},
    {"send", TEXT("Send"), FIELD_CHECK, .offset = offsetof(struct key_input, may_send)},
    {"days", TEXT("Days until it expires"), FIELD_INTEGER, false, 1, 3650, offsetof(struct key_input, days)},
};

static const char *scope_words(struct ctx *ctx, const struct key *key)
{
    if (key->may_read && key->may_send)
        return say(ctx, "Read and send");
    return key->may_send ? say(ctx, "Send") : say(ctx, "Read");
}

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *rows,
                     const struct key *key)
{
    static const char *const STATES[] = {
        [KEY_LIVE] = LIST(LIVE), [KEY_EXPIRED] = LIST(EXPIRED), [KEY_REVOKED] = LIST(REVOKED)};
    struct template_dict *row = template_section(rows, LIST(ROW));
    page_set(row, LIST(ID), uuid_text(ctx->arena, key->id));
    page_set(row, LIST(NAME), key->name);
    page_set_c(row, LIST(SCOPE), scope_words(ctx, key));
    template_show(row, STATES[key->state]);
    if (key->state == KEY_LIVE && key->replaced)
        template_show(row, LIST(FOLLOWED));
    if (key->expires_at)
        page_set_time(ctx, request, template_section(row, LIST(EXPIRES)), LIST(EXPIRES_AT), key->expires_at);
    else
        template_show(row, LIST(FOREVER));
    if (key->last_used_at)
        page_set_time(ctx, request, template_section(row, LIST(USED)), LIST(USED_AT), key->last_used_at);
    else
        template_show(row, LIST(UNUSED));
}

enum rc page_key_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct key_list keys;
    enum rc rc = key_list(ctx, &keys);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_KEY_LIST, say(ctx, "API keys"));
    struct template_dict *rows = keys.n ? template_section(page.body, LIST(ROWS)) : NULL;
    for (int i = 0; i < keys.n; i++)
        fill_row(ctx, request, rows, &keys.key[i]);
    if (keys.n == 0)
        template_show(page.body, LIST(EMPTY));
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

static void show_new(struct ctx *ctx, struct request *request, const struct form *form,
                     struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_KEY_NEW, say(ctx, "New API key"));
    if (form)
        form_fill(ctx, form, page.body);
    else
        template_show(page.body, NEW(READ_CHECKED));
    page_send(ctx, &page, form ? 422 : 200, response);
}

enum rc page_key_new(struct ctx *ctx, struct request *request, struct response *response)
{
    show_new(ctx, request, NULL, response);
    return RC_OK;
}

static void show_token(struct ctx *ctx, struct request *request, struct str name, struct str token,
                       struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_KEY_MADE, say(ctx, "New API key"));
    page_set(page.body, TPL_KEY_MADE_NAME, name);
    page_set(page.body, TPL_KEY_MADE_TOKEN, token);
    page_send(ctx, &page, 200, response);
}

enum rc page_key_create(struct ctx *ctx, struct request *request, struct response *response)
{
    struct key_input input = {0};
    struct form form = FORM(NEW_FIELDS);
    struct str token;
    enum change change;
    bool good = form_read(ctx, request, &form, &input);
    if (!input.may_read && !input.may_send) {
        form_error(&form, "read", say(ctx, "Choose what the key may do."));
        good = false;
    }
    if (!good) {
        show_new(ctx, request, &form, response);
        return RC_OK;
    }
    const struct key_request wanted = {input.name, input.may_read, input.may_send, input.days};
    enum rc rc = key_make(ctx, &wanted, &token, &change);
    if (rc != RC_OK)
        return rc;
    if (change == CHANGE_DONE) {
        show_token(ctx, request, input.name, token, response);
        return RC_OK;
    }
    form_error(&form, NULL,
               change == CHANGE_TOO_MANY
                   ? say(ctx, "An organisation has at most 100 keys. Revoke those that nobody uses.")
                   : say(ctx, "This is not possible. Nothing was changed."));
    show_new(ctx, request, &form, response);
    return RC_OK;
}

/* The key of the address; a page says so where there is none. */
static enum rc take(struct ctx *ctx, struct request *request, struct response *response, struct key *key,
                    bool *found)
{
    struct uuid id;
    *found = false;
    enum rc rc = request_uuid(request, 0, &id) ? key_get(ctx, id, key, found) : RC_OK;
    if (rc == RC_OK && !*found)
        page_error(ctx, request, 404, response);
    return rc;
}

static void show(struct ctx *ctx, struct request *request, const struct key *key, const char *error,
                 struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_KEY_SHOW, str_z(ctx->arena, key->name));
    page_set(page.body, SHOW(ID), uuid_text(ctx->arena, key->id));
    page_set(page.body, SHOW(NAME), key->name);
    page_set_c(page.body, SHOW(SCOPE), scope_words(ctx, key));
    page_set(page.body, SHOW(BY),
             key->by_name.n ? key->by_name : str_from(say(ctx, "The operator's command line")));
    page_set_time(ctx, request, page.body, SHOW(MADE_AT), key->made_at);
    if (key->expires_at)
        page_set_time(ctx, request, template_section(page.body, SHOW(EXPIRES)), SHOW(EXPIRES_AT),
                      key->expires_at);
    if (key->last_used_at)
        page_set_time(ctx, request, template_section(page.body, SHOW(USED)), SHOW(USED_AT),
                      key->last_used_at);
    if (key->revoked_at)
        page_set_time(ctx, request, template_section(page.body, SHOW(REVOKED)), SHOW(REVOKED_AT),
                      key->revoked_at);
    if (key->state == KEY_LIVE)
        template_show(page.body, SHOW(LIVE));
    if (error)
        page_set_c(template_section(page.body, SHOW(REFUSED)), SHOW(ERROR), error);
    page_send(ctx, &page, error ? 422 : 200, response);
}

enum rc page_key_show(struct ctx *ctx, struct request *request, struct response *response)
{
    struct key key;
    bool found;
    enum rc rc = take(ctx, request, response, &key, &found);
    if (rc == RC_OK && found)
        show(ctx, request, &key, NULL, response);
    return rc;
}

enum rc page_key_change(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str what = request_form(ctx, request, "do"), token = STR_NONE;
    enum change change = CHANGE_INVALID;
    int64_t hours;
    struct key key;
    bool found;
    enum rc rc = take(ctx, request, response, &key, &found);
    if (rc != RC_OK || !found)
        return rc;
    if (str_eq(what, STR("rotate")) && str_to_i64(request_form(ctx, request, "hours"), 0, 720, &hours))
        rc = key_rotate(ctx, key.id, hours, &token, &change);
    else if (str_eq(what, STR("revoke")))
        rc = key_revoke(ctx, key.id, &change);
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        show(ctx, request, &key, say(ctx, "This is not possible. Nothing was changed."), response);
    } else if (token.n) {
        show_token(ctx, request, key.name, token, response);
    } else {
        page_flash(ctx, response, "success",
                   str_from(say(ctx, "Revoked. Calls with this key are refused from now on.")));
        response_redirect(response, "/settings/keys");
    }
    return RC_OK;
}
