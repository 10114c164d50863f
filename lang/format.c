/* format.c -- the canonical form of a file. See format.h.
 *
 * The tokens are written one after the other, comments among them, so that nothing an
 * author wrote can be lost. The tree only says, for each token, whether a line begins
 * with it and how deep, whether it is a name, and which «si» is an affirmation. */
#include "lang/format.h"

#include <string.h>

#include "base/check.h"
#include "base/vec.h"
#include "lang/lexer.h"

#define SAME_LINE (-1)

struct item {
    struct token token;
    int depth;              /* of the line that begins here; SAME_LINE when none does */
    bool is_name;           /* even if the word is one of the language */
    bool is_declared_here;  /* a name in its declaration */
    bool is_yes;            /* «sí», not «si» */
    bool is_extending;      /* «prorroga», what somebody does, not «prórroga» */
    bool is_apart;          /* the colon of a datum, or of a field of people, stands apart */
};

struct format {
    struct arena *arena;
    struct text content;
    struct intern *spellings;   /* names declared in this file */
    struct item *items;
    size_t count;
    VEC(char) out;
    int block_depth;            /* of what is inside the block under way */
};

/* ---- tokens ------------------------------------------------------------------------ */

static void read_items(struct format *format, uint32_t source)
{
    VEC(struct token) tokens = {0};
    struct lexer lexer;
    lexer_start(&lexer, format->arena, words_new(format->arena), NULL, source, format->content);
    do VEC_PUSH(&tokens, lexer_next(&lexer));
    while (tokens.items[tokens.count - 1].kind != TOKEN_END);
    format->count = tokens.count;
    format->items = arena_array(format->arena, tokens.count, sizeof *format->items);
    for (size_t i = 0; i < tokens.count; i++) {
        format->items[i].token = tokens.items[i];
        format->items[i].depth = SAME_LINE;
    }
    VEC_FREE(&tokens);
}

/* The token at that byte, or the first one after it. */
static struct item *item_at(const struct format *format, uint32_t offset)
{
    size_t low = 0, high = format->count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (format->items[middle].token.span.offset < offset) low = middle + 1;
        else high = middle;
    }
    return &format->items[low];
}

/* The token before that is no comment. There is one. */
static struct item *item_before(const struct format *format, struct item *item)
{
    CHECK(item > format->items);
    do item--;
    while (item->token.kind == TOKEN_COMMENT && item > format->items);
    return item;
}

/* ---- marks from the tree ------------------------------------------------------------- */

static bool is_block(enum node_kind kind)
{
    static const enum node_kind kinds[] = {
        NODE_NORM, NODE_ENTITY, NODE_UNIT, NODE_POST, NODE_PARTY, NODE_LIST, NODE_BODY, NODE_MEMBERS, NODE_INVITEES,
        NODE_INSTRUMENT, NODE_MEASURE, NODE_CALENDAR, NODE_ROUTE, NODE_DATA, NODE_STAGE, NODE_MOMENTS, NODE_MOMENT, NODE_CHECKLIST, NODE_DECIDE,
        NODE_FINAL, NODE_DEADLINE, NODE_SCENARIO, NODE_PARAMETER, NODE_REFORM, NODE_MODIFIES, NODE_TRANSITION,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == kind) return true;
    return false;
}

bool format_is_expectation(enum node_kind kind)
{
    return kind >= NODE_EXPECT_STAGE && kind <= NODE_EXPECT_DATUM;
}

bool format_is_line(enum node_kind kind)
{
    return kind == NODE_SEAT || kind == NODE_INVITEE || kind == NODE_DATUM || kind == NODE_CHECK || kind == NODE_HOLIDAY
        || kind == NODE_CLOSURE || kind == NODE_SUSPENSION || kind == NODE_BRANCH || kind == NODE_INTERRUPTION
        || kind == NODE_PARAMETER_VALUE;
}

/* Does a child of `parent` begin a line? The author chooses for the values of a list and
 * for what a line carries: some sources are short and some notes are long. */
static bool begins_line(const struct format *format, const struct node *parent, const struct node *child)
{
    if (parent->kind == NODE_FILE) return true;
    if (parent->kind == NODE_REPEATS || parent->kind == NODE_LASTS || parent->kind == NODE_REVIEWED)
        return child->kind == NODE_EXPIRY || child->kind == NODE_EXTENSION;
    bool starts_line = item_at(format, child->span.offset)->token.starts_line;
    bool is_mark = child->kind == NODE_SOURCE || child->kind == NODE_NOTE || child->kind == NODE_IN_FORCE;
    if (format_is_line(parent->kind)) return is_mark && starts_line;
    if (parent->kind == NODE_THESE || parent->kind == NODE_PEOPLE) return starts_line;
    if (!is_block(parent->kind)) return false;
    if (child->kind == NODE_VALUE) return parent->first == child || starts_line;
    bool in_head = child->kind == NODE_NOT_EXHAUSTIVE || child->kind == NODE_LENGTH || child->kind == NODE_ANCHORS || child->kind == NODE_UNTIL
                || child->kind == NODE_AMENDS || child->kind == NODE_CITATION;
    return !in_head;
}

