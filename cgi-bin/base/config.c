/* The table of settings. A key that is not in it does not exist; values that are secrets come by file path
 * only. */
#include "base/config.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

enum kind { TEXT_VALUE, COUNT_VALUE, FLAG_VALUE, LEVEL_VALUE };

struct setting {
    const char *key;
    enum kind kind;
    size_t offset;
    const char *standard;
    const char *help;
};

#define AT(member) offsetof(struct config, member)

static const struct setting SETTINGS[] = {
    {"SANDI_DATABASE_URL", TEXT_VALUE, AT(database_url), NULL, "libpq URI; its user is the program's role"},
    {"SANDI_DB_CONNECTIONS", COUNT_VALUE, AT(db_connections), "4", "database connections of one program"},
    {"SANDI_DEMO", FLAG_VALUE, AT(demo), "0", "1: the sandbox answers and demo pages say so"},
    {"SANDI_DOORBELL", TEXT_VALUE, AT(doorbell), NULL, "datagram socket of the dispatcher"},
    {"SANDI_KEYS_CALLBACK", TEXT_VALUE, AT(keys_callback), NULL,
     "key file of the providers' callback secrets"},
    {"SANDI_KEYS_CREDENTIALS", TEXT_VALUE, AT(keys_credentials), NULL,
     "key file of the providers' credentials"},
    {"SANDI_KEYS_FACTOR", TEXT_VALUE, AT(keys_factor), NULL, "key file of people's second factors"},
    {"SANDI_KEYS_HASH", TEXT_VALUE, AT(keys_hash), NULL, "key file of the codes' hashes"},
    {"SANDI_KEYS_SEAL", TEXT_VALUE, AT(keys_seal), NULL, "key file of the sealed codes"},
    {"SANDI_LOG_LEVEL", LEVEL_VALUE, AT(log_level), "info", "least level logged: debug, info, warn, error"},
    {"SANDI_OPERATOR_EMAIL", TEXT_VALUE, AT(operator_email), NULL,
     "address that alerts are mailed to, by the platform's e-mail sender"},
    {"SANDI_PUBLIC_URL", TEXT_VALUE, AT(public_url), "http://127.0.0.1:8080",
     "the address browsers and providers use"},
    {"SANDI_SMTP_MAILDIR", TEXT_VALUE, AT(smtp_maildir), NULL,
     "where the demo's mail server writes; sandbox only"},
    {"SANDI_SOCKET", TEXT_VALUE, AT(socket), NULL, "UNIX socket a web program listens on"},
    {"SANDI_STAFF_FACTOR", FLAG_VALUE, AT(staff_factor), "1",
     "1: support and operators need a second factor"},
    {"SANDI_STATE_SANDBOX", TEXT_VALUE, AT(sandbox_state), NULL, "folder of the sandbox's files"},
    {"SANDI_SUPPORT_EMAIL", TEXT_VALUE, AT(support_email), NULL, "address that pages name to ask for more"},
    {"SANDI_TEMPLATES", TEXT_VALUE, AT(templates), NULL, "folder with the compiled templates, en/ and id/"},
    {"SANDI_TEXTS", TEXT_VALUE, AT(texts), NULL, "folder with the translations, LANGUAGE.mo"},
    {"SANDI_THREADS", COUNT_VALUE, AT(threads), "16", "threads of a web program"},
};

static const char *const LEVELS[] = {"debug", "info", "warn", "error"};

/* What a good value is, or NULL when this one was. */
static const char *store(const struct setting *setting, const char *value, char *config)
{
    void *at = config + setting->offset;
    int64_t number;
    switch (setting->kind) {
    case TEXT_VALUE:
        *(const char **)at = value;
        return NULL;
    case COUNT_VALUE:
        if (!str_to_i64(str_from(value), 1, 1024, &number))
            return "a number from 1 to 1024";
        *(int *)at = (int)number;
        return NULL;
    case FLAG_VALUE:
        if (!str_to_i64(str_from(value), 0, 1, &number))
            return "0 or 1";
        *(bool *)at = number == 1;
        return NULL;
    case LEVEL_VALUE:
        for (unsigned i = 0; i < COUNT_OF(LEVELS); i++) {
            if (str_eq(str_from(value), str_from(LEVELS[i]))) {
                *(enum log_level *)at = (enum log_level)i;
                return NULL;
            }
        }
        return "debug, info, warn or error";
    }
    return "known";
}

enum rc config_load(struct config *config)
{
    *config = (struct config){0};
    enum rc rc = RC_OK;
    for (size_t i = 0; i < COUNT_OF(SETTINGS); i++) {
        const struct setting *setting = &SETTINGS[i];
        const char *value = getenv(setting->key);
        if (!value || !*value)
            value = setting->standard;
        const char *expected = value ? store(setting, value, (char *)config) : NULL;
        if (!expected)
            continue;
        log_event(LOG_ERROR, "config.broken", "key=%s expected=%s", setting->key,
                  LOG_STR(str_from(expected)));
        rc = RC_BROKEN;
    }
    return rc;
}

void config_help(void)
{
    for (size_t i = 0; i < COUNT_OF(SETTINGS); i++)
        printf("%-24s %-22s %s\n", SETTINGS[i].key, SETTINGS[i].standard ? SETTINGS[i].standard : "-",
               SETTINGS[i].help);
}
