/* What admins look after on a person's page: sessions, open tasks and a lost second factor. */
#include "backend/member.h"
#include "backend/member_care.h"
#include "base/text.h"
#include "console/people.h"
#include "web/form.h"

#define SHOW(name) TPL_PEOPLE_SHOW_##name

static void fill_sessions(struct ctx *ctx, const struct request *request, const struct member_care *care,
                          struct template_dict *body)
{
    struct template_dict *section = care->n_sessions ? template_section(body, SHOW(SESSIONS)) : NULL;
    for (int i = 0; i < care->n_sessions; i++) {
        const struct member_session *session = &care->session[i];
        struct template_dict *row = template_section(section, SHOW(SESSION));
        page_set(row, SHOW(DEVICE),
                 session->device.n ? session->device : str_from(say(ctx, "Unknown browser")));
        page_set(row, SHOW(ADDRESS), session->address);
        page_set_time(ctx, request, row, SHOW(USED), session->seen_at);
    }
}

static enum rc fill_tasks(struct ctx *ctx, struct uuid person, const struct member_care *care,
                          struct template_dict *body)
{
    struct member_list members;
    if (care->n_tasks == 0)
        return RC_OK;
    enum rc rc = member_list_active(ctx, &members);
    if (rc != RC_OK)
        return rc;
    struct template_dict *tasks = template_section(body, SHOW(TASKS));
    page_set(tasks, SHOW(TASK_COUNT), text_count(ctx, "%s open task", "%s open tasks", care->tasks));
    for (int i = 0; i < care->n_tasks; i++) {
        struct template_dict *row = template_section(tasks, SHOW(TASK));
        page_set(row, SHOW(TASK_ID), uuid_text(ctx->arena, care->task[i].id));
        page_set(row, SHOW(TITLE), care->task[i].title);
    }
    if (care->tasks > care->n_tasks)
        template_show(tasks, SHOW(MORE_TASKS));
    for (int i = 0; i < members.n; i++)
        if (!uuid_eq(members.member[i].person, person))
            page_add_option(tasks, SHOW(WORKER_OPTION), uuid_text(ctx->arena, members.member[i].person),
                            members.member[i].name, false);
    return RC_OK;
}

enum rc people_fill_care(struct ctx *ctx, const struct request *request, struct uuid person,
                         struct template_dict *body)
{
    struct member_care care;
    enum rc rc = member_care_get(ctx, person, &care);
    if (rc == RC_OK)
        rc = fill_tasks(ctx, person, &care, body);
    if (rc != RC_OK)
        return rc;
    if (!uuid_eq(person, ctx->actor.person)) /* the own ones stand in the own account */
        fill_sessions(ctx, request, &care, body);
    if (care.factor && !uuid_eq(person, ctx->actor.person))
        template_show(body, SHOW(FACTOR_ON));
    return RC_OK;
}

static enum rc factor_remove(struct ctx *ctx, struct request *request, struct uuid person,
                             enum change *change)
{
    struct secret password = {0};
    enum outcome outcome = OUTCOME_FORBIDDEN;
    enum rc rc = RC_OK;
    *change = CHANGE_PASSWORD;
    if (request_form_secret(request, "password", &password))
        rc = session_prove(ctx, request->session, &password, &outcome);
    secret_wipe(&password);
    if (rc != RC_OK || outcome == OUTCOME_DONE)
        return rc == RC_OK ? member_factor_remove(ctx, person, change) : rc;
    if (outcome == OUTCOME_TOO_MANY)
        *change = CHANGE_TOO_MANY;
    return RC_OK;
}

static const char *refused_words(struct ctx *ctx, enum change change)
{
    switch ((int)change) {
    case CHANGE_PASSWORD:
        return say(ctx, "This is not your password. Nothing was changed.");
    case CHANGE_TOO_MANY:
        return say(ctx, "Too many attempts. Wait a few minutes, then try again.");
    case CHANGE_ELSEWHERE:
        return say(ctx, "This person signs in to other organisations, too, which trust in the second factor. "
                        "Ask Sandi's support.");
    default:
        return people_change_words(ctx, change);
    }
}

static enum rc act(struct ctx *ctx, struct request *request, struct uuid person, enum change *change,
                   const char **done)
{
    struct str what = request_form(ctx, request, "do"), to = request_form(ctx, request, "worker");
    struct uuid worker = UUID_NIL;
    *change = CHANGE_INVALID;
    if (str_eq(what, STR("sessions"))) {
        *done = say(ctx, "Signed out everywhere in your organisation.");
        return member_session_end(ctx, person, change);
    }
    if (str_eq(what, STR("tasks")) && (to.n == 0 || uuid_parse(to, &worker))) {
        *done = say(ctx, "The open tasks were handed over.");
        return member_task_move(ctx, person, worker, change);
    }
    if (str_eq(what, STR("factor"))) {
        *done = say(ctx, "The second factor was taken away. The person was written to.");
        return factor_remove(ctx, request, person, change);
    }
    return RC_OK;
}

enum rc page_member_care(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid person;
    enum change change;
    const char *done = "";
    if (!request_uuid(request, 0, &person)) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    enum rc rc = act(ctx, request, person, &change, &done);
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE)
        return people_show(ctx, request, person, refused_words(ctx, change), response);
    page_flash(ctx, response, "success", str_from(done));
    response_redirect(response, "/people/%.*s", STR_ARG(uuid_text(ctx->arena, person)));
    return RC_OK;
}
