/* test_compiler_inforce.c -- the text in force on a day: what it says, that it compiles by
 * itself to the same meaning, and that how its sources are laid out does not matter. */
#include "compiler_world.h"

#include <dirent.h>
#include <sys/stat.h>

#include "compiler/inforce.h"
#include "lang/unparse.h"
#include "runtime/semantic.h"

static struct text beside(const void *compilation, const struct node *node, bool closes)
{
    const struct law_act *act = closes ? NULL : inforce_text_author(compilation, node);
    return act ? act->text : law_author_text(((const struct compilation *)compilation)->law, node->span);
}

static struct text route_on(struct compilation *compilation, day_t day, symbol_t route, bool with_acts)
{
    struct unparse_notes notes = { beside, compilation };
    struct fault why = {0};
    const struct node *file = inforce_file(compilation, day, route, &why);
    if (!file) fail_msg("%s", why.message);
    return unparse_file(compilation->sources, compilation->names, file, with_acts ? &notes : NULL, &compilation->arena);
}

static struct text text_on(struct compilation *compilation, day_t day, bool with_acts)
{
    return route_on(compilation, day, SYMBOL_NONE, with_acts);
}

static day_t day_of(const char *text)
{
    day_t day;
    assert_int_equal(day_parse(text_from(text), &day), DATE_OK);
    return day;
}

/* ---- one text, before and after ------------------------------------------------------------- */

/* The archive is of the new decree, and a route of the old one comes to name it. */
static const char law[] =
    "norma BASE \"Decreto inventado 1\" expedida 2019-01-01 vigente desde 2019-01-01 fin norma\n"
    "norma NUEVO \"Decreto inventado 2\" expedida 2021-06-01 vigente desde 2021-06-01 fin norma\n"
    "calendario liso \"Sin festivos\"\n  semana hábil de lunes a viernes\n  verificado desde 2019-01-01 hasta 2030-12-31\nfin calendario\n"
    "entidad oficina \"Oficina inventada\"\n"
    "entidad gaceta \"Gaceta inventada\"\n"
    "entidad archivo \"Archivo inventado\" fuente NUEVO art. 1 fin entidad\n"
    "ruta permiso \"Permiso inventado\"\n  fuente BASE art. 1\n  calendario liso\n  inicia en estudio\n"
    "  etapa estudio \"Estudio\"\n    responsable oficina\n    participa gaceta\n    sin plazo legal\n    sigue visto_bueno\n  fin etapa\n"
    "  etapa visto_bueno \"Visto bueno\"\n    responsable oficina\n    sin plazo legal\n    sigue concedido\n  fin etapa\n"
    "  final concedido \"Concedido\" favorable\nfin ruta\n"
    "reforma NUEVO modifica BASE\n  vigente desde 2021-06-01\n"
    "  art. 2 modifica ruta permiso\n"
    "    suprime etapa visto_bueno\n"
    "    modifica etapa estudio\n      sustituye responsable archivo\n      sustituye sigue concedido\n    fin modifica\n"
    "  fin modifica\n"
    "  art. 3 sustituye entidad gaceta por entidad diario \"Diario inventado\"\n"
    "  casos en curso de ruta permiso\n    en visto_bueno pasan a estudio\n    los demás pasan al texto nuevo\n  fin casos\n"
    "fin reforma\n";

static void each_day_has_its_text_and_each_line_its_act(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_good(&compilation, law);
    struct text before = text_on(&compilation, day_of("2021-05-31"), true), after = text_on(&compilation, day_of("2021-06-01"), true);
    assert_null(strchr(before.at, '#'));
    assert_non_null(strstr(before.at, "  etapa visto_bueno \"Visto bueno\"\n"));
    assert_non_null(strstr(before.at, "    sigue visto_bueno\n"));
    assert_null(strstr(after.at, "visto_bueno"));
    assert_non_null(strstr(after.at, "  etapa estudio \"Estudio\"\n    responsable archivo  # NUEVO art. 2\n    participa diario  # NUEVO art. 3\n"
                                     "    sin plazo legal\n"
                                     "    sigue concedido  # NUEVO art. 2\n  fin etapa\n"));
    assert_non_null(strstr(after.at, "entidad diario \"Diario inventado\"  # NUEVO art. 3\n"));
    assert_null(strstr(after.at, "gaceta"));
    compilation_close(&compilation);
}

static void a_route_comes_with_what_it_names_that_day(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_good(&compilation, law);
    symbol_t permiso = intern_find(compilation.names, TEXT("permiso"));
    struct text before = route_on(&compilation, day_of("2021-05-31"), permiso, false);
    struct text after = route_on(&compilation, day_of("2021-06-01"), permiso, false);
    assert_non_null(strstr(before.at, "norma BASE \"Decreto inventado 1\""));
    assert_non_null(strstr(before.at, "entidad oficina"));
    assert_null(strstr(before.at, "entidad archivo"));
    assert_null(strstr(before.at, "vigente"));
    assert_null(strstr(after.at, "entidad oficina"));
    assert_non_null(strstr(after.at, "entidad archivo"));
    compilation_close(&compilation);
}

