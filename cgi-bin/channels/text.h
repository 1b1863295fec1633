#ifndef CHANNELS_TEXT_H
#define CHANNELS_TEXT_H
/* What recipients read, by language. One place, so that every channel says the same. */
#include "base/str.h"

struct message_text {
    struct str subject, sentence, hint;
};

/* locale "id" is Indonesian, anything else English. lifetime in s; it is said in the nearest whole minutes,
 * at least 1. */
struct message_text message_text(struct arena *arena, struct str locale, struct str code, int lifetime);

/*
 * One SMS: the sentence and, where the page that asks for the code is https on the usual port, the last
 * line `@host #code` that phones fill in from (as long as all stays within one segment).
 */
struct str sms_text(struct arena *arena, struct str locale, struct str code, int lifetime,
                    struct str public_url);

#define GSM7_SEGMENT 160

/* Septets of the text in the GSM 03.38 alphabet; -1 when it needs UCS-2. */
int gsm7_length(struct str utf8);

#endif
