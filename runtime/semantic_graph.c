/* semantic_graph.c -- see semantic_graph.h. */
#include "runtime/semantic_graph.h"

#include <string.h>

#include "runtime/opcode.h"
#include "runtime/program_file.h"
#include "runtime/vm.h"

#define FIRST_ROOM 64u
#ifdef HUNGRY
#undef FIRST_ROOM
#define FIRST_ROOM 2u
#endif

void graph_open(struct semantic_graph *graph, const struct program *program)
{
    *graph = (struct semantic_graph){ .program = program, .room = FIRST_ROOM };
    graph->places = program_allocate(graph->room, sizeof *graph->places);
    memset(graph->places, 0xff, graph->room * sizeof *graph->places);
}

void graph_close(struct semantic_graph *graph)
{
    VEC_FREE(&graph->nodes);
    VEC_FREE(&graph->edges);
    free(graph->places);
    graph->places = NULL;
}

/* ---- Which node a record is ------------------------------------------------ */

/* Where the node of a record stands, or would. */
static uint32_t *place_of(const struct semantic_graph *graph, enum program_table table, uint32_t row)
{
    uint32_t at = (row * 2654435761u ^ (uint32_t)table * 40503u) & (graph->room - 1);
    for (;; at = (at + 1) & (graph->room - 1)) {
        uint32_t node = graph->places[at];
        if (node == NONE) return &graph->places[at];
        if (graph->nodes.items[node].row == row && graph->nodes.items[node].table == table) return &graph->places[at];
    }
}

static void make_room(struct semantic_graph *graph)
{
    if (graph->nodes.count * 2 < graph->room) return;
    free(graph->places);
    graph->room *= 2;
    graph->places = program_allocate(graph->room, sizeof *graph->places);
    memset(graph->places, 0xff, graph->room * sizeof *graph->places);
    for (uint32_t i = 0; i < graph->nodes.count; i++)
        *place_of(graph, graph->nodes.items[i].table, graph->nodes.items[i].row) = i;
}

static uint32_t reach(struct semantic_graph *graph, enum program_table table, uint32_t row)
{
    make_room(graph);
    uint32_t *place = place_of(graph, table, row);
    if (*place != NONE) return *place;
    struct graph_node node = { table, row };
    *place = (uint32_t)graph->nodes.count;
    VEC_PUSH(&graph->nodes, node);
    return *place;
}

uint32_t graph_find(const struct semantic_graph *graph, enum program_table table, uint32_t row)
{
    return *place_of(graph, table, row);
}

/* ---- Where a record points ------------------------------------------------- */

static void point(struct semantic_graph *graph, uint32_t from, const char *label, uint32_t position,
                  enum program_table table, uint32_t row)
{
    struct graph_edge edge = { from, reach(graph, table, row), label, position };
    VEC_PUSH(&graph->edges, edge);
}

bool graph_is_ordered(const struct program *program, enum program_table table, uint32_t row, const struct shape_field *field)
{
    const struct shape *shape = shape_of(table);
    if (shape->marks[field - shape->fields] == SHAPE_LOOSE) return false;
    if (table == PROGRAM_TABLE_list) return program_list_at(program, row)->ordered;
    if (table == PROGRAM_TABLE_step && field->limit == PROGRAM_TABLE_step && field->kind == SHAPE_RANGE)
        return !program_step_at(program, row)->parallel;
    return true;
}

static void follow_field(struct semantic_graph *graph, uint32_t from, const struct shape_field *field, const uint32_t *words)
{
    enum program_table target = (enum program_table)field->limit;
    struct graph_node node = graph->nodes.items[from];
    bool ordered = graph_is_ordered(graph->program, node.table, node.row, field);

    if (field->kind == SHAPE_NEED || field->kind == SHAPE_LINK) {
        if (words[0] != NONE) point(graph, from, field->name, 0, target, words[0]);
        return;
    }
    for (uint32_t i = 0; i < words[1]; i++) {
        uint32_t row = field->kind == SHAPE_MANY ? program_ref(graph->program, words[0], i) : words[0] + i;
        point(graph, from, field->name, ordered ? i + 1 : 0, target, row);
    }
}

