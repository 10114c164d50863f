/* match.c -- names of one program among those of another. See match.h. */
#include "runtime/match.h"

#include <string.h>

#include "base/fold.h"

bool match_names(const struct program *a, uint32_t name, const struct program *b, uint32_t other)
{
    const char *one = program_text(a, name), *two = program_text(b, other);
    struct arena arena = {0};
    if (strcmp(one, two) == 0) return true;
    bool same = text_equal(fold(&arena, text_from(one)), fold(&arena, text_from(two)));
    arena_free(&arena);
    return same;
}

static const struct program_route *shape_of(struct edition version)
{
    return program_route_at(version.program, version.route);
}

uint32_t match_datum(struct edition from, uint32_t datum, struct edition to)
{
    const struct program_route *shape = shape_of(to);
    uint32_t name = program_datum_at(from.program, datum)->name;
    for (uint32_t i = shape->data_first; i < shape->data_first + shape->data_count; i++)
        if (match_names(from.program, name, to.program, program_datum_at(to.program, i)->name)) return i;
    return NONE;
}

/* A stage when `stage` is NONE, else a moment of that stage. */
static uint32_t step_named(const struct program *program, uint32_t name, struct edition to, uint32_t stage)
{
    const struct program_route *shape = shape_of(to);
    for (uint32_t i = shape->steps_first; i < shape->steps_first + shape->steps_count; i++) {
        const struct program_step *step = program_step_at(to.program, i);
        if (step->stage == stage && match_names(program, name, to.program, step->name)) return i;
    }
    return NONE;
}

uint32_t match_step(struct edition from, uint32_t step, struct edition to)
{
    if (step == NONE) return NONE;
    const struct program_step *row = program_step_at(from.program, step);
    if (row->stage == NONE) return step_named(from.program, row->name, to, NONE);
    uint32_t stage = match_step(from, row->stage, to);
    return stage == NONE ? NONE : step_named(from.program, row->name, to, stage);
}

uint32_t match_stage_named(struct edition to, struct text name)
{
    const struct program_route *shape = shape_of(to);
    uint32_t first = shape->steps_first, end = first + shape->steps_count;
    while (first < end) {
        uint32_t found = program_find(to.program, PROGRAM_TABLE_step, first, end - first, name);
        if (found == NONE || program_step_at(to.program, found)->stage == NONE) return found;
        first = found + 1;
    }
    return NONE;
}

uint32_t match_instrument(const struct program *from, uint32_t instrument, const struct program *to, const uint32_t *owned)
{
    if (instrument == NONE) return NONE;
    uint32_t name = program_instrument_at(from, instrument)->name;
    for (uint32_t i = 0; i < program_count(to, PROGRAM_TABLE_instrument); i++)
        if (owned[i] != NONE && match_names(from, name, to, program_instrument_at(to, i)->name)) return i;
    return NONE;
}

uint32_t match_deadline(struct edition from, uint32_t deadline, struct edition to, uint32_t step)
{
    const struct program_route *shape = shape_of(to);
    uint32_t name = program_deadline_at(from.program, deadline)->name;
    for (uint32_t i = shape->deadlines_first; i < shape->deadlines_first + shape->deadlines_count; i++) {
        const struct program_deadline *row = program_deadline_at(to.program, i);
        if (row->step == step && match_names(from.program, name, to.program, row->name)) return i;
    }
    return NONE;
}

value_t match_value(struct edition from, uint32_t datum, value_t value, struct edition to, uint32_t other)
{
    const struct program_list *list = program_list_at(from.program, program_datum_at(from.program, datum)->list);
    const struct program_list *next = program_list_at(to.program, program_datum_at(to.program, other)->list);
    uint32_t name = program_value_at(from.program, list->values_first + (uint32_t)value)->name;
    for (uint32_t i = 0; i < next->values_count; i++)
        if (match_names(from.program, name, to.program, program_value_at(to.program, next->values_first + i)->name)) return i;
    return VALUE_UNKNOWN;
}
