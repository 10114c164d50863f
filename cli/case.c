/* case.c -- «ruta caso abrir» and «ruta caso registrar»: what is written in a case.
 *
 * What a person sees first is the case's id, and only once the store holds the act. */
#include <string.h>

#include "base/fold.h"
#include "cli/cases.h"
#include "cli/given.h"

static int say_opened(struct command_context *context, const struct case_file *file, const struct docket_answer *answer)
{
    const struct run *run = case_run(file);
    const struct program *program = case_program(file);
    const char *route = program_text(program, program_route_at(program, run_route(run))->name);
    const char *stage = run_stage(run) == NONE ? "" : program_text(program, program_step_at(program, run_stage(run))->name);
    bool repeated = answer->outcome == DOCKET_REPEATED;

    if (context->json) {
        output_json(context, json_pack("{s:s, s:s, s:s, s:I, s:b}", "caso", case_id(file), "ruta", route, "etapa", stage,
                                       "version", (json_int_t)case_version(file), "repetido", repeated));
        return EXIT_DONE;
    }
    if (repeated) {
        fprintf(context->out, "%s ya se había abierto con esa clave\n", case_id(file));
        return EXIT_DONE;
    }
    fprintf(context->out, "%s abierto en la ruta «%s»\n", case_id(file), route);
    cases_print_effects(context, run);
    cases_print_links(context, file);
    return EXIT_DONE;
}

static int open_in_store(struct command_context *context, const struct program *program, const struct event *opening,
                         const struct docket_write *write)
{
    struct text id = text_from(option_text(&context->options, OPTION_id));
    struct docket *docket = NULL;
    struct case_file *file = NULL;
    struct docket_answer answer;
    struct fault why = {0};
    int code;

    if (!cases_open(context, true, &docket, &why)
        || !docket_open_case(docket, program, id, opening, write, &file, &answer, &why))
        code = command_fail(context, &why);
    else
        code = file ? say_opened(context, file, &answer) : cases_refused(context, &answer.refusal);
    case_close(file);
    docket_close(docket);
    return code;
}

int command_case_open(struct command_context *context)
{
    struct event opening = { .kind = EVENT_OPEN, .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1 };
    struct docket_write write;
    struct program *program = NULL;
    struct fault why = {0};
    int code;

    if (!cases_when(context, &opening, &why) || !cases_actor(context, &opening.actor, &why)
        || !cases_write(context, &write, &why)) return command_fail(context, &why);
    code = command_program(context, NULL, &program);
    if (code != EXIT_DONE) return code;
    if (command_route(context, program, context->options.arguments[0], opening.day, &opening.route, &why))
        code = open_in_store(context, program, &opening, &write);
    else
        code = command_fail(context, &why);
    program_close(program);
    return code;
}

/* ---- Registering --------------------------------------------------------- */

static bool is_word(struct command_context *context, const char *word, struct text spanish, struct text english)
{
    struct text folded = fold(&context->arena, text_from(word));

    return text_equal(folded, spanish) || text_equal(folded, english);
}

/* "completa ETAPA [dato=valor…]" */
static bool read_complete(struct command_context *context, const struct program *program, uint32_t route,
                          struct event *event, struct fault *why)
{
    const struct options *options = &context->options;

    if (options->argument_count < 3) {
        fault_set(why, EXIT_USAGE, "falta decir qué etapa o momento se completa");
        return fault_help(why, "ruta caso registrar ID completa ETAPA --fecha FECHA --actor NOMBRE");
    }
    event->kind = EVENT_COMPLETE;
    return given_step(context, program, route, text_from(options->arguments[2]), &event->step, why)
        && cases_read_data(context, program, route, 3, event, why)
        && cases_read_instruments(context, program, route, OPTION_produce, event, why);
}

/* "produce INSTRUMENTO…": the same as --produce, which may be given too. */
static bool read_produce(struct command_context *context, const struct program *program, uint32_t route,
                         struct event *event, struct fault *why)
{
    const struct options *options = &context->options;
    size_t named = options->argument_count - 2;

    event->kind = EVENT_PRODUCE;
    if (!cases_read_instruments(context, program, route, OPTION_produce, event, why)) return false;
    uint32_t *instruments = arena_array(&context->arena, named + event->instrument_count + 1, sizeof *instruments);
    for (uint32_t i = 0; i < event->instrument_count; i++) instruments[i] = event->instruments[i];
    for (size_t i = 0; i < named; i++)
        if (!given_instrument(context, program, route, text_from(options->arguments[i + 2]),
                              &instruments[event->instrument_count++], why)) return false;
    event->instruments = instruments;
    return given_once(program, event->instruments, event->instrument_count, why);
}

#define GROUNDS_MAX 4096

/* Written in the order, the grounds of a reserved judgement would stay in the history of the terminal. */
static bool read_grounds(struct command_context *context, const struct program *program, struct event *event, struct fault *why)
{
    const char *written = option_text(&context->options, OPTION_reason);
    bool piped = written && strcmp(written, "-") == 0, reserved = false;

    for (uint32_t i = 0; i < event->data_count; i++) reserved |= program_datum_at(program, event->data[i].datum)->reserved;
    event->reason = text_from(written);
    if (reserved && written && !piped) {
        fault_set(why, EXIT_USAGE, "el juicio es sobre un dato reservado: sus motivos quedarían en el historial de la terminal");
        return fault_help(why, "páselos por la entrada estándar, con --motivo -");
    }
    if (piped && !input_read(&context->arena, "-", GROUNDS_MAX, &event->reason, why)) return false;
    while (event->reason.length && event->reason.at[event->reason.length - 1] == '\n') event->reason.length--;
    if (event->reason.length <= GROUNDS_MAX && given_is_plain(event->reason)) return true;
    fault_set(why, EXIT_USAGE, "los motivos van en un solo renglón de hasta %d bytes, sin caracteres de control", GROUNDS_MAX);
    return fault_help(why, "resúmalos, y registre el documento completo con --produce");
}

