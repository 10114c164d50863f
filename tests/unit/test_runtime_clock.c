/* test_runtime_clock.c -- deadlines extended, stopped, resumed, begun again, fired and recalculated. */
#include "tests/unit/clock_world.h"

static struct world world;

static int set_up(void **state)
{
    (void)state;
    clock_term = (struct term){ 5, UNIT_WORKING_DAYS };
    clock_cap = (struct term){ 10, UNIT_WORKING_DAYS };
    world_open(&world, add_rulings);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    world_close(&world);
    return 0;
}

static void acuse_runs(void)
{
    accepts(&world, "2026-03-02 abre");
    accepts(&world, "2026-03-09 informa solicitud=2026-03-09");
    clock_is(&world, ACUSE, "1 en curso 2026-03-09 2026-03-16 —");
}

/* "3 2026-03-10: 2026-03-16 -> 2026-03-30 N1 art. 20" for the last line of a clock in the ledger. */
static void last_entry_is(uint32_t deadline, const char *expected)
{
    uint32_t count;
    const struct ledger_entry *all = run_ledger(world.run, &count), *last = all;
    for (uint32_t i = 0; i < count; i++) if (all[i].deadline == deadline) last = &all[i];
    char day[DATE_TEXT_SIZE], before[DATE_TEXT_SIZE], after[DATE_TEXT_SIZE], said[160];
    snprintf(said, sizeof said, "%d %s: %s -> %s %s", (int)last->kind, day_format(last->day, day), day_format(last->due_before, before),
             day_format(last->due_after, after), program_text(world.program, last->source));
    assert_string_equal(said, expected);
}

/* ---- Extensions ------------------------------------------------------------------ */

static void an_extension_counts_from_the_event_with_the_sum(void **state)
{
    (void)state;
    acuse_runs();
    accepts(&world, "2026-03-10 prorroga acuse 10__días__hábiles +oficio");
    clock_is(&world, ACUSE, "1 en curso 2026-03-09 2026-03-31 —");
    assert_int_equal(clock_of(&world, ACUSE)->term.amount, 15);
    last_entry_is(ACUSE, "1 2026-03-10: 2026-03-16 -> 2026-03-31 N1 art. 20");
    assert_int_equal(run_extensions(world.run, clock_of(&world, ACUSE)), 1);
}

static void in_another_unit_it_goes_on_from_the_date(void **state)
{
    (void)state;
    acuse_runs();
    clock_is(&world, TOTAL, "1 en curso 2026-03-09 2026-05-09 —");
    accepts(&world, "2026-03-10 prorroga total 1__mes");
    clock_is(&world, TOTAL, "1 en curso 2026-05-09 2026-06-09 —");
    accepts(&world, "2026-03-10 prorroga total 1__mes");    /* without limit of times, and summed: the same unit now */
    clock_is(&world, TOTAL, "1 en curso 2026-05-09 2026-07-09 —");
}

static void an_extension_is_refused_with_its_article(void **state)
{
    (void)state;
    accepts(&world, "2026-03-02 abre");
    refuses(&world, "2026-03-02 prorroga acuse 1__día__hábil +oficio",
            "R0635 el plazo «acuse» no está corriendo: aún no ha empezado [N1 art. 9]");
    accepts(&world, "2026-03-09 informa solicitud=2026-03-09");
    refuses(&world, "2026-03-10 prorroga acuse 11__días__hábiles +oficio",
            "R0639 el plazo «acuse» no puede prorrogarse por 11 días hábiles: la fuente permite hasta 10 días hábiles [N1 art. 20]");
    refuses(&world, "2026-03-10 prorroga acuse 1__mes +oficio",
            "R0639 el plazo «acuse» no puede prorrogarse por 1 mes: la fuente permite hasta 10 días hábiles [N1 art. 20]");
    refuses(&world, "2026-03-10 prorroga acuse 1__día__hábil",
            "R0640 el plazo «acuse» no puede prorrogarse: falta el instrumento «oficio» [N1 art. 20]");
    refuses(&world, "2026-03-17 prorroga acuse 1__día__hábil +oficio",
            "R0636 el plazo «acuse» no puede prorrogarse: venció el 2026-03-16 [N1 art. 9]");
    accepts(&world, "2026-03-10 prorroga acuse 1__día__hábil +oficio");
    refuses(&world, "2026-03-10 prorroga acuse 1__día__hábil",      /* each one needs its own */
            "R0640 el plazo «acuse» no puede prorrogarse: falta el instrumento «oficio» [N1 art. 20]");
    accepts(&world, "2026-03-11 prorroga acuse 1__día__hábil +oficio");
    refuses(&world, "2026-03-12 prorroga acuse 1__día__hábil +oficio",
            "R0638 el plazo «acuse» ya se prorrogó 2 veces: la fuente no permite más [N1 art. 20]");
    accepts(&world, "2026-03-12 informa entrega=2026-03-12T08:00");
    refuses(&world, "2026-03-12 prorroga primero 1__hora",
            "R0637 el plazo «primero» no puede prorrogarse: la fuente no lo prevé [N1 art. 9]");
    accepts(&world, "2026-03-12T09:00 produce +informe");
    refuses(&world, "2026-03-12 prorroga acuse 1__día__hábil +oficio",
            "R0635 el plazo «acuse» no está corriendo: está suspendido [N1 art. 9]");
}

