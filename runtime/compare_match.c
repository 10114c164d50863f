/* compare_match.c -- see compare_match.h. */
#include "runtime/compare_match.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "runtime/program_file.h"

/* ---- Tables and texts ------------------------------------------------------- */

static const enum program_table top_tables[] = {
    PROGRAM_TABLE_norm, PROGRAM_TABLE_actor, PROGRAM_TABLE_list, PROGRAM_TABLE_body,
    PROGRAM_TABLE_calendar, PROGRAM_TABLE_instrument, PROGRAM_TABLE_route, PROGRAM_TABLE_parameter, PROGRAM_TABLE_measure,
};
#define TOP_TABLES (sizeof top_tables / sizeof *top_tables)

bool match_is_top(enum program_table table)
{
    for (size_t i = 0; i < TOP_TABLES; i++)
        if (top_tables[i] == table) return true;
    return false;
}

bool match_has_name(enum program_table table)
{
    return strcmp(shape_of(table)->fields[0].name, "name") == 0;
}

const uint32_t *match_words(const struct program *program, enum program_table table, uint32_t row)
{
    return (const uint32_t *)program_table(program, table) + (size_t)row * shape_of(table)->words;
}

static struct text name_of(const struct program *program, enum program_table table, uint32_t row)
{
    return text_from(program_text(program, match_words(program, table, row)[0]));
}

/* Where a field of that name lies in the records of a table, or -1. */
static int place_of_field(enum program_table table, const char *name)
{
    int at = 0;
    for (const struct shape_field *field = shape_of(table)->fields; field->name; at += (int)shape_width(field->kind), field++)
        if (strcmp(field->name, name) == 0) return at;
    return -1;
}

static bool is_versioned(enum program_table table)
{
    return place_of_field(table, "before") >= 0;
}

/* These say themselves since when, and include their last day. */
static bool is_on(int32_t from, int32_t to, day_t day)
{
    return (from == DAY_NONE || day >= from) && (to == DAY_NONE || day <= to);
}

static bool rule_is_on(const struct program_holiday *holiday, day_t day)
{
    return holiday->rule == HOLIDAY_ONCE || holiday->rule == HOLIDAY_SUSPENSION || is_on(holiday->from, holiday->to, day);
}

bool match_in_text(const struct match_side *side, enum program_table table, uint32_t row)
{
    const struct compare_text *text = &side->text;
    if (is_versioned(table)) return program_version_on(text->program, table, row, text->day) == row;
    if (!side->by_day) return true;
    if (table == PROGRAM_TABLE_holiday) return rule_is_on(program_holiday_at(text->program, row), text->day);
    const struct program_amount *amount = table == PROGRAM_TABLE_amount ? program_amount_at(text->program, row) : NULL;
    return !amount || is_on(amount->from, amount->to, text->day);
}

/* ---- Edges by node ------------------------------------------------------------ */

static void index_edges(const struct semantic_graph *graph, bool incoming, uint32_t **firsts, uint32_t **edges)
{
    uint32_t count = (uint32_t)graph->nodes.count;
    uint32_t *starts = program_allocate(count + 2u, sizeof *starts), *ends = starts + 1;
    *edges = program_allocate(graph->edges.count + 1, sizeof **edges);
    for (size_t i = 0; i < graph->edges.count; i++)
        ends[(incoming ? graph->edges.items[i].to : graph->edges.items[i].from) + 1]++;
    for (uint32_t n = 0; n < count; n++) ends[n + 1] += ends[n];
    for (uint32_t i = 0; i < graph->edges.count; i++)
        (*edges)[ends[incoming ? graph->edges.items[i].to : graph->edges.items[i].from]++] = i;
    *firsts = starts;
}

/* ---- Instruments of a route ---- */

/* The route a node is part of, or NONE: the range of a route that holds it, or the record that does. */
static uint32_t route_over(const struct match_side *side, uint32_t node)
{
    const struct graph_node *nodes = side->graph.nodes.items;
    for (uint32_t climbs = 0; climbs < 8 && nodes[node].table != PROGRAM_TABLE_route; climbs++) {
        uint32_t whole = NONE;
        for (uint32_t i = side->first_in[node]; i < side->first_in[node + 1]; i++) {
            const struct graph_edge *edge = &side->graph.edges.items[side->in[i]];
            bool holds = nodes[edge->from].table == PROGRAM_TABLE_route || !match_has_name(nodes[node].table);
            if (holds && whole == NONE) whole = edge->from;
        }
        if (whole == NONE) return NONE;
        node = whole;
    }
    return nodes[node].table == PROGRAM_TABLE_route ? nodes[node].row : NONE;
}

