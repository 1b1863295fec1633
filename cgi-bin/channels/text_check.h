#ifndef CHANNELS_TEXT_CHECK_H
#define CHANNELS_TEXT_CHECK_H
/* What may stand in a text that an organisation writes. */
#include "channels/segment.h"
#include "channels/text.h"

#define TEXT_BODY_MAX 1000   /* characters */
#define TEXT_SUBJECT_MAX 100 /* characters */
#define APP_HASH_SIZE 11

enum text_fault {
    TEXT_GOOD,
    TEXT_EMPTY,
    TEXT_UNSEEN,       /* a control character, or one that turns text around */
    TEXT_LONG,         /* a body over TEXT_BODY_MAX */
    TEXT_SUBJECT_LONG, /* over TEXT_SUBJECT_MAX */
    TEXT_BRACE,        /* { or } that belongs to no place */
    TEXT_PLACE,        /* a place that does not exist: which */
    TEXT_CODE_MISSING, /* no {code} */
    TEXT_CODE_TWICE,
    TEXT_CODE_SUBJECT, /* {code} in a subject: there is a setting for it */
    TEXT_SEGMENTS,     /* more than one SMS with the longest values */
    TEXT_APP_HASH,     /* not 11 characters of base64 */
    TEXT_APP_BYTES,    /* over TEXT_APP_MAX with the app's hash */
};

struct text_verdict {
    enum text_fault subject, body, app_hash;
    struct str which;      /* the place of TEXT_PLACE in the body, else in the subject */
    struct segments count; /* of an SMS with the longest values; also of one that is good */
};

/* Lines ending in CR LF or CR made LF ones, spaces at the ends of the text removed. */
struct str text_normal(struct arena *arena, struct str typed);

/* The values that make a message longest: ten digits, ten minutes. */
struct text_values text_longest(struct str organisation, struct str locale, struct str public_url);

struct text_verdict text_check(struct arena *arena, enum channel channel, const struct message_text *text,
                               const struct text_values *longest);
bool text_is_good(const struct text_verdict *verdict);

#endif
