#ifndef DISPATCHER_DISPATCHER_H
#define DISPATCHER_DISPATCHER_H
/*
 * The dispatcher's parts. One thread, the loop, decides about messages and has a database connection for
 * them; net/ moves the bytes in threads of its own; record.c settles in another, upkeep.c does what can wait
 * in a third. claim.c takes messages, launch.c sends them off, settle.c records what came of them, roster.c
 * knows senders, breaker.c and mail_share.c which providers fail or hang, backoff.c how long to wait.
 */
#include <stdatomic.h>

#include "backend/message_launch.h"
#include "channels/driver.h"
#include "dispatcher/breaker.h"
#include "dispatcher/limits.h"
#include "dispatcher/mail_share.h"
#include "dispatcher/roster.h"
#include "net/http.h"
#include "net/mail.h"
#include "shim/template.h"

/* One message under way, from claim to settlement. */
struct delivery {
    struct job job;
    struct arena *arena;
    struct message_key key;
    struct uuid sender;
    const struct driver *driver;
    struct secret code; /* until it is settled, to keep it out of what providers answer */
    struct breaker_key lane;
    bool probe; /* goes to see whether the provider is well again */
    int64_t expires_at, retry_at;
    int64_t shared_us; /* monotonic; since when it has a part of its sender's share */
    int tries;
    struct verdict verdict;
    int64_t hold_ends_us;  /* monotonic; given back then */
    int64_t lease_ends_us; /* monotonic; not sent later than this */
    struct delivery *next;
};

struct counters {
    atomic_long claimed, launched, accepted, rejected, busy, unknown, in_flight, breaker_open;
};

struct dispatcher {
    struct app app; /* first: the metrics are given the app only */
    struct uuid worker;
    struct arena *arena; /* the process's */
    struct arena *round; /* one round of the loop */
    struct http *http;
    struct mail *mail;
    struct job_queue *done;
    struct template_cache *templates[2]; /* en, id */
    struct roster *roster;               /* NULL until upkeep read them */
    struct breaker *breaker;
    struct uuid claim_after;            /* where claims go on among very many organisations */
    struct message_key rung[RINGS_MAX]; /* what the doorbell named since the last claim */
    int n_rung;
    struct delivery *idle;              /* free ones */
    struct delivery *held, **held_last; /* claimed, waiting for room at their sender */
    struct delivery *doubtful;          /* their launch failed: committed or not */
    struct delivery *settling, **last;  /* finished, not yet recorded; in order of coming back */
    struct mail_share *mail_share;
    int in_flight;              /* all messages from claim to settlement */
    struct recorder *recorder;  /* record.h */
    struct delivery *recording; /* what it is at; first to be settled again on a fault */
    bool recording_busy;        /* some of it will be claimed again */
    bool unsettled, choked; /* recording failed, committed or not; the last claim left out what had no room */
    struct health *health;  /* health.h */
    struct upkeep *upkeep;  /* upkeep.h */
    int woken_fd;           /* an eventfd of upkeep's: something is due, or senders changed */
    struct counters counters;
};

/* Claims what is due, unseals and composes it, and puts it on the held list, or on the settling list when it
 * cannot be sent. *more: there may be more due right now. */
enum rc claim_round(struct dispatcher *d, struct ctx *ctx, bool *more) MUST_USE;
/* The same for what the doorbell named. */
enum rc claim_rung(struct dispatcher *d, struct ctx *ctx) MUST_USE;
/* Launches and sends what is held and has room. After a fault it first asks what was launched. */
enum rc launch_round(struct dispatcher *d, struct ctx *ctx) MUST_USE;
/* Adds to the held list. */
void hold(struct dispatcher *d, struct delivery *delivery);
/* Gives back all that is held; what cannot be given back is found again soon. */
void launch_give_back(struct dispatcher *d, struct ctx *ctx);
/* Counts a delivery in (1) or out (-1) of its sender's share. */
void share_take(struct dispatcher *d, struct delivery *delivery, int change);
/* For how many more there is room at a sender. */
int roster_room(const struct dispatcher *d, const struct roster_entry *entry);

/* The settling list; on a fault all of it stays. */
bool settle_collect(struct dispatcher *d); /* adds finished transfers; false: none were */
void settle_later(struct dispatcher *d, struct delivery *delivery); /* adds one whose verdict stands */
void settle_begin(struct dispatcher *d); /* has its first part recorded, unless that is under way */
bool settle_end(struct dispatcher *d);   /* true: that ended, well or (unsettled) not */
bool settle_all(struct dispatcher *d);   /* waits until all is recorded; false: a fault left some */

void delivery_free(struct dispatcher *d, struct delivery *delivery); /* wipes what held the code */

#endif
