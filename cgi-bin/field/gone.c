/* What a worker reads of a task that is not on the list of tasks, or not any more; the same of one that never was. */
#include "field/field.h"
#include "web/page.h"
#include "web/site.h"

void page_gone(struct ctx *ctx, struct request *request, struct response *response)
{
    bool sent = request->method == METHOD_POST;
    page_notice(ctx, request,
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
