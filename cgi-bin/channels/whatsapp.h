#ifndef CHANNELS_WHATSAPP_H
#define CHANNELS_WHATSAPP_H
/*
 * The parts of the WhatsApp driver, and Graph's requests about templates for the command line. As all of
 * channels/ it does no I/O.
 *
 * Templates: the setting `template` names it. Where it holds {minutes}, there is one template for each
 * lifetime in `template_minutes` ("1,5,10"), with the minutes in its name, and a message takes the longest
 * one that its code outlives; so neither its expiry nor its time to be delivered exceeds the code's.
 */
#include <jansson.h>

#include "channels/driver.h"

struct whatsapp_error {
    enum result result;
    const char *reason;
    bool operator_fault;
    enum pace pace;
};
/* A code that Meta does not document is our request's fault until somebody looked at it. */
const struct whatsapp_error *whatsapp_error(int64_t code);

struct str graph_text(const json_t *value); /* a view into it; STR_NONE for what is no string */
/* error_data.details, else the message, behind the code that Meta's pages are searched by. */
struct str graph_error_detail(const json_t *error, struct arena *arena);

/* As compact JSON; STR_NONE when it cannot be. Takes the value. */
struct str graph_dump(json_t *value, struct arena *arena);

struct str whatsapp_value(const struct sender *sender, const char *key, struct str fallback);
/* A request at {base_url}/{version}/{node}/{edge} with the sender's token; false: see whatsapp_lacks. */
bool whatsapp_request(const struct sender *sender, struct str node, const char *edge, struct arena *arena,
                      struct transfer *out) MUST_USE;
/* Which setting keeps such a request from being made, node_setting being the node's; NULL: none. */
const char *whatsapp_lacks(const struct sender *sender, struct str node, const char *node_setting);

/* The lifetimes, in minutes, that the sender has templates for: at most max, ascending as written. */
int whatsapp_lifetimes(struct str list, int *minutes, int max);
int whatsapp_template_minutes(const struct sender *sender, int lifetime);
struct str whatsapp_template_name(const struct sender *sender, int minutes, struct arena *arena);
struct str whatsapp_name_fill(struct str pattern, int minutes, struct arena *arena); /* {minutes} */

struct whatsapp_template {
    struct str name, language, button;
    int minutes; /* that the code lives; sent no later than this either */
};
/* The words of the button that copies the code; STR_NONE for a language that has none here. */
struct str whatsapp_button(struct str language);
/* The body of POST {waba_id}/message_templates. */
struct str whatsapp_template_body(const struct whatsapp_template *wanted, struct arena *arena);
/* The edge that lists templates by the name's beginning, from the cursor after on; NULL: too long. */
const char *whatsapp_template_edge(struct str pattern, struct str after, struct arena *arena);

#endif