/* ---- Suspensions and interruptions ------------------------------------------------ */

static void what_was_left_is_what_runs(void **state)
{
    (void)state;
    acuse_runs();
    accepts(&world, "2026-03-11 produce +informe");
    clock_is(&world, ACUSE, "1 suspendido 2026-03-09 2026-03-16 —");
    assert_int_equal(clock_of(&world, ACUSE)->balance, 3);
    assert_int_equal(run_deadline_share(world.run, clock_of(&world, ACUSE), day_of("2026-11-30")), 40);
    assert_int_equal(run_deadline_status(clock_of(&world, ACUSE), day_of("2026-11-30")), DEADLINE_SUSPENDED);
    last_entry_is(ACUSE, "2 2026-03-11: 2026-03-16 -> — N1 art. 21");
    accepts(&world, "2026-03-18 produce +ajeno");
    clock_is(&world, ACUSE, "1 en curso 2026-03-18 2026-03-24 —");
    assert_int_equal(run_deadline_share(world.run, clock_of(&world, ACUSE), day_of("2026-03-19")), 60);
    last_entry_is(ACUSE, "3 2026-03-18: 2026-03-16 -> 2026-03-24 N1 art. 21");
}

static void the_order_in_which_it_becomes_known_does_not_matter(void **state)
{
    (void)state;
    accepts(&world, "2026-03-02 abre");
    accepts(&world, "2026-03-11 produce +informe");
    accepts(&world, "2026-03-18 produce +ajeno");
    accepts(&world, "2026-03-18 informa solicitud=2026-03-09");
    clock_is(&world, ACUSE, "1 en curso 2026-03-18 2026-03-24 —");
}

static void the_last_day_suspended_runs_on_resuming(void **state)
{
    (void)state;
    acuse_runs();
    accepts(&world, "2026-03-16 produce +informe");
    accepts(&world, "2026-03-21 produce +ajeno");       /* a Saturday before a Monday that is a holiday */
    clock_is(&world, ACUSE, "1 en curso 2026-03-21 2026-03-24 —");
}

static void what_passed_is_not_stopped(void **state)
{
    (void)state;
    acuse_runs();
    accepts(&world, "2026-03-17 produce +informe");
    clock_is(&world, ACUSE, "1 vencido 2026-03-09 2026-03-16 —");
    accepts(&world, "2026-03-18 produce +acta");
    clock_is(&world, ACUSE, "1 vencido 2026-03-09 2026-03-16 —");
}

static void an_interruption_begins_it_again_with_its_extensions(void **state)
{
    (void)state;
    acuse_runs();
    accepts(&world, "2026-03-10 prorroga acuse 1__día__hábil +oficio");
    accepts(&world, "2026-03-12 produce +acta");
    clock_is(&world, ACUSE, "1 en curso 2026-03-12 2026-03-20 —");
    last_entry_is(ACUSE, "4 2026-03-12: 2026-03-17 -> 2026-03-20 N1 art. 22");
}

