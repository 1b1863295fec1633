/* What is known after each way an HTTP exchange can end: never left, may have been taken, or answered. And
 * that nothing is ever sent twice. */
#include "net/http.h"

#include "peer.h"

#define BODY "to=%2B6281200000000&text=123456"
#define SHORT_US 400000

/* Reads one request: headers, and a body as long as BODY when it is a POST. False: the client closed. */
static bool read_request(struct peer *peer, int fd)
{
    char bytes[8192];
    size_t n = 0;
    for (;;) {
        ssize_t got = recv(fd, bytes + n, sizeof bytes - 1 - n, 0);
        if (got <= 0)
            return false;
        n += (size_t)got;
        bytes[n] = '\0';
        const char *end = strstr(bytes, "\r\n\r\n");
        if (end && (size_t)(end - bytes) + 4 + (strncmp(bytes, "POST", 4) ? 0 : strlen(BODY)) <= n)
            break;
    }
    atomic_fetch_add(&peer->requests, 1);
    return true;
}

static void answer_then_close(struct peer *peer, int fd)
{
    if (read_request(peer, fd))
        peer_say(fd, peer->say);
}

static void answer_then_reset(struct peer *peer, int fd)
{
    answer_then_close(peer, fd);
    usleep(50000);
    peer_reset(fd);
}

static void answer_then_hang(struct peer *peer, int fd)
{
    answer_then_close(peer, fd);
    peer_hang(peer, fd);
}

static void hang_unread(struct peer *peer, int fd)
{
    (void)fd;
    while (!atomic_load(&peer->stop))
        usleep(10000);
}

static void reset_unread(struct peer *peer, int fd)
{
    (void)peer;
    usleep(50000); /* else the connection itself fails, and nothing left */
    peer_reset(fd);
}

/* Well behaved once; the second request on the same connection is read, and the connection ends. */
static void close_reused(struct peer *peer, int fd)
{
    answer_then_close(peer, fd);
    read_request(peer, fd);
}

static void reset_reused(struct peer *peer, int fd)
{
    close_reused(peer, fd);
    peer_reset(fd);
}

static void oversized(struct peer *peer, int fd)
{
    char piece[4096];
    memset(piece, 'x', sizeof piece);
    read_request(peer, fd);
    peer_say(fd, "HTTP/1.1 200 OK\r\n\r\n");
    for (int i = 0; i < 1024; i++) /* 4 MiB */
        if (send(fd, piece, sizeof piece, MSG_NOSIGNAL) <= 0)
            return;
}

static struct job *post(struct arena *arena, int port, int64_t budget_us)
{
    struct job *job = job_new(arena, budget_us);
    job->transfer = (struct transfer){.kind = TRANSFER_POST,
                                      .url = str_printf(arena, "http://127.0.0.1:%d/send", port),
                                      .body = STR(BODY),
                                      .allow_private = true};
    return job;
}

static struct job *exchange(struct job *job)
{
    struct job_queue *done = job_queue_open();
    struct http *http = http_open(done);
    http_submit(http, job);
    struct job *back = job_back(done);
    http_close(http);
    job_queue_close(done);
    return back;
}

static void test_endings(void **state)
{
    static const struct {
        const char *name;
        peer_script *script;
        const char *say;
        enum answer_state want;
        int status, requests;
    } ENDINGS[] = {
        {"hangs before reading", hang_unread, "", ANSWER_MISSING, 0, 0},
        {"hangs after reading", answer_then_hang, "", ANSWER_MISSING, 0, 1},
        {"resets before reading", reset_unread, "", ANSWER_MISSING, 0, 0},
        {"closes without answer", answer_then_close, "", ANSWER_MISSING, 0, 1},
        {"closes inside the status line", answer_then_close, "HTTP/1.1 2", ANSWER_MISSING, 0, 1},
        {"resets without answer", answer_then_reset, "", ANSWER_MISSING, 0, 1},
        {"closes inside the body", answer_then_close, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"mess",
         ANSWER_MISSING, 200, 1},
        {"resets inside the body", answer_then_reset, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"mess",
         ANSWER_MISSING, 200, 1},
        {"hangs inside the body", answer_then_hang, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"mess",
         ANSWER_MISSING, 200, 1},
        {"answers no HTTP", answer_then_close, "220 mail.example ESMTP\r\n", ANSWER_MISSING, 0, 1},
        {"answers more than anybody needs", oversized, "", ANSWER_MISSING, 200, 1},
        {"redirects", answer_then_close,
         "HTTP/1.1 307 Over There\r\nLocation: /send\r\nContent-Length: 0\r\n\r\n", ANSWER_COMPLETE, 307, 1},
        {"answers", answer_then_close, "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy",
         ANSWER_COMPLETE, 503, 1},
    };
    for (size_t i = 0; i < COUNT_OF(ENDINGS); i++) {
        struct peer peer;
        peer_open(&peer, ENDINGS[i].script, ENDINGS[i].say);
        int64_t begin = clock_monotonic_us();
        struct job *job = exchange(post(*state, peer.port, SHORT_US));
        if (job->answer.state != ENDINGS[i].want || job->answer.status != ENDINGS[i].status)
            print_message("# %s: state %d, status %d, %s\n", ENDINGS[i].name, (int)job->answer.state,
                          job->answer.status, job->answer.error.n ? job->answer.error.s : "");
        assert_int_equal(job->answer.state, ENDINGS[i].want);
        assert_int_equal(job->answer.status, ENDINGS[i].status);
        assert_in_range(clock_monotonic_us() - begin, 0, SHORT_US + 1500000);
        peer_close(&peer);
        assert_int_equal(atomic_load(&peer.requests), ENDINGS[i].requests);
        assert_int_equal(atomic_load(&peer.connections), 1);
    }
}

