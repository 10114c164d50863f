/* test_runtime_docket.c -- cases recorded, loaded, repeated, refused, sealed and verified. */
#include "tests/unit/docket_world.h"

#include <sys/resource.h>

#include "runtime/digest.h"

static int set_up(void **state)
{
    *state = malloc(sizeof(struct desk));
    desk_open(*state);
    return 0;
}

static int tear_down(void **state)
{
    desk_close(*state);
    free(*state);
    return 0;
}

static char *case_dump(const struct case_file *file)
{
    char *text = malloc(DUMP_SIZE);
    dump(case_run(file), text);
    char *effects = strstr(text, "effect ");    /* those of the last step, not of the state */
    if (effects) *effects = '\0';
    return text;
}

/* ---- Recording and loading -------------------------------------------------------- */

static void numbers_are_given_in_order_and_skip_those_taken(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    assert_string_equal(case_id(desk->file), "C-000001");
    assert_true(desk_begin(desk, "C-000002", "2026-03-02 abre", ""));
    must_begin(desk);
    assert_string_equal(case_id(desk->file), "C-000003");
}

static void a_case_that_exists_is_not_opened_again(void **state)
{
    struct desk *desk = *state;
    assert_true(desk_begin(desk, "FARO-1", "2026-03-02 abre", ""));
    assert_false(desk_begin(desk, "FARO-1", "2026-03-02 abre", ""));
    assert_int_equal(desk->why.code, EXIT_FINDINGS);
    assert_string_equal(desk->why.message, "el caso «FARO-1» ya existe");
}

static void a_bad_number_is_refused(void **state)
{
    struct desk *desk = *state;
    assert_false(desk_begin(desk, "con espacio", "2026-03-02 abre", ""));
    assert_int_equal(desk->why.code, EXIT_USAGE);
    assert_string_equal(desk->why.message, "«con espacio» no sirve como número de caso");
}

static void a_case_loads_as_it_was_left(void **state)
{
    struct desk *desk = *state;
    must_record_whole_case(desk);
    char *left = case_dump(desk->file);
    char head[DIGEST_TEXT_SIZE];
    snprintf(head, sizeof head, "%s", case_head(desk->file));
    desk_disconnect(desk);
    desk_connect(desk);
    desk_load(desk, "C-000001");
    char *loaded = case_dump(desk->file);
    assert_string_equal(loaded, left);
    assert_string_equal(case_head(desk->file), head);
    assert_int_equal(case_version(desk->file), 1 + WHOLE_CASE);
    struct text note = run_datum_text(case_run(desk->file), DATUM_NOTA);
    assert_memory_equal(note.at, "Llamar a «Nadie»", note.length);
    assert_int_equal(run_datum(case_run(desk->file), DATUM_CUANTOS), 7);
    assert_int_equal(run_datum(case_run(desk->file), DATUM_NIVEL), 1);
    assert_int_equal(run_datum(case_run(desk->file), DATUM_LARGO), VALUE_NO);
    free(left);
    free(loaded);
}

static void a_case_that_does_not_exist_is_said(void **state)
{
    struct desk *desk = *state;
    assert_false(docket_load(desk->docket, TEXT("C-000009"), &desk->file, &desk->why));
    assert_int_equal(desk->why.code, EXIT_NO_INPUT);
    assert_non_null(strstr(desk->why.message, "no existe el caso «C-000009»"));
}

static void control_characters_are_refused(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    assert_false(desk_record(desk, "2026-03-03 informa grave=si", "una\nclave", -1));
    assert_int_equal(desk->why.code, EXIT_USAGE);
    assert_int_equal(case_version(desk->file), 1);
}

/* ---- Refusals ------------------------------------------------------------------------ */

static void a_refusal_leaves_the_store_byte_for_byte(void **state)
{
    struct desk *desk = *state;
    must_record_whole_case(desk);
    struct bytes before = file_bytes(desk->path);
    assert_true(desk_record(desk, "2026-03-13 completa recepcion", "k", -1));
    assert_int_equal(desk->answer.outcome, DOCKET_REFUSED);
    assert_string_equal(refusal_code_text(desk->answer.refusal.code), "R0602");
    struct bytes after = file_bytes(desk->path);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.at, after.at, after.size);
    free(before.at);
    free(after.at);
    must_record(desk, "2026-03-13 informa grave=si");      /* the file is still good to go on */
}

