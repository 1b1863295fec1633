/*
 * Mails to the operators: an alert and its all-clear. They travel as the platform's own e-mail sender, are
 * nobody's messages and cost nothing. Claimed in the database before they leave, so at most once.
 */
#include <time.h>

#include "base/clock.h"
#include "base/hmac.h"
#include "base/log.h"
#include "dispatcher/health.h"

#define LETTER_MAX ((size_t)16 * 1024)
#define NOTICE_MAX ((size_t)512 * 1024)
#define NOTICE_TIMEOUT_US (INT64_C(30) * 1000000)
#define LINE 76

struct notice {
    struct job job;
    struct str sender, class;
    bool opening;
};

struct notices {
    struct job_queue *done;
    struct mail *mail; /* its thread begins with the first mail */
    int under_way;
};

struct notices *notices_open(struct arena *arena)
{
    struct notices *notices = ARENA_NEW(arena, struct notices);
    notices->done = job_queue_open();
    return notices;
}

void notices_close(struct notices *notices)
{
    notices_collect(notices);
    if (notices->mail && !notices->under_way) /* one that hangs is not worth waiting for */
        mail_close(notices->mail);
}

static struct str body_text(const struct dispatcher *d, const struct alert_mail *mail, struct arena *arena)
{
    struct buf out = buf_new(arena, LETTER_MAX / 2);
    enum alert_class class = ALERT_REQUEST;
    bool known = alert_class_parse(mail->class, &class);
    buf_printf(&out, "%s%s.\n\n", mail->opening ? "" : "All clear: this is over.\n",
               known ? alert_class_words(class) : "Unknown");
    buf_printf(&out, "Sender:   %.*s\nSince:    %.*s\n", STR_ARG(mail->sender),
               STR_ARG(clock_rfc3339(arena, mail->opened_at)));
    if (!mail->opening)
        buf_printf(&out, "Until:    %.*s\n", STR_ARG(clock_rfc3339(arena, mail->closed_at)));
    buf_printf(&out, "Seen:     %lld times\nReason:   %.*s\n", (long long)mail->count, STR_ARG(mail->reason));
    if (mail->detail.n)
        buf_printf(&out, "Details:  %.*s\n", STR_ARG(mail->detail));
    if (mail->closed_reason.n)
        buf_printf(&out, "Closed:   %.*s%s%.*s\n", STR_ARG(mail->closed_by), mail->closed_by.n ? ": " : "",
                   STR_ARG(mail->closed_reason));
    if (mail->opening && known)
        buf_printf(&out, "\n%s\n", alert_class_advice(class));
    buf_printf(&out, "\n%s/operator/alerts\n", d->app.config.public_url);
    return buf_str(&out);
}

static void put_base64(struct buf *out, struct str text)
{
    struct str encoded = base64_text(out->arena, text);
    for (size_t i = 0; i < encoded.n; i += LINE) {
        buf_put(out, str_slice(encoded, i, i + LINE));
        buf_put(out, STR("\r\n"));
    }
}

/* From is whom people know; bounces may go elsewhere. */
static struct str letter(const struct dispatcher *d, const struct alert_mail *mail, struct str from,
                         struct arena *arena)
{
    char date[64];
    time_t seconds = (time_t)(clock_now_us() / SECOND_US);
    struct tm t;
    enum alert_class class;
    struct str id = uuid_text(arena, mail->id);
    struct buf out = buf_new(arena, LETTER_MAX);
    gmtime_r(&seconds, &t);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &t);
    buf_printf(&out, "From: Sandi <%.*s>\r\nTo: %s\r\n", STR_ARG(from), d->app.config.operator_email);
    buf_printf(&out, "Subject: [Sandi] %s%.*s: %s\r\n",
               mail->opening ? "" : "All clear: ", STR_ARG(mail->sender),
               alert_class_parse(mail->class, &class) ? alert_class_words(class) : "");
    buf_printf(&out, "Date: %s\r\nMessage-ID: <%.*s.%s@%.*s>\r\n", date, STR_ARG(id),
               mail->opening ? "open" : "clear",
               STR_ARG(str_slice(from, str_index(from, '@', 0) + 1, from.n)));
    buf_put(&out,
            STR("MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n"
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
    put_base64(&out, body_text(d, mail, arena));
    return buf_str(&out);
}

/* Of "Name <address>" or an address alone, which the driver has checked. */
static struct str address_of(struct str mailbox)
{
    size_t open = str_index(mailbox, '<', 0);
    return open < mailbox.n ? str_slice(mailbox, open + 1, str_index(mailbox, '>', open)) : str_trim(mailbox);
}

/* The driver knows the way to its mail server; only the letter is ours. False: *why there is none. */
static bool compose(struct dispatcher *d, const struct alert_mail *mail, struct notice *notice,
                    const char **why)
{
    const struct roster_entry *entry = roster_find(d, mail->mail_sender);
    struct outgoing way = {.reference = {mail->id, mail->id},
                           .recipient = str_from(d->app.config.operator_email),
                           .locale = STR("en"),
                           .code = STR("-"),
                           .lifetime = 60,
                           .now_us = clock_now_us(),
                           .public_url = str_from(d->app.config.public_url),
                           .callback = &d->app.keys_callback,
                           .subject = STR("-"), /* drivers refuse a mail without words */
                           .text = STR("-")};
    struct transfer *transfer = &notice->job.transfer;
    *why = "no active e-mail sender of the platform";
    if (!entry || !entry->sender.driver || entry->sender.driver->channel != CHANNEL_EMAIL)
        return false;
    if (entry->sender.driver->compose(&entry->sender, &way, notice->job.arena, transfer, why) != COMPOSED)
        return false;
    struct str from = address_of(sender_value(&entry->sender, "from"));
    transfer->body = letter(d, mail, from, notice->job.arena);
    return true;
}

static void report(const struct notice *notice, const char *event, const char *why)
{
    log_event(why ? LOG_ERROR : LOG_INFO, event, "sender=%s class=%s all_clear=%d why=%s",
              LOG_STR(notice->sender), LOG_STR(notice->class), !notice->opening,
              LOG_STR(str_from(why ? why : "-")));
}

void notice_send(struct dispatcher *d, struct notices *notices, const struct alert_mail *mail)
{
    struct arena *arena = arena_open(NOTICE_MAX);
    struct notice *notice = ARENA_NEW(arena, struct notice);
    const char *why;
    notice->job = (struct job){
        .arena = arena, .owner = notice, .deadline_us = clock_monotonic_us() + NOTICE_TIMEOUT_US};
    notice->sender = str_copy(arena, mail->sender);
    notice->class = str_copy(arena, mail->class);
    notice->opening = mail->opening;
    if (!compose(d, mail, notice, &why)) {
        report(notice, "alert.unmailed", why);
        arena_close(arena);
        return;
    }
    if (!notices->mail)
        notices->mail = mail_open(notices->done, 1);
    notices->under_way++;
    mail_submit(notices->mail, &notice->job);
}

void notices_collect(struct notices *notices)
{
    for (struct job *job = job_queue_take_all(notices->done), *next; job; job = next) {
        next = job->next;
        struct notice *notice = job->owner;
        bool answered = job->answer.state == ANSWER_COMPLETE;
        bool taken = answered && job->answer.status >= 200 && job->answer.status < 300;
        report(notice, taken ? "alert.mailed" : "alert.unmailed",
               taken ? NULL : str_z(job->arena, answered ? job->answer.body : job->answer.error));
        notices->under_way--;
        arena_close(job->arena);
    }
}
