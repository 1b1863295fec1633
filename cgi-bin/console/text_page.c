/* What the pages of texts look like: phones with the messages on them, and the form beside one. */
#include "base/text.h"
#include "console/text.h"

#define EDIT(name) TPL_TEXT_EDIT_##name
#define LIST(name) TPL_TEXT_LIST_##name
#define VIEW(name) TPL_TEXT_PREVIEW_##name
#define SAMPLE_CODE "482913"
#define SAMPLE_LIFETIME 300

static const char *const LOCALES[] = {"en", "id"};

/* "English": a language in its own words. */
static const char *language_words(struct str locale)
{
    return str_eq(locale, STR("id")) ? "Bahasa Indonesia" : "English";
}

static struct str number(struct ctx *ctx, int n)
{
    return str_printf(ctx->arena, "%d", n);
}

static const char *too_long(struct ctx *ctx, const struct segments *count)
{
    int limit = count->gsm7 ? GSM7_SEGMENT : UCS2_SEGMENT;
    const struct str values[] = {number(ctx, count->segments), number(ctx, count->units), number(ctx, limit),
                                 number(ctx, count->units - limit)};
    return str_z(ctx->arena, text_fill(ctx,
                                       TEXT("It would take %1 SMS (%2 of %3 characters), but you pay for one "
                                            "message. Shorten it by %4 characters."),
                                       values, 4));
}

const char *text_fault_sentence(struct ctx *ctx, enum text_fault fault, const struct text_verdict *verdict)
{
    switch (fault) {
    case TEXT_GOOD:
        return NULL;
    case TEXT_EMPTY:
        return say(ctx, "Fill this in.");
    case TEXT_UNSEEN:
        return say(ctx, "Remove the characters that cannot be seen.");
    case TEXT_LONG:
        return say(ctx, "At most 1000 characters, please.");
    case TEXT_SUBJECT_LONG:
        return say(ctx, "At most 100 characters, please.");
    case TEXT_BRACE:
        return say(ctx, "{ and } stand only around the words of a placeholder, as in {code}.");
    case TEXT_PLACE:
        return str_z(ctx->arena, text_fill(ctx,
                                           TEXT("There is no placeholder %1. There are {code}, {minutes} "
                                                "and {organisation}."),
                                           &verdict->which, 1));
    case TEXT_CODE_MISSING:
        return say(ctx, "Put {code} where the code belongs.");
    case TEXT_CODE_TWICE:
        return say(ctx, "{code} stands in it more than once. Keep one of them.");
    case TEXT_CODE_SUBJECT:
        return say(ctx, "Take {code} out, and tick “Code in the subject” instead.");
    case TEXT_SEGMENTS:
        return too_long(ctx, &verdict->count);
    case TEXT_APP_HASH:
        return say(ctx, "11 letters, digits, + or /, as the app's developer computes them.");
    case TEXT_APP_BYTES:
        return say(ctx, "With an app's hash the SMS may have 140 bytes: Android's reader takes no more.");
    }
    return NULL;
}

/* The template's words are Meta's, in each language; only these two are known here. */
static void fill_whatsapp(struct template_dict *preview, struct str language)
{
    bool indonesian = str_eq(language, STR("id"));
    struct template_dict *view = template_section(preview, VIEW(WHATSAPP));
    page_set(view, VIEW(LOCALE), language);
    page_set_c(view, VIEW(CODE), SAMPLE_CODE);
    page_set_c(view, VIEW(TEXT),
               indonesian ? " adalah kode verifikasi Anda." : " is your verification code.");
    page_set_c(view, VIEW(FOOT),
               indonesian ? "Kode ini akan kedaluwarsa dalam 5 menit." : "This code expires in 5 minutes.");
    page_set_c(view, VIEW(BUTTON), indonesian ? "Salin kode" : "Copy code");
}

/* As the driver chooses: the language where the template is approved in it, else the sender's fallback. */
static struct str whatsapp_language(const struct message_text_sender *sender, struct str locale)
{
    struct str approved = sender->languages, language;
    while (str_split(&approved, ',', &language))
        if (str_eq_nocase(str_trim(language), locale))
            return locale;
    return sender->fallback;
}

