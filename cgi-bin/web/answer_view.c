/* Fills the template of an answer: text, pictures or a table. Changes nothing. */
#include "web/answer_view.h"

#include "backend/answer_list.h"
#include "backend/flow_value.h"

#define SET(name) TPL_FIELD_ANSWER_##name

static void add_text(struct template_dict *dict, struct str value)
{
    page_set(template_section(dict, SET(TEXT)), SET(VALUE), value);
}

/* ids: the lines of the value that name pictures. */
static void add_pictures(struct ctx *ctx, struct template_dict *dict, const struct answer_view *view,
                         struct str ids)
{
    struct str id;
    for (int n = 1; flow_value_next(&ids, &id); n++) {
        struct template_dict *picture = template_section(dict, SET(PICTURE));
        struct str words[] = {view->component->title, str_printf(ctx->arena, "%d", n)};
        page_set(picture, SET(PICTURE_HREF),
                 str_printf(ctx->arena, "%.*s%.*s", STR_ARG(view->files), STR_ARG(id)));
        page_set(picture, SET(PICTURE_ALT), text_fill(ctx, TEXT("%1, picture %2"), words, 2));
        if (!view->printed)
            template_show(picture, SET(LAZY));
    }
}

static void add_signature(struct ctx *ctx, struct template_dict *dict, const struct answer_view *view)
{
    struct str drawing = view->value, name;
    if (!str_split(&drawing, '\n', &name))
        return;
    if (name.n > 0)
        add_text(dict, name);
    add_pictures(ctx, dict, view, drawing);
}

static void add_table(struct ctx *ctx, struct template_dict *dict, const struct component *list,
                      struct str value)
{
    struct answer_rows rows = answer_list_read(ctx->arena, list, value);
    if (rows.n == 0)
        return;
    struct template_dict *table = template_section(dict, SET(TABLE));
    for (int j = 0; j < list->n_options; j++)
        page_set(template_section(table, SET(COLUMN)), SET(COLUMN_TITLE), list->option[j]);
    for (int i = 0; i < rows.n; i++) {
        struct template_dict *row = template_section(table, SET(ROW));
        for (int j = 0; j < rows.columns; j++)
            page_set(template_section(row, SET(CELL)), SET(CELL_VALUE), rows.cell[i * rows.columns + j]);
    }
}

/* The options chosen, one behind the other. */
static struct str joined(struct ctx *ctx, struct str values)
{
    struct buf text = buf_new(ctx->arena, values.n * 2 + 1);
    struct str one;
    while (flow_value_next(&values, &one))
        buf_printf(&text, "%s%.*s", text.n ? ", " : "", STR_ARG(one));
    return text.n ? buf_str(&text) : STR("");
}

void answer_view_add(struct ctx *ctx, struct template_dict *dict, const char *name,
                     const struct answer_view *view)
{
    struct template_dict *answer = template_include(dict, name, template_files[TEMPLATE_FIELD_ANSWER]);
    enum component_type type = view->component->type;
    if (type == COMPONENT_PHOTO)
        add_pictures(ctx, answer, view, view->value);
    else if (type == COMPONENT_SIGNATURE)
        add_signature(ctx, answer, view);
    else if (type == COMPONENT_LIST)
        add_table(ctx, answer, view->component, view->value);
    else if (type == COMPONENT_COORDINATE)
        page_set(template_section(answer, SET(PLACE)), SET(VALUE), view->value);
    else if (type == COMPONENT_CHOICE)
        add_text(answer, joined(ctx, view->value));
    else
        add_text(answer, type == COMPONENT_DATE ? page_day(ctx, view->value) : view->value);
}
