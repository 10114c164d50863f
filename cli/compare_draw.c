/* compare_draw.c -- see compare_draw.h. */
#include "cli/compare_draw.h"

#include <string.h>

#include "base/replace.h"
#include "cli/output.h"
#include "runtime/draw.h"
#include "runtime/semantic.h"

struct marking {
    const struct compared *compared;
    const struct program *before, *after;
    enum draw_mark *steps, *finals, *bodies;
    uint32_t *now;
};

static enum draw_mark *marks_of(struct arena *arena, const struct marking *marking, enum program_table table)
{
    uint32_t count = program_count(marking->after, table);
    enum draw_mark *marks = arena_array(arena, count + 1u, sizeof *marks);
    for (uint32_t row = 0; row < count; row++)
        marks[row] = match_other(&marking->compared->matching, 1, table, row) == NONE ? DRAW_ADDED : DRAW_SAME;
    return marks;
}

static void mark(enum draw_mark *marks, uint32_t row)
{
    if (row != NONE && marks[row] == DRAW_SAME) marks[row] = DRAW_CHANGED;
}

/* A moment is inside the box of its stage. */
static void mark_step(const struct marking *marking, uint32_t step)
{
    if (step == NONE) return;
    uint32_t stage = program_step_at(marking->after, step)->stage;
    mark(marking->steps, stage == NONE ? step : stage);
}

/* The step of the later text where a difference shows, or NONE. */
static uint32_t step_of(const struct marking *marking, const struct difference *difference)
{
    uint32_t before = difference->rows[0], after = difference->rows[1], step;
    bool deadline = difference->table == PROGRAM_TABLE_deadline;
    if (!deadline && difference->table != PROGRAM_TABLE_step) return NONE;
    if (after != NONE) return deadline ? program_deadline_at(marking->after, after)->step : after;
    step = deadline ? program_deadline_at(marking->before, before)->step : program_step_at(marking->before, before)->stage;
    return step == NONE ? NONE : marking->now[step];
}

static void mark_difference(const struct marking *marking, const struct difference *difference)
{
    if (difference->grade <= GRADE_CLARIFIES) return;
    mark_step(marking, step_of(marking, difference));
    if (difference->table == PROGRAM_TABLE_final) mark(marking->finals, difference->rows[1]);
    if (difference->top == PROGRAM_TABLE_body) mark(marking->bodies, difference->top_rows[1]);
}

static struct draw_marks make_marks(const struct compared *compared, const uint32_t routes[2], struct arena *arena)
{
    const struct match_side *sides = compared->matching.sides;
    struct marking marking = { .compared = compared, .before = sides[0].text.program, .after = sides[1].text.program };
    uint32_t steps = program_count(marking.before, PROGRAM_TABLE_step);
    marking.steps = marks_of(arena, &marking, PROGRAM_TABLE_step);
    marking.finals = marks_of(arena, &marking, PROGRAM_TABLE_final);
    marking.bodies = marks_of(arena, &marking, PROGRAM_TABLE_body);
    marking.now = arena_array(arena, steps + 1u, sizeof *marking.now);
    for (uint32_t row = 0; row < steps; row++) marking.now[row] = match_other(&compared->matching, 0, PROGRAM_TABLE_step, row);
    for (size_t i = 0; i < compared->differences.count; i++) mark_difference(&marking, &compared->differences.items[i]);
    return (struct draw_marks){ marking.steps, marking.finals, marking.bodies, marking.before, routes[0], marking.now };
}

/* Whether a route changes, by itself or by a body or a list it names. */
static bool changes(const struct compared *compared, const struct match_pair *pair)
{
    uint8_t digests[2][DIGEST_BYTES];
    for (size_t i = 0; i < compared->differences.count; i++)
        if (compared->differences.items[i].top == PROGRAM_TABLE_route && compared->differences.items[i].top_rows[1] == pair->rows[1]) return true;
    for (int side = 0; side < 2; side++) semantic_hash(compared->matching.sides[side].text.program, pair->rows[side], digests[side]);
    return memcmp(digests[0], digests[1], DIGEST_BYTES) != 0;
}

/* The one pair of routes that changes. */
static bool find_route(const struct compared *compared, uint32_t routes[2], struct fault *why)
{
    uint32_t found = 0;
    for (size_t i = 0; i < compared->matching.pairs.count; i++) {
        const struct match_pair *pair = &compared->matching.pairs.items[i];
        if (pair->table != PROGRAM_TABLE_route || !changes(compared, pair)) continue;
        memcpy(routes, pair->rows, sizeof pair->rows);
        found++;
    }
    if (found == 1) return true;
    if (!found) fault_set(why, EXIT_USAGE, "no hay qué dibujar: ninguna ruta cambia");
    else fault_set(why, EXIT_USAGE, "se dibuja una sola ruta, y cambian %u", found);
    return fault_help(why, "dé los dos textos de la ruta que quiere ver");
}

bool compare_draw(struct command_context *context, const struct compared *compared, const char *path, struct fault *why)
{
    const struct program *program = compared->matching.sides[1].text.program;
    struct draw_options options = draw_defaults();
    uint32_t routes[2] = { NONE, NONE };
    size_t length = strlen(path);
    struct text svg;

    if (length < 5 || strcmp(path + length - 4, ".svg") != 0) {
        fault_set(why, EXIT_USAGE, "el dibujo de una comparación es un SVG, y «%s» no termina en .svg", path);
        return fault_help(why, "por ejemplo: --dibujo cambio.svg");
    }
    if (!find_route(compared, routes, why)) return false;
    struct draw_marks marks = make_marks(compared, routes, &context->arena);
    options.marks = &marks;
    if (!draw_route(program, routes[1], &options, &context->arena, &svg, why)) return false;
    if (!file_replace(path, "el dibujo", svg.at, svg.length, why)) return false;
    if (context->json) output_json(context, json_pack("{s:s}", "dibujo", path));
    else fprintf(context->out, "%s: dibujo de lo que cambia\n", path);
    return true;
}
