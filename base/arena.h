/* arena.h -- memory with one lifetime and one free.
 *
 * Everything a compilation builds lives in one arena. Nothing in it is freed
 * singly. With ARENA_DEBUG each block is its own malloc, so that the sanitizers
 * see an overrun; otherwise blocks are cut from large chunks. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks;
    char *next;             /* first free byte of the newest chunk */
    size_t left;            /* bytes left in it */
    size_t total;           /* bytes asked from malloc so far */
};

/* A zeroed struct arena is ready to use. Memory is zeroed and aligned for any
 * type. Running out of memory ends the program with exit code 71: a compilation
 * has nothing to save, and the store never allocates from an arena mid-write. */
void *arena_alloc(struct arena *arena, size_t size);

/* Room for `count` items of `size`; stops the program on overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

void arena_free(struct arena *arena);

#endif
