/* Values of answers: how several stand in one, and how a rule compares them. */
#include "backend/flow_value.h"

#include <stdio.h>
#include <string.h>

bool flow_number_is_valid(struct str text)
{
    size_t i = 0, digits = 0, points = 0;
    if (text.n > 0 && (text.s[0] == '-' || text.s[0] == '+'))
        i = 1;
    for (; i < text.n; i++) {
        char c = text.s[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if ((c == '.' || c == ',') && digits > 0)
            points++;
        else
            return false;
    }
    return digits > 0 && digits <= 30 && points <= 1 && text.s[text.n - 1] >= '0' &&
           text.s[text.n - 1] <= '9';
}

bool flow_value_next(struct str *rest, struct str *value)
{
    while (str_split(rest, '\n', value)) {
        if (value->n > 0)
            return true;
    }
    return false;
}

bool flow_value_has(struct str values, struct str wanted)
{
    struct str one;
    while (flow_value_next(&values, &one)) {
        if (str_eq(one, wanted))
            return true;
    }
    return false;
}

int flow_value_count(struct str values)
{
    int n = 0;
    for (struct str value; flow_value_next(&values, &value); n++)
        ;
    return n;
}

/* A number taken apart: digits before the mark without leading zeros, digits after it without trailing
 * ones. */
struct decimal {
    bool negative;
    struct str whole, part;
};

static struct decimal decimal_of(struct str text)
{
    struct decimal number = {.negative = text.n > 0 && text.s[0] == '-'};
    struct str rest = str_slice(text, text.n > 0 && (text.s[0] == '-' || text.s[0] == '+'), text.n);
    size_t mark = str_index(rest, '.', 0);
    if (mark == rest.n)
        mark = str_index(rest, ',', 0);
    number.whole = str_slice(rest, 0, mark);
    number.part = str_slice(rest, mark + 1, rest.n);
    while (number.whole.n > 0 && number.whole.s[0] == '0')
        number.whole = str_slice(number.whole, 1, number.whole.n);
    while (number.part.n > 0 && number.part.s[number.part.n - 1] == '0')
        number.part.n--;
    if (number.whole.n + number.part.n == 0)
        number.negative = false;
    return number;
}

/* As dictionaries order them. */
static int compare(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n > 0 ? memcmp(a.s, b.s, n) : 0;
    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

int flow_number_compare(struct str a, struct str b)
{
    struct decimal left = decimal_of(a), right = decimal_of(b);
    if (left.negative != right.negative)
        return left.negative ? -1 : 1;
    int order = left.whole.n != right.whole.n ? (left.whole.n > right.whole.n ? 1 : -1)
                                              : compare(left.whole, right.whole);
    if (order == 0)
        order = compare(left.part, right.part);
    return left.negative ? -order : order;
}

static bool has_several(const struct component *field)
{
    return field->type == COMPONENT_PHOTO ||
           (field->type == COMPONENT_CHOICE && field->style == CHOICE_CHECKBOXES);
}

/* How many rows a list has: [["a","b"],["c","d"]] has two. */
static int row_count(struct str json)
{
    int depth = 0, rows = 0;
    bool quoted = false;
    for (size_t i = 0; i < json.n; i++) {
        if (quoted && json.s[i] == '\\')
            i++;
        else if (json.s[i] == '"')
            quoted = !quoted;
        else if (!quoted && json.s[i] == '[')
            rows += ++depth == 2;
        else if (!quoted && json.s[i] == ']')
            depth--;
    }
    return rows;
}

/* Numbers by their size, dates and times by the calendar, what has several by how many they are. False:
 * they cannot be compared. */
static bool order(const struct component *field, struct str value, struct str with, int *out)
{
    char count[12];
    if (field->type == COMPONENT_DATE || field->type == COMPONENT_TIME) {
        *out = compare(value, with);
        return true;
    }
    if (has_several(field) || field->type == COMPONENT_LIST) {
        int n = snprintf(count, sizeof count, "%d",
                         field->type == COMPONENT_LIST ? row_count(value) : flow_value_count(value));
        value = (struct str){count, (size_t)n};
    }
    if (!flow_number_is_valid(value) || !flow_number_is_valid(with))
        return false;
    *out = flow_number_compare(value, with);
    return true;
}

static bool is(const struct component *field, struct str value, struct str with)
{
    if (field->type == COMPONENT_NUMBER && flow_number_is_valid(value) && flow_number_is_valid(with))
        return flow_number_compare(value, with) == 0;
    return str_eq_nocase(value, with);
}

static bool contains(const struct component *field, struct str value, struct str with)
{
    struct str one;
    if (has_several(field)) {
        while (flow_value_next(&value, &one)) {
            if (str_eq_nocase(one, with))
                return true;
        }
        return false;
    }
    for (size_t i = 0; with.n > 0 && i + with.n <= value.n; i++) {
        if (str_eq_nocase(str_slice(value, i, i + with.n), with))
            return true;
    }
    return false;
}

bool flow_rule_holds(const struct flow_rule *rule, const struct component *field, struct str value)
{
    static const struct component nothing = {.type = COMPONENT_TEXT};
    int way = 0;
    if (field == NULL) {
        field = &nothing;
        value = STR("");
    }
    struct str with = str_trim(rule->value);
    switch (rule->test) {
    case TEST_FILLED:
        return value.n > 0;
    case TEST_EMPTY:
        return value.n == 0;
    case TEST_IS:
        return is(field, value, with);
    case TEST_IS_NOT:
        return !is(field, value, with);
    case TEST_CONTAINS:
        return contains(field, value, with);
    case TEST_LESS:
        return value.n > 0 && order(field, value, with, &way) && way < 0;
    case TEST_MORE:
        return value.n > 0 && order(field, value, with, &way) && way > 0;
    case RULE_TEST__COUNT:
        break;
    }
    return false;
}
