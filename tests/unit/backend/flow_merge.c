/* Comparing and merging definitions: by ids, setting by setting, whatever was edited. */
#include "../unit.h"

#include "backend/flow_diff.h"
#include "backend/flow_edit.h"
#include "backend/flow_merge.h"

static struct flow_definition parse(struct arena *arena, const char *json)
{
    struct flow_definition definition;
    assert_true(flow_definition_parse(arena, str_from(json), &definition));
    return definition;
}

static struct flow_definition copy_of(struct arena *arena, const struct flow_definition *definition)
{
    struct flow_definition copy;
    assert_true(flow_definition_parse(arena, flow_definition_json(arena, definition), &copy));
    return copy;
}

static bool same(struct arena *arena, const struct flow_definition *one, const struct flow_definition *other)
{
    return str_eq(flow_definition_json(arena, one), flow_definition_json(arena, other));
}

static const char BASE[] =
    "{\"schema\":1,\"pages\":["
    "{\"id\":\"initial\",\"title\":\"Initial Page\",\"components\":["
    "{\"id\":\"phone\",\"type\":\"phone\",\"title\":\"Phone\",\"required\":true,\"help\":\"\",\"default\":"
    "\"\"},"
    "{\"id\":\"name\",\"type\":\"text\",\"title\":\"Name\",\"required\":false,\"help\":\"\",\"default\":\"\"}"
    "]},"
    "{\"id\":\"page1\",\"title\":\"Hand over\",\"components\":["
    "{\"id\":\"a\",\"type\":\"text\",\"title\":\"A\",\"required\":false,\"help\":\"\",\"default\":\"\"},"
    "{\"id\":\"b\",\"type\":\"text\",\"title\":\"B\",\"required\":false,\"help\":\"\",\"default\":\"\"},"
    "{\"id\":\"c\",\"type\":\"choice\",\"title\":\"C\",\"required\":false,\"help\":\"\",\"default\":\"\","
    "\"options\":[\"x\","
    "\"y\"],\"style\":\"buttons\"},"
    "{\"id\":\"otp\",\"type\":\"otp\",\"title\":\"Code\",\"required\":true,\"help\":\"\",\"channel\":"
    "\"whatsapp\","
    "\"digits\":6,\"recipient\":\"phone\"}]},"
    "{\"id\":\"page2\",\"title\":\"Proof\",\"components\":["
    "{\"id\":\"photo\",\"type\":\"photo\",\"title\":\"Photo\",\"required\":false,\"help\":\"\"}]}]}";

struct three {
    struct flow_definition of[FLOW_SIDES];
};

static struct three three_of(struct arena *arena)
{
    struct three three;
    for (int i = 0; i < FLOW_SIDES; i++)
        three.of[i] = parse(arena, BASE);
    return three;
}

static struct component *component(struct flow_definition *definition, const char *id)
{
    struct flow_place place;
    assert_true(flow_component_find(definition, str_from(id), &place));
    return &definition->page[place.page].component[place.component];
}

/* "a b c / photo": the components of the worker's pages. */
static struct str order_of(struct arena *arena, const struct flow_definition *definition)
{
    struct buf out = buf_new(arena, 4096);
    for (int i = 1; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++)
            buf_printf(&out, "%s%.*s", out.n ? " " : "", STR_ARG(definition->page[i].component[j].id));
        buf_put(&out, i + 1 < definition->n ? STR(" /") : STR(""));
    }
    return buf_str(&out);
}

/* --- comparing ------------------------------------------------------------------------------------ */

static void the_same_differs_in_nothing(void **state)
{
    struct three three = three_of(*state);
    assert_int_equal(flow_diff(*state, &three.of[0], &three.of[1]).n, 0);
}