void text_fill_preview(struct ctx *ctx, const struct request *request, struct template_dict *preview,
                       const struct message_text_list *list, const struct message_text_row *row)
{
    const struct message_text_sender *sender = &list->sender[row->channel];
    struct text_values values = {.code = STR(SAMPLE_CODE),
                                 .lifetime = SAMPLE_LIFETIME,
                                 .organisation = request->session->organisation_name,
                                 .locale = row->locale,
                                 .public_url = str_from(ctx->app->config.public_url)};
    if (row->channel == CHANNEL_WHATSAPP) {
        fill_whatsapp(preview, whatsapp_language(sender, row->locale));
    } else if (row->channel == CHANNEL_SMS) {
        struct template_dict *view = template_section(preview, VIEW(SMS));
        page_set(view, VIEW(LOCALE), row->locale);
        page_set(view, VIEW(FROM), sender->sent_as.n ? sender->sent_as : STR("SMS"));
        page_set(view, VIEW(TEXT), sms_whole(ctx->arena, &row->text, &values));
    } else {
        struct mail_words words = mail_finish(ctx->arena, &row->text, &values);
        struct template_dict *view = template_section(preview, VIEW(MAIL));
        page_set(view, VIEW(LOCALE), row->locale);
        page_set(view, VIEW(FROM), sender->sent_as);
        page_set(view, VIEW(SUBJECT), words.subject);
        page_set(view, VIEW(TEXT), words.body);
    }
}

static void fill_text(struct ctx *ctx, struct request *request, struct template_dict *channel,
                      const struct message_text_list *list, const struct message_text_row *row)
{
    struct template_dict *text = template_section(channel, LIST(TEXT));
    page_set_c(text, LIST(LANGUAGE), language_words(row->locale));
    page_set(text, LIST(LOCALE), row->locale);
    text_fill_preview(ctx, request,
                      template_include(text, LIST(PREVIEW), template_files[TEMPLATE_TEXT_PREVIEW]), list,
                      row);
    if (row->channel == CHANNEL_WHATSAPP) {
        struct template_dict *used = template_section(text, LIST(TEMPLATE));
        const struct message_text_sender *sender = &list->sender[CHANNEL_WHATSAPP];
        page_set(used, LIST(TEMPLATE_NAME), sender->template);
        page_set(used, LIST(TEMPLATE_LANGUAGE), whatsapp_language(sender, row->locale));
        return;
    }
    struct template_dict *own = template_section(text, row->changed_at ? LIST(OWN) : LIST(BUILTIN));
    if (row->changed_at) {
        page_set_time(ctx, request, own, LIST(AT), row->changed_at);
        page_set(own, LIST(BY), row->changed_by);
    }
    struct template_dict *edit = template_section(text, LIST(EDIT));
    page_set_c(edit, LIST(CHANNEL_NAME), channel_label(row->channel));
    page_set(edit, LIST(LOCALE), row->locale);
    page_set_c(edit, LIST(LANGUAGE), language_words(row->locale));
    template_show(edit, ctx->actor.role >= ROLE_ADMIN ? LIST(MAY) : LIST(MAY_NOT));
}

void text_send_list(struct ctx *ctx, struct request *request, const struct message_text_list *list,
                    struct response *response)
{
    static const enum channel CHANNELS_SHOWN[] = {CHANNEL_SMS, CHANNEL_EMAIL, CHANNEL_WHATSAPP};
    static const char *const NOTES[CHANNEL__COUNT] = {
        [CHANNEL_SMS] = TEXT("Fits into one SMS, so that it costs one message."),
        [CHANNEL_EMAIL] = TEXT("Goes out as plain text and as HTML made from it."),
        [CHANNEL_WHATSAPP] = TEXT("Meta fixes these words with the template that it approved. They cannot be "
                                  "changed here."),
    };
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TEXT_LIST, say(ctx, "Texts"));
    for (size_t c = 0; c < COUNT_OF(CHANNELS_SHOWN); c++) {
        enum channel channel = CHANNELS_SHOWN[c];
        struct template_dict *section = template_section(page.body, LIST(CHANNEL));
        page_set_c(section, LIST(CHANNEL_NAME), channel_label(channel));
        page_set_c(section, LIST(LABEL), say(ctx, channel_words(channel)));
        page_set_c(section, LIST(NOTE), say(ctx, NOTES[channel]));
        for (size_t i = 0; i < COUNT_OF(LOCALES); i++) {
            struct message_text_row row = text_of(list, channel, str_from(LOCALES[i]));
            fill_text(ctx, request, section, list, &row);
        }
    }
    page_send(ctx, &page, 200, response);
}

