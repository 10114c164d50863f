/* test_runtime_subroute.c -- routes that a case starts: what the machine refuses, and what
 * the docket writes in other cases with the same act. The routes are compiled from text. */
#include "compiler_world.h"

#include <sys/stat.h>

#include "runtime/docket.h"
#include "runtime/verify.h"

#define DAY 20515       /* 2026-03-03 */

#define HEAD "usa colombia.calendario\nnorma N1 \"Norma inventada\"\n  expedida 2020-01-01\nfin norma\nentidad oficina \"Oficina inventada\"\n"
#define ROUTE(name, data, first) "ruta " name " \"Ruta inventada\"\n  fuente N1 art. 1\n  calendario colombia\n  datos\n" data "  fin datos\n  inicia en uno\n" \
    "  etapa uno \"Uno\"\n    sin plazo legal\n" first "    sigue fin_" name "\n  fin etapa\n  final fin_" name " \"Fin\"\nfin ruta\n"

struct room {
    struct compilation compiled;
    char folder[64], path[96];
    struct docket *docket;
    struct docket_write write;
    struct docket_answer answer;
    struct fault why;
};

static void room_open(struct room *room, const char *text)
{
    *room = (struct room){ .write = { .today = DAY + 100, .recorded = 1, .expected_version = -1 } };
    compile_good(&room->compiled, text);
    snprintf(room->folder, sizeof room->folder, "/tmp/ruta-test-XXXXXX");
    assert_non_null(mkdtemp(room->folder));
    snprintf(room->path, sizeof room->path, "%s/casos.db", room->folder);
    struct docket_options options = { .path = room->path, .create = true };
    if (!docket_open(&room->docket, &options, &room->why)) fail_msg("%s", room->why.message);
}

static void room_close(struct room *room)
{
    char command[160];
    docket_close(room->docket);
    compilation_close(&room->compiled);
    snprintf(command, sizeof command, "rm -rf %s", room->folder);
    assert_int_equal(system(command), 0);
}

static struct event event_of(enum event_kind kind)
{
    return (struct event){ .kind = kind, .day = DAY, .minute = MINUTE_NONE, .actor = TEXT("Oficina"), .in_favour = -1, .against = -1, .outcome = -1 };
}

static uint32_t route_named(const struct room *room, const char *name)
{
    const struct program *program = room->compiled.program;
    uint32_t route = program_find(program, PROGRAM_TABLE_route, 0, program_count(program, PROGRAM_TABLE_route), text_from(name));
    assert_true(route != NONE);
    return route;
}

/* A case of that route; NULL when it was refused. */
static struct case_file *start(struct room *room, const char *route, const char *id)
{
    struct event opening = event_of(EVENT_OPEN);
    struct case_file *file;
    opening.route = route_named(room, route);
    if (!docket_open_case(room->docket, room->compiled.program, text_from(id), &opening, &room->write, &file, &room->answer, &room->why))
        fail_msg("%s", room->why.message);
    return file;
}

static void complete(struct room *room, const char *id)
{
    struct event event = event_of(EVENT_COMPLETE);
    struct case_file *file;
    if (!docket_load(room->docket, text_from(id), &file, &room->why)) fail_msg("%s", room->why.message);
    event.step = run_stage(case_run(file));
    if (!docket_record(room->docket, file, &event, &room->write, &room->answer, &room->why)) fail_msg("%s", room->why.message);
    case_close(file);
}

static bool count_case(const struct store_case *row, void *context)
{
    (void)row;
    ++*(uint32_t *)context;
    return true;
}

static uint32_t cases_in(struct room *room)
{
    uint32_t count = 0;
    assert_true(docket_each_case(room->docket, count_case, &count, &room->why));
    return count;
}

static void assert_sound(struct room *room)
{
    uint32_t findings;
    assert_true(docket_verify(room->docket, NULL, NULL, &findings, &room->why));
    assert_int_equal(findings, 0);
}

static int64_t version_of(struct room *room, const char *id)
{
    struct case_file *file;
    assert_true(docket_load(room->docket, text_from(id), &file, &room->why));
    int64_t version = case_version(file);
    case_close(file);
    return version;
}

/* ---- The machine ------------------------------------------------------------ */

