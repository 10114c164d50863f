/* run_subroute.c -- routes that a case starts, waits for, and hears of again. See run.h.
 *
 * The machine only says that a case of another route is to be opened, and is told when it
 * has ended: who keeps the cases links them (docket_link.c). A step entered again starts
 * its routes again; what it waits for is the last one started. */
#include "runtime/run_state.h"

static const char *route_name(const struct act *act, const struct program_subroute *rule)
{
    return program_text(act->program, program_route_at(act->program, rule->route)->name);
}

/* ---- Starting ------------------------------------------------------------ */

void act_start_subroute(struct act *act, uint32_t subroute)
{
    const struct program_subroute *rule = program_subroute_at(act->program, subroute);
    struct subroute_state *state = side_subroute(act->run, act->side, subroute);
    if (rule->once && state->started) return;
    state->started++;
    state->over = 0;
    side_effect(act->side, EFFECT_STARTED, subroute, act->event->day);
}

void act_start_subroutes(struct act *act, uint32_t step)
{
    const struct program_route *shape = act->run->shape;
    for (uint32_t i = shape->subroutes_first; i < shape->subroutes_first + shape->subroutes_count; i++)
        if (program_subroute_at(act->program, i)->step == step) act_start_subroute(act, i);
}

bool act_need_subroutes(struct act *act, uint32_t step)
{
    const struct program_route *shape = act->run->shape;
    for (uint32_t i = shape->subroutes_first; i < shape->subroutes_first + shape->subroutes_count; i++) {
        const struct program_subroute *rule = program_subroute_at(act->program, i);
        const struct subroute_state *state = side_subroute(act->run, act->side, i);
        if (rule->step != step || !rule->waits || state->over || state->started == 0) continue;     /* a case may come to a text amid its step */
        return act_refuse(act, REFUSAL_subroute_pending, rule->source,
                          program_text(act->program, program_step_at(act->program, step)->name), route_name(act, rule), NULL);
    }
    return true;
}

/* ---- Returning ----------------------------------------------------------- */

bool act_return(struct act *act)
{
    const struct event *event = act->event;
    const struct program_subroute *rule = program_subroute_at(act->program, event->subroute);
    struct subroute_state *state;

    if (!run_owns(act->run->shape->subroutes_first, act->run->shape->subroutes_count, event->subroute))
        return act_refuse(act, REFUSAL_not_of_this_route, NO_SOURCE, route_name(act, rule), NULL, NULL);
    state = side_subroute(act->run, act->side, event->subroute);
    if (event->serial == 0 || event->serial > state->started || state->returned == state->started)
        return act_refuse(act, REFUSAL_subroute_not_running, rule->source, route_name(act, rule), NULL, NULL);
    if (!act_check_facts(act)) return false;
    state->returned++;
    if (event->serial == state->started) state->over = 1;
    side_effect(act->side, EFFECT_RETURNED, event->subroute, event->day);
    return act_learn(act);
}

/* ---- Reading ------------------------------------------------------------- */

const struct subroute_state *run_subroute(const struct run *run, uint32_t subroute)
{
    return side_subroute(run, run->now, subroute);
}

uint32_t run_known(const struct run *run, struct given_datum *out)
{
    uint32_t count = 0;
    for (uint32_t i = run->shape->data_first; i < run->shape->data_first + run->shape->data_count; i++) {
        value_t value = run_datum(run, i);
        if (value == VALUE_UNKNOWN) continue;
        out[count++] = (struct given_datum){ .datum = i, .value = value, .text = run_datum_text(run, i), .minute = run_datum_minute(run, i) };
    }
    return count;
}

/* The value of a list that has the name of a final; a final that a reform added may have none. */
static bool final_value(const struct program *program, struct text final, uint32_t datum, struct given_datum *out)
{
    const struct program_list *list = program_list_at(program, program_datum_at(program, datum)->list);
    uint32_t value = program_find(program, PROGRAM_TABLE_value, list->values_first, list->values_count, final);
    if (value != NONE) *out = (struct given_datum){ .datum = datum, .value = value - list->values_first, .minute = MINUTE_NONE };
    return value != NONE;
}

/* What is known, as a datum of the same name, type and reserve in another route, version or program. */
static bool translate(struct edition from, const struct given_datum *known, const struct program *to, uint32_t same, uint32_t datum,
                      struct given_datum *out)
{
    const struct program_datum *a = program_datum_at(from.program, known->datum), *b = program_datum_at(to, same);
    uint32_t gone;
    if ((a->reserved && !b->reserved) || !match_names(from.program, a->name, to, b->name)
        || !match_kinds(from.program, known->datum, to, same)) return false;
    *out = *known;
    out->datum = datum;
    if (a->type != TYPE_LIST && a->type != TYPE_VALUES) return true;
    out->value = match_value(from, known->datum, known->value, (struct edition){ to, 0 }, datum, &gone);
    return out->value != VALUE_UNKNOWN;
}

static uint32_t cross(struct edition from, const struct program *program, uint32_t first, uint32_t crossings, struct text final,
                      const struct given_datum *known, uint32_t count, struct given_datum *out)
{
    uint32_t crossed = 0;
    for (uint32_t i = first; i < first + crossings; i++) {
        const struct program_crossing *crossing = program_crossing_at(program, i);
        if (crossing->from == NONE) crossed += final_value(program, final, crossing->to, &out[crossed]);
        bool found = crossing->from == NONE;
        for (uint32_t k = 0; k < count && !found; k++) {
            found = translate(from, &known[k], program, crossing->from, crossing->to, &out[crossed]);
            crossed += found;
        }
    }
    return crossed;
}

uint32_t subroute_given(struct edition from, uint32_t subroute, uint32_t route, const struct given_datum *known, uint32_t count,
                        struct given_datum *out)
{
    const struct program_subroute *rule = program_subroute_at(from.program, subroute);
    struct edition written = { from.program, rule->route }, to = { from.program, route };
    uint32_t given = cross(from, from.program, rule->gives_first, rule->gives_count, TEXT(""), known, count, out), kept = 0;
    for (uint32_t i = 0; i < given; i++) {
        uint32_t datum = match_datum(written, out[i].datum, to);
        struct given_datum one = out[i];
        if (datum != NONE && translate(written, &one, to.program, datum, datum, &out[kept])) kept++;     /* that version may not ask for it */
    }
    return kept;
}

uint32_t subroute_returned(struct edition from, const struct program *program, uint32_t subroute, struct text final,
                           const struct given_datum *known, uint32_t count, struct given_datum *out)
{
    const struct program_subroute *rule = program_subroute_at(program, subroute);
    return cross(from, program, rule->returns_first, rule->returns_count, final, known, count, out);
}
