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

/* "etapa evaluación"; or "" when the side does not have it. */
static struct text title_of(const struct comparing *c, const struct place *place, int side)
{
    if (place->rows[side] == NONE) return TEXT("");
    return compare_name(c->arena, compare_program(c, side), place->table, place->rows[side], false);
}

/* Whether a title stands whole among the words of a change: between its ends, or between « de ». */
static bool has_title(struct text words, struct text title)
{
    for (size_t i = 0; i + title.length <= words.length; i++) {
        struct text rest = { words.at + i, words.length - i };
        bool begins = i == 0 || words.at[i - 1] == ' ';
        if (!begins || !text_starts(rest, title)) continue;
        if (rest.length == title.length || text_starts((struct text){ rest.at + title.length, rest.length - title.length }, TEXT(" de "))) return true;
    }
    return false;
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

/* Which changes are asked for: how they begin, what they were made in, and whether they may take away. */
struct wanted {
    struct text begins, part, whole;
    bool adds;
};

static bool fits(const struct program *program, const struct program_change *change, const struct wanted *wanted)
{
    struct text words = text_from(program_text(program, change->element));
    bool takes = change->verb == AMEND_REMOVE || change->verb == AMEND_REPEAL;
    return text_starts(words, wanted->begins) && has_title(words, wanted->part) && has_title(words, wanted->whole) && !(takes && wanted->adds);
}

/* The acts of the reforms between both days with such changes. */
static struct text acts_between(const struct comparing *c, struct wanted wanted)
{
    const struct program *program = compare_program(c, 1);
    struct text list = TEXT("");
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_reform); i++) {
        const struct program_reform *reform = program_reform_at(program, i);
        for (uint32_t j = 0; is_between(c, reform->from) && j < reform->changes_count; j++) {
            const struct program_change *change = program_change_at(program, reform->changes_first + j);
            if (fits(program, change, &wanted)) list = with_act(c, list, text_from(program_text(program, change->act)));
        }
    }
    return list;
}

/* The body whose clauses a special session of it has: what amends that one amends this. */
static struct text title_of_base(const struct comparing *c, const struct place *top, int side)
{
    const struct program *program = compare_program(c, side);
    uint32_t base = top->table == PROGRAM_TABLE_body && top->rows[side] != NONE ? program_body_at(program, top->rows[side])->special_of : NONE;
    return base == NONE ? TEXT("") : compare_name(c->arena, program, PROGRAM_TABLE_body, base, false);
}

/* What the reforms say, nearest first: of the clause, of anything in the record, of the record, of
 * others of its kind, of the whole element. */
static struct text acts_in(const struct comparing *c, const struct place *place, const struct compare_clause *clause,
                           struct text own, struct text whole)
{
    bool forward = c->out->matching.sides[0].text.day < c->out->matching.sides[1].text.day, adds = place->rows[!forward] == NONE;
    struct text kind = { own.at, strcspn(own.at, " ") }, acts = TEXT("");
    const struct wanted ways[] = {
        { clause ? compare_tag_of(place->table, clause) : own, own, whole, adds },
        { TEXT(""), own, whole, adds },
        { place->parent ? kind : own, whole, whole, adds },
        { whole, whole, whole, adds },
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !acts.length; i++) acts = acts_between(c, ways[i]);
    return acts;
}

static struct text reform_of(const struct comparing *c, const struct place *place, const struct compare_clause *clause)
{
    const struct place *top = compare_top_place(place);
    struct text acts = TEXT("");
    for (int side = 1; side >= 0 && !acts.length; side--) {
        struct text own = title_of(c, place, side), whole = title_of(c, top, side), base = title_of_base(c, top, side);
        if (!own.length || !whole.length) continue;
        acts = acts_in(c, place, clause, own, whole);
        if (!acts.length && base.length) acts = acts_in(c, place, clause, place == top ? base : own, base);
    }
    return acts;
}

struct text compare_act(const struct comparing *c, const struct place *place, const struct compare_clause *clause)
{
    bool one = compare_program(c, 0) == compare_program(c, 1);
    struct text act = one ? reform_of(c, place, clause) : TEXT("");
    for (const struct place *whole = place; whole && !act.length; whole = one ? whole->parent : NULL)
        act = compare_string(c, 1, whole->table, whole->rows[1], "act");
    return act;
}

struct text compare_source(const struct comparing *c, const struct place *place, const struct compare_clause *clause)
{
    int side = compare_side(place);
    struct text said = compare_act(c, place, clause);
    if (!said.length) said = compare_string(c, side, place->table, place->rows[side], clause ? compare_cite_of(place->table, clause->field) : "source");
    return !said.length && place->parent ? compare_source(c, place->parent, NULL) : said;
}
