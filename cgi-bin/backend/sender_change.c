/*
 * Settings of senders. Secrets are sealed here, bound to the sender and the setting's name, with the
 * ring of the programs that need them. Must not log or return a secret.
 */
#include "backend/sender_change.h"

#include <string.h>

#include "backend/sender_secret.h"
#include "base/log.h"
#include "base/text.h"
#include "db/db.h"

#define TEXT_MAX 500
#define LONG_MAX 4000
#define DOCUMENT_MAX 65536

static const struct setting whatsapp[] = {
    {"base_url", SETTING_URL, TEXT("address of the Graph API, without the version")},
    {"graph_version", SETTING_TEXT, TEXT("as v21.0")},
    {"phone_number_id", SETTING_TEXT, TEXT("of the number that sends")},
    {"waba_id", SETTING_TEXT, TEXT("of the business account, for `sandi whatsapp template`")},
    {"token", SETTING_CREDENTIAL, TEXT("access token")},
    {"app_secret", SETTING_CALLBACK, TEXT("signs callbacks")},
    {"app_secret_previous", SETTING_CALLBACK, TEXT("the one before, accepted while it is being changed")},
    {"verify_token", SETTING_CALLBACK, TEXT("proves the subscription of callbacks")},
    {"template", SETTING_TEXT, TEXT("name of the approved template; {minutes} in it is the lifetime's")},
    {"template_minutes", SETTING_TEXT, TEXT("lifetimes that there is a template for, as 1,5,10")},
    {"template_languages", SETTING_TEXT, TEXT("languages it exists in, as en,id")},
    {"template_language", SETTING_TEXT, TEXT("for all other languages")},
    {"allow_private", SETTING_FLAG, TEXT("true: base_url may lead to a private address")},
    {"refund_failed", SETTING_FLAG, TEXT("false: what fails after it was accepted stays charged")},
    {"platform_secret", SETTING_FLAG, TEXT("true: only the platform knows what signs the callbacks")},
};
static const struct setting kannel[] = {
    {"base_url", SETTING_URL, TEXT("address of sendsms")},
    {"username", SETTING_TEXT, TEXT("of the sendsms user")},
    {"password", SETTING_CREDENTIAL, TEXT("of the sendsms user")},
    {"from", SETTING_TEXT, TEXT("number or name that the message comes from")},
    {"allow_private", SETTING_FLAG, TEXT("true: base_url may lead to a private address")},
    {"refund_failed", SETTING_FLAG, TEXT("false: what fails after it was accepted stays charged")},
    {"platform_secret", SETTING_FLAG, TEXT("true: only the platform knows what signs the callbacks")},
};
static const struct setting twilio[] = {
    {"base_url", SETTING_URL, TEXT("https://api.twilio.com")},
    {"account_sid", SETTING_TEXT, TEXT("of the account, AC…")},
    {"auth_token", SETTING_CALLBACK,
     TEXT("of the account: signs callbacks, and logs in where there is no API key")},
    {"auth_token_previous", SETTING_CALLBACK, TEXT("the one before, accepted while it is being changed")},
    {"api_key", SETTING_TEXT, TEXT("SK…, to log in with instead")},
    {"api_secret", SETTING_CREDENTIAL, TEXT("of the API key")},
    {"from", SETTING_TEXT, TEXT("number or name that the message comes from")},
    {"messaging_service_sid", SETTING_TEXT, TEXT("MG…, instead of from")},
    {"allow_private", SETTING_FLAG, TEXT("true: base_url may lead to a private address")},
    {"refund_failed", SETTING_FLAG, TEXT("false: what fails after it was accepted stays charged")},
    {"platform_secret", SETTING_FLAG, TEXT("true: only the platform knows what signs the callbacks")},
};
static const struct setting http[] = {
    {"base_url", SETTING_URL, TEXT("the whole address that is called; nothing is filled into it")},
    {"method", SETTING_WORD, TEXT("POST unless set"), "POST|GET"},
    {"format", SETTING_WORD, TEXT("of the body; form unless set"), "form|json"},
    {"headers", SETTING_LONG, TEXT("as App-ID: {username}|API-Key: {password}")},
    {"body", SETTING_LONG, TEXT("a form or JSON with places such as {to}, {text}, {password}, {callback}")},
    {"number_format", SETTING_WORD, TEXT("+62812…, 62812… or 0812…; plus unless set"),
     "plus|digits|national"},
    {"country_code", SETTING_TEXT, TEXT("with national: of the only country, as 62")},
    {"username", SETTING_TEXT, TEXT("for {username}")},
    {"password", SETTING_CREDENTIAL, TEXT("for {password}")},
    {"from", SETTING_TEXT, TEXT("for {from}")},
    {"encodings", SETTING_TEXT, TEXT("{encoding} of GSM-7 texts and of others, as text,unicode")},
    {"code_word", SETTING_TEXT, TEXT("stands in {text} where the code would, as $OTP")},
    {"least_seconds", SETTING_TEXT, TEXT("least {seconds} that the provider takes")},
    {"statuses", SETTING_LONG, TEXT("what HTTP statuses mean, as 201=accepted,403=sender_unpaid")},
    {"answer_path", SETTING_TEXT,
     TEXT("where the answer's JSON says what became of it, as messages.0.status")},
    {"answer_values", SETTING_LONG, TEXT("what that means, as 0=accepted,1=busy,*=request_refused")},
    {"id_path", SETTING_TEXT, TEXT("where the answer has the provider's id")},
    {"detail_path", SETTING_TEXT, TEXT("where it has the provider's words")},
    {"callback_format", SETTING_WORD, TEXT("of delivery reports; a form or query unless set"),
     "query|form|json"},
    {"callback_id", SETTING_TEXT, TEXT("parameter or path of the provider's id")},
    {"callback_status", SETTING_TEXT, TEXT("parameter or path of the status")},
    {"callback_values", SETTING_LONG, TEXT("what that means, as DELIVRD=delivered,UNDELIV=failed")},
    {"callback_detail", SETTING_TEXT, TEXT("parameter or path of the provider's words")},
    {"callback_signature", SETTING_TEXT, TEXT("header with the HMAC-SHA256 of the body, where there is one")},
    {"callback_secret", SETTING_CALLBACK, TEXT("its key")},
    {"callback_secret_previous", SETTING_CALLBACK,
     TEXT("the one before, accepted while it is being changed")},
    {"allow_private", SETTING_FLAG, TEXT("true: base_url may lead to a private address")},
    {"refund_failed", SETTING_FLAG, TEXT("false: what fails after it was accepted stays charged")},
    {"platform_secret", SETTING_FLAG, TEXT("true: only the platform knows what signs the callbacks")},
};
static const struct setting smtp[] = {
    {"base_url", SETTING_URL, TEXT("smtp://host:port or smtps://host:port")},
    {"username", SETTING_TEXT, TEXT("of the mail account")},
    {"password", SETTING_CREDENTIAL, TEXT("of the mail account")},
    {"from", SETTING_TEXT, TEXT("address that the mail comes from, as Name <address>")},
    {"envelope_from", SETTING_TEXT, TEXT("address that bounces go to; the one in from")},
    {"tls", SETTING_WORD, TEXT("required, optional or off; required unless allow_private"),
     "required|optional|off"},
    {"ca_file", SETTING_TEXT, TEXT("file of the certificates to trust, for a server with one of its own")},
    {"allow_private", SETTING_FLAG, TEXT("true: base_url may lead to a private address")},
};

