/* Labels of roles. Must not decide what a role may do. */
#include "backend/role.h"

static const char *const members[] = {
    [ROLE_NONE] = "",         [ROLE_WORKER] = "worker", [ROLE_PLANNER] = "planner",
    [ROLE_EDITOR] = "editor", [ROLE_ADMIN] = "admin",   [ROLE_OWNER] = "owner",
};
static const char *const staff[] = {
    [STAFF_NONE] = "",
    [STAFF_SUPPORT] = "support",
    [STAFF_OPERATOR] = "operator",
};

bool member_role_parse(struct str label, enum role *out)
{
    for (size_t i = 1; i < COUNT_OF(members); i++) {
        if (!str_eq(label, str_from(members[i])))
            continue;
        *out = (enum role)i;
        return true;
    }
    return false;
}

const char *member_role_label(enum role role)
{
    return members[role];
}

bool staff_role_parse(struct str label, enum staff_role *out)
{
    for (size_t i = 1; i < COUNT_OF(staff); i++) {
        if (!str_eq(label, str_from(staff[i])))
            continue;
        *out = (enum staff_role)i;
        return true;
    }
    return false;
}
