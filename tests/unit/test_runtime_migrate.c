/* test_runtime_migrate.c -- a case that passes to another text of its route: what goes with it, what
 * happens to its terms, and when it cannot. */
#include "tests/unit/clock_world.h"

/* The text it is opened under, the new one, and the case read by the names of the one it is under. */
static struct world before, next, now;

static void open_texts(void (*amend)(struct world *w))
{
    clock_term = (struct term){ 5, UNIT_WORKING_DAYS };
    clock_cap = (struct term){ 10, UNIT_WORKING_DAYS };
    world_open(&before, add_rulings);
    world_open(&next, amend);
    now = (struct world){ .program = before.program, .run = before.run };
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&now.arena);
    world_close(&before);
    world_close(&next);
    return 0;
}

static struct event passing_event(const char *day, const char *stage, bool restarts)
{
    return (struct event){
        .kind = EVENT_MIGRATE, .day = day_of(day), .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1,
        .other_program = next.program, .other_digest = program_digest(next.program),
        .passing = { .norm = TEXT("N2"), .source = TEXT("N2 art. 1"), .route = TEXT("inventada"), .in_force = day_of("2026-01-01"),
                     .stage = text_from(stage), .restarts = restarts } };
}

static void passes(const char *day, const char *stage, bool restarts)
{
    const struct event event = passing_event(day, stage, restarts);
    if (!run_step(now.run, &event, day_of(TODAY), &now.refusal)) fail_msg("negado: %s", now.refusal.sentence);
    now.program = next.program;
}

/* Refused in these words, and the case is as it was. */
static void stays(const char *day, const char *stage, bool restarts, const char *expected)
{
    static char was[DUMP_SIZE], is[DUMP_SIZE];
    char said[1024];
    const struct event event = passing_event(day, stage, restarts);
    dump(now.run, was);
    if (run_step(now.run, &event, day_of(TODAY), &now.refusal)) fail_msg("pasó al texto nuevo");
    dump(now.run, is);
    snprintf(said, sizeof said, "%s %s [%s]", refusal_code_text(now.refusal.code), now.refusal.sentence, now.refusal.source);
    assert_string_equal(said, expected);
    assert_string_equal(was, is);
    assert_ptr_equal(run_program(now.run), before.program);
    assert_null(run_before(now.run));
}

/* ---- Amendments ------------------------------------------------------------ */

/* The lengths that the new text gives: acuse 20 days instead of 5, total 90 instead of 61. */
static void longer(struct world *w)
{
    clock_term.amount = 20;
    add_rulings(w);
    RECORD(w, length, RECORD(w, deadline, TOTAL)->lengths_first)->amount = 90;
}

/* The stage «comite» is no more: another is in its place. */
static void another_stage(struct world *w)
{
    longer(w);
    RECORD(w, step, COMITE)->name = string_of(w, "pleno");
}

static void other_names(struct world *w)
{
    longer(w);
    RECORD(w, deadline, ACUSE)->name = string_of(w, "recibo");
}

static void other_total(struct world *w)
{
    longer(w);
    RECORD(w, deadline, TOTAL)->name = string_of(w, "duracion");
}

/* «recepcion» has two terms, neither of them called «acuse» nor as long. */
static void two_terms(struct world *w)
{
    other_names(w);
    RECORD(w, deadline, DECISION)->name = string_of(w, "otro");
    RECORD(w, deadline, DECISION)->step = RECEPCION;
    RECORD(w, step, RECEPCION)->deadlines_count = 2;
    RECORD(w, step, COMITE)->deadlines_first = FIRST_OF;
    RECORD(w, step, COMITE)->deadlines_count = 2;
}

/* There is no «total», and «recepcion» has a term of 61 days beside «acuse». */
static void as_long_in_the_stage(struct world *w)
{
    two_terms(w);
    RECORD(w, deadline, TOTAL)->name = string_of(w, "duracion");
    RECORD(w, deadline, ACUSE)->name = string_of(w, "acuse");
    struct program_length *length = RECORD(w, length, RECORD(w, deadline, DECISION)->lengths_first);
    length->amount = 61;
    length->unit = UNIT_CALENDAR_DAYS;
}

