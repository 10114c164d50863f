/* context.h -- what every pass of the compiler looks at, and how it speaks. */
#ifndef COMPILER_CONTEXT_H
#define COMPILER_CONTEXT_H

#include "compiler/compile.h"
#include "compiler/project.h"
#include "compiler/scope.h"

struct context {
    struct compilation *out;
    struct project *project;
    struct scope *scope;
    struct law *law;            /* the versions of what is declared: consolidate.h */
};

/* A text made now, kept as long as the compilation. */
#define FORMAT(context, ...) text_format(&(context)->out->arena, __VA_ARGS__)

/* Gives a diagnostic its legal path: "ruta ordinario › etapa análisis (D1066 art. …)".
 * `home` is the innermost declaration around the trouble, or NULL. Returns the diagnostic. */
struct diagnostic *context_place(struct context *context, const struct decl *home, struct diagnostic *diagnostic);

/* TELL(context, home, unknown_name, node->name_span, words, name) */
#define TELL(context, home, message, where, ...) \
    context_place((context), (home), REPORT((context)->out->report, message, (where), __VA_ARGS__))
#define TELL_PLAIN(context, home, message, where) \
    context_place((context), (home), REPORT_PLAIN((context)->out->report, message, (where)))

/* Points a diagnostic at a second place and says what stands there. */
void context_relate(struct diagnostic *diagnostic, struct span where, struct text what);

/* "etapa análisis" */
struct text context_title(struct context *context, const struct decl *decl);

/* The name as its declaration wrote it. */
struct text context_spelling(const struct context *context, symbol_t name);

/* "línea 12" of the same file, "cuerpos.ruta, línea 12" of another. */
struct text context_line(struct context *context, struct span here, struct span there);

#endif
