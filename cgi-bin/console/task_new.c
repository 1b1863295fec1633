/* New task: the Initial Page of a published flow as a form, and who runs it. */
#include "backend/answer.h"
#include "backend/flow.h"
#include "backend/member.h"
#include "backend/task.h"
#include "console/task.h"
#include "web/page.h"

#define SET(name) TPL_TASK_NEW_##name

/* The form as it was typed, with what is wrong with it. */
struct new_task {
    struct flow_list flows;
    struct member_list members;
    struct flow flow;
    struct str *typed;  /* by component of the Initial Page */
    const char **error; /* a sentence or NULL, likewise */
    struct str title, worker;
    const char *title_error, *worker_error;
    bool wrong;
};

static const struct flow_page *initial(const struct new_task *new)
{
    return &new->flow.draft.page[0];
}

static void add_option(struct template_dict *dict, const char *section, struct str value, struct str label,
                       bool chosen)
{
    struct template_dict *option = template_section(dict, section);
    page_set(option, SET(VALUE), value);
    page_set(option, SET(LABEL), label);
    if (chosen)
        template_show(option, SET(CHOSEN));
}

static void fill_field(const struct component *component, struct str typed, const char *error,
                       struct template_dict *dict)
{
    static const char *const input_types[COMPONENT__COUNT] = {
        [COMPONENT_NUMBER] = "text", [COMPONENT_PHONE] = "tel", [COMPONENT_EMAIL] = "email"};
    static const char *const modes[COMPONENT__COUNT] = {
        [COMPONENT_NUMBER] = "decimal", [COMPONENT_PHONE] = "tel", [COMPONENT_EMAIL] = "email"};
    const char *type = input_types[component->type], *mode = modes[component->type];
    struct template_dict *field = template_section(dict, SET(FIELD));
    page_set(field, SET(ID), component->id);
    page_set(field, SET(TITLE), component->title);
    page_set_c(field, SET(TYPE), type ? type : "text");
    page_set_c(field, SET(MODE), mode ? mode : "text");
    page_set(field, SET(VALUE), typed);
    template_show(field, component->required ? SET(MUST) : SET(OPTIONAL));
    if (component->help.n > 0 || error)
        template_show(field, SET(DESCRIBED));
    if (component->help.n > 0) {
        template_show(field, SET(HELP));
        page_set(field, SET(HELP_TEXT), component->help);
    }
    if (error) {
        template_show(field, SET(INVALID));
        page_set_c(field, SET(ERROR), error);
    }
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
    if (new->worker_error)
        add_error(errors, STR("worker"), str_from(say(ctx, "Worker")), new->worker_error);
    if (new->title_error)
        add_error(errors, STR("title"), str_from(say(ctx, "Name of the task")), new->title_error);
}

static void fill_ends(struct ctx *ctx, const struct new_task *new, struct template_dict *dict)
{
    for (int i = 0; i < new->members.n; i++) {
        const struct member *member = &new->members.member[i];
        struct str id = uuid_text(ctx->arena, member->person);
        add_option(dict, SET(WORKER_OPTION), id, member->name, str_eq(id, new->worker));
    }
    page_set(dict, SET(TITLE_VALUE), new->title);
    if (new->worker_error) {
        template_show(dict, SET(WORKER_INVALID));
        page_set_c(dict, SET(WORKER_ERROR), new->worker_error);
    }
    if (new->title_error) {
        template_show(dict, SET(TITLE_INVALID));
        page_set_c(dict, SET(TITLE_ERROR), new->title_error);
    }
}

static void send_form(struct ctx *ctx, struct request *request, const struct new_task *new,
                      struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_NEW, say(ctx, "New task"));
    fill_errors(ctx, new, page.body);
    struct template_dict *dict = template_section(page.body, SET(NEW));
    for (int i = 0; i < new->flows.n; i++)
        add_option(dict, SET(FLOW_OPTION), uuid_text(ctx->arena, new->flows.flow[i].id),
                   new->flows.flow[i].name, uuid_eq(new->flows.flow[i].id, new->flow.id));
    page_set(dict, SET(FLOW_ID), uuid_text(ctx->arena, new->flow.id));
    struct str words[] = {initial(new)->title,
                          str_printf(ctx->arena, "%lld", (long long)new->flow.published_version)};
    page_set(dict, SET(INTRO), text_fill(ctx, TEXT("%1, version %2"), words, 2));
    for (int i = 0; i < initial(new)->n; i++) {
        if (initial(new)->component[i].type != COMPONENT_OTP)
            fill_field(&initial(new)->component[i], new->typed[i], new->error[i], dict);
    }
    fill_ends(ctx, new, dict);
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
        rc = member_list_active(ctx, &new->members);
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
    new.worker = only_worker(ctx, &new.members);
    send_form(ctx, request, &new, response);
    return RC_OK;
}

static void read_answers(struct ctx *ctx, const struct request *request, struct new_task *new,
                         struct task *task)
{
    const struct flow_page *page = initial(new);
    task->answer = ARENA_ARRAY(ctx->arena, struct answer, (size_t)page->n + 1);
    for (int i = 0; i < page->n; i++) {
        const struct component *component = &page->component[i];
        struct str value;
        if (component->type == COMPONENT_OTP)
            continue;
        const char *name = str_z(ctx->arena, str_printf(ctx->arena, "answer_%.*s", STR_ARG(component->id)));
        new->typed[i] = request_form(ctx, request, name);
        struct question question = {&new->flow.draft, component, request->session->organisation_country};
        enum answer_outcome outcome = answer_check(ctx, &question, new->typed[i], &value);
        if (outcome == ANSWER_NOT_TEXT)
            new->typed[i] = STR_NONE;
        if (outcome == ANSWER_GOOD) {
            task->answer[task->n_answers++] = (struct answer){component->id, value};
            continue;
        }
        new->error[i] = say(ctx, answer_sentence(outcome));
        new->wrong = true;
    }
}

static void read_worker(struct ctx *ctx, const struct request *request, struct new_task *new,
                        struct task *task)
{
    new->worker = request_form(ctx, request, "worker");
    if (new->worker.n == 0)
        return;
    bool known = false;
    if (uuid_parse(new->worker, &task->worker)) {
        for (int i = 0; i < new->members.n; i++)
            known = known || uuid_eq(new->members.member[i].person, task->worker);
    }
    if (!known) {
        new->worker_error = say(ctx, "Choose somebody of your organisation.");
        new->wrong = true;
    }
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

static void read_title(struct ctx *ctx, const struct request *request, struct new_task *new,
                       struct task *task)
{
    new->title = str_trim(request_form(ctx, request, "title"));
    if (!str_is_utf8(new->title) || !str_is_plain(new->title, "")) {
        new->title = STR_NONE;
        new->title_error = say(ctx, answer_sentence(ANSWER_NOT_TEXT));
    } else if (flow_text_length(new->title) > TASK_TITLE_MAX) {
        new->title_error = say(ctx, "At most 200 characters, please.");
    }
    new->wrong = new->wrong || new->title_error;
    task->title = new->title.n ? new->title : default_title(new, task);
}

enum rc page_task_create(struct ctx *ctx, struct request *request, struct response *response)
{
    struct new_task new = {0};
    struct task task = {0};
    enum rc rc = open_page(ctx, request, request_form(ctx, request, "flow"), &new, response);
    if (rc != RC_OK || new.typed == NULL)
        return rc;
    read_answers(ctx, request, &new, &task);
    read_worker(ctx, request, &new, &task);
    read_title(ctx, request, &new, &task);
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
