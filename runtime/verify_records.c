/* verify_records.c -- the middle pass: that records agree with each other.
 *
 * One function for each table with something to say; they may trust that every field
 * is in range and that every record has its owner. */
#include "runtime/verify_inside.h"

#include <stdlib.h>

#include "base/amount.h"
#include "runtime/shape.h"
#include "runtime/value.h"

#define ALL_MODALITIES (MODALITY_VIRTUAL | MODALITY_REGIONAL | MODALITY_SIMULTANEOUS)
#define ALL_CONVENERS (CONVENER_CHAIR | CONVENER_SECRETARIAT | CONVENER_MEMBER | CONVENER_OUTSIDER)
#define ALL_INVITEE_FLAGS (INVITEE_OWN_CASES | INVITEE_PER_POPULATION | INVITEE_BY_DATA)
#define WHOLE_WEEK 127
#define LEAP_YEAR 2000
#define DAYS_FROM_EASTER 366

#define BAD(table, field, ...) verify_bad(v, PROGRAM_TABLE_##table, row, field, __VA_ARGS__)
#define AT(table, row) program_##table##_at(v->program, (row))

/* ---- Which route a record belongs to ------------------------------------- */

static uint32_t route_of_step(const struct verifier *v, uint32_t step)
{
    return v->owner[PROGRAM_TABLE_step][step];
}

static bool step_of_route(const struct verifier *v, uint32_t step, uint32_t route)
{
    return step == NONE || route_of_step(v, step) == route;
}

static bool datum_of_route(const struct verifier *v, uint32_t datum, uint32_t route)
{
    return datum == NONE || v->owner[PROGRAM_TABLE_datum][datum] == route;
}

/* Every function has one route: that of the records that use it. */
static bool use_function(struct verifier *v, enum program_table table, uint32_t row, const char *field,
                         uint32_t function, uint32_t route)
{
    if (function == NONE) return true;
    if (v->function_route[function] != NONE && v->function_route[function] != route)
        return verify_bad(v, table, row, field, "la función %u la usa también otra ruta", function);
    v->function_route[function] = route;
    return true;
}

/* ---- Versions ------------------------------------------------------------ */

/* One version ends, at the latest, when the next begins; so the chain goes forward and ends. */
#define CHECK_VERSION(table)                                                                                    \
    static bool check_version_of_##table(struct verifier *v, uint32_t row)                                     \
    {                                                                                                           \
        const struct program_##table *self = AT(table, row);                                                    \
        const struct program_##table *after = self->after == NONE ? NULL : AT(table, self->after);              \
        if (self->from != DAY_NONE && self->to != DAY_NONE && self->from >= self->to)                           \
            return BAD(table, "to", "termina antes de comenzar");                                               \
        if (after && (after->before != row || self->to == DAY_NONE || after->from < self->to))                  \
            return BAD(table, "after", "no es la versión que le sigue");                                        \
        return self->before == NONE || AT(table, self->before)->after == row                                    \
            || BAD(table, "before", "no es la versión anterior");                                               \
    }
CHECK_VERSION(actor)
CHECK_VERSION(list)
CHECK_VERSION(body)
CHECK_VERSION(instrument)
CHECK_VERSION(route)
CHECK_VERSION(measure)
#undef CHECK_VERSION

static bool check_reform(struct verifier *v, uint32_t row)
{
    return AT(reform, row)->from != DAY_NONE || BAD(reform, "from", "no dice desde cuándo rige");
}

static bool check_passage(struct verifier *v, uint32_t row)
{
    const struct program_passage *passage = AT(passage, row);
    uint32_t steps[2] = { passage->step, passage->to_step }, routes[2] = { passage->route, passage->to };
    if (AT(route, passage->route)->after != passage->to) return BAD(passage, "to", "no es la versión que sigue a la otra");
    if (passage->kind == PASSAGE_KEEPS && passage->to_step != NONE) return BAD(passage, "to_step", "sobra: el caso no pasa");
    for (size_t i = 0; i < 2; i++)
        if (steps[i] != NONE && (route_of_step(v, steps[i]) != routes[i] || AT(step, steps[i])->stage != NONE))
            return BAD(passage, i ? "to_step" : "step", "no es una etapa de la ruta");
    return true;
}

/* ---- Norms, lists, bodies, instruments, calendars ------------------------- */

