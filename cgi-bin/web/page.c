/* A page inside its layout: what every page shows of its reader. Workers never see credit. */
#include "web/page.h"

#include "base/log.h"
#include "base/text.h"
#include "web/language.h"
#include "web/mac.h"
#include "web/site.h"
#include "web/url.h"

struct entry {
    const char *href, *prefix, *label, *icon;
    enum role least;
};

/* Only pages that exist. */
static const struct entry CONSOLE[] = {
    {"/flows", "/flows", TEXT("Flow"), "flow", ROLE_PLANNER},
    {"/tasks", "/tasks", TEXT("Tasks"), "tasks", ROLE_PLANNER},
    {"/deliveries", "/deliveries", TEXT("Deliveries"), "deliveries", ROLE_PLANNER},
    {"/billing/rates", "/billing", TEXT("Billing"), "billing", ROLE_ADMIN},
    {"/people", "/people", TEXT("People"), "people", ROLE_ADMIN},
    {"/settings", "/settings", TEXT("Settings"), "settings", ROLE_PLANNER},
};
static const struct entry STAFF[] = {
    {"/support/organisations", "/support", TEXT("Support"), "support", ROLE_NONE},
    {"/operator/senders", "/operator", TEXT("Operator"), "operator", ROLE_NONE},
};

static const enum template LAYOUTS[] = {
    [LAYOUT_CONSOLE] = TEMPLATE_LAYOUT_CONSOLE,
    [LAYOUT_STAFF] = TEMPLATE_LAYOUT_CONSOLE,
    [LAYOUT_FIELD] = TEMPLATE_LAYOUT_FIELD,
    [LAYOUT_PLAIN] = TEMPLATE_LAYOUT_PLAIN,
};

const char *page_home(const struct actor *actor)
{
    if (actor->kind == ACTOR_STAFF)
        return "/support/organisations";
    if (actor->kind != ACTOR_MEMBER)
        return "/login";
    if (actor->role <= ROLE_WORKER)
        return "/field";
    return actor->role == ROLE_PLANNER ? "/tasks" : "/flows";
}

/* "/flows/x" is inside "/flows", "/flowsheet" is not. */
static bool is_inside(struct str path, struct str folder)
{
    return str_starts(path, folder) && (path.n == folder.n || path.s[folder.n] == '/');
}

static void fill_navigation(struct ctx *ctx, const struct request *request, struct template_dict *frame)
{
    bool staff = ctx->actor.kind == ACTOR_STAFF;
    const struct entry *entries = staff ? STAFF : CONSOLE;
    size_t n = staff ? COUNT_OF(STAFF) : COUNT_OF(CONSOLE);
    for (size_t i = 0; i < n && ctx->actor.kind != ACTOR_NONE; i++) {
        if (!staff && ctx->actor.role < entries[i].least)
            continue;
        struct template_dict *row = template_section(frame, TPL_LAYOUT_CONSOLE_NAV);
        page_set_c(row, TPL_LAYOUT_CONSOLE_HREF, entries[i].href);
        page_set_c(row, TPL_LAYOUT_CONSOLE_LABEL, text(ctx->app->texts, ctx->language, entries[i].label));
        page_set_c(row, TPL_LAYOUT_CONSOLE_ICON, entries[i].icon);
        if (is_inside(request->path, str_from(entries[i].prefix)))
            template_show(row, TPL_LAYOUT_CONSOLE_CURRENT);
    }
}

static const char *level_kind(enum credit_level level)
{
    return level == CREDIT_EMPTY ? "bad" : level == CREDIT_WELL ? "" : "wait";
}

static void fill_credit(struct ctx *ctx, const struct session *session, struct template_dict *frame)
{
    if (session->actor.kind != ACTOR_MEMBER || session->actor.role < ROLE_EDITOR)
        return;
    enum credit_level level = session->credit_level;
    struct template_dict *credit = template_section(frame, TPL_LAYOUT_CONSOLE_CREDIT);
    page_set_credits(ctx, credit, TPL_LAYOUT_CONSOLE_CREDIT_AVAILABLE, session->available);
    page_set_c(credit, TPL_LAYOUT_CONSOLE_CREDIT_KIND, level_kind(level));
    if (session->actor.role >= ROLE_ADMIN) {
        struct template_dict *link = template_section(credit, TPL_LAYOUT_CONSOLE_CREDIT_LINK);
        page_set_c(link, TPL_LAYOUT_CONSOLE_CREDIT_HREF, "/billing/credit");
    }
    if (level != CREDIT_WELL)
        template_show(credit, TPL_LAYOUT_CONSOLE_CREDIT_LOW);
}

