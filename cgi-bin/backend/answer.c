/* Checks of answers by the component's type. Stores nothing. */
#include "backend/answer.h"

#include "backend/answer_list.h"
#include "backend/answer_read.h"
#include "backend/recipient.h"

#define X(name, msgid) [ANSWER_##name] = msgid,
static const char *const sentences[ANSWER__COUNT] = {ANSWER_OUTCOMES(X)};
#undef X

const char *answer_sentence(enum answer_outcome outcome)
{
    return sentences[outcome];
}

int answer_limit(const struct component *component, enum answer_outcome outcome)
{
    if (outcome == ANSWER_TOO_LONG)
        return component->type == COMPONENT_SIGNATURE || component->type == COMPONENT_LIST ? ANSWER_CELL_MAX
                                                                                           : ANSWER_MAX;
    if (outcome == ANSWER_TOO_MANY_CELLS)
        return component->n_options;
    bool least = outcome == ANSWER_TOO_SMALL || outcome == ANSWER_TOO_FEW_CHOSEN ||
                 outcome == ANSWER_TOO_FEW_PHOTOS || outcome == ANSWER_TOO_FEW_ROWS;
    if (!least && component->max == 0)
        return component->type == COMPONENT_PHOTO ? FLOW_PHOTOS_MAX : FLOW_ROWS_MAX;
    return least ? component->min : component->max;
}

static enum answer_outcome check_recipient(struct ctx *ctx, enum channel channel, struct str home,
                                           struct str *value)
{
    struct recipient recipient;
    enum outcome outcome = recipient_parse(ctx, *value, channel, home, &recipient);
    if (outcome == OUTCOME_NOT_MOBILE)
        return ANSWER_NOT_MOBILE;
    if (outcome != OUTCOME_DONE)
        return channel == CHANNEL_EMAIL ? ANSWER_NOT_EMAIL : ANSWER_NOT_PHONE;
    *value = recipient.to;
    return ANSWER_GOOD;
}

static enum answer_outcome check_phone(struct ctx *ctx, const struct question *question, struct str *value)
{
    const struct component *otp = flow_otp_of(question->definition, question->component->id);
    enum channel channel = otp && otp->channel == CHANNEL_SMS ? CHANNEL_SMS : CHANNEL_WHATSAPP;
    return check_recipient(ctx, channel, question->home, value);
}

static enum answer_outcome check_number(struct ctx *ctx, const struct component *component, struct str value)
{
    if (!flow_number_is_valid(value))
        return ANSWER_NOT_NUMBER;
    if (component->min && flow_number_compare(value, str_printf(ctx->arena, "%d", component->min)) < 0)
        return ANSWER_TOO_SMALL;
    if (component->max && flow_number_compare(value, str_printf(ctx->arena, "%d", component->max)) > 0)
        return ANSWER_TOO_LARGE;
    return ANSWER_GOOD;
}

/* --- several in one ---------------------------------------------------------------------------------- */

static enum answer_outcome check_count(const struct component *component, int n, int most,
                                       enum answer_outcome too_few)
{
    if (n < component->min)
        return too_few;
    return n > (component->max ? component->max : most) ? (enum answer_outcome)(too_few + 1) : ANSWER_GOOD;
}

/* *value in the order of the options, each once. */
static enum answer_outcome check_choice(struct ctx *ctx, const struct component *component, struct str *value)
{
    struct buf chosen = buf_new(ctx->arena, value->n + 1);
    struct str typed = *value, one;
    int n = 0;
    for (int i = 0; i < component->n_options; i++) {
        if (!flow_value_has(typed, component->option[i]) ||
            flow_value_has(buf_str(&chosen), component->option[i]))
            continue;
        buf_printf(&chosen, "%s%.*s", n++ ? "\n" : "", STR_ARG(component->option[i]));
    }
    for (struct str rest = typed; flow_value_next(&rest, &one);) {
        if (!flow_value_has(buf_str(&chosen), one))
            return ANSWER_NOT_OPTION;
    }
    *value = buf_str(&chosen);
    if (component->style != CHOICE_CHECKBOXES)
        return n > 1 ? ANSWER_NOT_OPTION : ANSWER_GOOD;
    return check_count(component, n, FLOW_OPTIONS_MAX, ANSWER_TOO_FEW_CHOSEN);
}

static enum answer_outcome check_photos(const struct component *component, struct str value)
{
    struct str one;
    struct uuid id;
    for (struct str rest = value; flow_value_next(&rest, &one);) {
        if (!uuid_parse(one, &id))
            return ANSWER_NOT_TEXT;
    }
    return check_count(component, flow_value_count(value), FLOW_PHOTOS_MAX, ANSWER_TOO_FEW_PHOTOS);
}

