#ifndef CONSOLE_TASK_H
#define CONSOLE_TASK_H
/* The pages under /tasks. */
#include "backend/task.h"
#include "web/route.h"

handler page_task_list;   /* GET /tasks */
handler page_task_new;    /* GET /tasks/new?flow= */
handler page_task_create; /* POST /tasks/new */
handler page_task_show;   /* GET /tasks/{id} */
handler page_task_proof;  /* GET /tasks/{id}/proof */
handler page_task_json;   /* GET /tasks/{id}/proof.json */

handler page_override;      /* GET /tasks/{id}/override/{component} */
handler page_override_make; /* POST the same */
handler page_task_edit;     /* GET /tasks/{id}/edit */
handler page_task_save;     /* POST /tasks/{id}/edit */
handler page_task_bulk;     /* POST /tasks/bulk */
handler page_task_export;   /* GET /tasks/export */

#define TASK_IMPORT_MAX                                                                                      \
    (5 * 1024 * 1024)              /* of a request: a file, pasted text, and what stands around them         \
                                    */
handler page_task_import;          /* GET /tasks/import?flow= */
handler page_task_import_template; /* GET /tasks/import/template?flow= */
handler page_task_import_send;     /* POST /tasks/import */
handler page_task_sheet;           /* GET /tasks/import/{id} */
handler page_task_sheet_apply;     /* POST /tasks/import/{id} */

/* Of a badge: "ok", "wait" or "info". */
const char *task_status_kind(enum task_status status);
/* The worker's name, or words for nobody. */
struct str task_worker_words(struct ctx *ctx, const struct task *task);

#endif
