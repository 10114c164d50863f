/* token.h -- a word of a route file, and what each kind of word is called.
 *
 * The kinds are the terminals of grammar.y; Lemon numbers them (grammar.h). */
#ifndef LANG_TOKEN_H
#define LANG_TOKEN_H

#include "base/arena.h"
#include "base/intern.h"
#include "lang/grammar.h"
#include "lang/source.h"

/* What the lexer returns and the grammar never sees. */
#define TOKEN_END 0
#define TOKEN_COMMENT 1000

struct token {
    int kind;
    struct span span;
    struct text text;       /* a name as written; the inside of a quoted text; a citation's number */
    int32_t number;         /* a number, or the day of a date */
    int16_t minute;         /* of a date with a time */
    uint16_t word;          /* row of words.def, for words of the language */
    symbol_t symbol;        /* of a word or a name */
    bool starts_line;
    bool reported;          /* something was said already about how it is written */
    uint32_t indent;        /* bytes before the first token of its line */
};

/* The words of the language are the first symbols of every table of names, so that one
 * look-up tells whether what is read is a word or a name, and which. */
struct intern *words_new(struct arena *arena);
void words_prepare(struct intern *names);       /* empty, or prepared before */

/* The row of words.def for a word as written, or of a symbol; -1 for a name. */
int words_find(const struct intern *words, struct text word);
int word_row(symbol_t symbol);
int word_token(int row);                /* TOKEN_ETAPA */
struct text word_spelling(int row);     /* "días": this very form, with its accents */

/* What «ruta palabras» tells of a row: where the word goes, what it is for, and real
 * language that contains it. A further form tells what its first row tells; a closer, what
 * the word it closes does. */
int word_count(void);
int word_first_row(int row);            /* itself, unless it is a further form */
struct text word_home(int row);
struct text word_help(int row);
struct text word_example(int row);

/* "etapa", "fin etapa", ":": how the language writes a kind of token that has one
 * spelling; empty for names, numbers and the like. */
struct text token_spelling(int kind);

/* "un nombre", "«etapa»", "el final del archivo": for messages. */
struct text token_described(struct arena *arena, int kind);

/* Is it a word of words.def, rather than a sign, a name or a number? */
bool token_is_word(int kind);

/* What a clause's word belongs to ("«comité»") and how it is written; empty when the
 * word begins no clause. */
struct text token_home(int kind);
struct text token_form(int kind);

/* TOKEN_FIN_ETAPA for TOKEN_ETAPA; 0 when nothing so named is closed. And back. */
int token_closer(int kind);
int token_opener(int closer);

#endif
