/* Draws a page of a draft by the worker's own templates. Stores nothing, sends nothing. */
#include "console/screen.h"

#include "backend/answer_list.h"
#include "backend/recipient.h"
#include "base/clock.h"
#include "web/component_view.h"

#define SET(name) TPL_FIELD_STEP_##name
#define OTP(name) TPL_FIELD_OTP_##name
#define DATE_LENGTH 10 /* of "2026-11-27T…" */

const int SCREEN_WIDTHS[3] = {360, 390, 412};

struct screen_look screen_look_parse(struct ctx *ctx, struct str text)
{
    struct screen_look look = {SCREEN_WIDTHS[0], false, true, ctx->language};
    struct str part;
    int64_t width;
    if (str_split(&text, '.', &part) && str_to_i64(part, 0, 1000, &width)) {
        for (size_t i = 0; i < COUNT_OF(SCREEN_WIDTHS); i++) {
            if (width == SCREEN_WIDTHS[i])
                look.width = SCREEN_WIDTHS[i];
        }
    }
    if (str_split(&text, '.', &part))
        look.dark = str_eq(part, STR("dark"));
    if (str_split(&text, '.', &part) && (str_eq(part, STR("en")) || str_eq(part, STR("id"))))
        look.language = part;
    if (str_split(&text, '.', &part))
        look.samples = !str_eq(part, STR("0"));
    return look;
}

struct str screen_look_text(struct ctx *ctx, const struct screen_look *look)
{
    return str_printf(ctx->arena, "%d.%s.%.*s.%d", look->width, look->dark ? "dark" : "light",
                      STR_ARG(look->language), look->samples);
}

/* --- answers made up --------------------------------------------------------------------------------- */

static struct str sample_list(struct ctx *ctx, const struct component *list)
{
    struct answer_rows rows = {.n = 1, .columns = list->n_options};
    rows.cell = ARENA_ARRAY(ctx->arena, struct str, (size_t)list->n_options + 1);
    for (int i = 0; i < list->n_options; i++)
        rows.cell[i] = str_from(say(ctx, "Sample"));
    return answer_list_write(ctx->arena, &rows);
}

static struct str sample_of(struct ctx *ctx, const struct component *component)
{
    switch (component->type) {
    case COMPONENT_TEXT:
        return str_from(say(ctx, "Sample"));
    case COMPONENT_NUMBER:
        return STR("12");
    case COMPONENT_PHONE:
        return STR("+6281234567890");
    case COMPONENT_EMAIL:
        return STR("rina@example.com");
    case COMPONENT_DATE:
        return str_head(clock_rfc3339(ctx->arena, ctx->now_us), DATE_LENGTH);
    case COMPONENT_TIME:
        return STR("09:30");
    case COMPONENT_CHOICE:
        return component->n_options > 0 ? component->option[0] : STR("");
    case COMPONENT_ADDRESS:
        return STR("Jl. Merdeka 12, Bandung");
    case COMPONENT_COORDINATE:
        return STR("-6.914744, 107.609810");
    case COMPONENT_LIST:
        return sample_list(ctx, component);
    case COMPONENT_PHOTO:
    case COMPONENT_SIGNATURE:
    case COMPONENT_NOTE:
    case COMPONENT_OTP:
    case COMPONENT__COUNT:
        break;
    }
    return STR("");
}

static struct flow_logic run_logic(struct ctx *ctx, const struct screen *screen)
{
    const struct flow_definition *definition = screen->definition;
    struct answer *answer =
        ARENA_ARRAY(ctx->arena, struct answer, (size_t)flow_component_count(definition) + 1);
    int n = 0;
    for (int i = 0; screen->samples && i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            const struct component *component = &definition->page[i].component[j];
            if (component_is_asked(component->type) && component->initial.n == 0)
                answer[n++] = (struct answer){component->id, sample_of(ctx, component)};
        }
    }
    return flow_logic_run(ctx->arena, definition, answer, n);
}

static int number_of(const struct flow_logic *logic, int page, int *count)
{
    int number = 0;
    *count = 0;
    for (int i = 0; i < logic->definition->n; i++) {
        *count += flow_logic_page_is_run(logic, i);
        if (i == page && flow_logic_page_is_run(logic, i))
            number = *count;
    }
    return number;
}

int screen_number(struct ctx *ctx, const struct screen *screen, int *count)
{
    struct flow_logic logic = run_logic(ctx, screen);
    return number_of(&logic, screen->page, count);
}

/* --- the step ---------------------------------------------------------------------------------------- */

