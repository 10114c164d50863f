/* compile.h -- route files to a verified program. */
#ifndef COMPILER_COMPILE_H
#define COMPILER_COMPILE_H

#include "lang/ast.h"
#include "lang/report.h"
#include "runtime/program.h"

/* One scenario, ready to run against the program. The tree stays in the arena. */
struct scenario {
    const struct node *node;    /* SCENARIO */
    uint32_t route;             /* index into `route` */
};

struct law;

struct compilation {
    struct arena arena;
    struct sources *sources;
    struct intern *names;
    struct report *report;
    struct node **files;        /* FILE trees: those asked for, then those they use */
    size_t file_count;
    size_t asked_count;
    struct scenario *scenarios; /* of the files asked for */
    size_t scenario_count;
    struct law *law;            /* the text in force on every date (consolidate.h); NULL when it does not parse */
    struct program *program;    /* NULL when there were errors */
};

/* Compiles files and folders (every *.ruta below, in order of path). Modules they `usa`
 * are read from the project folder, then from the standard library inside the program.
 * False with *why when the world failed (no such file: EXIT_NO_INPUT …); author's mistakes
 * leave it true, with compilation.program NULL and the report full. Always close it. */
bool compile_paths(struct compilation *out, const char *const *paths, size_t count, struct fault *why);

/* The same from one text that is no file: tests, the manual. */
bool compile_text(struct compilation *out, const char *path, struct text content, struct fault *why);

void compilation_close(struct compilation *compilation);

#endif
