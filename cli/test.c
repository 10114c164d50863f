/* test.c -- «ruta probar»: runs the scenarios of files and folders. */
#include "cli/output.h"
#include "cli/scenario.h"

static void say_failure(struct command_context *context, const struct compilation *compilation,
                        const struct scenario *scenario, const struct scenario_failure *failure)
{
    struct source *source = sources_at(compilation->sources, failure->where.source);
    struct place place = source_place(source, &context->arena, failure->where.offset);
    struct text title = scenario->node->text;

    if (context->json) {
        output_json(context, json_pack("{s:s, s:o, s:o, s:I, s:o, s:o}", "resultado", "falla",
                                       "escenario", json_of_text(title), "archivo", json_of_text(source->path),
                                       "linea", (json_int_t)place.line, "esperado", json_of_text(failure->expected),
                                       "resulto", json_of_text(failure->found)));
        return;
    }
    fprintf(context->out, "%.*s:%u: falla el escenario «%.*s»\n   se esperaba: %.*s\n   resultó: %.*s\n",
            TEXT_ARGS(source->path), place.line, TEXT_ARGS(title), TEXT_ARGS(failure->expected),
            TEXT_ARGS(failure->found));
}

static void say_summary(struct command_context *context, size_t passed, size_t failed)
{
    size_t total = passed + failed;

    if (context->json) {
        output_json(context, json_pack("{s:I, s:I, s:I}", "escenarios", (json_int_t)total,
                                       "pasan", (json_int_t)passed, "fallan", (json_int_t)failed));
        return;
    }
    fprintf(context->out, "%zu %s: %zu %s, %zu %s\n", total, total == 1 ? "escenario" : "escenarios",
            passed, passed == 1 ? "pasa" : "pasan", failed, failed == 1 ? "falla" : "fallan");
}

static bool run_all(struct command_context *context, const struct compilation *compilation, size_t *failed,
                    struct fault *why)
{
    for (size_t i = 0; i < compilation->scenario_count; i++) {
        struct scenario_failure failure = {0};
        bool passed;
        if (!scenario_run(context, compilation, &compilation->scenarios[i], &passed, &failure, why)) return false;
        if (passed) continue;
        say_failure(context, compilation, &compilation->scenarios[i], &failure);
        (*failed)++;
    }
    say_summary(context, compilation->scenario_count - *failed, *failed);
    return true;
}

int command_test(struct command_context *context)
{
    struct compilation compilation = {0};
    struct fault why = {0};
    size_t failed = 0;
    int code = EXIT_DONE;

    if (!compile_paths(&compilation, context->options.arguments, context->options.argument_count, &why)) {
        code = command_fail(context, &why);
    } else if (!compilation.program) {
        report_print(compilation.report, context->err,
                     (struct report_style){ .colour = output_wants_colour(context->err), .summary = true });
        code = EXIT_FINDINGS;
    } else if (!run_all(context, &compilation, &failed, &why)) {
        code = command_fail(context, &why);
    } else if (failed) {
        code = EXIT_FINDINGS;
    }
    compilation_close(&compilation);
    return code;
}
