#ifndef BACKEND_ANSWER_LIST_H
#define BACKEND_ANSWER_LIST_H
/* The value of a list: rows of cells as JSON, [["Box","2"],["Bag","1"]]. Pure. */
#include "backend/component.h"

/* Row by row, each with as many cells as the list has columns; the cells of one row lie together. */
struct answer_rows {
    struct str *cell; /* cell[row * columns + column], "" where there is none */
    int n, columns;
};

/* No rows where value is not such JSON. At most FLOW_ROWS_MAX. */
struct answer_rows answer_list_read(struct arena *arena, const struct component *list, struct str value);
/* "" for no rows. */
struct str answer_list_write(struct arena *arena, const struct answer_rows *rows);
/* Without the rows in which nothing stands. */
struct answer_rows answer_list_trim(struct arena *arena, const struct answer_rows *rows);

#endif
