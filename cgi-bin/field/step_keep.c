/*
 * A step that came when its session had ended: kept for the person who sent it, and shown to that person
 * again. It becomes answers only by a press of that person. Codes, tokens and photos are not kept.
 */
#include "backend/kept_form.h"
#include "field/field.h"
#include "field/step.h"

static bool is_typed(struct str name)
{
    return str_starts(name, STR("answer_")) || str_starts(name, STR("cell_")) || str_eq(name, STR("marks"));
}

enum rc page_step_keep(struct ctx *ctx, struct request *request, struct response *response)
{
    struct kept_form form = {.page = request_form(ctx, request, "page")};
    struct buf fields = buf_new(ctx->arena, KEPT_FORM_MAX);
    struct str name, value;
    (void)response;
    if (!request_uuid(request, 0, &form.task) || !flow_id_is_valid(form.page))
        return RC_OK;
    for (int i = 0; request_form_at(ctx, request, i, &name, &value); i++) {
        if (!is_typed(name))
            continue;
        buf_put(&fields, fields.n ? STR("&") : STR(""));
        buf_put_percent(&fields, name);
        buf_putc(&fields, '=');
        buf_put_percent(&fields, value);
    }
    form.fields = buf_str(&fields);
    return fields.broken || fields.n == 0 ? RC_OK : kept_form_put(ctx, &form);
}

enum rc step_read_kept(struct ctx *ctx, const struct request *request, struct step *step)
{
    struct kept_form form = {.task = step->task.id, .page = step_page(step)->id};
    struct request sent = {.method = METHOD_POST, .session = request->session};
    enum rc rc = kept_form_find(ctx, &form);
    if (rc != RC_OK || form.fields.n == 0 || !request_take_form(ctx, &sent, form.fields))
        return rc;
    step->kept = true;
    return step_read(ctx, &sent, step, false);
}

enum rc step_drop_kept(struct ctx *ctx, const struct request *request, const struct step *step)
{
    const struct kept_form form = {.task = step->task.id, .page = step_page(step)->id};
    return request_form(ctx, request, "kept").n ? kept_form_delete(ctx, &form) : RC_OK;
}
