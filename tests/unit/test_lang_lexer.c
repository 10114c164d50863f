/* test_lang_lexer.c -- each kind of token, in the middle of a line and at the very end of
 * a file without a newline. */
#include "lang_world.h"

#include "lang/lexer.h"

struct sample {
    const char *written;
    int kind;
    const char *text;       /* what the token holds */
    int64_t number;
};

#define DAY_2026_03_13 20525

static const struct sample samples[] = {
    { "evaluación", TOKEN_NAME, "evaluación", 0 }, { "_x9", TOKEN_NAME, "_x9", 0 }, { "Ñandú", TOKEN_NAME, "Ñandú", 0 },
    { "etapa", TOKEN_ETAPA, "etapa", 0 }, { "COMITE", TOKEN_COMITE, "COMITE", 0 }, { "comité", TOKEN_COMITE, "comité", 0 },
    { "día", TOKEN_DIAS, "día", 0 }, { "DIAS", TOKEN_DIAS, "DIAS", 0 }, { "mes", TOKEN_MESES, "mes", 0 },
    { "año", TOKEN_ANOS, "año", 0 }, { "Años", TOKEN_ANOS, "Años", 0 }, { "ano", TOKEN_NAME, "ano", 0 },
    { "hábil", TOKEN_HABIL, "hábil", 0 }, { "habiles", TOKEN_HABIL, "habiles", 0 }, { "miembro", TOKEN_MIEMBROS, "miembro", 0 },
    { "firmado", TOKEN_FIRMADA, "firmado", 0 }, { "voto", TOKEN_VOTO, "voto", 0 }, { "sí", TOKEN_SI, "sí", 0 },
    { "e", TOKEN_NAME, "e", 0 }, { "art.", TOKEN_ART, "art.", 0 }, { "pag.", TOKEN_PAG, "pag.", 0 },
    { "art", TOKEN_NAME, "art", 0 }, { "Miércoles", TOKEN_WEEKDAY, "Miércoles", 0 }, { "marzo", TOKEN_MONTH_NAME, "marzo", 0 },
    { "7", TOKEN_NUMBER, "7", 7 }, { "999999999", TOKEN_NUMBER, "999999999", 999999999 }, { "007", TOKEN_NUMBER, "007", 7 },
    { "2.1", TOKEN_REFERENCE, "2.1", 0 }, { "2.4.1.2.36A", TOKEN_REFERENCE, "2.4.1.2.36A", 0 }, { "36A", TOKEN_REFERENCE, "36A", 0 },
    { "1º", TOKEN_REFERENCE, "1", 0 }, { "12°", TOKEN_REFERENCE, "12", 0 },
    { "2026-03-13", TOKEN_DATE, "2026-03-13", DAY_2026_03_13 }, { "2026–03—13", TOKEN_DATE, "2026–03—13", DAY_2026_03_13 },
    { "2026-03", TOKEN_MONTH, "2026-03", DAY_2026_03_13 - 12 },
    { "\"a «b» c\"", TOKEN_STRING, "a «b» c", 0 }, { "“a \"b\" c”", TOKEN_STRING, "a \"b\" c", 0 },
    { "«a»", TOKEN_STRING, "a", 0 }, { "\"\"", TOKEN_STRING, "", 0 },
    { "# nota", TOKEN_COMMENT, "# nota", 0 }, { "#", TOKEN_COMMENT, "#", 0 },
    { ":", TOKEN_COLON, ":", 0 }, { ",", TOKEN_COMMA, ",", 0 }, { ".", TOKEN_DOT, ".", 0 }, { "=", TOKEN_EQUAL, "=", 0 },
    { "(", TOKEN_LPAREN, "(", 0 }, { ")", TOKEN_RPAREN, ")", 0 },
};

struct bench {
    struct arena arena;
    struct report *report;
    struct lexer lexer;
};

