/* test_runtime_reform.c -- a reform and the cases of a store: who passes, who keeps the text before, who
 * cannot; all of them or none, once, whatever fails meanwhile. */
#include "tests/unit/docket_world.h"
#include "tests/unit/failing_disk.h"

/* Cases are opened under the route of docket_world.h. The program of the reform has that text, until
 * 2026-03-10, and the new one: recepcion, and pleno, where the cases in «comite» go with a new term.
 * Those in «recepcion» go on there; the rest keep the text before. */
#define NEW_TERM 20

static struct world reformed;

static uint32_t copy_data(struct world *w, uint32_t count)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_datum, count);
    for (uint32_t i = 0; i < count; i++) *RECORD(w, datum, first + i) = *RECORD(w, datum, i);
    return first;
}

static uint32_t new_steps(struct world *w, uint32_t final)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_step, 2);
    for (uint32_t i = first; i < first + 2; i++)
        *RECORD(w, step, i) = (struct program_step){ .name = string_of(w, i == first ? "recepcion" : "pleno"), .stage = NONE,
                                                     .repeat_body = NONE, .applies = NONE, .source = string_of(w, "N2 art. 2") };
    BRANCHES(w, first, GO_STEP(NONE, first + 1));
    BRANCHES(w, first + 1, GO_FINAL(NONE, final));
    return first;
}

static void new_deadline(struct world *w, uint32_t index, const char *name, uint32_t step, int32_t amount, struct anchor_row from)
{
    const struct program_length length = { .amount = amount, .unit = UNIT_WORKING_DAYS, .guard = NONE };
    *RECORD(w, deadline, index) = (struct program_deadline){
        .name = string_of(w, name), .step = step, .applies = NONE, .from_count = 1, .from_first = add_anchors(w, 1, &from),
        .lengths_first = add_lengths(w, 1, &length), .lengths_count = 1, .source = string_of(w, "N2 art. 3") };
}

static void new_deadlines(struct world *w, uint32_t route, uint32_t data, uint32_t steps)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_deadline, 3);
    const struct anchor_row asked = { ANCHOR_DATUM, data + DATUM_SOLICITUD }, entered = { ANCHOR_STEP_ENTRY, steps + 1 };
    new_deadline(w, first, "acuse", steps, NEW_TERM, asked);
    new_deadline(w, first + 1, "decision", steps + 1, NEW_TERM, entered);
    new_deadline(w, first + 2, "total", NONE, 90, asked);
    for (uint32_t i = 0; i < 2; i++) {
        RECORD(w, step, steps + i)->deadlines_first = first + i;
        RECORD(w, step, steps + i)->deadlines_count = 1;
    }
    RECORD(w, route, route)->deadlines_first = first;
    RECORD(w, route, route)->deadlines_count = 3;
}

static uint32_t new_version(struct world *w)
{
    uint32_t count = RECORD(w, route, 0)->data_count, data = copy_data(w, count);
    uint32_t final = program_add(w->builder, PROGRAM_TABLE_final, 1), steps = new_steps(w, final);
    uint32_t route = program_add(w->builder, PROGRAM_TABLE_route, 1);
    RECORD(w, final, final)->name = string_of(w, "archivo");
    *RECORD(w, route, route) = (struct program_route){
        .name = string_of(w, "inventada"), .data_first = data, .data_count = count, .steps_first = steps, .steps_count = 2,
        .finals_first = final, .finals_count = 1, .start = steps, .from = day_of("2026-03-10"), .to = DAY_NONE, .before = 0, .after = NONE };
    RECORD(w, route, 0)->to = day_of("2026-03-10");
    RECORD(w, route, 0)->after = route;
    new_deadlines(w, route, data, steps);
    return route;
}

