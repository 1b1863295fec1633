/* Checks of answers by the component's type. Stores nothing. */
#include "backend/answer.h"

#include "backend/recipient.h"

#define X(name, msgid) [ANSWER_##name] = msgid,
static const char *const sentences[ANSWER__COUNT] = {ANSWER_OUTCOMES(X)};
#undef X

const char *answer_sentence(enum answer_outcome outcome)
{
    return sentences[outcome];
}

static enum answer_outcome check_recipient(struct ctx *ctx, enum channel channel, struct str home,
                                           struct str *value)
{
    struct recipient recipient;
    enum outcome outcome = recipient_parse(ctx, *value, channel, home, &recipient);
    if (outcome == OUTCOME_NOT_MOBILE)
        return ANSWER_NOT_MOBILE;
    if (outcome != OUTCOME_DONE)
        return channel == CHANNEL_EMAIL ? ANSWER_NOT_EMAIL : ANSWER_NOT_PHONE;
    *value = recipient.to;
    return ANSWER_GOOD;
}

enum answer_outcome answer_check(struct ctx *ctx, const struct question *question, struct str typed,
                                 struct str *value)
{
    const struct component *component = question->component;
    if (!str_is_utf8(typed) || !str_is_plain(typed, "\t\r\n"))
        return ANSWER_NOT_TEXT;
    *value = str_trim(typed);
    if (value->n == 0) {
        *value = STR("");
        return component->required ? ANSWER_MISSING : ANSWER_GOOD;
    }
    if (flow_text_length(*value) > ANSWER_MAX)
        return ANSWER_TOO_LONG;
    const struct component *otp = flow_otp_of(question->definition, component->id);
    switch (component->type) {
    case COMPONENT_NUMBER:
        return flow_number_is_valid(*value) ? ANSWER_GOOD : ANSWER_NOT_NUMBER;
    case COMPONENT_PHONE:
        return check_recipient(ctx, otp && otp->channel == CHANNEL_SMS ? CHANNEL_SMS : CHANNEL_WHATSAPP,
                               question->home, value);
    case COMPONENT_EMAIL:
        return check_recipient(ctx, CHANNEL_EMAIL, question->home, value);
    case COMPONENT_TEXT:
    case COMPONENT_DATE:
    case COMPONENT_TIME:
    case COMPONENT_CHOICE:
    case COMPONENT_ADDRESS:
    case COMPONENT_COORDINATE:
    case COMPONENT_PHOTO:
    case COMPONENT_SIGNATURE:
    case COMPONENT_NOTE:
    case COMPONENT_LIST:
    case COMPONENT_OTP:
    case COMPONENT__COUNT:
        break;
    }
    return ANSWER_GOOD;
}
