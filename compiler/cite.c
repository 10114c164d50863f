/* cite.c -- see cite.h. */
#include "compiler/cite.h"

/* Outer parts before inner ones. A stage or a moment of a procedure manual stands
 * where an article or a numeral stands in a decree. */
static const int ranks[CITE_PARTS] = {
    [CITE_TITLE] = 0, [CITE_CHAPTER] = 1, [CITE_SECTION] = 2, [CITE_ARTICLE] = 3, [CITE_STAGE] = 3,
    [CITE_NUMERAL] = 4, [CITE_PARAGRAPH] = 4, [CITE_MOMENT] = 4, [CITE_LETTER] = 5, [CITE_CLAUSE] = 6,
    [CITE_PAGE] = 7,
};

/* Drops the parts that the first part of an inner citation replaces or overrides. */
static void drop_below(struct citation *citation, enum cite_part part)
{
    size_t kept = 0;
    while (kept < citation->count && ranks[citation->parts[kept].part] < ranks[part]) kept++;
    citation->count = kept;
}

static struct citation complete(const struct node *cita, const struct citation *outer)
{
    struct citation made = { .norm = cita->name };
    const struct node *part = node_child(cita, NODE_CITE_PART);
    if (cita->name == SYMBOL_NONE && outer) {
        made = *outer;
        if (part) drop_below(&made, (enum cite_part)part->number);
    }
    for (; part && made.count < CITATION_MAX_PARTS; part = node_next(part))
        made.parts[made.count++] = (struct citation_part){ (enum cite_part)part->number, part->text };
    return made;
}

static struct text render_parts(struct context *context, const struct citation *citation, size_t from)
{
    struct text text = TEXT("");
    for (size_t i = from; i < citation->count; i++) {
        const struct citation_part *part = &citation->parts[i];
        text = FORMAT(context, "%.*s%s%s %.*s", TEXT_ARGS(text), text.length ? " " : "",
                      cite_part_word(part->part), TEXT_ARGS(part->value));
    }
    return text;
}

static struct text render(struct context *context, const struct citation *citation)
{
    struct text parts = render_parts(context, citation, 0);
    struct text norm = context_spelling(context, citation->norm);
    return FORMAT(context, "%.*s%s%.*s", TEXT_ARGS(norm),
                  parts.length ? " " : "", TEXT_ARGS(parts));
}

/* How many leading parts two citations share when they are of the same norm and article
 * and each says something more; 0 when they must be written apart. */
static size_t shared_parts(const struct citation *a, const struct citation *b)
{
    if (a->norm != b->norm) return 0;
    for (size_t i = 0; i + 1 < a->count && i + 1 < b->count; i++) {
        if (a->parts[i].part != b->parts[i].part || !text_equal(a->parts[i].value, b->parts[i].value)) return 0;
        if (a->parts[i].part == CITE_ARTICLE) return i + 1;
    }
    return 0;
}

static struct text join(struct context *context, struct text text, const struct citation *before, const struct citation *next)
{
    size_t shared = before ? shared_parts(before, next) : 0;
    if (!before) return render(context, next);
    struct text more = shared ? render_parts(context, next, shared) : render(context, next);
    return FORMAT(context, "%.*s%s%.*s", TEXT_ARGS(text), shared ? " y " : "; ", TEXT_ARGS(more));
}

/* Reads the sources of an element against those of what is around it. Returns the
 * rendered text and, when asked, the first citation. */
static struct text read_sources(struct context *context, const struct decl *home, const struct node *element,
                                const struct citation *outer, const struct citation **first)
{
    struct arena *arena = &context->out->arena;
    struct text text = TEXT("");
    const struct citation *before = NULL;
    for (const struct node *source = node_child(element, NODE_SOURCE); source; source = node_next(source)) {
        for (const struct node *cita = node_child(source, NODE_CITATION); cita; cita = node_next(cita)) {
            struct citation *made = ARENA_NEW(arena, struct citation);
            *made = complete(cita, before ? before : outer);
            if (made->norm == SYMBOL_NONE) {
                TELL_PLAIN(context, home, source_without_norm, cita->span);
                continue;
            }
            text = join(context, text, before, made);
            if (!before && first) *first = made;
            before = made;
        }
    }
    return text;
}

void cite_declarations(struct context *context)
{
    for (size_t i = 0; i < context->scope->count; i++) {
        struct decl *decl = context->scope->decls[i];
        const struct decl *inside = decl->inside;
        decl->citation = inside ? inside->citation : NULL;
        decl->source = inside ? inside->source : TEXT("");
        const struct node *source = node_child(decl->node, NODE_SOURCE);
        if (!source) continue;
        decl->cites = true;
        struct text own = read_sources(context, inside, decl->node, decl->citation, &decl->citation);
        if (own.length) decl->source = own;
    }
}

struct text cite_element(struct context *context, const struct decl *home, const struct node *element)
{
    if (!node_child(element, NODE_SOURCE)) return home->source;
    return read_sources(context, home, element, home->citation, NULL);
}

struct text cite_notes(struct context *context, const struct node *element)
{
    struct text text = TEXT("");
    for (const struct node *note = node_child(element, NODE_NOTE); note; note = node_next(note))
        text = text.length ? FORMAT(context, "%.*s\n%.*s", TEXT_ARGS(text), TEXT_ARGS(note->text)) : note->text;
    return text;
}
