#ifndef BACKEND_DEVICE_H
#define BACKEND_DEVICE_H
/* Which browser on which system, in two words of what the browser says of itself. Only for people to read. */
#include "base/str.h"

/* "Firefox, Windows"; STR_NONE where neither is known. Static words in the arena, never the browser's own. */
struct str device_words(struct arena *arena, struct str user_agent);

#endif
