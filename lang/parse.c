/* parse.c -- feeds tokens to the grammar, and explains what it will not take. See parse.h.
 *
 * The parser is asked before it is given a token. When it would refuse one, the
 * mistake is explained here, the parser drops what it had begun, and reading resumes
 * at the next line that is not indented deeper than the broken one: layout never
 * matters to a correct file, but it is the best guide through a broken one. */
#include "lang/parse.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/fold.h"
#include "lang/build.h"
#include "lang/lexer.h"

#define AHEAD 4                 /* tokens in sight, the current one included */
#define EXPECTED_SHOWN 6
#define CLAUSE_PLACE 3          /* so many clause words expected: a clause begins here */
#define SHOWN_COLUMNS 40

struct parse {
    struct lexer lexer;
    struct build *build;
    void *grammar;
    struct token ahead[AHEAD];
    size_t errors_before;       /* in other files */
    bool recovering;
    uint32_t recovery_indent;
    int clause;                 /* kind of the word that began the clause under way */
    bool clause_reported;       /* one of its tokens was: what follows may be its consequence */
    int previous;               /* kind of the token before, taken or not */
    struct text unknown;        /* the last word said to be unknown */
};

/* ---- tokens, relabelled ------------------------------------------------------------ */

static struct token next_without_comments(struct lexer *lexer)
{
    size_t errors = report_count(lexer->report, SEVERITY_ERROR);
    struct token token;
    bool starts_line = false;
    do {
        token = lexer_next(lexer);
        starts_line |= token.starts_line;
    } while (token.kind == TOKEN_COMMENT);
    token.starts_line = starts_line;
    token.reported = report_count(lexer->report, SEVERITY_ERROR) > errors;
    return token;
}

static void shift_ahead(struct parse *parse)
{
    for (size_t i = 1; i < AHEAD; i++) parse->ahead[i - 1] = parse->ahead[i];
    parse->ahead[AHEAD - 1] = next_without_comments(&parse->lexer);
}

static bool ends_expectation(int kind)
{
    return kind == TOKEN_Y || kind == TOKEN_EL || kind == TOKEN_ENTONCES || kind == TOKEN_FIN || kind == TOKEN_END;
}

static bool is_figure(int kind)
{
    return kind == TOKEN_NUMBER || kind == TOKEN_REFERENCE || kind == TOKEN_DECIMAL;
}

/* «art.» at the head of an operation, and not going on with a citation of the line before. */
static bool is_article(const struct parse *parse, const struct token *token)
{
    bool part = token->kind == TOKEN_ART || token->kind == TOKEN_NUM || token->kind == TOKEN_LIT || token->kind == TOKEN_PAR
             || token->kind == TOKEN_INCISO || token->kind == TOKEN_CAP || token->kind == TOKEN_SECCION;
    return part && token->starts_line && parse->previous != TOKEN_Y && parse->previous != TOKEN_COMMA
        && grammar_accepts(parse->grammar, TOKEN_ART_FIRST);
}

/* What one token of look-ahead cannot tell apart (see grammar.y). */
static struct token take(struct parse *parse)
{
    struct token token = parse->ahead[0];
    const struct token *next = &parse->ahead[1];
    bool number_next = next->kind == TOKEN_NUMBER || next->kind == TOKEN_REFERENCE;
    if (token.kind == TOKEN_FIN && token_closer(next->kind)) {
        token.kind = token_closer(next->kind);
        token.span = span_join(token.span, next->span);
        shift_ahead(parse);
    } else if (token.kind == TOKEN_ETAPA && number_next) {
        token.kind = TOKEN_ETAPA_CITED;
    } else if (token.kind == TOKEN_MOMENTO && number_next) {
        token.kind = TOKEN_MOMENTO_CITED;
    } else if ((token.kind == TOKEN_ACTIVIDAD || token.kind == TOKEN_ANEXO) && !number_next) {
        token.kind = TOKEN_NAME;        /* part of a citation only with its number */
    } else if ((token.kind == TOKEN_FUENTE || token.kind == TOKEN_NOTA) && next->kind == TOKEN_COLON) {
        token.kind = TOKEN_NAME;        /* a datum so called */
    } else if (token.kind == TOKEN_FUENTE && !token.starts_line) {
        token.kind = TOKEN_FUENTE_HERE;
    } else if (is_article(parse, &token)) {
        token.kind = TOKEN_ART_FIRST;
    } else if (token.kind == TOKEN_EL && (next->kind == TOKEN_DATE || next->kind == TOKEN_INSTANT) && ends_expectation(parse->ahead[2].kind)) {
        token.kind = TOKEN_EL_DATED;
    } else if (token.kind == TOKEN_NAME && is_figure(parse->previous) && grammar_expects(parse->grammar, TOKEN_UNIT)) {
        token.kind = TOKEN_UNIT;
    }
    shift_ahead(parse);
    return token;
}

