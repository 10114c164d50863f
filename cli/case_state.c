/* case_state.c -- «ruta caso estado»: where a case is, what it has and what it lacks. */
#include "cli/cases.h"
#include "cli/clocks.h"
#include "runtime/semantic.h"

struct view {
    struct command_context *context;
    const struct case_file *file;
    const struct run *run;
    const struct program *program;
    const struct program_route *route;
};

static const char *word(const struct view *view, uint32_t offset)
{
    return program_text(view->program, offset);
}

static const char *step_name(const struct view *view, uint32_t step)
{
    return word(view, program_step_at(view->program, step)->name);
}

/* The names of actors, separated by commas. */
static struct text actors(const struct view *view, uint32_t first, uint32_t count)
{
    struct text names = TEXT("");

    for (uint32_t i = 0; i < count; i++) {
        uint32_t actor = program_ref(view->program, first, i);
        names = text_format(&view->context->arena, "%.*s%s%s", TEXT_ARGS(names), i ? ", " : "",
                            word(view, program_actor_at(view->program, actor)->name));
    }
    return names;
}

static const char *step_status_word(enum step_status status)
{
    static const char *const words[] = {
        [STEP_NOT_REACHED] = "pendiente", [STEP_RUNNING] = "en curso", [STEP_DONE] = "cumplido",
        [STEP_WAITING] = "espera su turno", [STEP_LEFT] = "quedó sin completar",
        [STEP_UNDECIDED] = "falta saber si aplica", [STEP_SKIPPED] = "no aplica",
    };

    return words[status];
}

static void print_title(const struct view *view, uint32_t name, uint32_t caption, uint32_t source)
{
    const char *text = word(view, caption);

    fprintf(view->context->out, *text ? "%s «%s»%.*s" : "%s%s%.*s", word(view, name), text,
            TEXT_ARGS(cases_source(view->context, view->program, source)));
}

static void print_missing(const struct view *view, uint32_t step, const char *indent)
{
    struct refusal refusal;

    if (run_missing(view->run, step, view->context->today, &refusal))
        fprintf(view->context->out, "%s%s%s%s%s%s%s\n", indent, refusal.sentence, refusal.question[0] ? ": " : "",
                refusal.question, refusal.source[0] ? " (" : "", refusal.source, refusal.source[0] ? ")" : "");
    else
        fprintf(view->context->out, "%s«%s» puede completarse\n", indent, step_name(view, step));
}

/* ---- Whom a session calls --------------------------------------------------- */

static struct text called_text(const struct view *view, const struct program_invitee *invitee, const char *unknown)
{
    struct arena *arena = &view->context->arena;
    const char *name = word(view, invitee->name), *condition = word(view, invitee->condition);

    if (unknown) return text_format(arena, "%s (falta el dato «%s»)", name, unknown);
    return *condition ? text_format(arena, "%s (cuando %s)", name, condition) : text_from(name);
}

/* Those of the body for whom the case answers that; their names, separated by commas. */
static struct text invitees(const struct view *view, const struct program_body *body, value_t answer)
{
    struct text names = TEXT("");

    for (uint32_t i = body->invitees_first; i < body->invitees_first + body->invitees_count; i++) {
        const char *unknown;
        if (run_called(view->run, i, view->context->today, &unknown) != answer) continue;
        struct text name = called_text(view, program_invitee_at(view->program, i), answer == VALUE_UNKNOWN ? unknown : NULL);
        names = text_format(&view->context->arena, "%.*s%s%.*s", TEXT_ARGS(names), names.length ? ", " : "", TEXT_ARGS(name));
    }
    return names;
}

static const struct { value_t answer; const char *words, *key; } callings[] = {
    { VALUE_YES, "se invita, con voz", "se_invita" }, { VALUE_NO, "no se invita en este caso", "no_se_invita" },
    { VALUE_UNKNOWN, "no se sabe si se invita", "por_saber" },
};