static void add_reform(struct world *w)
{
    reserve(w);
    uint32_t route = new_version(w), steps = RECORD(w, route, route)->steps_first;
    uint32_t norm = program_add(w->builder, PROGRAM_TABLE_norm, 1), passages = program_add(w->builder, PROGRAM_TABLE_passage, 3);
    uint32_t reform = program_add(w->builder, PROGRAM_TABLE_reform, 1);
    *RECORD(w, norm, norm) = (struct program_norm){ .name = string_of(w, "N2"), .issuer = NONE, .issued = day_of("2026-03-10"),
                                                    .from = DAY_NONE, .to = DAY_NONE, .verified = DAY_NONE };
    *RECORD(w, passage, passages) = (struct program_passage){
        .route = 0, .step = COMITE, .kind = PASSAGE_MOVES, .to = route, .to_step = steps + 1, .term = PASSAGE_TERM_RESTARTS,
        .act = string_of(w, "N2 art. 5") };
    *RECORD(w, passage, passages + 1) = (struct program_passage){
        .route = 0, .step = RECEPCION, .kind = PASSAGE_MOVES, .to = route, .to_step = NONE, .act = string_of(w, "N2 art. 6") };
    *RECORD(w, passage, passages + 2) = (struct program_passage){
        .route = 0, .step = NONE, .kind = PASSAGE_KEEPS, .to = route, .to_step = NONE, .act = string_of(w, "N2 art. 7") };
    *RECORD(w, reform, reform) = (struct program_reform){ .norm = norm, .from = day_of("2026-03-10"), .passages_first = passages,
                                                          .passages_count = 3 };
}

static int set_up(void **state)
{
    *state = malloc(sizeof(struct desk));
    desk_open(*state);
    world_open(&reformed, add_reform);
    return 0;
}

static int tear_down(void **state)
{
    desk_close(*state);
    free(*state);
    world_close(&reformed);
    return 0;
}

/* A in «recepcion» with a running term; B in «comite»; C in «analisis». */
static void open_cases(struct desk *desk)
{
    assert_true(desk_begin(desk, "A", "2026-03-09 abre solicitud=2026-03-09 nota=Nadie", ""));
    assert_true(desk_begin(desk, "B", "2026-03-02 abre", ""));
    must_record(desk, "2026-03-04 completa recepcion solicitud=2026-03-02 +formulario ~oficina_x");
    assert_true(desk_begin(desk, "C", "2026-03-02 abre", ""));
    must_record(desk, "2026-03-04 completa recepcion solicitud=2026-03-02 +formulario ~oficina_x");
    desk_load(desk, "B");
    must_record(desk, "2026-03-05 completa verificar");
    must_record(desk, "2026-03-06 completa evaluar procede=si +informe");
}

struct seen {
    char lines[4096];
};

static void note_row(const struct docket_passage *row, void *context)
{
    static const char *const words[] = { "pasa", "conserva", "no puede", "ya", "otro" };
    struct seen *seen = context;
    const struct run *run = case_run(row->file);
    uint32_t stage = run_stage(run);
    snprintf(seen->lines + strlen(seen->lines), sizeof seen->lines - strlen(seen->lines), "%s %s %s %s\n", case_id(row->file), words[row->outcome],
             stage == NONE ? "-" : program_text(run_program(run), program_step_at(run_program(run), stage)->name),
             row->outcome == CASE_CANNOT ? refusal_code_text(row->refusal.code) : "-");
}

static struct docket_migration order(bool trial)
{
    return (struct docket_migration){ .program = reformed.program, .reform = 0, .day = day_of("2026-03-12"), .minute = MINUTE_NONE,
                                      .trial = trial };
}

static bool try_migrate(struct desk *desk, const struct docket_migration *what, struct docket_passages *count, struct seen *seen)
{
    struct docket_write write = plain_write("", -1);
    *seen = (struct seen){0};
    return docket_migrate(desk->docket, what, &write, note_row, seen, count, &desk->why);
}

static struct docket_passages migrate(struct desk *desk, const struct docket_migration *what, const char *expected)
{
    struct docket_passages count;
    struct seen seen;
    if (!try_migrate(desk, what, &count, &seen)) fail_msg("%s", desk->why.message);
    assert_string_equal(seen.lines, expected);
    return count;
}

static void must_verify(struct desk *desk)
{
    uint32_t findings = 99;
    assert_true(docket_verify(desk->docket, NULL, NULL, &findings, &desk->why));
    assert_int_equal(findings, 0);
}

static int64_t events_in(struct desk *desk)
{
    struct store_status status;
    assert_true(docket_status(desk->docket, &status, &desk->why));
    return status.events;
}

#define EVERY_CASE "A pasa recepcion -\nB pasa pleno -\nC conserva analisis -\n"

/* ---- The regime --------------------------------------------------------------- */

static void a_trial_tells_and_writes_nothing(void **state)
{
    struct desk *desk = *state;
    const struct docket_migration what = order(true);
    char before[DIGEST_TEXT_SIZE], after[DIGEST_TEXT_SIZE];
    open_cases(desk);
    assert_true(docket_head(desk->docket, before, &desk->why));
    struct docket_passages count = migrate(desk, &what, EVERY_CASE);
    assert_int_equal(count.passed, 2);
    assert_int_equal(count.kept, 1);
    assert_true(docket_head(desk->docket, after, &desk->why));
    assert_string_equal(before, after);
}

