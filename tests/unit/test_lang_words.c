/* test_lang_words.c -- the vocabulary against the grammar and against what is written.
 *
 * No production may use a token that words.def does not tell of; no example may fail to
 * parse or leave its word out; no word may go unused by the routes, library and tests. */
#include "lang_world.h"

#include <dirent.h>

#include "lang/build.h"
#include "lang/lexer.h"

/* ---- grammar.y ------------------------------------------------------------------- */

/* Tokens that are shapes, not words: the lexer knows them without a table. */
static bool is_shape(int kind)
{
    switch (kind) {
    case TOKEN_BAD: case TOKEN_NAME: case TOKEN_STRING: case TOKEN_NUMBER: case TOKEN_DATE: case TOKEN_MONTH:
    case TOKEN_REFERENCE: case TOKEN_INSTANT: case TOKEN_DECIMAL: case TOKEN_UNIT: case TOKEN_HOUR: return true;
    default: return false;
    }
}

static void every_token_of_the_grammar_has_a_row(void **state)
{
    int rows = 0;
    (void)state;
    for (int kind = 1; kind < grammar_token_count(); kind++) {
        if (token_spelling(kind).length == 0 && !is_shape(kind)) fail_msg("token %d of grammar.y has no row in words.def", kind);
        rows += token_is_word(kind) || token_opener(kind);
    }
    int tokens = 0;
    for (int row = 0; row < word_count(); row++) {
        assert_in_range(word_token(row), 1, grammar_token_count() - 1);
        tokens += word_first_row(row) == row;
        /* The further forms of a word follow it. */
        if (word_first_row(row) != row) assert_int_equal(word_token(row - 1), word_token(row));
    }
    assert_int_equal(rows, tokens);
}

static void every_row_tells_what_it_is(void **state)
{
    (void)state;
    for (int row = 0; row < word_count(); row++) {
        struct text help = word_help(row), example = word_example(row), home = word_home(row);
        if (!home.length || !example.length || help.length < 8 || help.at[help.length - 1] != '.'
            || memchr(help.at, '\n', help.length))
            fail_msg("«%s» lacks a home, one line of help or an example", word_spelling(row).at);
    }
}

/* ---- examples -------------------------------------------------------------------- */

/* What surrounds a clause, by the home that words.def gives it. */
static const struct home { const char *name, *outer, *before, *after; } homes[] = {
    { "el comienzo del archivo", NULL, "", "" },
    { "el archivo", NULL, "", "" },
    { "un elemento", NULL, "norma n \"n\"", "fin norma" },
    { "«norma»", NULL, "norma n \"n\"", "fin norma" },
    { "«comité»", NULL, "comité c \"c\"", "fin comité" },
    { "«instrumento»", NULL, "instrumento i \"i\"", "fin instrumento" },
    { "«medida»", NULL, "medida m \"m\"", "fin medida" },
    { "«calendario»", NULL, "calendario c \"c\"", "fin calendario" },
    { "«ruta»", NULL, "ruta r \"r\"", "fin ruta" },
    { "«escenario»", NULL, "escenario \"e\"\nruta r", "fin escenario" },
    { "«final»", "«ruta»", "final f \"f\"", "fin final" },
    { "«etapa»", "«ruta»", "etapa e \"e\"", "fin etapa" },
    { "«momentos»", "«etapa»", "momentos en secuencia", "fin momentos" },
    { "«momento»", "«momentos»", "momento m \"m\"", "fin momento" },
    { "«decide»", "«etapa»", "decide", "fin decide" },
    { "«verifica»", "«etapa»", "verifica v \"v\"", "fin verifica" },
    { "«plazo»", "«etapa»", "plazo p: 3 días hábiles desde d", "fin plazo" },
    { "«reforma»", NULL, "reforma n modifica m", "fin reforma" },
    { "«modifica»", "«reforma»", "art. 1 modifica comité c", "fin modifica" },
    { "«modifica»", "«reforma»", "art. 1 modifica lista l", "fin modifica" },
    { "«modifica»", "«reforma»", "art. 1 modifica ruta r", "fin modifica" },
    { "«casos»", "«reforma»", "casos en curso de ruta r", "fin casos" },
    { "«festivo»", "«calendario»", "festivo f \"f\": 1 de enero", "" },
};

static const struct home *home_named(const char *name)
{
    for (size_t i = 0; i < COUNT(homes); i++)
        if (!strcmp(homes[i].name, name)) return &homes[i];
    return NULL;
}

