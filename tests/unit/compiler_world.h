/* compiler_world.h -- what the tests of the compiler share: where the files are, and a
 * report as text. */
#ifndef TESTS_COMPILER_WORLD_H
#define TESTS_COMPILER_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "compiler/compile.h"

/* Tests say paths from the root of the repository, which tests/run.sh names. */
static inline void enter_folder(const char *folder)
{
    const char *root = getenv("SOURCE_ROOT");
    if (root) assert_int_equal(chdir(root), 0);
    assert_int_equal(chdir(folder), 0);
}

/* The report as a person reads it, without colour or counts. The caller frees it. */
static inline char *report_text(struct report *report)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    report_print(report, out, (struct report_style){ .summary = false });
    assert_int_equal(fclose(out), 0);
    return text;
}

/* Compiles a text that must have no error. Close it with compilation_close(). */
static inline void compile_good(struct compilation *out, const char *text)
{
    struct fault why = {0};
    assert_true(compile_text(out, "prueba.ruta", text_from(text), &why));
    if (!out->program) {
        char *said = report_text(out->report);
        fail_msg("%s", said);
    }
}

#endif
