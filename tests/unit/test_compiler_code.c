/* test_compiler_code.c -- the code of a condition: which instructions, and what they answer.
 *
 * Each file of tests/code has one condition, and in its comments («# espera:») the
 * function the disassembler prints for it. The meaning is tested apart, against the
 * three-valued logic written out: sí, no and unknown, for every combination. */
#include "compiler_world.h"

#include <dirent.h>

#include "runtime/disasm.h"
#include "runtime/vm.h"

#define MARK "# espera:"

/* ---- Instructions ---------------------------------------------------------- */

static char *functions_text(const struct program *program)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    disasm_program(program, out);
    assert_int_equal(fclose(out), 0);
    char *start = strstr(text, "\nfunction 0");
    assert_non_null(start);
    memmove(text, start + 1, strlen(start));
    return text;
}

static void check_file(const char *path)
{
    struct compilation compilation;
    struct fault why = {0};
    assert_true(compile_paths(&compilation, &path, 1, &why));
    assert_non_null(compilation.program);
    struct text content = sources_at(compilation.sources, 0)->content;
    char *expected = calloc(1, content.length + 1), *end = expected;
    for (const char *line = content.at; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        if (strncmp(line, MARK, strlen(MARK)) != 0) continue;
        line += strlen(MARK);
        line += *line == ' ';
        end += sprintf(end, "%.*s\n", (int)strcspn(line, "\n"), line);
    }
    char *printed = functions_text(compilation.program);
    if (strcmp(printed, expected) != 0) fail_msg("%s:\n%s", path, printed);
    free(printed);
    free(expected);
    compilation_close(&compilation);
}

static void test_instructions(void **state)
{
    (void)state;
    int files = 0;
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (!strstr(entry->d_name, ".ruta")) continue;
        check_file(entry->d_name);
        files++;
    }
    closedir(folder);
    assert_int_equal(files, 20);
}

/* ---- Meaning --------------------------------------------------------------- */

static value_t not3(value_t a) { return a == VALUE_UNKNOWN ? a : !a; }
static value_t and3(value_t a, value_t b)
{
    if (a == VALUE_NO || b == VALUE_NO) return VALUE_NO;
    return a == VALUE_UNKNOWN || b == VALUE_UNKNOWN ? VALUE_UNKNOWN : VALUE_YES;
}
static value_t or3(value_t a, value_t b) { return not3(and3(not3(a), not3(b))); }

static value_t one(const value_t *v) { return and3(v[0], or3(v[1], not3(v[2]))); }
static value_t two(const value_t *v) { return or3(and3(v[0], v[1]), v[2]); }
static value_t three(const value_t *v) { return not3(or3(v[0], and3(v[1], v[2]))); }
static value_t four(const value_t *v) { return or3(or3(v[0], v[1]), and3(not3(v[1]), v[2])); }
static value_t six(const value_t *v) { return or3(or3(and3(v[0], v[1]), and3(v[0], v[2])), and3(v[1], v[2])); }
static value_t seven(const value_t *v) { return and3(and3(v[0], v[1]), v[2]); }
static value_t eight(const value_t *v) { return or3(or3(v[0], v[1]), v[2]); }
static value_t nine(const value_t *v) { return not3(eight(v)); }
static value_t ten(const value_t *v) { return or3(seven(v), and3(v[0], not3(v[2]))); }
static value_t five(const value_t *v) { return and3(and3(not3(v[0]), v[1]), or3(v[2], v[0])); }

static const struct { const char *condition; value_t (*meaning)(const value_t *v); } cases[] = {
    { "a y (b o no c)", one }, { "a y b o c", two }, { "no (a o b y c)", three },
    { "a o b o no b y c", four }, { "no a y b y (c o a es sí)", five },
    { "al menos 2 de las siguientes (a, b, c)", six }, { "al menos 3 de las siguientes (a, b, c)", seven },
    { "todas las siguientes (a, b, c)", seven }, { "al menos 1 de las siguientes (a, b, c)", eight },
    { "alguna de las siguientes (a, b, c)", eight }, { "ninguna de las siguientes (a, b, c)", nine },
    { "al menos 1 de las siguientes (todas las siguientes (a, b, c), a y no c)", ten },

};

static void check_meaning(const char *condition, value_t (*meaning)(const value_t *v))
{
    static const value_t values[] = { VALUE_YES, VALUE_NO, VALUE_UNKNOWN };
    struct compilation compilation;
    char text[1024];
    snprintf(text, sizeof text,
             "usa colombia.calendario ruta r \"R\" calendario colombia datos a : sí o no b : sí o no c : sí o no fin datos "
             "inicia en uno etapa uno \"Uno\" sin plazo legal pide a, b, c decide si %s: sigue f si no: sigue g fin decide fin etapa "
             "final f \"F\" final g \"G\" fin ruta", condition);
    compile_good(&compilation, text);
    for (int i = 0; i < 27; i++) {
        const value_t data[] = { values[i % 3], values[i / 3 % 3], values[i / 9] };
        struct vm_view view = { .data = data, .first_datum = 0, .datum_count = 3 };
        uint32_t guard = program_branch_at(compilation.program, 0)->guard;
        if (vm_run(compilation.program, guard, &view) != meaning(data)) fail_msg("%s, caso %d", condition, i);
    }
    compilation_close(&compilation);
}

static void test_meaning(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_meaning(cases[i].condition, cases[i].meaning);
}

/* ---- Limits ----------------------------------------------------------------- */

/* A condition whose right side nests `depth` deep: the machine has room for 64 values. */
static bool compiles_nested(int depth)
{
    static char text[8192];
    char *end = text + sprintf(text, "usa colombia.calendario ruta r \"R\" calendario colombia datos a : sí o no fin datos "
                               "inicia en uno etapa uno \"Uno\" sin plazo legal pide a decide si ");
    for (int i = 1; i < depth; i++) end += sprintf(end, "a y (");
    end += sprintf(end, "a");
    for (int i = 1; i < depth; i++) end += sprintf(end, ")");
    sprintf(end, ": sigue f si no: sigue f fin decide fin etapa final f \"F\" fin ruta");
    struct compilation compilation;
    struct fault why = {0};
    assert_true(compile_text(&compilation, "prueba.ruta", text_from(text), &why));
    bool compiles = compilation.program != NULL;
    compilation_close(&compilation);
    return compiles;
}

static void test_depth(void **state)
{
    (void)state;
    assert_true(compiles_nested(63));
    assert_true(compiles_nested(64));
    assert_false(compiles_nested(65));
}

int main(void)
{
    enter_folder("tests/code");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_instructions), cmocka_unit_test(test_meaning), cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
