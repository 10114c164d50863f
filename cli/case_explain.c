/* case_explain.c -- «ruta caso explicar»: why this day, and why not yet. */
#include <string.h>

#include "base/fold.h"
#include "cli/cases.h"
#include "cli/clocks.h"
#include "cli/days.h"

struct explainer {
    struct command_context *context;
    const struct run *run;
    const struct program *program;
    struct counting calendar;   /* whose holidays the days are told by */
    json_t *days;               /* of the clock being explained; NULL in text */
    day_t due;                  /* of that clock */
};

/* ---- The event it counts from -------------------------------------------- */

static day_t anchor_day(const struct explainer *explainer, const struct program_anchor *anchor)
{
    const struct run *run = explainer->run;
    value_t value;

    switch ((enum anchor_kind)anchor->kind) {
    case ANCHOR_DATUM:
        value = run_datum(run, anchor->datum);
        return value == VALUE_UNKNOWN ? DAY_NONE : (day_t)value;
    case ANCHOR_INSTRUMENT: return run_instrument_state(run, anchor->instrument)->day;
    case ANCHOR_STEP_ENTRY: return run_step_state(run, anchor->step)->entered;
    case ANCHOR_STEP_END:   return run_step_state(run, anchor->step)->ended;
    case ANCHOR_MEASURE_BEGUN:
    case ANCHOR_MEASURE_ENDED:
    case ANCHOR_MEASURE_LOOKED_AT:
    case ANCHOR_MEASURE_REVIEWED: return run_measure_day(run, anchor);
    case ANCHOR_KINDS:      break;
    }
    return DAY_NONE;
}

static struct text anchor_text(const struct explainer *explainer, const struct program_anchor *anchor)
{
    const struct program *program = explainer->program;
    struct arena *arena = &explainer->context->arena;

    switch ((enum anchor_kind)anchor->kind) {
    case ANCHOR_DATUM:
        return text_from(program_text(program, program_datum_at(program, anchor->datum)->name));
    case ANCHOR_INSTRUMENT:
        return text_from(program_text(program, program_instrument_at(program, anchor->instrument)->name));
    case ANCHOR_STEP_ENTRY:
        return text_format(arena, "entrada a %s", program_text(program, program_step_at(program, anchor->step)->name));
    case ANCHOR_STEP_END:
        return text_format(arena, "fin de %s", program_text(program, program_step_at(program, anchor->step)->name));
    case ANCHOR_MEASURE_BEGUN:
        return text_format(arena, "implementación de %s", program_text(program, program_measure_at(program, anchor->measure)->name));
    case ANCHOR_MEASURE_ENDED:
        return text_format(arena, "terminación de %s", program_text(program, program_measure_at(program, anchor->measure)->name));
    case ANCHOR_MEASURE_LOOKED_AT:
    case ANCHOR_MEASURE_REVIEWED:
        return text_format(arena, "última revisión de %s", program_text(program, program_measure_at(program, anchor->measure)->name));
    case ANCHOR_KINDS:
        break;
    }
    return TEXT("");
}

/* "el último de formulario (2026-03-10), acreditación (2026-03-13)" */
static struct text anchors_text(const struct explainer *explainer, const struct program_deadline *row)
{
    static const char *const choices[] = {
        [ANCHOR_ONLY] = "", [ANCHOR_LAST] = "el último de ", [ANCHOR_FIRST] = "el primero de ",
    };
    struct arena *arena = &explainer->context->arena;
    struct text joined = text_from(choices[row->from_choice]);
    char day[DATE_TEXT_SIZE];

    for (uint32_t i = 0; i < row->from_count; i++) {
        const struct program_anchor *anchor = program_anchor_at(explainer->program, row->from_first + i);
        day_t when = anchor_day(explainer, anchor);
        struct text name = anchor_text(explainer, anchor);
        joined = text_format(arena, "%.*s%s%.*s (%s)", TEXT_ARGS(joined), i ? ", " : "", TEXT_ARGS(name),
                             when == DAY_NONE ? "aún no ocurre" : day_format(when, day));
    }
    return joined;
}

/* A term that came with the case from the text before is not of what this one counts from. */
static struct text start_text(const struct explainer *explainer, const struct clock_view *clock)
{
    char day[DATE_TEXT_SIZE];

