/* test_runtime_run.c -- the machine: stages, moments, loops, facts, deadlines, refusals, replay. */
#include "run_world.h"

#define OPEN "2026-03-02 abre"
#define RECEIVED "2026-03-02 completa recepcion solicitud=2026-03-02 +formulario"
#define VERIFIED "2026-03-03 completa verificar"
#define EVALUATED "2026-03-13 completa evaluar +informe procede=si colectivo=no"
#define SAT "2026-03-20 sesiona comite_a @uno @dos @tres 2-1"
#define DECIDED "2026-03-20 completa comite grave=si"
#define VERIFIED_LATER "2026-03-06 completa verificar"

static void to_analysis(struct world *w)
{
    accepts(w, OPEN);
    accepts(w, RECEIVED);
}

static void to_committee(struct world *w)
{
    to_analysis(w);
    accepts(w, VERIFIED);
    accepts(w, EVALUATED);
}

static void to_follow_up(struct world *w)
{
    to_committee(w);
    accepts(w, SAT);
    accepts(w, DECIDED);
}

/* ---- Stages and moments -------------------------------------------------- */

static void test_opening_enters_the_start(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    assert_int_equal(run_stage(w.run), NONE);
    refuses(&w, "2026-03-02 informa grave=si", "R0630 el caso todavía no se ha abierto []");
    accepts(&w, OPEN);
    assert_int_equal(run_stage(w.run), RECEPCION);
    assert_int_equal(run_event_count(w.run), 1);
    assert_int_equal(run_last_day(w.run), day_of("2026-03-02"));
    assert_int_equal(run_step_state(w.run, RECEPCION)->entered, day_of("2026-03-02"));
    refuses(&w, OPEN, "R0631 el caso ya está abierto, en «recepcion» []");
    world_close(&w);
}

static void test_a_stage_needs_what_it_asks_and_produces(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, OPEN);
    refuses(&w, "2026-03-02 completa recepcion", "R0606 «recepcion» no puede completarse: falta el instrumento «formulario» [N1 num. 1]");
    refuses(&w, "2026-03-02 completa recepcion +formulario", "R0607 «recepcion» no puede completarse: falta el dato «solicitud» [N1 num. 1]");
    assert_string_equal(w.refusal.cure, "dé el dato en este acto, o antes con «informa»");
    refuses(&w, "2026-03-02 completa comite", "R0602 «comite» no puede completarse ahora: el caso está en «recepcion» [N1 num. 3]");
    refuses(&w, "2026-03-02 completa verificar", "R0602 «verificar» no puede completarse ahora: el caso está en «recepcion» [N1 num. 5]");
    accepts(&w, "2026-03-02 produce +formulario");
    accepts(&w, "2026-03-02 informa solicitud=2026-03-01");
    accepts(&w, "2026-03-02 completa recepcion");
    assert_int_equal(run_stage(w.run), ANALISIS);
    status_is(&w, RECEPCION, STEP_DONE);
    world_close(&w);
}

static void test_moments_in_sequence_take_turns(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_analysis(&w);
    status_is(&w, VERIFICAR, STEP_RUNNING);
    status_is(&w, EVALUAR, STEP_WAITING);
    status_is(&w, VISITAR, STEP_RUNNING);
    refuses(&w, "2026-03-03 completa evaluar +informe", "R0603 el momento «evaluar» no puede completarse ahora: antes falta «verificar» [N1 num. 6]");
    refuses(&w, "2026-03-03 completa analisis", "R0605 la etapa «analisis» no puede completarse: falta el momento «verificar» [N1 num. 2]");
    accepts(&w, VERIFIED);
    status_is(&w, EVALUAR, STEP_RUNNING);
    assert_int_equal(run_step_state(w.run, EVALUAR)->entered, day_of("2026-03-03"));
    refuses(&w, VERIFIED, "R0604 el momento «verificar» ya está cumplido en esta etapa [N1 num. 5]");
    accepts(&w, EVALUATED);
    assert_int_equal(run_stage(w.run), COMITE);         /* with its last moment the stage is complete */
    status_is(&w, ANALISIS, STEP_DONE);
    status_is(&w, VISITAR, STEP_DONE);
    assert_int_equal(run_step_state(w.run, VISITAR)->completions, 0);
    assert_int_equal(run_step_state(w.run, VISITAR)->ended, day_of("2026-03-13"));
    assert_int_equal(run_step_state(w.run, VERIFICAR)->ended, day_of("2026-03-03"));
    world_close(&w);
}

