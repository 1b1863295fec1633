/* What is done to a flow as a whole: a copy, another name, out of sight and back. */
#include "backend/flow_manage.h"

#include "console/flow.h"

struct named {
    struct str name;
};

static const struct field NAME[] = {
    {"name", TEXT("Name"), FIELD_TEXT, true, 1, FLOW_NAME_MAX * 4, offsetof(struct named, name)},
};

static struct str id_text(struct ctx *ctx, const struct flow *flow)
{
    return uuid_text(ctx->arena, flow->id);
}

/* --- another name: on its own, or to come back from the archive ------------------------------------- */

static void send_name(struct ctx *ctx, struct request *request, const struct flow *flow,
                      const struct form *form, struct response *response)
{
    bool archived = flow->archived_at > 0;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_RENAME,
                                archived ? say(ctx, "Restore") : say(ctx, "Rename"));
    page_set(page.body, TPL_FLOW_RENAME_ID, id_text(ctx, flow));
    page_set(page.body, TPL_FLOW_RENAME_FLOW_NAME, flow->name);
    page_set_c(page.body, TPL_FLOW_RENAME_WHAT, archived ? "restore" : "rename");
    page_set_c(page.body, TPL_FLOW_RENAME_BACK, archived ? "/flows?archived=1" : "/flows");
    page_set_c(page.body, TPL_FLOW_RENAME_TITLE, archived ? say(ctx, "Restore") : say(ctx, "Rename"));
    page_set_c(
        page.body, TPL_FLOW_RENAME_LEDE,
        archived
            ? say(ctx, "It can be edited and published again, and takes new tasks when it was published.")
            : say(ctx, "Tasks that exist show the new name, too."));
    if (form)
        form_fill(ctx, form, page.body);
    else
        page_set(page.body, TPL_FLOW_RENAME_NAME_VALUE, flow->name);
    page_send(ctx, &page, form ? 422 : 200, response);
}

static enum rc ask_name(struct ctx *ctx, struct request *request, struct response *response, bool archived)
{
    struct flow flow;
    enum rc rc;
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    if ((flow.archived_at > 0) != archived)
        page_error(ctx, request, 404, response);
    else
        send_name(ctx, request, &flow, NULL, response);
    return RC_OK;
}

enum rc page_flow_rename_ask(struct ctx *ctx, struct request *request, struct response *response)
{
    return ask_name(ctx, request, response, false);
}

enum rc page_flow_restore_ask(struct ctx *ctx, struct request *request, struct response *response)
{
    return ask_name(ctx, request, response, true);
}

typedef enum rc name_change(struct ctx *ctx, struct uuid id, struct str name, enum flow_outcome *outcome);

/* Reads the name and makes the change. False: answered already, or a fault in *rc. */
static bool change_name(struct ctx *ctx, struct request *request, struct response *response,
                        struct flow *flow, enum rc *rc)
{
    struct form form = FORM(NAME);
    struct named typed = {0};
    enum flow_outcome outcome;
    if (!flow_of_path(ctx, request, response, flow, rc))
        return false;
    name_change *change = flow->archived_at > 0 ? flow_restore : flow_rename;
    if (!form_read(ctx, request, &form, &typed) || !flow_name_check(ctx, &form, typed.name)) {
        send_name(ctx, request, flow, &form, response);
        return false;
    }
    *rc = change(ctx, flow->id, typed.name, &outcome);
    if (*rc != RC_OK)
        return false;
    if (outcome == FLOW_NAME_TAKEN) {
        flow_name_taken(ctx, &form);
        send_name(ctx, request, flow, &form, response);
    } else if (outcome == FLOW_NOT_FOUND) {
        page_error(ctx, request, 404, response);
    }
    flow->name = typed.name;
    return outcome == FLOW_DONE;
}

enum rc page_flow_rename(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    enum rc rc;
    if (!change_name(ctx, request, response, &flow, &rc))
        return rc;
    page_flash(ctx, response, "success", text_fill(ctx, TEXT("The flow is called “%1” now."), &flow.name, 1));
    response_redirect(response, "/flows");
    return RC_OK;
}

enum rc page_flow_restore(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    enum rc rc;
    if (!change_name(ctx, request, response, &flow, &rc))
        return rc;
    page_flash(ctx, response, "success", text_fill(ctx, TEXT("“%1” is restored."), &flow.name, 1));
    response_redirect(response, "/flows");
    return RC_OK;
}

/* --- a copy ----------------------------------------------------------------------------------------- */

enum rc page_flow_duplicate(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow, copy;
    enum flow_outcome outcome;
    enum rc rc;
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    rc = flow_duplicate(ctx, &flow, say(ctx, "%1 (copy)"), &copy, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome != FLOW_DONE) {
        page_flash(
            ctx, response, "error",
            str_from(say(ctx, "There are too many copies of this flow already. Rename some of them.")));
        response_redirect(response, "/flows");
        return RC_OK;
    }
    page_flash(
        ctx, response, "success",
        text_fill(ctx, TEXT("This is “%1”, a copy of the draft. It is not published yet."), &copy.name, 1));
    response_redirect(response, "/flows/%.*s", STR_ARG(id_text(ctx, &copy)));
    return RC_OK;
}

/* --- out of sight ------------------------------------------------------------------------------------ */

enum rc page_flow_archive_ask(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    int64_t tasks;
    enum rc rc;
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    if (flow.archived_at > 0) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    rc = flow_task_count(ctx, flow.id, &tasks);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_ARCHIVE, say(ctx, "Archive"));
    page_set(page.body, TPL_FLOW_ARCHIVE_ID, id_text(ctx, &flow));
    page_set(page.body, TPL_FLOW_ARCHIVE_QUESTION, text_fill(ctx, TEXT("Archive “%1”?"), &flow.name, 1));
    if (tasks > 0) {
        struct template_dict *open = template_section(page.body, TPL_FLOW_ARCHIVE_TASKS);
        page_set(open, TPL_FLOW_ARCHIVE_TASKS_LEFT,
                 text_count(ctx, "%s task of it is not finished. It goes on as it began.",
                            "%s tasks of it are not finished. They go on as they began.", tasks));
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

enum rc page_flow_archive(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    enum flow_outcome outcome;
    enum rc rc;
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    rc = flow_archive(ctx, flow.id, &outcome);
    if (rc != RC_OK)
        return rc;
    page_flash(ctx, response, "success",
               text_fill(ctx, TEXT("“%1” is archived. New tasks cannot take it."), &flow.name, 1));
    response_redirect(response, "/flows");
    return RC_OK;
}
