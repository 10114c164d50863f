/* format.c -- «ruta formatear»: files in canonical form, in place or from «-» to output.
 *
 * A file with mistakes of grammar is left as it is; mistakes of meaning do not matter here. */
#include "lang/format.h"

#include <string.h>

#include "base/replace.h"
#include "cli/output.h"
#include "compiler/compile.h"
#include "lang/parse.h"

struct counts {
    size_t seen, changed, broken;
};

static void say_file(struct command_context *context, struct text path, bool changes, bool written)
{
    if (context->json)
        output_json(context, json_pack("{s:o, s:b, s:b}", "archivo", json_of_text(path), "cambia", changes,
                                       "escrito", written));
    else if (changes)
        fprintf(context->out, "%s %.*s\n", written ? "escrito:" : "cambiaría:", TEXT_ARGS(path));
}

static bool format_one(struct command_context *context, struct compilation *compilation, const struct node *file,
                       struct counts *counts, struct fault *why)
{
    struct text path = sources_at(compilation->sources, file->span.source)->path;
    const char *name = text_copy(&context->arena, path).at;
    bool only_say = option_given(&context->options, OPTION_verify);
    struct text before, after;

    counts->seen++;
    if (!format_source(compilation->sources, file->span.source, file, &context->arena, &after)) {
        counts->broken++;
        return true;
    }
    if (!input_read(&context->arena, name, SOURCE_MAX_BYTES, &before, why)) return false;
    bool changes = !text_equal(before, after);
    counts->changed += changes;
    if (changes && !only_say && !file_replace(name, "el archivo", after.at, after.length, why)) return false;
    say_file(context, path, changes, changes && !only_say);
    return true;
}

static int format_files(struct command_context *context)
{
    struct compilation compilation = {0};
    struct counts counts = {0};
    struct fault why = {0};
    bool only_say = option_given(&context->options, OPTION_verify);
    int code = EXIT_DONE;

    if (!compile_paths(&compilation, context->options.arguments, context->options.argument_count, &why)) goto failed;
    for (size_t i = 0; i < compilation.asked_count; i++)
        if (!format_one(context, &compilation, compilation.files[i], &counts, &why)) goto failed;
    if (counts.broken)
        report_print(compilation.report, context->err, (struct report_style){ .colour = output_wants_colour(context->err) });
    if (!context->json)
        fprintf(context->out, "archivos: %zu; %s: %zu; con errores: %zu\n", counts.seen,
                only_say ? "cambiarían" : "escritos", counts.changed, counts.broken);
    if (counts.broken || (only_say && counts.changed)) code = EXIT_FINDINGS;
    goto done;
failed:
    code = command_fail(context, &why);
done:
    compilation_close(&compilation);
    return code;
}

static int format_input(struct command_context *context)
{
    struct arena *arena = &context->arena;
    struct sources *sources = sources_new(arena);
    struct report *report = report_new(arena, sources);
    struct intern *names = intern_new(arena);
    struct fault why = {0};
    struct text content, after;

    if (!input_read(arena, "-", SOURCE_MAX_BYTES, &content, &why)) return command_fail(context, &why);
    uint32_t source = sources_add(sources, TEXT("entrada"), content);
    const struct node *file = parse_source(sources, source, arena, names, report);
    if (!format_source(sources, source, file, arena, &after)) {
        report_print(report, context->err, (struct report_style){ .colour = output_wants_colour(context->err) });
        return EXIT_FINDINGS;
    }
    if (!option_given(&context->options, OPTION_verify)) fprintf(context->out, "%.*s", TEXT_ARGS(after));
    else if (!text_equal(content, after)) return EXIT_FINDINGS;
    return EXIT_DONE;
}

int command_format(struct command_context *context)
{
    const struct options *options = &context->options;

    if (options->argument_count == 1 && strcmp(options->arguments[0], "-") == 0) return format_input(context);
    return format_files(context);
}
