/* Settings of components in words, without a form around them. */
#include "console/flow_words.h"

#include "backend/channel.h"

#define WORDS_MAX 16384

static struct str none(void)
{
    return STR("—");
}

static struct str text_or_none(struct str text)
{
    return text.n ? text : none();
}

static struct str number(struct ctx *ctx, int n)
{
    return str_printf(ctx->arena, "%d", n);
}

static struct str yes(struct ctx *ctx, bool value)
{
    return str_from(value ? say(ctx, "yes") : say(ctx, "no"));
}

static struct str joined(struct ctx *ctx, const struct str *text, int n, const char *between)
{
    struct buf out = buf_new(ctx->arena, WORDS_MAX);
    for (int i = 0; i < n; i++)
        buf_printf(&out, "%s%.*s", i ? between : "", STR_ARG(text[i]));
    return n ? buf_str(&out) : none();
}

static struct str title_of(const struct flow_definition *definition, struct str id)
{
    struct flow_place place;
    return flow_component_find(definition, id, &place) ? flow_title_words(definition, place) : id;
}

static struct str fallback_words(struct ctx *ctx, const struct component *otp)
{
    struct str words[FLOW_FALLBACK_MAX];
    for (int i = 0; i < otp->n_fallback; i++)
        words[i] = str_from(say(ctx, channel_words(otp->fallback[i])));
    return joined(ctx, words, otp->n_fallback, ", ");
}

static struct str rule_words(struct ctx *ctx, const struct flow_definition *definition,
                             const struct flow_rule *rule)
{
    const struct str values[] = {
        str_from(say(ctx, rule_action_words(rule->action))),
        title_of(definition, rule->field),
        str_from(say(ctx, rule_test_words(rule->test))),
        rule->test == TEST_FILLED || rule->test == TEST_EMPTY
            ? STR("")
            : str_printf(ctx->arena, " “%.*s”", STR_ARG(rule->value)),
    };
    struct str words = text_fill(ctx, TEXT("%1 when “%2” %3%4"), values, 4);
    return rule->action == RULE_FILL
               ? str_printf(ctx->arena, "%.*s: “%.*s”", STR_ARG(words), STR_ARG(rule->fill))
               : words;
}

static struct str rules_words(struct ctx *ctx, const struct flow_definition *definition,
                              const struct component *component)
{
    struct str words[FLOW_RULES_MAX];
    for (int i = 0; i < component->n_rules; i++)
        words[i] = rule_words(ctx, definition, &component->rule[i]);
    return joined(ctx, words, component->n_rules, "\n");
}

static struct str after_words(struct ctx *ctx, int seconds)
{
    return seconds ? text_count(ctx, "%s second", "%s seconds", seconds)
                   : str_from(say(ctx, "only after a failure"));
}

static struct str component_words(struct ctx *ctx, const struct flow_definition *definition,
                                  const struct component *c, enum flow_field field)
{
    switch (field) {
    case FLOW_FIELD_TYPE:
        return str_from(say(ctx, component_type_words(c->type)));
    case FLOW_FIELD_TITLE:
        return text_or_none(c->title);
    case FLOW_FIELD_REQUIRED:
        return yes(ctx, c->required);
    case FLOW_FIELD_VISIBLE:
        return yes(ctx, !c->hidden);
    case FLOW_FIELD_HELP:
        return text_or_none(c->help);
    case FLOW_FIELD_DEFAULT:
        return text_or_none(c->initial);
    case FLOW_FIELD_TEXT:
        return text_or_none(c->text);
    case FLOW_FIELD_OPTIONS:
    case FLOW_FIELD_COLUMNS:
        return joined(ctx, c->option, c->n_options, "\n");
    case FLOW_FIELD_STYLE:
        return str_from(say(ctx, choice_style_words(c->style)));
    case FLOW_FIELD_MIN:
        return c->min ? number(ctx, c->min) : none();
    case FLOW_FIELD_MAX:
        return c->max ? number(ctx, c->max) : none();
    case FLOW_FIELD_CHANNEL:
        return str_from(say(ctx, channel_words(c->channel)));
    case FLOW_FIELD_DIGITS:
        return number(ctx, c->digits);
    case FLOW_FIELD_RECIPIENT:
        return c->recipient.n ? title_of(definition, c->recipient) : none();
    case FLOW_FIELD_FALLBACK:
        return fallback_words(ctx, c);
    case FLOW_FIELD_FALLBACK_AFTER:
        return after_words(ctx, c->fallback_after);
    case FLOW_FIELD_MINUTES:
        return number(ctx, c->minutes);
    case FLOW_FIELD_RESENDS:
        return number(ctx, c->resends);
    case FLOW_FIELD_CORRECTABLE:
        return yes(ctx, c->correctable);
    case FLOW_FIELD_RECIPIENT_ENTRY:
        return yes(ctx, c->recipient_entry);
    case FLOW_FIELD_RULES:
        return rules_words(ctx, definition, c);
    case FLOW_FIELD__COUNT:
        break;
    }
    return none();
}

