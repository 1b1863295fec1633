/* QR codes as SVG paths: no script, no picture of its own address. */
#include "web/qr_view.h"

#include "shim/qr.h"

#define QUIET 4 /* modules of white around it, which readers need */
#define PATH_SIZE ((size_t)1 << 18)

struct str qr_view_path(struct ctx *ctx, struct str text, int *side)
{
    struct qr *qr = ARENA_NEW(ctx->arena, struct qr);
    struct buf path = buf_new(ctx->arena, PATH_SIZE);
    if (!qr_encode(str_z(ctx->arena, text), qr))
        return STR("");
    *side = qr->side + 2 * QUIET;
    for (int y = 0; y < qr->side; y++) {
        for (int x = 0; x < qr->side; x++) {
            int from = x;
            while (x < qr->side && qr->dark[y * qr->side + x])
                x++;
            if (x > from) /* a bar for each run of dark modules */
                buf_printf(&path, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
        }
    }
    return buf_str(&path);
}
