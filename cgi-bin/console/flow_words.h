#ifndef CONSOLE_FLOW_WORDS_H
#define CONSOLE_FLOW_WORDS_H
/* What stands in a flow, in words: for comparing and choosing, where no form shows it. */
#include "backend/flow_diff.h"
#include "backend/flow_history.h"
#include "web/page.h"

/* The value of a setting of the page or component there, in the reader's language; "—" when it has none. */
struct str flow_value_words(struct ctx *ctx, const struct flow_definition *definition,
                            struct flow_place place, enum flow_field field);
/* "Page title" or the field's own label. */
const char *flow_field_label(struct ctx *ctx, bool page, enum flow_field field);
/* The title of the page or component there, its id where it has none. */
struct str flow_title_words(const struct flow_definition *definition, struct flow_place place);
/* "Text on “Hand over”", "Page": what it is and where. */
struct str flow_place_words(struct ctx *ctx, const struct flow_definition *definition,
                            struct flow_place place);
/* The icon of the page or component there. */
const char *flow_place_icon(const struct flow_definition *definition, struct flow_place place);
/* Titles of what stands on the page, in order; of the flow's pages when page is -1. */
struct str flow_order_words(struct ctx *ctx, const struct flow_definition *definition, int page);
/* "“Code” on “Hand over” has no Recipient Field." */
struct str flow_problem_words(struct ctx *ctx, const struct flow_definition *definition,
                              const struct flow_problem *problem);
/* What a change of the draft did, and who made it: "Delete “Code” by Rina". */
struct str flow_step_words(struct ctx *ctx, const struct flow_step *step);
/* Fills the template flow/outline.tpl as the include OUTLINE of dict: pages and what stands on them. */
void flow_outline_fill(struct ctx *ctx, const struct flow_definition *definition, struct template_dict *dict);
/* "3 pages, 8 components" */
struct str flow_size_words(struct ctx *ctx, const struct flow_definition *definition);

#endif
