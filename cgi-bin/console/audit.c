/* The audit log of the organisation, for its admins. */
#include "web/audit.h"

#include "console/setting.h"

static struct audit_place place_of(struct ctx *ctx, const struct request *request)
{
    return (struct audit_place){
        .layout = LAYOUT_CONSOLE,
        .base = "/settings/audit",
        .trail = "/settings",
        .trail_words = say(ctx, "Settings"),
        .time_zone = request->session->time_zone,
    };
}

enum rc page_audit_list(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct audit_place place = place_of(ctx, request);
    return audit_page_list(ctx, request, &place, response);
}

enum rc page_audit_export(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct audit_place place = place_of(ctx, request);
    return audit_export(ctx, request, &place, response);
}
