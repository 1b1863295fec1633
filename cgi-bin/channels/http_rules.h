#ifndef CHANNELS_HTTP_RULES_H
#define CHANNELS_HTTP_RULES_H
/*
 * The generic HTTP driver's rules, as an operator writes them into settings.
 *
 * A map is "value=meaning,value=meaning"; the value * stands for any other. What an answer can mean:
 * accepted, busy (nothing was taken: again later), unknown, or a reason of refusal such as invalid_recipient
 * or sender_unpaid. What a report can mean: sent, delivered, read, failed, ignored, or such a reason. A path
 * is member names and array places joined by dots: "messages.0.status".
 */
#include <jansson.h>

#include "channels/driver.h"

struct meaning {
    const char *word;
    enum { MEANS_ACCEPTED, MEANS_BUSY, MEANS_UNKNOWN, MEANS_REFUSED, MEANS_IGNORED, MEANS_EVENT } kind;
    enum event_status status; /* with MEANS_EVENT and, FAILED, MEANS_REFUSED */
    bool operator_fault;
};

/* What the map makes of the value; NULL when it says nothing, or a word that is not known. */
const struct meaning *map_find(struct str map, struct str value);
/* True when every entry is well formed, with a meaning that an answer (or a report) can have. */
bool map_check(struct str map, bool of_report) MUST_USE;

/* The text of a string, whole number or boolean at the path; STR_NONE when there is none. */
struct str path_text(const json_t *root, struct str path, struct arena *arena);

struct verdict http_interpret(const struct sender *sender, const struct answer *answer, struct arena *arena);
enum callback_result http_callback(const struct sender *sender, const struct callback *callback,
                                   struct arena *arena, struct event **events, int *n);

#endif
