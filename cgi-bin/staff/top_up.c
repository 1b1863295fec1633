/*
 * Support moves credit. A form is posted with its own token, so that a double click, a reload or two
 * browsers credit once; the answer is a receipt at an address of its own. What a form may do, and whether a
 * password or a second person is needed, is decided in SQL.
 */
#include "staff/top_up.h"

#include "backend/top_up.h"
#include "staff/confirm.h"
#include "staff/entry.h"
#include "staff/organisation.h"
#include "web/page.h"

#define TOP_UP_MAX INT64_C(1000000000000) /* a thousand million credits */

struct input {
    struct credits credits;
    struct str kind, reference, reason;
    struct uuid form, request;
    int64_t refers_to;
    struct secret password;
};

enum { CREDITS, REFERENCE, KIND, REASON, TOKEN, REQUEST, REFERS_TO, PASSWORD };

static const struct field FIELDS[] = {
    [CREDITS] = {"credits", TEXT("Credits"), FIELD_CREDITS, true, -TOP_UP_MAX, TOP_UP_MAX,
                 offsetof(struct input, credits)},
    [REFERENCE] = {"reference", TEXT("Reference"), FIELD_TEXT, false, 1, 100,
                   offsetof(struct input, reference)},
    [KIND] = {"kind", TEXT("Kind"), FIELD_TEXT, false, 1, 20, offsetof(struct input, kind)},
    [REASON] = {"reason", TEXT("Reason"), FIELD_TEXT, false, 1, 200, offsetof(struct input, reason)},
    [TOKEN] = {"form", TEXT("Form"), FIELD_UUID, true, 0, 0, offsetof(struct input, form)},
    [REQUEST] = {"request", TEXT("Request"), FIELD_UUID, false, 0, 0, offsetof(struct input, request)},
    [REFERS_TO] = {"refers_to", TEXT("Entry"), FIELD_INTEGER, false, 1, INT64_MAX,
                   offsetof(struct input, refers_to)},
    [PASSWORD] = {"password", TEXT("Password"), FIELD_SECRET, false, 0, 0, offsetof(struct input, password)},
};

/* One posted form on its way. */
struct attempt {
    struct organisation_page show;
    struct form form;
    struct input input;
};

static const struct {
    struct str kind;
    const char *words;
} KINDS[] = {
    {STR("top_up"), TEXT("Purchase")},       {STR("bonus"), TEXT("Bonus")},
    {STR("correction"), TEXT("Correction")}, {STR("refund"), TEXT("Refund")},
    {STR("charge"), TEXT("Charge")},         {STR("release"), TEXT("Not charged")},
};

const char *top_up_kind_words(struct str kind)
{
    for (size_t i = 0; i < COUNT_OF(KINDS); i++)
        if (str_eq(KINDS[i].kind, kind))
            return KINDS[i].words;
    return "";
}

/* What hangs together; the rest is the table's. */
static void input_check(struct ctx *ctx, struct attempt *attempt)
{
    struct input *input = &attempt->input;
    struct form *form = &attempt->form;
    bool taken = input->credits.thousandths < 0;
    if (!input->kind.n)
        input->kind = STR("top_up");
    bool purchase = str_eq(input->kind, STR("top_up"));
    if (*top_up_kind_words(input->kind) == '\0')
        form_error(form, "kind", say(ctx, "Choose one of the list."));
    if (!form->errors[CREDITS] && input->credits.thousandths == 0)
        form_error(form, "credits", say(ctx, "Write an amount other than 0."));
    if (!form->errors[CREDITS] && taken && !str_eq(input->kind, STR("correction")))
        form_error(form, "credits",
                   say(ctx, "Only a correction takes credit away. Choose it, or write no minus."));
    if (!form->errors[REFERENCE] && !input->reference.n && !input->refers_to)
        form_error(form, "reference", say(ctx, "Fill this in."));
    if (!form->errors[REASON] && !input->reason.n && !purchase)
        form_error(form, "reason", say(ctx, "Say why: it stands on the organisation's statement."));
}

static enum rc send_again(struct ctx *ctx, struct request *request, struct response *response,
                          struct attempt *attempt, int status)
{
    if (attempt->input.refers_to)
        return entry_send(ctx, request, response, attempt->input.refers_to, &attempt->form);
    attempt->show.form = &attempt->form;
    attempt->show.form_known = !attempt->form.errors[TOKEN];
    attempt->show.kind = attempt->input.kind;
    attempt->show.request = attempt->input.request;
    return organisation_send(ctx, request, response, &attempt->show, status);
}

