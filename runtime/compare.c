/* compare.c -- see compare.h.
 *
 * Records are walked from the elements down, a pair at a time. A clause has changed when what it says of
 * paired records has another number on each side (match_print_field): so a name that changed is told once,
 * where it changed, and not wherever it is used. */
#include "runtime/compare.h"

#include <string.h>

#include "base/fold.h"
#include "runtime/compare_inside.h"

const char *compare_grade_word(enum compare_grade grade)
{
    static const char *const words[COMPARE_GRADES] = { "nada", "aclaración", "menor", "mayor" };
    return words[grade];
}

const char *compare_kind_word(enum compare_kind kind)
{
    static const char *const words[COMPARE_KINDS] = { "adiciona", "suprime", "cambia", "renombra" };
    return words[kind];
}

#define SAY(...) text_format(c->arena, __VA_ARGS__)

/* ---- Telling ------------------------------------------------------------------------ */

/* The record the clauses of a place are of: what has no name is told in that of its owner. */
static struct text part_of(const struct comparing *c, const struct place *place)
{
    if (!place->parent) return TEXT("");
    int side = place->rows[1] == NONE ? 0 : 1;
    return compare_name(c->arena, compare_program(c, side), place->table, place->rows[side], false);
}

void compare_push(struct comparing *c, struct difference difference)
{
    if (difference.grade > c->out->total) c->out->total = difference.grade;
    VEC_PUSH(&c->out->differences, difference);
}

static void tell(struct comparing *c, const struct place *place, struct difference difference)
{
    const struct place *top = compare_top_place(place);
    int side = top->rows[1] == NONE ? 0 : 1;
    difference.top = top->table;
    difference.table = place->table;
    memcpy(difference.top_rows, top->rows, sizeof top->rows);
    memcpy(difference.rows, place->rows, sizeof place->rows);
    difference.group = compare_name(c->arena, compare_program(c, side), top->table, top->rows[side], false);
    if (difference.source.length)
        difference.words = SAY("%.*s (%.*s)", TEXT_ARGS(difference.words), TEXT_ARGS(difference.source));
    compare_push(c, difference);
}

/* Drops from the end of `before` the whole words it shares with `after`: "5 días hábiles", "10 días hábiles". */
static struct text without_shared_end(struct text before, struct text after)
{
    size_t shared = 0, cut = 0;
    while (shared < before.length && shared < after.length
           && before.at[before.length - 1 - shared] == after.at[after.length - 1 - shared]) {
        shared++;
        if (before.at[before.length - shared] == ' ') cut = shared;
    }
    return cut < before.length ? (struct text){ before.at, before.length - cut } : before;
}

static struct text joined(const struct comparing *c, struct text before, struct text after)
{
    if (!before.length) return after;
    return after.length ? SAY("%.*s: %.*s", TEXT_ARGS(before), TEXT_ARGS(after)) : before;
}

/* A value with commas needs quotes, unless it has them. */
static bool has_comma(struct text value)
{
    return value.length && !text_starts(value, TEXT("«")) && memchr(value.at, ',', value.length);
}

/* "de X a Y", "adiciona …: Y", "suprime …: X". */
static struct text change_words(const struct comparing *c, const struct compare_clause *clause, bool flag, struct text before, struct text after)
{
    const char *verb = after.length ? "adiciona" : "suprime";
    struct text words = text_from(clause->words), value = after.length ? after : before;
    if (flag) return SAY("%s «%s»", verb, clause->words);
    if (!before.length || !after.length) return SAY("%s %.*s", verb, TEXT_ARGS(joined(c, words, value)));
    if (text_equal(before, after)) return joined(c, words, SAY("«%.*s» nombra ahora otra cosa", TEXT_ARGS(after)));
    if (has_comma(before) || has_comma(after)) return joined(c, words, SAY("de «%.*s» a «%.*s»", TEXT_ARGS(before), TEXT_ARGS(after)));
    if (clause->kind == CLAUSE_MEASURE) before = without_shared_end(before, after);
    return joined(c, words, SAY("de %.*s a %.*s", TEXT_ARGS(before), TEXT_ARGS(after)));
}

