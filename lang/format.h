/* format.h -- a route file in its canonical form (`ruta formatear`). */
#ifndef LANG_FORMAT_H
#define LANG_FORMAT_H

#include "lang/ast.h"

/* Writes the source of `file`, the tree that parse_source made of it: two spaces for each
 * block, one clause a line, words with their accents, names as their declaration in the
 * same file spells them, straight quotes, comments where they were, at most one blank line
 * together. Formatting twice changes nothing. False, with *out empty, when the tree is not
 * the whole file because it has mistakes: the caller has seen the report. */
bool format_source(struct sources *sources, uint32_t source, const struct node *file,
                   struct arena *arena, struct text *out);

/* Straight quotes, unless the text has some inside. */
struct quotes { struct text open, close; };
struct quotes format_quotes(struct text inside);

/* What stands in a line of its own inside a block, and may carry sources and notes: there
 * the author chooses whether these begin a line. */
bool format_is_line(enum node_kind kind);

/* What «entonces» or «y» goes before. */
bool format_is_expectation(enum node_kind kind);

#endif
