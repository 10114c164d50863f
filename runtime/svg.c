/* svg.c -- see svg.h. */
#include "runtime/svg.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

/* Advance widths of DejaVu Sans and DejaVu Sans Bold in hundredths of the size, rounded
 * up: the 95 characters from U+0020, then the 96 from U+00A0. */
#define WIDTHS (95 + 96)
static const uint8_t widths[2][WIDTHS] = {
    {
     32,  41,  46,  84,  64,  96,  78,  28,  40,  40,  50,  84,  32,  37,  32,  34,
     64,  64,  64,  64,  64,  64,  64,  64,  64,  64,  34,  34,  84,  84,  84,  54,
    100,  69,  69,  70,  77,  64,  58,  78,  76,  30,  30,  66,  56,  87,  75,  79,
     61,  79,  70,  64,  62,  74,  69,  99,  69,  62,  69,  40,  34,  40,  84,  50,
     50,  62,  64,  55,  64,  62,  36,  64,  64,  28,  28,  58,  28,  98,  64,  62,
     64,  64,  42,  53,  40,  64,  60,  82,  60,  60,  53,  64,  34,  64,  84,
     32,  41,  64,  64,  64,  64,  34,  50,  50, 100,  48,  62,  84,  37, 100,  50,
     50,  84,  41,  41,  50,  64,  64,  32,  50,  41,  48,  62,  97,  97,  97,  54,
     69,  69,  69,  69,  69,  69,  98,  70,  64,  64,  64,  64,  30,  30,  30,  30,
     78,  75,  79,  79,  79,  79,  79,  84,  79,  74,  74,  74,  74,  62,  61,  63,
     62,  62,  62,  62,  62,  62,  99,  55,  62,  62,  62,  62,  28,  28,  28,  28,
     62,  64,  62,  62,  62,  62,  62,  84,  62,  64,  64,  64,  64,  60,  64,  60,
    },
    {
     35,  46,  53,  84,  70, 101,  88,  31,  46,  46,  53,  84,  38,  42,  38,  37,
     70,  70,  70,  70,  70,  70,  70,  70,  70,  70,  40,  40,  84,  84,  84,  58,
    100,  78,  77,  74,  83,  69,  69,  83,  84,  38,  38,  78,  64, 100,  84,  85,
     74,  85,  77,  73,  69,  82,  78, 111,  78,  73,  73,  46,  37,  46,  84,  50,
     50,  68,  72,  60,  72,  68,  44,  72,  72,  35,  35,  67,  35, 105,  72,  69,
     72,  72,  50,  60,  48,  72,  66,  93,  65,  66,  59,  72,  37,  72,  84,
     35,  46,  70,  70,  64,  70,  37,  50,  50, 100,  57,  65,  84,  42, 100,  50,
     50,  84,  44,  44,  50,  74,  64,  38,  50,  44,  57,  65, 104, 104, 104,  58,
     78,  78,  78,  78,  78,  78, 109,  74,  69,  69,  69,  69,  38,  38,  38,  38,
     84,  84,  85,  85,  85,  85,  85,  84,  85,  82,  82,  82,  82,  73,  74,  72,
     68,  68,  68,  68,  68,  68, 105,  60,  68,  68,  68,  68,  35,  35,  35,  35,
     69,  72,  69,  69,  69,  69,  69,  84,  69,  72,  72,  72,  72,  66,  72,  66,
    },
};

#define WIDTH_EM 100            /* dashes, ellipsis */
#define WIDTH_OTHER 85          /* Greek, Cyrillic, arrows */
#define WIDTH_WIDE 140          /* beyond U+2E80: ideographs, emoji */
#define REPLACEMENT 0xFFFDu

void svg_put(struct svg *svg, const char *format, ...)
{
    char buffer[1024];
    va_list args;

    va_start(args, format);
    int length = vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);
    CHECK(length >= 0 && (size_t)length < sizeof buffer);
    for (int i = 0; i < length; i++) VEC_PUSH(&svg->bytes, buffer[i]);
}

