/*
 * Errors of the JSON API. Writes JSON by hand, into the request's arena only; must not log, for an
 * outcome is not an error of ours.
 */
#include "web/problem.h"

#include "web/status.h"

#define PROBLEM_MAX 16384

void json_put(struct buf *buf, struct str text)
{
    buf_putc(buf, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c == '"' || c == '\\') {
            buf_putc(buf, '\\');
            buf_putc(buf, (char)c);
        } else if (c < 0x20 || c == 0x7f) {
            buf_printf(buf, "\\u%04x", c);
        } else {
            buf_putc(buf, (char)c);
        }
    }
    buf_putc(buf, '"');
}

static void put_member(struct buf *buf, const char *name, struct str value)
{
    buf_printf(buf, ",\"%s\":", name);
    json_put(buf, value);
}

static void put_fields(struct buf *buf, const struct problem *problem)
{
    buf_put(buf, STR(",\"fields\":["));
    for (int i = 0; i < problem->n_fields; i++) {
        const struct problem_field *field = &problem->fields[i];
        buf_put(buf, i ? STR(",{\"name\":") : STR("{\"name\":"));
        json_put(buf, field->name);
        put_member(buf, "code", str_from(field->code));
        put_member(buf, "detail", str_from(field->detail));
        buf_putc(buf, '}');
    }
    buf_putc(buf, ']');
}

void problem_send(const struct ctx *ctx, struct response *response, const struct problem *problem)
{
    struct buf body = buf_new(ctx->arena, PROBLEM_MAX);
    buf_put(&body, STR("{\"type\":\"about:blank\""));
    put_member(&body, "title", str_from(status_words(problem->status)));
    buf_printf(&body, ",\"status\":%d", problem->status);
    put_member(&body, "detail", str_from(problem->detail));
    put_member(&body, "code", str_from(problem->code));
    put_fields(&body, problem);
    if (problem->retry_after > 0) {
        buf_printf(&body, ",\"retry_after\":%d", problem->retry_after);
        response_header(response, "Retry-After", str_printf(ctx->arena, "%d", problem->retry_after));
    }
    if (problem->status == 401)
        response_header(response, "WWW-Authenticate", STR("Bearer"));
    put_member(&body, "request_id", ctx->request_id);
    buf_put(&body, STR("}\n"));
    response->status = problem->status;
    response->type = "application/problem+json";
    response->body = body;
}

void problem_outcome(const struct ctx *ctx, struct response *response, enum outcome outcome, struct str field,
                     int retry_after)
{
    const char *code = outcome_code(outcome), *sentence = outcome_sentence(outcome);
    const struct problem_field row = {.name = field, .code = code, .detail = sentence};
    problem_send(ctx, response,
                 &(struct problem){
                     .status = outcome_status(outcome),
                     .code = code,
                     .detail = sentence,
                     .fields = &row,
                     .n_fields = field.n ? 1 : 0,
                     .retry_after = retry_after,
                 });
}
