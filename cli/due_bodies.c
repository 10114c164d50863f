/* due_bodies.c -- «ruta vencimientos --comités»: whether each body meets as often as its
 * source says. A day counts once, however many cases it heard on it. */
#include <inttypes.h>

#include "cli/due.h"
#include "runtime/frequency.h"

struct meetings {
    struct command_context *context;
    const struct program *program;
    const struct program_body *body;
    day_t first, last;
    uint32_t met, missed;
};

static const char *status_word(enum period_status status)
{
    static const char *const words[] = {
        [PERIOD_MET] = "cumplido", [PERIOD_MISSED] = "incumplido", [PERIOD_OPEN] = "en curso",
    };

    return words[status];
}

static void say_period(const struct period *period, void *extra)
{
    struct meetings *meetings = extra;
    struct command_context *context = meetings->context;
    const char *name = program_text(meetings->program, meetings->body->name);
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];

    meetings->met += period->status == PERIOD_MET;
    meetings->missed += period->status == PERIOD_MISSED;
    if (context->json)
        output_json(context, json_pack("{s:s, s:o, s:o, s:i, s:i, s:s, s:s}", "comite", name, "desde", json_of_day(period->first),
                                       "hasta", json_of_day(period->last), "sesiones", (int)period->held,
                                       "minimo", (int)meetings->body->meets_count, "estado", status_word(period->status),
                                       "fuente", program_text(meetings->program, meetings->body->meets_source)));
    else
        fprintf(context->out, "  %s a %s  %" PRIu32 " de %" PRId32 "  %s\n", day_format(period->first, first),
                day_format(period->last, last), period->held, meetings->body->meets_count, status_word(period->status));
}

/* "al menos 2 veces cada mes", "al menos 1 vez cada 30 días calendario" */
static struct text frequency_text(struct arena *arena, const struct program_body *body)
{
    struct term every = { body->meets_every, (enum time_unit)body->meets_unit };
    struct text period = term_format(arena, every);

    if (every.amount == 1) period = (struct text){ period.at + 2, period.length - 2 };      /* without its «1 » */
    return text_format(arena, "al menos %" PRId32 " %s cada %.*s", body->meets_count, body->meets_count == 1 ? "vez" : "veces",
                       TEXT_ARGS(period));
}

static bool say_body(const struct body_days *row, void *extra)
{
    struct meetings *meetings = extra;
    struct command_context *context = meetings->context;
    const struct program_body *body = program_body_at(row->program, row->body);
    struct text source = cases_source(context, row->program, body->meets_source);
    const struct frequency frequency = { body->meets_count, body->meets_every, (enum time_unit)body->meets_unit };

    meetings->program = row->program;
    meetings->body = body;
    if (!context->json)
        fprintf(context->out, "%s: %.*s%.*s\n", program_text(row->program, body->name),
                TEXT_ARGS(frequency_text(&context->arena, body)), TEXT_ARGS(source));
    if (!frequency_periods(frequency, row->days, row->count, meetings->first, meetings->last, context->today, say_period, meetings)
        && !context->json)
        fputs("  no se cuenta: haría falta el calendario de cada caso\n", context->out);
    return true;
}

static bool in_order(const struct meetings *meetings, struct fault *why)
{
    if (meetings->first == DAY_NONE || meetings->first <= meetings->last) return true;
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    fault_set(why, EXIT_USAGE, "los periodos no pueden comenzar el %s y terminar el %s", day_format(meetings->first, first),
              day_format(meetings->last, last));
    return fault_help(why, "--hasta, o el día de hoy si no se dice, va después de --desde");
}

int due_bodies(struct command_context *context)
{
    struct meetings meetings = { .context = context, .first = DAY_NONE, .last = context->today };
    struct docket *docket = NULL;
    struct fault why = {0};
    int code = EXIT_DONE;

    if (!option_day(&context->options, OPTION_since, &meetings.first, &why)
        || !option_day(&context->options, OPTION_until, &meetings.last, &why)
        || !in_order(&meetings, &why)
        || !cases_open(context, false, &docket, &why)
        || (meetings.first == DAY_NONE && !docket_first_day(docket, &meetings.first, &why))
        || (meetings.first != DAY_NONE && !docket_each_body(docket, DAY_FIRST, meetings.last, say_body, &meetings, &why)))
        code = command_fail(context, &why);
    else if (!context->json)
        fprintf(context->out, "periodos: %" PRIu32 " %s, %" PRIu32 " %s\n", meetings.met, meetings.met == 1 ? "cumplido" : "cumplidos",
                meetings.missed, meetings.missed == 1 ? "incumplido" : "incumplidos");
    docket_close(docket);
    return code;
}
