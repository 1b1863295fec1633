#ifndef CONSOLE_BUILDER_H
#define CONSOLE_BUILDER_H
/* What the Flow Builder's files share: what a request asks for, and the panes that show the answer. */
#include "backend/flow_history.h"
#include "console/builder_form.h"
#include "console/screen.h"
#include "web/page.h"

/* Why the newest draft is shown instead of what was asked for. */
enum conflict { CONFLICT_NONE, CONFLICT_CHANGED, CONFLICT_GONE };

struct builder {
    const struct request *request;
    struct flow flow;
    struct flow_place selected;    /* component -1: the page's own settings */
    const struct component *typed; /* the component as typed, not stored; NULL: as stored */
    struct form *form;             /* texts as typed, with their errors; NULL: as stored */
    enum conflict conflict;
    struct screen_look look;
    bool publishing;    /* asked to publish: problems are errors now */
    bool only_screen;   /* answers with what stands on the phone, and nothing around it */
    bool read_only;     /* the reader may look, not change */
    struct str focus;   /* name of the control that has the focus; empty: none */
    struct str subject; /* what a change was done to: a title */
    struct str said;    /* what a change did, in words; empty: nothing to say */
    int status;         /* HTTP status of the answer; 0: 200 */
};

/* Reads the flow of the path. False: answered already, or a fault in *rc. */
bool builder_open(struct ctx *ctx, struct request *request, struct response *response,
                  struct builder *builder, enum rc *rc) MUST_USE;
/* Selects the component or page by these ids; without one the first page. False: named, but not there. */
bool builder_choose(struct builder *builder, struct str component, struct str page);
/* "?c=otp" or "?p=page1" */
struct str builder_address(struct ctx *ctx, const struct builder *builder);
/* The selected component as it is shown: typed or stored; NULL: a page is selected. */
const struct component *builder_component(const struct builder *builder);

/* A button of the builder. False: the draft cannot change so, and stays as it is. */
typedef bool change_apply(struct ctx *ctx, struct builder *builder, struct request *request);
struct change {
    const char *button; /* value of `do` up to a colon */
    change_apply *change;
    const char *of_component, *of_page; /* word of flow_edit_words, by what was selected */
};
/* NULL when there is no such button. */
const struct change *change_find(struct str button);

/* The title that a new component of the type gets. */
struct str builder_default_title(struct ctx *ctx, enum component_type type);
/* An OTP whose recipient does not fit takes the one field that does, when there is just one. */
void builder_choose_recipient(const struct builder *builder, struct component *otp);

/* --- the page: each fills one pane --- */

/* Fills and sends the page. */
void builder_send(struct ctx *ctx, struct request *request, const struct builder *builder,
                  struct response *response);
/* The template flow/builder_x.tpl as the include X of its parent, with what all of them know: ID, SELECTED,
 * BASE_VERSION, CSRF, and which control has the focus. */
struct template_dict *builder_pane(struct ctx *ctx, const struct builder *builder,
                                   struct template_dict *parent, enum template file);
/* Shows FOCUS_DIGITS for "digits"; of a name that the template does not know nothing is seen. */
void builder_fill_focus(struct ctx *ctx, const struct builder *builder, struct template_dict *dict);
/* Those of the draft and of the organisation's account. */
struct flow_problems builder_problems(struct ctx *ctx, const struct builder *builder);
/* Whether there are warnings that want a tick before publishing. */
bool builder_asks(const struct flow_problems *problems);
change_apply builder_fix; /* "fix:KIND:ID:WHICH" */
void builder_fill_problems(struct ctx *ctx, const struct builder *builder,
                           const struct flow_problems *problems, struct template_dict *pane);
void builder_fill_outline(struct ctx *ctx, const struct builder *builder,
                          const struct flow_problems *problems, struct template_dict *pane);
/* How the phone looks: as just chosen, which a cookie then keeps, else as that says. */
struct screen_look builder_look(struct ctx *ctx, const struct request *request, struct response *response);
/* What stands on it, as a document. */
struct str builder_screen(struct ctx *ctx, const struct builder *builder);
/* The phone with the selected page. */
void builder_fill_preview(struct ctx *ctx, const struct builder *builder, struct template_dict *pane);
void builder_fill_settings(struct ctx *ctx, const struct builder *builder, struct template_dict *pane);
void builder_fill_rules(struct ctx *ctx, const struct builder *builder, const struct component *component,
                        struct template_dict *pane);
void builder_fill_otp(struct ctx *ctx, const struct builder *builder, const struct component *otp,
                      struct template_dict *pane);
/* Who sends by the channel, and what that costs, in the settings of an OTP. */
void builder_fill_sender(struct ctx *ctx, enum channel channel, struct template_dict *pane);
void builder_fill_cost(struct ctx *ctx, const struct builder *builder, enum channel channel,
                       struct template_dict *pane);
/* What the recipient reads, in the language that tasks send in. */
void builder_fill_text(struct ctx *ctx, const struct builder *builder, const struct component *otp,
                       struct template_dict *pane);

struct str builder_number(struct ctx *ctx, int64_t n);

#endif
