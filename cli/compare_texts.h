/* compare_texts.h -- the two texts an order compares: files, folders or programs, on a day or on two. */
#ifndef CLI_COMPARE_TEXTS_H
#define CLI_COMPARE_TEXTS_H

#include "cli/command.h"
#include "compiler/compile.h"
#include "runtime/compare_match.h"

struct compared_texts {
    struct compare_text sides[2];
    struct compilation compilations[2];     /* .program NULL where a compiled program was given, or for the second of one set */
    struct program *loaded[2];              /* the compiled programs */
};

/* Two arguments, each a file, a folder or a compiled program, as they are today (--hoy); or, with --desde and
 * --hasta, one set on two days. Returns EXIT_DONE; or, everything said already, the exit code.
 * Close it in any case. */
int compared_texts_open(struct command_context *context, struct compared_texts *texts);
void compared_texts_close(struct compared_texts *texts);

#endif
