#ifndef CONSOLE_SCREEN_H
#define CONSOLE_SCREEN_H
/* A page of a draft as the worker will see it, drawn by the worker's own template, with answers made up. */
#include "backend/flow_definition.h"
#include "web/page.h"

/* How the builder's phone shows it; the editor's choice is kept in a cookie. */
struct screen_look {
    int width; /* px, one of SCREEN_WIDTHS */
    bool dark, samples;
    struct str language;
};
extern const int SCREEN_WIDTHS[3];

/* "360.light.en.1"; the defaults where it says nothing good. */
struct screen_look screen_look_parse(struct ctx *ctx, struct str text);
struct str screen_look_text(struct ctx *ctx, const struct screen_look *look);

struct screen {
    const struct flow_definition *definition;
    int page;
    int selected; /* the component on it; -1: none */
    bool samples;
    struct str action; /* where the step's form goes; "" in the builder */
    struct str sent;   /* id of the OTP whose code "was sent", on a real phone */
    bool verified;     /* and checked */
};
/* Fills field/step.tpl in the language of ctx. */
void screen_fill_step(struct ctx *ctx, const struct screen *screen, struct template_dict *step);
/* Pages that a worker comes to, with those answers, from 1; 0: the page is not one of them. */
int screen_number(struct ctx *ctx, const struct screen *screen, int *count);
/* The whole document for the builder's phone. */
struct str screen_text(struct ctx *ctx, const struct request *request, const struct screen *screen,
                       const struct screen_look *look);

#endif
