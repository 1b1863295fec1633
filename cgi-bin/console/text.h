#ifndef CONSOLE_TEXT_H
#define CONSOLE_TEXT_H
/* The pages under /settings/texts. text.c has the requests, text_page.c what they look like. */
#include "channels/text_check.h"
#include "web/form.h"
#include "web/route.h"

handler page_text_list;   /* GET /settings/texts */
handler page_text_edit;   /* GET /settings/texts/{channel}/{language} */
handler page_text_change; /* POST the same: save, preview, reset */

/* One text in the editor: what is typed, or what goes out. */
struct text_editor {
    const struct message_text_list *list;
    struct message_text_row row; /* row.changed_at: of the text it was made from, 0 for the built-in one */
    bool own;                    /* the organisation has one of its own */
    const struct form *form;     /* NULL: shown as stored */
    struct text_verdict verdict;
    int status;
};

/* The organisation's text, else the built-in one with changed_at 0. */
struct message_text_row text_of(const struct message_text_list *list, enum channel channel,
                                struct str locale);

/* Why a text is refused; NULL for TEXT_GOOD. */
const char *text_fault_sentence(struct ctx *ctx, enum text_fault fault, const struct text_verdict *verdict);

/* How it looks on a phone, with a code made up; name is an include of the file TEMPLATE_TEXT_PREVIEW. */
void text_fill_preview(struct ctx *ctx, const struct request *request, struct template_dict *preview,
                       const struct message_text_list *list, const struct message_text_row *row);

void text_send_list(struct ctx *ctx, struct request *request, const struct message_text_list *list,
                    struct response *response);
void text_send_editor(struct ctx *ctx, struct request *request, const struct text_editor *editor,
                      struct response *response);

#endif
