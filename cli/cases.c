/* cases.c -- the store, the act on the command line, and the answer to it. */
#include "cli/cases.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/given.h"

const char *cases_store_path(const struct command_context *context)
{
    const char *path = option_text(&context->options, OPTION_store);

    if (!path) path = getenv("RUTA_ALMACEN");
    return path && *path ? path : "ruta.db";
}

bool cases_open(struct command_context *context, bool create, struct docket **out, struct fault *why)
{
    const struct docket_options options = {
        .path = cases_store_path(context), .key_path = option_text(&context->options, OPTION_key_file), .create = create,
    };

    return docket_open(out, &options, why);
}

int cases_show(struct command_context *context,
               int (*show)(struct command_context *context, struct docket *docket, const struct case_file *file))
{
    struct docket *docket = NULL;
    struct case_file *file = NULL;
    struct fault why = {0};
    int code;

    if (cases_open(context, false, &docket, &why)
        && docket_load(docket, text_from(context->options.arguments[0]), &file, &why))
        code = show(context, docket, file);
    else
        code = command_fail(context, &why);
    case_close(file);
    docket_close(docket);
    return code;
}

/* Who runs the program: not who acted in the case. */
static struct text recorder(struct arena *arena)
{
    const struct passwd *user = getpwuid(geteuid());

    return user ? text_copy(arena, text_from(user->pw_name)) : TEXT("");
}

bool cases_write(struct command_context *context, struct docket_write *out, struct fault *why)
{
    int32_t version = -1;

    if (!option_number(&context->options, OPTION_if_version, &version, why)) return false;
    *out = (struct docket_write){
        .today = context->today, .recorded = context->instant, .recorder = recorder(&context->arena),
        .key = text_from(option_text(&context->options, OPTION_key)), .expected_version = version,
    };
    return true;
}

bool cases_when(struct command_context *context, struct event *event, struct fault *why)
{
    const char *date = option_text(&context->options, OPTION_date);

    if (date) return read_moment(text_from(date), "--fecha", &event->day, &event->minute, why);
    fault_set(why, EXIT_USAGE, "falta decir qué día ocurrió");
    return fault_help(why, "añada --fecha AAAA-MM-DD");
}

bool cases_actor(struct command_context *context, struct text *actor, struct fault *why)
{
    *actor = text_from(option_text(&context->options, OPTION_actor));
    if (actor->length) return true;
    fault_set(why, EXIT_USAGE, "falta decir quién actúa");
    return fault_help(why, "añada --actor NOMBRE");
}

/* ---- Data ---------------------------------------------------------------- */

struct data {
    struct command_context *context;
    const struct program *program;
    uint32_t route;
    struct given_datum *items;
    uint32_t count;
};

static bool add_datum(struct data *data, uint32_t datum, struct text written, struct fault *why)
{
    for (uint32_t i = 0; i < data->count; i++)
        if (data->items[i].datum == datum)
            return fault_set(why, EXIT_USAGE, "el dato «%s» aparece dos veces",
                             program_text(data->program, program_datum_at(data->program, datum)->name));
    return given_value(data->context, data->program, datum, written, &data->items[data->count++], why);
}

/* "a, b" as a list of texts keeps it: an entry a line. */
static struct text commas_to_lines(struct arena *arena, struct text written)
{
    char *lines = arena_alloc(arena, written.length + 1);
    size_t length = 0;

    for (size_t i = 0; i < written.length; i++) {
        bool at_start = length == 0 || lines[length - 1] == '\n';
        if (written.at[i] == ' ' && at_start) continue;
        lines[length++] = written.at[i] == ',' ? '\n' : written.at[i];
    }
    return (struct text){ lines, length };
}

