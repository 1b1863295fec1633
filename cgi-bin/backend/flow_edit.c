/*
 * Finding and changing parts of a flow's definition in memory: what the Flow Builder's buttons do.
 * Saves nothing.
 */
#include <string.h>

#include "backend/flow_edit.h"

bool flow_page_find(const struct flow_definition *definition, struct str id, int *page)
{
    for (int i = 0; i < definition->n; i++) {
        if (str_eq(definition->page[i].id, id)) {
            *page = i;
            return true;
        }
    }
    return false;
}

bool flow_component_find(const struct flow_definition *definition, struct str id, struct flow_place *place)
{
    for (int i = 0; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            if (str_eq(definition->page[i].component[j].id, id)) {
                *place = (struct flow_place){i, j};
                return true;
            }
        }
    }
    return false;
}

const struct component *flow_component_at(const struct flow_definition *definition, struct flow_place place)
{
    return &definition->page[place.page].component[place.component];
}

int flow_component_count(const struct flow_definition *definition)
{
    int n = 0;
    for (int i = 0; i < definition->n; i++)
        n += definition->page[i].n;
    return n;
}

bool flow_recipient_fits(const struct component *field, enum channel channel)
{
    return field->type == (channel == CHANNEL_EMAIL ? COMPONENT_EMAIL : COMPONENT_PHONE);
}

bool flow_fallback_fits(enum channel channel, enum channel other)
{
    return channel != other && (channel == CHANNEL_EMAIL) == (other == CHANNEL_EMAIL);
}

const struct component *flow_otp_of(const struct flow_definition *definition, struct str recipient)
{
    for (int i = 0; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            const struct component *component = &definition->page[i].component[j];
            if (component->type == COMPONENT_OTP && str_eq(component->recipient, recipient))
                return component;
        }
    }
    return NULL;
}

static struct str free_id(struct arena *arena, const struct flow_definition *definition, const char *base,
                          int from)
{
    for (int i = from;; i++) {
        struct str id = i < 2 ? str_from(base) : str_printf(arena, "%s%d", base, i);
        struct flow_place place;
        int page;
        if (!flow_component_find(definition, id, &place) && !flow_page_find(definition, id, &page))
            return str_copy(arena, id);
    }
}

struct str flow_id_free(struct arena *arena, const struct flow_definition *definition, const char *base)
{
    return free_id(arena, definition, base, 1);
}

static void insert(struct arena *arena, struct flow_page *page, int at, struct component component)
{
    struct component *grown = ARENA_ARRAY(arena, struct component, (size_t)page->n + 1);
    for (int i = 0; i < page->n; i++)
        grown[i < at ? i : i + 1] = page->component[i];
    grown[at] = component;
    page->component = grown;
    page->n++;
}

struct component *flow_component_add(struct arena *arena, struct flow_definition *definition, int page,
                                     enum component_type type, struct str title)
{
    if (page < 0 || page >= definition->n || flow_component_count(definition) >= FLOW_COMPONENTS_MAX)
        return NULL;
    struct flow_page *to = &definition->page[page];
    insert(arena, to, to->n,
           component_new(type, free_id(arena, definition, component_type_label(type), 1), title));
    return &to->component[to->n - 1];
}

bool flow_component_remove(struct flow_definition *definition, struct flow_place place)
{
    struct flow_page *page = &definition->page[place.page];
    for (int i = place.component; i + 1 < page->n; i++)
        page->component[i] = page->component[i + 1];
    page->n--;
    return true;
}

bool flow_component_move(struct arena *arena, struct flow_definition *definition, struct flow_place *place,
                         bool up)
{
    struct flow_page *page = &definition->page[place->page];
    struct component moved = page->component[place->component];
    int to = place->component + (up ? -1 : 1);
    if (to >= 0 && to < page->n) {
        page->component[place->component] = page->component[to];
        page->component[to] = moved;
        place->component = to;
        return true;
    }
    int other = place->page + (up ? -1 : 1);
    if (other < 0 || other >= definition->n)
        return false;
    flow_component_remove(definition, *place);
    *place = (struct flow_place){other, up ? definition->page[other].n : 0};
    insert(arena, &definition->page[other], place->component, moved);
    return true;
}

