/* Where an OTP stands now, for a page that waits for it: the same drawing as in its step, and a tag that
 * costs one statement. Sends nothing, changes nothing. */
#include "field/field.h"
#include "field/step.h"

/* Finds the OTP of the path in its task; false: there is none, or nobody is asked for it any more. */
static bool find(struct ctx *ctx, const struct request *request, struct step *step, int *i)
{
    struct flow_place place;
    if (!flow_component_find(&step->task.definition, request->capture[1], &place) ||
        flow_component_at(&step->task.definition, place)->type != COMPONENT_OTP)
        return false;
    step->page = place.page;
    step->number = step_number(&step->task.logic, place.page);
    step->count = step_count(&step->task.logic);
    step->otp = ARENA_ARRAY(ctx->arena, struct otp, (size_t)step_page(step)->n);
    *i = place.component;
    return step->number > 0;
}

static enum rc draw(struct ctx *ctx, struct request *request, struct response *response)
{
    struct step step = {0};
    bool found;
    int i;
    enum rc rc = field_task_find(ctx, request, &step.task, &found);
    if (rc != RC_OK)
        return rc;
    if (!found || !find(ctx, request, &step, &i)) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    if (step.task.status == TASK_DONE) {
        response->status = 409;
        return RC_OK;
    }
    rc = otp_load(ctx, &step.task, &step_page(&step)->component[i], &step.otp[i]);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_NONE, TEMPLATE_FIELD_LIVE, "");
    otp_view_add(ctx, request, &step, i, page.body);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

enum rc page_otp_live(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct str stamp = STR_NONE;
    enum rc rc = request_uuid(request, 0, &id) && flow_id_is_valid(request->capture[1])
                     ? task_code_stamp(ctx, id, request->capture[1], &stamp)
                     : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (stamp.n == 0) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    if (response_etag(ctx, request, response, stamp))
        return RC_OK;
    return draw(ctx, request, response);
}