static void test_moments_in_parallel_run_together(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_follow_up(&w);
    status_is(&w, ENTREGAR, STEP_RUNNING);
    status_is(&w, CAPACITAR, STEP_RUNNING);
    accepts(&w, "2026-03-21 completa capacitar");
    refuses(&w, "2026-03-21 completa seguimiento", "R0605 la etapa «seguimiento» no puede completarse: falta el momento «entregar» [N1 num. 4]");
    accepts(&w, "2026-03-22 completa entregar");
    assert_int_equal(run_stage(w.run), SEGUIMIENTO);    /* its own acta is still missing */
    uint32_t open[4];
    assert_int_equal(run_open_steps(w.run, open, 4), 2);
    assert_int_equal(open[0], ACOMPANAR);
    assert_int_equal(open[1], SEGUIMIENTO);
    refuses(&w, "2026-03-22 completa seguimiento", "R0606 «seguimiento» no puede completarse: falta el instrumento «acta» [N1 num. 4]");
    accepts(&w, "2026-03-23 completa seguimiento +acta convocados=Alfa|Beta ~alfa ~BETA");
    assert_int_equal(run_final(w.run), CIERRE);
    assert_int_equal(run_stage(w.run), NONE);
    refuses(&w, "2026-03-24 informa grave=si", "R0601 el caso ya terminó en «cierre»; no admite más actos []");
    world_close(&w);
}

static void test_a_moment_that_repeats_counts_and_rearms(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, "2026-01-31 abre");
    clock_is(&w, VISITAS, "1 pendiente — — —");
    accepts(&w, "2026-01-31 completa recepcion solicitud=2026-01-31 +formulario");
    clock_is(&w, VISITAS, "1 en curso 2026-01-31 2026-03-02 —");      /* 28 February is a Saturday */
    accepts(&w, "2026-02-20 completa visitar");
    clock_is(&w, VISITAS, "2 en curso 2026-01-31 2026-03-31 —");      /* from the first day: no drift */
    accepts(&w, "2026-04-06 completa visitar");
    clock_is(&w, VISITAS, "3 en curso 2026-01-31 2026-04-30 —");
    assert_int_equal(run_step_state(w.run, VISITAR)->completions, 2);
    uint32_t count;
    const struct deadline_state *all = run_deadlines(w.run, &count);
    assert_int_equal(count, DEADLINES + 2);
    assert_int_equal(all[VISITAS].status, DEADLINE_MET);
    assert_int_equal(run_deadline_status(&all[VISITAS], day_of(TODAY)), DEADLINE_MET);
    assert_int_equal(run_deadline_status(&all[VISITAS + 1], day_of(TODAY)), DEADLINE_EXPIRED);  /* six days late */
    assert_int_equal(all[VISITAS + 3].deadline, INFORMES);
    world_close(&w);
}

static void visits_produce_a_report(struct world *w)
{
    set_produces(w, VISITAR, OFICIO);
}

static void test_each_occurrence_produces_its_own(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, visits_produce_a_report);
    to_analysis(&w);
    accepts(&w, "2026-03-05 produce +oficio");
    accepts(&w, "2026-03-05 completa visitar");
    refuses(&w, "2026-03-06 completa visitar", "R0606 «visitar» no puede completarse: falta el instrumento «oficio» [N1 num. 7]");
    accepts(&w, "2026-03-06 completa visitar +oficio");
    refuses(&w, "2026-03-06 completa visitar", "R0606 «visitar» no puede completarse: falta el instrumento «oficio» [N1 num. 7]");
    world_close(&w);
}

static void test_a_moment_repeats_with_each_session(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_follow_up(&w);
    refuses(&w, "2026-03-21 completa acompanar", "R0608 «acompanar» no puede completarse: mesa no ha adoptado decisión en esta etapa [N1 num. 10]");
    accepts(&w, "2026-03-21 informa convocados=Alfa|Beta|Gama");
    accepts(&w, "2026-03-21 sesiona mesa @Alfa @gama noadopta");
    assert_int_equal(run_last_session(w.run)->step, ACOMPANAR);
    accepts(&w, "2026-03-21 completa acompanar");
    refuses(&w, "2026-03-21 completa acompanar", "R0608 «acompanar» no puede completarse: mesa no ha adoptado decisión en esta etapa [N1 num. 10]");
    accepts(&w, "2026-03-22 sesiona mesa @Alfa @Beta adopta");
    accepts(&w, "2026-03-22 completa acompanar");
    assert_int_equal(run_step_state(w.run, ACOMPANAR)->completions, 2);
    world_close(&w);
}

