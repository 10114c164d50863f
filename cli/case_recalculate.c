/* case_recalculate.c -- «ruta caso recalcular»: the open cases, counted by another calendar. */
#include "cli/cases.h"
#include "cli/clocks.h"
#include "cli/days.h"
#include "cli/given.h"

#define REASON_MAX 400

static void say_move(struct command_context *context, const struct case_file *file, const struct ledger_entry *entry, day_t from)
{
    const struct run *run = case_run(file);
    const struct program *program = case_program(file);
    const char *name = program_text(program, program_deadline_at(program, entry->deadline)->name);
    day_t last = entry->due_before > entry->due_after ? entry->due_before : entry->due_after;
    struct text why = counting_reasons(&context->arena, run_counting_before(run), run_counting(run), from, last);
    char before[MOMENT_TEXT_SIZE], after[MOMENT_TEXT_SIZE];

    if (context->json)
        output_json(context, json_pack("{s:s, s:s, s:o, s:o, s:o}", "caso", case_id(file), "plazo", name,
                                       "vencia", json_of_moment(entry->due_before, entry->minute_before),
                                       "vence", json_of_moment(entry->due_after, entry->minute_after), "porque", json_of_text(why)));
    else
        fprintf(context->out, "%s  %s  %s → %s  %.*s\n", case_id(file), name,
                moment_format(entry->due_before, entry->minute_before, before),
                moment_format(entry->due_after, entry->minute_after, after), TEXT_ARGS(why));
}

/* The effects and the newest lines of the ledger tell the same clocks, in the same order. */
static void say_moves(const struct case_file *file, void *extra)
{
    const struct run *run = case_run(file);
    uint32_t effect_count, count, clock_count;
    const struct effect *effects = run_effects(run, &effect_count);
    const struct ledger_entry *ledger = run_ledger(run, &count);
    const struct deadline_state *clocks = run_deadlines(run, &clock_count);

    for (uint32_t i = 0; i < effect_count; i++)
        if (effects[i].kind == EFFECT_RECALCULATED)
            say_move(extra, file, &ledger[count - effect_count + i], clocks[effects[i].index].from);
}

static int recalculate(struct command_context *context, const struct program *program, struct text reason)
{
    bool trial = option_given(&context->options, OPTION_trial);
    const struct docket_recalculation what = { program, reason, trial };
    struct docket *docket = NULL;
    struct docket_write write;
    struct fault why = {0};
    uint32_t moved = 0;
    int code = EXIT_DONE;

    if (!cases_write(context, &write, &why) || !cases_open(context, false, &docket, &why)
        || !docket_recalculate(docket, &what, &write, say_moves, context, &moved, &why))
        code = command_fail(context, &why);
    else if (!context->json && trial)
        fprintf(context->out, "%u %s; no se escribió nada\n", moved, moved == 1 ? "caso cambiaría" : "casos cambiarían");
    else if (!context->json)
        fprintf(context->out, "%u %s\n", moved, moved == 1 ? "caso recalculado" : "casos recalculados");
    docket_close(docket);
    return code;
}

int command_case_recalculate(struct command_context *context)
{
    struct text reason = text_from(option_text(&context->options, OPTION_reason));
    struct program *program = NULL;
    struct fault why = {0};

    if (reason.length > REASON_MAX || !given_is_plain(reason)) {
        fault_set(&why, EXIT_USAGE, "el motivo va en un solo renglón, de hasta %d bytes", REASON_MAX);
        return command_fail(context, &why);
    }
    int code = command_program(context, NULL, &program);
    if (code != EXIT_DONE) return code;
    code = recalculate(context, program, reason);
    program_close(program);
    return code;
}