static uint32_t find_route(const struct match_side *side, uint32_t instrument)
{
    uint32_t node = graph_find(&side->graph, PROGRAM_TABLE_instrument, instrument), route = NONE;
    if (node == NONE) return NONE;
    for (uint32_t i = side->first_in[node]; i < side->first_in[node + 1]; i++) {
        struct graph_node from = side->graph.nodes.items[side->graph.edges.items[side->in[i]].from];
        if (from.table == PROGRAM_TABLE_instrument) continue;
        uint32_t over = route_over(side, side->graph.edges.items[side->in[i]].from);
        if (over == NONE || (route != NONE && over != route)) return NONE;
        route = over;
    }
    return route;
}

static void find_routes(struct match_side *side)
{
    uint32_t count = program_count(side->text.program, PROGRAM_TABLE_instrument);
    side->route_of = program_allocate(count + 1u, sizeof *side->route_of);
    for (uint32_t row = 0; row < count; row++) side->route_of[row] = find_route(side, row);
}

uint32_t match_route_of(const struct matching *matching, int side, uint32_t instrument)
{
    return matching->sides[side].route_of[instrument];
}

static void side_open(struct match_side *side, struct compare_text text, bool by_day)
{
    side->text = text;
    side->by_day = by_day;
    graph_open(&side->graph, text.program);
    for (size_t t = 0; t < TOP_TABLES; t++)
        for (uint32_t row = 0; row < program_count(text.program, top_tables[t]); row++)
            if (match_in_text(side, top_tables[t], row)) graph_add(&side->graph, top_tables[t], row);
    index_edges(&side->graph, true, &side->first_in, &side->in);
    index_edges(&side->graph, false, &side->first_out, &side->out);
    find_routes(side);
    for (int t = 0; t < PROGRAM_TABLES; t++) {
        uint32_t count = program_count(text.program, (enum program_table)t);
        side->ids[t] = program_allocate(count + 1u, sizeof *side->ids[t]);
        memset(side->ids[t], 0xff, count * sizeof *side->ids[t]);
    }
}

static void side_close(struct match_side *side)
{
    graph_close(&side->graph);
    free(side->first_in);
    free(side->first_out);
    free(side->in);
    free(side->out);
    free(side->route_of);
    for (int t = 0; t < PROGRAM_TABLES; t++) free(side->ids[t]);
}

/* ---- What a record says, as a number --------------------------------------------- */

#define PRINT_START UINT64_C(14695981039346656037)

static uint64_t mix_bytes(uint64_t print, const void *at, size_t size)
{
    const uint8_t *bytes = at;
    for (size_t i = 0; i < size; i++) print = (print ^ bytes[i]) * UINT64_C(1099511628211);
    return print;
}

static uint64_t mix(uint64_t print, uint64_t number)
{
    return mix_bytes(print, &number, sizeof number);
}

static uint64_t mix_string(uint64_t print, const char *string)
{
    return mix_bytes(print, string, strlen(string) + 1);
}

static uint64_t print_targets(const struct matching *matching, int side, uint32_t node, const char *label);

uint64_t match_print(const struct matching *matching, int side, enum program_table table, uint32_t row)
{
    const struct match_side *self = &matching->sides[side];
    if (match_has_name(table)) {
        uint32_t id = self->ids[table][row];
        return id != NONE ? mix(PRINT_START, id) : mix(mix(mix(PRINT_START + 1, (uint64_t)side), table), row);
    }
    uint32_t node = graph_find(&self->graph, table, row);
    if (node == NONE) return mix(PRINT_START, row);
    graph_bytes bytes = {0};
    graph_say(&self->graph, node, &bytes);
    uint64_t print = mix_bytes(PRINT_START, bytes.items, bytes.count);
    VEC_FREE(&bytes);
    return mix(print, print_targets(matching, side, node, NULL));
}

/* A sum where order says nothing, so that order does not count. */
static uint64_t print_targets(const struct matching *matching, int side, uint32_t node, const char *label)
{
    const struct match_side *self = &matching->sides[side];
    uint64_t sum = 0;
    for (uint32_t i = self->first_out[node]; i < self->first_out[node + 1]; i++) {
        const struct graph_edge *edge = &self->graph.edges.items[self->out[i]];
        if (label && strcmp(label, edge->label) != 0) continue;
        struct graph_node to = self->graph.nodes.items[edge->to];
        sum += mix(mix(mix_string(PRINT_START, edge->label), edge->position), match_print(matching, side, to.table, to.row));
    }
    return sum;
}