static void each_case_that_passes_has_one_act(void **state)
{
    struct desk *desk = *state;
    const struct docket_migration what = order(false);
    open_cases(desk);
    int64_t events = events_in(desk);
    migrate(desk, &what, EVERY_CASE);
    assert_int_equal(events_in(desk), events + 3);
    must_verify(desk);
    migrate(desk, &what, "C conserva analisis -\n");        /* again: nothing to do */
    assert_int_equal(events_in(desk), events + 3);
    const struct text named[] = { TEXT("A") };
    struct docket_migration only = what;
    only.cases = named;
    only.case_count = 1;
    assert_int_equal(migrate(desk, &only, "A ya recepcion -\n").others, 1);
}

static uint32_t due_of(const struct case_file *file, const char *name, day_t *due)
{
    uint32_t count, found = 0;
    const struct deadline_state *clocks = run_deadlines(case_run(file), &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct program_deadline *row = program_deadline_at(case_program(file), clocks[i].deadline);
        if (strcmp(program_text(case_program(file), row->name), name) != 0) continue;
        *due = clocks[i].due;
        found++;
    }
    return found;
}

static void its_terms_follow_the_regime(void **state)
{
    struct desk *desk = *state;
    const struct docket_migration what = order(false);
    day_t due = DAY_NONE;
    open_cases(desk);
    migrate(desk, &what, EVERY_CASE);
    desk_load(desk, "A");
    assert_int_equal(due_of(desk->file, "acuse", &due), 1);
    assert_int_equal(due, day_of("2026-03-16"));            /* five days from the 9th, as it ran */
    desk_load(desk, "B");
    assert_int_equal(due_of(desk->file, "decision", &due), 1);
    assert_int_equal(due, day_of("2026-04-14"));            /* twenty from the 12th, with three closed */
}

static void the_case_goes_on_under_the_new_text(void **state)
{
    struct desk *desk = *state;
    const struct docket_migration what = order(false);
    uint32_t findings;
    open_cases(desk);
    migrate(desk, &what, EVERY_CASE);
    desk_disconnect(desk);
    desk_connect(desk);
    desk_load(desk, "A");
    assert_memory_equal(program_digest(case_program(desk->file)), program_digest(reformed.program), DIGEST_BYTES);
    assert_memory_equal(program_digest(case_opening(desk->file).program), program_digest(desk->world.program), DIGEST_BYTES);
    struct world now = { .program = reformed.program };
    struct given given;
    struct docket_write write = plain_write("dos", -1);
    parse_event(&now, &given, "2026-03-13 completa recepcion");
    given.event.step = program_route_at(reformed.program, 1)->steps_first;
    for (int i = 0; i < 2; i++) {
        assert_true(docket_record(desk->docket, desk->file, &given.event, &write, &desk->answer, &desk->why));
        assert_int_equal(desk->answer.outcome, i ? DOCKET_REPEATED : DOCKET_RECORDED);
    }
    assert_int_equal(run_stage(case_run(desk->file)), given.event.step + 1);
    arena_free(&now.arena);
    assert_true(docket_verify(desk->docket, NULL, NULL, &findings, &desk->why));
    assert_int_equal(findings, 0);
}

static bool note_kind(const struct history_row *row, void *context)
{
    struct seen *seen = context;
    snprintf(seen->lines + strlen(seen->lines), sizeof seen->lines - strlen(seen->lines), "%s %s\n", row->stored->kind, row->stored->payload);
    return true;
}

/* The one that keeps its text is in the program that knows the reform, and says so in its history. */
static void what_keeps_its_text_knows_of_the_reform(void **state)
{
    struct desk *desk = *state;
    const struct docket_migration what = order(false);
    open_cases(desk);
    migrate(desk, &what, EVERY_CASE);
    desk_load(desk, "C");
    assert_memory_equal(program_digest(case_program(desk->file)), program_digest(reformed.program), DIGEST_BYTES);
    assert_int_equal(run_route(case_run(desk->file)), 0);
    struct seen seen = {0};
    assert_true(docket_each_event(desk->docket, desk->file, note_kind, &seen, &desk->why));
    assert_non_null(strstr(seen.lines, "migra {\"conserva\":true,\"fuente\":\"N2 art. 7\",\"norma\":\"N2\""));
}

