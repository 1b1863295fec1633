/* Proof of delivery for programs: one task as JSON. Labels are those of SQL, sentences the reader's. */
#include <jansson.h>

#include "backend/answer_list.h"
#include "base/clock.h"
#include "console/task_view.h"
#include "web/audit.h"

static void put(json_t *object, const char *key, struct str value)
{
    json_object_set_new(object, key, value.n ? json_stringn(value.s, value.n) : json_null());
}

static void put_id(struct ctx *ctx, json_t *object, const char *key, struct uuid id)
{
    put(object, key, uuid_is_nil(id) ? STR_NONE : uuid_text(ctx->arena, id));
}

static void put_time(struct ctx *ctx, json_t *object, const char *key, int64_t at)
{
    put(object, key, at ? clock_rfc3339(ctx->arena, at) : STR_NONE);
}

static void put_credits(struct ctx *ctx, json_t *object, const char *key, struct credits value)
{
    if (task_view_prices(ctx))
        put(object, key, credits_text(ctx->arena, value));
}

/* --- answers ---------------------------------------------------------------------------------------- */

static json_t *rows_of(struct ctx *ctx, const struct component *list, struct str value)
{
    struct answer_rows rows = answer_list_read(ctx->arena, list, value);
    json_t *all = json_array();
    for (int i = 0; i < rows.n; i++) {
        json_t *row = json_array();
        for (int j = 0; j < rows.columns; j++) {
            struct str cell = rows.cell[i * rows.columns + j];
            json_array_append_new(row, json_stringn(cell.n ? cell.s : "", cell.n));
        }
        json_array_append_new(all, row);
    }
    return all;
}

/* What pictures are called under /tasks/ID/files/, options that were ticked. */
static json_t *lines_of(struct str value)
{
    struct str one;
    json_t *all = json_array();
    while (flow_value_next(&value, &one))
        json_array_append_new(all, json_stringn(one.s, one.n));
    return all;
}

static json_t *answer_of(struct ctx *ctx, const struct task_view *view, const struct component *component)
{
    json_t *answer = json_object();
    struct str value = task_view_value(ctx, view, component), name = STR_NONE;
    put(answer, "id", component->id);
    put(answer, "type", str_from(component_type_label(component->type)));
    put(answer, "title", component->title);
    if (component->type == COMPONENT_LIST) {
        json_object_set_new(answer, "columns", json_array());
        for (int i = 0; i < component->n_options; i++)
            json_array_append_new(json_object_get(answer, "columns"),
                                  json_stringn(component->option[i].s, component->option[i].n));
        json_object_set_new(answer, "rows", rows_of(ctx, component, value));
    } else if (component->type == COMPONENT_PHOTO || component->type == COMPONENT_CHOICE) {
        json_object_set_new(answer, component->type == COMPONENT_PHOTO ? "files" : "values", lines_of(value));
    } else if (component->type == COMPONENT_SIGNATURE) {
        struct str drawing = value;
        if (str_split(&drawing, '\n', &name))
            put(answer, "name", name);
        json_object_set_new(answer, "files", lines_of(drawing));
    } else {
        put(answer, "value", value);
    }
    return answer;
}

/* --- verifications ---------------------------------------------------------------------------------- */

static json_t *message_of(struct ctx *ctx, const struct task_message *message)
{
    json_t *object = json_object();
    put_id(ctx, object, "id", message->id);
    put(object, "channel", str_from(channel_label(message->channel)));
    put(object, "status", str_from(message_status_label(message->status)));
    put(object, "reason", message->reason);
    put(object, "provider_reference", message->provider_id);
    put_time(ctx, object, "created_at", message->created_at);
    put_time(ctx, object, "sent_at", message->sent_at);
    put_time(ctx, object, "delivered_at", message->delivered_at);
    put_time(ctx, object, "read_at", message->read_at);
    return object;
}

static json_t *code_of(struct ctx *ctx, const struct task_code *code)
{
    json_t *object = json_object(), *messages = json_array();
    bool approved = code->status == VERIFICATION_APPROVED;
    put_id(ctx, object, "id", code->id);
    put(object, "status", str_from(verification_status_label(code->status)));
    put(object, "recipient", page_recipient(ctx, code->recipient));
    put(object, "country", code->country);
    put(object, "channel", str_from(channel_label(code->channel)));
    put(object, "sent_by", code->sent_by);
    put_time(ctx, object, "created_at", code->created_at);
    put_time(ctx, object, "verified_at", approved ? code->closed_at : 0);
    put(object, "entered_by", str_from(typist_label(code->typist)));
    json_object_set_new(object, "wrong_codes", json_integer(code->wrong));
    for (int i = 0; i < code->n_messages; i++)
        json_array_append_new(messages, message_of(ctx, &code->message[i]));
    json_object_set_new(object, "messages", messages);
    return object;
}

