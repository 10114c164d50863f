/* project.h -- which files make up a compilation, and which see which.
 *
 * A module `a.b` lives in ROOT/a/b.ruta. ROOT is found from the `módulo` line of the file
 * that was asked for; when the line and the path disagree, ROOT is the file's folder.
 * What is not in the project is looked for in the library inside the program.
 *
 * What is in the folder `reformas` beside a module comes with it, as if it used it: to amend
 * a route is to add a file there. A file name may have hyphens where its module has «_». */
#ifndef COMPILER_PROJECT_H
#define COMPILER_PROJECT_H

#include "base/vec.h"
#include "compiler/compile.h"

struct use {
    const struct node *node;    /* USE; NULL for a reform that stands beside the module */
    size_t module;
};

struct module {
    struct node *file;          /* FILE */
    uint32_t source;
    struct text name;           /* "d1066.ordinario", or empty */
    struct text shown;          /* "d1066/ordinario.ruta": the same on every machine */
    struct text root;           /* the folder modules are looked for in */
    struct text folder;         /* where the file is, with its slash */
    bool in_project;            /* false: only the library is looked in */
    uint64_t device, inode;     /* a file is loaded once, however it is reached */
    VEC(struct use) uses;
    unsigned char *sees;        /* one byte a module; made when first asked */
};

struct project {
    struct module *items;       /* those asked for, then those they use */
    size_t count, room;
    size_t asked;
};

/* Reads and parses everything. The author's mistakes are reported; false with *why when
 * a file asked for cannot be read. Close it in any case. */
bool project_load_paths(struct project *project, struct compilation *out,
                        const char *const *paths, size_t count, struct fault *why);
bool project_load_text(struct project *project, struct compilation *out,
                       const char *path, struct text content, struct fault *why);
void project_free(struct project *project);

/* The module whose text a source is. */
size_t project_module_of(const struct project *project, uint32_t source);

/* Whether the declarations of module `to` can be named in module `from`: it is the same
 * one, or one it uses, directly or through others. */
bool project_sees(struct project *project, size_t from, size_t to);

#endif
