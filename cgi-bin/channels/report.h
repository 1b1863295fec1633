#ifndef CHANNELS_REPORT_H
#define CHANNELS_REPORT_H
/* One message's own address for its delivery reports, for providers that sign nothing of their own. */
#include "channels/driver.h"

/*
 * /hooks/DRIVER/SENDER?ref=…&key=…&mac=… below our public address: the reference, and a proof that only we
 * can make, bound to driver and sender. STR_NONE when there is no key to prove anything with.
 */
struct str report_url(const struct sender *sender, const struct outgoing *message, struct arena *arena);

/* True when the query holds the right proof of the reference that it names; compared in constant time. */
bool report_is_proved(const struct sender *sender, const struct callback *callback, struct arena *arena,
                      struct reference *reference) MUST_USE;

#endif
