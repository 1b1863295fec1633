/* What a form sent for a component, and the rules that a page follows by itself. Checks nothing. */
#include <jansson.h>

#include "backend/answer_list.h"
#include "web/component_view.h"

#define PAIRS_MAX 1000 /* of a form; pages have far fewer */
#define CELL_MAX 4096  /* bytes; what is longer is refused, and shown again as far as this */

/* --- what was sent ----------------------------------------------------------------------------------- */

/* All boxes with the same name, a line each. */
static struct str read_boxes(struct ctx *ctx, const struct request *request, const char *name)
{
    struct buf values = buf_new(ctx->arena, FLOW_OPTIONS_MAX * (FLOW_OPTION_MAX * 4 + 1));
    struct str at, value;
    for (int i = 0; i < PAIRS_MAX && request_form_at(ctx, request, i, &at, &value); i++) {
        if (!str_eq(at, str_from(name)) || value.n == 0 || str_index(value, '\n', 0) < value.n)
            continue;
        if (values.n > 0)
            buf_putc(&values, '\n');
        buf_put(&values, value);
    }
    return values.n && !values.broken ? buf_str(&values) : STR("");
}

/* Cells are called cell_ID_ROW_COLUMN, with rows from 0 on without a gap. */
static struct str read_rows(struct ctx *ctx, const struct request *request, const struct component *list)
{
    struct answer_rows rows = {
        ARENA_ARRAY(ctx->arena, struct str, (size_t)(FLOW_ROWS_MAX * FLOW_COLUMNS_MAX)), 0, list->n_options};
    bool some = list->n_options > 0;
    while (some && rows.n < FLOW_ROWS_MAX) {
        some = false;
        for (int j = 0; j < rows.columns; j++) {
            const char *name =
                str_z(ctx->arena, str_printf(ctx->arena, "cell_%.*s_%d_%d", STR_ARG(list->id), rows.n, j));
            struct str cell = request_form(ctx, request, name);
            if (!str_is_plain(cell, "\t\r\n"))
                return cell; /* a control byte is six of JSON; answer_check refuses it as it is */
            some = some || cell.s != NULL;
            rows.cell[rows.n * rows.columns + j] = cell.n ? str_head(cell, CELL_MAX) : STR("");
        }
        rows.n += some;
    }
    return answer_list_write(ctx->arena, &rows);
}

struct str component_typed(struct ctx *ctx, const struct request *request, const struct component *component)
{
    const char *name = str_z(ctx->arena, str_printf(ctx->arena, "answer_%.*s", STR_ARG(component->id)));
    if (component->type == COMPONENT_LIST)
        return read_rows(ctx, request, component);
    if (component->type == COMPONENT_CHOICE && component->style == CHOICE_CHECKBOXES)
        return read_boxes(ctx, request, name);
    struct str typed = request_form(ctx, request, name);
    return typed.n ? typed : STR("");
}

static void drop_row(struct answer_rows *rows, int64_t at)
{
    for (int i = (int)at * rows->columns; i + rows->columns < rows->n * rows->columns; i++)
        rows->cell[i] = rows->cell[i + rows->columns];
    rows->n -= at < rows->n;
}

bool component_rows_change(struct ctx *ctx, const struct component *component, struct str pressed,
                           struct str *typed)
{
    struct str word, id, rest = pressed;
    int64_t at;
    if (component->type != COMPONENT_LIST || !str_split(&rest, ':', &word) || !str_split(&rest, ':', &id) ||
        !str_eq(id, component->id))
        return false;
    struct answer_rows read = answer_list_read(ctx->arena, component, *typed), rows = read;
    rows.cell = ARENA_ARRAY(ctx->arena, struct str, (size_t)((read.n + 1) * read.columns) + 1);
    for (int i = 0; i < read.n * read.columns; i++)
        rows.cell[i] = read.cell[i];
    if (str_eq(word, STR("drop")) && str_to_i64(rest, 0, FLOW_ROWS_MAX - 1, &at))
        drop_row(&rows, at);
    else if (str_eq(word, STR("add")) && rows.n < FLOW_ROWS_MAX)
        rows.n++;
    *typed = answer_list_write(ctx->arena, &rows);
    return true;
}

/* --- rules ------------------------------------------------------------------------------------------- */

static void set_text(json_t *object, const char *key, struct str value)
{
    json_object_set_new(object, key, json_stringn(value.n ? value.s : "", value.n));
}

static void release(json_t **json)
{
    json_decref(*json);
}

static json_t *rule_json(const struct flow_logic *logic, const struct flow_rule *rule, int page, bool *live)
{
    struct flow_place at = {-1, 0};
    const struct component *field = NULL;
    struct str value = STR("");
    json_t *row = json_object();
    set_text(row, "do", str_from(rule_action_label(rule->action)));
    if (rule->action == RULE_FILL)
        set_text(row, "fill", rule->fill);
    if (flow_component_find(logic->definition, rule->field, &at)) {
        field = flow_component_at(logic->definition, at);
        value = flow_logic_at(logic, at)->value;
    }
    if (at.page != page) {
        json_object_set_new(row, "holds", json_boolean(flow_rule_holds(rule, field, value)));
        return row;
    }
    *live = true;
    set_text(row, "field", rule->field);
    set_text(row, "test", str_from(rule_test_label(rule->test)));
    set_text(row, "value", rule->value);
    return row;
}

struct str component_rules(struct ctx *ctx, const struct flow_logic *logic, struct flow_place place)
{
    const struct component *component = flow_component_at(logic->definition, place);
    CLEANUP(release) json_t *rules = json_array();
    bool live = false;
    for (int i = 0; i < component->n_rules; i++)
        json_array_append_new(rules, rule_json(logic, &component->rule[i], place.page, &live));
    if (!live)
        return STR_NONE;
    size_t n = json_dumpb(rules, NULL, 0, JSON_COMPACT);
    char *text = arena_alloc(ctx->arena, n + 1);
    return (struct str){text, json_dumpb(rules, text, n, JSON_COMPACT)};
}
