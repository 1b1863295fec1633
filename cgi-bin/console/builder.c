/*
 * The Flow Builder's requests: show, change, save, publish. Each change is one POST under the version
 * that the page was made from; a newer one answers 409 and keeps what was typed. What it looks like is in
 * builder_page.c.
 */
#include "console/builder.h"

#include <string.h>

#include "backend/flow_edit.h"
#include "backend/verification.h"
#include "console/flow.h"

#define TEXT_BYTES 4 /* of a character at most */

const struct field SETTINGS[SETTING__COUNT] = {
    {"base_version", TEXT("Version"), FIELD_INTEGER, true, 0, INT32_MAX,
     offsetof(struct settings, base_version)},
    {"component", TEXT("Component"), FIELD_TEXT, false, 0, FLOW_ID_MAX, offsetof(struct settings, component)},
    {"page", TEXT("Page"), FIELD_TEXT, false, 0, FLOW_ID_MAX, offsetof(struct settings, page)},
    {"type", TEXT("Component Type"), FIELD_TEXT, false, 0, FLOW_ID_MAX, offsetof(struct settings, type)},
    {"title", TEXT("Title"), FIELD_TEXT, true, 1, FLOW_TITLE_MAX *TEXT_BYTES,
     offsetof(struct settings, title)},
    {"id", TEXT("Id"), FIELD_TEXT, false, 0, 200, offsetof(struct settings, id)},
    {"help", TEXT("Help"), FIELD_TEXT, false, 0, FLOW_HELP_MAX *TEXT_BYTES, offsetof(struct settings, help)},
    {"default", TEXT("Default"), FIELD_TEXT, false, 0, FLOW_HELP_MAX *TEXT_BYTES,
     offsetof(struct settings, initial)},
    {"channel", TEXT("Send OTP Via"), FIELD_TEXT, false, 0, FLOW_ID_MAX, offsetof(struct settings, channel)},
    {"recipient", TEXT("Recipient Field"), FIELD_TEXT, false, 0, FLOW_ID_MAX,
     offsetof(struct settings, recipient)},
    {"note", TEXT("Note"), FIELD_TEXT, false, 0, FLOW_NOTE_MAX, offsetof(struct settings, note)},
    {"digits", TEXT("Digits"), FIELD_INTEGER, false, CODE_DIGITS_MIN, CODE_DIGITS_MAX,
     offsetof(struct settings, digits)},
    {"required", TEXT("Required"), FIELD_CHECK, false, 0, 0, offsetof(struct settings, required)},
    {"fallback", TEXT("Fallback"), FIELD_TEXT, false, 0, FLOW_ID_MAX, offsetof(struct settings, fallback)},
    {"fallback_after", TEXT("Fallback After"), FIELD_INTEGER, false, 0, FALLBACK_AFTER_MAX,
     offsetof(struct settings, fallback_after)},
};

struct str builder_address(struct ctx *ctx, const struct builder *builder)
{
    const struct flow_page *page = &builder->flow.draft.page[builder->selected.page];
    if (builder->selected.component < 0)
        return str_printf(ctx->arena, "?p=%.*s", STR_ARG(page->id));
    return str_printf(ctx->arena, "?c=%.*s", STR_ARG(page->component[builder->selected.component].id));
}

static void go(struct ctx *ctx, const struct builder *builder, struct response *response)
{
    response_redirect(response, "/flows/%.*s%.*s", STR_ARG(uuid_text(ctx->arena, builder->flow.id)),
                      STR_ARG(builder_address(ctx, builder)));
}

/* The component or page by these ids; without one the first page. False: named, but not there. */
static bool choose(struct builder *builder, struct str component, struct str page)
{
    builder->selected = (struct flow_place){0, -1};
    if (flow_page_find(&builder->flow.draft, page, &builder->selected.page) && component.n == 0)
        return true;
    if (component.n > 0)
        return flow_component_find(&builder->flow.draft, component, &builder->selected);
    return page.n == 0;
}