static void a_refused_opening_leaves_no_case(void **state)
{
    struct desk *desk = *state;
    struct bytes before = file_bytes(desk->path);
    assert_true(desk_begin(desk, "", "2027-03-02 abre", ""));     /* TODAY is before */
    assert_null(desk->file);
    assert_int_equal(desk->answer.outcome, DOCKET_REFUSED);
    assert_string_equal(refusal_code_text(desk->answer.refusal.code), "R0617");
    struct bytes after = file_bytes(desk->path);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.at, after.at, after.size);
    free(before.at);
    free(after.at);
    assert_int_not_equal(access(desk->key_path, F_OK), 0);
    must_begin(desk);
    assert_string_equal(case_id(desk->file), "C-000001");
}

/* ---- The same key twice ---------------------------------------------------------------- */

static void the_same_key_does_its_work_once(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    const char *line = "2026-03-03 informa nota=Llamar__a__«Nadie»";
    assert_true(desk_record(desk, line, "clave-1", 1));
    assert_int_equal(desk->answer.sequence, 2);
    must_record(desk, "2026-03-04 informa grave=si");
    assert_true(desk_record(desk, line, "clave-1", 1));
    assert_int_equal(desk->answer.outcome, DOCKET_REPEATED);
    assert_int_equal(desk->answer.sequence, 2);
    assert_int_equal(case_version(desk->file), 3);
}

static void a_key_used_for_something_else_is_refused(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    assert_true(desk_record(desk, "2026-03-03 informa nota=uno", "clave-1", -1));
    assert_false(desk_record(desk, "2026-03-03 informa nota=dos", "clave-1", -1));
    assert_int_equal(desk->why.code, EXIT_BAD_DATA);
    assert_string_equal(desk->why.message, "la clave «clave-1» ya se usó para otro acto: el 2 del caso «C-000001»");
    assert_int_equal(case_version(desk->file), 2);
}

static void the_same_key_opens_one_case(void **state)
{
    struct desk *desk = *state;
    assert_true(desk_begin(desk, "", "2026-03-02 abre", "apertura"));
    assert_true(desk_begin(desk, "", "2026-03-02 abre", "apertura"));
    assert_int_equal(desk->answer.outcome, DOCKET_REPEATED);
    assert_string_equal(case_id(desk->file), "C-000001");
    assert_false(desk_begin(desk, "OTRO", "2026-03-02 abre", "apertura"));
    assert_int_equal(desk->why.code, EXIT_BAD_DATA);
    struct store_status status;
    assert_true(docket_status(desk->docket, &status, &desk->why));
    assert_int_equal(status.cases, 1);
}

/* ---- Two at once -------------------------------------------------------------------------- */

static void another_version_is_told_and_writes_nothing(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    must_record(desk, "2026-03-03 informa grave=si");
    assert_false(desk_record(desk, "2026-03-03 informa grave=no", "", 1));
    assert_int_equal(desk->why.code, EXIT_BUSY);
    assert_string_equal(desk->why.message,
        "el caso «C-000001» va en la versión 2 y usted esperaba la 1; no se escribió nada");
}

static void a_case_that_moved_is_brought_up_to_date(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    struct case_file *stale = desk->file;
    desk->file = NULL;
    desk_load(desk, "C-000001");
    must_record(desk, "2026-03-05 informa grave=si");
    case_close(desk->file);
    desk->file = stale;
    assert_true(desk_record(desk, "2026-03-04 informa grave=no", "", -1));
    assert_int_equal(desk->answer.outcome, DOCKET_REFUSED);
    assert_string_equal(refusal_code_text(desk->answer.refusal.code), "R0618");
}

/* Runs in a child: loads the case, says so, waits for the starting gun and records with the version it saw. */
static int race(struct desk *desk, int ready, int gun)
{
    char shot;
    desk->docket = NULL;
    desk->file = NULL;
    desk_connect(desk);
    desk_load(desk, "C-000001");
    if (write(ready, "!", 1) != 1 || read(gun, &shot, 1) != 1) return 3;
    if (!desk_record(desk, "2026-03-04 informa grave=si", "", case_version(desk->file))) return desk->why.code == EXIT_BUSY ? 2 : 3;
    return desk->answer.outcome == DOCKET_RECORDED ? 1 : 3;
}

