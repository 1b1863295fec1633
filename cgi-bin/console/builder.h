#ifndef CONSOLE_BUILDER_H
#define CONSOLE_BUILDER_H
/* What the Flow Builder's two files share: the settings as a form, and the page that shows them. */
#include "backend/flow.h"
#include "web/form.h"
#include "web/page.h"

/* The fields of the settings, in the order of SETTINGS. */
struct settings {
    int64_t base_version;
    struct str component, page; /* ids as stored, of what the form is about */
    struct str type, title, id, help, initial, channel, recipient, note, fallback;
    int64_t digits, fallback_after;
    bool required;
};
enum setting {
    SETTING_BASE_VERSION,
    SETTING_COMPONENT,
    SETTING_PAGE,
    SETTING_TYPE,
    SETTING_TITLE,
    SETTING_ID,
    SETTING_HELP,
    SETTING_INITIAL,
    SETTING_CHANNEL,
    SETTING_RECIPIENT,
    SETTING_NOTE,
    SETTING_DIGITS,
    SETTING_REQUIRED,
    SETTING_FALLBACK,
    SETTING_FALLBACK_AFTER,
    SETTING__COUNT
};
extern const struct field SETTINGS[SETTING__COUNT];

/* Why the newest draft is shown instead of what was asked for. */
enum conflict { CONFLICT_NONE, CONFLICT_CHANGED, CONFLICT_GONE };

struct builder {
    struct flow flow;
    struct flow_place selected;    /* component -1: the page's own settings */
    const struct component *typed; /* the component as typed, not stored; NULL: as stored */
    struct form *form;             /* texts as typed, with their errors; NULL: as stored */
    enum conflict conflict;
    bool publishing;   /* asked to publish: problems are errors now */
    const char *focus; /* name of the select that was changed, NULL: none */
    int status;        /* HTTP status of the answer; 0: 200 */
};

/* A button of the builder; apply is false when the draft cannot change so. */
typedef bool change_apply(struct ctx *ctx, struct builder *builder, struct request *request);
struct change {
    const char *button, *what; /* value of `do`; word of the audit log */
    change_apply *change;
};
/* NULL when there is no such button. */
const struct change *change_find(struct str button);

/* The title that a new component of the type gets. */
struct str builder_default_title(struct ctx *ctx, enum component_type type);
/* An OTP whose recipient does not fit takes the one field that does, when there is just one. */
void builder_choose_recipient(const struct builder *builder, struct component *otp);

/* The phone with the selected page. */
void builder_fill_preview(struct ctx *ctx, const struct builder *builder, struct template_dict *body);
/* The text of the selected OTP's message, in the language that tasks send in. */
void builder_fill_text(struct ctx *ctx, const struct request *request, const struct builder *builder,
                       struct template_dict *body);

/* A row of a select: its value, what people read, whether it is the chosen one. */
void builder_add_option(struct template_dict *dict, const char *section, struct str value, struct str label,
                        bool chosen);
/* The settings that only an OTP has. */
void builder_fill_otp(struct ctx *ctx, const struct builder *builder, const struct component *otp,
                      struct template_dict *dict);
/* "SMS"; "30 seconds or a failure" */
struct str builder_fallback_words(struct ctx *ctx, const struct component *otp);
struct str builder_after_words(struct ctx *ctx, int seconds);
/* Who sends by the channel, in the settings of an OTP. */
void builder_fill_sender(struct ctx *ctx, enum channel channel, struct template_dict *settings);

/* Fills and sends the page. */
void builder_send(struct ctx *ctx, struct request *request, const struct builder *builder,
                  struct response *response);

/* "?c=otp" or "?p=page1" */
struct str builder_address(struct ctx *ctx, const struct builder *builder);

#endif
