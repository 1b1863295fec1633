#ifndef DISPATCHER_ROSTER_H
#define DISPATCHER_ROSTER_H
/* The senders, with their opened secrets and what is under way through each. */
#include "base/ctx.h"
#include "channels/driver.h"

/* A sender and what is under way through it. */
struct roster_entry {
    struct sender sender;
    int in_flight, held;
    int64_t complained_at; /* when it was last logged as broken */
};

/* Replaced as a whole on each change. */
struct roster {
    struct arena *arena;          /* its own */
    struct roster_entry *entries; /* by id */
    int n;
    int64_t stamp;
};

/* Reads the senders when one changed since old (NULL: in any case) was read; NULL: they did not, or the
 * database is away. */
struct roster *roster_load(struct ctx *ctx, const struct roster *old) MUST_USE;
/* Takes over what is under way from an older one, and closes that. */
void roster_follow(struct roster *fresh, struct roster *old);
/* In NULL there is none. */
struct roster_entry *roster_find(const struct roster *roster, struct uuid id);
/* Logs at most every 10 s that an operator must look after a sender. */
void roster_complain(struct roster_entry *entry, const char *why, struct str detail);
void roster_close(struct roster *roster); /* wipes the secrets; NULL is nothing */

#endif
