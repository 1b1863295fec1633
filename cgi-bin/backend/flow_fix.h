#ifndef BACKEND_FLOW_FIX_H
#define BACKEND_FLOW_FIX_H
/* Mending a problem of a draft with one press: only where there is one obvious way that breaks nothing else.
 */
#include "backend/flow_problem.h"

/* X(C name, msgid of the button) */
#define FLOW_FIXES(X)                                                                                        \
    X(NONE, "")                                                                                              \
    X(DELETE_PAGE, TEXT("Delete the page"))                                                                  \
    X(RENAME, TEXT("Give it a free Id"))                                                                     \
    X(MOVE_TO_WORKER, TEXT("Move it to the first step"))                                                     \
    X(CLEAR_DEFAULT, TEXT("Clear the default"))                                                              \
    X(DROP_OPTION, TEXT("Remove the second one"))                                                            \
    X(SWAP_LIMITS, TEXT("Swap the two"))                                                                     \
    X(LOWER_LIMITS, TEXT("Lower it to what is possible"))                                                    \
    X(NEED_PHOTO, TEXT("Ask for one photo"))                                                                 \
    X(CHOOSE_RECIPIENT, TEXT("Choose the only field that fits"))                                             \
    X(MOVE_TO_RECIPIENT, TEXT("Move it after its recipient"))                                                \
    X(REQUIRE_RECIPIENT, TEXT("Make it required"))                                                           \
    X(SHOW_RECIPIENT, TEXT("Show it"))                                                                       \
    X(SHOW_ALIKE, TEXT("Give the OTP the same rules"))                                                       \
    X(DROP_FALLBACK, TEXT("Remove this channel"))                                                            \
    X(USUAL_SECONDS, TEXT("Wait 60 seconds"))                                                                \
    X(USUAL_DIGITS, TEXT("Use 6 digits"))                                                                    \
    X(USUAL_MINUTES, TEXT("Use 5 minutes"))                                                                  \
    X(DROP_RULE, TEXT("Remove the rule"))

#define X(name, words) FLOW_FIX_##name,
enum flow_fix { FLOW_FIXES(X) FLOW_FIX__COUNT };
#undef X

const char *flow_fix_words(enum flow_fix fix); /* a msgid */

/*
 * The fix of one of the definition's problems; NONE where there is no safe one. It was tried on a copy:
 * with it the problem is gone and no other one appears. As dear as listing the problems twice: for those that
 * are shown.
 */
enum flow_fix flow_fix_find(const struct flow_definition *definition, const struct flow_problem *problem);
/* Does that to the definition; new rows live in the arena. False: there is no safe fix, nothing was changed.
 */
bool flow_fix_apply(struct arena *arena, struct flow_definition *definition,
                    const struct flow_problem *problem) MUST_USE;

#endif
