/* compare_source.c -- who wrote a difference. See compare_inside.h.
 *
 * Between two days of one program the answer is in its reforms: each says, in words, what it changed
 * ("sigue de etapa evaluación de ruta ordinario") and by which article. The words of a change end with those
 * of the record it was made in, and begin with the clause or the part. Between two programs there is only what
 * each record says of itself. */
#include "runtime/compare_inside.h"

#include <string.h>

const struct program *compare_program(const struct comparing *c, int side)
{
    return c->out->matching.sides[side].text.program;
}

const struct place *compare_top_place(const struct place *place)
{
    while (place->parent) place = place->parent;
    return place;
}

int compare_side(const struct place *place)
{
    return place->rows[1] == NONE ? 0 : 1;
}

struct text compare_string(const struct comparing *c, int side, enum program_table table, uint32_t row, const char *name)
{
    if (row == NONE) return TEXT("");
    const uint32_t *words = match_words(compare_program(c, side), table, row);
    for (const struct shape_field *field = shape_of(table)->fields; field->name; words += shape_width(field->kind), field++)
        if (field->kind == SHAPE_STRING && strcmp(field->name, name) == 0)
            return text_from(program_text(compare_program(c, side), words[0]));
    return TEXT("");
}

/* ---- Reforms ---------------------------------------------------------------- */

/* "etapa evaluación de ruta ordinario"; of an element, only that. */
static struct text title_of(const struct comparing *c, const struct place *place, int side)
{
    const struct place *top = compare_top_place(place);
    struct text own = compare_name(c->arena, compare_program(c, side), place->table, place->rows[side], false);
    if (top == place || top->rows[side] == NONE) return own;
    struct text whole = compare_name(c->arena, compare_program(c, side), top->table, top->rows[side], false);
    return text_format(c->arena, "%.*s de %.*s", TEXT_ARGS(own), TEXT_ARGS(whole));
}

static bool ends_with(struct text whole, struct text end)
{
    if (whole.length < end.length) return false;
    struct text tail = { whole.at + whole.length - end.length, end.length };
    return text_equal(tail, end) && (whole.length == end.length || tail.at[-1] == ' ');
}

static bool is_between(const struct comparing *c, day_t day)
{
    day_t first = c->out->matching.sides[0].text.day, last = c->out->matching.sides[1].text.day;
    return first < last ? day > first && day <= last : day > last && day <= first;
}

/* Adds an act to a list, once. */
static struct text with_act(const struct comparing *c, struct text list, struct text act)
{
    if (!act.length || (list.length && strstr(list.at, act.at))) return list;
    return text_format(c->arena, "%.*s%s%.*s", TEXT_ARGS(list), list.length ? ", " : "", TEXT_ARGS(act));
}

/* The acts of the reforms between both days whose changes begin so and end so. */
static struct text acts_between(const struct comparing *c, struct text begins, struct text ends)
{
    const struct program *program = compare_program(c, 1);
    struct text list = TEXT("");
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_reform); i++) {
        const struct program_reform *reform = program_reform_at(program, i);
        if (!is_between(c, reform->from)) continue;
        for (uint32_t j = 0; j < reform->changes_count; j++) {
            const struct program_change *change = program_change_at(program, reform->changes_first + j);
            struct text element = text_from(program_text(program, change->element));
            if (text_starts(element, begins) && ends_with(element, ends)) list = with_act(c, list, text_from(program_text(program, change->act)));
        }
    }
    return list;
}

static struct text first_word(struct text words)
{
    size_t length = 0;
    while (length < words.length && words.at[length] != ' ') length++;
    return (struct text){ words.at, length };
}

/* What the reforms say of a clause of a place; or of the part it is, in the whole it is part of. */
static struct text reform_of(const struct comparing *c, const struct place *place, const struct compare_clause *clause)
{
    struct text acts = TEXT("");
    for (int side = 1; side >= 0 && !acts.length; side--) {
        if (place->rows[side] == NONE) continue;
        struct text title = title_of(c, place, side), none = TEXT("");
        struct text own = compare_name(c->arena, compare_program(c, side), place->table, place->rows[side], false);
        if (clause) acts = acts_between(c, first_word(text_from(clause->words)), title);
        if (clause && !acts.length) acts = acts_between(c, none, title);
        if (!acts.length) acts = acts_between(c, own, place->parent ? title_of(c, compare_top_place(place), side) : own);
        if (!acts.length && place->parent) acts = acts_between(c, first_word(own), title_of(c, place->parent, side));
    }
    return acts;
}

struct text compare_act(const struct comparing *c, const struct place *place, const struct compare_clause *clause)
{
    bool one = compare_program(c, 0) == compare_program(c, 1);
    struct text act = one ? reform_of(c, place, clause) : TEXT("");
    return act.length ? act : compare_string(c, 1, place->table, place->rows[1], "act");
}

struct text compare_source(const struct comparing *c, const struct place *place, const struct compare_clause *clause)
{
    int side = compare_side(place);
    struct text said = compare_act(c, place, clause);
    if (!said.length) said = compare_string(c, side, place->table, place->rows[side], clause ? compare_cite_of(place->table, clause->field) : "source");
    return !said.length && place->parent ? compare_source(c, place->parent, NULL) : said;
}
