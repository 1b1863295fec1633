/*
 * One thread around one curl_multi, woken by epoll for the transfers that something happened to: with
 * curl_multi_perform those that hang would be looked at each time, too. Tells what never left from what may
 * have been taken, and decides nothing else.
 */
#include "net/http.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/thread.h"
#include "net/curl.h"

#define CONNECTIONS_KEPT 512L
#define IDLE_CONNECTION_S 15L
#define POLL_US SECOND_US
#define EVENTS_MAX 256
#define IGNORED_MAX ((size_t)1024 * 1024)

struct http {
    struct arena *arena;
    pthread_t thread;
    CURLM *multi;
    int epoll;
    int64_t timer_at; /* when libcurl wants to be called, on the monotonic clock; INT64_MAX: not */
    struct job_queue *inbox, *done;
    struct flight *idle, *all;
    atomic_bool stop;
};

static size_t write_answer(char *data, size_t size, size_t n, void *cookie)
{
    struct flight *flight = cookie;
    size_t bytes = size * n, room = ANSWER_MAX - flight->answer.n, take = bytes < room ? bytes : room;
    buf_put(&flight->answer, (struct str){data, take});
    flight->ignored += bytes - take;
    return flight->ignored > IGNORED_MAX ? 0 : bytes;
}

static struct flight *flight_new(struct http *http)
{
    struct flight *flight = http->idle;
    if (flight) {
        http->idle = flight->next;
        flight->next = NULL;
        return flight;
    }
    flight = ARENA_NEW(http->arena, struct flight);
    flight->easy = curl_easy_init();
    flight->all = http->all;
    http->all = flight;
    return flight;
}

static void flight_end(struct http *http, struct flight *flight)
{
    flight_reset(flight);
    flight->next = http->idle;
    http->idle = flight;
}

static void set_request(struct flight *flight, const struct transfer *transfer)
{
    CURL *easy = flight->easy;
    for (int i = 0; i < transfer->n_headers; i++)
        flight->list = curl_slist_append(flight->list, str_z(flight->job->arena, transfer->headers[i]));
    flight->list = curl_slist_append(flight->list, "Expect:");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, flight->list);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Sandi/1");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, write_answer);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, flight);
    if (transfer->kind == TRANSFER_POST) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)transfer->body.n);
        curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, IDLE_CONNECTION_S);
    } else {
        /* A GET needs no rewind, so libcurl would repeat it when a kept connection dies: it gets its own. */
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    }
}

static void turn_back(struct http *http, struct job *job, struct str why)
{
    job->answer = (struct answer){.state = ANSWER_NEVER_LEFT, .error = why};
    job_queue_put(http->done, job);
}

static void start(struct http *http, struct job *job)
{
    struct flight *flight = flight_new(http);
    bool ready = flight_prepare(flight, job, job->transfer.allow_private ? "http,https" : "https");
    if (ready) {
        set_request(flight, &job->transfer);
        if (curl_multi_add_handle(http->multi, flight->easy) == CURLM_OK)
            return;
    }
    flight->job = NULL;
    flight_end(http, flight);
    turn_back(http, job, ready ? STR("libcurl refused the transfer") : STR("no time left"));
}

/* Size 0 of the request means that no byte of it went out; every other failure may have been taken. */
static void finish(struct http *http, struct flight *flight, CURLcode code)
{
    struct answer *answer = &flight->job->answer;
    long status = 0, request = 0;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(flight->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(flight->easy, CURLINFO_REQUEST_SIZE, &request);
    curl_easy_getinfo(flight->easy, CURLINFO_RETRY_AFTER, &retry_after);
    *answer = (struct answer){
        .state = code == CURLE_OK ? ANSWER_COMPLETE
                 : request == 0   ? ANSWER_NEVER_LEFT
                                  : ANSWER_MISSING,
        .status = (int)status,
        .body = buf_str(&flight->answer),
        .retry_after = retry_after > 0 && retry_after < 86400 ? (int)retry_after : 0,
        .error = code == CURLE_OK ? STR_NONE : flight_error(flight, code),
    };
    struct job *job = flight->job;
    curl_multi_remove_handle(http->multi, flight->easy);
    flight_end(http, flight);
    job_queue_put(http->done, job);
}

/* known: the socket is in the epoll set already. */
static int watch(CURL *easy, curl_socket_t fd, int what, void *cookie, void *known)
{
    const struct http *http = cookie;
    struct epoll_event event = {.data.fd = fd};
    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        (void)epoll_ctl(http->epoll, EPOLL_CTL_DEL, fd, NULL);
        return 0;
    }
    if (what != CURL_POLL_OUT)
        event.events |= EPOLLIN;
    if (what != CURL_POLL_IN)
        event.events |= EPOLLOUT;
    /* A failure here would end every transfer: a number that was closed and opened again is not one. */
    if (epoll_ctl(http->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) &&
        epoll_ctl(http->epoll, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event))
        return -1;
    curl_multi_assign(http->multi, fd, cookie);
    return 0;
}

