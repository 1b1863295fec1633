#ifndef STAFF_RATE_CARD_H
#define STAFF_RATE_CARD_H
/* Pages of rate cards: support sees them, operators make them, put organisations on them and bring files of
 * rates. */
#include "backend/rate_card.h"
#include "backend/rate_upload.h"
#include "web/form.h"
#include "web/route.h"

handler page_rate_card_list;    /* GET  /operator/rate-cards */
handler page_rate_card_create;  /* POST /operator/rate-cards */
handler page_rate_card;         /* GET  /operator/rate-cards/{id} */
handler page_rate_card_assign;  /* POST /operator/rate-cards/{id}/organisations */
handler page_rate_history;      /* GET  /operator/rate-cards/{id}/countries/{country}, "email" for e-mail */
handler page_rate_upload_save;  /* POST /operator/rate-cards/{id}/uploads */
handler page_rate_upload;       /* GET  /operator/rate-cards/{id}/uploads/{id}: what it would change */
handler page_rate_upload_apply; /* POST /operator/rate-cards/{id}/uploads/{id} */
handler page_rate_upload_again; /* POST /operator/rate-cards/{id}/uploads/{id}/again */
handler page_rate_upload_file;  /* GET  /operator/rate-cards/{id}/uploads/{id}/file */

#define RATE_CARD_BASE "/operator/rate-cards"

/* A card's page: as it is, or with one of its forms as typed. */
struct rate_card_shown {
    struct rate_cards all;
    const struct rate_card *card;
    const struct form *assign, *upload; /* NULL: not typed */
};
/* The card of the path. False: answered already, or a fault in *rc. */
bool rate_card_open(struct ctx *ctx, struct request *request, struct response *response,
                    struct rate_card_shown *out, enum rc *rc) MUST_USE;
enum rc rate_card_show(struct ctx *ctx, struct request *request, const struct rate_card_shown *shown,
                       struct response *response);

#endif