/* Reads the flow of the path. False: answered already, or a fault in *rc. */
static bool open_flow(struct ctx *ctx, struct request *request, struct response *response, struct flow *flow,
                      enum rc *rc)
{
    struct uuid id;
    enum flow_outcome outcome = FLOW_NOT_FOUND;
    *rc = request_uuid(request, 0, &id) ? flow_get(ctx, id, flow, &outcome) : RC_OK;
    if (*rc != RC_OK)
        return false;
    if (outcome != FLOW_DONE)
        page_error(ctx, request, 404, response);
    return outcome == FLOW_DONE;
}

enum rc page_flow_edit(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct builder builder = {0};
    if (!open_flow(ctx, request, response, &builder.flow, &rc))
        return rc;
    if (!choose(&builder, request_query(ctx, request, "c"), request_query(ctx, request, "p")))
        builder.selected = (struct flow_place){0, -1};
    builder_send(ctx, request, &builder, response);
    return RC_OK;
}

/* --- changes by one button ------------------------------------------------------------------------ */

static enum rc change_once(struct ctx *ctx, struct request *request, struct response *response,
                           struct builder *builder, const struct change *change)
{
    int64_t version;
    enum flow_outcome outcome = FLOW_STALE;
    bool there = choose(builder, request_form(ctx, request, "component"), request_form(ctx, request, "page"));
    bool same = str_to_i64(request_form(ctx, request, "base_version"), 0, INT32_MAX, &version) &&
                version == builder->flow.base_version;
    if (same && there && !change->change(ctx, builder, request)) {
        page_flash(ctx, response, "info",
                   str_from(say(ctx, "Nothing was changed: it goes no further that way.")));
        go(ctx, builder, response);
        return RC_OK;
    }
    enum rc rc = same && there ? flow_save(ctx, &builder->flow, change->what, &outcome) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_DONE) {
        go(ctx, builder, response);
        return RC_OK;
    }
    if (!open_flow(ctx, request, response, &builder->flow, &rc))
        return rc;
    if (!choose(builder, request_form(ctx, request, "component"), request_form(ctx, request, "page")))
        builder->selected = (struct flow_place){0, -1};
    builder->conflict = CONFLICT_CHANGED;
    builder->status = 409;
    builder_send(ctx, request, builder, response);
    return RC_OK;
}

/* --- settings -------------------------------------------------------------------------------------- */

static void check_id(struct ctx *ctx, const struct builder *builder, struct form *form,
                     const struct settings *typed)
{
    struct flow_place other;
    if (!flow_id_is_valid(typed->id))
        form_error(form, "id", say(ctx, "Small letters, digits and _, beginning with a letter; at most 40."));
    else if (flow_id_is_reserved(typed->id))
        form_error(form, "id", say(ctx, "Sandi uses this word itself. Choose another one."));
    else if (!str_eq(typed->id, typed->component) &&
             flow_component_find(&builder->flow.draft, typed->id, &other))
        form_error(form, "id", say(ctx, "Another component has this Id."));
}

static void check_lengths(struct ctx *ctx, struct form *form, const struct settings *typed)
{
    if (flow_text_length(typed->title) > FLOW_TITLE_MAX)
        form_error(form, "title", say(ctx, "At most 120 characters, please."));
    if (flow_text_length(typed->help) > FLOW_HELP_MAX)
        form_error(form, "help", say(ctx, "At most 300 characters, please."));
    if (flow_text_length(typed->initial) > FLOW_HELP_MAX)
        form_error(form, "default", say(ctx, "At most 300 characters, please."));
}

/* The component as typed, on top of what was stored; fields that its type does not have keep their values. */
static struct component component_of(const struct settings *typed, const struct component *stored)
{
    struct component component =
        stored ? *stored : (struct component){.id = typed->component, .digits = CODE_DIGITS_DEFAULT};
    if (!component_type_parse(typed->type, &component.type) ||
        !channel_parse(typed->channel, &component.channel))
        component.channel = component.channel == CHANNEL__COUNT ? CHANNEL_WHATSAPP : component.channel;
    component.title = typed->title;
    component.help = typed->help;
    component.required = typed->required;
    if (flow_id_is_valid(typed->id))
        component.id = typed->id;
    if (component.type == COMPONENT_OTP) {
        component.recipient = typed->recipient;
        component.digits = typed->digits      ? (int)typed->digits
                           : component.digits ? component.digits
                                              : CODE_DIGITS_DEFAULT;
        component.n_fallback = channel_parse(typed->fallback, &component.fallback[0]);
        component.fallback_after = component.n_fallback ? (int)typed->fallback_after : 0;
    } else {
        component.initial = typed->initial;
    }
    return component;
}

