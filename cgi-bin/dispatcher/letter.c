/* The words of letters to one person: plain text, in that person's language. Must not log a link. */
#include "dispatcher/letter.h"

#include "backend/letter.h"
#include "backend/role.h"
#include "base/text.h"
#include "dispatcher/notice.h"
#include "web/page.h"

#define TEXT_MAX ((size_t)8 * 1024)

struct letters {
    struct notices *notices;
};

struct letters *letters_open(struct arena *arena)
{
    struct letters *letters = ARENA_NEW(arena, struct letters);
    letters->notices = notices_open(arena);
    return letters->notices ? letters : NULL;
}

void letters_close(struct letters *letters)
{
    notices_close(letters->notices);
}

static struct str link_of(struct ctx *ctx, const char *path, const struct letter *letter)
{
    return str_printf(ctx->arena, "%s%s%.*s", ctx->app->config.public_url, path, STR_ARG(letter->token));
}

static void write_invite(struct ctx *ctx, const struct letter *letter, struct buf *out)
{
    enum role role = ROLE_NONE;
    if (!member_role_parse(letter->role, &role))
        role = ROLE_NONE;
    struct str values[] = {letter->by_name, letter->organisation_name,
                           str_from(say(ctx, member_role_words(role)))};
    buf_put(out, text_fill(ctx, "%1 invites you to join %2 on Sandi, as %3.", values, 3));
    buf_printf(out, "\n\n%s\n%.*s\n\n", say(ctx, "Accept the invitation:"),
               STR_ARG(link_of(ctx, "/invite/", letter)));
    buf_put(out, str_from(say(
                     ctx, "The link works once, within seven days. If you do not know what this is about, "
                          "do nothing.")));
    buf_putc(out, '\n');
}

static void write_reset(struct ctx *ctx, const struct letter *letter, struct buf *out)
{
    buf_printf(
        out, "%s\n\n%s\n%.*s\n\n%s\n",
        say(ctx, "Somebody, probably you, asked to set a new password for this address."),
        say(ctx, "Set a new password:"), STR_ARG(link_of(ctx, "/reset/", letter)),
        say(ctx, "The link works once, within 30 minutes. If it was not you, do nothing: your password stays "
                 "as it is."));
}

static void write_changed(struct ctx *ctx, struct buf *out)
{
    buf_printf(out, "%s\n\n%s\n%s/forgot\n", say(ctx, "The password of your Sandi login was changed."),
               say(ctx, "If it was not you, set a new one at once and tell an admin of your organisation:"),
               ctx->app->config.public_url);
}

static void write_factor_gone(struct ctx *ctx, const struct letter *letter, struct buf *out)
{
    buf_put(out, text_fill(ctx,
                           "%1 took away the second factor of your Sandi login, so that you get in with your "
                           "password alone.",
                           &letter->by_name, 1));
    buf_printf(out, "\n\n%s\n%s/settings/factor\n\n%s\n", say(ctx, "Set it up anew:"),
               ctx->app->config.public_url,
               say(ctx, "If you did not ask for this, change your password and tell another admin."));
}

static struct post post_of(struct ctx *ctx, const struct letter *letter)
{
    struct buf out = buf_new(ctx->arena, TEXT_MAX);
    struct post post = {.id = letter->id,
                        .mail_sender = letter->mail_sender,
                        .to = letter->email,
                        .language = letter->language,
                        .kind = letter->kind};
    if (str_eq(letter->kind, STR("invite"))) {
        write_invite(ctx, letter, &out);
        post.subject = text_fill(ctx, "Invitation to %1", &letter->organisation_name, 1);
    } else if (str_eq(letter->kind, STR("reset"))) {
        write_reset(ctx, letter, &out);
        post.subject = str_from(say(ctx, "Set a new password"));
    } else if (str_eq(letter->kind, STR("factor"))) {
        write_factor_gone(ctx, letter, &out);
        post.subject = str_from(say(ctx, "Your second factor was taken away"));
    } else {
        write_changed(ctx, &out);
        post.subject = str_from(say(ctx, "Your password was changed"));
    }
    post.text = buf_str(&out);
    return post;
}

void letters_round(struct upkeep *upkeep, struct ctx *ctx)
{
    struct letter *letters;
    int n;
    notices_collect(upkeep->letters->notices);
    if (letter_claim(ctx, &letters, &n) != RC_OK)
        return;
    for (int i = 0; i < n; i++) {
        struct ctx reader = *ctx;
        reader.language = letters[i].language;
        struct post post = post_of(&reader, &letters[i]);
        notice_post(upkeep, upkeep->letters->notices, &post);
    }
}
