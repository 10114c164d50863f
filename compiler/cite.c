/* cite.c -- see cite.h. */
#include "compiler/cite.h"

#include <stddef.h>
#include <string.h>

#include "base/vec.h"

/* Outer parts before inner ones. A stage, an activity or a moment of a procedure
 * manual stands where an article or a numeral stands in a decree; so does an annex. */
static const int ranks[CITE_PARTS] = {
    [CITE_TITLE] = 0, [CITE_CHAPTER] = 1, [CITE_SECTION] = 2, [CITE_ARTICLE] = 3, [CITE_STAGE] = 3,
    [CITE_NUMERAL] = 4, [CITE_PARAGRAPH] = 4, [CITE_MOMENT] = 4, [CITE_LETTER] = 5, [CITE_CLAUSE] = 6,
    [CITE_PAGE] = 7, [CITE_ACTIVITY] = 3, [CITE_ANNEX] = 3,
};

/* Drops the parts that the first part of an inner citation replaces or overrides. */
static void drop_below(struct citation *citation, enum cite_part part)
{
    size_t kept = 0;
    while (kept < citation->count && ranks[citation->parts[kept].part] < ranks[part]) kept++;
    citation->count = kept;
}

/* One that is kept has no room beyond its parts. */
static void copy_citation(struct citation *to, const struct citation *from)
{
    memcpy(to, from, offsetof(struct citation, parts) + from->count * sizeof *from->parts);
}

void cite_complete(struct citation *made, const struct node *cita, const struct citation *outer)
{
    const struct node *part = node_child(cita, NODE_CITE_PART);
    made->norm = cita->name;
    made->count = 0;
    if (cita->name == SYMBOL_NONE && outer) {
        copy_citation(made, outer);
        if (part) drop_below(made, (enum cite_part)part->number);
    }
    for (; part && made->count < CITATION_MAX_PARTS; part = node_next(part))
        made->parts[made->count++] = (struct citation_part){ (enum cite_part)part->number, part->text };
}

/* What is being written. It is copied once, when it is whole: an element may have a
 * thousand sources. */
struct letters { char *items; size_t count, room; };

static void write_text(struct letters *letters, struct text text)
{
    for (size_t i = 0; i < text.length; i++) VEC_PUSH(letters, text.at[i]);
}

static struct text finish(struct context *context, struct letters *letters)
{
    struct text text = letters->count ? text_copy(&context->out->arena, (struct text){ letters->items, letters->count }) : TEXT("");
    VEC_FREE(letters);
    return text;
}

static void write_parts(struct letters *letters, const struct citation *citation, size_t from)
{
    for (size_t i = from; i < citation->count; i++) {
        const struct citation_part *part = &citation->parts[i];
        if (i > from) VEC_PUSH(letters, ' ');
        write_text(letters, text_from(cite_part_word(part->part)));
        VEC_PUSH(letters, ' ');
        write_text(letters, part->value);
    }
}

static void write_citation(struct context *context, struct letters *letters, const struct citation *citation)
{
    write_text(letters, context_spelling(context, citation->norm));
    if (citation->count) VEC_PUSH(letters, ' ');
    write_parts(letters, citation, 0);
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

static void join(struct context *context, struct letters *letters, const struct citation *before, const struct citation *next)
{
    size_t shared = before ? shared_parts(before, next) : 0;
    if (before) write_text(letters, shared ? TEXT(" y ") : TEXT("; "));
    if (shared) write_parts(letters, next, shared);
    else write_citation(context, letters, next);
}

/* As long as its parts, not as the most it may have. */
static const struct citation *keep(struct arena *arena, const struct citation *made)
{
    size_t size = offsetof(struct citation, parts) + made->count * sizeof *made->parts;
    return memcpy(arena_alloc(arena, size), made, size);
}

/* Reads the sources of an element against those of what is around it. Returns the
 * rendered text and, when asked, the first citation. */
static struct text read_sources(struct context *context, const struct decl *home, const struct node *element,
                                const struct citation *outer, const struct citation **first)
{
    struct letters letters = {0};
    struct citation made, before;
    bool any = false;
    for (const struct node *source = node_child(element, NODE_SOURCE); source; source = node_next(source)) {
        for (const struct node *cita = node_child(source, NODE_CITATION); cita; cita = node_next(cita)) {
            cite_complete(&made, cita, any ? &before : outer);
            if (made.norm == SYMBOL_NONE) {
                TELL_PLAIN(context, home, source_without_norm, cita->span);
                continue;
            }
            join(context, &letters, any ? &before : NULL, &made);
            if (!any && first) *first = keep(&context->out->arena, &made);
            copy_citation(&before, &made);
            any = true;
        }
    }
    return finish(context, &letters);
}

struct text cite_text(struct context *context, const struct citation *citation)
{
    struct letters letters = {0};
    write_citation(context, &letters, citation);
    return finish(context, &letters);
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
    struct letters letters = {0};
    const struct node *note = node_child(element, NODE_NOTE);
    if (!note) return TEXT("");
    if (!node_next(note)) return note->text;
    for (; note; note = node_next(note)) {
        if (letters.count) VEC_PUSH(&letters, '\n');
        write_text(&letters, note->text);
    }
    return finish(context, &letters);
}
