/* The names of settings, in JSON and for people. */
#include "backend/flow_field.h"

static const char *const keys[FLOW_FIELD__COUNT] = {
#define X(name, key, words) key,
    FLOW_FIELDS(X)
#undef X
};

static const char *const labels[FLOW_FIELD__COUNT] = {
#define X(name, key, words) words,
    FLOW_FIELDS(X)
#undef X
};

const char *flow_field_key(enum flow_field field)
{
    return keys[field];
}

const char *flow_field_words(enum flow_field field)
{
    return labels[field];
}
