/* program.h -- a compiled program: tables, strings and code, in one file.
 *
 * The file is read without parsing: it is mapped and the tables are used where
 * they lie. Integers are 32-bit little-endian. Layout:
 *
 *   struct program_header | directory: offset and count of each table, in the order
 *   of program.def, then of the strings (count in bytes) | tables | strings
 *
 * The digest is the SHA-256 of everything after it, and is the program's name: a
 * case is pinned to it. Indexes are global to the program (step 12 is row 12 of the
 * `step` table, whatever its route). What each field means is in program.def. */
#ifndef RUNTIME_PROGRAM_H
#define RUNTIME_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "base/check.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/text.h"
#include "base/words.h"
#include "runtime/digest.h"

#define NONE UINT32_MAX
#define PROGRAM_MAGIC "RUTAPRG"         /* seven letters and a NUL */
#define PROGRAM_FORMAT 2u           /* raise it when a table or an enumeration of a program changes */
#define PROGRAM_MAX_BYTES (64u * 1024 * 1024)

enum holiday_rule { HOLIDAY_ON_DATE, HOLIDAY_FROM_EASTER, HOLIDAY_ONCE, HOLIDAY_SUSPENSION, HOLIDAY_RULES };
enum anchor_kind { ANCHOR_DATUM, ANCHOR_INSTRUMENT, ANCHOR_STEP_ENTRY, ANCHOR_STEP_END,
    ANCHOR_MEASURE_BEGUN, ANCHOR_MEASURE_ENDED, ANCHOR_MEASURE_LOOKED_AT, ANCHOR_MEASURE_REVIEWED, ANCHOR_KINDS };

/* struct program_norm, struct program_step, … one for each table. */
#define TABLE(table)      struct program_##table {
#define STRING(field)     uint32_t field;
#define INT(field)        int32_t field;
#define FLAG(field)       uint32_t field;
#define ENUM(field, n)    uint32_t field;
#define DAY(field)        int32_t field;
#define NEED(field, to)   uint32_t field;
#define LINK(field, to)   uint32_t field;
#define RANGE(field, to)  uint32_t field##_first, field##_count;
#define MANY(field, to)   uint32_t field##_first, field##_count;
#define END               };
#include "runtime/program.def"

/* PROGRAM_TABLE_norm, PROGRAM_TABLE_step, … */
#define TABLE(table)      PROGRAM_TABLE_##table,
#define STRING(field)
#define INT(field)
#define FLAG(field)
#define ENUM(field, n)
#define DAY(field)
#define NEED(field, to)
#define LINK(field, to)
#define RANGE(field, to)
#define MANY(field, to)
#define END
enum program_table {
#include "runtime/program.def"
    PROGRAM_TABLES
};

/* A VERSIONED record of which there is one version. */
#define PROGRAM_ALWAYS .from = DAY_NONE, .to = DAY_NONE, .before = NONE, .after = NONE

/* Immutable once made; borrowed pointers live as long as it does. The members are here
 * only so that reading costs no call: use the functions below. */
struct program {
    const uint8_t *bytes;
    size_t size;
    const void *tables[PROGRAM_TABLES];
    uint32_t counts[PROGRAM_TABLES];
    const char *strings;
    uint32_t string_bytes;
    bool mapped;
};

/* ---- Building (the compiler's side) ------------------------------------- */

struct program_builder;

struct program_builder *program_builder_new(void);
void program_builder_free(struct program_builder *builder);

/* Appends `count` zeroed records and returns the index of the first. Every LINK of
 * a new record must be set: zero is a valid index, NONE is not zero. */
uint32_t program_add(struct program_builder *builder, enum program_table table, uint32_t count);

/* A record for writing; the pointer is good until the next program_add to its table. */
void *program_record(struct program_builder *builder, enum program_table table, uint32_t index);

uint32_t program_count_so_far(const struct program_builder *builder, enum program_table table);

/* Adds a string (once, however often it is asked for) and returns its offset. */
uint32_t program_string(struct program_builder *builder, struct text text);

/* Appends indexes to `ref`; returns the first. */
uint32_t program_refs(struct program_builder *builder, const uint32_t *indexes, uint32_t count);