/* Puts the typed component into the draft; one that was deleted meanwhile comes back at its page's end. */
static bool store_component(struct ctx *ctx, struct builder *builder, const struct settings *typed,
                            bool there)
{
    struct flow_definition *draft = &builder->flow.draft;
    if (!there) {
        struct component *added =
            flow_component_add(ctx->arena, draft, builder->selected.page, COMPONENT_TEXT, typed->title);
        if (added == NULL)
            return false;
        builder->selected.component = draft->page[builder->selected.page].n - 1;
    }
    flow_component_rename(draft, builder->selected, typed->id);
    struct component *stored = &draft->page[builder->selected.page].component[builder->selected.component];
    *stored = component_of(typed, stored);
    builder_choose_recipient(builder, stored);
    return true;
}

static enum rc publish(struct ctx *ctx, struct request *request, struct response *response,
                       struct builder *builder, struct str note)
{
    enum flow_outcome outcome;
    enum rc rc = flow_publish(ctx, &builder->flow, note, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_DONE) {
        struct str number = str_printf(ctx->arena, "%lld", (long long)builder->flow.published_version);
        page_flash(
            ctx, response, "success",
            text_fill(ctx, TEXT("Version %1 is published. New tasks take it; tasks that exist keep theirs."),
                      &number, 1));
        go(ctx, builder, response);
        return RC_OK;
    }
    builder->publishing = outcome == FLOW_PROBLEMS_LEFT;
    builder->conflict = outcome == FLOW_STALE ? CONFLICT_CHANGED : CONFLICT_NONE;
    builder->status = outcome == FLOW_STALE ? 409 : 422;
    builder_send(ctx, request, builder, response);
    return RC_OK;
}

/* Another type was chosen: a title nobody has touched follows it, and a code is required at first. */
static void retype(struct ctx *ctx, struct builder *builder, struct component *typed,
                   const struct component *stored)
{
    if (str_eq(typed->title, builder_default_title(ctx, stored->type))) {
        typed->title = builder_default_title(ctx, typed->type);
        builder->form->typed[SETTING_TITLE] = typed->title;
    }
    typed->required = typed->required || typed->type == COMPONENT_OTP;
}

/* Another channel was chosen: a fallback that it cannot have is gone before the editor's eyes, not saved. */
static void rechannel(struct component *typed)
{
    if (typed->n_fallback > 0 && !flow_fallback_fits(typed->channel, typed->fallback[0]))
        typed->n_fallback = typed->fallback_after = 0;
}

/* Shows the newest draft with the typed values on top of it. */
static void answer_typed(struct ctx *ctx, struct request *request, struct response *response,
                         struct builder *builder, const struct settings *typed)
{
    struct component component;
    bool there = builder->selected.component >= 0;
    if (typed->component.n > 0) {
        const struct component *stored =
            there ? flow_component_at(&builder->flow.draft, builder->selected) : NULL;
        component = component_of(typed, stored);
        builder_choose_recipient(builder, &component);
        if (builder->focus)
            rechannel(&component);
        if (builder->focus && stored && component.type != stored->type)
            retype(ctx, builder, &component, stored);
        builder->typed = &component;
    }
    builder_send(ctx, request, builder, response);
}

/* Stores what was typed, if it differs. */
static enum rc store(struct ctx *ctx, struct builder *builder, const struct settings *typed, bool there,
                     enum flow_outcome *outcome)
{
    struct str before = flow_definition_json(ctx->arena, &builder->flow.draft);
    *outcome = FLOW_DONE;
    if (typed->component.n == 0)
        builder->flow.draft.page[builder->selected.page].title = typed->title;
    else if (!store_component(ctx, builder, typed, there))
        return RC_OK;
    if (str_eq(before, flow_definition_json(ctx->arena, &builder->flow.draft)))
        return RC_OK;
    return flow_save(ctx, &builder->flow, "settings", outcome);
}