static void test_a_loop_enters_again(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_analysis(&w);
    accepts(&w, VERIFIED);
    accepts(&w, "2026-03-04 completa evaluar +informe procede=no");
    assert_int_equal(run_stage(w.run), RECEPCION);
    assert_int_equal(run_step_state(w.run, RECEPCION)->entries, 2);
    /* The datum is known and is enough; the instrument belonged to the entry before. */
    refuses(&w, "2026-03-05 completa recepcion", "R0606 «recepcion» no puede completarse: falta el instrumento «formulario» [N1 num. 1]");
    clock_is(&w, ACUSE, "1 cumplido 2026-03-02 2026-03-09 2026-03-02");
    accepts(&w, "2026-03-05 completa recepcion +formulario solicitud=2026-03-05");
    clock_is(&w, ACUSE, "2 cumplido 2026-03-05 2026-03-12 2026-03-05");
    status_is(&w, VERIFICAR, STEP_RUNNING);
    status_is(&w, EVALUAR, STEP_WAITING);
    assert_int_equal(run_step_state(w.run, VERIFICAR)->entries, 2);
    clock_is(&w, VISITAS, "2 en curso 2026-03-05 2026-04-06 —");
    world_close(&w);
}

static void stage_follows_itself(struct world *w)
{
    uint32_t branches = RECORD(w, step, RECEPCION)->branches_first;
    RECORD(w, branch, branches)->step = RECEPCION;
    RECORD(w, anchor, RECORD(w, deadline, ACUSE)->from_first)->kind = ANCHOR_STEP_ENTRY;
    RECORD(w, anchor, RECORD(w, deadline, ACUSE)->from_first)->datum = NONE;
    RECORD(w, anchor, RECORD(w, deadline, ACUSE)->from_first)->step = RECEPCION;
}

static void test_a_stage_may_follow_itself(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, stage_follows_itself);
    accepts(&w, OPEN);
    accepts(&w, "2026-03-04 completa recepcion solicitud=2026-03-02 +formulario");
    assert_int_equal(run_step_state(w.run, RECEPCION)->entries, 2);
    status_is(&w, RECEPCION, STEP_RUNNING);
    clock_is(&w, ACUSE, "2 en curso 2026-03-04 2026-03-11 —");
    uint32_t count;
    assert_int_equal(run_deadlines(w.run, &count)[ACUSE].met, day_of("2026-03-04"));
    world_close(&w);
}

/* ---- Decisions ----------------------------------------------------------- */

static void test_what_is_not_known_is_not_no(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_analysis(&w);
    accepts(&w, VERIFIED);
    refuses(&w, "2026-03-13 completa evaluar +informe", "R0616 no se puede decidir a dónde sigue «analisis»: falta el dato «procede» [N1 num. 2]");
    status_is(&w, EVALUAR, STEP_RUNNING);
    accepts(&w, EVALUATED);
    world_close(&w);
}

static void no_way_on(struct world *w)
{
    uint32_t branches = RECORD(w, step, COMITE)->branches_first;
    RECORD(w, branch, branches + 1)->guard = guard_on(w, DATUM_COLECTIVO);
    RECORD(w, branch, branches)->source = string_of(w, "N1 par. 1");
}

static void test_a_decision_without_way_on_is_refused(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, no_way_on);
    to_committee(&w);
    accepts(&w, SAT);
    refuses(&w, "2026-03-20 completa comite", "R0616 no se puede decidir a dónde sigue «comite»: falta el dato «grave» [N1 par. 1]");
    refuses(&w, "2026-03-20 completa comite grave=no",
            "R0632 «comite» no puede completarse: ninguna de sus condiciones se cumple y no dice a dónde sigue si no [N1 num. 3]");
    world_close(&w);
}

/* ---- Facts --------------------------------------------------------------- */

