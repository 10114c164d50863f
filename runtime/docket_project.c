/* docket_project.c -- what the store shows of a case, derived from its run.
 *
 * The same functions write the projections and, in docket_verify.c, check them. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "runtime/docket_inner.h"

struct store_case project_case(const struct case_file *file)
{
    const struct program *program = file->program;
    uint32_t stage = run_stage(file->run), final = run_final(file->run);
    struct store_case row = {
        .id = file->id,
        .route = program_text(program, program_route_at(program, file->route)->name),
        .stage = stage == NONE ? "" : program_text(program, program_step_at(program, stage)->name),
        .final = final == NONE ? "" : program_text(program, program_final_at(program, final)->name),
        .version = file->version, .opened = file->opened, .last = run_last_day(file->run),
    };
    memcpy(row.program, program_digest(program), DIGEST_BYTES);
    memcpy(row.head, file->head, DIGEST_BYTES);
    return row;
}

/* ---- Deadlines ----------------------------------------------------------------- */

static const char *status_word(enum deadline_status status)
{
    switch (status) {
    case DEADLINE_PENDING:        return "pendiente";
    case DEADLINE_EXPIRED:        /* depends on the day one asks: the store keeps it as running */
    case DEADLINE_RUNNING:        return "en curso";
    case DEADLINE_SUSPENDED:      return "suspendido";
    case DEADLINE_MET:            return "cumplido";
    case DEADLINE_NOT_APPLICABLE: return "no aplica";
    }
    UNREACHABLE();
}

static struct text add_name(struct arena *arena, struct text names, const struct program *program, uint32_t actor)
{
    const char *name = program_text(program, program_actor_at(program, actor)->name);
    if (names.length == 0) return text_from(name);
    return text_format(arena, "%.*s, %s", TEXT_ARGS(names), name);
}

/* Those responsible for the step; where the source names none, those the expiry touches. */
static const char *who_answers(const struct program *program, const struct program_deadline *deadline,
                               struct arena *arena)
{
    struct text names = { "", 0 };
    if (deadline->step != NONE) {
        const struct program_step *step = program_step_at(program, deadline->step);
        for (uint32_t i = 0; i < step->responsible_count; i++)
            names = add_name(arena, names, program, program_ref(program, step->responsible_first, i));
    }
    if (names.length) return names.at;
    for (uint32_t i = 0; i < deadline->expiries_count; i++) {
        uint32_t actor = program_expiry_at(program, deadline->expiries_first + i)->actor;
        if (actor != NONE) names = add_name(arena, names, program, actor);
    }
    return names.at;
}

const struct store_deadline *project_deadlines(const struct case_file *file, struct arena *arena, uint32_t *count)
{
    const struct program *program = file->program;
    const struct deadline_state *states = run_deadlines(file->run, count);
    struct store_deadline *rows = arena_array(arena, *count + 1, sizeof *rows);
    for (uint32_t i = 0; i < *count; i++) {
        const struct program_deadline *deadline = program_deadline_at(program, states[i].deadline);
        rows[i] = (struct store_deadline){
            .case_id = file->id, .position = i,
            .name = program_text(program, deadline->name),
            .step = deadline->step == NONE ? "" : program_text(program, program_step_at(program, deadline->step)->name),
            .occurrence = states[i].occurrence, .status = status_word(states[i].status),
            .from = states[i].from, .due = states[i].due, .met = states[i].met,
            .due_minute = states[i].due_minute, .fired = states[i].fired,
            .who = who_answers(program, deadline, arena),
        };
    }
    return rows;
}

struct stored_deadlines {
    const struct store_deadline *rows;
    uint32_t count, seen;
    bool same;
};

static bool compare_deadline(const struct store_deadline *row, void *context)
{
    struct stored_deadlines *work = context;
    const struct store_deadline *derived = work->seen < work->count ? &work->rows[work->seen] : NULL;
    work->seen++;
    work->same = derived && row->position == derived->position && row->occurrence == derived->occurrence
              && row->from == derived->from && row->due == derived->due && row->met == derived->met
              && row->due_minute == derived->due_minute && row->fired == derived->fired
              && strcmp(row->name, derived->name) == 0 && strcmp(row->step, derived->step) == 0
              && strcmp(row->status, derived->status) == 0 && strcmp(row->who, derived->who) == 0;
    return work->same;
}

