#ifndef CONSOLE_FLOW_CONFLICT_H
#define CONSOLE_FLOW_CONFLICT_H
/* Two editors changed the same: the page on which one of them chooses, row by row, what shall stand. */
#include "backend/flow_history.h"
#include "web/route.h"

/*
 * Answers 409 with what both changed. mine is what could not be saved: id, base_version and draft; merging is
 * as flow_save_merged left it with CONFLICT. Nothing is kept on the server: the form carries mine.
 */
void flow_conflict_send(struct ctx *ctx, struct request *request, const struct flow *mine,
                        const struct flow_merging *merging, struct response *response);
/* "Saved together with changes by Rina." for the flash after MERGED; theirs is who saved last. */
struct str flow_merged_words(struct ctx *ctx, const struct flow *theirs);

handler page_flow_resolve; /* POST /flows/{id}/conflict */
#define FLOW_RESOLVE_MAX (4 * 1024 * 1024)

#endif
