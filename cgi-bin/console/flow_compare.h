#ifndef CONSOLE_FLOW_COMPARE_H
#define CONSOLE_FLOW_COMPARE_H
/* Two definitions beside each other on a page: what was added, removed, changed and moved. */
#include "backend/flow_history.h"
#include "console/flow_words.h"
#include "web/route.h"

/* Fills the template flow/diff.tpl as the include DIFF of dict, and returns how many rows it has. */
int flow_diff_fill(struct ctx *ctx, const struct flow_definition *before, const struct flow_definition *after,
                   struct template_dict *dict);

#endif
