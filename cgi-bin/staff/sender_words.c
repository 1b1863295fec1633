/* What settings of senders are called on a page. */
#include "backend/channel.h"
#include "base/text.h"
#include "staff/sender.h"

static const struct {
    const char *setting, *words;
} WORDS[] = {
    {"base_url", TEXT("Address")},
    {"graph_version", TEXT("Graph version")},
    {"phone_number_id", TEXT("Phone number ID")},
    {"token", TEXT("Access token")},
    {"app_secret", TEXT("App secret")},
    {"verify_token", TEXT("Verify token")},
    {"template", TEXT("Template")},
    {"template_languages", TEXT("Template languages")},
    {"template_language", TEXT("Fallback language")},
    {"allow_private", TEXT("Allow private addresses")},
    {"username", TEXT("User name")},
    {"password", TEXT("Password")},
    {"from", TEXT("Sent as")},
};

const char *sender_setting_words(const struct setting *setting)
{
    for (size_t i = 0; i < COUNT_OF(WORDS); i++)
        if (str_eq(str_from(WORDS[i].setting), str_from(setting->name)))
            return WORDS[i].words;
    return setting->name;
}

const char *sender_channel_words(struct str channel)
{
    enum channel parsed;
    return channel_parse(channel, &parsed) ? channel_words(parsed) : "";
}
