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

uint32_t match_measure(const struct program *from, uint32_t measure, struct edition to)
{
    const struct program_route *route = program_route_at(to.program, to.route);
    for (uint32_t i = 0; i < route->measures_count; i++) {
        uint32_t other = program_ref(to.program, route->measures_first, i);
        if (match_names(from, program_measure_at(from, measure)->name, to.program, program_measure_at(to.program, other)->name)) return other;
    }
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

static const char *list_name(const struct program *program, uint32_t list)
{
    return list == NONE ? "" : program_text(program, program_list_at(program, list)->name);
}

/* People are kept field by field, in order: what is in one list must be readable in the other. A field that
 * was sealed stays so. */
static bool same_fields(const struct program *a, const struct program_datum *one, const struct program *b, const struct program_datum *two)
{
    if (one->fields_count != two->fields_count) return false;
    for (uint32_t i = 0; i < one->fields_count; i++) {
        const struct program_field *left = program_field_at(a, one->fields_first + i), *right = program_field_at(b, two->fields_first + i);
        bool same = match_names(a, left->name, b, right->name) && strcmp(list_name(a, left->list), list_name(b, right->list)) == 0;
        if (!same || (left->reserved && !right->reserved)) return false;
    }
    return true;
}

bool match_kinds(const struct program *a, uint32_t datum, const struct program *b, uint32_t other)
{
    const struct program_datum *one = program_datum_at(a, datum), *two = program_datum_at(b, other);
    return one->type == two->type && (one->type != TYPE_UNITS || strcmp(program_unit(a, one), program_unit(b, two)) == 0)
        && same_fields(a, one, b, two);
}

/* The place of a value in the list of the other text; NONE. */
static uint32_t place_of_value(struct edition from, uint32_t value, struct edition to, const struct program_list *next)
{
    uint32_t name = program_value_at(from.program, value)->name;
    for (uint32_t i = 0; i < next->values_count; i++)
        if (match_names(from.program, name, to.program, program_value_at(to.program, next->values_first + i)->name)) return i;
    return NONE;
}

value_t match_value(struct edition from, uint32_t datum, value_t value, struct edition to, uint32_t other, uint32_t *gone)
{
    const struct program_datum *row = program_datum_at(from.program, datum);
    const struct program_list *list = program_list_at(from.program, row->list);
    const struct program_list *next = program_list_at(to.program, program_datum_at(to.program, other)->list);
    value_t several = 0;
    for (uint32_t i = 0; i < list->values_count; i++) {
        if (row->type == TYPE_VALUES ? !(value >> i & 1) : value != (value_t)i) continue;
        uint32_t place = place_of_value(from, list->values_first + i, to, next);
        *gone = list->values_first + i;
        if (place == NONE || row->type == TYPE_LIST) return place == NONE ? VALUE_UNKNOWN : (value_t)place;
        several |= (value_t)1 << place;
    }
    return several;
}

/* ---- Sub-routes ------------------------------------------------------------ */

/* Whether a sub-route of one text is started where, and is of the route, that one of the other is. */
static bool same_start(struct edition from, const struct program_subroute *one, struct edition to, const struct program_subroute *other)
{
    return (one->step == NONE) == (other->step == NONE) && match_step(from, one->step, to) == other->step
        && match_names(from.program, program_route_at(from.program, one->route)->name,
                       to.program, program_route_at(to.program, other->route)->name);
}

uint32_t match_subroute(struct edition from, uint32_t subroute, struct edition to)
{
    const struct program_route *shape = shape_of(to);
    const struct program_subroute *wanted = program_subroute_at(from.program, subroute);
    uint32_t before = 0;
    for (uint32_t i = shape_of(from)->subroutes_first; i < subroute; i++)
        before += same_start(from, wanted, from, program_subroute_at(from.program, i));
    for (uint32_t i = shape->subroutes_first; i < shape->subroutes_first + shape->subroutes_count; i++)
        if (same_start(from, wanted, to, program_subroute_at(to.program, i)) && before-- == 0) return i;
    return NONE;
}

struct edition match_starter(const struct program *program, uint32_t subroute)
{
    uint32_t route = 0;
    while (subroute - program_route_at(program, route)->subroutes_first >= program_route_at(program, route)->subroutes_count) route++;
    return (struct edition){ program, route };
}

/* ---- Events -------------------------------------------------------------- */

struct matching {
    struct edition from, to;
    const uint32_t *owned;
    struct arena *arena;
    struct text *missing;
};

static bool lacks(const struct matching *matching, const char *what, uint32_t name)
{
    *matching->missing = text_format(matching->arena, "%s «%s»", what, program_text(matching->from.program, name));
    return false;
}

/* out->datum is the one of the other text. */
static bool event_datum(const struct matching *matching, const struct given_datum *given, struct given_datum *out)
{
    const struct program_datum *row = program_datum_at(matching->from.program, given->datum);
    if (!match_kinds(matching->from.program, given->datum, matching->to.program, out->datum)) return lacks(matching, "con la misma clase el dato", row->name);
    if (row->type != TYPE_LIST && row->type != TYPE_VALUES) return true;
    uint32_t gone;
    out->value = match_value(matching->from, given->datum, given->value, matching->to, out->datum, &gone);
    return out->value != VALUE_UNKNOWN || lacks(matching, "ese valor del dato", row->name);
}

static bool event_data(const struct matching *matching, const struct event *event, struct event *out)
{
    struct given_datum *data = arena_array(matching->arena, event->data_count + 1u, sizeof *data);
    out->data = data;
    out->data_count = 0;
    for (uint32_t i = 0; i < event->data_count; i++) {
        struct given_datum *given = &data[out->data_count];
        *given = event->data[i];
        given->datum = match_datum(matching->from, event->data[i].datum, matching->to);
        if (given->datum == NONE) continue;
        if (!event_datum(matching, &event->data[i], given)) return false;
        out->data_count++;
    }
    return true;
}

static void event_instruments(const struct matching *matching, const struct event *event, struct event *out)
{
    uint32_t *instruments = arena_array(matching->arena, event->instrument_count + 1u, sizeof *instruments);
    out->instruments = instruments;
    out->instrument_count = 0;
    for (uint32_t i = 0; i < event->instrument_count; i++) {
        uint32_t other = match_instrument(matching->from.program, event->instruments[i], matching->to.program, matching->owned);
        if (other != NONE) instruments[out->instrument_count++] = other;
    }
}

/* What the other text does not ask for is left out: knowing it breaks nothing. */
static bool event_facts(const struct matching *matching, const struct event *event, struct event *out)
{
    event_instruments(matching, event, out);
    return event_data(matching, event, out);
}

static bool event_step(const struct matching *matching, const struct event *event, struct event *out)
{
    const struct program_step *row = program_step_at(matching->from.program, event->step);
    out->step = match_step(matching->from, event->step, matching->to);
    return out->step != NONE || lacks(matching, row->stage == NONE ? "la etapa" : "el momento", row->name);
}

static bool event_body(const struct matching *matching, const struct event *event, struct event *out)
{
    uint32_t name = program_body_at(matching->from.program, event->body)->name;
    out->body = program_find(matching->to.program, PROGRAM_TABLE_body, 0, program_count(matching->to.program, PROGRAM_TABLE_body),
                             text_from(program_text(matching->from.program, name)));
    return out->body != NONE || lacks(matching, "el comité", name);
}

static bool event_deadline(const struct matching *matching, const struct event *event, struct event *out)
{
    const struct program_deadline *row = program_deadline_at(matching->from.program, event->deadline);
    uint32_t step = match_step(matching->from, row->step, matching->to);
    bool there = row->step == NONE || step != NONE;
    out->deadline = there ? match_deadline(matching->from, event->deadline, matching->to, step) : NONE;
    return out->deadline != NONE || lacks(matching, "el plazo", row->name);
}

static bool event_measures(const struct matching *matching, const struct event *event, struct event *out)
{
    uint32_t *measures = arena_array(matching->arena, event->measure_count + 1u, sizeof *measures);
    for (uint32_t i = 0; i < event->measure_count; i++) {
        measures[i] = match_measure(matching->from.program, event->measures[i], matching->to);
        if (measures[i] == NONE) return lacks(matching, "la medida", program_measure_at(matching->from.program, event->measures[i])->name);
    }
    out->measures = measures;
    return true;
}

static bool event_return(const struct matching *matching, const struct event *event, struct event *out)
{
    const struct program *program = matching->from.program;
    uint32_t route = program_subroute_at(program, event->subroute)->route;
    out->subroute = match_subroute(matching->from, event->subroute, matching->to);
    return out->subroute != NONE || lacks(matching, "en el mismo lugar la ruta", program_route_at(program, route)->name);
}

bool match_event(struct edition from, const struct event *event, struct edition to, const uint32_t *owned, struct arena *arena,
                 struct event *out, struct text *missing)
{
    const struct matching matching = { from, to, owned, arena, missing };
    *out = *event;
    out->route = to.route;
    switch (event->kind) {
    case EVENT_COMPLETE:
        if (!event_step(&matching, event, out)) return false;
        break;
    case EVENT_SESSION:
        if (!event_body(&matching, event, out)) return false;
        break;
    case EVENT_EXTEND:
    case EVENT_EXPIRE:
        if (!event_deadline(&matching, event, out)) return false;
        break;
    case EVENT_MEASURE:
        if (!event_measures(&matching, event, out)) return false;
        break;
    case EVENT_RETURN:
        if (!event_return(&matching, event, out)) return false;
        break;
    case EVENT_ADD:
        out->checklist = match_datum(from, event->checklist, to);
        if (out->checklist == NONE) return lacks(&matching, "la lista", program_datum_at(from.program, event->checklist)->name);
        break;
    case EVENT_OPEN:
    case EVENT_PRODUCE:
    case EVENT_INFORM:
    case EVENT_JUDGE:
    case EVENT_RECALCULATE:
    case EVENT_MIGRATE:
    case EVENT_KINDS:
        break;
    }
    return event_facts(&matching, event, out);
}