static void test_dates_of_events_and_data(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, OPEN);
    refuses(&w, "2027-01-01 informa grave=si", "R0617 el acto es del 2027-01-01 y hoy es 2026-12-31: todavía no ha ocurrido []");
    refuses(&w, "2026-03-01 informa grave=si", "R0618 el acto es del 2026-03-01 y el último registrado es del 2026-03-02 []");
    refuses(&w, "2026-03-02 informa solicitud=2026-03-03", "R0621 el dato «solicitud» es del 2026-03-03, posterior al acto [N1 art. 1]");
    refuses(&w, "2026-03-02 informa", "R0624 el acto no registra nada []");
    refuses(&w, "2026-03-02 produce", "R0624 el acto no registra nada []");
    refuses(&w, "2026-03-02 completa recepcion +formulario solicitud=2026-03-03", "R0621 el dato «solicitud» es del 2026-03-03, posterior al acto [N1 art. 1]");
    refuses(&w, "2026-03-02 completa recepcion +formulario ~otra solicitud=2026-03-02", "R0619 falta la firma de «oficina_x» en «formulario» [N1 art. 2]");
    refuses(&w, "2026-03-02 produce +ajeno", "R0626 «ajeno» no pertenece a la ruta del caso []");
    world_close(&w);
}

static void evaluating_receives_an_annex(struct world *w)
{
    RECORD(w, step, EVALUAR)->receives_first = many(w, 1, (const uint32_t[]){ AJENO });
    RECORD(w, step, EVALUAR)->receives_count = 1;
}

static void test_what_a_moment_receives_must_exist(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, evaluating_receives_an_annex);
    to_analysis(&w);
    accepts(&w, VERIFIED);
    refuses(&w, EVALUATED, "R0606 «evaluar» no puede completarse: falta el instrumento «ajeno» [N1 num. 6]");
    accepts(&w, "2026-03-04 produce +ajeno");
    accepts(&w, EVALUATED);
    world_close(&w);
}

static void form_annexes_another(struct world *w)
{
    RECORD(w, instrument, OFICIO)->annexes_first = many(w, 1, (const uint32_t[]){ AJENO });
    RECORD(w, instrument, OFICIO)->annexes_count = 1;
}

static void test_annexes_belong_to_the_route(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, form_annexes_another);
    accepts(&w, OPEN);
    accepts(&w, "2026-03-02 produce +ajeno");
    assert_int_equal(run_instrument_state(w.run, AJENO)->day, day_of("2026-03-02"));
    world_close(&w);
}

static void hide_data(struct world *w)
{
    RECORD(w, datum, DATUM_SOLICITUD)->reserved = 1;
    RECORD(w, datum, DATUM_CONVOCADOS)->reserved = 1;
}

static void test_reserved_data_stay_out_of_refusals(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, hide_data);
    accepts(&w, OPEN);
    refuses(&w, "2026-03-02 informa solicitud=2026-03-03", "R0621 el dato «solicitud» es del [reservado], posterior al acto [N1 art. 1]");
    refuses(&w, "2026-03-02 produce +acta convocados=Alfa", "R0619 falta la firma de «[reservado]» en «acta» [N1 art. 3]");
    world_close(&w);
}

static void test_signers(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, OPEN);
    refuses(&w, "2026-03-02 produce +formulario ~otra", "R0619 falta la firma de «oficina_x» en «formulario» [N1 art. 2]");
    accepts(&w, "2026-03-02 produce +formulario ~OFICINA_X ~otra");
    accepts(&w, "2026-03-02 produce +formulario");
    refuses(&w, "2026-03-02 produce +acta ~Alfa", "R0620 no se sabe todavía quiénes firman «acta»: falta el dato «convocados» [N1 art. 3]");
    accepts(&w, "2026-03-02 informa convocados=Alfa|Bogotá");
    refuses(&w, "2026-03-02 produce +acta", "R0619 falta la firma de «Alfa» en «acta» [N1 art. 3]");
    refuses(&w, "2026-03-02 produce +acta ~alfa", "R0619 falta la firma de «Bogotá» en «acta» [N1 art. 3]");
    accepts(&w, "2026-03-02 produce +acta ~BOGOTA ~alfa");
    assert_int_equal(run_instrument_records(w.run, FORMULARIO), 2);
    assert_int_equal(run_instrument_state(w.run, AJENO)->day, DAY_NONE);
    world_close(&w);
}

static void test_texts_are_kept_and_replaced(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, OPEN);
    accepts(&w, "2026-03-02 informa nota=primera convocados=Alfa|Beta");
    assert_string_equal(run_datum_text(w.run, DATUM_NOTA).at, "primera");
    refuses(&w, "2026-03-02 informa nota=segunda solicitud=2026-03-09", "R0621 el dato «solicitud» es del 2026-03-09, posterior al acto [N1 art. 1]");
    accepts(&w, "2026-03-03 informa nota=segunda");
    assert_string_equal(run_datum_text(w.run, DATUM_NOTA).at, "segunda");
    assert_string_equal(run_datum_text(w.run, DATUM_CONVOCADOS).at, "Alfa\nBeta");
    assert_int_equal(run_datum_text(w.run, DATUM_GRAVE).length, 0);
    world_close(&w);
}

