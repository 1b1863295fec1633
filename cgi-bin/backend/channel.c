/* Labels of the enums that live in SQL. Must not decide anything. */
#include "backend/channel.h"

struct label {
    const char *label, *words;
};

#define X(name, label, words) [CHANNEL_##name] = {label, words},
static const struct label channels[] = {CHANNELS(X)};
#undef X
#define X(name, label, words) [VERIFICATION_##name] = {label, words},
static const struct label verification_statuses[] = {VERIFICATION_STATUSES(X)};
#undef X
#define X(name, label, words) [MESSAGE_##name] = {label, words},
static const struct label message_statuses[] = {MESSAGE_STATUSES(X)};
#undef X
#define X(name, label) [MESSAGE_CAUSE_##name] = {label, NULL},
static const struct label message_causes[] = {MESSAGE_CAUSES(X)};
#undef X
#define X(name, label) [TYPIST_##name] = {label, NULL},
static const struct label typists[] = {TYPISTS(X)};
#undef X

static bool find(const struct label *labels, size_t n, struct str label, size_t *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(label, str_from(labels[i].label)))
            continue;
        *out = i;
        return true;
    }
    return false;
}

bool channel_parse(struct str label, enum channel *out)
{
    size_t i;
    if (!find(channels, COUNT_OF(channels), label, &i))
        return false;
    *out = (enum channel)i;
    return true;
}

const char *channel_label(enum channel channel)
{
    return channels[channel].label;
}

const char *channel_words(enum channel channel)
{
    return channels[channel].words;
}

bool verification_status_parse(struct str label, enum verification_status *out)
{
    size_t i;
    if (!find(verification_statuses, COUNT_OF(verification_statuses), label, &i))
        return false;
    *out = (enum verification_status)i;
    return true;
}

const char *verification_status_label(enum verification_status status)
{
    return verification_statuses[status].label;
}

const char *verification_status_words(enum verification_status status)
{
    return verification_statuses[status].words;
}

bool message_status_parse(struct str label, enum message_status *out)
{
    size_t i;
    if (!find(message_statuses, COUNT_OF(message_statuses), label, &i))
        return false;
    *out = (enum message_status)i;
    return true;
}

const char *message_status_label(enum message_status status)
{
    return message_statuses[status].label;
}

const char *message_status_words(enum message_status status)
{
    return message_statuses[status].words;
}

bool message_cause_parse(struct str label, enum message_cause *out)
{
    size_t i;
    if (!find(message_causes, COUNT_OF(message_causes), label, &i))
        return false;
    *out = (enum message_cause)i;
    return true;
}

bool typist_parse(struct str label, enum typist *out)
{
    size_t i;
    if (!find(typists, COUNT_OF(typists), label, &i))
        return false;
    *out = (enum typist)i;
    return true;
}

const char *typist_label(enum typist typist)
{
    return typists[typist].label;
}
