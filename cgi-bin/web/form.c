/* Forms by table. Writes only what the table names, and never keeps or shows what a FIELD_SECRET holds. */
#include "web/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct reading {
    struct ctx *ctx;
    const struct request *request;
    const struct field *field;
    char *out; /* the field in the handler's struct */
};

static const char *sentence_with(struct ctx *ctx, const char *msgid, int64_t number)
{
    const struct str value = str_printf(ctx->arena, "%lld", (long long)number);
    return str_z(ctx->arena, text_fill(ctx, msgid, &value, 1));
}

static const char *read_text(const struct reading *reading, struct str typed)
{
    struct ctx *ctx = reading->ctx;
    const struct field *field = reading->field;
    bool lines = field->kind == FIELD_LINES;
    if (!str_is_plain(typed, lines ? "\r\n\t" : ""))
        return say(ctx, "Remove the characters that cannot be seen.");
    if ((int64_t)typed.n < field->min)
        return sentence_with(ctx, TEXT("Write at least %1 characters."), field->min);
    if (field->max && (int64_t)typed.n > field->max)
        return sentence_with(ctx, TEXT("Write at most %1 characters."), field->max);
    memcpy(reading->out, &typed, sizeof typed);
    return NULL;
}

static const char *read_integer(const struct reading *reading, struct str typed)
{
    struct ctx *ctx = reading->ctx;
    const struct field *field = reading->field;
    int64_t value;
    if (str_to_i64(typed, field->min, field->max, &value)) {
        memcpy(reading->out, &value, sizeof value);
        return NULL;
    }
    const struct str limits[] = {
        str_printf(ctx->arena, "%lld", (long long)field->min),
        str_printf(ctx->arena, "%lld", (long long)field->max),
    };
    return str_z(ctx->arena, text_fill(ctx, "Write a whole number from %1 to %2.", limits, 2));
}

/* "10.000" is ten to one reader and ten thousand to the next; money waits until it is clear. Nobody ends
 * decimals with a zero, and who means 2.125 has no other way to write it. */
static bool is_ambiguous(struct str number)
{
    size_t point = str_index(number, '.', 0), from = str_starts(number, STR("-"));
    return number.n == point + 4 && number.s[point + 3] == '0' && number.s[from] != '0' && point - from <= 3;
}

static const char *read_credits(const struct reading *reading, struct str typed)
{
    struct ctx *ctx = reading->ctx;
    const struct field *field = reading->field;
    struct credits value;
    if (!credits_parse(typed, &value))
        return say(ctx, "Write a number such as 10000 or 2.5, without spaces or commas.");
    if (is_ambiguous(typed)) {
        struct str clear[] = {credits_text(ctx->arena, value),
                              credits_text(ctx->arena, (struct credits){value.thousandths * 1000})};
        return str_z(ctx->arena, text_fill(ctx, "This may mean %1 or %2. Write one of them.", clear, 2));
    }
    if (value.thousandths < field->min || value.thousandths > field->max) {
        const struct str limits[] = {
            credits_text(ctx->arena, (struct credits){field->min}),
            credits_text(ctx->arena, (struct credits){field->max}),
        };
        return str_z(ctx->arena, text_fill(ctx, "Write an amount from %1 to %2.", limits, 2));
    }
    memcpy(reading->out, &value, sizeof value);
    return NULL;
}

static const char *read_uuid(const struct reading *reading, struct str typed)
{
    struct uuid value;
    if (!uuid_parse(typed, &value))
        return say(reading->ctx, "Choose one of the list.");
    memcpy(reading->out, &value, sizeof value);
    return NULL;
}

static const char *read_secret(const struct reading *reading)
{
    const struct field *field = reading->field;
    struct secret *secret = (struct secret *)(void *)reading->out;
    struct str sent = request_form(reading->ctx, reading->request, field->name);
    size_t n = sent.n;
    str_wipe(sent);
    if (n == 0)
        return field->required ? say(reading->ctx, "Fill this in.") : NULL;
    if (!request_form_secret(reading->request, field->name, secret))
        return sentence_with(reading->ctx, TEXT("Write at most %1 characters."), (int64_t)sizeof secret->s);
    if ((int64_t)secret->n < field->min) {
        secret_wipe(secret);
        return sentence_with(reading->ctx, TEXT("Write at least %1 characters."), field->min);
    }
    return NULL;
}

