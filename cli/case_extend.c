/* case_extend.c -- «ruta caso prorrogar»: a running deadline is made longer. */
#include "base/fold.h"
#include "cli/cases.h"

/* Several steps may have a deadline of that name: the one that runs is meant. */
static bool find_deadline(struct command_context *context, const struct case_file *file, struct text name,
                          uint32_t *out, struct fault *why)
{
    const struct program *program = case_program(file);
    const struct program_route *route = program_route_at(program, run_route(case_run(file)));
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(case_run(file), &count);

    *out = NONE;
    for (uint32_t i = 0; i < count; i++) {
        const char *other = program_text(program, program_deadline_at(program, clocks[i].deadline)->name);
        bool same = text_equal(fold(&context->arena, text_from(other)), fold(&context->arena, name));
        if (same && (*out == NONE || clocks[i].status == DEADLINE_RUNNING)) *out = clocks[i].deadline;
    }
    if (*out != NONE) return true;
    return command_unknown_name(context, program, PROGRAM_TABLE_deadline, route->deadlines_first, route->deadlines_count,
                                "el plazo", name, why);
}

static bool read_extension(struct command_context *context, const struct case_file *file, struct event *event,
                           struct fault *why)
{
    const char **arguments = context->options.arguments;

    *event = (struct event){ .kind = EVENT_EXTEND, .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1 };
    if (!cases_when(context, event, why) || !cases_actor(context, &event->actor, why)
        || !find_deadline(context, file, text_from(arguments[1]), &event->deadline, why)
        || !term_parse(text_from(arguments[2]), &event->term, why)
        || !cases_read_instruments(context, case_program(file), run_route(case_run(file)), OPTION_with, event, why)) return false;
    if (event->term.amount > 0) return true;
    fault_set(why, EXIT_USAGE, "«%s» no alarga ningún plazo", arguments[2]);
    return fault_help(why, "escriba al menos uno: «10 días hábiles»");
}

int command_case_extend(struct command_context *context)
{
    return cases_act(context, context->options.arguments[0], read_extension, cases_recorded);
}