static void before_the_law_there_is_nothing(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_good(&compilation, law);
    assert_null(strstr(text_on(&compilation, day_of("2018-12-31"), true).at, "ruta"));
    compilation_close(&compilation);
}

/* ---- the meaning stays ------------------------------------------------------------------------ */

static enum program_table table_of(enum decl_kind kind)
{
    return kind == DECL_ROUTE ? PROGRAM_TABLE_route : kind == DECL_BODY ? PROGRAM_TABLE_body
         : kind == DECL_LIST ? PROGRAM_TABLE_list : PROGRAM_TABLES;
}

/* What was asked for is all there; of the rest, what it names. */
static void check_meaning(const struct compilation *compilation, const struct program *alone, day_t day)
{
    for (size_t i = 0; i < compilation->law->elements.count; i++) {
        const struct law_element *element = compilation->law->elements.items[i];
        struct text name = intern_spelling(compilation->names, element->name);
        enum program_table table = table_of(element->kind);
        uint8_t before[DIGEST_BYTES], after[DIGEST_BYTES];
        if (table == PROGRAM_TABLES || !law_version_on(element, day)) continue;
        uint32_t again = program_find_on(alone, table, name, day);
        assert_true(again != NONE || element->module >= compilation->asked_count);
        if (again == NONE) continue;
        semantic_hash_of(compilation->program, table, program_find_on(compilation->program, table, name, day), before);
        semantic_hash_of(alone, table, again, after);
        if (memcmp(before, after, DIGEST_BYTES) != 0) fail_msg("«%.*s» dice otra cosa", TEXT_ARGS(name));
    }
}

/* What is consolidated compiles, means the same, and consolidating it changes nothing. */
static void check_day(struct compilation *compilation, day_t day)
{
    struct compilation alone;
    struct fault why = {0};
    struct text text = text_on(compilation, day, false);
    assert_true(compile_text(&alone, "consolidado.ruta", text, &why));
    if (!alone.program) fail_msg("%s\n%.*s", report_text(alone.report), TEXT_ARGS(text));
    check_meaning(compilation, alone.program, day);
    assert_string_equal(text_on(&alone, day, true).at, text.at);
    compilation_close(&alone);
}

static void check_every_day(struct compilation *compilation)
{
    check_day(compilation, day_of("2026-11-21"));
    for (size_t i = 0; i < compilation->law->elements.count; i++) {
        const struct law_version *version = compilation->law->elements.items[i]->first;
        for (; version; version = version->after) {
            if (!version->touched || !version->before) continue;
            check_day(compilation, version->from);
            check_day(compilation, version->from - 1);
        }
    }
}

static void check_path(const char *path)
{
    struct compilation compilation;
    struct fault why = {0};
    assert_true(compile_paths(&compilation, &path, 1, &why));
    if (!compilation.program) fail_msg("%s: %s", path, report_text(compilation.report));
    check_every_day(&compilation);
    compilation_close(&compilation);
}

static void what_is_consolidated_means_the_same(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_good(&compilation, law);
    check_every_day(&compilation);
    compilation_close(&compilation);
    enter_folder(".");
    check_path("routes");
    check_path("stdlib");
    struct dirent **entries;
    int count = scandir("tests/run", &entries, NULL, alphasort);
    assert_true(count > 5);
    for (int i = 0; i < count; i++) {
        char path[512];
        snprintf(path, sizeof path, "tests/run/%s", entries[i]->d_name);
        if (strstr(path, ".ruta")) check_path(path);
        free(entries[i]);
    }
    free(entries);
}

/* ---- how the sources are laid out ------------------------------------------------------------- */

/* The same lines, without the blanks that each begins with, and some between words. */
static char *badly_laid_out(const char *text)
{
    char *out = malloc(2 * strlen(text) + 1), *at = out;
    assert_non_null(out);
    for (bool starts = true; *text; text++) {
        if (starts && *text == ' ') continue;
        starts = *text == '\n';
        *at++ = *text;
        if (*text == ':') *at++ = ' ';
    }
    *at = '\0';
    return out;
}

static void formatting_the_reforms_changes_nothing(void **state)
{
    (void)state;
    char *bad = badly_laid_out(law);
    struct compilation good, worse;
    compile_good(&good, law);
    compile_good(&worse, bad);
    assert_string_equal(text_on(&good, day_of("2021-05-31"), true).at, text_on(&worse, day_of("2021-05-31"), true).at);
    assert_string_equal(text_on(&good, day_of("2021-06-01"), true).at, text_on(&worse, day_of("2021-06-01"), true).at);
    compilation_close(&good);
    compilation_close(&worse);
    free(bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_day_has_its_text_and_each_line_its_act),
        cmocka_unit_test(a_route_comes_with_what_it_names_that_day),
        cmocka_unit_test(before_the_law_there_is_nothing),
        cmocka_unit_test(what_is_consolidated_means_the_same),
        cmocka_unit_test(formatting_the_reforms_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