static void test_a_case_has_a_limit_of_events(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, OPEN);
    struct given given;
    parse_event(&w, &given, "2026-03-02 informa grave=si");
    while (run_event_count(w.run) < RUN_MAX_EVENTS) assert_true(run_step(w.run, &given.event, day_of(TODAY), &w.refusal));
    refuses(&w, "2026-03-02 informa grave=si", "R0628 el caso ya tiene 10000 actos, el límite []");
    world_close(&w);
}

/* ---- Deadlines ----------------------------------------------------------- */

static void test_from_the_later_of_two_instruments(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_analysis(&w);
    accepts(&w, VERIFIED);
    clock_is(&w, DECISION, "1 pendiente — — —");
    accepts(&w, EVALUATED);
    clock_is(&w, DECISION, "1 en curso 2026-03-13 2026-04-29 —");
    accepts(&w, "2026-03-17 produce +formulario");
    clock_is(&w, DECISION, "1 en curso 2026-03-13 2026-04-29 —");     /* a paper filed again wins no days */
    accepts(&w, SAT);
    accepts(&w, DECIDED);
    clock_is(&w, DECISION, "1 cumplido 2026-03-13 2026-04-29 2026-03-20");
    accepts(&w, "2026-03-21 produce +formulario");
    clock_is(&w, DECISION, "1 cumplido 2026-03-13 2026-04-29 2026-03-20");
    world_close(&w);
}

static void test_from_the_first_until_an_instrument(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_analysis(&w);
    accepts(&w, VERIFIED);
    accepts(&w, "2026-03-13 completa evaluar +informe procede=si colectivo=no entrega=2026-03-10");
    clock_is(&w, FIRST_OF, "1 en curso 2026-03-10 2026-04-10 —");
    accepts(&w, SAT);
    accepts(&w, DECIDED);
    clock_is(&w, FIRST_OF, "1 en curso 2026-03-10 2026-04-10 —");     /* it says until the oficio */
    accepts(&w, "2026-04-13 produce +oficio");
    clock_is(&w, FIRST_OF, "1 vencido 2026-03-10 2026-04-10 2026-04-13");
    world_close(&w);
}

static void test_what_was_there_before_does_not_end_a_term(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_analysis(&w);
    accepts(&w, VERIFIED);
    accepts(&w, "2026-03-13 produce +oficio");
    accepts(&w, EVALUATED);
    clock_is(&w, FIRST_OF, "1 en curso 2026-03-13 2026-04-13 —");
    accepts(&w, "2026-03-13 produce +oficio");
    clock_is(&w, FIRST_OF, "1 cumplido 2026-03-13 2026-04-13 2026-03-13");
    world_close(&w);
}

static void test_applies_only_when_it_is_so(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_committee(&w);
    clock_is(&w, GRAVEDAD, "1 pendiente — — —");
    accepts(&w, "2026-03-14 informa grave=no");
    clock_is(&w, GRAVEDAD, "1 no aplica — — —");
    accepts(&w, "2026-03-15 informa grave=si");
    clock_is(&w, GRAVEDAD, "1 en curso 2026-03-13 2026-03-16 —");
    accepts(&w, "2026-03-17 informa colectivo=no");
    clock_is(&w, GRAVEDAD, "1 vencido 2026-03-13 2026-03-16 —");
    assert_int_equal(clock_of(&w, GRAVEDAD)->status, DEADLINE_RUNNING);
    accepts(&w, "2026-03-18 informa grave=no");
    clock_is(&w, GRAVEDAD, "1 no aplica — — —");
    world_close(&w);
}

static void test_a_conditional_length_waits_for_its_datum(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_follow_up(&w);
    clock_is(&w, ENTREGAS, "1 pendiente — — —");
    accepts(&w, "2026-03-21 informa largo=no");
    clock_is(&w, ENTREGAS, "1 en curso 2026-03-20 2026-04-20 —");
    accepts(&w, "2026-03-22 informa largo=si");
    clock_is(&w, ENTREGAS, "1 en curso 2026-03-20 2027-01-20 —");
    world_close(&w);
}

