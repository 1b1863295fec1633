#ifndef CONSOLE_BUILDER_FORM_H
#define CONSOLE_BUILDER_FORM_H
/* The settings of a component or page as a form: read, checked, and turned into a component. */
#include "backend/flow_definition.h"
#include "web/form.h"

/* Inputs of the settings. shown is the type that the form was made for: another one was chosen meanwhile. */
struct settings {
    int64_t base_version;
    struct str component, page; /* ids as stored, of what the form is about */
    struct str type, shown, title, id, help, initial, text, options, style, channel, recipient, note,
        fallback;
    int64_t min, max, digits, fallback_after, minutes, resends;
    bool required, hidden, correctable, recipient_entry;
    struct flow_rule rule[FLOW_RULES_MAX]; /* read beside the table, as their number varies */
    int n_rules;
    int bad_rule; /* the first, from 1, that is not complete; 0: none */
};
enum setting {
    SETTING_BASE_VERSION,
    SETTING_COMPONENT,
    SETTING_PAGE,
    SETTING_TYPE,
    SETTING_SHOWN,
    SETTING_TITLE,
    SETTING_ID,
    SETTING_HELP,
    SETTING_INITIAL,
    SETTING_TEXT,
    SETTING_OPTIONS,
    SETTING_STYLE,
    SETTING_CHANNEL,
    SETTING_RECIPIENT,
    SETTING_NOTE,
    SETTING_FALLBACK,
    SETTING_MIN,
    SETTING_MAX,
    SETTING_DIGITS,
    SETTING_FALLBACK_AFTER,
    SETTING_MINUTES,
    SETTING_RESENDS,
    SETTING_REQUIRED,
    SETTING_HIDDEN,
    SETTING_CORRECTABLE,
    SETTING_RECIPIENT_ENTRY,
    SETTING__COUNT
};

/* Reads the form; its errors and those of the rules stand in *form. False when there are any. */
bool settings_read(struct ctx *ctx, const struct request *request, struct form *form,
                   struct settings *typed) MUST_USE;
/* What the table cannot say: ids, lengths, options, limits. Adds errors to *form. */
void settings_check(struct ctx *ctx, const struct flow_definition *draft, const struct settings *typed,
                    struct form *form);
/* The component as typed on top of what was stored (NULL: nothing); what its type does not have stays. */
struct component settings_component(struct arena *arena, const struct settings *typed,
                                    const struct component *stored);
/* What is stored, as if it had been typed. component NULL: the page's own settings. */
struct form settings_form(struct ctx *ctx, const struct flow_page *page, const struct component *component);

/* Its options or columns, one a line. */
struct str settings_lines(struct arena *arena, const struct component *component);
/* The bounds of `min` and `max` for what a component of the type counts; 0: it counts nothing. */
int settings_most(const struct component *component);

#endif
