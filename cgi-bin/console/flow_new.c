/* A new flow: an empty one, or one of the gallery, whose texts become its content. */
#include "backend/flow_gallery.h"
#include "backend/flow_manage.h"
#include "console/flow.h"
#include "console/flow_words.h"

#define SET(name) TPL_FLOW_NEW_##name

struct new_flow {
    struct str name, sample;
};

static const struct field NEW_FLOW[] = {
    {"name", TEXT("Name"), FIELD_TEXT, true, 1, FLOW_NAME_MAX * 4, offsetof(struct new_flow, name)},
    {"sample", TEXT("Template"), FIELD_TEXT, false, 0, 40, offsetof(struct new_flow, sample)},
};

static void fill_gallery(struct ctx *ctx, struct template_dict *body)
{
    struct template_dict *gallery = template_section(body, SET(GALLERY));
    for (int i = 0; i < flow_samples_n; i++) {
        struct flow_sample_view view;
        if (!flow_sample_read(ctx, &flow_samples[i], &view))
            continue;
        struct template_dict *card = template_section(gallery, SET(SAMPLE_CARD));
        page_set_c(card, SET(NAME), flow_samples[i].name);
        page_set(card, SET(TITLE), view.title);
        page_set(card, SET(SUMMARY), view.summary);
        page_set(card, SET(SIZE), flow_size_words(ctx, &view.definition));
        flow_outline_fill(ctx, &view.definition, card);
    }
}

/* view is NULL for an empty flow; form NULL before anything was typed. */
static void send(struct ctx *ctx, struct request *request, const struct flow_sample *sample,
                 const struct form *form, struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_NEW, say(ctx, "New flow"));
    struct flow_sample_view view;
    if (sample && flow_sample_read(ctx, sample, &view)) {
        struct template_dict *chosen = template_section(page.body, SET(CHOSEN));
        page_set_c(chosen, SET(NAME), sample->name);
        page_set(chosen, SET(TITLE), view.title);
        page_set(chosen, SET(SUMMARY), view.summary);
        flow_outline_fill(ctx, &view.definition, chosen);
        page_set_c(page.body, SET(SAMPLE_VALUE), sample->name);
        page_set(page.body, SET(NAME_VALUE), view.title);
    } else {
        template_show(page.body, SET(EMPTY));
        fill_gallery(ctx, page.body);
    }
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, form ? 422 : 200, response);
}

enum rc page_flow_new(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str name = request_query(ctx, request, "sample");
    const struct flow_sample *sample = flow_sample_find(name);
    if (name.n > 0 && sample == NULL)
        page_error(ctx, request, 404, response);
    else
        send(ctx, request, sample, NULL, response);
    return RC_OK;
}

static struct flow_definition definition_of(struct ctx *ctx, const struct flow_sample *sample)
{
    struct flow_sample_view view;
    if (sample && flow_sample_read(ctx, sample, &view))
        return view.definition;
    return flow_definition_new(ctx->arena, str_from(say(ctx, "Initial Page")), str_from(say(ctx, "Page 1")));
}

enum rc page_flow_create(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(NEW_FLOW);
    struct new_flow typed = {0};
    enum flow_outcome outcome;
    bool good = form_read(ctx, request, &form, &typed) && flow_name_check(ctx, &form, typed.name);
    const struct flow_sample *sample = flow_sample_find(typed.sample);
    if (!good) {
        send(ctx, request, sample, &form, response);
        return RC_OK;
    }
    struct flow flow = {.name = typed.name, .draft = definition_of(ctx, sample)};
    enum rc rc = flow_create(ctx, &flow, sample ? str_from(sample->name) : STR_NONE, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_NAME_TAKEN) {
        flow_name_taken(ctx, &form);
        send(ctx, request, sample, &form, response);
        return RC_OK;
    }
    response_redirect(response, "/flows/%.*s", STR_ARG(uuid_text(ctx->arena, flow.id)));
    return RC_OK;
}
