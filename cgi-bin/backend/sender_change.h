#ifndef BACKEND_SENDER_CHANGE_H
#define BACKEND_SENDER_CHANGE_H
/* Senders made and changed by operators. One static table a driver says which settings there are. */
#include "backend/organisation.h"
#include "backend/sender.h"
#include "db/db.h"

#define SENDER_CHANGES_MAX 32

enum setting_kind {
    SETTING_TEXT,
    SETTING_LONG, /* one line too, but a longer one */
    SETTING_WORD, /* one of words */
    SETTING_URL,
    SETTING_FLAG,
    SETTING_CREDENTIAL,
    SETTING_CALLBACK,
};

struct setting {
    const char *name;
    enum setting_kind kind;
    const char *help;
    const char *words; /* of a SETTING_WORD: "GET|POST" */
};

/* NULL when the driver has no such setting. driver may be NULL: looks at all drivers. */
const struct setting *setting_find(struct str driver, struct str name);
/* Setting i of the driver; NULL behind the last. */
const struct setting *setting_at(struct str driver, int i);
bool setting_is_secret(const struct setting *setting);
/* A secret that is sent to base_url's server, not only kept to know what comes from there. */
bool setting_travels(const struct setting *setting);
/* Why the value is refused, or NULL. Secrets are never refused but for being empty. */
const char *setting_check(const struct setting *setting, struct str value);

/* Driver and channel number i of those that go together; false behind the last. */
bool driver_at(int i, struct str *name, struct str *channel) MUST_USE;
/* False also when there is no such driver. */
bool driver_serves(struct str driver, struct str channel) MUST_USE;

struct sender_new {
    struct str name, channel, driver;
    struct str slug; /* of the organisation it is for; STR_NONE: the platform's own */
};
enum rc sender_create(struct ctx *ctx, const struct sender_new *sender, enum change *change) MUST_USE;

struct sender_change {
    struct str name;
    int n;
    struct {
        const struct setting *setting;
        struct str value;     /* of what is no secret; "" removes it */
        struct secret secret; /* of what is one; wiped by the caller; empty removes it */
    } value[SENDER_CHANGES_MAX];
    struct str active; /* "true", "false" or STR_NONE */
};

/* Whether base_url is to lead to another server, or by another scheme: what travels would follow it there. */
bool sender_moves(const struct sender_row *row, const struct sender_change *wanted);
/* Whether the change says something about the setting. */
bool sender_change_names(const struct sender_change *wanted, const struct setting *setting);
/* Seals secrets for the programs that use them; running programs take all of it up within 2 s. */
enum rc sender_change(struct ctx *ctx, const struct sender_change *wanted, enum change *change) MUST_USE;

/* A change as SQL takes it. Secrets are sealed; *change is DONE or says why it is refused. */
struct sender_documents {
    struct buf settings, secrets;
    struct db_array *removed;
};
enum rc sender_documents(struct ctx *ctx, const struct sender_row *row, const struct sender_change *wanted,
                         struct sender_documents *out, enum change *change) MUST_USE;

/* Seals every secret anew that an older key of its ring sealed, so that the older key may go. */
struct reseal {
    int senders, secrets; /* sealed anew */
    struct str unopened;  /* "sender: setting" that no key opens; STR_NONE: none */
};
enum rc sender_reseal(struct ctx *ctx, struct reseal *out) MUST_USE;

#endif
