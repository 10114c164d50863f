/* text.h -- a slice of UTF-8 and the few things we do with one.
 *
 * A text never owns its bytes: they live in a source, an arena, a program or a
 * literal. It need not end in NUL, so print it with TEXT_ARGS and "%.*s". */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct text {
    const char *at;
    size_t length;      /* bytes */
};

#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })

/* The two arguments of "%.*s". It says its own argument twice, and so must be: C has no way
 * to give two arguments from one value. Give it a variable, or a call that may run twice. */
#define TEXT_ARGS(text) (int)(text).length, (text).at

/* A text over a NUL-terminated string; the empty text over NULL. */
struct text text_from(const char *string);

bool text_equal(struct text a, struct text b);
bool text_starts(struct text whole, struct text start);
struct text text_trimmed(struct text text);         /* without the spaces it begins and ends with */

/* Order by bytes, which for UTF-8 is order by code point: <0, 0, >0. */
int text_compare(struct text a, struct text b);

/* Copies into the arena, always followed by a NUL, so `.at` is a C string too. */
struct text text_copy(struct arena *arena, struct text text);

/* printf into the arena. The result is NUL-terminated. */
struct text text_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
