/* test_compiler_program.c -- what a compiled program holds: rows in their order, sources
 * completed, and the same bytes from the same text. */
#include "compiler_world.h"

static const char whole[] =
    "usa colombia.calendario\n"
    "norma N1 \"Norma inventada\" expedida 2001-02 fin norma\n"
    "entidad E1 \"Entidad inventada\"\n"
    "cargo jefe \"Jefe inventado\" de E1 fin cargo\n"
    "lista talla en orden chica \"Chica\", grande fin lista\n"
    "instrumento oficio \"Oficio\" fuente N1 art. 9 firma jefe fin instrumento\n"
    "comité junta \"Junta\" fuente N1 art. 8\n"
    "  miembros con voz y voto jefe preside, indelegable vocal \"Vocal\" fuente num. 2 fin miembros\n"
    "  invitados con voz 4 por población vecinos \"Vecinos\" cuando \"hay barro\", solo en sus casos fin invitados\n"
    "  quórum para deliberar 2 miembros\n"
    "  decide mayoría simple de los miembros\n"
    "fin comité\n"
    "ruta r \"Ruta\" fuente N1 art. 1 num. 3 nota \"una\" nota \"otra\"\n"
    "  calendario colombia\n"
    "  datos t : talla fuente par. 2\n  q : número reservado\n  d : fecha fin datos\n"
    "  inicia en uno\n"
    "  plazo total: 61 días calendario desde el primero de oficio, d hasta fin de dos\n"
    "    aplica cuando d es más que 2020-01-01 si vence: incumple E1, alerta a jefe fin plazo\n"
    "  etapa uno \"Uno\" fuente num. 4 y par. 4 responsable E1, jefe produce oficio pide t, d, q\n"
    "    sesiona junta cuando t es grande\n"
    "    plazo corto: 4 años si t es grande, si no 1 año desde entrada a uno fuente lit. b si vence: no consta fin plazo\n"
    "    decide si t es al menos grande: sigue dos fuente inciso 2 si no: sigue z fin decide\n"
    "  fin etapa\n"
    "  etapa dos \"Dos\" sin plazo legal\n"
    "    momentos en paralelo\n"
    "      momento m1 \"M1\" se repite cada 2 días si vence: alerta a jefe fin momento\n"
    "      momento m2 \"M2\" se repite cada vez que sesiona junta fin momento\n"
    "    fin momentos\n"
    "    sigue z\n"
    "  fin etapa\n"
    "  final z \"Fin\" favorable efecto no consta fin final\n"
    "fin ruta\n"
    "escenario \"S\" ruta r\n  el 2026-03-02 E1 produce oficio\n  entonces la etapa es uno\nfin escenario\n";

struct world {
    struct compilation compilation;
    const struct program *program;
};

static int open_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    compile_good(&world->compilation, whole);
    world->program = world->compilation.program;
    *state = world;
    return 0;
}

static int close_world(void **state)
{
    struct world *world = *state;
    compilation_close(&world->compilation);
    free(world);
    return 0;
}

#define P (((struct world *)*state)->program)
#define ROW(table, index) program_##table##_at(P, (index))
#define FIND(table, name) program_find(P, PROGRAM_TABLE_##table, 0, program_count(P, PROGRAM_TABLE_##table), TEXT(name))
#define assert_text(offset, expected) assert_string_equal(program_text(P, (offset)), expected)

static void test_steps_stand_in_order(void **state)
{
    static const char *const names[] = { "uno", "dos", "m1", "m2" };
    const struct program_route *route = ROW(route, 0);
    assert_int_equal(route->steps_count, 4);
    for (uint32_t i = 0; i < 4; i++) assert_text(ROW(step, route->steps_first + i)->name, names[i]);
    const struct program_step *dos = ROW(step, 1);
    assert_int_equal(dos->moments_first, 2);
    assert_int_equal(dos->moments_count, 2);
    assert_int_equal(dos->parallel, 1);
    assert_int_equal(dos->stage, NONE);
    assert_int_equal(ROW(step, 2)->stage, 1);
    assert_int_equal(route->start, 0);
    assert_int_equal(ROW(step, 0)->line, 21);
    assert_text(ROW(step, 0)->file, "prueba.ruta");
}

static void test_deadlines_stand_in_order(void **state)
{
    const struct program_route *route = ROW(route, 0);
    assert_int_equal(route->deadlines_count, 3);
    assert_text(ROW(deadline, 0)->name, "total");
    assert_text(ROW(deadline, 1)->name, "corto");
    assert_text(ROW(deadline, 2)->name, "m1");
    assert_int_equal(ROW(deadline, 0)->step, NONE);
    assert_int_equal(ROW(deadline, 1)->step, 0);
    assert_int_equal(ROW(step, 0)->deadlines_first, 1);
    assert_int_equal(ROW(step, 0)->deadlines_count, 1);
}

static void test_periodic_term(void **state)
{
    const struct program_deadline *m1 = ROW(deadline, 2);
    assert_int_equal(m1->periodic, 1);
    assert_int_equal(m1->step, 2);
    assert_int_equal(ROW(length, m1->lengths_first)->amount, 2);
    assert_int_equal(ROW(length, m1->lengths_first)->unit, UNIT_WORKING_DAYS);
    assert_int_equal(ROW(anchor, m1->from_first)->kind, ANCHOR_STEP_ENTRY);
    assert_int_equal(ROW(anchor, m1->from_first)->step, 1);
    assert_int_equal(ROW(expiry, m1->expiries_first)->kind, EXPIRY_ALERT);
    assert_int_equal(ROW(step, 2)->repeat_count, 2);
    assert_int_equal(ROW(step, 2)->repeat_body, NONE);
    assert_int_equal(ROW(step, 3)->repeat_count, 0);
    assert_int_equal(ROW(step, 3)->repeat_body, 0);
}

