/* Organisations, people, members and API keys. */
#include "cli/cli.h"

#include <libgen.h>
#include <limits.h>
#include <unistd.h>

#include "backend/password.h"

int command_migrate(struct ctx *ctx, struct arguments *arguments)
{
    char self[PATH_MAX], script[PATH_MAX + 32];
    (void)ctx;
    const char *given = getenv("SANDI_MIGRATE");
    if (!options_end(arguments))
        return EXIT_USAGE;
    if (!given) {
        ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
        self[n > 0 ? n : 0] = '\0';
        snprintf(script, sizeof script, "%s/../deploy/migrate", dirname(self));
        given = script;
    }
    execl(given, given, (char *)NULL);
    return refuse("%s cannot be run.", given);
}

int command_organisation_create(struct ctx *ctx, struct arguments *arguments)
{
    enum change change;
    struct organisation_request request = {
        .slug = arguments->word[0],
        .name = option_take(arguments, "name"),
        .country = option_take(arguments, "country"),
        .language = option_take(arguments, "language"),
        .time_zone = option_take(arguments, "time-zone"),
        .rate_card = option_take(arguments, "rate-card"),
    };
    if (!options_end(arguments))
        return EXIT_USAGE;
    if (!request.name.n || !request.country.n)
        return usage("An organisation needs --name= and --country=.");
    enum rc rc = organisation_create(ctx, &request, &change);
    return change_end(rc, change, request.slug);
}

int command_organisation_set(struct ctx *ctx, struct arguments *arguments)
{
    struct str name, value;
    if (!options_end(arguments))
        return EXIT_USAGE;
    for (int i = 1; i < arguments->n_words; i++)
        if (!pair_split(arguments->word[i], &name, &value))
            return EXIT_USAGE;
    for (int i = 1; i < arguments->n_words; i++) {
        enum change change;
        if (!pair_split(arguments->word[i], &name, &value))
            return EXIT_USAGE;
        enum rc rc = organisation_set(ctx, arguments->word[0], name, value, &change);
        bool missing = rc == RC_OK && change == CHANGE_NOT_FOUND;
        int code = change_end(rc, change, missing ? arguments->word[0] : name);
        if (code != EXIT_DONE)
            return code;
    }
    return EXIT_DONE;
}

int command_person_create(struct ctx *ctx, struct arguments *arguments)
{
    struct secret password;
    enum change change;
    struct str from = option_take(arguments, "password");
    struct person_request request = {
        .email = arguments->word[0],
        .name = option_take(arguments, "name"),
        .staff = option_take(arguments, "staff"),
        .password = &password,
    };
    if (!options_end(arguments))
        return EXIT_USAGE;
    if (!request.name.n || !from.s)
        return usage("A person needs --name= and --password=@FILE or --password=-.");
    if (!secret_read(from, "--password", &password))
        return EXIT_USAGE;
    enum rc rc = person_create(ctx, &request, &change);
    enum password_verdict verdict = password_check(&password, request.email, request.name);
    secret_wipe(&password);
    if (rc == RC_OK && verdict != PASSWORD_GOOD)
        return refuse("%s", password_sentence(verdict));
    return change_end(rc, change, request.email);
}

int command_person_password(struct ctx *ctx, struct arguments *arguments)
{
    struct secret password;
    enum change change;
    struct str from = option_take(arguments, "password");
    if (!options_end(arguments) || !secret_read(from, "--password", &password))
        return EXIT_USAGE;
    enum rc rc = person_password_set(ctx, arguments->word[0], &password, &change);
    enum password_verdict verdict = password_check(&password, arguments->word[0], STR_NONE);
    secret_wipe(&password);
    if (rc == RC_OK && verdict != PASSWORD_GOOD)
        return refuse("%s", password_sentence(verdict));
    return change_end(rc, change, arguments->word[0]);
}

int command_person_factor(struct ctx *ctx, struct arguments *arguments)
{
    enum change change;
    if (!options_end(arguments))
        return EXIT_USAGE;
    if (!str_eq(arguments->word[1], STR("off")))
        return usage("The second word is off: people switch it on themselves.");
    enum rc rc = person_factor_remove(ctx, arguments->word[0], &change);
    return change_end(rc, change, arguments->word[0]);
}

int command_member_set(struct ctx *ctx, struct arguments *arguments)
{
    struct str name, role;
    enum change change;
    if (!options_end(arguments) || !pair_split(arguments->word[2], &name, &role))
        return EXIT_USAGE;
    if (!str_eq(name, STR("role")))
        return usage("The third word is role=ROLE.");
    if (str_eq(role, STR("none")))
        role = STR_NONE;
    enum rc rc = member_set(ctx, arguments->word[0], arguments->word[1], role, &change);
    if (rc == RC_OK && change == CHANGE_INVALID)
        return refuse("A role is owner, admin, editor, planner, worker or none.");
    bool person = rc == RC_OK && change == CHANGE_NO_PERSON;
    return change_end(rc, change, arguments->word[person ? 1 : 0]);
}

/* The organisation a command names; says so when there is none. */
static int organisation_take(struct ctx *ctx, struct str slug, struct organisation *organisation)
{
    bool found;
    enum rc rc = organisation_find(ctx, slug, organisation, &found);
    if (rc != RC_OK)
        return fault(rc);
    return found ? EXIT_DONE : refuse("%.*s: There is no organisation of that name.", STR_ARG(slug));
}

int command_api_key_create(struct ctx *ctx, struct arguments *arguments)
{
    struct organisation organisation;
    struct str token;
    if (!options_end(arguments))
        return EXIT_USAGE;
    int code = organisation_take(ctx, arguments->word[0], &organisation);
    if (code != EXIT_DONE)
        return code;
    enum rc rc = api_key_create(ctx, organisation.id, arguments->word[1], &token);
    if (rc == RC_CONFLICT)
        return refuse("A key's name has 1 to 100 characters.");
    if (rc != RC_OK)
        return fault(rc);
    printf("%.*s\n", STR_ARG(token));
    return EXIT_DONE;
}

int command_api_key_revoke(struct ctx *ctx, struct arguments *arguments)
{
    struct organisation organisation;
    int64_t revoked;
    if (!options_end(arguments))
        return EXIT_USAGE;
    int code = organisation_take(ctx, arguments->word[0], &organisation);
    if (code != EXIT_DONE)
        return code;
    enum rc rc = api_key_revoke(ctx, organisation.id, arguments->word[1], &revoked);
    if (rc != RC_OK)
        return fault(rc);
    return revoked ? EXIT_DONE
                   : refuse("%.*s: There is no live key of that name.", STR_ARG(arguments->word[1]));
}
