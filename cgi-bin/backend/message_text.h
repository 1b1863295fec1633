#ifndef BACKEND_MESSAGE_TEXT_H
#define BACKEND_MESSAGE_TEXT_H
/*
 * Texts of messages that an organisation wrote itself, by channel and language. What may stand in one is
 * channels/text_check.h; the tables refuse the worst of it too. Each change leaves a line in the audit log.
 */
#include "backend/channel.h"
#include "base/ctx.h"

/* An SMS's last line: `@host #code` for browsers, an Android app's hash, or none. */
#define TEXT_ENDINGS(X) X(SITE, "site") X(APP, "app") X(NONE, "none")
#define X(name, label) ENDING_##name,
enum text_ending { TEXT_ENDINGS(X) ENDING__COUNT };
#undef X
bool text_ending_parse(struct str label, enum text_ending *out) MUST_USE;

/* body STR_NONE: none of its own, the built-in text goes out. */
struct message_text {
    struct str subject; /* of a mail */
    struct str body;    /* holds {code} once; perhaps {minutes} and {organisation} */
    bool subject_code;  /* the code stands in a mail's subject too */
    enum text_ending ending;
    struct str app_hash; /* with ENDING_APP */
};

struct message_text_row {
    enum channel channel;
    struct str locale; /* "en", "id" */
    struct message_text text;
    int64_t changed_at;
    struct str changed_by; /* a name, or STR_NONE */
};

/* How the organisation's messages of a channel look from outside; of WhatsApp the template and its languages.
 */
struct message_text_sender {
    struct str sent_as, template, languages, fallback;
};

struct message_text_list {
    struct message_text_row *row;
    int n;
    struct message_text_sender sender[CHANNEL__COUNT];
};

/* All texts of the actor's organisation. */
enum rc message_text_list(struct ctx *ctx, struct message_text_list *out) MUST_USE;

/*
 * seen is changed_at of the text that the change was made from, 0 for the built-in one: when somebody else
 * was quicker nothing is changed and *done is false.
 */
enum rc message_text_save(struct ctx *ctx, const struct message_text_row *row, int64_t seen,
                          bool *done) MUST_USE;
/* Back to the built-in text. */
enum rc message_text_reset(struct ctx *ctx, const struct message_text_row *row, int64_t seen,
                           bool *done) MUST_USE;

#endif
