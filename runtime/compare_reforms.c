/* compare_reforms.c -- what two programs say of their reforms: which there are, since when, and what becomes of
 * the cases under way. What they amend shows in the texts themselves. See compare.h. */
#include "runtime/compare_inside.h"

#define SAY(...) text_format(c->arena, __VA_ARGS__)

static const char *reform_name(const struct program *program, uint32_t reform)
{
    return program_text(program, program_norm_at(program, program_reform_at(program, reform)->norm)->name);
}

/* The reform by the same norm in the other program, or NONE. */
static uint32_t find_reform(const struct program *program, const char *name)
{
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_reform); i++)
        if (text_equal(text_from(reform_name(program, i)), text_from(name))) return i;
    return NONE;
}

static struct text day_text(const struct comparing *c, day_t day)
{
    char written[DATE_TEXT_SIZE];
    return SAY("%s", day_format(day, written));
}

static void tell_reform(struct comparing *c, const char *name, enum compare_grade grade, const char *clause,
                        struct text before, struct text after, struct text words, struct text act)
{
    compare_push(c, (struct difference){
        .kind = !before.length ? COMPARE_ADDED : !after.length ? COMPARE_REMOVED : COMPARE_CHANGED, .grade = grade,
        .top = PROGRAM_TABLE_reform, .table = PROGRAM_TABLE_reform, .top_rows = { NONE, NONE }, .rows = { NONE, NONE },
        .group = SAY("reforma %s", name), .part = TEXT(""), .clause = text_from(clause), .before = before, .after = after, .source = act, .words = words,
    });
}

/* ---- Cases under way ----------------------------------------------------------- */

/* "en decisión", and what becomes of a case there: "pasan a cierre, con plazo nuevo". */
struct regime {
    struct text where, fate, act;
};

static struct text fate_of(const struct comparing *c, const struct program *program, const struct program_passage *passage)
{
    if (passage->kind == PASSAGE_KEEPS) return TEXT("conservan el texto anterior");
    if (passage->to_step == NONE) return TEXT("pasan al texto nuevo");
    return SAY("pasan a %s, %s", program_text(program, program_step_at(program, passage->to_step)->name),
               passage->term == PASSAGE_TERM_RESTARTS ? "con plazo nuevo" : "con el plazo que corre");
}

static struct regime regime_of(const struct comparing *c, const struct program *program, uint32_t row)
{
    const struct program_passage *passage = program_passage_at(program, row);
    const char *route = program_text(program, program_route_at(program, passage->route)->name);
    struct text where = passage->step == NONE ? SAY("casos en curso de ruta %s: los demás", route)
        : SAY("casos en curso de ruta %s: en %s", route, program_text(program, program_step_at(program, passage->step)->name));
    return (struct regime){ where, fate_of(c, program, passage), text_from(program_text(program, passage->act)) };
}

/* What a reform says of that place; an empty fate when nothing. */
static struct regime find_regime(const struct comparing *c, const struct program *program, uint32_t reform, struct text where)
{
    const struct program_reform *self = program_reform_at(program, reform);
    for (uint32_t i = 0; i < self->passages_count; i++) {
        struct regime regime = regime_of(c, program, self->passages_first + i);
        if (text_equal(regime.where, where)) return regime;
    }
    return (struct regime){ where, TEXT(""), TEXT("") };
}

static void tell_regime(struct comparing *c, const char *name, const struct regime *before, const struct regime *after)
{
    struct text act = after->fate.length ? after->act : before->act, words;
    if (!before->fate.length) words = SAY("adiciona %.*s %.*s", TEXT_ARGS(after->where), TEXT_ARGS(after->fate));
    else if (!after->fate.length) words = SAY("suprime %.*s %.*s", TEXT_ARGS(before->where), TEXT_ARGS(before->fate));
    else words = SAY("%.*s: de «%.*s» a «%.*s»", TEXT_ARGS(after->where), TEXT_ARGS(before->fate), TEXT_ARGS(after->fate));
    if (act.length) words = SAY("%.*s (%.*s)", TEXT_ARGS(words), TEXT_ARGS(act));
    tell_reform(c, name, GRADE_MAJOR, "casos en curso", before->fate, after->fate, words, act);
}

/* A stage is asked about once, however many versions of its route say it. */
static bool is_first(const struct comparing *c, const struct program *program, uint32_t reform, uint32_t nth, struct text where)
{
    for (uint32_t i = 0; i < nth; i++)
        if (text_equal(regime_of(c, program, program_reform_at(program, reform)->passages_first + i).where, where)) return false;
    return true;
}

static void compare_regimes(struct comparing *c, const char *name, const uint32_t reforms[2])
{
    for (int side = 0; side < 2; side++) {
        const struct program *program = compare_program(c, side);
        const struct program_reform *self = program_reform_at(program, reforms[side]);
        for (uint32_t i = 0; i < self->passages_count; i++) {
            struct regime regime = regime_of(c, program, self->passages_first + i);
            struct regime other = find_regime(c, compare_program(c, !side), reforms[!side], regime.where);
            if (!is_first(c, program, reforms[side], i, regime.where) || (side && other.fate.length)) continue;
            if (!text_equal(regime.fate, other.fate)) tell_regime(c, name, side ? &other : &regime, side ? &regime : &other);
        }
    }
}

/* ---- Reforms --------------------------------------------------------------------- */

static void compare_reform(struct comparing *c, const char *name, const uint32_t reforms[2])
{
    struct text days[2];
    for (int side = 0; side < 2; side++)
        days[side] = reforms[side] == NONE ? TEXT("") : day_text(c, program_reform_at(compare_program(c, side), reforms[side])->from);
    if (reforms[0] == NONE || reforms[1] == NONE) {
        struct text day = reforms[1] == NONE ? days[0] : days[1];
        tell_reform(c, name, GRADE_MINOR, "", days[0], days[1],     /* what it amends is told where it shows */
                    SAY("%s reforma %s, vigente desde el %.*s", reforms[1] == NONE ? "suprime" : "adiciona", name, TEXT_ARGS(day)), TEXT(""));
        return;
    }
    if (!text_equal(days[0], days[1]))
        tell_reform(c, name, GRADE_MAJOR, "vigente desde", days[0], days[1],
                    SAY("vigente desde: de %.*s a %.*s", TEXT_ARGS(days[0]), TEXT_ARGS(days[1])), TEXT(""));
    compare_regimes(c, name, reforms);
}

void compare_reforms(struct comparing *c)
{
    for (int side = 0; side < 2; side++) {
        const struct program *program = compare_program(c, side);
        for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_reform); i++) {
            const char *name = reform_name(program, i);
            uint32_t other = find_reform(compare_program(c, !side), name), reforms[2] = { side ? other : i, side ? i : other };
            if (!side || other == NONE) compare_reform(c, name, reforms);
        }
    }
}