static void test_the_route_has_a_term_of_its_own(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_committee(&w);
    clock_is(&w, TOTAL, "1 en curso 2026-03-02 2026-05-02 —");
    accepts(&w, SAT);
    accepts(&w, "2026-03-20 completa comite grave=no");
    assert_int_equal(run_final(w.run), ARCHIVO);
    clock_is(&w, TOTAL, "1 cumplido 2026-03-02 2026-05-02 2026-03-20");
    clock_is(&w, FIRST_OF, "1 no aplica 2026-03-13 2026-04-13 —");    /* the case ended before its oficio */
    clock_is(&w, ENTREGAS, "1 no aplica — — —");
    clock_is(&w, VISITAS, "1 no aplica 2026-03-02 2026-04-06 —");
    world_close(&w);
}

static void test_a_term_that_expired_stays_expired(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_committee(&w);
    accepts(&w, "2026-06-01 sesiona comite_a @uno @dos @tres 2-1");
    accepts(&w, "2026-06-01 completa comite grave=no");
    clock_is(&w, DECISION, "1 vencido 2026-03-13 2026-04-29 2026-06-01");
    clock_is(&w, FIRST_OF, "1 vencido 2026-03-13 2026-04-13 2026-06-01");
    clock_is(&w, GRAVEDAD, "1 no aplica — — —");
    world_close(&w);
}

static void test_a_date_beyond_the_calendar_is_refused(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, OPEN);
    refuses(&w, "2026-03-02 informa solicitud=2019-12-31",
            "R0629 no se puede calcular el plazo «acuse» desde el 2019-12-31: "
            "el 2019-12-31 está fuera de lo verificado en el calendario «inventado» [N1 art. 9]");
    world_close(&w);
}

/* "Each year from the last result": the act that meets one begins the next. */
static void test_the_act_that_meets_a_term_may_begin_the_next(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_analysis(&w);
    accepts(&w, "2026-03-03 completa verificar +informe");
    clock_is(&w, INFORMES, "1 en curso 2026-03-03 2026-03-17 —");
    accepts(&w, "2026-03-06 completa evaluar +informe procede=no");
    clock_is(&w, INFORMES, "2 en curso 2026-03-06 2026-03-20 —");
    accepts(&w, "2026-03-09 produce +informe");
    clock_is(&w, INFORMES, "2 en curso 2026-03-06 2026-03-20 —");
    refuses(&w, "2026-03-10 completa recepcion +formulario",      /* the date of the first visit was for that one */
            "R0607 «recepcion» no puede completarse: falta el dato «solicitud» [N1 num. 1]");
    accepts(&w, "2026-03-10 completa recepcion solicitud=2026-03-10 +formulario");
    accepts(&w, "2026-03-11 completa verificar");
    clock_is(&w, INFORMES, "2 en curso 2026-03-06 2026-03-20 —");
    accepts(&w, "2026-03-12 completa evaluar +informe procede=si");
    clock_is(&w, INFORMES, "2 cumplido 2026-03-06 2026-03-20 2026-03-12");     /* from the committee nobody comes back */
    accepts(&w, "2026-03-13 produce +informe");
    clock_is(&w, INFORMES, "2 cumplido 2026-03-06 2026-03-20 2026-03-12");
    world_close(&w);
}

static void test_a_term_that_begins_and_ends_in_one_act(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_analysis(&w);
    accepts(&w, VERIFIED);
    accepts(&w, "2026-03-04 completa evaluar +informe procede=no");
    clock_is(&w, INFORMES, "1 cumplido 2026-03-04 2026-03-18 2026-03-04");
    world_close(&w);
}

static void test_share_of_a_term(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_committee(&w);
    const struct deadline_state *decision = clock_of(&w, DECISION), *total = clock_of(&w, TOTAL);
    assert_int_equal(run_deadline_share(w.run, decision, day_of("2026-03-10")), 0);
    assert_int_equal(run_deadline_share(w.run, decision, day_of("2026-03-13")), 0);
    assert_int_equal(run_deadline_share(w.run, decision, day_of("2026-03-15")), 0);     /* a Sunday */
    assert_int_equal(run_deadline_share(w.run, decision, day_of("2026-03-16")), 3);
    assert_int_equal(run_deadline_share(w.run, decision, day_of("2026-04-29")), 100);
    assert_int_equal(run_deadline_share(w.run, decision, day_of("2026-06-10")), 200);
    assert_int_equal(run_deadline_share(w.run, total, day_of("2026-04-01")), 49);
    assert_int_equal(run_deadline_share(w.run, clock_of(&w, ENTREGAS), day_of(TODAY)), 0);
    assert_int_equal(run_deadline_share(w.run, clock_of(&w, ACUSE), day_of(TODAY)), 0);  /* met on day zero */
    world_close(&w);
}

