/* A file of tasks: its lines. The head is read in task_sheet_head.c. */
#include "backend/task_sheet.h"

#include "backend/answer_list.h"
#include "backend/task_sheet_part.h"
#include "backend/task_time.h"

/* Of one line, which may be the whole file: what is made of it is less than five times as long. */
#define ROW_MEMORY ((size_t)16 << 20)
#define CELL_BYTES ((size_t)64 << 10) /* more than any good answer has */

static void close_scratch(struct arena **scratch)
{
    arena_close(*scratch);
}

void task_fault_add(struct task_reader *reader, int line, const struct task_fault *fault)
{
    struct task_sheet *out = reader->out;
    struct arena *arena = reader->ctx->arena;
    if (out->n_faults++ >= TASK_FAULTS_MAX)
        return;
    struct task_fault *kept = &out->fault[out->n_faults - 1];
    *kept = *fault;
    kept->line = line;
    kept->value = str_copy(arena, str_head(fault->value, 200));
    kept->limit = str_copy(arena, fault->limit);
}

/* --- one cell --- */

/* "a | b": one row of a list. */
static bool row_cells(struct str line, int columns, struct str *cell, bool *some)
{
    struct str value;
    *some = false;
    for (int at = 0; str_split(&line, '|', &value); at++) {
        value = str_trim(value);
        if (at < columns)
            cell[at] = value;
        else if (value.n)
            return false;
        *some = *some || value.n;
    }
    return true;
}

/* Line by line the rows of a list; lines in which nothing stands are none. */
static enum answer_outcome list_cell(struct arena *arena, const struct component *list, struct str cell,
                                     struct str *typed)
{
    bool some;
    struct str line;
    struct answer_rows rows = {.columns = list->n_options};
    rows.cell = ARENA_ARRAY(arena, struct str, (size_t)((FLOW_ROWS_MAX + 1) * rows.columns) + 1);
    while (str_split(&cell, '\n', &line)) {
        if (!row_cells(line, rows.columns, &rows.cell[rows.n * rows.columns], &some))
            return ANSWER_TOO_MANY_CELLS;
        if (some && rows.n == FLOW_ROWS_MAX)
            return ANSWER_TOO_MANY_ROWS;
        rows.n += some;
    }
    *typed = answer_list_write(arena, &rows);
    return ANSWER_GOOD;
}

/* "a | b": what was ticked, a line each. */
static struct str boxes_cell(struct arena *arena, struct str cell)
{
    struct str value;
    struct buf out = buf_new(arena, cell.n + 1);
    while (str_split(&cell, '|', &value)) {
        if (out.n)
            buf_putc(&out, '\n');
        buf_put(&out, str_trim(value));
    }
    return out.broken ? STR("") : buf_str(&out);
}

/* A field of one line takes several as one, as browsers do. */
static struct str one_line(struct arena *arena, struct str cell)
{
    struct buf out = buf_new(arena, cell.n + 1);
    for (size_t i = 0; i < cell.n; i++)
        if (cell.s[i] != '\r')
            buf_putc(&out, cell.s[i]);
    for (size_t i = 0; i < out.n; i++)
        if (out.s[i] == '\n')
            out.s[i] = ' ';
    return buf_str(&out);
}

/* A cell as a form would send it. What no form could is refused here, before anything is made of it. */
static enum answer_outcome read_cell(struct arena *arena, const struct component *component, struct str cell,
                                     struct str *typed)
{
    *typed = STR("");
    if (cell.n > CELL_BYTES)
        return ANSWER_TOO_LONG;
    if (!str_is_plain(cell, "\t\r\n"))
        return ANSWER_NOT_TEXT;
    if (component->type == COMPONENT_LIST)
        return list_cell(arena, component, cell, typed);
    if (component->type == COMPONENT_CHOICE && component->style == CHOICE_CHECKBOXES)
        *typed = boxes_cell(arena, cell);
    else
        *typed = component->type == COMPONENT_ADDRESS ? cell : one_line(arena, cell);
    return ANSWER_GOOD;
}

/* --- one line --- */

static struct str own_cell(const struct task_reader *reader, const struct csv_row *row,
                           enum task_column_own own)
{
    for (int i = 0; i < reader->out->columns.n; i++)
        if (reader->out->columns.column[i].name.n && reader->out->columns.column[i].own == own)
            return csv_unguarded(csv_at(row, i));
    return STR("");
}

