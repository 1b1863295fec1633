#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H
/* The UNIX socket that nginx connects to. */

/*
 * Binds path with mode 0660, replacing a socket that nobody listens on any more. -1 when that is not
 * possible; the reason is logged in words that say what to change.
 */
int socket_listen(const char *path);

#endif
