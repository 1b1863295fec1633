#ifndef BASE_RC_H
#define BASE_RC_H
/*
 * Faults: what went wrong with the machine. Whoever detects a fault first logs
 * it; everybody else passes it on. What a user or a provider did wrong is an
 * outcome, never one of these.
 */
#include "base/attr.h"

enum rc {
    RC_OK = 0,
    RC_UNAVAILABLE, /* database or peer away; the same call may work in a moment */
    RC_CONFLICT,    /* a constraint refused the row; see db_rows.sqlstate */
    RC_BROKEN,      /* a bug or a wrong configuration; trying again does not help */
};

#endif
