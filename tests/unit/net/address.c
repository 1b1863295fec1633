/* Which addresses a URL in a setting may lead to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>

#include "base/attr.h"
#include "net/address.h"

static bool is_public(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        return address_is_public((const struct sockaddr *)&in);
    assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
    return address_is_public((const struct sockaddr *)&in6);
}

static void test_addresses(void **state)
{
    (void)state;
    const char *const inside[] = {"127.0.0.1",
                                  "10.1.2.3",
                                  "172.16.0.1",
                                  "172.31.255.255",
                                  "192.168.1.1",
                                  "169.254.169.254",
                                  "0.0.0.0",
                                  "100.64.0.1",
                                  "224.0.0.1",
                                  "255.255.255.255",
                                  "198.18.0.1",
                                  "192.0.2.1",
                                  "::1",
                                  "::",
                                  "fe80::1",
                                  "fc00::1",
                                  "ff02::1",
                                  "::ffff:127.0.0.1",
                                  "64:ff9b::7f00:1",
                                  "2002:7f00:1::",
                                  "2001:db8::1",
                                  "2001::1",
                                  "3fff:fff::1",
                                  "64:ff9b:1::1",
                                  "100::1",
                                  "::7f00:1",
                                  "::ffff:0:127.0.0.1",
                                  "5f00::1",
                                  "fec0::1",
                                  "240.0.0.1",
                                  "192.0.0.8",
                                  "192.88.99.1",
                                  "203.0.113.1",
                                  "198.51.100.1",
                                  "198.19.255.255",
                                  "100.127.255.255"};
    const char *const outside[] = {"8.8.8.8",     "172.15.0.1",    "172.32.0.1",   "100.128.0.1",
                                   "192.169.0.1", "223.255.255.1", "2606:4700::1", "2a00:1450::1",
                                   "3ffe::1",     "198.20.0.1",    "192.0.1.1"};
    for (size_t i = 0; i < COUNT_OF(inside); i++)
        assert_false(is_public(inside[i]));
    for (size_t i = 0; i < COUNT_OF(outside); i++)
        assert_true(is_public(outside[i]));
    assert_false(address_is_public(&(struct sockaddr){.sa_family = AF_UNIX}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
