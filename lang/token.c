/* token.c -- what is known of each word, all of it from words.def. See token.h. */
#include "lang/token.h"

#include "base/check.h"

struct word {
    int token;
    const char *spelling;
    const char *home, *help, *example;  /* NULL in a further form and in a closer */
    const char *form;                   /* NULL unless it begins a clause */
    int opener;                         /* of a closer; else 0 */
};

static const struct word words[] = {
#define CLAUSE(token, spelling, home, form, help, example) { TOKEN_##token, spelling, home, help, example, form, 0 },
#define WORD(token, spelling, home, help, example) { TOKEN_##token, spelling, home, help, example, NULL, 0 },
#define FORM(token, spelling) { TOKEN_##token, spelling, NULL, NULL, NULL, NULL, 0 },
#define CLOSER(token, opener, spelling) { TOKEN_##token, spelling, NULL, NULL, NULL, NULL, TOKEN_##opener },
#include "lang/words.def"
#undef CLAUSE
#undef WORD
#undef FORM
#undef CLOSER
};

#define WORD_COUNT ((int)(sizeof words / sizeof *words))

/* Symbols are given out in order from 1, so a row is its symbol less one. No two rows may
 * fold alike: «sí» is the same word as «si». */
void words_prepare(struct intern *names)
{
    if (intern_find(names, text_from(words[WORD_COUNT - 1].spelling)) == (symbol_t)WORD_COUNT) return;
    for (int i = 0; i < WORD_COUNT; i++) {
        symbol_t symbol = intern_add(names, text_from(words[i].spelling));
        CHECK(symbol == (symbol_t)i + 1);
    }
}

struct intern *words_new(struct arena *arena)
{
    struct intern *names = intern_new(arena);
    words_prepare(names);
    return names;
}

int word_row(symbol_t symbol)
{
    return symbol <= (symbol_t)WORD_COUNT ? (int)symbol - 1 : -1;
}

int words_find(const struct intern *names, struct text word)
{
    return word_row(intern_find(names, word));
}

int word_token(int row)
{
    CHECK(row >= 0 && row < WORD_COUNT);
    return words[row].token;
}

struct text word_spelling(int row)
{
    CHECK(row >= 0 && row < WORD_COUNT);
    return text_from(words[row].spelling);
}

/* Asked for every token of a source, so it is a table. A row is named by its token, or by
 * its line of words.def when it is one more form of the word above. */
#define ROW_OF_LINE(line) ROW_FORM_##line
#define ROW_OF_FORM(line) ROW_OF_LINE(line)
enum {
#define CLAUSE(token, spelling, home, form, help, example) ROW_##token,
#define WORD(token, spelling, home, help, example) ROW_##token,
#define FORM(token, spelling) ROW_OF_FORM(__LINE__),
#define CLOSER(token, opener, spelling) ROW_##token,
#include "lang/words.def"
#undef CLAUSE
#undef WORD
#undef FORM
#undef CLOSER
};

static const uint16_t first_rows[] = {          /* one more, by kind of token; 0: it is no word */
#define CLAUSE(token, spelling, home, form, help, example) [TOKEN_##token] = ROW_##token + 1,
#define WORD(token, spelling, home, help, example) [TOKEN_##token] = ROW_##token + 1,
#define FORM(token, spelling)
#define CLOSER(token, opener, spelling) [TOKEN_##token] = ROW_##token + 1,
#include "lang/words.def"
#undef CLAUSE
#undef WORD
#undef FORM
#undef CLOSER
};

static const int closers[] = {                  /* by kind of what is closed */
#define CLAUSE(token, spelling, home, form, help, example)
#define WORD(token, spelling, home, help, example)
#define FORM(token, spelling)
#define CLOSER(token, opener, spelling) [TOKEN_##opener] = TOKEN_##token,
#include "lang/words.def"
#undef CLAUSE
#undef WORD
#undef FORM
#undef CLOSER
};

static int first_row_index(int kind)
{
    bool known = kind > 0 && (size_t)kind < sizeof first_rows / sizeof *first_rows;
    return known ? first_rows[kind] - 1 : -1;
}

static const struct word *first_row(int kind)
{
    int row = first_row_index(kind);
    return row < 0 ? NULL : &words[row];
}

int word_count(void)
{
    return WORD_COUNT;
}

int word_first_row(int row)
{
    return first_row_index(word_token(row));
}

/* The row that tells of this one: its token's first, or that of what it closes. */
static const struct word *telling_row(int row)
{
    int token = word_token(row);
    return first_row(words[row].opener ? words[row].opener : token);
}

struct text word_home(int row) { return text_from(telling_row(row)->home); }
struct text word_help(int row) { return text_from(telling_row(row)->help); }
struct text word_example(int row) { return text_from(telling_row(row)->example); }

struct text token_spelling(int kind)
{
    switch (kind) {
    case TOKEN_COLON: return TEXT(":");
    case TOKEN_COMMA: return TEXT(",");
    case TOKEN_DOT: return TEXT(".");
    case TOKEN_EQUAL: return TEXT("=");
    case TOKEN_LPAREN: return TEXT("(");
    case TOKEN_RPAREN: return TEXT(")");
    case TOKEN_EL_DATED: return TEXT("el");
    case TOKEN_FUENTE_HERE: return TEXT("fuente");
    case TOKEN_ART_FIRST: return TEXT("art.");
    case TOKEN_ETAPA_CITED: return TEXT("etapa");
    case TOKEN_MOMENTO_CITED: return TEXT("momento");
    default: break;
    }
    const struct word *word = first_row(kind);
    return text_from(word ? word->spelling : NULL);
}

struct text token_described(struct arena *arena, int kind)
{
    switch (kind) {
    case TOKEN_END: return TEXT("el final del archivo");
    case TOKEN_NAME: return TEXT("un nombre");
    case TOKEN_STRING: return TEXT("un texto entre comillas");
    case TOKEN_NUMBER: return TEXT("un número");
    case TOKEN_DATE: return TEXT("una fecha como 2026-03-13");
    case TOKEN_INSTANT: return TEXT("una fecha con hora como 2026-03-13T10:30");
    case TOKEN_MONTH: return TEXT("un mes como 2023-07");
    case TOKEN_REFERENCE: return TEXT("un número de artículo");
    case TOKEN_HOUR: return TEXT("una hora como 08:30");
    case TOKEN_DECIMAL: return TEXT("una cantidad con decimales como 1,5");
    case TOKEN_UNIT: return TEXT("el nombre de un parámetro");
    case TOKEN_WEEKDAY: return TEXT("un día de la semana");
    case TOKEN_MONTH_NAME: return TEXT("el nombre de un mes");
    default: break;
    }
    struct text spelling = token_spelling(kind);
    return text_format(arena, "«%.*s»", TEXT_ARGS(spelling));
}

bool token_is_word(int kind)
{
    return first_row(kind) != NULL && token_opener(kind) == 0;
}

struct text token_home(int kind)
{
    const struct word *word = first_row(kind);
    return text_from(word && word->form ? word->home : NULL);
}

struct text token_form(int kind)
{
    const struct word *word = first_row(kind);
    return text_from(word ? word->form : NULL);
}

int token_closer(int kind)
{
    bool known = kind > 0 && (size_t)kind < sizeof closers / sizeof *closers;
    return known ? closers[kind] : 0;
}

int token_opener(int closer)
{
    const struct word *word = first_row(closer);
    return word ? word->opener : 0;
}
