/* fold.c -- comparing texts as a person would. See fold.h. */
#include "base/fold.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/check.h"

#define COMBINING_TILDE 0x303
#define FIRST_UNSTABLE 0x300    /* below it, every character is its own NFC */
#define DISTANCE_MAX_LENGTH 64  /* no name worth suggesting is longer */

static utf8proc_ssize_t next_character(struct text text, size_t at, utf8proc_int32_t *out)
{
    return utf8proc_iterate((const utf8proc_uint8_t *)text.at + at,
                            (utf8proc_ssize_t)(text.length - at), out);
}

/* The bytes of plain ASCII from `at`, eight at a time: most of any text. */
static size_t ascii_length(struct text text, size_t at)
{
    size_t from = at;
    uint64_t eight;
    for (; at + sizeof eight <= text.length; at += sizeof eight) {
        memcpy(&eight, text.at + at, sizeof eight);
        if (eight & 0x8080808080808080u) break;
    }
    while (at < text.length && (unsigned char)text.at[at] < 0x80) at++;
    return at - from;
}

#define LATIN_LEAD 0xC3         /* of U+00C0 to U+00FF, which have one byte more */
#define FOLDED_ENYE 'N'

/* What those fold to, by their second byte; '-' leaves it to utf8proc. */
static const char latin_folded[] = "aaaaaa-ceeeeiiii-Nooooo--uuuuy--aaaaaa-ceeeeiiii-Nooooo--uuuuy-y";

/* Spanish, and quickly: false when there are other letters. The room is as long as the text. */
static bool fold_latin(struct text text, char *room, size_t *length)
{
    *length = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < 0x80) {
            room[(*length)++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
            continue;
        }
        unsigned second = c == LATIN_LEAD && i + 1 < text.length ? (unsigned char)text.at[++i] - 0x80u : 64;
        if (second >= sizeof latin_folded - 1 || latin_folded[second] == '-') return false;
        if (latin_folded[second] == FOLDED_ENYE) {
            room[(*length)++] = (char)0xC3;
            room[(*length)++] = (char)0xB1;
        } else {
            room[(*length)++] = latin_folded[second];
        }
    }
    return true;
}

/* Decomposes into memory of malloc, with two characters to spare. */
static utf8proc_int32_t *decompose(struct text text, utf8proc_option_t options, utf8proc_ssize_t *count)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text.at;
    *count = utf8proc_decompose(at, (utf8proc_ssize_t)text.length, NULL, 0, options);
    if (*count < 0) return NULL;
    utf8proc_int32_t *letters = calloc((size_t)*count + 2, sizeof *letters);
    if (!letters) return NULL;
    utf8proc_decompose(at, (utf8proc_ssize_t)text.length, letters, *count, options);
    return letters;
}

/* The tilde of the ñ is a letter, not an accent; every other mark goes. */
static utf8proc_ssize_t drop_marks(utf8proc_int32_t *letters, utf8proc_ssize_t count)
{
    utf8proc_ssize_t kept = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        bool mark = utf8proc_category(letters[i]) == UTF8PROC_CATEGORY_MN;
        bool of_the_n = letters[i] == COMBINING_TILDE && kept > 0 && letters[kept - 1] == 'n';
        if (!mark || of_the_n) letters[kept++] = letters[i];
    }
    return kept;
}

struct text fold(struct arena *arena, struct text text)
{
    char *quick = arena_alloc(arena, text.length + 1);
    size_t quick_length;
    if (fold_latin(text, quick, &quick_length)) {
        quick[quick_length] = '\0';
        return (struct text){ quick, quick_length };
    }

