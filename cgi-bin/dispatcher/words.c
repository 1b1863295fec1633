/* What a recipient reads, finished for the drivers, which only copy it. */
#include "dispatcher/words.h"

#include "channels/text.h"
#include "web/templates.h"

#define HTML_MAX ((size_t)192 * 1024)

static void append(void *cookie, const char *s, size_t n)
{
    buf_put(cookie, (struct str){s, n});
}

static void set(struct template_dict *dict, const char *name, struct str value)
{
    template_set(dict, name, value.n ? value.s : "", value.n);
}

/* One line of the text, from..to; the code in it stands out. */
static void put_line(struct template_dict *paragraph, const struct mail_words *words, struct str code,
                     size_t from, size_t to)
{
    struct template_dict *line = template_section(paragraph, TPL_MAIL_CODE_LINE);
    bool coded = words->code_at >= from && words->code_at < to;
    size_t end = coded ? words->code_at : to;
    set(line, TPL_MAIL_CODE_BEFORE, str_slice(words->body, from, end));
    if (!coded)
        return;
    set(template_section(line, TPL_MAIL_CODE_CODED), TPL_MAIL_CODE_CODE, code);
    set(line, TPL_MAIL_CODE_AFTER, str_slice(words->body, end + code.n, to));
}

static void put_paragraphs(struct template_dict *dict, const struct mail_words *words, struct str code)
{
    struct template_dict *paragraph = NULL;
    for (size_t from = 0, to; from < words->body.n; from = to + 1) {
        to = str_index(words->body, '\n', from);
        if (to == from) {
            paragraph = NULL;
            continue;
        }
        if (!paragraph)
            paragraph = template_section(dict, TPL_MAIL_CODE_PARAGRAPH);
        put_line(paragraph, words, code, from, to);
    }
}

/* STR_NONE (a plain text mail) when the templates are not there. */
static struct str mail_html(const struct dispatcher *d, const struct mail_words *words,
                            const struct outgoing *message, struct arena *arena)
{
    struct str language = text_language(message->locale);
    const struct template_cache *cache = d->templates[str_eq(language, STR("id"))];
    if (!cache)
        return STR_NONE;
    struct template_dict *dict = template_dict_new("mail");
    set(dict, TPL_MAIL_CODE_LANGUAGE, language);
    set(dict, TPL_MAIL_CODE_SUBJECT, words->title);
    put_paragraphs(dict, words, message->code);
    struct buf html = buf_new(arena, HTML_MAX);
    bool done = template_expand(cache, template_files[TEMPLATE_MAIL_CODE], dict, append, &html);
    template_dict_free(dict);
    return done && !html.broken ? buf_str(&html) : STR_NONE;
}

void words_fill(const struct dispatcher *d, const struct message_due *due, struct outgoing *message,
                struct arena *arena)
{
    enum channel channel;
    struct text_values values = {.code = message->code,
                                 .lifetime = message->lifetime,
                                 .organisation = due->organisation_name,
                                 .locale = message->locale,
                                 .public_url = message->public_url};
    if (!channel_parse(due->channel, &channel))
        return;
    if (channel == CHANNEL_SMS)
        message->text = sms_finish(arena, &due->text, &values);
    values.public_url = STR_NONE;
    if (channel == CHANNEL_WHATSAPP) /* for providers that take it as a text */
        message->text = sms_finish(arena, NULL, &values);
    if (channel != CHANNEL_EMAIL)
        return;
    struct mail_words words = mail_finish(arena, &due->text, &values);
    message->subject = words.subject;
    message->text = words.body;
    message->html = mail_html(d, &words, message, arena);
}