static bool check_norm(struct verifier *v, uint32_t row)
{
    const struct program_norm *norm = AT(norm, row);
    return norm->from == DAY_NONE || norm->to == DAY_NONE || norm->from <= norm->to
        || BAD(norm, "to", "termina antes de comenzar");
}

static bool check_list(struct verifier *v, uint32_t row)
{
    return AT(list, row)->values_count > 0 || BAD(list, "values", "la lista no tiene valores");
}

static bool check_quorum(struct verifier *v, uint32_t row)
{
    const struct program_body *body = AT(body, row);
    if (body->quorum != QUORUM_COUNT)
        return body->quorum_members == 0 || BAD(body, "quorum_members", "sobra: el quórum no es un número");
    if (body->quorum_members < 1)
        return BAD(body, "quorum_members", "debe ser al menos uno");
    if (body->membership == MEMBERS_LISTED && (uint32_t)body->quorum_members > body->seats_count)
        return BAD(body, "quorum_members", "pide más miembros de los que hay");
    return true;
}

static bool check_body(struct verifier *v, uint32_t row)
{
    const struct program_body *body = AT(body, row);
    if ((body->membership == MEMBERS_LISTED) != (body->seats_count > 0))
        return BAD(body, "seats", "hay miembros cuando son los listados, y solo entonces");
    if (body->modalities < 0 || body->modalities > ALL_MODALITIES)
        return BAD(body, "modalities", "no es un conjunto de modalidades");
    if (body->meets_count < 0 || body->meets_every < 0 || (body->meets_count == 0) != (body->meets_every == 0))
        return BAD(body, "meets_count", "no dice cada cuánto se reúne");

    if (body->conveners < 0 || body->conveners > ALL_CONVENERS || body->extra_conveners < 0 || body->extra_conveners > ALL_CONVENERS)
        return BAD(body, "conveners", "no es un conjunto de quienes convocan");
    if (((body->conveners & CONVENER_OUTSIDER) != 0) != (body->outsider != NONE) || (body->extra_conveners & CONVENER_OUTSIDER))
        return BAD(body, "outsider", "convoca, o no, quien no es del comité");
    if (body->exception != NONE && !body->by_consensus)
        return BAD(body, "exception", "sobra: no se decide por consenso");

    uint32_t presiding = 0;
    for (uint32_t i = 0; i < body->seats_count; i++) presiding += AT(seat, body->seats_first + i)->presides;
    if (presiding > 1) return BAD(body, "seats", "preside más de un miembro");
    return check_quorum(v, row);
}

static bool check_invitee(struct verifier *v, uint32_t row)
{
    const struct program_invitee *invitee = AT(invitee, row);
    if (invitee->count < 1) return BAD(invitee, "count", "debe ser al menos uno");
    return (invitee->flags >= 0 && invitee->flags <= ALL_INVITEE_FLAGS)
        || BAD(invitee, "flags", "no es un conjunto de señales");
}

static bool check_instrument(struct verifier *v, uint32_t row)
{
    uint32_t datum = AT(instrument, row)->signed_by_all;
    return datum == NONE || AT(datum, datum)->type == TYPE_TEXTS
        || BAD(instrument, "signed_by_all", "el dato no es una lista de textos");
}

/* Chains are proved later to have an end, so the walk carries a limit of its own. */
static bool is_extended(const struct verifier *v, uint32_t calendar, uint32_t by)
{
    uint32_t left = program_count(v->program, PROGRAM_TABLE_calendar);
    for (uint32_t at = AT(calendar, by)->base; at != NONE && left-- > 0; at = AT(calendar, at)->base)
        if (at == calendar) return true;
    return false;
}

static bool check_adopted(struct verifier *v, uint32_t row)
{
    const struct program_calendar *calendar = AT(calendar, row);
    for (uint32_t i = 0; i < calendar->adopts_count; i++) {
        uint32_t holiday = program_ref(v->program, calendar->adopts_first, i);
        if (!AT(holiday, holiday)->optional || !is_extended(v, v->owner[PROGRAM_TABLE_holiday][holiday], row))
            return BAD(calendar, "adopts", "solo se acoge lo que es a elección en un calendario que extiende");
    }
    return true;
}

