/* lexer.re -- bytes to tokens. See lexer.h.
 *
 * One re2c block recognises shapes; what needs a table or a judgement (words of the
 * language, quoted texts, letters of other alphabets, dates that do not exist) is a C
 * function below. The content ends in a NUL, which is the end only where the length says so. */
#include "lang/lexer.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/date.h"
#include "base/fold.h"
#include "base/moment.h"

#define LARGEST_DIGITS 9        /* 999999999 */

void lexer_start(struct lexer *lexer, struct arena *arena, struct intern *names,
                 struct report *report, uint32_t source, struct text content)
{
    *lexer = (struct lexer){ .arena = arena, .names = names, .report = report, .source = source };
    lexer->start = lexer->cursor = lexer->line = (const unsigned char *)content.at;
    lexer->end = lexer->start + content.length;
}

static struct span span_from(const struct lexer *lexer, const unsigned char *from, const unsigned char *to)
{
    return (struct span){ lexer->source, (uint32_t)(from - lexer->start), (uint32_t)(to - from) };
}

static struct text slice(const unsigned char *from, const unsigned char *to)
{
    return (struct text){ (const char *)from, (size_t)(to - from) };
}

static utf8proc_int32_t decode(const struct lexer *lexer, const unsigned char *at, size_t *size)
{
    utf8proc_int32_t letter = 0;
    utf8proc_ssize_t got = utf8proc_iterate(at, lexer->end - at, &letter);
    *size = got > 0 ? (size_t)got : 1;
    return letter;
}

/* ---- trouble -------------------------------------------------------------------- */

#define SAY(lexer, name, where, ...)                                        \
    do {                                                                    \
        if ((lexer)->report) REPORT((lexer)->report, name, where, __VA_ARGS__); \
    } while (0)

static struct text code_point(const struct lexer *lexer, utf8proc_int32_t letter)
{
    return text_format(lexer->arena, "U+%04X", (unsigned)letter);
}

