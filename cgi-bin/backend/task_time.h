#ifndef BACKEND_TASK_TIME_H
#define BACKEND_TASK_TIME_H
/* The time window of a task as people write it, by the clocks of a time zone. Pure. */
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"

/* X(C name, msgid) */
#define TASK_TIMES(X)                                                                                        \
    X(GOOD, "")                                                                                              \
    X(NOT_A_TIME, TEXT("This is not a day and a time. Write it like 2026-12-31 08:00."))                     \
    X(SKIPPED, TEXT("On that day the clocks are put forward over this time. Choose one before or after."))   \
    X(END_FIRST, TEXT("The end must be after the start."))

#define X(name, msgid) TASK_TIME_##name,
enum task_time { TASK_TIMES(X) TASK_TIME__COUNT };
#undef X
const char *task_time_sentence(enum task_time result); /* msgid */

/* "2026-12-31T08:00" as browsers send it, "2026-12-31 8:00[:00]" as spreadsheets do. Nothing typed: 0. */
enum task_time task_time_read(struct arena *arena, struct str typed, struct str time_zone,
                              int64_t *at_us) MUST_USE;
/* GOOD or END_FIRST; 0 is no end. */
enum task_time task_window_check(int64_t starts_at, int64_t ends_at) MUST_USE;
/* "2026-12-31T08:00"; STR("") of 0. */
struct str task_time_text(struct arena *arena, int64_t at_us, struct str time_zone);

#endif
