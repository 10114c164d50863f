/* test_runtime_body.c -- who may sit, how many must, and what their votes decide. */
#include "run_world.h"

static void to_committee(struct world *w)
{
    accepts(w, "2026-03-02 abre");
    accepts(w, "2026-03-02 completa recepcion solicitud=2026-03-02 +formulario");
    accepts(w, "2026-03-03 completa verificar");
    accepts(w, "2026-03-13 completa evaluar +informe procede=si");
}

static void to_follow_up(struct world *w)
{
    to_committee(w);
    accepts(w, "2026-03-13 informa colectivo=no");
    accepts(w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1");
    accepts(w, "2026-03-20 completa comite grave=si");
}

/* ---- The rules alone ----------------------------------------------------- */

static void set_rule(struct world *w)
{
    RECORD(w, body, CUALQUIERA)->quorum = QUORUM_HALF_PLUS_ONE;
    RECORD(w, body, CUALQUIERA)->counted = OF_MEMBERS;
}

static void test_quorum_of_a_body(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, set_rule);
    assert_int_equal(body_quorum(w.program, COMITE_A, 0), 3);       /* stated as a number */
    assert_int_equal(body_quorum(w.program, COMITE_B, 0), 4);       /* half plus one of seven */
    static const uint32_t half[][2] = { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 3, 2 }, { 4, 3 }, { 5, 3 }, { 6, 4 }, { 7, 4 }, { 8, 5 } };
    for (size_t i = 0; i < sizeof half / sizeof half[0]; i++) {
        assert_int_equal(body_quorum(w.program, MESA, half[i][0]), half[i][1]);
        assert_int_equal(body_quorum(w.program, CUALQUIERA, half[i][0]), half[i][1]);
    }
    world_close(&w);
}

static void test_quorum_not_stated(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    assert_int_equal(body_quorum(w.program, CUALQUIERA, 9), 0);
    assert_int_equal(body_votes_needed(w.program, MESA, 9, 9), 0);
    world_close(&w);
}

static void test_votes_a_body_needs(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, set_rule);
    static const uint32_t present[][2] = { { 3, 2 }, { 4, 3 }, { 5, 3 } };
    for (size_t i = 0; i < sizeof present / sizeof present[0]; i++)
        assert_int_equal(body_votes_needed(w.program, COMITE_A, 0, present[i][0]), present[i][1]);
    assert_int_equal(body_votes_needed(w.program, COMITE_B, 0, 4), 4);      /* of its seven, whoever came */
    assert_int_equal(body_votes_needed(w.program, COMITE_B, 0, 7), 4);
    assert_int_equal(body_votes_needed(w.program, CUALQUIERA, 6, 2), 6);    /* all of the members */
    world_close(&w);
}

/* ---- Five members, three present, half plus one of those present ---------- */

static void test_three_present_and_two_in_favour_adopt(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 completa comite grave=si", "R0608 «comite» no puede completarse: comite_a no ha adoptado decisión en esta etapa [N1 num. 3]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos 2-0",
            "R0609 comite_a no puede sesionar: asisten 2 y el quórum para deliberar es de 3 [N1 art. 4 par. 1]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres @cuatro 2-2 nota=perdida");
    const struct session_state *session = run_last_session(w.run);
    assert_false(session->adopted);
    assert_int_equal(session->needed, 3);
    assert_int_equal(session->attendees, 4);
    assert_int_equal(run_datum_text(w.run, DATUM_NOTA).length, 0);      /* nothing is learned */
    refuses(&w, "2026-03-20 completa comite grave=si", "R0608 «comite» no puede completarse: comite_a no ha adoptado decisión en esta etapa [N1 num. 3]");
    accepts(&w, "2026-03-21 sesiona comite_a @Dirección__primera @DOS @tres 2-1 nota=acordada");
    session = run_last_session(w.run);
    assert_true(session->adopted);
    assert_int_equal(session->needed, 2);
    assert_int_equal(session->in_favour, 2);
    assert_int_equal(session->against, 1);
    assert_int_equal(session->step, COMITE);
    assert_int_equal(session->day, day_of("2026-03-21"));
    assert_string_equal(run_datum_text(w.run, DATUM_NOTA).at, "acordada");
    assert_int_equal(run_step_state(w.run, COMITE)->adopted, 1);
    accepts(&w, "2026-03-21 completa comite grave=si");
    world_close(&w);
}