static void compiled_again(struct world *w)
{
    add_reform(w);
    RECORD(w, route, 1)->caption = string_of(w, "Con título");
}

/* The same law in another program is no news to a case. */
static void compiled_again_there_is_nothing_to_do(void **state)
{
    struct desk *desk = *state;
    struct docket_migration what = order(false);
    open_cases(desk);
    migrate(desk, &what, EVERY_CASE);
    int64_t events = events_in(desk);
    world_close(&reformed);
    world_open(&reformed, compiled_again);
    what = order(false);
    migrate(desk, &what, "C conserva analisis -\n");
    assert_int_equal(events_in(desk), events);
}

/* The key was used before the passing: the act is read with the text it was written in. */
static void a_key_of_before_is_still_known(void **state)
{
    struct desk *desk = *state;
    const struct docket_migration what = order(false);
    struct given given;
    open_cases(desk);
    desk_load(desk, "A");
    assert_true(desk_record(desk, "2026-03-09 informa nota=Otra", "uno", -1));
    migrate(desk, &what, EVERY_CASE);
    desk_load(desk, "A");
    struct docket_write write = plain_write("uno", -1);
    parse_line(&desk->world, &given, "2026-03-09 informa nota=Otra");
    struct given_datum again = given.data[0];
    again.datum += program_route_at(reformed.program, 1)->data_first;
    given.event.data = &again;
    assert_true(docket_record(desk->docket, desk->file, &given.event, &write, &desk->answer, &desk->why));
    assert_int_equal(desk->answer.outcome, DOCKET_REPEATED);
    assert_int_equal(desk->answer.sequence, 2);
}

static void what_is_kept_is_canonical(void **state)
{
    struct desk *desk = *state;
    const struct docket_migration what = order(false);
    struct seen seen = {0};
    char digest[DIGEST_TEXT_SIZE], expected[1024];
    open_cases(desk);
    migrate(desk, &what, EVERY_CASE);
    desk_load(desk, "B");
    assert_true(docket_each_event(desk->docket, desk->file, note_kind, &seen, &desk->why));
    snprintf(expected, sizeof expected, "migra {\"etapa\":\"pleno\",\"fuente\":\"N2 art. 5\",\"norma\":\"N2\",\"programa\":\"%s\","
             "\"ruta\":\"inventada\",\"termino\":\"nuevo\",\"vigente\":\"2026-03-10\"}\n", program_digest_text(reformed.program, digest));
    assert_non_null(strstr(seen.lines, expected));
}

/* ---- Those that cannot ------------------------------------------------------------ */

static void one_that_cannot_holds_them_all(void **state)
{
    struct desk *desk = *state;
    struct docket_migration what = order(false);
    open_cases(desk);
    desk_load(desk, "A");
    must_record(desk, "2026-03-20 informa grave=no");       /* after the day of the passing */
    int64_t events = events_in(desk);
    struct docket_passages count = migrate(desk, &what, "A no puede recepcion R0618\nB pasa pleno -\nC conserva analisis -\n");
    assert_int_equal(count.refused, 1);
    assert_int_equal(events_in(desk), events);
    desk_load(desk, "B");
    assert_ptr_equal(case_program(desk->file), case_opening(desk->file).program);
    const struct text only[] = { TEXT("B") };
    what.cases = only;
    what.case_count = 1;
    migrate(desk, &what, "B pasa pleno -\n");
    assert_int_equal(events_in(desk), events + 1);
    must_verify(desk);
}

static void before_it_is_in_force_nothing_passes(void **state)
{
    struct desk *desk = *state;
    struct docket_migration what = order(false);
    struct docket_passages count;
    struct seen seen;
    open_cases(desk);
    what.day = day_of("2026-03-09");
    assert_false(try_migrate(desk, &what, &count, &seen));
    assert_int_equal(desk->why.code, EXIT_USAGE);
    assert_string_equal(desk->why.message, "la reforma rige desde el 2026-03-10: el 2026-03-09 ningún caso puede pasar todavía al texto nuevo");
    what.trial = true;
    migrate(desk, &what, EVERY_CASE);
}

static void add_another_text(struct world *w)
{
    add_reform(w);
    RECORD(w, step, RECEPCION)->source = string_of(w, "N1 num. 99");
}

