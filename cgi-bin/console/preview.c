/* The pages behind a preview's link: the draft step by step, as the worker will see it. Stores and sends
 * nothing. */
#include "console/preview.h"

#include "backend/flow.h"
#include "console/screen.h"
#include "web/site.h"

#define SET(name) TPL_FLOW_SCREEN_##name

/* Where in the walk somebody is; all of it stands in the address. */
struct walk {
    struct str token;
    int step;         /* from 1; 0: at the end */
    struct str theme; /* "light", "dark"; "": as the phone's own */
    struct str language;
    struct str sent; /* the OTP whose code "was sent" */
    bool verified;
};

struct shown {
    struct walk walk;
    struct flow flow;
    struct screen screen;
    int count; /* steps */
};

static struct str address_of(struct ctx *ctx, const struct walk *walk)
{
    struct str at =
        str_printf(ctx->arena, "/preview/%.*s?step=%d&language=%.*s&theme=%.*s", STR_ARG(walk->token),
                   walk->step, STR_ARG(walk->language), STR_ARG(walk->theme));
    if (walk->sent.n == 0)
        return at;
    return str_printf(ctx->arena, "%.*s&sent=%.*s%s", STR_ARG(at), STR_ARG(walk->sent),
                      walk->verified ? "&verified=1" : "");
}

static struct walk walk_read(struct ctx *ctx, const struct request *request)
{
    int64_t step = 1;
    struct str language = request_query(ctx, request, "language"), sent = request_query(ctx, request, "sent");
    struct str theme = request_query(ctx, request, "theme");
    struct walk walk = {
        .token = request->capture[0],
        .theme = str_eq(theme, STR("dark")) || str_eq(theme, STR("light")) ? theme : STR(""),
        .language = str_eq(language, STR("en")) || str_eq(language, STR("id")) ? language : ctx->language,
        .sent = flow_id_is_valid(sent) ? sent : STR(""),
        .verified = request_query(ctx, request, "verified").n > 0,
    };
    walk.step = str_to_i64(request_query(ctx, request, "step"), 0, FLOW_PAGES_MAX, &step) ? (int)step : 1;
    return walk;
}

/* The page of the step; false: there is no such step. */
static bool find_page(struct ctx *ctx, struct shown *shown)
{
    shown->screen = (struct screen){.definition = &shown->flow.draft, .selected = -1, .samples = true};
    for (int i = 0; i < shown->flow.draft.n; i++) {
        shown->screen.page = i;
        if (screen_number(ctx, &shown->screen, &shown->count) == shown->walk.step && shown->walk.step > 0)
            return true;
    }
    return false;
}

/* Reads the draft that the link opens. False: answered already, or a fault in *rc. */
static bool open_draft(struct ctx *ctx, const struct request *request, struct response *response,
                       struct shown *shown, enum rc *rc)
{
    struct preview_grant grant;
    enum flow_outcome outcome = FLOW_NOT_FOUND;
    const struct actor reader = ctx->actor;
    *rc = RC_OK;
    shown->walk = walk_read(ctx, request);
    if (preview_token_open(ctx, shown->walk.token, &grant)) {
        /* The link itself is the right to read this one draft. */
        ctx->actor = (struct actor){.kind = ACTOR_PROGRAM, .organisation = grant.organisation};
        *rc = flow_get(ctx, grant.flow, &shown->flow, &outcome);
        ctx->actor = reader;
    }
    if (*rc == RC_OK && outcome != FLOW_DONE)
        page_notice(ctx, request,
                    &(struct notice){
                        .status = 404,
                        .title = say(ctx, "This preview is over"),
                        .text = say(ctx, "A link to a preview works for 30 minutes. Ask for a new one."),
                    },
                    response);
    return *rc == RC_OK && outcome == FLOW_DONE;
}

