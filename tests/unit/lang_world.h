/* lang_world.h -- what the tests of lang/ share: one text, its tree and its messages.
 *
 * Included before anything else, because cmocka wants its headers in this order. */
#ifndef TESTS_LANG_WORLD_H
#define TESTS_LANG_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/ast_print.h"
#include "lang/format.h"
#include "lang/parse.h"

#define COUNT(array) (sizeof (array) / sizeof *(array))

struct lang_world {
    struct arena *arena;        /* on the heap: what points to it outlives a copy of this */
    struct sources *sources;
    struct intern *names;
    struct report *report;
    struct node *file;
};

static inline struct lang_world lang_parse_bytes(const char *path, struct text content)
{
    struct lang_world world = { .arena = calloc(1, sizeof(struct arena)) };
    assert_non_null(world.arena);
    world.sources = sources_new(world.arena);
    world.names = intern_new(world.arena);
    world.report = report_new(world.arena, world.sources);
    uint32_t source = sources_add(world.sources, text_from(path), content);
    world.file = parse_source(world.sources, source, world.arena, world.names, world.report);
    return world;
}

static inline struct lang_world lang_parse(const char *content)
{
    return lang_parse_bytes("prueba.ruta", text_from(content));
}

static inline void lang_done(struct lang_world *world)
{
    arena_free(world->arena);
    free(world->arena);
}

/* The caller frees the result. */
static inline char *lang_printed(const struct lang_world *world, struct report_style style)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    report_print(world->report, out, style);
    fclose(out);
    return text;
}

static inline char *lang_tree(const struct lang_world *world)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    ast_print(world->file, world->names, out);
    fclose(out);
    return text;
}

#endif
