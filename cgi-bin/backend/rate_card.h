#ifndef BACKEND_RATE_CARD_H
#define BACKEND_RATE_CARD_H
/* Rate cards as operators keep them, and the files that change them. The functions check the staff session
 * themselves. */
#include "backend/organisation.h"
#include "backend/price.h"

struct rate_card {
    struct uuid id;
    struct str name;
    bool cost;                      /* what a provider asks; else what organisations pay */
    int64_t created_at, changed_at; /* changed_at: its newest rate's moment, 0 without any */
    int64_t countries, organisations;
};
struct rate_cards {
    struct rate_card *card; /* prices first, by name */
    int n;
};
enum rc rate_card_list(struct ctx *ctx, struct rate_cards *out) MUST_USE;
/* NULL where there is none of that id. */
const struct rate_card *rate_card_find(const struct rate_cards *cards, struct uuid id);
/* CHANGE_EXISTS: the name is taken. */
enum rc rate_card_create(struct ctx *ctx, struct uuid id, struct str name, bool cost,
                         enum change *change) MUST_USE;

struct rate_card_organisation {
    struct uuid id;
    struct str name, slug;
};
enum rc rate_card_organisations(struct ctx *ctx, struct uuid card, struct rate_card_organisation **out,
                                int *n) MUST_USE;
/* CHANGE_NOT_FOUND: no such organisation, or a card of costs. */
enum rc rate_card_assign(struct ctx *ctx, struct uuid card, struct str slug, struct str reason,
                         enum change *change) MUST_USE;

struct rate_step {
    enum channel channel;
    int64_t from;
    bool refused;
    struct credits price;
};
/* Every rate that a country has had or will have, newest first by channel. country "" is e-mail's. */
enum rc rate_history(struct ctx *ctx, struct uuid card, struct str country, struct rate_step **out,
                     int *n) MUST_USE;

#endif
