/*
 * The page on which a recipient types the code. Whoever holds the link learns nothing: not whom the code is
 * for, not what it is about, not why a link opens nothing. A guess costs an attempt of the one verification.
 */
#include "backend/code_link.h"
#include "backend/verification.h"
#include "field/field.h"
#include "web/page.h"

#define SET(name) TPL_FIELD_CODE_##name

static struct page begin(struct ctx *ctx, const struct request *request, struct response *response,
                         const char *title)
{
    /* Behind the general one, so that it counts: the address is the secret. */
    response_header(response, "Referrer-Policy", STR("no-referrer"));
    response_header(response, "X-Robots-Tag", STR("noindex"));
    return page_new(ctx, request, LAYOUT_FIELD, TEMPLATE_FIELD_CODE, title);
}

static void show_gone(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct page page = begin(ctx, request, response, say(ctx, "This link does not work"));
    template_show(page.body, SET(GONE));
    page_send(ctx, &page, 404, response);
}

static void show(struct ctx *ctx, const struct request *request, struct str error, struct response *response)
{
    struct page page = begin(ctx, request, response, say(ctx, "Type the code"));
    struct template_dict *open = template_section(page.body, SET(OPEN));
    page_set(open, SET(TOKEN), request->capture[0]);
    if (error.n)
        page_set(template_section(open, SET(CODE_INVALID)), SET(CODE_ERROR), error);
    page_send(ctx, &page, error.n ? 422 : 200, response);
}

enum rc page_code(struct ctx *ctx, struct request *request, struct response *response)
{
    struct code_link link;
    bool found;
    enum rc rc = code_link_find(ctx, request->capture[0], &link, &found);
    if (rc != RC_OK)
        return rc;
    if (found)
        show(ctx, request, STR(""), response);
    else
        show_gone(ctx, request, response);
    return RC_OK;
}

/* What is wrong with the code; "" when nothing more can be typed here. */
static struct str error_of(struct ctx *ctx, const struct verification_check_result *check)
{
    if (check->outcome == OUTCOME_WRONG)
        return str_printf(
            ctx->arena, "%s %.*s", say(ctx, "This code is not right."),
            STR_ARG(text_count(ctx, "%s attempt left.", "%s attempts left.", check->attempts_left)));
    if (check->outcome == OUTCOME_INVALID_CODE)
        return str_from(say(ctx, "Type the digits of the code, nothing else."));
    if (check->outcome == OUTCOME_TOO_MANY)
        return str_from(say(ctx, "Too many wrong codes. Ask the person who showed you this page."));
    return STR("");
}

/* In a browser where somebody of the organisation is signed in it is nobody else. */
static enum typist typist_of(const struct request *request, const struct code_link *link)
{
    bool own = request->session && uuid_eq(request->session->actor.organisation, link->organisation);
    return own ? TYPIST_WORKER : TYPIST_RECIPIENT;
}

enum rc page_code_done(struct ctx *ctx, struct request *request, struct response *response)
{
    struct code_link link;
    struct verification_check_result check;
    bool found;
    enum rc rc = code_link_find(ctx, request->capture[0], &link, &found);
    if (rc != RC_OK)
        return rc;
    if (!found) {
        show_gone(ctx, request, response);
        return RC_OK;
    }
    struct str code = str_trim(request_form(ctx, request, "code"));
    if (code.n == 0) {
        show(ctx, request, str_from(say(ctx, "Type the code first.")), response);
        return RC_OK;
    }
    rc = verification_check(ctx, link.verification, code_find(code, link.digits), typist_of(request, &link),
                            &check);
    if (rc != RC_OK)
        return rc;
    struct str error = error_of(ctx, &check);
    if (check.outcome == OUTCOME_APPROVED)
        response_redirect(response, "/field/code/done");
    else if (error.n)
        show(ctx, request, error, response);
    else
        show_gone(ctx, request, response);
    return RC_OK;
}

enum rc page_code_end(struct ctx *ctx, struct request *request, struct response *response)
{
    struct page page = begin(ctx, request, response, say(ctx, "Thank you, done"));
    template_show(page.body, SET(DONE));
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
