#ifndef BACKEND_MESSAGE_KEYS_H
#define BACKEND_MESSAGE_KEYS_H
/* Messages as the functions over arrays are told of them: their organisations, then their ids. */
#include "backend/message.h"
#include "db/db.h"

/* The keys of n items that stand in a row: first is the first one's, stride the size of an item. n may be 0.
 */
void message_keys_put(struct db_args *args, const struct message_key *first, size_t stride, int n);

#endif
