/* disasm.c -- printing tables by their shape and code by its rows. See disasm.h.
 *
 * What says nothing is left out: empty strings, empty ranges, links to nowhere, zeroes
 * and absent dates. A link shows the row it points to and, when it has one, its name. */
#include "runtime/disasm.h"

#include <inttypes.h>
#include <string.h>

#include "runtime/opcode.h"
#include "runtime/shape.h"

struct listing {
    const struct program *program;
    FILE *out;
};

static const uint32_t *record_at(const struct program *program, enum program_table table, uint32_t row)
{
    return (const uint32_t *)program_table(program, table) + (size_t)row * shape_of(table)->words;
}

/* «…», with line breaks and other controls as escapes, so that a row stays one line. */
static void print_string(const struct listing *list, const char *string)
{
    fputs("«", list->out);
    for (const unsigned char *at = (const unsigned char *)string; *at; at++) {
        if (*at < 0x20 || *at == 0x7f) fprintf(list->out, "\\x%02x", *at);
        else fputc(*at, list->out);
    }
    fputs("»", list->out);
}

static void print_row(const struct listing *list, enum program_table table, uint32_t row)
{
    const struct shape *shape = shape_of(table);
    fprintf(list->out, "%s %" PRIu32, shape->name, row);
    if (strcmp(shape->fields[0].name, "name") == 0) {
        fputc(' ', list->out);
        print_string(list, program_text(list->program, record_at(list->program, table, row)[0]));
    }
}

static void print_many(const struct listing *list, const struct shape_field *field, const uint32_t *words)
{
    for (uint32_t i = 0; i < words[1]; i++) {
        if (i > 0) fputs(", ", list->out);
        print_row(list, (enum program_table)field->limit, program_ref(list->program, words[0], i));
    }
}

static void print_field(const struct listing *list, const struct shape_field *field, const uint32_t *words)
{
    char date[DATE_TEXT_SIZE];
    fprintf(list->out, "    %s: ", field->name);
    switch (field->kind) {
    case SHAPE_STRING: print_string(list, program_text(list->program, words[0])); break;
    case SHAPE_INT:    fprintf(list->out, "%" PRId32, (int32_t)words[0]); break;
    case SHAPE_FLAG:
    case SHAPE_ENUM:   fprintf(list->out, "%" PRIu32, words[0]); break;
    case SHAPE_DAY:    fputs(day_format((day_t)words[0], date), list->out); break;
    case SHAPE_NEED:
    case SHAPE_LINK:   print_row(list, (enum program_table)field->limit, words[0]); break;
    case SHAPE_RANGE:
        fprintf(list->out, "%s %" PRIu32 "–%" PRIu32, shape_of((enum program_table)field->limit)->name,
                words[0], words[0] + words[1] - 1);
        break;
    case SHAPE_MANY:   print_many(list, field, words); break;
    }
    fputc('\n', list->out);
}

static void print_record(const struct listing *list, enum program_table table, uint32_t row)
{
    const struct shape *shape = shape_of(table);
    const uint32_t *words = record_at(list->program, table, row);
    print_row(list, table, row);
    fputc('\n', list->out);
    for (const struct shape_field *field = shape->fields; field->name; field++) {
        bool is_title = field == shape->fields && strcmp(field->name, "name") == 0;
        if (!is_title && shape_says_something(field, words)) print_field(list, field, words);
        words += shape_width(field->kind);
    }
}

/* ---- Functions ----------------------------------------------------------- */

static void print_operand(const struct listing *list, const struct opcode_row *row, int32_t word)
{
    uint32_t index = opcode_index(word);
    switch (row->operand) {
    case OPERAND_NOTHING: return;
    case OPERAND_IMMEDIATE: fprintf(list->out, "%" PRId32, opcode_immediate(word)); return;
    case OPERAND_CONSTANT: {
        const struct program_constant *constant = program_constant_at(list->program, index);
        uint64_t value = (uint64_t)(uint32_t)constant->high << 32 | (uint32_t)constant->low;
        fprintf(list->out, "%" PRId64, (int64_t)value);
        return;
    }
    case OPERAND_DATUM:  print_row(list, PROGRAM_TABLE_datum, index); return;
    case OPERAND_PARAMETER: print_row(list, PROGRAM_TABLE_parameter, index); return;
    case OPERAND_STEP:   print_row(list, PROGRAM_TABLE_step, index); return;
    case OPERAND_INSTRUMENT: print_row(list, PROGRAM_TABLE_instrument, index); return;
    case OPERAND_TARGET: fprintf(list->out, "→ %" PRIu32, index); return;
    }
    UNREACHABLE();
}

static void print_function(const struct listing *list, uint32_t index)
{
    const struct program_function *self = program_function_at(list->program, index);
    const int32_t *code = (const int32_t *)program_table(list->program, PROGRAM_TABLE_code) + self->start;
    fprintf(list->out, "function %" PRIu32 " ", index);
    print_string(list, program_text(list->program, self->text));
    fprintf(list->out, "  %s:%" PRId32 ", pila %" PRId32 "\n",
            program_text(list->program, self->file), self->line, self->depth);
    for (int32_t at = 0; at < self->length; at++) {
        const struct opcode_row *row = opcode_row((enum opcode)opcode_of(code[at]));
        bool alone = row->operand == OPERAND_NOTHING;
        fprintf(list->out, alone ? "%6" PRId32 "  %s" : "%6" PRId32 "  %-14s ", at, row->name);
        print_operand(list, row, code[at]);
        fputc('\n', list->out);
    }
}

/* These four are shown where they are used, or as functions. */
static bool is_shown_elsewhere(enum program_table table)
{
    return table == PROGRAM_TABLE_ref || table == PROGRAM_TABLE_function
        || table == PROGRAM_TABLE_constant || table == PROGRAM_TABLE_code;
}

void disasm_program(const struct program *program, FILE *out)
{
    struct listing list = { program, out };
    char digest[DIGEST_TEXT_SIZE];
    fprintf(out, "programa %s, formato %u, %zu bytes\n", program_digest_text(program, digest),
            PROGRAM_FORMAT, program->size);
    for (int table = 0; table < PROGRAM_TABLES; table++) {
        uint32_t count = program_count(program, (enum program_table)table);
        if (is_shown_elsewhere((enum program_table)table) || count == 0) continue;
        fputc('\n', out);
        for (uint32_t row = 0; row < count; row++) print_record(&list, (enum program_table)table, row);
    }
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_function); i++) {
        fputc('\n', out);
        print_function(&list, i);
    }
}