static bool points(const struct shape_field *field)
{
    return field->kind == SHAPE_NEED || field->kind == SHAPE_LINK || field->kind == SHAPE_RANGE || field->kind == SHAPE_MANY;
}

/* ---- Conditions ------------------------------------------------------------ */

/* What is known of an entry of the machine's stack: the list its value is of, or the
 * instruction that pushed it as a bare number. */
struct entry {
    uint32_t list, push;
};

static const int32_t *code_of(const struct program *program, uint32_t function)
{
    return (const int32_t *)program_table(program, PROGRAM_TABLE_code) + program_function_at(program, function)->start;
}

static bool compares(enum opcode opcode)
{
    return (opcode >= OP_EQUAL && opcode <= OP_LESS) || opcode == OP_CONTAINS;
}

/* The value a bare number stands for when it is compared with something of a list, or NONE. */
static uint32_t value_of(const struct program *program, const int32_t *code, struct entry number, struct entry other)
{
    if (number.push == NONE || other.list == NONE) return NONE;
    const struct program_list *list = program_list_at(program, other.list);
    uint32_t place = (uint32_t)opcode_immediate(code[number.push]);
    return place < list->values_count ? list->values_first + place : NONE;
}

static struct entry entry_pushed(const struct program *program, int32_t word, uint32_t at)
{
    struct entry entry = { NONE, NONE };
    if (opcode_of(word) == OP_PUSH) entry.push = at;
    if (opcode_of(word) == OP_LOAD_DATUM) entry.list = program_datum_at(program, opcode_index(word))->list;
    return entry;
}

/* For each instruction of a function, the row of `value` its operand stands for, or NONE: a
 * value is its place in its list, and where the list has no order the place says nothing. */
static void find_values(const struct program *program, uint32_t function, uint32_t *values)
{
    const struct program_function *self = program_function_at(program, function);
    const int32_t *code = code_of(program, function);
    struct entry stack[VM_MAX_DEPTH + 1] = {0};
    int depth = 0;

    for (uint32_t at = 0; at < (uint32_t)self->length; at++) {
        enum opcode opcode = (enum opcode)opcode_of(code[at]);
        const struct opcode_row *row = opcode_row(opcode);
        values[at] = NONE;
        if (compares(opcode)) {
            struct entry below = stack[depth - 2], above = stack[depth - 1];
            uint32_t left = value_of(program, code, below, above), right = value_of(program, code, above, below);
            if (left != NONE) values[below.push] = left;
            if (right != NONE) values[above.push] = right;
        }
        depth -= row->pops;
        for (int i = 0; i < row->pushes; i++) stack[depth++] = entry_pushed(program, code[at], at);
    }
}

/* The table the operand of an instruction is a row of, or PROGRAM_TABLES. */
static enum program_table operand_table(enum operand_kind kind)
{
    switch (kind) {
    case OPERAND_DATUM:      return PROGRAM_TABLE_datum;
    case OPERAND_PARAMETER:  return PROGRAM_TABLE_parameter;
    case OPERAND_STEP:       return PROGRAM_TABLE_step;
    case OPERAND_INSTRUMENT: return PROGRAM_TABLE_instrument;
    case OPERAND_NOTHING: case OPERAND_IMMEDIATE: case OPERAND_CONSTANT: case OPERAND_TARGET: break;
    }
    return PROGRAM_TABLES;
}

static void follow_code(struct semantic_graph *graph, uint32_t from, uint32_t function)
{
    const int32_t *code = code_of(graph->program, function);
    uint32_t length = (uint32_t)program_function_at(graph->program, function)->length;
    uint32_t *values = program_allocate(length + 1u, sizeof *values);

    find_values(graph->program, function, values);
    for (uint32_t at = 0; at < length; at++) {
        enum program_table table = operand_table(opcode_row((enum opcode)opcode_of(code[at]))->operand);
        if (table != PROGRAM_TABLES) point(graph, from, "code", at + 1, table, opcode_index(code[at]));
        else if (values[at] != NONE) point(graph, from, "code", at + 1, PROGRAM_TABLE_value, values[at]);
    }
    free(values);
}