static bool read_argument(struct data *data, const char *word, struct fault *why)
{
    const char *equals = strchr(word, '=');
    uint32_t datum;

    if (!equals) {
        fault_set(why, EXIT_USAGE, "no se entiende «%s»", word);
        return fault_help(why, "los datos se escriben dato=valor");
    }
    struct text name = { word, (size_t)(equals - word) }, written = text_from(equals + 1);
    if (!given_is_plain(text_from(word)))
        return fault_set(why, EXIT_USAGE, "los datos van en un solo renglón, sin caracteres de control");
    if (!given_datum_name(data->context, data->program, data->route, name, &datum, why)) return false;
    const struct program_datum *row = program_datum_at(data->program, datum);
    if (row->reserved) {
        fault_set(why, EXIT_USAGE, "el dato «%s» es reservado: escrito en la orden quedaría en el historial de la terminal",
                  program_text(data->program, row->name));
        return fault_help(why, "páselo en JSON por la entrada estándar, con --datos -");
    }
    if (row->type == TYPE_PEOPLE) {
        fault_set(why, EXIT_USAGE, "el dato «%s» es una lista de personas, con varios campos cada una", program_text(data->program, row->name));
        return fault_help(why, "páselo en JSON, con --datos: {\"%s\": [{\"campo\": \"valor\"}]}", program_text(data->program, row->name));
    }
    if (row->type == TYPE_TEXTS || row->type == TYPE_VALUES) written = commas_to_lines(&data->context->arena, written);
    return add_datum(data, datum, written, why);
}

static struct text json_line(const json_t *string)
{
    struct text line = text_from(json_string_value(string));

    return given_is_plain(line) ? line : TEXT("");
}

/* A JSON value as it would be written in a route, an entry of a list in each line; empty
 * for what no datum can be: a fraction, an object, null, a text of several lines. */
static struct text json_written(struct arena *arena, const json_t *value)
{
    struct text joined = TEXT("");
    size_t i;
    json_t *entry;

    if (json_is_string(value)) return json_line(value);
    if (json_is_integer(value)) return text_format(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_array(value) && json_array_size(value) == 0) return TEXT("\n");
    if (json_is_boolean(value)) return json_is_true(value) ? TEXT("sí") : TEXT("no");
    json_array_foreach(value, i, entry) {
        struct text line = json_is_string(entry) ? json_line(entry) : TEXT("");
        if (!line.length) return TEXT("");
        joined = text_format(arena, "%.*s%s%.*s", TEXT_ARGS(joined), i ? "\n" : "", TEXT_ARGS(line));
    }
    return joined;
}

/* The fields of a person, in the order of the route, from a JSON object that may have no others. What is missing
 * is given.c's to say. */
static bool person_written(struct data *data, const struct program_datum *row, const json_t *object, struct text *line,
                           struct fault *why)
{
    size_t found = 0;

    *line = TEXT("");
    for (uint32_t i = 0; i < row->fields_count; i++) {
        const char *field = program_text(data->program, program_field_at(data->program, row->fields_first + i)->name);
        const json_t *value = json_object_get(object, field);
        struct text cell = json_is_string(value) ? json_line(value) : TEXT("");
        found += value != NULL;
        *line = text_format(&data->context->arena, "%.*s%s%.*s", TEXT_ARGS(*line), i ? "\t" : "", TEXT_ARGS(cell));
    }
    if (json_is_object(object) && found == json_object_size(object)) return true;
    fault_set(why, EXIT_USAGE, "en --datos: a una persona de «%s» se le dan campos que no tiene", program_text(data->program, row->name));
    return fault_help(why, "cada persona es un objeto con los campos que dice la ruta, todos textos");
}

static bool people_written(struct data *data, const struct program_datum *row, const json_t *array, struct text *lines,
                           struct fault *why)
{
    struct text line;
    size_t i;
    json_t *person;

    *lines = TEXT("\n");
    if (!json_is_array(array))
        return fault_set(why, EXIT_USAGE, "en --datos: «%s» es una lista de personas", program_text(data->program, row->name));
    json_array_foreach(array, i, person) {
        if (!person_written(data, row, person, &line, why)) return false;
        *lines = text_format(&data->context->arena, "%.*s%.*s\t\n", TEXT_ARGS(*lines), TEXT_ARGS(line));
    }
    return true;
}

#define DATA_MAX_BYTES (1024u * 1024)

