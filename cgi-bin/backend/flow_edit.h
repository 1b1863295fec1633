#ifndef BACKEND_FLOW_EDIT_H
#define BACKEND_FLOW_EDIT_H
/* What an editor does to a flow's definition before it is saved. */
#include "backend/flow_definition.h"

/*
 * Changes, in place; new rows live in the arena. NULL or false: over a limit or not possible, nothing
 * was changed.
 */
struct component *flow_component_add(struct arena *arena, struct flow_definition *definition, int page,
                                     enum component_type type, struct str title);
bool flow_component_remove(struct flow_definition *definition, struct flow_place place);
/* One place up or down, over the edge of a page to the next one; *place follows it. */
bool flow_component_move(struct arena *arena, struct flow_definition *definition, struct flow_place *place,
                         bool up);
/* To before the component that stands at to, or to the end of its page. False: there is no such place. */
bool flow_component_put(struct arena *arena, struct flow_definition *definition, struct flow_place place,
                        struct flow_place to);
/* A copy right behind it, with an id of its own. */
struct component *flow_component_duplicate(struct arena *arena, struct flow_definition *definition,
                                           struct flow_place place, struct str title);
/* Gives the component another id; OTPs that send to it and rules that test it follow. */
void flow_component_rename(struct flow_definition *definition, struct flow_place place, struct str id);
struct flow_page *flow_page_add(struct arena *arena, struct flow_definition *definition, struct str title);
/* The Initial Page and the last of the worker's pages stay. */
bool flow_page_remove(struct flow_definition *definition, int page);
bool flow_page_move(struct flow_definition *definition, int page, bool up);

/* base, base2, base3 ... whichever no page and no component has. */
struct str flow_id_free(struct arena *arena, const struct flow_definition *definition, const char *base);
/* A copy whose pages, components, options and rules can be changed without the other's. Texts are shared. */
struct flow_definition flow_definition_copy(struct arena *arena, const struct flow_definition *definition);

#endif