/* What is prose and not a name or a citation is said between quotes. */
static struct text quoted(const struct comparing *c, const struct shape_field *field, struct text value)
{
    bool prose = field->kind == SHAPE_STRING && !strstr(field->name, "source") && value.length;
    return prose ? SAY("«%.*s»", TEXT_ARGS(value)) : value;
}

static enum compare_kind kind_of(struct text before, struct text after)
{
    return !before.length ? COMPARE_ADDED : !after.length ? COMPARE_REMOVED : COMPARE_CHANGED;
}

static void tell_clause(struct comparing *c, const struct place *place, const struct compare_clause *clause,
                        struct text before, struct text after, struct text change)
{
    struct text part = part_of(c, place);
    bool cites = strstr(clause->field, "source") != NULL;
    tell(c, place, (struct difference){
        .kind = kind_of(before, after), .grade = clause->grade, .part = part, .clause = text_from(clause->words),
        .before = before, .after = after, .source = cites ? compare_act(c, place, clause) : compare_source(c, place, clause),
        .words = joined(c, part, change),
    });
}

/* ---- A record that is only in one text ---------------------------------------------- */

static void tell_presence(struct comparing *c, const struct place *place)
{
    int side = place->rows[1] == NONE ? 0 : 1;
    struct text name = compare_name(c->arena, compare_program(c, side), place->table, place->rows[side], true);
    if (side || place->table == PROGRAM_TABLE_deadline)       /* of what goes, its length is what one asks for */
        name = joined(c, name, compare_detail(c->arena, compare_program(c, side), place->table, place->rows[side]));
    tell(c, place, (struct difference){
        .kind = side ? COMPARE_ADDED : COMPARE_REMOVED, .grade = compare_element_of(place->table)->grade, .part = part_of(c, place),
        .before = side ? TEXT("") : name, .after = side ? name : TEXT(""), .source = compare_source(c, place, NULL),
        .words = SAY("%s %.*s", side ? "adiciona" : "suprime", TEXT_ARGS(name)),
    });
}

static void tell_name(struct comparing *c, const struct place *place)
{
    struct text before = compare_string(c, 0, place->table, place->rows[0], "name"), after = compare_string(c, 1, place->table, place->rows[1], "name");
    if (text_equal(fold(c->arena, before), fold(c->arena, after))) return;
    bool local = shape_of(place->table)->marks[0] == SHAPE_ASIDE;
    struct text name = compare_name(c->arena, compare_program(c, 0), place->table, place->rows[0], false);
    tell(c, place, (struct difference){
        .kind = COMPARE_RENAMED, .grade = local ? GRADE_CLARIFIES : GRADE_MINOR, .part = part_of(c, place), .clause = TEXT("nombre"),
        .before = before, .after = after, .source = compare_source(c, place, NULL),
        .words = SAY("%s %.*s pasa a llamarse %.*s", compare_article(compare_program(c, 0), place->table, place->rows[0]),
                     TEXT_ARGS(name), TEXT_ARGS(after)),
    });
}

/* ---- Lists of what has a name --------------------------------------------------------- */

/* A field on both sides. */
struct both {
    const struct shape_field *field;
    const uint32_t *words[2];
};

static uint32_t entry_row(const struct comparing *c, const struct both *both, int side, uint32_t i)
{
    uint32_t first = both->words[side][0];
    return both->field->kind == SHAPE_MANY ? program_ref(compare_program(c, side), first, i) : first + i;
}

/* The entries of a side that have no equal on the other, as a list; how many in *count. */
static struct text only_in(const struct comparing *c, const struct both *both, int side, uint32_t *count)
{
    enum program_table table = (enum program_table)both->field->limit;
    struct text list = TEXT("");
    *count = 0;
    for (uint32_t i = 0; i < both->words[side][1]; i++) {
        uint32_t row = entry_row(c, both, side, i), other = match_other(&c->out->matching, side, table, row);
        bool found = false;
        for (uint32_t j = 0; other != NONE && j < both->words[!side][1] && !found; j++) found = entry_row(c, both, !side, j) == other;
        if (found) continue;
        struct text entry = compare_entry(c->arena, compare_program(c, side), table, row);
        list = SAY("%.*s%s%.*s", TEXT_ARGS(list), *count ? ", " : "", TEXT_ARGS(entry));
        (*count)++;
    }
    return list;
}

