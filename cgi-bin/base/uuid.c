/* UUID version 7 (RFC 9562 part 5.7): 48 bits of milliseconds, 74 random bits. */
#include "base/uuid.h"

#include <sodium.h>
#include <string.h>

const struct uuid UUID_NIL = {{0}};

__attribute__((constructor)) static void start_random(void)
{
    /* Seeded by the system, then in the process: a send takes random numbers nine times. */
    randombytes_set_implementation(&randombytes_internal_implementation);
    if (sodium_init() < 0)
        abort();
}

struct uuid uuid_v7(int64_t now_us)
{
    struct uuid id;
    randombytes_buf(id.b + 6, sizeof id.b - 6);
    uint64_t ms = (uint64_t)now_us / 1000;
    for (int i = 5; i >= 0; i--, ms >>= 8)
        id.b[i] = (uint8_t)ms;
    id.b[6] = (uint8_t)((id.b[6] & 0x0f) | 0x70);
    id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80);
    return id;
}

bool uuid_eq(struct uuid a, struct uuid b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

bool uuid_is_nil(struct uuid id)
{
    return uuid_eq(id, UUID_NIL);
}

static bool hyphen_before(int byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

bool uuid_parse(struct str text, struct uuid *out)
{
    if (text.n != UUID_TEXT_SIZE)
        return false;
    struct uuid id;
    const char *s = text.s;
    for (int i = 0; i < 16; i++) {
        if (hyphen_before(i) && *s++ != '-')
            return false;
        int high = hex_digit(s[0]), low = hex_digit(s[1]);
        if (high < 0 || low < 0)
            return false;
        id.b[i] = (uint8_t)(high << 4 | low);
        s += 2;
    }
    *out = id;
    return true;
}

struct str uuid_text(struct arena *arena, struct uuid id)
{
    static const char HEX[] = "0123456789abcdef";
    char *text = arena_alloc(arena, UUID_TEXT_SIZE + 1), *s = text;
    for (int i = 0; i < 16; i++) {
        if (hyphen_before(i))
            *s++ = '-';
        *s++ = HEX[id.b[i] >> 4];
        *s++ = HEX[id.b[i] & 15];
    }
    return (struct str){text, UUID_TEXT_SIZE};
}
