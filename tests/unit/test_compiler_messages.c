/* test_compiler_messages.c -- every message of the compiler, whole.
 *
 * Each file of tests/error provokes one message, and holds what must be printed in its
 * own comments: the lines that begin with «# espera:». Files whose name begins with
 * «ok» provoke none. */
#include "compiler_world.h"

#include <dirent.h>

#include "base/vec.h"

#define MARK "# espera:"

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    size_t length = fread(text, 1, (1 << 16) - 1, file);
    assert_true(length < (1 << 16) - 1);
    fclose(file);
    return text;
}

/* What a file says must be printed. */
static char *expectation(const char *path)
{
    char *text = read_whole(path), *expected = calloc(1, 1 << 16), *end = expected;
    assert_non_null(expected);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (strncmp(line, MARK, strlen(MARK)) != 0) continue;
        line += strlen(MARK);
        end += sprintf(end, "%s\n", *line == ' ' ? line + 1 : line);
    }
    free(text);
    return expected;
}

static void test_file(void **state)
{
    const char *path = *state;
    struct compilation compilation;
    struct fault why = {0};
    assert_true(compile_paths(&compilation, &path, 1, &why));
    char *printed = report_text(compilation.report), *expected = expectation(path);
    assert_string_equal(printed, expected);
    bool has_error = report_count(compilation.report, SEVERITY_ERROR) > 0;
    assert_int_equal(compilation.program == NULL, has_error);
    assert_int_equal(report_count(compilation.report, SEVERITY_ERROR) + report_count(compilation.report, SEVERITY_WARNING),
                     strncmp(path, "ok", 2) == 0 ? 0 : 1);
    free(printed);
    free(expected);
    compilation_close(&compilation);
}

struct tests { struct CMUnitTest *items; size_t count, room; };

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

static void list_files(struct tests *tests)
{
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        size_t length = strlen(entry->d_name);
        if (length < 5 || strcmp(entry->d_name + length - 5, ".ruta") != 0) continue;
        char *name = strdup(entry->d_name);
        struct CMUnitTest test = { name, test_file, NULL, NULL, name };
        VEC_PUSH(tests, test);
    }
    closedir(folder);
    qsort(tests->items, tests->count, sizeof *tests->items, compare_names);
}

/* Every row of messages.def that the compiler owns has a file named by its code. */
static void test_no_message_without_file(void **state)
{
    const struct tests *tests = *state;
    for (enum message message = 0; message < MESSAGE_COUNT; message++) {
        const char *code = message_code(message);
        if (strncmp(code, "R00", 3) == 0 || strncmp(code, "R02", 3) == 0) continue;     /* lang's */
        bool found = false;
        for (size_t i = 0; i < tests->count && !found; i++) found = strncmp(tests->items[i].name, code, strlen(code)) == 0;
        if (!found) fail_msg("no hay ningún archivo tests/error/%s_….ruta", code);
    }
}

static void free_tests(struct tests *tests)
{
    for (size_t i = 0; i < tests->count; i++) free(tests->items[i].initial_state);
    VEC_FREE(tests);
}

int main(void)
{
    struct tests tests = {0}, listed = {0};
    enter_folder("tests/error");
    list_files(&tests);
    list_files(&listed);
    struct CMUnitTest all = { "every message has its file", test_no_message_without_file, NULL, NULL, &listed };
    VEC_PUSH(&tests, all);
    int failed = _cmocka_run_group_tests("compiler messages", tests.items, tests.count, NULL, NULL);
    tests.count--;      /* the last one is not a file */
    free_tests(&tests);
    free_tests(&listed);
    return failed;
}