static void compare_names(struct comparing *c, const struct place *place, const struct both *both, const struct compare_clause *clause)
{
    struct text values[2];
    uint32_t gone, come;
    for (int side = 0; side < 2; side++)
        values[side] = compare_value(c->arena, compare_program(c, side), place->table, place->rows[side], both->field, both->words[side], NULL);
    struct text out = only_in(c, both, 0, &gone), in = only_in(c, both, 1, &come), change;
    if (!values[0].length || !values[1].length || (gone == both->words[0][1] && come == both->words[1][1]))
        change = change_words(c, clause, false, values[0], values[1]);
    else
        change = SAY("%s: %s%.*s%s%s%.*s", clause->words, come ? "adiciona " : "", TEXT_ARGS(in), come && gone ? "; " : "",
                     gone ? "suprime " : "", TEXT_ARGS(out));
    tell_clause(c, place, clause, values[0], values[1], change);
}

/* Whether those in both texts stand in another order. */
static bool reordered(const struct comparing *c, const struct both *both)
{
    enum program_table table = (enum program_table)both->field->limit;
    uint32_t last = 0;
    for (uint32_t i = 0; i < both->words[0][1]; i++) {
        uint32_t other = match_other(&c->out->matching, 0, table, entry_row(c, both, 0, i)), at = other - both->words[1][0];
        if (other == NONE || at >= both->words[1][1]) continue;
        if (at < last) return true;
        last = at;
    }
    return false;
}

static void compare_order(struct comparing *c, const struct place *place, const struct both *both, const struct compare_clause *clause)
{
    struct text values[2];
    for (int side = 0; side < 2; side++)
        if (!graph_is_ordered(compare_program(c, side), place->table, place->rows[side], both->field)) return;
    if (!reordered(c, both)) return;
    for (int side = 0; side < 2; side++)
        values[side] = compare_value(c->arena, compare_program(c, side), place->table, place->rows[side], both->field, both->words[side], NULL);
    tell_clause(c, place, clause, values[0], values[1], change_words(c, clause, false, values[0], values[1]));
}

static void compare_record(struct comparing *c, const struct place *place);

/* The records a RANGE holds, those of before first. */
static void compare_children(struct comparing *c, const struct place *parent, const struct both *both)
{
    enum program_table table = (enum program_table)both->field->limit;
    const struct matching *matching = &c->out->matching;
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < both->words[side][1]; i++) {
            uint32_t row = entry_row(c, both, side, i), other = match_other(matching, side, table, row);
            struct place place = { parent, table, { side ? other : row, side ? row : other } };
            if (!match_in_text(&matching->sides[side], table, row) || (side && other != NONE)) continue;
            compare_record(c, &place);
        }
    }
}

/* ---- Lists of what has none -------------------------------------------------------------- */

struct item {
    uint32_t row;
    uint64_t print;
    struct text said, source, note;
    bool told;
};

struct items {
    struct item *at;
    uint32_t count;
};

static struct items list_items(const struct comparing *c, const struct both *both, int side)
{
    enum program_table table = (enum program_table)both->field->limit;
    struct items items = { arena_array(c->arena, both->words[side][1] + 1u, sizeof *items.at), 0 };
    for (uint32_t i = 0; i < both->words[side][1]; i++) {
        uint32_t row = entry_row(c, both, side, i);
        if (!match_in_text(&c->out->matching.sides[side], table, row)) continue;
        items.at[items.count++] = (struct item){ row, match_print(&c->out->matching, side, table, row),
                                     compare_entry(c->arena, compare_program(c, side), table, row),
                                     compare_string(c, side, table, row, "source"), compare_string(c, side, table, row, "note"), false };
    }
    return items;
}

/* Bytes two texts share at their ends: enough to say that one was made of the other. */
static size_t likeness(struct text a, struct text b)
{
    size_t most = a.length < b.length ? a.length : b.length, start = 0, end = 0;
    while (start < most && a.at[start] == b.at[start]) start++;
    while (end < most - start && a.at[a.length - 1 - end] == b.at[b.length - 1 - end]) end++;
    return start + end;
}