/* A route of the same name that never said that is not the text the case was opened under. */
static void another_text_of_the_same_name_is_not_its_own(void **state)
{
    struct desk *desk = *state;
    open_cases(desk);
    world_close(&reformed);
    world_open(&reformed, add_another_text);
    const struct docket_migration what = order(false);
    migrate(desk, &what, "A otro recepcion -\nB otro comite -\nC otro analisis -\n");
}

/* ---- All or nothing ----------------------------------------------------------------- */

/* All three have their act, or none has; and then the order again ends with all. */
static void is_whole(struct desk *desk, int64_t before)
{
    const struct docket_migration what = order(false);
    struct docket_passages count;
    struct seen seen;
    desk_connect(desk);
    int64_t events = events_in(desk);
    assert_true(events == before || events == before + 3);
    must_verify(desk);
    assert_true(try_migrate(desk, &what, &count, &seen));
    assert_int_equal(events_in(desk), before + 3);
    must_verify(desk);
    desk_disconnect(desk);
}

static bool migrate_with_failure(struct desk *desk, const struct bytes *base, long at, bool dead, int64_t before)
{
    const struct docket_migration what = order(false);
    struct docket_passages count;
    struct seen seen;
    write_bytes(desk->path, base->at, base->size);
    desk_connect(desk);
    disk_fail_at(at, dead);
    bool ok = try_migrate(desk, &what, &count, &seen), refused = disk.failed;
    disk_fail_at(0, false);
    if (!ok) assert_true(desk->why.code == EXIT_IO || desk->why.code == EXIT_UNCERTAIN);
    if (ok) assert_int_equal(events_in(desk), before + 3);
    desk_disconnect(desk);
    is_whole(desk, before);
    return refused;
}

static void no_failing_write_leaves_half_a_migration(void **state)
{
    struct desk *desk = *state;
    open_cases(desk);
    int64_t before = events_in(desk);
    desk_disconnect(desk);
    struct bytes base = file_bytes(desk->path);
    disk_install();
    for (int dead = 0; dead < 2; dead++) {
        long at = 1;
        while (migrate_with_failure(desk, &base, at, dead, before)) at++;
        assert_true(at > 10);
    }
    disk_remove();
    free(base.at);
}

/* Killed while it tells of a case: the one before is already written, and none is kept. */
static void kill_at_second(const struct docket_passage *row, void *context)
{
    (void)context;
    if (strcmp(case_id(row->file), "B") == 0) kill(getpid(), SIGKILL);
}

static void killed_halfway_none_passed(void **state)
{
    struct desk *desk = *state;
    const struct docket_migration what = order(false);
    open_cases(desk);
    int64_t before = events_in(desk);
    desk_disconnect(desk);
    pid_t child = fork();
    if (child == 0) {
        struct docket_write write = plain_write("", -1);
        struct docket_passages count;
        desk_connect(desk);
        docket_migrate(desk->docket, &what, &write, kill_at_second, NULL, &count, &desk->why);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    desk_connect(desk);
    assert_int_equal(events_in(desk), before);
    desk_disconnect(desk);
    is_whole(desk, before);
}

/* A clerk who had the case loaded finds it under the new text. */
static void two_clerks(void **state)
{
    struct desk *desk = *state, other = {0};
    const struct docket_migration what = order(false);
    open_cases(desk);
    desk_load(desk, "A");
    other.world = desk->world;
    memcpy(other.path, desk->path, sizeof other.path);
    desk_connect(&other);
    migrate(&other, &what, EVERY_CASE);
    assert_false(desk_record(desk, "2026-03-13 informa grave=no", "", 1));
    assert_int_equal(desk->why.code, EXIT_BUSY);
    assert_memory_equal(program_digest(case_program(desk->file)), program_digest(reformed.program), DIGEST_BYTES);
    desk_disconnect(&other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_trial_tells_and_writes_nothing), TEST(each_case_that_passes_has_one_act), TEST(its_terms_follow_the_regime),
        TEST(the_case_goes_on_under_the_new_text), TEST(a_key_of_before_is_still_known), TEST(what_keeps_its_text_knows_of_the_reform), TEST(compiled_again_there_is_nothing_to_do),
        TEST(what_is_kept_is_canonical),
        TEST(one_that_cannot_holds_them_all), TEST(before_it_is_in_force_nothing_passes),
        TEST(another_text_of_the_same_name_is_not_its_own), TEST(no_failing_write_leaves_half_a_migration),
        TEST(killed_halfway_none_passed), TEST(two_clerks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
