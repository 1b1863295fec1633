/* Many tasks at once: what was ticked in the list is looked at first, then confirmed, then changed in one
 * transaction. What can no longer be changed by then stays as it is and is told. */
#include "backend/task_change.h"
#include "backend/task_time.h"
#include "base/text.h"
#include "console/task.h"
#include "console/task_filter.h"
#include "console/task_form.h"

#define SET(name) TPL_TASK_BULK_##name
#define REFUSALS_SHOWN 50

/* What is asked for, and how far it can be done. */
struct bulk {
    enum task_action action;
    struct task_query query; /* the list to go back to */
    struct task_form form;   /* the worker, the window */
    struct task_change change;
    struct uuid *id; /* chosen */
    int n;
    bool too_many;
    struct task_states states;
    struct uuid *good; /* those of them that can be changed */
    int n_good;
};

/* --- reading --- */

static void read_ticked(struct ctx *ctx, const struct request *request, struct bulk *bulk)
{
    struct str name, value;
    bulk->id = ARENA_ARRAY(ctx->arena, struct uuid, TASK_BULK_MAX + 1);
    for (int i = 0; request_form_at(ctx, request, i, &name, &value) && bulk->n <= TASK_BULK_MAX; i++)
        if (str_eq(name, STR("task")) && uuid_parse(value, &bulk->id[bulk->n]))
            bulk->n++;
}

static enum rc read_tasks(struct ctx *ctx, const struct request *request, struct bulk *bulk)
{
    enum rc rc = RC_OK;
    if (request_form(ctx, request, "all").n > 0)
        rc = task_id_list(ctx, &bulk->query.filter, TASK_BULK_MAX + 1, &bulk->id, &bulk->n);
    else
        read_ticked(ctx, request, bulk);
    bulk->too_many = bulk->n > TASK_BULK_MAX;
    if (rc != RC_OK || bulk->n == 0 || bulk->too_many)
        return rc;
    rc = task_state_list(ctx, bulk->id, bulk->n, &bulk->states);
    if (rc != RC_OK)
        return rc;
    bulk->good = ARENA_ARRAY(ctx->arena, struct uuid, (size_t)bulk->states.n + 1);
    for (int i = 0; i < bulk->states.n; i++)
        if (!task_refusal(bulk->action, &bulk->states.state[i]))
            bulk->good[bulk->n_good++] = bulk->states.state[i].id;
    return RC_OK;
}

/* The worker or the window of the confirmation; false (told in the form) when it is none. */
static bool read_change(struct ctx *ctx, const struct request *request, struct bulk *bulk)
{
    struct task task = {0};
    struct task_form *form = &bulk->form;
    task_form_read(ctx, request, form, &task);
    bulk->change = (struct task_change){bulk->action, task.worker, task.starts_at, task.ends_at};
    if (bulk->action == TASK_ASSIGN && uuid_is_nil(task.worker))
        task_form_refuse(form, TASK_FIELD_WORKER, say(ctx, "Choose somebody of your organisation."));
    return !form->wrong;
}

/* --- the confirmation --- */

static struct str heading(struct ctx *ctx, enum task_action action, int n)
{
    switch (action) {
    case TASK_ASSIGN:
        return text_count(ctx, "Assign %s task", "Assign %s tasks", n);
    case TASK_UNASSIGN:
        return text_count(ctx, "Take %s task away from its worker", "Take %s tasks away from their workers",
                          n);
    case TASK_MOVE:
        return text_count(ctx, "Move the time of %s task", "Move the time of %s tasks", n);
    case TASK_DELETE:
        return text_count(ctx, "Delete %s task", "Delete %s tasks", n);
    case TASK_ACTION__COUNT:
        break;
    }
    return STR_NONE;
}

