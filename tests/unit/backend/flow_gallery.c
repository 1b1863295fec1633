/* Every flow of the gallery can be read and published as it is, and says what it is for. */
#include "../unit.h"

#include "backend/flow_gallery.h"
#include "backend/flow_problem.h"
#include "backend/flow_read.h"

static void every_sample_can_be_published(void **state)
{
    struct app app = {0};
    struct ctx ctx = {.app = &app, .arena = *state, .language = STR("en")};
    assert_true(flow_samples_n >= 6);
    for (int i = 0; i < flow_samples_n; i++) {
        struct flow_sample_view view;
        struct flow_faults faults;
        if (!flow_definition_read(*state, str_from(flow_samples[i].json), &view.definition, &faults))
            fail_msg("%s: %.*s: %s", flow_samples[i].name, STR_ARG(faults.fault[0].path),
                     faults.fault[0].sentence);
        assert_true(flow_sample_read(&ctx, &flow_samples[i], &view));
        struct flow_problems problems = flow_problem_list(*state, &view.definition);
        for (int j = 0; j < problems.n; j++)
            fail_msg("%s: %s", flow_samples[i].name, flow_problem_sentence(problems.problem[j].kind));
        assert_true(view.title.n > 0 && view.summary.n > 0);
        assert_ptr_equal(flow_sample_find(str_from(flow_samples[i].name)), &flow_samples[i]);
    }
    assert_null(flow_sample_find(STR("none")));
    assert_str(str_from(flow_samples[0].name), "delivery_whatsapp");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_sample_can_be_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
