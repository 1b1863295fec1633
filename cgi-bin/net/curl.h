#ifndef NET_CURL_H
#define NET_CURL_H
/* What http.c and mail.c set alike on libcurl's handles. Included only inside net/. */
#include <curl/curl.h>

#include "net/job.h"

#define ANSWER_MAX ((size_t)64 * 1024)
#define CONNECT_TIMEOUT_MS 5000L

/* A transfer on its easy handle. */
struct flight {
    CURL *easy;
    struct job *job;
    struct curl_slist *list; /* headers, or the mail's recipient */
    size_t given;            /* bytes of the body that libcurl took */
    size_t ignored;          /* answer bytes over ANSWER_MAX */
    struct buf answer;
    struct buf refusal;  /* a mail server's last line that begins with 4 or 5 */
    const char *blocked; /* why the last address was refused; NULL: it was not */
    char error[CURL_ERROR_SIZE];
    struct flight *next, *all; /* among the idle ones; among all that were ever made */
};

/* Options of every transfer: URL, time limits, address check, no proxy, no redirects, no signals. False: time
 * is up. */
bool flight_prepare(struct flight *flight, struct job *job, const char *protocols) MUST_USE;
/* The reason for the log, in the job's arena. */
struct str flight_error(const struct flight *flight, CURLcode code);
/* Frees what belongs to one transfer and keeps the handle. */
void flight_reset(struct flight *flight);

void net_global_init(void); /* once, before threads; repeatable */

#endif
