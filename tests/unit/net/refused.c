/* Addresses in a setting that must not reach into the machine's own network, in all the ways they can be
 * written. Each is asked for by HTTPS on a port where a peer listens on loopback: no connection may arrive
 * there. */
#include "net/http.h"

#include "peer.h"

/* PORT is put in the place of %d. */
static const char *const BLOCKED[] = {
    "https://127.0.0.1:%d/",
    "https://127.1:%d/",
    "https://127.0.1:%d/",
    "https://2130706433:%d/",
    "https://0x7f000001:%d/",
    "https://0x7f.0.0.1:%d/",
    "https://0x7f.0x0.0x0.0x1:%d/",
    "https://0x7f.1:%d/",
    "https://017700000001:%d/",
    "https://0177.0.0.1:%d/",
    "https://0177.0.0.01:%d/",
    "https://127.0.0.0x1:%d/",
    "https://127.255.255.254:%d/",
    "https://localhost:%d/",
    "https://LOCALHOST:%d/",
    "https://%%6cocalhost:%d/",
    "https://%%31%%32%%37.0.0.1:%d/",
    "https://0.0.0.0:%d/",
    "https://0:%d/",
    "https://0x0:%d/",
    "https://0.1.2.3:%d/",
    "https://10.0.0.1:%d/",
    "https://10.1:%d/",
    "https://0xa.1:%d/",
    "https://012.1.2.3:%d/",
    "https://167772161:%d/",
    "https://172.16.0.1:%d/",
    "https://172.31.255.255:%d/",
    "https://2886729729:%d/",
    "https://192.168.0.1:%d/",
    "https://192.168.257:%d/",
    "https://3232235521:%d/",
    "https://0xc0a80001:%d/",
    "https://169.254.169.254:%d/latest/meta-data/",
    "https://2852039166:%d/",
    "https://0xa9fea9fe:%d/",
    "https://0251.0376.0251.0376:%d/",
    "https://100.64.0.1:%d/",
    "https://100.127.255.255:%d/",
    "https://192.0.0.8:%d/",
    "https://192.0.2.1:%d/",
    "https://192.88.99.1:%d/",
    "https://198.18.0.1:%d/",
    "https://198.51.100.1:%d/",
    "https://203.0.113.1:%d/",
    "https://224.0.0.1:%d/",
    "https://240.0.0.1:%d/",
    "https://255.255.255.255:%d/",
    "https://4294967295:%d/",
    "https://[::1]:%d/",
    "https://[0:0:0:0:0:0:0:1]:%d/",
    "https://[::]:%d/",
    "https://[::127.0.0.1]:%d/",
    "https://[::ffff:127.0.0.1]:%d/",
    "https://[::ffff:7f00:1]:%d/",
    "https://[::ffff:10.0.0.1]:%d/",
    "https://[::ffff:169.254.169.254]:%d/",
    "https://[64:ff9b::127.0.0.1]:%d/",
    "https://[64:ff9b::a9fe:a9fe]:%d/",
    "https://[64:ff9b:1::1]:%d/",
    "https://[100::1]:%d/",
    "https://[2001::1]:%d/",
    "https://[2001:db8::1]:%d/",
    "https://[2002:7f00:1::]:%d/",
    "https://[3fff::1]:%d/",
    "https://[fc00::1]:%d/",
    "https://[fd12:3456:789a::1]:%d/",
    "https://[fe80::1]:%d/",
    "https://[fec0::1]:%d/",
    "https://[ff02::1]:%d/",
    "https://example.com@127.0.0.1:%d/",
    "https://example.com:443@127.0.0.1:%d/",
    "https://a%%40b@127.0.0.1:%d/",
    "https://127.0.0.1:%d/?https://example.com/",
    "https://127.0.0.1:%d#@example.com/",
};

