/* Error pages: what happened, what to do. Must work without a session and without a database. */
#include "base/text.h"
#include "web/site.h"

struct words {
    int status;
    const char *title, *text;
};

static const struct words WORDS[] = {
    {400, TEXT("This address or form is damaged"),
     TEXT("Something in it is not readable text. Go back and try again.")},
    {403, TEXT("This page is not for your role"),
     TEXT("Ask an admin of your organisation if you need to see it.")},
    {404, TEXT("There is nothing here"), TEXT("The page was moved or removed, or the address is mistyped.")},
    {405, TEXT("This address takes a form"), TEXT("Go back to the page you came from and use its button.")},
    {413, TEXT("That was too much at once"),
     TEXT("The form is larger than this page can take. Nothing was saved.")},
    {415, TEXT("This form was sent in a way that cannot be read"),
     TEXT("Nothing was saved. Go back, reload the page and send it again.")},
    {429, TEXT("Too many requests"), TEXT("Wait a minute and try again.")},
    {500, TEXT("Something on our side is broken"),
     TEXT("It has been recorded. If it happens again, tell support what you were doing.")},
    {503, TEXT("Sandi is not reachable for a moment"), TEXT("Nothing was lost. Try again in a few seconds.")},
};

static const struct words *words_of(int status)
{
    for (size_t i = 0; i < COUNT_OF(WORDS); i++)
        if (WORDS[i].status == status)
            return &WORDS[i];
    return &WORDS[COUNT_OF(WORDS) - 2];
}

static enum layout layout_of(const struct ctx *ctx, const struct request *request)
{
    if (!request->session)
        return LAYOUT_PLAIN;
    if (ctx->actor.kind == ACTOR_STAFF)
        return LAYOUT_STAFF;
    return ctx->actor.role <= ROLE_WORKER ? LAYOUT_FIELD : LAYOUT_CONSOLE;
}

void page_notice(struct ctx *ctx, const struct request *request, const struct notice *notice,
                 struct response *response)
{
    const char *home = request->session ? page_home(&ctx->actor) : "/";
    struct page page = page_new(ctx, request, layout_of(ctx, request), TEMPLATE_ERROR_SHOW, notice->title);
    page_set_i64(ctx, page.body, TPL_ERROR_SHOW_STATUS, notice->status);
    page_set_c(page.body, TPL_ERROR_SHOW_TITLE, notice->title);
    page_set_c(page.body, TPL_ERROR_SHOW_TEXT, notice->text);
    page_set_c(page.body, TPL_ERROR_SHOW_HREF, notice->href ? notice->href : home);
    page_set_c(page.body, TPL_ERROR_SHOW_LABEL,
               notice->label ? notice->label : say(ctx, "Go to the start page"));
    if (notice->status >= 500) {
        struct template_dict *section = template_section(page.body, TPL_ERROR_SHOW_RECORDED);
        page_set(section, TPL_ERROR_SHOW_REQUEST_ID, ctx->request_id);
    }
    page_send(ctx, &page, notice->status, response);
}

void page_error(struct ctx *ctx, const struct request *request, int status, struct response *response)
{
    const struct words *words = words_of(status);
    page_notice(ctx, request,
                &(struct notice){
                    .status = status,
                    .title = text(ctx->app->texts, ctx->language, words->title),
                    .text = text(ctx->app->texts, ctx->language, words->text),
                },
                response);
}

void page_forged(struct ctx *ctx, const struct request *request, struct response *response)
{
    page_notice(
        ctx, request,
        &(struct notice){
            .status = 403,
            .title = say(ctx, "This form could not be accepted"),
            .text = say(ctx, "It was open for too long, or it did not come from this site. Nothing was "
                             "changed. Go back, reload the page and send it again."),
        },
        response);
}