static void print_calling(const struct view *view, uint32_t step, const char *indent)
{
    uint32_t body = run_hears(view->run, step, view->context->today);
    const struct program_body *row = body == NONE ? NULL : program_body_at(view->program, body);

    if (!row || !row->invitees_count) return;
    for (size_t i = 0; i < sizeof callings / sizeof *callings; i++) {
        struct text names = invitees(view, row, callings[i].answer);
        if (names.length) fprintf(view->context->out, "%sa %s %s: %.*s\n", indent, word(view, row->name), callings[i].words, TEXT_ARGS(names));
    }
}

static const char *verified_word(value_t value)
{
    return value == VALUE_UNKNOWN ? "por verificar" : value == VALUE_YES ? "sí" : "no";
}

static void print_checklist(const struct view *view, uint32_t list, const char *indent)
{
    const struct program_datum *row = program_datum_at(view->program, list);
    uint32_t count;
    const struct addition *additions = run_additions(view->run, &count);
    char day[DATE_TEXT_SIZE];

    fprintf(view->context->out, "%sverifica ", indent);
    print_title(view, row->name, row->caption, row->source);
    fprintf(view->context->out, "%s: %s\n", row->open ? ", no taxativa" : "", verified_word(run_datum(view->run, list)));
    for (uint32_t i = 0; i < row->items_count; i++) {
        uint32_t item = program_ref(view->program, row->items_first, i);
        fprintf(view->context->out, "%s  %s: ", indent, verified_word(run_datum(view->run, item)));
        print_title(view, program_datum_at(view->program, item)->name, program_datum_at(view->program, item)->caption, program_datum_at(view->program, item)->source);
        fputc('\n', view->context->out);
    }
    for (uint32_t i = 0; i < count; i++)
        if (additions[i].checklist == list && run_addition_holds(view->run, &additions[i]))
            fprintf(view->context->out, "%s  %s: añadido el %s, «%.*s», por «%.*s»\n", indent, additions[i].met ? "sí" : "no",
                    day_format(additions[i].day, day), TEXT_ARGS(run_addition_text(view->run, additions[i].item)),
                    TEXT_ARGS(run_addition_text(view->run, additions[i].reason)));
}

static void print_checklists(const struct view *view, const struct program_step *step, const char *indent)
{
    for (uint32_t i = 0; i < step->checklists_count; i++)
        print_checklist(view, program_ref(view->program, step->checklists_first, i), indent);
}

static void print_moments(const struct view *view, const struct program_step *stage)
{
    char day[DATE_TEXT_SIZE];

    if (stage->suffice)
        fprintf(view->context->out, stage->suffice == 1 ? "  momentos en paralelo, basta uno\n" : "  momentos en paralelo, bastan %d\n", stage->suffice);
    for (uint32_t i = 0; i < stage->moments_count; i++) {
        uint32_t index = stage->moments_first + i;
        const struct program_step *moment = program_step_at(view->program, index);
        const struct step_state *state = run_step_state(view->run, index);
        fputs("  momento ", view->context->out);
        print_title(view, moment->name, moment->caption, moment->source);
        fprintf(view->context->out, ": %s", step_status_word(state->status));
        if (state->completions) fprintf(view->context->out, ", %u %s, la última el %s", state->completions,
                                        state->completions == 1 ? "vez" : "veces", day_format(state->ended, day));
        fputc('\n', view->context->out);
        if (state->status == STEP_RUNNING) print_checklists(view, moment, "    ");
        if (state->status == STEP_RUNNING || state->status == STEP_UNDECIDED) print_missing(view, index, "    ");
        if (state->status == STEP_RUNNING) print_calling(view, index, "    ");
    }
}

