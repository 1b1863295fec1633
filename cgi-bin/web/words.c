/* Sentences of C in the reader's language. A sentence with a number or a name in it is one msgid, never
 * glued. */
#include "base/text.h"
#include "shim/locale.h"
#include "web/language.h"
#include "web/page.h"

#define SENTENCE_MAX 8192

const char *say(struct ctx *ctx, const char *msgid)
{
    return text(ctx->app->texts, ctx->language, msgid);
}

/* The format with its one %s replaced. */
static struct str put_number(struct ctx *ctx, struct str format, struct str number)
{
    struct buf out = buf_new(ctx->arena, SENTENCE_MAX);
    size_t at = 0;
    while (at < format.n && !str_starts(str_slice(format, at, format.n), STR("%s")))
        at++;
    buf_put(&out, str_slice(format, 0, at));
    if (at < format.n) {
        buf_put(&out, number);
        buf_put(&out, str_slice(format, at + 2, format.n));
    }
    return buf_str(&out);
}

struct str text_count(struct ctx *ctx, const char *one, const char *many, int64_t n)
{
    char decimal[32], number[64];
    snprintf(decimal, sizeof decimal, "%lld", (long long)n);
    if (ctx->app->templates)
        locale_decimal(locale_of(ctx), decimal, number, sizeof number);
    else
        snprintf(number, sizeof number, "%s", decimal);
    const char *format = text_plural(ctx->app->texts, ctx->language, one, many, n);
    return put_number(ctx, str_from(format), str_from(number));
}

struct str text_fill(struct ctx *ctx, const char *msgid, const struct str *values, int n)
{
    struct str format = str_from(say(ctx, msgid));
    struct buf out = buf_new(ctx->arena, SENTENCE_MAX);
    for (size_t i = 0; i < format.n; i++) {
        int which = format.s[i] == '%' && i + 1 < format.n ? format.s[i + 1] - '1' : -1;
        if (which >= 0 && which < n && which < 4) {
            buf_put(&out, values[which]);
            i++;
        } else {
            buf_putc(&out, format.s[i]);
        }
    }
    return buf_str(&out);
}