static void fill_bar(struct ctx *ctx, const struct walk *walk, struct template_dict *frame)
{
    static const struct {
        const char *code, *label;
    } languages[] = {{"en", "English"}, {"id", "Bahasa Indonesia"}};
    struct template_dict *bar = template_section(frame, SET(BAR));
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        struct walk other = *walk;
        other.language = str_from(languages[i].code);
        struct template_dict *link = template_section(bar, SET(BAR_LANGUAGE));
        page_set(link, SET(HREF), address_of(ctx, &other));
        page_set_c(link, SET(CODE), languages[i].code);
        page_set_c(link, SET(LABEL), languages[i].label);
        if (str_eq(walk->language, other.language))
            template_show(link, SET(CURRENT));
    }
    static const struct {
        const char *theme, *label;
    } themes[] = {{"light", TEXT("Light")}, {"dark", TEXT("Dark")}};
    for (size_t i = 0; i < COUNT_OF(themes); i++) {
        struct walk other = *walk;
        other.theme = str_from(themes[i].theme);
        struct template_dict *link = template_section(bar, SET(BAR_THEME));
        page_set(link, SET(HREF), address_of(ctx, &other));
        page_set_c(link, SET(LABEL), say(ctx, themes[i].label));
        if (str_eq(walk->theme, other.theme))
            template_show(link, SET(CURRENT));
    }
}

static void fill_back(struct ctx *ctx, const struct shown *shown, struct template_dict *frame)
{
    struct walk before = shown->walk;
    before.step = shown->walk.step == 0 ? shown->count : shown->walk.step - 1;
    before.sent = STR("");
    if (before.step < 1)
        return;
    struct template_dict *back = template_section(frame, SET(BACK));
    page_set(back, SET(HREF), address_of(ctx, &before));
    page_set_c(back, SET(LABEL), say(ctx, "Step before"));
}

static void fill_step(struct ctx *ctx, struct shown *shown, struct template_dict *frame)
{
    shown->screen.action = address_of(ctx, &shown->walk);
    shown->screen.sent = shown->walk.sent;
    shown->screen.verified = shown->walk.verified;
    screen_fill_step(ctx, &shown->screen,
                     template_include(frame, SET(STEP), template_files[TEMPLATE_FIELD_STEP]));
}

enum rc page_preview(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct shown shown = {0};
    if (!open_draft(ctx, request, response, &shown, &rc))
        return rc;
    ctx->language = shown.walk.language;
    bool there = find_page(ctx, &shown);
    struct page page = page_new(ctx, request, LAYOUT_NONE, TEMPLATE_FLOW_SCREEN, "");
    page_set(page.frame, SET(TITLE),
             there ? shown.flow.draft.page[shown.screen.page].title : shown.flow.name);
    if (shown.walk.theme.n > 0)
        page_set(template_section(page.frame, SET(THEMED)), SET(THEME), shown.walk.theme);
    fill_bar(ctx, &shown.walk, page.frame);
    if (!there)
        shown.walk.step = 0;
    fill_back(ctx, &shown, page.frame);
    if (there) {
        fill_step(ctx, &shown, page.frame);
    } else {
        struct template_dict *end = template_section(page.frame, SET(END));
        struct walk first = {.token = shown.walk.token,
                             .step = 1,
                             .theme = shown.walk.theme,
                             .language = shown.walk.language,
                             .sent = STR("")};
        page_set(end, SET(HREF), address_of(ctx, &first));
        page_set(end, SET(FLOW_NAME), shown.flow.name);
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

enum rc page_preview_walk(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct shown shown = {0};
    struct str verb, rest = request_form(ctx, request, "do");
    if (!open_draft(ctx, request, response, &shown, &rc))
        return rc;
    ctx->language = shown.walk.language;
    bool there = find_page(ctx, &shown);
    bool button = str_split(&rest, ':', &verb);
    if (!button || verb.n == 0 || str_eq(verb, STR("next"))) {
        shown.walk.step = there && shown.walk.step < shown.count ? shown.walk.step + 1 : 0;
        shown.walk.sent = STR("");
    } else if (flow_id_is_valid(rest)) {
        shown.walk.sent = rest;
        shown.walk.verified = str_eq(verb, STR("verify"));
    }
    response_redirect(response, "%.*s", STR_ARG(address_of(ctx, &shown.walk)));
    return RC_OK;
}
