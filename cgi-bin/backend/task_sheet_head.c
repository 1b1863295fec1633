/* The columns of a file of tasks: which there may be, and which there are. */
#include "backend/task_sheet_part.h"

#define X(name, label, words) [TASK_COLUMN_##name] = {label, words},
static const struct {
    const char *label, *words;
} own_columns[TASK_COLUMN__COUNT] = {TASK_COLUMNS_OWN(X)};
#undef X

static struct str words_of(struct ctx *ctx, enum task_column_own own)
{
    return str_from(text(ctx->app->texts, ctx->language, own_columns[own].words));
}

/* What the task itself has: by what programs call it, and what people do in English or their language. */
static bool is_own(struct ctx *ctx, struct str name, enum task_column_own own)
{
    return str_eq_nocase(name, str_from(own_columns[own].label)) ||
           str_eq_nocase(name, str_from(own_columns[own].words)) || str_eq_nocase(name, words_of(ctx, own));
}

static bool is_any_own(struct ctx *ctx, struct str name)
{
    for (int i = 0; i < TASK_COLUMN__COUNT; i++)
        if (is_own(ctx, name, (enum task_column_own)i))
            return true;
    return false;
}

static bool is_asked(const struct component *component)
{
    return component_is_asked(component->type) && task_fill_is_office(component);
}

/* Whether the title means this component alone. */
static bool is_clear(struct ctx *ctx, const struct flow_page *page, int component)
{
    struct str title = page->component[component].title;
    for (int i = 0; i < page->n; i++)
        if (i != component && is_asked(&page->component[i]) &&
            (str_eq_nocase(page->component[i].title, title) || str_eq(page->component[i].id, title)))
            return false;
    return !is_any_own(ctx, title);
}

struct task_columns task_columns(struct ctx *ctx, const struct flow *flow)
{
    const struct flow_page *page = &flow->draft.page[0];
    struct task_columns columns = {.n = 0};
    for (int i = 0; i < page->n && columns.n < CSV_CELLS_MAX - TASK_COLUMN__COUNT; i++) {
        if (!is_asked(&page->component[i]))
            continue;
        const struct component *component = &page->component[i];
        columns.column[columns.n++] = (struct task_column){
            TASK_COLUMN__COUNT, i, is_clear(ctx, page, i) ? component->title : component->id};
    }
    for (int i = 0; i < TASK_COLUMN__COUNT; i++)
        columns.column[columns.n++] =
            (struct task_column){(enum task_column_own)i, -1, words_of(ctx, (enum task_column_own)i)};
    return columns;
}

bool task_column_is_needed(const struct flow *flow, const struct task_column *column)
{
    if (column->own != TASK_COLUMN__COUNT)
        return false;
    const struct component *component = &flow->draft.page[0].component[column->component];
    return component->required && !component->hidden && component->initial.n == 0;
}

/* What a cell of the head means; false: nothing. */
static bool find_column(struct ctx *ctx, const struct flow *flow, struct str name, struct task_column *out)
{
    const struct flow_page *page = &flow->draft.page[0];
    name = csv_unguarded(name);
    for (int i = 0; i < page->n; i++) {
        const struct component *component = &page->component[i];
        bool named =
            str_eq(component->id, name) || (str_eq_nocase(component->title, name) && is_clear(ctx, page, i));
        if (is_asked(component) && named) {
            *out = (struct task_column){TASK_COLUMN__COUNT, i, component->title};
            return true;
        }
    }
    for (int i = 0; i < TASK_COLUMN__COUNT; i++) {
        if (is_own(ctx, name, (enum task_column_own)i)) {
            *out = (struct task_column){(enum task_column_own)i, -1, words_of(ctx, (enum task_column_own)i)};
            return true;
        }
    }
    return false;
}

static bool is_there(const struct task_columns *columns, int n, const struct task_column *column)
{
    for (int i = 0; i < n; i++)
        if (columns->column[i].name.n && columns->column[i].own == column->own &&
            columns->column[i].component == column->component)
            return true;
    return false;
}

static void read_names(struct task_reader *reader, const struct csv_row *row)
{
    struct task_columns *columns = &reader->out->columns;
    for (int i = 0; i < row->n; i++) {
        struct task_column column = {.own = TASK_COLUMN__COUNT, .component = -1};
        struct task_fault fault = {.value = row->cell[i]};
        if (row->cell[i].n && !find_column(reader->ctx, reader->order->flow, row->cell[i], &column))
            fault.words = TEXT("The flow has no such column.");
        else if (row->cell[i].n && is_there(columns, i, &column))
            fault.words = TEXT("This column stands here twice.");
        if (fault.words)
            task_fault_add(reader, reader->csv.line, &fault);
        columns->column[i] = column;
        columns->n = i + 1;
    }
}

bool task_head_read(struct task_reader *reader)
{
    struct csv_row row;
    if (!csv_next(&reader->csv, &row) || row.broken) {
        task_fault_add(reader, row.broken ? reader->csv.line : 0,
                       &(struct task_fault){.words = TEXT("The first line must name the columns.")});
        return false;
    }
    read_names(reader, &row);
    struct task_columns all = task_columns(reader->ctx, reader->order->flow);
    for (int i = 0; i < all.n; i++)
        if (task_column_is_needed(reader->order->flow, &all.column[i]) &&
            !is_there(&reader->out->columns, reader->out->columns.n, &all.column[i]))
            task_fault_add(
                reader, reader->csv.line,
                &(struct task_fault){.column = all.column[i].name, .words = TEXT("This column is missing.")});
    return reader->out->n_faults == 0;
}

/* --- workers --- */

static bool is_known(const struct str *email, int n, struct str one)
{
    for (int i = n - 1; i >= 0; i--)
        if (str_eq(email[i], one))
            return true;
    return false;
}

int task_sheet_emails(struct ctx *ctx, const struct flow *flow, struct str text, struct str **email)
{
    int n = 0, at = -1;
    struct csv_row row;
    struct task_column column;
    struct csv_reader csv = csv_open(ctx->arena, text);
    *email = ARENA_ARRAY(ctx->arena, struct str, TASK_SHEET_LINES + 1);
    if (!str_is_utf8(text) || !csv_next(&csv, &row))
        return 0;
    for (int i = 0; i < row.n; i++)
        if (find_column(ctx, flow, row.cell[i], &column) && column.own == TASK_COLUMN_WORKER)
            at = i;
    for (int line = 0; at >= 0 && line < TASK_SHEET_LINES && csv_next(&csv, &row) && !row.broken; line++) {
        struct str one = str_lower(ctx->arena, str_head(csv_unguarded(csv_at(&row, at)), 254));
        if (one.n > 0 && !is_known(*email, n, one))
            (*email)[n++] = one;
    }
    return n;
}