static void test_retry_after(void **state)
{
    struct peer peer;
    peer_open(&peer, answer_then_close,
              "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy");
    struct job *job = exchange(post(*state, peer.port, SHORT_US));
    assert_int_equal(job->answer.retry_after, 7);
    assert_str(job->answer.body, "busy");
    peer_close(&peer);
}

static void test_never_left(void **state)
{
    struct peer full = {0};
    assert_int_equal(peer_listen(&full, 0), 0);
    close(full.listener); /* nobody listens there now */
    assert_int_equal(exchange(post(*state, full.port, SHORT_US))->answer.state, ANSWER_NEVER_LEFT);

    /* A listener that accepts nobody: its backlog full, it drops what comes after. */
    assert_int_equal(peer_listen(&full, 0), 0);
    int filler[4];
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)full.port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (size_t i = 0; i < COUNT_OF(filler); i++) {
        filler[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        (void)!connect(filler[i], (struct sockaddr *)&at, sizeof at);
    }
    usleep(100000);
    struct job *job = exchange(post(*state, full.port, SHORT_US));
    assert_int_equal(job->answer.state, ANSWER_NEVER_LEFT);
    for (size_t i = 0; i < COUNT_OF(filler); i++)
        close(filler[i]);
    close(full.listener);

    job = exchange(post(*state, 1, 0));
    assert_int_equal(job->answer.state, ANSWER_NEVER_LEFT); /* its time was up before it began */
}

static void test_refused_addresses(void **state)
{
    struct peer peer;
    peer_open(&peer, answer_then_close, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    static const char *const HOSTS[] = {"127.0.0.1", "localhost", "0", "[::ffff:127.0.0.1]", "2130706433"};
    for (size_t i = 0; i < COUNT_OF(HOSTS); i++) {
        struct job *job = post(*state, peer.port, SHORT_US);
        job->transfer.url = str_printf(*state, "https://%s:%d/", HOSTS[i], peer.port);
        job->transfer.allow_private = false;
        assert_int_equal(exchange(job)->answer.state, ANSWER_NEVER_LEFT);
        assert_str(job->answer.error, "the address is not public");
    }
    struct job *job = post(*state, peer.port, SHORT_US);
    job->transfer.url = STR("file:///etc/passwd");
    assert_int_equal(exchange(job)->answer.state, ANSWER_NEVER_LEFT);
    peer_close(&peer);
    assert_int_equal(atomic_load(&peer.connections), 0);
}

/* libcurl sends a POST again by itself when a kept connection ends without an answer, unless it cannot
 * rewind.
 */
static void test_reused_connection_is_not_resent(void **state)
{
    static peer_script *const SCRIPTS[] = {close_reused, reset_reused};
    for (size_t i = 0; i < COUNT_OF(SCRIPTS); i++) {
        struct peer peer;
        peer_open(&peer, SCRIPTS[i], "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        struct job_queue *done = job_queue_open();
        struct http *http = http_open(done);
        http_submit(http, post(*state, peer.port, SECOND_US));
        assert_int_equal(job_back(done)->answer.state, ANSWER_COMPLETE);
        http_submit(http, post(*state, peer.port, SECOND_US));
        assert_int_equal(job_back(done)->answer.state, ANSWER_MISSING);
        http_close(http);
        job_queue_close(done);
        peer_close(&peer);
        assert_int_equal(atomic_load(&peer.requests), 2); /* also on the connection that libcurl opens anew */
    }
}

/* A GET could be repeated too, and sends an SMS as well: it never travels on a kept connection. */
static void test_get_has_its_own_connection(void **state)
{
    struct peer peer;
    peer_open(&peer, answer_then_close, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    struct job_queue *done = job_queue_open();
    struct http *http = http_open(done);
    for (int i = 0; i < 2; i++) {
        struct job *job = post(*state, peer.port, SECOND_US);
        job->transfer.kind = TRANSFER_GET;
        job->transfer.body = STR_NONE;
        http_submit(http, job);
        assert_int_equal(job_back(done)->answer.status, 202);
    }
    http_close(http);
    job_queue_close(done);
    peer_close(&peer);
    assert_int_equal(atomic_load(&peer.requests), 2);
    assert_int_equal(atomic_load(&peer.connections), 2);
}

int main(void)
{
    quiet();
    const struct CMUnitTest tests[] = {
        TEST(test_endings),
        TEST(test_retry_after),
        TEST(test_never_left),
        TEST(test_refused_addresses),
        TEST(test_reused_connection_is_not_resent),
        TEST(test_get_has_its_own_connection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
