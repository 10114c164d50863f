/* verify.c -- the first two passes: each field alone, then who owns each record.
 *
 * Both walk program.def (through shape.h) and name no table, except for the two windows
 * program.def speaks of. Every pass is linear in the size of the program: a hostile
 * file cannot buy time with few bytes. */
#include "runtime/verify_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "runtime/program_file.h"
#include "runtime/shape.h"

bool verify_bad(const struct verifier *v, enum program_table table, uint32_t row, const char *field,
                const char *format, ...)
{
    char what[256];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    fault_set(v->why, EXIT_BAD_DATA, "el programa no es válido: tabla «%s», fila %u, campo «%s»: %s",
              shape_of(table)->name, row, field, what);
    return fault_help(v->why, "compílelo de nuevo con ruta compilar");
}

uint32_t *verify_array(uint32_t count)
{
    uint32_t *array = program_allocate((size_t)count + 1, sizeof *array);
    memset(array, 0xff, count * sizeof *array);
    return array;
}

/* ---- Fields -------------------------------------------------------------- */

struct field_at {
    enum program_table table;
    uint32_t row;
    const struct shape_field *field;
    const uint32_t *words;          /* where the field lies */
};

static bool bad_field(const struct verifier *v, const struct field_at *at, const char *what)
{
    return verify_bad(v, at->table, at->row, at->field->name, "%s", what);
}

static bool check_string(const struct verifier *v, const struct field_at *at)
{
    uint32_t offset = at->words[0];
    if (offset >= v->program->string_bytes) return bad_field(v, at, "el texto cae fuera de los textos");
    if (offset > 0 && v->program->strings[offset - 1] != '\0')
        return bad_field(v, at, "el texto comienza en medio de otro");
    return true;
}

static bool check_day(const struct verifier *v, const struct field_at *at)
{
    day_t day = (day_t)at->words[0];
    return day == DAY_NONE || (day >= DAY_FIRST && day <= DAY_LAST)
        || bad_field(v, at, "la fecha no está entre 1900 y 2200");
}

static bool check_index(const struct verifier *v, const struct field_at *at)
{
    return at->words[0] < program_count(v->program, (enum program_table)at->field->limit)
        || bad_field(v, at, "señala una fila que no existe");
}

static bool check_span(const struct verifier *v, const struct field_at *at, enum program_table target)
{
    uint32_t first = at->words[0], count = at->words[1], limit = program_count(v->program, target);
    return (first <= limit && count <= limit - first)
        || bad_field(v, at, "el tramo se sale de su tabla");
}

/* Entries of `ref` too must be owned once, or few bytes would make much work. */
static bool check_many(struct verifier *v, const struct field_at *at)
{
    if (!check_span(v, at, PROGRAM_TABLE_ref)) return false;
    uint32_t limit = program_count(v->program, (enum program_table)at->field->limit);
    uint32_t *owner = v->owner[PROGRAM_TABLE_ref];
    for (uint32_t i = 0; i < at->words[1]; i++) {
        uint32_t entry = at->words[0] + i;
        if (owner[entry] != NONE) return bad_field(v, at, "una referencia pertenece a dos campos");
        owner[entry] = at->row;
        if (program_ref(v->program, entry, 0) >= limit)
            return bad_field(v, at, "una referencia señala una fila que no existe");
    }
    return true;
}

static bool check_field(struct verifier *v, const struct field_at *at)
{
    uint32_t value = at->words[0], limit = at->field->limit;
    switch (at->field->kind) {
    case SHAPE_STRING: return check_string(v, at);
    case SHAPE_INT:    return true;
    case SHAPE_FLAG:   return value <= 1 || bad_field(v, at, "debe ser 0 o 1");
    case SHAPE_ENUM:   return value < limit || bad_field(v, at, "no es uno de sus valores");
    case SHAPE_DAY:    return check_day(v, at);
    case SHAPE_LINK:   return value == NONE || check_index(v, at);
    case SHAPE_NEED:   return check_index(v, at);
    case SHAPE_RANGE:  return check_span(v, at, (enum program_table)limit);
    case SHAPE_MANY:   return check_many(v, at);
    }
    UNREACHABLE();
}

