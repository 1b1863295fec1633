/*
 * Providers' answers on any bytes. The first two bytes are driver and status, the rest is the body; for the
 * driver set up by data its rules come first, a line each.
 */
#include <stdlib.h>
#include <string.h>

#include "channels/driver.h"
#include "channels/segment.h"
#include "fuzz.h"

static const char *const RULES[] = {"statuses", "answer_path", "answer_values", "id_path", "detail_path"};

static struct sender sender_new(struct str *rest, bool ruled)
{
    struct sender sender = {.driver = &driver_http};
    struct str line;
    for (size_t i = 0; ruled && i < COUNT_OF(RULES) && str_split(rest, '\n', &line); i++) {
        sender.values[i].key = str_from(RULES[i]);
        sender.values[i].value = line;
        sender.n_values++;
    }
    return sender;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct driver *const DRIVERS[] = {&driver_whatsapp, &driver_kannel, &driver_smtp,
                                                   &driver_twilio, &driver_http};
    if (n < 2 || n > 65536)
        return 0;
    struct arena *arena = arena_open((size_t)16 << 20);
    const struct driver *driver = DRIVERS[data[0] % COUNT_OF(DRIVERS)];
    /* An exact copy, so that AddressSanitizer sees one byte too far. */
    struct str rest = {arena_alloc(arena, n - 2), n - 2};
    memcpy((char *)(uintptr_t)rest.s, data + 2, n - 2);
    struct sender sender = sender_new(&rest, driver == &driver_http);
    struct answer answer = {.state = (enum answer_state)(data[0] / COUNT_OF(DRIVERS) % 3),
                            .status = 100 + 2 * data[1] + data[0] / 15 % 2,
                            .body = rest};
    struct verdict verdict = driver->interpret(&sender, &answer, arena);
    bool accepted = verdict.result == RESULT_ACCEPTED;
    if (accepted != (verdict.reason == NULL) || (accepted && answer.state != ANSWER_COMPLETE) ||
        !str_is_utf8(verdict.detail) || verdict.detail.n > 400 || verdict.provider_id.n > 200)
        abort();
    if (gsm7_length(answer.body) > 2 * (int)answer.body.n)
        abort();
    arena_close(arena);
    return 0;
}