/* Lays everything out and computes the digest. *out must be closed with
 * program_close(). Fails only beyond PROGRAM_MAX_BYTES (EXIT_LIMIT). */
bool program_finish(struct program_builder *builder, struct program **out, struct fault *why);

/* ---- Loading and saving -------------------------------------------------- */

/* Maps a file and checks header, size and digest, not the contents: a program that
 * did not come straight from program_finish must pass verify_program before use.
 * EXIT_NO_INPUT, EXIT_BAD_DATA (not a program, cut short, altered, another format). */
bool program_open(struct program **out, const char *path, struct fault *why);

/* The same from memory (the store keeps programs); copies the bytes. */
bool program_from_bytes(struct program **out, const void *bytes, size_t size, struct fault *why);

/* Writes atomically (a temporary beside it, fsync, rename). EXIT_CANNOT_CREATE, EXIT_IO. */
bool program_save(const struct program *program, const char *path, struct fault *why);

void program_close(struct program *program);

/* ---- Reading ------------------------------------------------------------- */

const void *program_bytes(const struct program *program, size_t *size);
const uint8_t *program_digest(const struct program *program);
const char *program_digest_text(const struct program *program, char out[DIGEST_TEXT_SIZE]);

static inline uint32_t program_count(const struct program *program, enum program_table table)
{
    return program->counts[table];
}

static inline const void *program_table(const struct program *program, enum program_table table)
{
    return program->tables[table];
}

/* NUL-terminated. */
static inline const char *program_text(const struct program *program, uint32_t offset)
{
    CHECK(offset < program->string_bytes);
    return program->strings + offset;
}

/* program_norm_at(program, i), program_step_at(program, i), … As with any array, one
 * past the last may be named but not read. */
#define TABLE(table)                                                                        \
    static inline const struct program_##table *program_##table##_at(                       \
        const struct program *program, uint32_t index)                                      \
    {                                                                                       \
        CHECK(index <= program->counts[PROGRAM_TABLE_##table]);                             \
        return (const struct program_##table *)program->tables[PROGRAM_TABLE_##table] + index; \
    }
#define STRING(field)
#define INT(field)
#define FLAG(field)
#define ENUM(field, n)
#define DAY(field)
#define NEED(field, to)
#define LINK(field, to)
#define RANGE(field, to)
#define MANY(field, to)
#define END
#include "runtime/program.def"

/* A number of 64 bits that lies in two fields. */
static inline int64_t program_joined(int32_t low, int32_t high)
{
    return (int64_t)((uint64_t)(uint32_t)high << 32 | (uint32_t)low);
}

/* A value of a parameter: a number, or ten-thousandths of a peso. */
static inline int64_t program_amount_value(const struct program_amount *amount)
{
    return program_joined(amount->low, amount->high);
}

/* The i-th entry of a MANY field whose first entry is `first`. */
static inline uint32_t program_ref(const struct program *program, uint32_t first, uint32_t i)
{
    return (uint32_t)program_ref_at(program, first + i)->index;
}

/* What an amount of a datum is counted in: "pesos", or the name of its parameter. */
const char *program_unit(const struct program *program, const struct program_datum *datum);

/* The index of the record of `table` whose `name` folds to `name`, or NONE. Only for
 * tables whose first field is `name`. `from` and `count` limit the search. */
uint32_t program_find(const struct program *program, enum program_table table,
                      uint32_t from, uint32_t count, struct text name);

/* The same in the whole of a VERSIONED table: the version in force that day. */
uint32_t program_find_on(const struct program *program, enum program_table table, struct text name, day_t day);

/* The version of the element of that record that is in force that day, or NONE. */
uint32_t program_version_on(const struct program *program, enum program_table table, uint32_t index, day_t day);

/* The same, or the last that was in force before that day, or else the first to come: what the law has done away
 * with goes on for the cases that keep the text that names it. */
uint32_t program_version_near(const struct program *program, enum program_table table, uint32_t index, day_t day);

/* The version that a version of a route names: it has one of its own for each version of what it names. */
uint32_t program_version_for(const struct program *program, enum program_table table, uint32_t index, uint32_t route);

#endif
