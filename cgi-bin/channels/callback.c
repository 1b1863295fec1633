/* Labels of events, and the headers that a callback came with. */
#include "channels/callback.h"

const char *event_status_label(enum event_status status)
{
    static const char *const LABELS[] = {"sent", "delivered", "read", "failed"};
    return LABELS[status];
}

bool event_has_message(const struct event *event)
{
    return !uuid_is_nil(event->reference.message) || event->provider_id.n > 0;
}

/* "HTTP_" and the name with '_' for '-', whatever the case of its letters. */
static bool header_is(struct str field, struct str name)
{
    if (field.n != name.n + 5 || !str_starts(field, STR("HTTP_")))
        return false;
    for (size_t i = 0; i < name.n; i++) {
        struct str given = str_slice(field, i + 5, i + 6), wanted = str_slice(name, i, i + 1);
        if (!str_eq_nocase(given, str_eq(wanted, STR("-")) ? STR("_") : wanted))
            return false;
    }
    return true;
}

struct str callback_header(const struct callback *callback, struct str name)
{
    for (const char *const *at = callback->headers; at && *at; at++) {
        struct str line = str_from(*at);
        size_t equals = str_index(line, '=', 0);
        if (header_is(str_slice(line, 0, equals), name))
            return str_slice(line, equals + 1, line.n);
    }
    return STR_NONE;
}
