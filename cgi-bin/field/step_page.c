/* A step as a page: fields, OTPs in whatever state, one big button. Changes nothing. */
#include "field/step.h"
#include "web/answer_view.h"

#define SET(name) TPL_FIELD_STEP_##name

struct str step_address(struct ctx *ctx, const struct step *step, int number)
{
    return str_printf(ctx->arena, "/field/tasks/%.*s/pages/%d", STR_ARG(uuid_text(ctx->arena, step->task.id)),
                      number);
}

static void add_error(struct template_dict *errors, struct str href, struct str text)
{
    struct template_dict *row = template_section(errors, SET(ERROR_ROW));
    page_set(row, SET(ERROR_HREF), href);
    page_set(row, SET(ERROR_TEXT), text);
}

static void fill_errors(struct ctx *ctx, const struct step *step, struct template_dict *body)
{
    const struct flow_page *page = &step->task.definition.page[step->page];
    if (!step->wrong && step->n_blockers == 0)
        return;
    struct template_dict *errors = template_section(body, SET(ERRORS));
    page_set_c(errors, SET(ERRORS_TITLE),
               say(ctx, step->wrong ? TEXT("Please check this") : TEXT("Not finished yet")));
    for (int i = 0; i < page->n; i++) {
        if (step->error[i])
            add_error(errors, str_printf(ctx->arena, "#answer_%.*s", STR_ARG(page->component[i].id)),
                      str_printf(ctx->arena, "%.*s: %s", STR_ARG(page->component[i].title), step->error[i]));
    }
    for (int i = 0; i < step->n_blockers; i++) {
        const struct blocker *blocker = &step->blocker[i];
        bool otp = blocker->component->type == COMPONENT_OTP;
        struct str words[] = {blocker->component->title, str_printf(ctx->arena, "%d", blocker->number)};
        struct str href =
            str_printf(ctx->arena, "%.*s#%s%.*s", STR_ARG(step_address(ctx, step, blocker->number)),
                       otp ? "otp-" : "answer_", STR_ARG(blocker->component->id));
        add_error(
            errors, href,
            text_fill(ctx,
                      otp ? TEXT("“%1” in step %2 is not verified.") : TEXT("“%1” in step %2 is missing."),
                      words, 2));
    }
}

static bool is_waiting(const struct step *step)
{
    for (int i = 0; i < step->task.definition.page[step->page].n; i++) {
        if (step->otp[i].component && step->otp[i].state == OTP_WAITING)
            return true;
    }
    return false;
}

/* The page says itself where its code goes. */
static bool is_shown_below(const struct step *step, struct str id)
{
    for (int i = 0; i < step->task.definition.page[step->page].n; i++) {
        if (step->otp[i].component && str_eq(step->otp[i].component->recipient, id))
            return true;
    }
    return false;
}

/* What the office filled in, on the first step; folded away while a code is waited for. */
static void fill_given(struct ctx *ctx, const struct step *step, struct template_dict *body)
{
    const struct flow_page *initial = &step->task.definition.page[0];
    struct template_dict *given = NULL;
    for (int i = 0; i < initial->n && step->number == 1; i++) {
        struct str value = step_value(ctx, &step->task, &initial->component[i]);
        if (!component_is_asked(initial->component[i].type) || value.n == 0 ||
            is_shown_below(step, initial->component[i].id))
            continue;
        if (given == NULL) {
            given = template_section(body, SET(GIVEN));
            if (!is_waiting(step))
                template_show(given, SET(OPEN));
        }
        struct template_dict *row = template_section(given, SET(GIVEN_ROW));
        page_set(row, SET(GIVEN_TITLE), initial->component[i].title);
        answer_view_add(ctx, row, SET(ANSWER_VALUE),
                        &(struct answer_view){&initial->component[i], value, step_files(ctx, &step->task)});
    }
}

static void add_component(struct ctx *ctx, const struct request *request, const struct step *step, int i,
                          struct template_dict *body)
{
    const struct component *component = &step_page(step)->component[i];
    const struct flow_state *state = &step->task.logic.page[step->page][i];
    if (component->type == COMPONENT_OTP) {
        otp_view_add(ctx, request, step, i, body);
        return;
    }
    if (step->page == 0)
        return;
    struct component_view view = {
        .component = component,
        .state = state,
        .rules = component_rules(ctx, &step->task.logic, (struct flow_place){step->page, i}),
        .value = component_shown_value(component, state, step->typed[i]),
        .error = step->error[i],
        .files = step_files(ctx, &step->task),
    };
    component_view_add(ctx, body, SET(COMPONENT), &view);
}

