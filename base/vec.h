/* vec.h -- growable arrays with a type.
 *
 *     VEC(struct token) tokens = {0};
 *     VEC_PUSH(&tokens, token);
 *     VEC_FREE(&tokens);
 *
 * The items live on the heap and move when the array grows: keep indexes, not
 * pointers. HUNGRY builds grow by one, so that every push moves everything. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>
#include <stdlib.h>

#define VEC(type) struct { type *items; size_t count, room; }

#define VEC_PUSH(vec, item)                                                        \
    do {                                                                           \
        if ((vec)->count == (vec)->room)                                           \
            (vec)->items = vec_grow((vec)->items, &(vec)->room, sizeof *(vec)->items); \
        (vec)->items[(vec)->count++] = (item);                                     \
    } while (0)

#define VEC_FREE(vec)                  \
    do {                               \
        free((vec)->items);            \
        (vec)->items = NULL;           \
        (vec)->count = (vec)->room = 0; \
    } while (0)

/* Makes room for at least one more item; exit code 71 when memory runs out. */
void *vec_grow(void *items, size_t *room, size_t size);

#endif
