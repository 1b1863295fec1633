/* The link to a draft on a real phone: its token, its QR code and the page that shows both. */
#include "backend/flow.h"
#include "base/clock.h"
#include "base/hmac.h"
#include "console/builder.h"
#include "console/preview.h"
#include "web/qr_view.h"

#include <string.h>

#define SET(name) TPL_FLOW_PREVIEW_##name
#define MAC_SIZE 16

/* What a token holds, in this order, as hexadecimal. */
struct token {
    unsigned char key_id, organisation[16], flow[16], until[8], mac[MAC_SIZE];
};

/* --- the token -------------------------------------------------------------------------------------- */

static bool sign(struct ctx *ctx, struct token *token)
{
    unsigned char hash[HASH_SIZE];
    const struct keyring *ring = keyring_current(ctx->arena, &ctx->app->keys_hash);
    const struct str parts[] = {STR("sandi flow preview\n"), str_bytes(token, offsetof(struct token, mac))};
    if (!keyed_hash(ring, token->key_id, parts, (int)COUNT_OF(parts), hash))
        return false;
    memcpy(token->mac, hash, MAC_SIZE);
    return true;
}

/* Signed by the console's own key: the server keeps nothing. */
static struct str token_make(struct ctx *ctx, const struct preview_grant *grant)
{
    struct token token = {.key_id = keyring_newest(keyring_current(ctx->arena, &ctx->app->keys_hash))};
    memcpy(token.organisation, &grant->organisation, sizeof token.organisation);
    memcpy(token.flow, &grant->flow, sizeof token.flow);
    for (size_t i = 0; i < sizeof token.until; i++)
        token.until[i] = (unsigned char)((uint64_t)grant->until >> (8 * i));
    return sign(ctx, &token) ? hex_encode(ctx->arena, (const unsigned char *)&token, sizeof token) : STR_NONE;
}

bool preview_token_open(struct ctx *ctx, struct str text, struct preview_grant *grant)
{
    struct token token, genuine;
    uint64_t until = 0;
    if (!hex_decode(text, (unsigned char *)&token, sizeof token))
        return false;
    genuine = token;
    if (!sign(ctx, &genuine) ||
        !same_secret(str_bytes(genuine.mac, MAC_SIZE), str_bytes(token.mac, MAC_SIZE)))
        return false;
    for (size_t i = 0; i < sizeof token.until; i++)
        until |= (uint64_t)token.until[i] << (8 * i);
    memcpy(&grant->organisation, token.organisation, sizeof token.organisation);
    memcpy(&grant->flow, token.flow, sizeof token.flow);
    grant->until = (int64_t)until;
    return ctx->now_us < grant->until;
}

/* --- the code ---------------------------------------------------------------------------------------- */

static void fill_code(struct ctx *ctx, struct str address, struct template_dict *body)
{
    int side;
    struct str path = qr_view_path(ctx, address, &side);
    if (path.n == 0)
        return; /* the address is there as a text, too */
    struct template_dict *code = template_section(body, SET(CODE));
    page_set(code, SET(SIDE), builder_number(ctx, side));
    page_set(code, SET(PATH), path);
}

/* --- the page ---------------------------------------------------------------------------------------- */

enum rc page_preview_link(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct builder builder = {0};
    if (!builder_open(ctx, request, response, &builder, &rc))
        return rc;
    const struct preview_grant grant = {ctx->actor.organisation, builder.flow.id,
                                        ctx->now_us + (int64_t)PREVIEW_MINUTES * 60 * SECOND_US};
    struct str root = str_from(ctx->app->config.public_url);
    while (str_ends(root, STR("/")))
        root = str_slice(root, 0, root.n - 1);
    struct str address =
        str_printf(ctx->arena, "%.*s/preview/%.*s", STR_ARG(root), STR_ARG(token_make(ctx, &grant)));
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_PREVIEW, say(ctx, "On a real phone"));
    page_set(page.body, SET(ID), uuid_text(ctx->arena, builder.flow.id));
    page_set(page.body, SET(FLOW_NAME), builder.flow.name);
    page_set(page.body, SET(ADDRESS), address);
    page_set_time(ctx, request, page.body, SET(UNTIL), grant.until);
    fill_code(ctx, address, page.body);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