static void tell_note(struct comparing *c, const struct place *place, enum program_table table, const struct item *before, const struct item *after)
{
    const struct compare_clause *clause = compare_clause_of(table, "note");
    if (text_equal(before->note, after->note)) return;
    struct text change = SAY("«%.*s»: %.*s", TEXT_ARGS(after->said), TEXT_ARGS(change_words(c, clause, false, before->note, after->note)));
    tell_clause(c, place, clause, before->note, after->note, change);
}

/* Marks as told the items that are equal; returns whether they stand in the same order. */
static bool settle_equals(struct comparing *c, const struct place *place, enum program_table table, struct items sides[2])
{
    bool in_order = true;
    uint32_t last = 0;
    for (uint32_t i = 0; i < sides[0].count; i++) {
        for (uint32_t j = 0; j < sides[1].count && !sides[0].at[i].told; j++) {
            if (sides[1].at[j].told || sides[1].at[j].print != sides[0].at[i].print) continue;
            sides[0].at[i].told = sides[1].at[j].told = true;
            tell_note(c, place, table, &sides[0].at[i], &sides[1].at[j]);
            in_order = in_order && j >= last;
            last = j;
        }
    }
    return in_order;
}

static uint32_t count_untold(const struct items *items)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < items->count; i++) count += !items->at[i].told;
    return count;
}

/* The item not yet told that is most like this one, if it is enough; the only ones left need not be alike. */
static struct item *nearest(const struct items *items, struct text said, bool only)
{
    struct item *best = NULL;
    size_t most = 0;
    for (uint32_t i = 0; i < items->count; i++) {
        size_t alike = likeness(items->at[i].said, said) + only;
        if (items->at[i].told || alike <= most || (!only && 3 * alike < said.length)) continue;
        best = &items->at[i];
        most = alike;
    }
    return best;
}

static void tell_item(struct comparing *c, const struct place *place, enum program_table table, const struct item *before, const struct item *after)
{
    const struct compare_element *element = compare_element_of(table);
    struct compare_clause clause = { CLAUSE_VALUE, table == PROGRAM_TABLE_branch ? "branches" : "", element->noun, element->grade, NULL, NULL };
    struct text was = before ? before->said : TEXT(""), is = after ? after->said : TEXT(""), change;
    if (before && after && text_equal(was, is) && !text_equal(before->source, after->source)) {
        clause.grade = GRADE_MINOR;
        clause.field = "source";
        change = SAY("fuente de «%.*s»: de %.*s a %.*s", TEXT_ARGS(is), TEXT_ARGS(before->source), TEXT_ARGS(after->source));
        tell_clause(c, place, &clause, before->source, after->source, change);
        return;
    }
    if (before && after && !text_equal(was, is)) change = SAY("«%.*s» pasa a «%.*s»", TEXT_ARGS(was), TEXT_ARGS(is));
    else if (before && after) change = SAY("«%.*s» nombra ahora otra cosa", TEXT_ARGS(is));
    else change = SAY("%s «%.*s»", after ? "adiciona" : "suprime", TEXT_ARGS(after ? is : was));
    tell_clause(c, place, &clause, was, is, change);
}

/* The citation of a part that begins with that of its whole, or of what that is part of, moves with it: told once. */
static bool source_follows(const struct comparing *c, const struct place *whole, struct text before, struct text after)
{
    for (; whole; whole = whole->parent) {
        struct text own[2];
        for (int side = 0; side < 2; side++) own[side] = compare_string(c, side, whole->table, whole->rows[side], "source");
        if (!own[0].length || text_equal(own[0], own[1]) || !text_starts(before, own[0]) || !text_starts(after, own[1])) continue;
        if (text_equal((struct text){ before.at + own[0].length, before.length - own[0].length },
                       (struct text){ after.at + own[1].length, after.length - own[1].length })) return true;
    }
    return false;
}