static int set_timer(CURLM *multi, long ms, void *cookie)
{
    struct http *http = cookie;
    (void)multi;
    http->timer_at = ms < 0 ? INT64_MAX : clock_monotonic_us() + ms * INT64_C(1000);
    return 0;
}

/* ms that may pass until something else must be done, rounded up. */
static int patience(const struct http *http)
{
    int64_t left = http->timer_at == INT64_MAX ? POLL_US : http->timer_at - clock_monotonic_us();
    return left <= 0 ? 0 : (int)((left < POLL_US ? left : POLL_US) / 1000) + 1;
}

static void serve(struct http *http)
{
    struct epoll_event events[EVENTS_MAX];
    int running, n = epoll_wait(http->epoll, events, EVENTS_MAX, patience(http));
    for (int i = 0; i < n; i++) {
        uint32_t what = events[i].events;
        int mask = (what & EPOLLIN ? CURL_CSELECT_IN : 0) | (what & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                   (what & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
        if (events[i].data.fd != job_queue_fd(http->inbox))
            curl_multi_socket_action(http->multi, events[i].data.fd, mask, &running);
    }
    if (clock_monotonic_us() < http->timer_at)
        return;
    http->timer_at = INT64_MAX;
    curl_multi_socket_action(http->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

static void *run(void *cookie)
{
    struct http *http = cookie;
    while (!atomic_load(&http->stop)) {
        for (struct job *job = job_queue_take_all(http->inbox), *next; job; job = next) {
            next = job->next;
            start(http, job);
        }
        serve(http);
        CURLMsg *message;
        int left;
        while ((message = curl_multi_info_read(http->multi, &left))) {
            struct flight *flight;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &flight);
            finish(http, flight, message->data.result);
        }
    }
    return NULL;
}

static void http_free(struct http *http)
{
    curl_multi_cleanup(http->multi);
    if (http->epoll >= 0)
        close(http->epoll);
    if (http->inbox)
        job_queue_close(http->inbox);
    arena_close(http->arena);
}

static bool watch_inbox(const struct http *http)
{
    struct epoll_event inbox = {.events = EPOLLIN, .data.fd = job_queue_fd(http->inbox)};
    if (http->epoll >= 0 && epoll_ctl(http->epoll, EPOLL_CTL_ADD, inbox.data.fd, &inbox) == 0)
        return true;
    log_event(LOG_ERROR, "epoll.broken", "errno=%d", errno);
    return false;
}

struct http *http_open(struct job_queue *done)
{
    net_global_init();
    struct arena *arena = arena_open((size_t)16 * 1024 * 1024);
    struct http *http = ARENA_NEW(arena, struct http);
    *http = (struct http){.arena = arena,
                          .inbox = job_queue_open(),
                          .done = done,
                          .multi = curl_multi_init(),
                          .epoll = epoll_create1(EPOLL_CLOEXEC),
                          .timer_at = INT64_MAX};
    curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, CONNECTIONS_KEPT);
    curl_multi_setopt(http->multi, CURLMOPT_SOCKETFUNCTION, watch);
    curl_multi_setopt(http->multi, CURLMOPT_SOCKETDATA, http);
    curl_multi_setopt(http->multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(http->multi, CURLMOPT_TIMERDATA, http);
    if (http->inbox && watch_inbox(http) && thread_start(&http->thread, "http", run, http))
        return http;
    http_free(http);
    return NULL;
}

void http_submit(struct http *http, struct job *job)
{
    job_queue_put(http->inbox, job);
}

void http_close(struct http *http)
{
    atomic_store(&http->stop, true);
    job_queue_stop(http->inbox);
    pthread_join(http->thread, NULL);
    for (struct job *job = job_queue_take_all(http->inbox), *next; job; job = next) {
        next = job->next;
        turn_back(http, job, STR("stopped"));
    }
    for (struct flight *flight = http->all; flight; flight = flight->all) {
        if (flight->job)
            finish(http, flight, CURLE_ABORTED_BY_CALLBACK);
        curl_easy_cleanup(flight->easy);
    }
    http_free(http);
}