bool deadlines_are_stored(const struct case_file *file, const struct store_deadline *rows, uint32_t count,
                          bool *same, struct fault *why)
{
    struct stored_deadlines work = { rows, count, 0, true };
    bool ok = store_each_deadline(file->docket->store, file->id, compare_deadline, &work, why);
    *same = work.same && work.seen == count;
    return ok;
}

/* ---- Receipts ------------------------------------------------------------------- */

struct described {
    const char *word, *name, *source;
};

static struct described describe_step(const struct program *program, const char *word, uint32_t index)
{
    const struct program_step *step = program_step_at(program, index);
    return (struct described){ word, program_text(program, step->name), program_text(program, step->source) };
}

static struct described describe_body(const struct program *program, const char *word, uint32_t index)
{
    const struct program_body *body = program_body_at(program, index);
    return (struct described){ word, program_text(program, body->name), program_text(program, body->source) };
}

static struct described describe_actor(const struct program *program, const char *word, uint32_t index)
{
    const struct program_actor *actor = program_actor_at(program, index);
    return (struct described){ word, program_text(program, actor->name), program_text(program, actor->source) };
}

static struct described describe_deadline(const struct case_file *file, const char *word, uint32_t index)
{
    uint32_t count;
    const struct deadline_state *states = run_deadlines(file->run, &count);
    const struct program_deadline *deadline = program_deadline_at(file->program, states[index].deadline);
    return (struct described){ word, program_text(file->program, deadline->name),
                               run_deadline_source(file->run, &states[index]) };
}

/* By what: the condition that came true, or the instrument. */
static struct described describe_interruption(const struct program *program, uint32_t index)
{
    const struct program_interruption *interruption = program_interruption_at(program, index);
    uint32_t name = interruption->instrument == NONE ? interruption->question
                                                     : program_instrument_at(program, interruption->instrument)->name;
    return (struct described){ "interrumpe", program_text(program, name), program_text(program, interruption->source) };
}

static struct described describe_measure(const struct case_file *file, uint32_t measure)
{
    const struct program_measure *row = program_measure_at(file->program, measure);
    const struct measure_state *state = run_measure_state(file->run, measure);
    return (struct described){ measure_act_word(state->last), program_text(file->program, row->name), program_text(file->program, row->source) };
}

static struct described describe_subroute(const struct program *program, const char *word, uint32_t index)
{
    const struct program_subroute *subroute = program_subroute_at(program, index);
    return (struct described){ word, program_text(program, program_route_at(program, subroute->route)->name),
                               program_text(program, subroute->source) };
}

static struct described describe_addition(const struct case_file *file, uint32_t index)
{
    uint32_t count;
    const struct program_datum *list = program_datum_at(file->program, run_additions(file->run, &count)[index].checklist);
    return (struct described){ "añade", program_text(file->program, list->name), program_text(file->program, list->source) };
}

