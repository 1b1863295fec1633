#ifndef WEB_PICTURE_H
#define WEB_PICTURE_H
/* Pictures of tasks, as the worker and the office see them. */
#include "web/route.h"

/* GET …/{task}/files/{id}: a picture that the reader may see, else 404. */
handler page_picture;

#endif
