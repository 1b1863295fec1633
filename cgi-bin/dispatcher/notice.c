/*
 * Mails that are nobody's messages and cost nothing: an alert and its all-clear to the operators, notices to
 * an organisation's admins. They travel as the platform's own e-mail sender. Claimed in the database before
 * they leave, so at most once.
 */
#include <poll.h>
#include <time.h>

#include "base/clock.h"
#include "base/hmac.h"
#include "base/log.h"
#include "dispatcher/notice.h"
#include "net/mail.h"

#define LETTER_MAX ((size_t)16 * 1024)
#define NOTICE_MAX ((size_t)512 * 1024)
#define NOTICE_TIMEOUT_US (INT64_C(30) * 1000000)
#define LAST_US (INT64_C(2) * 1000000) /* for those under way at the end; one that hangs is left behind */
#define LINE 76

struct notice {
    struct job job;
    const char *sent, *unsent; /* events of the log */
    struct str about;          /* its fields */
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
    return notices->done ? notices : NULL;
}

void notices_close(struct notices *notices)
{
    int64_t end = clock_monotonic_us() + LAST_US;
    for (notices_collect(notices); notices->under_way; notices_collect(notices)) {
        int64_t left = end - clock_monotonic_us();
        struct pollfd done = {.fd = job_queue_fd(notices->done), .events = POLLIN};
        if (left <= 0)
            return;
        poll(&done, 1, (int)(left / 1000) + 1);
    }
    if (notices->mail)
        mail_close(notices->mail);
    job_queue_close(notices->done);
}

static struct str body_text(const struct upkeep *upkeep, const struct alert_mail *mail, struct arena *arena)
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
    buf_printf(&out, "\n%s/operator/alerts\n", upkeep->app.config.public_url);
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
static struct str letter(const struct upkeep *upkeep, const struct alert_mail *mail, struct str from,
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
    buf_printf(&out, "From: Sandi <%.*s>\r\nTo: %s\r\n", STR_ARG(from), upkeep->app.config.operator_email);
    buf_printf(&out, "Subject: [Sandi] %s%.*s: %s\r\n",
               mail->opening ? "" : "All clear: ", STR_ARG(mail->sender),
               alert_class_parse(mail->class, &class) ? alert_class_words(class) : "");
    buf_printf(&out, "Date: %s\r\nMessage-ID: <%.*s.%s@%.*s>\r\n", date, STR_ARG(id),
               mail->opening ? "open" : "clear",
               STR_ARG(str_slice(from, str_index(from, '@', 0) + 1, from.n)));
    buf_put(&out,
            STR("MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n"
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
    put_base64(&out, body_text(upkeep, mail, arena));
    return buf_str(&out);
}

/* Of "Name <address>" or an address alone, which the driver has checked. */
static struct str address_of(struct str mailbox)
{
    size_t open = str_index(mailbox, '<', 0);
    return open < mailbox.n ? str_slice(mailbox, open + 1, str_index(mailbox, '>', open)) : str_trim(mailbox);
}

/* The driver knows the way to its mail server. False: *why there is none. */
static bool compose(struct upkeep *upkeep, const struct post *post, struct notice *notice, const char **why)
{
    const struct roster_entry *entry = roster_find(upkeep->roster, post->mail_sender);
    struct outgoing way = {.reference = {post->id, post->id},
                           .recipient = post->to,
                           .locale = post->language,
                           .code = STR("-"), /* drivers refuse a message without one */
                           .lifetime = 60,
                           .now_us = clock_now_us(),
                           .public_url = str_from(upkeep->app.config.public_url),
                           .callback = &upkeep->app.keys_callback,
                           .subject = post->subject,
                           .text = post->text};
    *why = "no active e-mail sender of the platform";
    if (!entry || !entry->sender.driver || entry->sender.driver->channel != CHANNEL_EMAIL)
        return false;
    return entry->sender.driver->compose(&entry->sender, &way, notice->job.arena, &notice->job.transfer,
                                         why) == COMPOSED;
}

static void report(const struct notice *notice, const char *why)
{
    log_event(why ? LOG_ERROR : LOG_INFO, why ? notice->unsent : notice->sent, "%.*s why=%s",
              STR_ARG(notice->about), LOG_STR(str_from(why ? why : "-")));
}

static struct notice *notice_new(const char *sent, const char *unsent)
{
    struct arena *arena = arena_open(NOTICE_MAX);
    struct notice *notice = ARENA_NEW(arena, struct notice);
    notice->job = (struct job){
        .arena = arena, .owner = notice, .deadline_us = clock_monotonic_us() + NOTICE_TIMEOUT_US};
    notice->sent = sent;
    notice->unsent = unsent;
    return notice;
}

static void give(struct notices *notices, struct notice *notice, bool composed, const char *why)
{
    if (composed && !notices->mail && !(notices->mail = mail_open(notices->done, 1))) {
        composed = false;
        why = "no thread for it";
    }
    if (!composed) {
        report(notice, why);
        arena_close(notice->job.arena);
        return;
    }
    notices->under_way++;
    mail_submit(notices->mail, &notice->job);
}

void notice_send(struct upkeep *upkeep, struct notices *notices, const struct alert_mail *mail)
{
    struct notice *notice = notice_new("alert.mailed", "alert.unmailed");
    struct arena *arena = notice->job.arena;
    struct post post = {.id = mail->id,
                        .mail_sender = mail->mail_sender,
                        .to = str_from(upkeep->app.config.operator_email),
                        .language = STR("en"),
                        .subject = STR("-"),
                        .text = STR("-")};
    const char *why;
    notice->about = str_printf(arena, "sender=%s class=%s all_clear=%d", LOG_STR(mail->sender),
                               LOG_STR(mail->class), !mail->opening);
    bool composed = compose(upkeep, &post, notice, &why);
    if (composed) { /* only the way is the driver's, the letter is ours */
        struct str from =
            address_of(sender_value(&roster_find(upkeep->roster, mail->mail_sender)->sender, "from"));
        notice->job.transfer.body = letter(upkeep, mail, from, arena);
    }
    give(notices, notice, composed, why);
}

void notice_post(struct upkeep *upkeep, struct notices *notices, const struct post *post)
{
    struct notice *notice = notice_new("notice.mailed", "notice.unmailed");
    const char *why;
    notice->about = str_printf(notice->job.arena, "id=%.*s kind=%s",
                               STR_ARG(uuid_text(notice->job.arena, post->id)), LOG_STR(post->kind));
    bool composed = compose(upkeep, post, notice, &why);
    give(notices, notice, composed, why);
}

void notices_collect(struct notices *notices)
{
    for (struct job *job = job_queue_take_all(notices->done), *next; job; job = next) {
        next = job->next;
        struct notice *notice = job->owner;
        bool answered = job->answer.state == ANSWER_COMPLETE;
        bool taken = answered && job->answer.status >= 200 && job->answer.status < 300;
        report(notice, taken ? NULL : str_z(job->arena, answered ? job->answer.body : job->answer.error));
        notices->under_way--;
        arena_close(job->arena);
    }
}