struct str flow_value_words(struct ctx *ctx, const struct flow_definition *definition,
                            struct flow_place place, enum flow_field field)
{
    if (place.page < 0)
        return none();
    if (place.component < 0)
        return text_or_none(definition->page[place.page].title);
    return component_words(ctx, definition, flow_component_at(definition, place), field);
}

const char *flow_field_label(struct ctx *ctx, bool page, enum flow_field field)
{
    return page ? say(ctx, "Page title") : say(ctx, flow_field_words(field));
}

struct str flow_title_words(const struct flow_definition *definition, struct flow_place place)
{
    const struct flow_page *page = &definition->page[place.page];
    if (place.component < 0)
        return page->title.n ? page->title : page->id;
    const struct component *component = &page->component[place.component];
    return component->title.n ? component->title : component->id;
}

struct str flow_place_words(struct ctx *ctx, const struct flow_definition *definition,
                            struct flow_place place)
{
    if (place.component < 0)
        return str_from(say(ctx, "Page"));
    const struct str values[] = {
        str_from(say(ctx, component_type_words(flow_component_at(definition, place)->type))),
        flow_title_words(definition, (struct flow_place){place.page, -1}),
    };
    return text_fill(ctx, TEXT("%1 on “%2”"), values, 2);
}

const char *flow_place_icon(const struct flow_definition *definition, struct flow_place place)
{
    return place.component < 0 ? "page" : component_type_label(flow_component_at(definition, place)->type);
}

struct str flow_order_words(struct ctx *ctx, const struct flow_definition *definition, int page)
{
    struct str words[FLOW_COMPONENTS_MAX];
    int n = page < 0 ? definition->n : definition->page[page].n;
    for (int i = 0; i < n; i++) {
        struct flow_place place = page < 0 ? (struct flow_place){i, -1} : (struct flow_place){page, i};
        words[i] = flow_title_words(definition, place);
    }
    return joined(ctx, words, n, "\n");
}

struct str flow_problem_words(struct ctx *ctx, const struct flow_definition *definition,
                              const struct flow_problem *problem)
{
    struct flow_place place = problem->place;
    const bool channel = problem->kind == FLOW_PROBLEM_FALLBACK_MISFIT ||
                         problem->kind == FLOW_PROBLEM_FALLBACK_TWICE ||
                         problem->kind == FLOW_PROBLEM_NO_RATE;
    const struct str values[] = {
        place.page >= 0 && place.component >= 0 ? flow_title_words(definition, place) : STR_NONE,
        place.page >= 0 ? flow_title_words(definition, (struct flow_place){place.page, -1}) : STR_NONE,
        channel ? str_from(say(ctx, str_z(ctx->arena, problem->other))) : problem->other,
    };
    return text_fill(ctx, flow_problem_sentence(problem->kind), values, 3);
}

struct str flow_step_words(struct ctx *ctx, const struct flow_step *step)
{
    const struct str values[] = {
        text_fill(ctx, flow_edit_words(step->what), &step->subject, 1),
        step->by,
    };
    return step->by.n ? text_fill(ctx, TEXT("%1 by %2"), values, 2) : values[0];
}

void flow_outline_fill(struct ctx *ctx, const struct flow_definition *definition, struct template_dict *dict)
{
    struct template_dict *outline = template_include(dict, "OUTLINE", template_files[TEMPLATE_FLOW_OUTLINE]);
    for (int i = 0; i < definition->n; i++) {
        const struct flow_page *page = &definition->page[i];
        struct template_dict *row = template_section(outline, TPL_FLOW_OUTLINE_PAGE);
        page_set(row, TPL_FLOW_OUTLINE_PAGE_TITLE, flow_title_words(definition, (struct flow_place){i, -1}));
        for (int j = 0; j < page->n; j++) {
            struct template_dict *item = template_section(row, TPL_FLOW_OUTLINE_COMPONENT);
            page_set_c(item, TPL_FLOW_OUTLINE_ICON, component_type_label(page->component[j].type));
            page_set(item, TPL_FLOW_OUTLINE_TITLE, flow_title_words(definition, (struct flow_place){i, j}));
            page_set_c(item, TPL_FLOW_OUTLINE_TYPE, say(ctx, component_type_words(page->component[j].type)));
        }
    }
}

struct str flow_size_words(struct ctx *ctx, const struct flow_definition *definition)
{
    const struct str values[] = {
        text_count(ctx, "%s page", "%s pages", definition->n),
        text_count(ctx, "%s component", "%s components", flow_component_count(definition)),
    };
    return text_fill(ctx, TEXT("%1, %2"), values, 2);
}
