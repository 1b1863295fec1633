#ifndef DISPATCHER_ROSTER_H
#define DISPATCHER_ROSTER_H
/* The senders, with their opened secrets and what is under way through each. */
#include "base/ctx.h"
#include "channels/driver.h"

struct dispatcher;

/* A sender and what is under way through it. */
struct roster_entry {
    struct sender sender;
    int in_flight, held;
    int64_t complained_at; /* when it was last logged as broken */
};

struct roster {
    struct arena *arena; /* replaced as a whole on each change */
    struct roster_entry *entries;
    int n;
    int64_t stamp;
};

/* Reads the senders again when one changed; keeps them while the database is away. */
void roster_refresh(struct dispatcher *d, struct ctx *ctx);
struct roster_entry *roster_find(struct dispatcher *d, struct uuid id);
int roster_room(const struct dispatcher *d, const struct roster_entry *entry); /* for so many more at once */
/* Logs at most every 10 s that an operator must look after a sender. */
void roster_complain(struct roster_entry *entry, const char *why, struct str detail);
void roster_close(struct roster *roster);

#endif