/* Whatever the event keeps is copied into the arena: the object does not outlive this. */
static bool read_object(struct data *data, const char *path, struct fault *why)
{
    struct arena *arena = &data->context->arena;
    struct text content;
    json_error_t error;
    const char *name;
    json_t *value;
    uint32_t datum;
    bool ok = false;

    if (!input_read(arena, path, DATA_MAX_BYTES, &content, why)) return false;
    json_t *object = json_loadb(content.at, content.length, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(object)) {
        fault_set(why, EXIT_BAD_DATA, "en --datos: no se lee un objeto JSON (línea %d)", object ? 1 : error.line);
        fault_help(why, "por ejemplo: {\"nombre\": \"Nombre Inventado\"}");
        goto done;
    }
    if (data->count + json_object_size(object) > program_count(data->program, PROGRAM_TABLE_datum)) {
        fault_set(why, EXIT_BAD_DATA, "en --datos: hay más datos que en la ruta");
        goto done;
    }
    json_object_foreach(object, name, value) {
        struct text written = TEXT("");
        if (!given_datum_name(data->context, data->program, data->route, text_copy(arena, text_from(name)), &datum, why))
            goto done;
        const struct program_datum *row = program_datum_at(data->program, datum);
        if (row->type != TYPE_PEOPLE) written = text_copy(arena, json_written(arena, value));
        else if (!people_written(data, row, value, &written, why)) goto done;
        if (!written.length) {
            fault_set(why, EXIT_BAD_DATA, "en --datos: el valor de «%s» no sirve para ningún dato", name);
            fault_help(why, "use un texto de un renglón, un número entero, true, false o una lista de textos");
            goto done;
        }
        if (!add_datum(data, datum, written, why)) goto done;
    }
    ok = true;
done:
    json_decref(object);
    return ok;
}

bool cases_read_data(struct command_context *context, const struct program *program, uint32_t route, size_t first,
                     struct event *event, struct fault *why)
{
    const struct options *options = &context->options;
    size_t room = options->argument_count + program_count(program, PROGRAM_TABLE_datum);
    struct data data = { context, program, route, arena_array(&context->arena, room + 1, sizeof *data.items), 0 };
    const char *path = option_text(options, OPTION_data);

    for (size_t i = first; i < options->argument_count; i++)
        if (!read_argument(&data, options->arguments[i], why)) return false;
    if (path && !read_object(&data, path, why)) return false;
    event->data = data.items;
    event->data_count = data.count;
    return true;
}

bool cases_read_instruments(struct command_context *context, const struct program *program, uint32_t route,
                            enum option option, struct event *event, struct fault *why)
{
    struct text *names, *signers;
    size_t count = option_list(&context->options, option, &context->arena, &names);
    uint32_t *instruments = arena_array(&context->arena, count + 1, sizeof *instruments);

    for (size_t i = 0; i < count; i++)
        if (!given_instrument(context, program, route, names[i], &instruments[i], why)) return false;
    event->instruments = instruments;
    event->instrument_count = (uint32_t)count;
    event->signer_count = (uint32_t)option_list(&context->options, OPTION_signed, &context->arena, &signers);
    event->signers = signers;
    return given_once(program, event->instruments, event->instrument_count, why);
}

/* ---- Answers ------------------------------------------------------------- */

json_t *cases_refusal_json(const struct refusal *refusal)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "codigo", refusal_code_text(refusal->code), "motivo", refusal->sentence,
                               "fuente", refusal->source, "remedio", refusal->cure);

    if (refusal->question[0]) json_object_set_new(object, "pregunta", json_string(refusal->question));
    return object;
}

int cases_refused(struct command_context *context, const struct refusal *refusal)
{
    if (context->json) {
        output_json(context, json_pack("{s:s, s:o}", "respuesta", "no", "negativa", cases_refusal_json(refusal)));
        return EXIT_FINDINGS;
    }
    fprintf(context->out, "no: %s\n", refusal->sentence);
    if (refusal->question[0]) fprintf(context->out, "  pregunta: %s\n", refusal->question);
    fprintf(context->out, "  código: %s\n", refusal_code_text(refusal->code));
    if (refusal->source[0]) fprintf(context->out, "  fuente: %s\n", refusal->source);
    fprintf(context->out, "  remedio: %s\n", refusal->cure);
    return EXIT_FINDINGS;
}

struct text cases_source(struct command_context *context, const struct program *program, uint32_t source)
{
    const char *text = program_text(program, source);

    return *text ? text_format(&context->arena, " (%s)", text) : TEXT("");
}

typedef struct text value_words(struct arena *arena, const struct program *program, const struct given_datum *given);

static struct text datum_words(struct command_context *context, const struct run *run, uint32_t datum, value_words *words)
{
    const struct given_datum known = { datum, run_datum(run, datum), run_datum_text(run, datum), run_datum_minute(run, datum) };

    if (known.value == VALUE_UNKNOWN) return TEXT("");
    if (program_datum_at(run_program(run), datum)->reserved) return TEXT(RESERVED_TEXT);
    return words(&context->arena, run_program(run), &known);
}

