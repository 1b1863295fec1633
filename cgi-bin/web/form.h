#ifndef WEB_FORM_H
#define WEB_FORM_H
/*
 * Input by table: one static row a field; a handler sees nothing that its table does not name. A form
 * that fails comes back with every typed value in it and an error beside each field.
 */
#include "base/credits.h"
#include "web/page.h"
#include "web/request.h"

enum field_kind {
    FIELD_TEXT,    /* struct str: UTF-8, one line, trimmed; min..max bytes */
    FIELD_LINES,   /* struct str: several lines */
    FIELD_INTEGER, /* int64_t within min..max */
    FIELD_CREDITS, /* struct credits: thousandths within min..max */
    FIELD_UUID,    /* struct uuid */
    FIELD_CHECK,   /* bool: present is true */
    FIELD_SECRET,  /* struct secret: never shown again */
};

struct field {
    const char *name;  /* of the input element */
    const char *label; /* msgid, for the error summary */
    enum field_kind kind;
    bool required;
    int64_t min, max;
    size_t offset; /* into the struct that form_read fills */
};

#define FORM_FIELDS_MAX 32

struct form {
    const struct field *fields;
    int n_fields;
    struct str typed[FORM_FIELDS_MAX];   /* as sent, by field */
    const char *errors[FORM_FIELDS_MAX]; /* translated sentence or NULL, by field */
    int n_errors;
    struct str summary; /* an error of the form as a whole */
};

/* struct form form = FORM(FIELDS); */
#define FORM(table)                                                                                          \
    {                                                                                                        \
        .fields = (table), .n_fields = (int)COUNT_OF(table)                                                  \
    }

/* Reads the body by the form's table into the zeroed struct at out. True when every field is right. */
bool form_read(struct ctx *ctx, const struct request *request, struct form *form, void *out) MUST_USE;

/* An error found later (by the backend) at the named field; name NULL: the form as a whole. */
void form_error(struct form *form, const char *name, const char *sentence);

/*
 * Fills a template's form: for each field NAME the values `NAME_VALUE`, `NAME_ERROR` (section
 * `NAME_INVALID` shown when there is one; `NAME_CHECKED` of a box that was ticked), and the section
 * FORM_ERRORS with rows FORM_ERROR {FIELD, LABEL, TEXT} and FORM_WHOLE {TEXT} for an error of the whole
 * form. Names are the field's in upper case, other characters as '_'. Secrets are not filled.
 */
void form_fill(struct ctx *ctx, const struct form *form, struct template_dict *dict);

#endif