void svg_raw(struct svg *svg, struct text markup)
{
    for (size_t i = 0; i < markup.length; i++) VEC_PUSH(&svg->bytes, markup.at[i]);
}

void svg_append(struct svg *svg, const struct svg *piece)
{
    svg_raw(svg, (struct text){ piece->bytes.items, piece->bytes.count });
}

/* ---- Characters ---------------------------------------------------------- */

/* How many bytes a UTF-8 sequence that starts so should have; 0 when none starts so. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    if (first >= 0xF0 && first < 0xF5) return 4;
    return 0;
}

static bool allowed_in_xml(uint32_t c)
{
    if (c < 0x20) return c == '\t' || c == '\n';
    if (c >= 0x7F && c < 0xA0) return false;            /* C1 controls: legal, never meant */
    if (c >= 0xD800 && c < 0xE000) return false;
    if (c >= 0x202A && c <= 0x202E) return false;       /* may turn a label around */
    if (c >= 0x2066 && c <= 0x2069) return false;
    return c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF;
}

/* The character at `at`, and how many bytes it takes; what may not be drawn is U+FFFD. */
static uint32_t next_character(struct text text, size_t at, size_t *bytes)
{
    static const uint32_t smallest[5] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned char first = (unsigned char)text.at[at];
    size_t length = sequence_length(first);

    *bytes = 1;
    if (length == 0 || at + length > text.length) return REPLACEMENT;
    uint32_t c = length == 1 ? first : first & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)text.at[at + i];
        if ((next & 0xC0) != 0x80) return REPLACEMENT;
        c = c << 6 | (next & 0x3Fu);
    }
    *bytes = length;
    return c >= smallest[length] && allowed_in_xml(c) ? c : REPLACEMENT;
}

void svg_escaped(struct svg *svg, struct text text)
{
    size_t length;

    for (size_t at = 0; at < text.length; at += length) {
        uint32_t c = next_character(text, at, &length);
        switch (c) {
        case '&': svg_raw(svg, TEXT("&amp;")); break;
        case '<': svg_raw(svg, TEXT("&lt;")); break;
        case '>': svg_raw(svg, TEXT("&gt;")); break;
        case '"': svg_raw(svg, TEXT("&quot;")); break;
        case '\'': svg_raw(svg, TEXT("&#39;")); break;
        case '\t':
        case '\n': svg_raw(svg, TEXT(" ")); break;
        case REPLACEMENT: svg_raw(svg, TEXT("\xEF\xBF\xBD")); break;
        default: svg_raw(svg, (struct text){ text.at + at, length });
        }
    }
}

/* ---- Measuring and wrapping ---------------------------------------------- */

static int character_width(uint32_t c, bool bold)
{
    if (c >= 0x20 && c < 0x7F) return widths[bold][c - 0x20];
    if (c >= 0xA0 && c < 0x100) return widths[bold][95 + c - 0xA0];
    if (c < 0x20) return widths[bold][0];
    if (c == 0x2026 || c == 0x2014) return WIDTH_EM;
    return c >= 0x2E80 ? WIDTH_WIDE : WIDTH_OTHER;
}

int svg_width(struct text text, const struct svg_font *font)
{
    int64_t hundredths = 0;
    size_t length;

    for (size_t at = 0; at < text.length; at += length)
        hundredths += character_width(next_character(text, at, &length), font->bold);
    return (int)((hundredths * font->size + 99) / 100);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static struct text without_blanks(struct text text)
{
    while (text.length && is_blank(text.at[0])) text.at++, text.length--;
    while (text.length && is_blank(text.at[text.length - 1])) text.length--;
    return text;
}

/* Whether the blank at `at` is no place to break: before "·", or between "num.", "art." …
 * and their number. */
static bool is_glue(struct text text, size_t at)
{
    static const char *const parts[] = { "art.", "num.", "par.", "lit.", "cap.", "pág.", "inciso", "etapa", "momento", "actividad", "anexo", "nota" };

    if (text_starts((struct text){ text.at + at, text.length - at }, TEXT(" ·"))) return true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t length = strlen(parts[i]);
        if (at >= length && (at == length || text.at[at - length - 1] == ' ')
            && memcmp(text.at + at - length, parts[i], length) == 0)
            return at + 1 < text.length && text.at[at + 1] >= '0' && text.at[at + 1] <= '9';
    }
    return false;
}

