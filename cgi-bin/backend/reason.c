/* Reasons in words, one table for the worker's page, the statement and whoever else shows one. */
#include "backend/reason.h"

#include "base/text.h"

static const struct {
    struct str reason;
    const char *words;
} REASONS[] = {
    /* how a message went well */
    {STR("accepted"), TEXT("The provider accepted the message.")},
    {STR("sent"), TEXT("The message was sent.")},
    {STR("delivered"), TEXT("The message was delivered.")},
    {STR("read"), TEXT("The message was read.")},
    {STR("proved"), TEXT("The right code proves that the message arrived.")},
    /* why it was not sent, or its reservation ended */
    {STR("approved"), TEXT("The code was verified before the message was sent.")},
    {STR("canceled"), TEXT("It was canceled before the message was sent.")},
    {STR("locked"), TEXT("Too many wrong codes were typed before the message was sent.")},
    {STR("expired"), TEXT("The code expired before the message was sent.")},
    {STR("superseded"), TEXT("It could not be sent in time, and another channel was used.")},
    {STR("unknown"), TEXT("The provider never answered.")},
    {STR("no_answer"), TEXT("The provider never answered.")},
    {STR("lease_lost"), TEXT("The provider's answer was lost.")},
    /* the recipient */
    {STR("not_on_whatsapp"), TEXT("This number has no WhatsApp.")},
    {STR("invalid_recipient"), TEXT("This number or address does not exist.")},
    {STR("recipient_denied"), TEXT("The provider does not send to this number.")},
    {STR("recipient_incapable"), TEXT("This number cannot receive such messages.")},
    {STR("recipient_opted_out"), TEXT("The recipient does not want messages from this sender.")},
    {STR("handset_unreachable"), TEXT("The phone is off or has no network.")},
    {STR("fraud_suspected"), TEXT("The provider suspects fraud with numbers like this one.")},
    {STR("unreachable"), TEXT("The provider cannot be reached.")},
    {STR("not_deliverable"), TEXT("The message could not be delivered.")},
    {STR("failed"), TEXT("The message could not be delivered.")},
    {STR("rejected"), TEXT("The provider refused the message.")},
    {STR("country_restricted"), TEXT("Messages to this country are not possible.")},
    {STR("operator_refused"), TEXT("The phone's network refused the message.")},
    {STR("rate_limited"), TEXT("Too many messages at once.")},
    {STR("pair_limited"), TEXT("Too many messages to this number.")},
    /* the sender and its provider: for the operator to mend */
    {STR("sender_unauthorized"), TEXT("The provider does not accept the sender's credentials.")},
    {STR("sender_forbidden"), TEXT("The sender may not send this message.")},
    {STR("sender_blocked"), TEXT("The provider has blocked the sender.")},
    {STR("sender_unapproved"), TEXT("The provider has not approved the sender yet.")},
    {STR("spam_limited"), TEXT("The provider has limited how much the sender may send.")},
    {STR("message_filtered"), TEXT("The phone's network filters the sender's messages.")},
    {STR("sender_unpaid"), TEXT("The sender's account with the provider has a payment problem.")},
    {STR("provider_credit"), TEXT("The sender's credit with the provider is used up.")},
    {STR("sender_unusable"), TEXT("The sender is not set up completely.")},
    {STR("code_unsealable"), TEXT("The code could not be read with the keys at hand.")},
    {STR("tls_failed"), TEXT("The mail server cannot be reached safely.")},
    {STR("sender_missing"), TEXT("The sender is gone.")},
    {STR("not_on_allow_list"), TEXT("The sender is in test mode and may not send to this number.")},
    {STR("template_missing"), TEXT("The provider does not know the message template.")},
    {STR("template_refused"), TEXT("The provider refused the message template.")},
    {STR("template_paused"), TEXT("The provider has paused the message template.")},
    {STR("request_refused"), TEXT("The provider refused the request.")},
    {STR("provider_down"), TEXT("The provider cannot take messages right now.")},
    {STR("breaker_open"),
     TEXT("The provider failed too often: sending pauses, and one message a second tries again.")},
    {STR("provider_error"), TEXT("The provider failed while taking the message.")},
    {STR("unexpressible"), TEXT("The message could not be written in the way that the provider asks for.")},
    {STR("unreadable_answer"), TEXT("The provider's answer could not be read.")},
};

const char *reason_words(struct str reason)
{
    for (size_t i = 0; i < COUNT_OF(REASONS); i++)
        if (str_eq(REASONS[i].reason, reason))
            return REASONS[i].words;
    return NULL;
}
