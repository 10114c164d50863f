/* case_migrate.c -- «ruta caso migrar»: a reform and the open cases. What each one does is told
 * by comparing the case as it is under the new text with the case as it was. */
#include <string.h>

#include "base/fold.h"
#include "cli/cases.h"
#include "cli/clocks.h"
#include "cli/days.h"

struct telling {
    struct command_context *context;
    const struct program *program;      /* the one with the reform */
};

/* ---- Terms ----------------------------------------------------------------- */

/* What the passing does to one term; a day is DAY_NONE where there is none. */
struct term_change {
    const char *name;
    day_t was, is;
    int32_t was_minute, is_minute;
    struct text why;
};

struct changes {
    struct command_context *context;
    const struct run *before, *after;
    json_t *array;                      /* NULL in text */
};

static bool is_open(const struct deadline_state *clock)
{
    return clock->status == DEADLINE_RUNNING || clock->status == DEADLINE_SUSPENDED;
}

static const char *deadline_name(const struct run *run, uint32_t deadline)
{
    return program_text(run_program(run), program_deadline_at(run_program(run), deadline)->name);
}

/* The occurrence that moves; they stand together, and it is the last. */
static const struct deadline_state *latest_of(const struct run *run, uint32_t deadline)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(run, &count), *found = NULL;

    for (uint32_t i = 0; i < count; i++)
        if (clocks[i].deadline == deadline) found = &clocks[i];
    return found;
}

static const char *day_or_dash(day_t day, int32_t minute, char out[MOMENT_TEXT_SIZE])
{
    return day == DAY_NONE ? "—" : moment_format(day, minute, out);
}

static void say_change(const struct changes *changes, const struct term_change *change)
{
    char was[MOMENT_TEXT_SIZE], is[MOMENT_TEXT_SIZE];

    if (changes->array) {
        json_array_append_new(changes->array, json_pack("{s:s, s:o, s:o, s:o}", "plazo", change->name,
                                                        "vencia", json_of_moment(change->was, change->was_minute),
                                                        "vence", json_of_moment(change->is, change->is_minute),
                                                        "porque", json_of_text(change->why)));
        return;
    }
    day_or_dash(change->was, change->was_minute, was);
    bool same = change->was == change->is && change->was_minute == change->is_minute;
    if (same) fprintf(changes->context->out, "  plazo «%s»  %s  %.*s\n", change->name,
                      day_or_dash(change->is, change->is_minute, is), TEXT_ARGS(change->why));
    else fprintf(changes->context->out, "  plazo «%s»  %s → %s  %.*s\n", change->name,
                 day_or_dash(change->was, change->was_minute, was), day_or_dash(change->is, change->is_minute, is), TEXT_ARGS(change->why));
}

/* "5 días hábiles desde el 2021-09-23 (D1139 art. 14)" */
static struct text length_text(const struct changes *changes, const struct deadline_state *clock)
{
    const struct program *program = run_program(changes->after);
    struct arena *arena = &changes->context->arena;
    char from[MOMENT_TEXT_SIZE];

    return text_format(arena, "%.*s desde el %s%.*s", TEXT_ARGS(term_format(arena, clock->term)),
                       moment_format(clock->from, clock->from_minute, from),
                       TEXT_ARGS(cases_source(changes->context, program, program_deadline_at(program, clock->deadline)->source)));
}

/* A reform may give the term that goes on another name. */
static struct text new_name(const struct changes *changes, const struct deadline_state *was, const struct deadline_state *is)
{
    const char *before = deadline_name(changes->before, was->deadline), *now = deadline_name(changes->after, is->deadline);

    return strcmp(before, now) == 0 ? TEXT("") : text_format(&changes->context->arena, "; en el texto nuevo es «%s»", now);
}

static struct text why_carried(const struct changes *changes, const struct deadline_state *was, const struct deadline_state *is)
{
    struct arena *arena = &changes->context->arena;
    char from[DATE_TEXT_SIZE];

    if (is->status == DEADLINE_SUSPENDED) return TEXT("sigue suspendido, como estaba");
    if (is->due == was->due)
        return text_format(arena, "sigue como corría, desde el %s%.*s", day_format(is->event, from), TEXT_ARGS(new_name(changes, was, is)));
    struct text days = counting_reasons(arena, run_counting(changes->before), run_counting(changes->after), is->from,
                                        was->due > is->due ? was->due : is->due);
    return text_format(arena, "sigue como corría, con el calendario del texto nuevo: %.*s", TEXT_ARGS(days));
}