/* Or the days it was stopped would be lost by interrupting it. */
static void interrupted_while_suspended_it_resumes_whole(void **state)
{
    (void)state;
    acuse_runs();
    accepts(&world, "2026-03-10 prorroga acuse 1__día__hábil +oficio");
    accepts(&world, "2026-03-11 produce +informe");
    accepts(&world, "2026-03-12 produce +acta");
    clock_is(&world, ACUSE, "1 suspendido 2026-03-12 2026-03-20 —");
    last_entry_is(ACUSE, "4 2026-03-12: 2026-03-17 -> — N1 art. 22");
    assert_int_equal(clock_of(&world, ACUSE)->balance, 6);
    accepts(&world, "2026-03-16 produce +ajeno");
    clock_is(&world, ACUSE, "1 en curso 2026-03-16 2026-03-25 —");
}

/* ---- Hours ------------------------------------------------------------------------ */

static void hours_run_by_the_minute(void **state)
{
    (void)state;
    accepts(&world, "2026-03-02 abre");
    refuses(&world, "2026-03-06 informa entrega=2026-03-06",
            "R0634 el plazo «primero» se cuenta en horas y no consta la hora de «entrega», del 2026-03-06 [N1 art. 9]");
    accepts(&world, "2026-03-06T12:00 informa entrega=2026-03-06T10:30");
    const struct deadline_state *clock = clock_of(&world, FIRST_OF);
    assert_int_equal(clock->due, day_of("2026-03-07"));
    assert_int_equal(clock->due_minute, 630);
    assert_int_equal(run_deadline_status_at(clock, day_of("2026-03-07"), 630), DEADLINE_RUNNING);
    assert_int_equal(run_deadline_status_at(clock, day_of("2026-03-07"), 631), DEADLINE_EXPIRED);
    refuses(&world, "2026-03-06T11:59 produce +informe", "R0618 el acto es del 2026-03-06T11:59 y el último registrado es del 2026-03-06T12:00 []");
    refuses(&world, "2026-03-06 produce +informe",
            "R0634 el plazo «primero» se cuenta en horas y no consta la hora de «informe», del 2026-03-06 [N1 art. 9]");
    accepts(&world, "2026-03-06T20:30 produce +informe");
    assert_int_equal(clock_of(&world, FIRST_OF)->balance, 14 * 60);
    accepts(&world, "2026-03-09T08:00 produce +ajeno");
    clock = clock_of(&world, FIRST_OF);
    assert_int_equal(clock->due, day_of("2026-03-09"));
    assert_int_equal(clock->due_minute, 22 * 60);
    refuses(&world, "2026-03-09T22:00 vence primero", "R0641 el plazo «primero» no ha vencido: vence el 2026-03-09T22:00 [N1 art. 9]");
    accepts(&world, "2026-03-09T22:01 produce +oficio");
    assert_int_equal(run_deadline_status(clock_of(&world, FIRST_OF), day_of(TODAY)), DEADLINE_EXPIRED);     /* met a minute late */
}

static void the_hour_that_is_missing_is_named(void **state)
{
    (void)state;
    accepts(&world, "2026-03-02 abre");
    accepts(&world, "2026-03-05 completa recepcion solicitud=2026-03-05 +formulario ~oficina_x");
    accepts(&world, "2026-03-05 completa verificar");
    refuses(&world, "2026-03-09 completa evaluar procede=si +informe",
            "R0634 el plazo «primero» se cuenta en horas y no consta la hora de «comite», del 2026-03-09 [N1 art. 9]");
}

/* ---- Expiries --------------------------------------------------------------------- */

static void an_expiry_has_its_consequence_once(void **state)
{
    (void)state;
    char effects[256] = "";
    uint32_t count;
    acuse_runs();
    refuses(&world, "2026-03-16 vence acuse", "R0641 el plazo «acuse» no ha vencido: vence el 2026-03-16 [N1 art. 9]");
    assert_false(run_deemed(world.run, TEXT("desistimiento")));
    accepts(&world, "2026-03-17 vence acuse");
    const struct effect *all = run_effects(world.run, &count);
    for (uint32_t i = 0; i < count; i++) {
        size_t used = strlen(effects);
        snprintf(effects + used, sizeof effects - used, "%d:%u ", (int)all[i].kind, all[i].index);
    }
    assert_string_equal(effects, "14:0 15:0 17:1 2:0 6:7 ");
    assert_int_equal(run_final(world.run), ARCHIVO);
    assert_int_equal(run_step_state(world.run, RECEPCION)->status, STEP_LEFT);
    assert_int_equal(run_step_state(world.run, RECEPCION)->completions, 0);
    assert_true(run_deemed(world.run, TEXT("desistimiento")));
    assert_false(run_deemed(world.run, TEXT("otra cosa")));
    assert_int_equal(clock_of(&world, ACUSE)->fired, day_of("2026-03-17"));
}

