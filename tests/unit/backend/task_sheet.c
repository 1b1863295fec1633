/* backend/task_sheet: files of tasks in all their spellings, and what is wrong with bad ones, by line. */
#include "unit.h"

#include "backend/task_sheet.h"
#include "shim/phone.h"

static struct task_sheet sheet;
static struct task_columns columns;
static struct flow flow;
static const struct task_person PEOPLE[] = {{STR("worker@demo.example"), {{1}}}};

static const char *const INITIAL =
    "{\"schema\":1,\"pages\":[{\"id\":\"initial\",\"title\":\"Initial\",\"components\":["
    "{\"id\":\"order\",\"type\":\"text\",\"title\":\"Order\",\"required\":true},"
    "{\"id\":\"phone\",\"type\":\"phone\",\"title\":\"Phone\"},"
    "{\"id\":\"address\",\"type\":\"address\",\"title\":\"Address\"},"
    "{\"id\":\"extras\",\"type\":\"choice\",\"title\":\"Extras\",\"options\":[\"Ice\",\"Box\",\"Bag\"],"
    "\"style\":\"checkboxes\"},"
    "{\"id\":\"goods\",\"type\":\"list\",\"title\":\"Goods\",\"columns\":[\"What\",\"How many\"]},"
    "{\"id\":\"kind\",\"type\":\"text\",\"title\":\"Kind\",\"default\":\"plain\"},"
    "{\"id\":\"twin_a\",\"type\":\"text\",\"title\":\"Twin\"},{\"id\":\"twin_b\",\"type\":\"text\",\"title\":"
    "\"twin\"},"
    "{\"id\":\"until\",\"type\":\"text\",\"title\":\"Until\"},"
    "{\"id\":\"photo\",\"type\":\"photo\",\"title\":\"Photo\"}]},"
    "{\"id\":\"page\",\"title\":\"Page\",\"components\":[]}]}";

static const struct app app;

static void read_flow(struct arena *arena, struct str definition, struct str text)
{
    struct ctx ctx = {.app = &app, .arena = arena, .language = STR("en")};
    phone_open();
    flow = (struct flow){.name = STR("Flow")};
    assert_true(flow_definition_parse(arena, definition, &flow.draft));
    columns = task_columns(&ctx, &flow);
    task_sheet_read(&ctx,
                    &(struct task_sheet_order){.flow = &flow,
                                               .home = STR("ID"),
                                               .time_zone = STR("Asia/Jakarta"),
                                               .text = text,
                                               .person = PEOPLE,
                                               .n_people = COUNT_OF(PEOPLE)},
                    &sheet);
    for (int i = 0; i < sheet.n_faults && i < TASK_FAULTS_MAX; i++)
        print_message("# line %d: %.*s: %s\n", sheet.fault[i].line, STR_ARG(sheet.fault[i].column),
                      sheet.fault[i].words);
}

static void read_file(struct arena *arena, const char *text)
{
    read_flow(arena, str_from(INITIAL), str_from(text));
}

static struct str given(int task, const char *component)
{
    for (int i = 0; i < sheet.task[task].n_answers; i++)
        if (str_eq(sheet.task[task].answer[i].component, str_from(component)))
            return sheet.task[task].answer[i].value;
    return STR_NONE;
}

static void assert_fault(int line, const char *part)
{
    for (int i = 0; i < sheet.n_faults && i < TASK_FAULTS_MAX; i++)
        if (sheet.fault[i].line == line && strstr(sheet.fault[i].words, part))
            return;
    fail_msg("no fault at line %d about %s", line, part);
}

