/* Photos and drawn signatures of a step: taken over from the form, kept, or taken back. */
#include "backend/attachment.h"
#include "field/step.h"

struct str step_files(struct ctx *ctx, const struct task *task)
{
    return str_printf(ctx->arena, "/field/tasks/%.*s/files/", STR_ARG(uuid_text(ctx->arena, task->id)));
}

/* What "drop:ID:WHICH" takes back from this component; STR_NONE for any other button. */
static struct str dropped(struct ctx *ctx, const struct request *request, const struct component *component)
{
    struct str word, id, rest = request_form(ctx, request, "do");
    bool ours = str_split(&rest, ':', &word) && str_eq(word, STR("drop")) && str_split(&rest, ':', &id) &&
                str_eq(id, component->id);
    return ours ? rest : STR_NONE;
}

/* Stores the file that came for the component; *id is its name, or "" when none came or it was refused. */
static enum rc take(struct ctx *ctx, const struct request *request, struct step *step, int i, struct str *id)
{
    const struct component *component = &step_page(step)->component[i];
    const char *field = str_z(ctx->arena, str_printf(ctx->arena, "file_%.*s", STR_ARG(component->id)));
    struct str filename, bytes;
    struct attachment_result result;
    *id = STR("");
    if (!request_file(request, field, &filename, &bytes) || bytes.n == 0)
        return RC_OK;
    enum rc rc = attachment_create(ctx, &step->task, component, bytes, &result);
    if (rc != RC_OK)
        return rc;
    if (result.outcome == ATTACHMENT_STORED)
        *id = uuid_text(ctx->arena, result.id);
    else
        step->error[i] = say(ctx, attachment_sentence(result.outcome));
    step->too_large = step->too_large || result.outcome == ATTACHMENT_TOO_LARGE;
    return RC_OK;
}

static void put_line(struct buf *lines, struct str line)
{
    if (lines->n > 0)
        buf_putc(lines, '\n');
    buf_put(lines, line);
}

static enum rc read_photos(struct ctx *ctx, const struct request *request, struct step *step, int i)
{
    const struct component *component = &step_page(step)->component[i];
    struct str rest = task_answer(&step->task, component->id), gone = dropped(ctx, request, component);
    struct buf lines = buf_new(ctx->arena, (FLOW_PHOTOS_MAX + 1) * (UUID_TEXT_SIZE + 1));
    struct str one, added;
    int n = 0, most = component->max ? component->max : FLOW_PHOTOS_MAX;
    while (flow_value_next(&rest, &one)) {
        if (!str_eq(one, gone)) {
            put_line(&lines, one);
            n++;
        }
    }
    enum rc rc = n < most ? take(ctx, request, step, i, &added) : RC_OK;
    bool more = rc == RC_OK && n < most && added.n > 0;
    for (rest = task_answer(&step->task, component->id); more && flow_value_next(&rest, &one);)
        more = !str_eq(one, added);
    if (more)
        put_line(&lines, added);
    step->typed[i] = buf_str(&lines);
    return rc;
}

static enum rc read_signature(struct ctx *ctx, const struct request *request, struct step *step, int i)
{
    const struct component *component = &step_page(step)->component[i];
    struct str drawing = task_answer(&step->task, component->id), name, added;
    struct str signer = str_trim(step->typed[i]);
    if (!str_split(&drawing, '\n', &name) || dropped(ctx, request, component).n > 0)
        drawing = STR("");
    if (str_index(signer, '\n', 0) < signer.n)
        signer = str_slice(signer, 0, str_index(signer, '\n', 0));
    enum rc rc = take(ctx, request, step, i, &added);
    if (rc == RC_OK && added.n > 0)
        drawing = added;
    step->typed[i] =
        drawing.n ? str_printf(ctx->arena, "%.*s\n%.*s", STR_ARG(signer), STR_ARG(drawing)) : signer;
    return rc;
}

enum rc step_read_pictures(struct ctx *ctx, const struct request *request, struct step *step, int i)
{
    return step_page(step)->component[i].type == COMPONENT_PHOTO ? read_photos(ctx, request, step, i)
                                                                 : read_signature(ctx, request, step, i);
}
