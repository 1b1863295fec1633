#ifndef WEB_ANSWER_VIEW_H
#define WEB_ANSWER_VIEW_H
/* What was answered at one component, to read: by templates/field/answer.tpl. */
#include "backend/component.h"
#include "web/page.h"

struct answer_view {
    const struct component *component;
    struct str value; /* in the form of backend/answer.h, recipients already masked or formatted */
    struct str files; /* where pictures are read, "/tasks/ID/files/" */
    bool printed;     /* its pictures are loaded at once: paper has no place to scroll to */
};

/* Adds the answer to the includes called name (ANSWER_VALUE) of dict. */
void answer_view_add(struct ctx *ctx, struct template_dict *dict, const char *name,
                     const struct answer_view *view);

#endif