uint64_t match_print_field(const struct matching *matching, int side, enum program_table table, uint32_t row,
                           const struct shape_field *field, const uint32_t *words)
{
    const struct match_side *self = &matching->sides[side];
    uint32_t node = graph_find(&self->graph, table, row);
    switch (field->kind) {
    case SHAPE_STRING: return mix_string(PRINT_START, program_text(self->text.program, words[0]));
    case SHAPE_INT: case SHAPE_FLAG: case SHAPE_ENUM: case SHAPE_DAY: return mix(PRINT_START, words[0]);
    case SHAPE_NEED: case SHAPE_LINK:
        return words[0] == NONE ? 0 : match_print(matching, side, (enum program_table)field->limit, words[0]);
    case SHAPE_RANGE: case SHAPE_MANY: return node == NONE ? 0 : print_targets(matching, side, node, field->name);
    }
    UNREACHABLE();
}

uint32_t match_other(const struct matching *matching, int side, enum program_table table, uint32_t row)
{
    uint32_t id = matching->sides[side].ids[table][row];
    return id == NONE ? NONE : matching->pairs.items[id].rows[!side];
}

/* ---- Pairs by name ----------------------------------------------------------------- */

/* Gives a record its pair, and with it the other versions of the same element: whoever names one, names it. */
static void give_id(struct match_side *side, enum program_table table, uint32_t row, uint32_t id)
{
    static const char *const ways[] = { "before", "after" };
    side->ids[table][row] = id;
    for (int way = 0; way < 2; way++) {
        int place = place_of_field(table, ways[way]);
        if (place < 0) return;
        for (uint32_t at = row; (at = match_words(side->text.program, table, at)[place]) != NONE;)
            if (side->ids[table][at] == NONE) side->ids[table][at] = id;
    }
}

static void pair(struct matching *matching, enum program_table table, uint32_t before, uint32_t after)
{
    struct match_pair made = { table, { before, after } };
    uint32_t id = (uint32_t)matching->pairs.count;
    VEC_PUSH(&matching->pairs, made);
    give_id(&matching->sides[0], table, before, id);
    give_id(&matching->sides[1], table, after, id);
}

static bool is_free(const struct matching *matching, int side, enum program_table table, uint32_t row)
{
    return matching->sides[side].ids[table][row] == NONE;
}

typedef VEC(uint32_t) row_list;

/* Those of a list that are still free, by folded name. */
struct named_row {
    struct text name;
    uint32_t row;
};

static int by_name(const void *a, const void *b)
{
    const struct named_row *left = a, *right = b;
    int order = text_compare(left->name, right->name);
    return order ? order : left->row < right->row ? -1 : left->row > right->row;
}

static struct named_row *sorted_names(const struct matching *matching, int side, enum program_table table,
                                      const row_list *rows, struct arena *arena, uint32_t *count)
{
    struct named_row *names = arena_array(arena, rows->count + 1, sizeof *names);
    *count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        uint32_t row = rows->items[i];
        if (!is_free(matching, side, table, row)) continue;
        names[(*count)++] = (struct named_row){ fold(arena, name_of(matching->sides[side].text.program, table, row)), row };
    }
    qsort(names, *count, sizeof *names, by_name);
    return names;
}

static void pair_names(struct matching *matching, enum program_table table, const row_list rows[2])
{
    struct arena arena = {0};
    uint32_t counts[2], i = 0, j = 0;
    struct named_row *before = sorted_names(matching, 0, table, &rows[0], &arena, &counts[0]);
    struct named_row *after = sorted_names(matching, 1, table, &rows[1], &arena, &counts[1]);
    while (i < counts[0] && j < counts[1]) {
        int order = text_compare(before[i].name, after[j].name);
        if (order == 0) pair(matching, table, before[i].row, after[j].row);
        i += order <= 0;
        j += order >= 0;
    }
    arena_free(&arena);
}

/* The records of a table that belong to a text. */
static void list_text(const struct match_side *side, enum program_table table, row_list *rows)
{
    for (uint32_t row = 0; row < program_count(side->text.program, table); row++)
        if (match_in_text(side, table, row)) VEC_PUSH(rows, row);
}

