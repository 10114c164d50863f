/* what_if.c -- «ruta qué-si»: the acts of a case, judged by the text of another date. Nothing is written.
 *
 * Every act is named again in that text (match.h) and given to a fresh machine, in order, until one does
 * not fit: what would have come after it, nobody can say. */
#include <string.h>

#include "cli/cases.h"
#include "cli/clocks.h"
#include "runtime/draw_words.h"

struct supposition {
    struct command_context *context;
    const struct case_file *file;
    const struct run *real;
    struct run *run;                /* under the other text */
    const struct program *program;
    uint32_t route;
    day_t day;
    json_t *array;                  /* of what is being told; NULL in text */
    uint32_t acts, fits;
    int64_t stopped;                /* the first act that does not fit; 0 when all do */
    day_t stopped_day;
    struct text stopped_act, reason;
    json_t *asides;                 /* names of what that text does not ask for */
};

/* ---- The text of that day ----------------------------------------------------- */

static bool find_text(struct supposition *what, struct fault *why)
{
    const struct program *own = case_program(what->file);
    uint32_t route = run_route(case_run(what->file));

    if (what->program == own) what->route = program_version_on(own, PROGRAM_TABLE_route, route, what->day);
    if (what->program == own && what->route != NONE) return true;
    return command_route(what->context, what->program, program_text(own, program_route_at(own, route)->name), what->day, &what->route, why);
}

/* ---- The acts, again ------------------------------------------------------------ */

static void set_aside(struct supposition *what, const char *name)
{
    for (size_t i = 0; i < json_array_size(what->asides); i++)
        if (strcmp(json_string_value(json_array_get(what->asides, i)), name) == 0) return;
    json_array_append_new(what->asides, json_string(name));
}

/* What the act gives and that text does not ask for. */
static void set_facts_aside(struct supposition *what, const struct history_row *row)
{
    const struct program *program = row->edition.program;
    const struct edition to = { what->program, what->route };

    for (uint32_t i = 0; i < row->event->data_count; i++)
        if (match_datum(row->edition, row->event->data[i].datum, to) == NONE)
            set_aside(what, program_text(program, program_datum_at(program, row->event->data[i].datum)->name));
    for (uint32_t i = 0; i < row->event->instrument_count; i++)
        if (!run_asks_instrument(what->run, program, row->event->instruments[i]))
            set_aside(what, program_text(program, program_instrument_at(program, row->event->instruments[i])->name));
}

/* An act that only gave what that text does not ask for is none in it. */
static bool says_nothing(const struct event *event)
{
    return (event->kind == EVENT_INFORM || event->kind == EVENT_PRODUCE) && event->data_count + event->instrument_count == 0;
}

static bool fits(struct supposition *what, const struct history_row *row)
{
    struct arena *arena = &what->context->arena;
    struct event event;
    struct refusal refusal;
    struct text missing;

    if (!run_match_event(what->run, row->edition, row->event, arena, &event, &missing)) {
        what->reason = text_format(arena, "ese texto no tiene %.*s", TEXT_ARGS(missing));
        return false;
    }
    set_facts_aside(what, row);
    if (says_nothing(&event) || run_step(what->run, &event, event.day, &refusal)) return true;
    what->reason = text_format(arena, "%s%s%s%s", refusal.sentence, refusal.source[0] ? " (" : "", refusal.source, refusal.source[0] ? ")" : "");
    return false;
}

/* A passing is about texts, and so is what it counted by: that day's text is what is asked. */
static bool try_act(const struct history_row *row, void *extra)
{
    struct supposition *what = extra;

    if (row->event->kind == EVENT_MIGRATE || row->event->kind == EVENT_RECALCULATE) return true;
    what->acts++;
    if (what->stopped) return true;
    if (fits(what, row)) {
        what->fits++;
        return true;
    }
    what->stopped = row->stored->sequence;
    what->stopped_day = row->stored->happened;
    what->stopped_act = cases_act_text(what->context, row->edition.program, row->event);
    return true;
}

static const char *place_of(const struct run *run)
{
    const struct program *program = run_program(run);

    if (run_stage(run) != NONE) return program_text(program, program_step_at(program, run_stage(run))->name);
    return run_final(run) == NONE ? "" : program_text(program, program_final_at(program, run_final(run))->name);
}

/* ---- What would have been due ------------------------------------------------------ */

static struct edition edition_of(const struct run *run)
{
    return (struct edition){ run_program(run), run_route(run) };
}