struct text cases_datum_text(struct command_context *context, const struct run *run, uint32_t datum)
{
    return datum_words(context, run, datum, given_value_text);
}

struct text cases_datum_shown(struct command_context *context, const struct run *run, uint32_t datum)
{
    return datum_words(context, run, datum, given_value_shown);
}

/* "la etapa «análisis»" or "el momento «2.1»". */
static struct text step_text(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_step *step = program_step_at(program, index);

    return text_format(arena, "%s «%s»", step->stage == NONE ? "la etapa" : "el momento",
                       program_text(program, step->name));
}

/* What happened to a clock: before its name, and between it and its date. Met after its due
 * date is not met: the case went on, and the term had expired. */
static void clock_words(const struct effect *effect, const struct deadline_state *clock, const char **verb, const char **join)
{
    bool late = deadline_is_late(clock);

    *join = ": vence";
    switch ((int)effect->kind) {
    case EFFECT_MET:          *verb = late ? "se cierra vencido" : "se cumple"; *join = ", que vencía"; return;
    case EFFECT_EXTENDED:     *verb = "se prorroga"; return;
    case EFFECT_SUSPENDED:    *verb = "se suspende"; *join = ", que vencía"; return;
    case EFFECT_RESUMED:      *verb = "se reanuda"; return;
    case EFFECT_RESTARTED:
        *verb = "se interrumpe y vuelve a empezar";
        if (clock->status == DEADLINE_SUSPENDED) *join = ", que sigue suspendido: de reanudarse ese mismo día vencería";
        return;
    case EFFECT_RECALCULATED: *verb = "se recalcula"; return;
    case EFFECT_CARRIED:      *verb = "sigue corriendo"; return;
    case EFFECT_EXPIRED:      *verb = "vence"; *join = ", que vencía"; return;
    case EFFECT_LAPSED:       *verb = "caduca"; *join = ", que vencía"; return;
    default:                  *verb = "corre"; return;
    }
}

static struct text clock_effect(struct command_context *context, const struct run *run, const struct effect *effect)
{
    uint32_t count;
    const struct deadline_state *clock = &run_deadlines(run, &count)[effect->index];
    const struct program *program = run_program(run);
    const struct program_deadline *deadline = program_deadline_at(program, clock->deadline);
    const char *source = run_deadline_source(run, clock), *verb, *join;
    char due[MOMENT_TEXT_SIZE];

    clock_words(effect, clock, &verb, &join);
    return text_format(&context->arena, "%s el plazo «%s»%s el %s%s%s%s", verb, program_text(program, deadline->name), join,
                       moment_format(clock->due, clock->due_minute, due), source[0] ? " (" : "", source, source[0] ? ")" : "");
}

static struct text actor_effect(struct command_context *context, const struct program *program, const char *verb, uint32_t actor)
{
    return text_format(&context->arena, "%s %s", verb, program_text(program, program_actor_at(program, actor)->name));
}

static struct text interruption_text(struct command_context *context, const struct program *program, uint32_t index)
{
    const struct program_interruption *interruption = program_interruption_at(program, index);
    struct text source = cases_source(context, program, interruption->source);

    if (interruption->instrument == NONE)
        return text_format(&context->arena, "el caso se interrumpe: %s%.*s", program_text(program, interruption->question), TEXT_ARGS(source));
    return text_format(&context->arena, "el caso se interrumpe con «%s»%.*s",
                       program_text(program, program_instrument_at(program, interruption->instrument)->name), TEXT_ARGS(source));
}

/* "no aplica la etapa «comisión»: solo cuando fuera_de_bogotá (…)" */
static struct text applies_effect(struct command_context *context, const struct program *program, const struct effect *effect)
{
    const struct program_step *step = program_step_at(program, effect->index);
    const char *condition = program_text(program, program_function_at(program, step->applies)->text);
    struct text name = step_text(&context->arena, program, effect->index), source = cases_source(context, program, step->source);

    return text_format(&context->arena, "%s %.*s: solo cuando %s%.*s",
                       effect->kind == EFFECT_SKIPPED ? "no aplica" : "falta saber si aplica", TEXT_ARGS(name), condition,
                       TEXT_ARGS(source));
}

static struct text measure_effect(struct arena *arena, const struct run *run, uint32_t measure)
{
    const struct measure_state *state = run_measure_state(run, measure);
    const char *name = program_text(run_program(run), program_measure_at(run_program(run), measure)->name);
    bool looked_at = state->last == MEASURE_REVIEW || state->last == MEASURE_ADJUST;

