#ifndef BACKEND_FLOW_EXCHANGE_H
#define BACKEND_FLOW_EXCHANGE_H
/* Flows as files: JSON of schema 1 with a name, written for people, and read whoever wrote it. Pure. */
#include "backend/flow_read.h"

/* {"schema", "name", "pages"}: indented, the same text for the same flow. */
struct str flow_export(struct arena *arena, struct str name, const struct flow_definition *definition);

struct flow_import {
    struct str name; /* empty when the file has none */
    struct flow_definition definition;
    struct flow_faults faults;
};
/* Any bytes. False: faults says why. A UTF-8 byte order mark is skipped; other encodings are named. */
bool flow_import_read(struct arena *arena, struct str bytes, struct flow_import *out) MUST_USE;

#endif
