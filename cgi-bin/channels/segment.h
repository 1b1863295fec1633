#ifndef CHANNELS_SEGMENT_H
#define CHANNELS_SEGMENT_H
/* How many SMS a text takes: the GSM 03.38 alphabet with its extension table, else UCS-2 (3GPP TS 23.038). */
#include <stdbool.h>

#include "base/str.h"

#define GSM7_SEGMENT 160
#define UCS2_SEGMENT 70

/* Septets of the text in the GSM 03.38 alphabet; -1 when it needs UCS-2. */
int gsm7_length(struct str utf8);

struct segments {
    bool gsm7;
    int units;      /* septets, or 16-bit units */
    int room;       /* units of the last segment that are free */
    int segments;   /* 0 for what is not UTF-8 */
    struct str odd; /* the first character that GSM 03.38 does not have */
};
/* Longer texts are cut into parts of 153 or 67 units, never inside an escaped or a surrogate pair. */
struct segments segment_count(struct str utf8);

#endif
