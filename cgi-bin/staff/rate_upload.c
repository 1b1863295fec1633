/*
 * Files of rates. A file is kept first and changes nothing; its page says what it would change, and what is
 * wrong with it by line; only then is it applied, for a moment to come, with a reason, and with the count
 * typed of what cuts deep.
 */
#include "base/clock.h"
#include "base/hmac.h"
#include "base/text.h"
#include "staff/rate_card.h"
#include "web/page.h"

#define SHOW(name) TPL_RATE_CARD_UPLOAD_##name
#define CHANGES_SHOWN 600
#define APPLY_SOON (11 * SECOND_US)

struct upload_input {
    struct str format, channel, factor, text;
};
enum { UPLOAD_FORMAT, UPLOAD_CHANNEL, UPLOAD_FACTOR, UPLOAD_TEXT };
static const struct field UPLOAD_FIELDS[] = {
    [UPLOAD_FORMAT] = {"format", TEXT("Format"), FIELD_TEXT, true, 1, 20,
                       offsetof(struct upload_input, format)},
    [UPLOAD_CHANNEL] = {"channel", TEXT("Channel"), FIELD_TEXT, true, 1, 20,
                        offsetof(struct upload_input, channel)},
    [UPLOAD_FACTOR] = {"factor", TEXT("Credits for one unit of the file's money"), FIELD_TEXT, true, 1, 20,
                       offsetof(struct upload_input, factor)},
    [UPLOAD_TEXT] = {"text", TEXT("Or paste its text"), FIELD_LINES, false, 0, (int64_t)DECK_BYTES_MAX,
                     offsetof(struct upload_input, text)},
};

/* The chosen file, or the pasted text; false (told) where there is neither. */
static bool read_content(struct ctx *ctx, const struct request *request, const struct upload_input *input,
                         struct form *form, struct rate_upload *out)
{
    out->content = STR_NONE;
    bool chosen = request_file(request, "file", &out->file_name, &out->content) && out->content.n > 0;
    out->file_name = chosen && str_is_plain(out->file_name, "") ? str_head(out->file_name, 255) : STR_NONE;
    if (!chosen)
        out->content = input->text;
    if (out->content.n == 0)
        form_error(form, "text", say(ctx, "Choose a file, or paste its text."));
    else if (out->content.n > DECK_BYTES_MAX)
        form_error(form, "text", say(ctx, "The file is larger than 4 MB."));
    return out->content.n > 0 && out->content.n <= DECK_BYTES_MAX;
}

static bool read_upload(struct ctx *ctx, const struct request *request, struct form *form,
                        struct rate_upload *out)
{
    struct upload_input input = {0};
    if (!form_read(ctx, request, form, &input))
        return false;
    if (!deck_format_parse(input.format, &out->format))
        form_error(form, "format", say(ctx, "Choose one of the list."));
    if (!channel_parse(input.channel, &out->channel) || out->channel == CHANNEL_EMAIL)
        form_error(form, "channel", say(ctx, "Choose one of the list."));
    if (!deck_factor_parse(input.factor, &out->factor))
        form_error(form, "factor",
                   say(ctx, "Write a number above 0 such as 200 or 0.005, with at most six decimals."));
    return read_content(ctx, request, &input, form, out) && form->n_errors == 0;
}

enum rc page_rate_upload_save(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct rate_card_shown shown;
    struct form form = FORM(UPLOAD_FIELDS);
    struct rate_upload upload = {.id = uuid_v7(ctx->now_us)};
    enum change change;
    if (!rate_card_open(ctx, request, response, &shown, &rc))
        return rc;
    shown.upload = &form;
    if (!read_upload(ctx, request, &form, &upload))
        return rate_card_show(ctx, request, &shown, response);
    rc = rate_upload_save(ctx, shown.card->id, &upload, &change);
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        page_error(ctx, request, change == CHANGE_FORBIDDEN ? 403 : 404, response);
        return RC_OK;
    }
    response_redirect(response, RATE_CARD_BASE "/%.*s/uploads/%.*s",
                      STR_ARG(uuid_text(ctx->arena, shown.card->id)),
                      STR_ARG(uuid_text(ctx->arena, upload.id)));
    return RC_OK;
}

/* --- what it would change ----------------------------------------------------------------------------- */