    return looked_at ? text_format(arena, "se %s la medida «%s»", measure_act_word(state->last), name)
                     : text_format(arena, "la medida «%s» queda %s", name, measure_status_word(state->status));
}

static struct text subroute_text(struct command_context *context, const struct run *run, const struct effect *effect)
{
    const struct program *program = run_program(run);
    const struct program_subroute *subroute = program_subroute_at(program, effect->index);
    const char *route = program_text(program, program_route_at(program, subroute->route)->name);
    struct text source = cases_source(context, program, subroute->source);

    if (effect->kind == EFFECT_RETURNED) return text_format(&context->arena, "termina la ruta «%s», que el caso inició%.*s", route, TEXT_ARGS(source));
    return text_format(&context->arena, "se inicia la ruta «%s»%s%.*s", route, subroute->waits ? ", y se espera" : "", TEXT_ARGS(source));
}

static struct text addition_effect(struct command_context *context, const struct run *run, const struct effect *effect)
{
    uint32_t count;
    const struct addition *addition = &run_additions(run, &count)[effect->index];
    const struct program_datum *list = program_datum_at(run_program(run), addition->checklist);
    struct text source = cases_source(context, run_program(run), list->source);

    return text_format(&context->arena, "se añade a «%s»: %.*s; %s%.*s", program_text(run_program(run), list->name),
                       TEXT_ARGS(run_addition_text(run, addition->item)), addition->met ? "se cumple" : "no se cumple", TEXT_ARGS(source));
}

static struct text effect_text(struct command_context *context, const struct run *run, const struct effect *effect)
{
    const struct program *program = run_program(run);
    struct arena *arena = &context->arena;

    switch (effect->kind) {
    case EFFECT_ENTERED:
        return text_format(arena, "comienza %s", step_text(arena, program, effect->index).at);
    case EFFECT_COMPLETED:
        return text_format(arena, "se cumple %s", step_text(arena, program, effect->index).at);
    case EFFECT_ADDED:
        return addition_effect(context, run, effect);
    case EFFECT_UNDECIDED:
    case EFFECT_SKIPPED:
        return applies_effect(context, program, effect);
    case EFFECT_FINISHED:
        return text_format(arena, "el caso termina en «%s»",
                           program_text(program, program_final_at(program, effect->index)->name));
    case EFFECT_RECORDED:
        return text_format(arena, "queda registrado el instrumento «%s»",
                           program_text(program, program_instrument_at(program, effect->index)->name));
    case EFFECT_LEARNED:
        return text_format(arena, "%s = %.*s", program_text(program, program_datum_at(program, effect->index)->name),
                           TEXT_ARGS(cases_datum_shown(context, run, effect->index)));
    case EFFECT_ARMED:
    case EFFECT_MET:
    case EFFECT_EXTENDED:
    case EFFECT_SUSPENDED:
    case EFFECT_RESUMED:
    case EFFECT_RESTARTED:
    case EFFECT_RECALCULATED:
    case EFFECT_EXPIRED:
    case EFFECT_LAPSED:
    case EFFECT_CARRIED:
        return clock_effect(context, run, effect);
    case EFFECT_MIGRATED:
        return text_format(arena, "el caso pasa al texto nuevo de la ruta «%s»",
                           program_text(program, program_route_at(program, effect->index)->name));
    case EFFECT_BREACH:
        return actor_effect(context, program, "incumple", effect->index);
    case EFFECT_ALERT:
        return actor_effect(context, program, "alerta a", effect->index);
    case EFFECT_DEEMED:
        return text_format(arena, "se entiende «%s»", program_text(program, program_expiry_at(program, effect->index)->text));
    case EFFECT_MEASURE:
        return measure_effect(arena, run, effect->index);
    case EFFECT_URGENT:
        return text_format(arena, "sin quórum, la presidencia de %s decide lo urgente: debe informarlo a su próxima sesión",
                           program_text(program, program_body_at(program, effect->index)->name));
    case EFFECT_REPORTED:
        return text_format(arena, "%s sesiona y conoce lo urgente que decidió su presidencia",
                           program_text(program, program_body_at(program, effect->index)->name));
    case EFFECT_STARTED:
    case EFFECT_RETURNED:
        return subroute_text(context, run, effect);
    case EFFECT_INTERRUPTED:
        return interruption_text(context, program, effect->index);
    case EFFECT_ADOPTED:
    case EFFECT_NOT_ADOPTED:
        return text_format(arena, effect->kind == EFFECT_ADOPTED ? "%s adopta la decisión" : "%s no adopta la decisión",
                           program_text(program, program_body_at(program, effect->index)->name));
    }
    return TEXT("");
}