static bool is_letter(utf8proc_int32_t letter)
{
    utf8proc_category_t category = utf8proc_category(letter);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static bool is_latin(utf8proc_int32_t letter)
{
    return letter < 0x250 || (letter >= 0x1E00 && letter < 0x1F00);
}

/* Reports the character at `at`, whatever is wrong with it. */
/* The quotes of a word processor, or of another language, that do not quote here: ' ‘ ’ ‚ „ ‹ › ′ ″ */
static bool is_other_quote(utf8proc_int32_t letter)
{
    return letter == '\'' || letter == 0x2018 || letter == 0x2019 || letter == 0x201A || letter == 0x201D || letter == 0x201E
        || letter == 0x2039 || letter == 0x203A || letter == 0x2032 || letter == 0x2033 || letter == 0x00BB;
}

static void refuse_character(const struct lexer *lexer, const unsigned char *at)
{
    size_t size;
    utf8proc_int32_t letter = decode(lexer, at, &size);
    struct span where = span_from(lexer, at, at + size);
    if (letter == 0)
        SAY(lexer, nul_byte, where, text_format(lexer->arena, "%zu", (size_t)(at - lexer->start) + 1));
    else if (utf8_hidden_length(slice(at, lexer->end)) > 0)
        SAY(lexer, hidden_character, where, code_point(lexer, letter));
    else if (is_letter(letter) && !is_latin(letter))
        SAY(lexer, foreign_letter, where, slice(at, at + size), code_point(lexer, letter));
    else if (lexer->report) {
        struct diagnostic *said = REPORT(lexer->report, strange_character, where, slice(at, at + size), code_point(lexer, letter));
        if (is_other_quote(letter)) said->help = TEXT("los textos van entre comillas dobles: \"así\", “así” o «así»");
    }
}

/* In texts and comments anything may be said, but nothing may be hidden. A return that
 * ends no line hides it all: in a file whose lines end so, the first comment never ends. */
static void refuse_hidden(const struct lexer *lexer, const unsigned char *from, const unsigned char *to)
{
    for (const unsigned char *at = from; at < to; at++) {
        if (utf8_may_hide(*at) && utf8_hidden_length(slice(at, to)) > 0) refuse_character(lexer, at);
        if (*at == '\r') return;
    }
}

/* ---- words ---------------------------------------------------------------------- */

static bool is_word_byte(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_';
}

/* Takes in the rest of a word that mixes alphabets: it is one mistake, said once. */
static void swallow_foreign_letters(struct lexer *lexer, bool said)
{
    for (;;) {
        size_t size = 1;
        if (!is_word_byte(*lexer->cursor)) {
            if (*lexer->cursor < 0x80) return;
            utf8proc_int32_t letter = decode(lexer, lexer->cursor, &size);
            if (!is_letter(letter)) return;
            if (!is_latin(letter) && !said) refuse_character(lexer, lexer->cursor);
            said |= !is_latin(letter);
        }
        lexer->cursor += size;
    }
}

static struct token make_token(const struct lexer *lexer, int kind, const unsigned char *from)
{
    return (struct token){ .kind = kind, .span = span_from(lexer, from, lexer->cursor),
                           .text = slice(from, lexer->cursor), .indent = lexer->indent };
}

static struct token make_word(struct lexer *lexer, const unsigned char *from)
{
    symbol_t symbol = SYMBOL_NONE;
    swallow_foreign_letters(lexer, false);
    if (*lexer->cursor == '.') {        /* «art.» is one word, point and all */
        symbol = intern_find(lexer->names, slice(from, lexer->cursor + 1));
        if (symbol != SYMBOL_NONE) lexer->cursor++;
    }
    if (symbol == SYMBOL_NONE) symbol = intern_add(lexer->names, slice(from, lexer->cursor));
    int row = word_row(symbol);
    struct token token = make_token(lexer, row >= 0 ? word_token(row) : TOKEN_NAME, from);
    token.word = row >= 0 ? (uint16_t)row : 0;
    token.symbol = symbol;
    return token;
}

/* ---- texts ---------------------------------------------------------------------- */

/* The cursor is past the opening quote. A text ends in its line. */
static struct token make_text(struct lexer *lexer, const unsigned char *from, const char *closing)
{
    size_t closing_length = strlen(closing);
    const unsigned char first = (unsigned char)*closing;
    const unsigned char *inside = lexer->cursor;
    while (lexer->cursor < lexer->end && *lexer->cursor != '\n'
           && (*lexer->cursor != first || strncmp((const char *)lexer->cursor, closing, closing_length) != 0)) lexer->cursor++;
    const unsigned char *inside_end = lexer->cursor;
    bool closed = lexer->cursor < lexer->end && *lexer->cursor != '\n';
    if (closed) lexer->cursor += closing_length;
    else if (lexer->report) REPORT_PLAIN(lexer->report, unclosed_text, span_from(lexer, from, inside));
    if (!closed && inside_end > inside && inside_end[-1] == '\r') inside_end--;
    refuse_hidden(lexer, inside, inside_end);
    struct token token = make_token(lexer, TOKEN_STRING, from);
    token.text = slice(inside, inside_end);
    return token;
}

static struct token make_comment(struct lexer *lexer, const unsigned char *from)
{
    while (lexer->cursor < lexer->end && *lexer->cursor != '\n') lexer->cursor++;
    if (lexer->cursor > from && lexer->cursor[-1] == '\r') lexer->cursor--;
    refuse_hidden(lexer, from, lexer->cursor);
    return make_token(lexer, TOKEN_COMMENT, from);
}

/* ---- numbers and dates ------------------------------------------------------------ */

static struct token make_number(struct lexer *lexer, const unsigned char *from)
{
    struct token token = make_token(lexer, TOKEN_NUMBER, from);
    if (token.text.length > LARGEST_DIGITS) {
        SAY(lexer, number_too_large, token.span, token.text);
        return token;
    }
    for (size_t i = 0; i < token.text.length; i++) token.number = token.number * 10 + (token.text.at[i] - '0');
    return token;
}

/* «1º» is the number of an article; the sign is not part of it. */
static struct token make_ordinal(struct lexer *lexer, const unsigned char *from)
{
    struct token token = make_token(lexer, TOKEN_REFERENCE, from);
    token.text.length -= 2;
    return token;
}

/* The date with plain dashes, whichever a word processor put there. */
static struct text with_plain_dashes(const struct lexer *lexer, struct text written)
{
    char plain[DATE_TEXT_SIZE];
    size_t length = 0;
    if (written.length == sizeof "2026-03-13" - 1) return written;      /* they are plain */
    for (size_t i = 0; i < written.length && length < sizeof plain; i++) {
        unsigned char byte = (unsigned char)written.at[i];
        if (byte < 0x80) plain[length++] = (char)byte;
        else if (byte >= 0xC0) plain[length++] = '-';
    }
    return text_copy(lexer->arena, (struct text){ plain, length });
}

static struct token make_date(struct lexer *lexer, const unsigned char *from)
{
    struct token token = make_token(lexer, TOKEN_DATE, from);
    day_t day;
    struct text plain = with_plain_dashes(lexer, token.text);
    switch (day_parse(plain, &day)) {
    case DATE_OK: break;
    case DATE_MALFORMED: SAY(lexer, malformed_date, token.span, token.text); break;
    case DATE_NOT_A_DAY: SAY(lexer, no_such_day, token.span, plain); break;
    case DATE_OUT_OF_RANGE: SAY(lexer, day_out_of_range, token.span, plain); break;
    }
    token.number = day;
    return token;
}

/* «2026-03-13T10:30»: the five last bytes are the hour and the minute. */
static struct token make_instant(struct lexer *lexer, const unsigned char *from)
{
    const unsigned char *end = lexer->cursor;
    lexer->cursor = end - 6;
    struct token token = make_date(lexer, from);
    lexer->cursor = end;
    int hour = (end[-5] - '0') * 10 + (end[-4] - '0'), minute = (end[-2] - '0') * 10 + (end[-1] - '0');
    token.kind = TOKEN_INSTANT;
    token.span = span_from(lexer, from, end);
    token.text = slice(from, end);
    token.minute = (int16_t)(hour * 60 + minute);
    if (hour > 23 || minute > 59) SAY(lexer, no_such_time, token.span, slice(end - 5, end));
    return token;
}

/* «08:30»: no day goes with it. */
static struct token make_hour(struct lexer *lexer, const unsigned char *from)
{
    struct token token = make_token(lexer, TOKEN_HOUR, from);
    if (!minute_parse(token.text, &token.number)) SAY(lexer, no_such_time, token.span, token.text);
    return token;
}

static struct token make_month(struct lexer *lexer, const unsigned char *from)
{
    struct token token = make_token(lexer, TOKEN_MONTH, from);
    day_t day;
    struct text month = with_plain_dashes(lexer, token.text);
    enum date_parse parsed = day_parse(text_format(lexer->arena, "%.*s-01", TEXT_ARGS(month)), &day);
    if (parsed == DATE_OUT_OF_RANGE) SAY(lexer, day_out_of_range, token.span, month);
    else if (parsed != DATE_OK) SAY(lexer, no_such_month, token.span, month);
    token.number = day;
    return token;
}

static struct token make_malformed(struct lexer *lexer, const unsigned char *from, bool date)
{
    struct token token = make_token(lexer, date ? TOKEN_DATE : TOKEN_NUMBER, from);
    if (date) {
        SAY(lexer, malformed_date, token.span, token.text);
        token.number = DAY_NONE;
        return token;
    }
    swallow_foreign_letters(lexer, true);
    token = make_token(lexer, TOKEN_NUMBER, from);
    SAY(lexer, malformed_number, token.span, token.text);
    return token;
}

/* ---- shapes ---------------------------------------------------------------------- */

static void new_line(struct lexer *lexer)
{
    lexer->line = lexer->cursor;
    lexer->line_has_token = false;
}

static struct token scan(struct lexer *lexer)
{
    const unsigned char *from, *marker, *context;
    for (;;) {
        from = lexer->cursor;
        if (!lexer->line_has_token) lexer->indent = (uint32_t)(from - lexer->line);
        /*!re2c
        re2c:api:style = free-form;
        re2c:define:YYCTYPE = "unsigned char";
        re2c:define:YYCURSOR = lexer->cursor;
        re2c:define:YYMARKER = marker;
        re2c:define:YYCTXMARKER = context;
        re2c:yyfill:enable = 0;
        re2c:flags:utf-8 = 1;

        latin   = [A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u1E00-\u1EFF];
        digit   = [0-9];
        dash    = [-\u2010-\u2015\u2212];
        ordinal = [\u00BA\u00B0];
        space   = [ \t\r\u00A0\u2002-\u200A\u202F\u3000];

        "\x00"  { if (from == lexer->end) {
                      lexer->cursor = lexer->end;
                      return make_token(lexer, TOKEN_END, from);
                  }
                  refuse_character(lexer, from);
                  continue; }
        "\n"    { new_line(lexer); continue; }
        space+  { continue; }
        "#"     { return make_comment(lexer, from); }

        latin (latin | digit)*                          { return make_word(lexer, from); }
        digit+                                          { return make_number(lexer, from); }
        digit+ ("." digit+)+ latin? | digit+ [A-Za-z]   { return make_token(lexer, TOKEN_REFERENCE, from); }
        digit{2} ":" digit{2}                           { return make_hour(lexer, from); }
        digit+ ("." digit+)* "," digit+ / space+ latin  { return make_token(lexer, TOKEN_DECIMAL, from); }
        digit+ ordinal                                  { return make_ordinal(lexer, from); }
        digit+ (latin | digit)+                         { return make_malformed(lexer, from, false); }
        digit{4} dash digit{2} dash digit{2}            { return make_date(lexer, from); }
        digit{4} dash digit{2} dash digit{2} "T" digit{2} ":" digit{2} { return make_instant(lexer, from); }
        digit{4} dash digit{2}                          { return make_month(lexer, from); }
        digit{1,4} dash digit{1,2} dash digit{1,4}      { return make_malformed(lexer, from, true); }
        digit{1,4} "/" digit{1,2} ("/" digit{1,4})?     { return make_malformed(lexer, from, true); }

        ["]     { return make_text(lexer, from, "\""); }
        "\u201C" { return make_text(lexer, from, "\u201D"); }
        "\u00AB" { return make_text(lexer, from, "\u00BB"); }

        ":"     { return make_token(lexer, TOKEN_COLON, from); }
        ","     { return make_token(lexer, TOKEN_COMMA, from); }
        "."     { return make_token(lexer, TOKEN_DOT, from); }
        "="     { return make_token(lexer, TOKEN_EQUAL, from); }
        "("     { return make_token(lexer, TOKEN_LPAREN, from); }
        ")"     { return make_token(lexer, TOKEN_RPAREN, from); }

        *       { size_t size;
                  bool foreign = is_letter(decode(lexer, from, &size));
                  refuse_character(lexer, from);
                  lexer->cursor = from + size;
                  if (!foreign) continue;
                  swallow_foreign_letters(lexer, true);
                  return make_token(lexer, TOKEN_NAME, from); }
        */
    }
}

struct token lexer_next(struct lexer *lexer)
{
    struct token token = scan(lexer);
    token.starts_line = !lexer->line_has_token;
    lexer->line_has_token = true;
    return token;
}
