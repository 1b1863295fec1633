#ifndef BACKEND_CHANNEL_H
#define BACKEND_CHANNEL_H
/* Enums that live in SQL: C name, SQL label, what people read (a msgid). */
#include <stdbool.h>

#include "base/str.h"
#include "base/text.h"

#define CHANNELS(X) X(WHATSAPP, "whatsapp", "WhatsApp") X(SMS, "sms", "SMS") X(EMAIL, "email", "Email")

#define VERIFICATION_STATUSES(X)                                                                             \
    X(PENDING, "pending", TEXT("Waiting for the code"))                                                      \
    X(APPROVED, "approved", TEXT("Verified"))                                                                \
    X(EXPIRED, "expired", TEXT("Expired"))                                                                   \
    X(LOCKED, "locked", TEXT("Locked"))                                                                      \
    X(CANCELED, "canceled", TEXT("Canceled"))

#define MESSAGE_STATUSES(X)                                                                                  \
    X(QUEUED, "queued", TEXT("Waiting to be sent"))                                                          \
    X(LAUNCHED, "launched", TEXT("Being sent"))                                                              \
    X(ACCEPTED, "accepted", TEXT("Accepted by the provider"))                                                \
    X(SENT, "sent", TEXT("Sent"))                                                                            \
    X(DELIVERED, "delivered", TEXT("Delivered"))                                                             \
    X(READ, "read", TEXT("Read"))                                                                            \
    X(REJECTED, "rejected", TEXT("Refused by the provider"))                                                 \
    X(FAILED, "failed", TEXT("Not delivered"))                                                               \
    X(UNKNOWN, "unknown", TEXT("No answer from the provider"))                                               \
    X(EXPIRED, "expired", TEXT("Expired before it was sent"))                                                \
    X(WITHDRAWN, "withdrawn", TEXT("Withdrawn before it was sent"))

/* Seconds without delivery after which the next channel may be tried. */
#define FALLBACK_AFTER_MIN 15
#define FALLBACK_AFTER_MAX 240

/* Why a message was made; null in SQL for the start and for the same way again. CHOSEN: a person named the
 * channel; FAILED, LATE: the message before it failed, or was not delivered in time. */
#define MESSAGE_CAUSES(X) X(ASKED, "") X(CHOSEN, "chosen") X(FAILED, "failed") X(LATE, "late")

/* Who typed a code: on a page, or in whatever program asks by the API (null in SQL). */
#define TYPISTS(X) X(PROGRAM, "") X(WORKER, "worker") X(RECIPIENT, "recipient")

#define X(name, label, words) CHANNEL_##name,
enum channel { CHANNELS(X) CHANNEL__COUNT };
#undef X
#define X(name, label, words) VERIFICATION_##name,
enum verification_status { VERIFICATION_STATUSES(X) VERIFICATION__COUNT };
#undef X
#define X(name, label, words) MESSAGE_##name,
enum message_status { MESSAGE_STATUSES(X) MESSAGE__COUNT };
#undef X
#define X(name, label) TYPIST_##name,
enum typist { TYPISTS(X) TYPIST__COUNT };
#undef X
#define X(name, label) MESSAGE_CAUSE_##name,
enum message_cause { MESSAGE_CAUSES(X) MESSAGE_CAUSE__COUNT };
#undef X

bool channel_parse(struct str label, enum channel *out) MUST_USE;
const char *channel_label(enum channel channel);
const char *channel_words(enum channel channel);
bool verification_status_parse(struct str label, enum verification_status *out) MUST_USE;
const char *verification_status_label(enum verification_status status);
const char *verification_status_words(enum verification_status status);
bool message_status_parse(struct str label, enum message_status *out) MUST_USE;
const char *message_status_label(enum message_status status);
const char *message_status_words(enum message_status status);
bool message_cause_parse(struct str label, enum message_cause *out) MUST_USE;
bool typist_parse(struct str label, enum typist *out) MUST_USE;
const char *typist_label(enum typist typist);

#endif
