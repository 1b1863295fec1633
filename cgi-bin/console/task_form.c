/* The fields of a task: read, kept as typed, shown again. */
#include "console/task_form.h"

#include "backend/answer.h"
#include "backend/task_time.h"
#include "base/text.h"

#define SET(name) TPL_TASK_FIELDS_##name

static const struct {
    const char *name, *label;
    const char *value, *invalid, *error; /* of the template; value NULL: options */
} FIELDS[TASK_FIELD__COUNT] = {
    [TASK_FIELD_WORKER] = {"worker", TEXT("Worker"), NULL, SET(WORKER_INVALID), SET(WORKER_ERROR)},
    [TASK_FIELD_STARTS] = {"starts", TEXT("Not before"), SET(STARTS_VALUE), SET(STARTS_INVALID),
                           SET(STARTS_ERROR)},
    [TASK_FIELD_ENDS] = {"ends", TEXT("Until"), SET(ENDS_VALUE), SET(ENDS_INVALID), SET(ENDS_ERROR)},
    [TASK_FIELD_TITLE] = {"title", TEXT("Name of the task"), SET(TITLE_VALUE), SET(TITLE_INVALID),
                          SET(TITLE_ERROR)},
};

enum rc task_form_open(struct ctx *ctx, struct task_form *form)
{
    *form = (struct task_form){0};
    return member_list_active(ctx, &form->members);
}

void task_form_keep(const struct task *task, struct task_form *form)
{
    form->named = true;
    form->kept = task->worker;
    form->kept_name = task->worker_name;
}

void task_form_start(struct ctx *ctx, const struct request *request, const struct task *task,
                     struct task_form *form)
{
    struct str zone = request->session->time_zone;
    form->typed[TASK_FIELD_TITLE] = task->title;
    form->typed[TASK_FIELD_STARTS] = task_time_text(ctx->arena, task->starts_at, zone);
    form->typed[TASK_FIELD_ENDS] = task_time_text(ctx->arena, task->ends_at, zone);
    form->typed[TASK_FIELD_WORKER] =
        uuid_is_nil(task->worker) ? STR_NONE : uuid_text(ctx->arena, task->worker);
}

/* --- reading --- */

static bool is_choice(const struct task_form *form, struct uuid person)
{
    for (int i = 0; i < form->members.n; i++)
        if (uuid_eq(form->members.member[i].person, person))
            return true;
    return uuid_eq(form->kept, person);
}

static bool read_worker(const struct task_form *form, struct uuid *out)
{
    struct str typed = form->typed[TASK_FIELD_WORKER];
    *out = UUID_NIL;
    return typed.n == 0 || (uuid_parse(typed, out) && is_choice(form, *out));
}

/* One end of the window, by the organisation's clocks. */
static const char *read_moment(struct ctx *ctx, const struct request *request, struct str typed,
                               int64_t *at_us)
{
    enum task_time result = task_time_read(ctx->arena, typed, request->session->time_zone, at_us);
    return result == TASK_TIME_GOOD ? NULL : say(ctx, task_time_sentence(result));
}

void task_form_refuse(struct task_form *form, enum task_field field, const char *sentence)
{
    form->error[field] = sentence;
    form->wrong = form->wrong || sentence;
}

static void read_title(struct ctx *ctx, struct task_form *form, struct task *task)
{
    struct str *title = &form->typed[TASK_FIELD_TITLE];
    if (!str_is_utf8(*title) || !str_is_plain(*title, "")) {
        *title = STR_NONE;
        task_form_refuse(form, TASK_FIELD_TITLE, say(ctx, answer_sentence(ANSWER_NOT_TEXT)));
    } else if (flow_text_length(*title) > TASK_TITLE_MAX) {
        task_form_refuse(form, TASK_FIELD_TITLE, say(ctx, "At most 200 characters, please."));
    } else if (form->named && title->n == 0) {
        task_form_refuse(form, TASK_FIELD_TITLE, say(ctx, answer_sentence(ANSWER_MISSING)));
    }
    task->title = *title;
}

void task_form_read(struct ctx *ctx, const struct request *request, struct task_form *form, struct task *task)
{
    for (int i = 0; i < TASK_FIELD__COUNT; i++) {
        form->typed[i] = str_trim(request_form(ctx, request, FIELDS[i].name));
        if (i != TASK_FIELD_TITLE && !str_is_plain(form->typed[i], ""))
            form->typed[i] = STR_NONE;
    }
    if (!read_worker(form, &task->worker))
        task_form_refuse(form, TASK_FIELD_WORKER, say(ctx, "Choose somebody of your organisation."));
    task_form_refuse(form, TASK_FIELD_STARTS,
                     read_moment(ctx, request, form->typed[TASK_FIELD_STARTS], &task->starts_at));
    task_form_refuse(form, TASK_FIELD_ENDS,
                     read_moment(ctx, request, form->typed[TASK_FIELD_ENDS], &task->ends_at));
    enum task_time window = task_window_check(task->starts_at, task->ends_at);
    if (window != TASK_TIME_GOOD)
        task_form_refuse(form, TASK_FIELD_ENDS, say(ctx, task_time_sentence(window)));
    read_title(ctx, form, task);
}

/* --- showing --- */

static void add_worker(struct ctx *ctx, const struct task_form *form, struct template_dict *fields,
                       struct uuid person, struct str name)
{
    struct str id = uuid_text(ctx->arena, person);
    page_add_option(fields, SET(WORKER_OPTION), id, name, str_eq(id, form->typed[TASK_FIELD_WORKER]));
}

static void fill_workers(struct ctx *ctx, const struct task_form *form, struct template_dict *fields)
{
    bool listed = uuid_is_nil(form->kept);
    for (int i = 0; i < form->members.n; i++) {
        const struct member *member = &form->members.member[i];
        listed = listed || uuid_eq(member->person, form->kept);
        add_worker(ctx, form, fields, member->person, member->name);
    }
    if (!listed)
        add_worker(ctx, form, fields, form->kept, form->kept_name);
}

void task_form_fill(struct ctx *ctx, const struct request *request, const struct task_form *form,
                    struct template_dict *dict, const char *name)
{
    struct template_dict *fields = template_include(dict, name, template_files[TEMPLATE_TASK_FIELDS]);
    fill_workers(ctx, form, fields);
    if (!form->named)
        template_show(fields, SET(UNNAMED));
    page_set(fields, SET(ZONE), request->session->time_zone);
    for (int i = 0; i < TASK_FIELD__COUNT; i++) {
        if (FIELDS[i].value)
            page_set(fields, FIELDS[i].value, form->typed[i]);
        if (form->error[i]) {
            template_show(fields, FIELDS[i].invalid);
            page_set_c(fields, FIELDS[i].error, form->error[i]);
        }
    }
}

void task_form_errors(struct ctx *ctx, const struct task_form *form, struct template_dict *summary,
                      const char *section)
{
    for (int i = 0; i < TASK_FIELD__COUNT; i++) {
        if (!form->error[i])
            continue;
        struct template_dict *row = template_section(summary, section);
        page_set_c(row, TPL_TASK_NEW_FIELD, FIELDS[i].name);
        page_set_c(row, TPL_TASK_NEW_LABEL, say(ctx, FIELDS[i].label));
        page_set_c(row, TPL_TASK_NEW_TEXT, form->error[i]);
    }
}
