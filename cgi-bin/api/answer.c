/* JSON out. Must not know what the members mean. */
#include "api/answer.h"

#include "base/clock.h"
#include "web/problem.h"

#define LIMIT_DEFAULT 50
#define LIMIT_MAX 500
#define CURSOR_MAX 40

struct answer answer_open(struct ctx *ctx, struct response *response, int status)
{
    response->status = status;
    response->type = "application/json";
    response->body = buf_new(ctx->arena, ANSWER_MAX);
    return (struct answer){.ctx = ctx, .out = &response->body};
}

static void member(struct answer *answer, const char *name)
{
    if (answer->comma)
        buf_putc(answer->out, ',');
    answer->comma = true;
    if (!name)
        return;
    json_put(answer->out, str_from(name));
    buf_putc(answer->out, ':');
}

void answer_begin(struct answer *answer, const char *name, char bracket)
{
    member(answer, name);
    buf_putc(answer->out, bracket);
    answer->comma = false;
}

void answer_end(struct answer *answer, char bracket)
{
    buf_putc(answer->out, bracket);
    answer->comma = true;
}

void answer_null(struct answer *answer, const char *name)
{
    member(answer, name);
    buf_put(answer->out, STR("null"));
}

void answer_text(struct answer *answer, const char *name, struct str value)
{
    if (!value.s) {
        answer_null(answer, name);
        return;
    }
    member(answer, name);
    json_put(answer->out, value);
}

void answer_label(struct answer *answer, const char *name, const char *value)
{
    answer_text(answer, name, str_from(value));
}

void answer_integer(struct answer *answer, const char *name, int64_t value)
{
    member(answer, name);
    buf_printf(answer->out, "%lld", (long long)value);
}

void answer_bool(struct answer *answer, const char *name, bool value)
{
    member(answer, name);
    buf_put(answer->out, value ? STR("true") : STR("false"));
}

void answer_id(struct answer *answer, const char *name, struct uuid value)
{
    answer_text(answer, name, uuid_is_nil(value) ? STR_NONE : uuid_text(answer->ctx->arena, value));
}

void answer_credits(struct answer *answer, const char *name, struct credits value)
{
    answer_text(answer, name, credits_text(answer->ctx->arena, value));
}

void answer_time(struct answer *answer, const char *name, int64_t at_us)
{
    answer_text(answer, name, at_us ? clock_rfc3339(answer->ctx->arena, at_us) : STR_NONE);
}

void parameter_refuse(struct ctx *ctx, struct response *response, struct str name)
{
    const struct problem_field field = {name, "invalid_field", "This value is not allowed."};
    problem_send(ctx, response,
                 &(struct problem){
                     .status = 422,
                     .code = "invalid_field",
                     .detail = outcome_sentence(OUTCOME_INVALID_FIELD),
                     .fields = &field,
                     .n_fields = 1,
                 });
}

bool paging_read(struct ctx *ctx, const struct request *request, struct response *response,
                 struct paging *paging)
{
    int64_t limit = LIMIT_DEFAULT;
    struct str given = request_query(ctx, request, "limit");
    if (given.s && !str_to_i64(given, 1, LIMIT_MAX, &limit)) {
        parameter_refuse(ctx, response, STR("limit"));
        return false;
    }
    paging->limit = (int)limit;
    paging->cursor = request_query(ctx, request, "cursor");
    if (paging->cursor.n > CURSOR_MAX) {
        parameter_refuse(ctx, response, STR("cursor"));
        return false;
    }
    return true;
}