static void another_resumption(struct world *w)
{
    longer(w);
    RECORD(w, pause, RECORD(w, deadline, ACUSE)->pauses_first)->resumes = FORMULARIO;
}

static void another_type(struct world *w)
{
    longer(w);
    RECORD(w, datum, DATUM_NOTA)->type = TYPE_TEXTS;
}

static void reserved_before(struct world *w)
{
    add_rulings(w);
    RECORD(w, datum, DATUM_NOTA)->reserved = 1;
}

static void first_moment_gone(struct world *w)
{
    longer(w);
    RECORD(w, step, VERIFICAR)->name = string_of(w, "revisar");
}

/* ---- What goes with the case ----------------------------------------------- */

static void open_and_advance(void)
{
    accepts(&now, "2026-03-02 abre");
    accepts(&now, "2026-03-03 completa recepcion solicitud=2026-03-02 nota=azul +formulario ~oficina_x");
    accepts(&now, "2026-03-10 completa verificar");
}

static void what_has_the_same_name_goes_along(void **state)
{
    (void)state;
    open_texts(longer);
    open_and_advance();
    passes("2026-03-12", "", false);
    assert_ptr_equal(run_program(now.run), next.program);
    assert_int_equal(run_stage(now.run), ANALISIS);
    assert_int_equal(run_event_count(now.run), 4);
    assert_int_equal(run_last_day(now.run), day_of("2026-03-12"));
    assert_int_equal(run_step_state(now.run, ANALISIS)->entries, 1);
    assert_int_equal(run_step_state(now.run, ANALISIS)->entered, day_of("2026-03-03"));
    status_is(&now, RECEPCION, STEP_DONE);
    status_is(&now, VERIFICAR, STEP_DONE);
    status_is(&now, EVALUAR, STEP_RUNNING);
    assert_int_equal(run_instrument_records(now.run, FORMULARIO), 1);
    assert_int_equal(run_datum(now.run, DATUM_SOLICITUD), day_of("2026-03-02"));
    assert_true(text_equal(run_datum_text(now.run, DATUM_NOTA), TEXT("azul")));
    assert_int_equal(run_effects(now.run, &(uint32_t){0})->kind, EFFECT_MIGRATED);
    accepts(&now, "2026-03-16T10:00 completa evaluar procede=si +informe");
    assert_int_equal(run_stage(now.run), COMITE);
}

static void what_it_was_before_is_kept(void **state)
{
    static char was[DUMP_SIZE], is[DUMP_SIZE];
    (void)state;
    open_texts(another_stage);
    open_and_advance();
    dump(now.run, was);
    passes("2026-03-12", "", false);
    dump(run_before(now.run), is);
    assert_string_equal(was, is);
    assert_null(run_before(run_before(now.run)));
}

static void a_stage_replaced_is_entered_that_day(void **state)
{
    (void)state;
    open_texts(another_stage);
    open_and_advance();
    accepts(&now, "2026-03-16T10:00 completa evaluar procede=si +informe");
    passes("2026-03-20", "pleno", false);
    assert_int_equal(run_stage(now.run), COMITE);
    assert_int_equal(run_step_state(now.run, COMITE)->entered, day_of("2026-03-20"));
    clock_is(&now, DECISION, "1 en curso 2026-03-16 2026-04-30 —");
    clock_is(&now, FIRST_OF, "1 vencido 2026-03-16 2026-03-17 —");      /* in hours, from an entry that had one */
    accepts(&now, "2026-03-24 informa colectivo=no");
    accepts(&now, "2026-03-24 sesiona comite_a @uno @dos @tres 3-0 grave=no");
    accepts(&now, "2026-03-25 completa pleno");
}

static void moments_that_are_new_wait_for_their_turn(void **state)
{
    (void)state;
    open_texts(first_moment_gone);
    open_and_advance();
    passes("2026-03-12", "", false);
    status_is(&now, VERIFICAR, STEP_RUNNING);
    accepts(&now, "2026-03-13 completa revisar");
    accepts(&now, "2026-03-16T10:00 completa evaluar procede=si +informe");
    assert_int_equal(run_stage(now.run), COMITE);
}

