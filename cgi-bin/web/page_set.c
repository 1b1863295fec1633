/* Values of a page as its reader's language writes them. Escaping is the template's part. */
#include <stdio.h>
#include <string.h>

#include "backend/recipient.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "shim/locale.h"
#include "web/language.h"
#include "web/page.h"

void page_set(struct template_dict *dict, const char *name, struct str value)
{
    template_set(dict, name, value.n ? value.s : "", value.n);
}

void page_set_c(struct template_dict *dict, const char *name, const char *value)
{
    page_set(dict, name, str_from(value));
}

static void set_decimal(struct ctx *ctx, struct template_dict *dict, const char *name, const char *decimal)
{
    char out[96];
    page_set_c(dict, name, locale_decimal(locale_of(ctx), decimal, out, sizeof out));
}

void page_set_i64(struct ctx *ctx, struct template_dict *dict, const char *name, int64_t value)
{
    char decimal[32];
    snprintf(decimal, sizeof decimal, "%lld", (long long)value);
    set_decimal(ctx, dict, name, decimal);
}

void page_set_credits(struct ctx *ctx, struct template_dict *dict, const char *name, struct credits value)
{
    set_decimal(ctx, dict, name, str_z(ctx->arena, credits_text(ctx->arena, value)));
}

struct str page_credits(struct ctx *ctx, struct credits value)
{
    char out[96];
    const char *decimal = str_z(ctx->arena, credits_text(ctx->arena, value));
    return str_copy(ctx->arena, str_from(locale_decimal(locale_of(ctx), decimal, out, sizeof out)));
}

static const char *beside(struct ctx *ctx, const char *name, const char *suffix)
{
    return str_z(ctx->arena, str_printf(ctx->arena, "%s_%s", name, suffix));
}

static bool has_zone(const struct request *request)
{
    return request->session && request->session->time_zone.n;
}

static const char *zone_of(struct ctx *ctx, const struct request *request)
{
    return has_zone(request) ? str_z(ctx->arena, request->session->time_zone) : "UTC";
}

/* A time as the reader's clock shows it; who belongs to no organisation has none, and reads whose it is. */
static struct str told(struct ctx *ctx, const struct request *request, const char *time)
{
    return str_printf(ctx->arena, has_zone(request) ? "%s" : "%s UTC", time);
}

void page_set_time(struct ctx *ctx, const struct request *request, struct template_dict *dict,
                   const char *name, int64_t at_us)
{
    char out[96];
    page_set(dict, name,
             told(ctx, request, locale_time(locale_of(ctx), at_us, zone_of(ctx, request), out, sizeof out)));
    page_set(dict, beside(ctx, name, "UTC"), clock_rfc3339(ctx->arena, at_us));
}

struct str page_time(struct ctx *ctx, const struct request *request, int64_t at_us)
{
    char out[96];
    return told(ctx, request, locale_time(locale_of(ctx), at_us, zone_of(ctx, request), out, sizeof out));
}

struct str page_window(struct ctx *ctx, const struct request *request, int64_t starts_at, int64_t ends_at)
{
    char day[2][96], hour[96];
    struct str words[] = {starts_at ? page_time(ctx, request, starts_at) : STR_NONE,
                          ends_at ? page_time(ctx, request, ends_at) : STR_NONE};
    if (!ends_at)
        return starts_at ? text_fill(ctx, TEXT("from %1"), words, 1) : STR_NONE;
    if (!starts_at)
        return text_fill(ctx, TEXT("until %1"), words + 1, 1);
    const char *zone = zone_of(ctx, request);
    locale_day(locale_of(ctx), starts_at, zone, day[0], sizeof day[0]);
    locale_day(locale_of(ctx), ends_at, zone, day[1], sizeof day[1]);
    bool one_day = str_eq(str_from(day[0]), str_from(day[1]));
    if (one_day)
        words[1] = str_from(locale_hour(locale_of(ctx), ends_at, zone, hour, sizeof hour));
    return str_printf(ctx->arena, one_day ? "%.*s–%.*s" : "%.*s – %.*s", STR_ARG(words[0]),
                      STR_ARG(words[1]));
}