/* What a record of the earlier text has come to be in the later one, in the same program. */
static void pair_versions(struct matching *matching, enum program_table table, const row_list *rows)
{
    const struct compare_text *after = &matching->sides[1].text;
    if (matching->sides[0].text.program != after->program) return;
    for (size_t i = 0; i < rows->count; i++) {
        uint32_t row = rows->items[i];
        uint32_t now = is_versioned(table) ? program_version_on(after->program, table, row, after->day) : row;
        if (now != NONE && is_free(matching, 0, table, row) && is_free(matching, 1, table, now)) pair(matching, table, row, now);
    }
}

static void free_lists(row_list rows[2])
{
    VEC_FREE(&rows[0]);
    VEC_FREE(&rows[1]);
}

static void pair_top(struct matching *matching, enum program_table table)
{
    row_list rows[2] = {0};
    for (int side = 0; side < 2; side++) list_text(&matching->sides[side], table, &rows[side]);
    pair_versions(matching, table, &rows[0]);
    pair_names(matching, table, rows);
    free_lists(rows);
}

/* The entries of a RANGE that belong to the text. */
static void list_range(const struct match_side *side, enum program_table table, const uint32_t *words, row_list *rows)
{
    for (uint32_t row = words[0]; row < words[0] + words[1]; row++)
        if (match_in_text(side, table, row)) VEC_PUSH(rows, row);
}

/* ---- Pairs by likeness ---------------------------------------------------------------- */

typedef VEC(uint64_t) fact_list;

static int by_number(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left < right ? -1 : left > right;
}

/* The named record a node is part of, or itself. */
static uint32_t owner_of(const struct match_side *side, uint32_t node)
{
    while (!match_has_name(side->graph.nodes.items[node].table) && side->first_in[node] < side->first_in[node + 1])
        node = side->graph.edges.items[side->in[side->first_in[node]]].from;
    return node;
}

static void add_own_facts(const struct match_side *side, struct graph_node node, fact_list *facts)
{
    const struct shape *shape = shape_of(node.table);
    const uint32_t *words = match_words(side->text.program, node.table, node.row);
    for (const struct shape_field *field = shape->fields; field->name; words += shape_width(field->kind), field++) {
        bool caption = strcmp(field->name, "caption") == 0;
        bool plain = field->kind == SHAPE_INT || field->kind == SHAPE_FLAG || field->kind == SHAPE_ENUM || field->kind == SHAPE_DAY;
        if ((shape->marks[field - shape->fields] == SHAPE_ASIDE && !caption) || !shape_says_something(field, words)) continue;
        uint64_t fact = mix_string(PRINT_START, field->name);
        if (field->kind == SHAPE_STRING) VEC_PUSH(facts, mix_string(fact, program_text(side->text.program, words[0])));
        else if (plain) VEC_PUSH(facts, mix(fact, words[0]));
    }
}

/* The number of a record at the end of an edge; of what is not paired, its name will do. */
static uint64_t print_end(const struct matching *matching, int index, uint32_t node)
{
    const struct match_side *side = &matching->sides[index];
    struct graph_node end = side->graph.nodes.items[node];
    if (!match_has_name(end.table) || !is_free(matching, index, end.table, end.row)) return match_print(matching, index, end.table, end.row);
    return mix_string(PRINT_START + 4, name_of(side->text.program, end.table, end.row).at);
}

/* What a record says and who speaks of it. Sorted. */
static fact_list facts_of(const struct matching *matching, int index, enum program_table table, uint32_t row)
{
    const struct match_side *side = &matching->sides[index];
    uint32_t node = graph_find(&side->graph, table, row);
    fact_list facts = {0};
    add_own_facts(side, (struct graph_node){ table, row }, &facts);
    for (uint32_t i = side->first_out[node]; i < side->first_out[node + 1]; i++) {
        const struct graph_edge *edge = &side->graph.edges.items[side->out[i]];
        VEC_PUSH(&facts, mix(mix_string(PRINT_START + 2, edge->label), print_end(matching, index, edge->to)));
    }
    for (uint32_t i = side->first_in[node]; i < side->first_in[node + 1]; i++) {
        const struct graph_edge *edge = &side->graph.edges.items[side->in[i]];
        VEC_PUSH(&facts, mix(mix_string(PRINT_START + 3, edge->label), print_end(matching, index, owner_of(side, edge->from))));
    }
    if (facts.count) qsort(facts.items, facts.count, sizeof *facts.items, by_number);
    return facts;
}

