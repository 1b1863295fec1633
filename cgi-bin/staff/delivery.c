/* The delivery log of an organisation that support has chosen, on that organisation's clock. Reads only. */
#include "staff/delivery.h"

#include "backend/support.h"
#include "web/delivery.h"

/* Fills the place, and session with the reader's own on the organisation's clock. found is false for no
 * organisation. */
static enum rc place_find(struct ctx *ctx, struct request *request, struct delivery_place *place, bool *found)
{
    struct uuid id;
    enum outcome outcome = OUTCOME_NOT_FOUND;
    struct support_organisation organisation;
    enum rc rc =
        request_uuid(request, 0, &id) ? support_organisation_get(ctx, id, &outcome, &organisation) : RC_OK;
    *found = rc == RC_OK && outcome == OUTCOME_DONE;
    if (!*found)
        return rc;
    struct session *session = ARENA_NEW(ctx->arena, struct session);
    *session = *request->session;
    session->time_zone = organisation.time_zone;
    request->session = session;
    *place = (struct delivery_place){
        .layout = LAYOUT_STAFF,
        .organisation = id,
        .organisation_name = organisation.name,
        .base = str_printf(ctx->arena, "/support/organisations/%.*s/deliveries",
                           STR_ARG(uuid_text(ctx->arena, id))),
        .home = organisation.country,
        .time_zone = organisation.time_zone,
    };
    return RC_OK;
}

typedef enum rc reader(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                       struct response *response);

static enum rc read_with(struct ctx *ctx, struct request *request, struct response *response, reader *read)
{
    bool found;
    struct delivery_place place;
    enum rc rc = place_find(ctx, request, &place, &found);
    if (rc != RC_OK)
        return rc;
    if (found)
        return read(ctx, request, &place, response);
    page_error(ctx, request, 404, response);
    return RC_OK;
}

static enum rc show(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                    struct response *response)
{
    return delivery_page_show(ctx, request, place, NULL, response);
}

enum rc page_support_delivery_list(struct ctx *ctx, struct request *request, struct response *response)
{
    return read_with(ctx, request, response, delivery_page_list);
}

enum rc page_support_delivery(struct ctx *ctx, struct request *request, struct response *response)
{
    return read_with(ctx, request, response, show);
}