static void test_attendees_are_members(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @seis 2-1", "R0610 «seis» no es miembro de comite_a [N1 art. 4]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @Uno 2-1", "R0611 «Uno» aparece dos veces entre los asistentes [N1 art. 4]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @Dirección__Primera 2-1",
            "R0611 «Dirección Primera» aparece dos veces entre los asistentes [N1 art. 4]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-1", "R0612 se registran 4 votos y asisten 3 miembros [N1 art. 4 par. 2]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres adopta", "R0622 comite_a decide por votos: falta registrar cuántos a favor [N1 art. 4 par. 2]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 1-2 adopta",
            "R0633 el acta dice que comite_a adopta y los votos dicen lo contrario: 1 a favor, y se necesitan 2 [N1 art. 4 par. 2]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1 noadopta",
            "R0633 el acta dice que comite_a no adopta y los votos dicen lo contrario: 2 a favor, y se necesitan 2 [N1 art. 4 par. 2]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1 adopta");
    world_close(&w);
}

static void test_how_a_body_may_sit(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1 regional",
            "R0625 comite_a no puede sesionar así: la fuente no prevé sesión regional [N1 art. 4 par. 3]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1 simultanea",
            "R0625 comite_a no puede sesionar así: la fuente no prevé sesión simultánea [N1 art. 4 par. 3]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1 virtual");
    world_close(&w);
}

static void does_not_sit_virtually(struct world *w)
{
    RECORD(w, body, COMITE_A)->modalities = 0;
}

static void test_a_virtual_session_must_be_foreseen(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, does_not_sit_virtually);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1 virtual",
            "R0625 comite_a no puede sesionar así: la fuente no prevé sesión virtual [N1 art. 4 par. 3]");
    world_close(&w);
}

/* ---- Which body hears the case -------------------------------------------- */

static void test_the_case_says_which_body(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    accepts(&w, "2026-03-02 abre");
    refuses(&w, "2026-03-02 sesiona comite_a @uno @dos @tres 2-1", "R0614 en «recepcion» no sesiona ningún comité [N1 num. 1]");
    accepts(&w, "2026-03-02 completa recepcion solicitud=2026-03-02 +formulario");
    accepts(&w, "2026-03-03 completa verificar");
    accepts(&w, "2026-03-13 completa evaluar +informe procede=si");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1", "R0615 no se sabe todavía qué comité conoce: falta el dato «colectivo» [N1 num. 3]");
    refuses(&w, "2026-03-20 completa comite grave=si", "R0615 no se sabe todavía qué comité conoce: falta el dato «colectivo» [N1 num. 3]");
    accepts(&w, "2026-03-20 informa colectivo=si");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1", "R0613 en «comite» no sesiona comite_a: conoce comite_b [N1 num. 3]");
    refuses(&w, "2026-03-20 sesiona comite_b @uno @dos @tres 3-0",
            "R0609 comite_b no puede sesionar: asisten 3 y el quórum para deliberar es de 4 [N1 art. 5 par. 1]");
    accepts(&w, "2026-03-20 sesiona comite_b @uno @dos @tres @siete 3-1");
    assert_false(run_last_session(w.run)->adopted);         /* four of the seven, not of the four */
    accepts(&w, "2026-03-20 sesiona comite_b @uno @dos @tres @siete 4-0");
    assert_true(run_last_session(w.run)->adopted);
    accepts(&w, "2026-03-20 completa comite grave=no");
    world_close(&w);
}

static void only_collective_cases(struct world *w)
{
    RECORD(w, session, RECORD(w, step, COMITE)->sessions_first + 1)->guard = guard_on(w, DATUM_LARGO);
}

static void test_no_body_hears_it(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, only_collective_cases);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no largo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1", "R0614 en «comite» no sesiona ningún comité [N1 num. 3]");
    accepts(&w, "2026-03-20 completa comite grave=no");
    world_close(&w);
}

/* ---- Those the case convened ---------------------------------------------- */

