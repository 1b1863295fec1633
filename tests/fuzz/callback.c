/* Callbacks of providers, signed rightly, and query strings, on any bytes. The first byte chooses the driver.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hmac.h"
#include "channels/driver.h"
#include "fuzz.h"

static const struct keyring RING = {.count = 1, .id = {1}};

static void check(const struct event *events, int n)
{
    for (int i = 0; i < n; i++)
        if (events[i].provider_id.n > 200 || !str_is_utf8(events[i].detail) ||
            (events[i].status == EVENT_FAILED) != (events[i].reason != NULL))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!n || n > 1 << 20)
        return 0;
    struct arena *arena = arena_open((size_t)256 << 20);
    struct str input = {(const char *)data + 1, n - 1};
    struct sender sender = {.driver = &driver_kannel,
                            .n_values = 2,
                            .values = {{STR("app_secret"), STR("s")}, {STR("verify_token"), STR("t")}}};
    struct event *events = NULL;
    int count = 0;
    if (data[0] & 1) {
        unsigned char mac[HMAC_SIZE];
        hmac_sha256(STR("s"), input, mac);
        struct str header = str_printf(arena, "HTTP_X_HUB_SIGNATURE_256=sha256=%.*s",
                                       STR_ARG(hex_encode(arena, mac, sizeof mac)));
        const char *headers[] = {header.s, NULL};
        struct callback callback = {.body = input, .headers = headers};
        if (driver_whatsapp.callback(&sender, &callback, arena, &events, &count) == CALLBACK_FORGED)
            abort();
        header = str_printf(arena, "HTTP_X_HUB_SIGNATURE_256=%.*s", STR_ARG(input));
        headers[0] = header.s;
        if (driver_whatsapp.callback(&sender, &callback, arena, &events, &(int){0}) == CALLBACK_OK &&
            input.n < 71)
            abort();
    } else {
        struct callback callback = {.query = input, .keys = &RING};
        driver_kannel.callback(&sender, &callback, arena, &events, &count);
        driver_whatsapp.handshake(&sender, input, arena);
    }
    check(events, count);
    arena_close(arena);
    return 0;
}
