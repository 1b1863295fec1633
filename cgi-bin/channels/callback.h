#ifndef CHANNELS_CALLBACK_H
#define CHANNELS_CALLBACK_H
/* What providers tell us unasked: events about messages or about a sender, and how each is proved. */
#include "base/secret.h"
#include "channels/sender.h"

enum event_status { EVENT_SENT, EVENT_DELIVERED, EVENT_READ, EVENT_FAILED };
const char *event_status_label(enum event_status status);

struct event {
    struct reference reference; /* nil ids: match by provider_id within the sender */
    struct str provider_id;     /* with neither it is about the sender itself, and FAILED */
    enum event_status status;
    const char *reason; /* with FAILED */
    struct str detail;
    int64_t at_us;       /* the provider's time; 0 when it gave none */
    bool operator_fault; /* with FAILED: the sender, not the recipient, needs attention */
};
bool event_has_message(const struct event *event);

/* A callback as it came in: nothing in it is trusted. */
struct callback {
    bool post;                  /* else a GET */
    struct str url;             /* as the provider called it: SANDI_PUBLIC_URL, path and query */
    struct str query, body;     /* the query without '?'; a form or JSON, as the driver knows */
    const char *const *headers; /* as CGI names them, "HTTP_X_NAME=value"; NULL behind the last */
    const struct keyring *keys;
};
/* By its name on the wire, "X-Hub-Signature-256"; STR_NONE when absent. */
struct str callback_header(const struct callback *callback, struct str name);

enum callback_result {
    CALLBACK_OK,        /* events (perhaps none) are genuine */
    CALLBACK_FORGED,    /* the proof is missing or wrong */
    CALLBACK_MALFORMED, /* genuine or not, it cannot be read */
};

#endif
