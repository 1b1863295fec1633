/* The one table of outcomes as data. Must not decide anything. */
#include "backend/outcome.h"

#include "base/log.h"

struct outcome_row {
    const char *label;
    int status;
    const char *code, *sentence;
};

static const struct outcome_row rows[] = {
#define X(name, label, status, code, sentence) [OUTCOME_##name] = {label, status, code, sentence},
    OUTCOMES(X)
#undef X
};

enum outcome outcome_from_label(struct str label)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(label, str_from(rows[i].label)))
            return (enum outcome)i;
    log_event(LOG_ERROR, "outcome.unknown", "label=%.*s", STR_ARG(label));
    return OUTCOME_UNAVAILABLE;
}

const char *outcome_label(enum outcome outcome)
{
    return rows[outcome].label;
}

int outcome_status(enum outcome outcome)
{
    return rows[outcome].status;
}

const char *outcome_code(enum outcome outcome)
{
    return rows[outcome].code;
}

const char *outcome_sentence(enum outcome outcome)
{
    return rows[outcome].sentence;
}