static void what_was_added_removed_changed_and_moved_is_told(void **state)
{
    struct three three = three_of(*state);
    struct flow_definition *after = &three.of[1];
    struct flow_place place = {1, 3};
    component(after, "otp")->digits = 8;
    assert_true(flow_component_remove(after, (struct flow_place){1, 1}));
    place.component = 2;
    assert_true(flow_component_move(*state, after, &place, true));
    assert_true(flow_component_move(*state, after, &place, true)); /* otp a c */
    assert_non_null(flow_component_add(*state, after, 2, COMPONENT_NOTE, STR("Read")));
    struct flow_diff diff = flow_diff(*state, &three.of[0], after);
    assert_int_equal(diff.n, 3);
    assert_str(diff.row[0].id, "otp");
    assert_true(diff.row[0].kind == FLOW_CHANGED && diff.row[0].differs[FLOW_FIELD_DIGITS]);
    assert_true(diff.row[0].moved);
    assert_false(diff.row[0].differs[FLOW_FIELD_TITLE]);
    assert_str(diff.row[1].id, "b");
    assert_true(diff.row[1].kind == FLOW_REMOVED && diff.row[1].after.page == -1);
    assert_true(diff.row[2].kind == FLOW_ADDED && diff.row[2].after.page == 2);
}

/* Whatever is written has a name in flow_field.h: otherwise it would be lost in a merge. */
static void every_setting_that_is_written_has_a_name(void **state)
{
    for (int type = 0; type < COMPONENT__COUNT; type++) {
        struct str option[] = {STR("x")};
        struct flow_rule rule = {.field = STR("phone")};
        struct component all = component_new((enum component_type)type, STR("x"), STR("X"));
        all.hidden = all.correctable = all.recipient_entry = true;
        all.option = option;
        all.rule = &rule;
        all.n_options = all.n_rules = all.n_fallback = all.min = all.max = 1;
        all.fallback_after = 30;
        all.minutes = all.resends = 1;
        struct flow_page page = {.id = STR("initial"), .title = STR("I"), .component = &all, .n = 1};
        struct str json = flow_definition_json(*state, &(struct flow_definition){&page, 1});
        size_t at = str_index(json, '[', str_index(json, '[', 0) + 1), depth = 0;
        for (size_t i = at; i < json.n; i++) {
            depth += json.s[i] == '{' || json.s[i] == '[';
            depth -= json.s[i] == '}' || json.s[i] == ']';
            size_t end = str_index(json, '"', i + 1);
            if (json.s[i] != '"' || depth != 2)
                continue;
            struct str key = str_slice(json, i + 1, end);
            i = end;
            if (json.s[end + 1] != ':' || str_eq(key, STR("id")))
                continue;
            bool known = false;
            for (int f = 0; f < FLOW_FIELD__COUNT; f++)
                known = known || str_eq(key, str_from(flow_field_key((enum flow_field)f)));
            if (!known)
                fail_msg("%.*s has no name", STR_ARG(key));
        }
    }
}

/* --- merging -------------------------------------------------------------------------------------- */

static struct flow_merge merge(struct arena *arena, const struct three *three)
{
    return flow_merge(arena, three->of, NULL);
}

static void different_settings_of_one_component_are_both_kept(void **state)
{
    struct three three = three_of(*state);
    component(&three.of[FLOW_MINE], "otp")->digits = 8;
    component(&three.of[FLOW_THEIRS], "otp")->title = STR("Recipient code");
    three.of[FLOW_MINE].page[1].title = STR("At the door");
    component(&three.of[FLOW_THEIRS], "a")->required = true;
    struct flow_merge out = merge(*state, &three);
    assert_int_equal(out.n, 0);
    assert_true(out.fits);
    assert_int_equal(component(&out.result, "otp")->digits, 8);
    assert_str(component(&out.result, "otp")->title, "Recipient code");
    assert_str(out.result.page[1].title, "At the door");
    assert_true(component(&out.result, "a")->required);
}

static void one_setting_changed_twice_is_a_conflict(void **state)
{
    struct three three = three_of(*state);
    component(&three.of[FLOW_MINE], "otp")->digits = 8;
    component(&three.of[FLOW_THEIRS], "otp")->digits = 4;
    component(&three.of[FLOW_MINE], "a")->title = STR("same");
    component(&three.of[FLOW_THEIRS], "a")->title = STR("same");
    struct flow_merge out = merge(*state, &three);
    assert_int_equal(out.n, 1);
    assert_int_equal(out.open, 1);
    assert_str(out.conflict[0].key, "c.otp.digits");
    assert_int_equal(component(&out.result, "otp")->digits, 4);
    struct flow_choice choice = {out.conflict[0].key, out.conflict[0].seen, true};
    out = flow_merge(*state, three.of, &(struct flow_choices){&choice, 1});
    assert_int_equal(out.open, 0);
    assert_true(out.conflict[0].chosen && out.conflict[0].mine);
    assert_int_equal(component(&out.result, "otp")->digits, 8);
    /* Theirs became something else since: the choice is shown, but counts no longer. */
    component(&three.of[FLOW_THEIRS], "otp")->digits = 5;
    out = flow_merge(*state, three.of, &(struct flow_choices){&choice, 1});
    assert_int_equal(out.open, 1);
    assert_true(out.conflict[0].again && out.conflict[0].mine && !out.conflict[0].chosen);
    assert_int_equal(component(&out.result, "otp")->digits, 5);
}