struct apply_input {
    struct str from, note;
    int64_t sharp;
};
enum { APPLY_FROM, APPLY_NOTE, APPLY_SHARP };
static const struct field APPLY_FIELDS[] = {
    [APPLY_FROM] = {"from", TEXT("Effective from (UTC)"), FIELD_TEXT, false, 0, 20,
                    offsetof(struct apply_input, from)},
    [APPLY_NOTE] = {"note", TEXT("Note"), FIELD_TEXT, true, 1, 500, offsetof(struct apply_input, note)},
    [APPLY_SHARP] = {"sharp", TEXT("How many must be looked at"), FIELD_INTEGER, false, 0, 100000,
                     offsetof(struct apply_input, sharp)},
};

/* One file with what it says. */
struct opened {
    struct uuid card;
    struct rate_upload upload;
    struct deck deck;
};

/* The file of the path. False: answered already, or a fault in *rc. */
static bool open_upload(struct ctx *ctx, struct request *request, struct response *response,
                        struct opened *out, enum rc *rc)
{
    struct uuid id;
    bool found = false;
    *rc = RC_OK;
    if (request_uuid(request, 0, &out->card) && request_uuid(request, 1, &id))
        *rc = rate_upload_get(ctx, out->card, id, &out->upload, &found);
    if (*rc == RC_OK && !found)
        page_error(ctx, request, 404, response);
    return *rc == RC_OK && found;
}

static void read_file(struct ctx *ctx, struct opened *opened)
{
    struct deck_order order = {.format = opened->upload.format,
                               .channel = opened->upload.channel,
                               .factor = opened->upload.factor,
                               .text = opened->upload.content};
    deck_read(ctx, &order, &opened->deck);
}

static const char *class_words(struct ctx *ctx, enum rate_class class)
{
    static const char *const words[RATE__COUNT] = {
        [RATE_REMOVED] = TEXT("removed"), [RATE_REFUSED] = TEXT("refused"), [RATE_UP] = TEXT("up"),
        [RATE_DOWN] = TEXT("down"),       [RATE_NEW] = TEXT("new"),         [RATE_SAME] = TEXT("same"),
    };
    return say(ctx, words[class]);
}

static void fill_counts(struct ctx *ctx, const struct rate_diff *diff, const struct deck *deck,
                        struct template_dict *body)
{
    for (int i = RATE__COUNT - 1; i >= 0; i--) {
        struct template_dict *count = template_section(body, SHOW(CLASS_COUNT));
        page_set_c(count, SHOW(LABEL), class_words(ctx, (enum rate_class)i));
        page_set_i64(ctx, count, SHOW(N), diff->count[i]);
    }
    struct template_dict *faults = template_section(body, SHOW(CLASS_COUNT));
    page_set_c(faults, SHOW(LABEL), say(ctx, "errors"));
    page_set_i64(ctx, faults, SHOW(N), deck->n_faults);
    if (diff->biggest)
        page_set_credits(ctx, template_section(body, SHOW(BIGGEST)), SHOW(PERCENT),
                         (struct credits){diff->biggest * 100});
    if (deck->merged)
        page_set(template_section(body, SHOW(MERGED)), SHOW(WORDS),
                 text_count(ctx, "%s line of a network or sender went into its country's highest price.",
                            "%s lines of networks or senders went into their countries' highest prices.",
                            deck->merged));
}

static void fill_faults(struct ctx *ctx, const struct deck *deck, struct template_dict *body)
{
    if (!deck->n_faults)
        return;
    struct template_dict *list = template_section(body, SHOW(FAULTS));
    for (int i = 0; i < deck->n_faults && i < DECK_FAULTS_MAX; i++) {
        struct template_dict *row = template_section(list, SHOW(FAULT));
        page_set(row, SHOW(LINE), str_printf(ctx->arena, "%d", deck->fault[i].line));
        page_set(row, SHOW(WORDS), text_fill(ctx, deck->fault[i].words, &deck->fault[i].value, 1));
    }
    if (deck->n_faults > DECK_FAULTS_MAX)
        page_set(template_section(list, SHOW(MORE)), SHOW(WORDS),
                 text_count(ctx, "and %s more", "and %s more", deck->n_faults - DECK_FAULTS_MAX));
}