    if (!run_is_carried(explainer->run, clock->state)) return anchors_text(explainer, clock->row);
    return text_format(&explainer->context->arena, "%s, bajo el texto anterior: sigue como corría", day_format(clock->state->event, day));
}

static const char *rule_text(enum time_unit unit)
{
    switch (unit) {
    case UNIT_WORKING_DAYS:
    case UNIT_DAYS_UNSAID:
        return "el día del hecho es el día cero; se cuentan los días hábiles";
    case UNIT_CALENDAR_DAYS:
    case UNIT_WEEKS:
        return "el día del hecho es el día cero; se cuentan todos los días";
    case UNIT_MONTHS:
    case UNIT_YEARS:
        return "se cuenta por calendario, hasta el mismo número del mes; si ese día no es hábil, corre al siguiente hábil";
    case UNIT_HOURS:
        return "se cuenta minuto a minuto desde el hecho; corre todos los días";
    case UNIT_COUNT:
        break;
    }
    return "";
}

/* ---- Day by day ---------------------------------------------------------- */

static void explain_day(const struct counted_day *day, void *extra)
{
    struct explainer *explainer = extra;
    struct arena *arena = &explainer->context->arena;

    if (explainer->days)
        json_array_append_new(explainer->days, counted_day_json(arena, explainer->calendar.program, day));
    else
        counted_day_print(explainer->context->out, arena, explainer->calendar.program, day, explainer->due);
}

/* Nothing runs while it is suspended, and nothing was left to count of a term resumed on its last day. */
static bool explain_days(struct explainer *explainer, const struct deadline_state *state, struct fault *why)
{
    const struct calendar *calendar = explainer->calendar.calendar;
    struct instant from = { state->from, state->from_minute };

    if (state->status == DEADLINE_SUSPENDED) return true;
    if (state->term.unit == UNIT_HOURS)
        return deadline_explain_minutes(calendar, from, state->minutes, explain_day, explainer, why);
    if (state->term.amount == 0) return true;
    return deadline_explain_read(calendar, state->from, state->term, state->reading, explain_day, explainer, why);
}

/* ---- The ledger ---------------------------------------------------------- */

static struct text move_text(struct arena *arena, const struct ledger_entry *entry)
{
    struct text term = entry->term.amount ? term_format(arena, entry->term) : TEXT("0 días");

    switch (entry->kind) {
    case LEDGER_ARMED:        return text_format(arena, "corre por %.*s", TEXT_ARGS(term));
    case LEDGER_EXTENDED:     return text_format(arena, "se prorroga por %.*s", TEXT_ARGS(term));
    case LEDGER_SUSPENDED:    return TEXT("se suspende");
    case LEDGER_RESUMED:      return text_format(arena, "se reanuda, con %.*s por correr", TEXT_ARGS(term));
    case LEDGER_RESTARTED:
        return text_format(arena, entry->due_after == DAY_NONE ? "se interrumpe: cuando se reanude empieza otra vez por %.*s"
                                                               : "se interrumpe y empieza otra vez por %.*s", TEXT_ARGS(term));
    case LEDGER_RECALCULATED: return TEXT("se recalcula con otro calendario");
    case LEDGER_MET:          return TEXT("se cumple");
    case LEDGER_EXPIRED:      return TEXT("se declara vencido");
    case LEDGER_CARRIED:      return TEXT("el caso pasa al texto nuevo y el plazo sigue como corría");
    case LEDGER_RENEWED:      return TEXT("el caso pasa al texto nuevo y el plazo empieza otra vez");
    }
    return TEXT("");
}

static json_t *entry_json(const struct explainer *explainer, const struct ledger_entry *entry)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:s}", "fecha", json_of_day(entry->day),
                     "que", json_of_text(move_text(&explainer->context->arena, entry)),
                     "vencia", json_of_moment(entry->due_before, entry->minute_before),
                     "vence", json_of_moment(entry->due_after, entry->minute_after),
                     "motivo", json_of_text(run_ledger_reason(explainer->run, entry)),
                     "fuente", program_text(entry->program, entry->source));
}