bool flow_component_put(struct arena *arena, struct flow_definition *definition, struct flow_place place,
                        struct flow_place to)
{
    if (to.page < 0 || to.page >= definition->n || to.component < 0 ||
        to.component > definition->page[to.page].n)
        return false;
    struct component moved = definition->page[place.page].component[place.component];
    flow_component_remove(definition, place);
    if (to.page == place.page && to.component > place.component)
        to.component--;
    insert(arena, &definition->page[to.page], to.component, moved);
    return true;
}

struct component *flow_component_duplicate(struct arena *arena, struct flow_definition *definition,
                                           struct flow_place place, struct str title)
{
    if (flow_component_count(definition) >= FLOW_COMPONENTS_MAX)
        return NULL;
    struct component copy = *flow_component_at(definition, place);
    copy.id = free_id(arena, definition, component_type_label(copy.type), 1);
    copy.title = title;
    insert(arena, &definition->page[place.page], place.component + 1, copy);
    return &definition->page[place.page].component[place.component + 1];
}

void flow_component_rename(struct flow_definition *definition, struct flow_place place, struct str id)
{
    struct component *renamed = &definition->page[place.page].component[place.component];
    for (int i = 0; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            struct component *component = &definition->page[i].component[j];
            if (component->recipient.n > 0 && str_eq(component->recipient, renamed->id))
                component->recipient = id;
            for (int k = 0; k < component->n_rules; k++) {
                if (str_eq(component->rule[k].field, renamed->id))
                    component->rule[k].field = id;
            }
        }
    }
    renamed->id = id;
}

struct flow_page *flow_page_add(struct arena *arena, struct flow_definition *definition, struct str title)
{
    if (definition->n >= FLOW_PAGES_MAX)
        return NULL;
    struct flow_page *grown = ARENA_ARRAY(arena, struct flow_page, (size_t)definition->n + 1);
    memcpy(grown, definition->page, sizeof(*grown) * (size_t)definition->n);
    struct str id = free_id(arena, definition, "page", definition->n);
    grown[definition->n] = (struct flow_page){.id = id, .title = title};
    definition->page = grown;
    definition->n++;
    return &grown[definition->n - 1];
}

bool flow_page_remove(struct flow_definition *definition, int page)
{
    if (page < 1 || page >= definition->n || definition->n <= 2)
        return false;
    for (int i = page; i + 1 < definition->n; i++)
        definition->page[i] = definition->page[i + 1];
    definition->n--;
    return true;
}

bool flow_page_move(struct flow_definition *definition, int page, bool up)
{
    int to = page + (up ? -1 : 1);
    if (page < 1 || to < 1 || page >= definition->n || to >= definition->n)
        return false;
    struct flow_page moved = definition->page[page];
    definition->page[page] = definition->page[to];
    definition->page[to] = moved;
    return true;
}

static void *copy_of(struct arena *arena, const void *rows, int n, size_t size)
{
    void *copy = arena_alloc(arena, (size_t)(n + 1) * size);
    if (n > 0)
        memcpy(copy, rows, (size_t)n * size);
    return copy;
}

struct flow_definition flow_definition_copy(struct arena *arena, const struct flow_definition *definition)
{
    struct flow_definition copy = {copy_of(arena, definition->page, definition->n, sizeof *definition->page),
                                   definition->n};
    for (int i = 0; i < copy.n; i++) {
        struct flow_page *page = &copy.page[i];
        page->component = copy_of(arena, page->component, page->n, sizeof *page->component);
        for (int j = 0; j < page->n; j++) {
            struct component *component = &page->component[j];
            component->option =
                copy_of(arena, component->option, component->n_options, sizeof *component->option);
            component->rule = copy_of(arena, component->rule, component->n_rules, sizeof *component->rule);
        }
    }
    return copy;
}
