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
    {"waba_id", TEXT("Business account ID")},
    {"app_secret_previous", TEXT("Previous app secret")},
    {"template_minutes", TEXT("Template lifetimes")},
    {"account_sid", TEXT("Account SID")},
    {"auth_token", TEXT("Auth token")},
    {"auth_token_previous", TEXT("Previous auth token")},
    {"api_key", TEXT("API key")},
    {"api_secret", TEXT("API secret")},
    {"messaging_service_sid", TEXT("Messaging service SID")},
    {"refund_failed", TEXT("Refund what fails after acceptance")},
    {"platform_secret", TEXT("Callback secret is the platform's alone")},
    {"callback_secret", TEXT("Callback secret")},
    {"callback_secret_previous", TEXT("Previous callback secret")},
};

const char *sender_setting_words(const struct setting *setting)
{
    for (size_t i = 0; i < COUNT_OF(WORDS); i++)
        if (str_eq(str_from(WORDS[i].setting), str_from(setting->name)))
            return WORDS[i].words;
    return setting->name;
}

bool sender_setting_is_box(const struct setting *setting)
{
    return setting->kind == SETTING_FLAG && str_eq(str_from(setting->name), STR("allow_private"));
}

const char *sender_channel_words(struct str channel)
{
    enum channel parsed;
    return channel_parse(channel, &parsed) ? channel_words(parsed) : "";
}