static bool check_calendar(struct verifier *v, uint32_t row)
{
    const struct program_calendar *calendar = AT(calendar, row);
    bool extends = calendar->base != NONE;
    if (calendar->week < 0 || calendar->week > WHOLE_WEEK || (calendar->week == 0 && !extends))
        return BAD(calendar, "week", "no es una semana de trabajo");
    if ((calendar->first == DAY_NONE) != (calendar->last == DAY_NONE)
        || (calendar->first == DAY_NONE && !extends) || calendar->first > calendar->last)
        return BAD(calendar, "first", "el periodo verificado no es un periodo");
    return check_adopted(v, row);
}

static bool check_holiday(struct verifier *v, uint32_t row)
{
    const struct program_holiday *holiday = AT(holiday, row);
    if (holiday->from != DAY_NONE && holiday->to != DAY_NONE && holiday->from > holiday->to)
        return BAD(holiday, "to", "termina antes de comenzar");
    if (holiday->optional && holiday->rule != HOLIDAY_ONCE && holiday->rule != HOLIDAY_SUSPENSION)
        return BAD(holiday, "optional", "solo se eligen los cierres y las suspensiones");
    switch ((enum holiday_rule)holiday->rule) {
    case HOLIDAY_ON_DATE:
        if (holiday->month < 1 || holiday->month > 12) return BAD(holiday, "month", "el mes no existe");
        return (holiday->day >= 1 && holiday->day <= date_days_in_month(LEAP_YEAR, holiday->month))
            || BAD(holiday, "day", "el día no existe");
    case HOLIDAY_FROM_EASTER:
        return (holiday->offset >= -DAYS_FROM_EASTER && holiday->offset <= DAYS_FROM_EASTER)
            || BAD(holiday, "offset", "queda a más de un año de la pascua");
    case HOLIDAY_ONCE:
    case HOLIDAY_SUSPENSION:
        return (holiday->from != DAY_NONE && holiday->to != DAY_NONE)
            || BAD(holiday, "from", "un cierre o una suspensión tiene primer y último día");
    case HOLIDAY_RULES: break;
    }
    UNREACHABLE();
}

/* ---- Routes and steps ---------------------------------------------------- */

static bool check_route(struct verifier *v, uint32_t row)
{
    uint32_t start = AT(route, row)->start;
    return (route_of_step(v, start) == row && AT(step, start)->stage == NONE)
        || BAD(route, "start", "no es una etapa de la ruta");
}

static bool check_items(struct verifier *v, uint32_t row)
{
    const struct program_datum *datum = AT(datum, row);
    for (uint32_t i = 0; i < datum->items_count; i++) {
        const uint32_t item = program_ref(v->program, datum->items_first, i);
        if (v->owner[PROGRAM_TABLE_datum][item] != v->owner[PROGRAM_TABLE_datum][row] || AT(datum, item)->type != TYPE_TRUTH
            || AT(datum, item)->items_count > 0)
            return BAD(datum, "items", "la fila %u no es un dato de sí o no de su ruta", item);
    }
    if (datum->items_count > 0 && datum->type != TYPE_TRUTH) return BAD(datum, "items", "una lista que se verifica responde sí o no");
    if (datum->items_count == 0 && (datum->needs || datum->required || datum->open)) return BAD(datum, "needs", "no verifica nada");
    return (datum->needs >= 0 && (uint32_t)datum->needs <= datum->items_count && (datum->needs > 0) == (datum->items_count > 0))
        || BAD(datum, "needs", "pide más de lo que verifica, o nada");
}

static bool check_datum(struct verifier *v, uint32_t row)
{
    const struct program_datum *datum = AT(datum, row);
    if (!check_items(v, row)) return false;
    if ((datum->type == TYPE_UNITS) != (datum->unit != NONE))
        return BAD(datum, "unit", "el parámetro y el tipo del dato no concuerdan");
    if (datum->unit != NONE && !AT(parameter, datum->unit)->pesos)
        return BAD(datum, "unit", "el parámetro no está en pesos");
    bool judged = datum->judgement != JUDGED_BY_NOBODY, by_one = (datum->judge == NONE) != (datum->judge_body == NONE);
    if (judged ? !by_one : datum->judge != NONE || datum->judge_body != NONE || datum->judge_instrument != NONE)
        return BAD(datum, "judgement", "lo juzga uno solo, si alguien lo juzga");
    if ((datum->type == TYPE_PEOPLE) != (datum->fields_count > 0))
        return BAD(datum, "fields", "los campos y el tipo del dato no concuerdan");
    if (datum->type == TYPE_VALUES && datum->list != NONE && AT(list, datum->list)->values_count > VALUES_MAX)
        return BAD(datum, "list", "la lista tiene más valores de los que caben en el dato");
    return (datum->type == TYPE_LIST || datum->type == TYPE_VALUES) == (datum->list != NONE)
        || BAD(datum, "list", "la lista y el tipo del dato no concuerdan");
}

