/*
 * Flows as files. Importing looks first and tells all that it finds; only what was looked at, unchanged,
 * becomes a flow, and one that cannot be read leaves nothing behind.
 */
#include "backend/flow_exchange.h"

#include "backend/flow_manage.h"
#include "console/flow.h"
#include "console/flow_words.h"

#define SET(name) TPL_FLOW_IMPORT_##name
#define PASTED "json" /* what was pasted, or what was looked at */
#define FILE_NAME_MAX 60

struct typed {
    struct str name;
};

static const struct field NAME[] = {
    {"name", TEXT("Name"), FIELD_TEXT, true, 1, FLOW_NAME_MAX * 4, offsetof(struct typed, name)},
};

/* --- export ------------------------------------------------------------------------------------------ */

/* A name for a file, of letters and digits that every system takes: "delivery-with-code.json". */
static struct str file_name(struct ctx *ctx, struct str name)
{
    struct buf out = buf_new(ctx->arena, FILE_NAME_MAX + 16);
    struct str lower = str_lower(ctx->arena, name);
    for (size_t i = 0; i < lower.n && out.n < FILE_NAME_MAX; i++) {
        char c = lower.s[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            buf_putc(&out, c);
        else if (out.n > 0 && out.s[out.n - 1] != '-')
            buf_putc(&out, '-');
    }
    while (out.n > 0 && out.s[out.n - 1] == '-')
        out.n--;
    if (out.n == 0)
        buf_put(&out, STR("flow"));
    return buf_str(&out);
}

enum rc page_flow_export(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    enum rc rc;
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    response->body = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    buf_put(&response->body, flow_export(ctx->arena, flow.name, &flow.draft));
    response->type = "application/json; charset=utf-8";
    response_header(
        response, "Content-Disposition",
        str_printf(ctx->arena, "attachment; filename=\"%.*s.json\"", STR_ARG(file_name(ctx, flow.name))));
    return RC_OK;
}

/* --- import: the form ---------------------------------------------------------------------------------- */

/* What was sent: the file when one was chosen, else what was pasted. */
struct sent {
    struct str bytes, file; /* file: its name, empty when pasted */
};

static struct sent read_sent(struct ctx *ctx, const struct request *request)
{
    struct sent sent = {.file = STR("")};
    if (!request_file(request, "file", &sent.file, &sent.bytes))
        sent.bytes = request_form(ctx, request, PASTED);
    return sent;
}

static void fill_faults(struct ctx *ctx, const struct sent *sent, const struct flow_faults *faults,
                        struct template_dict *body)
{
    struct template_dict *list = template_section(body, SET(FAULTS));
    page_set(list, SET(COUNT),
             text_count(ctx, "%s thing in it is wrong. Nothing was imported.",
                        "%s things in it are wrong. Nothing was imported.", faults->n + faults->more));
    if (sent->file.n > 0) {
        struct template_dict *file = template_section(list, SET(FILE));
        page_set(file, SET(FILE_NAME), str_head(sent->file, 200));
    }
    for (int i = 0; i < faults->n; i++) {
        const struct flow_fault *fault = &faults->fault[i];
        struct template_dict *row = template_section(list, SET(FAULT));
        page_set(row, SET(PATH), fault->path);
        page_set(row, SET(SENTENCE), text_fill(ctx, fault->sentence, &fault->value, 1));
    }
    if (faults->more > 0) {
        struct template_dict *more = template_section(list, SET(MORE));
        page_set(more, SET(REST), text_count(ctx, "and %s more", "and %s more", faults->more));
    }
}

static void send_form(struct ctx *ctx, struct request *request, const struct sent *sent,
                      const struct flow_faults *faults, struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_IMPORT, say(ctx, "Import a flow"));
    if (faults)
        fill_faults(ctx, sent, faults, page.body);
    /* What is too large to be read is too large to be shown again. */
    bool shown = sent && sent->file.n == 0 && sent->bytes.n <= FLOW_JSON_MAX / 4;
    struct template_dict *ask = template_section(page.body, SET(ASK));
    page_set(ask, SET(JSON_VALUE), shown ? sent->bytes : STR(""));
    page_send(ctx, &page, faults ? 422 : 200, response);
}

enum rc page_flow_import(struct ctx *ctx, struct request *request, struct response *response)
{
    send_form(ctx, request, NULL, NULL, response);
    return RC_OK;
}

/* --- import: what was found ------------------------------------------------------------------------------
 */

