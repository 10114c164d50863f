/* compare_texts.c -- see compare_texts.h. */
#include "cli/compare_texts.h"

#include <string.h>
#include <sys/stat.h>

#include "cli/output.h"
#include "runtime/verify.h"

static bool is_source(const char *path)
{
    struct stat info;
    size_t length = strlen(path);
    return (length > 5 && strcmp(path + length - 5, ".ruta") == 0) || (stat(path, &info) == 0 && S_ISDIR(info.st_mode));
}

/* Says what was wrong with the sources, if anything. */
static int compile_side(struct command_context *context, struct compared_texts *texts, int side, const char *const *paths, size_t count)
{
    struct compilation *compilation = &texts->compilations[side];
    struct fault why = {0};
    if (!compile_paths(compilation, paths, count, &why)) return command_fail(context, &why);
    if (!compilation->program) {
        report_print(compilation->report, context->err,
                     (struct report_style){ .colour = output_wants_colour(context->err), .summary = true });
        return EXIT_FINDINGS;
    }
    texts->sides[side].program = compilation->program;
    return EXIT_DONE;
}

static int load_side(struct command_context *context, struct compared_texts *texts, int side, const char *path)
{
    struct fault why = {0};
    if (is_source(path)) return compile_side(context, texts, side, &path, 1);
    if (!program_open(&texts->loaded[side], path, &why) || !verify_program(texts->loaded[side], &why)) return command_fail(context, &why);
    texts->sides[side].program = texts->loaded[side];
    return EXIT_DONE;
}

static int load_two(struct command_context *context, struct compared_texts *texts)
{
    int code = EXIT_DONE;
    for (int side = 0; side < 2 && code == EXIT_DONE; side++) {
        texts->sides[side].day = context->today;
        code = load_side(context, texts, side, context->options.arguments[side]);
    }
    return code;
}

static int load_one(struct command_context *context, struct compared_texts *texts)
{
    const struct options *options = &context->options;
    int code;
    if (options->argument_count == 1 && !is_source(options->arguments[0])) code = load_side(context, texts, 0, options->arguments[0]);
    else code = compile_side(context, texts, 0, options->arguments, options->argument_count);
    texts->sides[1].program = texts->sides[0].program;
    return code;
}

/* Either both days and at least one path, or two paths and no day. */
static bool read_days(struct command_context *context, struct compared_texts *texts, bool *by_day, struct fault *why)
{
    const struct options *options = &context->options;
    bool since = option_given(options, OPTION_since), until = option_given(options, OPTION_until);
    *by_day = since || until;
    if (since != until) {
        fault_set(why, EXIT_USAGE, "falta --%s: el texto se compara entre dos fechas", since ? "hasta" : "desde");
        return fault_help(why, "por ejemplo: ruta comparar --desde 2021-09-22 --hasta 2021-09-23 routes");
    }
    if (!*by_day && options->argument_count != 2) {
        fault_set(why, EXIT_USAGE, "«ruta comparar» compara dos textos, y hay %zu", options->argument_count);
        return fault_help(why, "dé dos archivos, carpetas o programas; o uno, con --desde FECHA --hasta FECHA");
    }
    return option_day(options, OPTION_since, &texts->sides[0].day, why) && option_day(options, OPTION_until, &texts->sides[1].day, why);
}

int compared_texts_open(struct command_context *context, struct compared_texts *texts)
{
    struct fault why = {0};
    bool by_day;
    if (!read_days(context, texts, &by_day, &why)) return command_fail(context, &why);
    return by_day ? load_one(context, texts) : load_two(context, texts);
}

void compared_texts_close(struct compared_texts *texts)
{
    for (int side = 0; side < 2; side++) {
        program_close(texts->loaded[side]);
        compilation_close(&texts->compilations[side]);
    }
}