/* Where the reader stands, to come back to after a change of language. */
static struct str here(struct ctx *ctx, const struct request *request)
{
    struct buf path = buf_new(ctx->arena, 2048);
    if (request->method != METHOD_GET)
        return str_from(page_home(&ctx->actor));
    url_put_path(&path, request->path);
    if (request->query.n) {
        buf_putc(&path, '?');
        buf_put(&path, request->query);
    }
    return path.broken ? str_from(page_home(&ctx->actor)) : buf_str(&path);
}

/* What is low is hidden for a day where the reader wished so; that nothing is left is not. */
static void fill_warning(struct ctx *ctx, const struct request *request, struct template_dict *frame)
{
    const struct session *session = request->session;
    enum credit_level level = session->credit_level;
    bool hushed = str_eq(request_cookie(request, "sandi_hushed"), str_from(credit_level_label(level)));
    if (session->actor.kind != ACTOR_MEMBER || session->actor.role < ROLE_EDITOR || level == CREDIT_WELL ||
        (hushed && level != CREDIT_EMPTY))
        return;
    struct template_dict *warning = template_section(frame, TPL_LAYOUT_CONSOLE_WARNING);
    page_set_c(warning, TPL_LAYOUT_CONSOLE_WARNING_KIND, level_kind(level));
    if (level == CREDIT_EMPTY)
        template_show(warning, TPL_LAYOUT_CONSOLE_WARNING_EMPTY);
    else if (level == CREDIT_LOW)
        page_set_credits(ctx, template_section(warning, TPL_LAYOUT_CONSOLE_WARNING_LOW),
                         TPL_LAYOUT_CONSOLE_WARNING_AVAILABLE, session->available);
    else
        page_set(template_section(warning, TPL_LAYOUT_CONSOLE_WARNING_DAYS), TPL_LAYOUT_CONSOLE_WARNING_WORDS,
                 text_count(ctx, "At the pace of the last seven days it lasts for %s day.",
                            "At the pace of the last seven days it lasts for %s days.",
                            session->credit_days));
    if (session->actor.role >= ROLE_ADMIN && !is_inside(request->path, STR("/billing/top-up")))
        template_show(warning, TPL_LAYOUT_CONSOLE_WARNING_ADMIN);
    if (level == CREDIT_EMPTY)
        return;
    struct template_dict *hide = template_section(warning, TPL_LAYOUT_CONSOLE_WARNING_HIDE);
    page_set(hide, TPL_LAYOUT_CONSOLE_PATH, here(ctx, request));
}

static void fill_languages(struct ctx *ctx, const struct request *request, struct template_dict *frame)
{
    static const struct {
        const char *code, *label;
    } languages[] = {{"en", "English"}, {"id", "Bahasa Indonesia"}};
    struct template_dict *section = template_section(frame, TPL_LAYOUT_CONSOLE_LANGUAGES);
    page_set(section, TPL_LAYOUT_CONSOLE_PATH, here(ctx, request));
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        struct template_dict *row = template_section(section, TPL_LAYOUT_CONSOLE_LANGUAGE);
        page_set_c(row, TPL_LAYOUT_CONSOLE_CODE, languages[i].code);
        page_set_c(row, TPL_LAYOUT_CONSOLE_LABEL, languages[i].label);
        if (str_eq(ctx->language, str_from(languages[i].code)))
            template_show(row, TPL_LAYOUT_CONSOLE_CURRENT);
    }
}

static void fill_flash(struct ctx *ctx, const struct request *request, struct page *page)
{
    struct str kind, text;
    page->flash_shown = request_cookie(request, "sandi_flash").n > 0;
    if (!flash_read(ctx, request, &kind, &text))
        return;
    struct template_dict *section = template_section(page->frame, TPL_LAYOUT_CONSOLE_FLASH);
    page_set(section, TPL_LAYOUT_CONSOLE_KIND, kind);
    page_set(section, TPL_LAYOUT_CONSOLE_TEXT, text);
}

