#ifndef SHIM_QR_H
#define SHIM_QR_H
/* libqrencode behind plain C: a text as a square of dark and light modules. */
#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

#define QR_SIDE_MAX 177 /* modules, of version 40 */

struct qr {
    int side;                                      /* modules, without the quiet zone of four around it */
    unsigned char dark[QR_SIDE_MAX * QR_SIDE_MAX]; /* [row * side + column], 0 or 1 */
};

/* Error correction M (15 %). False: empty, or longer than a code can hold. */
bool qr_encode(const char *text, struct qr *out) MUST_USE;

#endif
