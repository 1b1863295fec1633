/* A keyed hash over driver, sender and message stands in the address: whoever guesses messages cannot report.
 */
#include "channels/report.h"

#include <string.h>

#include "base/hmac.h"

#define PROOF_SIZE 16
#define URL_MAX 2048

static bool proof(const struct sender *sender, const struct keyring *keys, uint8_t key_id,
                  const struct reference *reference, unsigned char out[PROOF_SIZE])
{
    unsigned char hash[HASH_SIZE];
    const struct str parts[] = {str_from(sender->driver->name), STR(" delivery report"),
                                str_bytes(sender->id.b, sizeof sender->id.b),
                                str_bytes(reference->organisation.b, sizeof reference->organisation.b),
                                str_bytes(reference->message.b, sizeof reference->message.b)};
    if (!keys || !keyed_hash(keys, key_id, parts, COUNT_OF(parts), hash))
        return false;
    memcpy(out, hash, PROOF_SIZE);
    return true;
}

struct str report_url(const struct sender *sender, const struct outgoing *message, struct arena *arena)
{
    unsigned char mac[PROOF_SIZE];
    if (!message->callback || !message->callback->count)
        return STR_NONE;
    uint8_t key_id = keyring_newest(message->callback);
    if (!proof(sender, message->callback, key_id, &message->reference, mac))
        return STR_NONE;
    struct buf url = buf_new(arena, URL_MAX);
    buf_put(&url, message->public_url);
    buf_printf(&url, "/hooks/%s/", sender->driver->name);
    buf_put_percent(&url, sender->name);
    buf_put(&url, STR("?ref="));
    buf_put(&url, reference_text(arena, message->reference));
    buf_printf(&url, "&key=%d&mac=", key_id);
    buf_put(&url, hex_encode(arena, mac, sizeof mac));
    return url.broken ? STR_NONE : buf_str(&url);
}

bool report_is_proved(const struct sender *sender, const struct callback *callback, struct arena *arena,
                      struct reference *reference)
{
    unsigned char given[PROOF_SIZE], right[PROOF_SIZE];
    int64_t key;
    return reference_parse(query_value(arena, callback->query, "ref"), reference) &&
           hex_decode(query_value(arena, callback->query, "mac"), given, sizeof given) &&
           str_to_i64(query_value(arena, callback->query, "key"), 1, 255, &key) &&
           proof(sender, callback->keys, (uint8_t)key, reference, right) &&
           same_secret(str_bytes(given, sizeof given), str_bytes(right, sizeof right));
}
