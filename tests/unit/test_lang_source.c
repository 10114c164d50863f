/* test_lang_source.c -- what may be loaded, and where a byte of it stands. */
#include "lang_world.h"

#include <sys/stat.h>
#include <unistd.h>

static void places_are_counted_as_a_person_does(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct sources *sources = sources_new(&arena);
    uint32_t id = sources_add(sources, TEXT("x"), TEXT("\xEF\xBB\xBF" "año ré\r\n\tfin\n"));
    struct source *source = sources_at(sources, id);
    assert_int_equal(sources_count(sources), 1);
    assert_string_equal(source->content.at, "año ré\r\n\tfin\n");
    static const struct { uint32_t offset, line, column; } cases[] = {
        { 0, 1, 1 }, { 3, 1, 3 }, { 4, 1, 4 }, { 10, 2, 1 }, { 11, 2, 2 }, { 15, 3, 1 }, { 999, 3, 1 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct place place = source_place(source, &arena, cases[i].offset);
        assert_int_equal(place.line, cases[i].line);
        assert_int_equal(place.column, cases[i].column);
    }
    assert_true(text_equal(source_line(source, &arena, 1), TEXT("año ré")));
    assert_true(text_equal(source_line(source, &arena, 2), TEXT("\tfin")));
    assert_true(text_equal(source_line(source, &arena, 3), TEXT("")));
    arena_free(&arena);
}

static void spans_join_whichever_comes_first(void **state)
{
    (void)state;
    struct span a = { 3, 10, 5 }, b = { 3, 2, 4 }, both = span_join(a, b), inside = span_join(a, (struct span){ 3, 11, 1 });
    assert_int_equal(both.source, 3);
    assert_int_equal(both.offset, 2);
    assert_int_equal(both.length, 13);
    assert_int_equal(inside.offset, 10);
    assert_int_equal(inside.length, 5);
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void only_regular_files_are_loaded(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct sources *sources = sources_new(&arena);
    struct fault why = {0};
    uint32_t id = 7;
    char folder[] = "/tmp/ruta-source-XXXXXX", path[64], expected[128];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.ruta", folder);

    assert_false(sources_load(sources, text_from(path), &id, &why));
    assert_int_equal(why.code, EXIT_NO_INPUT);
    snprintf(expected, sizeof expected, "no se puede abrir «%s»: no existe", path);
    assert_string_equal(why.message, expected);

    assert_false(sources_load(sources, text_from(folder), &id, &why));
    assert_int_equal(why.code, EXIT_NO_INPUT);
    snprintf(expected, sizeof expected, "«%s» no es un archivo", folder);
    assert_string_equal(why.message, expected);

    assert_int_equal(mkfifo(path, 0600), 0);            /* nobody writes to it: it must not wait */
    assert_false(sources_load(sources, text_from(path), &id, &why));
    assert_int_equal(why.code, EXIT_NO_INPUT);
    unlink(path);

    write_file(path, "", 0);
    assert_true(sources_load(sources, text_from(path), &id, &why));
    assert_int_equal(id, 0);
    assert_int_equal(sources_at(sources, id)->content.length, 0);

    write_file(path, "\xEF\xBB\xBFo\xCC\x81\0x", 8);    /* BOM dropped, composed, NUL kept for the parser */
    assert_true(sources_load(sources, text_from(path), &id, &why));
    assert_int_equal(id, 1);
    assert_int_equal(sources_at(sources, id)->content.length, 4);
    assert_memory_equal(sources_at(sources, id)->content.at, "ó\0x", 5);

    assert_int_equal(truncate(path, (off_t)SOURCE_MAX_BYTES + 1), 0);
    assert_false(sources_load(sources, text_from(path), &id, &why));
    assert_int_equal(why.code, EXIT_LIMIT);
    snprintf(expected, sizeof expected, "«%s» tiene más de 16 MB, que es lo máximo", path);
    assert_string_equal(why.message, expected);
    unlink(path);
    rmdir(folder);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_counted_as_a_person_does),
        cmocka_unit_test(spans_join_whichever_comes_first),
        cmocka_unit_test(only_regular_files_are_loaded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
