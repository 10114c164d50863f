/* parse.h -- bytes to a tree: the only door to the lexer and the grammar. */
#ifndef LANG_PARSE_H
#define LANG_PARSE_H

#include "lang/ast.h"
#include "lang/report.h"

/* Parses one source. Always returns a FILE node, perhaps with parts missing; what
 * was wrong is in the report. Node names go to `names`, nodes to `arena`. */
struct node *parse_source(struct sources *sources, uint32_t source, struct arena *arena,
                          struct intern *names, struct report *report);

#endif
