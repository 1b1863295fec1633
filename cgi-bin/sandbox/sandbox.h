#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H
/*
 * Stand-ins for providers, and the phones that receive. For the demo and for tests only; whoever sends here
 * does not know. All state is files below SANDI_STATE_SANDBOX, and callbacks that wait in memory.
 */
#include "web/request.h"
#include "web/response.h"

/* What a phone or mailbox got. */
struct arrival {
    struct str channel, to, from, text, code;
    int64_t at_us;
};

/* Appends it to the file; losing one (a full disk) is logged, not an error of the request. */
void arrival_store(struct ctx *ctx, const struct arrival *arrival);

/* The newest max arrivals of every phone and mailbox, newest first; with to only of that one. */
void arrival_list(struct ctx *ctx, struct str to, int max, struct arrival **list, int *n);

/* The same for mails, which a mail server of its own put into SANDI_SMTP_MAILDIR; in any order. */
int mail_list(struct ctx *ctx, struct arrival *list, int max);

/* "+62 812…", "62812…", " 62812…" (a '+' that a form decoded) and "A@B" in one form each. */
struct str recipient_key(struct arena *arena, struct str text);

/* The first run of 4 to 10 digits; STR_NONE when there is none. */
struct str code_in(struct str text);

/* What the last two digits of +62 812 0000 00NN ask for. */
enum forced {
    FORCED_NOTHING,
    FORCED_NO_WHATSAPP,
    FORCED_REJECTED,
    FORCED_NO_ANSWER,
    FORCED_BUSY,
    FORCED_ERROR,
    FORCED_SILENT,
};
enum forced forced_outcome(struct str to);

/* Holds the calling thread until the caller must have given up; false at once when too many are held already.
 */
bool hold(void);

/* True the first time that a reference comes, so that a second try is let through. */
bool first_time(struct str reference);

/* A value of the file `secrets` in SANDI_STATE_SANDBOX, lines KEY=VALUE; STR_NONE when absent. */
struct str sandbox_secret(struct ctx *ctx, const char *key);

/*
 * Calls back after delay_ms: a POST with a body and a signature header, or a GET without. Tried again when it
 * is not answered by 200. Texts are copied.
 */
void call_back(struct str url, struct str header, struct str body, int delay_ms);

enum rc sandbox_whatsapp(struct ctx *ctx, struct request *request, struct response *response);
enum rc sandbox_kannel(struct ctx *ctx, struct request *request, struct response *response);
enum rc sandbox_messages(struct ctx *ctx, struct request *request, struct response *response);
enum rc page_phone_list(struct ctx *ctx, struct request *request, struct response *response);
enum rc page_phone(struct ctx *ctx, struct request *request, struct response *response);

#endif
