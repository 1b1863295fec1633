#ifndef STAFF_SENDER_H
#define STAFF_SENDER_H
/* Pages of senders: support sees them, operators make and change them. */
#include "backend/operator_sender.h"
#include "web/form.h"
#include "web/route.h"

handler page_sender_list;     /* GET  /operator/senders */
handler page_sender;          /* GET  /operator/senders/{name} */
handler page_sender_new;      /* GET  /operator/senders/new */
handler page_sender_create;   /* POST /operator/senders */
handler page_sender_settings; /* POST /operator/senders/{name}/settings */
handler page_sender_switch;   /* POST /operator/senders/{name}/switch */

/* One sender's page: as it is, or with a form as typed. */
struct sender_shown {
    struct operator_sender sender;
    const struct form *settings, *reason; /* NULL: not typed */
    bool stale;                           /* somebody else changed it meanwhile */
    int status;
};
enum rc sender_show(struct ctx *ctx, struct request *request, const struct sender_shown *shown,
                    struct response *response);
/* The sender of the path. False: answered already, or a fault in *rc. */
bool sender_open(struct ctx *ctx, struct request *request, struct response *response,
                 struct operator_sender *out, enum rc *rc) MUST_USE;

/* Shown as a box: the others among true, false and unset have a meaning of their own when they are unset. */
bool sender_setting_is_box(const struct setting *setting);

/* Labels of a channel, and of a setting, which has its own name where it has no other: msgids. */
const char *sender_channel_words(struct str channel);
const char *sender_setting_words(const struct setting *setting);

#endif