static void follow_record(struct semantic_graph *graph, uint32_t from)
{
    struct graph_node node = graph->nodes.items[from];
    const struct shape *shape = shape_of(node.table);
    const uint32_t *words = (const uint32_t *)program_table(graph->program, node.table) + (size_t)node.row * shape->words;

    if (node.table == PROGRAM_TABLE_function) follow_code(graph, from, node.row);
    for (const struct shape_field *field = shape->fields; field->name; words += shape_width(field->kind), field++)
        if (points(field) && shape->marks[field - shape->fields] != SHAPE_ASIDE) follow_field(graph, from, field, words);
}

uint32_t graph_add(struct semantic_graph *graph, enum program_table table, uint32_t row)
{
    uint32_t seen = (uint32_t)graph->nodes.count, root = reach(graph, table, row);
    for (uint32_t next = seen; next < graph->nodes.count; next++) follow_record(graph, next);
    return root;
}

/* ---- What a record says by itself ------------------------------------------ */

void graph_put(graph_bytes *bytes, const void *at, size_t size)
{
    const uint8_t *from = at;
    for (size_t i = 0; i < size; i++) VEC_PUSH(bytes, from[i]);
}

void graph_put_number(graph_bytes *bytes, uint64_t number)
{
    for (int i = 0; i < 8; i++) VEC_PUSH(bytes, (uint8_t)(number >> 8 * i));
}

static void put_string(graph_bytes *bytes, const char *string)
{
    graph_put(bytes, string, strlen(string) + 1);
}

static uint64_t constant_of(const struct program *program, uint32_t index)
{
    const struct program_constant *constant = program_constant_at(program, index);
    return (uint64_t)(uint32_t)constant->high << 32 | (uint32_t)constant->low;
}

/* An operand that names a record is an edge, not a number. */
static void say_code(const struct program *program, uint32_t function, graph_bytes *bytes)
{
    const int32_t *code = code_of(program, function);
    uint32_t length = (uint32_t)program_function_at(program, function)->length;
    uint32_t *values = program_allocate(length + 1u, sizeof *values);

    find_values(program, function, values);
    for (uint32_t at = 0; at < length; at++) {
        const struct opcode_row *row = opcode_row((enum opcode)opcode_of(code[at]));
        put_string(bytes, row->name);
        if (row->operand == OPERAND_CONSTANT) graph_put_number(bytes, constant_of(program, opcode_index(code[at])));
        else if (row->operand == OPERAND_TARGET) graph_put_number(bytes, opcode_index(code[at]));
        else if (row->operand == OPERAND_IMMEDIATE && values[at] == NONE)
            graph_put_number(bytes, (uint64_t)(int64_t)opcode_immediate(code[at]));
    }
    free(values);
}

/* A clause without a citation of its own has that of its record, which says it already. */
static bool is_inherited(const struct shape *shape, const uint32_t *record, const struct shape_field *field, uint32_t string)
{
    const char *end = strrchr(field->name, '_');
    if (field->kind != SHAPE_STRING || !end || strcmp(end, "_source") != 0) return false;
    for (const struct shape_field *own = shape->fields; own->name; record += shape_width(own->kind), own++)
        if (strcmp(own->name, "source") == 0) return record[0] == string;
    return false;
}

void graph_say(const struct semantic_graph *graph, uint32_t index, graph_bytes *bytes)
{
    struct graph_node node = graph->nodes.items[index];
    const struct shape *shape = shape_of(node.table);
    const uint32_t *record = (const uint32_t *)program_table(graph->program, node.table) + (size_t)node.row * shape->words, *words = record;

    put_string(bytes, shape->name);
    if (node.table == PROGRAM_TABLE_function) say_code(graph->program, node.row, bytes);
    for (const struct shape_field *field = shape->fields; field->name; words += shape_width(field->kind), field++) {
        bool aside = shape->marks[field - shape->fields] == SHAPE_ASIDE;
        if (aside || points(field) || !shape_says_something(field, words) || is_inherited(shape, record, field, words[0])) continue;
        put_string(bytes, field->name);
        if (field->kind == SHAPE_STRING) put_string(bytes, program_text(graph->program, words[0]));
        else graph_put_number(bytes, (uint64_t)(int64_t)(int32_t)words[0]);
    }
}