static bool has_errors(const struct parse *parse)
{
    return report_count(parse->build->report, SEVERITY_ERROR) > parse->errors_before;
}

/* ---- where we are --------------------------------------------------------------------- */

static struct text block_name(const struct parse *parse, const struct open_block *block)
{
    struct text word = token_spelling(block->keyword.kind);
    if (block->node->kind == NODE_SCENARIO)
        return text_format(parse->build->arena, "%.*s «%.*s»", TEXT_ARGS(word), TEXT_ARGS(block->name));
    if (block->node->name == SYMBOL_NONE) return word;
    return text_format(parse->build->arena, "%.*s %.*s", TEXT_ARGS(word), TEXT_ARGS(block->name));
}

/* "ruta ordinario › etapa análisis" */
static struct text path_here(const struct parse *parse)
{
    const struct build *build = parse->build;
    struct text path = TEXT("");
    for (size_t i = 0; i < build->open_count; i++) {
        if (build->open[i].node->name == SYMBOL_NONE && build->open[i].node->kind != NODE_SCENARIO) continue;
        path = text_format(build->arena, "%.*s%s%.*s", TEXT_ARGS(path), path.length ? " › " : "",
                           TEXT_ARGS(block_name(parse, &build->open[i])));
    }
    return path;
}

/* ---- what was expected ------------------------------------------------------------------- */

struct expected {
    int kinds[256];
    size_t count;
    size_t clauses;             /* how many begin a clause */
};

static bool begins_clause(int kind) { return token_form(kind).length > 0; }

static struct expected expected_here(const struct parse *parse)
{
    struct expected expected = {0};
    for (int kind = 1; kind < grammar_token_count() && expected.count < 256; kind++) {
        if (kind == TOKEN_BAD || kind == TOKEN_EL_DATED || kind == TOKEN_FUENTE_HERE || kind == TOKEN_UNIT || !grammar_expects(parse->grammar, kind)) continue;
        expected.kinds[expected.count++] = kind;
        if (begins_clause(kind)) expected.clauses++;
    }
    return expected;
}

static struct text clause_of_block(const struct parse *parse)
{
    const struct build *build = parse->build;
    if (build->open_count == 0) return TEXT("una declaración");
    struct text word = token_spelling(build->open[build->open_count - 1].keyword.kind);
    return text_format(build->arena, "algo propio de «%.*s»", TEXT_ARGS(word));
}

/* "«,», un número o algo propio de «etapa»" */
static struct text expected_sentence(const struct parse *parse, const struct expected *expected)
{
    struct arena *arena = parse->build->arena;
    struct text parts[EXPECTED_SHOWN + 1], sentence = TEXT("");
    size_t count = 0;
    bool clause_place = expected->clauses >= CLAUSE_PLACE;
    for (size_t i = 0; i < expected->count && count < EXPECTED_SHOWN; i++) {
        int kind = expected->kinds[i];
        if (clause_place && (begins_clause(kind) || token_opener(kind) || kind == TOKEN_FIN)) continue;
        parts[count++] = token_described(arena, kind);
    }
    if (clause_place || count == 0) parts[count++] = clause_of_block(parse);
    for (size_t i = 0; i < count; i++)
        sentence = text_format(arena, "%.*s%s%.*s", TEXT_ARGS(sentence),
                               i == 0 ? "" : i + 1 == count ? " o " : ", ", TEXT_ARGS(parts[i]));
    return sentence;
}