static struct text why_changed(const struct changes *changes, const struct deadline_state *was, const struct deadline_state *is)
{
    if (!is) return TEXT("el texto nuevo no lo tiene");
    if (is->status == DEADLINE_MET) return TEXT("se cumple con el paso");
    if (is->status == DEADLINE_NOT_APPLICABLE) return TEXT("en el texto nuevo no aplica a este caso");
    if (is->status == DEADLINE_PENDING) return TEXT("empieza otra vez cuando ocurra lo que lo inicia en el texto nuevo");
    if (run_is_carried(changes->after, is)) return why_carried(changes, was, is);
    return text_format(&changes->context->arena, "empieza otra vez: %.*s", TEXT_ARGS(length_text(changes, is)));
}

static void say_old(const struct changes *changes, const struct deadline_state *was)
{
    uint32_t ahead = run_deadline_ahead(changes->after, was->deadline);
    const struct deadline_state *is = ahead == NONE ? NULL : latest_of(changes->after, ahead);
    bool dated = is && is_open(is);

    say_change(changes, &(struct term_change){
        .name = deadline_name(changes->before, was->deadline), .was = was->due, .was_minute = was->due_minute,
        .is = dated ? is->due : DAY_NONE, .is_minute = dated ? is->due_minute : MINUTE_NONE, .why = why_changed(changes, was, is) });
}

/* Whether some open clock of the case as it was goes on as this deadline. */
static bool was_running(const struct changes *changes, uint32_t deadline)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(changes->before, &count);

    for (uint32_t i = 0; i < count; i++)
        if (is_open(&clocks[i]) && run_deadline_ahead(changes->after, clocks[i].deadline) == deadline) return true;
    return false;
}

static void say_terms(const struct changes *changes)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(changes->before, &count);

    for (uint32_t i = 0; i < count; i++)
        if (is_open(&clocks[i]) && clocks[i].fired == DAY_NONE) say_old(changes, &clocks[i]);
    clocks = run_deadlines(changes->after, &count);
    for (uint32_t i = 0; i < count; i++)
        if (is_open(&clocks[i]) && !was_running(changes, clocks[i].deadline))
            say_change(changes, &(struct term_change){
                .name = deadline_name(changes->after, clocks[i].deadline), .was = DAY_NONE, .was_minute = MINUTE_NONE,
                .is = clocks[i].due, .is_minute = clocks[i].due_minute,
                .why = text_format(&changes->context->arena, "lo trae el texto nuevo: %.*s", TEXT_ARGS(length_text(changes, &clocks[i]))) });
}

/* ---- What stays behind ------------------------------------------------------- */

static void leave(const struct changes *changes, struct text *list, const char *what, const char *name)
{
    if (changes->array) json_array_append_new(changes->array, json_string(name));
    else *list = text_format(&changes->context->arena, "%.*s%s%s «%s»", TEXT_ARGS(*list), list->length ? ", " : "", what, name);
}

/* What was known or recorded and the new text does not ask: it stays in the acts. */
static struct text left_behind(const struct changes *changes)
{
    const struct program *program = run_program(changes->before), *next = run_program(changes->after);
    struct edition from = { program, run_route(changes->before) }, to = { next, run_route(changes->after) };
    const struct program_route *route = program_route_at(program, from.route);
    struct text list = TEXT("");

    for (uint32_t i = route->data_first; i < route->data_first + route->data_count; i++)
        if (run_datum(changes->before, i) != VALUE_UNKNOWN && match_datum(from, i, to) == NONE)
            leave(changes, &list, "el dato", program_text(program, program_datum_at(program, i)->name));
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_instrument); i++)
        if (run_instrument_records(changes->before, i) > 0 && !run_asks_instrument(changes->after, program, i))
            leave(changes, &list, "el instrumento", program_text(program, program_instrument_at(program, i)->name));
    return list;
}

/* ---- One case ---------------------------------------------------------------- */

static const char *stage_name(const struct run *run)
{
    uint32_t stage = run_stage(run);

    return stage == NONE ? "" : program_text(run_program(run), program_step_at(run_program(run), stage)->name);
}

static const char *final_or_stage(const struct run *run)
{
    uint32_t final = run_final(run);

    return final == NONE ? stage_name(run) : program_text(run_program(run), program_final_at(run_program(run), final)->name);
}

static const char *route_name(const struct run *run)
{
    return program_text(run_program(run), program_route_at(run_program(run), run_route(run))->name);
}

