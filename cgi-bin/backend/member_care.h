#ifndef BACKEND_MEMBER_CARE_H
#define BACKEND_MEMBER_CARE_H
/* What admins look after for a member: sessions, open tasks, a lost second factor. */
#include "backend/organisation.h"

#define MEMBER_TASKS 10
#define MEMBER_TASKS_MOVED 500 /* at once */

struct member_care {
    struct member_session {
        struct str device, address; /* each may be STR_NONE */
        int64_t created_at, seen_at;
    } * session; /* in the actor's organisation, the newest use first */
    struct member_task {
        struct uuid id;
        struct str title;
    } * task; /* open ones, the oldest first, at most MEMBER_TASKS */
    int n_sessions, n_tasks;
    int64_t tasks; /* all that are open */
    bool factor;   /* signs in with a code */
};
enum rc member_care_get(struct ctx *ctx, struct uuid person, struct member_care *out) MUST_USE;

/* Each: change DONE, FORBIDDEN, NOT_FOUND or OWNER_ONLY; and SELF. */
enum rc member_session_end(struct ctx *ctx, struct uuid person, enum change *change) MUST_USE;
/* to nil: nobody; at most MEMBER_TASKS_MOVED. Also INVALID: to is no active member. */
enum rc member_task_move(struct ctx *ctx, struct uuid person, struct uuid to, enum change *change) MUST_USE;
/* Behind session_prove. Also SELF, INVALID (there is none), ELSEWHERE or PASSWORD. */
enum rc member_factor_remove(struct ctx *ctx, struct uuid person, enum change *change) MUST_USE;

#endif