/* «fin etapa» stands where its «etapa» does. */
static void mark_closer(const struct format *format, const struct node *block, int depth)
{
    struct item *word = item_before(format, item_at(format, block->span.offset + block->span.length));
    struct item *fin = item_before(format, word);
    if (fin->token.kind == TOKEN_FIN && token_closer(word->token.kind)) fin->depth = depth;
}

static bool declares(enum node_kind kind)
{
    return kind == NODE_VALUE || kind == NODE_SEAT || kind == NODE_INVITEE || kind == NODE_DATUM || kind == NODE_CHECK || kind == NODE_HOLIDAY
        || kind == NODE_CLOSURE || kind == NODE_SUSPENSION || is_block(kind);
}

/* The spelling of a name is that of its declaration. Two declarations that spell it in
 * two ways are two things; which one a use means is not known here, so it stays as written. */
static void learn_spelling(const struct format *format, struct text name)
{
    symbol_t known = intern_find(format->spellings, name);
    symbol_t symbol = intern_add(format->spellings, name);
    bool disputed = known != SYMBOL_NONE && !text_equal(intern_spelling(format->spellings, known), name);
    intern_set_spelling(format->spellings, symbol, disputed ? TEXT("") : name);
}

static void mark_names(const struct format *format, const struct node *node)
{
    bool verbatim = node->kind == NODE_MODULE || node->kind == NODE_USE || node->kind == NODE_CITE_PART;
    if (node->name == SYMBOL_NONE && !verbatim) return;
    uint32_t end = node->name_span.offset + node->name_span.length;
    for (struct item *item = item_at(format, node->name_span.offset);
         item->token.span.offset < end && item->token.kind != TOKEN_END; item++) {
        if (item->token.kind != TOKEN_NAME && !token_is_word(item->token.kind)) continue;
        item->is_name = true;
        item->is_declared_here |= verbatim || declares(node->kind);
        if (declares(node->kind)) learn_spelling(format, item->token.text);
    }
}

static void mark(const struct format *format, const struct node *node, int depth)
{
    struct item *first = item_at(format, node->span.offset);
    mark_names(format, node);
    if (node->kind == NODE_TRUTH && node->number == 1) first->is_yes = true;
    if (node->kind == NODE_ACT_EXTEND) item_before(format, item_at(format, node->name_span.offset))->is_extending = node->other == 0;
    if (node->kind == NODE_DATUM || node->kind == NODE_FIELD) first[1].is_apart = true;
    if (is_block(node->kind)) mark_closer(format, node, depth);
    for (const struct node *child = node->first; child; child = child->next) {
        struct item *item = item_at(format, child->span.offset);
        if (format_is_expectation(child->kind)) item = item_before(format, item);  /* its «entonces» or «y» */
        bool line = begins_line(format, node, child);
        int child_depth = node->kind == NODE_FILE ? 0 : depth + 1;
        if (line) item->depth = child_depth;
        mark(format, child, line ? child_depth : depth);
    }
}

/* ---- writing -------------------------------------------------------------------------- */

static void write_text(struct format *format, struct text text)
{
    for (size_t i = 0; i < text.length; i++) VEC_PUSH(&format->out, text.at[i]);
}

static void write_times(struct format *format, char c, int times)
{
    while (times-- > 0) VEC_PUSH(&format->out, c);
}

struct quotes format_quotes(struct text inside)
{
    bool has_straight = inside.length && memchr(inside.at, '"', inside.length) != NULL;
    bool has_angle = false;
    for (size_t i = 0; i + 1 < inside.length; i++) has_angle |= memcmp(inside.at + i, "»", 2) == 0;
    if (!has_straight) return (struct quotes){ TEXT("\""), TEXT("\"") };
    return has_angle ? (struct quotes){ TEXT("“"), TEXT("”") } : (struct quotes){ TEXT("«"), TEXT("»") };
}

static void write_quoted(struct format *format, struct text text)
{
    struct quotes quotes = format_quotes(text);
    write_text(format, quotes.open);
    write_text(format, text);
    write_text(format, quotes.close);
}