static void print_stage(const struct view *view)
{
    uint32_t stage = run_stage(view->run);
    const struct program_step *row;
    char day[DATE_TEXT_SIZE];

    if (run_final(view->run) != NONE) {
        const struct program_final *final = program_final_at(view->program, run_final(view->run));
        fputs("terminó en ", view->context->out);
        print_title(view, final->name, final->caption, final->source);
        fputc('\n', view->context->out);
        return;
    }
    row = program_step_at(view->program, stage);
    fputs("etapa ", view->context->out);
    print_title(view, row->name, row->caption, row->source);
    if (run_step_state(view->run, stage)->status == STEP_UNDECIDED) fputs(", falta saber si aplica\n", view->context->out);
    else fprintf(view->context->out, ", desde el %s\n", day_format(run_step_state(view->run, stage)->entered, day));
    if (row->responsible_count)
        fprintf(view->context->out, "  responsable: %.*s\n",
                TEXT_ARGS(actors(view, row->responsible_first, row->responsible_count)));
    if (row->responsible_unknown) fputs("  responsable: no consta\n", view->context->out);
    if (row->session_unknown) fputs("  sesiona: no consta\n", view->context->out);
    print_checklists(view, row, "  ");
    print_moments(view, row);
    print_missing(view, stage, "  ");
    print_calling(view, stage, "  ");
}

static void print_done(const struct view *view)
{
    char day[DATE_TEXT_SIZE];
    bool any = false;

    for (uint32_t i = 0; i < view->route->steps_count; i++) {
        uint32_t index = view->route->steps_first + i;
        const struct step_state *state = run_step_state(view->run, index);
        if (program_step_at(view->program, index)->stage != NONE || state->status != STEP_DONE) continue;
        if (!any) fputs("etapas cumplidas\n", view->context->out);
        any = true;
        fprintf(view->context->out, "  %s  %s\n", day_format(state->ended, day), step_name(view, index));
    }
}

static void print_instruments(const struct view *view)
{
    char day[DATE_TEXT_SIZE];
    bool any = false;

    for (uint32_t i = 0; i < program_count(view->program, PROGRAM_TABLE_instrument); i++) {
        const struct instrument_state *state = run_instrument_state(view->run, i);
        if (!state || state->day == DAY_NONE) continue;
        if (!any) fputs("instrumentos\n", view->context->out);
        any = true;
        fprintf(view->context->out, "  %s  %s%.*s\n", day_format(state->day, day),
                word(view, program_instrument_at(view->program, i)->name),
                TEXT_ARGS(cases_source(view->context, view->program, program_instrument_at(view->program, i)->source)));
    }
}

static void print_data(const struct view *view)
{
    bool any = false;

    for (uint32_t i = 0; i < view->route->data_count; i++) {
        uint32_t index = view->route->data_first + i;
        struct text known = cases_datum_shown(view->context, view->run, index);
        if (!known.length) continue;
        if (!any) fputs("datos\n", view->context->out);
        any = true;
        const struct program_datum *datum = program_datum_at(view->program, index);
        const char *question = word(view, datum->caption);
        fprintf(view->context->out, *question ? "  %s = %.*s «%s»\n" : "  %s = %.*s%s\n", word(view, datum->name),
                TEXT_ARGS(known), question);
    }
}

/* Whose judgement the case waits for, and on what grounds those given were. */
static void print_judgements(const struct view *view)
{
    struct arena *arena = &view->context->arena;

    for (uint32_t i = 0; i < view->route->data_count; i++) {
        uint32_t index = view->route->data_first + i;
        const struct program_datum *datum = program_datum_at(view->program, index);
        struct text reason = run_datum_reason(view->run, index), source = cases_source(view->context, view->program, datum->source);
        if (run_awaits_judgement(view->run, index))
            fprintf(view->context->out, "espera %.*s sobre «%s»%.*s\n", TEXT_ARGS(run_judgement_words(view->program, index, arena)),
                    word(view, datum->name), TEXT_ARGS(source));
        else if (reason.length)
            fprintf(view->context->out, "%s: %.*s, por «%.*s»%.*s\n", word(view, datum->name),
                    TEXT_ARGS(run_judgement_words(view->program, index, arena)),
                    TEXT_ARGS(datum->reserved ? TEXT(RESERVED_TEXT) : reason), TEXT_ARGS(source));
    }
}

