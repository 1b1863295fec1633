/* What is known after each way a mail can end, and that a slow mail server delays no HTTP. */
#include "net/mail.h"

#include "net/http.h"
#include "peer.h"

#define BODY "Subject: x\r\n\r\n123456\r\n"
#define SHORT_US 600000

/* Reads a line; false: the client closed. */
static bool read_line(int fd, char *line, size_t size)
{
    size_t n = 0;
    while (n + 1 < size && recv(fd, line + n, 1, 0) == 1)
        if (line[n++] == '\n')
            break;
    line[n] = '\0';
    return n > 0;
}

static bool is(const char *line, const char *verb)
{
    return strncasecmp(line, verb, strlen(verb)) == 0;
}

/* say: "rcpt CODE", "body CODE", "drop", "hang", "slow" or "": what happens after RCPT or after the mail. */
static void after_body(struct peer *peer, int fd)
{
    atomic_fetch_add(&peer->requests, 1);
    if (is(peer->say, "hang"))
        peer_hang(peer, fd);
    if (is(peer->say, "slow"))
        usleep(400000);
    if (is(peer->say, "body")) {
        peer_say(fd, peer->say + 5);
        peer_say(fd, " 4.0.0 no\r\n");
    } else if (!is(peer->say, "drop") && !is(peer->say, "hang")) {
        peer_say(fd, "250 2.0.0 queued as 1\r\n");
    }
}

static void smtp(struct peer *peer, int fd)
{
    char line[1024];
    bool data = false;
    peer_say(fd, "220 mail.test ESMTP\r\n");
    while (read_line(fd, line, sizeof line)) {
        if (data && strcmp(line, ".\r\n") == 0) {
            data = false;
            after_body(peer, fd);
            if (is(peer->say, "drop") || is(peer->say, "hang"))
                return;
        } else if (data) {
            continue;
        } else if (is(line, "EHLO")) {
            peer_say(fd, "250-mail.test\r\n250 SIZE 100000\r\n");
        } else if (is(line, "RCPT") && is(peer->say, "rcpt")) {
            peer_say(fd, peer->say + 5);
            peer_say(fd, " 4.2.1 not now\r\n");
        } else if (is(line, "DATA")) {
            data = true;
            peer_say(fd, "354 go on\r\n");
        } else if (is(line, "QUIT")) {
            peer_say(fd, "221 bye\r\n");
            return;
        } else {
            peer_say(fd, "250 ok\r\n");
        }
    }
}

static struct job *letter(struct arena *arena, int port, int64_t budget_us)
{
    struct job *job = job_new(arena, budget_us);
    job->transfer = (struct transfer){.kind = TRANSFER_MAIL,
                                      .url = str_printf(arena, "smtp://127.0.0.1:%d", port),
                                      .body = STR(BODY),
                                      .mail_from = STR("sandi@example.com"),
                                      .mail_to = STR("ani@example.com"),
                                      .tls = TLS_OPTIONAL,
                                      .allow_private = true};
    return job;
}

static struct job *deliver(struct job *job)
{
    struct job_queue *done = job_queue_open();
    struct mail *mail = mail_open(done, 1);
    mail_submit(mail, job);
    struct job *back = job_back(done);
    mail_close(mail);
    job_queue_close(done);
    return back;
}

static void test_endings(void **state)
{
    static const struct {
        const char *say;
        enum answer_state want;
        int status, taken;
    } ENDINGS[] = {
        {"", ANSWER_COMPLETE, 250, 1},         {"rcpt 450", ANSWER_COMPLETE, 450, 0},
        {"rcpt 550", ANSWER_COMPLETE, 550, 0}, {"body 451", ANSWER_COMPLETE, 451, 1},
        {"body 554", ANSWER_COMPLETE, 554, 1}, {"drop", ANSWER_MISSING, 354, 1},
        {"hang", ANSWER_MISSING, 354, 1},
    };
    for (size_t i = 0; i < COUNT_OF(ENDINGS); i++) {
        struct peer peer;
        peer_open(&peer, smtp, ENDINGS[i].say);
        struct job *job = deliver(letter(*state, peer.port, SHORT_US));
        if (job->answer.state != ENDINGS[i].want || job->answer.status != ENDINGS[i].status)
            print_message("# \"%s\": state %d, status %d, %s\n", ENDINGS[i].say, (int)job->answer.state,
                          job->answer.status, job->answer.error.n ? job->answer.error.s : "");
        assert_int_equal(job->answer.state, ENDINGS[i].want);
        assert_int_equal(job->answer.status, ENDINGS[i].status);
        peer_close(&peer);
        assert_int_equal(atomic_load(&peer.requests), ENDINGS[i].taken);
        assert_int_equal(atomic_load(&peer.connections), 1);
    }
}

static void test_words_of_a_refusal(void **state)
{
    struct peer peer;
    peer_open(&peer, smtp, "rcpt 550");
    struct job *job = deliver(letter(*state, peer.port, SHORT_US));
    assert_str(job->answer.body, "550 4.2.1 not now"); /* not the 221 that comes after it */
    peer_close(&peer);
}

static void test_never_left(void **state)
{
    struct peer peer;
    peer_open(&peer, smtp, "");
    struct job *job = letter(*state, peer.port, SHORT_US);
    job->transfer.tls = TLS_REQUIRED; /* nothing goes in clear text to a server without STARTTLS */
    assert_int_equal(deliver(job)->answer.state, ANSWER_NEVER_LEFT);
    assert_true(job->answer.tls_failed);
    job = letter(*state, peer.port, SHORT_US);
    job->transfer.allow_private = false;
    assert_int_equal(deliver(job)->answer.state, ANSWER_NEVER_LEFT);
    assert_str(job->answer.error, "the address is not public");
    peer_close(&peer);
    assert_int_equal(atomic_load(&peer.requests), 0);
    assert_int_equal(deliver(letter(*state, peer.port, SHORT_US))->answer.state, ANSWER_NEVER_LEFT);
}

static void quick(struct peer *peer, int fd)
{
    char line[1024];
    while (read_line(fd, line, sizeof line))
        if (strcmp(line, "\r\n") == 0)
            break;
    atomic_fetch_add(&peer->requests, 1);
    peer_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

static void test_slow_mail_delays_no_http(void **state)
{
    struct peer slow, other;
    peer_open(&slow, smtp, "slow");
    peer_open(&other, quick, "");
    struct job_queue *mailed = job_queue_open(), *sent = job_queue_open();
    struct mail *mail = mail_open(mailed, 1);
    struct http *http = http_open(sent);
    mail_submit(mail, letter(*state, slow.port, 5 * SECOND_US));
    usleep(100000);
    int64_t begin = clock_monotonic_us();
    struct job *job = job_new(*state, SECOND_US);
    job->transfer = (struct transfer){.kind = TRANSFER_GET,
                                      .url = str_printf(*state, "http://127.0.0.1:%d/", other.port),
                                      .allow_private = true};
    http_submit(http, job);
    assert_int_equal(job_back(sent)->answer.status, 200);
    assert_in_range(clock_monotonic_us() - begin, 0, 200000);
    assert_null(job_queue_take_all(mailed));
    assert_int_equal(job_back(mailed)->answer.status, 250);
    mail_close(mail);
    http_close(http);
    peer_close(&slow);
    peer_close(&other);
    job_queue_close(mailed);
    job_queue_close(sent);
}

int main(void)
{
    quiet();
    const struct CMUnitTest tests[] = {
        TEST(test_endings),
        TEST(test_words_of_a_refusal),
        TEST(test_never_left),
        TEST(test_slow_mail_delays_no_http),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
