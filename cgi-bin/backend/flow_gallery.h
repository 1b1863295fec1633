#ifndef BACKEND_FLOW_GALLERY_H
#define BACKEND_FLOW_GALLERY_H
/* Flows to begin with: the JSON files of templates/flow/gallery, built in. Their texts are English and
 * translated. */
#include "backend/flow_definition.h"
#include "base/ctx.h"

struct flow_sample {
    const char *name, *json; /* name: of the file, for addresses */
};
extern const struct flow_sample flow_samples[]; /* generated */
extern const int flow_samples_n;

struct flow_sample_view {
    struct str title, summary;
    struct flow_definition definition;
};

/* NULL when there is none by this name. */
const struct flow_sample *flow_sample_find(struct str name);
/* In the language of ctx. False: the file is no flow, which a test makes impossible. */
bool flow_sample_read(struct ctx *ctx, const struct flow_sample *sample,
                      struct flow_sample_view *out) MUST_USE;

#endif
