#ifndef CHANNELS_TEXT_H
#define CHANNELS_TEXT_H
/*
 * What recipients read, by channel and language: the organisation's own text, else the built-in one, filled
 * in for one message. Whatever an organisation wrote, an SMS stays within one segment.
 */
#include "backend/message_text.h"

#define TEXT_APP_MAX 140 /* bytes of an SMS that an app may read (Android's SMS Retriever) */

/* What a text is filled in with. */
struct text_values {
    struct str code;
    int lifetime;            /* s; said in the nearest whole minutes, at least 1 */
    struct str organisation; /* for {organisation} */
    struct str locale;
    struct str public_url; /* the page that asks for the code */
};

/* "id" for Indonesian, "en" for anything else. */
struct str text_language(struct str locale);

/* The text that goes out where the organisation wrote none; nothing for WhatsApp. */
const struct message_text *text_builtin(enum channel channel, struct str locale);

/*
 * The text with its places filled in; what is no place stays as it stands. No control byte but LF comes out
 * of a value. *code_at, unless NULL, is where the code begins; SIZE_MAX without one.
 */
struct str text_expand(struct arena *arena, struct str text, const struct text_values *values,
                       size_t *code_at);

/* The host of an https address on the usual port, which phones fill codes in for; STR_NONE for any other. */
struct str text_host(struct str public_url);

/* The whole SMS with its last line, as long as it is: what an editor counts. */
struct str sms_whole(struct arena *arena, const struct message_text *text, const struct text_values *values);

/*
 * The SMS that goes out, one segment in any case: where the last line does not fit it is left off, and where
 * an own text does not fit either (its organisation was renamed), the built-in one goes out.
 */
struct str sms_finish(struct arena *arena, const struct message_text *own, const struct text_values *values);

struct mail_words {
    struct str title;   /* the subject without the code */
    struct str subject; /* one line, UTF-8; may hold the code */
    struct str body;    /* lines end in LF, an empty line ends a paragraph */
    size_t code_at;     /* in body */
};
struct mail_words mail_finish(struct arena *arena, const struct message_text *own,
                              const struct text_values *values);

#endif
