/* Reads senders. Sealed secrets that no key of ours opens are left out. */
#include "backend/sender.h"

#include <jansson.h>

#include "backend/scope.h"
#include "backend/sender_secret.h"

static void add(struct ctx *ctx, struct sender_row *row, const char *key, struct str value)
{
    if (row->n_pairs == SENDER_PAIRS_MAX)
        return;
    row->pairs[row->n_pairs].key = str_copy(ctx->arena, str_from(key));
    row->pairs[row->n_pairs].value = str_from(str_z(ctx->arena, value));
    row->n_pairs++;
}

struct str sender_row_value(const struct sender_row *row, const char *key)
{
    for (int i = 0; i < row->n_pairs; i++)
        if (str_eq(row->pairs[i].key, str_from(key)))
            return row->pairs[i].value;
    return STR_NONE;
}

void sender_settings_read(struct ctx *ctx, struct sender_row *row, struct str text)
{
    const char *key;
    json_t *value, *settings = json_loadb(text.s, text.n, 0, NULL);
    json_object_foreach(settings, key, value)
    {
        if (json_is_string(value))
            add(ctx, row, key, (struct str){json_string_value(value), json_string_length(value)});
        else if (json_is_integer(value))
            add(ctx, row, key, str_printf(ctx->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value)));
        else if (json_is_boolean(value))
            add(ctx, row, key, json_is_true(value) ? STR("true") : STR("false"));
    }
    json_decref(settings);
}

static void add_secrets(struct ctx *ctx, struct sender_row *row, struct str text)
{
    const char *key;
    json_t *value, *secrets = json_loadb(text.s, text.n, 0, NULL);
    json_object_foreach(secrets, key, value)
    {
        struct secret plain = {.n = 0};
        const struct keyring *ring;
        const json_t *hex = json_object_get(value, "sealed");
        const struct sealed sealed = {.sender = row->id,
                                      .name = key,
                                      .key_id = json_integer_value(json_object_get(value, "key_id")),
                                      .hex = {json_string_value(hex), json_string_length(hex)}};
        if (sender_secret_open(ctx, &sealed, &plain, &ring))
            add(ctx, row, key, str_bytes(plain.s, plain.n));
        secret_wipe(&plain);
    }
    json_decref(secrets);
}

static void read_row(struct ctx *ctx, const struct db_rows *rows, int i, struct sender_row *row)
{
    *row = (struct sender_row){.id = db_get_uuid(rows, i, 0),
                               .name = db_get_text(rows, i, 1),
                               .driver = db_get_text(rows, i, 2),
                               .version = db_get_i64(rows, i, 5)};
    sender_settings_read(ctx, row, db_get_text(rows, i, 3));
    add_secrets(ctx, row, db_get_text(rows, i, 4));
}

enum rc sender_list(struct ctx *ctx, struct sender_row **out, int *n)
{
    struct db_query query = {.id = QUERY_SENDER_LIST, .args.arena = ctx->arena};
    *n = 0;
    enum rc rc = program_run(ctx, &query);
    if (rc)
        return rc;
    *out = ARENA_ARRAY(ctx->arena, struct sender_row, (size_t)query.rows.n + 1);
    for (int i = 0; i < query.rows.n; i++)
        read_row(ctx, &query.rows, i, &(*out)[i]);
    *n = query.rows.n;
    return RC_OK;
}

enum rc sender_find(struct ctx *ctx, struct str name, struct sender_row **row)
{
    struct db_query query = {.id = QUERY_SENDER_FIND, .args.arena = ctx->arena};
    *row = NULL;
    db_text(&query.args, name);
    enum rc rc = program_run(ctx, &query);
    if (rc || !query.rows.n)
        return rc;
    *row = ARENA_NEW(ctx->arena, struct sender_row);
    read_row(ctx, &query.rows, 0, *row);
    return RC_OK;
}

enum rc sender_stamp(struct ctx *ctx, int64_t *stamp)
{
    struct db_query query = {.id = QUERY_SENDER_STAMP, .args.arena = ctx->arena};
    enum rc rc = program_run(ctx, &query);
    if (!rc)
        *stamp = db_get_i64(&query.rows, 0, 0);
    return rc;
}