static size_t common_facts(const fact_list *a, const fact_list *b)
{
    size_t i = 0, j = 0, common = 0;
    while (i < a->count && j < b->count) {
        common += a->items[i] == b->items[j];
        if (a->items[i] <= b->items[j]) {
            j += a->items[i] == b->items[j];
            i++;
        } else {
            j++;
        }
    }
    return common;
}

struct candidate {
    uint32_t likeness;              /* of a thousand: twice what is common over what both say */
    uint32_t rows[2];
};

static int most_alike_first(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->likeness != right->likeness) return left->likeness > right->likeness ? -1 : 1;
    if (left->rows[0] != right->rows[0]) return left->rows[0] < right->rows[0] ? -1 : 1;
    return left->rows[1] < right->rows[1] ? -1 : left->rows[1] > right->rows[1];
}

typedef VEC(struct candidate) candidate_list;

/* Beyond these, so much was taken away and written again that likeness is no guide, and telling
 * it would take the square of their number. */
#define MOST_LEFT 400

static void keep_free(const struct matching *matching, int side, enum program_table table, row_list *rows)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (is_free(matching, side, table, rows->items[i])) rows->items[kept++] = rows->items[i];
    rows->count = kept;
}

/* The text of a field of a record, or "" when it has none of that name. */
static const char *text_field(const struct match_side *side, enum program_table table, uint32_t row, const char *field)
{
    int place = place_of_field(table, field);
    return place < 0 ? "" : program_text(side->text.program, match_words(side->text.program, table, row)[place]);
}

/* Whether two records share what tells what they are, their article or their caption; or neither has any. */
static bool share_identity(const struct matching *matching, enum program_table table, const uint32_t rows[2])
{
    static const char *const fields[] = { "source", "caption" };
    bool none = true;
    for (int i = 0; i < 2; i++) {
        const char *before = text_field(&matching->sides[0], table, rows[0], fields[i]), *after = text_field(&matching->sides[1], table, rows[1], fields[i]);
        if (before[0] && strcmp(before, after) == 0) return true;
        none = none && !before[0] && !after[0];
    }
    return none;
}

static void weigh(const struct matching *matching, enum program_table table, const row_list rows[2], uint32_t least,
                  candidate_list *candidates)
{
    fact_list *after = program_allocate(rows[1].count + 1, sizeof *after);
    for (size_t j = 0; j < rows[1].count; j++) after[j] = facts_of(matching, 1, table, rows[1].items[j]);
    for (size_t i = 0; i < rows[0].count; i++) {
        fact_list before = facts_of(matching, 0, table, rows[0].items[i]);
        for (size_t j = 0; j < rows[1].count; j++) {
            size_t both = before.count + after[j].count;
            uint32_t likeness = both ? (uint32_t)(2000 * common_facts(&before, &after[j]) / both) : 0;
            struct candidate candidate = { likeness, { rows[0].items[i], rows[1].items[j] } };
            if (likeness >= least && share_identity(matching, table, candidate.rows)) VEC_PUSH(candidates, candidate);
        }
        VEC_FREE(&before);
    }
    for (size_t j = 0; j < rows[1].count; j++) VEC_FREE(&after[j]);
    free(after);
}

/* Pairs what is left of two lists, the most alike first. True when it paired some. */
static bool pair_alike(struct matching *matching, enum program_table table, row_list rows[2], uint32_t least)
{
    candidate_list candidates = {0};
    size_t before = matching->pairs.count;
    for (int side = 0; side < 2; side++) keep_free(matching, side, table, &rows[side]);
    if (rows[0].count && rows[1].count && rows[0].count <= MOST_LEFT && rows[1].count <= MOST_LEFT)
        weigh(matching, table, rows, least, &candidates);
    if (candidates.count) qsort(candidates.items, candidates.count, sizeof *candidates.items, most_alike_first);
    for (size_t i = 0; i < candidates.count; i++) {
        const uint32_t *chosen = candidates.items[i].rows;
        if (is_free(matching, 0, table, chosen[0]) && is_free(matching, 1, table, chosen[1])) pair(matching, table, chosen[0], chosen[1]);
    }
    VEC_FREE(&candidates);
    return matching->pairs.count > before;
}

/* ---- The whole --------------------------------------------------------------------------- */

