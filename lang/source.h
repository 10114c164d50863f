/* source.h -- a loaded file, and where a byte of it stands for a person. */
#ifndef LANG_SOURCE_H
#define LANG_SOURCE_H

#include <stdint.h>

#include "base/fault.h"
#include "base/text.h"

#define SOURCE_MAX_BYTES (16u * 1024 * 1024)     /* at its densest, 1.1 s of processor */

/* Bytes of one source. `source` indexes struct sources. */
struct span {
    uint32_t source;
    uint32_t offset;
    uint32_t length;
};

struct place {
    uint32_t line;          /* from 1 */
    uint32_t column;        /* characters a person counts, from 1 */
};

struct source {
    struct text path;       /* as given, for messages */
    struct text content;    /* ends in a NUL beyond its length; NFC */
    uint32_t *line_starts;  /* made on first use */
    uint32_t line_count;
};

struct sources;

struct sources *sources_new(struct arena *arena);       /* lives and dies with the arena */

/* Reads a regular file of at most SOURCE_MAX_BYTES. Refuses directories, devices and
 * pipes without opening them for reading. A BOM is dropped. *id is its number. */
bool sources_load(struct sources *sources, struct text path, uint32_t *id, struct fault *why);

/* A source that is no file: the standard library, a test. */
uint32_t sources_add(struct sources *sources, struct text path, struct text content);

struct source *sources_at(const struct sources *sources, uint32_t id);
uint32_t sources_count(const struct sources *sources);

uint32_t source_line_of(struct source *source, struct arena *arena, uint32_t offset);   /* from 1; without counting columns */
struct place source_place(struct source *source, struct arena *arena, uint32_t offset);
struct text source_line(struct source *source, struct arena *arena, uint32_t line);   /* without its end */

/* The smallest span that covers both; they are of one source. */
struct span span_join(struct span a, struct span b);

#endif