_Static_assert(COUNT_OF(http) < SENDER_CHANGES_MAX, "the driver of most settings, and a form has a version");

static const struct driver {
    const char *name;
    const char *channels[2];
    const struct setting *settings;
    size_t n;
    const char *schemes[2];
} drivers[] = {
    {"whatsapp", {"whatsapp"}, whatsapp, COUNT_OF(whatsapp), {"https://", "http://"}},
    {"kannel", {"sms"}, kannel, COUNT_OF(kannel), {"https://", "http://"}},
    {"twilio", {"sms"}, twilio, COUNT_OF(twilio), {"https://", "http://"}},
    {"http", {"sms", "whatsapp"}, http, COUNT_OF(http), {"https://", "http://"}},
    {"smtp", {"email"}, smtp, COUNT_OF(smtp), {"smtps://", "smtp://"}},
};

bool driver_at(int i, struct str *name, struct str *channel)
{
    for (size_t driver = 0; driver < COUNT_OF(drivers); driver++)
        for (size_t c = 0; c < COUNT_OF(drivers[driver].channels) && drivers[driver].channels[c]; c++)
            if (i-- == 0) {
                *name = str_from(drivers[driver].name);
                *channel = str_from(drivers[driver].channels[c]);
                return true;
            }
    return false;
}

static const struct driver *driver_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(drivers); i++)
        if (str_eq(name, str_from(drivers[i].name)))
            return &drivers[i];
    return NULL;
}

