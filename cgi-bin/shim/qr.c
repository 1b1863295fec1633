/* The only file that names libqrencode. Each call is on its own: the library keeps nothing between them. */
#include "shim/qr.h"

#include <qrencode.h>

bool qr_encode(const char *text, struct qr *out)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL || code->width > QR_SIDE_MAX) {
        QRcode_free(code);
        return false;
    }
    out->side = code->width;
    for (int i = 0; i < code->width * code->width; i++)
        out->dark[i] = code->data[i] & 1;
    QRcode_free(code);
    return true;
}
