/* svg.h -- writing SVG, and knowing how wide a text will be.
 *
 * Everything a route says passes through svg_text() or svg_escaped(), and nowhere else:
 * that is where markup, control characters and bytes that are not UTF-8 lose their
 * power. The widths are those of DejaVu Sans, the widest of the fonts asked for, so
 * that what fits here fits wherever the drawing is opened. */
#ifndef RUNTIME_SVG_H
#define RUNTIME_SVG_H

#include "base/arena.h"
#include "base/text.h"
#include "base/vec.h"

/* A piece of a drawing, in its own coordinates. Free with svg_free(). */
struct svg {
    VEC(char) bytes;
};

/* A way of writing text: its CSS class, its size in pixels, its weight. */
struct svg_font {
    const char *css;
    int size;
    bool bold;
};

#define SVG_MAX_LINES 12
struct svg_lines {
    struct text line[SVG_MAX_LINES];
    int count;
    bool cut;                   /* did not fit: the last line ends in "…" */
    int widest;                 /* pixels */
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

/* Markup of our own, printf-like. Never user text. */
void svg_put(struct svg *svg, const char *format, ...) __attribute__((format(printf, 2, 3)));

void svg_raw(struct svg *svg, struct text markup);          /* the same, as it is */

void svg_append(struct svg *svg, const struct svg *piece);
void svg_escaped(struct svg *svg, struct text text);

/* <title> and, when not empty, <desc>: the tooltip of the group just opened. */
void svg_tooltip(struct svg *svg, struct text title, struct text description);

/* One line of text whose baseline is at y. */
void svg_text(struct svg *svg, int x, int y, enum svg_anchor anchor, const struct svg_font *font, struct text text);

/* The same for wrapped lines, `leading` apart; returns the y after the last one. */
int svg_text_lines(struct svg *svg, int x, int y, int leading, enum svg_anchor anchor,
                   const struct svg_font *font, const struct svg_lines *lines);

/* How wide, in pixels, rounded up. */
int svg_width(struct text text, const struct svg_font *font);

/* Breaks at spaces (inside a word when it alone is too wide) so that no line is wider
 * than `width`, with at most `most` lines (up to SVG_MAX_LINES). */
struct svg_lines svg_wrap(struct arena *arena, struct text text, const struct svg_font *font, int width, int most);

struct text svg_finish(struct svg *svg, struct arena *arena);   /* copies out, frees */
void svg_free(struct svg *svg);

#endif