static struct text nearest_word(const struct expected *expected, struct text written)
{
    struct text spellings[256];
    size_t count = 0;
    for (size_t i = 0; i < expected->count; i++) {
        struct text spelling = token_spelling(expected->kinds[i]);
        if (spelling.length > 1) spellings[count++] = spelling;
    }
    return suggest(written, spellings, count);
}

/* "aquí pueden ir «fuente», «nota», …" */
static struct text clause_list(const struct parse *parse, const struct expected *expected)
{
    struct arena *arena = parse->build->arena;
    struct text list = TEXT("");
    for (size_t i = 0; i < expected->count; i++) {
        if (!begins_clause(expected->kinds[i])) continue;
        list = text_format(arena, "%.*s%s«%.*s»", TEXT_ARGS(list), list.length ? ", " : "aquí pueden ir ",
                           TEXT_ARGS(token_spelling(expected->kinds[i])));
    }
    return list;
}

/* ---- messages -------------------------------------------------------------------------------- */

static struct text found_described(const struct parse *parse, const struct token *token)
{
    struct arena *arena = parse->build->arena;
    if (token->kind == TOKEN_END) return TEXT("el final del archivo");
    if (token_opener(token->kind))
        return text_format(arena, "«%.*s»", TEXT_ARGS(token_spelling(token->kind)));
    if (utf8_columns(token->text) > SHOWN_COLUMNS) return token_described(arena, token->kind);
    const char *what = token->kind == TOKEN_STRING ? "el texto " : token->kind == TOKEN_NUMBER ? "el número "
                     : token->kind == TOKEN_DATE ? "la fecha " : "";
    return text_format(arena, "%s«%.*s»", what, TEXT_ARGS(token->text));
}

static void explain(struct parse *parse, const struct token *token)
{
    struct build *build = parse->build;
    struct expected expected = expected_here(parse);
    bool clause_place = expected.clauses >= CLAUSE_PLACE && token->starts_line;
    bool is_word = token->kind == TOKEN_NAME || token_is_word(token->kind);
    struct text near = is_word ? nearest_word(&expected, token->text) : TEXT("");
    struct diagnostic *said;
    if (clause_place && token->kind == TOKEN_NAME) {
        said = REPORT(build->report, unknown_word, token->span, token->text);
        parse->unknown = token->text;
        said->help = clause_list(parse, &expected);
    } else if (clause_place && begins_clause(token->kind)) {
        said = REPORT(build->report, misplaced_word, token->span, token->text);
        said->help = text_format(build->arena, "«%.*s» va en %.*s; se escribe así: %.*s", TEXT_ARGS(token_spelling(token->kind)),
                                 TEXT_ARGS(token_home(token->kind)), TEXT_ARGS(token_form(token->kind)));
        near = TEXT("");
    } else {
        said = REPORT(build->report, unexpected, token->span, found_described(parse, token),
                      expected_sentence(parse, &expected));
        bool hard_word = is_word && token->kind != TOKEN_NAME && grammar_expects(parse->grammar, TOKEN_NAME);
        if (hard_word && !token->starts_line)
            said->help = text_format(build->arena, "«%.*s» es una palabra del lenguaje y no sirve de nombre: escoja otro", TEXT_ARGS(token->text));
        else if (parse->clause)
            said->help = text_format(build->arena, "se escribe así: %.*s", TEXT_ARGS(token_form(parse->clause)));
    }
    if (near.length) said->help = text_format(build->arena, "¿quiso decir «%.*s»?", TEXT_ARGS(near));
    said->path = path_here(parse);
}

static void explain_unclosed(const struct parse *parse, const struct token *token)
{
    struct build *build = parse->build;
    const struct open_block *block = &build->open[build->open_count - 1];
    struct text closer = token_spelling(token_closer(block->keyword.kind));
    struct text before = found_described(parse, token);
    if (token->kind == TOKEN_END) before = TEXT("que termine el archivo");
    else if (parse->ahead[0].kind == TOKEN_NAME && begins_clause(token->kind))
        before = text_format(build->arena, "«%.*s %.*s»", TEXT_ARGS(token_spelling(token->kind)), TEXT_ARGS(parse->ahead[0].text));
    struct diagnostic *said = REPORT(build->report, unclosed_block, token->span, closer, before);
    said->path = path_here(parse);
    said->related = block->node->name ? span_join(block->keyword.span, block->node->name_span) : block->keyword.span;
    said->related_text = TEXT("se abrió aquí");
    said->help = text_format(build->arena, "escriba «%.*s» donde termina lo que allí se abrió", TEXT_ARGS(closer));
}