static json_t *judgements_json(const struct view *view)
{
    json_t *array = json_array();

    for (uint32_t i = 0; i < view->route->data_count; i++) {
        uint32_t index = view->route->data_first + i;
        const struct program_datum *datum = program_datum_at(view->program, index);
        if (!run_awaits_judgement(view->run, index)) continue;
        json_array_append_new(array, json_pack("{s:s, s:o, s:s}", "dato", word(view, datum->name), "espera",
                                               json_of_text(run_judgement_words(view->program, index, &view->context->arena)),
                                               "fuente", word(view, datum->source)));
    }
    return array;
}

/* Those something was done with. */
static void print_measures(const struct view *view)
{
    char day[DATE_TEXT_SIZE];
    bool any = false;

    for (uint32_t i = 0; i < view->route->measures_count; i++) {
        uint32_t measure = program_ref(view->program, view->route->measures_first, i);
        const struct measure_state *state = run_measure_state(view->run, measure);
        const struct program_measure *row = program_measure_at(view->program, measure);
        if (state->day == DAY_NONE) continue;
        if (!any) fputs("medidas\n", view->context->out);
        any = true;
        fprintf(view->context->out, "  %s  %s: %s", day_format(state->day, day), word(view, row->name), measure_status_word(state->status));
        if (state->behind != NONE) fprintf(view->context->out, ", con %s", word(view, program_instrument_at(view->program, state->behind)->name));
        fprintf(view->context->out, "%.*s\n", TEXT_ARGS(cases_source(view->context, view->program, row->source)));
    }
}

static void print_clock(const struct view *view, const struct clock_view *clock)
{
    char due[MOMENT_TEXT_SIZE], met[MOMENT_TEXT_SIZE];
    FILE *out = view->context->out;

    moment_format(clock->state->due, clock->state->due_minute, due);
    moment_format(clock->state->met, clock->state->met_minute, met);
    fprintf(out, "  %s: ", clock->name);
    if (clock->suspended)
        fprintf(out, "%.*s, %d %%", TEXT_ARGS(clock_left_text(&view->context->arena, clock)), clock->share);
    else if (clock->running)
        fprintf(out, "%s, vence el %s, %.*s, %d %%", clock_status_word(clock->status), due,
                TEXT_ARGS(clock_left_text(&view->context->arena, clock)), clock->share);
    else if (clock->armed)
        fprintf(out, "%s el %s, vencía el %s", clock->status == DEADLINE_EXPIRED ? "vencido, cerrado" : "cumplido",
                met, due);
    else
        fputs(clock_status_word(clock->status), out);
    fprintf(out, clock->source[0] ? " (%s)\n" : "%s\n", clock->source);
}

static void print_clocks(const struct view *view)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(view->run, &count);

    if (count) fputs("plazos\n", view->context->out);
    for (uint32_t i = 0; i < count; i++) {
        struct clock_view clock = clock_look(view->run, &clocks[i], view->context->today);
        print_clock(view, &clock);
    }
}

static const char *urgent_body(const struct view *view, day_t *day)
{
    uint32_t body = run_urgent_body(view->run, day);
    return body == NONE ? NULL : word(view, program_body_at(view->program, body)->name);
}

static void print_urgent(const struct view *view)
{
    char since[DATE_TEXT_SIZE];
    day_t day;
    const char *body = urgent_body(view, &day);
    if (body) fprintf(view->context->out, "por informar: lo urgente que decidió la presidencia de %s el %s, a su próxima sesión\n",
                      body, day_format(day, since));
}

/* Only of a route that the law has changed: "texto vigente hasta el 2021-09-22". */
static void print_text(const struct view *view)
{
    char day[DATE_TEXT_SIZE];
    FILE *out = view->context->out;

    if (view->route->from == DAY_NONE && view->route->to == DAY_NONE) return;
    fputs("texto vigente", out);
    if (view->route->from != DAY_NONE) fprintf(out, " desde el %s", day_format(view->route->from, day));
    if (view->route->to != DAY_NONE) fprintf(out, " hasta el %s", day_format(view->route->to - 1, day));
    fprintf(out, "%.*s\n", TEXT_ARGS(cases_source(view->context, view->program, view->route->act)));
}

