#ifndef DISPATCHER_LIMITS_H
#define DISPATCHER_LIMITS_H
/* How much at once, and how long. */
#include <stdint.h>

#define RINGS_MAX                                                                                            \
    8 /* named at once; where there are more, some are lost, and a claim of all has enough to do */
#define LEASE_MS 30000                  /* from claim to settlement */
#define HOLD_MS 3000                    /* from claim to launch; then anybody may claim it again */
#define FLOOR_US (INT64_C(5) * 1000000) /* a code that arrives later before its end is of no use */
#define LEAST_US (INT64_C(1) * 1000000) /* the least time that an exchange is given */
#define IN_FLIGHT_MAX 4096              /* messages at once; each holds an arena */
#define SENDER_HTTP_MAX 256 /* requests at once to one sender, so that a hanging one leaves room */
#define MAIL_THREADS 16
#define CLAIM_MAX 256
#define TIMEOUT_US (INT64_C(10) * 1000000)

#endif