/* ---- Reading ------------------------------------------------------------- */

static void test_open_steps_and_what_they_miss(void **state)
{
    (void)state;
    struct world w;
    uint32_t steps[4];
    world_open(&w, NULL);
    assert_int_equal(run_open_steps(w.run, steps, 4), 0);
    to_analysis(&w);
    assert_int_equal(run_open_steps(w.run, steps, 4), 2);
    assert_int_equal(steps[0], VERIFICAR);
    assert_int_equal(steps[1], VISITAR);
    assert_false(run_missing(w.run, VERIFICAR, day_of(TODAY), &w.refusal));
    assert_true(run_missing(w.run, ANALISIS, day_of(TODAY), &w.refusal));
    assert_string_equal(w.refusal.sentence, "la etapa «analisis» no puede completarse: falta el momento «verificar»");
    status_is(&w, VERIFICAR, STEP_RUNNING);
    accepts(&w, VERIFIED);
    accepts(&w, EVALUATED);
    assert_int_equal(run_open_steps(w.run, steps, 4), 1);
    assert_int_equal(steps[0], COMITE);
    assert_true(run_missing(w.run, COMITE, day_of(TODAY), &w.refusal));
    assert_string_equal(w.refusal.sentence, "«comite» no puede completarse: comite_a no ha adoptado decisión en esta etapa");
    world_close(&w);
}

static void effects_are(struct world *w, const char *expected)
{
    static const char *const words[] = { "entra", "cumple", "final", "recibe", "sabe", "corre", "a-tiempo", "adopta", "no-adopta" };
    char said[512] = "", day[DATE_TEXT_SIZE];
    uint32_t count;
    const struct effect *effects = run_effects(w->run, &count);
    for (uint32_t i = 0; i < count; i++) {
        size_t used = strlen(said);
        snprintf(said + used, sizeof said - used, "%s%s %u %s", i ? ", " : "", words[effects[i].kind], effects[i].index,
                 day_format(effects[i].day, day) + 5);
    }
    assert_string_equal(said, expected);
}

static void test_effects(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, OPEN);
    effects_are(&w, "entra 0 03-02");
    accepts(&w, RECEIVED);
    effects_are(&w, "sabe 0 03-02, recibe 0 03-02, cumple 0 03-02, entra 1 03-02, entra 4 03-02, entra 6 03-02, "
                    "corre 0 03-09, a-tiempo 0 03-09, corre 5 04-06, corre 7 05-02");
    accepts(&w, "2026-03-05 completa visitar");
    effects_are(&w, "cumple 6 03-05, a-tiempo 5 04-06, corre 6 05-04");
    refuses(&w, "2026-03-05 informa", "R0624 el acto no registra nada []");
    accepts(&w, VERIFIED_LATER);
    accepts(&w, EVALUATED);
    accepts(&w, SAT);
    effects_are(&w, "adopta 0 03-20");
    accepts(&w, "2026-03-20 completa comite grave=no");
    effects_are(&w, "sabe 3 03-20, cumple 2 03-20, final 0 03-20, a-tiempo 1 04-29, a-tiempo 8 05-02");
    world_close(&w);
}

/* ---- Replay -------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Mostly sensible acts in no sensible order. */
static const char *const acts[] = {
    "completa recepcion +formulario solicitud=2026-01-05", "completa recepcion +formulario", "completa verificar",
    "completa evaluar +informe procede=si colectivo=no", "completa evaluar +informe procede=no", "completa visitar",
    "sesiona comite_a @uno @dos @tres 2-1", "sesiona comite_a @uno @dos 2-0", "sesiona comite_b @uno @dos @tres @cuatro 4-0",
    "completa comite grave=si", "completa entregar", "completa capacitar", "completa acompanar", "completa analisis",
    "sesiona mesa @Alfa @Beta adopta nota=dicho", "informa convocados=Alfa|Beta|Gama", "informa largo=si", "informa grave=no",
    "produce +oficio", "produce +acta ~Alfa ~Beta ~Gama", "informa entrega=2026-01-02 nota=otra", "informa colectivo=si",
    "completa comite grave=no largo=no", "informa",
};

