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

bool task_worker_read(const struct member_list *members, struct str typed, struct uuid *out)
{
    *out = UUID_NIL;
    if (typed.n == 0)
        return true;
    if (!uuid_parse(typed, out))
        return false;
    for (int i = 0; i < members->n; i++)
        if (uuid_eq(members->member[i].person, *out))
            return true;
    return false;
}

const char *task_moment_read(struct ctx *ctx, const struct request *request, struct str typed, int64_t *at_us)
{
    enum task_time result = task_time_read(ctx->arena, typed, request->session->time_zone, at_us);
    return result == TASK_TIME_GOOD ? NULL : say(ctx, task_time_sentence(result));
}

static void set_error(struct task_form *form, enum task_field field, const char *sentence)
{
    form->error[field] = sentence;
    form->wrong = form->wrong || sentence;
}

static void read_title(struct ctx *ctx, struct task_form *form, struct task *task)
{
    struct str *title = &form->typed[TASK_FIELD_TITLE];
    if (!str_is_utf8(*title) || !str_is_plain(*title, "")) {
        *title = STR_NONE;
        set_error(form, TASK_FIELD_TITLE, say(ctx, answer_sentence(ANSWER_NOT_TEXT)));
    } else if (flow_text_length(*title) > TASK_TITLE_MAX) {
        set_error(form, TASK_FIELD_TITLE, say(ctx, "At most 200 characters, please."));
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
    if (!task_worker_read(&form->members, form->typed[TASK_FIELD_WORKER], &task->worker))
        set_error(form, TASK_FIELD_WORKER, say(ctx, "Choose somebody of your organisation."));
    set_error(form, TASK_FIELD_STARTS,
              task_moment_read(ctx, request, form->typed[TASK_FIELD_STARTS], &task->starts_at));
    set_error(form, TASK_FIELD_ENDS,
              task_moment_read(ctx, request, form->typed[TASK_FIELD_ENDS], &task->ends_at));
    enum task_time window = task_window_check(task->starts_at, task->ends_at);
    if (window != TASK_TIME_GOOD)
        set_error(form, TASK_FIELD_ENDS, say(ctx, task_time_sentence(window)));
    read_title(ctx, form, task);
}

/* --- showing --- */

void task_form_fill(struct ctx *ctx, const struct request *request, const struct task_form *form,
                    struct template_dict *dict, const char *name)
{
    struct template_dict *fields = template_include(dict, name, template_files[TEMPLATE_TASK_FIELDS]);
    for (int i = 0; i < form->members.n; i++) {
        const struct member *member = &form->members.member[i];
        struct str id = uuid_text(ctx->arena, member->person);
        page_add_option(fields, SET(WORKER_OPTION), id, member->name,
                        str_eq(id, form->typed[TASK_FIELD_WORKER]));
    }
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
