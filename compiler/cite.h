/* cite.h -- sources: completed from the outside in, and rendered.
 *
 * A citation that begins with a norm is absolute. Otherwise its parts complete the
 * source of the element around it: `num. 4` inside `D1066 art. 2` is «D1066 art. 2
 * num. 4»; a part replaces one of its own rank and drops those below it. */
#ifndef COMPILER_CITE_H
#define COMPILER_CITE_H

#include "compiler/context.h"

/* A citation with what the one around it adds; `outer` may be NULL. */
void cite_complete(struct citation *made, const struct node *citation, const struct citation *outer);

/* "D1066 art. 2.4.1.2.40 num. 4" */
struct text cite_text(struct context *context, const struct citation *citation);

/* Gives every declaration its source, its own or inherited, and reports citations of
 * no norm. All declarations must be in the scope. */
void cite_declarations(struct context *context);

/* The rendered source of an element that is no declaration (a branch, an invitee): its
 * own, or that of the declaration around it. */
struct text cite_element(struct context *context, const struct decl *home, const struct node *element);

/* The notes of an element, one a line. */
struct text cite_notes(struct context *context, const struct node *element);

#endif
