#ifndef BACKEND_FLOW_DEFINITION_H
#define BACKEND_FLOW_DEFINITION_H
/*
 * What a flow asks for: pages of components, as C and as JSON (schema 1). Pure: no database. A draft may
 * be incomplete; flow_problem.h says what keeps it from being published.
 */
#include "backend/component.h"
#include "backend/flow_value.h"

#define FLOW_PAGES_MAX 30
#define FLOW_COMPONENTS_MAX 200 /* of all pages together */
#define FLOW_JSON_MAX (1024 * 1024)

struct flow_page {
    struct str id, title;
    struct component *component;
    int n;
};

/* Page 0 is the Initial Page: filled when the task is made. The others are the worker's. */
struct flow_definition {
    struct flow_page *page;
    int n;
};

/* Where a component stands. */
struct flow_place {
    int page, component;
};

/* False when text is not schema 1 or over a limit. Values live in the arena. */
bool flow_definition_parse(struct arena *arena, struct str json, struct flow_definition *out) MUST_USE;
/* The same JSON for the same definition; what has its default is left out, so that older texts stay as they
 * are. */
struct str flow_definition_json(struct arena *arena, const struct flow_definition *definition);
/* The first draft: an empty Initial Page and one page after it; titles are content, in the editor's language.
 */
struct flow_definition flow_definition_new(struct arena *arena, struct str initial_title,
                                           struct str page_title);

/* [a-z][a-z0-9_]{0,39} */
bool flow_id_is_valid(struct str id);
/* Words that tasks and forms use themselves. */
bool flow_id_is_reserved(struct str id);
/* Unicode characters of well-formed UTF-8. */
size_t flow_text_length(struct str text);

bool flow_page_find(const struct flow_definition *definition, struct str id, int *page) MUST_USE;
bool flow_component_find(const struct flow_definition *definition, struct str id,
                         struct flow_place *place) MUST_USE;
const struct component *flow_component_at(const struct flow_definition *definition, struct flow_place place);
int flow_component_count(const struct flow_definition *definition);
/* An email field for the email channel, a phone field for the others. */
bool flow_recipient_fits(const struct component *field, enum channel channel);
/* Whether a code that goes by channel can go by other instead, to the same recipient. */
bool flow_fallback_fits(enum channel channel, enum channel other);
/* The OTP that sends to this field; NULL when none does. */
const struct component *flow_otp_of(const struct flow_definition *definition, struct str recipient);

#endif