static void compare_items(struct comparing *c, const struct place *place, const struct both *both, const struct compare_clause *clause)
{
    enum program_table table = (enum program_table)both->field->limit;
    struct items sides[2] = { list_items(c, both, 0), list_items(c, both, 1) };
    bool in_order = settle_equals(c, place, table, sides), only = count_untold(&sides[0]) == 1 && count_untold(&sides[1]) == 1;
    for (uint32_t i = 0; i < sides[0].count; i++) {
        struct item *before = &sides[0].at[i], *after = before->told ? NULL : nearest(&sides[1], before->said, only);
        if (before->told) continue;
        if (after) after->told = true;
        bool follows = after && text_equal(before->said, after->said) && source_follows(c, place, before->source, after->source);
        if (!follows) tell_item(c, place, table, before, after);
    }
    for (uint32_t i = 0; i < sides[1].count; i++)
        if (!sides[1].at[i].told) tell_item(c, place, table, NULL, &sides[1].at[i]);
    if (in_order) return;
    struct text values[2];
    for (int side = 0; side < 2; side++)
        values[side] = compare_value(c->arena, compare_program(c, side), place->table, place->rows[side], both->field, both->words[side], NULL);
    tell_clause(c, place, clause, values[0], values[1], SAY("%s: cambia el orden", clause->words));
}

/* ---- A pair -------------------------------------------------------------------------------- */

static bool has_named_entries(const struct shape_field *field)
{
    return (field->kind == SHAPE_RANGE || field->kind == SHAPE_MANY) && match_has_name((enum program_table)field->limit);
}

static bool holds_children(enum program_table table, const struct shape_field *field)
{
    return field->kind == SHAPE_RANGE && match_has_name((enum program_table)field->limit) && table != PROGRAM_TABLE_step;
}

static bool holds_items(const struct shape_field *field)
{
    const struct compare_element *element = compare_element_of((enum program_table)field->limit);
    return field->kind == SHAPE_RANGE && element->say;
}

static bool has_changed(const struct comparing *c, const struct place *place, const struct both *own);

/* Whether a citation is of a clause that has changed too: that one says who wrote it. */
static bool is_told_by_clause(const struct comparing *c, const struct place *place, const struct compare_clause *clause)
{
    const char *cited = compare_cited_by(place->table, clause->field);
    struct both both = { shape_of(place->table)->fields, { match_words(compare_program(c, 0), place->table, place->rows[0]),
                                                           match_words(compare_program(c, 1), place->table, place->rows[1]) } };
    if (!cited) return false;
    for (; strcmp(both.field->name, cited) != 0; both.field++)
        for (int side = 0; side < 2; side++) both.words[side] += shape_width(both.field->kind);
    return has_changed(c, place, &both);
}

static void compare_value_of(struct comparing *c, const struct place *place, const struct both *both, const struct compare_clause *clause)
{
    struct text values[2];
    for (int side = 0; side < 2; side++)
        values[side] = compare_value(c->arena, compare_program(c, side), place->table, place->rows[side], both->field, both->words[side], clause->say);
    if (strstr(clause->field, "source")) {
        const struct place *whole = strcmp(clause->field, "source") == 0 ? place->parent : place;
        if (source_follows(c, whole, values[0], values[1]) || is_told_by_clause(c, place, clause)) return;
    }
    struct text said[2] = { quoted(c, both->field, values[0]), quoted(c, both->field, values[1]) };
    tell_clause(c, place, clause, values[0], values[1], change_words(c, clause, both->field->kind == SHAPE_FLAG, said[0], said[1]));
}

static bool says_the_same(const struct comparing *c, const struct place *place, const struct both *both)
{
    uint64_t prints[2];
    for (int side = 0; side < 2; side++)
        prints[side] = match_print_field(&c->out->matching, side, place->table, place->rows[side], both->field, both->words[side]);
    return prints[0] == prints[1];
}

static void compare_field(struct comparing *c, const struct place *place, const struct both *both, const struct compare_clause *clause)
{
    if (holds_children(place->table, both->field)) {
        compare_children(c, place, both);
        compare_order(c, place, both, clause);
    } else if (place->table == PROGRAM_TABLE_step && both->field->limit == PROGRAM_TABLE_step && both->field->kind == SHAPE_RANGE) {
        compare_order(c, place, both, clause);
    } else if (holds_items(both->field)) {
        compare_items(c, place, both, clause);
    } else if (has_named_entries(both->field)) {
        compare_names(c, place, both, clause);
    } else {
        compare_value_of(c, place, both, clause);
    }
}

