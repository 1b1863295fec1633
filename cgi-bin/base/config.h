#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H
/*
 * The process's settings: environment variables SANDI_*, one typed table in config.c (key, parser,
 * default, help). The table also prints --help; a lint compares it with README.md.
 */
#include <stdbool.h>

#include "base/log.h"
#include "base/rc.h"

struct config {
    const char *database_url; /* libpq URI; the user in it is the program's role */
    const char *socket;       /* UNIX socket a web program listens on */
    const char *templates;    /* folder with en/ and id/ */
    const char *texts;        /* folder with LANGUAGE.mo */
    const char *public_url;   /* scheme://host[:port] as browsers and providers see it */
    const char *doorbell;     /* the dispatcher's datagram socket */
    const char *keys_hash;    /* key files, see base/secret.h; NULL where not needed */
    const char *keys_seal;
    const char *keys_credentials;
    const char *keys_callback;
    const char *keys_factor;
    const char *sandbox_state;  /* folder of the sandbox's files */
    const char *operator_email; /* who is mailed of alerts; NULL: nobody */
    const char *support_email;  /* whom customers ask; NULL: not said */
    const char *smtp_maildir;   /* where the demo's SMTP server writes; sandbox only */
    int threads;
    int db_connections;
    bool demo;
    bool staff_factor; /* staff get in with a second factor only */
    enum log_level log_level;
};

/* Reads the environment. RC_BROKEN (logged, naming key and expectation) on a bad value. */
enum rc config_load(struct config *config) MUST_USE;

/* One line a key on stdout: name, default, help. */
void config_help(void);

#endif
