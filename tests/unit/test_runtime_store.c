/* test_runtime_store.c -- the file: what is opened, what is refused, and what a failing disk leaves. */
#include "tests/unit/docket_world.h"
#include "tests/unit/failing_disk.h"

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

/* Opening must fail with this code, message (without the path) and cure. */
static void opening_fails(struct desk *desk, const char *path, bool create, enum exit_code code, const char *message)
{
    struct store *store;
    struct fault why = {0};
    char whole[512];
    snprintf(whole, sizeof whole, message, path);
    assert_false(store_open(&store, path, create, 0, &why));
    assert_null(store);
    assert_int_equal(why.code, code);
    assert_string_equal(why.message, whole);
    desk->why = why;
}

static char *join(const struct desk *desk, const char *name)
{
    static char path[160];
    snprintf(path, sizeof path, "%s/%s", desk->folder, name);
    return path;
}

/* ---- Opening ------------------------------------------------------------------------ */

static void a_new_store_is_for_its_owner_alone(void **state)
{
    struct desk *desk = *state;
    struct stat info;
    assert_int_equal(stat(desk->path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void a_store_others_can_open_is_refused_with_its_cure(void **state)
{
    struct desk *desk = *state;
    char cure[160];
    assert_int_equal(chmod(desk->path, 0644), 0);
    opening_fails(desk, desk->path, true, EXIT_NO_PERMISSION, "otras personas de este equipo pueden abrir el almacén «%s»");
    snprintf(cure, sizeof cure, "ejecute: chmod 600 '%s'", desk->path);
    assert_string_equal(desk->why.help, cure);
}

static void a_missing_store_is_told(void **state)
{
    struct desk *desk = *state;
    opening_fails(desk, join(desk, "nada.db"), false, EXIT_NO_INPUT, "no existe el almacén «%s»");
    opening_fails(desk, join(desk, "sin/carpeta.db"), true, EXIT_CANNOT_CREATE,
                  "no se puede crear el almacén «%s»: la carpeta no existe");
    opening_fails(desk, desk->folder, true, EXIT_BAD_DATA, "«%s» no es un archivo: no puede ser un almacén");
}

static void what_is_not_a_store_is_left_as_it_was(void **state)
{
    struct desk *desk = *state;
    const char *path = join(desk, "ajeno.db");
    static const char text[] = "Esto es una carta, no una base de datos, y debe seguir siendo una carta hasta el último de sus bytes.";
    write_bytes(path, text, sizeof text);
    opening_fails(desk, path, true, EXIT_BAD_DATA, "«%s» no es un almacén de ruta: no es una base de datos");
    struct bytes after = file_bytes(path);
    assert_int_equal(after.size, sizeof text);
    assert_memory_equal(after.at, text, sizeof text);
    free(after.at);
    remove(path);
}

static void the_database_of_another_program_is_left_as_it_was(void **state)
{
    struct desk *desk = *state;
    struct desk other = *desk;
    char message[256];
    snprintf(other.path, sizeof other.path, "%s/ajeno.db", desk->folder);
    assert_string_equal(outside(&other, "CREATE TABLE t (x); INSERT INTO t VALUES (1)", message), "");
    chmod(other.path, 0600);
    struct bytes before = file_bytes(other.path);
    opening_fails(desk, other.path, true, EXIT_BAD_DATA, "«%s» no es un almacén de ruta: es la base de datos de otro programa");
    struct bytes after = file_bytes(other.path);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.at, after.at, after.size);
    free(before.at);
    free(after.at);
    remove(other.path);
}

static void another_schema_is_told(void **state)
{
    struct desk *desk = *state;
    char message[256];
    desk_disconnect(desk);
    assert_string_equal(outside(desk, "PRAGMA user_version=1", message), "");
    opening_fails(desk, desk->path, true, EXIT_WRONG_CONFIG, "el almacén «%s» tiene el esquema 1 y este programa usa el 2");
}

static void an_interrupted_creation_is_taken_up(void **state)
{
    struct desk *desk = *state;
    struct store *store;
    const char *path = join(desk, "vacio.db");
    write_bytes(path, "", 0);
    opening_fails(desk, path, false, EXIT_NO_INPUT, "no existe el almacén «%s»");
    assert_true(store_open(&store, path, true, 0, &desk->why));
    struct store_status status;
    assert_true(store_read_status(store, &status, &desk->why));
    assert_int_equal(status.schema_version, 2);
    store_close(store);
    remove(path);
}

/* What SQLite would take for a URI, for memory or for a temporary is a file name here. */
static void every_name_is_a_file_name(void **state)
{
    static const char *const names[] = { "file:x?mode=memory", ":memory:", "file::memory:?cache=shared", "año nuevo.db" };
    struct desk *desk = *state;
    char *here = getcwd(NULL, 0);
    assert_int_equal(chdir(desk->folder), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct store *store;
        struct stat info;
        if (!store_open(&store, names[i], true, 0, &desk->why)) fail_msg("%s", desk->why.message);
        assert_string_equal(store_path(store), names[i]);
        store_close(store);
        assert_int_equal(stat(names[i], &info), 0);
        assert_true(info.st_size > 4096);
        remove(names[i]);
    }
    assert_int_equal(chdir(here), 0);
    free(here);
}

static void the_journal_follows_the_version_of_the_library(void **state)
{
    struct desk *desk = *state;
    struct store_status status;
    assert_true(docket_status(desk->docket, &status, &desk->why));
    int version = sqlite3_libversion_number();
    bool bug = version >= 3007000 && version <= 3051002;
    assert_string_equal(status.journal_mode, bug ? "delete" : "wal");
    assert_string_equal(status.synchronous, "EXTRA");
    assert_string_equal(status.library_version, sqlite3_libversion());
}

/* ---- Locks ------------------------------------------------------------------------------ */

static void a_store_in_use_is_busy_and_nothing_is_written(void **state)
{
    struct desk *desk = *state;
    struct docket_options options = { .path = desk->path, .wait_ms = 50 };
    must_begin(desk);
    desk_disconnect(desk);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(desk->path, &other), SQLITE_OK);
    assert_true(docket_open(&desk->docket, &options, &desk->why));
    desk_load(desk, "C-000001");
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(desk_record(desk, "2026-03-04 informa grave=si", "", -1));
    assert_int_equal(desk->why.code, EXIT_BUSY);
    assert_non_null(strstr(desk->why.message, "otro proceso está usando el almacén"));
    sqlite3_close(other);
    must_record(desk, "2026-03-04 informa grave=si");
    assert_int_equal(case_version(desk->file), 2);
}

/* ---- Only added to ------------------------------------------------------------------------ */

static void the_record_is_only_added_to(void **state)
{
    static const struct { const char *sql, *message; } rows[] = {
        { "UPDATE event SET actor = 'x'", "un acto no se cambia" },
        { "DELETE FROM event", "un acto no se borra" },
        { "INSERT OR REPLACE INTO event SELECT case_id, seq, kind, happened, recorded, 'x', recorder, key, payload, previous, hash"
          " FROM event", "un acto solo se añade al final de su caso" },
        { "INSERT OR REPLACE INTO event SELECT case_id, seq + 1, kind, happened, recorded, 'x', recorder, 'k', payload, hash, hash"
          " FROM event WHERE seq = 2", "un acto solo se añade al final de su caso" },
        { "INSERT INTO event SELECT case_id, seq + 1, kind, happened, recorded, actor, recorder, NULL, payload, previous, hash"
          " FROM event WHERE seq = 2", "un acto solo se añade al final de su caso" },
        { "UPDATE receipt SET content = '{}'", "un recibo no se cambia" },
        { "DELETE FROM receipt", "un recibo no se borra" },
        { "REPLACE INTO receipt SELECT case_id, seq, program, '{}' FROM receipt", "un recibo se escribe una vez" },
        { "UPDATE program SET bytes = x'00'", "un programa no se cambia" },
        { "DELETE FROM program", "un programa no se borra" },
    };
    struct desk *desk = *state;
    char message[256], sql[512];
    must_begin(desk);
    assert_true(desk_record(desk, "2026-03-04 informa grave=si", "k", -1));
    struct bytes before = file_bytes(desk->path);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int on = 0; on < 2; on++) {
            snprintf(sql, sizeof sql, "PRAGMA recursive_triggers=%d; %s", on, rows[i].sql);
            assert_string_equal(outside(desk, sql, message), rows[i].message);
        }
    }
    struct bytes after = file_bytes(desk->path);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.at, after.at, after.size);
    free(before.at);
    free(after.at);
}

