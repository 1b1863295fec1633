/* How many codes may be started: an organisation makes the platform's caps stricter, never looser. */
#include "backend/cap.h"

#include <string.h>

#include "base/text.h"
#include "console/setting.h"
#include "web/form.h"

#define EDIT(name) TPL_CAP_EDIT_##name

struct cap_input {
    int64_t own[CAP_COUNT];
};
/* max is the platform's: page_cap_save fills it in */
static const struct field FIELDS[CAP_COUNT] = {
    [CAP_RECIPIENT] = {"recipient", TEXT("Codes to one recipient in 10 minutes"), FIELD_INTEGER, false, 1, 0,
                       offsetof(struct cap_input, own[CAP_RECIPIENT])},
    [CAP_RECIPIENT_DAY] = {"recipient_day", TEXT("Codes to one recipient in 24 hours"), FIELD_INTEGER, false,
                           1, 0, offsetof(struct cap_input, own[CAP_RECIPIENT_DAY])},
    [CAP_TASK_STEP] = {"task_step", TEXT("Codes for one step of a task"), FIELD_INTEGER, false, 1, 0,
                       offsetof(struct cap_input, own[CAP_TASK_STEP])},
    [CAP_PERSON] = {"person", TEXT("Codes that one person sends in 10 minutes"), FIELD_INTEGER, false, 1, 0,
                    offsetof(struct cap_input, own[CAP_PERSON])},
};
static const struct {
    const char *value, *most;
} PLACES[CAP_COUNT] = {
    [CAP_RECIPIENT] = {EDIT(RECIPIENT_VALUE), EDIT(RECIPIENT_MOST)},
    [CAP_RECIPIENT_DAY] = {EDIT(RECIPIENT_DAY_VALUE), EDIT(RECIPIENT_DAY_MOST)},
    [CAP_TASK_STEP] = {EDIT(TASK_STEP_VALUE), EDIT(TASK_STEP_MOST)},
    [CAP_PERSON] = {EDIT(PERSON_VALUE), EDIT(PERSON_MOST)},
};

static void show(struct ctx *ctx, struct request *request, const struct caps *caps, const struct form *form,
                 struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_CAP_EDIT, say(ctx, "Limits on sending"));
    for (int i = 0; i < CAP_COUNT; i++) {
        page_set_i64(ctx, page.body, PLACES[i].most, caps->of[i].most);
        if (!form && caps->of[i].own)
            page_set_i64(ctx, page.body, PLACES[i].value, caps->of[i].own);
    }
    if (form)
        form_fill(ctx, form, page.body);
    if (!caps->on)
        template_show(page.body, EDIT(CAPS_OFF));
    page_send(ctx, &page, form ? 422 : 200, response);
}

enum rc page_cap_edit(struct ctx *ctx, struct request *request, struct response *response)
{
    struct caps caps;
    enum rc rc = start_cap_get(ctx, &caps);
    if (rc == RC_OK)
        show(ctx, request, &caps, NULL, response);
    return rc;
}

enum rc page_cap_save(struct ctx *ctx, struct request *request, struct response *response)
{
    struct field fields[CAP_COUNT];
    struct form form = FORM(fields);
    struct cap_input input = {0};
    struct caps caps;
    bool allowed;
    enum rc rc = start_cap_get(ctx, &caps);
    if (rc != RC_OK)
        return rc;
    memcpy(fields, FIELDS, sizeof fields);
    for (int i = 0; i < CAP_COUNT; i++)
        fields[i].max = caps.of[i].most;
    if (!form_read(ctx, request, &form, &input)) {
        show(ctx, request, &caps, &form, response);
        return RC_OK;
    }
    rc = start_cap_set(ctx, input.own, &allowed);
    if (rc != RC_OK)
        return rc;
    if (!allowed) {
        page_error(ctx, request, 403, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success", str_from(say(ctx, "Saved. It counts from the next code on.")));
    response_redirect(response, "/settings/limits");
    return RC_OK;
}
