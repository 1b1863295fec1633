#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H
/* multipart/form-data (RFC 7578): forms with files. Bounded, without copies; trusts no byte of its input. */
#include "base/attr.h"
#include "base/str.h"

#define MULTIPART_PARTS_MAX 1024 /* as many as an urlencoded form has fields */

struct multipart_part {
    struct str name, filename, type; /* filename.s NULL: a field, not a file */
    struct str bytes;                /* a field's are UTF-8 */
};

/* The boundary of a Content-Type; false when it is none of multipart/form-data. */
bool multipart_boundary(struct str content_type, struct str *boundary) MUST_USE;

/* Well-formed to its end, at most MULTIPART_PARTS_MAX parts, all texts UTF-8. Nothing else may be asked of a
 * body that fails this. */
bool multipart_check(struct str body, struct str boundary) MUST_USE;

/* All parts in order, in the arena; how many. */
int multipart_list(struct arena *arena, struct str body, struct str boundary, struct multipart_part **part);

#endif