static void test_replaying_gives_the_same_state(void **state)
{
    (void)state;
    static char lived[DUMP_SIZE], replayed[DUMP_SIZE], before[DUMP_SIZE];
    uint32_t seed = 20260313, longest = 0, finished = 0, refused = 0;
    struct world w;
    world_open(&w, NULL);
    for (int round = 0; round < 400; round++) {
        const char *accepted[200];
        uint32_t count = 0;
        day_t day = day_of("2026-01-05");
        struct fault why;
        run_free(w.run);
        assert_true(run_new(&w.run, w.program, 0, &why));
        for (int i = 0; i < 120; i++) {
            char date[DATE_TEXT_SIZE];
            day += (day_t)(next_random(&seed) % 3);
            const char *act = i == 0 ? "abre" : acts[next_random(&seed) % (sizeof acts / sizeof acts[0])];
            const char *line = text_format(&w.arena, "%s %s", day_format(day, date), act).at;
            dump(w.run, before);
            if (step(&w, line)) accepted[count++] = line;
            else {
                dump(w.run, lived);
                assert_string_equal(before, lived);
                refused++;
            }
        }
        dump(w.run, lived);
        if (run_final(w.run) != NONE) finished++;
        if (count > longest) longest = count;
        run_free(w.run);
        assert_true(run_new(&w.run, w.program, 0, &why));
        for (uint32_t i = 0; i < count; i++) accepts(&w, accepted[i]);
        dump(w.run, replayed);
        assert_string_equal(lived, replayed);
    }
    assert_true(longest > 40 && finished > 50 && refused > 1000);   /* the walk went everywhere */
    world_close(&w);
}

static void test_words_of_events(void **state)
{
    (void)state;
    static const char *const words[] = { "abre", "completa", "produce", "informa", "sesiona", "prorroga", "vence", "recalcula", "migra", "juzga", "medida", "retorna", "añade" };
    enum event_kind kind;
    for (uint32_t i = 0; i < EVENT_KINDS; i++) {
        assert_string_equal(event_kind_word((enum event_kind)i), words[i]);
        assert_true(event_kind_from_word(text_from(words[i]), &kind));
        assert_int_equal(kind, i);
    }
    assert_false(event_kind_from_word(TEXT("complet"), &kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_opening_enters_the_start),
        cmocka_unit_test(test_a_stage_needs_what_it_asks_and_produces),
        cmocka_unit_test(test_moments_in_sequence_take_turns),
        cmocka_unit_test(test_moments_in_parallel_run_together),
        cmocka_unit_test(test_a_moment_that_repeats_counts_and_rearms),
        cmocka_unit_test(test_each_occurrence_produces_its_own),
        cmocka_unit_test(test_a_moment_repeats_with_each_session),
        cmocka_unit_test(test_a_loop_enters_again),
        cmocka_unit_test(test_a_stage_may_follow_itself),
        cmocka_unit_test(test_what_is_not_known_is_not_no),
        cmocka_unit_test(test_a_decision_without_way_on_is_refused),
        cmocka_unit_test(test_dates_of_events_and_data),
        cmocka_unit_test(test_what_a_moment_receives_must_exist),
        cmocka_unit_test(test_annexes_belong_to_the_route),
        cmocka_unit_test(test_reserved_data_stay_out_of_refusals),
        cmocka_unit_test(test_signers),
        cmocka_unit_test(test_texts_are_kept_and_replaced),
        cmocka_unit_test(test_a_case_has_a_limit_of_events),
        cmocka_unit_test(test_from_the_later_of_two_instruments),
        cmocka_unit_test(test_from_the_first_until_an_instrument),
        cmocka_unit_test(test_what_was_there_before_does_not_end_a_term),
        cmocka_unit_test(test_applies_only_when_it_is_so),
        cmocka_unit_test(test_a_conditional_length_waits_for_its_datum),
        cmocka_unit_test(test_the_route_has_a_term_of_its_own),
        cmocka_unit_test(test_a_term_that_expired_stays_expired),
        cmocka_unit_test(test_a_date_beyond_the_calendar_is_refused),
        cmocka_unit_test(test_the_act_that_meets_a_term_may_begin_the_next),
        cmocka_unit_test(test_a_term_that_begins_and_ends_in_one_act),
        cmocka_unit_test(test_share_of_a_term),
        cmocka_unit_test(test_open_steps_and_what_they_miss),
        cmocka_unit_test(test_effects),
        cmocka_unit_test(test_replaying_gives_the_same_state),
        cmocka_unit_test(test_words_of_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