#define ALIKE_LOCAL 500u        /* a name a route has for itself says nothing */
#define ALIKE_KNOWN 667u        /* a name others know is part of what it is */

/* Lists that stand below one pair: the entries of a RANGE of named records. */
static bool pair_children(struct matching *matching, struct match_pair parent, bool alike)
{
    const struct shape *shape = shape_of(parent.table);
    const uint32_t *words[2];
    bool paired = false;
    uint32_t at = 0;
    for (int side = 0; side < 2; side++) words[side] = match_words(matching->sides[side].text.program, parent.table, parent.rows[side]);
    for (const struct shape_field *field = shape->fields; field->name; at += shape_width(field->kind), field++) {
        enum program_table table = (enum program_table)field->limit;
        if (field->kind != SHAPE_RANGE || !match_has_name(table)) continue;
        bool local = shape_of(table)->marks[0] == SHAPE_ASIDE;
        row_list rows[2] = {0};
        for (int side = 0; side < 2; side++) list_range(&matching->sides[side], table, words[side] + at, &rows[side]);
        if (!alike) pair_names(matching, table, rows);
        else if (local) paired |= pair_alike(matching, table, rows, ALIKE_LOCAL);
        free_lists(rows);
    }
    return paired;
}

/* The instruments only this route names: two routes may each have one of the same name. */
static bool pair_instruments(struct matching *matching, struct match_pair route, bool alike)
{
    row_list rows[2] = {0};
    bool paired = false;
    for (int side = 0; side < 2; side++)
        for (uint32_t row = 0; row < program_count(matching->sides[side].text.program, PROGRAM_TABLE_instrument); row++)
            if (match_route_of(matching, side, row) == route.rows[side] && match_in_text(&matching->sides[side], PROGRAM_TABLE_instrument, row))
                VEC_PUSH(&rows[side], row);
    if (!alike) pair_names(matching, PROGRAM_TABLE_instrument, rows);
    else paired = pair_alike(matching, PROGRAM_TABLE_instrument, rows, ALIKE_LOCAL);
    free_lists(rows);
    return paired;
}

/* Names first: the list of pairs grows while it is walked. */
static void pair_below(struct matching *matching, size_t from)
{
    for (size_t i = from; i < matching->pairs.count; i++) {
        struct match_pair parent = matching->pairs.items[i];
        if (parent.table == PROGRAM_TABLE_route) pair_instruments(matching, parent, false);
        pair_children(matching, parent, false);
    }
}

static bool pair_left_below(struct matching *matching)
{
    bool paired = false;
    size_t count = matching->pairs.count;
    for (size_t i = 0; i < count; i++) {
        struct match_pair parent = matching->pairs.items[i];
        paired |= pair_children(matching, parent, true);
        if (parent.table == PROGRAM_TABLE_route) paired |= pair_instruments(matching, parent, true);
    }
    pair_below(matching, count);
    return paired;
}

/* Actors, bodies, lists, routes… under another name. A norm says too little to be told apart. */
static bool pair_left_top(struct matching *matching)
{
    static const enum program_table tables[] = {
        PROGRAM_TABLE_actor, PROGRAM_TABLE_list, PROGRAM_TABLE_body, PROGRAM_TABLE_calendar, PROGRAM_TABLE_route,
    };
    size_t count = matching->pairs.count;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        row_list rows[2] = {0};
        for (int side = 0; side < 2; side++) list_text(&matching->sides[side], tables[t], &rows[side]);
        pair_alike(matching, tables[t], rows, ALIKE_KNOWN);
        free_lists(rows);
    }
    pair_below(matching, count);
    return matching->pairs.count > count;
}

void matching_open(struct matching *matching, struct compare_text before, struct compare_text after)
{
    *matching = (struct matching){0};
    side_open(&matching->sides[0], before, before.program == after.program);
    side_open(&matching->sides[1], after, before.program == after.program);
    for (size_t t = 0; t < TOP_TABLES; t++)
        if (top_tables[t] != PROGRAM_TABLE_instrument) pair_top(matching, top_tables[t]);
    pair_below(matching, 0);
    pair_top(matching, PROGRAM_TABLE_instrument);
    while (pair_left_top(matching) || pair_left_below(matching)) continue;
}

void matching_close(struct matching *matching)
{
    side_close(&matching->sides[0]);
    side_close(&matching->sides[1]);
    VEC_FREE(&matching->pairs);
}
