/* Words of the delivery log that its list and its single page share. */
#include <stdio.h>

#include "backend/reason.h"
#include "base/text.h"
#include "shim/locale.h"
#include "web/delivery.h"
#include "web/language.h"

const char *delivery_status_kind(enum message_status status)
{
    switch (status) {
    case MESSAGE_DELIVERED:
    case MESSAGE_READ:
        return "ok";
    case MESSAGE_QUEUED:
    case MESSAGE_LAUNCHED:
    case MESSAGE_UNKNOWN:
        return "wait";
    case MESSAGE_REJECTED:
    case MESSAGE_FAILED:
        return "bad";
    case MESSAGE_ACCEPTED:
    case MESSAGE_SENT:
    case MESSAGE_EXPIRED:
    case MESSAGE_WITHDRAWN:
    case MESSAGE__COUNT:
        break;
    }
    return "info";
}

const char *delivery_verification_kind(enum verification_status status)
{
    switch (status) {
    case VERIFICATION_APPROVED:
        return "ok";
    case VERIFICATION_PENDING:
        return "wait";
    case VERIFICATION_LOCKED:
        return "bad";
    case VERIFICATION_EXPIRED:
    case VERIFICATION_CANCELED:
    case VERIFICATION__COUNT:
        break;
    }
    return "info";
}

const char *delivery_money_words(struct ctx *ctx, enum delivery_money money)
{
    static const char *const words[] = {
        [DELIVERY_RESERVED] = TEXT("reserved"),
        [DELIVERY_CHARGED] = TEXT("charged"),
        [DELIVERY_RELEASED] = TEXT("not charged"),
        [DELIVERY_REFUNDED] = TEXT("refunded"),
    };
    return say(ctx, words[money]);
}

struct str delivery_reason(struct ctx *ctx, enum message_status status, struct str reason)
{
    bool tells = status == MESSAGE_REJECTED || status == MESSAGE_FAILED || status == MESSAGE_UNKNOWN ||
                 status == MESSAGE_EXPIRED || status == MESSAGE_WITHDRAWN || status == MESSAGE_QUEUED ||
                 str_eq(reason, STR("proved"));
    if (!tells || reason.n == 0)
        return STR_NONE;
    const char *words = reason_words(reason);
    return str_from(say(ctx, words ? words : TEXT("The provider gave a reason that Sandi does not know.")));
}

struct str delivery_credits(struct ctx *ctx, struct credits credits)
{
    char number[64];
    locale_decimal(locale_of(ctx), str_z(ctx->arena, credits_text(ctx->arena, credits)), number,
                   sizeof number);
    struct str value = str_copy(ctx->arena, str_from(number));
    return text_fill(ctx, credits.thousandths == 1000 ? TEXT("%1 credit") : TEXT("%1 credits"), &value, 1);
}
