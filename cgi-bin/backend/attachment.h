#ifndef BACKEND_ATTACHMENT_H
#define BACKEND_ATTACHMENT_H
/* Pictures of tasks: photos and drawn signatures. Never changed; an answer names those that count, task_save
 * removes what was taken back. */
#include "backend/task.h"
#include "base/text.h"

#define ATTACHMENT_MAX ((size_t)2 << 20) /* bytes of one */
#define ATTACHMENTS_MAX 200              /* of a task; counted under its lock */

/* X(C name, msgid) */
#define ATTACHMENT_OUTCOMES(X)                                                                               \
    X(STORED, "")                                                                                            \
    X(NO_IMAGE, TEXT("This file is not a photo. Choose a JPEG, PNG or WebP picture."))                       \
    X(TOO_LARGE, TEXT("This photo is larger than 2 MB. Take it again in a lower quality."))                  \
    X(TOO_MANY, TEXT("This task has too many pictures already."))                                            \
    X(TOO_LATE, TEXT("This task is finished already."))

#define X(name, msgid) ATTACHMENT_##name,
enum attachment_outcome { ATTACHMENT_OUTCOMES(X) ATTACHMENT__COUNT };
#undef X

const char *attachment_sentence(enum attachment_outcome outcome); /* a msgid */

/* The media type by the first bytes: JPEG, PNG or WebP; NULL for anything else. Pure. */
const char *attachment_type(struct str bytes);

struct attachment_result {
    enum attachment_outcome outcome;
    struct uuid id; /* when STORED */
};
/* Stores a picture that a component of the task asked for, once, unless the task is done or not the worker's
 * any more. */
enum rc attachment_create(struct ctx *ctx, const struct task *task, const struct component *component,
                          struct str bytes, struct attachment_result *result) MUST_USE;

struct attachment {
    struct str type, kind, bytes;
};
/* *found is false for a foreign id or task, and for a worker when the task is somebody else's. */
enum rc attachment_get(struct ctx *ctx, struct uuid task, struct uuid id, struct attachment *out,
                       bool *found) MUST_USE;

#endif
