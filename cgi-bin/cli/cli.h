#ifndef CLI_CLI_H
#define CLI_CLI_H
/* The command line: arguments as typed, and one function a command. Exit codes: 0 done, 1 not done, 2 wrong
 * usage. */
#include "backend/organisation.h"
#include "base/ctx.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

#define ARGUMENTS_MAX 48

struct arguments {
    int n_words, n_options;
    struct str word[ARGUMENTS_MAX];
    struct {
        struct str name, value;
        bool used;
    } option[ARGUMENTS_MAX]; /* --name=value */
};

/* The value of an option and that it is known; STR_NONE when it was not given. */
struct str option_take(struct arguments *arguments, const char *name);
/* Says which option nobody took. True when all were. */
bool options_end(const struct arguments *arguments) MUST_USE;
/* name=value; false (said) without '='. */
bool pair_split(struct str word, struct str *name, struct str *value) MUST_USE;

/*
 * A secret from "@FILE" or "-" (standard input), without the newline at its end. False (said) for
 * anything else: a secret on the command line is readable by everybody on the machine.
 */
bool secret_read(struct str from, const char *what, struct secret *out) MUST_USE;

/* One sentence on stderr; returns the exit code. */
int refuse(const char *format, ...) PRINTF_LIKE(1, 2);
int usage(const char *format, ...) PRINTF_LIKE(1, 2);
/* Says that the database is away or that something broke, for a fault that was logged already. */
int fault(enum rc rc);
/* Says what a change came to: done quietly, else its sentence behind the name it was about. */
int change_end(enum rc rc, enum change change, struct str about);

int command_migrate(struct ctx *ctx, struct arguments *arguments);
int command_organisation_create(struct ctx *ctx, struct arguments *arguments);
int command_organisation_set(struct ctx *ctx, struct arguments *arguments);
int command_person_create(struct ctx *ctx, struct arguments *arguments);
int command_person_password(struct ctx *ctx, struct arguments *arguments);
int command_person_factor(struct ctx *ctx, struct arguments *arguments);
int command_member_set(struct ctx *ctx, struct arguments *arguments);
int command_api_key_create(struct ctx *ctx, struct arguments *arguments);
int command_api_key_revoke(struct ctx *ctx, struct arguments *arguments);
int command_sender_create(struct ctx *ctx, struct arguments *arguments);
int command_sender_set(struct ctx *ctx, struct arguments *arguments);
int command_template_create(struct ctx *ctx, struct arguments *arguments);
int command_template_status(struct ctx *ctx, struct arguments *arguments);
int command_sender_reseal(struct ctx *ctx, struct arguments *arguments);
int command_credit_top_up(struct ctx *ctx, struct arguments *arguments);
int command_credit_policy(struct ctx *ctx, struct arguments *arguments);
int command_audit(struct ctx *ctx, struct arguments *arguments);
int command_demo(struct ctx *ctx, struct arguments *arguments);

#endif