static void removing_what_the_other_changed_is_a_conflict(void **state)
{
    struct three three = three_of(*state);
    assert_true(flow_component_remove(&three.of[FLOW_MINE], (struct flow_place){1, 0}));
    assert_true(
        flow_component_remove(&three.of[FLOW_MINE], (struct flow_place){1, 0})); /* b: nobody touched it */
    component(&three.of[FLOW_THEIRS], "a")->help = STR("changed");
    struct flow_merge out = merge(*state, &three);
    assert_int_equal(out.n, 1);
    assert_str(out.conflict[0].key, "c.a.removed");
    assert_str(order_of(*state, &out.result), "a c otp / photo");
    struct flow_choice choice = {out.conflict[0].key, out.conflict[0].seen, true};
    out = flow_merge(*state, three.of, &(struct flow_choices){&choice, 1});
    assert_str(order_of(*state, &out.result), "c otp / photo");
}

static void a_removed_page_takes_along_what_nobody_touched(void **state)
{
    struct three three = three_of(*state);
    assert_true(flow_page_remove(&three.of[FLOW_THEIRS], 2));
    component(&three.of[FLOW_MINE], "a")->title = STR("A!");
    struct flow_merge out = merge(*state, &three);
    assert_int_equal(out.n, 0);
    assert_str(order_of(*state, &out.result), "a b c otp");
    assert_non_null(flow_component_add(*state, &three.of[FLOW_MINE], 2, COMPONENT_SIGNATURE, STR("Sign")));
    out = merge(*state, &three);
    assert_int_equal(out.n, 1);
    assert_str(out.conflict[0].key, "p.page2.removed");
    assert_str(order_of(*state, &out.result), "a b c otp");
    struct flow_choice choice = {out.conflict[0].key, out.conflict[0].seen, true};
    out = flow_merge(*state, three.of, &(struct flow_choices){&choice, 1});
    assert_str(order_of(*state, &out.result), "a b c otp / photo signature");
}

static void what_both_add_in_one_place_stands_theirs_first(void **state)
{
    struct three three = three_of(*state);
    flow_component_add(*state, &three.of[FLOW_MINE], 1, COMPONENT_NOTE, STR("Mine"));
    flow_component_add(*state, &three.of[FLOW_MINE], 1, COMPONENT_TIME, STR("Mine, too"));
    flow_component_add(*state, &three.of[FLOW_THEIRS], 1, COMPONENT_NOTE, STR("Theirs"));
    struct flow_merge out = merge(*state, &three);
    assert_int_equal(out.n, 0);
    assert_str(order_of(*state, &out.result), "a b c otp note note_2 time / photo");
    assert_str(component(&out.result, "note")->title, "Theirs");
    assert_str(component(&out.result, "note_2")->title, "Mine");
}

/* A field that both added under one id: what sends to mine follows it. */
static void references_follow_an_id_that_gave_way(void **state)
{
    struct three three = three_of(*state);
    struct component *mine =
        flow_component_add(*state, &three.of[FLOW_MINE], 0, COMPONENT_EMAIL, STR("Mine"));
    component(&three.of[FLOW_MINE], "otp")->recipient = mine->id;
    flow_component_add(*state, &three.of[FLOW_THEIRS], 0, COMPONENT_EMAIL, STR("Theirs"));
    struct flow_merge out = merge(*state, &three);
    assert_int_equal(out.n, 0);
    assert_str(component(&out.result, "otp")->recipient, "email_2");
}