static void fill_waiting(struct ctx *ctx, const struct screen *screen, struct template_dict *dict)
{
    struct template_dict *sent = template_section(dict, OTP(SENT));
    page_set_c(sent, OTP(DELIVERY_KIND), "info");
    page_set_c(sent, OTP(DELIVERY), say(ctx, "In a task the code goes out now"));
    page_set_c(sent, OTP(DELIVERY_MORE), say(ctx, "This is a preview: nothing was sent. Any code is right."));
    page_set(sent, OTP(HERE), screen->action);
    struct template_dict *waiting = template_section(dict, OTP(WAITING));
    page_set(waiting, OTP(ATTEMPTS), text_count(ctx, "%s attempt left.", "%s attempts left.", 5));
}

static void add_otp(struct ctx *ctx, const struct screen *screen, const struct flow_logic *logic,
                    struct component_view *view, struct template_dict *step)
{
    struct flow_place place;
    struct str to = STR("");
    if (flow_component_find(screen->definition, view->component->recipient, &place))
        to = flow_logic_at(logic, place)->value;
    view->value = recipient_mask(ctx->arena, to);
    struct template_dict *dict =
        component_view_add_otp(ctx, step, SET(COMPONENT), view, view->component->channel);
    bool this = str_eq(screen->sent, view->component->id);
    if (this && screen->verified) {
        template_show(dict, OTP(VERIFIED));
        return;
    }
    template_show(dict, OTP(ADDRESSED));
    if (this)
        fill_waiting(ctx, screen, dict);
    else
        template_show(dict, OTP(READY));
}

static bool add_component(struct ctx *ctx, const struct screen *screen, const struct flow_logic *logic, int i,
                          struct template_dict *step)
{
    const struct component *component = &screen->definition->page[screen->page].component[i];
    const struct flow_state *state = &logic->page[screen->page][i];
    struct component_view view = {
        .component = component,
        .state = state,
        .rules = component_rules(ctx, logic, (struct flow_place){screen->page, i}),
        .value = state->value,
        .selected = screen->selected == i,
    };
    if (component->type == COMPONENT_OTP)
        add_otp(ctx, screen, logic, &view, step);
    else
        component_view_add(ctx, step, SET(COMPONENT), &view);
    bool waits = !str_eq(screen->sent, component->id) || !screen->verified;
    return component->type == COMPONENT_OTP && state->shown && waits;
}

void screen_fill_step(struct ctx *ctx, const struct screen *screen, struct template_dict *step)
{
    const struct flow_page *page = &screen->definition->page[screen->page];
    struct flow_logic logic = run_logic(ctx, screen);
    int count, number = number_of(&logic, screen->page, &count);
    struct str progress[] = {str_printf(ctx->arena, "%d", number), str_printf(ctx->arena, "%d", count)};
    bool otp = false;
    page_set(step, SET(ACTION), screen->action);
    page_set(step, SET(NUMBER), progress[0]);
    page_set(step, SET(COUNT), progress[1]);
    page_set(step, SET(PROGRESS),
             number > 0 ? text_fill(ctx, TEXT("Step %1 of %2"), progress, 2)
                        : str_from(say(ctx, screen->page == 0 ? TEXT("Filled in by the office")
                                                              : TEXT("Not shown with these answers"))));
    page_set(step, SET(PAGE_TITLE), page->title);
    for (int i = 0; i < page->n; i++)
        otp = add_component(ctx, screen, &logic, i, step) || otp;
    template_show(step, otp ? SET(STILL) : SET(MAIN));
    page_set_c(step, SET(NEXT),
               say(ctx, screen->page == 0 && number == 0 ? TEXT("Create task")
                        : number < count                 ? TEXT("Next")
                                                         : TEXT("Finish task")));
}

struct str screen_text(struct ctx *ctx, const struct request *request, const struct screen *screen,
                       const struct screen_look *look)
{
    struct ctx worker = *ctx;
    worker.language = look->language;
    struct page page = page_new(&worker, request, LAYOUT_NONE, TEMPLATE_FLOW_SCREEN, "");
    page_set(page.frame, TPL_FLOW_SCREEN_TITLE, screen->definition->page[screen->page].title);
    page_set_c(template_section(page.frame, TPL_FLOW_SCREEN_THEMED), TPL_FLOW_SCREEN_THEME,
               look->dark ? "dark" : "light");
    template_show(page.frame, TPL_FLOW_SCREEN_INERT);
    screen_fill_step(&worker, screen,
                     template_include(page.frame, TPL_FLOW_SCREEN_STEP, template_files[TEMPLATE_FIELD_STEP]));
    return page_text(&worker, &page);
}
