/* New task: the Initial Page of a published flow as a form, and who runs it. */
#include "backend/flow.h"
#include "backend/task.h"
#include "console/task.h"
#include "console/task_form.h"
#include "web/component_view.h"

#define SET(name) TPL_TASK_NEW_##name

/* The form as it was typed, with what is wrong with it. */
struct new_task {
    struct flow_list flows;
    struct task_form form;
    struct flow flow;
    struct flow_logic logic; /* of what was typed */
    struct str *typed;       /* by component of the Initial Page */
    const char **error;      /* a sentence or NULL, likewise */
    bool wrong;
};

static const struct flow_page *initial(const struct new_task *new)
{
    return &new->flow.draft.page[0];
}

/* What the office can fill in; photos, signatures and codes are the worker's. */
static bool is_office(const struct component *component)
{
    return component->type != COMPONENT_OTP && component->type != COMPONENT_PHOTO &&
           component->type != COMPONENT_SIGNATURE;
}

static void add_component(struct ctx *ctx, const struct new_task *new, int i, struct template_dict *dict)
{
    const struct component *component = &initial(new)->component[i];
    const struct flow_state *state = &new->logic.page[0][i];
    if (!is_office(component))
        return;
    component_view_add(ctx, dict, SET(COMPONENT),
                       &(struct component_view){
                           .component = component,
                           .state = state,
                           .rules = component_rules(ctx, &new->logic, (struct flow_place){0, i}),
                           .value = component_shown_value(component, state, new->typed[i]),
                           .error = new->error[i],
                       });
}

static void add_error(struct template_dict *errors, struct str field, struct str label, const char *sentence)
{
    struct template_dict *row = template_section(errors, SET(FORM_ERROR));
    page_set(row, SET(FIELD), field);
    page_set(row, SET(LABEL), label);
    page_set_c(row, SET(TEXT), sentence);
}

static void fill_errors(struct ctx *ctx, const struct new_task *new, struct template_dict *body)
{
    if (!new->wrong)
        return;
    struct template_dict *errors = template_section(body, SET(FORM_ERRORS));
    for (int i = 0; i < initial(new)->n; i++) {
        const struct component *component = &initial(new)->component[i];
        if (new->error[i])
            add_error(errors, str_printf(ctx->arena, "answer_%.*s", STR_ARG(component->id)), component->title,
                      new->error[i]);
    }
    task_form_errors(ctx, &new->form, errors, SET(FORM_ERROR));
}

static void send_form(struct ctx *ctx, struct request *request, const struct new_task *new,
                      struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_NEW, say(ctx, "New task"));
    fill_errors(ctx, new, page.body);
    struct template_dict *dict = template_section(page.body, SET(NEW));
    for (int i = 0; i < new->flows.n; i++)
        page_add_option(dict, SET(FLOW_OPTION), uuid_text(ctx->arena, new->flows.flow[i].id),
                        new->flows.flow[i].name, uuid_eq(new->flows.flow[i].id, new->flow.id));
    page_set(dict, SET(FLOW_ID), uuid_text(ctx->arena, new->flow.id));
    struct str words[] = {initial(new)->title,
                          str_printf(ctx->arena, "%lld", (long long)new->flow.published_version)};
    page_set(dict, SET(INTRO), text_fill(ctx, TEXT("%1, version %2"), words, 2));
    for (int i = 0; i < initial(new)->n; i++)
        add_component(ctx, new, i, dict);
    task_form_fill(ctx, request, &new->form, dict, SET(FIELDS));
    page_send(ctx, &page, new->wrong ? 422 : 200, response);
}

/* The flow asked for, or the first; outcome NOT_FOUND when it is not published. */
static enum rc open_flow(struct ctx *ctx, struct str asked, struct new_task *new, enum flow_outcome *outcome)
{
    struct uuid id = new->flows.flow[0].id;
    *outcome = FLOW_NOT_FOUND;
    if (asked.n > 0 && !uuid_parse(asked, &id))
        return RC_OK;
    enum rc rc = flow_published_get(ctx, id, &new->flow, outcome);
    if (rc != RC_OK || *outcome != FLOW_DONE)
        return rc;
    size_t n = (size_t)initial(new)->n + 1;
    new->typed = ARENA_ARRAY(ctx->arena, struct str, n);
    new->error = ARENA_ARRAY(ctx->arena, const char *, n);
    return RC_OK;
}

/* What both requests begin with; new->typed stays NULL when they are answered already. */
static enum rc open_page(struct ctx *ctx, struct request *request, struct str asked, struct new_task *new,
                         struct response *response)
{
    enum flow_outcome outcome;
    enum rc rc = flow_list_published(ctx, &new->flows);
    if (rc == RC_OK && new->flows.n == 0) {
        struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_NEW, say(ctx, "New task"));
        template_show(page.body, SET(NO_FLOW));
        page_send(ctx, &page, 200, response);
        return RC_OK;
    }
    if (rc == RC_OK)
        rc = task_form_open(ctx, &new->form);
    if (rc == RC_OK)
        rc = open_flow(ctx, asked, new, &outcome);
    if (rc == RC_OK && outcome != FLOW_DONE)
        page_error(ctx, request, 404, response);
    return rc;
}

