/*
 * The demo: two organisations, their people, three senders, keys and the first credit. Takes its
 * values from the environment and prints only the new API keys, for the copy's own file of secrets.
 * Running it again changes passwords and keys to the values given and nothing else.
 */
#include "backend/sender_change.h"
#include "backend/top_up.h"
#include "cli/cli.h"

#define KEY_NAME STR("demo")
#define FIRST_CREDIT 10000000

static const struct demo_organisation {
    const char *slug, *name, *key;
} organisations[] = {
    {"demo", "Demo Logistics", "SANDI_API_KEY"},
    {"other", "Other Couriers", "SANDI_OTHER_API_KEY"},
};

static const struct demo_person {
    const char *email, *name, *staff, *organisation, *role;
} people[] = {
    {"owner@demo.example", "Demo owner", NULL, "demo", "owner"},
    {"admin@demo.example", "Demo admin", NULL, "demo", "admin"},
    {"editor@demo.example", "Demo editor", NULL, "demo", "editor"},
    {"planner@demo.example", "Demo planner", NULL, "demo", "planner"},
    {"worker@demo.example", "Demo worker", NULL, "demo", "worker"},
    {"support@demo.example", "Demo support", "support", NULL, NULL},
    {"operator@demo.example", "Demo operator", "operator", NULL, NULL},
    {"admin@other.example", "Other admin", NULL, "other", "admin"},
};

static const struct demo_sender {
    const char *name, *channel, *driver;
} senders[] = {
    {"demo-whatsapp", "whatsapp", "whatsapp"},
    {"demo-sms", "sms", "kannel"},
    {"demo-email", "email", "smtp"},
};

/* One setting: a text, or where its value stands in the environment, with what follows it. */
static const struct demo_setting {
    const char *sender, *setting, *text, *variable, *suffix;
} settings[] = {
    {"demo-whatsapp", "base_url", NULL, "SANDI_URL", "/sandbox/providers/whatsapp"},
    {"demo-whatsapp", "graph_version", "v21.0", NULL, NULL},
    {"demo-whatsapp", "phone_number_id", NULL, "SANDI_PHONE_NUMBER_ID", ""},
    {"demo-whatsapp", "allow_private", "true", NULL, NULL},
    {"demo-whatsapp", "token", NULL, "SANDI_HOOK_SECRET", ""},
    {"demo-whatsapp", "app_secret", NULL, "SANDI_HOOK_SECRET", ""},
    {"demo-whatsapp", "verify_token", NULL, "SANDI_HOOK_VERIFY_TOKEN", ""},
    {"demo-sms", "base_url", NULL, "SANDI_URL", "/sandbox/providers/kannel/cgi-bin/sendsms"},
    {"demo-sms", "username", "sandi", NULL, NULL},
    {"demo-sms", "password", NULL, "SANDI_HOOK_SECRET", ""},
    {"demo-sms", "from", "SANDI", NULL, NULL},
    {"demo-sms", "allow_private", "true", NULL, NULL},
    {"demo-email", "base_url", NULL, "SANDI_SMTP_URL", ""},
    {"demo-email", "from", "Sandi <otp@demo.example>", NULL, NULL},
    {"demo-email", "allow_private", "true", NULL, NULL},
};

static bool environment_check(void)
{
    static const char *const needed[] = {"SANDI_PASSWORD",          "SANDI_URL",
                                         "SANDI_SMTP_URL",          "SANDI_HOOK_SECRET",
                                         "SANDI_HOOK_VERIFY_TOKEN", "SANDI_PHONE_NUMBER_ID"};
    for (size_t i = 0; i < COUNT_OF(needed); i++) {
        const char *value = getenv(needed[i]);
        if (value && *value && strlen(value) < sizeof((struct secret *)NULL)->s)
            continue;
        usage("The demo needs %s in the environment.", needed[i]);
        return false;
    }
    return true;
}

static void secret_of(const char *value, struct secret *out)
{
    out->n = strlen(value);
    memcpy(out->s, value, out->n);
}

/* What is there already is left as it is. */
static int made(enum rc rc, enum change change, const char *about)
{
    return change_end(rc, rc == RC_OK && change == CHANGE_EXISTS ? CHANGE_DONE : change, str_from(about));
}

static int organisation_make(struct ctx *ctx, const struct demo_organisation *demo)
{
    enum change change;
    const struct organisation_request request = {
        .slug = str_from(demo->slug),
        .name = str_from(demo->name),
        .country = STR("ID"),
    };
    enum rc rc = organisation_create(ctx, &request, &change);
    return made(rc, change, demo->slug);
}

