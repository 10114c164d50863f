/* lexer.h -- bytes to tokens, one at a time. */
#ifndef LANG_LEXER_H
#define LANG_LEXER_H

#include "lang/report.h"
#include "lang/token.h"

struct lexer {
    struct arena *arena;
    struct intern *names;           /* the words of the language, then every name read */
    struct report *report;          /* NULL: say nothing (the formatter lexes once more) */
    uint32_t source;
    const unsigned char *start, *cursor, *end;  /* *end is NUL */
    const unsigned char *line;      /* where the line of the last token starts */
    bool line_has_token;
    uint32_t indent;
};

/* The content must be UTF-8 and outlive the tokens. The names are words_new's, or prepared. */
void lexer_start(struct lexer *lexer, struct arena *arena, struct intern *names,
                 struct report *report, uint32_t source, struct text content);

/* The next token; TOKEN_END at the end, for ever. What is not a token is reported and skipped. */
struct token lexer_next(struct lexer *lexer);

#endif
