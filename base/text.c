/* text.c -- slices of UTF-8. See text.h. */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"

struct text text_from(const char *string)
{
    return (struct text){ string ? string : "", string ? strlen(string) : 0 };
}

bool text_equal(struct text a, struct text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

bool text_starts(struct text whole, struct text start)
{
    return whole.length >= start.length && text_equal((struct text){ whole.at, start.length }, start);
}

struct text text_trimmed(struct text text)
{
    while (text.length && *text.at == ' ') { text.at++; text.length--; }
    while (text.length && text.at[text.length - 1] == ' ') text.length--;
    return text;
}

int text_compare(struct text a, struct text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
    if (order != 0) return order;
    return (a.length > b.length) - (a.length < b.length);
}

struct text text_copy(struct arena *arena, struct text text)
{
    char *copy = arena_alloc(arena, text.length + 1);
    if (text.length) memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    return (struct text){ copy, text.length };
}

/* Nearly every text fits here, and is formatted once. */
#define USUAL_SIZE 256

struct text text_format(struct arena *arena, const char *format, ...)
{
    char usual[USUAL_SIZE];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(usual, sizeof usual, format, args);
    va_end(args);
    CHECK(length >= 0);
    char *copy = arena_alloc(arena, (size_t)length + 1);
    if ((size_t)length < sizeof usual) memcpy(copy, usual, (size_t)length + 1);
    else vsnprintf(copy, (size_t)length + 1, format, again);
    va_end(again);
    return (struct text){ copy, (size_t)length };
}
