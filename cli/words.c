/* words.c -- «ruta palabras»: the vocabulary, as lang/words.def tells it. */
#include "base/fold.h"
#include "cli/output.h"
#include "lang/report.h"
#include "lang/token.h"

#define WORD_COLUMNS 16

/* The other ways to write a word: they follow its first row. */
static json_t *forms_of(int row)
{
    json_t *forms = json_array();

    for (int i = row + 1; i < word_count() && word_first_row(i) == row; i++)
        json_array_append_new(forms, json_of_text(word_spelling(i)));
    return forms;
}

/* One line for whoever asks: of a closer, what it closes. */
static struct text explained(struct command_context *context, int row)
{
    int opener = token_opener(word_token(row));

    return opener ? text_format(&context->arena, "Cierra lo que abrió «%s».", token_spelling(opener).at) : word_help(row);
}

static void write_json(struct command_context *context, int row)
{
    int opener = token_opener(word_token(row));

    output_json(context, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "palabra", json_of_text(word_spelling(row)),
                                   "formas", forms_of(row), "explicacion", json_of_text(explained(context, row)),
                                   "va_en", json_of_text(word_home(row)),
                                   "escritura", json_of_text(token_form(opener ? opener : word_token(row))),
                                   "cierra", opener ? json_of_text(token_spelling(opener)) : json_null(),
                                   "ejemplo", json_of_text(word_example(row))));
}

static void write_line(struct command_context *context, int row)
{
    struct text word = word_spelling(row);
    size_t columns = utf8_columns(word);

    fprintf(context->out, "%s%*s%s\n", word.at, (int)(columns < WORD_COLUMNS ? WORD_COLUMNS - columns : 1), "",
            word_help(row).at);
}

static void write_forms(struct command_context *context, int row)
{
    for (int i = row + 1; i < word_count() && word_first_row(i) == row; i++)
        fprintf(context->out, "%s«%s»", i == row + 1 ? "  también: " : ", ", word_spelling(i).at);
    if (row + 1 < word_count() && word_first_row(row + 1) == row) fputc('\n', context->out);
}

static void write_example(struct command_context *context, struct text example)
{
    fputs("  ejemplo:\n    ", context->out);
    for (size_t i = 0; i < example.length; i++) {
        fputc(example.at[i], context->out);
        if (example.at[i] == '\n') fputs("    ", context->out);
    }
    fputc('\n', context->out);
}

static void write_word(struct command_context *context, int row)
{
    int opener = token_opener(word_token(row));
    struct text form = token_form(opener ? opener : word_token(row));

    fprintf(context->out, "%s\n  %s\n", word_spelling(row).at, explained(context, row).at);
    write_forms(context, row);
    fprintf(context->out, "  va en: %s\n", word_home(row).at);
    if (form.length) fprintf(context->out, "  se escribe: %s\n", form.at);
    write_example(context, word_example(row));
}

/* No accents, no case; «art» is «art.» to whoever asks. */
static int find_word(struct command_context *context, struct intern *words, struct text asked)
{
    int row = words_find(words, asked);

    return row >= 0 ? row : words_find(words, text_format(&context->arena, "%.*s.", TEXT_ARGS(asked)));
}

static int say_unknown(struct command_context *context, struct text asked)
{
    struct text *candidates = arena_array(&context->arena, (size_t)word_count(), sizeof *candidates);
    struct fault why = {0};

    for (int i = 0; i < word_count(); i++) candidates[i] = word_spelling(i);
    struct text near = suggest(asked, candidates, (size_t)word_count());
    fault_set(&why, EXIT_USAGE, "el lenguaje no tiene la palabra «%.*s»", TEXT_ARGS(asked));
    if (near.length)
        fault_help(&why, "¿quiso decir «%.*s»?", TEXT_ARGS(near));
    else
        fault_help(&why, "«ruta palabras» las lista");
    return command_fail(context, &why);
}

int command_words(struct command_context *context)
{
    const struct options *options = &context->options;
    struct intern *words = words_new(&context->arena);

    if (!options->argument_count) {
        for (int i = 0; i < word_count(); i++) {
            if (context->json && word_first_row(i) == i) write_json(context, i);
            else if (!context->json && word_first_row(i) == i && !token_opener(word_token(i))) write_line(context, i);
        }
        if (!context->json) fputs("\n«ruta palabras PALABRA» dice dónde va cada una, con un ejemplo.\n", context->out);
        return EXIT_DONE;
    }
    struct text asked = text_from(options->arguments[0]);
    if (options->argument_count == 2)
        asked = text_format(&context->arena, "%s %s", options->arguments[0], options->arguments[1]);
    int row = find_word(context, words, asked);
    if (row < 0) return say_unknown(context, asked);
    if (context->json) write_json(context, word_first_row(row));
    else write_word(context, word_first_row(row));
    return EXIT_DONE;
}
