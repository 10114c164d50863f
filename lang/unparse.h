/* unparse.h -- a tree as source text again (`ruta consolidar`).
 *
 * How each kind of node is written is a row of unparse.def; how the lines are laid out is
 * format.h's, so that there is one canonical form and no other. What a tree does not keep
 * is written in one way: comments go, «alguno» and «alguna» are one word, and so are
 * «entonces» after «entonces» and «y». Where the canonical form leaves the choice to the
 * author (blank lines, values of a list by lines), the place of the node in its own source
 * tells what was chosen. */
#ifndef LANG_UNPARSE_H
#define LANG_UNPARSE_H

#include "lang/ast.h"

/* What is said at the end of each line, as a comment: `beside` tells it for a node, and is
 * asked for every node that has a part in the line; when it is the closer of a block, it
 * `closes`. Empty: nothing. */
struct unparse_notes {
    struct text (*beside)(const void *context, const struct node *node, bool closes);
    const void *context;
};

/* The canonical text of a FILE, in the arena. Its elements may be of several sources, and
 * their clauses of others still. Parsing it gives a tree of the same meaning. `notes` may
 * be NULL. */
struct text unparse_file(const struct sources *sources, const struct intern *names, const struct node *file,
                         const struct unparse_notes *notes, struct arena *arena);

/* The words by which a reform names something of that kind: "etapa", "sesiona de manera". */
struct text unparse_words(enum node_kind kind);

/* Whether unparse.def says how that kind is written: only a test needs to ask. */
bool unparse_has(enum node_kind kind);

#endif