/* ---- feeding ------------------------------------------------------------------------------------ */

static void feed(struct parse *parse, struct token token)
{
    parse->build->here = token.span;
    grammar(parse->grammar, token.kind, token, parse->build);
    if (token.kind != TOKEN_END && !parse->build->overflowed) grammar_settle(parse->grammar);
    if (!token.starts_line || !begins_clause(token.kind)) return;
    parse->clause = token.kind;
    parse->clause_reported = token.reported;
}

/* The parser drops what it had begun, back to the nearest list. */
static void drop_begun(struct parse *parse, struct span where)
{
    feed(parse, (struct token){ .kind = TOKEN_BAD, .span = where });
}

/* Supplies the closers that the author forgot, until only `count` blocks are open. */
static void close_down_to(struct parse *parse, size_t count, const struct token *before)
{
    struct build *build = parse->build;
    while (build->open_count > count) {
        size_t open = build->open_count;
        struct token closer = { .kind = token_closer(build->open[open - 1].keyword.kind), .span = before->span };
        closer.span.length = 0;
        if (!grammar_accepts(parse->grammar, closer.kind)) drop_begun(parse, closer.span);
        if (build->open_count == open) {
            if (!grammar_accepts(parse->grammar, closer.kind)) return;
            feed(parse, closer);
        }
    }
}

/* The block a declaration must stand in: how many stay open when it is taken. */
static bool open_count_for(const struct build *build, int kind, size_t *count)
{
    int home = kind == TOKEN_ETAPA || kind == TOKEN_FINAL || kind == TOKEN_INSTRUMENTO ? TOKEN_RUTA
             : kind == TOKEN_MOMENTO ? TOKEN_MOMENTOS : TOKEN_END;
    *count = 0;
    if (home == TOKEN_END) return true;
    for (size_t i = 0; i < build->open_count; i++)
        if (build->open[i].keyword.kind == home) *count = i + 1;
    return *count > 0;
}

static bool starts_declaration(const struct parse *parse, const struct token *token)
{
    static const int kinds[] = {
        TOKEN_NORMA, TOKEN_ENTIDAD, TOKEN_DEPENDENCIA, TOKEN_CARGO, TOKEN_INTERVINIENTE, TOKEN_LISTA, TOKEN_COMITE,
        TOKEN_PARAMETRO, TOKEN_INSTRUMENTO, TOKEN_MEDIDA, TOKEN_CALENDARIO, TOKEN_RUTA, TOKEN_ETAPA, TOKEN_MOMENTO, TOKEN_FINAL,
    };
    if (!token->starts_line) return false;
    if (token->kind == TOKEN_ESCENARIO) return parse->ahead[0].kind == TOKEN_STRING;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == token->kind) return parse->ahead[1].kind == TOKEN_STRING;
    return false;
}

/* If `token` belongs further out than where the parser is, names the block left open
 * and closes what must be closed. */
static bool close_unclosed(struct parse *parse, const struct token *token)
{
    struct build *build = parse->build;
    size_t count = 0;
    int opener = token_opener(token->kind);
    /* A citation may always go on. This one does not, and it may be the clause that opens its block. */
    if (opener || starts_declaration(parse, token) || token->kind == TOKEN_END) grammar_settle_before(parse->grammar, TOKEN_NOTA);
    if (opener) {
        for (size_t i = 0; i < build->open_count; i++)
            if (build->open[i].keyword.kind == opener) count = i + 1;
        if (count == 0) return false;
    } else if (starts_declaration(parse, token)) {
        if (!open_count_for(build, token->kind, &count)) return false;
    } else if (token->kind != TOKEN_END) {
        return false;
    }
    if (count >= build->open_count) return false;
    explain_unclosed(parse, token);
    close_down_to(parse, count, token);
    return grammar_accepts(parse->grammar, token->kind);
}