/* A stage and its moments point at each other. */
static bool check_moments(struct verifier *v, uint32_t row)
{
    const struct program_step *step = AT(step, row);
    for (uint32_t i = 0; i < step->moments_count; i++) {
        uint32_t moment = step->moments_first + i;
        if (AT(step, moment)->stage != row || route_of_step(v, moment) != route_of_step(v, row))
            return BAD(step, "moments", "la fila %u no es un momento suyo", moment);
    }
    return true;
}

static bool check_suffice(struct verifier *v, uint32_t row)
{
    const struct program_step *step = AT(step, row);
    int64_t owed = 0;
    for (uint32_t i = 0; i < step->moments_count; i++) {
        const struct program_step *moment = AT(step, step->moments_first + i);
        owed += moment->repeat_count == 0 && moment->repeat_body == NONE;
    }
    if (step->suffice && !step->parallel) return BAD(step, "suffice", "los momentos en secuencia se deben todos");
    return (step->suffice >= 0 && step->suffice <= owed) || BAD(step, "suffice", "pide más momentos de los que se deben");
}

static bool check_place_of_step(struct verifier *v, uint32_t row)
{
    const struct program_step *step = AT(step, row);
    if (step->stage == NONE)
        return step->branches_count > 0 || BAD(step, "branches", "de la etapa no se sale");
    const struct program_step *stage = AT(step, step->stage);
    if (stage->stage != NONE) return BAD(step, "stage", "un momento no tiene momentos");
    if (row - stage->moments_first >= stage->moments_count)
        return BAD(step, "stage", "la etapa no lo tiene entre sus momentos");
    if (step->moments_count > 0) return BAD(step, "moments", "un momento no tiene momentos");
    return step->branches_count == 0 || BAD(step, "branches", "de un momento no se sigue a otra etapa");
}

static bool check_repetition(struct verifier *v, uint32_t row)
{
    const struct program_step *step = AT(step, row);
    if (step->repeat_count < 0) return BAD(step, "repeat_count", "no puede ser negativo");
    return step->repeat_count == 0 || step->repeat_body == NONE
        || BAD(step, "repeat_body", "se repite por tiempo o por sesiones, no por ambos");
}

/* A stage that may be passed over says at once what follows. */
static bool check_applies(struct verifier *v, uint32_t row)
{
    const struct program_step *step = AT(step, row);
    if (step->applies == NONE || step->stage != NONE) return true;
    return (step->branches_count == 1 && AT(branch, step->branches_first)->guard == NONE)
        || BAD(step, "applies", "una etapa que puede no aplicar sigue a un solo lugar, sin condición");
}

static bool check_step(struct verifier *v, uint32_t row)
{
    const struct program_step *step = AT(step, row);
    if (step->responsible_unknown && step->responsible_count > 0) return BAD(step, "responsible_unknown", "dice quién es responsable");
    if (step->session_unknown && step->sessions_count > 0) return BAD(step, "session_unknown", "dice quién sesiona");
    for (uint32_t i = 0; i < step->asks_count; i++)
        if (!datum_of_route(v, program_ref(v->program, step->asks_first, i), route_of_step(v, row)))
            return BAD(step, "asks", "pide un dato que no es de su ruta");
    for (uint32_t i = 0; i < step->checklists_count; i++) {
        uint32_t list = program_ref(v->program, step->checklists_first, i);
        if (!datum_of_route(v, list, route_of_step(v, row)) || AT(datum, list)->items_count == 0)
            return BAD(step, "checklists", "la fila %u no es una lista de su ruta", list);
    }
    for (uint32_t i = 0; i < step->deadlines_count; i++)
        if (AT(deadline, step->deadlines_first + i)->step != row)
            return BAD(step, "deadlines", "el plazo %u no es suyo", step->deadlines_first + i);
    return check_place_of_step(v, row) && check_moments(v, row) && check_suffice(v, row) && check_repetition(v, row) && check_applies(v, row)
        && use_function(v, PROGRAM_TABLE_step, row, "applies", step->applies, route_of_step(v, row));
}