bool driver_serves(struct str driver, struct str channel)
{
    const struct driver *found = driver_find(driver);
    for (size_t i = 0; found && channel.n && i < COUNT_OF(found->channels); i++)
        if (str_eq(channel, str_from(found->channels[i])))
            return true;
    return false;
}

const struct setting *setting_find(struct str driver, struct str name)
{
    const struct driver *found = driver_find(driver);
    for (size_t i = 0; found && i < found->n; i++)
        if (str_eq(name, str_from(found->settings[i].name)))
            return &found->settings[i];
    return NULL;
}

const struct setting *setting_at(struct str driver, int i)
{
    const struct driver *found = driver_find(driver);
    return found && i >= 0 && i < (int)found->n ? &found->settings[i] : NULL;
}

bool setting_is_secret(const struct setting *setting)
{
    return setting->kind == SETTING_CREDENTIAL || setting->kind == SETTING_CALLBACK;
}

bool setting_travels(const struct setting *setting)
{
    return setting->kind == SETTING_CREDENTIAL || !strcmp(setting->name, "auth_token");
}

/* Which driver's table the setting stands in. */
static const struct driver *driver_of(const struct setting *setting)
{
    for (size_t i = 0; i < COUNT_OF(drivers); i++)
        if (setting >= drivers[i].settings && setting < drivers[i].settings + drivers[i].n)
            return &drivers[i];
    return &drivers[0];
}

static bool is_one_of(struct str value, const char *words)
{
    struct str rest = str_from(words), word;
    while (str_split(&rest, '|', &word))
        if (str_eq(value, word))
            return true;
    return false;
}

/* A name in front of the host would hide where the address leads, and would stand in a setting that is no
 * secret. */
static const char *url_check(struct str behind_scheme)
{
    struct str host = str_slice(behind_scheme, 0, str_index(behind_scheme, '/', 0));
    if (str_index(host, '@', 0) < host.n || str_index(host, '\\', 0) < host.n)
        return TEXT("The address names no user: those have settings of their own.");
    return NULL;
}

const char *setting_check(const struct setting *setting, struct str value)
{
    const struct driver *driver = driver_of(setting);
    bool is_long = setting->kind == SETTING_LONG;
    if (value.n > (is_long ? LONG_MAX : TEXT_MAX) || !str_is_utf8(value) || !str_is_plain(value, ""))
        return is_long ? TEXT("The value must be one line of at most 4000 bytes.")
                       : TEXT("The value must be one line of at most 500 bytes.");
    if (value.n == 0 || setting->kind == SETTING_TEXT || is_long || setting_is_secret(setting))
        return NULL;
    if (setting->kind == SETTING_FLAG)
        return str_eq(value, STR("true")) || str_eq(value, STR("false"))
                   ? NULL
                   : TEXT("The value is true or false.");
    if (setting->kind == SETTING_WORD)
        return is_one_of(value, setting->words) ? NULL : setting->help;
    for (size_t i = 0; i < COUNT_OF(driver->schemes); i++) {
        struct str scheme = str_from(driver->schemes[i]);
        if (str_starts(value, scheme) && value.n > scheme.n && str_index(value, ' ', 0) == value.n)
            return url_check(str_slice(value, scheme.n, value.n));
    }
    return str_eq(str_from(driver->name), STR("smtp")) ? TEXT("The address begins with smtp:// or smtps://.")
                                                       : TEXT("The address begins with http:// or https://.");
}

enum rc sender_create(struct ctx *ctx, const struct sender_new *sender, enum change *change)
{
    struct db_query query = {.id = QUERY_SENDER_CREATE, .args.arena = ctx->arena};
    db_uuid(&query.args, uuid_v7(ctx->now_us));
    db_text(&query.args, sender->name);
    db_text(&query.args, sender->channel);
    db_text(&query.args, sender->driver);
    db_text(&query.args, sender->slug);
    return change_run(ctx, &query, change);
}

static void json_text(struct buf *out, struct str text)
{
    buf_putc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '"' || text.s[i] == '\\')
            buf_putc(out, '\\');
        buf_putc(out, text.s[i]);
    }
    buf_putc(out, '"');
}

static void member(struct buf *out, const char *name)
{
    buf_put(out, out->n > 1 ? STR(",") : STR(""));
    json_text(out, str_from(name));
    buf_putc(out, ':');
}

