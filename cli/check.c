/* check.c -- «ruta revisar»: what is wrong in a route, and nothing else done. */
#include "cli/command.h"
#include "compiler/compile.h"

int command_check(struct command_context *context)
{
    struct compilation compilation = {0};
    struct fault why = {0};
    int code = EXIT_DONE;

    if (!compile_paths(&compilation, context->options.arguments, context->options.argument_count, &why)) {
        code = command_fail(context, &why);
        goto done;
    }
    report_print(compilation.report, context->out,
                 (struct report_style){ .colour = context->colour, .json = context->json, .summary = true });
    if (report_has_errors(compilation.report)) code = EXIT_FINDINGS;
done:
    compilation_close(&compilation);
    return code;
}
