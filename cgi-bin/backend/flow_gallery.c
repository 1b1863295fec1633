/* Samples in the editor's language: what they say becomes the content of the flow that is made of one. */
#include "backend/flow_gallery.h"

#include <jansson.h>

const struct flow_sample *flow_sample_find(struct str name)
{
    for (int i = 0; i < flow_samples_n; i++) {
        if (str_eq(name, str_from(flow_samples[i].name)))
            return &flow_samples[i];
    }
    return NULL;
}

/* gettext's entry of the empty text is its own header. */
static void translate(struct ctx *ctx, struct str *words)
{
    if (words->n > 0)
        *words = str_from(text(ctx->app->texts, ctx->language, str_z(ctx->arena, *words)));
}

static void translate_component(struct ctx *ctx, struct component *component)
{
    translate(ctx, &component->title);
    translate(ctx, &component->help);
    translate(ctx, &component->initial);
    translate(ctx, &component->text);
    for (int i = 0; i < component->n_options; i++)
        translate(ctx, &component->option[i]);
    /* A rule compares with an option as it is written. */
    for (int i = 0; i < component->n_rules; i++) {
        translate(ctx, &component->rule[i].value);
        translate(ctx, &component->rule[i].fill);
    }
}

static struct str member(struct ctx *ctx, const json_t *json, const char *key)
{
    const json_t *value = json_object_get(json, key);
    struct str words = {json_string_value(value), json_string_length(value)};
    words = str_copy(ctx->arena, words);
    translate(ctx, &words);
    return words;
}

static void release(json_t **json)
{
    json_decref(*json);
}

bool flow_sample_read(struct ctx *ctx, const struct flow_sample *sample, struct flow_sample_view *out)
{
    struct flow_definition *definition = &out->definition;
    CLEANUP(release) json_t *json = json_loads(sample->json, 0, NULL);
    if (!flow_definition_parse(ctx->arena, str_from(sample->json), definition))
        return false;
    out->title = member(ctx, json, "name");
    out->summary = member(ctx, json, "summary");
    for (int i = 0; i < definition->n; i++) {
        translate(ctx, &definition->page[i].title);
        for (int j = 0; j < definition->page[i].n; j++)
            translate_component(ctx, &definition->page[i].component[j]);
    }
    return out->title.n > 0 && out->summary.n > 0;
}
