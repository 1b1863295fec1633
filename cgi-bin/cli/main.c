/* sandi: the operator's command line. The table of its commands; must print no secret but a new API key. */
#include <stdarg.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "cli/cli.h"
#include "db/db.h"

#define ARENA_MAX ((size_t)64 << 20)

static const struct command {
    const char *noun, *verb, *arguments, *help;
    int least, most; /* words behind the command */
    bool database;
    int (*run)(struct ctx *ctx, struct arguments *arguments);
} commands[] = {
    {"migrate", NULL, "", "brings the database up to date (PG* variables name a superuser)", 0, 0, false,
     command_migrate},
    {"organisation", "create", "SLUG --name= --country= [--language=] [--time-zone=] [--rate-card=]",
     "makes an organisation", 1, 1, true, command_organisation_create},
    {"organisation", "set", "SLUG KEY=VALUE ...",
     "changes caps (on, off), name, country, language, time-zone, rate-card, currency, unit-price", 2, 20,
     true, command_organisation_set},
    {"person", "create", "EMAIL --name= --password=@FILE|- [--staff=support|operator]",
     "makes somebody who can sign in", 1, 1, true, command_person_create},
    {"person", "password", "EMAIL --password=@FILE|-", "sets a password and ends the person's sessions", 1, 1,
     true, command_person_password},
    {"person", "factor", "EMAIL off", "takes a lost second factor away and ends the person's sessions", 2, 2,
     true, command_person_factor},
    {"member", "set", "ORGANISATION EMAIL role=owner|admin|editor|planner|worker|none",
     "gives a person a role in an organisation", 3, 3, true, command_member_set},
    {"api-key", "create", "ORGANISATION NAME", "prints a new key of the JSON API, once", 2, 2, true,
     command_api_key_create},
    {"api-key", "revoke", "ORGANISATION NAME", "revokes the keys of that name", 2, 2, true,
     command_api_key_revoke},
    {"sender", "create", "NAME --channel= --driver= [--organisation=]", "makes a sender", 1, 1, true,
     command_sender_create},
    {"sender", "set", "NAME KEY=VALUE ...",
     "changes settings; secrets as KEY=@FILE or KEY=-, and KEY= removes one", 2, 40, true,
     command_sender_set},
    {"whatsapp", "template create", "SENDER [--languages=en,id] [--minutes=5] [--name=] [--button=]",
     "makes the sender's authentication templates: one for each lifetime and language", 1, 1, true,
     command_template_create},
    {"whatsapp", "template status", "SENDER [--languages=en,id] [--minutes=5] [--name=]",
     "says what WhatsApp decided about them", 1, 1, true, command_template_status},
    {"sender", "reseal", "", "seals all secrets anew with the newest keys, so that older keys may go", 0, 0,
     true, command_sender_reseal},
    {"credit", "top-up", "ORGANISATION CREDITS --reference= [--reason=]",
     "adds credit, once for each reference", 2, 2, true, command_credit_top_up},
    {"credit", "policy", "--password-over=CREDITS|off --approval-over=CREDITS|off",
     "says above what staff's top-ups need their password again, and a second person", 0, 0, true,
     command_credit_policy},
    {"audit", NULL, "", "checks the books: credit against entries and messages", 0, 0, true, command_audit},
    {"demo", NULL, "", "makes the demo's organisations, people and senders (values in SANDI_* variables)", 0,
     0, true, command_demo},
};

static void help(FILE *out)
{
    fputs("usage: sandi COMMAND [ARGUMENTS]\n\n", out);
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        const struct command *command = &commands[i];
        fprintf(out, "  sandi %s%s%s %s\n      %s\n", command->noun, command->verb ? " " : "",
                command->verb ? command->verb : "", command->arguments, command->help);
    }
    fputs("\nSettings are environment variables; `sandi --settings` lists them.\n", out);
}