/* The field's error, or NULL with its value stored. *typed is what goes back into the form. */
static const char *read_field(const struct reading *reading, struct str *typed)
{
    const struct field *field = reading->field;
    if (field->kind == FIELD_SECRET)
        return read_secret(reading);
    *typed = request_form(reading->ctx, reading->request, field->name);
    if (field->kind == FIELD_CHECK) {
        const bool present = typed->s != NULL;
        memcpy(reading->out, &present, sizeof present);
        return NULL;
    }
    struct str value = str_trim(*typed);
    if (value.n == 0)
        return field->required ? say(reading->ctx, "Fill this in.") : NULL;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LINES:
        return read_text(reading, value);
    case FIELD_INTEGER:
        return read_integer(reading, value);
    case FIELD_CREDITS:
        return read_credits(reading, value);
    case FIELD_UUID:
        return read_uuid(reading, value);
    case FIELD_CHECK:
    case FIELD_SECRET:
        break;
    }
    return NULL;
}

bool form_read(struct ctx *ctx, const struct request *request, struct form *form, void *out)
{
    if (form->n_fields > FORM_FIELDS_MAX)
        abort();
    for (int i = 0; i < form->n_fields; i++) {
        const struct reading reading = {
            .ctx = ctx,
            .request = request,
            .field = &form->fields[i],
            .out = (char *)out + form->fields[i].offset,
        };
        form->errors[i] = read_field(&reading, &form->typed[i]);
        form->n_errors += form->errors[i] != NULL;
    }
    return form->n_errors == 0;
}

void form_error(struct form *form, const char *name, const char *sentence)
{
    for (int i = 0; name && i < form->n_fields; i++)
        if (strcmp(form->fields[i].name, name) == 0) {
            form->n_errors += form->errors[i] == NULL;
            form->errors[i] = sentence;
            return;
        }
    form->n_errors += form->summary.n == 0;
    form->summary = str_from(sentence);
}

/* "reference-no" as NAME with the suffix: "REFERENCE_NO_VALUE". */
static const char *name_for(struct ctx *ctx, const char *field, const char *suffix)
{
    struct str name = str_printf(ctx->arena, "%s_%s", field, suffix);
    char *s = arena_alloc(ctx->arena, name.n + 1);
    for (size_t i = 0; i < name.n; i++) {
        char c = name.s[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        s[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : letter ? c : '_';
    }
    return s;
}

static void add_error(struct template_dict *errors, const char *field, const char *label,
                      const char *sentence)
{
    struct template_dict *row = template_section(errors, "FORM_ERROR");
    page_set_c(row, "FIELD", field);
    page_set_c(row, "LABEL", label);
    page_set_c(row, "TEXT", sentence);
}

void form_fill(struct ctx *ctx, const struct form *form, struct template_dict *dict)
{
    struct template_dict *errors = form->n_errors ? template_section(dict, "FORM_ERRORS") : NULL;
    if (form->summary.n) {
        struct template_dict *whole = template_section(errors, "FORM_WHOLE");
        page_set(whole, "TEXT", form->summary);
    }
    for (int i = 0; i < form->n_fields; i++) {
        const struct field *field = &form->fields[i];
        if (field->kind != FIELD_SECRET)
            page_set(dict, name_for(ctx, field->name, "VALUE"), form->typed[i]);
        if (field->kind == FIELD_CHECK && form->typed[i].s)
            template_show(dict, name_for(ctx, field->name, "CHECKED"));
        if (!form->errors[i])
            continue;
        template_show(dict, name_for(ctx, field->name, "INVALID"));
        page_set_c(dict, name_for(ctx, field->name, "ERROR"), form->errors[i]);
        add_error(errors, field->name, text(ctx->app->texts, ctx->language, field->label), form->errors[i]);
    }
}