static int person_make(struct ctx *ctx, const struct demo_person *demo, const struct secret *password)
{
    enum change change;
    const struct person_request request = {
        .email = str_from(demo->email),
        .name = str_from(demo->name),
        .staff = str_from(demo->staff),
        .password = password,
    };
    enum rc rc = person_create(ctx, &request, &change);
    if (rc == RC_OK && change == CHANGE_EXISTS)
        rc = person_password_set(ctx, request.email, password, &change);
    int code = made(rc, change, demo->email);
    if (code != EXIT_DONE || !demo->organisation)
        return code;
    rc = member_set(ctx, str_from(demo->organisation), request.email, str_from(demo->role), &change);
    return change_end(rc, change, request.email);
}

static int sender_make(struct ctx *ctx, const struct demo_sender *demo)
{
    enum change change;
    struct sender_change wanted = {.name = str_from(demo->name)};
    struct sender_new sender = {
        .name = wanted.name, .channel = str_from(demo->channel), .driver = str_from(demo->driver)};
    enum rc rc = sender_create(ctx, &sender, &change);
    int code = made(rc, change, demo->name);
    for (size_t i = 0; i < COUNT_OF(settings) && code == EXIT_DONE; i++) {
        const struct demo_setting *setting = &settings[i];
        if (strcmp(setting->sender, demo->name) != 0)
            continue;
        const char *value = setting->text ? setting->text : getenv(setting->variable);
        wanted.value[wanted.n].setting = setting_find(str_from(demo->driver), str_from(setting->setting));
        if (setting_is_secret(wanted.value[wanted.n].setting))
            secret_of(value, &wanted.value[wanted.n].secret);
        else
            wanted.value[wanted.n].value =
                str_printf(ctx->arena, "%s%s", value, setting->suffix ? setting->suffix : "");
        wanted.n++;
    }
    if (code != EXIT_DONE)
        return code;
    rc = sender_change(ctx, &wanted, &change);
    for (int i = 0; i < wanted.n; i++)
        secret_wipe(&wanted.value[i].secret);
    return change_end(rc, change, wanted.name);
}

static int credit_make(struct ctx *ctx, const struct demo_organisation *demo, struct uuid id)
{
    struct top_up_done done;
    const struct top_up top_up = {
        .organisation = id,
        .amount = {FIRST_CREDIT},
        .reference = STR("DEMO-1"),
        .reason = STR("Credit to try things with"),
    };
    enum rc rc = credit_top_up_operator(ctx, &top_up, &done);
    if (rc != RC_OK)
        return fault(rc);
    if (done.end == TOP_UP_DONE || done.end == TOP_UP_REPLAYED)
        return EXIT_DONE;
    return refuse("%s: %s", demo->slug, top_up_sentence(done.end));
}

/* A new key, and the old ones of the demo revoked. */
static int key_make(struct ctx *ctx, const struct demo_organisation *demo)
{
    struct organisation organisation;
    struct str token;
    bool found;
    int64_t revoked;
    enum rc rc = organisation_find(ctx, str_from(demo->slug), &organisation, &found);
    if (rc != RC_OK || !found)
        return fault(rc == RC_OK ? RC_BROKEN : rc);
    int code = credit_make(ctx, demo, organisation.id);
    if (code != EXIT_DONE)
        return code;
    rc = api_key_revoke(ctx, organisation.id, KEY_NAME, &revoked);
    if (rc == RC_OK)
        rc = api_key_create(ctx, organisation.id, KEY_NAME, &token);
    if (rc != RC_OK)
        return fault(rc);
    printf("%s=%.*s\n", demo->key, STR_ARG(token));
    return EXIT_DONE;
}

int command_demo(struct ctx *ctx, struct arguments *arguments)
{
    struct secret password = {0};
    int code = EXIT_DONE;
    if (!options_end(arguments) || !environment_check())
        return EXIT_USAGE;
    for (size_t i = 0; i < COUNT_OF(organisations) && code == EXIT_DONE; i++)
        code = organisation_make(ctx, &organisations[i]);
    secret_of(getenv("SANDI_PASSWORD"), &password);
    for (size_t i = 0; i < COUNT_OF(people) && code == EXIT_DONE; i++)
        code = person_make(ctx, &people[i], &password);
    secret_wipe(&password);
    for (size_t i = 0; i < COUNT_OF(senders) && code == EXIT_DONE; i++)
        code = sender_make(ctx, &senders[i]);
    for (size_t i = 0; i < COUNT_OF(organisations) && code == EXIT_DONE; i++)
        code = key_make(ctx, &organisations[i]);
    return code;
}
