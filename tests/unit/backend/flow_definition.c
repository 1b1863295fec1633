/* Flow definitions: JSON there and back, edits, and the problems that keep one from being published. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "backend/flow_edit.h"
#include "backend/flow_problem.h"

static const char GOOD[] =
    "{\"schema\":1,\"pages\":[{\"id\":\"initial\",\"title\":\"Initial "
    "Page\",\"components\":[{\"id\":\"phone\",\"type\":"
    "\"phone\",\"title\":\"Recipient "
    "phone\",\"required\":true,\"help\":\"\",\"default\":\"\"}]},{\"id\":\"page1\","
    "\"title\":\"Hand over\",\"components\":[{\"id\":\"otp\",\"type\":\"otp\",\"title\":\"Recipient "
    "code\",\"required\":"
    "true,\"help\":\"\",\"channel\":\"whatsapp\",\"digits\":6,\"recipient\":\"phone\"}]}]}";

static int setup(void **state)
{
    *state = arena_open(8 * 1024 * 1024);
    return 0;
}

static int teardown(void **state)
{
    arena_close(*state);
    return 0;
}

static struct flow_definition good(struct arena *arena)
{
    struct flow_definition definition;
    assert_true(flow_definition_parse(arena, str_from(GOOD), &definition));
    return definition;
}

static void json_is_the_same_there_and_back(void **state)
{
    struct flow_definition definition = good(*state);
    struct str json = flow_definition_json(*state, &definition);
    assert_true(str_eq(json, str_from(GOOD)));
    assert_int_equal(flow_component_count(&definition), 2);
    assert_true(definition.page[1].component[0].channel == CHANNEL_WHATSAPP);
}

/* The OTP of GOOD with more settings. */
static struct str otp_with(struct arena *arena, const char *more)
{
    static const char tail[] = "\"recipient\":\"phone\"";
    const char *at = strstr(GOOD, tail) + sizeof tail - 1;
    return str_printf(arena, "%.*s%s%s", (int)(at - GOOD), GOOD, more, at);
}

static void a_fallback_is_kept_in_order(void **state)
{
    struct flow_definition definition;
    struct str json = otp_with(*state, ",\"fallback\":[\"sms\",\"email\"],\"fallback_after\":30");
    assert_true(flow_definition_parse(*state, json, &definition));
    const struct component *otp = &definition.page[1].component[0];
    assert_int_equal(otp->n_fallback, 2);
    assert_true(otp->fallback[0] == CHANNEL_SMS && otp->fallback[1] == CHANNEL_EMAIL);
    assert_int_equal(otp->fallback_after, 30);
    assert_true(str_eq(flow_definition_json(*state, &definition), json));
    definition = good(*state); /* a version from before there was one */
    assert_int_equal(definition.page[1].component[0].n_fallback, 0);
    assert_int_equal(definition.page[1].component[0].fallback_after, 0);
}

static void a_fallback_of_another_shape_is_refused(void **state)
{
    static const char *const bad[] = {
        ",\"fallback\":\"sms\"",
        ",\"fallback\":[\"pigeon\"]",
        ",\"fallback\":[1]",
        ",\"fallback\":[\"sms\",\"sms\",\"sms\"]",
        ",\"fallback\":[\"sms\"],\"fallback_after\":\"30\"",
        ",\"fallback\":[\"sms\"],\"fallback_after\":-1",
        ",\"fallback\":[\"sms\"],\"fallback_after\":1e9",
    };
    struct flow_definition definition;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(flow_definition_parse(*state, otp_with(*state, bad[i]), &definition));
}

static void what_is_no_schema_1_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "[]",
        "{\"schema\":2,\"pages\":[]}",
        "{\"schema\":1,\"pages\":[]}",
        "{\"schema\":1,\"pages\":[{\"id\":\"Bad Id\",\"title\":\"\",\"components\":[]}]}",
        ("{\"schema\":1,\"pages\":[{\"id\":\"a\",\"title\":\"\",\"components\":[{\"id\":\"x\",\"type\":"
         "\"pigeon\"}]}]}"),
        "{\"schema\":1,\"pages\":[{\"id\":\"a\",\"title\":3,\"components\":[]}]}",
        "{\"schema\":1,\"pages\":[{\"id\":\"a\",\"title\":\"\",\"components\":{}}]}",
    };
    struct flow_definition definition;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(flow_definition_parse(*state, str_from(bad[i]), &definition));
}

