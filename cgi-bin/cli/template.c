/*
 * WhatsApp's authentication templates: made and listed through the Graph API of a sender. One for each
 * lifetime and language. Must print no token.
 */
#include <jansson.h>

#include "backend/reason.h"
#include "backend/sender.h"
#include "base/clock.h"
#include "channels/whatsapp.h"
#include "cli/cli.h"
#include "net/http.h"

#define PATIENCE_US (20 * SECOND_US)
#define LIFETIMES_MAX 10
#define LIFETIME_MOST 10 /* minutes, of a verification */
#define PAGES_MAX 50
#define BUTTON_MAX 25

/* What is wanted, by options or else by the sender's settings. */
struct plan {
    struct sender sender;
    struct str waba, pattern, languages, button;
    int minutes[LIFETIMES_MAX], n;
    json_t *there; /* the templates that Graph knows */
};

static bool ask(struct ctx *ctx, const struct transfer *transfer, struct answer *answer)
{
    struct job_queue *done = job_queue_open();
    struct http *http = done ? http_open(done) : NULL;
    struct job job = {
        .transfer = *transfer, .arena = ctx->arena, .deadline_us = clock_monotonic_us() + PATIENCE_US};
    if (!http) {
        *answer = (struct answer){.state = ANSWER_NEVER_LEFT, .error = STR("no thread for it")};
        return false;
    }
    http_submit(http, &job);
    bool came = job_queue_take(done) != NULL;
    http_close(http);
    job_queue_close(done);
    *answer = job.answer;
    return came && answer->state == ANSWER_COMPLETE;
}

/* What Graph says is wrong, in our words with its own behind them. */
static int graph_refuse(struct ctx *ctx, struct str about, const json_t *body, const struct answer *answer)
{
    const json_t *error = json_object_get(body, "error");
    const json_t *code = json_object_get(error, "code");
    if (answer->state != ANSWER_COMPLETE)
        return refuse("%.*s: WhatsApp cannot be reached: %.*s.", STR_ARG(about), STR_ARG(answer->error));
    if (!json_is_integer(code))
        return refuse("%.*s: WhatsApp's answer cannot be read (HTTP %d). Is base_url right?", STR_ARG(about),
                      answer->status);
    struct str theirs = words(ctx->arena, graph_text(json_object_get(error, "error_user_msg")), 300);
    if (!theirs.n)
        theirs = graph_error_detail(error, ctx->arena);
    return refuse("%.*s: %s (%.*s)", STR_ARG(about),
                  reason_words(str_from(whatsapp_error(json_integer_value(code))->reason)), STR_ARG(theirs));
}

/* The answer's JSON in *body (the caller's to free) when it is a good one; else said, and not EXIT_DONE. */
static int graph_call(struct ctx *ctx, struct str about, const struct transfer *transfer, json_t **body)
{
    struct answer answer = {0};
    bool came = ask(ctx, transfer, &answer);
    *body = came && answer.body.n ? json_loadb(answer.body.s, answer.body.n, 0, NULL) : NULL;
    if (came && answer.status == 200 && json_is_object(*body) && !json_object_get(*body, "error"))
        return EXIT_DONE;
    int code = graph_refuse(ctx, about, *body, &answer);
    json_decref(*body);
    *body = NULL;
    return code;
}

static int templates_load(struct ctx *ctx, struct plan *plan)
{
    struct str after = STR_NONE;
    plan->there = json_array();
    for (int page = 0; page < PAGES_MAX; page++) {
        struct transfer transfer;
        json_t *body;
        const char *edge = whatsapp_template_edge(plan->pattern, after, ctx->arena);
        if (!edge || !whatsapp_request(&plan->sender, plan->waba, edge, ctx->arena, &transfer))
            return refuse("%.*s: the setting %s is missing or wrong.", STR_ARG(plan->sender.name),
                          whatsapp_lacks(&plan->sender, plan->waba, "waba_id"));
        int code = graph_call(ctx, plan->sender.name, &transfer, &body);
        if (code != EXIT_DONE)
            return code;
        json_array_extend(plan->there, json_object_get(body, "data"));
        const json_t *paging = json_object_get(body, "paging");
        struct str next = graph_text(json_object_get(json_object_get(paging, "cursors"), "after"));
        bool more = json_object_get(paging, "next") && next.n;
        after = str_copy(ctx->arena, next);
        json_decref(body);
        if (!more)
            break;
    }
    return EXIT_DONE;
}

static const json_t *template_find(const struct plan *plan, struct str name, struct str language)
{
    size_t i;
    const json_t *item;
    json_array_foreach(plan->there, i, item) if (str_eq(graph_text(json_object_get(item, "name")), name) &&
                                                 str_eq_nocase(graph_text(json_object_get(item, "language")),
                                                               language)) return item;
    return NULL;
}

