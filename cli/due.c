/* due.c -- «ruta vencimientos»: what falls due in the open cases, and for whom.
 *
 * The store knows which clocks run and when they fall due; each case is then replayed
 * for the rest, because a stored date is only ever a copy of what the machine says. */
#include <string.h>

#include "base/vec.h"
#include "cli/cases.h"
#include "cli/clocks.h"
#include "cli/due.h"

struct due_row {
    const char *id, *who, *route;
    uint32_t position;
};

struct due_list {
    struct arena *arena;
    VEC(struct due_row) rows;
};

static bool collect(const struct store_deadline *row, void *extra)
{
    struct due_list *list = extra;
    const struct due_row kept = {
        text_copy(list->arena, text_from(row->case_id)).at, text_copy(list->arena, text_from(row->who)).at,
        text_copy(list->arena, text_from(row->route)).at, (uint32_t)row->position,
    };

    VEC_PUSH(&list->rows, kept);
    return true;
}

static void say_due(struct command_context *context, const struct due_row *row, const struct clock_view *clock)
{
    struct text left = clock_left_text(&context->arena, clock);
    char due[MOMENT_TEXT_SIZE];

    moment_format(clock->state->due, clock->state->due_minute, due);
    if (context->json) {
        json_t *object = clock_json(&context->arena, clock);
        json_object_set_new(object, "caso", json_of_text(text_from(row->id)));
        json_object_set_new(object, "ruta", json_of_text(text_from(row->route)));
        json_object_set_new(object, "responsable", json_of_text(text_from(row->who)));
        output_json(context, object);
        return;
    }
    fprintf(context->out, "%s  %s  %s  %s  %.*s  %d %% (tramo %d %%)%s%s\n", clock->suspended ? "suspendido" : due, row->id,
            clock->name, row->who[0] ? row->who : "—", TEXT_ARGS(left), clock->share, clock_quarter(clock),
            clock->source[0] ? "  " : "", clock->source);
}

/* Rows of one case mostly come together: it is replayed once for all of them. */
static bool say_all(struct command_context *context, struct docket *docket, const struct due_list *list,
                    size_t *expired, size_t *suspended, struct fault *why)
{
    struct case_file *file = NULL;
    bool ok = false;

    for (size_t i = 0; i < list->rows.count; i++) {
        const struct due_row *row = &list->rows.items[i];
        uint32_t count;
        if (!file || strcmp(case_id(file), row->id) != 0) {
            case_close(file);
            file = NULL;
            if (!docket_load(docket, text_from(row->id), &file, why)) goto done;
        }
        const struct deadline_state *clocks = run_deadlines(case_run(file), &count);
        if (row->position >= count) continue;      /* recorded by another process meanwhile */
        struct clock_view clock = clock_look(case_run(file), &clocks[row->position], context->today);
        if (!clock.running && !clock.suspended) continue;
        *expired += clock.status == DEADLINE_EXPIRED;
        *suspended += clock.suspended;
        say_due(context, row, &clock);
    }
    ok = true;
done:
    case_close(file);
    return ok;
}

static void say_totals(struct command_context *context, size_t total, size_t expired, size_t suspended)
{
    size_t running = total - suspended - expired;

    fprintf(context->out, "%zu %s en curso, %zu %s", running, running == 1 ? "plazo" : "plazos", expired,
            expired == 1 ? "vencido" : "vencidos");
    if (suspended) fprintf(context->out, "; %zu %s", suspended, suspended == 1 ? "suspendido" : "suspendidos");
    fputc('\n', context->out);
}

int command_due(struct command_context *context)
{
    struct due_list list = { .arena = &context->arena };
    struct docket *docket = NULL;
    struct fault why = {0};
    day_t until = DAY_LAST;
    size_t expired = 0, suspended = 0;
    int code = EXIT_DONE;

    if (option_given(&context->options, OPTION_bodies)) return due_bodies(context);
    if (option_given(&context->options, OPTION_since)) {
        fault_set(&why, EXIT_USAGE, "--desde solo va con --comités");
        return command_fail(context, &why);
    }
    if (!option_day(&context->options, OPTION_until, &until, &why)
        || !cases_open(context, false, &docket, &why)
        || !docket_each_due(docket, until, collect, &list, &why)
        || !docket_each_suspended(docket, collect, &list, &why)
        || !say_all(context, docket, &list, &expired, &suspended, &why))
        code = command_fail(context, &why);
    else if (!context->json)
        say_totals(context, list.rows.count, expired, suspended);
    docket_close(docket);
    VEC_FREE(&list.rows);
    return code;
}
