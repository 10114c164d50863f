/* report.h -- what the author got wrong: collected, sorted, printed.
 *
 * Each message is a row of messages.def: a code, a severity, a sentence with holes
 * «{}» and a default help. Holes are filled from texts, in order. */
#ifndef LANG_REPORT_H
#define LANG_REPORT_H

#include <stdio.h>

#include "base/arena.h"
#include "lang/source.h"

enum message {
#define MESSAGE(code, name, severity, sentence, help) MESSAGE_##name,
#include "lang/messages.def"
#undef MESSAGE
    MESSAGE_COUNT
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

#define REPORT_MAX_ARGS 6
#define REPORT_MAX_ERRORS 200   /* kept; the rest are counted */

struct diagnostic {
    enum message message;
    struct span where;
    struct span first;          /* where it was added: the caller may then show it elsewhere */
    struct text sentence;       /* filled */
    struct text help;           /* filled, or empty */
    struct text scenario;       /* lines that show the fault and can be pasted in a file, or empty */
    struct text path;           /* "ruta ordinario › etapa análisis (D1066 art. …)", or empty */
    struct span related;        /* the line that opened a block, the first declaration… */
    struct text related_text;   /* what it shows; empty when there is none */
};

struct report;

struct report *report_new(struct arena *arena, struct sources *sources);

/* Adds a message at a place. The returned diagnostic may be given a help, a path or
 * a related place until the report is printed; it is never NULL. At most
 * REPORT_MAX_ERRORS are kept. A message at the same place as an earlier error of the
 * same code is dropped. */
struct diagnostic *report_add(struct report *report, enum message message, struct span where,
                              const struct text *args, size_t count);

/* REPORT(report, unknown_stage, node->name_span, name) */
#define REPORT(report, name, where, ...)                                              \
    report_add((report), MESSAGE_##name, (where), (const struct text[]){ __VA_ARGS__ }, \
               sizeof((const struct text[]){ __VA_ARGS__ }) / sizeof(struct text))
#define REPORT_PLAIN(report, name, where) report_add((report), MESSAGE_##name, (where), NULL, 0)

/* Whether there are more errors than will be shown: whoever finds them may stop. */
bool report_is_full(const struct report *report);

bool report_has_errors(const struct report *report);
size_t report_count(const struct report *report, enum severity severity);

/* Sorts by file and place, then prints every message with its excerpt; then one
 * line of counts when `summary`. Colour only when asked. */
struct report_style { bool colour, json, summary; };
void report_print(struct report *report, FILE *out, struct report_style style);

/* "R0107". */
const char *message_code(enum message message);

/* The name in `candidates` nearest to `name`, within max(length/3, 1) characters,
 * accents folded; the empty text when none is near. */
struct text suggest(struct text name, const struct text *candidates, size_t count);

#endif