static bool check_session(struct verifier *v, uint32_t row)
{
    uint32_t route = route_of_step(v, v->owner[PROGRAM_TABLE_session][row]);
    return use_function(v, PROGRAM_TABLE_session, row, "guard", AT(session, row)->guard, route);
}

static bool check_summons(struct verifier *v, uint32_t row)
{
    if (!(AT(invitee, AT(summons, row)->invitee)->flags & INVITEE_BY_DATA))
        return BAD(summons, "invitee", "no se le invita según los datos del caso");
    return use_function(v, PROGRAM_TABLE_summons, row, "guard", AT(summons, row)->guard, v->owner[PROGRAM_TABLE_summons][row]);
}

static bool measure_of_route(const struct verifier *v, uint32_t measure, uint32_t route)
{
    const struct program_route *row = AT(route, route);
    for (uint32_t i = 0; i < row->measures_count; i++)
        if (program_ref(v->program, row->measures_first, i) == measure) return true;
    return false;
}

static bool check_requisite(struct verifier *v, uint32_t row)
{
    const struct program_requisite *requisite = AT(requisite, row);
    uint32_t route = v->owner[PROGRAM_TABLE_requisite][row];
    if (!measure_of_route(v, requisite->measure, route)) return BAD(requisite, "measure", "no es una medida de su ruta");
    if ((requisite->guard == NONE) == (requisite->instrument == NONE))
        return BAD(requisite, "guard", "debe pedir una condición o un instrumento, y uno solo");
    return use_function(v, PROGRAM_TABLE_requisite, row, "guard", requisite->guard, route)
        && use_function(v, PROGRAM_TABLE_requisite, row, "except", requisite->except, route);
}

static bool check_branch(struct verifier *v, uint32_t row)
{
    const struct program_branch *branch = AT(branch, row);
    uint32_t step = v->owner[PROGRAM_TABLE_branch][row], route = route_of_step(v, step);
    const struct program_step *from = AT(step, step);

    if ((branch->step == NONE) == (branch->final == NONE))
        return BAD(branch, "step", "debe seguir a una etapa o a un final, y a uno solo");
    if (!step_of_route(v, branch->step, route) || (branch->step != NONE && AT(step, branch->step)->stage != NONE))
        return BAD(branch, "step", "no es una etapa de su ruta");
    if (branch->final != NONE && v->owner[PROGRAM_TABLE_final][branch->final] != route)
        return BAD(branch, "final", "no es un final de su ruta");
    if (branch->guard == NONE && row + 1 != from->branches_first + from->branches_count)
        return BAD(branch, "guard", "solo la última salida puede no tener condición");
    return use_function(v, PROGRAM_TABLE_branch, row, "guard", branch->guard, route);
}

static bool stages_are_of_route(struct verifier *v, uint32_t row, uint32_t route)
{
    const struct program_interruption *interruption = AT(interruption, row);
    for (uint32_t i = 0; i < interruption->stages_count; i++) {
        uint32_t stage = program_ref(v->program, interruption->stages_first, i);
        if (route_of_step(v, stage) != route || AT(step, stage)->stage != NONE)
            return BAD(interruption, "stages", "no son etapas de su ruta");
    }
    return true;
}

static bool check_interruption(struct verifier *v, uint32_t row)
{
    const struct program_interruption *interruption = AT(interruption, row);
    uint32_t route = v->owner[PROGRAM_TABLE_interruption][row];

    if ((interruption->guard == NONE) == (interruption->instrument == NONE))
        return BAD(interruption, "guard", "ocurre con una condición o con un instrumento, y con uno solo");
    if ((interruption->step != NONE) + (interruption->final != NONE) + (interruption->subroute != NONE) != 1)
        return BAD(interruption, "step", "debe llevar a una etapa, a un final o a otra ruta, y a uno solo");
    if (interruption->subroute != NONE
        && (v->owner[PROGRAM_TABLE_subroute][interruption->subroute] != route || AT(subroute, interruption->subroute)->step != NONE))
        return BAD(interruption, "subroute", "no es una ruta que ella inicie");
    if (!step_of_route(v, interruption->step, route) || (interruption->step != NONE && AT(step, interruption->step)->stage != NONE))
        return BAD(interruption, "step", "no es una etapa de su ruta");
    if (interruption->final != NONE && v->owner[PROGRAM_TABLE_final][interruption->final] != route)
        return BAD(interruption, "final", "no es un final de su ruta");
    return stages_are_of_route(v, row, route)
        && use_function(v, PROGRAM_TABLE_interruption, row, "guard", interruption->guard, route);
}