static void fill_refusals(struct ctx *ctx, const struct bulk *bulk, struct template_dict *body)
{
    int refused = bulk->states.n - bulk->n_good, shown = 0;
    if (refused == 0)
        return;
    struct template_dict *list = template_section(body, SET(REFUSALS));
    page_set(list, SET(COUNT),
             text_count(ctx, "%s task cannot be changed so and stays as it is.",
                        "%s tasks cannot be changed so and stay as they are.", refused));
    for (int i = 0; i < bulk->states.n && shown < REFUSALS_SHOWN; i++) {
        const struct task_state *state = &bulk->states.state[i];
        const char *why = task_refusal(bulk->action, state);
        if (!why)
            continue;
        struct template_dict *row = template_section(list, SET(REFUSAL));
        page_set(row, SET(ID), uuid_text(ctx->arena, state->id));
        page_set(row, SET(TITLE), state->title);
        page_set_c(row, SET(WHY), say(ctx, why));
        shown++;
    }
    if (refused > shown)
        page_set(template_section(list, SET(MORE)), SET(REST),
                 text_count(ctx, "and %s more", "and %s more", refused - shown));
}

static void fill_worker(struct ctx *ctx, const struct bulk *bulk, struct template_dict *form)
{
    struct template_dict *field = template_section(form, SET(WORKER));
    const struct member_list *members = &bulk->form.members;
    for (int i = 0; i < members->n; i++) {
        struct str id = uuid_text(ctx->arena, members->member[i].person);
        page_add_option(field, SET(WORKER_OPTION), id, members->member[i].name,
                        str_eq(id, bulk->form.typed[TASK_FIELD_WORKER]));
    }
    if (bulk->form.error[TASK_FIELD_WORKER])
        page_set_c(template_section(field, SET(WORKER_INVALID)), SET(WORKER_ERROR),
                   bulk->form.error[TASK_FIELD_WORKER]);
}

static void fill_window(const struct request *request, const struct bulk *bulk, struct template_dict *form)
{
    struct template_dict *field = template_section(form, SET(WINDOW));
    const struct task_form *typed = &bulk->form;
    page_set(field, SET(ZONE), request->session->time_zone);
    page_set(field, SET(STARTS_VALUE), typed->typed[TASK_FIELD_STARTS]);
    page_set(field, SET(ENDS_VALUE), typed->typed[TASK_FIELD_ENDS]);
    if (typed->error[TASK_FIELD_STARTS]) {
        template_show(field, SET(STARTS_INVALID));
        page_set_c(field, SET(STARTS_ERROR), typed->error[TASK_FIELD_STARTS]);
    }
    if (typed->error[TASK_FIELD_ENDS]) {
        template_show(field, SET(ENDS_INVALID));
        page_set_c(field, SET(ENDS_ERROR), typed->error[TASK_FIELD_ENDS]);
    }
}

static void fill_action(struct ctx *ctx, const struct request *request, const struct bulk *bulk,
                        struct template_dict *form)
{
    switch (bulk->action) {
    case TASK_ASSIGN:
        fill_worker(ctx, bulk, form);
        break;
    case TASK_UNASSIGN:
        template_show(form, SET(UNASSIGN));
        break;
    case TASK_MOVE:
        fill_window(request, bulk, form);
        break;
    case TASK_DELETE:
        template_show(form, SET(DELETE));
        break;
    case TASK_ACTION__COUNT:
        break;
    }
}

static void fill_form(struct ctx *ctx, const struct request *request, const struct bulk *bulk,
                      struct template_dict *body)
{
    struct template_dict *form = template_section(body, SET(FORM));
    page_set_c(form, SET(ACTION), task_action_label(bulk->action));
    page_set(form, SET(FILTERS), task_query_text(ctx, &bulk->query, NULL));
    page_set(form, SET(PRESS), heading(ctx, bulk->action, bulk->n_good));
    page_set_c(form, SET(KIND), bulk->action == TASK_DELETE ? "danger" : "primary");
    page_set(form, SET(TITLES), text_count(ctx, "Show the %s task", "Show the %s tasks", bulk->n_good));
    for (int i = 0; i < bulk->states.n; i++) {
        const struct task_state *state = &bulk->states.state[i];
        if (task_refusal(bulk->action, state))
            continue;
        page_set(template_section(form, SET(TASK)), SET(ID), uuid_text(ctx->arena, state->id));
        page_set(template_section(form, SET(NAMED)), SET(TITLE), state->title);
    }
    fill_action(ctx, request, bulk, form);
}

