/* options.c -- reading the command line.
 *
 * Words are compared folded, so «--almacen» and «--Almacén» are one option. A value is
 * taken from after «=» or from the next word; a next word that begins with «--» is never
 * a value: it is a forgotten one. */
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "base/fold.h"
#include "base/vec.h"
#include "lang/report.h"

const struct option_row option_rows[OPTIONS] = {
#define OPTION(name, word, letter, value, help) [OPTION_##name] = { word, letter, value, help },
#include "cli/options.def"
#undef OPTION
};

_Static_assert(OPTIONS <= 64, "option_set has a bit for each option");

struct reader {
    struct arena *arena;
    const char *const *words;
    size_t count, next;
    option_set accepted;
};

static bool takes_several(enum option option)
{
    const char *value = option_rows[option].value;
    return value && strstr(value, "…");
}

static bool option_by_letter(char letter, enum option *out)
{
    for (int i = 0; i < OPTIONS; i++) {
        if (!option_rows[i].letter || option_rows[i].letter != letter) continue;
        *out = (enum option)i;
        return true;
    }
    return false;
}

static bool option_by_word(struct arena *arena, struct text word, enum option *out)
{
    struct text folded = fold(arena, word);

    if (text_equal(folded, TEXT("help"))) {
        *out = OPTION_help;
        return true;
    }
    for (int i = 0; i < OPTIONS; i++) {
        if (!text_equal(folded, fold(arena, text_from(option_rows[i].word)))) continue;
        *out = (enum option)i;
        return true;
    }
    return false;
}

/* An option this order does not know: suggests among those it does. */
static bool unknown(const struct reader *reader, const char *word, struct text name, struct fault *why)
{
    struct text candidates[OPTIONS];
    size_t count = 0;

    for (int i = 0; i < OPTIONS; i++)
        if (reader->accepted >> i & 1) candidates[count++] = text_from(option_rows[i].word);
    fault_set(why, EXIT_USAGE, "la orden no tiene la opción «%s»", word);
    struct text near = suggest(name, candidates, count);
    if (near.length) return fault_help(why, "¿quiso decir «--%.*s»?", TEXT_ARGS(near));
    return fault_help(why, "la ayuda de la orden lista las que hay: añada «--ayuda»");
}

/* Finds the option a word names; *value is what follows «=», or NULL. */
static bool name_option(const struct reader *reader, const char *word, enum option *option,
                        const char **value, struct fault *why)
{
    struct text name = text_from(word + 1);
    bool found;

    *value = NULL;
    if (word[1] == '-') {
        const char *equals = strchr(word, '=');
        name = (struct text){ word + 2, equals ? (size_t)(equals - word - 2) : strlen(word + 2) };
        if (equals) *value = equals + 1;
        found = option_by_word(reader->arena, name, option);
    } else {
        found = name.length == 1 && option_by_letter(name.at[0], option);
    }
    if (found && reader->accepted >> *option & 1) return true;
    return unknown(reader, word, name, why);
}

static bool read_value(struct reader *reader, enum option option, const char **value, struct fault *why)
{
    const struct option_row *row = &option_rows[option];

    if (!row->value) {
        if (*value) return fault_set(why, EXIT_USAGE, "la opción «--%s» no lleva valor", row->word);
        *value = "";
        return true;
    }
    if (!*value && reader->next < reader->count && strncmp(reader->words[reader->next], "--", 2) != 0)
        *value = reader->words[reader->next++];
    if (*value && **value) return true;
    return fault_set(why, EXIT_USAGE, "a la opción «--%s» le falta su valor (%s)", row->word, row->value);
}

static bool read_option(struct reader *reader, struct options *out, const char *word, struct fault *why)
{
    enum option option = OPTIONS;
    const char *value;

    if (!name_option(reader, word, &option, &value, why)) return false;
    if (!read_value(reader, option, &value, why)) return false;
    if (option_given(out, option) && option_rows[option].value && !takes_several(option))
        return fault_set(why, EXIT_USAGE, "la opción «--%s» aparece dos veces", option_rows[option].word);
    out->given[out->given_count++] = (struct given_option){ option, value };
    return true;
}

