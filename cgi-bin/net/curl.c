/* Common options of libcurl's handles. Each stands for a trap: a resend, a stall, a wrong address. */
#include "net/curl.h"

#include <pthread.h>

#include "base/clock.h"
#include "net/address.h"

static void init(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

void net_global_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init);
}

/* Why a connection there is refused, or NULL. Plain HTTP never leaves the operator's own network. */
static const char *why_blocked(const struct transfer *transfer, const struct sockaddr *address)
{
    bool open = address_is_public(address);
    if (!open && !transfer->allow_private)
        return "the address is not public";
    if (open && str_starts_nocase(transfer->url, STR("http://")))
        return "a public address needs https";
    return NULL;
}

static curl_socket_t open_socket(void *cookie, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct flight *flight = cookie;
    flight->blocked = purpose == CURLSOCKTYPE_IPCXN ? why_blocked(&flight->job->transfer, &address->addr)
                                                    : "only connections are made";
    if (flight->blocked)
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Without a seek function libcurl cannot rewind, so it never sends a body a second time by itself. */
static size_t read_body(char *out, size_t size, size_t n, void *cookie)
{
    struct flight *flight = cookie;
    struct str body = flight->job->transfer.body;
    size_t room = size * n, left = body.n - flight->given, take = left < room ? left : room;
    memcpy(out, body.s + flight->given, take);
    flight->given += take;
    return take;
}

static size_t read_nothing(char *out, size_t size, size_t n, void *cookie)
{
    (void)out, (void)size, (void)n, (void)cookie;
    return 0;
}

bool flight_prepare(struct flight *flight, struct job *job, const char *protocols)
{
    CURL *easy = flight->easy;
    int64_t left_ms = (job->deadline_us - clock_monotonic_us()) / 1000;
    if (left_ms <= 0)
        return false;
    flight->job = job;
    flight->answer = buf_new(job->arena, ANSWER_MAX);
    flight->error[0] = '\0';
    curl_easy_setopt(easy, CURLOPT_URL, str_z(job->arena, job->transfer.url));
    curl_easy_setopt(easy, CURLOPT_PRIVATE, flight);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, flight->error);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* else a time-out while resolving joins the resolver */
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)left_ms);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     left_ms < CONNECT_TIMEOUT_MS ? (long)left_ms : CONNECT_TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, flight);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, job->transfer.body.n ? read_body : read_nothing);
    curl_easy_setopt(easy, CURLOPT_READDATA, flight);
    return true;
}

struct str flight_error(const struct flight *flight, CURLcode code)
{
    if (flight->blocked)
        return str_from(flight->blocked);
    const char *words = flight->error[0] ? flight->error : curl_easy_strerror(code);
    return str_copy(flight->job->arena, str_from(words));
}

void flight_reset(struct flight *flight)
{
    CURL *easy = flight->easy;
    curl_slist_free_all(flight->list);
    curl_easy_reset(easy);
    *flight = (struct flight){.easy = easy, .all = flight->all};
}
