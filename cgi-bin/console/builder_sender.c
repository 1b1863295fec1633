/* The OTP settings say who sends, and how to get a sender of one's own. */
#include "backend/sender_identity.h"
#include "base/text.h"
#include "console/builder.h"

static struct str official_words(struct ctx *ctx, enum channel channel, const struct sender_identity *sender)
{
    switch (channel) {
    case CHANNEL_WHATSAPP:
        return str_from(say(ctx, "Sends as Sandi's official WhatsApp number."));
    case CHANNEL_SMS:
        return sender->shown.n
                   ? text_fill(ctx, "Sends as %1, Sandi's official SMS sender.", &sender->shown, 1)
                   : str_from(say(ctx, "Sends as Sandi's official SMS sender."));
    case CHANNEL_EMAIL:
        return sender->shown.n ? text_fill(ctx, "Sends as %1, Sandi's official address.", &sender->shown, 1)
                               : str_from(say(ctx, "Sends as Sandi's official address."));
    case CHANNEL__COUNT:
        break;
    }
    return STR_NONE;
}

void builder_fill_sender(struct ctx *ctx, enum channel channel, struct template_dict *pane)
{
    struct sender_identity sender;
    if (sender_identity_find(ctx, channel, &sender) != RC_OK)
        return; /* logged; the settings are of use without this line */
    struct template_dict *line = template_section(pane, TPL_FLOW_BUILDER_OTP_SENDER);
    if (!sender.found) {
        page_set_c(line, TPL_FLOW_BUILDER_OTP_SENDER_WORDS,
                   say(ctx, "Nothing can be sent by this channel at the moment: no sender is switched on."));
        return;
    }
    if (sender.own) {
        struct str seen = sender.shown.n ? sender.shown : sender.name;
        page_set(line, TPL_FLOW_BUILDER_OTP_SENDER_WORDS,
                 text_fill(ctx, "Sends as your own sender, %1.", &seen, 1));
        return;
    }
    struct str mail = str_from(ctx->app->config.support_email);
    page_set(line, TPL_FLOW_BUILDER_OTP_SENDER_WORDS, official_words(ctx, channel, &sender));
    page_set(line, TPL_FLOW_BUILDER_OTP_SENDER_ASK,
             mail.n ? text_fill(ctx, "For a sender of your organisation's own, write to %1.", &mail, 1)
                    : str_from(say(ctx, "For a sender of your organisation's own, ask Sandi's support.")));
}
