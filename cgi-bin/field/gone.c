/* What a worker reads where there is no step to show: the task is not on the list of tasks (any more, or it
 * never was), or the phone has no signal. */
#include "field/field.h"
#include "web/page.h"
#include "web/site.h"

void page_gone(struct ctx *ctx, struct request *request, struct response *response)
{
    bool sent = request->method == METHOD_POST;
    page_notice(
        ctx, request,
        &(struct notice){
            .status = 404,
            .title = say(ctx, "This task is not on your list"),
            .text = say(ctx, sent ? TEXT("Your office has given it to somebody else, or taken it back. "
                                         "What you typed last was not stored.")
                                  : TEXT("Your office may have given it to somebody else, or taken it "
                                         "back.")),
            .href = "/field",
            .label = say(ctx, "To your tasks"),
        },
        response);
}

enum rc page_field_offline(struct ctx *ctx, struct request *request, struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_FIELD, TEMPLATE_FIELD_OFFLINE, say(ctx, "No signal"));
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
