/* build.c -- «ruta compilar»: routes to a program file. */
#include "cli/output.h"
#include "compiler/compile.h"

static void say_built(struct command_context *context, const struct program *program, const char *path)
{
    char digest[DIGEST_TEXT_SIZE];
    size_t size;

    program_bytes(program, &size);
    program_digest_text(program, digest);
    if (context->json) {
        output_json(context, json_pack("{s:s, s:s, s:I, s:i}", "programa", path, "huella", digest,
                                       "bytes", (json_int_t)size,
                                       "rutas", (int)program_count(program, PROGRAM_TABLE_route)));
        return;
    }
    uint32_t routes = program_count(program, PROGRAM_TABLE_route);
    fprintf(context->out, "%s: %u %s, %zu bytes, huella %.12s\n", path, routes, routes == 1 ? "ruta" : "rutas", size,
            digest);
}

int command_build(struct command_context *context)
{
    const char *path = option_text(&context->options, OPTION_output);
    struct compilation compilation = {0};
    struct fault why = {0};
    int code = EXIT_DONE;

    if (!path) {
        fault_set(&why, EXIT_USAGE, "falta decir dónde se escribe el programa");
        fault_help(&why, "añada -o ARCHIVO");
        return command_fail(context, &why);
    }
    if (!compile_paths(&compilation, context->options.arguments, context->options.argument_count, &why)) goto failed;
    report_print(compilation.report, context->err,
                 (struct report_style){ .colour = output_wants_colour(context->err), .json = context->json });
    if (!compilation.program) {
        code = EXIT_FINDINGS;
        goto done;
    }
    if (!program_save(compilation.program, path, &why)) goto failed;
    say_built(context, compilation.program, path);
    goto done;
failed:
    code = command_fail(context, &why);
done:
    compilation_close(&compilation);
    return code;
}
