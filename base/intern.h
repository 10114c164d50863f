/* intern.h -- names as small integers.
 *
 * Two spellings that differ only in accents or case are one symbol. The spelling
 * kept is the first one seen, unless a declaration sets its own. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stdint.h>

#include "base/text.h"

typedef uint32_t symbol_t;
#define SYMBOL_NONE 0u

struct intern;

struct intern *intern_new(struct arena *arena);    /* lives and dies with the arena */

symbol_t intern_add(struct intern *intern, struct text name);

/* SYMBOL_NONE when the name was never added. */
symbol_t intern_find(const struct intern *intern, struct text name);

struct text intern_spelling(const struct intern *intern, symbol_t symbol);
void intern_set_spelling(struct intern *intern, symbol_t symbol, struct text spelling);

#endif