static void test_those_convened_are_the_members(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, NULL);
    to_follow_up(&w);
    refuses(&w, "2026-03-21 sesiona mesa @Alfa adopta",
            "R0627 no se sabe todavía a quiénes se convocó a mesa: falta un dato con la lista de convocados [N1 art. 6]");
    refuses(&w, "2026-03-21 sesiona comite_a @uno @dos @tres 2-1", "R0613 en «seguimiento» no sesiona comite_a: conoce mesa [N1 num. 4]");
    accepts(&w, "2026-03-21 informa convocados=Alfa|Bogotá|Gama");
    refuses(&w, "2026-03-21 sesiona mesa @Alfa adopta", "R0609 mesa no puede sesionar: asisten 1 y el quórum para deliberar es de 2 [N1 art. 6 par. 1]");
    refuses(&w, "2026-03-21 sesiona mesa @Alfa @Delta adopta", "R0610 «Delta» no es miembro de mesa [N1 art. 6]");
    refuses(&w, "2026-03-21 sesiona mesa @Alfa @ALFA adopta", "R0611 «ALFA» aparece dos veces entre los asistentes [N1 art. 6]");
    refuses(&w, "2026-03-21 sesiona mesa @Alfa @Gama",
            "R0623 la regla de decisión de mesa no consta: falta decir si el acta certifica que adopta [N1 art. 6 par. 2]");
    accepts(&w, "2026-03-21 sesiona mesa @bogota @Gama adopta");
    assert_true(run_last_session(w.run)->adopted);
    assert_int_equal(run_last_session(w.run)->needed, 0);
    assert_int_equal(run_last_session(w.run)->in_favour, -1);
    assert_int_equal(run_step_state(w.run, ACOMPANAR)->sessions, 1);
    world_close(&w);
}

static void nobody_signs_by_list(struct world *w)
{
    RECORD(w, instrument, ACTA)->signed_by_all = NONE;
}

static void test_a_list_of_texts_says_who_was_convened(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, nobody_signs_by_list);
    to_follow_up(&w);
    accepts(&w, "2026-03-21 informa convocados=Alfa|Beta");
    refuses(&w, "2026-03-21 sesiona mesa @Alfa @Delta adopta", "R0610 «Delta» no es miembro de mesa [N1 art. 6]");
    accepts(&w, "2026-03-21 sesiona mesa @Alfa @Beta adopta");
    world_close(&w);
}

static void anybody_sits(struct world *w)
{
    RECORD(w, session, RECORD(w, step, COMITE)->sessions_first)->body = CUALQUIERA;
}

static void test_members_nobody_knows(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, anybody_sits);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=si");
    refuses(&w, "2026-03-20 sesiona cualquiera @Perico @PERICO 2-0", "R0611 «PERICO» aparece dos veces entre los asistentes [N1 art. 7]");
    accepts(&w, "2026-03-20 sesiona cualquiera @Perico @Petra 1-1");
    assert_false(run_last_session(w.run)->adopted);
    accepts(&w, "2026-03-20 sesiona cualquiera @Perico @Petra 2-0");
    assert_true(run_last_session(w.run)->adopted);
    world_close(&w);
}

/* ---- Consensus, ties, and the majority one step asks ------------------------ */

static void agrees_or_votes(struct world *w)
{
    struct program_body *body = RECORD(w, body, COMITE_A);
    body->by_consensus = 1;
    body->exception = FORMULARIO;
    body->tie = TIE_CHAIR;
    body->tie_source = string_of(w, "N1 art. 4 par. 9");
    RECORD(w, seat, RECORD(w, body, COMITE_A)->seats_first)->presides = 1;
}

static void test_consensus_failing_which_a_vote(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, agrees_or_votes);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres", "R0662 comite_a decide por consenso: falta decir si lo hubo [N1 art. 4 par. 2]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres adopta", "R0662 comite_a decide por consenso: falta decir si lo hubo [N1 art. 4 par. 2]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres consenso 3-0",
            "R0661 la sesión de comite_a registra consenso y también votos [N1 art. 4 par. 2]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos consenso",
            "R0609 comite_a no puede sesionar: asisten 2 y el quórum para deliberar es de 3 [N1 art. 4 par. 1]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres consenso nota=acordada");
    assert_true(run_last_session(w.run)->consensus);
    assert_true(run_last_session(w.run)->adopted);
    assert_int_equal(run_last_session(w.run)->needed, 0);
    assert_string_equal(run_datum_text(w.run, DATUM_NOTA).at, "acordada");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres consenso noadopta");
    assert_true(run_last_session(w.run)->consensus);
    assert_false(run_last_session(w.run)->adopted);
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres noadopta");
    assert_false(run_last_session(w.run)->consensus);
    assert_false(run_last_session(w.run)->adopted);
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1",
            "R0664 comite_a votó sin consenso y falta el instrumento «formulario» [N1 art. 4 par. 2]");
    accepts(&w, "2026-03-20 produce +formulario");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1");
    assert_int_equal(run_last_session(w.run)->needed, 2);
    assert_true(run_last_session(w.run)->adopted);
    world_close(&w);
}