static void an_expiry_that_moves_nothing_is_fired_once_too(void **state)
{
    (void)state;
    acuse_runs();
    accepts(&world, "2026-03-10 completa recepcion +formulario");
    accepts(&world, "2026-05-11 vence total");
    clock_is(&world, TOTAL, "1 vencido 2026-03-09 2026-05-09 —");
    last_entry_is(TOTAL, "7 2026-05-11: 2026-05-09 -> 2026-05-09 N1 art. 9");
    refuses(&world, "2026-05-12 vence total", "R0642 el plazo «total» ya se declaró vencido, el 2026-05-11 [N1 art. 9]");
    refuses(&world, "2026-05-12 vence acuse", "R0635 el plazo «acuse» no está corriendo: ya terminó [N1 art. 9]");
    accepts(&world, "2026-05-12 informa solicitud=2026-03-10");       /* what was fired stays as it was */
    clock_is(&world, TOTAL, "1 vencido 2026-03-09 2026-05-09 —");
}

/* ---- Properties ------------------------------------------------------------------- */

static uint32_t seed = 20260313;

static int64_t random_in(int64_t first, int64_t last)
{
    seed ^= seed << 13, seed ^= seed >> 17, seed ^= seed << 5;
    return first + seed % (last - first + 1);
}

static bool is_working(enum time_unit unit)
{
    return unit == UNIT_WORKING_DAYS || unit == UNIT_DAYS_UNSAID;
}

static bool act(enum event_kind kind, day_t day, uint32_t instrument, struct term term)
{
    struct event event = { .kind = kind, .day = day, .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1,
                           .instruments = &instrument, .instrument_count = 1, .deadline = ACUSE, .term = term };
    return run_step(world.run, &event, day_of(TODAY), &world.refusal);
}

static void start_random(void)
{
    struct fault why;
    run_free(world.run);
    assert_true(run_new(&world.run, world.program, 0, &why));
    accepts(&world, "2026-01-05 abre");
    struct given_datum given = { .datum = DATUM_SOLICITUD, .value = day_of("2026-01-05") + random_in(0, 100), .minute = MINUTE_NONE };
    struct event event = { .kind = EVENT_INFORM, .day = (day_t)given.value, .minute = MINUTE_NONE, .in_favour = -1, .against = -1,
                           .outcome = -1, .data = &given, .data_count = 1 };
    assert_true(run_step(world.run, &event, day_of(TODAY), &world.refusal));
}

static void another_term(void)
{
    static const enum time_unit units[] = { UNIT_WORKING_DAYS, UNIT_CALENDAR_DAYS, UNIT_DAYS_UNSAID, UNIT_WEEKS, UNIT_MONTHS, UNIT_YEARS };
    world_close(&world);
    clock_term = (struct term){ random_in(1, 9), units[random_in(0, 5)] };
    clock_cap = (struct term){ 20, units[random_in(0, 4)] };
    if (clock_term.unit == UNIT_YEARS) clock_term.amount = 1;
    world_open(&world, add_rulings);
}

static void extending_never_shortens(void **state)
{
    (void)state;
    for (int world_number = 0; world_number < 60; world_number++) {
        another_term();
        for (int i = 0; i < 20; i++) {
            start_random();
            struct deadline_state before = *clock_of(&world, ACUSE);
            struct term more = { random_in(1, clock_cap.unit == UNIT_MONTHS ? 6 : 20), clock_cap.unit };
            if (!act(EVENT_EXTEND, before.from, OFICIO, more)) fail_msg("%s", world.refusal.sentence);
            const struct deadline_state *after = clock_of(&world, ACUSE);
            day_t due;
            assert_true(after->due > before.due);
            assert_true(deadline_due_read(run_calendar(world.run), after->from, after->term, after->reading, &due, NULL));
            assert_int_equal(due, after->due);
        }
    }
}