static void say_passing(const struct telling *telling, const struct docket_passage *row, struct text act)
{
    const struct run *after = case_run(row->file), *before = run_before(after);
    const struct changes changes = { telling->context, before, after, NULL };
    FILE *out = telling->context->out;

    if (strcmp(stage_name(before), final_or_stage(after)) == 0)
        fprintf(out, "%s  %s: sigue ahí, bajo el texto nuevo%.*s\n", case_id(row->file), stage_name(before), TEXT_ARGS(act));
    else
        fprintf(out, "%s  %s → %s%.*s\n", case_id(row->file), stage_name(before), final_or_stage(after), TEXT_ARGS(act));
    say_terms(&changes);
    struct text left = left_behind(&changes);
    if (left.length) fprintf(out, "  queda en sus actos, y el texto nuevo no lo pide: %.*s\n", TEXT_ARGS(left));
}

static void print_row(const struct telling *telling, const struct docket_passage *row, struct text act)
{
    FILE *out = telling->context->out;
    const struct run *run = case_run(row->file);

    switch (row->outcome) {
    case CASE_PASSES:
        say_passing(telling, row, act);
        return;
    case CASE_KEEPS:
        fprintf(out, "%s  %s: conserva el texto anterior%.*s\n", case_id(row->file), stage_name(run), TEXT_ARGS(act));
        return;
    case CASE_CANNOT:
        fprintf(out, "%s  %s: no puede pasar: %s (%s)\n  remedio: %s\n", case_id(row->file), final_or_stage(run), row->refusal.sentence,
                refusal_code_text(row->refusal.code), row->refusal.cure);
        return;
    case CASE_IS_THERE:
        fprintf(out, "%s  %s: ya está bajo el texto nuevo\n", case_id(row->file), final_or_stage(run));
        return;
    case CASE_IS_OTHER:
        fprintf(out, "%s  %s: no le toca: no es de un texto de «%s» que esta reforma modifique en ese programa\n",
                case_id(row->file), final_or_stage(run), route_name(run));
        return;
    }
}

static json_t *row_json(const struct telling *telling, const struct docket_passage *row)
{
    static const char *const words[] = {
        [CASE_PASSES] = "pasa", [CASE_KEEPS] = "conserva", [CASE_CANNOT] = "no puede", [CASE_IS_THERE] = "ya pasó", [CASE_IS_OTHER] = "no le toca",
    };
    const struct run *run = case_run(row->file), *before = row->outcome == CASE_PASSES ? run_before(run) : run;
    const char *act = row->passage == NONE ? "" : program_text(telling->program, program_passage_at(telling->program, row->passage)->act);
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s}", "caso", case_id(row->file), "resultado", words[row->outcome],
                               "de", final_or_stage(before), "a", final_or_stage(run), "fuente", act);

    if (row->outcome == CASE_CANNOT) json_object_set_new(object, "negativa", cases_refusal_json(&row->refusal));
    if (row->outcome != CASE_PASSES) return object;
    struct changes changes = { telling->context, before, run, json_array() };
    say_terms(&changes);
    json_object_set_new(object, "plazos", changes.array);
    changes.array = json_array();
    left_behind(&changes);
    json_object_set_new(object, "quedan", changes.array);
    return object;
}

static void say_row(const struct docket_passage *row, void *extra)
{
    const struct telling *telling = extra;

    if (telling->context->json) {
        output_json(telling->context, row_json(telling, row));
        return;
    }
    struct text act = TEXT("");
    if (row->passage != NONE) act = cases_source(telling->context, telling->program, program_passage_at(telling->program, row->passage)->act);
    print_row(telling, row, act);
}

/* ---- All of them --------------------------------------------------------------- */

static void say_count(struct command_context *context, const struct docket_passages *count, bool trial)
{
    bool written = !trial && count->refused == 0;

    if (context->json) {
        output_json(context, json_pack("{s:i, s:i, s:i, s:i, s:b}", "pasan", (int)count->passed, "conservan", (int)count->kept,
                                       "no_pueden", (int)count->refused, "otros", (int)count->others, "escrito", written && count->passed > 0));
        return;
    }
    if (count->passed + count->kept + count->refused == 0) {
        fputs("ningún caso abierto está en un texto que esta reforma modifique: no hay nada que hacer\n", context->out);
        return;
    }
    fprintf(context->out, "%u %s, %u %s el texto anterior, %u no %s%s\n", count->passed,
            written ? (count->passed == 1 ? "caso pasó" : "casos pasaron") : count->passed == 1 ? "caso pasaría" : "casos pasarían",
            count->kept, count->kept == 1 ? "conserva" : "conservan", count->refused, count->refused == 1 ? "puede" : "pueden",
            written ? "" : "; no se escribió nada");
    if (!trial && count->refused)
        fputs("pasan todos o ninguno: remedie los que no pueden, o nombre los demás con --casos\n", context->out);
}

