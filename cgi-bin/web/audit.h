#ifndef WEB_AUDIT_H
#define WEB_AUDIT_H
/* The pages of the audit log, which the console shows to admins and staff's program to support. */
#include "backend/audit.h"
#include "web/page.h"

/* Whose log it is and where it stands. */
struct audit_place {
    enum layout layout;
    struct uuid organisation; /* staff only; nil: the platform's */
    const char *base;         /* "/settings/audit" */
    const char *trail, *trail_words;
    struct str time_zone;
};

/* Filters and lines by the request's query. */
enum rc audit_page_list(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                        struct response *response) MUST_USE;
/* All lines that fit, however many, as CSV, or with format=json as JSON. */
enum rc audit_export(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                     struct response *response) MUST_USE;

/* What was done, one sentence; the bare action where it is none that the pages know. */
struct str audit_sentence(struct ctx *ctx, const struct audit_line *line);
/* Who did it. */
struct str audit_actor(struct ctx *ctx, const struct audit_line *line);

/* What the log can be narrowed to: a value for the address, its words, and the nouns of its actions. */
struct audit_group {
    const char *value, *words, *nouns;
};
const struct audit_group *audit_group_at(int i); /* NULL behind the last */

/* What a line tells besides its sentence. Of a change, what it was before; else was is STR_NONE. */
struct audit_fact {
    struct str name, was, value;
    bool change;
};
#define AUDIT_FACTS_MAX 40
/* At most that many; *n of them. */
const struct audit_fact *audit_facts(struct ctx *ctx, const struct audit_line *line, int *n);

/* The filters as they stand in the address. */
struct audit_search {
    struct audit_filter filter;
    struct str who, group;
    bool any, bad_day;
};
void audit_search_read(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                       struct audit_search *search);

#endif