/* Somebody whose only role is to run tasks, when there is just one. */
static struct str only_worker(struct ctx *ctx, const struct member_list *members)
{
    bool one = members->n > 0 && members->member[0].worker && (members->n == 1 || !members->member[1].worker);
    return one ? uuid_text(ctx->arena, members->member[0].person) : STR_NONE;
}

enum rc page_task_new(struct ctx *ctx, struct request *request, struct response *response)
{
    struct new_task new = {0};
    enum rc rc = open_page(ctx, request, request_query(ctx, request, "flow"), &new, response);
    if (rc != RC_OK || new.typed == NULL)
        return rc;
    for (int i = 0; i < initial(&new)->n; i++)
        new.typed[i] = initial(&new)->component[i].initial;
    new.logic = flow_logic_run(ctx->arena, &new.flow.draft, NULL, 0);
    new.form.typed[TASK_FIELD_WORKER] = only_worker(ctx, &new.form.members);
    send_form(ctx, request, &new, response);
    return RC_OK;
}

/* Adds what was typed at one component, as it counts for the rules. */
static void read_answer(struct ctx *ctx, const struct request *request, struct new_task *new, int i,
                        struct task *task)
{
    const struct component *component = &initial(new)->component[i];
    struct question question = {&new->flow.draft, component, request->session->organisation_country, false};
    struct str value = STR("");
    new->typed[i] = component_typed(ctx, request, component);
    enum answer_outcome outcome = answer_check(ctx, &question, new->typed[i], &value);
    if (outcome == ANSWER_NOT_TEXT)
        new->typed[i] = STR("");
    if (outcome != ANSWER_GOOD) {
        new->error[i] = component_error(ctx, component, outcome);
        value = new->typed[i];
    }
    task->answer[task->n_answers++] = (struct answer){component->id, value};
}

static void read_answers(struct ctx *ctx, const struct request *request, struct new_task *new,
                         struct task *task)
{
    const struct flow_page *page = initial(new);
    task->answer = ARENA_ARRAY(ctx->arena, struct answer, (size_t)page->n + 1);
    for (int i = 0; i < page->n; i++) {
        if (is_office(&page->component[i]) && component_is_asked(page->component[i].type))
            read_answer(ctx, request, new, i, task);
    }
    new->logic = flow_logic_run(ctx->arena, &new->flow.draft, task->answer, task->n_answers);
    for (int i = 0; i < page->n; i++) {
        const struct flow_state *state = &new->logic.page[0][i];
        if (!state->shown)
            new->error[i] = NULL;
        else if (state->required && state->value.n == 0 && !new->error[i] && is_office(&page->component[i]))
            new->error[i] = component_error(ctx, &page->component[i], ANSWER_MISSING);
        new->wrong = new->wrong || new->error[i];
    }
    /* What is stored is what counts. */
    for (int i = 0; i < task->n_answers; i++) {
        struct flow_place place;
        if (flow_component_find(&new->flow.draft, task->answer[i].component, &place))
            task->answer[i].value = flow_logic_at(&new->logic, place)->value;
    }
}

/* "add:ID" or "drop:ID:ROW" of a list: the form again, with a row more or less. */
static bool change_rows(struct ctx *ctx, struct new_task *new, struct str pressed)
{
    for (int i = 0; i < initial(new)->n; i++) {
        if (component_rows_change(ctx, &initial(new)->component[i], pressed, &new->typed[i]))
            return true;
    }
    return false;
}

/* The first text on the Initial Page, else the name of the flow: never a recipient. */
static struct str default_title(const struct new_task *new, const struct task *task)
{
    struct flow_place place;
    for (int i = 0; i < task->n_answers; i++) {
        if (flow_component_find(&new->flow.draft, task->answer[i].component, &place) &&
            flow_component_at(&new->flow.draft, place)->type == COMPONENT_TEXT &&
            task->answer[i].value.n > 0 && flow_text_length(task->answer[i].value) <= TASK_TITLE_MAX)
            return task->answer[i].value;
    }
    return new->flow.name;
}

enum rc page_task_create(struct ctx *ctx, struct request *request, struct response *response)
{
    struct new_task new = {0};
    struct task task = {0};
    enum rc rc = open_page(ctx, request, request_form(ctx, request, "flow"), &new, response);
    if (rc != RC_OK || new.typed == NULL)
        return rc;
    read_answers(ctx, request, &new, &task);
    task_form_read(ctx, request, &new.form, &task);
    new.wrong = new.wrong || new.form.wrong;
    if (task.title.n == 0)
        task.title = default_title(&new, &task);
    if (change_rows(ctx, &new, request_form(ctx, request, "do"))) {
        new.wrong = false;
        send_form(ctx, request, &new, response);
        return RC_OK;
    }
    if (new.wrong) {
        send_form(ctx, request, &new, response);
        return RC_OK;
    }
    task.flow = new.flow.id;
    task.flow_version = new.flow.published_version;
    rc = task_create(ctx, &task);
    if (rc != RC_OK)
        return rc;
    page_flash(ctx, response, "success", str_from(say(ctx, "The task is made.")));
    response_redirect(response, "/tasks/%.*s", STR_ARG(uuid_text(ctx->arena, task.id)));
    return RC_OK;
}