static struct text put_in(struct arena *arena, const struct home *home, struct text example)
{
    example = text_format(arena, "%s\n%.*s\n%s\n", home->before, TEXT_ARGS(example), home->after);
    return home->outer ? put_in(arena, home_named(home->outer), example) : example;
}

static struct token first_token(struct arena *arena, struct text text)
{
    struct lexer lexer;
    lexer_start(&lexer, arena, words_new(arena), NULL, 0, text);
    return lexer_next(&lexer);
}

static bool parses_in(struct arena *arena, const struct home *home, struct text example)
{
    struct lang_world world = lang_parse_bytes("ejemplo.ruta", put_in(arena, home, example));
    bool parses = !report_has_errors(world.report);
    lang_done(&world);
    return parses;
}

static bool parses_somewhere(struct arena *arena, struct text example)
{
    struct text named = token_home(first_token(arena, example).kind);
    for (size_t i = 0; i < COUNT(homes); i++)
        if (strstr(named.at, homes[i].name) && parses_in(arena, &homes[i], example)) return true;
    return false;
}

/* «fin etapa» is two words that parse.c joins. */
static bool contains(struct arena *arena, struct text example, int kind)
{
    int opener = token_opener(kind), before = TOKEN_END;
    struct lexer lexer;
    lexer_start(&lexer, arena, words_new(arena), NULL, 0, example);
    for (struct token token = lexer_next(&lexer); token.kind != TOKEN_END; token = lexer_next(&lexer)) {
        if (opener ? before == TOKEN_FIN && token.kind == opener : token.kind == kind) return true;
        before = token.kind;
    }
    return false;
}

static void every_example_parses_and_has_its_word(void **state)
{
    (void)state;
    for (int row = 0; row < word_count(); row++) {
        struct arena arena = {0};
        struct text example = word_example(row);
        if (!contains(&arena, example, word_token(row)))
            fail_msg("the example of «%s» does not contain it:\n%s", word_spelling(row).at, example.at);
        if (word_first_row(row) == row && !parses_somewhere(&arena, example))
            fail_msg("the example of «%s» does not parse where its first word goes:\n%s", word_spelling(row).at, example.at);
        arena_free(&arena);
    }
}

/* ---- what is written -------------------------------------------------------------- */

static void mark_words(bool *used, struct arena *arena, struct text content)
{
    struct lexer lexer;
    int before = TOKEN_END;
    lexer_start(&lexer, arena, words_new(arena), NULL, 0, content);
    for (struct token token = lexer_next(&lexer); token.kind != TOKEN_END; token = lexer_next(&lexer)) {
        int closer = before == TOKEN_FIN ? token_closer(token.kind) : 0;
        for (int row = 0; closer && row < word_count(); row++) used[row] |= word_token(row) == closer;
        if (token_is_word(token.kind)) used[token.word] = true;
        before = token.kind;
    }
}

static void mark_file(bool *used, const char *path)
{
    struct arena arena = {0};
    struct sources *sources = sources_new(&arena);
    struct fault why = {0};
    uint32_t source;
    if (sources_load(sources, text_from(path), &source, &why)) mark_words(used, &arena, sources_at(sources, source)->content);
    arena_free(&arena);
}

/* Every .ruta below a folder; returns how many. */
static int mark_folder(bool *used, const char *path)
{
    DIR *folder = opendir(path);
    int found = 0;
    if (!folder) return 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        char inner[4096];
        size_t length = strlen(entry->d_name);
        if (entry->d_name[0] == '.') continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (length > 5 && !strcmp(entry->d_name + length - 5, ".ruta")) {
            mark_file(used, inner);
            found++;
        } else {
            found += mark_folder(used, inner);
        }
    }
    closedir(folder);
    return found;
}

static void every_word_is_used(void **state)
{
    static const char *const folders[] = { "routes", "stdlib", "tests" };
    const char *root = getenv("SOURCE_ROOT");
    bool *used = calloc((size_t)word_count(), sizeof *used);
    (void)state;
    assert_non_null(used);
    for (size_t i = 0; i < COUNT(folders); i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", root ? root : ".", folders[i]);
        assert_true(mark_folder(used, path) > 0);
    }
    int unused = 0;
    for (int row = 0; row < word_count(); row++) {
        if (!used[row]) print_message("«%s» is in no .ruta file of routes, stdlib or tests\n", word_spelling(row).at);
        unused += !used[row];
    }
    free(used);
    assert_int_equal(unused, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_token_of_the_grammar_has_a_row),
        cmocka_unit_test(every_row_tells_what_it_is),
        cmocka_unit_test(every_example_parses_and_has_its_word),
        cmocka_unit_test(every_word_is_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