static void test_the_chair_settles_a_tie(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, agrees_or_votes);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    accepts(&w, "2026-03-20 produce +formulario");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres @cuatro 2-2",
            "R0665 comite_a empató 2 a 2: decide la presidencia, y falta decir cómo [N1 art. 4 par. 9]");
    refuses(&w, "2026-03-20 sesiona comite_a @cinco @dos @tres @cuatro 2-2 preside+",
            "R0667 comite_a empató y quien preside no asiste: «uno» [N1 art. 4 par. 9]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1 preside+",
            "R0666 no hay empate que la presidencia de comite_a deba resolver [N1 art. 4 par. 9]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres @cuatro 2-2 preside- adopta",
            "R0633 el acta dice que comite_a adopta y los votos dicen lo contrario: 2 a favor, y se necesitan 3 [N1 art. 4 par. 2]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres @cuatro 2-2 preside-");
    assert_true(run_last_session(w.run)->tied);
    assert_false(run_last_session(w.run)->adopted);
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres @cuatro 2-2 preside+");
    assert_true(run_last_session(w.run)->adopted);
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres @cuatro @cinco 2-2 preside+");     /* one abstains */
    assert_true(run_last_session(w.run)->adopted);
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres @cuatro 1-1");     /* one more would be no majority */
    assert_false(run_last_session(w.run)->tied);
    assert_false(run_last_session(w.run)->adopted);
    world_close(&w);
}

static void asks_all(struct world *w)
{
    uint32_t session = RECORD(w, step, COMITE)->sessions_first + 1;
    agrees_or_votes(w);
    RECORD(w, session, session)->decision = DECISION_UNANIMITY;
    RECORD(w, session, session)->source = string_of(w, "N1 art. 8");
}

static void test_a_step_asks_another_majority(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, asks_all);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres consenso",
            "R0660 comite_a no decide esto por consenso: la fuente no lo prevé [N1 art. 8]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1");
    assert_false(run_last_session(w.run)->adopted);
    assert_int_equal(run_last_session(w.run)->needed, 3);
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-0");
    assert_true(run_last_session(w.run)->adopted);
    world_close(&w);
}

static void called_by_some(struct world *w)
{
    struct program_body *body = RECORD(w, body, COMITE_A);
    body->urgent = 1;
    body->conveners = CONVENER_CHAIR | CONVENER_SECRETARIAT;
    body->extra_conveners = CONVENER_MEMBER;
    body->urgent_source = string_of(w, "N1 art. 4 par. 6");
    RECORD(w, body, COMITE_A)->conveners_source = string_of(w, "N1 art. 4 par. 7");
    RECORD(w, body, COMITE_A)->extra_source = string_of(w, "N1 art. 4 par. 8");
    uint32_t first = RECORD(w, body, COMITE_A)->seats_first;
    RECORD(w, seat, first)->presides = 1;
    RECORD(w, seat, first + 1)->delegation = NOT_DELEGABLE;
    RECORD(w, seat, first + 1)->source = string_of(w, "N1 art. 4 num. 2");
}

static void test_the_chair_decides_what_is_urgent(void **state)
{
    (void)state;
    struct world w;
    day_t day;
    world_open(&w, called_by_some);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres urgente",
            "R0668 comite_a tiene quórum: decide el comité, no la presidencia sola [N1 art. 4 par. 1]");
    refuses(&w, "2026-03-20 sesiona comite_a @dos @tres urgente",
            "R0669 comite_a no tiene quórum y no asiste quien preside: «uno» [N1 art. 4 par. 6]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos urgente 2-0",
            "R0670 comite_a no tiene quórum: no hay votos, consenso ni acta que adopte [N1 art. 4 par. 6]");
    assert_int_equal(run_urgent_body(w.run, &day), NONE);
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos urgente nota=salvada");
    assert_true(run_last_session(w.run)->urgent);
    assert_false(run_last_session(w.run)->adopted);
    assert_string_equal(run_datum_text(w.run, DATUM_NOTA).at, "salvada");
    assert_int_equal(run_urgent_body(w.run, &day), COMITE_A);
    assert_int_equal(day, day_of("2026-03-20"));
    assert_int_equal(run_step_state(w.run, COMITE)->adopted, 0);
    accepts(&w, "2026-03-27 sesiona comite_a @uno @dos @tres 0-3");
    assert_int_equal(run_urgent_body(w.run, &day), NONE);
    world_close(&w);
}

