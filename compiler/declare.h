/* declare.h -- the first walk: everything that has a name gets a declaration. */
#ifndef COMPILER_DECLARE_H
#define COMPILER_DECLARE_H

#include "compiler/context.h"

/* Fills the scope from every module, in their order. Names said twice are reported. */
void declare_names(struct context *context);

/* Whether two declarations of one name are in each other's way, and reported as such. */
bool declare_clash(struct context *context, const struct decl *a, const struct decl *b);

/* What a node declares; DECL_KINDS when it declares nothing. */
enum decl_kind declare_kind(enum node_kind kind);

/* Words for a kind: "una etapa", "la etapa", "ninguna etapa llamada". */
struct kind_words { const char *one, *the, *none; };
const struct kind_words *declare_words(enum decl_kind kind);

#endif
