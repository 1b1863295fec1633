/* What somebody means who searches the delivery log. Pure: no database. */
#include "backend/delivery.h"
#include "backend/recipient.h"

#define WHOLE_NUMBER 8 /* digits; fewer are the last ones of a number */
#define QUERY_MAX 254

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits of text where it holds nothing but what stands in a number; empty otherwise. */
static struct str digits_of(struct ctx *ctx, struct str text)
{
    struct buf out = buf_new(ctx->arena, QUERY_MAX);
    for (size_t i = 0; i < text.n; i++) {
        if (is_digit(text.s[i]))
            buf_putc(&out, text.s[i]);
        else if (!strchr("+ .-()*", text.s[i]) || text.s[i] == '\0')
            return STR("");
    }
    return buf_str(&out);
}

void delivery_search(struct ctx *ctx, struct str text, struct str home, struct delivery_filter *filter)
{
    struct recipient recipient;
    struct str typed = str_slice(str_trim(text), 0, QUERY_MAX);
    filter->match = DELIVERY_ANY;
    if (typed.n == 0)
        return;
    struct str digits = digits_of(ctx, typed);
    if (digits.n == 0) {
        bool whole = recipient_parse(ctx, typed, CHANNEL_EMAIL, STR_NONE, &recipient) == OUTCOME_DONE;
        filter->match = whole ? DELIVERY_EXACT : DELIVERY_CONTAINS;
        filter->recipient = whole ? recipient.to : typed;
        return;
    }
    if (digits.n >= WHOLE_NUMBER &&
        recipient_parse(ctx, typed, CHANNEL_WHATSAPP, home, &recipient) == OUTCOME_DONE) {
        filter->match = DELIVERY_EXACT;
        filter->recipient = recipient.to;
        return;
    }
    /* As masked numbers are shown, only the end counts; a national prefix is no part of an E.164 number. */
    while (digits.n >= WHOLE_NUMBER && digits.s[0] == '0')
        digits = str_slice(digits, 1, digits.n);
    filter->match = DELIVERY_ENDS;
    filter->recipient = digits;
    for (size_t i = 0; i < typed.n; i++)
        if (typed.s[i] == '*')
            filter->recipient = digits_of(ctx, str_slice(typed, i + 1, typed.n));
    if (filter->recipient.n == 0)
        filter->recipient = digits;
}

static int number_at(struct str text, size_t from, size_t to)
{
    int number = 0;
    for (size_t i = from; i < to; i++)
        number = is_digit(text.s[i]) ? number * 10 + (text.s[i] - '0') : -100000;
    return number;
}

bool delivery_day_check(struct str day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (day.n != 10 || day.s[4] != '-' || day.s[7] != '-')
        return false;
    int year = number_at(day, 0, 4), month = number_at(day, 5, 7), of_month = number_at(day, 8, 10);
    if (year < 2000 || year > 2999 || month < 1 || month > 12)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return of_month >= 1 && of_month <= lengths[month - 1] + (month == 2 && leap);
}