static void only_what_was_started_returns(void **state)
{
    (void)state;
    struct compilation compiled;
    struct run *run;
    struct refusal refusal;
    struct fault why;
    compile_good(&compiled, HEAD ROUTE("madre", "", "    inicia ruta hija y espera\n") ROUTE("hija", "", ""));
    assert_true(run_new(&run, compiled.program, 0, &why));
    struct event opening = event_of(EVENT_OPEN), back = event_of(EVENT_RETURN), done = event_of(EVENT_COMPLETE);
    back.serial = 1;
    back.final = TEXT("fin_hija");
    assert_true(run_step(run, &opening, DAY, &refusal));
    assert_false(run_step(run, &done, DAY, &refusal));
    assert_string_equal(refusal_code_text(refusal.code), "R0659");
    back.serial = 2;
    assert_false(run_step(run, &back, DAY, &refusal));
    assert_string_equal(refusal.sentence, "la ruta «hija» no tiene en este caso ninguna vuelta pendiente");
    back.serial = 1;
    assert_true(run_step(run, &back, DAY, &refusal));
    assert_int_equal(run_subroute(run, 0)->over, 1);
    assert_false(run_step(run, &back, DAY, &refusal));
    assert_string_equal(refusal_code_text(refusal.code), "R0656");
    assert_true(run_step(run, &done, DAY, &refusal));
    run_free(run);
    compilation_close(&compiled);
}

/* ---- The docket --------------------------------------------------------------- */

/* Each stage of «hondo» that is completed opens one case more, inside the one before. */
static void cases_go_no_deeper_than_the_limit(void **state)
{
    (void)state;
    struct room room;
    char id[STORE_ID_MAX + 1] = "C-0";
    room_open(&room, HEAD "ruta hondo \"Ruta inventada\"\n  fuente N1 art. 1\n  calendario colombia\n  inicia en uno\n"
              "  etapa uno \"Uno\"\n    sin plazo legal\n    sigue dos\n  fin etapa\n"
              "  etapa dos \"Dos\"\n    sin plazo legal\n    inicia ruta hondo sin esperar\n    sigue fin_hondo\n  fin etapa\n"
              "  final fin_hondo \"Fin\"\nfin ruta\n");
    case_close(start(&room, "hondo", id));
    for (uint32_t level = 1; level <= SUBROUTE_DEEPEST; level++) {
        complete(&room, id);
        assert_int_equal(room.answer.outcome, DOCKET_RECORDED);
        snprintf(id, sizeof id, "C-%06u", level);
    }
    complete(&room, id);
    assert_int_equal(room.answer.outcome, DOCKET_REFUSED);
    assert_string_equal(room.answer.refusal.sentence, "no puede iniciarse la ruta «hondo»: sería la número 17 una dentro de otra");
    assert_int_equal(version_of(&room, id), 1);
    assert_int_equal(cases_in(&room), SUBROUTE_DEEPEST + 1);
    assert_sound(&room);
    room_close(&room);
}

static void one_act_opens_no_more_than_the_limit(void **state)
{
    (void)state;
    for (uint32_t count = SUBROUTE_MOST - 1; count <= SUBROUTE_MOST + 1; count++) {
        struct room room;
        char text[8192] = HEAD "ruta madre \"Ruta inventada\"\n  fuente N1 art. 1\n  calendario colombia\n  inicia en uno\n  etapa uno \"Uno\"\n    sin plazo legal\n";
        for (uint32_t i = 0; i < count; i++) strcat(text, "    inicia ruta hija sin esperar\n");
        strcat(text, "    sigue fin_madre\n  fin etapa\n  final fin_madre \"Fin\"\nfin ruta\n" ROUTE("hija", "", ""));
        room_open(&room, text);
        struct case_file *file = start(&room, "madre", "M-1");
        assert_int_equal(file != NULL, count <= SUBROUTE_MOST);
        assert_int_equal(cases_in(&room), file ? count + 1 : 0);
        if (!file) assert_string_equal(room.answer.refusal.sentence, "con este acto comenzarían o terminarían más de 64 rutas enlazadas");
        case_close(file);
        assert_sound(&room);
        room_close(&room);
    }
}

