/* An organisation's texts: all of them, one in the editor, and its changes. */
#include "console/text.h"

#include "base/text.h"

#define BODY_BYTES 8000

struct typed {
    struct str subject, body, ending, app_hash;
    int64_t seen;
    bool subject_code;
};

enum { SEEN, SUBJECT, SUBJECT_CODE, BODY, ENDING, APP_HASH };
static const struct field FIELDS[] = {
    [SEEN] = {"seen", TEXT("Version"), FIELD_INTEGER, false, 0, INT64_MAX, offsetof(struct typed, seen)},
    [SUBJECT] = {"subject", TEXT("Subject"), FIELD_TEXT, false, 0, BODY_BYTES,
                 offsetof(struct typed, subject)},
    [SUBJECT_CODE] = {"subject_code", TEXT("Code in the subject"), FIELD_CHECK, false, 0, 0,
                      offsetof(struct typed, subject_code)},
    [BODY] = {"body", TEXT("Text"), FIELD_LINES, false, 0, BODY_BYTES, offsetof(struct typed, body)},
    [ENDING] = {"ending", TEXT("Last line"), FIELD_TEXT, false, 0, 10, offsetof(struct typed, ending)},
    [APP_HASH] = {"app_hash", TEXT("The app's hash"), FIELD_TEXT, false, 0, 100,
                  offsetof(struct typed, app_hash)},
};

struct message_text_row text_of(const struct message_text_list *list, enum channel channel, struct str locale)
{
    for (int i = 0; i < list->n; i++)
        if (list->row[i].channel == channel && str_eq(list->row[i].locale, locale))
            return list->row[i];
    return (struct message_text_row){
        .channel = channel, .locale = locale, .text = *text_builtin(channel, locale)};
}

enum rc page_text_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct message_text_list list;
    enum rc rc = message_text_list(ctx, &list);
    if (rc == RC_OK)
        text_send_list(ctx, request, &list, response);
    return rc;
}

static struct text_verdict check(struct ctx *ctx, const struct request *request,
                                 const struct message_text_row *row)
{
    struct text_values longest =
        text_longest(request->session->organisation_name, row->locale, str_from(ctx->app->config.public_url));
    return text_check(ctx->arena, row->channel, &row->text, &longest);
}

/* The text that the path names. False: answered already, or a fault in *rc. */
static bool open_text(struct ctx *ctx, struct request *request, struct response *response,
                      struct text_editor *editor, enum rc *rc)
{
    struct message_text_list *list = ARENA_NEW(ctx->arena, struct message_text_list);
    enum channel channel;
    struct str locale = request->capture[1];
    *rc = RC_OK;
    if (!channel_parse(request->capture[0], &channel) || channel == CHANNEL_WHATSAPP ||
        !str_eq(text_language(locale), locale)) {
        page_error(ctx, request, 404, response);
        return false;
    }
    *rc = message_text_list(ctx, list);
    *editor = (struct text_editor){.list = list, .row = text_of(list, channel, locale), .status = 200};
    editor->own = editor->row.changed_at > 0;
    return *rc == RC_OK;
}

enum rc page_text_edit(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct text_editor editor;
    if (!open_text(ctx, request, response, &editor, &rc))
        return rc;
    editor.verdict = check(ctx, request, &editor.row);
    text_send_editor(ctx, request, &editor, response);
    return RC_OK;
}

/* What the channel does not have is left out. */
static struct message_text text_typed(struct ctx *ctx, enum channel channel, const struct form *form,
                                      const struct typed *typed)
{
    struct message_text text = {.body = text_normal(ctx->arena, form->typed[BODY])};
    if (channel == CHANNEL_EMAIL) {
        text.subject = str_trim(form->typed[SUBJECT]);
        text.subject_code = typed->subject_code;
    } else if (text_ending_parse(typed->ending, &text.ending) && text.ending == ENDING_APP) {
        text.app_hash = typed->app_hash;
    }
    return text;
}

static void add_errors(struct ctx *ctx, const struct text_verdict *verdict, struct form *form)
{
    const struct {
        const char *field;
        enum text_fault fault;
    } faults[] = {{"subject", verdict->subject}, {"body", verdict->body}, {"app_hash", verdict->app_hash}};
    for (size_t i = 0; i < COUNT_OF(faults); i++)
        if (faults[i].fault)
            form_error(form, faults[i].field, text_fault_sentence(ctx, faults[i].fault, verdict));
}

static enum rc go_back(struct ctx *ctx, struct response *response, const char *kind, const char *sentence)
{
    page_flash(ctx, response, kind, str_from(sentence));
    response_redirect(response, "/settings/texts");
    return RC_OK;
}

/* Somebody else was quicker: the newest is what the next change is made from, and what was typed stays. */
static enum rc answer_stale(struct ctx *ctx, struct request *request, struct response *response,
                            struct text_editor *editor, struct form *form)
{
    struct text_editor newest;
    enum rc rc;
    if (!open_text(ctx, request, response, &newest, &rc))
        return rc;
    editor->list = newest.list;
    editor->own = newest.own;
    editor->row.changed_at = newest.row.changed_at;
    editor->status = 409;
    form_error(
        form, NULL,
        say(ctx, "Somebody changed this text meanwhile. Yours is still below; saving it replaces theirs."));
    text_send_editor(ctx, request, editor, response);
    return RC_OK;
}

static bool is_same(const struct message_text *a, const struct message_text *b)
{
    return str_eq(a->body, b->body) && str_eq(a->subject, b->subject) && a->subject_code == b->subject_code &&
           a->ending == b->ending && str_eq(a->app_hash, b->app_hash);
}

static enum rc save(struct ctx *ctx, struct request *request, struct response *response,
                    struct text_editor *editor, struct form *form)
{
    struct message_text_row stored = text_of(editor->list, editor->row.channel, editor->row.locale);
    bool done;
    if (editor->row.changed_at == stored.changed_at && is_same(&stored.text, &editor->row.text))
        return go_back(ctx, response, "info", say(ctx, "Nothing was changed."));
    enum rc rc = message_text_save(ctx, &editor->row, editor->row.changed_at, &done);
    if (rc != RC_OK)
        return rc;
    if (!done)
        return answer_stale(ctx, request, response, editor, form);
    return go_back(ctx, response, "success", say(ctx, "Saved. Messages carry this text from now on."));
}

enum rc page_text_change(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(FIELDS);
    struct typed typed = {0};
    struct text_editor editor;
    struct str button = request_form(ctx, request, "do");
    enum rc rc;
    bool done;
    if (!open_text(ctx, request, response, &editor, &rc))
        return rc;
    bool good = form_read(ctx, request, &form, &typed);
    editor.form = &form;
    editor.row.changed_at = typed.seen;
    if (str_eq(button, STR("reset"))) {
        rc = message_text_reset(ctx, &editor.row, typed.seen, &done);
        return rc != RC_OK ? rc
               : done      ? go_back(ctx, response, "success", say(ctx, "The built-in text goes out again."))
                           : go_back(ctx, response, "info",
                                     say(ctx, "Nothing was changed: somebody changed this text meanwhile."));
    }
    editor.row.text = text_typed(ctx, editor.row.channel, &form, &typed);
    editor.verdict = check(ctx, request, &editor.row);
    add_errors(ctx, &editor.verdict, &form);
    if (good && text_is_good(&editor.verdict) && str_eq(button, STR("save")))
        return save(ctx, request, response, &editor, &form);
    editor.status = good && text_is_good(&editor.verdict) ? 200 : 422;
    text_send_editor(ctx, request, &editor, response);
    return RC_OK;
}