/* A closer of something that is not open. After another mistake it is what remains of
 * a broken block, and nothing is said. */
static bool drop_stray_closer(struct parse *parse, const struct token *token)
{
    struct build *build = parse->build;
    if (!token_opener(token->kind)) return false;
    for (size_t i = 0; i < build->open_count; i++)
        if (token_closer(build->open[i].keyword.kind) == token->kind) return false;
    if (has_errors(parse)) return true;
    if (build->open_count == 0) {
        REPORT(build->report, stray_closer, token->span, token_spelling(token->kind));
        return true;
    }
    const struct open_block *block = &build->open[build->open_count - 1];
    struct text right = token_spelling(token_closer(block->keyword.kind));
    struct diagnostic *said = REPORT(build->report, wrong_closer, token->span, token_spelling(token->kind),
                                     text_format(build->arena, "«%.*s»", TEXT_ARGS(block_name(parse, block))));
    said->help = text_format(build->arena, "escriba «%.*s»", TEXT_ARGS(right));
    close_down_to(parse, build->open_count - 1, token);
    return true;
}

/* «fin cosa», after «cosa» was said to be unknown. */
static bool closes_unknown(const struct parse *parse, const struct token *token)
{
    return token->kind == TOKEN_FIN && token->starts_line && parse->unknown.length
        && text_equal(parse->ahead[0].text, parse->unknown);
}

static void refuse(struct parse *parse, const struct token *token)
{
    if (drop_stray_closer(parse, token)) return;
    if (!parse->clause_reported && !closes_unknown(parse, token)) explain(parse, token);
    drop_begun(parse, token->span);
    if (token->starts_line && grammar_accepts(parse->grammar, token->kind)) {
        feed(parse, *token);
        return;
    }
    parse->recovering = true;
    parse->recovery_indent = token->indent;
}

static bool resumes(const struct parse *parse, const struct token *token)
{
    if (token->kind == TOKEN_END) return true;
    return token->starts_line && token->indent <= parse->recovery_indent && parse->previous != TOKEN_COMMA;
}

static void handle(struct parse *parse, const struct token *token)
{
    if (parse->recovering && !resumes(parse, token)) return;
    parse->recovering = false;
    parse->clause_reported |= token->reported;
    if (grammar_accepts(parse->grammar, token->kind) || close_unclosed(parse, token)) feed(parse, *token);
    else if (token->kind == TOKEN_END) explain(parse, token);
    else refuse(parse, token);
}

static void parse_tokens(struct parse *parse)
{
    struct token token;
    for (size_t i = 0; i < AHEAD; i++) shift_ahead(parse);
    if (parse->ahead[0].kind == TOKEN_END && !has_errors(parse))
        REPORT_PLAIN(parse->build->report, empty_file, parse->ahead[0].span);
    do {
        token = take(parse);
        handle(parse, &token);
        parse->previous = token.kind;
    } while (token.kind != TOKEN_END && !parse->build->overflowed && !report_is_full(parse->build->report));
}

static bool refuse_encoding(struct report *report, struct arena *arena, uint32_t source, struct text content)
{
    size_t valid = utf8_valid_length(content);
    if (valid == content.length) return false;
    struct span where = { source, (uint32_t)valid, 1 };
    REPORT(report, not_utf8, where, text_format(arena, "%zu", valid + 1),
           text_format(arena, "%02X", (unsigned)(unsigned char)content.at[valid]));
    return true;
}

struct node *parse_source(struct sources *sources, uint32_t source, struct arena *arena,
                          struct intern *names, struct report *report)
{
    struct text content = sources_at(sources, source)->content;
    struct parse parse = { .build = build_new(arena, names, report, source),
                           .errors_before = report_count(report, SEVERITY_ERROR) };
    struct node *file = parse.build->file;
    if (refuse_encoding(report, arena, source, content)) {
        file->number = 1;
        return file;
    }

    words_prepare(names);
    lexer_start(&parse.lexer, arena, names, report, source, content);
    parse.grammar = grammarAlloc(malloc);
    CHECK(parse.grammar);
    parse_tokens(&parse);
    grammarFree(parse.grammar, free);
    file->number = has_errors(&parse);
    return file;
}
