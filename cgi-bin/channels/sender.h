#ifndef CHANNELS_SENDER_H
#define CHANNELS_SENDER_H
/* What drivers and their callers share: senders with their values, our names of messages, query strings. */
#include "base/uuid.h"

struct driver;

#define SENDER_VALUES_MAX 40

/* A configured identity. values are its settings and opened secrets by name. */
struct sender {
    struct uuid id;
    struct str name;
    const struct driver *driver;
    int64_t version;
    int n_values;
    struct {
        struct str key, value;
    } values[SENDER_VALUES_MAX];
};

struct str sender_value(const struct sender *sender, const char *key); /* STR_NONE when absent */
bool sender_flag(const struct sender *sender, const char *key);        /* "true", "1", "on" or "yes" */

/* Our name of a message at the provider: `organisation.message`. */
struct reference {
    struct uuid organisation, message;
};
struct str reference_text(struct arena *arena, struct reference reference);
bool reference_parse(struct str text, struct reference *out) MUST_USE;

/* The value of a parameter of an application/x-www-form-urlencoded text, decoded; STR_NONE when absent. */
struct str query_value(struct arena *arena, struct str query, const char *name);
/* Takes the next pair off *rest, decoded; false behind the last. */
bool query_next(struct arena *arena, struct str *rest, struct str *name, struct str *value);

/* Letters, digits, '.', '_' and '-': cannot leave its place in a path. */
bool is_path_word(struct str text);

#endif