static bool secret_put(struct ctx *ctx, struct buf *out, struct uuid id, const struct setting *setting,
                       const struct secret *plain)
{
    const struct keyring *ring =
        setting->kind == SETTING_CALLBACK ? &ctx->app->keys_callback : &ctx->app->keys_credentials;
    if (ring->count == 0) {
        log_event(LOG_ERROR, "sender.keys", "setting=%s", setting->name);
        return false;
    }
    const struct sealed sealed =
        sender_secret_seal(ctx, id, setting->name, keyring_current(ctx->arena, ring), plain);
    sender_secret_put(out, &sealed);
    return true;
}

static bool is_removed(const struct sender_change *wanted, int i)
{
    return setting_is_secret(wanted->value[i].setting) ? wanted->value[i].secret.n == 0
                                                       : wanted->value[i].value.n == 0;
}

static int removed_count(const struct sender_change *wanted)
{
    int n = 0;
    for (int i = 0; i < wanted->n; i++)
        n += is_removed(wanted, i);
    return n;
}

/* What the setting is to be: the new value where there is one. */
static struct str wanted_value(const struct sender_row *row, const struct sender_change *wanted,
                               const char *name)
{
    for (int i = 0; i < wanted->n; i++)
        if (str_eq(str_from(wanted->value[i].setting->name), str_from(name)))
            return wanted->value[i].value;
    return sender_row_value(row, name);
}

/* Scheme, host and port of an address. */
static struct str place_of(struct str url)
{
    size_t host = str_index(url, ':', 0) + 3;
    return host < url.n ? str_slice(url, 0, str_index(url, '/', host)) : url;
}

bool sender_moves(const struct sender_row *row, const struct sender_change *wanted)
{
    return !str_eq_nocase(place_of(wanted_value(row, wanted, "base_url")),
                          place_of(sender_row_value(row, "base_url")));
}

bool sender_change_names(const struct sender_change *wanted, const struct setting *setting)
{
    for (int i = 0; i < wanted->n; i++)
        if (wanted->value[i].setting == setting)
            return true;
    return false;
}

/* Nothing goes to the Internet in clear text. */
static bool is_clear_text(const struct sender_row *row, const struct sender_change *wanted)
{
    return str_starts_nocase(wanted_value(row, wanted, "base_url"), STR("http://")) &&
           !str_eq(wanted_value(row, wanted, "allow_private"), STR("true"));
}

enum rc sender_documents(struct ctx *ctx, const struct sender_row *row, const struct sender_change *wanted,
                         struct sender_documents *out, enum change *change)
{
    out->settings = buf_new(ctx->arena, DOCUMENT_MAX);
    out->secrets = buf_new(ctx->arena, DOCUMENT_MAX);
    out->removed = db_array_new(ctx->arena, DB_TEXT, removed_count(wanted));
    *change = is_clear_text(row, wanted) ? CHANGE_CLEAR_TEXT : CHANGE_DONE;
    buf_putc(&out->settings, '{');
    buf_putc(&out->secrets, '{');
    for (int i = 0; i < wanted->n; i++) {
        const struct setting *setting = wanted->value[i].setting;
        if (is_removed(wanted, i)) {
            db_array_text(out->removed, str_from(setting->name));
        } else if (setting_is_secret(setting)) {
            if (!secret_put(ctx, &out->secrets, row->id, setting, &wanted->value[i].secret))
                return RC_BROKEN;
        } else {
            member(&out->settings, setting->name);
            if (setting->kind == SETTING_FLAG)
                buf_put(&out->settings, wanted->value[i].value);
            else
                json_text(&out->settings, wanted->value[i].value);
        }
    }
    buf_putc(&out->settings, '}');
    buf_putc(&out->secrets, '}');
    return RC_OK;
}

enum rc sender_change(struct ctx *ctx, const struct sender_change *wanted, enum change *change)
{
    struct db_query query = {.id = QUERY_SENDER_CHANGE, .args.arena = ctx->arena};
    struct sender_documents documents;
    struct sender_row *row;
    enum rc rc = sender_find(ctx, wanted->name, &row);
    *change = CHANGE_NOT_FOUND;
    if (rc != RC_OK || !row)
        return rc;
    rc = sender_documents(ctx, row, wanted, &documents, change);
    if (rc != RC_OK || *change != CHANGE_DONE)
        return rc;
    db_text(&query.args, wanted->name);
    db_text(&query.args, buf_str(&documents.settings));
    db_text(&query.args, buf_str(&documents.secrets));
    db_array(&query.args, documents.removed);
    db_text(&query.args, wanted->active);
    return change_run(ctx, &query, change);
}
