#ifndef WEB_COMPONENT_VIEW_H
#define WEB_COMPONENT_VIEW_H
/*
 * One component of a flow as people see it in a form: in the worker's step, in the office's new task and in
 * the builder's phone, all of them by templates/field/component.tpl and otp.tpl.
 */
#include "backend/answer.h"
#include "backend/flow_logic.h"
#include "web/page.h"

struct component_view {
    const struct component *component;
    const struct flow_state *state; /* shown and required */
    struct str rules;               /* component_rules; STR_NONE: nothing changes while somebody types */
    struct str value;               /* as typed, stored or started with, in the form of backend/answer.h */
    const char *error;              /* a sentence in the reader's language, or NULL */
    bool selected;                  /* in the builder's phone */
    struct str files;               /* where photos are read, "/field/tasks/ID/files/"; STR_NONE: none are */
};

/* Adds it to the includes called name (COMPONENT) of the page. Not for OTPs. */
void component_view_add(struct ctx *ctx, struct template_dict *page, const char *name,
                        const struct component_view *view);

/* An OTP without its state: title, help, and by which channel to which (masked) recipient; to "": nobody
 * yet. The caller fills the state; TPL_FIELD_OTP_READY is how it looks before a code was sent. */
struct template_dict *component_view_add_otp(struct ctx *ctx, struct template_dict *page, const char *name,
                                             const struct component_view *view, enum channel channel);

/* The value that a field shows: what a rule fills in, else what was typed. */
struct str component_shown_value(const struct component *component, const struct flow_state *state,
                                 struct str typed);

/* What is wrong with an answer, in the reader's language. */
const char *component_error(struct ctx *ctx, const struct component *component, enum answer_outcome outcome);

/*
 * A component's rules for field.js as JSON: those that test a field of the same page by its id, those that
 * test another by whether their test holds now. STR_NONE when it has none that could change on the page.
 */
struct str component_rules(struct ctx *ctx, const struct flow_logic *logic, struct flow_place place);

/*
 * What a form sent for a component, in the form of backend/answer.h but unchecked: boxes a line each, the
 * cells of a list as JSON, a signature's name; "" when there is nothing. Not its files.
 */
struct str component_typed(struct ctx *ctx, const struct request *request, const struct component *component);

/* When pressed is a list's own button, "add:ID" or "drop:ID:ROW": changes the rows of *typed, true. */
bool component_rows_change(struct ctx *ctx, const struct component *component, struct str pressed,
                           struct str *typed);

#endif
