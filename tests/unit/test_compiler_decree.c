/* test_compiler_decree.c -- the text before Decreto 1139 of 2021 and its reforms, against the
 * text as it is written directly after the decree (tests/reform/esperado) and after Decreto
 * 1064 of 2022 (tests/reform/hoy): they mean the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "compiler/compile.h"
#include "runtime/semantic.h"

#define D1064 day_from_date((struct date){ 2022, 6, 23 })
#define DECREE day_from_date((struct date){ 2021, 9, 23 })

static void compile(struct compilation *out, const char *folder)
{
    char path[4096];
    const char *paths[] = { path }, *root = getenv("SOURCE_ROOT");
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", folder);
    assert_true(compile_paths(out, paths, 1, NULL));
    assert_non_null(out->program);
}

#define AFTER_THE_DECREE "tests/reform/esperado/d1066"
#define AFTER_D1064 "tests/reform/hoy/d1066"

static void hash_on(const struct compilation *text, enum program_table table, const char *name, day_t day, uint8_t out[DIGEST_BYTES])
{
    uint32_t row = program_find_on(text->program, table, text_from(name), day);
    assert_int_not_equal(row, NONE);
    semantic_hash_of(text->program, table, row, out);
}

static void assert_same(enum program_table table, const char *name, const char *written, bool same, day_t day)
{
    struct compilation reformed, direct;
    uint8_t a[DIGEST_BYTES], b[DIGEST_BYTES];
    compile(&reformed, "routes/d1066");
    compile(&direct, written);
    hash_on(&reformed, table, name, day, a);
    hash_on(&direct, table, name, DECREE, b);
    assert_int_equal(memcmp(a, b, DIGEST_BYTES) == 0, same);
    compilation_close(&direct);
    compilation_close(&reformed);
}

static void test_the_committees_mean_the_same(void **state)
{
    (void)state;
    assert_same(PROGRAM_TABLE_body, "CERREM", AFTER_THE_DECREE, true, DECREE);
    assert_same(PROGRAM_TABLE_body, "CERREM_de_servidores", AFTER_THE_DECREE, true, DECREE);
    assert_same(PROGRAM_TABLE_body, "CERREM_UP_PCC", AFTER_THE_DECREE, true, DECREE);
    assert_same(PROGRAM_TABLE_body, "CERREM_de_mujeres", AFTER_THE_DECREE, true, DECREE);
    assert_same(PROGRAM_TABLE_body, "CERREM", AFTER_THE_DECREE, false, DECREE - 1);
    assert_same(PROGRAM_TABLE_body, "CERREM_UP_PCC", AFTER_THE_DECREE, false, DECREE - 1);
}

static void test_the_ordinary_route_means_the_same(void **state)
{
    (void)state;
    assert_same(PROGRAM_TABLE_route, "ordinario", AFTER_THE_DECREE, true, DECREE);
    assert_same(PROGRAM_TABLE_route, "ordinario", AFTER_THE_DECREE, false, DECREE - 1);
    assert_same(PROGRAM_TABLE_route, "ordinario", AFTER_THE_DECREE, true, D1064 - 1);
    assert_same(PROGRAM_TABLE_route, "ordinario", AFTER_THE_DECREE, false, D1064);
    assert_same(PROGRAM_TABLE_route, "ordinario", AFTER_D1064, true, D1064);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_committees_mean_the_same),
        cmocka_unit_test(test_the_ordinary_route_means_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