static enum rc is_taken(struct ctx *ctx, struct str name, bool *taken)
{
    struct flow_list list;
    const struct flow_filter filter = {.query = name, .by_name = true, .limit = FLOW_LIST_MAX};
    enum rc rc = name.n > 0 ? flow_list(ctx, &filter, &list) : RC_OK;
    *taken = false;
    for (int i = 0; rc == RC_OK && name.n > 0 && i < list.n; i++)
        *taken = *taken || str_eq_nocase(list.flow[i].name, name);
    return rc;
}

static void fill_problems(struct ctx *ctx, const struct flow_definition *definition,
                          struct template_dict *body)
{
    struct flow_problems problems = flow_problem_list(ctx->arena, definition);
    page_set_c(body, SET(PROBLEMS_KIND), problems.errors > 0 ? "wait" : "ok");
    page_set_c(body, SET(PROBLEMS_ICON), problems.errors > 0 ? "low" : "ok");
    page_set(body, SET(PROBLEMS_TITLE),
             problems.errors > 0
                 ? text_count(ctx, "%s thing to mend before this can be published.",
                              "%s things to mend before this can be published.", problems.errors)
                 : str_from(say(ctx, "It can be published as it is.")));
    for (int i = 0; i < problems.n; i++) {
        struct template_dict *row = template_section(body, SET(PROBLEM));
        page_set(row, SET(PROBLEM_TEXT), flow_problem_words(ctx, definition, &problems.problem[i]));
    }
}

static void send_found(struct ctx *ctx, struct request *request, const struct flow_import *found,
                       const struct form *form, struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_IMPORT, say(ctx, "Import a flow"));
    struct template_dict *body = template_section(page.body, SET(FOUND));
    page_set(body, SET(SIZE), flow_size_words(ctx, &found->definition));
    page_set(body, SET(JSON_VALUE), flow_export(ctx->arena, found->name, &found->definition));
    page_set(body, SET(NAME_VALUE), found->name);
    fill_problems(ctx, &found->definition, body);
    flow_outline_fill(ctx, &found->definition, body);
    if (form)
        form_fill(ctx, form, body);
    page_send(ctx, &page, form ? 422 : 200, response);
}

/* The dry run. A name that is taken is an error before anything is asked of the editor. */
static enum rc look(struct ctx *ctx, struct request *request, const struct sent *sent,
                    struct flow_import *found, struct response *response)
{
    struct form form = FORM(NAME);
    bool taken;
    if (found->name.n == 0 && sent->file.n > 0)
        found->name =
            str_trim(str_head(str_slice(sent->file, 0, str_index(sent->file, '.', 0)), FLOW_NAME_MAX));
    enum rc rc = is_taken(ctx, found->name, &taken);
    if (rc != RC_OK)
        return rc;
    form.typed[0] = found->name;
    if (taken)
        flow_name_taken(ctx, &form);
    send_found(ctx, request, found, taken ? &form : NULL, response);
    if (taken)
        response->status = 200; /* it was only looked at */
    return RC_OK;
}

static enum rc import(struct ctx *ctx, struct request *request, struct flow_import *found,
                      struct response *response)
{
    struct form form = FORM(NAME);
    struct typed typed = {0};
    enum flow_outcome outcome = FLOW_NAME_TAKEN;
    bool good = form_read(ctx, request, &form, &typed) && flow_name_check(ctx, &form, typed.name);
    struct flow flow = {.name = typed.name, .draft = found->definition};
    enum rc rc = good ? flow_create(ctx, &flow, STR("import"), &outcome) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_DONE) {
        page_flash(ctx, response, "success",
                   text_fill(ctx, TEXT("“%1” is imported as a draft. Look through it, then publish it."),
                             &flow.name, 1));
        response_redirect(response, "/flows/%.*s", STR_ARG(uuid_text(ctx->arena, flow.id)));
        return RC_OK;
    }
    if (good && outcome == FLOW_NAME_TAKEN)
        flow_name_taken(ctx, &form);
    else if (good)
        form_error(&form, "name", say(ctx, "This flow is larger than can be kept."));
    send_found(ctx, request, found, &form, response);
    return RC_OK;
}

enum rc page_flow_check(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow_import found;
    struct sent sent = read_sent(ctx, request);
    if (!flow_import_read(ctx->arena, sent.bytes, &found)) {
        send_form(ctx, request, &sent, &found.faults, response);
        return RC_OK;
    }
    if (str_eq(request_form(ctx, request, "do"), STR("import")))
        return import(ctx, request, &found, response);
    return look(ctx, request, &sent, &found, response);
}