static enum rc answer_stale(struct ctx *ctx, struct request *request, struct response *response,
                            struct builder *builder, const struct settings *typed)
{
    enum rc rc;
    if (!open_flow(ctx, request, response, &builder->flow, &rc))
        return rc;
    bool there = choose(builder, typed->component, typed->page);
    if (!there && typed->component.n > 0)
        builder->selected.component = -1;
    builder->conflict = there ? CONFLICT_CHANGED : CONFLICT_GONE;
    builder->status = 409;
    answer_typed(ctx, request, response, builder, typed);
    return RC_OK;
}

static enum rc save(struct ctx *ctx, struct request *request, struct response *response,
                    struct builder *builder, struct str button)
{
    struct form form = FORM(SETTINGS);
    struct settings typed = {0};
    enum flow_outcome outcome;
    bool good = form_read(ctx, request, &form, &typed);
    bool there = choose(builder, typed.component, typed.page);
    builder->form = &form;
    if (!str_eq(button, STR("save")) && !str_eq(button, STR("publish"))) {
        memset(form.errors, 0, sizeof(form.errors));
        form.n_errors = 0;
        builder->focus = str_eq(form.typed[SETTING_TYPE], STR("otp")) ? "channel" : "type";
        answer_typed(ctx, request, response, builder, &typed);
        return RC_OK;
    }
    if (typed.base_version != builder->flow.base_version && form.errors[SETTING_BASE_VERSION] == NULL)
        return answer_stale(ctx, request, response, builder, &typed);
    if (typed.component.n > 0)
        check_id(ctx, builder, &form, &typed);
    check_lengths(ctx, &form, &typed);
    if (!good || form.n_errors > 0) {
        builder->status = 422;
        answer_typed(ctx, request, response, builder, &typed);
        return RC_OK;
    }
    enum rc rc = store(ctx, builder, &typed, there, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_STALE)
        return answer_stale(ctx, request, response, builder, &typed);
    if (str_eq(button, STR("publish")))
        return publish(ctx, request, response, builder, typed.note);
    page_flash(ctx, response, "success", str_from(say(ctx, "Saved in the draft.")));
    go(ctx, builder, response);
    return RC_OK;
}

enum rc page_flow_change(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct builder builder = {0};
    struct str button = request_form(ctx, request, "do");
    if (!open_flow(ctx, request, response, &builder.flow, &rc))
        return rc;
    const struct change *change = change_find(button);
    if (change)
        return change_once(ctx, request, response, &builder, change);
    return save(ctx, request, response, &builder, button);
}

enum rc page_flow_delete(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct builder builder = {0};
    struct str component = request_query(ctx, request, "c"), page_id = request_query(ctx, request, "p");
    if (!open_flow(ctx, request, response, &builder.flow, &rc))
        return rc;
    if ((component.n == 0 && page_id.n == 0) || !choose(&builder, component, page_id)) {
        go(ctx, &builder, response);
        return RC_OK;
    }
    const struct flow_page *of = &builder.flow.draft.page[builder.selected.page];
    bool one = builder.selected.component >= 0;
    struct str title = one ? of->component[builder.selected.component].title : of->title;
    bool used = one && flow_otp_of(&builder.flow.draft, component) != NULL;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_DELETE, say(ctx, "Delete"));
    page_set(page.body, TPL_FLOW_DELETE_ID, uuid_text(ctx->arena, builder.flow.id));
    page_set(page.body, TPL_FLOW_DELETE_FLOW_NAME, builder.flow.name);
    page_set(page.body, TPL_FLOW_DELETE_BACK, builder_address(ctx, &builder));
    page_set(page.body, TPL_FLOW_DELETE_QUESTION, text_fill(ctx, TEXT("Delete “%1”?"), &title, 1));
    page_set_c(page.body, TPL_FLOW_DELETE_LOST,
               say(ctx, used  ? TEXT("An OTP sends its code to this field. It will have no recipient then.")
                        : one ? TEXT("Its settings in the draft will be lost.")
                              : TEXT("The page and all components on it will be lost in the draft.")));
    page_set(page.body, TPL_FLOW_DELETE_BASE_VERSION,
             str_printf(ctx->arena, "%lld", (long long)builder.flow.base_version));
    page_set(page.body, TPL_FLOW_DELETE_COMPONENT, component);
    page_set(page.body, TPL_FLOW_DELETE_PAGE, of->id);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