static bool has_files(const struct flow_page *page)
{
    for (int i = 0; i < page->n; i++) {
        if (page->component[i].type == COMPONENT_PHOTO || page->component[i].type == COMPONENT_SIGNATURE)
            return true;
    }
    return false;
}

static bool has_place(const struct flow_page *page)
{
    for (int i = 0; i < page->n; i++) {
        if (page->component[i].type == COMPONENT_COORDINATE)
            return true;
    }
    return false;
}

/* Which questions the worker sees, so that those which an answer opens are not passed over. */
static struct str shown_ids(struct ctx *ctx, const struct step *step)
{
    const struct flow_page *page = step_page(step);
    struct buf ids = buf_new(ctx->arena, (size_t)page->n * (FLOW_ID_MAX + 1) + 1);
    for (int i = 0; i < page->n; i++) {
        if (step->task.logic.page[step->page][i].shown)
            buf_printf(&ids, "%s%.*s", ids.n ? " " : "", STR_ARG(page->component[i].id));
    }
    return buf_str(&ids);
}

/* The next step is the one big button when no OTP of this page waits for its own. */
static bool is_main(const struct step *step)
{
    for (int i = 0; i < step->task.definition.page[step->page].n; i++) {
        const struct otp *otp = &step->otp[i];
        if (!step->task.logic.page[step->page][i].shown)
            continue;
        if (otp->component && !otp_is_done(otp) && otp->state != OTP_NO_RECIPIENT)
            return false;
    }
    return true;
}

static void fill_back(struct ctx *ctx, const struct step *step, struct template_dict *frame)
{
    struct template_dict *back = template_section(frame, TPL_LAYOUT_FIELD_BACK);
    bool first = step->number == 1;
    page_set(back, TPL_LAYOUT_FIELD_HREF, first ? STR("/field") : step_address(ctx, step, step->number - 1));
    page_set_c(back, TPL_LAYOUT_FIELD_LABEL, say(ctx, first ? TEXT("Your tasks") : TEXT("Step before")));
}

void step_send(struct ctx *ctx, struct request *request, const struct step *step, int status,
               struct response *response)
{
    const struct flow_page *of = &step->task.definition.page[step->page];
    struct page page =
        page_new(ctx, request, LAYOUT_FIELD, TEMPLATE_FIELD_STEP, str_z(ctx->arena, of->title));
    struct str progress[] = {str_printf(ctx->arena, "%d", step->number),
                             str_printf(ctx->arena, "%d", step->count)};
    fill_back(ctx, step, page.frame);
    page_set(page.body, SET(ACTION), step_address(ctx, step, step->number));
    page_set(page.body, SET(NUMBER), progress[0]);
    page_set(page.body, SET(COUNT), progress[1]);
    page_set(page.body, SET(PROGRESS), text_fill(ctx, TEXT("Step %1 of %2"), progress, 2));
    page_set(page.body, SET(PAGE_TITLE), of->title);
    page_set(page.body, SET(TASK_TITLE), step->task.title);
    page_set_c(page.body, SET(NEXT),
               say(ctx, step->number < step->count ? TEXT("Next") : TEXT("Finish task")));
    template_show(page.body, is_main(step) ? SET(MAIN) : SET(STILL));
    fill_errors(ctx, step, page.body);
    fill_given(ctx, step, page.body);
    if (step->opened && !step->wrong)
        template_show(page.body, SET(OPENED));
    if (step->kept) {
        struct template_dict *kept = template_section(page.body, SET(KEPT));
        if (has_files(of))
            template_show(kept, SET(KEPT_FILES));
    }
    page_set(page.body, SET(PAGE_ID), of->id);
    page_set(page.body, SET(SHOWN), shown_ids(ctx, step));
    page_set(page.body, SET(MARKS), step_marks(ctx, step));
    if (has_files(of))
        template_show(page.body, SET(FILES));
    /* Behind the general one, so that it counts. */
    if (has_place(of))
        response_header(response, "Permissions-Policy", STR("geolocation=(self)"));
    for (int i = 0; i < of->n; i++)
        add_component(ctx, request, step, i, page.body);
    page_send(ctx, &page, status, response);
}