static void ids_have_their_shape(void **state)
{
    (void)state;
    assert_true(flow_id_is_valid(STR("a_1")));
    assert_false(flow_id_is_valid(STR("1a")));
    assert_false(flow_id_is_valid(STR("A")));
    assert_false(flow_id_is_valid(STR("")));
    assert_false(flow_id_is_valid(STR("a12345678901234567890123456789012345678901")));
    assert_true(flow_id_is_reserved(STR("status")));
    assert_false(flow_id_is_reserved(STR("recipient_phone")));
}

static void edits_keep_ids_unique_and_references_whole(void **state)
{
    struct flow_definition definition = good(*state);
    struct component *added = flow_component_add(*state, &definition, 0, COMPONENT_PHONE, STR("Phone"));
    assert_true(str_eq(added->id, STR("phone2")));
    flow_component_rename(&definition, (struct flow_place){0, 0}, STR("mobile"));
    assert_true(str_eq(definition.page[1].component[0].recipient, STR("mobile")));
    struct flow_place place = {1, 0};
    assert_true(flow_component_move(*state, &definition, &place, true));
    assert_int_equal(place.page, 0);
    assert_int_equal(place.component, 2);
    assert_int_equal(definition.page[1].n, 0);
    assert_true(flow_component_move(*state, &definition, &place, true));
    assert_int_equal(place.component, 1);
    struct flow_place first = {0, 0};
    assert_false(flow_component_move(*state, &definition, &first, true));
}

static void a_copy_stands_behind_it_with_an_id_of_its_own(void **state)
{
    struct flow_definition definition = good(*state);
    struct flow_place otp = {1, 0};
    struct component *copy = flow_component_duplicate(*state, &definition, otp, STR("Again"));
    assert_ptr_equal(copy, &definition.page[1].component[1]);
    assert_true(str_eq(copy->id, STR("otp2")));
    assert_true(str_eq(copy->title, STR("Again")));
    assert_true(str_eq(copy->recipient, definition.page[1].component[0].recipient));
    while (flow_component_count(&definition) < FLOW_COMPONENTS_MAX)
        assert_non_null(flow_component_duplicate(*state, &definition, otp, STR("Again")));
    assert_null(flow_component_duplicate(*state, &definition, otp, STR("Again")));
}

static void pages_are_added_moved_and_removed(void **state)
{
    struct flow_definition definition = good(*state);
    assert_false(flow_page_remove(&definition, 1));
    struct flow_page *added = flow_page_add(*state, &definition, STR("Second"));
    assert_true(str_eq(added->id, STR("page2")));
    assert_false(flow_page_move(&definition, 1, true));
    assert_true(flow_page_move(&definition, 2, true));
    assert_true(str_eq(definition.page[1].id, STR("page2")));
    assert_true(flow_page_remove(&definition, 1));
    assert_false(flow_page_remove(&definition, 0));
    for (int i = definition.n; i < FLOW_PAGES_MAX; i++)
        assert_non_null(flow_page_add(*state, &definition, STR("More")));
    assert_null(flow_page_add(*state, &definition, STR("One too many")));
}

static void components_are_bounded(void **state)
{
    struct flow_definition definition = good(*state);
    for (int i = 2; i < FLOW_COMPONENTS_MAX; i++)
        assert_non_null(flow_component_add(*state, &definition, 1, COMPONENT_TEXT, STR("Text")));
    assert_null(flow_component_add(*state, &definition, 1, COMPONENT_TEXT, STR("Text")));
}

static bool has(struct arena *arena, const struct flow_definition *definition, enum flow_problem_kind kind)
{
    struct flow_problems found = flow_problem_list(arena, definition);
    for (int i = 0; i < found.n; i++) {
        if (found.problem[i].kind == kind)
            return true;
    }
    return false;
}

static void a_good_flow_has_no_problem(void **state)
{
    struct flow_definition definition = good(*state);
    assert_int_equal(flow_problem_list(*state, &definition).n, 0);
}