static void stopping_for_some_days_moves_the_date_by_as_many(void **state)
{
    (void)state;
    for (int world_number = 0; world_number < 60; world_number++) {
        another_term();
        for (int i = 0; i < 20; i++) {
            start_random();
            struct deadline_state before = *clock_of(&world, ACUSE);
            day_t stopped = before.from + (day_t)random_in(0, before.due - before.from);
            day_t resumed = stopped + (day_t)random_in(0, 40);
            int64_t days = resumed - stopped, moved;
            bool working = is_working(clock_term.unit), works = true;
            if (resumed > day_of(TODAY) || !act(EVENT_PRODUCE, stopped, INFORME, clock_term)) continue;
            assert_int_equal(clock_of(&world, ACUSE)->status, DEADLINE_SUSPENDED);
            assert_true(act(EVENT_PRODUCE, resumed, AJENO, clock_term));
            const struct deadline_state *after = clock_of(&world, ACUSE);
            moved = after->due - before.due;
            if (working) {
                assert_true(calendar_count(run_calendar(world.run), stopped, resumed, &days, NULL));
                assert_true(calendar_count(run_calendar(world.run), before.due, after->due, &moved, NULL));
                assert_true(calendar_is_working(run_calendar(world.run), after->due, &works, NULL));
            }
            assert_true(moved >= days && works);
        }
    }
}

/* The same acts always give the same state, with its ledger. */
static void any_history_replays_the_same(void **state)
{
    (void)state;
    static char lived[DUMP_SIZE], replayed[DUMP_SIZE];
    static const char *const words[] = { "produce +informe", "produce +ajeno", "produce +acta", "prorroga acuse 2__días__hábiles +oficio",
        "prorroga total 1__mes", "vence total", "vence acuse", "informa largo=si", "informa solicitud=2026-03-0%lld" };
    char accepted[64][96];
    uint32_t total = 0;
    for (int walk = 0; walk < 200; walk++) {
        uint32_t count = 0;
        day_t day = day_of("2026-03-09");
        struct fault why;
        run_free(world.run);
        assert_true(run_new(&world.run, world.program, 0, &why));
        snprintf(accepted[count++], sizeof *accepted, "2026-03-02 abre");
        snprintf(accepted[count++], sizeof *accepted, "2026-03-09 informa solicitud=2026-03-09");
        for (uint32_t i = 0; i < count; i++) accepts(&world, accepted[i]);
        while (count < 40 && run_final(world.run) == NONE && day < day_of("2026-06-30")) {
            char date[DATE_TEXT_SIZE], word[64];
            day += (day_t)random_in(0, 3);
            snprintf(word, sizeof word, words[random_in(0, 8)], (long long)random_in(1, 9));
            snprintf(accepted[count], sizeof *accepted, "%s %s", day_format(day, date), word);
            count += step(&world, accepted[count]);
        }
        dump(world.run, lived);
        run_free(world.run);
        assert_true(run_new(&world.run, world.program, 0, &why));
        for (uint32_t i = 0; i < count; i++) accepts(&world, accepted[i]);
        dump(world.run, replayed);
        assert_string_equal(lived, replayed);
        total += count;
    }
    assert_true(total > 1000);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_extension_counts_from_the_event_with_the_sum), TEST(in_another_unit_it_goes_on_from_the_date),
        TEST(an_extension_is_refused_with_its_article), TEST(what_was_left_is_what_runs),
        TEST(the_order_in_which_it_becomes_known_does_not_matter), TEST(the_last_day_suspended_runs_on_resuming),
        TEST(what_passed_is_not_stopped), TEST(an_interruption_begins_it_again_with_its_extensions),
        TEST(interrupted_while_suspended_it_resumes_whole),
        TEST(hours_run_by_the_minute), TEST(the_hour_that_is_missing_is_named), TEST(an_expiry_has_its_consequence_once), TEST(an_expiry_that_moves_nothing_is_fired_once_too),
        TEST(extending_never_shortens), TEST(stopping_for_some_days_moves_the_date_by_as_many), TEST(any_history_replays_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