static const char *status_words(struct str status)
{
    static const struct {
        const char *status, *words;
    } STATUSES[] = {
        {"APPROVED", "approved: messages can go out with it"},
        {"PENDING", "waiting for WhatsApp's review"},
        {"IN_APPEAL", "refused, an appeal is under way"},
        {"REJECTED", "refused by WhatsApp"},
        {"PAUSED", "paused by WhatsApp, for its quality; messages fail until it is resumed"},
        {"DISABLED", "switched off by WhatsApp, for its quality; make another one"},
        {"PENDING_DELETION", "being deleted"},
        {"DELETED", "deleted"},
        {"LIMIT_EXCEEDED", "not kept: the account has too many templates"},
        {"ARCHIVED", "archived"},
    };
    for (size_t i = 0; i < COUNT_OF(STATUSES); i++)
        if (str_eq(status, str_from(STATUSES[i].status)))
            return STATUSES[i].words;
    return "in a state that Sandi does not know";
}

static int expiration(const json_t *item)
{
    size_t i;
    const json_t *component;
    json_array_foreach(
        json_object_get(item, "components"), i,
        component) if (json_is_integer(json_object_get(component, "code_expiration_minutes"))) return (int)
        json_integer_value(json_object_get(component, "code_expiration_minutes"));
    return 0;
}

static void template_print(struct ctx *ctx, const json_t *item, int minutes)
{
    struct str reason = words(ctx->arena, graph_text(json_object_get(item, "rejected_reason")), 200);
    struct str status = graph_text(json_object_get(item, "status"));
    struct str category = words(ctx->arena, graph_text(json_object_get(item, "category")), 50);
    const json_t *ttl = json_object_get(item, "message_send_ttl_seconds");
    printf("%s", status_words(status));
    if (reason.n && !str_eq_nocase(reason, STR("NONE")))
        printf(" (%.*s)", STR_ARG(reason));
    if (category.n && !str_eq_nocase(category, STR("AUTHENTICATION")))
        printf("; its category is %.*s, not authentication: messages with it fail", STR_ARG(category));
    if (expiration(item) > minutes)
        printf("; it says %d minutes, longer than the code lives", expiration(item));
    if (json_is_integer(ttl) && (json_integer_value(ttl) > minutes * 60 || json_integer_value(ttl) < 0))
        printf("; messages may arrive after the code's end");
    putchar('\n');
}

static bool name_check(struct str pattern, int lifetimes)
{
    struct str name = pattern;
    size_t open = str_index(pattern, '{', 0);
    if (open < pattern.n && !str_eq(str_slice(pattern, open, open + 9), STR("{minutes}")))
        name = STR_NONE;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.s[i];
        if (i == open)
            i += 8;
        else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            name = STR_NONE;
    }
    if (!name.n || name.n > 100) {
        usage("A template's name has small letters, digits and _, and may hold {minutes}.");
        return false;
    }
    if (lifetimes > 1 && open == pattern.n)
        usage("With several lifetimes the name holds {minutes}, as in sandi_otp_{minutes}.");
    return lifetimes <= 1 || open < pattern.n;
}

static bool minutes_check(struct plan *plan, struct str list)
{
    struct str word;
    plan->n = whatsapp_lifetimes(list, plan->minutes, LIFETIMES_MAX);
    int words = 0;
    while (str_split(&list, ',', &word))
        words++;
    for (int i = 0; i < plan->n; i++)
        if (plan->minutes[i] > LIFETIME_MOST)
            words = -1;
    if (plan->n == words && words)
        return true;
    usage("Lifetimes are whole minutes from 1 to %d, as --minutes=5 or --minutes=1,5,10.", LIFETIME_MOST);
    return false;
}

static bool languages_check(const struct plan *plan)
{
    struct str rest = plan->languages, language;
    if (plan->button.n > 0 && (!str_is_utf8(plan->button) || plan->button.n > (size_t)4 * BUTTON_MAX)) {
        usage("The button's words are at most %d characters.", BUTTON_MAX);
        return false;
    }
    while (str_split(&rest, ',', &language)) {
        language = str_trim(language);
        if (language.n >= 2 && language.n <= 10 && (plan->button.n || whatsapp_button(language).n))
            continue;
        usage("There are no words for the button in the language \"%.*s\": give them as --button=TEXT.",
              STR_ARG(language));
        return false;
    }
    return true;
}

static struct str option_or(struct arguments *arguments, const char *option, const struct sender *sender,
                            const char *setting, struct str fallback)
{
    struct str value = option_take(arguments, option);
    return value.n ? value : whatsapp_value(sender, setting, fallback);
}

