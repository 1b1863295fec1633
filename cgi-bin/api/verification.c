/* Verifications as JSON: start, get, check, resend, cancel. */
#include "backend/verification.h"

#include "api/answer.h"
#include "api/api.h"
#include "api/body.h"
#include "backend/verification_request.h"

struct start_body {
    struct str to, channel, locale, reference;
    struct body_integer digits, fallback_after;
    struct body_texts fallback;
};
static const struct member start_members[] = {
    {"to", MEMBER_TEXT, OUTCOME_INVALID_RECIPIENT, offsetof(struct start_body, to)},
    {"channel", MEMBER_TEXT, OUTCOME_INVALID_CHANNEL, offsetof(struct start_body, channel)},
    {"digits", MEMBER_INTEGER, OUTCOME_INVALID_DIGITS, offsetof(struct start_body, digits)},
    {"locale", MEMBER_TEXT, OUTCOME_INVALID_FIELD, offsetof(struct start_body, locale)},
    {"reference", MEMBER_TEXT, OUTCOME_INVALID_FIELD, offsetof(struct start_body, reference)},
    {"fallback", MEMBER_TEXTS, OUTCOME_INVALID_CHANNEL, offsetof(struct start_body, fallback)},
    {"fallback_after", MEMBER_INTEGER, OUTCOME_INVALID_FIELD, offsetof(struct start_body, fallback_after)},
};

struct check_body {
    struct str code;
};
static const struct member check_members[] = {
    {"code", MEMBER_TEXT, OUTCOME_INVALID_CODE, offsetof(struct check_body, code)},
};

struct resend_body {
    struct str channel;
};
static const struct member resend_members[] = {
    {"channel", MEMBER_TEXT, OUTCOME_INVALID_CHANNEL, offsetof(struct resend_body, channel)},
};

static void verification_put(struct answer *answer, const struct verification *verification)
{
    answer_id(answer, "id", verification->id);
    answer_label(answer, "status", verification_status_label(verification->status));
    answer_text(answer, "to", verification->to);
    answer_label(answer, "channel", channel_label(verification->channel));
    answer_text(answer, "country", verification->country);
    answer_integer(answer, "digits", verification->digits);
    answer_integer(answer, "attempts_left", verification->attempts_left);
    answer_credits(answer, "price", verification->price);
    answer_time(answer, "expires_at", verification->expires_at);
    answer_time(answer, "created_at", verification->created_at);
    answer_text(answer, "reference", verification->reference);
}

static void verification_answer(struct ctx *ctx, struct response *response, int status,
                                const struct verification *verification)
{
    struct answer answer = answer_open(ctx, response, status);
    answer_begin(&answer, NULL, '{');
    verification_put(&answer, verification);
    answer_end(&answer, '}');
}

/* Every problem of the request that is not known yet. */
static void problems_add(struct body_errors *errors, const struct verification_result *result)
{
    for (int i = 0; i < result->n_problems; i++)
        body_error(errors, result->problem[i].field, result->problem[i].outcome);
}

/* The answer to a start or resend, whatever it came to. */
static void result_answer(struct ctx *ctx, struct response *response, struct body *body,
                          const struct verification_result *result)
{
    if (result->n_problems) {
        problems_add(&body->errors, result);
        body_errors_send(ctx, response, body);
    } else if (result->outcome == OUTCOME_STARTED || result->outcome == OUTCOME_REPLAYED) {
        struct str id = uuid_text(ctx->arena, result->verification.id);
        response_header(response, "Location",
                        str_printf(ctx->arena, "/api/v1/verifications/%.*s", STR_ARG(id)));
        if (result->outcome == OUTCOME_REPLAYED)
            response_header(response, "Idempotent-Replayed", STR("true"));
        verification_answer(ctx, response, outcome_status(result->outcome), &result->verification);
    } else {
        problem_outcome(ctx, response, result->outcome, result->field, result->retry_after);
    }
}

static void not_found(struct ctx *ctx, struct response *response)
{
    problem_outcome(ctx, response, OUTCOME_NOT_FOUND, STR_NONE, 0);
}

/* What the members say, and what is wrong with those that could be read. */
static void start_request_fill(struct ctx *ctx, const struct request *http, const struct start_body *body,
                               struct verification_request *request, struct body_errors *errors)
{
    *request = (struct verification_request){
        .to = body->to,
        .home = http->home,
        .channel = body->channel,
        .locale = body->locale,
        .reference = body->reference,
        .idempotency_key = request_param(http, "HTTP_IDEMPOTENCY_KEY"),
    };
    if (body->digits.given) /* zero is the default to the backend, and wrong here */
        request->digits = body->digits.value ? body->digits.value : -1;
    if (body->fallback_after.given)
        request->fallback_after = body->fallback_after.value ? body->fallback_after.value : -1;
    if (body->fallback.n > (int)COUNT_OF(request->fallback))
        body_error(errors, STR("fallback"), OUTCOME_INVALID_CHANNEL);
    for (int i = 0; i < body->fallback.n && i < (int)COUNT_OF(request->fallback); i++)
        request->fallback[request->n_fallback++] = body->fallback.text[i];
    if (errors->n == 0)
        return;
    struct verification_order order;
    struct verification_result result = {0};
    if (!verification_request_check(ctx, request, &order, &result))
        problems_add(errors, &result);
}