    utf8proc_ssize_t count = 0;
    utf8proc_int32_t *letters = decompose(text, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &count);
    if (!letters) return text_copy(arena, text);
    count = drop_marks(letters, count);
    /* Composes and encodes in place: UTF-8 never takes more than the four bytes of a letter. */
    utf8proc_ssize_t length = utf8proc_reencode(letters, count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    CHECK(length >= 0);
    struct text folded = text_copy(arena, (struct text){ (const char *)letters, (size_t)length });
    free(letters);
    return folded;
}

size_t utf8_valid_length(struct text text)
{
    size_t at = ascii_length(text, 0);
    while (at < text.length) {
        utf8proc_int32_t letter;
        utf8proc_ssize_t size = next_character(text, at, &letter);
        if (size <= 0) return at;
        at += (size_t)size;
        at += ascii_length(text, at);
    }
    return at;
}

static bool is_hidden(utf8proc_int32_t letter)
{
    if (letter < 0xA0) return letter >= 0x7F || (letter < 0x20 && letter != '\t' && letter != '\n');
    return letter == 0xAD || letter == 0x61C || (letter >= 0x200B && letter <= 0x200F)
        || (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2060 && letter <= 0x206F) || letter == 0xFEFF;
}

size_t utf8_hidden_length(struct text text)
{
    utf8proc_int32_t letter;
    utf8proc_ssize_t size = text.length ? next_character(text, 0, &letter) : 0;
    return size > 0 && is_hidden(letter) ? (size_t)size : 0;
}

static bool is_surely_composed(struct text text)
{
    size_t at = ascii_length(text, 0);
    while (at < text.length) {
        utf8proc_int32_t letter;
        utf8proc_ssize_t size = next_character(text, at, &letter);
        if (size <= 0) return false;
        bool quote_or_dash = letter >= 0x2010 && letter <= 0x2027;
        if (letter >= FIRST_UNSTABLE && !quote_or_dash) return false;
        at += (size_t)size;
        at += ascii_length(text, at);
    }
    return true;
}

struct text utf8_compose(struct arena *arena, struct text text)
{
    if (is_surely_composed(text)) return text;
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.length,
                                           &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (length < 0) return text;        /* not UTF-8: whoever reads it will say so */
    struct text result = { (const char *)composed, (size_t)length };
    result = text_equal(result, text) ? text : text_copy(arena, result);
    free(composed);
    return result;
}

size_t utf8_columns(struct text text)
{
    size_t columns = 0, at = 0;
    utf8proc_int32_t previous = 0, state = 0;
    while (at < text.length) {
        utf8proc_int32_t letter;
        utf8proc_ssize_t size = next_character(text, at, &letter);
        if (size <= 0) {                /* a stray byte is one column */
            letter = 0xFFFD;
            size = 1;
        }
        if (at == 0 || utf8proc_grapheme_break_stateful(previous, letter, &state)) columns++;
        previous = letter;
        at += (size_t)size;
    }
    return columns;
}

static size_t characters(struct text folded, utf8proc_int32_t out[DISTANCE_MAX_LENGTH])
{
    size_t count = 0, at = 0;
    while (at < folded.length && count < DISTANCE_MAX_LENGTH) {
        utf8proc_ssize_t size = next_character(folded, at, &out[count]);
        if (size <= 0) size = 1;
        count++;
        at += (size_t)size;
    }
    return count;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Optimal string alignment: three rows of the usual table. */
static size_t edits(const utf8proc_int32_t *a, size_t a_count, const utf8proc_int32_t *b, size_t b_count)
{
    size_t rows[3][DISTANCE_MAX_LENGTH + 1];
    for (size_t j = 0; j <= b_count; j++) rows[0][j] = j;
    for (size_t i = 1; i <= a_count; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_count; j++) {
            size_t change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return rows[a_count % 3][b_count];
}

size_t fold_distance(struct text a, struct text b, size_t limit)
{
    struct arena arena = {0};
    utf8proc_int32_t a_letters[DISTANCE_MAX_LENGTH], b_letters[DISTANCE_MAX_LENGTH];
    size_t a_count = characters(fold(&arena, a), a_letters);
    size_t b_count = characters(fold(&arena, b), b_letters);
    arena_free(&arena);
    size_t gap = a_count > b_count ? a_count - b_count : b_count - a_count;
    if (gap > limit) return limit + 1;
    return least(edits(a_letters, a_count, b_letters, b_count), limit + 1);
}