struct str page_clock(struct ctx *ctx, const struct request *request, int64_t at_us)
{
    char out[32];
    return str_copy(ctx->arena,
                    str_from(locale_hour(locale_of(ctx), at_us, zone_of(ctx, request), out, sizeof out)));
}

void page_set_moment(struct ctx *ctx, const struct request *request, struct template_dict *dict,
                     const char *name, int64_t at_us)
{
    char out[96];
    page_set(
        dict, name,
        told(ctx, request, locale_moment(locale_of(ctx), at_us, zone_of(ctx, request), out, sizeof out)));
    page_set(dict, beside(ctx, name, "UTC"), clock_rfc3339(ctx->arena, at_us));
}

struct str page_day(struct ctx *ctx, struct str date)
{
    char out[96];
    int64_t at = clock_of_day(date);
    if (at == 0 || date.n != 10)
        return date;
    return str_copy(ctx->arena, str_from(locale_day(locale_of(ctx), at, "UTC", out, sizeof out)));
}

void page_set_day(struct ctx *ctx, struct template_dict *dict, const char *name, struct str day)
{
    page_set(dict, name, page_day(ctx, day));
}

void page_set_date(struct ctx *ctx, const struct request *request, struct template_dict *dict,
                   const char *name, int64_t at_us)
{
    char out[96];
    page_set_c(dict, name, locale_day(locale_of(ctx), at_us, zone_of(ctx, request), out, sizeof out));
    page_set(dict, beside(ctx, name, "UTC"), clock_rfc3339(ctx->arena, at_us));
}

struct str page_month(struct ctx *ctx, struct str month)
{
    char out[96];
    struct str first = str_printf(ctx->arena, "%.*s-01", STR_ARG(month));
    return str_copy(ctx->arena, str_from(locale_month(locale_of(ctx), clock_of_day(first), out, sizeof out)));
}

void page_set_worth(struct ctx *ctx, const struct request *request, struct template_dict *dict,
                    const char *name, struct credits value)
{
    char out[128];
    const struct unit_price *price = request->session ? &request->session->unit_price : NULL;
    if (!price || price->millionths == 0)
        return;
    const char *decimal = str_z(ctx->arena, worth_text(ctx->arena, value, price));
    locale_money(locale_of(ctx), decimal, str_z(ctx->arena, price->currency), out, sizeof out);
    if (out[0])
        page_set_c(template_section(dict, name), beside(ctx, name, "TEXT"), out);
}

struct str page_country(struct ctx *ctx, struct str alpha2)
{
    char out[128];
    if (alpha2.n == 0)
        return STR_NONE;
    locale_country(locale_of(ctx), str_z(ctx->arena, alpha2), out, sizeof out);
    return str_copy(ctx->arena, str_from(out));
}

void page_set_country(struct ctx *ctx, struct template_dict *dict, const char *name, struct str alpha2)
{
    page_set(dict, name, page_country(ctx, alpha2));
    page_set(dict, beside(ctx, name, "CODE"), alpha2);
    page_set(dict, beside(ctx, name, "LOWER"), str_lower(ctx->arena, alpha2));
}

struct str page_recipient(struct ctx *ctx, struct str recipient)
{
    if (recipient_is_erased(recipient))
        return str_from(say(ctx, "erased"));
    return log_mask(ctx->arena, recipient);
}

void page_set_recipient(struct ctx *ctx, struct template_dict *dict, const char *name, struct str recipient)
{
    page_set(dict, name, page_recipient(ctx, recipient));
}

void page_add_option(struct template_dict *dict, const char *section, struct str value, struct str label,
                     bool chosen)
{
    struct template_dict *option = template_section(dict, section);
    page_set(option, "VALUE", value);
    page_set(option, "LABEL", label);
    if (chosen)
        template_show(option, "CHOSEN");
}
