#ifndef STAFF_ENTRY_H
#define STAFF_ENTRY_H
/* One entry of an organisation's ledger: its receipt, and the form that corrects it. */
#include "web/form.h"

/* The organisation is the path's; form as typed, or NULL for a fresh one. */
enum rc entry_send(struct ctx *ctx, struct request *request, struct response *response, int64_t number,
                   const struct form *form);

#endif
