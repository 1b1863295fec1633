/* Flows as files: there and back, and whatever else somebody may take for one. */
#include "../unit.h"

#include "backend/flow_exchange.h"

static const char GOOD[] =
    "{\"schema\":1,\"name\":\" Kirim \",\"pages\":[{\"id\":\"initial\",\"title\":\"I\",\"components\":["
    "{\"id\":\"a\",\"type\":\"text\",\"title\":\"A\"}]}]}";

static void a_flow_comes_back_as_it_went(void **state)
{
    struct flow_import in, again;
    assert_true(flow_import_read(*state, str_from(GOOD), &in));
    assert_str(in.name, "Kirim");
    struct str out = flow_export(*state, in.name, &in.definition);
    assert_true(str_starts(out, STR("{\n  \"schema\": 1,\n  \"name\": \"Kirim\",\n  \"pages\": [\n")));
    assert_true(str_ends(out, STR("}\n")));
    assert_true(flow_import_read(*state, out, &again));
    assert_true(str_eq(out, flow_export(*state, again.name, &again.definition)));
    assert_true(flow_import_read(*state, str_printf(*state, "\xef\xbb\xbf%s", GOOD), &again));
}

static void refused(struct arena *arena, struct str bytes, const char *path, const char *sentence)
{
    struct flow_import in;
    assert_false(flow_import_read(arena, bytes, &in));
    assert_true(in.faults.n > 0);
    assert_str(in.faults.fault[0].path, path);
    assert_string_equal(in.faults.fault[0].sentence, sentence);
}

static void every_fault_is_named(void **state)
{
    static const char in_other[] = "This is written in %1. Save it as UTF-8 and try again.";
    struct arena *arena = *state;
    refused(arena, STR(""), "", "This is empty.");
    refused(arena, STR(" \n\t "), "", "This is empty.");
    refused(arena, STR("\xef\xbb\xbf"), "", "This is empty.");
    refused(arena, str_bytes("\xff\xfe{\0}\0", 6), "", in_other);
    refused(arena, str_bytes("\xfe\xff\0{\0}", 6), "", in_other);
    refused(arena, str_bytes("{\0\"\0", 4), "", in_other);
    refused(arena, str_bytes("\0\0\xfe\xff\0\0\0{", 8), "", in_other);
    refused(arena, STR("{\n\"name\": \"caf\xe9\"}"), "",
            "Line %1 is not written in UTF-8. Save the file as UTF-8 and try again.");
    refused(arena, STR("{\n\"schema\": 1,\n"), "", "This is no JSON: see line %1.");
    refused(arena, STR("[1]"), "", "This is no JSON: see line %1.");
    refused(arena, STR("{\"schema\":2,\"pages\":[]}"), "schema", "Only schema 1 can be read.");
    refused(arena,
            STR("{\"schema\":1,\"name\":5,\"pages\":[{\"id\":\"i\",\"title\":\"\",\"components\":[]}]}"),
            "name", "This must be a text without control characters.");
    refused(arena,
            STR("{\"schema\":1,\"pages\":[{\"id\":\"i\",\"title\":\"\",\"components\":[{\"id\":\"a\","
                "\"type\":\"robot\"}]}]}"),
            "pages[0].components[0].type", "“%1” is unknown here.");
    refused(arena, str_printf(arena, "%*s", 100000, "{"), "", "This is no JSON: see line %1.");
    char *deep = arena_alloc(arena, 200000);
    memset(deep, '[', 200000);
    refused(arena, (struct str){deep, 200000}, "", "This is no JSON: see line %1.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_flow_comes_back_as_it_went),
        TEST(every_fault_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
