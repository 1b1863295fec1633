#ifndef WEB_STATUS_H
#define WEB_STATUS_H
/* HTTP status codes in words (RFC 9110), the same for the status line and for problems. */

/* "Not Found"; "Error" for a code that no program of ours sends. */
const char *status_words(int status);

#endif