PRINTF_LIKE(2, 0)
static int say(int code, const char *format, va_list values)
{
    fputs("sandi: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    return code;
}

int refuse(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int code = say(EXIT_REFUSED, format, values);
    va_end(values);
    return code;
}

int usage(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int code = say(EXIT_USAGE, format, values);
    va_end(values);
    return code;
}

int fault(enum rc rc)
{
    return refuse("%s", rc == RC_UNAVAILABLE ? "The database cannot be reached. Is SANDI_DATABASE_URL right?"
                                             : "This did not work; the line above says why.");
}

int change_end(enum rc rc, enum change change, struct str about)
{
    if (rc != RC_OK)
        return fault(rc);
    if (change == CHANGE_DONE)
        return EXIT_DONE;
    return refuse("%.*s: %s", STR_ARG(about), change_sentence(change));
}

/* How many words of argv the text's words are; 0 when they are not these. */
static int words_match(const char *text, int argc, char **argv)
{
    struct str rest = str_from(text), word;
    int n = 0;
    while (str_split(&rest, ' ', &word)) {
        if (n == argc || !str_eq(word, str_from(argv[n])))
            return 0;
        n++;
    }
    return n;
}

/* The command whose words begin argv; *used is how many they are. */
static const struct command *command_find(int argc, char **argv, int *used)
{
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        const struct command *command = &commands[i];
        int noun = words_match(command->noun, argc, argv);
        int verb = noun && command->verb ? words_match(command->verb, argc - noun, argv + noun) : 0;
        *used = noun + verb;
        if (noun && (verb || !command->verb))
            return command;
    }
    return NULL;
}

static bool arguments_read(int argc, char **argv, struct arguments *arguments)
{
    for (int i = 0; i < argc; i++) {
        struct str word = str_from(argv[i]);
        if (arguments->n_words == ARGUMENTS_MAX || arguments->n_options == ARGUMENTS_MAX)
            return false;
        if (!str_starts(word, STR("--"))) {
            arguments->word[arguments->n_words++] = word;
            continue;
        }
        size_t equals = str_index(word, '=', 0);
        if (equals == word.n)
            return false;
        arguments->option[arguments->n_options].name = str_slice(word, 2, equals);
        arguments->option[arguments->n_options++].value = str_slice(word, equals + 1, word.n);
    }
    return true;
}

static enum rc app_open(struct app *app, struct arena *arena)
{
    struct config *config = &app->config;
    if (!config->database_url) {
        log_event(LOG_ERROR, "config.missing", "key=SANDI_DATABASE_URL");
        return RC_BROKEN;
    }
    if (config->keys_credentials && keyring_load(&app->keys_credentials, config->keys_credentials) != RC_OK)
        return RC_BROKEN;
    if (config->keys_callback && keyring_load(&app->keys_callback, config->keys_callback) != RC_OK)
        return RC_BROKEN;
    app->db = db_pool_open(arena, config->database_url, 1);
    return RC_OK;
}

static int command_run(const struct command *command, struct arguments *arguments)
{
    struct arena *arena = arena_open(ARENA_MAX);
    struct app app = {.doorbell = -1};
    struct ctx ctx = {
        .app = &app,
        .arena = arena,
        .actor.kind = ACTOR_PROGRAM,
        .request_id = STR("cli"),
        .language = STR("en"),
        .now_us = clock_now_us(),
    };
    enum rc rc = command->database ? config_load(&app.config) : RC_OK;
    if (rc == RC_OK && command->database)
        rc = app_open(&app, arena);
    int code = rc == RC_OK ? command->run(&ctx, arguments) : fault(rc);
    if (app.db)
        db_pool_close(app.db);
    arena_close(arena);
    return code;
}

int main(int argc, char **argv)
{
    int used = 0;
    struct arguments arguments = {0};
    log_open("sandi", LOG_WARN);
    if (argc == 2 && strcmp(argv[1], "--settings") == 0) {
        config_help();
        return EXIT_DONE;
    }
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        help(stdout);
        return EXIT_DONE;
    }
    const struct command *command = argc > 1 ? command_find(argc - 1, argv + 1, &used) : NULL;
    if (!command) {
        help(stderr);
        return EXIT_USAGE;
    }
    if (!arguments_read(argc - 1 - used, argv + 1 + used, &arguments) || arguments.n_words < command->least ||
        arguments.n_words > command->most)
        return usage("usage: sandi %s%s%s %s", command->noun, command->verb ? " " : "",
                     command->verb ? command->verb : "", command->arguments);
    return command_run(command, &arguments);
}
