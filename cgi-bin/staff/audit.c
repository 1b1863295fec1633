/* Audit logs for staff. Reads only; the functions that answer check the session. */
#include "staff/audit.h"

#include "backend/support.h"
#include "web/audit.h"

typedef enum rc reader(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                       struct response *response);

/* On the clock that all machines share: its actions belong to no organisation's. */
static enum rc read_platform(struct ctx *ctx, struct request *request, struct response *response,
                             reader *read)
{
    const struct audit_place place = {
        .layout = LAYOUT_STAFF,
        .base = "/operator/audit",
        .trail = "/operator/senders",
        .trail_words = say(ctx, "Operator"),
        .time_zone = STR("UTC"),
    };
    return read(ctx, request, &place, response);
}

enum rc page_platform_audit(struct ctx *ctx, struct request *request, struct response *response)
{
    return read_platform(ctx, request, response, audit_page_list);
}

enum rc page_platform_audit_export(struct ctx *ctx, struct request *request, struct response *response)
{
    return read_platform(ctx, request, response, audit_export);
}

static enum rc read_organisation(struct ctx *ctx, struct request *request, struct response *response,
                                 reader *read)
{
    struct uuid id;
    enum outcome outcome = OUTCOME_NOT_FOUND;
    struct support_organisation organisation;
    enum rc rc =
        request_uuid(request, 0, &id) ? support_organisation_get(ctx, id, &outcome, &organisation) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (outcome != OUTCOME_DONE) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct session *session = ARENA_NEW(ctx->arena, struct session);
    *session = *request->session;
    session->time_zone = organisation.time_zone;
    request->session = session;
    struct str base =
        str_printf(ctx->arena, "/support/organisations/%.*s/audit", STR_ARG(uuid_text(ctx->arena, id)));
    const struct audit_place place = {
        .layout = LAYOUT_STAFF,
        .organisation = id,
        .base = str_z(ctx->arena, base),
        .trail = str_z(ctx->arena, str_slice(base, 0, base.n - strlen("/audit"))),
        .trail_words = str_z(ctx->arena, organisation.name),
        .time_zone = organisation.time_zone,
    };
    return read(ctx, request, &place, response);
}

enum rc page_support_audit(struct ctx *ctx, struct request *request, struct response *response)
{
    return read_organisation(ctx, request, response, audit_page_list);
}

enum rc page_support_audit_export(struct ctx *ctx, struct request *request, struct response *response)
{
    return read_organisation(ctx, request, response, audit_export);
}