/* ---- Linked cases -------------------------------------------------------- */

static bool print_linked(const struct store_case *row, void *extra)
{
    const struct view *view = extra;
    bool closed = row->final[0] != '\0';

    fprintf(view->context->out, "inició %s, ruta %s: %s «%s»\n", row->id, row->route, closed ? "terminó en" : "en", closed ? row->final : row->stage);
    return true;
}

static bool add_linked(const struct store_case *row, void *extra)
{
    json_array_append_new(extra, json_pack("{s:s, s:s, s:s, s:s}", "caso", row->id, "ruta", row->route, "etapa", row->stage,
                                           "final", row->final));
    return true;
}

static void print_state(const struct view *view)
{
    char first[DATE_TEXT_SIZE];

    fprintf(view->context->out, "%s, ruta ", case_id(view->file));
    print_title(view, view->route->name, view->route->caption, view->route->source);
    fprintf(view->context->out, "\n%lld %s, el último del %s\n", (long long)case_version(view->file),
            case_version(view->file) == 1 ? "acto" : "actos", day_format(run_last_day(view->run), first));
    print_text(view);
    if (case_origin(view->file)[0]) fprintf(view->context->out, "lo inició %s\n", case_origin(view->file));
    print_stage(view);
    print_done(view);
    print_instruments(view);
    print_data(view);
    print_judgements(view);
    print_measures(view);
    print_clocks(view);
    print_urgent(view);
}

/* ---- JSON ---------------------------------------------------------------- */

static json_t *missing_json(const struct view *view, uint32_t step)
{
    struct refusal refusal;

    return run_missing(view->run, step, view->context->today, &refusal) ? cases_refusal_json(&refusal) : json_null();
}

static json_t *calling_json(const struct view *view, uint32_t step)
{
    uint32_t body = run_hears(view->run, step, view->context->today);
    if (body == NONE) return json_null();
    json_t *object = json_pack("{s:s}", "comite", word(view, program_body_at(view->program, body)->name));
    for (size_t i = 0; i < sizeof callings / sizeof *callings; i++) {
        json_t *names = json_array();
        const struct program_body *row = program_body_at(view->program, body);
        for (uint32_t k = row->invitees_first; k < row->invitees_first + row->invitees_count; k++) {
            const char *unknown;
            if (run_called(view->run, k, view->context->today, &unknown) == callings[i].answer)
                json_array_append_new(names, json_string(word(view, program_invitee_at(view->program, k)->name)));
        }
        json_object_set_new(object, callings[i].key, names);
    }
    return object;
}

static json_t *steps_json(const struct view *view)
{
    json_t *array = json_array();

    for (uint32_t i = 0; i < view->route->steps_count; i++) {
        uint32_t index = view->route->steps_first + i;
        const struct program_step *step = program_step_at(view->program, index);
        const struct step_state *state = run_step_state(view->run, index);
        json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:i, s:o, s:o}", "clase", step->stage == NONE ? "etapa" : "momento",
                                   "nombre", word(view, step->name), "estado", step_status_word(state->status),
                                   "fuente", word(view, step->source), "veces", (int)state->completions,
                                   "desde", json_of_day(state->entered), "hasta", json_of_day(state->ended));
        if (state->status == STEP_RUNNING || state->status == STEP_UNDECIDED) json_object_set_new(object, "falta", missing_json(view, index));
        if (state->status == STEP_RUNNING) json_object_set_new(object, "sesiona", calling_json(view, index));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *instruments_json(const struct view *view)
{
    json_t *object = json_object();

    for (uint32_t i = 0; i < program_count(view->program, PROGRAM_TABLE_instrument); i++) {
        const struct instrument_state *state = run_instrument_state(view->run, i);
        if (!state || state->day == DAY_NONE) continue;
        json_object_set_new(object, word(view, program_instrument_at(view->program, i)->name), json_of_day(state->day));
    }
    return object;
}