static void print_entry(const struct explainer *explainer, const struct ledger_entry *entry)
{
    struct command_context *context = explainer->context;
    struct text source = cases_source(context, entry->program, entry->source);
    struct text reason = run_ledger_reason(explainer->run, entry);
    char day[DATE_TEXT_SIZE], before[MOMENT_TEXT_SIZE], after[MOMENT_TEXT_SIZE];
    bool had = entry->due_before != DAY_NONE, has = entry->due_after != DAY_NONE;

    fprintf(context->out, "    %s  %.*s", day_format(entry->day, day), TEXT_ARGS(move_text(&context->arena, entry)));
    moment_format(entry->due_before, entry->minute_before, before);
    moment_format(entry->due_after, entry->minute_after, after);
    if (had && has && strcmp(before, after) != 0) fprintf(context->out, ": vencía el %s y vence el %s", before, after);
    else if (has) fprintf(context->out, ": %s el %s", entry->kind == LEDGER_MET || entry->kind == LEDGER_EXPIRED ? "vencía" : "vence", after);
    else if (had) fprintf(context->out, ": vencía el %s", before);
    if (reason.length) fprintf(context->out, ", por «%.*s»", TEXT_ARGS(reason));
    fprintf(context->out, "%.*s\n", TEXT_ARGS(source));
}

static bool is_of(const struct ledger_entry *entry, const struct deadline_state *state)
{
    return entry->deadline == state->deadline && entry->occurrence == state->occurrence;
}

/* In text, only of a clock that something moved: the rest is told by its first lines. */
static void print_ledger(const struct explainer *explainer, const struct deadline_state *state)
{
    uint32_t count;
    const struct ledger_entry *ledger = run_ledger(explainer->run, &count);
    uint32_t moves = 0;

    for (uint32_t i = 0; i < count; i++)
        moves += is_of(&ledger[i], state) && ledger[i].kind != LEDGER_ARMED && ledger[i].kind != LEDGER_MET;
    if (moves == 0) return;
    fputs("  libro del plazo\n", explainer->context->out);
    for (uint32_t i = 0; i < count; i++)
        if (is_of(&ledger[i], state)) print_entry(explainer, &ledger[i]);
}

static json_t *ledger_json(const struct explainer *explainer, const struct deadline_state *state)
{
    uint32_t count;
    const struct ledger_entry *ledger = run_ledger(explainer->run, &count);
    json_t *array = json_array();

    for (uint32_t i = 0; i < count; i++)
        if (is_of(&ledger[i], state)) json_array_append_new(array, entry_json(explainer, &ledger[i]));
    return array;
}

/* ---- One clock ----------------------------------------------------------- */

static void say_clock(const struct explainer *explainer, const struct clock_view *clock)
{
    struct command_context *context = explainer->context;
    char from[MOMENT_TEXT_SIZE], due[MOMENT_TEXT_SIZE];
    struct text anchors = start_text(explainer, clock);
    const char *note = program_text(explainer->program, clock->row->note);

    if (clock->suspended)
        fprintf(context->out, "plazo «%s»: %.*s\n", clock->name, TEXT_ARGS(clock_left_text(&context->arena, clock)));
    else if (clock->armed)
        fprintf(context->out, "plazo «%s»: vence el %s, %s\n  término: %.*s desde el %s\n", clock->name,
                moment_format(clock->state->due, clock->state->due_minute, due), clock_status_word(clock->status),
                TEXT_ARGS(term_format(&context->arena, clock->state->term)),
                moment_format(clock->state->from, clock->state->from_minute, from));
    else
        fprintf(context->out, "plazo «%s»: %s\n", clock->name, clock_status_word(clock->status));
    fprintf(context->out, "  cuenta desde: %.*s\n", TEXT_ARGS(anchors));
    if (clock->source[0]) fprintf(context->out, "  fuente: %s\n", clock->source);
    if (note[0]) fprintf(context->out, "  nota: %s\n", note);
    if (clock->armed)
        fprintf(context->out, "  regla: %s (calendario %s)\n", rule_text(clock->state->term.unit),
                calendar_name(explainer->calendar.calendar));
    print_ledger(explainer, clock->state);
}

static bool explain_clock(struct explainer *explainer, const struct deadline_state *state, struct fault *why)
{
    struct command_context *context = explainer->context;
    struct clock_view clock = clock_look(explainer->run, state, context->today);
    json_t *object = NULL;

    explainer->days = NULL;
    explainer->due = state->due;
    if (context->json) {
        object = clock_json(&context->arena, &clock);
        explainer->days = json_array();
        json_object_set_new(object, "ancla", json_of_text(start_text(explainer, &clock)));
        if (clock.armed) json_object_set_new(object, "regla", json_string(rule_text(state->term.unit)));
        json_object_set_new(object, "libro", ledger_json(explainer, state));
        json_object_set_new(object, "dias", explainer->days);
    } else {
        say_clock(explainer, &clock);
    }
    bool ok = !clock.armed || explain_days(explainer, state, why);
    if (ok && object) output_json(context, object);
    else json_decref(object);
    return ok;
}

