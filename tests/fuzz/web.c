/*
 * The parsers of the HTTP edge on arbitrary bytes: urlencoded text, cookies, Accept-Language, local paths,
 * form tokens, forms with files and route matching. The first byte chooses which.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "web/mac.h"
#include "web/match.h"
#include "web/multipart.h"
#include "web/url.h"

static enum rc nothing(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx, (void)request, (void)response;
    return RC_OK;
}

static const struct route ROUTES[] = {
    {METHOD_GET, "/flows/{id}", nothing, ACCESS_MEMBER},
    {METHOD_GET, "/flows/new", nothing, ACCESS_MEMBER},
    {METHOD_GET, "/a/{b}/{c}/{rest*}", nothing, ACCESS_PUBLIC},
};

static void need(bool truth)
{
    if (!truth)
        abort();
}

static void urlencoded(struct arena *arena, struct str text)
{
    struct str value;
    struct secret secret;
    struct url_pair *pair;
    bool good = urlencoded_check(arena, text);
    int n = urlencoded_list(arena, text, &pair);
    for (int i = 0; i < n; i++) {
        value = url_pair_value(arena, &pair[i]);
        need(str_is_utf8(pair[i].name) && str_is_utf8(value) && pair[i].name.s && value.s);
    }
    need(n <= URL_PAIRS_MAX);
    value = urlencoded_find(arena, text, "password");
    if (urlencoded_secret(text, "password", &secret))
        need(good ? str_eq(value, (struct str){(const char *)secret.s, secret.n}) : true);
}

static void local_path(struct arena *arena, struct str text)
{
    if (url_is_local(text))
        need(text.s[0] == '/' && (text.n == 1 || (text.s[1] != '/' && text.s[1] != '\\')) &&
             str_is_plain(text, ""));
    struct buf out = buf_new(arena, 4 * text.n + 1);
    struct str back;
    url_put_path(&out, text);
    need(!str_is_utf8(text) || (url_decode(arena, buf_str(&out), &back) && str_eq(back, text)));
}

/* The boundary is "x": what matters is what stands between. */
static void multipart(struct arena *arena, struct str text)
{
    struct multipart_part *part;
    struct str boundary;
    if (multipart_boundary(text, &boundary))
        need(boundary.n > 0 && boundary.n <= text.n);
    bool good = multipart_check(text, STR("x"));
    int n = multipart_list(arena, text, STR("x"), &part);
    for (int i = 0; i < n; i++) {
        need(part[i].name.n > 0 && part[i].bytes.s && part[i].bytes.n <= text.n);
        need(!good || part[i].filename.s || str_is_utf8(part[i].bytes));
    }
    need(!good || (n > 0 && n <= MULTIPART_PARTS_MAX));
}

static void route(struct str text)
{
    struct match match = route_find(ROUTES, COUNT_OF(ROUTES), METHOD_GET, text);
    for (int i = 0; match.route && i < CAPTURES_MAX; i++)
        need(match.capture[i].n <= text.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    unsigned char secret[HASH_SIZE] = {1};
    if (size == 0)
        return 0;
    if (!arena)
        arena = arena_open((size_t)64 << 20);
    arena_reset(arena);
    struct str text = {(const char *)data + 1, size - 1}, head;
    switch (data[0] == '6' ? 6 : data[0] % 6) {
    case 0:
        urlencoded(arena, text);
        break;
    case 1:
        if (str_split(&text, '\n', &head))
            need(cookie_find(text, head).n <= text.n);
        break;
    case 2:
        head = language_accepted(text);
        need(head.n == 0 || head.n == 2);
        break;
    case 3:
        local_path(arena, text);
        break;
    case 4:
        route(text);
        break;
    case 5:
        need(!form_token_matches(text, secret) || text.n == HASH_SIZE * 4);
        break;
    case 6:
        multipart(arena, text);
        break;
    }
    return 0;
}