/* The same occurrence of the same deadline of the same step in another run; NULL. */
static const struct deadline_state *exact_clock(const struct run *from, const struct deadline_state *clock, const struct run *to)
{
    const struct program_deadline *row = program_deadline_at(run_program(from), clock->deadline);
    uint32_t step = match_step(edition_of(from), row->step, edition_of(to)), count;
    if (row->step != NONE && step == NONE) return NULL;
    uint32_t deadline = match_deadline(edition_of(from), clock->deadline, edition_of(to), step);
    const struct deadline_state *clocks = run_deadlines(to, &count);

    for (uint32_t i = 0; i < count; i++)
        if (clocks[i].deadline == deadline && clocks[i].occurrence == clock->occurrence) return &clocks[i];
    return NULL;
}

/* That one, or one of the same name that a text moved to another step; NULL. */
static const struct deadline_state *same_clock(const struct run *from, const struct deadline_state *clock, const struct run *to)
{
    const struct deadline_state *exact = exact_clock(from, clock, to);
    const struct program *program = run_program(from), *other = run_program(to);
    uint32_t name = program_deadline_at(program, clock->deadline)->name, count;
    const struct deadline_state *clocks = run_deadlines(to, &count);

    for (uint32_t i = 0; !exact && i < count; i++)
        if (clocks[i].occurrence == clock->occurrence && match_names(program, name, other, program_deadline_at(other, clocks[i].deadline)->name)
            && !exact_clock(to, &clocks[i], from)) return &clocks[i];
    return exact;
}

static bool is_armed(const struct deadline_state *clock)
{
    return clock && clock->due != DAY_NONE;
}

static const char *due_text(const struct deadline_state *clock, char out[MOMENT_TEXT_SIZE])
{
    return is_armed(clock) ? moment_format(clock->due, clock->due_minute, out) : "—";
}

/* "30 días hábiles desde el 2019-03-01 (D1066 art. …)"; empty when it did not run. */
static struct text length_text(const struct supposition *what, const struct run *run, const struct deadline_state *clock)
{
    struct arena *arena = &what->context->arena;
    char from[MOMENT_TEXT_SIZE];

    if (!is_armed(clock)) return TEXT("");
    const char *source = run_deadline_source(run, clock);
    return text_format(arena, "%.*s desde el %s%s%s%s", TEXT_ARGS(term_format(arena, clock->term)),
                       moment_format(clock->from, clock->from_minute, from), source[0] ? " (" : "", source, source[0] ? ")" : "");
}

static void say_clock(const struct supposition *what, const char *name, const struct deadline_state *real, const struct deadline_state *other)
{
    struct text is = length_text(what, what->real, real), would = length_text(what, what->run, other);
    char due[MOMENT_TEXT_SIZE], instead[MOMENT_TEXT_SIZE];

    if (what->array) {
        json_array_append_new(what->array, json_pack(
            "{s:s, s:o, s:o, s:o, s:o}", "plazo", name, "vence", is_armed(real) ? json_of_moment(real->due, real->due_minute) : json_null(),
            "habria_vencido", is_armed(other) ? json_of_moment(other->due, other->due_minute) : json_null(),
            "termino", json_of_text(is), "habria_sido", json_of_text(would)));
        return;
    }
    fprintf(what->context->out, "  %s: %s → %s", name, due_text(real, due), due_text(other, instead));
    if (would.length && text_equal(is, would)) fprintf(what->context->out, "  %.*s\n", TEXT_ARGS(would));
    else fprintf(what->context->out, "  %.*s → %.*s\n", TEXT_ARGS(is.length ? is : TEXT("—")), TEXT_ARGS(would.length ? would : TEXT("—")));
}

static const char *clock_name(const struct run *run, const struct deadline_state *clock)
{
    return program_text(run_program(run), program_deadline_at(run_program(run), clock->deadline)->name);
}

static void say_clocks(const struct supposition *what)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(what->run, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct deadline_state *real = same_clock(what->run, &clocks[i], what->real);
        if (is_armed(&clocks[i]) || is_armed(real)) say_clock(what, clock_name(what->run, &clocks[i]), real, &clocks[i]);
    }
    clocks = run_deadlines(what->real, &count);
    for (uint32_t i = 0; i < count; i++)
        if (is_armed(&clocks[i]) && !same_clock(what->real, &clocks[i], what->run))
            say_clock(what, clock_name(what->real, &clocks[i]), &clocks[i], NULL);
}

/* ---- Who would have sat -------------------------------------------------------------- */

