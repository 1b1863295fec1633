#ifndef WEB_QR_VIEW_H
#define WEB_QR_VIEW_H
/* A QR code as pages draw it. */
#include "base/ctx.h"

/* The `d` of an SVG path of dark modules in a square of *side, quiet zone included; empty: it does not fit.
 */
struct str qr_view_path(struct ctx *ctx, struct str text, int *side);

#endif