static struct described describe(const struct case_file *file, const struct effect *effect)
{
    const struct program *program = file->program;
    const struct program_final *final;
    const struct program_route *route;
    const struct program_instrument *instrument;
    const struct program_datum *datum;
    switch (effect->kind) {
    case EFFECT_ENTERED:     return describe_step(program, "entra", effect->index);
    case EFFECT_ADDED:       return describe_addition(file, effect->index);
    case EFFECT_UNDECIDED:   return describe_step(program, "espera saber si aplica", effect->index);
    case EFFECT_SKIPPED:     return describe_step(program, "no aplica", effect->index);
    case EFFECT_COMPLETED:   return describe_step(program, "completa", effect->index);
    case EFFECT_ARMED:       return describe_deadline(file, "empieza plazo", effect->index);
    case EFFECT_MET:         return describe_deadline(file, "cumple plazo", effect->index);
    case EFFECT_EXTENDED:    return describe_deadline(file, "prorroga plazo", effect->index);
    case EFFECT_SUSPENDED:   return describe_deadline(file, "suspende plazo", effect->index);
    case EFFECT_RESUMED:     return describe_deadline(file, "reanuda plazo", effect->index);
    case EFFECT_RESTARTED:   return describe_deadline(file, "interrumpe plazo", effect->index);
    case EFFECT_RECALCULATED: return describe_deadline(file, "recalcula plazo", effect->index);
    case EFFECT_EXPIRED:     return describe_deadline(file, "vence plazo", effect->index);
    case EFFECT_CARRIED:     return describe_deadline(file, "sigue corriendo plazo", effect->index);
    case EFFECT_LAPSED:      return describe_deadline(file, "caduca", effect->index);
    case EFFECT_BREACH:      return describe_actor(program, "incumple", effect->index);
    case EFFECT_ALERT:       return describe_actor(program, "alerta", effect->index);
    case EFFECT_DEEMED:
        return (struct described){ "se entiende", program_text(program, program_expiry_at(program, effect->index)->text), "" };
    case EFFECT_MEASURE:     return describe_measure(file, effect->index);
    case EFFECT_URGENT:      return describe_body(program, "decide lo urgente", effect->index);
    case EFFECT_REPORTED:    return describe_body(program, "conoce lo urgente", effect->index);
    case EFFECT_STARTED:     return describe_subroute(program, "inicia ruta", effect->index);
    case EFFECT_RETURNED:    return describe_subroute(program, "termina ruta", effect->index);
    case EFFECT_INTERRUPTED: return describe_interruption(program, effect->index);
    case EFFECT_ADOPTED:     return describe_body(program, "adopta", effect->index);
    case EFFECT_NOT_ADOPTED: return describe_body(program, "no adopta", effect->index);
    case EFFECT_MIGRATED:
        route = program_route_at(program, effect->index);
        return (struct described){ "pasa al texto nuevo de", program_text(program, route->name), program_text(program, route->source) };
    case EFFECT_FINISHED:
        final = program_final_at(program, effect->index);
        return (struct described){ "termina", program_text(program, final->name), program_text(program, final->source) };
    case EFFECT_RECORDED:
        instrument = program_instrument_at(program, effect->index);
        return (struct described){ "registra", program_text(program, instrument->name),
                                   program_text(program, instrument->source) };
    case EFFECT_LEARNED:
        datum = program_datum_at(program, effect->index);
        return (struct described){ "conoce", program_text(program, datum->name), program_text(program, datum->source) };
    }
    UNREACHABLE();
}

static bool is_of_deadline(enum effect_kind kind)
{
    return kind == EFFECT_ARMED || kind == EFFECT_MET || (kind >= EFFECT_EXTENDED && kind <= EFFECT_EXPIRED) || kind == EFFECT_LAPSED
        || kind == EFFECT_CARRIED;
}

static void add_dates(json_t *object, const struct case_file *file, uint32_t index)
{
    uint32_t count;
    const struct deadline_state *state = run_deadlines(file->run, &count) + index;
    struct arena arena = {0};
    char from[MOMENT_TEXT_SIZE], due[MOMENT_TEXT_SIZE];
    json_object_set_new(object, "desde", json_string(moment_format(state->from, state->from_minute, from)));
    json_object_set_new(object, "vence", json_string(moment_format(state->due, state->due_minute, due)));
    json_object_set_new(object, "término", json_string(term_format(&arena, state->term).at));
    arena_free(&arena);
}

static json_t *effect_json(const struct case_file *file, const struct effect *effect)
{
    struct described what = describe(file, effect);
    json_t *object = json_pack("{s:s, s:s, s:s}", "efecto", what.word, "nombre", what.name, "fuente", what.source);
    if (is_of_deadline(effect->kind)) add_dates(object, file, effect->index);
    return object;
}

char *project_receipt(const struct case_file *file)
{
    uint32_t count;
    char digest[DIGEST_TEXT_SIZE];
    const struct effect *effects = run_effects(file->run, &count);
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) json_array_append_new(list, effect_json(file, &effects[i]));
    json_t *receipt = json_pack("{s:s, s:s, s:o}", "programa", program_digest_text(file->program, digest),
                                "calendario", calendar_name(run_calendar(file->run)), "efectos", list);
    char *text = json_dumps(receipt, JSON_SORT_KEYS | JSON_COMPACT);
    json_decref(receipt);
    return text;
}