static void test_route_term(void **state)
{
    const struct program_deadline *total = ROW(deadline, 0);
    assert_int_equal(total->from_choice, ANCHOR_FIRST);
    assert_int_equal(total->from_count, 2);
    assert_int_equal(ROW(anchor, total->from_first)->kind, ANCHOR_INSTRUMENT);
    assert_int_equal(ROW(anchor, total->from_first + 1)->kind, ANCHOR_DATUM);
    assert_int_equal(ROW(anchor, total->from_first + 1)->datum, 2);
    assert_int_equal(ROW(anchor, total->until_first)->kind, ANCHOR_STEP_END);
    assert_int_equal(ROW(anchor, total->until_first)->step, 1);
    assert_text(ROW(function, total->applies)->text, "d es más que 2020-01-01");
    assert_int_equal(total->expiries_count, 2);
    assert_int_equal(ROW(expiry, total->expiries_first)->kind, EXPIRY_BREACH);
    assert_int_equal(ROW(expiry, total->expiries_first + 1)->actor, FIND(actor, "jefe"));
}

static void test_sources_are_completed(void **state)
{
    assert_text(ROW(route, 0)->source, "N1 art. 1 num. 3");
    assert_text(ROW(route, 0)->note, "una\notra");
    assert_text(ROW(step, 0)->source, "N1 art. 1 num. 4 y par. 4");
    assert_text(ROW(step, 1)->source, "N1 art. 1 num. 3");
    assert_text(ROW(deadline, 1)->source, "N1 art. 1 num. 4 lit. b");
    assert_text(ROW(datum, 0)->source, "N1 art. 1 par. 2");
    assert_text(ROW(branch, 0)->source, "N1 art. 1 num. 4 inciso 2");
    assert_text(ROW(branch, 1)->source, "N1 art. 1 num. 4 y par. 4");
    assert_text(ROW(seat, 1)->source, "N1 art. 8 num. 2");
}

static void test_branches(void **state)
{
    assert_int_equal(ROW(step, 0)->branches_count, 2);
    assert_text(ROW(branch, 0)->question, "t es al menos grande");
    assert_int_equal(ROW(branch, 0)->step, 1);
    assert_text(ROW(branch, 1)->question, "");
    assert_int_equal(ROW(branch, 1)->guard, NONE);
    assert_int_equal(ROW(branch, 1)->final, 0);
    assert_int_equal(ROW(step, 1)->branches_count, 1);
    assert_int_equal(ROW(branch, ROW(step, 1)->branches_first)->final, 0);
    assert_int_equal(ROW(final, 0)->kind, FINAL_FAVOURABLE);
    assert_int_equal(ROW(final, 0)->effect_unknown, 1);
}

static void test_body(void **state)
{
    const struct program_body *junta = ROW(body, 0);
    assert_int_equal(junta->quorum, QUORUM_COUNT);
    assert_int_equal(junta->quorum_members, 2);
    assert_int_equal(junta->decision, DECISION_SIMPLE_MAJORITY);
    assert_int_equal(junta->counted, OF_MEMBERS);
    assert_int_equal(junta->secretariat, NONE);
    assert_text(ROW(seat, 0)->caption, "Jefe inventado");
    assert_int_equal(ROW(seat, 0)->delegation, NOT_DELEGABLE);
    assert_int_equal(ROW(invitee, 0)->count, 4);
    assert_int_equal(ROW(invitee, 0)->flags, INVITEE_OWN_CASES | INVITEE_PER_POPULATION);
    assert_text(ROW(invitee, 0)->condition, "hay barro");
    assert_text(ROW(function, ROW(session, 0)->guard)->text, "t es grande");
}

static void test_calendar_and_rest(void **state)
{
    const struct program_calendar *colombia = ROW(calendar, ROW(route, 0)->calendar);
    assert_text(colombia->name, "colombia");
    assert_int_equal(colombia->week, 31);
    assert_true(colombia->holidays_count >= 18);
    assert_int_equal(ROW(norm, FIND(norm, "N1"))->issued_month_only, 1);
    assert_int_equal(ROW(datum, 0)->list, FIND(list, "talla"));
    assert_int_equal(ROW(datum, 1)->reserved, 1);
    assert_int_equal(ROW(instrument, FIND(instrument, "oficio"))->signers_count, 1);
    struct world *world = *state;
    assert_int_equal(world->compilation.scenario_count, 1);
    assert_int_equal(world->compilation.scenarios[0].route, 0);
}

static void test_same_text_same_bytes(void **state)
{
    struct compilation again;
    size_t first_size, size;
    compile_good(&again, whole);
    const void *first = program_bytes(P, &first_size), *bytes = program_bytes(again.program, &size);
    assert_int_equal(size, first_size);
    assert_memory_equal(bytes, first, size);
    compilation_close(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps_stand_in_order), cmocka_unit_test(test_deadlines_stand_in_order),
        cmocka_unit_test(test_periodic_term), cmocka_unit_test(test_route_term),
        cmocka_unit_test(test_sources_are_completed), cmocka_unit_test(test_branches), cmocka_unit_test(test_body),
        cmocka_unit_test(test_calendar_and_rest), cmocka_unit_test(test_same_text_same_bytes),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