static void moves_of_different_components_are_both_made(void **state)
{
    struct three three = three_of(*state);
    struct flow_place place = {1, 0};
    assert_true(flow_component_move(*state, &three.of[FLOW_MINE], &place, false)); /* b a c otp */
    place.component = 3;
    assert_true(flow_component_move(*state, &three.of[FLOW_THEIRS], &place, true)); /* a b otp c */
    struct flow_merge out = merge(*state, &three);
    assert_int_equal(out.n, 0);
    assert_str(order_of(*state, &out.result), "b a otp c / photo");
    place = (struct flow_place){1, 3};
    assert_true(flow_component_move(*state, &three.of[FLOW_MINE], &place, false)); /* otp on page 2 */
    out = merge(*state, &three);
    assert_int_equal(out.n, 0);
    assert_str(order_of(*state, &out.result), "b a c / otp photo");
}

static void orders_that_contradict_each_other_are_a_conflict(void **state)
{
    struct three three = three_of(*state);
    struct flow_place place = {1, 0};
    for (int i = 0; i < 3; i++)
        assert_true(flow_component_move(*state, &three.of[FLOW_MINE], &place, false)); /* b c otp a */
    place.component = 0;
    assert_true(flow_component_move(*state, &three.of[FLOW_THEIRS], &place, false));
    assert_true(flow_component_move(*state, &three.of[FLOW_THEIRS], &place, false)); /* b c a otp */
    struct flow_merge out = merge(*state, &three);
    assert_int_equal(out.n, 1);
    assert_str(out.conflict[0].key, "p.page1.order");
    assert_str(order_of(*state, &out.result), "b c a otp / photo");
}

static void together_they_may_be_too_many(void **state)
{
    struct three three = three_of(*state);
    for (int i = 0; i < 110; i++) {
        flow_component_add(*state, &three.of[FLOW_MINE], 1, COMPONENT_DATE, STR("d"));
        flow_component_add(*state, &three.of[FLOW_THEIRS], 2, COMPONENT_TIME, STR("t"));
    }
    assert_false(merge(*state, &three).fits);
}

/* --- whatever is edited ---------------------------------------------------------------------------- */

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}

/* One edit on the page, as an editor makes it. */
static void edit(struct arena *arena, struct flow_definition *definition, int page, uint32_t *seed)
{
    struct flow_page *of = &definition->page[page];
    struct flow_place place = {page, of->n ? (int)dice(seed, (uint32_t)of->n) : 0};
    struct component *at = of->n ? &of->component[place.component] : NULL;
    struct str word = str_printf(arena, "w%u", dice(seed, 3));
    switch (dice(seed, 8)) {
    case 0:
        flow_component_add(arena, definition, page, (enum component_type)dice(seed, COMPONENT__COUNT), word);
        break;
    case 1:
        if (at)
            assert_true(flow_component_remove(definition, place));
        break;
    case 2: /* within the page */
        if (at && place.component > 0)
            assert_true(flow_component_move(arena, definition, &place, true));
        break;
    case 3:
        of->title = word;
        break;
    default:
        if (at) {
            at->title = dice(seed, 2) ? word : at->title;
            at->required = dice(seed, 2);
            at->hidden = dice(seed, 4) == 0;
            at->digits = at->type == COMPONENT_OTP ? (int)dice(seed, 7) + 4 : at->digits;
        }
    }
}

/* Any edits at all: nothing is lost, and what only one side changed is that side's. */
static void random_edits_of_one_side_are_taken_over(void **state)
{
    for (uint32_t seed = 1; seed < 600; seed++) {
        struct arena *arena = arena_open((size_t)8 << 20);
        struct three three = three_of(arena);
        uint32_t die = seed * 7919;
        for (int i = 0; i < 6; i++)
            edit(arena, &three.of[FLOW_MINE], (int)dice(&die, 3), &die);
        struct flow_merge out = merge(arena, &three);
        assert_int_equal(out.n, 0);
        assert_true(same(arena, &out.result, &three.of[FLOW_MINE]));
        assert_int_equal(flow_diff(arena, &three.of[FLOW_BASE], &three.of[FLOW_MINE]).n == 0,
                         same(arena, &three.of[FLOW_BASE], &three.of[FLOW_MINE]));
        three.of[FLOW_THEIRS] = copy_of(arena, &three.of[FLOW_MINE]); /* both did the same */
        out = merge(arena, &three);
        assert_int_equal(out.n, 0);
        assert_true(same(arena, &out.result, &three.of[FLOW_MINE]));
        three.of[FLOW_MINE] = copy_of(arena, &three.of[FLOW_BASE]);
        out = merge(arena, &three);
        assert_true(same(arena, &out.result, &three.of[FLOW_THEIRS]));
        arena_close(arena);
    }
    (void)state;
}