void cases_print_effects(struct command_context *context, const struct run *run)
{
    uint32_t count;
    const struct effect *effects = run_effects(run, &count);

    for (uint32_t i = 0; i < count; i++)
        fprintf(context->out, "  %.*s\n", TEXT_ARGS(effect_text(context, run, &effects[i])));
}

json_t *cases_effects_json(struct command_context *context, const struct run *run)
{
    uint32_t count;
    const struct effect *effects = run_effects(run, &count);
    json_t *array = json_array();

    for (uint32_t i = 0; i < count; i++) json_array_append_new(array, json_of_text(effect_text(context, run, &effects[i])));
    return array;
}

/* ---- What an act brought to other cases ----------------------------------- */

struct linked {
    struct command_context *context;
    uint32_t skip;              /* those that earlier acts started */
    json_t *array;              /* NULL: they are printed */
};

static bool count_linked(const struct store_case *row, void *extra)
{
    (void)row;
    ++*(uint32_t *)extra;
    return true;
}

static bool tell_linked(const struct store_case *row, void *extra)
{
    struct linked *linked = extra;

    if (linked->skip > 0) linked->skip--;
    else if (linked->array) json_array_append_new(linked->array, json_string(row->id));
    else fprintf(linked->context->out, "  queda abierto el caso %s, ruta «%s»\n", row->id, row->route);
    return true;
}

/* The last act of the file started the last of its linked cases, as many as its effects say. */
static void tell_started(struct command_context *context, const struct case_file *file, json_t *array)
{
    uint32_t count, started = 0, all = 0;
    const struct effect *effects = run_effects(case_run(file), &count);
    struct fault ignored;

    for (uint32_t i = 0; i < count; i++) started += effects[i].kind == EFFECT_STARTED;
    if (started == 0 || !docket_each_linked(file, count_linked, &all, &ignored) || all < started) return;
    struct linked linked = { context, all - started, array };
    docket_each_linked(file, tell_linked, &linked, &ignored);
}

void cases_print_links(struct command_context *context, const struct case_file *file)
{
    tell_started(context, file, NULL);
    if (run_final(case_run(file)) != NONE && case_origin(file)[0])
        fprintf(context->out, "  lo había iniciado el caso %s\n", case_origin(file));
}

json_t *cases_started_json(struct command_context *context, const struct case_file *file)
{
    json_t *array = json_array();

    tell_started(context, file, array);
    return array;
}

int cases_recorded(struct command_context *context, const struct case_file *file, const struct docket_answer *answer)
{
    bool repeated = answer->outcome == DOCKET_REPEATED;

    if (context->json) {
        output_json(context, json_pack("{s:s, s:i, s:b, s:o, s:o}", "caso", case_id(file), "acto", (int)answer->sequence,
                                       "repetido", repeated, "efectos",
                                       repeated ? json_array() : cases_effects_json(context, case_run(file)),
                                       "abiertos", repeated ? json_array() : cases_started_json(context, file)));
        return EXIT_DONE;
    }
    fprintf(context->out, "%s acto %u %s\n", case_id(file), answer->sequence,
            repeated ? "ya estaba registrado con esa clave" : "registrado");
    if (repeated) return EXIT_DONE;
    cases_print_effects(context, case_run(file));
    cases_print_links(context, file);
    return EXIT_DONE;
}

int cases_act(struct command_context *context, const char *id, cases_reader *read, cases_teller *say)
{
    struct docket *docket = NULL;
    struct case_file *file = NULL;
    struct docket_write write;
    struct docket_answer answer;
    struct event event;
    struct fault why = {0};
    int code;

    if (!cases_write(context, &write, &why) || !cases_open(context, false, &docket, &why)
        || !docket_load(docket, text_from(id), &file, &why) || !read(context, file, &event, &why)
        || !docket_record(docket, file, &event, &write, &answer, &why))
        code = command_fail(context, &why);
    else if (answer.outcome == DOCKET_REFUSED)
        code = cases_refused(context, &answer.refusal);
    else
        code = say(context, file, &answer);
    case_close(file);
    docket_close(docket);
    return code;
}
