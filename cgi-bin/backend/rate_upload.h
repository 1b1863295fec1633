#ifndef BACKEND_RATE_UPLOAD_H
#define BACKEND_RATE_UPLOAD_H
/* Files of rates: kept, compared with their card, applied once. The functions check the staff session
 * themselves. */
#include "backend/deck.h"
#include "backend/organisation.h"

struct rate_upload {
    struct uuid id;
    struct str file_name, note, created_by, card_name;
    struct str content, sha256; /* of one that was got; sha256 is 32 bytes */
    enum deck_format format;
    enum channel channel;
    int64_t factor, created_at, applied_at, effective_from, changes; /* applied_at 0: not yet */
    bool again;
};
enum rc rate_upload_list(struct ctx *ctx, struct uuid card, struct rate_upload **out, int *n) MUST_USE;
/* found is false where the card has no such file. */
enum rc rate_upload_get(struct ctx *ctx, struct uuid card, struct uuid id, struct rate_upload *out,
                        bool *found) MUST_USE;
/* Keeps a file; changes no rate. Reads id, file_name, content, format, channel and factor. */
enum rc rate_upload_save(struct ctx *ctx, struct uuid card, const struct rate_upload *upload,
                         enum change *change) MUST_USE;
enum rc rate_upload_again(struct ctx *ctx, struct uuid card, struct uuid of, struct uuid id,
                          enum change *change) MUST_USE;

/* What a file changes on a card. */
enum rate_class { RATE_REMOVED, RATE_REFUSED, RATE_UP, RATE_DOWN, RATE_NEW, RATE_SAME, RATE__COUNT };
struct rate_change {
    enum rate_class class;
    enum channel channel;
    struct str country;
    bool had, has; /* a price before, and after */
    bool sharp;    /* a removal, or a change of more than half: must be confirmed */
    struct credits before, price;
};
struct rate_diff {
    struct rate_change *change; /* removed first, then refused, up, down, new, same */
    int n, count[RATE__COUNT], sharp;
    int64_t biggest; /* change of a price, in tenths of a per cent; 0 where none changes */
};
enum rc rate_diff(struct ctx *ctx, struct uuid card, int64_t at, const struct deck *deck,
                  struct rate_diff *out) MUST_USE;

enum apply_result {
    APPLY_DONE,
    APPLY_FORBIDDEN,
    APPLY_NOT_FOUND,
    APPLY_APPLIED,     /* it was already */
    APPLY_TOO_EARLY,   /* the moment is over, or less than six seconds away */
    APPLY_TAKEN,       /* the card has rates of this very moment */
    APPLY_UNCONFIRMED, /* the number of sharp changes is another */
};
struct rate_apply {
    struct uuid card, id;
    int64_t from; /* 0: as soon as may be */
    struct str note;
    int64_t sharp; /* as typed */
};
/* changes: how many rates were written, with APPLY_DONE. */
enum rc rate_upload_apply(struct ctx *ctx, const struct rate_apply *apply, const struct deck *deck,
                          enum apply_result *result, int64_t *changes) MUST_USE;

#endif