static void a_case_may_pass_again(void **state)
{
    (void)state;
    open_texts(another_stage);
    open_and_advance();
    passes("2026-03-12", "", false);
    struct event back = passing_event("2026-03-13", "", false);
    back.other_program = before.program;
    assert_true(run_step(now.run, &back, day_of(TODAY), &now.refusal));
    now.program = before.program;
    clock_is(&now, TOTAL, "1 en curso 2026-03-02 2026-05-02 —");
    assert_non_null(run_before(run_before(now.run)));
}

/* ---- Terms ------------------------------------------------------------------- */

static void acuse_runs(void)
{
    accepts(&now, "2026-03-02 abre");
    accepts(&now, "2026-03-09 informa solicitud=2026-03-09");
    clock_is(&now, ACUSE, "1 en curso 2026-03-09 2026-03-16 —");
    clock_is(&now, TOTAL, "1 en curso 2026-03-09 2026-05-09 —");
}

static void a_running_term_goes_on_as_it_was(void **state)
{
    (void)state;
    open_texts(longer);
    acuse_runs();
    accepts(&now, "2026-03-10 prorroga acuse 2__días__hábiles +oficio");
    passes("2026-03-11", "", false);
    clock_is(&now, ACUSE, "1 en curso 2026-03-09 2026-03-18 —");
    clock_is(&now, TOTAL, "1 en curso 2026-03-09 2026-05-09 —");
    assert_int_equal(run_extensions(now.run, clock_of(&now, ACUSE)), 1);
    accepts(&now, "2026-03-12 informa solicitud=2026-03-11");
    clock_is(&now, ACUSE, "1 en curso 2026-03-09 2026-03-18 —");
    refuses(&now, "2026-03-20 prorroga acuse 1__día__hábil +oficio", "R0636 el plazo «acuse» no puede prorrogarse: venció el 2026-03-18 [N1 art. 9]");
}

static void what_moves_it_later_is_of_the_new_text(void **state)
{
    (void)state;
    open_texts(longer);
    acuse_runs();
    accepts(&now, "2026-03-10 produce +informe");
    passes("2026-03-11", "", false);
    assert_int_equal(clock_of(&now, ACUSE)->status, DEADLINE_SUSPENDED);
    assert_int_equal(clock_of(&now, ACUSE)->balance, 4);
    accepts(&now, "2026-03-12 produce +ajeno");
    clock_is(&now, ACUSE, "1 en curso 2026-03-12 2026-03-18 —");
    accepts(&now, "2026-03-13 prorroga acuse 1__día__hábil +oficio");
    clock_is(&now, ACUSE, "1 en curso 2026-03-12 2026-03-19 —");
    accepts(&now, "2026-03-16 produce +acta");
    clock_is(&now, ACUSE, "1 en curso 2026-03-16 2026-03-25 —");    /* whole: the five it had and one more, the 23rd closed */
}

static void with_a_new_term_it_begins_that_day(void **state)
{
    (void)state;
    open_texts(longer);
    acuse_runs();
    passes("2026-03-11", "", true);
    clock_is(&now, ACUSE, "1 en curso 2026-03-11 2026-04-13 —");
    clock_is(&now, TOTAL, "1 en curso 2026-03-09 2026-05-09 —");    /* of the whole route: it goes on */
    accepts(&now, "2026-03-12 informa nota=verde");
    clock_is(&now, ACUSE, "1 en curso 2026-03-11 2026-04-13 —");
}

static void what_the_new_text_begins_counts_from_that_day(void **state)
{
    (void)state;
    open_texts(other_names);
    acuse_runs();
    passes("2026-03-11", "", true);
    clock_is(&now, ACUSE, "1 en curso 2026-03-11 2026-04-13 —");
}