static void random_edits_of_different_pages_never_meet(void **state)
{
    for (uint32_t seed = 1; seed < 600; seed++) {
        struct arena *arena = arena_open((size_t)8 << 20);
        struct three three = three_of(arena);
        uint32_t die = seed * 104729;
        for (int i = 0; i < 5; i++) {
            edit(arena, &three.of[FLOW_MINE], 1, &die);
            edit(arena, &three.of[FLOW_THEIRS], 2, &die);
        }
        /* Components that both added are told apart by their ids only: those of one kind get theirs here. */
        for (int j = 0; j < three.of[FLOW_MINE].page[1].n; j++) {
            struct flow_place place;
            struct str id = three.of[FLOW_MINE].page[1].component[j].id;
            if (!flow_component_find(&three.of[FLOW_BASE], id, &place))
                flow_component_rename(&three.of[FLOW_MINE], (struct flow_place){1, j},
                                      str_printf(arena, "mine%d", j));
        }
        struct flow_merge one = merge(arena, &three);
        struct three turned = {{three.of[FLOW_BASE], three.of[FLOW_THEIRS], three.of[FLOW_MINE]}};
        struct flow_merge other = merge(arena, &turned);
        assert_int_equal(one.n, 0);
        assert_true(same(arena, &one.result, &other.result));
        arena_close(arena);
    }
    (void)state;
}

/* Anything against anything: mine everywhere gives what mine has of what both changed, and never a fault. */
static void random_conflicts_can_all_be_chosen(void **state)
{
    for (uint32_t seed = 1; seed < 1500; seed++) {
        struct arena *arena = arena_open((size_t)8 << 20);
        struct three three = three_of(arena);
        struct flow_choice choice[200];
        uint32_t die = seed * 15485863;
        for (int i = 0; i < 12; i++)
            edit(arena, &three.of[i % 2 ? FLOW_MINE : FLOW_THEIRS], (int)dice(&die, 3), &die);
        if (dice(&die, 4) == 0)
            (void)flow_page_remove(&three.of[FLOW_MINE], 1);
        if (dice(&die, 4) == 0)
            (void)flow_page_move(&three.of[FLOW_THEIRS], 2, true);
        struct flow_merge out = merge(arena, &three);
        assert_true(out.fits);
        for (int side = 0; side < 2; side++) {
            struct flow_merge now = out;
            for (int round = 0; round < 5 && (round == 0 || now.open > 0); round++) {
                for (int i = 0; i < now.n; i++)
                    choice[i] = (struct flow_choice){now.conflict[i].key, now.conflict[i].seen, side};
                now = flow_merge(arena, three.of, &(struct flow_choices){choice, now.n});
            }
            assert_int_equal(now.open, 0);
            assert_true(now.fits);
        }
        arena_close(arena);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_differs_in_nothing),
        TEST(what_was_added_removed_changed_and_moved_is_told),
        TEST(every_setting_that_is_written_has_a_name),
        TEST(different_settings_of_one_component_are_both_kept),
        TEST(one_setting_changed_twice_is_a_conflict),
        TEST(removing_what_the_other_changed_is_a_conflict),
        TEST(a_removed_page_takes_along_what_nobody_touched),
        TEST(what_both_add_in_one_place_stands_theirs_first),
        TEST(references_follow_an_id_that_gave_way),
        TEST(moves_of_different_components_are_both_made),
        TEST(orders_that_contradict_each_other_are_a_conflict),
        TEST(together_they_may_be_too_many),
        TEST(random_edits_of_one_side_are_taken_over),
        TEST(random_edits_of_different_pages_never_meet),
        TEST(random_conflicts_can_all_be_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