enum rc api_verification_start(struct ctx *ctx, struct request *request, struct response *response)
{
    struct start_body wanted = {0};
    struct body body = BODY(start_members);
    struct verification_request start;
    struct verification_result result;
    if (!body_read(ctx, request, response, &body, &wanted))
        return RC_OK;
    start_request_fill(ctx, request, &wanted, &start, &body.errors);
    if (body.errors.n) {
        body_errors_send(ctx, response, &body);
        return RC_OK;
    }
    enum rc rc = verification_start(ctx, &start, &result);
    if (rc == RC_OK)
        result_answer(ctx, response, &body, &result);
    return rc;
}

enum rc api_verification_get(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct verification_view view = {.outcome = OUTCOME_NOT_FOUND};
    enum rc rc = request_uuid(request, 0, &id) ? verification_get(ctx, id, &view) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (view.outcome != OUTCOME_DONE) {
        not_found(ctx, response);
        return RC_OK;
    }
    struct answer answer = answer_open(ctx, response, 200);
    answer_begin(&answer, NULL, '{');
    verification_put(&answer, &view.verification);
    answer_begin(&answer, "messages", '[');
    for (int i = 0; i < view.n_messages; i++) {
        const struct verification_message *message = &view.messages[i];
        answer_begin(&answer, NULL, '{');
        answer_id(&answer, "id", message->id);
        answer_label(&answer, "channel", channel_label(message->channel));
        answer_label(&answer, "status", message_status_label(message->status));
        answer_credits(&answer, "price", message->price);
        answer_text(&answer, "reason", message->reason);
        answer_time(&answer, "created_at", message->created_at);
        answer_time(&answer, "updated_at", message->updated_at);
        answer_end(&answer, '}');
    }
    answer_end(&answer, ']');
    answer_end(&answer, '}');
    return RC_OK;
}

static void check_answer(struct ctx *ctx, struct response *response,
                         const struct verification_check_result *result)
{
    struct answer answer = answer_open(ctx, response, 200);
    answer_begin(&answer, NULL, '{');
    answer_bool(&answer, "approved", result->outcome == OUTCOME_APPROVED);
    answer_label(&answer, "status", verification_status_label(result->status));
    answer_integer(&answer, "attempts_left", result->attempts_left);
    answer_end(&answer, '}');
}

enum rc api_verification_check(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct check_body typed = {0};
    struct body body = BODY(check_members);
    struct verification_check_result result;
    if (!body_read(ctx, request, response, &body, &typed))
        return RC_OK;
    if (body.errors.n) {
        body_errors_send(ctx, response, &body);
        return RC_OK;
    }
    if (!request_uuid(request, 0, &id)) {
        not_found(ctx, response);
        return RC_OK;
    }
    enum rc rc = verification_check(ctx, id, typed.code, TYPIST_PROGRAM, &result);
    if (rc != RC_OK)
        return rc;
    if (result.outcome == OUTCOME_APPROVED || result.outcome == OUTCOME_WRONG ||
        result.outcome == OUTCOME_LOCKED || result.outcome == OUTCOME_CLOSED)
        check_answer(ctx, response, &result);
    else if (result.outcome == OUTCOME_INVALID_CODE)
        problem_outcome(ctx, response, result.outcome, STR("code"), 0);
    else
        problem_outcome(ctx, response, result.outcome, STR_NONE, result.retry_after);
    return RC_OK;
}

/* A call that needs no body may come without one. */
static bool optional_body_read(struct ctx *ctx, const struct request *request, struct response *response,
                               struct body *body, struct resend_body *wanted)
{
    if (request->body.n == 0)
        return true;
    if (!body_read(ctx, request, response, body, wanted))
        return false;
    if (body->errors.n)
        body_errors_send(ctx, response, body);
    return body->errors.n == 0;
}

enum rc api_verification_resend(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct resend_body wanted = {0};
    struct body body = BODY(resend_members);
    struct verification_result result;
    if (!optional_body_read(ctx, request, response, &body, &wanted))
        return RC_OK;
    if (!request_uuid(request, 0, &id)) {
        not_found(ctx, response);
        return RC_OK;
    }
    struct str key = request_param(request, "HTTP_IDEMPOTENCY_KEY");
    enum rc rc = verification_resend(ctx, id, wanted.channel, key, &result);
    if (rc == RC_OK)
        result_answer(ctx, response, &body, &result);
    return rc;
}

enum rc api_verification_cancel(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct resend_body none = {0};
    struct body body = {0};
    struct verification_view view;
    struct verification_result result = {.outcome = OUTCOME_NOT_FOUND};
    if (!optional_body_read(ctx, request, response, &body, &none))
        return RC_OK;
    enum rc rc = request_uuid(request, 0, &id) ? verification_cancel(ctx, id, &result) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (result.outcome != OUTCOME_CANCELED) {
        problem_outcome(ctx, response, result.outcome, STR_NONE, 0);
        return RC_OK;
    }
    rc = verification_get(ctx, id, &view);
    if (rc == RC_OK)
        verification_answer(ctx, response, 200, &view.verification);
    return rc;
}