static void start(struct bench *bench, const char *content)
{
    *bench = (struct bench){0};
    bench->report = report_new(&bench->arena, sources_new(&bench->arena));
    lexer_start(&bench->lexer, &bench->arena, words_new(&bench->arena), bench->report, 0, text_from(content));
}

static void check(struct token token, const struct sample *sample, size_t offset)
{
    assert_int_equal(token.kind, sample->kind);
    assert_int_equal(token.number, sample->number);
    assert_int_equal(token.span.offset, offset);
    assert_int_equal(token.span.length, strlen(sample->written));
    if (!text_equal(token.text, text_from(sample->text))) fail_msg("%s: %.*s", sample->written, TEXT_ARGS(token.text));
}

static void every_token_may_end_the_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct bench bench;
        start(&bench, samples[i].written);
        check(lexer_next(&bench.lexer), &samples[i], 0);
        assert_int_equal(lexer_next(&bench.lexer).kind, TOKEN_END);
        assert_int_equal(lexer_next(&bench.lexer).kind, TOKEN_END);
        assert_false(report_has_errors(bench.report));
        arena_free(&bench.arena);
    }
}

static void every_token_may_be_followed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct bench bench;
        char content[128];
        snprintf(content, sizeof content, "\n \t%s\r\n\u00A0fin", samples[i].written);
        start(&bench, content);
        struct token token = lexer_next(&bench.lexer);
        check(token, &samples[i], 3);
        assert_true(token.starts_line);
        assert_int_equal(token.indent, 2);
        token = lexer_next(&bench.lexer);
        assert_int_equal(token.kind, TOKEN_FIN);
        assert_true(token.starts_line);
        token = lexer_next(&bench.lexer);
        assert_int_equal(token.kind, TOKEN_END);
        assert_false(token.starts_line);
        arena_free(&bench.arena);
    }
}

static void tokens_need_no_space_between_signs(void **state)
{
    static const int kinds[] = {
        TOKEN_NUM, TOKEN_NUMBER, TOKEN_COMMA, TOKEN_NAME, TOKEN_EQUAL, TOKEN_STRING, TOKEN_COLON, TOKEN_LPAREN,
        TOKEN_DATE, TOKEN_RPAREN, TOKEN_NAME, TOKEN_DOT, TOKEN_NAME, TOKEN_COMMENT, TOKEN_END,
    };
    (void)state;
    struct bench bench;
    start(&bench, "num.4,x=\"s\":(2026-03-13)w.b#c");
    for (size_t i = 0; i < COUNT(kinds); i++) assert_int_equal(lexer_next(&bench.lexer).kind, kinds[i]);
    arena_free(&bench.arena);
}

/* A word of words.def that the lexer did not find would be a word nobody can write. */
static void every_word_is_found_with_and_without_accents(void **state)
{
    static const char *const words[] = {
#define CLAUSE(token, spelling, home, form, help, example) spelling,
#define WORD(token, spelling, home, help, example) spelling,
#define FORM(token, spelling) spelling,
#define CLOSER(token, opener, spelling) spelling,
#include "lang/words.def"
#undef CLAUSE
#undef WORD
#undef FORM
#undef CLOSER
    };
    (void)state;
    struct arena arena = {0};
    struct intern *table = words_new(&arena);
    for (size_t i = 0; i < COUNT(words); i++) {
        int row = words_find(table, text_from(words[i]));
        assert_int_equal(row, i);
        assert_string_equal(word_spelling(row).at, words[i]);
        int opener = token_opener(word_token(row));
        if (opener) assert_int_equal(token_closer(opener), word_token(row));
        assert_int_equal(token_is_word(word_token(row)), opener == 0);
    }
    assert_int_equal(words_find(table, TEXT("xyzzy")), -1);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_token_may_end_the_file),
        cmocka_unit_test(every_token_may_be_followed),
        cmocka_unit_test(tokens_need_no_space_between_signs),
        cmocka_unit_test(every_word_is_found_with_and_without_accents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
