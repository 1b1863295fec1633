#ifndef FIELD_FIELD_H
#define FIELD_FIELD_H
/* The worker's pages. */
#include "web/route.h"

handler page_field_list;    /* GET /field */
handler page_field_task;    /* GET /field/tasks/{id}: the step to go on with, or what was done */
handler page_field_offline; /* GET /field/offline: what the phone shows without signal of a page it has not */
handler page_step;          /* GET /field/tasks/{id}/pages/{n} */
handler page_step_done;     /* POST the same: whatever the button's `do` says */
handler page_step_keep;     /* that POST after the session ended */
handler page_otp_live;      /* GET /field/tasks/{id}/otp/{component}: the OTP alone, for a page that waits */

/* 404 of a task that is not the worker's, or not any more. */
void page_gone(struct ctx *ctx, struct request *request, struct response *response);

/* Of the recipient, who has nothing but the link. */
handler page_code;      /* GET  /field/code/{token} */
handler page_code_done; /* POST the same */
handler page_code_end;  /* GET  /field/code/done */

#endif
