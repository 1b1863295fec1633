/* web/route: patterns, precedence and the methods that a path knows. */
#include "unit.h"

#include "web/match.h"

static enum rc nothing(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx, (void)request, (void)response;
    return RC_OK;
}

static const struct route ROUTES[] = {
    {METHOD_GET, "/flows/{id}", nothing, ACCESS_MEMBER},
    {METHOD_GET, "/flows/new", nothing, ACCESS_MEMBER},
    {METHOD_POST, "/flows/{id}/save", nothing, ACCESS_MEMBER},
    {METHOD_GET, "/hooks/{driver}/{sender}", nothing, ACCESS_PEER},
    {METHOD_POST, "/hooks/{driver}/{sender}", nothing, ACCESS_PEER},
    {METHOD_GET, "/files/{rest*}", nothing, ACCESS_PUBLIC},
};

static struct match find(enum method method, const char *path)
{
    return route_find(ROUTES, COUNT_OF(ROUTES), method, str_from(path));
}

static void captures(void **state)
{
    (void)state;
    struct match match = find(METHOD_GET, "/hooks/whatsapp/demo-whatsapp");
    assert_ptr_equal(match.route, &ROUTES[3]);
    assert_str(match.capture[0], "whatsapp");
    assert_str(match.capture[1], "demo-whatsapp");
    match = find(METHOD_GET, "/files/a/b/c");
    assert_str(match.capture[0], "a/b/c");
    assert_ptr_equal(find(METHOD_GET, "/files/").route, &ROUTES[5]);
}

static void prefers_literals(void **state)
{
    (void)state;
    assert_ptr_equal(find(METHOD_GET, "/flows/new").route, &ROUTES[1]);
    assert_ptr_equal(find(METHOD_GET, "/flows/newer").route, &ROUTES[0]);
}

static void knows_methods(void **state)
{
    (void)state;
    struct match match = find(METHOD_POST, "/flows/7");
    assert_null(match.route);
    assert_true(match.get);
    assert_false(match.post);
    match = find(METHOD_OTHER, "/hooks/a/b");
    assert_null(match.route);
    assert_true(match.get && match.post);
}

static void refuses_the_rest(void **state)
{
    (void)state;
    static const char *const NOWHERE[] = {"",           "/",       "/flows", "/flows/",  "/flows/1/",
                                          "/flows/1/2", "flows/1", "/files", "//flows/1"};
    for (size_t i = 0; i < COUNT_OF(NOWHERE); i++) {
        struct match match = find(METHOD_GET, NOWHERE[i]);
        assert_null(match.route);
        assert_false(match.get || match.post);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(captures),
        TEST(prefers_literals),
        TEST(knows_methods),
        TEST(refuses_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