/* What no scheme or host is: whatever libcurl makes of it, nothing may arrive. */
static const char *const REFUSED[] = {
    "http://127.0.0.1:%d/",
    "HTTP://127.0.0.1:%d/",
    "http://example.com@127.0.0.1:%d/",
    "127.0.0.1:%d",
    "//127.0.0.1:%d/",
    "ftp://127.0.0.1:%d/",
    "gopher://127.0.0.1:%d/_",
    "dict://127.0.0.1:%d/",
    "telnet://127.0.0.1:%d/",
    "smtp://127.0.0.1:%d/",
    "ldap://127.0.0.1:%d/",
    "file://127.0.0.1:%d/etc/passwd",
    "https://127.0.0.1\\@example.com:%d/",
    "https://127.0.0.1%%00.example.com:%d/",
    "https://127.0.0.1 :%d/",
    "https://[::1%%25lo]:%d/",
    "https://①②⑦.⓪.⓪.①:%d/",
    "https://127。0。0。1:%d/",
    "https:///127.0.0.1:%d/",
    "https:127.0.0.1:%d/",
    "https://localhost.:%d/",
};

static void count_only(struct peer *peer, int fd)
{
    (void)fd;
    atomic_fetch_add(&peer->requests, 1);
}

static struct job *asked(struct http *http, struct job_queue *done, struct arena *arena, const char *url)
{
    struct job *job = job_new(arena, 3 * SECOND_US);
    job->transfer = (struct transfer){.kind = TRANSFER_POST, .url = str_from(url), .body = STR("x")};
    http_submit(http, job);
    return job_back(done);
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void ask_all(void **state, const char *const *urls, size_t n, const char *error)
{
    struct peer peer;
    peer_open(&peer, count_only, NULL);
    struct job_queue *done = job_queue_open();
    struct http *http = http_open(done);
    for (size_t i = 0; i < n; i++) {
        const char *url = str_z(*state, str_printf(*state, urls[i], peer.port));
        const struct job *job = asked(http, done, *state, url);
        if (job->answer.state != ANSWER_NEVER_LEFT || (error && !str_eq(job->answer.error, str_from(error))))
            fail_msg("%s: state %d, %.*s", url, (int)job->answer.state, STR_ARG(job->answer.error));
    }
    http_close(http);
    job_queue_close(done);
    peer_close(&peer);
    assert_int_equal(atomic_load(&peer.connections), 0);
}

static void test_private_in_disguise(void **state)
{
    ask_all(state, BLOCKED, COUNT_OF(BLOCKED), "the address is not public");
    assert_true(COUNT_OF(BLOCKED) >= 60);
}

static void test_other_schemes_and_hosts(void **state)
{
    ask_all(state, REFUSED, COUNT_OF(REFUSED), NULL);
}

/* The operator may allow plain HTTP to the machine's own network, never to the Internet. */
static void test_plain_http_stays_inside(void **state)
{
    struct job_queue *done = job_queue_open();
    struct http *http = http_open(done);
    struct job *job = job_new(*state, 3 * SECOND_US);
    job->transfer = (struct transfer){
        .kind = TRANSFER_POST, .url = STR("http://8.8.8.8:9/"), .body = STR("x"), .allow_private = true};
    http_submit(http, job);
    assert_int_equal(job_back(done)->answer.state, ANSWER_NEVER_LEFT);
    assert_str(job->answer.error, "a public address needs https");
    http_close(http);
    job_queue_close(done);
}

static void redirect(struct peer *peer, int fd)
{
    char bytes[4096];
    if (recv(fd, bytes, sizeof bytes, 0) <= 0)
        return;
    snprintf(bytes, sizeof bytes,
             "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:%d/other\r\n"
             "Content-Length: 0\r\nConnection: close\r\n\r\n",
             peer->port);
    peer_say(fd, bytes);
}

static void test_redirects_are_not_followed(void **state)
{
    struct peer peer;
    peer_open(&peer, redirect, NULL);
    struct job_queue *done = job_queue_open();
    struct http *http = http_open(done);
    struct job *job = job_new(*state, 3 * SECOND_US);
    job->transfer = (struct transfer){.kind = TRANSFER_POST, .body = STR("x"), .allow_private = true};
    job->transfer.url = str_printf(*state, "http://127.0.0.1:%d/", peer.port);
    http_submit(http, job);
    assert_int_equal(job_back(done)->answer.status, 307);
    http_close(http);
    job_queue_close(done);
    peer_close(&peer);
    assert_int_equal(atomic_load(&peer.connections), 1);
}

int main(void)
{
    quiet();
    const struct CMUnitTest tests[] = {
        TEST(test_private_in_disguise),
        TEST(test_other_schemes_and_hosts),
        TEST(test_plain_http_stays_inside),
        TEST(test_redirects_are_not_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
