/* Labels of roles, and their words. Must not decide what a role may do. */
#include "backend/role.h"

#include "base/text.h"

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

const char *member_role_words(enum role role)
{
    static const char *const WORDS[] = {
        [ROLE_NONE] = "",
        [ROLE_WORKER] = TEXT("Worker"),
        [ROLE_PLANNER] = TEXT("Planner"),
        [ROLE_EDITOR] = TEXT("Editor"),
        [ROLE_ADMIN] = TEXT("Admin"),
        [ROLE_OWNER] = TEXT("Owner"),
    };
    return WORDS[role];
}

const char *member_role_note(enum role role)
{
    static const char *const NOTES[] = {
        [ROLE_NONE] = "",
        [ROLE_WORKER] = TEXT("Runs tasks on a phone."),
        [ROLE_PLANNER] = TEXT("Makes tasks and follows deliveries, too."),
        [ROLE_EDITOR] = TEXT("Builds flows, too."),
        [ROLE_ADMIN] = TEXT("Looks after billing, people and settings, too."),
        [ROLE_OWNER] = TEXT("Everything; the only one who makes and removes owners."),
    };
    return NOTES[role];
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