/* «hija» ends as it opens, and each of its ends makes true the other condition that starts it. */
static void a_circle_of_ends_is_refused_whole(void **state)
{
    (void)state;
    struct room room;
    struct case_file *file;
    room_open(&room, HEAD "ruta madre \"Ruta inventada\"\n  fuente N1 art. 1\n  calendario colombia\n  datos\n    a : sí o no\n    b : sí o no\n    c : sí o no\n  fin datos\n"
              "  inicia en uno\n  en cualquier etapa, si a: inicia ruta hija con x = a, z = c y recibe a = z, b = x\n"
              "  en cualquier etapa, si b: inicia ruta hija con x = b, z = c y recibe b = z, a = x\n"
              "  etapa uno \"Uno\"\n    sin plazo legal\n    sigue fin_madre\n  fin etapa\n  final fin_madre \"Fin\"\nfin ruta\n"
              "ruta hija \"Ruta inventada\"\n  fuente N1 art. 1\n  calendario colombia\n  datos\n    x : sí o no\n    z : sí o no\n  fin datos\n  inicia en uno\n"
              "  en cualquier etapa, si x: sigue fin_hija\n"
              "  etapa uno \"Uno\"\n    sin plazo legal\n    sigue fin_hija\n  fin etapa\n  final fin_hija \"Fin\"\nfin ruta\n");
    case_close(start(&room, "madre", "M-1"));
    struct given_datum given[] = { { .datum = 0, .value = VALUE_YES, .minute = MINUTE_NONE }, { .datum = 2, .value = VALUE_NO, .minute = MINUTE_NONE } };
    struct event event = event_of(EVENT_INFORM);
    event.data = given;
    event.data_count = 2;
    assert_true(docket_load(room.docket, TEXT("M-1"), &file, &room.why));
    assert_true(docket_record(room.docket, file, &event, &room.write, &room.answer, &room.why));
    assert_int_equal(room.answer.outcome, DOCKET_REFUSED);
    assert_string_equal(refusal_code_text(room.answer.refusal.code), "R0658");
    assert_int_equal(cases_in(&room), 1);
    event.data_count = 1;       /* «c» is not known: «a» stays true, and nothing starts again */
    assert_true(docket_record(room.docket, file, &event, &room.write, &room.answer, &room.why));
    assert_int_equal(room.answer.outcome, DOCKET_RECORDED);
    assert_int_equal(cases_in(&room), 3);
    case_close(file);
    assert_int_equal(version_of(&room, "M-1"), 4);
    assert_sound(&room);
    room_close(&room);
}

static void a_case_that_has_ended_is_not_told(void **state)
{
    (void)state;
    struct room room;
    room_open(&room, HEAD ROUTE("madre", "", "    inicia ruta hija sin esperar\n") ROUTE("hija", "", ""));
    case_close(start(&room, "madre", "M-1"));
    complete(&room, "M-1");
    complete(&room, "C-000001");
    assert_int_equal(room.answer.outcome, DOCKET_RECORDED);
    assert_int_equal(version_of(&room, "M-1"), 2);
    assert_int_equal(version_of(&room, "C-000001"), 2);
    assert_sound(&room);
    room_close(&room);
}

/* What comes back is recorded in the order of the case that hears it, not before its last act. */
static void an_end_is_heard_after_the_last_act(void **state)
{
    (void)state;
    struct room room;
    struct case_file *file;
    room_open(&room, HEAD ROUTE("madre", "    visto : fecha\n", "    inicia ruta hija y espera\n") ROUTE("hija", "", ""));
    case_close(start(&room, "madre", "M-1"));
    struct given_datum given = { .datum = 0, .value = DAY, .minute = MINUTE_NONE };
    struct event event = event_of(EVENT_INFORM);
    event.day = DAY + 10;
    event.data = &given;
    event.data_count = 1;
    assert_true(docket_load(room.docket, TEXT("M-1"), &file, &room.why));
    assert_true(docket_record(room.docket, file, &event, &room.write, &room.answer, &room.why));
    case_close(file);
    complete(&room, "C-000001");
    assert_true(docket_load(room.docket, TEXT("M-1"), &file, &room.why));
    assert_int_equal(case_version(file), 3);
    assert_int_equal(run_last_day(case_run(file)), DAY + 10);
    assert_string_equal(case_origin(file), "");
    case_close(file);
    assert_sound(&room);
    room_close(&room);
}