static json_t *override_of(struct ctx *ctx, const struct otp_override *override)
{
    json_t *object = json_object();
    put(object, "by", override->person_name);
    put_time(ctx, object, "at", override->at);
    put(object, "reason", override->reason);
    put_id(ctx, object, "canceled_verification", override->verification);
    return object;
}

static json_t *step_of(struct ctx *ctx, const struct task_view *view, const struct component *otp)
{
    json_t *object = json_object(), *codes = json_array();
    struct task_step step = task_step_of(&view->proof, otp);
    put(object, "id", otp->id);
    put(object, "title", otp->title);
    json_object_set_new(object, "verified", json_boolean(step.verified));
    json_object_set_new(object, "passed_without_code",
                        step.override ? override_of(ctx, step.override) : json_null());
    put_credits(ctx, object, "charged", step.charged);
    for (int i = 0; i < view->proof.n_codes; i++) {
        if (str_eq(view->proof.code[i].component, otp->id))
            json_array_append_new(codes, code_of(ctx, &view->proof.code[i]));
    }
    json_object_set_new(object, "codes", codes);
    return object;
}

/* --- all of it -------------------------------------------------------------------------------------- */

static json_t *flags_of(struct ctx *ctx, const struct task_view *view)
{
    json_t *flags = json_array();
    for (int i = 0; i < view->n_flags; i++) {
        json_t *flag = json_object();
        put(flag, "flag", str_from(task_flag_label(view->flag[i].kind)));
        put(flag, "step", view->flag[i].component->id);
        put(flag, "text", task_flag_sentence(ctx, &view->flag[i]));
        json_array_append_new(flags, flag);
    }
    return flags;
}

static json_t *activity_of(struct ctx *ctx, const struct task_view *view)
{
    json_t *activity = json_array();
    for (int i = 0; i < view->proof.lines.n; i++) {
        const struct audit_line *line = &view->proof.lines.line[i];
        json_t *object = json_object();
        put_time(ctx, object, "at", line->at);
        put(object, "action", line->action);
        put(object, "by", audit_actor(ctx, line));
        json_array_append_new(activity, object);
    }
    return activity;
}

static void add_pages(struct ctx *ctx, const struct task_view *view, json_t *all)
{
    json_t *pages = json_array(), *steps = json_array();
    for (int i = 0; i < view->task.definition.n; i++) {
        const struct flow_page *of = &view->task.definition.page[i];
        json_t *page = json_object(), *answers = json_array();
        put(page, "title", of->title);
        for (int j = 0; j < of->n; j++) {
            if (!task_view_shows(view, i, j))
                continue;
            if (of->component[j].type == COMPONENT_OTP)
                json_array_append_new(steps, step_of(ctx, view, &of->component[j]));
            else
                json_array_append_new(answers, answer_of(ctx, view, &of->component[j]));
        }
        json_object_set_new(page, "answers", answers);
        json_array_append_new(pages, page);
    }
    json_object_set_new(all, "pages", pages);
    json_object_set_new(all, "verifications", steps);
}

static json_t *proof_of(struct ctx *ctx, const struct task_view *view)
{
    const struct task *task = &view->task;
    json_t *all = json_object();
    put(all, "organisation", view->request->session->organisation_name);
    put_time(ctx, all, "made_at", ctx->now_us);
    put(all, "time_zone", view->request->session->time_zone);
    put_id(ctx, all, "id", task->id);
    put(all, "title", task->title);
    put(all, "status", str_from(task_status_label(task->status)));
    put(all, "flow", task->flow_name);
    json_object_set_new(all, "version", json_integer(task->flow_version));
    put(all, "worker", task->worker_name);
    put_time(ctx, all, "created_at", task->created_at);
    put_time(ctx, all, "finished_at", task->finished_at);
    json_object_set_new(all, "flags", flags_of(ctx, view));
    add_pages(ctx, view, all);
    json_object_set_new(all, "activity", activity_of(ctx, view));
    return all;
}

enum rc page_task_json(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct task_view view;
    if (!task_view_open(ctx, request, response, &view, &rc))
        return rc;
    view.printed = true;
    json_t *all = proof_of(ctx, &view);
    char *text = json_dumps(all, JSON_INDENT(2));
    json_decref(all);
    if (text == NULL)
        return RC_BROKEN;
    response->body = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    buf_put(&response->body, str_from(text));
    free(text);
    response->type = "application/json; charset=utf-8";
    response_header(response, "Content-Disposition",
                    str_printf(ctx->arena, "attachment; filename=\"task-%.*s.json\"",
                               STR_ARG(uuid_text(ctx->arena, view.task.id))));
    return RC_OK;
}