static json_t *data_json(const struct view *view)
{
    json_t *object = json_object();

    for (uint32_t i = 0; i < view->route->data_count; i++) {
        uint32_t index = view->route->data_first + i;
        struct text known = cases_datum_text(view->context, view->run, index);
        if (known.length)
            json_object_set_new(object, word(view, program_datum_at(view->program, index)->name), json_of_text(known));
    }
    return object;
}

static json_t *measures_json(const struct view *view)
{
    json_t *array = json_array();

    for (uint32_t i = 0; i < view->route->measures_count; i++) {
        uint32_t measure = program_ref(view->program, view->route->measures_first, i);
        const struct measure_state *state = run_measure_state(view->run, measure);
        json_array_append_new(array, json_pack("{s:s, s:s, s:o, s:s?}", "medida", word(view, program_measure_at(view->program, measure)->name),
                              "estado", measure_status_word(state->status), "desde", json_of_day(state->day), "con",
                              state->behind == NONE ? NULL : word(view, program_instrument_at(view->program, state->behind)->name)));
    }
    return array;
}

static json_t *clocks_json(const struct view *view)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(view->run, &count);
    json_t *array = json_array();

    for (uint32_t i = 0; i < count; i++) {
        struct clock_view clock = clock_look(view->run, &clocks[i], view->context->today);
        json_array_append_new(array, clock_json(&view->context->arena, &clock));
    }
    return array;
}

/* The days it governs, as they are written: from one to the other, both included. */
static json_t *text_json(const struct view *view)
{
    day_t to = view->route->to == DAY_NONE ? DAY_NONE : view->route->to - 1;

    char meaning[DIGEST_TEXT_SIZE];

    return json_pack("{s:o, s:o, s:s, s:s}", "desde", json_of_day(view->route->from), "hasta", json_of_day(to), "acto", word(view, view->route->act),
                     "sentido", semantic_text(view->program, run_route(view->run), meaning));
}

static void print_json(const struct view *view, json_t *linked)
{
    uint32_t stage = run_stage(view->run), final = run_final(view->run);
    day_t urgent_day;

    output_json(view->context,
                json_pack("{s:s, s:s, s:o, s:I, s:s?, s:s?, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s?, s:s, s:s, s:o}", "caso", case_id(view->file),
                          "ruta", word(view, view->route->name), "texto", text_json(view), "version", (json_int_t)case_version(view->file),
                          "etapa", final == NONE ? step_name(view, stage) : NULL,
                          "final", final == NONE ? NULL : word(view, program_final_at(view->program, final)->name),
                          "ultimo", json_of_day(run_last_day(view->run)), "pasos", steps_json(view),
                          "instrumentos", instruments_json(view), "datos", data_json(view), "juicios", judgements_json(view),
                          "medidas", measures_json(view),
                          "plazos", clocks_json(view), "por_informar", urgent_body(view, &urgent_day), "huella", case_head(view->file),
                          "origen", case_origin(view->file), "inicio", linked));
}

static int show(struct command_context *context, struct docket *docket, const struct case_file *file)
{
    const struct run *run = case_run(file);
    struct view view = { context, file, run, case_program(file), program_route_at(case_program(file), run_route(run)) };
    json_t *linked = json_array();
    struct fault why = {0};
    bool ok;

    (void)docket;
    if (!context->json) print_state(&view);
    ok = context->json ? docket_each_linked(file, add_linked, linked, &why)
                       : docket_each_linked(file, print_linked, &view, &why);
    if (ok && context->json) print_json(&view, json_incref(linked));
    json_decref(linked);
    return ok ? EXIT_DONE : command_fail(context, &why);
}

int command_case_state(struct command_context *context)
{
    return cases_show(context, show);
}