static void problems_of_the_otp_are_found(void **state)
{
    struct flow_definition definition = good(*state);
    struct component *field = &definition.page[0].component[0], *otp = &definition.page[1].component[0];
    field->required = false;
    assert_true(has(*state, &definition, FLOW_PROBLEM_RECIPIENT_OPTIONAL));
    field->required = true;
    otp->digits = 11;
    assert_true(has(*state, &definition, FLOW_PROBLEM_DIGITS));
    otp->digits = 6;
    otp->channel = CHANNEL_EMAIL;
    assert_true(has(*state, &definition, FLOW_PROBLEM_NEEDS_EMAIL));
    field->type = COMPONENT_EMAIL;
    assert_int_equal(flow_problem_list(*state, &definition).n, 0);
    otp->channel = CHANNEL_SMS;
    assert_true(has(*state, &definition, FLOW_PROBLEM_NEEDS_PHONE));
    otp->recipient = STR("gone");
    assert_true(has(*state, &definition, FLOW_PROBLEM_RECIPIENT_GONE));
    otp->recipient = STR("");
    assert_true(has(*state, &definition, FLOW_PROBLEM_NO_RECIPIENT));
}

static void a_fallback_that_cannot_be_tried_is_a_problem(void **state)
{
    struct flow_definition definition = good(*state);
    struct component *otp = &definition.page[1].component[0];
    otp->n_fallback = 1;
    otp->fallback[0] = CHANNEL_SMS;
    assert_int_equal(flow_problem_list(*state, &definition).n, 0);
    otp->fallback_after = FALLBACK_AFTER_MIN - 1;
    assert_true(has(*state, &definition, FLOW_PROBLEM_FALLBACK_SECONDS));
    otp->fallback_after = FALLBACK_AFTER_MAX + 1;
    assert_true(has(*state, &definition, FLOW_PROBLEM_FALLBACK_SECONDS));
    otp->fallback_after = FALLBACK_AFTER_MAX;
    assert_int_equal(flow_problem_list(*state, &definition).n, 0);
    otp->fallback[0] = CHANNEL_EMAIL;
    assert_true(has(*state, &definition, FLOW_PROBLEM_FALLBACK_MISFIT));
    otp->fallback[0] = CHANNEL_WHATSAPP;
    assert_true(has(*state, &definition, FLOW_PROBLEM_FALLBACK_TWICE));
    otp->n_fallback = 2;
    otp->fallback[0] = otp->fallback[1] = CHANNEL_SMS;
    assert_true(has(*state, &definition, FLOW_PROBLEM_FALLBACK_TWICE));
}

static void problems_of_pages_and_order_are_found(void **state)
{
    struct flow_definition definition = good(*state);
    struct flow_place place = {0, 0};
    flow_page_add(*state, &definition, STR("Later"));
    assert_true(has(*state, &definition, FLOW_PROBLEM_EMPTY_PAGE));
    assert_true(flow_component_move(*state, &definition, &place, false));
    assert_false(has(*state, &definition, FLOW_PROBLEM_RECIPIENT_LATER));
    assert_true(flow_component_move(*state, &definition, &place, false));
    assert_true(flow_component_move(*state, &definition, &place, false));
    assert_true(has(*state, &definition, FLOW_PROBLEM_RECIPIENT_LATER));
    definition.page[1].component[0].id = STR("phone");
    assert_true(has(*state, &definition, FLOW_PROBLEM_DUPLICATE_ID));
    definition.page[1].component[0].id = STR("status");
    assert_true(has(*state, &definition, FLOW_PROBLEM_RESERVED_ID));
}

static void numbers_are_read_as_people_type_them(void **state)
{
    (void)state;
    assert_true(flow_number_is_valid(STR("12")));
    assert_true(flow_number_is_valid(STR("-12,5")));
    assert_false(flow_number_is_valid(STR("1.2.3")));
    assert_false(flow_number_is_valid(STR(".")));
    assert_false(flow_number_is_valid(STR("5.")));
    assert_false(flow_number_is_valid(STR("twelve")));
    assert_false(flow_number_is_valid(STR("")));
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(json_is_the_same_there_and_back),
        T(a_fallback_is_kept_in_order),
        T(a_fallback_of_another_shape_is_refused),
        T(a_fallback_that_cannot_be_tried_is_a_problem),
        T(what_is_no_schema_1_is_refused),
        T(ids_have_their_shape),
        T(edits_keep_ids_unique_and_references_whole),
        T(a_copy_stands_behind_it_with_an_id_of_its_own),
        T(pages_are_added_moved_and_removed),
        T(components_are_bounded),
        T(a_good_flow_has_no_problem),
        T(problems_of_the_otp_are_found),
        T(problems_of_pages_and_order_are_found),
        T(numbers_are_read_as_people_type_them),
    };
    return cmocka_run_group_tests_name("backend/flow_definition", tests, NULL, NULL);
}