static int note_plan(void *context, int count, char **values, char **names)
{
    (void)count, (void)names;
    strcat(strcat(context, values[3]), "\n");
    return 0;
}

static void what_falls_due_is_read_from_the_index_alone(void **state)
{
    struct desk *desk = *state;
    sqlite3 *handle;
    char plan[1024] = "";
    assert_int_equal(sqlite3_open(desk->path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle,
        "EXPLAIN QUERY PLAN SELECT d.case_id, d.position, d.name, d.step, d.occurrence, d.from_day, d.due, d.met, d.who"
        " FROM deadline d WHERE d.status = 'en curso' AND d.due <= '2026-04-01' ORDER BY d.due, d.case_id, d.position",
        note_plan, plan, NULL), SQLITE_OK);
    assert_string_equal(plan, "SEARCH d USING COVERING INDEX deadline_due (due<?)\n");
    sqlite3_close(handle);
}

/* ---- The chain -------------------------------------------------------------------------------- */

/* Recomputed with sha256sum from the eleven lines that store.h describes. */
static void an_auditor_can_recompute_a_hash(void **state)
{
    (void)state;
    struct store_event row = { .case_id = "C-000001", .sequence = 2, .kind = "informa", .happened = 20515 /* 2026-03-03 */, .recorded = RECORDED,
                               .actor = "Oficina Equis", .recorder = "prueba", .key = "", .payload = "{\"datos\":{\"grave\":true}}" };
    char text[DIGEST_TEXT_SIZE];
    memset(row.previous, 0xab, DIGEST_BYTES);
    store_event_hash(&row, row.hash);
    assert_string_equal(digest_to_text(row.hash, text), "3fbec46bd20143b7e96d03b14df0ff0d312cb729632f453235dd0832c123aea4");
}

