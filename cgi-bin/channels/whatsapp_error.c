/*
 * What Graph's errors mean for a message, by their code: titles change, codes do not. Some come with the
 * answer, some by callback, some both ways.
 */
#include <jansson.h>

#include "channels/whatsapp.h"

#define DETAIL_MAX 300

static const struct {
    int from, to;
    struct whatsapp_error error;
} ERRORS[] = {
    {0, 0, {RESULT_REJECTED, "sender_unauthorized", true, PACE_STEADY}},
    {1, 2, {RESULT_BUSY, "provider_down", false, PACE_STEADY}},
    {3, 3, {RESULT_REJECTED, "sender_forbidden", true, PACE_STEADY}},
    {4, 4, {RESULT_BUSY, "rate_limited", false, PACE_STEADY}},
    {10, 10, {RESULT_REJECTED, "sender_forbidden", true, PACE_STEADY}},
    {190, 190, {RESULT_REJECTED, "sender_unauthorized", true, PACE_STEADY}},
    {200, 299, {RESULT_REJECTED, "sender_forbidden", true, PACE_STEADY}},
    {368, 368, {RESULT_REJECTED, "sender_blocked", true, PACE_STEADY}},
    {80007, 80007, {RESULT_BUSY, "rate_limited", false, PACE_STEADY}},
    {130429, 130429, {RESULT_BUSY, "rate_limited", false, PACE_STEADY}},
    {130472, 130472, {RESULT_REJECTED, "not_deliverable", false, PACE_STEADY}},
    {130497, 130497, {RESULT_REJECTED, "country_restricted", false, PACE_STEADY}},
    {131000, 131000, {RESULT_BUSY, "provider_down", false, PACE_STEADY}},
    {131016, 131016, {RESULT_BUSY, "provider_down", false, PACE_STEADY}},
    {131021, 131021, {RESULT_REJECTED, "invalid_recipient", false, PACE_STEADY}},
    {131026, 131026, {RESULT_REJECTED, "not_on_whatsapp", false, PACE_STEADY}},
    {131030, 131030, {RESULT_REJECTED, "not_on_allow_list", true, PACE_STEADY}},
    {131031, 131031, {RESULT_REJECTED, "sender_blocked", true, PACE_STEADY}},
    {131037, 131037, {RESULT_REJECTED, "sender_unapproved", true, PACE_STEADY}},
    {131042, 131042, {RESULT_REJECTED, "sender_unpaid", true, PACE_STEADY}},
    {131045, 131045, {RESULT_REJECTED, "sender_unapproved", true, PACE_STEADY}},
    {131048, 131048, {RESULT_REJECTED, "spam_limited", true, PACE_STEADY}},
    {131049, 131050, {RESULT_REJECTED, "not_deliverable", false, PACE_STEADY}},
    {131056, 131056, {RESULT_BUSY, "pair_limited", false, PACE_PAIR}},
    {131057, 131057, {RESULT_BUSY, "provider_down", false, PACE_STEADY}},
    {131062, 131062, {RESULT_REJECTED, "invalid_recipient", false, PACE_STEADY}},
    {131064, 131064, {RESULT_REJECTED, "spam_limited", true, PACE_STEADY}},
    {132000, 132001, {RESULT_REJECTED, "template_missing", true, PACE_STEADY}},
    {132007, 132007, {RESULT_REJECTED, "template_refused", true, PACE_STEADY}},
    {132015, 132016, {RESULT_REJECTED, "template_paused", true, PACE_STEADY}},
    {137000, 137000, {RESULT_REJECTED, "not_deliverable", false, PACE_STEADY}},
};

const struct whatsapp_error *whatsapp_error(int64_t code)
{
    static const struct whatsapp_error OTHER = {RESULT_REJECTED, "request_refused", true, PACE_STEADY};
    for (size_t i = 0; i < COUNT_OF(ERRORS); i++)
        if (code >= ERRORS[i].from && code <= ERRORS[i].to)
            return &ERRORS[i].error;
    return &OTHER;
}

struct str graph_text(const json_t *value)
{
    return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)}
                                 : STR_NONE;
}

struct str graph_error_detail(const json_t *error, struct arena *arena)
{
    struct str detail = graph_text(json_object_get(json_object_get(error, "error_data"), "details"));
    if (!detail.n)
        detail = graph_text(json_object_get(error, "message"));
    if (!detail.n)
        detail = graph_text(json_object_get(error, "title"));
    detail = words(arena, detail, DETAIL_MAX);
    json_int_t code = json_integer_value(json_object_get(error, "code"));
    return str_printf(arena, "%" JSON_INTEGER_FORMAT "%s%.*s", code, detail.n ? ": " : "", STR_ARG(detail));
}

struct str graph_dump(json_t *value, struct arena *arena)
{
    size_t size = value ? json_dumpb(value, NULL, 0, JSON_COMPACT) : 0;
    char *text = arena_alloc(arena, size + 1);
    if (size)
        size = json_dumpb(value, text, size, JSON_COMPACT);
    json_decref(value);
    return (struct str){text, size};
}
