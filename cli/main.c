/* main.c -- from words to one order, and its exit code.
 *
 * The clock is read here and nowhere else: everything below is told which day it is. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fold.h"
#include "cli/output.h"

#define BOGOTA_OFFSET (-5 * 3600)
#define DAY_SECONDS 86400

static day_t day_in_bogota(int64_t instant)
{
    return (day_t)((instant + BOGOTA_OFFSET) / DAY_SECONDS);
}

static int64_t noon_in_bogota(day_t day)
{
    return (int64_t)day * DAY_SECONDS + DAY_SECONDS / 2 - BOGOTA_OFFSET;
}

/* Names and data end in JSON and in the store: bytes that are no text go no further. */
static bool words_are_text(const char *const *words, size_t count, struct fault *why)
{
    for (size_t i = 0; i < count; i++) {
        struct text word = text_from(words[i]);
        if (utf8_valid_length(word) == word.length) continue;
        fault_set(why, EXIT_USAGE, "el argumento %zu no está en UTF-8", i + 1);
        return fault_help(why, "revise la codificación de su terminal");
    }
    return true;
}

static bool asks_for_help(const char *word)
{
    return !strcmp(word, "-h") || !strcmp(word, "--help") || !strcmp(word, "--ayuda");
}

/* `ruta`, `ruta --ayuda` and `ruta caso --ayuda` mean «ruta ayuda» and «ruta ayuda caso». */
static size_t help_words(const char *const *words, size_t count, const char *out[2])
{
    if (count > 2 || (count && !asks_for_help(words[count - 1]))) return 0;
    out[0] = "ayuda";
    if (count == 2) out[1] = words[0];
    return count == 2 ? 2 : 1;
}

static bool read_command(struct command_context *context, const char *const *words, size_t count, struct fault *why)
{
    size_t used;

    context->command = command_find(&context->arena, words, count, &used, why);
    if (!context->command) return false;
    const struct command *command = context->command;
    if (!options_read(&context->options, &context->arena, words + used, count - used,
                      command->accepts | COMMON_OPTIONS, why)) return false;
    if (option_given(&context->options, OPTION_help)) return true;
    context->json = option_given(&context->options, OPTION_json);
    if (!option_day(&context->options, OPTION_today, &context->today, why)) return false;
    if (option_given(&context->options, OPTION_today)) context->instant = noon_in_bogota(context->today);

    size_t arguments = context->options.argument_count;
    if (arguments >= (size_t)command->least && (command->most < 0 || arguments <= (size_t)command->most)) return true;
    if (arguments < (size_t)command->least)
        fault_set(why, EXIT_USAGE, "a la orden «%s» le falta un argumento", command->word);
    else
        fault_set(why, EXIT_USAGE, "a la orden «%s» le sobra «%s»", command->word,
                  context->options.arguments[command->most]);
    return fault_help(why, "se escribe: ruta %s %s", command->word, command->operands);
}

static int run_words(struct command_context *context, const char *const *words, size_t count)
{
    const char *help[2];
    size_t asked = help_words(words, count, help);
    struct fault why = {0};

    if (!words_are_text(words, count, &why)) return command_fail(context, &why);
    if (asked) {
        words = help;
        count = asked;
    }
    if (strcmp(words[0], "--version") == 0 || strcmp(words[0], "--versión") == 0) {
        fprintf(context->out, "ruta %s\n", RUTA_VERSION);
        return EXIT_DONE;
    }
    if (!read_command(context, words, count, &why)) return command_fail(context, &why);
    if (!option_given(&context->options, OPTION_help)) return context->command->run(context);
    command_help(context->out, context->command);
    return EXIT_DONE;
}

int main(int argc, char **argv)
{
    output_prepare();

    int64_t instant = (int64_t)time(NULL);
    struct command_context context = {
        .today = day_in_bogota(instant), .instant = instant, .colour = output_wants_colour(stdout),
        .out = stdout, .err = stderr,
    };
    struct fault why = {0};
    size_t count = argc > 1 ? (size_t)argc - 1 : 0;
    int code = run_words(&context, (const char *const *)argv + 1, count);

    if (!output_finish(stdout, &why)) {
        if (context.command && context.command->accepts & ACCEPTS(key))
            fault_help(&why, "el acto pudo quedar registrado: véalo con «ruta caso historia» antes de repetirlo");
        code = command_fail(&context, &why);
    }
    arena_free(&context.arena);
    return code;
}