static struct text seats_text(struct arena *arena, const struct program *program, uint32_t body)
{
    const struct program_body *row = program_body_at(program, body);
    struct text names = TEXT("");

    for (uint32_t i = 0; i < row->seats_count; i++)
        names = text_format(arena, "%.*s%s%s", TEXT_ARGS(names), i ? ", " : "",
                            program_text(program, program_seat_at(program, row->seats_first + i)->name));
    return names;
}

static json_t *body_json(struct arena *arena, const struct program *program, uint32_t body)
{
    const struct program_body *row = program_body_at(program, body);
    json_t *seats = json_array();

    for (uint32_t i = 0; i < row->seats_count; i++)
        json_array_append_new(seats, json_string(program_text(program, program_seat_at(program, row->seats_first + i)->name)));
    return json_pack("{s:s, s:o, s:o, s:i, s:o, s:s}", "comite", program_text(program, row->name), "miembros", seats,
                     "composicion", json_of_text(words_seat_count(arena, program, body)), "quorum", (int)body_quorum(program, body, row->seats_count),
                     "decision", json_of_text(words_decision(arena, program, body)), "fuente", program_text(program, row->source));
}

/* "CERREM (D1066 art. …): 5 miembros con voz y voto: a, b, c. Quórum: 3 miembros. Decide: …" */
static struct text body_text(const struct supposition *what, const struct program *program, uint32_t body)
{
    struct arena *arena = &what->context->arena;
    const struct program_body *row = program_body_at(program, body);
    struct text seats = seats_text(arena, program, body);

    return text_format(arena, "%s%.*s: %.*s%s%.*s. %.*s. %.*s", program_text(program, row->name),
                       TEXT_ARGS(cases_source(what->context, program, row->source)), TEXT_ARGS(words_seat_count(arena, program, body)),
                       seats.length ? ": " : "", TEXT_ARGS(seats), TEXT_ARGS(words_quorum(arena, program, body)),
                       TEXT_ARGS(words_decision(arena, program, body)));
}

/* The body of one session of a step, as the law has it on a day. */
static uint32_t body_on(const struct program *program, uint32_t session, day_t day)
{
    return program_version_near(program, PROGRAM_TABLE_body, program_session_at(program, session)->body, day);
}

static void say_step(const struct supposition *what, const struct run *run, uint32_t step, day_t day, bool supposed)
{
    const struct program *program = run_program(run);
    const struct program_step *row = program_step_at(program, step);

    for (uint32_t i = row->sessions_first; i < row->sessions_first + row->sessions_count; i++) {
        uint32_t body = body_on(program, i, day), guard = program_session_at(program, i)->guard;
        struct text when = guard == NONE ? TEXT("") : words_condition(&what->context->arena, program, guard);
        if (what->array) {
            json_t *object = body_json(&what->context->arena, program, body);
            json_object_set_new(object, "etapa", json_string(program_text(program, row->name)));
            json_object_set_new(object, "cuando", json_of_text(when));
            json_object_set_new(object, "supuesto", json_boolean(supposed));
            json_array_append_new(what->array, object);
            continue;
        }
        fprintf(what->context->out, "  en «%s»%s%.*s, %s %.*s\n", program_text(program, row->name), when.length ? ", cuando " : "", TEXT_ARGS(when),
                supposed ? "habría sesionado" : "sesiona", TEXT_ARGS(body_text(what, program, body)));
    }
}

static void say_bodies(const struct supposition *what, const struct run *run, day_t day, bool supposed)
{
    const struct program_route *route = program_route_at(run_program(run), run_route(run));

    for (uint32_t i = 0; i < route->steps_count; i++) say_step(what, run, route->steps_first + i, day, supposed);
}

/* ---- All of it ------------------------------------------------------------------------ */

static const char *act_of(const struct supposition *what)
{
    return program_text(what->program, program_route_at(what->program, what->route)->act);
}

static void print_asides(const struct supposition *what)
{
    size_t count = json_array_size(what->asides);

    if (count == 0) return;
    fputs("  ese texto no pide", what->context->out);
    for (size_t i = 0; i < count; i++)
        fprintf(what->context->out, "%s «%s»", i ? "," : ":", json_string_value(json_array_get(what->asides, i)));
    fputc('\n', what->context->out);
}

