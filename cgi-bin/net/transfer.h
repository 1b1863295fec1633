#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H
/* One request to a peer and what came of it: plain data, so that drivers need no network to be tested. */
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define TRANSFER_HEADERS_MAX 8

enum transfer_kind { TRANSFER_GET, TRANSFER_POST, TRANSFER_MAIL };

/* Of a mail: TLS from the start or by STARTTLS always, where the server offers it, or never. Whenever there
 * is TLS its certificate must be right. */
enum transfer_tls { TLS_REQUIRED, TLS_OPTIONAL, TLS_OFF };

/* Texts live as long as the transfer; url, headers, user, password, addresses and ca_file are NUL-terminated
 * too. */
struct transfer {
    enum transfer_kind kind;
    struct str url;                           /* http(s)://… or smtp(s)://host:port */
    struct str headers[TRANSFER_HEADERS_MAX]; /* "Name: value" */
    int n_headers;
    struct str body;               /* of a POST, or the whole mail */
    struct str user, password;     /* of a mail relay; STR_NONE: no login */
    struct str mail_from, mail_to; /* envelope addresses without brackets */
    bool allow_private;            /* else only public addresses, by https; plain http is for private ones */
    enum transfer_tls tls;         /* of a mail */
    struct str ca_file; /* of a mail: whose certificates are trusted; STR_NONE: the system's list */
};

enum answer_state {
    ANSWER_COMPLETE,   /* status and body are the peer's own words */
    ANSWER_NEVER_LEFT, /* not a byte of the request went out: trying again is safe */
    ANSWER_MISSING,    /* it may have been taken: never send it again */
};

struct answer {
    enum answer_state state;
    int status;       /* HTTP status, or the mail server's reply code; 0 when there is none */
    struct str body;  /* at most 64 KiB; of a mail the server's last line */
    int retry_after;  /* s, from the header; 0 when absent */
    struct str error; /* what went wrong on the way, in libcurl's words */
    bool tls_failed;  /* of a mail that never left: no TLS, or a certificate that is not trusted */
};

#endif