static void fill_change(struct ctx *ctx, const struct rate_change *change, struct template_dict *rows)
{
    static const char *const kinds[RATE__COUNT] = {
        [RATE_REMOVED] = "bad", [RATE_REFUSED] = "bad", [RATE_UP] = "wait",
        [RATE_DOWN] = "info",   [RATE_NEW] = "ok",      [RATE_SAME] = ""};
    struct template_dict *row = template_section(rows, SHOW(ROW));
    page_set_c(row, SHOW(CHANNEL), say(ctx, channel_words(change->channel)));
    if (change->country.n)
        page_set_country(ctx, row, SHOW(COUNTRY), change->country);
    else
        page_set_c(row, SHOW(COUNTRY), say(ctx, "everywhere"));
    page_set_c(row, SHOW(CLASS), class_words(ctx, change->class));
    page_set_c(row, SHOW(KIND), kinds[change->class]);
    if (change->had)
        page_set_credits(ctx, row, SHOW(BEFORE), change->before);
    if (change->has)
        page_set_credits(ctx, row, SHOW(AFTER), change->price);
    if (change->had && change->has && change->before.thousandths)
        page_set_credits(ctx, template_section(row, SHOW(BY_PERCENT)), SHOW(PERCENT),
                         (struct credits){(change->price.thousandths - change->before.thousandths) * 1000 /
                                          change->before.thousandths * 100});
    if (change->sharp)
        template_show(row, SHOW(SHARP));
}

static void fill_changes(struct ctx *ctx, const struct rate_diff *diff, struct template_dict *body)
{
    int changed = diff->n - diff->count[RATE_SAME];
    if (changed == 0)
        return;
    struct template_dict *rows = template_section(body, SHOW(ROWS));
    for (int i = 0; i < changed && i < CHANGES_SHOWN; i++)
        fill_change(ctx, &diff->change[i], rows);
    if (changed > CHANGES_SHOWN)
        page_set(template_section(rows, SHOW(MORE)), SHOW(WORDS),
                 text_count(ctx, "and %s more", "and %s more", changed - CHANGES_SHOWN));
}

static void fill_facts(struct ctx *ctx, const struct request *request, const struct opened *opened,
                       struct template_dict *body)
{
    const struct rate_upload *upload = &opened->upload;
    page_set(body, SHOW(CARD_ID), uuid_text(ctx->arena, opened->card));
    page_set(body, SHOW(ID), uuid_text(ctx->arena, upload->id));
    page_set(body, SHOW(CARD), upload->card_name);
    page_set(body, SHOW(FILE_NAME),
             upload->file_name.n ? upload->file_name : str_from(say(ctx, "pasted text")));
    page_set_c(body, SHOW(FORMAT), say(ctx, deck_format_words(upload->format)));
    page_set(body, SHOW(FACTOR), credits_text(ctx->arena, (struct credits){upload->factor / 1000}));
    page_set(body, SHOW(SHA256),
             hex_encode(ctx->arena, (const unsigned char *)upload->sha256.s, upload->sha256.n));
    page_set_time(ctx, request, body, SHOW(AT), upload->created_at);
    page_set(body, SHOW(BY), upload->created_by);
    if (upload->again)
        template_show(body, SHOW(AGAIN_OF));
    if (!upload->applied_at)
        return;
    struct template_dict *applied = template_section(body, SHOW(APPLIED));
    page_set_time(ctx, request, applied, SHOW(APPLIED_AT), upload->applied_at);
    page_set_time(ctx, request, applied, SHOW(FROM), upload->effective_from);
    page_set(applied, SHOW(NOTE), upload->note);
    page_set(applied, SHOW(CHANGES), text_count(ctx, "%s rate", "%s rates", upload->changes));
    if (ctx->actor.staff == STAFF_OPERATOR)
        template_show(applied, SHOW(REPEAT));
}

/* The page, compared with the card as it will be at a moment; form: as typed and refused, or NULL. */
struct shown {
    const struct opened *opened;
    int64_t at;
    const struct form *form;
};

static enum rc show_upload(struct ctx *ctx, struct request *request, const struct shown *shown,
                           struct response *response)
{
    const struct opened *opened = shown->opened;
    struct rate_diff diff = {0};
    enum rc rc = RC_OK;
    if (!opened->upload.applied_at)
        rc = rate_diff(ctx, opened->card, shown->at, &opened->deck, &diff);
    if (rc != RC_OK)
        return rc;
    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_RATE_CARD_UPLOAD, say(ctx, "File of rates"));
    fill_facts(ctx, request, opened, page.body);
    if (!opened->upload.applied_at) {
        struct template_dict *plan = template_section(page.body, SHOW(PLAN));
        int changed = diff.n - diff.count[RATE_SAME];
        fill_counts(ctx, &diff, &opened->deck, plan);
        fill_faults(ctx, &opened->deck, plan);
        fill_changes(ctx, &diff, plan);
        if (changed == 0 && !opened->deck.n_faults)
            template_show(plan, SHOW(NOTHING));
        if (changed && !opened->deck.n_faults && ctx->actor.staff == STAFF_OPERATOR) {
            struct template_dict *apply = template_section(plan, SHOW(APPLY));
            page_set(apply, SHOW(CHANGES), text_count(ctx, "Apply %s rate", "Apply %s rates", changed));
            if (diff.sharp)
                page_set_i64(ctx, template_section(apply, SHOW(CONFIRM)), SHOW(SHARP_COUNT), diff.sharp);
        }
        if (shown->form)
            form_fill(ctx, shown->form, page.body);
    }
    page_send(ctx, &page, shown->form ? 422 : 200, response);
    return RC_OK;
}