static int plan_read(struct ctx *ctx, struct arguments *arguments, struct plan *plan)
{
    struct sender_row *row;
    struct sender *sender = &plan->sender;
    enum rc rc = sender_find(ctx, arguments->word[0], &row);
    if (rc != RC_OK)
        return fault(rc);
    if (!row || !str_eq(row->driver, STR("whatsapp")))
        return refuse("%.*s: there is no such sender with the driver whatsapp.", STR_ARG(arguments->word[0]));
    *sender = (struct sender){.id = row->id, .name = row->name, .driver = &driver_whatsapp};
    for (int i = 0; i < row->n_pairs && i < SENDER_VALUES_MAX; i++) {
        sender->values[i].key = row->pairs[i].key;
        sender->values[i].value = row->pairs[i].value;
        sender->n_values++;
    }
    plan->waba = sender_value(sender, "waba_id");
    plan->pattern = option_or(arguments, "name", sender, "template", STR("sandi_otp"));
    plan->languages = option_or(arguments, "languages", sender, "template_languages", STR("en,id"));
    plan->button = option_take(arguments, "button");
    struct str minutes = option_or(arguments, "minutes", sender, "template_minutes", STR("5"));
    if (!options_end(arguments) || !minutes_check(plan, minutes) || !name_check(plan->pattern, plan->n) ||
        !languages_check(plan))
        return EXIT_USAGE;
    return templates_load(ctx, plan);
}

static int template_make(struct ctx *ctx, const struct plan *plan, const struct whatsapp_template *wanted)
{
    struct transfer transfer;
    json_t *body;
    struct str about =
        str_printf(ctx->arena, "%.*s (%.*s)", STR_ARG(wanted->name), STR_ARG(wanted->language));
    if (!whatsapp_request(&plan->sender, plan->waba, "message_templates", ctx->arena, &transfer))
        return EXIT_REFUSED;
    transfer.kind = TRANSFER_POST;
    transfer.body = whatsapp_template_body(wanted, ctx->arena);
    int code = graph_call(ctx, about, &transfer, &body);
    if (code != EXIT_DONE)
        return code;
    printf("%.*s: made, %s\n", STR_ARG(about), status_words(graph_text(json_object_get(body, "status"))));
    json_decref(body);
    return EXIT_DONE;
}

/* Calls one for each lifetime and language; the worst exit code of all. */
static int each(struct ctx *ctx, const struct plan *plan,
                int (*one)(struct ctx *, const struct plan *, const struct whatsapp_template *))
{
    int worst = EXIT_DONE;
    for (int i = 0; i < plan->n; i++) {
        struct str rest = plan->languages, language;
        while (str_split(&rest, ',', &language)) {
            struct whatsapp_template wanted = {
                .name = whatsapp_name_fill(plan->pattern, plan->minutes[i], ctx->arena),
                .language = str_trim(language),
                .minutes = plan->minutes[i]};
            wanted.button = plan->button.n ? plan->button : whatsapp_button(wanted.language);
            int code = one(ctx, plan, &wanted);
            worst = code > worst ? code : worst;
        }
    }
    return worst;
}

static int status_one(struct ctx *ctx, const struct plan *plan, const struct whatsapp_template *wanted)
{
    const json_t *item = template_find(plan, wanted->name, wanted->language);
    printf("%.*s (%.*s): ", STR_ARG(wanted->name), STR_ARG(wanted->language));
    if (item)
        template_print(ctx, item, wanted->minutes);
    else
        printf("not there; `sandi whatsapp template create %.*s` makes it\n", STR_ARG(plan->sender.name));
    return EXIT_DONE;
}

static int create_one(struct ctx *ctx, const struct plan *plan, const struct whatsapp_template *wanted)
{
    if (!template_find(plan, wanted->name, wanted->language))
        return template_make(ctx, plan, wanted);
    printf("%.*s (%.*s): there already, ", STR_ARG(wanted->name), STR_ARG(wanted->language));
    template_print(ctx, template_find(plan, wanted->name, wanted->language), wanted->minutes);
    return EXIT_DONE;
}

static void say_next(const struct plan *plan)
{
    printf("Once they are approved: sandi sender set %.*s template=%.*s template_languages=%.*s "
           "template_minutes=",
           STR_ARG(plan->sender.name), STR_ARG(plan->pattern), STR_ARG(plan->languages));
    for (int i = 0; i < plan->n; i++)
        printf("%s%d", i ? "," : "", plan->minutes[i]);
    putchar('\n');
}

int command_template_create(struct ctx *ctx, struct arguments *arguments)
{
    struct plan plan = {0};
    int code = plan_read(ctx, arguments, &plan);
    if (code == EXIT_DONE)
        code = each(ctx, &plan, create_one);
    if (code == EXIT_DONE)
        say_next(&plan);
    json_decref(plan.there);
    return code;
}

int command_template_status(struct ctx *ctx, struct arguments *arguments)
{
    struct plan plan = {0};
    int code = plan_read(ctx, arguments, &plan);
    if (code == EXIT_DONE)
        code = each(ctx, &plan, status_one);
    json_decref(plan.there);
    return code;
}
