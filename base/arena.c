/* arena.c -- chunks of growing size, cut from the front. See arena.h. */
#include "base/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/fault.h"

#define ALIGNMENT alignof(max_align_t)
#define FIRST_CHUNK ((size_t)16 * 1024)
#define LARGEST_CHUNK ((size_t)4 * 1024 * 1024)

struct arena_chunk {
    struct arena_chunk *older;
    alignas(max_align_t) char bytes[];
};

static struct arena_chunk *new_chunk(struct arena *arena, size_t size)
{
    CHECK(size <= SIZE_MAX - sizeof(struct arena_chunk));
    struct arena_chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk) {
        fputs("ruta: no hay memoria suficiente para continuar\n", stderr);
        exit(EXIT_MEMORY);
    }
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    arena->total += sizeof *chunk + size;
    return chunk;
}

/* Chunks double with what was used, so small runs stay small. */
static size_t next_chunk_size(const struct arena *arena)
{
    size_t size = arena->total < FIRST_CHUNK ? FIRST_CHUNK : arena->total;
    return size > LARGEST_CHUNK ? LARGEST_CHUNK : size;
}

/* Blocks are cleared one by one, as they are given: a page that is read before it is written
 * costs the system two faults, and clearing brings the block near for whoever fills it. */
void *arena_alloc(struct arena *arena, size_t size)
{
    CHECK(size <= SIZE_MAX - ALIGNMENT);
    if (size == 0) size = 1;            /* every block has an address of its own */
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
#ifdef ARENA_DEBUG
    return memset(new_chunk(arena, size)->bytes, 0, size);
#endif
    if (size > arena->left) {
        size_t room = next_chunk_size(arena);
        if (size > room / 4) return memset(new_chunk(arena, size)->bytes, 0, size);
        arena->next = new_chunk(arena, room)->bytes;
        arena->left = room;
    }
    void *block = arena->next;
    arena->next += size;
    arena->left -= size;
    return memset(block, 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    CHECK(size == 0 || count <= SIZE_MAX / 2 / size);
    return arena_alloc(arena, count * size);
}

void arena_free(struct arena *arena)
{
    struct arena_chunk *chunk = arena->chunks;
    while (chunk) {
        struct arena_chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
    *arena = (struct arena){0};
}