/* Where there is one on each side, it goes on under its new name. */
static void a_term_with_another_name_goes_on(void **state)
{
    (void)state;
    open_texts(other_names);
    acuse_runs();
    passes("2026-03-11", "", false);
    clock_is(&now, ACUSE, "1 en curso 2026-03-09 2026-03-16 —");
    assert_true(run_is_carried(now.run, clock_of(&now, ACUSE)));
}

static void a_term_of_the_route_with_another_name_goes_on(void **state)
{
    (void)state;
    open_texts(other_total);
    acuse_runs();
    passes("2026-03-11", "", false);
    clock_is(&now, TOTAL, "1 en curso 2026-03-09 2026-05-09 —");
}

/* The term of the whole route becomes one of the stage, as long as it was. */
static void a_term_as_long_as_it_was_goes_on(void **state)
{
    (void)state;
    open_texts(as_long_in_the_stage);
    acuse_runs();
    passes("2026-03-11", "", false);
    clock_is(&now, DECISION, "1 en curso 2026-03-09 2026-05-09 —");
    clock_is(&now, ACUSE, "1 en curso 2026-03-09 2026-03-16 —");
}

static void one_that_expired_and_was_told_stays_expired(void **state)
{
    (void)state;
    open_texts(longer);
    acuse_runs();
    accepts(&now, "2026-05-11 vence total");
    passes("2026-05-12", "", false);
    assert_int_equal(clock_of(&now, TOTAL)->fired, day_of("2026-05-11"));
    refuses(&now, "2026-05-13 vence total", "R0642 el plazo «total» ya se declaró vencido, el 2026-05-11 [N1 art. 9]");
}

static void the_ledger_goes_along(void **state)
{
    uint32_t count;
    (void)state;
    open_texts(longer);
    acuse_runs();
    passes("2026-03-11", "", true);
    const struct ledger_entry *ledger = run_ledger(now.run, &count);
    assert_int_equal(ledger[0].kind, LEDGER_ARMED);
    assert_ptr_equal(ledger[0].program, before.program);
    assert_int_equal(ledger[count - 3].kind, LEDGER_RENEWED);
    assert_int_equal(ledger[count - 3].due_before, day_of("2026-03-16"));
    assert_int_equal(ledger[count - 2].kind, LEDGER_ARMED);
    assert_int_equal(ledger[count - 1].kind, LEDGER_CARRIED);
}

static void the_same_text_elsewhere(struct world *w)
{
    add_rulings(w);
    RECORD(w, route, 0)->caption = string_of(w, "La misma");
    RECORD(w, holiday, 0)->from = RECORD(w, holiday, 0)->to = day_of("2026-03-16");    /* another calendar of the same name */
}

/* A case that keeps its text: in another program, and nothing of it moves. */
static void what_keeps_its_text_is_as_it_was(void **state)
{
    struct deadline_state was[DEADLINES];
    uint32_t count, after;
    (void)state;
    open_texts(the_same_text_elsewhere);
    acuse_runs();
    accepts(&now, "2026-03-10 produce +informe");
    memcpy(was, run_deadlines(now.run, &count), sizeof was);
    assert_int_equal(count, DEADLINES);
    struct event event = passing_event("2026-03-11", "", false);
    event.passing.keeps = true;
    assert_true(run_step(now.run, &event, day_of(TODAY), &now.refusal));
    now.program = next.program;
    const struct deadline_state *is = run_deadlines(now.run, &after);
    assert_int_equal(count, after);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(was[i].status, is[i].status);
        assert_int_equal(was[i].due, is[i].due);
        assert_int_equal(was[i].balance, is[i].balance);
        assert_false(run_is_carried(now.run, &is[i]));
    }
    run_effects(now.run, &count);
    assert_int_equal(count, 0);
    accepts(&now, "2026-03-12 informa solicitud=2026-03-06");       /* still a date that can be corrected */
    accepts(&now, "2026-03-12 produce +ajeno");
    clock_is(&now, ACUSE, "1 en curso 2026-03-12 2026-03-17 —");
    assert_int_equal(run_extensions(now.run, clock_of(&now, ACUSE)), 0);
}

/* ---- Replay ------------------------------------------------------------------ */