/* A date to come cannot be given to a route that does not look ahead: then nothing is written, of either case. */
static void a_case_that_may_not_open_undoes_the_act(void **state)
{
    (void)state;
    struct room room;
    struct stat before, after;
    room_open(&room, HEAD
        "ruta madre \"Ruta inventada\"\n  fuente N1 art. 1\n  calendario colombia\n  datos\n    viaje : fecha\n  fin datos\n  inicia en uno\n"
        "  plazo aviso: 2 días hábiles antes de viaje\n    si vence: sin efecto\n  fin plazo\n"
        "  etapa uno \"Uno\"\n    sin plazo legal\n    pide viaje\n    sigue dos\n  fin etapa\n"
        "  etapa dos \"Dos\"\n    sin plazo legal\n    inicia ruta hija con visto = viaje sin esperar\n    sigue fin_madre\n  fin etapa\n"
        "  final fin_madre \"Fin\"\nfin ruta\n" ROUTE("hija", "    visto : fecha\n", ""));
    case_close(start(&room, "madre", "M-1"));
    assert_int_equal(stat(room.path, &before), 0);
    struct given_datum given = { .datum = 0, .value = DAY + 40, .minute = MINUTE_NONE };
    struct event event = event_of(EVENT_COMPLETE);
    struct case_file *file;
    event.data = &given;
    event.data_count = 1;
    assert_true(docket_load(room.docket, TEXT("M-1"), &file, &room.why));
    assert_true(docket_record(room.docket, file, &event, &room.write, &room.answer, &room.why));
    assert_int_equal(room.answer.outcome, DOCKET_REFUSED);
    assert_string_equal(refusal_code_text(room.answer.refusal.code), "R0621");
    assert_int_equal(case_version(file), 1);
    assert_int_equal(run_stage(case_run(file)), 0);
    case_close(file);
    assert_int_equal(stat(room.path, &after), 0);
    assert_int_equal(after.st_size, before.st_size);
    assert_int_equal(cases_in(&room), 1);
    assert_sound(&room);
    room_close(&room);
}

/* ---- The program ---------------------------------------------------------------- */

#define REFUSES(table, member, bad, words) do {                                                                \
        struct compilation compiled;                                                                           \
        struct fault why = {0};                                                                                \
        compile_good(&compiled, HEAD ROUTE("madre", "    a : texto\n    b : sí o no\n", "    inicia ruta hija con x = a y espera y recibe a = x\n") \
                                     ROUTE("hija", "    x : texto\n    z : texto reservado\n", ""));          \
        ((struct program_##table *)(uintptr_t)program_##table##_at(compiled.program, 0))->member = (bad);      \
        assert_false(verify_program(compiled.program, &why));                                                  \
        assert_non_null(strstr(why.message, words));                                                           \
        compilation_close(&compiled);                                                                          \
    } while (0)

static void a_program_that_mixes_routes_is_refused(void **state)
{
    (void)state;
    REFUSES(subroute, step, 1, "tabla «subroute», fila 0, campo «step»: no es una etapa de su ruta");
    REFUSES(subroute, step, NONE, "campo «waits»: no hay etapa que espere");
    REFUSES(subroute, route, 0, "campo «gives»: pasa un dato que no es de su ruta");
    REFUSES(crossing, from, NONE, "campo «gives»: da un final que todavía no hay");
    REFUSES(crossing, from, 1, "campo «gives»: pasa un dato a otro en que no cabe, o que lo dejaría a la vista");
    REFUSES(crossing, from, 2, "campo «gives»: pasa un dato que no es de su ruta");
    REFUSES(datum, reserved, 1, "campo «gives»: pasa un dato a otro en que no cabe, o que lo dejaría a la vista");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_was_started_returns),
        cmocka_unit_test(cases_go_no_deeper_than_the_limit),
        cmocka_unit_test(one_act_opens_no_more_than_the_limit),
        cmocka_unit_test(a_circle_of_ends_is_refused_whole),
        cmocka_unit_test(a_case_that_has_ended_is_not_told),
        cmocka_unit_test(an_end_is_heard_after_the_last_act),
        cmocka_unit_test(a_case_that_may_not_open_undoes_the_act),
        cmocka_unit_test(a_program_that_mixes_routes_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