static bool check_demand(struct verifier *v, uint32_t row)
{
    uint32_t route = route_of_step(v, v->owner[PROGRAM_TABLE_demand][row]);
    return use_function(v, PROGRAM_TABLE_demand, row, "guard", AT(demand, row)->guard, route);
}

/* Of the same type; and what was reserved stays so. */
static bool may_cross(const struct verifier *v, const struct program_crossing *crossing)
{
    const struct program_datum *to = AT(datum, crossing->to);
    if (crossing->from == NONE) return to->type == TYPE_LIST;
    const struct program_datum *from = AT(datum, crossing->from);
    return from->type == to->type && from->list == to->list && from->unit == to->unit && (!from->reserved || to->reserved);
}

static bool check_crossings(struct verifier *v, uint32_t row, const char *field, uint32_t first, uint32_t count, bool gives)
{
    uint32_t own = v->owner[PROGRAM_TABLE_subroute][row], other = AT(subroute, row)->route;
    for (uint32_t i = first; i < first + count; i++) {
        const struct program_crossing *crossing = AT(crossing, i);
        if (gives && crossing->from == NONE) return BAD(subroute, field, "da un final que todavía no hay");
        if (!datum_of_route(v, crossing->from, gives ? own : other) || !datum_of_route(v, crossing->to, gives ? other : own))
            return BAD(subroute, field, "pasa un dato que no es de su ruta");
        if (!may_cross(v, crossing)) return BAD(subroute, field, "pasa un dato a otro en que no cabe, o que lo dejaría a la vista");
    }
    return true;
}

static bool check_subroute(struct verifier *v, uint32_t row)
{
    const struct program_subroute *subroute = AT(subroute, row);
    if (!step_of_route(v, subroute->step, v->owner[PROGRAM_TABLE_subroute][row]))
        return BAD(subroute, "step", "no es una etapa de su ruta");
    if (subroute->waits && subroute->step == NONE) return BAD(subroute, "waits", "no hay etapa que espere");
    return check_crossings(v, row, "gives", subroute->gives_first, subroute->gives_count, true)
        && check_crossings(v, row, "returns", subroute->returns_first, subroute->returns_count, false);
}

/* ---- Deadlines ----------------------------------------------------------- */

static bool check_anchor_count(struct verifier *v, uint32_t row, const char *field,
                               uint32_t choice, uint32_t count)
{
    return choice != ANCHOR_ONLY || count <= 1 || BAD(deadline, field, "hay varias anclas y no dice cuál vale");
}

static bool check_deadline(struct verifier *v, uint32_t row)
{
    const struct program_deadline *deadline = AT(deadline, row);
    uint32_t route = v->owner[PROGRAM_TABLE_deadline][row];

    if (deadline->step != NONE) {
        const struct program_step *step = AT(step, deadline->step);
        if (route_of_step(v, deadline->step) != route || row - step->deadlines_first >= step->deadlines_count)
            return BAD(deadline, "step", "la etapa no lo tiene entre sus plazos");
    }
    if (deadline->lengths_count == 0) return BAD(deadline, "lengths", "no dice cuánto dura");
    if (deadline->from_count == 0 && !deadline->periodic) return BAD(deadline, "from", "no dice desde cuándo corre");
    return check_anchor_count(v, row, "from", deadline->from_choice, deadline->from_count)
        && check_anchor_count(v, row, "until", deadline->until_choice, deadline->until_count)
        && use_function(v, PROGRAM_TABLE_deadline, row, "applies", deadline->applies, route);
}

static bool check_length(struct verifier *v, uint32_t row)
{
    const struct program_length *length = AT(length, row);
    uint32_t owner = v->owner[PROGRAM_TABLE_length][row];
    const struct program_deadline *deadline = AT(deadline, owner);
    bool last = row + 1 == deadline->lengths_first + deadline->lengths_count;

    if (length->amount == 0) return BAD(length, "amount", "una duración de cero no es un plazo");
    if (last != (length->guard == NONE))
        return BAD(length, "guard", "toda duración menos la última lleva condición");
    return use_function(v, PROGRAM_TABLE_length, row, "guard", length->guard, v->owner[PROGRAM_TABLE_deadline][owner]);
}

