/* SMTP by blocking easy handles. The verdict is the reply code's: libcurl's result says too little. */
#include "net/mail.h"

#include <string.h>

#include "base/thread.h"
#include "net/curl.h"

#define THREADS_MAX 16
#define REPLY_TIMEOUT_S 5L
#define LINE_KEPT 1000

struct mail {
    struct arena *arena;
    struct job_queue *inbox, *done;
    int threads;
    pthread_t thread[THREADS_MAX];
};

/* Keeps the newest line, and the newest that refuses: QUIT's 221 comes after a refusal. */
static size_t read_reply(char *data, size_t size, size_t n, void *cookie)
{
    struct flight *flight = cookie;
    struct str line = str_trim((struct str){data, size * n});
    if (line.n > LINE_KEPT)
        line.n = LINE_KEPT;
    flight->answer.n = 0;
    buf_put(&flight->answer, line);
    if (line.n && (line.s[0] == '4' || line.s[0] == '5')) {
        flight->refusal.n = 0;
        buf_put(&flight->refusal, line);
    }
    return size * n;
}

static void set_mail(struct flight *flight, const struct transfer *transfer)
{
    CURL *easy = flight->easy;
    struct arena *arena = flight->job->arena;
    flight->refusal = buf_new(arena, LINE_KEPT);
    flight->list = curl_slist_append(NULL, str_z(arena, transfer->mail_to));
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, str_z(arena, transfer->mail_from));
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, flight->list);
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    static const long USE[] = {
        [TLS_REQUIRED] = CURLUSESSL_ALL, [TLS_OPTIONAL] = CURLUSESSL_TRY, [TLS_OFF] = CURLUSESSL_NONE};
    curl_easy_setopt(easy, CURLOPT_USE_SSL, USE[transfer->tls]);
    if (transfer->ca_file.n)
        curl_easy_setopt(easy, CURLOPT_CAINFO, transfer->ca_file.s);
    if (transfer->user.n) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, str_z(arena, transfer->user));
        curl_easy_setopt(easy, CURLOPT_PASSWORD, str_z(arena, transfer->password));
    }
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, REPLY_TIMEOUT_S);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, read_reply);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, flight);
}

/* What trying again will not mend: somebody has to look at the server or at the sender's settings. */
static bool is_tls(CURLcode code)
{
    return code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION ||
           code == CURLE_SSL_CONNECT_ERROR || code == CURLE_SSL_CACERT_BADFILE;
}

/* A reply code of 400 or more says all; a 354 that nothing followed may have been delivered; else nothing was
 * taken. */
static void judge(struct flight *flight, CURLcode code, struct answer *answer)
{
    long reply = 0;
    curl_easy_getinfo(flight->easy, CURLINFO_RESPONSE_CODE, &reply);
    bool all_given = flight->given == flight->job->transfer.body.n;
    *answer =
        (struct answer){.status = (int)reply, .body = str_copy(flight->job->arena, buf_str(&flight->answer))};
    if (reply >= 400) {
        answer->state = ANSWER_COMPLETE;
        if (flight->refusal.n)
            answer->body = buf_str(&flight->refusal);
    } else if (code == CURLE_OK || (all_given && reply >= 200 && reply < 300)) {
        answer->state = ANSWER_COMPLETE;
        answer->status = 250;
    } else {
        answer->state = reply == 354 || flight->given ? ANSWER_MISSING : ANSWER_NEVER_LEFT;
        answer->error = flight_error(flight, code);
        answer->tls_failed = answer->state == ANSWER_NEVER_LEFT && is_tls(code);
    }
}

static void deliver(struct flight *flight, struct job *job)
{
    job->answer = (struct answer){.state = ANSWER_NEVER_LEFT, .error = STR("no time left")};
    if (flight_prepare(flight, job, "smtp,smtps")) {
        set_mail(flight, &job->transfer);
        CURLcode code = curl_easy_perform(flight->easy);
        judge(flight, code, &job->answer);
    }
    flight_reset(flight);
}

static void *run(void *cookie)
{
    struct mail *mail = cookie;
    struct flight flight = {.easy = curl_easy_init()};
    struct job *job;
    while ((job = job_queue_take(mail->inbox))) {
        deliver(&flight, job);
        job_queue_put(mail->done, job);
    }
    curl_easy_cleanup(flight.easy);
    return NULL;
}

struct mail *mail_open(struct job_queue *done, int threads)
{
    net_global_init();
    struct arena *arena = arena_open(4096);
    struct mail *mail = ARENA_NEW(arena, struct mail);
    *mail = (struct mail){.arena = arena, .inbox = job_queue_open(), .done = done};
    if (!mail->inbox) {
        arena_close(arena);
        return NULL;
    }
    for (; mail->threads < threads && mail->threads < THREADS_MAX; mail->threads++) {
        if (thread_start(&mail->thread[mail->threads], "mail", run, mail))
            continue;
        mail_close(mail);
        return NULL;
    }
    return mail;
}

void mail_submit(struct mail *mail, struct job *job)
{
    job_queue_put(mail->inbox, job);
}

void mail_close(struct mail *mail)
{
    job_queue_stop(mail->inbox);
    for (int i = 0; i < mail->threads; i++)
        pthread_join(mail->thread[i], NULL);
    job_queue_close(mail->inbox);
    arena_close(mail->arena);
}