enum rc page_rate_upload(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct opened opened = {0};
    if (!open_upload(ctx, request, response, &opened, &rc))
        return rc;
    read_file(ctx, &opened);
    return show_upload(ctx, request, &(struct shown){&opened, ctx->now_us + APPLY_SOON, NULL}, response);
}

/* --- applying ----------------------------------------------------------------------------------------- */

static const char *refusal_of(struct ctx *ctx, enum apply_result result, const char **field)
{
    *field = "from";
    switch (result) {
    case APPLY_TOO_EARLY:
        return say(ctx, "The moment must be to come, by ten seconds at least.");
    case APPLY_TAKEN:
        return say(ctx, "The card has rates of this very moment already. Choose another one.");
    case APPLY_UNCONFIRMED:
        *field = "sharp";
        return say(ctx, "Type the number of rates that are removed, refused or change by more than half.");
    case APPLY_APPLIED:
        return say(ctx, "This file has been applied already.");
    case APPLY_DONE:
    case APPLY_FORBIDDEN:
    case APPLY_NOT_FOUND:
        break;
    }
    return NULL;
}

enum rc page_rate_upload_apply(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct opened opened = {0};
    struct form form = FORM(APPLY_FIELDS);
    struct apply_input input = {0};
    struct rate_apply apply = {0};
    enum apply_result result;
    int64_t changes;
    const char *field;
    if (!open_upload(ctx, request, response, &opened, &rc))
        return rc;
    read_file(ctx, &opened);
    bool good = form_read(ctx, request, &form, &input);
    if (input.from.n && !clock_minute_parse(input.from, &apply.from))
        form_error(&form, "from", say(ctx, "Write a day and a time as 2027-01-31T08:00, or nothing."));
    int64_t at = apply.from > ctx->now_us ? apply.from : ctx->now_us + APPLY_SOON;
    struct shown shown = {&opened, at, &form};
    if (!good || form.n_errors || opened.deck.n_faults)
        return show_upload(ctx, request, &shown, response);
    apply = (struct rate_apply){opened.card, opened.upload.id, apply.from, input.note, input.sharp};
    rc = rate_upload_apply(ctx, &apply, &opened.deck, &result, &changes);
    if (rc != RC_OK)
        return rc;
    if (result == APPLY_FORBIDDEN || result == APPLY_NOT_FOUND) {
        page_error(ctx, request, result == APPLY_FORBIDDEN ? 403 : 404, response);
        return RC_OK;
    }
    if (result != APPLY_DONE) {
        const char *words = refusal_of(ctx, result, &field);
        form_error(&form, field, words);
        return show_upload(ctx, request, &shown, response);
    }
    page_flash(ctx, response, "success",
               text_count(ctx, "%s rate was written.", "%s rates were written.", changes));
    response_redirect(response, RATE_CARD_BASE "/%.*s", STR_ARG(uuid_text(ctx->arena, opened.card)));
    return RC_OK;
}

enum rc page_rate_upload_again(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid card, of, id = uuid_v7(ctx->now_us);
    enum change change = CHANGE_NOT_FOUND;
    if (request_uuid(request, 0, &card) && request_uuid(request, 1, &of)) {
        enum rc rc = rate_upload_again(ctx, card, of, id, &change);
        if (rc != RC_OK)
            return rc;
    }
    if (change != CHANGE_DONE) {
        page_error(ctx, request, change == CHANGE_FORBIDDEN ? 403 : 404, response);
        return RC_OK;
    }
    response_redirect(response, RATE_CARD_BASE "/%.*s/uploads/%.*s", STR_ARG(uuid_text(ctx->arena, card)),
                      STR_ARG(uuid_text(ctx->arena, id)));
    return RC_OK;
}

enum rc page_rate_upload_file(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct opened opened = {0};
    if (!open_upload(ctx, request, response, &opened, &rc))
        return rc;
    response->body = buf_new(ctx->arena, DECK_BYTES_MAX + 1);
    buf_put(&response->body, opened.upload.content);
    response->type = "application/octet-stream";
    response_header(response, "Content-Disposition", STR("attachment; filename=\"rates.csv\""));
    return RC_OK;
}