/* How many bytes of `text` fit in one line. At least one character. */
static size_t fitting(struct text text, const struct svg_font *font, int width)
{
    int64_t room = (int64_t)width * 100, used = 0;
    size_t length, after_word = 0;

    for (size_t at = 0; at < text.length; at += length) {
        uint32_t c = next_character(text, at, &length);
        if (is_blank(text.at[at]) && !is_glue(text, at)) after_word = at;
        used += (int64_t)character_width(c, font->bold) * font->size;
        if (used > room && !is_blank(text.at[at])) return after_word ? after_word : at ? at : length;
    }
    return text.length;
}

/* A line that stands for all that is left: cut short, with an ellipsis. */
static struct text with_ellipsis(struct arena *arena, struct text rest, const struct svg_font *font, int width)
{
    int room = width - svg_width(TEXT("…"), font);
    struct text kept = without_blanks((struct text){ rest.at, fitting(rest, font, room) });
    return text_format(arena, "%.*s…", TEXT_ARGS(kept));
}

struct svg_lines svg_wrap(struct arena *arena, struct text text, const struct svg_font *font, int width, int most)
{
    struct svg_lines lines = {0};
    struct text rest = without_blanks(text);

    CHECK(most >= 1 && most <= SVG_MAX_LINES);
    while (rest.length) {
        size_t taken = fitting(rest, font, width);
        struct text line = without_blanks((struct text){ rest.at, taken });
        if (lines.count == most - 1 && taken < rest.length) {
            line = with_ellipsis(arena, rest, font, width);
            taken = rest.length;
            lines.cut = true;
        }
        int wide = svg_width(line, font);
        if (wide > lines.widest) lines.widest = wide;
        lines.line[lines.count++] = line;
        rest = without_blanks((struct text){ rest.at + taken, rest.length - taken });
    }
    return lines;
}

/* ---- Text and finishing -------------------------------------------------- */

void svg_tooltip(struct svg *svg, struct text title, struct text description)
{
    svg_put(svg, "<title>");
    svg_escaped(svg, title);
    if (description.length) {
        svg_put(svg, " — ");        /* browsers show the title and not the description */
        svg_escaped(svg, description);
    }
    svg_put(svg, "</title>");
    if (description.length) {
        svg_put(svg, "<desc>");
        svg_escaped(svg, description);
        svg_put(svg, "</desc>");
    }
    svg_put(svg, "\n");
}

void svg_text(struct svg *svg, int x, int y, enum svg_anchor anchor, const struct svg_font *font, struct text text)
{
    static const char *const anchors[] = { "", " text-anchor=\"middle\"", " text-anchor=\"end\"" };

    svg_put(svg, "<text x=\"%d\" y=\"%d\" class=\"%s\"%s>", x, y, font->css, anchors[anchor]);
    svg_escaped(svg, text);
    svg_put(svg, "</text>\n");
}

int svg_text_lines(struct svg *svg, int x, int y, int leading, enum svg_anchor anchor,
                   const struct svg_font *font, const struct svg_lines *lines)
{
    for (int i = 0; i < lines->count; i++) svg_text(svg, x, y + i * leading, anchor, font, lines->line[i]);
    return y + lines->count * leading;
}

struct text svg_finish(struct svg *svg, struct arena *arena)
{
    struct text all = text_copy(arena, (struct text){ svg->bytes.items, svg->bytes.count });
    svg_free(svg);
    return all;
}

void svg_free(struct svg *svg)
{
    VEC_FREE(&svg->bytes);
}