/* The names are those of the console's layout; the other layouts use the same for the same. */
static void fill_frame(struct ctx *ctx, const struct request *request, enum layout layout, struct page *page)
{
    const struct session *session = request->session;
    struct template_dict *frame = page->frame;
    page_set_c(frame, TPL_LAYOUT_CONSOLE_HOME, page_home(&ctx->actor));
    fill_flash(ctx, request, page);
    /* Without a session the form is answered by the console, which must be able to recompute its token. */
    if (layout != LAYOUT_FIELD && (session || ctx->app->keys_hash.count > 0))
        fill_languages(ctx, request, frame);
    if (!session)
        return;
    if (layout == LAYOUT_CONSOLE || layout == LAYOUT_STAFF) {
        fill_navigation(ctx, request, frame);
        if (session->organisation_name.n) {
            struct template_dict *place = template_section(frame, TPL_LAYOUT_CONSOLE_ORGANISATION);
            page_set(place, TPL_LAYOUT_CONSOLE_ORGANISATION_NAME, session->organisation_name);
            if (session->elsewhere)
                template_show(place, TPL_LAYOUT_CONSOLE_ELSEWHERE);
        }
        fill_credit(ctx, session, frame);
        fill_warning(ctx, request, frame);
    }
    if (session->factor_due && (layout != LAYOUT_FIELD || str_eq(request->path, STR("/field"))))
        page_set_time(ctx, request, template_section(frame, TPL_LAYOUT_CONSOLE_FACTOR),
                      TPL_LAYOUT_CONSOLE_FACTOR_DUE, session->factor_due);
    struct template_dict *who = template_section(frame, TPL_LAYOUT_CONSOLE_WHO);
    page_set(who, TPL_LAYOUT_CONSOLE_WHO_ID, uuid_text(ctx->arena, session->actor.person));
    if (layout == LAYOUT_FIELD) {
        page_set(who, TPL_LAYOUT_FIELD_ZONE, session->time_zone);
        template_show(frame, TPL_LAYOUT_FIELD_SIGNAL);
    }
    if (layout != LAYOUT_FIELD || str_eq(request->path, STR("/field"))) {
        struct template_dict *person = template_section(frame, TPL_LAYOUT_CONSOLE_PERSON);
        page_set(person, TPL_LAYOUT_CONSOLE_PERSON_NAME, session->actor.name);
        if (layout == LAYOUT_FIELD && session->elsewhere)
            template_show(person, TPL_LAYOUT_FIELD_ELSEWHERE);
    }
}

static struct str csrf_token(struct ctx *ctx, const struct request *request, struct page *page)
{
    unsigned char secret[HASH_SIZE];
    if (request->session)
        return form_token(ctx->arena, request->session->csrf);
    visitor_secret(ctx, request, secret, &page->visitor_cookie);
    return form_token(ctx->arena, secret);
}

static void remember(const struct request *request, struct template_dict *root)
{
    if (!request->pages)
        return;
    if (request->pages->n == PAGES_MAX) {
        /* A handler makes one page, and at most an error page after it. */
        template_dict_free(request->pages->root[0]);
        request->pages->n = 0;
    }
    request->pages->root[request->pages->n++] = root;
}

void pages_free(struct pages *pages)
{
    for (int i = 0; i < pages->n; i++)
        template_dict_free(pages->root[i]);
    pages->n = 0;
}

struct page page_new(struct ctx *ctx, const struct request *request, enum layout layout, enum template body,
                     const char *title)
{
    struct page page = {.file = layout == LAYOUT_NONE ? body : LAYOUTS[layout]};
    page.frame = template_dict_new(template_files[page.file]);
    remember(request, page.frame);
    page.body = page.frame;
    struct str csrf = csrf_token(ctx, request, &page);
    if (layout != LAYOUT_NONE) {
        page.body = template_include(page.frame, TPL_LAYOUT_CONSOLE_BODY, template_files[body]);
        page_set(page.body, TPL_LAYOUT_CONSOLE_CSRF, csrf);
        page_set(page.body, TPL_LAYOUT_CONSOLE_LANG, ctx->language);
        page_set_c(page.frame, TPL_LAYOUT_CONSOLE_TITLE, title);
        fill_frame(ctx, request, layout, &page);
    }
    page_set(page.frame, TPL_LAYOUT_CONSOLE_LANG, ctx->language);
    page_set(page.frame, TPL_LAYOUT_CONSOLE_CSRF, csrf);
    return page;
}

static void append(void *cookie, const char *s, size_t n)
{
    buf_put(cookie, (struct str){s, n});
}

struct str page_text(struct ctx *ctx, const struct page *page)
{
    struct buf text = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    if (template_expand(templates_of(ctx), template_files[page->file], page->frame, append, &text) &&
        !text.broken)
        return buf_str(&text);
    log_event(LOG_ERROR, "page.broken", "request=%s template=%s", LOG_STR(ctx->request_id),
              template_files[page->file]);
    return STR_NONE;
}

void page_send(struct ctx *ctx, struct page *page, int status, struct response *response)
{
    const char *file = template_files[page->file];
    response->status = status;
    response->body = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    response->type = NULL;
    if (!template_expand(templates_of(ctx), file, page->frame, append, &response->body)) {
        log_event(LOG_ERROR, "page.broken", "request=%s template=%s", LOG_STR(ctx->request_id), file);
        response->body.broken = true; /* answered as a fault */
        return;
    }
    if (page->visitor_cookie.n)
        response_cookie(ctx, response, "sandi_visitor", page->visitor_cookie, -1);
    if (page->flash_shown)
        response_cookie(ctx, response, "sandi_flash", STR_NONE, 0);
}