static void print_all(const struct supposition *what)
{
    FILE *out = what->context->out;
    char day[DATE_TEXT_SIZE];
    const char *act = act_of(what);

    fprintf(out, "%s bajo el texto de «%s» vigente el %s%s%s%s\n", case_id(what->file),
            program_text(what->program, program_route_at(what->program, what->route)->name), day_format(what->day, day),
            act[0] ? " (" : "", act, act[0] ? ")" : "");
    if (what->stopped) {
        fprintf(out, "  caben %u de sus %u actos: el acto %lld, del %s, %.*s, no cabe: %.*s\n", what->fits, what->acts, (long long)what->stopped,
                day_format(what->stopped_day, day), TEXT_ARGS(what->stopped_act), TEXT_ARGS(what->reason));
        fputs("  lo que sigue es hasta ahí\n", out);
    } else {
        fprintf(out, "  caben todos sus actos: %u\n", what->acts);
    }
    print_asides(what);
    fprintf(out, "  está en «%s»; habría estado en «%s»\n", place_of(what->real), place_of(what->run));
    fputs("plazos: vence → habría vencido\n", out);
    say_clocks(what);
    fputs("quién sesiona\n", out);
    say_bodies(what, what->real, what->context->today, false);
    say_bodies(what, what->run, what->day, true);
}

static void print_json(struct supposition *what)
{
    json_t *clocks = what->array = json_array();
    say_clocks(what);
    json_t *bodies = what->array = json_array();
    say_bodies(what, what->real, what->context->today, false);
    say_bodies(what, what->run, what->day, true);
    json_t *stop = what->stopped ? json_pack("{s:I, s:o, s:o, s:o}", "acto", (json_int_t)what->stopped, "fecha", json_of_day(what->stopped_day),
                                             "que", json_of_text(what->stopped_act), "porque", json_of_text(what->reason)) : json_null();
    output_json(what->context, json_pack(
        "{s:s, s:o, s:s, s:s, s:i, s:i, s:o, s:O, s:s, s:s, s:o, s:o}", "caso", case_id(what->file), "fecha", json_of_day(what->day),
        "ruta", program_text(what->program, program_route_at(what->program, what->route)->name), "texto", act_of(what),
        "actos", (int)what->acts, "caben", (int)what->fits, "no_cabe", stop, "no_pide", what->asides, "en", place_of(what->real), "habria_estado_en", place_of(what->run),
        "plazos", clocks, "sesiones", bodies));
}

static int suppose(struct supposition *what, struct docket *docket)
{
    struct fault why = {0};
    int code = EXIT_DONE;

    what->real = case_run(what->file);
    if (!find_text(what, &why) || !run_new(&what->run, what->program, what->route, &why)) return command_fail(what->context, &why);
    run_suppose(what->run, what->day);
    what->asides = json_array();
    if (!docket_each_event(docket, what->file, try_act, what, &why)) code = command_fail(what->context, &why);
    else if (what->context->json) print_json(what);
    else print_all(what);
    json_decref(what->asides);
    run_free(what->run);
    return code;
}

static bool read_order(struct command_context *context, struct text *id, day_t *day, struct fault *why)
{
    *id = text_from(option_text(&context->options, OPTION_case_id));
    *day = DAY_NONE;
    if (!option_day(&context->options, OPTION_date, day, why)) return false;
    if (id->length && *day != DAY_NONE) return true;
    fault_set(why, EXIT_USAGE, id->length ? "falta decir de qué fecha es el texto" : "falta decir qué caso");
    return fault_help(why, "ruta qué-si --caso C-1 --fecha AAAA-MM-DD");
}

static int on_case(struct command_context *context, const struct program *program, struct text id, day_t day)
{
    struct docket *docket = NULL;
    struct case_file *file = NULL;
    struct fault why = {0};
    int code;

    if (!cases_open(context, false, &docket, &why) || !docket_load(docket, id, &file, &why)) {
        code = command_fail(context, &why);
    } else {
        struct supposition what = { .context = context, .file = file, .program = program ? program : case_program(file), .day = day };
        code = suppose(&what, docket);
    }
    case_close(file);
    docket_close(docket);
    return code;
}

int command_what_if(struct command_context *context)
{
    bool given = option_given(&context->options, OPTION_program) || option_given(&context->options, OPTION_routes);
    struct program *program = NULL;
    struct fault why = {0};
    struct text id;
    day_t day;

    if (!read_order(context, &id, &day, &why)) return command_fail(context, &why);
    int code = given ? command_program(context, NULL, &program) : EXIT_DONE;
    if (code != EXIT_DONE) return code;
    code = on_case(context, program, id, day);
    if (program) program_close(program);
    return code;
}