/* Whether a clause has changed: its own field, or one that is told with it. */
static bool has_changed(const struct comparing *c, const struct place *place, const struct both *own)
{
    const struct shape *shape = shape_of(place->table);
    struct both both = { shape->fields, { match_words(compare_program(c, 0), place->table, place->rows[0]),
                                          match_words(compare_program(c, 1), place->table, place->rows[1]) } };
    if (!says_the_same(c, place, own)) return true;
    for (; both.field->name; both.words[0] += shape_width(both.field->kind), both.words[1] += shape_width(both.field->kind), both.field++) {
        const struct compare_clause *clause = compare_clause_of(place->table, both.field->name);
        if (clause->kind == CLAUSE_WITH && strcmp(clause->head, own->field->name) == 0 && !says_the_same(c, place, &both)) return true;
    }
    return false;
}

/* Those only this route names: told with it. */
static void compare_instruments(struct comparing *c, const struct place *route)
{
    const struct matching *matching = &c->out->matching;
    for (int side = 0; side < 2; side++) {
        for (uint32_t row = 0; row < program_count(compare_program(c, side), PROGRAM_TABLE_instrument); row++) {
            uint32_t other = match_other(matching, side, PROGRAM_TABLE_instrument, row);
            struct place place = { route, PROGRAM_TABLE_instrument, { side ? other : row, side ? row : other } };
            bool own = match_in_text(&matching->sides[side], PROGRAM_TABLE_instrument, row)
                && match_route_of(matching, side, row) == route->rows[side];
            bool told = side && other != NONE && match_route_of(matching, 0, other) == route->rows[0];
            if (own && !told) compare_record(c, &place);
        }
    }
}

static void compare_record(struct comparing *c, const struct place *place)
{
    const struct shape_field *field = shape_of(place->table)->fields;
    if (place->rows[0] == NONE || place->rows[1] == NONE) {
        tell_presence(c, place);
        return;
    }
    const uint32_t *words[2] = { match_words(compare_program(c, 0), place->table, place->rows[0]),
                                 match_words(compare_program(c, 1), place->table, place->rows[1]) };
    tell_name(c, place);
    for (uint32_t at = 1; (++field)->name; at += shape_width(field->kind)) {
        struct both both = { field, { words[0] + at, words[1] + at } };
        const struct compare_clause *clause = compare_clause_of(place->table, field->name);
        bool walks = holds_children(place->table, field) || holds_items(field);
        if (clause->kind == CLAUSE_WITH || clause->kind == CLAUSE_SILENT || (!walks && !has_changed(c, place, &both))) continue;
        compare_field(c, place, &both, clause);
    }
    if (place->table == PROGRAM_TABLE_route) compare_instruments(c, place);
}

/* Whether an instrument is told with a route: the one that names it, on this side or on the other. */
static bool is_of_route(const struct matching *matching, int side, enum program_table table, uint32_t row)
{
    if (table != PROGRAM_TABLE_instrument) return false;
    uint32_t other = match_other(matching, side, table, row);
    return match_route_of(matching, side, row) != NONE || (other != NONE && match_route_of(matching, !side, other) != NONE);
}

/* ---- The whole -------------------------------------------------------------------------------- */

static void compare_top(struct comparing *c, enum program_table table)
{
    const struct matching *matching = &c->out->matching;
    for (int side = 0; side < 2; side++) {
        for (uint32_t row = 0; row < program_count(compare_program(c, side), table); row++) {
            uint32_t other = match_other(matching, side, table, row);
            struct place place = { NULL, table, { side ? other : row, side ? row : other } };
            if (!match_in_text(&matching->sides[side], table, row) || (side && other != NONE)) continue;
            if (!is_of_route(matching, side, table, row)) compare_record(c, &place);
        }
    }
}

void compare_open(struct compared *comparison, struct compare_text before, struct compare_text after, struct arena *arena)
{
    *comparison = (struct compared){0};
    struct comparing comparing = { comparison, arena };
    matching_open(&comparison->matching, before, after);
    for (int table = 0; table < PROGRAM_TABLES; table++)
        if (match_is_top((enum program_table)table)) compare_top(&comparing, (enum program_table)table);
    if (before.program != after.program) compare_reforms(&comparing);
}

void compare_close(struct compared *comparison)
{
    matching_close(&comparison->matching);
    VEC_FREE(&comparison->differences);
}
