#ifndef BACKEND_ORGANISATION_H
#define BACKEND_ORGANISATION_H
/* Organisations, people, members, API keys and senders as the command line makes them. Each change is
 * audited. */
#include "base/credits.h"
#include "base/ctx.h"

/* How a change can end: the word of sql/functions/cli.sql, and a sentence for the operator. */
#define CHANGES(X)                                                                                           \
    X(DONE, "done", "")                                                                                      \
    X(EXISTS, "exists", "There is one of that name already.")                                                \
    X(NOT_FOUND, "not_found", "There is none of that name.")                                                 \
    X(NO_PERSON, "no_person", "There is nobody with that e-mail address.")                                   \
    X(NO_COUNTRY, "no_country", "There is no such country: two capital letters, as ID.")                     \
    X(NO_RATE_CARD, "no_rate_card", "There is no such rate card: name one of prices with --rate-card=.")     \
    X(NO_TIME_ZONE, "no_time_zone", "There is no such time zone: a name as Asia/Jakarta.")                   \
    X(NO_KEY, "no_key", "There is no such setting.")                                                         \
    X(STALE, "stale", "It was changed meanwhile. Look at it again.")                                         \
    X(FORBIDDEN, "forbidden", "You may not do this.")                                                        \
    X(CLEAR_TEXT, "clear_text",                                                                              \
      "An address on the Internet begins with https://. Plain http:// is for private addresses only, with "  \
      "allow_private=true.")                                                                                 \
    X(OWNER_ONLY, "owner_only", "Only an owner of the organisation may do this.")                            \
    X(LAST_OWNER, "last_owner", "An organisation keeps at least one owner.")                                 \
    X(SELF, "self", "Nobody does this to oneself.")                                                          \
    X(KNOWN, "known", "Somebody has this e-mail address already.")                                           \
    X(ENDED, "ended", "It has ended.")                                                                       \
    X(ELSEWHERE, "elsewhere", "The person belongs to other organisations, too.")                             \
    X(PASSWORD, "password", "The password is asked for first.")                                              \
    X(TOO_MANY, "too_many", "Too many. Try again later.")                                                    \
    X(INVALID, "invalid", "One of the values is not allowed.")

enum change {
#define X(name, label, sentence) CHANGE_##name,
    CHANGES(X)
#undef X
};
const char *change_sentence(enum change change);
struct db_query;
/* Runs a function of SQL that answers one of those words. */
enum rc change_run(struct ctx *ctx, struct db_query *query, enum change *change) MUST_USE;

struct organisation {
    struct uuid id;
    struct str name, country;
    bool caps;
};
enum rc organisation_find(struct ctx *ctx, struct str slug, struct organisation *out, bool *found) MUST_USE;

struct organisation_request {
    struct str slug, name, country, language, time_zone,
        rate_card; /* the last three: STR_NONE for the default */
};
enum rc organisation_create(struct ctx *ctx, const struct organisation_request *request,
                            enum change *change) MUST_USE;
/* key: caps (on, off), name, country, language, time-zone, rate-card, currency or unit-price. */
enum rc organisation_set(struct ctx *ctx, struct str slug, struct str key, struct str value,
                         enum change *change) MUST_USE;

struct person_request {
    struct str email, name, staff; /* staff: support, operator or STR_NONE */
    const struct secret *password;
};
enum rc person_create(struct ctx *ctx, const struct person_request *request, enum change *change) MUST_USE;
/* Ends the person's sessions, too. */
enum rc person_password_set(struct ctx *ctx, struct str email, const struct secret *password,
                            enum change *change) MUST_USE;
/* Takes a lost second factor away, and ends the person's sessions. */
enum rc person_factor_remove(struct ctx *ctx, struct str email, enum change *change) MUST_USE;
/* role: a label, or STR_NONE to take the person out. */
enum rc member_set(struct ctx *ctx, struct str slug, struct str email, struct str role,
                   enum change *change) MUST_USE;

/* *token is shown once and never stored. */
enum rc api_key_create(struct ctx *ctx, struct uuid organisation, struct str name,
                       struct str *token) MUST_USE;
/* Revokes every key of that name. */
enum rc api_key_revoke(struct ctx *ctx, struct uuid organisation, struct str name, int64_t *revoked) MUST_USE;

struct audit_row {
    struct uuid organisation;
    struct str rule, detail;
};
/* The organisations that break a rule of money; none when the books are right. */
enum rc credit_audit(struct ctx *ctx, struct audit_row **rows, int *n) MUST_USE;

#endif
