/* The round of accounts, and the words of its mails: plain text, in each admin's own language. */
#include "dispatcher/account.h"

#include "backend/warning.h"
#include "base/text.h"
#include "dispatcher/notice.h"
#include "shim/locale.h"
#include "web/page.h"

#define TEXT_MAX ((size_t)8 * 1024)

struct account {
    struct notices *notices;
    struct locale *locales[2]; /* en, id */
    struct uuid next;          /* the organisation to go on after */
};

struct account *account_open(struct arena *arena)
{
    struct account *account = ARENA_NEW(arena, struct account);
    account->notices = notices_open(arena);
    if (!account->notices)
        return NULL;
    account->locales[0] = locale_open("en");
    account->locales[1] = locale_open("id");
    return account;
}

void account_close(struct account *account)
{
    notices_close(account->notices);
    for (size_t i = 0; i < COUNT_OF(account->locales); i++)
        if (account->locales[i])
            locale_close(account->locales[i]);
}

/* One mail in the making. */
struct writing {
    struct ctx *ctx; /* with the reader's language */
    struct locale *locale;
    const struct account_mail *mail;
};

static struct str amount(const struct writing *w, struct credits value)
{
    char out[96];
    const char *decimal = str_z(w->ctx->arena, credits_text(w->ctx->arena, value));
    if (w->locale)
        decimal = locale_decimal(w->locale, decimal, out, sizeof out);
    return str_printf(w->ctx->arena, "%s", decimal);
}

static struct str moment(const struct writing *w)
{
    char out[96] = "";
    if (w->locale)
        locale_time(w->locale, w->mail->at, str_z(w->ctx->arena, w->mail->time_zone), out, sizeof out);
    return str_printf(w->ctx->arena, "%s (%.*s)", out, STR_ARG(w->mail->time_zone));
}

static void put_line(struct buf *out, const char *label, struct str value)
{
    if (value.n)
        buf_printf(out, "%s: %.*s\n", label, STR_ARG(value));
}

static const char *kind_words(struct ctx *ctx, struct str kind)
{
    return str_eq(kind, STR("bonus"))        ? say(ctx, "Bonus")
           : str_eq(kind, STR("correction")) ? say(ctx, "Correction")
           : str_eq(kind, STR("refund"))     ? say(ctx, "Refund")
                                             : say(ctx, "Purchase");
}

static void write_receipt(const struct writing *w, struct buf *out)
{
    const struct account_mail *mail = w->mail;
    struct ctx *ctx = w->ctx;
    buf_put(out, text_fill(ctx, "The OTP credit of %1 was changed.", &mail->organisation_name, 1));
    buf_put(out, STR("\n\n"));
    put_line(out, say(ctx, "Receipt"), mail->receipt);
    put_line(out, say(ctx, "Kind"), str_from(kind_words(ctx, mail->entry_kind)));
    put_line(out, say(ctx, "Credits"), amount(w, mail->amount));
    put_line(out, say(ctx, "Balance after"), amount(w, mail->balance));
    put_line(out, say(ctx, "Reference"), mail->reference);
    put_line(out, say(ctx, "Reason"), mail->reason);
    put_line(out, say(ctx, "Time"), moment(w));
}

static void write_warning(const struct writing *w, struct buf *out)
{
    struct ctx *ctx = w->ctx;
    struct str low[] = {amount(w, w->mail->available), amount(w, w->mail->below)};
    if (str_eq(w->mail->kind, STR("empty")))
        buf_put(out, str_from(say(ctx, "No credit is left. Codes cannot be sent until support tops up your "
                                       "organisation.")));
    else if (str_eq(w->mail->kind, STR("low")))
        buf_put(out, text_fill(ctx, "%1 credits are available: less than %2, where you wanted to be warned.",
                               low, 2));
    else
        buf_put(out, text_count(ctx, "At the pace of the last seven days it lasts for %s day.",
                                "At the pace of the last seven days it lasts for %s days.", w->mail->days));
    buf_printf(out, "\n\n%s %s/billing/top-up\n%s %s/billing/warnings\n", say(ctx, "Request a top-up:"),
               ctx->app->config.public_url, say(ctx, "Change when you are warned:"),
               ctx->app->config.public_url);
}

static void write_declined(const struct writing *w, struct buf *out)
{
    struct str value = amount(w, w->mail->amount);
    buf_put(out, text_fill(w->ctx, "Support declined your request for %1 credits.", &value, 1));
    buf_put(out, STR("\n\n"));
    put_line(out, say(w->ctx, "Reason"), w->mail->reason);
}

static struct str write_subject(const struct writing *w)
{
    const struct account_mail *mail = w->mail;
    struct str values[] = {mail->organisation_name, mail->receipt};
    if (str_eq(mail->kind, STR("receipt")))
        return text_fill(w->ctx, "%1: receipt %2", values, 2);
    if (str_eq(mail->kind, STR("declined")))
        return text_fill(w->ctx, "%1: your request for a top-up was declined", values, 1);
    if (str_eq(mail->kind, STR("empty")))
        return text_fill(w->ctx, "%1: no credit is left", values, 1);
    return str_eq(mail->kind, STR("low")) ? text_fill(w->ctx, "%1: credit is low", values, 1)
                                          : text_fill(w->ctx, "%1: credit runs out soon", values, 1);
}

static struct str write_text(const struct writing *w)
{
    struct buf out = buf_new(w->ctx->arena, TEXT_MAX);
    if (str_eq(w->mail->kind, STR("receipt")))
        write_receipt(w, &out);
    else if (str_eq(w->mail->kind, STR("declined")))
        write_declined(w, &out);
    else
        write_warning(w, &out);
    buf_printf(&out, "\n%s %s/billing/credit\n", say(w->ctx, "Your statement:"),
               w->ctx->app->config.public_url);
    return buf_str(&out);
}

static void post(struct upkeep *upkeep, struct ctx *ctx, const struct account_mail *mail)
{
    struct ctx reader = *ctx;
    reader.language = mail->language;
    struct writing w = {
        .ctx = &reader, .locale = upkeep->account->locales[str_eq(mail->language, STR("id"))], .mail = mail};
    notice_post(upkeep, upkeep->account->notices,
                &(struct post){.id = mail->id,
                               .mail_sender = mail->mail_sender,
                               .to = mail->email,
                               .language = mail->language,
                               .subject = write_subject(&w),
                               .text = write_text(&w),
                               .kind = mail->kind});
}

void account_round(struct upkeep *upkeep, struct ctx *ctx)
{
    struct account_mail *mails;
    int n;
    notices_collect(upkeep->account->notices);
    if (warning_round(ctx, &upkeep->account->next, &mails, &n) != RC_OK)
        return;
    for (int i = 0; i < n; i++)
        post(upkeep, ctx, &mails[i]);
}
