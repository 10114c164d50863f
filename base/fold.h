/* fold.h -- Unicode, as far as a route needs it (utf8proc does the work).
 *
 * Accents, case and the width of a character never cause an error: names and
 * keywords are compared folded. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/text.h"

/* Lower case, without diacritics, composed: "Evaluación" and "EVALUACION" fold to
 * "evaluacion". The ñ keeps its tilde: "año" is not "ano". NUL-terminated. */
struct text fold(struct arena *arena, struct text text);

/* The first byte that is not UTF-8, or text.length when all of it is. */
size_t utf8_valid_length(struct text text);

/* Bytes of the first character if a person cannot see it or it reorders what a person
 * sees (controls other than tab and newline, zero width, bidi marks, BOM); else 0. */
size_t utf8_hidden_length(struct text text);

/* Whether a character that begins with this byte may be one of those: a quick no for nearly
 * all of a text. */
static inline bool utf8_may_hide(unsigned char byte)
{
    return byte < 0x20 || (byte >= 0x7F && (byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF));
}

/* The same text in NFC; the very same slice when it is so already. */
struct text utf8_compose(struct arena *arena, struct text text);

/* Columns a person counts: grapheme-wise, tabs as one. */
size_t utf8_columns(struct text text);

/* Edits (insert, delete, replace, swap) between two texts, in characters, folded;
 * gives up with `limit` + 1 beyond `limit`. For suggestions. */
size_t fold_distance(struct text a, struct text b, size_t limit);

#endif
