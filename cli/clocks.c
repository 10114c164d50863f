/* clocks.c -- how a clock stands on a day. Dates come from the machine; here they only
 * become words and counts of what is left, in days of the term's own kind. */
#include "cli/clocks.h"

#include <inttypes.h>

static bool counts_working_days(enum time_unit unit)
{
    return unit == UNIT_WORKING_DAYS || unit == UNIT_DAYS_UNSAID;
}

struct clock_view clock_look(const struct run *run, const struct deadline_state *clock, day_t today)
{
    const struct program *program = run_program(run);
    const struct program_deadline *row = program_deadline_at(program, clock->deadline);
    struct clock_view view = {
        .state = clock, .row = row, .name = program_text(program, row->name),
        .source = run_deadline_source(run, clock), .status = run_deadline_status(clock, today),
        .armed = clock->status == DEADLINE_RUNNING || clock->status == DEADLINE_MET || clock->status == DEADLINE_SUSPENDED,
        .running = clock->status == DEADLINE_RUNNING, .suspended = clock->status == DEADLINE_SUSPENDED,
    };
    struct fault ignored;

    if (!view.running && !view.suspended) return view;
    view.left = view.suspended ? clock->balance : clock->due - today;
    view.left_known = view.suspended || !counts_working_days(clock->unit)
                   || calendar_count(run_calendar(run), today, clock->due, &view.left, &ignored);
    view.share = run_deadline_share(run, clock, today);
    return view;
}

const char *clock_status_word(enum deadline_status status)
{
    static const char *const words[] = {
        [DEADLINE_PENDING] = "pendiente", [DEADLINE_RUNNING] = "en curso", [DEADLINE_MET] = "cumplido",
        [DEADLINE_EXPIRED] = "vencido", [DEADLINE_NOT_APPLICABLE] = "no aplica",
        [DEADLINE_SUSPENDED] = "suspendido",
    };

    return words[status];
}

/* What is left of a suspended term in hours is kept in minutes. */
static struct text balance_text(struct arena *arena, const struct clock_view *clock, const char *unit)
{
    if (clock->state->unit != UNIT_HOURS)
        return text_format(arena, "suspendido, con %" PRId64 " %s por correr", clock->left, unit);
    return text_format(arena, "suspendido, con %" PRId64 " h %02d min por correr", clock->left / 60, (int)(clock->left % 60));
}

struct text clock_left_text(struct arena *arena, const struct clock_view *clock)
{
    int64_t count = clock->left < 0 ? -clock->left : clock->left;
    bool working = counts_working_days(clock->state->unit);
    const char *unit = count == 1 ? (working ? "día hábil" : "día calendario")
                                  : (working ? "días hábiles" : "días calendario");

    if (clock->suspended) return balance_text(arena, clock, unit);
    if (!clock->running) return TEXT("");
    if (!clock->left_known) return TEXT("hoy está fuera del calendario verificado");
    if (clock->status == DEADLINE_EXPIRED) return text_format(arena, "vencido hace %" PRId64 " %s", count, unit);
    if (clock->left == 0) return TEXT("vence hoy");
    return text_format(arena, "%s %" PRId64 " %s", count == 1 ? "falta" : "faltan", count, unit);
}

int clock_quarter(const struct clock_view *clock)
{
    return clock->share >= 100 ? 100 : clock->share / 25 * 25;
}

json_t *json_of_moment(day_t day, int32_t minute)
{
    char text[MOMENT_TEXT_SIZE];

    return day == DAY_NONE ? json_null() : json_string(moment_format(day, minute, text));
}

json_t *clock_json(struct arena *arena, const struct clock_view *clock)
{
    json_t *object = json_pack("{s:s, s:i, s:s, s:s}", "plazo", clock->name, "ocurrencia", (int)clock->state->occurrence,
                               "estado", clock_status_word(clock->status), "fuente", clock->source);

    if (clock->armed) {
        json_object_set_new(object, "desde", json_of_moment(clock->state->from, clock->state->from_minute));
        json_object_set_new(object, "termino", json_of_text(term_format(arena, clock->state->term)));
        json_object_set_new(object, "vence", clock->suspended ? json_null() : json_of_moment(clock->state->due, clock->state->due_minute));
        json_object_set_new(object, "cumplido", json_of_moment(clock->state->met, clock->state->met_minute));
    }
    if (clock->state->fired != DAY_NONE) json_object_set_new(object, "declarado", json_of_day(clock->state->fired));
    if (clock->running || clock->suspended) {
        json_object_set_new(object, "falta", clock->left_known ? json_integer(clock->left) : json_null());
        json_object_set_new(object, "uso", json_integer(clock->share));
        json_object_set_new(object, "tramo", json_integer(clock_quarter(clock)));
    }
    return object;
}