static struct str own_name(const struct task_reader *reader, enum task_column_own own)
{
    for (int i = 0; i < reader->out->columns.n; i++)
        if (reader->out->columns.column[i].own == own)
            return reader->out->columns.column[i].name;
    return STR_NONE;
}

static void own_fault(struct task_reader *reader, const struct csv_row *row, enum task_column_own own,
                      const char *words)
{
    task_fault_add(reader, reader->csv.line,
                   &(struct task_fault){
                       .column = own_name(reader, own), .value = own_cell(reader, row, own), .words = words});
}

static void read_worker(struct task_reader *reader, const struct csv_row *row, struct task *task)
{
    struct str email = str_lower(reader->scratch, own_cell(reader, row, TASK_COLUMN_WORKER));
    if (email.n == 0)
        return;
    for (int i = 0; i < reader->order->n_people; i++) {
        if (str_eq(email, reader->order->person[i].email)) {
            task->worker = reader->order->person[i].id;
            return;
        }
    }
    own_fault(reader, row, TASK_COLUMN_WORKER,
              TEXT("Nobody of your organisation who may run tasks has this address."));
}

static void read_moment(struct task_reader *reader, const struct csv_row *row, enum task_column_own own,
                        int64_t *at_us)
{
    enum task_time result =
        task_time_read(reader->scratch, own_cell(reader, row, own), reader->order->time_zone, at_us);
    if (result != TASK_TIME_GOOD)
        own_fault(reader, row, own, task_time_sentence(result));
}

static void read_own(struct task_reader *reader, const struct csv_row *row, struct task *task)
{
    struct str title = one_line(reader->scratch, own_cell(reader, row, TASK_COLUMN_TITLE));
    read_worker(reader, row, task);
    read_moment(reader, row, TASK_COLUMN_STARTS, &task->starts_at);
    read_moment(reader, row, TASK_COLUMN_ENDS, &task->ends_at);
    if (task_window_check(task->starts_at, task->ends_at) != TASK_TIME_GOOD)
        own_fault(reader, row, TASK_COLUMN_ENDS, task_time_sentence(TASK_TIME_END_FIRST));
    if (!str_is_plain(title, ""))
        own_fault(reader, row, TASK_COLUMN_TITLE, answer_sentence(ANSWER_NOT_TEXT));
    else if (flow_text_length(title) > TASK_TITLE_MAX)
        own_fault(reader, row, TASK_COLUMN_TITLE, TEXT("At most 200 characters, please."));
    else
        task->title = title;
}

static void read_answers(struct task_reader *reader, const struct csv_row *row, struct task *task)
{
    const struct flow_page *page = task_fill_page(&reader->fill);
    const struct task_columns *columns = &reader->out->columns;
    struct ctx of_row = *reader->ctx;
    of_row.arena = reader->scratch;
    for (int i = 0; i < page->n; i++) {
        reader->fill.typed[i] = page->component[i].initial.n ? page->component[i].initial : STR("");
        reader->fill.outcome[i] = ANSWER_GOOD;
    }
    for (int i = 0; i < columns->n; i++) {
        int at = columns->column[i].component;
        struct str cell = csv_unguarded(csv_at(row, i));
        if (columns->column[i].name.n && columns->column[i].own == TASK_COLUMN__COUNT && cell.n)
            reader->fill.outcome[at] =
                read_cell(reader->scratch, &page->component[at], cell, &reader->fill.typed[at]);
    }
    task_fill_check(&of_row, &reader->fill, task);
}

static void tell_answers(struct task_reader *reader, const struct csv_row *row)
{
    const struct flow_page *page = task_fill_page(&reader->fill);
    for (int i = 0; i < page->n; i++) {
        enum answer_outcome outcome = reader->fill.outcome[i];
        if (outcome == ANSWER_GOOD)
            continue;
        struct task_fault fault = {.column = page->component[i].title, .words = answer_sentence(outcome)};
        for (int k = 0; k < reader->out->columns.n; k++)
            if (reader->out->columns.column[k].own == TASK_COLUMN__COUNT &&
                reader->out->columns.column[k].component == i)
                fault.value = csv_unguarded(csv_at(row, k));
        fault.limit = str_printf(reader->scratch, "%d", answer_limit(&page->component[i], outcome));
        task_fault_add(reader, reader->csv.line, &fault);
    }
}

