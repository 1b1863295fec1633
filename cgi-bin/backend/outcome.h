#ifndef BACKEND_OUTCOME_H
#define BACKEND_OUTCOME_H
/*
 * How an operation of the shared backend can end. One table turns each into an HTTP status, a problem
 * code and a sentence, for pages and API alike. The labels are those that the functions in
 * sql/functions return; a test compares the two lists.
 */
#include "base/str.h"
#include "base/text.h"

/* X(C name, SQL label, HTTP status, problem code, English sentence) */
#define OUTCOMES(X)                                                                                          \
    X(STARTED, "started", 201, "", "")                                                                       \
    X(REPLAYED, "replayed", 201, "", "")                                                                     \
    X(APPROVED, "approved", 200, "", "")                                                                     \
    X(WRONG, "wrong", 200, "", "")                                                                           \
    X(LOCKED, "locked", 200, "", "")                                                                         \
    X(CANCELED, "canceled", 200, "", "")                                                                     \
    X(DONE, "done", 200, "", "")                                                                             \
    X(CLOSED, "closed", 409, "verification_closed", TEXT("This verification has ended. Start a new one."))   \
    X(NOT_FOUND, "not_found", 404, "not_found", TEXT("There is nothing here by that id."))                   \
    X(UNAUTHORIZED, "unauthorized", 401, "unauthorized", TEXT("Send a valid API key as bearer token."))      \
    X(FORBIDDEN, "forbidden", 403, "forbidden", TEXT("You may not do this."))                                \
    X(KEY_REUSED, "key_reused", 422, "idempotency_key_reused",                                               \
      TEXT("This Idempotency-Key was used with another request."))                                           \
    X(INVALID_RECIPIENT, "invalid_recipient", 422, "invalid_recipient",                                      \
      TEXT("This is not a number or address that can be reached."))                                          \
    X(NOT_MOBILE, "recipient_not_mobile", 422, "recipient_not_mobile",                                       \
      TEXT("This number cannot receive messages."))                                                          \
    X(OWN_RECIPIENT, "own_recipient", 422, "invalid_recipient",                                              \
      TEXT("This is your own number or address. The code must go to the recipient."))                        \
    X(INVALID_CHANNEL, "invalid_channel", 422, "invalid_channel",                                            \
      TEXT("The channel is whatsapp, sms or email."))                                                        \
    X(WRONG_CHANNEL, "wrong_channel", 422, "invalid_channel",                                                \
      TEXT("This channel does not fit the recipient."))                                                      \
    X(INVALID_DIGITS, "invalid_digits", 422, "invalid_digits", TEXT("A code has 4 to 10 digits."))           \
    X(INVALID_CODE, "invalid_code", 422, "invalid_code",                                                     \
      TEXT("This cannot be the code. Type its digits only."))                                                \
    X(INVALID_FIELD, "invalid_field", 422, "invalid_field", TEXT("Please correct the fields below."))        \
    X(TOO_MANY, "too_many", 429, "too_many_requests", TEXT("Too many requests. Try again later."))           \
    X(COOLDOWN, "cooldown", 429, "too_many_requests", TEXT("The code was sent a moment ago."))               \
    X(TOO_LATE, "too_late", 409, "verification_closed", TEXT("The code expires too soon to be sent again.")) \
    X(COUNTRY_REFUSED, "country_refused", 403, "country_refused",                                            \
      TEXT("Codes are not sent to this country."))                                                           \
    X(COUNTRY_NOT_ALLOWED, "country_not_allowed", 403, "country_not_allowed",                                \
      TEXT("Your organisation does not allow codes to this country."))                                       \
    X(NO_RATE, "no_rate", 422, "no_rate", TEXT("There is no rate for this country and channel."))            \
    X(INSUFFICIENT_CREDIT, "insufficient_credit", 402, "insufficient_credit",                                \
      TEXT("The organisation's OTP credit is too low for this message."))                                    \
    X(DAY_CAP, "day_cap", 429, "too_many_requests",                                                          \
      TEXT("The organisation's spending cap for today is reached."))                                         \
    X(NO_SENDER, "no_sender", 503, "unavailable", TEXT("No sender is active for this channel."))             \
    X(UNAVAILABLE, "unavailable", 503, "unavailable",                                                        \
      TEXT("Sandi cannot do this right now. Try again in a moment."))

enum outcome {
#define X(name, label, status, code, sentence) OUTCOME_##name,
    OUTCOMES(X)
#undef X
};

/* The outcome of an SQL label; OUTCOME_UNAVAILABLE (logged) for one that is unknown. */
enum outcome outcome_from_label(struct str label);
const char *outcome_label(enum outcome outcome);
int outcome_status(enum outcome outcome);           /* HTTP */
const char *outcome_code(enum outcome outcome);     /* problem code; "" when it is no error */
const char *outcome_sentence(enum outcome outcome); /* a msgid: translate before showing */

#endif
