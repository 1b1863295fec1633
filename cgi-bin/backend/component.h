#ifndef BACKEND_COMPONENT_H
#define BACKEND_COMPONENT_H
/* What a page of a flow is made of: a component, its settings and its rules. Pure. */
#include "backend/channel.h"
#include "backend/flow_rule.h"

#define FLOW_TITLE_MAX 120 /* characters, of flows, pages and components */
#define FLOW_HELP_MAX 300  /* characters, of help, default and the values of rules */
#define FLOW_TEXT_MAX 2000 /* characters, of what an information says */
#define FLOW_ID_MAX 40
#define FLOW_FALLBACK_MAX 2
#define FLOW_OPTIONS_MAX 50 /* of a choice */
#define FLOW_OPTION_MAX 80  /* characters */
#define FLOW_COLUMNS_MAX 4  /* of a list */
#define FLOW_PHOTOS_MAX 5
#define FLOW_ROWS_MAX 50 /* of a list */
#define FLOW_RESENDS_MAX 5
#define FLOW_MINUTES_DEFAULT 5
#define FLOW_MINUTES_MAX 10

#define COMPONENT_TYPES(X)                                                                                   \
    X(TEXT, "text", TEXT("Text"))                                                                            \
    X(NUMBER, "number", TEXT("Number"))                                                                      \
    X(PHONE, "phone", TEXT("Phone"))                                                                         \
    X(EMAIL, "email", TEXT("Email"))                                                                         \
    X(DATE, "date", TEXT("Date"))                                                                            \
    X(TIME, "time", TEXT("Time of day"))                                                                     \
    X(CHOICE, "choice", TEXT("Choice"))                                                                      \
    X(ADDRESS, "address", TEXT("Address"))                                                                   \
    X(COORDINATE, "coordinate", TEXT("Coordinate"))                                                          \
    X(PHOTO, "photo", TEXT("Photo"))                                                                         \
    X(SIGNATURE, "signature", TEXT("Signature"))                                                             \
    X(NOTE, "note", TEXT("Information"))                                                                     \
    X(LIST, "list", TEXT("List"))                                                                            \
    X(OTP, "otp", TEXT("OTP"))

#define X(name, label, words) COMPONENT_##name,
enum component_type { COMPONENT_TYPES(X) COMPONENT__COUNT };
#undef X

bool component_type_parse(struct str label, enum component_type *out) MUST_USE;
const char *component_type_label(enum component_type type);
const char *component_type_words(enum component_type type); /* a msgid */

/* How the options of a choice are shown. Checkboxes take several, the others one. */
#define CHOICE_STYLES(X)                                                                                     \
    X(DROPDOWN, "dropdown", TEXT("Dropdown"))                                                                \
    X(BUTTONS, "buttons", TEXT("Buttons"))                                                                   \
    X(CHECKBOXES, "checkboxes", TEXT("Checkboxes"))

#define X(name, label, words) CHOICE_##name,
enum choice_style { CHOICE_STYLES(X) CHOICE__COUNT };
#undef X

bool choice_style_parse(struct str label, enum choice_style *out) MUST_USE;
const char *choice_style_label(enum choice_style style);
const char *choice_style_words(enum choice_style style); /* a msgid */

/* Shown and asked for as its own settings say, then as its rules change that. */
struct component {
    struct str id, title, help, initial; /* initial: the value a field starts with */
    enum component_type type;
    bool required, hidden; /* hidden: shown only while a rule shows it */
    struct flow_rule *rule;
    int n_rules;
    struct str text;    /* of an information: what it says, in lines */
    struct str *option; /* of a choice what can be chosen, of a list its columns */
    int n_options;
    enum choice_style style; /* of a choice */
    int min, max;            /* of a number, of photos, rows, boxes to tick; 0: no limit of its own */
    enum channel channel;    /* of an OTP, as is all that follows */
    int digits;
    struct str recipient; /* id of the field that holds the recipient; empty: not chosen */
    enum channel fallback[FLOW_FALLBACK_MAX]; /* channels to try, in order, when channel does not deliver */
    int n_fallback;
    int fallback_after;   /* s without delivery that count as not delivered; 0: only a failure does */
    int minutes;          /* the code's life, 1 to FLOW_MINUTES_MAX */
    int resends;          /* times that the worker may send it again, 0 to FLOW_RESENDS_MAX */
    bool correctable;     /* the worker may correct a recipient that the office typed */
    bool recipient_entry; /* the recipient may type the code, too, on a page of his own */
};

/* Whether the type has an answer, can start with one (initial), and has options. */
bool component_is_asked(enum component_type type);
bool component_has_default(enum component_type type);
bool component_has_options(enum component_type type);
/* A component as it is made: of the type, with the defaults of its settings. */
struct component component_new(enum component_type type, struct str id, struct str title);

#endif
