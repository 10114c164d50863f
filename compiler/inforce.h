/* inforce.h -- the text in force on a day, whole and by itself.
 *
 * It is a tree of its own: what the files asked for declare, each element in the version of
 * that day, and all that these name, wherever it is declared, the library included; of norms, all
 * but the dates on which they are in force. So what unparse.h writes of it needs no other file
 * and no reform. */
#ifndef COMPILER_INFORCE_H
#define COMPILER_INFORCE_H

#include "compiler/consolidate.h"

/* The FILE of the text in force on `day`; of one route and what it names, unless `route` is
 * SYMBOL_NONE. It lives in the compilation's arena and shares its nodes. NULL, with *why, when
 * two elements of different files have one name: in one file they would be in each other's way. */
struct node *inforce_file(struct compilation *compilation, day_t day, symbol_t route, struct fault *why);

/* Who replaced only the text of a node, its caption, a number that is cited or a name it uses,
 * and not the rest of it, whose author law_author() tells. NULL: nobody. */
const struct law_act *inforce_text_author(const struct compilation *compilation, const struct node *node);

/* "etapa valoración de ruta ordinario": how a node is called inside what `around` calls; what
 * has no name, by its kind. */
struct text inforce_name(struct arena *arena, const struct intern *names, const struct node *node, struct text around);

/* Whether a node only holds others together, whose names do not say it: «miembro X de comité Y». */
bool inforce_groups(const struct node *node);

#endif
