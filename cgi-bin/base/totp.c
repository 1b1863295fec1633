/* Codes of authenticator apps. Keeps nothing: that a step is used once is the database's part. */
#include "base/totp.h"

#include "base/hmac.h"

#define WINDOW 1

struct str totp_code(struct arena *arena, struct str secret, int64_t step)
{
    unsigned char counter[8], mac[HMAC_SHA1_SIZE];
    for (int i = 0; i < 8; i++)
        counter[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
    hmac_sha1(arena, secret, str_bytes(counter, sizeof counter), mac);
    const unsigned char *at = mac + (mac[HMAC_SHA1_SIZE - 1] & 0x0f);
    uint32_t number =
        ((uint32_t)(at[0] & 0x7f) << 24) | ((uint32_t)at[1] << 16) | ((uint32_t)at[2] << 8) | at[3];
    return str_printf(arena, "%06u", number % 1000000);
}

static struct str digits_of(struct arena *arena, struct str typed)
{
    struct buf out = buf_new(arena, TOTP_DIGITS);
    for (size_t i = 0; i < typed.n; i++)
        if (typed.s[i] != ' ')
            buf_putc(&out, typed.s[i]);
    return out.broken ? STR_NONE : buf_str(&out);
}

int64_t totp_find(struct arena *arena, struct str secret, int64_t now_us, struct str typed)
{
    struct str code = digits_of(arena, typed);
    int64_t now = now_us / TOTP_STEP_US, found = 0;
    for (int64_t step = now - WINDOW; step <= now + WINDOW; step++)
        if (same_secret(totp_code(arena, secret, step), code))
            found = step;
    return found;
}

struct str base32_text(struct arena *arena, struct str bytes)
{
    static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    struct buf out = buf_new(arena, (bytes.n * 8 + 4) / 5);
    unsigned held = 0;
    int bits = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        held = (held << 8 | (unsigned char)bytes.s[i]) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5)
            buf_putc(&out, ALPHABET[held >> (bits - 5) & 0x1f]);
    }
    if (bits)
        buf_putc(&out, ALPHABET[held << (5 - bits) & 0x1f]);
    return buf_str(&out);
}