static bool check_anchor(struct verifier *v, uint32_t row)
{
    const struct program_anchor *anchor = AT(anchor, row);
    uint32_t route = v->owner[PROGRAM_TABLE_deadline][v->owner[PROGRAM_TABLE_anchor][row]];
    bool datum = anchor->kind == ANCHOR_DATUM, instrument = anchor->kind == ANCHOR_INSTRUMENT;
    bool step = anchor->kind == ANCHOR_STEP_ENTRY || anchor->kind == ANCHOR_STEP_END;

    bool measure = anchor->kind >= ANCHOR_MEASURE_BEGUN;

    if (datum != (anchor->datum != NONE) || instrument != (anchor->instrument != NONE)
        || step != (anchor->step != NONE) || measure != (anchor->measure != NONE))
        return BAD(anchor, "kind", "no señala lo que su clase dice");
    if (measure && !measure_of_route(v, anchor->measure, route)) return BAD(anchor, "measure", "no es una medida de su ruta");
    if (!datum_of_route(v, anchor->datum, route) || (datum && AT(datum, anchor->datum)->type != TYPE_DATE))
        return BAD(anchor, "datum", "no es un dato de su ruta de tipo fecha");
    return step_of_route(v, anchor->step, route) || BAD(anchor, "step", "no es una etapa de su ruta");
}

static bool check_expiry(struct verifier *v, uint32_t row)
{
    const struct program_expiry *expiry = AT(expiry, row);
    uint32_t route = v->owner[PROGRAM_TABLE_deadline][v->owner[PROGRAM_TABLE_expiry][row]];
    bool names_someone = expiry->kind == EXPIRY_BREACH || expiry->kind == EXPIRY_ALERT;
    bool moves = expiry->kind == EXPIRY_FOLLOWS;
    if (names_someone != (expiry->actor != NONE))
        return BAD(expiry, "actor", "lo nombran el incumplimiento y la alerta, y solo ellos");
    if (moves != ((expiry->step == NONE) != (expiry->final == NONE)) || (!moves && expiry->step != NONE))
        return BAD(expiry, "step", "el que sigue va a una etapa o a un final, y solo él");
    if (!step_of_route(v, expiry->step, route) || (expiry->step != NONE && AT(step, expiry->step)->stage != NONE))
        return BAD(expiry, "step", "no es una etapa de su ruta");
    if (expiry->final != NONE && v->owner[PROGRAM_TABLE_final][expiry->final] != route)
        return BAD(expiry, "final", "no es un final de su ruta");
    return (expiry->kind == EXPIRY_DEEMED) == (*program_text(v->program, expiry->text) != '\0')
        || BAD(expiry, "text", "dice qué se entiende, y solo eso");
}

static bool check_extension(struct verifier *v, uint32_t row)
{
    const struct program_extension *extension = AT(extension, row);
    if (extension->times < 0) return BAD(extension, "times", "no puede ser negativo");
    return extension->amount > 0 || BAD(extension, "amount", "una prórroga alarga");
}

static bool check_pause(struct verifier *v, uint32_t row)
{
    const struct program_pause *pause = AT(pause, row);
    if ((pause->kind == PAUSE_SUSPENDS) != (pause->resumes != NONE))
        return BAD(pause, "resumes", "se reanuda lo que se suspende, y solo eso");
    return pause->resumes != pause->instrument || BAD(pause, "resumes", "lo reanuda lo mismo que lo suspende");
}

/* One value each day, from the first to the last. */
static bool check_parameter(struct verifier *v, uint32_t row)
{
    const struct program_parameter *parameter = AT(parameter, row);
    if (parameter->amounts_count == 0) return BAD(parameter, "amounts", "el parámetro no tiene valores");
    for (uint32_t i = 0; i < parameter->amounts_count; i++) {
        const struct program_amount *amount = AT(amount, parameter->amounts_first + i);
        bool last = i + 1 == parameter->amounts_count;
        if (amount->from == DAY_NONE || (amount->to == DAY_NONE ? !last : amount->to < amount->from))
            return BAD(parameter, "amounts", "un valor no dice bien desde cuándo y hasta cuándo");
        if (!last && AT(amount, parameter->amounts_first + i + 1)->from != amount->to + 1)
            return BAD(parameter, "amounts", "entre un valor y el siguiente sobran o faltan días");
        if (amount->high < 0 || program_amount_value(amount) > AMOUNT_MAX)
            return BAD(parameter, "amounts", "un valor no cabe");
    }
    return true;
}