static void names_columns_clearly(void **state)
{
    read_file(*state, "order\nA\n");
    static const char *const names[] = {
        "Order",  "Phone", "Address",          "Extras",         "Goods",      "Kind", "twin_a",
        "twin_b", "until", "Name of the task", "Worker (email)", "Not before", "Until"};
    assert_int_equal(columns.n, COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_str(columns.column[i].name, names[i]);
    assert_true(task_column_is_needed(&flow, &columns.column[0]));
    assert_false(task_column_is_needed(&flow, &columns.column[1]));
}

static void reads_a_line(void **state)
{
    read_file(
        *state,
        "\xef\xbb\xbf"
        "ORDER;phone;Address;Extras;Goods;worker;Not before;ends;twin_b\r\n"
        "DO-1;0812 3456 7890;\"Street 1\nCity\";Bag | Ice;\"Box|2\nBag | 1\";Worker@Demo.example;2026-12-31 "
        "8:00;2026-12-31T09:00;'=1+1\r\n"
        "\"two\nlines\";;;;;;;;\r\n");
    assert_int_equal(sheet.n_faults, 0);
    assert_int_equal(sheet.n, 2);
    assert_str(sheet.task[0].title, "DO-1");
    assert_str(given(0, "phone"), "+6281234567890");
    assert_str(given(0, "address"), "Street 1\nCity");
    assert_str(given(0, "extras"), "Ice\nBag");
    assert_str(given(0, "goods"), "[[\"Box\",\"2\"],[\"Bag\",\"1\"]]");
    assert_str(given(0, "kind"), "plain");
    assert_str(given(0, "twin_b"), "=1+1");
    assert_true(uuid_eq(sheet.task[0].worker, PEOPLE[0].id));
    assert_true(sheet.task[0].ends_at - sheet.task[0].starts_at == INT64_C(3600000000));
    assert_int_equal(sheet.line[1], 5);
    assert_str(sheet.task[1].title, "two lines");
    assert_int_equal(given(1, "phone").n, 0);
    assert_true(uuid_is_nil(sheet.task[1].worker));
}

static void tells_faults_by_line(void **state)
{
    read_file(*state,
              "order\tphone\tstarts\tends\tworker\n\t1\t\t\t\nA\t\tx\t\tnobody@demo.example\nB\t\t2026-12-31 "
              "09:00\t2026-12-31 08:00\t\t\textra\n");
    assert_fault(2, "fill this in");
    assert_fault(2, "not a phone number");
    assert_fault(3, "not a day and a time");
    assert_fault(3, "Nobody of your organisation");
    assert_fault(4, "end must be after");
    assert_fault(4, "more cells");
    assert_int_equal(sheet.n_faults, 6);
    assert_int_equal(sheet.n_wrong, 3);
}

static void refuses_what_is_no_file(void **state)
{
    read_file(*state, "Order\nCaf\xe9\n");
    assert_fault(0, "not in UTF-8");
    read_file(*state, "");
    assert_fault(0, "must name the columns");
    read_file(*state, "phone,order,phone,colour\n1,2,3,4\n");
    assert_fault(1, "twice");
    assert_fault(1, "no such column");
    assert_int_equal(sheet.n, 0);
    read_file(*state, "phone\n0812\n");
    assert_fault(1, "missing");
    read_file(*state, "twin,order\n1,2\n");
    assert_fault(1, "no such column");
    read_file(*state, "order\n\"A\n");
    assert_fault(2, "not closed");
    read_file(*state, "order\n\n  \n");
    assert_fault(0, "empty");
}

static void takes_off_our_own_apostrophe(void **state)
{
    struct str definition =
        STR("{\"schema\":1,\"pages\":[{\"id\":\"initial\",\"title\":\"Initial\",\"components\":["
            "{\"id\":\"city\",\"type\":\"text\",\"title\":\"'s-Gravenhage\"},"
            "{\"id\":\"share\",\"type\":\"text\",\"title\":\"-5%\"}]}]}");
    read_flow(*state, definition,
              STR("\"'s-Gravenhage\",\"'-5%\",\"title\",\"worker\"\n"
                  "\"'t Hooft\",\"'@home\",\"'-5% order\",\"'-x@demo.example\"\n"));
    assert_int_equal(sheet.n, 1);
    assert_str(given(0, "city"), "'t Hooft");
    assert_str(given(0, "share"), "@home");
    assert_str(sheet.task[0].title, "-5% order");
    assert_str(sheet.fault[0].value, "-x@demo.example");
}

static void loses_nothing_of_a_list(void **state)
{
    struct buf text = buf_new(*state, 4096);
    buf_put(&text, STR("order,goods\nA,\"Box|1|\n\n|\nBag|2\"\nB,Box|1|x\nC,\""));
    for (int i = 0; i <= FLOW_ROWS_MAX; i++)
        buf_put(&text, STR("Box|1\n\n"));
    buf_put(&text, STR("\"\n"));
    read_flow(*state, str_from(INITIAL), buf_str(&text));
    assert_str(given(0, "goods"), "[[\"Box\",\"1\"],[\"Bag\",\"2\"]]");
    assert_fault(6, "Cells allowed in a row");
    assert_str(sheet.fault[0].limit, "2");
    assert_fault(7, "Rows allowed");
    assert_str(sheet.fault[1].limit, "50");
    assert_int_equal(sheet.n_faults, 2);
}

/* A page of n components, every one of them so; %d in it is its number. */
static struct str many(struct arena *arena, int n, const char *settings)
{
    struct buf out = buf_new(arena, FLOW_JSON_MAX);
    buf_put(&out, STR("{\"schema\":1,\"pages\":[{\"id\":\"initial\",\"title\":\"Initial\",\"components\":["));
    for (int i = 0; i < n; i++)
        buf_printf(&out, "%s{\"id\":\"c%d\",\"title\":\"C%d\",%s}", i ? "," : "", i, i, settings);
    buf_put(&out, STR("]}]}"));
    return buf_str(&out);
}

static void bears_cells_as_long_as_the_file(void **state)
{
    static const char BYTES[] = {'\1', '\\', '|', '\n', '"'};
    struct str lists = many(*state, 31, "\"type\":\"list\",\"columns\":[\"A\",\"B\"]");
    for (size_t k = 0; k < COUNT_OF(BYTES); k++) {
        struct arena *arena = arena_open((size_t)32 << 20);
        struct buf text = buf_new(arena, TASK_SHEET_BYTES + 65536);
        for (int i = 0; i < 31; i++)
            buf_printf(&text, "%sC%d", i ? "," : "", i);
        for (int i = 0; i < 31; i++) {
            buf_printf(&text, "%s\"%s", i ? "," : "\n", BYTES[k] == '"' ? "\"" : "");
            for (int j = 0; j < 65000; j++)
                buf_putc(&text, BYTES[k]);
            buf_printf(&text, "%s\"", BYTES[k] == '"' ? "\"" : "");
        }
        buf_printf(&text, "\n\"%*d\"\n", 70000, 1);
        read_flow(arena, lists, buf_str(&text));
        assert_int_equal(sheet.n, BYTES[k] == '\n' ? 1 : 2);
        arena_close(arena);
    }
    read_flow(*state, str_from(INITIAL), str_printf(*state, "order,goods\nA,x\nB,%0*d\nC,\1\n", 70000, 1));
    assert_fault(3, "At most %1 characters");
    assert_fault(4, "cannot be stored");
    assert_int_equal(sheet.n_faults, 2);
}

/* What defaults and rules add to each line has a bound as well. */
static void bears_defaults_of_every_line(void **state)
{
    struct str settings = str_printf(*state, "\"type\":\"text\",\"default\":\"%0*d\"", FLOW_HELP_MAX, 0);
    struct buf text = buf_new(*state, 65536);
    buf_put(&text, STR("C0\n"));
    for (int i = 0; i < 600; i++)
        buf_put(&text, STR("x\n"));
    read_flow(*state, many(*state, 199, str_z(*state, settings)), buf_str(&text));
    assert_int_equal(sheet.n_faults, 1);
    assert_fault(sheet.n + 2, "more answers");
    assert_in_range(sheet.n, 100, 200);
}

static void lists_workers_of_no_more_lines_than_it_makes(void **state)
{
    struct str *email;
    struct buf text = buf_new(*state, TASK_SHEET_BYTES);
    struct ctx ctx = {.app = &app, .arena = *state, .language = STR("en")};
    read_file(*state, "order\nA\n");
    buf_put(&text, STR("order,worker\nA,a@x.example\n"));
    for (int i = 1; i < TASK_SHEET_LINES; i++)
        buf_put(&text, STR("A,A@x.example\n"));
    buf_put(&text, STR("A,b@x.example\n"));
    assert_int_equal(task_sheet_emails(&ctx, &flow, buf_str(&text), &email), 1);
    assert_str(email[0], "a@x.example");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_columns_clearly),
        TEST(reads_a_line),
        TEST(tells_faults_by_line),
        TEST(refuses_what_is_no_file),
        TEST(takes_off_our_own_apostrophe),
        TEST(loses_nothing_of_a_list),
        TEST(bears_cells_as_long_as_the_file),
        TEST(bears_defaults_of_every_line),
        TEST(lists_workers_of_no_more_lines_than_it_makes),
    };
    return cmocka_run_group_tests_name("backend/task_sheet", tests, NULL, NULL);
}
