#ifndef CONSOLE_TASK_H
#define CONSOLE_TASK_H
/* The pages under /tasks. */
#include "web/route.h"

handler page_task_list;   /* GET /tasks */
handler page_task_new;    /* GET /tasks/new?flow= */
handler page_task_create; /* POST /tasks/new */
handler page_task_show;   /* GET /tasks/{id} */

#endif
