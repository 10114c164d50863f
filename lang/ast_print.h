/* ast_print.h -- a tree as text, for tests and `ruta volcar árbol`. */
#ifndef LANG_AST_PRINT_H
#define LANG_AST_PRINT_H

#include <stdio.h>

#include "lang/ast.h"

/* One node a line, two spaces deeper for each level:
 *     (plazo presentación
 *       (duración 30 0))
 * After the tag come the name, the text in quotes, and the numbers unless both are 0;
 * days are written as dates. */
void ast_print(const struct node *node, const struct intern *names, FILE *out);

#endif