/* The formats of the count, for the script too: %1 used, %2 of, %3 left or SMS, %4 too many. */
static void fill_count(struct ctx *ctx, const struct text_editor *editor, struct template_dict *sms)
{
    const char *fits = TEXT("%1 of %2 characters, %3 left. One SMS: costs one message.");
    const char *odd = TEXT("“%1” is not in the alphabet of SMS, so that only 70 characters fit.");
    const struct segments *count = &editor->verdict.count;
    int limit = count->gsm7 ? GSM7_SEGMENT : UCS2_SEGMENT;
    const struct str values[] = {number(ctx, count->units), number(ctx, limit),
                                 number(ctx, limit - count->units)};
    page_set_c(sms, EDIT(FORMAT_FITS), say(ctx, fits));
    page_set_c(sms, EDIT(FORMAT_ODD), say(ctx, odd));
    page_set_c(
        sms, EDIT(FORMAT_OVER),
        say(ctx, "%1 of %2 characters, %4 too many. It would take %3 SMS, but you pay for one message."));
    if (count->segments == 1)
        page_set(sms, EDIT(COUNT), text_fill(ctx, fits, values, 3));
    else if (count->segments)
        page_set_c(sms, EDIT(COUNT), too_long(ctx, count));
    if (count->odd.n)
        page_set(sms, EDIT(ODD), text_fill(ctx, odd, &count->odd, 1));
}

static void fill_sms(struct ctx *ctx, const struct request *request, const struct text_editor *editor,
                     struct template_dict *body)
{
    static const char *const CHOSEN[] = {[ENDING_SITE] = EDIT(SITE_CHOSEN),
                                         [ENDING_APP] = EDIT(APP_CHOSEN),
                                         [ENDING_NONE] = EDIT(NONE_CHOSEN)};
    struct str host = text_host(str_from(ctx->app->config.public_url));
    struct template_dict *sms = template_section(body, EDIT(SMS));
    page_set(sms, EDIT(HOST), host);
    page_set(sms, EDIT(ORGANISATION), request->session->organisation_name);
    template_show(sms, CHOSEN[editor->row.text.ending]);
    template_show(sms, host.n ? EDIT(HOST_KNOWN) : EDIT(HOST_NONE));
    fill_count(ctx, editor, sms);
    if (ctx->actor.role >= ROLE_ADMIN)
        template_show(sms, EDIT(RATES));
}

static void fill_fields(struct ctx *ctx, const struct text_editor *editor, struct template_dict *body)
{
    const struct message_text *text = &editor->row.text;
    if (editor->form) {
        form_fill(ctx, editor->form, body);
    } else {
        page_set(body, EDIT(BODY_VALUE), text->body);
        page_set(body, EDIT(SUBJECT_VALUE), text->subject);
        page_set(body, EDIT(APP_HASH_VALUE), text->app_hash);
        if (text->subject_code)
            template_show(body, EDIT(SUBJECT_CODE_CHECKED));
    }
    page_set(body, EDIT(SEEN), str_printf(ctx->arena, "%lld", (long long)editor->row.changed_at));
    page_set(body, EDIT(LOCALE), editor->row.locale);
}

void text_send_editor(struct ctx *ctx, struct request *request, const struct text_editor *editor,
                      struct response *response)
{
    const struct message_text_row *row = &editor->row;
    struct str names[] = {str_from(say(ctx, channel_words(row->channel))),
                          str_from(language_words(row->locale))};
    struct str title = str_printf(ctx->arena, "%.*s · %.*s", STR_ARG(names[0]), STR_ARG(names[1]));
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TEXT_EDIT, str_z(ctx->arena, title));
    bool admin = ctx->actor.role >= ROLE_ADMIN;
    page_set(page.body, EDIT(TITLE), title);
    page_set_c(page.body, EDIT(CHANNEL_NAME), channel_label(row->channel));
    page_set(page.body, EDIT(ORGANISATION), request->session->organisation_name);
    struct str sent_as = editor->list->sender[row->channel].sent_as;
    page_set(page.body, EDIT(CONTACT), row->channel == CHANNEL_SMS && sent_as.n ? sent_as : names[0]);
    fill_fields(ctx, editor, page.body);
    if (row->channel == CHANNEL_SMS)
        fill_sms(ctx, request, editor, page.body);
    else
        template_show(page.body, EDIT(MAIL));
    template_show(page.body, admin ? EDIT(SAVE) : EDIT(READ_ONLY));
    if (!admin)
        template_show(page.body, EDIT(LOCKED));
    if (admin && editor->own)
        template_show(page.body, EDIT(RESET));
    text_fill_preview(ctx, request,
                      template_include(page.body, EDIT(PREVIEW), template_files[TEMPLATE_TEXT_PREVIEW]),
                      editor->list, row);
    page_send(ctx, &page, editor->status, response);
}