static enum answer_outcome check_signature(struct str value)
{
    struct uuid id;
    struct str drawing = value, name;
    if (!str_split(&drawing, '\n', &name) || (drawing.n > 0 && !uuid_parse(drawing, &id)))
        return ANSWER_NOT_TEXT;
    return flow_text_length(name) > ANSWER_CELL_MAX ? ANSWER_TOO_LONG : ANSWER_GOOD;
}

static enum answer_outcome check_cells(const struct answer_rows *rows)
{
    size_t length = 0;
    for (int i = 0; i < rows->n * rows->columns; i++) {
        if (!str_is_plain(rows->cell[i], "\t"))
            return ANSWER_NOT_TEXT;
        size_t n = flow_text_length(rows->cell[i]);
        if (n > ANSWER_CELL_MAX)
            return ANSWER_TOO_LONG;
        length += n;
    }
    return length > ANSWER_STORED_MAX ? ANSWER_TOO_LONG : ANSWER_GOOD;
}

static enum answer_outcome check_list(struct ctx *ctx, const struct question *question, struct str *value)
{
    const struct component *list = question->component;
    struct answer_rows read = answer_list_read(ctx->arena, list, *value);
    struct answer_rows rows = answer_list_trim(ctx->arena, &read);
    enum answer_outcome outcome = check_cells(&rows);
    if (outcome != ANSWER_GOOD)
        return outcome;
    *value = answer_list_write(ctx->arena, &rows);
    if (rows.n == 0)
        return question->required ? ANSWER_MISSING : ANSWER_GOOD;
    if (flow_text_length(*value) > ANSWER_STORED_MAX)
        return ANSWER_TOO_LONG;
    return check_count(list, rows.n, FLOW_ROWS_MAX, ANSWER_TOO_FEW_ROWS);
}

/* --- all types ---------------------------------------------------------------------------------------- */

static enum answer_outcome check_type(struct ctx *ctx, const struct question *question, struct str *value)
{
    const struct component *component = question->component;
    switch (component->type) {
    case COMPONENT_NUMBER:
        return check_number(ctx, component, *value);
    case COMPONENT_PHONE:
        return check_phone(ctx, question, value);
    case COMPONENT_EMAIL:
        return check_recipient(ctx, CHANNEL_EMAIL, question->home, value);
    case COMPONENT_DATE:
        return answer_date_read(ctx->arena, *value, str_eq(question->home, STR("US")), value)
                   ? ANSWER_GOOD
                   : ANSWER_NOT_DATE;
    case COMPONENT_TIME:
        return answer_time_read(ctx->arena, *value, value) ? ANSWER_GOOD : ANSWER_NOT_TIME;
    case COMPONENT_COORDINATE:
        return answer_coordinate_read(ctx->arena, *value, value) ? ANSWER_GOOD : ANSWER_NOT_COORDINATE;
    case COMPONENT_CHOICE:
        return check_choice(ctx, component, value);
    case COMPONENT_PHOTO:
        return check_photos(component, *value);
    case COMPONENT_LIST:
        return check_list(ctx, question, value);
    case COMPONENT_SIGNATURE:
    case COMPONENT_TEXT:
    case COMPONENT_ADDRESS:
    case COMPONENT_NOTE:
    case COMPONENT_OTP:
    case COMPONENT__COUNT:
        break;
    }
    return ANSWER_GOOD;
}

/* Types whose value is put together by us, out of many fields. */
static bool is_composed(enum component_type type)
{
    return type == COMPONENT_CHOICE || type == COMPONENT_PHOTO || type == COMPONENT_LIST;
}

enum answer_outcome answer_check(struct ctx *ctx, const struct question *question, struct str typed,
                                 struct str *value)
{
    enum component_type type = question->component->type;
    if (!str_is_utf8(typed) || !str_is_plain(typed, "\t\r\n"))
        return ANSWER_NOT_TEXT;
    *value = str_trim(typed);
    if (value->n == 0) {
        *value = STR("");
        return question->required ? ANSWER_MISSING : ANSWER_GOOD;
    }
    if (type == COMPONENT_SIGNATURE) { /* its first line may be empty */
        *value = typed;
        return check_signature(typed);
    }
    if (!is_composed(type) && flow_text_length(*value) > ANSWER_MAX)
        return ANSWER_TOO_LONG;
    return check_type(ctx, question, value);
}
