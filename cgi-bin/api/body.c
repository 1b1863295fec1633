/* Reads JSON bodies. The only file of the program that names jansson. */
#include "api/body.h"

#include <jansson.h>
#include <math.h>

#define NAME_MAX_SHOWN 100

void body_error(struct body_errors *errors, struct str name, enum outcome outcome)
{
    for (int i = 0; i < errors->n; i++)
        if (str_eq(errors->error[i].name, name))
            return;
    if (errors->n == BODY_ERRORS_MAX)
        return;
    errors->error[errors->n].name = name;
    errors->error[errors->n++].outcome = outcome;
}

static const struct member *member_find(const struct body *body, struct str name)
{
    for (int i = 0; i < body->n_members; i++)
        if (str_eq(name, str_from(body->members[i].name)))
            return &body->members[i];
    return NULL;
}

struct field_list {
    struct problem_field field[BODY_ERRORS_MAX];
    enum outcome first;
    int n;
};

/* Adds the errors of that name, or of names that no member has (NULL). */
static void fields_add(const struct body *body, const char *name, struct field_list *list)
{
    for (int i = 0; i < body->errors.n; i++) {
        struct str at = body->errors.error[i].name;
        enum outcome outcome = body->errors.error[i].outcome;
        if (name ? !str_eq(at, str_from(name)) : member_find(body, at) != NULL)
            continue;
        const char *detail = outcome == OUTCOME_INVALID_FIELD
                                 ? "This member is unknown, or its value is not allowed."
                                 : outcome_sentence(outcome);
        if (list->n == 0)
            list->first = outcome;
        list->field[list->n++] = (struct problem_field){at, outcome_code(outcome), detail};
    }
}

void body_errors_send(struct ctx *ctx, struct response *response, const struct body *body)
{
    struct field_list list = {.first = OUTCOME_INVALID_FIELD};
    for (int i = 0; i < body->n_members; i++)
        fields_add(body, body->members[i].name, &list);
    fields_add(body, NULL, &list);
    problem_send(ctx, response,
                 &(struct problem){
                     .status = outcome_status(list.first),
                     .code = outcome_code(list.first),
                     .detail = outcome_sentence(list.first),
                     .fields = list.field,
                     .n_fields = list.n,
                 });
}

static void refuse(struct ctx *ctx, struct response *response, int status, const char *code,
                   const char *detail)
{
    problem_send(ctx, response, &(struct problem){.status = status, .code = code, .detail = detail});
}

/* "application/json", whatever parameters follow. */
static bool is_json(struct str type)
{
    struct str media = str_trim(str_slice(type, 0, str_index(type, ';', 0)));
    return str_eq_nocase(media, STR("application/json"));
}

static struct str text_copy(struct ctx *ctx, const json_t *value)
{
    size_t n = json_string_length(value);
    char *copy = arena_alloc(ctx->arena, n + 1); /* an empty text is not an absent one */
    memcpy(copy, json_string_value(value), n);
    return (struct str){copy, n};
}

/* JSON does not tell 6 from 6.0. */
static bool integer_read(const json_t *value, struct body_integer *out)
{
    double number = json_real_value(value);
    if (!json_is_real(value) || number != trunc(number) || fabs(number) > 9e15)
        return false;
    *out = (struct body_integer){true, (int64_t)number};
    return true;
}

static bool texts_read(struct ctx *ctx, const json_t *value, struct body_texts *out)
{
    size_t n = json_array_size(value);
    if (!json_is_array(value) || n > BODY_TEXTS_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        const json_t *element = json_array_get(value, i);
        if (!json_is_string(element))
            return false;
        out->text[out->n++] = text_copy(ctx, element);
    }
    return true;
}

static bool member_read(struct ctx *ctx, const struct member *member, const json_t *value, void *out)
{
    void *place = (char *)out + member->offset;
    switch (member->kind) {
    case MEMBER_TEXT:
        if (json_is_string(value))
            *(struct str *)place = text_copy(ctx, value);
        return json_is_string(value);
    case MEMBER_INTEGER:
        return integer_read(value, place);
    case MEMBER_TEXTS:
        return texts_read(ctx, value, place);
    }
    return false;
}

bool body_read(struct ctx *ctx, const struct request *request, struct response *response, struct body *body,
               void *out)
{
    if (!is_json(request->content_type)) {
        refuse(ctx, response, 415, "unsupported_media_type", "The body must be application/json.");
        return false;
    }
    json_error_t error;
    json_t *root = json_loadb(request->body.s ? request->body.s : "", request->body.n,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
    if (!json_is_object(root)) {
        json_decref(root);
        refuse(ctx, response, 400, "invalid_json",
               "The body is not a JSON object in UTF-8 with each name once.");
        return false;
    }
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value)
    {
        struct str name = str_from(key);
        const struct member *member = member_find(body, name);
        if (!member)
            body_error(&body->errors,
                       str_copy(ctx->arena, name.n > NAME_MAX_SHOWN ? STR("(a long name)") : name),
                       OUTCOME_INVALID_FIELD);
        else if (!json_is_null(value) && !member_read(ctx, member, value, out))
            body_error(&body->errors, str_from(member->name), member->wrong);
    }
    json_decref(root);
    return true;
}
