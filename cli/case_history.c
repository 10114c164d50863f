/* case_history.c -- «ruta caso historia» and «ruta caso listar».
 *
 * What each act changed is not stored text: the acts are played again, one by one, on a
 * fresh machine, and its effects are told. */
#include <inttypes.h>

#include "cli/cases.h"

struct teller {
    struct command_context *context;
    struct run *run;
    bool replays;
};

/* "2026-03-16T17:00:00Z" */
static struct text instant_text(struct arena *arena, int64_t instant)
{
    int64_t seconds = instant % 86400;
    char day[DATE_TEXT_SIZE];

    return text_format(arena, "%sT%02d:%02d:%02dZ", day_format((day_t)(instant / 86400), day), (int)(seconds / 3600),
                       (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static struct text join(struct arena *arena, const struct text *items, uint32_t count)
{
    struct text joined = TEXT("");

    for (uint32_t i = 0; i < count; i++)
        joined = text_format(arena, "%.*s%s%.*s", TEXT_ARGS(joined), i ? ", " : "", TEXT_ARGS(items[i]));
    return joined;
}

static struct text others(struct arena *arena, const char *what, const struct text *items, uint32_t count)
{
    return count ? text_format(arena, "%s%.*s", what, TEXT_ARGS(join(arena, items, count))) : TEXT("");
}

static struct text measure_names(struct arena *arena, const struct program *program, const struct event *event)
{
    struct text names = TEXT("");

    for (uint32_t i = 0; i < event->measure_count; i++)
        names = text_format(arena, "%.*s%s«%s»", TEXT_ARGS(names), i ? ", " : "",
                            program_text(program, program_measure_at(program, event->measures[i])->name));
    return names;
}

static const char *deadline_name(const struct program *program, uint32_t deadline)
{
    return program_text(program, program_deadline_at(program, deadline)->name);
}

static bool judges_reserved(const struct program *program, const struct event *event)
{
    bool reserved = false;

    for (uint32_t i = 0; i < event->data_count; i++) reserved |= program_datum_at(program, event->data[i].datum)->reserved;
    return reserved;
}

static struct text opening_text(struct arena *arena, const struct program *program, const struct event *event)
{
    const char *route = program_text(program, program_route_at(program, event->route)->name);

    if (event->linked.length == 0) return text_format(arena, "abre el caso en la ruta «%s»", route);
    return text_format(arena, "abre el caso en la ruta «%s»: lo inicia el acto %lld de %.*s", route, (long long)event->linked_act,
                       TEXT_ARGS(event->linked));
}

struct text cases_act_text(struct command_context *context, const struct program *program, const struct event *event)
{
    struct arena *arena = &context->arena;

    switch (event->kind) {
    case EVENT_OPEN:
        return opening_text(arena, program, event);
    case EVENT_RETURN:
        return text_format(arena, "vuelve el caso %.*s, que terminó en «%.*s»", TEXT_ARGS(event->linked), TEXT_ARGS(event->final));
    case EVENT_COMPLETE:
        return text_format(arena, "completa «%s»", program_text(program, program_step_at(program, event->step)->name));
    case EVENT_PRODUCE:
        return TEXT("produce instrumentos");
    case EVENT_INFORM:
        return TEXT("informa datos");
    case EVENT_SESSION:
        return text_format(arena, "sesiona %s%s; asisten %.*s%.*s%.*s",
                           program_text(program, program_body_at(program, event->body)->name),
                           event->consensus ? ", por consenso" : event->urgent ? ", sin quórum, y la presidencia decide lo urgente" : "",
                           TEXT_ARGS(join(arena, event->attendees, event->attendee_count)),
                           TEXT_ARGS(others(arena, "; con voz y sin voto, ", event->invitees, event->invitee_count)),
                           TEXT_ARGS(others(arena, "; impedidos, ", event->impeded, event->impeded_count)));
    case EVENT_ADD:
        return text_format(arena, "añade a «%s»: %.*s", program_text(program, program_datum_at(program, event->checklist)->name),
                           TEXT_ARGS(event->item));
    case EVENT_JUDGE:       /* the grounds of what is reserved are too */
        return judges_reserved(program, event) ? TEXT("juzga: [reservado]")
                                               : text_format(arena, "juzga: %.*s", TEXT_ARGS(event->reason));
    case EVENT_EXTEND:
        return text_format(arena, "prorroga «%s» por %.*s", deadline_name(program, event->deadline),
                           TEXT_ARGS(term_format(arena, event->term)));
    case EVENT_MEASURE:
        return text_format(arena, "%s %.*s", measure_act_word(event->measure_act), TEXT_ARGS(measure_names(arena, program, event)));
    case EVENT_EXPIRE:
        return text_format(arena, "vence «%s»", deadline_name(program, event->deadline));
    case EVENT_RECALCULATE:
        return text_format(arena, "recalcula los plazos con el calendario de otro programa%s%.*s", event->reason.length ? ": " : "",
                           TEXT_ARGS(event->reason));
    case EVENT_MIGRATE:
        return text_format(arena, "%s de «%.*s», por %.*s%s", event->passing.keeps ? "conserva el texto anterior" : "pasa al texto nuevo",
                           TEXT_ARGS(event->passing.route),
                           TEXT_ARGS(event->passing.source.length ? event->passing.source : event->passing.norm),
                           event->passing.restarts ? ", con plazo nuevo" : "");
    case EVENT_KINDS:
        break;
    }
    return TEXT("");
}

static json_t *act_json(const struct teller *teller, const struct history_row *row, struct text act)
{
    const struct store_event *stored = row->stored;
    char previous[DIGEST_TEXT_SIZE], hash[DIGEST_TEXT_SIZE];

    digest_to_text(stored->previous, previous);
    digest_to_text(stored->hash, hash);
    return json_pack("{s:s, s:I, s:o, s:o, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:s}", "caso", stored->case_id,
                     "acto", (json_int_t)stored->sequence, "fecha", json_of_day(stored->happened),
                     "registrado", json_of_text(instant_text(&teller->context->arena, stored->recorded)),
                     "clase", stored->kind, "actor", stored->actor, "registra", stored->recorder, "clave", stored->key,
                     "que", json_of_text(act), "efectos", cases_effects_json(teller->context, teller->run),
                     "anterior", previous, "huella", hash);
}

static bool tell(const struct history_row *row, void *extra)
{
    struct teller *teller = extra;
    struct command_context *context = teller->context;
    const struct store_event *stored = row->stored;
    struct text act = cases_act_text(context, run_program(teller->run), row->event);
    struct refusal refusal;
    char day[MOMENT_TEXT_SIZE], hash[DIGEST_TEXT_SIZE];

    teller->replays = run_step(teller->run, row->event, row->event->day, &refusal);
    if (!teller->replays) return false;
    if (context->json) {
        output_json(context, act_json(teller, row, act));
        return true;
    }
    fprintf(context->out, "%" PRId64 "  %s  %s%s%.*s  [%.8s]\n", stored->sequence,
            moment_format(stored->happened, row->event->minute, day), stored->actor, stored->actor[0] ? " " : "", TEXT_ARGS(act), digest_to_text(stored->hash, hash));
    cases_print_effects(context, teller->run);
    return true;
}

static int show_history(struct command_context *context, struct docket *docket, const struct case_file *file)
{
    struct teller teller = { .context = context, .replays = true };
    struct fault why = {0};
    int code = EXIT_DONE;

    struct edition opening = case_opening(file);
    if (!run_new(&teller.run, opening.program, opening.route, &why)
        || !docket_each_event(docket, file, tell, &teller, &why))
        code = command_fail(context, &why);
    else if (!teller.replays && !fault_set(&why, EXIT_INTEGRITY, "los actos de «%s» no pueden repetirse", case_id(file)))
        code = command_fail(context, &why);
    run_free(teller.run);
    return code;
}

int command_case_history(struct command_context *context)
{
    return cases_show(context, show_history);
}

/* ---- Listing ------------------------------------------------------------- */

static bool list_case(const struct store_case *row, void *extra)
{
    struct command_context *context = extra;
    char day[DATE_TEXT_SIZE];
    bool closed = row->final[0] != '\0';

    if (context->json)
        output_json(context, json_pack("{s:s, s:s, s:s, s:s, s:I, s:o, s:o, s:s}", "caso", row->id, "ruta", row->route,
                                       "etapa", row->stage, "final", row->final, "version", (json_int_t)row->version,
                                       "abierto", json_of_day(row->opened), "ultimo", json_of_day(row->last), "origen", row->origin));
    else
        fprintf(context->out, "%s  %s  %s «%s»  %" PRId64 " %s  %s%s%s\n", row->id, row->route,
                closed ? "terminó en" : "en", closed ? row->final : row->stage, row->version,
                row->version == 1 ? "acto" : "actos", day_format(row->last, day), row->origin[0] ? "  iniciado por " : "", row->origin);
    return true;
}

int command_case_list(struct command_context *context)
{
    struct docket *docket = NULL;
    struct fault why = {0};
    int code = EXIT_DONE;

    if (!cases_open(context, false, &docket, &why) || !docket_each_case(docket, list_case, context, &why))
        code = command_fail(context, &why);
    docket_close(docket);
    return code;
}