static void replaying_gives_the_same(void **state)
{
    static char first[DUMP_SIZE], again[DUMP_SIZE];
    (void)state;
    for (int i = 0; i < 2; i++) {
        open_texts(longer);
        acuse_runs();
        accepts(&now, "2026-03-10 produce +informe");
        passes("2026-03-11", "", false);
        accepts(&now, "2026-03-12 produce +ajeno");
        dump(now.run, i ? again : first);
        if (i == 0) tear_down(NULL);
    }
    assert_string_equal(first, again);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *const acts[] = {
    "completa recepcion +formulario solicitud=2026-01-05", "completa verificar", "completa evaluar +informe procede=si colectivo=no",
    "completa evaluar +informe procede=no", "completa visitar", "sesiona comite_a @uno @dos @tres 2-1", "completa comite grave=si",
    "completa entregar", "completa capacitar", "completa acompanar", "completa seguimiento", "sesiona mesa @Alfa @Beta adopta nota=dicho",
    "informa convocados=Alfa|Beta|Gama", "informa largo=si", "produce +oficio", "produce +acta", "produce +ajeno", "produce +informe",
    "prorroga acuse 1__día__hábil +oficio", "prorroga acuse 2__días__hábiles +oficio", "vence visitas", "vence gravedad", "informa solicitud=2026-01-06",
};

struct lived {
    struct world *text;         /* the one it passes to; NULL: an act */
    const char *line;
    bool restarts;
};

/* Plays it on a fresh case under the text before. */
static bool live(const struct lived *act, const char *day)
{
    if (!act->text) return step(&now, text_format(&now.arena, "%sT10:00 %s", day, act->line).at);
    struct event event = passing_event(day, "", act->restarts);
    event.minute = 600;
    event.other_program = act->text->program;
    if (!run_step(now.run, &event, day_of(TODAY), &now.refusal)) return false;
    now.program = act->text->program;
    return true;
}

static void fresh_case(void)
{
    struct fault why;
    run_free(before.run);
    assert_true(run_new(&before.run, before.program, 0, &why));
    now.program = before.program;
    now.run = before.run;
}

/* Cases that go to and fro between two texts, at any moment. */
static void whatever_happens_replaying_gives_the_same(void **state)
{
    static char lived[DUMP_SIZE], replayed[DUMP_SIZE], was[DUMP_SIZE];
    uint32_t seed = 20210923, passed = 0, held = 0;
    (void)state;
    open_texts(another_resumption);
    for (int round = 0; round < 200; round++) {
        struct lived accepted[100];
        char days[100][DATE_TEXT_SIZE];
        uint32_t count = 0;
        day_t day = day_of("2026-01-05");
        fresh_case();
        for (int i = 0; i < 80; i++) {
            struct lived act = { NULL, i ? acts[next_random(&seed) % (sizeof acts / sizeof *acts)] : "abre", next_random(&seed) % 2 };
            if (i && next_random(&seed) % 8 == 0) act.text = now.program == before.program ? &next : &before;
            day += (day_t)(next_random(&seed) % 3);
            day_format(day, days[count]);
            dump(now.run, was);
            bool ok = live(&act, days[count]);
            passed += ok && act.text;
            held += !ok && act.text;
            if (ok) accepted[count++] = act;
            dump(now.run, lived);
            if (!ok) assert_string_equal(was, lived);
        }
        fresh_case();
        for (uint32_t i = 0; i < count; i++) assert_true(live(&accepted[i], days[i]));
        dump(now.run, replayed);
        assert_string_equal(lived, replayed);
    }
    assert_true(passed > 300 && held > 50);
}

/* ---- When it cannot ----------------------------------------------------------- */

static void a_stage_without_place_is_refused(void **state)
{
    (void)state;
    open_texts(another_stage);
    open_and_advance();
    accepts(&now, "2026-03-16T10:00 completa evaluar procede=si +informe");
    stays("2026-03-20", "", false, "R0649 el texto nuevo no tiene la etapa «comite», en que quedaría el caso [N1 num. 3]");
    stays("2026-03-20", "salón", false, "R0649 el texto nuevo no tiene la etapa «salón», en que quedaría el caso [N1 num. 3]");
}

static void a_term_that_nobody_follows_is_refused(void **state)
{
    (void)state;
    open_texts(two_terms);
    acuse_runs();
    stays("2026-03-11", "", false,
          "R0653 el plazo «acuse» está corriendo y no se sabe cuál de los plazos de la etapa a la que pasa el caso lo sigue [N1 art. 9]");
    passes("2026-03-11", "", true);
}

static void a_pause_without_end_is_refused(void **state)
{
    (void)state;
    open_texts(another_resumption);
    acuse_runs();
    accepts(&now, "2026-03-10 produce +informe");
    stays("2026-03-11", "", false,
          "R0654 el plazo «acuse» está suspendido hasta «ajeno», que en el texto nuevo no lo reanuda [N1 art. 9]");
    passes("2026-03-11", "", true);
}

static void a_datum_of_another_type_is_refused(void **state)
{
    (void)state;
    open_texts(another_type);
    accepts(&now, "2026-03-02 abre nota=azul");
    stays("2026-03-11", "", false, "R0651 el dato «nota» es de otra clase en el texto nuevo []");
}

/* «nota» is of people, with a size each: small or large, or in the new text only small. */
static void add_people(struct world *w, uint32_t sizes)
{
    static const char *const names[] = { "chica", "grande" };
    uint32_t values = program_add(w->builder, PROGRAM_TABLE_value, sizes), list = program_add(w->builder, PROGRAM_TABLE_list, 1);
    uint32_t field = program_add(w->builder, PROGRAM_TABLE_field, 1);
    for (uint32_t i = 0; i < sizes; i++) RECORD(w, value, values + i)->name = string_of(w, names[i]);
    *RECORD(w, list, list) = (struct program_list){ PROGRAM_ALWAYS, .name = string_of(w, "tallas"), .values_first = values, .values_count = sizes };
    *RECORD(w, field, field) = (struct program_field){ .name = string_of(w, "talla"), .list = list };
    RECORD(w, datum, DATUM_NOTA)->type = TYPE_PEOPLE;
    RECORD(w, datum, DATUM_NOTA)->fields_first = field;
    RECORD(w, datum, DATUM_NOTA)->fields_count = 1;
}

static void people_of_two_sizes(struct world *w)
{
    add_rulings(w);
    add_people(w, 2);
}

static void people_of_one_size(struct world *w)
{
    longer(w);
    add_people(w, 1);
}

static void a_value_that_a_person_has_is_not_dropped(void **state)
{
    (void)state;
    open_texts(people_of_one_size);
    world_close(&before);
    world_open(&before, people_of_two_sizes);
    now = (struct world){ .program = before.program, .run = before.run };
    accepts(&now, "2026-03-02 abre");
    struct given_datum given = { .datum = DATUM_NOTA, .text = TEXT("chica\ngrande"), .minute = MINUTE_NONE };
    const struct event informs = { .kind = EVENT_INFORM, .day = day_of("2026-03-03"), .minute = MINUTE_NONE, .in_favour = -1, .against = -1,
                                   .outcome = -1, .data = &given, .data_count = 1 };
    assert_true(run_step(now.run, &informs, day_of(TODAY), &now.refusal));
    stays("2026-03-11", "", false, "R0650 el dato «nota» vale «grande», que en el texto nuevo ya no está en la lista «tallas» []");
    given.text = TEXT("chica");
    assert_true(run_step(now.run, &informs, day_of(TODAY), &now.refusal));
    passes("2026-03-11", "", false);
}

static void a_secret_is_not_revealed(void **state)
{
    (void)state;
    open_texts(longer);
    world_close(&before);
    world_open(&before, reserved_before);
    now = (struct world){ .program = before.program, .run = before.run };
    accepts(&now, "2026-03-02 abre nota=azul");
    stays("2026-03-11", "", false, "R0652 el dato «nota» es reservado y en el texto nuevo no lo sería []");
}

/* The route works with a measure, which «recepcion» adopts. */
static void with_measure(struct world *w)
{
    add_rulings(w);
    uint32_t measure = program_add(w->builder, PROGRAM_TABLE_measure, 1), handling = program_add(w->builder, PROGRAM_TABLE_handling, 1);
    *RECORD(w, measure, measure) = (struct program_measure){ PROGRAM_ALWAYS, .name = string_of(w, "escolta"), .recommends = NONE, .adopts = NONE,
                                                             .source = string_of(w, "N1 art. 40") };
    *RECORD(w, handling, handling) = (struct program_handling){ .act = MEASURE_ADOPT, .instrument = NONE };
    RECORD(w, step, RECEPCION)->handlings_first = handling;
    RECORD(w, step, RECEPCION)->handlings_count = 1;
    RECORD(w, route, 0)->measures_first = many(w, 1, &measure);
    RECORD(w, route, 0)->measures_count = 1;
}

static void a_measure_in_force_is_not_dropped(void **state)
{
    (void)state;
    open_texts(longer);
    world_close(&before);
    world_open(&before, with_measure);
    now = (struct world){ .program = before.program, .run = before.run };
    accepts(&now, "2026-03-02 abre");
    const uint32_t measure = 0;
    const struct event adopts = { .kind = EVENT_MEASURE, .day = day_of("2026-03-03"), .minute = MINUTE_NONE, .in_favour = -1, .against = -1,
                                  .outcome = -1, .measure_act = MEASURE_ADOPT, .measures = &measure, .measure_count = 1 };
    assert_true(run_step(now.run, &adopts, day_of(TODAY), &now.refusal));
    stays("2026-03-11", "", false, "R0655 la medida «escolta» está adoptada y el texto nuevo no la tiene [N1 art. 40]");
}

static void a_text_to_come_is_refused(void **state)
{
    (void)state;
    open_texts(longer);
    acuse_runs();
    struct event event = passing_event("2026-03-11", "", false);
    event.passing.in_force = day_of("2026-04-01");
    assert_false(run_step(now.run, &event, day_of(TODAY), &now.refusal));
    assert_int_equal(now.refusal.code, REFUSAL_text_to_come);
    event.passing.route = TEXT("otra");
    assert_false(run_step(now.run, &event, day_of(TODAY), &now.refusal));
    assert_int_equal(now.refusal.code, REFUSAL_text_without_route);
    event = passing_event("2026-03-11", "", false);
    event.other_program = before.program;
    assert_false(run_step(now.run, &event, day_of(TODAY), &now.refusal));
    assert_int_equal(now.refusal.code, REFUSAL_text_is_its_own);
}

#define TEST(name) cmocka_unit_test_teardown(name, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_has_the_same_name_goes_along),
        TEST(what_it_was_before_is_kept),
        TEST(a_stage_replaced_is_entered_that_day),
        TEST(moments_that_are_new_wait_for_their_turn),
        TEST(a_case_may_pass_again),
        TEST(a_running_term_goes_on_as_it_was),
        TEST(what_moves_it_later_is_of_the_new_text),
        TEST(with_a_new_term_it_begins_that_day),
        TEST(what_the_new_text_begins_counts_from_that_day),
        TEST(a_term_with_another_name_goes_on),
        TEST(a_term_of_the_route_with_another_name_goes_on),
        TEST(a_term_as_long_as_it_was_goes_on),
        TEST(one_that_expired_and_was_told_stays_expired),
        TEST(the_ledger_goes_along),
        TEST(what_keeps_its_text_is_as_it_was),
        TEST(replaying_gives_the_same),
        TEST(whatever_happens_replaying_gives_the_same),
        TEST(a_stage_without_place_is_refused),
        TEST(a_term_that_nobody_follows_is_refused),
        TEST(a_pause_without_end_is_refused),
        TEST(a_datum_of_another_type_is_refused),
        TEST(a_value_that_a_person_has_is_not_dropped),
        TEST(a_secret_is_not_revealed),
        TEST(a_measure_in_force_is_not_dropped),
        TEST(a_text_to_come_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