static void send_question(struct ctx *ctx, struct request *request, const struct bulk *bulk,
                          struct response *response)
{
    struct str title = heading(ctx, bulk->action, bulk->n_good);
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_BULK, str_z(ctx->arena, title));
    page_set(page.body, SET(HEADING), title);
    page_set(page.body, SET(BACK), task_query_href(ctx, &bulk->query, NULL));
    if (bulk->form.wrong)
        task_form_errors(ctx, &bulk->form, template_section(page.body, SET(FORM_ERRORS)), SET(FORM_ERROR));
    fill_refusals(ctx, bulk, page.body);
    if (bulk->n_good == 0)
        template_show(page.body, SET(NONE));
    else
        fill_form(ctx, request, bulk, page.body);
    page_send(ctx, &page, bulk->form.wrong ? 422 : 200, response);
}

/* --- doing it --- */

static struct str done_words(struct ctx *ctx, enum task_action action, int64_t n)
{
    switch (action) {
    case TASK_ASSIGN:
        return text_count(ctx, "%s task was assigned.", "%s tasks were assigned.", n);
    case TASK_UNASSIGN:
        return text_count(ctx, "%s task was taken away from its worker.",
                          "%s tasks were taken away from their workers.", n);
    case TASK_MOVE:
        return text_count(ctx, "%s task has a new time.", "%s tasks have a new time.", n);
    case TASK_DELETE:
        return text_count(ctx, "%s task was deleted.", "%s tasks were deleted.", n);
    case TASK_ACTION__COUNT:
        break;
    }
    return STR_NONE;
}

static void back(struct ctx *ctx, const struct bulk *bulk, const char *kind, struct str words,
                 struct response *response)
{
    page_flash(ctx, response, kind, words);
    response_redirect(response, "%.*s", STR_ARG(task_query_href(ctx, &bulk->query, NULL)));
}

static enum rc apply(struct ctx *ctx, const struct bulk *bulk, struct response *response)
{
    int64_t changed = 0;
    enum rc rc = task_change(ctx, &bulk->change, bulk->good, bulk->n_good, &changed);
    if (rc != RC_OK && rc != RC_CONFLICT)
        return rc;
    struct str words = done_words(ctx, bulk->action, changed);
    int64_t left = bulk->n - changed;
    if (left > 0)
        words = str_printf(
            ctx->arena, "%.*s %.*s", STR_ARG(words),
            STR_ARG(text_count(ctx, "%s was left as it was.", "%s were left as they were.", left)));
    back(ctx, bulk, changed ? "success" : "info", words, response);
    return RC_OK;
}

enum rc page_task_bulk(struct ctx *ctx, struct request *request, struct response *response)
{
    struct bulk *bulk = ARENA_NEW(ctx->arena, struct bulk);
    task_query_parse(ctx, request, request_form(ctx, request, "filters"), &bulk->query);
    if (!task_action_parse(request_form(ctx, request, "do"), &bulk->action)) {
        page_error(ctx, request, 400, response);
        return RC_OK;
    }
    enum rc rc = read_tasks(ctx, request, bulk);
    if (rc == RC_OK)
        rc = task_form_open(ctx, &bulk->form);
    if (rc != RC_OK)
        return rc;
    if (bulk->n == 0 || bulk->too_many) {
        back(ctx, bulk, "error",
             str_from(bulk->n == 0
                          ? say(ctx, "Choose tasks first.")
                          : say(ctx, "At most 500 tasks are changed at once. Narrow the filters first.")),
             response);
        return RC_OK;
    }
    bool sure = request_form(ctx, request, "sure").n > 0 && bulk->n_good > 0;
    if (sure && read_change(ctx, request, bulk))
        return apply(ctx, bulk, response);
    send_question(ctx, request, bulk, response);
    return RC_OK;
}
