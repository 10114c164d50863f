/* help.c -- «ruta ayuda», written from commands.def and options.def alone. */
#include <string.h>

#include "base/fold.h"
#include "cli/output.h"

static void print_padded(FILE *out, const char *word, size_t width)
{
    size_t columns = utf8_columns(text_from(word));

    fprintf(out, "  %s%*s", word, (int)(columns < width ? width - columns : 1), "");
}

static void print_option(FILE *out, const struct option_row *row)
{
    char spelling[96];

    snprintf(spelling, sizeof spelling, "%s%c%s--%s%s%s", row->letter ? "-" : "", row->letter ? row->letter : ' ',
             row->letter ? ", " : "", row->word, row->value ? " " : "", row->value ? row->value : "");
    print_padded(out, spelling + (row->letter ? 0 : 1), 26);
    fprintf(out, "%s\n", row->help);
}

static void print_options(FILE *out, option_set set)
{
    for (int i = 0; i < OPTIONS; i++)
        if (set >> i & 1) print_option(out, &option_rows[i]);
}

void command_help(FILE *out, const struct command *command)
{
    fprintf(out, "ruta %s%s%s\n  %s\n  (en inglés: ruta %s)\n", command->word, command->operands[0] ? " " : "",
            command->operands, command->line, command->english);
    fputs("\nOpciones\n", out);
    print_options(out, command->accepts | COMMON_OPTIONS);
    fputs("\nEjemplos\n", out);
    for (const char *at = command->examples; at; ) {
        const char *end = strchr(at, '\n');
        fprintf(out, "  ruta %.*s\n", (int)(end ? (size_t)(end - at) : strlen(at)), at);
        at = end ? end + 1 : NULL;
    }
}

static void print_exit_codes(FILE *out)
{
#define EXIT_LINE(name, number, meaning) fprintf(out, "  %-3d %s\n", number, meaning);
    fputs("\nCódigos de salida\n", out);
    EXIT_CODES(EXIT_LINE)
#undef EXIT_LINE
}

static void print_all(FILE *out)
{
    fputs("ruta ORDEN [argumentos]\n"
          "  Rutas de protección: se escriben, se revisan, se prueban y se siguen caso por caso.\n\nÓrdenes\n", out);
    for (size_t i = 0; i < commands_total; i++) {
        print_padded(out, commands[i].word, 21);
        fprintf(out, "%s\n", commands[i].line);
    }
    fputs("\nOpciones de todas las órdenes\n", out);
    print_options(out, COMMON_OPTIONS);
    print_exit_codes(out);
    fputs("\n«ruta ayuda ORDEN» muestra cómo se usa cada una, con ejemplos. «ruta --version» dice la versión.\n", out);
}

/* «ruta ayuda caso»: every order that begins with that word. */
static bool print_group(struct command_context *context, const char *group, FILE *out)
{
    struct text wanted = fold(&context->arena, text_from(group));
    bool found = false;

    for (size_t i = 0; i < commands_total; i++) {
        const char *space = strchr(commands[i].word, ' ');
        struct text first = { commands[i].word, space ? (size_t)(space - commands[i].word) : strlen(commands[i].word) };
        if (!text_equal(wanted, fold(&context->arena, first))) continue;
        if (found) fputc('\n', out);
        command_help(out, &commands[i]);
        found = true;
    }
    return found;
}

static bool print_asked(struct command_context *context, FILE *out, struct fault *why)
{
    const struct options *options = &context->options;
    size_t used;

    if (!options->argument_count) {
        print_all(out);
        return true;
    }
    if (options->argument_count == 1 && print_group(context, options->arguments[0], out)) return true;
    const struct command *command = command_find(&context->arena, options->arguments, options->argument_count, &used, why);
    if (command) command_help(out, command);
    return command != NULL;
}

int command_show_help(struct command_context *context)
{
    struct output_lines lines;
    struct fault why = {0};
    bool found = print_asked(context, output_lines_begin(&lines, context), &why);

    output_lines_end(&lines, context);
    return found ? EXIT_DONE : command_fail(context, &why);
}