bool options_read(struct options *out, struct arena *arena, const char *const *words, size_t count,
                  option_set accepted, struct fault *why)
{
    struct reader reader = { arena, words, count, 0, accepted };
    bool ended = false;

    *out = (struct options){ .given = arena_array(arena, count + 1, sizeof *out->given),
                             .arguments = arena_array(arena, count + 1, sizeof *out->arguments) };
    while (reader.next < count) {
        const char *word = words[reader.next++];
        if (!ended && strcmp(word, "--") == 0) {
            ended = true;
        } else if (!ended && word[0] == '-' && word[1]) {
            if (!read_option(&reader, out, word, why)) return false;
        } else {
            out->arguments[out->argument_count++] = word;
        }
    }
    return true;
}

bool option_given(const struct options *options, enum option option)
{
    return option_text(options, option) != NULL;
}

const char *option_text(const struct options *options, enum option option)
{
    for (size_t i = 0; i < options->given_count; i++)
        if (options->given[i].option == option) return options->given[i].value;
    return NULL;
}

size_t option_list(const struct options *options, enum option option, struct arena *arena,
                   struct text **out)
{
    VEC(struct text) list = {0};

    for (size_t i = 0; i < options->given_count; i++) {
        if (options->given[i].option != option) continue;
        for (const char *at = options->given[i].value; at; ) {
            const char *comma = strchr(at, ',');
            struct text entry = text_trimmed((struct text){ at, comma ? (size_t)(comma - at) : strlen(at) });
            if (entry.length) VEC_PUSH(&list, entry);
            at = comma ? comma + 1 : NULL;
        }
    }
    size_t count = list.count;
    *out = arena_array(arena, count + 1, sizeof **out);
    if (count) memcpy(*out, list.items, count * sizeof **out);
    VEC_FREE(&list);
    return count;
}

bool read_day(struct text text, const char *where, day_t *out, struct fault *why)
{
    switch (day_parse(text, out)) {
    case DATE_OK:
        return true;
    case DATE_NOT_A_DAY:
        return fault_set(why, EXIT_USAGE, "en %s: el día %.*s no existe", where, TEXT_ARGS(text));
    case DATE_OUT_OF_RANGE:
        return fault_set(why, EXIT_USAGE, "en %s: la fecha %.*s está fuera del rango de 1900-01-01 a 2200-12-31",
                         where, TEXT_ARGS(text));
    case DATE_MALFORMED:
        break;
    }
    fault_set(why, EXIT_USAGE, "en %s: «%.*s» no es una fecha", where, TEXT_ARGS(text));
    return fault_help(why, "escriba año, mes y día: 2026-03-13");
}

bool option_day(const struct options *options, enum option option, day_t *out, struct fault *why)
{
    const char *value = option_text(options, option);
    char where[48];

    if (!value) return true;
    snprintf(where, sizeof where, "--%s", option_rows[option].word);
    return read_day(text_from(value), where, out, why);
}

bool option_number(const struct options *options, enum option option, int32_t *out, struct fault *why)
{
    const char *value = option_text(options, option);
    int64_t number = 0;

    if (!value) return true;
    for (const char *at = value; *at; at++) {
        if (*at >= '0' && *at <= '9') number = number * 10 + (*at - '0');
        if (*at < '0' || *at > '9' || number > INT32_MAX)
            return fault_set(why, EXIT_USAGE, "en --%s: «%s» no es un número entero, o es demasiado grande",
                             option_rows[option].word, value);
    }
    *out = (int32_t)number;
    return true;
}

bool read_moment(struct text text, const char *where, day_t *day, int32_t *minute, struct fault *why)
{
    const char *hour = text.length ? memchr(text.at, 'T', text.length) : NULL;
    struct text date = { text.at, hour ? (size_t)(hour - text.at) : text.length };

    *minute = MINUTE_NONE;
    if (!read_day(date, where, day, why)) return false;
    if (moment_parse(text, day, minute) == DATE_OK) return true;
    fault_set(why, EXIT_USAGE, "en %s: «%.*s» no es una hora", where, (int)(text.length - date.length - 1), hour + 1);
    return fault_help(why, "escriba la hora de 00:00 a 23:59 después de una T: 2026-03-13T10:30");
}
