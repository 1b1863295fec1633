#ifndef BASE_UUID_H
#define BASE_UUID_H
/* Ids: UUID version 7 (RFC 9562), made here and never by a sequence. Names, not credentials, not an order. */
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct uuid {
    uint8_t b[16];
};

#define UUID_TEXT_SIZE 36

extern const struct uuid UUID_NIL;

struct uuid uuid_v7(int64_t now_us);
bool uuid_eq(struct uuid a, struct uuid b);
bool uuid_is_nil(struct uuid id);
bool uuid_parse(struct str text, struct uuid *out) MUST_USE; /* 8-4-4-4-12, either case */
struct str uuid_text(struct arena *arena, struct uuid id);   /* lower case */

#endif
