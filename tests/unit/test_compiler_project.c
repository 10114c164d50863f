/* test_compiler_project.c -- files, folders, modules: what is read, in which order, once. */
#include "compiler_world.h"

#include <sys/stat.h>

static char folder[64];

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void make_folder(const char *path)
{
    assert_int_equal(mkdir(path, 0700), 0);
}

/* project/a/uno.ruta uses a.dos and b.tres; project/b holds a link back to project. */
static int open_world(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/ruta-project-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    make_folder("p");
    make_folder("p/a");
    make_folder("p/b");
    write_file("p/a/uno.ruta", "módulo a.uno\nusa a.dos\nusa b.tres\nentidad X1 \"X uno\"\n  de X3\nfin entidad\n");
    write_file("p/a/dos.ruta", "módulo a.dos\nusa b.tres\nentidad X2 \"X dos\"\n");
    write_file("p/b/tres.ruta", "módulo b.tres\nentidad X3 \"X tres\"\n");
    write_file("p/b/nota.txt", "esto no es una ruta");
    make_folder("vacía");
    assert_int_equal(symlink("..", "p/b/vuelta"), 0);
    write_file("fuera.ruta", "módulo b.fuera\nentidad X4 \"X cuatro\"\n");
    assert_int_equal(symlink("../../fuera.ruta", "p/b/fuera.ruta"), 0);
    assert_int_equal(symlink("../..", "p/b/arriba"), 0);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    static const char *const files[] = { "p/b/vuelta", "p/b/fuera.ruta", "p/b/arriba", "p/a/pide.ruta", "fuera.ruta", "p/a/uno.ruta", "p/a/dos.ruta", "p/b/tres.ruta", "p/b/nota.txt" };
    static const char *const folders[] = { "p/a", "p/b", "p", "vacía" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) unlink(files[i]);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) rmdir(folders[i]);
    return chdir("/") != 0 || rmdir(folder) != 0;
}

static void compile_one(struct compilation *out, const char *path)
{
    struct fault why = {0};
    if (!compile_paths(out, &path, 1, &why)) fail_msg("%s", why.message);
    char *said = report_text(out->report);
    assert_string_equal(said, "");
    free(said);
}

static const char *module_of(const struct compilation *compilation, size_t file)
{
    return node_child(compilation->files[file], NODE_MODULE)->text.at;
}

static void test_folder_in_order_and_once(void **state)
{
    (void)state;
    static const char *const modules[] = { "a.dos", "a.uno", "b.tres" };
    struct compilation compilation;
    compile_one(&compilation, "p");
    assert_int_equal(compilation.file_count, 3);
    assert_int_equal(compilation.asked_count, 3);
    for (size_t i = 0; i < 3; i++) assert_int_equal(strncmp(module_of(&compilation, i), modules[i], strlen(modules[i])), 0);
    compilation_close(&compilation);
}

static void test_file_brings_what_it_uses(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_one(&compilation, "p/a/uno.ruta");
    assert_int_equal(compilation.file_count, 3);
    assert_int_equal(compilation.asked_count, 1);
    assert_int_equal(program_count(compilation.program, PROGRAM_TABLE_actor), 3);
    assert_int_equal(program_actor_at(compilation.program, 0)->part_of, 2);
    compilation_close(&compilation);
}

/* A link is not a way out of the project: the folder above has a file that this one never reads. */
static void test_links_do_not_lead_outside(void **state)
{
    (void)state;
    write_file("p/a/pide.ruta", "módulo a.pide\nusa b.fuera\nusa b.tres\n");
    const char *path = "p/a/pide.ruta";
    struct compilation compilation;
    struct fault why = {0};
    assert_true(compile_paths(&compilation, &path, 1, &why));
    assert_int_equal(compilation.file_count, 2);
    char *said = report_text(compilation.report);
    assert_non_null(strstr(said, "no se encuentra el módulo «b.fuera»"));
    assert_non_null(strstr(said, "«p/b/fuera.ruta» es un enlace que sale de la carpeta del proyecto: copie allí el archivo"));
    free(said);
    compilation_close(&compilation);
    assert_int_equal(unlink(path), 0);
}

static void digest_of_path(const char *path, char out[DIGEST_TEXT_SIZE])
{
    struct compilation compilation;
    compile_one(&compilation, path);
    program_digest_text(compilation.program, out);
    compilation_close(&compilation);
}

/* Where the project is on this machine, and from where it is asked for, is not in the program. */
static void test_same_program_from_anywhere(void **state)
{
    (void)state;
    char here[DIGEST_TEXT_SIZE], there[DIGEST_TEXT_SIZE], absolute[DIGEST_TEXT_SIZE], path[128];
    digest_of_path("p/a/uno.ruta", here);
    snprintf(path, sizeof path, "%s/p/a/uno.ruta", folder);
    digest_of_path(path, absolute);
    assert_int_equal(chdir("p/a"), 0);
    digest_of_path("uno.ruta", there);
    assert_int_equal(chdir("../.."), 0);
    assert_string_equal(here, there);
    assert_string_equal(here, absolute);
}

static void assert_fault(const char *path, const char *message)
{
    struct compilation compilation;
    struct fault why = {0};
    assert_false(compile_paths(&compilation, &path, 1, &why));
    assert_int_equal(why.code, EXIT_NO_INPUT);
    assert_string_equal(why.message, message);
    compilation_close(&compilation);
}

static void test_what_is_not_there(void **state)
{
    (void)state;
    assert_fault("p/nada.ruta", "no se puede leer «p/nada.ruta»: no existe");
    assert_fault("vacía", "en «vacía» no hay ningún archivo .ruta");
}

static void test_library_travels_inside(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_good(&compilation, "usa colombia.calendario\ncalendario mío \"Mío\"\n  extiende colombia\nfin calendario\n");
    assert_int_equal(compilation.file_count, 3);    /* and the reform beside it */
    assert_int_equal(program_calendar_at(compilation.program, 0)->base, 1);
    compilation_close(&compilation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folder_in_order_and_once), cmocka_unit_test(test_file_brings_what_it_uses),
        cmocka_unit_test(test_same_program_from_anywhere), cmocka_unit_test(test_what_is_not_there),
        cmocka_unit_test(test_library_travels_inside),
        cmocka_unit_test(test_links_do_not_lead_outside),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
