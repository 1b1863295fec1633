#ifndef BACKEND_REASON_H
#define BACKEND_REASON_H
/* Why a message ended as it did: the labels that drivers and sql/functions write, and what people read. */
#include "base/str.h"

/* A msgid, a whole sentence; NULL for a label that is unknown. */
const char *reason_words(struct str reason);

#endif