static void of_two_clerks_exactly_one_wins(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    desk_disconnect(desk);
    for (int round = 0; round < 20; round++) {
        int ready[2], gun[2], seen[4] = {0};
        char said;
        assert_int_equal(pipe(ready), 0);
        assert_int_equal(pipe(gun), 0);
        for (int i = 0; i < 2; i++)
            if (fork() == 0) _exit(race(desk, ready[1], gun[0]));
        for (int i = 0; i < 2; i++) assert_int_equal(read(ready[0], &said, 1), 1);
        assert_int_equal(write(gun[1], "!!", 2), 2);
        for (int i = 0; i < 2; i++) {
            int status;
            assert_true(wait(&status) > 0);
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 4);
            seen[WEXITSTATUS(status)]++;
        }
        close(ready[0]);
        close(ready[1]);
        close(gun[0]);
        close(gun[1]);
        assert_int_equal(seen[1], 1);
        assert_int_equal(seen[2], 1);
    }
    desk_connect(desk);
    desk_load(desk, "C-000001");
    assert_int_equal(case_version(desk->file), 21);
}

/* ---- What falls due, what happened ----------------------------------------------------------- */

struct listing {
    struct desk *desk;
    char text[4096];
};

static bool note_due(const struct store_deadline *row, void *context)
{
    struct listing *listing = context;
    struct case_file *file;
    struct fault why;
    char due[DATE_TEXT_SIZE], from[DATE_TEXT_SIZE];
    size_t n = strlen(listing->text);
    /* A caller loads the case from inside the walk, to say more about it. */
    if (!docket_load(listing->desk->docket, text_from(row->case_id), &file, &why)) fail_msg("%s", why.message);
    snprintf(listing->text + n, sizeof listing->text - n, "%s %s %s %s desde %s «%s» v%lld\n", day_format(row->due, due),
             row->case_id, row->route, row->name, day_format(row->from, from), row->who, (long long)case_version(file));
    case_close(file);
    return true;
}

static void what_falls_due_comes_by_day(void **state)
{
    struct desk *desk = *state;
    struct listing listing = { .desk = desk };
    must_record_whole_case(desk);
    assert_true(desk_begin(desk, "A-1", "2026-03-02 abre", ""));
    must_record(desk, "2026-03-04 informa solicitud=2026-03-03");
    assert_true(docket_each_due(desk->docket, day_of("2026-05-31"), note_due, &listing, &desk->why));
    assert_string_equal(listing.text,
        "2026-03-10 A-1 inventada acuse desde 2026-03-03 «» v2\n"
        "2026-04-09 C-000001 inventada primero desde 2026-03-09 «» v8\n"
        "2026-04-13 C-000001 inventada entregas desde 2026-03-11 «» v8\n"
        "2026-05-02 C-000001 inventada total desde 2026-03-02 «» v8\n"
        "2026-05-03 A-1 inventada total desde 2026-03-03 «» v2\n");
}

static bool note_event(const struct history_row *row, void *context)
{
    struct listing *listing = context;
    size_t n = strlen(listing->text);
    char day[DATE_TEXT_SIZE];
    snprintf(listing->text + n, sizeof listing->text - n, "%lld %s %s %s %u\n", (long long)row->stored->sequence,
             day_format(row->stored->happened, day), row->stored->kind, row->stored->recorder, row->event->data_count);
    return true;
}

static void history_tells_every_event(void **state)
{
    struct desk *desk = *state;
    struct listing listing = { .desk = desk };
    must_record_whole_case(desk);
    assert_true(docket_each_event(desk->docket, desk->file, note_event, &listing, &desk->why));
    assert_string_equal(listing.text,
        "1 2026-03-02 abre prueba 0\n2 2026-03-03 informa prueba 3\n3 2026-03-04 completa prueba 1\n"
        "4 2026-03-05 completa prueba 0\n5 2026-03-09 completa prueba 3\n6 2026-03-10 sesiona prueba 0\n"
        "7 2026-03-11 completa prueba 2\n8 2026-03-12 produce prueba 0\n");
}