static enum rc ask_password(struct ctx *ctx, struct request *request, struct response *response,
                            const struct attempt *attempt, const char *error)
{
    struct confirm confirm = {.organisation = &attempt->show.organisation,
                              .amount = attempt->input.credits,
                              .action = request->path,
                              .error = error};
    for (int i = CREDITS; i < PASSWORD; i++) {
        if (!attempt->form.typed[i].n)
            continue;
        confirm.field[confirm.n].name = FIELDS[i].name;
        confirm.field[confirm.n++].value = attempt->form.typed[i];
    }
    return confirm_send(ctx, request, response, &confirm);
}

/* Beside the field that it is about, or above the form. */
static void add_refusal(struct ctx *ctx, struct attempt *attempt, enum top_up_end end)
{
    const char *sentence = text(ctx->app->texts, ctx->language, top_up_sentence(end));
    const char *field = end == TOP_UP_REFERENCE_USED ? "reference"
                        : end == TOP_UP_CORRECTED    ? "credits"
                                                     : NULL;
    if (end == TOP_UP_LITTLE) {
        struct str available = credits_text(ctx->arena, attempt->show.organisation.available);
        field = "credits";
        sentence = str_z(ctx->arena, text_fill(ctx, "Only %1 credits are available. Nothing was taken away.",
                                               &available, 1));
    }
    form_error(&attempt->form, field, sentence);
}

static enum rc answer(struct ctx *ctx, struct request *request, struct response *response,
                      struct attempt *attempt, const struct top_up_done *done)
{
    struct str id = uuid_text(ctx->arena, attempt->show.organisation.id);
    switch (done->end) {
    case TOP_UP_DONE:
    case TOP_UP_REPLAYED:
        response_redirect(response, "/support/organisations/%.*s/receipts/%lld", STR_ARG(id),
                          (long long)done->number);
        return RC_OK;
    case TOP_UP_WAITING:
        page_flash(ctx, response, "info",
                   str_from(say(ctx, "Nothing was credited yet: an amount as large as this waits until "
                                     "somebody else of staff approves it.")));
        response_redirect(response, "/support/organisations/%.*s", STR_ARG(id));
        return RC_OK;
    case TOP_UP_PASSWORD:
        return ask_password(ctx, request, response, attempt, NULL);
    case TOP_UP_NOT_ALLOWED:
        page_error(ctx, request, 403, response);
        return RC_OK;
    case TOP_UP_REFUSED:
    case TOP_UP_REFERENCE_USED:
    case TOP_UP_LITTLE:
    case TOP_UP_NO_ENTRY:
    case TOP_UP_CORRECTED:
    case TOP_UP_REQUEST_CLOSED:
    case TOP_UP_OWN:
    case TOP_UP_NOT_FOUND:
    case TOP_UP_CLOSED:
    case TOP_UP_INVALID:
    case TOP_UP__COUNT:
        break;
    }
    add_refusal(ctx, attempt, done->end);
    return send_again(ctx, request, response, attempt, 422);
}

static enum rc move(struct ctx *ctx, struct request *request, struct response *response,
                    struct attempt *attempt)
{
    const struct input *input = &attempt->input;
    struct top_up_done done;
    struct top_up top_up = {.organisation = attempt->show.organisation.id,
                            .amount = input->credits,
                            .kind = input->kind,
                            .refers_to = input->refers_to,
                            .reference = input->reference,
                            .reason = input->reason,
                            .form = input->form,
                            .request = input->request};
    enum rc rc = credit_top_up(ctx, &top_up, &done);
    return rc == RC_OK ? answer(ctx, request, response, attempt, &done) : rc;
}

enum rc page_top_up(struct ctx *ctx, struct request *request, struct response *response)
{
    struct attempt attempt = {.form = FORM(FIELDS)};
    enum rc rc;
    const char *wrong;
    bool proved;
    if (!organisation_open(ctx, request, response, &attempt.show, &rc))
        return rc;
    bool good = form_read(ctx, request, &attempt.form, &attempt.input);
    input_check(ctx, &attempt);
    if (!good || attempt.form.n_errors) {
        secret_wipe(&attempt.input.password);
        return send_again(ctx, request, response, &attempt, 422);
    }
    if (str_eq(request_form(ctx, request, "do"), STR("preview"))) {
        attempt.show.shown = true;
        attempt.show.preview.thousandths =
            attempt.show.organisation.balance.thousandths + attempt.input.credits.thousandths;
        return send_again(ctx, request, response, &attempt, 200);
    }
    rc = confirm_password(ctx, request, &attempt.input.password, &wrong, &proved);
    if (rc != RC_OK)
        return rc;
    if (wrong)
        return ask_password(ctx, request, response, &attempt, wrong);
    return move(ctx, request, response, &attempt);
}