static const char *norm_of(const struct program *program, uint32_t reform)
{
    return program_text(program, program_norm_at(program, program_reform_at(program, reform)->norm)->name);
}

static bool is_called(const struct program *program, uint32_t reform, const char *name, struct arena *arena)
{
    return text_equal(fold(arena, text_from(name)), fold(arena, text_from(norm_of(program, reform))));
}

/* The reform of that norm, of those that say what to do with open cases. */
static bool find_reform(struct command_context *context, const struct program *program, uint32_t *reform, struct fault *why)
{
    const char *name = option_text(&context->options, OPTION_reform);
    struct arena *arena = &context->arena;
    struct text names = TEXT("");

    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_reform); i++) {
        if (program_reform_at(program, i)->passages_count == 0) continue;       /* it moves no case */
        *reform = i;
        if (name && is_called(program, i, name, arena)) return true;
        names = text_format(arena, "%.*s%s%s", TEXT_ARGS(names), names.length ? ", " : "", norm_of(program, i));
    }
    if (name) fault_set(why, EXIT_USAGE, "el programa no trae ninguna reforma de «%s»", name);
    else fault_set(why, EXIT_USAGE, "falta decir qué reforma");
    return names.length ? fault_help(why, "las que trae: %.*s", TEXT_ARGS(names))
                        : fault_help(why, "el programa no trae reformas: indique con --rutas la carpeta que las tiene");
}

static bool read_order(struct command_context *context, const struct program *program, struct docket_migration *what,
                       struct docket_write *write, struct fault *why)
{
    struct text *cases;
    struct event event = { .day = context->today, .minute = MINUTE_NONE };

    *what = (struct docket_migration){ .program = program, .trial = option_given(&context->options, OPTION_trial) };
    what->case_count = option_list(&context->options, OPTION_cases, &context->arena, &cases);
    what->cases = cases;
    if (option_given(&context->options, OPTION_date) && !cases_when(context, &event, why)) return false;
    what->day = event.day;
    what->minute = event.minute;
    return find_reform(context, program, &what->reform, why) && cases_write(context, write, why);
}

struct search { const char *reform; struct arena *arena; const struct program *found; };

static bool knows_reform(const struct program *program, void *context)
{
    struct search *search = context;
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_reform); i++) {
        if (is_called(program, i, search->reform, search->arena)) search->found = program;
    }
    return true;
}

/* Without a program, the last one kept that knows the reform, if any does. */
static bool find_program(struct command_context *context, struct docket *docket, const struct program **program, struct fault *why)
{
    struct search search = { option_text(&context->options, OPTION_reform), &context->arena, NULL };
    if (*program) return true;
    if (search.reform && !docket_each_program(docket, knows_reform, &search, why)) return false;
    *program = search.found;
    if (*program) return true;
    fault_set(why, EXIT_USAGE, "ningún caso del almacén se abrió con un programa que traiga esa reforma");
    return fault_help(why, "añada --programa ARCHIVO (hecho con «ruta compilar»), o --rutas CARPETA");
}

static int migrate(struct command_context *context, const struct program *program)
{
    struct telling telling = { context, NULL };
    struct docket *docket = NULL;
    struct docket_migration what;
    struct docket_write write;
    struct docket_passages count;
    struct fault why = {0};
    int code = EXIT_DONE;

    bool ready = cases_open(context, false, &docket, &why) && find_program(context, docket, &program, &why)
              && read_order(context, program, &what, &write, &why);
    telling.program = program;
    if (!ready || !docket_migrate(docket, &what, &write, say_row, &telling, &count, &why)) {
        code = command_fail(context, &why);
    } else {
        say_count(context, &count, what.trial);
        code = count.refused ? EXIT_FINDINGS : EXIT_DONE;
    }
    docket_close(docket);
    return code;
}

int command_case_migrate(struct command_context *context)
{
    struct program *program = NULL;
    bool given = option_given(&context->options, OPTION_program) || option_given(&context->options, OPTION_routes);
    int code = given ? command_program(context, NULL, &program) : EXIT_DONE;

    if (code != EXIT_DONE) return code;
    code = migrate(context, program);
    program_close(program);
    return code;
}
