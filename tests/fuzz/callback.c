/*
 * Callbacks of providers on any bytes: rightly signed, so that the reading is reached, and as they are, when
 * none may be believed. The first byte chooses the driver.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hmac.h"
#include "channels/report.h"
#include "fuzz.h"

static const struct keyring RING = {.count = 1, .id = {1}};
static const struct driver *const DRIVERS[] = {&driver_kannel, &driver_whatsapp, &driver_twilio,
                                               &driver_http};

struct call {
    struct arena *arena;
    struct sender sender;
    struct callback callback;
    const char *headers[3];
};

static void set(struct sender *sender, const char *key, const char *value)
{
    sender->values[sender->n_values].key = str_from(key);
    sender->values[sender->n_values++].value = str_from(value);
}

static struct call call_new(struct arena *arena, const struct driver *driver, struct str input, bool post)
{
    static const char *const SETTINGS[][2] = {
        {"app_secret", "s"},
        {"verify_token", "t"},
        {"auth_token", "s"},
        {"callback_id", "a.id"},
        {"callback_status", "a.0"},
        {"callback_detail", "d"},
        {"callback_values", "1=delivered,2=failed,3=sender_unpaid,*=sent"},
    };
    struct call call = {.arena = arena, .sender = {.id = {{4}}, .name = STR("f"), .driver = driver}};
    for (size_t i = 0; i < COUNT_OF(SETTINGS); i++)
        set(&call.sender, SETTINGS[i][0], SETTINGS[i][1]);
    call.callback = (struct callback){.post = post,
                                      .url = STR("https://otp.example/hooks"),
                                      .query = post ? STR_NONE : input,
                                      .body = post ? input : STR_NONE,
                                      .keys = &RING};
    return call;
}

/* True when all of it can have come from us: nothing is told but about messages, or for an operator. */
static enum callback_result run(struct call *call)
{
    struct event *events = NULL;
    int n = 0;
    call->callback.headers = call->headers;
    enum callback_result result =
        call->sender.driver->callback(&call->sender, &call->callback, call->arena, &events, &n);
    if (result != CALLBACK_OK && n)
        abort();
    for (int i = 0; i < n; i++)
        if (events[i].provider_id.n > 200 || !str_is_utf8(events[i].detail) ||
            (events[i].status == EVENT_FAILED) != (events[i].reason != NULL) ||
            (!event_has_message(&events[i]) && !events[i].operator_fault))
            abort();
    return result;
}

/* With our own proof in front of the input. */
static void prove(struct call *call)
{
    struct outgoing message = {
        .reference = {{{1}}, {{2}}}, .public_url = STR("https://otp.example"), .callback = &RING};
    struct str url = report_url(&call->sender, &message, call->arena);
    struct str ours = str_slice(url, str_index(url, '?', 0) + 1, url.n);
    call->callback.query = str_printf(call->arena, "%.*s&%.*s", STR_ARG(ours), STR_ARG(call->callback.query));
}

static void sign(struct call *call, const char *header)
{
    unsigned char mac[HMAC_SIZE];
    hmac_sha256(STR("s"), call->callback.body, mac);
    call->headers[0] =
        str_printf(call->arena, "%s=sha256=%.*s", header, STR_ARG(hex_encode(call->arena, mac, sizeof mac)))
            .s;
}

static int compare_text(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.s, b.s, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int compare(const struct str a[2], const struct str b[2])
{
    int order = compare_text(a[0], b[0]);
    return order ? order : compare_text(a[1], b[1]);
}

/* As Twilio does it, worked out the slow way: the smallest pair that is left, again and again. */
static void sign_twilio(struct call *call)
{
    struct str last[2] = {STR_NONE, STR_NONE}, next[2] = {STR_NONE, STR_NONE};
    unsigned char mac[HMAC_SHA1_SIZE];
    struct buf text = buf_new(call->arena, 4096);
    buf_put(&text, call->callback.url);
    for (int i = 0; i <= 100; i++) {
        struct str rest = call->callback.body, name, value;
        int same = 0;
        next[0] = STR_NONE;
        while (query_next(call->arena, &rest, &name, &value)) {
            struct str pair[2] = {name, value};
            int order = i ? compare(pair, last) : 1;
            same += i && order == 0;
            if (order > 0 && (!next[0].s || compare(pair, next) < 0)) {
                next[0] = name;
                next[1] = value;
            }
        }
        for (; same; same--) {
            buf_put(&text, last[0]);
            buf_put(&text, last[1]);
        }
        if (!next[0].s)
            break;
        last[0] = next[0];
        last[1] = next[1];
    }
    hmac_sha1(call->arena, STR("s"), buf_str(&text), mac);
    call->headers[0] = str_printf(call->arena, "HTTP_X_TWILIO_SIGNATURE=%.*s",
                                  STR_ARG(base64_text(call->arena, str_bytes(mac, sizeof mac))))
                           .s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!n || n > 1 << 18)
        return 0;
    struct arena *arena = arena_open((size_t)256 << 20);
    struct str input = {arena_alloc(arena, n - 1), n - 1};
    memcpy((char *)(uintptr_t)input.s, data + 1, n - 1);
    const struct driver *driver = DRIVERS[data[0] % COUNT_OF(DRIVERS)];
    bool post = data[0] / 4 % 2, json = data[0] / 8 % 2;
    struct call call = call_new(arena, driver, input, post);
    if (run(&call) == CALLBACK_OK)
        abort();
    struct str line = str_slice(input, 0, str_index(input, '\n', 0));
    call.headers[0] = str_printf(arena, "HTTP_X_HUB_SIGNATURE_256=%.*s", STR_ARG(line)).s;
    call.headers[1] = str_printf(arena, "HTTP_X_TWILIO_SIGNATURE=%.*s", STR_ARG(line)).s;
    if (run(&call) == CALLBACK_OK)
        abort();
    if (driver == &driver_whatsapp) {
        driver->handshake(&call.sender, input, arena);
        sign(&call, "HTTP_X_HUB_SIGNATURE_256");
    } else if (driver == &driver_http && json) {
        set(&call.sender, "callback_format", "json");
        set(&call.sender, "callback_signature", "X-S");
        set(&call.sender, "callback_secret", "s");
        sign(&call, "HTTP_X_S");
    } else {
        prove(&call);
    }
    bool twilio = driver == &driver_twilio, small = n < 200;
    if (twilio && run(&call) == CALLBACK_OK) /* a proof alone is no signature */
        abort();
    if (twilio && small)
        sign_twilio(&call);
    enum callback_result result = run(&call);
    if (result == CALLBACK_FORGED && (driver == &driver_whatsapp || (twilio && small && post)))
        abort();
    arena_close(arena);
    return 0;
}
