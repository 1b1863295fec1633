/* Senders: identities that messages go out as. Their secrets come from files or standard input only. */
#include "backend/sender_change.h"
#include "cli/cli.h"

int command_sender_create(struct ctx *ctx, struct arguments *arguments)
{
    enum change change;
    struct sender_new sender = {
        .name = arguments->word[0],
        .channel = option_take(arguments, "channel"),
        .driver = option_take(arguments, "driver"),
        .slug = option_take(arguments, "organisation"),
    };
    if (!options_end(arguments))
        return EXIT_USAGE;
    if (!driver_serves(sender.driver, sender.channel))
        return usage("A sender is --channel=whatsapp with --driver=whatsapp or http, --channel=sms with "
                     "--driver=kannel, twilio or http, or --channel=email with --driver=smtp.");
    enum rc rc = sender_create(ctx, &sender, &change);
    return change_end(rc, change, rc == RC_OK && change == CHANGE_NOT_FOUND ? sender.slug : sender.name);
}

static void secrets_wipe(struct sender_change *wanted)
{
    for (int i = 0; i < wanted->n; i++)
        secret_wipe(&wanted->value[i].secret);
}

/* One KEY=VALUE; false: said what is wrong with it. */
static bool setting_read(struct str driver, struct str name, struct str value, struct sender_change *wanted)
{
    char label[64];
    if (str_eq(name, STR("active"))) {
        wanted->active = value;
        if (str_eq(value, STR("true")) || str_eq(value, STR("false")))
            return true;
        usage("active is true or false.");
        return false;
    }
    const struct setting *setting = setting_find(driver, name);
    if (!setting || wanted->n == SENDER_CHANGES_MAX) {
        usage("The driver %.*s has no setting %.*s.", STR_ARG(driver), STR_ARG(name));
        return false;
    }
    wanted->value[wanted->n].setting = setting;
    snprintf(label, sizeof label, "%s", setting->name);
    if (setting_is_secret(setting) && value.n == 0)
        return ++wanted->n > 0; /* left empty, it is removed */
    if (setting_is_secret(setting))
        return secret_read(value, label, &wanted->value[wanted->n++].secret);
    const char *why = setting_check(setting, value);
    if (why && setting->words)
        usage("%s is one of %s.", setting->name, setting->words);
    else if (why)
        usage("%s: %s", setting->name, why);
    wanted->value[wanted->n++].value = value;
    return !why;
}

/* Whoever sits at the command line may lead a sender elsewhere, and is told what goes there with it. */
static void tell_followers(const struct sender_row *row, const struct sender_change *wanted)
{
    const struct setting *setting;
    if (!sender_row_value(row, "base_url").n || !sender_moves(row, wanted))
        return;
    for (int i = 0; (setting = setting_at(row->driver, i)); i++)
        if (setting_travels(setting) && sender_row_value(row, setting->name).n &&
            !sender_change_names(wanted, setting))
            fprintf(stderr, "%.*s: %s, which was set for the old address, is sent to the new one.\n",
                    STR_ARG(row->name), setting->name);
}

int command_sender_set(struct ctx *ctx, struct arguments *arguments)
{
    struct sender_change wanted = {.name = arguments->word[0]};
    struct str name, value;
    struct sender_row *row;
    enum change change;
    if (!options_end(arguments))
        return EXIT_USAGE;
    enum rc rc = sender_find(ctx, wanted.name, &row);
    if (rc != RC_OK)
        return fault(rc);
    if (!row)
        return change_end(RC_OK, CHANGE_NOT_FOUND, wanted.name);
    for (int i = 1; i < arguments->n_words; i++) {
        if (pair_split(arguments->word[i], &name, &value) && setting_read(row->driver, name, value, &wanted))
            continue;
        secrets_wipe(&wanted);
        return EXIT_USAGE;
    }
    rc = sender_change(ctx, &wanted, &change);
    if (rc == RC_OK && change == CHANGE_DONE)
        tell_followers(row, &wanted);
    secrets_wipe(&wanted);
    return change_end(rc, change, wanted.name);
}

int command_sender_reseal(struct ctx *ctx, struct arguments *arguments)
{
    struct reseal done;
    if (!options_end(arguments))
        return EXIT_USAGE;
    enum rc rc = sender_reseal(ctx, &done);
    if (rc != RC_OK)
        return fault(rc);
    printf("%d secrets of %d senders were sealed anew.\n", done.secrets, done.senders);
    if (done.unopened.n)
        return refuse("%.*s: no key at hand opens this secret. Set it anew, or bring back its key.",
                      STR_ARG(done.unopened));
    return EXIT_DONE;
}