static void test_who_convenes_and_who_delegates(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, called_by_some);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-0 convoca:4",
            "R0671 a comite_a no lo convoca un miembro: lo convoca la presidencia o la secretaría técnica [N1 art. 4 par. 7]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-0 convoca:4 extraordinaria");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-0 convoca:2 extraordinaria");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-0 convoca:1");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-0 %Dos",
            "R0672 «Dos» no puede asistir a comite_a por delegado: es indelegable [N1 art. 4 num. 2]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-0 %cuatro",
            "R0673 «cuatro» no está entre los asistentes a comite_a [N1 art. 4]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 3-0 %Dirección__Primera %tres");
    world_close(&w);
}

static void only_agrees(struct world *w)
{
    RECORD(w, body, COMITE_A)->by_consensus = 1;
    RECORD(w, body, COMITE_A)->decision = DECISION_UNKNOWN;
}

static void test_consensus_and_nothing_else(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, only_agrees);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 2-1",
            "R0663 comite_a decide por consenso y la fuente no prevé votación [N1 art. 4 par. 2]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres consenso");
    assert_true(run_last_session(w.run)->adopted);
    world_close(&w);
}

/* Since the 20th, comite_a is of three, all of whom must be there; since the 24th it is no more. */
static void rebuilt(struct world *w)
{
    uint32_t next = program_add(w->builder, PROGRAM_TABLE_body, 1);
    struct program_body *now = RECORD(w, body, next), *before = RECORD(w, body, COMITE_A);
    *now = *before;
    before->to = now->from = day_of("2026-03-20");
    now->to = day_of("2026-03-24");
    before->after = next;
    now->before = COMITE_A;
    now->quorum_source = string_of(w, "N2 art. 1");
    seat_body(w, next, 3);
}

static void test_a_session_is_of_the_body_as_it_is_that_day(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, rebuilt);
    to_committee(&w);
    accepts(&w, "2026-03-13 informa colectivo=no");
    accepts(&w, "2026-03-19 sesiona comite_a @uno @dos @cinco 0-3");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos @cinco 3-0", "R0610 «cinco» no es miembro de comite_a [N1 art. 4]");
    refuses(&w, "2026-03-20 sesiona comite_a @uno @dos 2-0",
            "R0609 comite_a no puede sesionar: asisten 2 y el quórum para deliberar es de 3 [N2 art. 1]");
    accepts(&w, "2026-03-20 sesiona comite_a @uno @dos @tres 0-3");
    accepts(&w, "2026-03-25 sesiona comite_a @uno @dos @tres 3-0");     /* as it was when it was done away with */
    accepts(&w, "2026-03-26 completa comite grave=si");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quorum_of_a_body),
        cmocka_unit_test(test_quorum_not_stated),
        cmocka_unit_test(test_votes_a_body_needs),
        cmocka_unit_test(test_three_present_and_two_in_favour_adopt),
        cmocka_unit_test(test_attendees_are_members),
        cmocka_unit_test(test_how_a_body_may_sit),
        cmocka_unit_test(test_a_virtual_session_must_be_foreseen),
        cmocka_unit_test(test_the_case_says_which_body),
        cmocka_unit_test(test_no_body_hears_it),
        cmocka_unit_test(test_those_convened_are_the_members),
        cmocka_unit_test(test_a_list_of_texts_says_who_was_convened),
        cmocka_unit_test(test_members_nobody_knows),
        cmocka_unit_test(test_consensus_failing_which_a_vote),
        cmocka_unit_test(test_the_chair_settles_a_tie),
        cmocka_unit_test(test_a_step_asks_another_majority),
        cmocka_unit_test(test_consensus_and_nothing_else),
        cmocka_unit_test(test_the_chair_decides_what_is_urgent),
        cmocka_unit_test(test_who_convenes_and_who_delegates),
        cmocka_unit_test(test_a_session_is_of_the_body_as_it_is_that_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