static bool explain_clocks(struct explainer *explainer, const char *name, struct fault *why)
{
    struct arena *arena = &explainer->context->arena;
    const struct program_route *route = program_route_at(explainer->program, run_route(explainer->run));
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(explainer->run, &count);
    bool any = false;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t offset = program_deadline_at(explainer->program, clocks[i].deadline)->name;
        struct text other = text_from(program_text(explainer->program, offset));
        if (name && !text_equal(fold(arena, other), fold(arena, text_from(name)))) continue;
        if (!explain_clock(explainer, &clocks[i], why)) return false;
        any = true;
    }
    if (any || !name) return true;
    return command_unknown_name(explainer->context, explainer->program, PROGRAM_TABLE_deadline, route->deadlines_first,
                                route->deadlines_count, "el plazo", text_from(name), why);
}

/* ---- Why not yet --------------------------------------------------------- */

static void explain_step(const struct explainer *explainer, uint32_t index)
{
    struct command_context *context = explainer->context;
    const struct program_step *step = program_step_at(explainer->program, index);
    const char *kind = step->stage == NONE ? "etapa" : "momento", *name = program_text(explainer->program, step->name);
    struct refusal refusal;
    bool missing = run_missing(explainer->run, index, context->today, &refusal);

    if (context->json) {
        output_json(context, json_pack("{s:s, s:o}", kind, name, "falta",
                                       missing ? cases_refusal_json(&refusal) : json_null()));
    } else if (!missing) {
        fprintf(context->out, "%s «%s»: puede completarse\n", kind, name);
    } else {
        fprintf(context->out, "%s «%s»: todavía no puede completarse\n  porque: %s\n", kind, name, refusal.sentence);
        if (refusal.question[0]) fprintf(context->out, "  pregunta: %s\n", refusal.question);
        if (refusal.source[0]) fprintf(context->out, "  fuente: %s\n", refusal.source);
        fprintf(context->out, "  remedio: %s\n", refusal.cure);
    }
}

/* Why it did not apply the last time the case came to it. */
static void explain_skipped(const struct explainer *explainer, uint32_t index)
{
    struct command_context *context = explainer->context;
    const struct program_step *step = program_step_at(explainer->program, index);
    const char *kind = step->stage == NONE ? "etapa" : "momento", *name = program_text(explainer->program, step->name);
    const char *condition = program_text(explainer->program, program_function_at(explainer->program, step->applies)->text);
    const char *source = program_text(explainer->program, step->source);

    if (context->json) {
        output_json(context, json_pack("{s:s, s:s, s:s}", kind, name, "solo_cuando", condition, "fuente", source));
        return;
    }
    fprintf(context->out, "%s «%s»: no aplica\n  porque: solo cuando %s, y no fue así al llegar a ella\n", kind, name, condition);
    if (source[0]) fprintf(context->out, "  fuente: %s\n", source);
}

static void explain_steps(const struct explainer *explainer)
{
    const struct program_route *route = program_route_at(explainer->program, run_route(explainer->run));

    for (uint32_t i = 0; i < route->steps_count; i++) {
        enum step_status status = run_step_state(explainer->run, route->steps_first + i)->status;
        if (status == STEP_RUNNING || status == STEP_UNDECIDED) explain_step(explainer, route->steps_first + i);
        if (status == STEP_SKIPPED) explain_skipped(explainer, route->steps_first + i);
    }
}

static int show(struct command_context *context, struct docket *docket, const struct case_file *file)
{
    const char *name = context->options.argument_count > 1 ? context->options.arguments[1] : NULL;
    struct explainer explainer = { .context = context, .run = case_run(file), .program = case_program(file),
                                   .calendar = run_counting(case_run(file)) };
    struct fault why = {0};

    (void)docket;
    if (!name) explain_steps(&explainer);
    return explain_clocks(&explainer, name, &why) ? EXIT_DONE : command_fail(context, &why);
}

int command_case_explain(struct command_context *context)
{
    return cases_show(context, show);
}