/* Only what changes anything: an answer that is empty counts as one that is not there, unless the field
 * starts with something. */
static bool is_kept(const struct task_reader *reader, const struct answer *answer)
{
    struct flow_place place;
    const struct flow_definition *draft = &reader->order->flow->draft;
    return flow_component_find(draft, answer->component, &place) &&
           (answer->value.n || flow_component_at(draft, place)->initial.n);
}

/* False when there is no room for the task: defaults and rules make more of a file than stands in it. */
static bool keep(struct task_reader *reader, const struct task *read)
{
    struct task_sheet *out = reader->out;
    struct arena *arena = reader->ctx->arena;
    struct task task = *read;
    struct str title = read->title.n ? read->title : task_fill_title(&reader->fill, read);
    size_t bytes = title.n;
    task.n_answers = 0;
    for (int i = 0; i < read->n_answers; i++) {
        if (!is_kept(reader, &read->answer[i]))
            continue;
        task.answer[task.n_answers++] = read->answer[i];
        bytes += read->answer[i].component.n + read->answer[i].value.n;
    }
    if (out->n_answers + task.n_answers > TASK_SHEET_ANSWERS || out->kept + bytes > TASK_SHEET_KEPT)
        return false;
    struct answer *answer = ARENA_ARRAY(arena, struct answer, (size_t)task.n_answers + 1);
    for (int i = 0; i < task.n_answers; i++)
        answer[i] = (struct answer){task.answer[i].component, str_copy(arena, task.answer[i].value)};
    task.answer = answer;
    task.title = str_copy(arena, title);
    out->n_answers += task.n_answers;
    out->kept += bytes;
    out->task[out->n] = task;
    out->line[out->n++] = reader->csv.line;
    return true;
}

/* False: kept is only what was told of it. */
static bool read_line(struct task_reader *reader, const struct csv_row *row)
{
    struct task task = {0};
    int before = reader->out->n_faults;
    for (int i = reader->out->columns.n; i < row->n; i++)
        if (row->cell[i].n) {
            task_fault_add(
                reader, reader->csv.line,
                &(struct task_fault){.value = row->cell[i],
                                     .words = TEXT("This line has more cells than the first one.")});
            break;
        }
    read_answers(reader, row, &task);
    tell_answers(reader, row);
    read_own(reader, row, &task);
    if (!keep(reader, &task))
        return false;
    reader->out->n_wrong += reader->out->n_faults > before;
    return true;
}

static void read_lines(struct task_reader *reader)
{
    struct csv_row row;
    struct task_sheet *out = reader->out;
    while (arena_reset(reader->scratch), csv_next(&reader->csv, &row)) {
        const char *words = NULL;
        if (row.broken)
            words = TEXT("A quotation mark is not closed here, or there are too many cells.");
        else if (out->n == TASK_SHEET_LINES)
            words = TEXT("At most 5,000 tasks in one file. Divide it, please.");
        else if (!read_line(reader, &row))
            words = TEXT("This file holds more answers than can be brought at once. Divide it, please.");
        if (words) {
            task_fault_add(reader, reader->csv.line, &(struct task_fault){.words = words});
            return;
        }
    }
    if (out->n == 0)
        task_fault_add(reader, 0,
                       &(struct task_fault){.words = TEXT("Below its first line the file is empty.")});
}

void task_sheet_read(struct ctx *ctx, const struct task_sheet_order *order, struct task_sheet *out)
{
    CLEANUP(close_scratch) struct arena *scratch = arena_open(ROW_MEMORY);
    struct task_reader reader = {
        .ctx = ctx,
        .order = order,
        .out = out,
        .scratch = scratch,
        .fill = task_fill_new(ctx->arena, order->flow, order->home),
        .csv = csv_open(scratch, order->text),
    };
    *out = (struct task_sheet){
        .task = ARENA_ARRAY(ctx->arena, struct task, TASK_SHEET_LINES + 1),
        .line = ARENA_ARRAY(ctx->arena, int, TASK_SHEET_LINES + 1),
    };
    if (!str_is_utf8(order->text))
        task_fault_add(
            &reader, 0,
            &(struct task_fault){.words = TEXT("The file is not in UTF-8. Save it again as “CSV UTF-8”, "
                                               "then choose it here.")});
    else if (task_head_read(&reader))
        read_lines(&reader);
}