/* ---- A disk that fails ---------------------------------------------------------------------------- */

/* Whatever write fails: what was acknowledged is there, what was denied is not, and the same key again
 * ends with the event recorded once. Returns whether a write was refused. */
static bool record_with_failure(struct desk *desk, const struct bytes *base, long at, bool dead, int *uncertain)
{
    const char *line = "2026-03-04 informa grave=si nota=algo";
    write_bytes(desk->path, base->at, base->size);
    desk_connect(desk);
    desk_load(desk, "C-000001");
    disk_fail_at(at, dead);
    bool ok = desk_record(desk, line, "clave", -1);
    bool refused = disk.failed;
    disk_fail_at(0, false);
    if (!ok) assert_true(desk->why.code == EXIT_IO || desk->why.code == EXIT_UNCERTAIN);
    bool certain = ok || desk->why.code == EXIT_IO;
    *uncertain += !certain;
    desk_disconnect(desk);

    desk_connect(desk);
    desk_load(desk, "C-000001");
    if (certain) assert_int_equal(case_version(desk->file), ok ? 2 : 1);
    assert_true(desk_record(desk, line, "clave", -1));
    assert_int_equal(desk->answer.sequence, 2);
    assert_int_equal(case_version(desk->file), 2);
    uint32_t findings;
    assert_true(docket_verify(desk->docket, NULL, NULL, &findings, &desk->why));
    assert_int_equal(findings, 0);
    desk_disconnect(desk);
    return refused;
}

static void no_failing_write_loses_or_halves_an_event(void **state)
{
    struct desk *desk = *state;
    must_begin(desk);
    desk_disconnect(desk);
    struct bytes base = file_bytes(desk->path);
    disk_install();
    for (int dead = 0; dead < 2; dead++) {
        long at = 1;
        int uncertain = 0;
        while (record_with_failure(desk, &base, at, dead, &uncertain)) at++;
        assert_true(at > 10);                       /* a commit is more than ten writes */
        assert_int_equal(uncertain > 0, dead);      /* a disk that recovers can always be asked */
    }
    disk_remove();
    free(base.at);
}

static void no_failing_write_leaves_half_a_store(void **state)
{
    struct desk *desk = *state;
    const char *path = join(desk, "otro.db");
    struct store *store;
    disk_install();
    for (long at = 1;; at++) {
        struct fault why = {0};
        disk_fail_at(at, false);
        bool ok = store_open(&store, path, true, 0, &why);
        bool refused = disk.failed;
        disk_fail_at(0, false);
        if (ok) store_close(store);
        else assert_true(why.code == EXIT_IO || why.code == EXIT_UNCERTAIN);
        if (!store_open(&store, path, true, 0, &why)) fail_msg("%ld: %s", at, why.message);
        store_close(store);
        assert_int_equal(remove(path), 0);
        if (!refused) break;
        assert_true(at < 1000);
    }
    disk_remove();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_store_is_for_its_owner_alone), TEST(a_store_others_can_open_is_refused_with_its_cure),
        TEST(a_missing_store_is_told), TEST(what_is_not_a_store_is_left_as_it_was),
        TEST(the_database_of_another_program_is_left_as_it_was), TEST(another_schema_is_told),
        TEST(an_interrupted_creation_is_taken_up), TEST(every_name_is_a_file_name),
        TEST(the_journal_follows_the_version_of_the_library), TEST(a_store_in_use_is_busy_and_nothing_is_written),
        TEST(the_record_is_only_added_to), TEST(what_falls_due_is_read_from_the_index_alone),
        cmocka_unit_test(an_auditor_can_recompute_a_hash), TEST(no_failing_write_loses_or_halves_an_event),
        TEST(no_failing_write_leaves_half_a_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
