/* One thread around one curl_multi. Tells what never left from what may have been taken, and decides nothing
 * else. */
#include "net/http.h"

#include <pthread.h>
#include <stdatomic.h>

#include "net/curl.h"

#define CONNECTIONS_KEPT 512L
#define IDLE_CONNECTION_S 15L
#define POLL_MS 1000
#define IGNORED_MAX ((size_t)1024 * 1024)

struct http {
    struct arena *arena;
    pthread_t thread;
    CURLM *multi;
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

static void *run(void *cookie)
{
    struct http *http = cookie;
    while (!atomic_load(&http->stop)) {
        for (struct job *job = job_queue_take_all(http->inbox), *next; job; job = next) {
            next = job->next;
            start(http, job);
        }
        int running, left;
        curl_multi_perform(http->multi, &running);
        CURLMsg *message;
        while ((message = curl_multi_info_read(http->multi, &left))) {
            struct flight *flight;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &flight);
            finish(http, flight, message->data.result);
        }
        struct curl_waitfd inbox = {.fd = job_queue_fd(http->inbox), .events = CURL_WAIT_POLLIN};
        curl_multi_poll(http->multi, &inbox, 1, POLL_MS, NULL);
    }
    return NULL;
}

struct http *http_open(struct job_queue *done)
{
    net_global_init();
    struct arena *arena = arena_open((size_t)16 * 1024 * 1024);
    struct http *http = ARENA_NEW(arena, struct http);
    *http =
        (struct http){.arena = arena, .inbox = job_queue_open(), .done = done, .multi = curl_multi_init()};
    curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, CONNECTIONS_KEPT);
    pthread_create(&http->thread, NULL, run, http);
    return http;
}

void http_submit(struct http *http, struct job *job)
{
    job_queue_put(http->inbox, job);
}

void http_close(struct http *http)
{
    atomic_store(&http->stop, true);
    curl_multi_wakeup(http->multi);
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
    curl_multi_cleanup(http->multi);
    job_queue_close(http->inbox);
    arena_close(http->arena);
}