/* "adopta MEDIDA…", and the other things done with measures. */
static bool read_measures(struct command_context *context, const struct program *program, uint32_t route,
                          struct event *event, struct fault *why)
{
    const struct options *options = &context->options;
    uint32_t *measures = arena_array(&context->arena, options->argument_count, sizeof *measures);

    event->kind = EVENT_MEASURE;
    event->measures = measures;
    if (options->argument_count < 3) {
        fault_set(why, EXIT_USAGE, "falta decir qué medidas");
        return fault_help(why, "ruta caso registrar ID %s MEDIDA… --fecha FECHA --actor NOMBRE", measure_act_word(event->measure_act));
    }
    for (size_t i = 2; i < options->argument_count; i++)
        if (!given_measure(context, program, route, text_from(options->arguments[i]), &measures[event->measure_count++], why)) return false;
    return cases_read_instruments(context, program, route, OPTION_produce, event, why);
}

static bool is_measure_act(struct command_context *context, const char *verb, enum measure_act *out)
{
    struct text folded = fold(&context->arena, text_from(verb));
    uint32_t act = 0;

    while (act < MEASURE_ACTS && !text_equal(folded, text_from(measure_act_word((enum measure_act)act)))) act++;
    *out = (enum measure_act)act;
    return act < MEASURE_ACTS;
}

/* "añade LISTA TEXTO sí|no --motivo …" */
static bool read_addition(struct command_context *context, const struct program *program, uint32_t route,
                          struct event *event, struct fault *why)
{
    const struct options *options = &context->options;

    event->kind = EVENT_ADD;
    if (options->argument_count != 5) {
        fault_set(why, EXIT_USAGE, "falta decir a qué lista, qué se añade, y si se cumple");
        return fault_help(why, "ruta caso registrar ID añade LISTA \"TEXTO\" sí|no --motivo TEXTO --fecha FECHA --actor NOMBRE");
    }
    struct text met = fold(&context->arena, text_from(options->arguments[4]));
    event->item = text_from(options->arguments[3]);
    event->outcome = text_equal(met, TEXT("si"));
    if (!event->outcome && !text_equal(met, TEXT("no")))
        return fault_set(why, EXIT_USAGE, "si se cumple se dice con «sí» o «no», y no con «%s»", options->arguments[4]);
    if (event->item.length > GROUNDS_MAX || !given_is_plain(event->item))
        return fault_set(why, EXIT_USAGE, "lo que se añade va en un solo renglón de hasta %d bytes, sin caracteres de control", GROUNDS_MAX);
    return given_datum_name(context, program, route, text_from(options->arguments[2]), &event->checklist, why)
        && read_grounds(context, program, event, why);
}

static bool read_verb(struct command_context *context, const struct program *program, uint32_t route,
                      struct event *event, struct fault *why)
{
    const char *verb = context->options.arguments[1];

    if (is_word(context, verb, TEXT("completa"), TEXT("complete")))
        return read_complete(context, program, route, event, why);
    if (is_word(context, verb, TEXT("produce"), TEXT("produce")))
        return read_produce(context, program, route, event, why);
    if (is_word(context, verb, TEXT("informa"), TEXT("inform"))) {
        event->kind = EVENT_INFORM;
        return cases_read_data(context, program, route, 2, event, why)
            && cases_read_instruments(context, program, route, OPTION_produce, event, why);
    }
    if (is_word(context, verb, TEXT("juzga"), TEXT("judge"))) {
        event->kind = EVENT_JUDGE;
        return cases_read_data(context, program, route, 2, event, why) && read_grounds(context, program, event, why)
            && cases_read_instruments(context, program, route, OPTION_produce, event, why);
    }
    if (is_measure_act(context, verb, &event->measure_act)) return read_measures(context, program, route, event, why);
    if (is_word(context, verb, fold(&context->arena, TEXT("añade")), TEXT("add")))
        return read_addition(context, program, route, event, why);
    fault_set(why, EXIT_USAGE, "no se registra «%s»", verb);
    return fault_help(why, "se registra que alguien completa, produce, informa, juzga o añade, o lo que hace con una medida; las sesiones, con «ruta sesión»");
}

static bool read_act(struct command_context *context, const struct case_file *file, struct event *event, struct fault *why)
{
    const struct program *program = case_program(file);
    uint32_t route = run_route(case_run(file));

    *event = (struct event){ .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1 };
    if (!cases_when(context, event, why) || !cases_actor(context, &event->actor, why)
        || !read_verb(context, program, route, event, why)) return false;
    if (event->kind == EVENT_INFORM && event->instrument_count) {
        fault_set(why, EXIT_USAGE, "«informa» no registra instrumentos");
        return fault_help(why, "regístrelos con «produce»");
    }
    if (event->kind != EVENT_JUDGE && event->kind != EVENT_ADD && option_text(&context->options, OPTION_reason)) {
        fault_set(why, EXIT_USAGE, "solo «juzga» y «añade» llevan motivo");
        return fault_help(why, "quite --motivo");
    }
    if (!event->signer_count || event->instrument_count) return true;
    fault_set(why, EXIT_USAGE, "hay firmas y ningún instrumento que firmar");
    return fault_help(why, "añada --produce INSTRUMENTO");
}

int command_case_record(struct command_context *context)
{
    return cases_act(context, context->options.arguments[0], read_act, cases_recorded);
}
