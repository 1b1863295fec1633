#ifndef CONSOLE_PREVIEW_H
#define CONSOLE_PREVIEW_H
/* A draft on a real phone: a link that lives for half an hour, and the pages that it opens. Nothing is stored
 * and nothing is sent; whoever has the link sees this one draft and no more. */
#include "base/ctx.h"
#include "web/route.h"

#define PREVIEW_MINUTES 30

handler page_preview_link; /* GET /flows/{id}/preview: the link, as a QR code, too */
handler page_preview;      /* GET /preview/{token}?step=&language=&theme= */
handler page_preview_walk; /* POST the same: the buttons of the step */

struct preview_grant {
    struct uuid organisation, flow;
    int64_t until; /* µs */
};
/* False: forged, damaged or over. */
bool preview_token_open(struct ctx *ctx, struct str token, struct preview_grant *grant) MUST_USE;

#endif