static struct text name_spelling(const struct format *format, const struct item *item)
{
    symbol_t symbol = item->is_declared_here ? SYMBOL_NONE : intern_find(format->spellings, item->token.text);
    struct text spelling = symbol == SYMBOL_NONE ? TEXT("") : intern_spelling(format->spellings, symbol);
    return spelling.length ? spelling : item->token.text;
}

/* A date is told by its dashes, which a word processor may have made longer. */
static void write_date(struct format *format, struct text date)
{
    for (size_t i = 0; i < date.length; i++) {
        unsigned char byte = (unsigned char)date.at[i];
        if (byte < 0x80) VEC_PUSH(&format->out, date.at[i]);
        else if (byte >= 0xC0) VEC_PUSH(&format->out, '-');
    }
}

static struct text trimmed(struct text comment)
{
    while (comment.length && strchr(" \t\r", comment.at[comment.length - 1])) comment.length--;
    return comment;
}

static void write_token(struct format *format, const struct item *item)
{
    const struct token *token = &item->token;
    bool yes_or_no = token->kind == TOKEN_SI && item[1].token.kind == TOKEN_O;      /* the type of a datum */
    if (token->kind == TOKEN_COMMENT) write_text(format, trimmed(token->text));
    else if (token->kind == TOKEN_STRING) write_quoted(format, token->text);
    else if (token->kind == TOKEN_DATE || token->kind == TOKEN_INSTANT || token->kind == TOKEN_MONTH) write_date(format, token->text);
    else if (item->is_name) write_text(format, name_spelling(format, item));
    else if (item->is_yes || yes_or_no) write_text(format, TEXT("sí"));
    else if (item->is_extending) write_text(format, TEXT("prorroga"));
    else if (token_is_word(token->kind)) write_text(format, word_spelling(token->word));
    else write_text(format, (struct text){ format->content.at + token->span.offset, token->span.length });
}

static bool touches_previous(const struct item *item)
{
    int kind = item->token.kind, previous = item[-1].token.kind;
    if (kind == TOKEN_COMMA || kind == TOKEN_DOT || kind == TOKEN_RPAREN) return true;
    if (kind == TOKEN_COLON) return !item->is_apart;
    return previous == TOKEN_LPAREN || previous == TOKEN_DOT;
}

static bool blank_line_before(const struct format *format, const struct item *item)
{
    if (item == format->items) return false;
    const struct span previous = item[-1].token.span;
    int ends = 0;
    for (uint32_t at = previous.offset + previous.length; at < item->token.span.offset; at++)
        ends += format->content.at[at] == '\n';
    return ends > 1;
}

/* A comment on its own line goes with what follows; before a closer, with what is inside. */
static int comment_depth(const struct format *format, const struct item *comment)
{
    const struct item *next = comment;
    while (next->token.kind == TOKEN_COMMENT) next++;
    if (next->token.kind == TOKEN_END) return 0;
    if (next->depth == SAME_LINE) return format->block_depth;
    return next->token.kind == TOKEN_FIN ? next->depth + 1 : next->depth;
}

static void start_line(struct format *format, const struct item *item, int depth)
{
    if (format->out.count) write_text(format, TEXT("\n"));
    if (format->out.count && blank_line_before(format, item)) write_text(format, TEXT("\n"));
    write_times(format, ' ', 2 * depth);
}

static void write_item(struct format *format, const struct item *item)
{
    bool is_comment = item->token.kind == TOKEN_COMMENT;
    bool first = item == format->items;
    bool after_comment = !first && item[-1].token.kind == TOKEN_COMMENT;
    if (is_comment && (item->token.starts_line || first)) {
        start_line(format, item, comment_depth(format, item));
    } else if (is_comment) {
        write_text(format, TEXT("  "));
    } else if (item->depth != SAME_LINE) {
        start_line(format, item, item->depth);
        format->block_depth = item->depth + 1;
    } else if (after_comment) {
        start_line(format, item, format->block_depth);
    } else if (!first && !touches_previous(item)) {
        write_text(format, TEXT(" "));
    }
    write_token(format, item);
}

bool format_source(struct sources *sources, uint32_t source, const struct node *file,
                   struct arena *arena, struct text *out)
{
    *out = TEXT("");
    if (file->number) return false;
    struct format format = { .arena = arena, .content = sources_at(sources, source)->content, .spellings = intern_new(arena) };
    read_items(&format, source);
    mark(&format, file, 0);
    for (size_t i = 0; i + 1 < format.count; i++) write_item(&format, &format.items[i]);
    if (format.out.count) write_text(&format, TEXT("\n"));
    *out = text_copy(arena, (struct text){ format.out.items, format.out.count });
    VEC_FREE(&format.out);
    return true;
}
