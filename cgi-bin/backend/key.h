#ifndef BACKEND_KEY_H
#define BACKEND_KEY_H
/* An organisation's API keys, as its admins look after them. */
#include "backend/organisation.h"

enum key_state { KEY_LIVE, KEY_EXPIRED, KEY_REVOKED };

struct key {
    struct uuid id;
    struct str name, by_name;
    bool may_read, may_send, replaced;                     /* replaced: a newer one was made to follow it */
    int64_t made_at, expires_at, revoked_at, last_used_at; /* 0: not */
    enum key_state state;
};
struct key_list {
    struct key *key; /* live ones first, newest first */
    int n;
};
enum rc key_list(struct ctx *ctx, struct key_list *out) MUST_USE;
enum rc key_get(struct ctx *ctx, struct uuid id, struct key *out, bool *found) MUST_USE;

struct key_request {
    struct str name;
    bool may_read, may_send;
    int64_t days; /* of its life; 0: no end */
};
/* *token is shown once and never stored. change DONE, FORBIDDEN, INVALID or TOO_MANY. */
enum rc key_make(struct ctx *ctx, const struct key_request *request, struct str *token,
                 enum change *change) MUST_USE;
/* A new key that may do the same; the old one ends after some hours. change also NOT_FOUND. */
enum rc key_rotate(struct ctx *ctx, struct uuid old, int64_t hours, struct str *token,
                   enum change *change) MUST_USE;
enum rc key_revoke(struct ctx *ctx, struct uuid id, enum change *change) MUST_USE;

#endif