static bool keep_receipt(const struct history_row *row, void *context)
{
    struct listing *listing = context;
    if (row->stored->sequence != 3) return true;
    snprintf(listing->text, sizeof listing->text, "%s", strstr(row->receipt, "\"efectos\""));
    return false;
}

static void a_receipt_says_what_was_done_and_why(void **state)
{
    struct desk *desk = *state;
    struct listing listing = { .desk = desk };
    must_record_whole_case(desk);
    assert_true(docket_each_event(desk->docket, desk->file, keep_receipt, &listing, &desk->why));
    assert_non_null(strstr(listing.text, "{\"efecto\":\"completa\",\"fuente\":\"N1 num. 1\",\"nombre\":\"recepcion\"}"));
    assert_non_null(strstr(listing.text, "{\"desde\":\"2026-03-02\",\"efecto\":\"cumple plazo\",\"fuente\":\"N1 art. 9\","
                                         "\"nombre\":\"acuse\",\"término\":\"5 días hábiles\",\"vence\":\"2026-03-09\"}"));
}

/* ---- Reserved data ------------------------------------------------------------------------------ */

static void reserved_texts_are_nowhere_in_the_file(void **state)
{
    struct desk *desk = *state;
    must_record_whole_case(desk);
    struct bytes bytes = file_bytes(desk->path);
    assert_non_null(find_bytes(&bytes, "formulario"));
    assert_non_null(find_bytes(&bytes, "sellado"));
    assert_null(find_bytes(&bytes, "Llamar"));
    assert_null(find_bytes(&bytes, "Ana"));
    assert_null(find_bytes(&bytes, "Luis"));
    free(bytes.at);
    struct stat info;
    assert_int_equal(stat(desk->key_path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void lose_key(struct desk *desk)
{
    desk_disconnect(desk);
    assert_int_equal(unlink(desk->key_path), 0);
    desk_connect(desk);
}

static void without_the_key_texts_are_hidden_and_the_case_goes_on(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    must_record(desk, "2026-03-03 informa nota=Llamar__a__«Nadie» convocados=Ana__Nadie");
    must_record(desk, "2026-03-03 produce +acta ~Ana__Nadie");
    lose_key(desk);
    desk_load(desk, "C-000001");
    assert_true(case_has_hidden(desk->file));
    struct text note = run_datum_text(case_run(desk->file), DATUM_NOTA);
    assert_int_equal(note.length, strlen("[reservado]"));
    assert_memory_equal(note.at, "[reservado]", note.length);
    must_record(desk, "2026-03-04 informa grave=si");
    assert_false(desk_record(desk, "2026-03-04 informa nota=otra", "", -1));
    assert_int_equal(desk->why.code, EXIT_NO_PERMISSION);
    assert_string_equal(desk->why.message, "el acto trae datos reservados y no está la llave del almacén");
    assert_int_equal(case_version(desk->file), 4);
}

static void without_the_key_a_reserved_truth_stops_the_replay(void **state)
{
    struct desk *desk = *state;
    must_record_whole_case(desk);
    lose_key(desk);
    assert_false(docket_load(desk->docket, TEXT("C-000001"), &desk->file, &desk->why));
    assert_int_equal(desk->why.code, EXIT_NO_PERMISSION);
    assert_string_equal(desk->why.message, "para leer el caso «C-000001» hace falta la llave: el dato «largo» es reservado");
}

static void a_lost_key_is_not_replaced(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    lose_key(desk);
    assert_false(desk_begin(desk, "", "2026-03-02 abre", ""));
    assert_int_equal(desk->why.code, EXIT_NO_PERMISSION);
    assert_int_not_equal(access(desk->key_path, F_OK), 0);
}

static void a_key_is_made_whole_and_never_replaced(void **state)
{
    struct desk *desk = *state;
    struct seal_key other;
    char beside[128], message[256];
    must_begin(desk);
    snprintf(beside, sizeof beside, "%s.nueva", desk->key_path);
    assert_int_not_equal(access(beside, F_OK), 0);
    struct bytes before = file_bytes(desk->key_path);
    assert_int_equal(before.size, 78);
    assert_false(seal_create_key_file(desk->key_path, &other, &desk->why));
    assert_int_equal(desk->why.code, EXIT_CANNOT_CREATE);
    snprintf(message, sizeof message, "no se puede crear el archivo de llave «%s»: ya existe", desk->key_path);
    assert_string_equal(desk->why.message, message);
    struct bytes after = file_bytes(desk->key_path);
    assert_memory_equal(before.at, after.at, before.size);
    free(before.at);
    free(after.at);
}

static void another_key_is_told(void **state)
{
    struct desk *desk = *state;
    struct seal_key other;
    must_begin(desk);
    lose_key(desk);
    assert_true(seal_create_key_file(desk->key_path, &other, &desk->why));
    assert_false(docket_load(desk->docket, TEXT("C-000001"), &desk->file, &desk->why));
    assert_int_equal(desk->why.code, EXIT_NO_PERMISSION);
    assert_non_null(strstr(desk->why.message, "no abre el caso «C-000001»"));
}

static void a_key_others_can_read_is_refused(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    desk_disconnect(desk);
    assert_int_equal(chmod(desk->key_path, 0640), 0);
    desk_connect(desk);
    assert_false(docket_load(desk->docket, TEXT("C-000001"), &desk->file, &desk->why));
    assert_int_equal(desk->why.code, EXIT_NO_PERMISSION);
    char cure[160];
    snprintf(cure, sizeof cure, "ejecute: chmod 600 '%s'", desk->key_path);
    assert_string_equal(desk->why.help, cure);
}

/* ---- Trust ----------------------------------------------------------------------------------------- */

struct findings {
    uint32_t count;
    char first[1024];
};

static void note_finding(const struct docket_finding *finding, void *context)
{
    struct findings *findings = context;
    if (findings->count++ == 0)
        snprintf(findings->first, sizeof findings->first, "%s %lld %s", finding->case_id, (long long)finding->sequence, finding->message);
}

static struct findings verify(struct desk *desk)
{
    struct findings findings = {0};
    uint32_t count = 0;
    if (!docket_verify(desk->docket, note_finding, &findings, &count, &desk->why)) {
        findings.count = 1;     /* too damaged to be checked is found too */
        snprintf(findings.first, sizeof findings.first, "%s", desk->why.message);
        return findings;
    }
    assert_int_equal(count, findings.count);
    return findings;
}

static void a_good_store_verifies(void **state)
{
    struct desk *desk = *state;
    must_record_whole_case(desk);
    must_begin(desk);
    assert_int_equal(verify(desk).count, 0);
}

#define OPEN_UP "DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete; DROP TRIGGER event_only_next;" \
                "DROP TRIGGER receipt_no_update; DROP TRIGGER receipt_no_delete;"

static void every_alteration_is_found(void **state)
{
    static const struct { const char *sql, *found; } rows[] = {
        { "UPDATE event SET actor = 'otro' WHERE seq = 3", "C-000001 3 la cadena del caso «C-000001» está rota en el acto 3" },
        { "UPDATE event SET happened = '2026-03-06' WHERE seq = 4", "C-000001 4 la cadena del caso «C-000001» está rota en el acto 4" },
        { "UPDATE event SET recorded = recorded + 1 WHERE seq = 5", "C-000001 5 la cadena del caso «C-000001» está rota en el acto 5" },
        { "UPDATE event SET recorder = '' WHERE seq = 2", "C-000001 2 la cadena del caso «C-000001» está rota en el acto 2" },
        { "UPDATE event SET key = 'x' WHERE seq = 2", "C-000001 2 la cadena del caso «C-000001» está rota en el acto 2" },
        { "UPDATE event SET payload = replace(payload, 'acta', 'Acta') WHERE seq = 8", "C-000001 8 la cadena del caso «C-000001» está rota en el acto 8" },
        { "UPDATE event SET hash = zeroblob(32) WHERE seq = 8", "C-000001 8 la cadena del caso «C-000001» está rota en el acto 8" },
        { "DELETE FROM event WHERE seq = 4", "C-000001 5 la cadena del caso «C-000001» está rota en el acto 5" },
        { "DELETE FROM receipt WHERE seq = 8", "C-000001 8 el recibo del acto no es el que resulta de reconstruirlo" },
        { "UPDATE receipt SET content = replace(content, 'acta', 'Acta') WHERE seq = 8", "C-000001 8 el recibo del acto no es el que resulta de reconstruirlo" },
        { "UPDATE cases SET stage = 'analisis'", "C-000001 0 lo que el almacén muestra del caso no es lo que resulta de sus actos" },
        { "UPDATE cases SET version = 9", "C-000001 0 lo que el almacén muestra del caso no es lo que resulta de sus actos" },
        { "UPDATE deadline SET due = '2030-01-01' WHERE name = 'total'", "C-000001 0 los plazos guardados del caso no son los que resultan de sus actos" },
        { "DELETE FROM deadline WHERE position = 6", "C-000001 0 los plazos guardados del caso no son los que resultan de sus actos" },
    };
    struct desk *desk = *state;
    char message[256], sql[512];
    must_record_whole_case(desk);
    desk_disconnect(desk);
    struct bytes good = file_bytes(desk->path);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_bytes(desk->path, good.at, good.size);
        snprintf(sql, sizeof sql, "PRAGMA foreign_keys=OFF;" OPEN_UP "%s", rows[i].sql);
        assert_string_equal(outside(desk, sql, message), "");
        desk_connect(desk);
        struct findings found = verify(desk);
        assert_true(found.count > 0);
        if (found.first[0] != ' ') assert_string_equal(found.first, rows[i].found);
        desk_disconnect(desk);
    }
    free(good.at);
}

static void without_the_key_the_chain_is_still_checked(void **state)
{
    struct desk *desk = *state;
    char message[256];
    must_record_whole_case(desk);
    lose_key(desk);
    assert_int_equal(verify(desk).count, 0);
    assert_int_equal(docket_unreplayed(desk->docket), 1);
    desk_disconnect(desk);
    assert_string_equal(outside(desk, OPEN_UP "UPDATE event SET actor = 'otro' WHERE seq = 8", message), "");
    desk_connect(desk);
    struct findings found = verify(desk);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.first, "C-000001 8 la cadena del caso «C-000001» está rota en el acto 8");
}

static void a_cut_tail_is_found(void **state)
{
    struct desk *desk = *state;
    char message[256];
    must_record_whole_case(desk);
    desk_disconnect(desk);
    assert_string_equal(outside(desk, OPEN_UP "DELETE FROM event WHERE seq = 8", message), "");
    desk_connect(desk);
    assert_false(docket_load(desk->docket, TEXT("C-000001"), &desk->file, &desk->why));
    assert_int_equal(desk->why.code, EXIT_INTEGRITY);
    assert_string_equal(desk->why.message, "al caso «C-000001» le faltan actos: dice tener 8 y hay 7");
}

/* Each byte of the row of the last event, header of its cell included, in the file itself. */
static void flipped_bits_in_events_are_found(void **state)
{
    struct desk *desk = *state;
    uint8_t head[DIGEST_BYTES];
    must_record_whole_case(desk);
    assert_true(digest_from_text(text_from(case_head(desk->file)), head));
    desk_disconnect(desk);
    struct bytes good = file_bytes(desk->path);
    const unsigned char *row = find_bytes(&good, "produce2026-03-12");
    assert_non_null(row);
    size_t start = (size_t)(row - good.at) - 20, end = start;
    while (memcmp(good.at + end, head, DIGEST_BYTES) != 0) end++;
    uint32_t missed = 0;
    for (size_t at = start; at < end + DIGEST_BYTES; at++) {
        good.at[at] ^= (unsigned char)(1 << at % 7);
        write_bytes(desk->path, good.at, good.size);
        good.at[at] ^= (unsigned char)(1 << at % 7);
        struct docket_options options = { .path = desk->path };
        if (!docket_open(&desk->docket, &options, &desk->why)) continue;
        missed += verify(desk).count == 0;
        docket_close(desk->docket);
        desk->docket = NULL;
    }
    free(good.at);
    assert_int_equal(missed, 0);
    assert_true(end > start + 100);
}

static void the_head_moves_with_every_event(void **state)
{
    struct desk *desk = *state;
    char before[DIGEST_TEXT_SIZE], after[DIGEST_TEXT_SIZE];
    assert_true(docket_head(desk->docket, before, &desk->why));
    assert_string_equal(before, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    must_begin(desk);
    assert_true(docket_head(desk->docket, after, &desk->why));
    assert_string_not_equal(before, after);
}

/* ---- Accidents ------------------------------------------------------------------------------------- */

/* Runs in a child that is killed: records and tells each acknowledged sequence. */
static void record_until_killed(struct desk *desk, int tell)
{
    desk->docket = NULL;
    desk->file = NULL;
    desk_connect(desk);
    for (;;) {
        desk_load(desk, "C-000001");
        if (!desk_record(desk, "2026-03-04 informa grave=si nota=algo", "", -1)) _exit(1);
        uint32_t sequence = desk->answer.sequence;
        if (write(tell, &sequence, sizeof sequence) != sizeof sequence) _exit(2);
    }
}

static void a_killed_writer_loses_nothing_acknowledged(void **state)
{
    struct desk *desk = *state;
    uint32_t last = 1;
    must_begin(desk);
    desk_disconnect(desk);
    for (int round = 0; round < 40; round++) {
        int tell[2];
        uint32_t sequence;
        assert_int_equal(pipe(tell), 0);
        pid_t child = fork();
        if (child == 0) record_until_killed(desk, tell[1]);
        close(tell[1]);
        assert_int_equal(read(tell[0], &sequence, sizeof sequence), sizeof sequence);
        assert_true(sequence > last);
        last = sequence;
        usleep((useconds_t)(round * 397 % 5000));       /* anywhere in the next writes */
        kill(child, SIGKILL);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        while (read(tell[0], &sequence, sizeof sequence) == sizeof sequence) last = sequence;
        close(tell[0]);
        desk_connect(desk);
        desk_load(desk, "C-000001");
        assert_true(case_version(desk->file) >= last);
        assert_int_equal(verify(desk).count, 0);
        desk_disconnect(desk);
    }
}

static void a_full_disk_is_told_and_the_case_goes_on(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    char big[20001];
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    struct text line = text_format(&desk->world.arena, "2026-03-04 informa nota=%s", big);
    struct bytes bytes = file_bytes(desk->path);
    free(bytes.at);
    struct rlimit old, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = (struct rlimit){ bytes.size + 1024, old.rlim_max };
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool wrote = desk_record(desk, line.at, "grande", -1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_false(wrote);
    assert_int_equal(desk->why.code, EXIT_IO);
    assert_int_equal(case_version(desk->file), 1);
    assert_int_equal(verify(desk).count, 0);
    assert_true(desk_record(desk, line.at, "grande", -1));
    assert_int_equal(desk->answer.outcome, DOCKET_RECORDED);
    assert_int_equal(desk->answer.sequence, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_given_in_order_and_skip_those_taken), TEST(a_case_that_exists_is_not_opened_again),
        TEST(a_bad_number_is_refused), TEST(a_case_loads_as_it_was_left), TEST(a_case_that_does_not_exist_is_said),
        TEST(control_characters_are_refused), TEST(a_refusal_leaves_the_store_byte_for_byte),
        TEST(a_refused_opening_leaves_no_case), TEST(the_same_key_does_its_work_once),
        TEST(a_key_used_for_something_else_is_refused), TEST(the_same_key_opens_one_case),
        TEST(another_version_is_told_and_writes_nothing), TEST(a_case_that_moved_is_brought_up_to_date),
        TEST(of_two_clerks_exactly_one_wins), TEST(what_falls_due_comes_by_day), TEST(history_tells_every_event),
        TEST(a_receipt_says_what_was_done_and_why), TEST(reserved_texts_are_nowhere_in_the_file),
        TEST(without_the_key_texts_are_hidden_and_the_case_goes_on),
        TEST(without_the_key_a_reserved_truth_stops_the_replay), TEST(a_lost_key_is_not_replaced),
        TEST(a_key_is_made_whole_and_never_replaced), TEST(another_key_is_told),
        TEST(a_key_others_can_read_is_refused), TEST(a_good_store_verifies),
        TEST(every_alteration_is_found), TEST(without_the_key_the_chain_is_still_checked),
        TEST(a_cut_tail_is_found), TEST(flipped_bits_in_events_are_found),
        TEST(the_head_moves_with_every_event), TEST(a_killed_writer_loses_nothing_acknowledged),
        TEST(a_full_disk_is_told_and_the_case_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