/* Calls `check` for every field of every record, until one refuses. */
static bool each_field(struct verifier *v, bool (*check)(struct verifier *v, const struct field_at *at))
{
    for (int table = 0; table < PROGRAM_TABLES; table++) {
        const struct shape *shape = shape_of((enum program_table)table);
        const uint32_t *words = program_table(v->program, (enum program_table)table);
        for (uint32_t row = 0; row < program_count(v->program, (enum program_table)table); row++) {
            for (const struct shape_field *field = shape->fields; field->name; field++) {
                struct field_at at = { (enum program_table)table, row, field, words };
                if (!check(v, &at)) return false;
                words += shape_width(field->kind);
            }
        }
    }
    return true;
}

static bool check_strings(const struct verifier *v)
{
    struct text strings = { v->program->strings, v->program->string_bytes };
    if (utf8_valid_length(strings) == strings.length) return true;
    fault_set(v->why, EXIT_BAD_DATA, "el programa no es válido: sus textos no están en UTF-8");
    return fault_help(v->why, "compílelo de nuevo con ruta compilar");
}

/* ---- Owners -------------------------------------------------------------- */

static bool is_window(enum program_table table, uint32_t target)
{
    return table == PROGRAM_TABLE_step && (target == PROGRAM_TABLE_step || target == PROGRAM_TABLE_deadline);
}

static bool claim_range(struct verifier *v, const struct field_at *at)
{
    if (at->field->kind != SHAPE_RANGE || is_window(at->table, at->field->limit)) return true;
    uint32_t *owner = v->owner[at->field->limit];
    for (uint32_t i = at->words[0]; i < at->words[0] + at->words[1]; i++) {
        if (owner[i] != NONE)
            return verify_bad(v, at->table, at->row, at->field->name,
                              "la fila %u de «%s» ya pertenece a la fila %u",
                              i, shape_of((enum program_table)at->field->limit)->name, owner[i]);
        owner[i] = at->row;
    }
    return true;
}

static bool check_claimed(const struct verifier *v, enum program_table table)
{
    for (uint32_t row = 0; row < program_count(v->program, table); row++) {
        if (v->owner[table][row] == NONE)
            return verify_bad(v, table, row, shape_of(table)->fields[0].name,
                              "la fila no pertenece a ninguna otra, y debería");
    }
    return true;
}

static bool check_owners(struct verifier *v)
{
    if (!each_field(v, claim_range)) return false;
    bool owned[PROGRAM_TABLES] = { [PROGRAM_TABLE_ref] = true };
    for (int table = 0; table < PROGRAM_TABLES; table++) {
        for (const struct shape_field *field = shape_of((enum program_table)table)->fields; field->name; field++)
            if (field->kind == SHAPE_RANGE) owned[field->limit] = true;
    }
    for (int table = 0; table < PROGRAM_TABLES; table++)
        if (owned[table] && !check_claimed(v, (enum program_table)table)) return false;
    return true;
}

/* ---- The whole ----------------------------------------------------------- */

bool verify_program(const struct program *program, struct fault *why)
{
    struct verifier v = { .program = program, .why = why };
    for (int i = 0; i < PROGRAM_TABLES; i++) v.owner[i] = verify_array(program->counts[i]);
    v.function_route = verify_array(program_count(program, PROGRAM_TABLE_function));

    bool ok = check_strings(&v)
           && each_field(&v, check_field)
           && check_owners(&v)
           && verify_records(&v)
           && verify_code(&v);

    for (int i = 0; i < PROGRAM_TABLES; i++) free(v.owner[i]);
    free(v.function_route);
    return ok;
}
