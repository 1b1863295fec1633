/* Providers' answers on any bytes. The first two bytes are driver and status, the rest is the body. */
#include <stdlib.h>

#include "channels/driver.h"
#include "channels/text.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct driver *const DRIVERS[] = {&driver_whatsapp, &driver_kannel, &driver_smtp};
    if (n < 2 || n > 65536)
        return 0;
    struct arena *arena = arena_open((size_t)16 << 20);
    struct answer answer = {.state = (enum answer_state)(data[0] / 3 % 3),
                            .status = data[1] * 3,
                            .body = {(const char *)data + 2, n - 2}};
    struct verdict verdict = DRIVERS[data[0] % 3]->interpret(&(struct sender){0}, &answer, arena);
    bool accepted = verdict.result == RESULT_ACCEPTED;
    if (accepted != (verdict.reason == NULL) || (accepted && answer.state != ANSWER_COMPLETE) ||
        !str_is_utf8(verdict.detail) || verdict.detail.n > 400 || verdict.provider_id.n > 200)
        abort();
    if (gsm7_length(answer.body) > 2 * (int)answer.body.n)
        abort();
    arena_close(arena);
    return 0;
}
