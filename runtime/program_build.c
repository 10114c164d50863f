/* program_build.c -- the compiler's side of program.h: filling the tables.
 *
 * Each table is a growing array of words. Strings are kept once: an open-addressing
 * table of their offsets, at most half full, finds the ones already there. The layout
 * is the only one program.c accepts, so equal contents always make equal bytes. */
#include "runtime/program.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "runtime/program_file.h"
#include "runtime/shape.h"

typedef VEC(uint32_t) words_t;

struct program_builder {
    words_t tables[PROGRAM_TABLES];
    VEC(char) strings;
    uint32_t *slots;        /* offsets into strings; 0 is free: the empty string needs no slot */
    uint32_t slot_count;    /* a power of two */
    uint32_t used;
};

struct program_builder *program_builder_new(void)
{
    struct program_builder *builder = program_allocate(1, sizeof *builder);
    builder->slot_count = 64;
    builder->slots = program_allocate(builder->slot_count, sizeof *builder->slots);
    VEC_PUSH(&builder->strings, '\0');
    return builder;
}

void program_builder_free(struct program_builder *builder)
{
    if (!builder) return;
    for (int i = 0; i < PROGRAM_TABLES; i++) VEC_FREE(&builder->tables[i]);
    VEC_FREE(&builder->strings);
    free(builder->slots);
    free(builder);
}

uint32_t program_count_so_far(const struct program_builder *builder, enum program_table table)
{
    return (uint32_t)(builder->tables[table].count / shape_of(table)->words);
}

uint32_t program_add(struct program_builder *builder, enum program_table table, uint32_t count)
{
    uint32_t first = program_count_so_far(builder, table);
    uint64_t words = (uint64_t)count * shape_of(table)->words;
    CHECK(words <= UINT32_MAX);
    for (uint64_t i = 0; i < words; i++) VEC_PUSH(&builder->tables[table], 0);
    return first;
}

void *program_record(struct program_builder *builder, enum program_table table, uint32_t index)
{
    CHECK(index < program_count_so_far(builder, table));
    return builder->tables[table].items + (size_t)index * shape_of(table)->words;
}

uint32_t program_refs(struct program_builder *builder, const uint32_t *indexes, uint32_t count)
{
    uint32_t first = program_count_so_far(builder, PROGRAM_TABLE_ref);
    for (uint32_t i = 0; i < count; i++) VEC_PUSH(&builder->tables[PROGRAM_TABLE_ref], indexes[i]);
    return first;
}

/* ---- Strings ------------------------------------------------------------- */

/* FNV-1a. */
static uint32_t hash(const char *at, size_t length)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < length; i++) h = (h ^ (unsigned char)at[i]) * 16777619u;
    return h;
}

/* The slot where a string is, or where it would go. */
static uint32_t *slot_for(struct program_builder *builder, struct text text)
{
    uint32_t mask = builder->slot_count - 1;
    for (uint32_t i = hash(text.at, text.length) & mask;; i = (i + 1) & mask) {
        uint32_t offset = builder->slots[i];
        if (offset == 0 || text_equal(text_from(builder->strings.items + offset), text))
            return &builder->slots[i];
    }
}

static void grow_slots(struct program_builder *builder)
{
    uint32_t *old = builder->slots;
    uint32_t old_count = builder->slot_count;
    builder->slot_count *= 2;
    builder->slots = program_allocate(builder->slot_count, sizeof *builder->slots);
    for (uint32_t i = 0; i < old_count; i++)
        if (old[i]) *slot_for(builder, text_from(builder->strings.items + old[i])) = old[i];
    free(old);
}

uint32_t program_string(struct program_builder *builder, struct text text)
{
    if (text.length == 0) return 0;
    CHECK(memchr(text.at, '\0', text.length) == NULL);
    if (builder->used * 2 >= builder->slot_count) grow_slots(builder);
    uint32_t *slot = slot_for(builder, text);
    if (*slot) return *slot;

    CHECK(builder->strings.count + text.length < UINT32_MAX);
    *slot = (uint32_t)builder->strings.count;
    builder->used++;
    for (size_t i = 0; i < text.length; i++) VEC_PUSH(&builder->strings, text.at[i]);
    VEC_PUSH(&builder->strings, '\0');
    return *slot;
}

/* ---- Laying it out ------------------------------------------------------- */

static size_t total_size(const struct program_builder *builder)
{
    size_t size = PROGRAM_TABLES_START + builder->strings.count;
    for (int i = 0; i < PROGRAM_TABLES; i++) size += builder->tables[i].count * sizeof(uint32_t);
    return size;
}

static void write_contents(const struct program_builder *builder, uint8_t *bytes)
{
    struct program_section *sections = (struct program_section *)(bytes + PROGRAM_DIRECTORY_START);
    uint32_t at = PROGRAM_TABLES_START;
    for (int i = 0; i < PROGRAM_TABLES; i++) {
        const words_t *table = &builder->tables[i];
        size_t size = table->count * sizeof(uint32_t);
        sections[i] = (struct program_section){ at, program_count_so_far(builder, (enum program_table)i) };
        if (size) memcpy(bytes + at, table->items, size);
        at += (uint32_t)size;
    }
    sections[PROGRAM_TABLES] = (struct program_section){ at, (uint32_t)builder->strings.count };
    memcpy(bytes + at, builder->strings.items, builder->strings.count);
}

bool program_finish(struct program_builder *builder, struct program **out, struct fault *why)
{
    *out = NULL;
    size_t size = total_size(builder);
    if (size > PROGRAM_MAX_BYTES) {
        fault_set(why, EXIT_LIMIT, "el programa ocuparía %zu bytes y el máximo es %u", size, PROGRAM_MAX_BYTES);
        return fault_help(why, "divídalo: compile las rutas en programas separados");
    }
    uint8_t *bytes = program_allocate(1, size);
    write_contents(builder, bytes);

    struct program_header *header = (struct program_header *)bytes;
    memcpy(header->magic, PROGRAM_MAGIC, sizeof header->magic);
    header->format = PROGRAM_FORMAT;
    header->size = (uint32_t)size;
    digest_of(bytes + PROGRAM_DIRECTORY_START, size - PROGRAM_DIRECTORY_START, header->digest);
    return program_adopt(out, bytes, size, false, why);
}