/* ---- Chains -------------------------------------------------------------- */

static uint32_t base_of_calendar(const struct program *program, uint32_t row)
{
    return program_calendar_at(program, row)->base;
}

static uint32_t whole_of_actor(const struct program *program, uint32_t row)
{
    return program_actor_at(program, row)->part_of;
}

/* From a stage that may be passed over to the next one, while it may be too. */
static uint32_t passed_over_to(const struct program *program, uint32_t row)
{
    const struct program_step *step = program_step_at(program, row);
    return step->applies == NONE || step->stage != NONE ? NONE : program_branch_at(program, step->branches_first)->step;
}

/* Follows each chain until its end or a row already seen: seen in this very walk, it
 * is a cycle. Each row is stepped on once. */
static bool check_chain(struct verifier *v, enum program_table table, const char *field,
                        uint32_t (*next)(const struct program *program, uint32_t row))
{
    uint32_t count = program_count(v->program, table);
    uint32_t *walk = verify_array(count);
    bool ok = true;

    for (uint32_t first = 0; ok && first < count; first++) {
        uint32_t row = first;
        while (row != NONE && walk[row] == NONE) {
            walk[row] = first;
            row = next(v->program, row);
        }
        if (row != NONE && walk[row] == first) ok = verify_bad(v, table, first, field, "la cadena vuelve sobre sí misma");
    }
    free(walk);
    return ok;
}

/* ---- The whole ----------------------------------------------------------- */

static const struct {
    enum program_table table;
    bool (*check)(struct verifier *v, uint32_t row);
} checks[] = {
    { PROGRAM_TABLE_norm,       check_norm },
    { PROGRAM_TABLE_list,       check_list },
    { PROGRAM_TABLE_body,       check_body },
    { PROGRAM_TABLE_invitee,    check_invitee },
    { PROGRAM_TABLE_instrument, check_instrument },
    { PROGRAM_TABLE_calendar,   check_calendar },
    { PROGRAM_TABLE_holiday,    check_holiday },
    { PROGRAM_TABLE_route,      check_route },
    { PROGRAM_TABLE_datum,      check_datum },
    { PROGRAM_TABLE_step,       check_step },
    { PROGRAM_TABLE_summons,    check_summons },
    { PROGRAM_TABLE_requisite,  check_requisite },
    { PROGRAM_TABLE_session,    check_session },
    { PROGRAM_TABLE_branch,     check_branch },
    { PROGRAM_TABLE_interruption, check_interruption },
    { PROGRAM_TABLE_demand,     check_demand },
    { PROGRAM_TABLE_subroute,   check_subroute },
    { PROGRAM_TABLE_deadline,   check_deadline },
    { PROGRAM_TABLE_length,     check_length },
    { PROGRAM_TABLE_anchor,     check_anchor },
    { PROGRAM_TABLE_expiry,     check_expiry },
    { PROGRAM_TABLE_extension,  check_extension },
    { PROGRAM_TABLE_pause,      check_pause },
    { PROGRAM_TABLE_actor,      check_version_of_actor },
    { PROGRAM_TABLE_list,       check_version_of_list },
    { PROGRAM_TABLE_body,       check_version_of_body },
    { PROGRAM_TABLE_instrument, check_version_of_instrument },
    { PROGRAM_TABLE_route,      check_version_of_route },
    { PROGRAM_TABLE_measure,    check_version_of_measure },
    { PROGRAM_TABLE_reform,     check_reform },
    { PROGRAM_TABLE_passage,    check_passage },
    { PROGRAM_TABLE_parameter,  check_parameter },
};

bool verify_records(struct verifier *v)
{
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
        for (uint32_t row = 0; row < program_count(v->program, checks[i].table); row++)
            if (!checks[i].check(v, row)) return false;
    return check_chain(v, PROGRAM_TABLE_calendar, "base", base_of_calendar)
        && check_chain(v, PROGRAM_TABLE_actor, "part_of", whole_of_actor)
        && check_chain(v, PROGRAM_TABLE_step, "applies", passed_over_to);
}
