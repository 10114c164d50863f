/* docket_world.h -- a store in a folder of its own, for the route of run_world.h.
 *
 * On top of that route: `nota` and `convocados` are reserved texts, `largo` a reserved
 * truth, and there are a number and a list value, so that every type is stored once. */
#ifndef TESTS_DOCKET_WORLD_H
#define TESTS_DOCKET_WORLD_H

#include "tests/unit/run_world.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/docket.h"

#define RECORDED 1773410400     /* 2026-03-13T14:00:00Z */

enum { DATUM_CUANTOS = DATA, DATUM_NIVEL };

static inline void reserve(struct world *w)
{
    RECORD(w, datum, DATUM_NOTA)->reserved = 1;
    RECORD(w, datum, DATUM_CONVOCADOS)->reserved = 1;
    RECORD(w, datum, DATUM_LARGO)->reserved = 1;
    uint32_t value = program_add(w->builder, PROGRAM_TABLE_value, 2);
    RECORD(w, value, value)->name = string_of(w, "bajo");
    RECORD(w, value, value + 1)->name = string_of(w, "altísimo");
    uint32_t list = program_add(w->builder, PROGRAM_TABLE_list, 1);
    *RECORD(w, list, list) = (struct program_list){ PROGRAM_ALWAYS, .name = string_of(w, "niveles"), .values_first = value, .values_count = 2 };
    uint32_t datum = program_add(w->builder, PROGRAM_TABLE_datum, 2);
    *RECORD(w, datum, datum) = (struct program_datum){ .name = string_of(w, "cuantos"), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = TYPE_NUMBER, .list = NONE, .unit = NONE };
    *RECORD(w, datum, datum + 1) = (struct program_datum){ .name = string_of(w, "nivel"), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = TYPE_LIST, .list = list, .unit = NONE };
    RECORD(w, route, 0)->data_count = DATA + 2;
}

struct desk {
    struct world world;
    char folder[64], path[96], key_path[96];
    struct docket *docket;
    struct case_file *file;
    struct docket_answer answer;
    struct fault why;
};

static inline void desk_connect(struct desk *desk)
{
    struct docket_options options = { .path = desk->path, .create = true, .wait_ms = 2000 };
    if (!docket_open(&desk->docket, &options, &desk->why)) fail_msg("%s", desk->why.message);
}

static inline void desk_open(struct desk *desk)
{
    *desk = (struct desk){0};
    world_open(&desk->world, reserve);
    snprintf(desk->folder, sizeof desk->folder, "/tmp/ruta-test-XXXXXX");
    assert_non_null(mkdtemp(desk->folder));
    snprintf(desk->path, sizeof desk->path, "%s/casos.db", desk->folder);
    snprintf(desk->key_path, sizeof desk->key_path, "%s/casos.clave", desk->folder);
    desk_connect(desk);
}

static inline void desk_disconnect(struct desk *desk)
{
    case_close(desk->file);
    docket_close(desk->docket);
    desk->file = NULL;
    desk->docket = NULL;
}

static inline void desk_close(struct desk *desk)
{
    desk_disconnect(desk);
    char journal[128];
    snprintf(journal, sizeof journal, "%s-journal", desk->path);
    remove(journal);    /* of a writer that was killed */
    remove(desk->path);
    remove(desk->key_path);
    if (rmdir(desk->folder) != 0) fail_msg("quedó algo en %s", desk->folder);
    world_close(&desk->world);
}

/* ---- Writing, in one line --------------------------------------------------------- */

static inline struct docket_write plain_write(const char *key, int64_t version)
{
    return (struct docket_write){ .today = day_of(TODAY), .recorded = RECORDED, .recorder = TEXT("prueba"),
                                  .key = text_from(key), .expected_version = version };
}

/* parse_event() and, at the end of the line, the two types it has no words for: " cuantos=N nivel=K". */
static inline void parse_line(struct world *w, struct given *given, const char *line)
{
    const char *more = strstr(line, " cuantos=");
    long long number;
    unsigned level;
    struct text head = { line, more ? (size_t)(more - line) : strlen(line) };
    parse_event(w, given, text_copy(&w->arena, head).at);
    if (!more) return;
    assert_int_equal(sscanf(more, " cuantos=%lld nivel=%u", &number, &level), 2);
    given->data[given->event.data_count++] = (struct given_datum){ .datum = DATUM_CUANTOS, .value = number };
    given->data[given->event.data_count++] = (struct given_datum){ .datum = DATUM_NIVEL, .value = level };
}

/* `id` and `key` may be "". */
static inline bool desk_begin(struct desk *desk, const char *id, const char *line, const char *key)
{
    struct given given;
    struct docket_write write = plain_write(key, -1);
    parse_line(&desk->world, &given, line);
    case_close(desk->file);
    return docket_open_case(desk->docket, desk->world.program, text_from(id), &given.event, &write,
                            &desk->file, &desk->answer, &desk->why);
}

static inline bool desk_record(struct desk *desk, const char *line, const char *key, int64_t version)
{
    struct given given;
    struct docket_write write = plain_write(key, version);
    parse_line(&desk->world, &given, line);
    return docket_record(desk->docket, desk->file, &given.event, &write, &desk->answer, &desk->why);
}

static inline void desk_load(struct desk *desk, const char *id)
{
    case_close(desk->file);
    if (!docket_load(desk->docket, text_from(id), &desk->file, &desk->why)) fail_msg("%s", desk->why.message);
}

static inline void must_begin(struct desk *desk)
{
    if (!desk_begin(desk, "", "2026-03-02 abre", "")) fail_msg("%s", desk->why.message);
    assert_int_equal(desk->answer.outcome, DOCKET_RECORDED);
}

static inline void must_record(struct desk *desk, const char *line)
{
    if (!desk_record(desk, line, "", -1)) fail_msg("%s: %s", line, desk->why.message);
    if (desk->answer.outcome != DOCKET_RECORDED) fail_msg("%s: %s", line, desk->answer.refusal.sentence);
}

/* A case halfway, with every kind of event and every type of value. */
static const char *const whole_case[] = {
    "2026-03-03 informa nota=Llamar__a__«Nadie» cuantos=7 nivel=1",
    "2026-03-04 completa recepcion solicitud=2026-03-02 +formulario ~oficina_x",
    "2026-03-05 completa verificar",
    "2026-03-09 completa evaluar procede=si grave=si colectivo=no +informe",
    "2026-03-10 sesiona comite_a @uno @dos @tres 2-1 virtual",
    "2026-03-11 completa comite convocados=Ana__Nadie|Luis__Nadie largo=no",
    "2026-03-12 produce +acta ~Ana__Nadie ~Luis__Nadie",
};
#define WHOLE_CASE (sizeof whole_case / sizeof *whole_case)

static inline void must_record_whole_case(struct desk *desk)
{
    must_begin(desk);
    for (size_t i = 0; i < WHOLE_CASE; i++) must_record(desk, whole_case[i]);
}

/* ---- Looking from outside ----------------------------------------------------------- */

/* Runs SQL on the file itself, behind the docket's back. Returns SQLite's message, or "" when it was done. */
static inline const char *outside(struct desk *desk, const char *sql, char message[256])
{
    sqlite3 *handle = NULL;
    char *error = NULL;
    assert_int_equal(sqlite3_open(desk->path, &handle), SQLITE_OK);
    sqlite3_exec(handle, sql, NULL, NULL, &error);
    snprintf(message, 256, "%s", error ? error : "");
    sqlite3_free(error);
    sqlite3_close(handle);
    return message;
}

struct bytes {
    unsigned char *at;
    size_t size;
};

static inline struct bytes file_bytes(const char *path)
{
    struct bytes bytes = {0};
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    bytes.size = (size_t)ftell(file);
    rewind(file);
    bytes.at = malloc(bytes.size + 1);
    assert_int_equal(fread(bytes.at, 1, bytes.size, file), bytes.size);
    fclose(file);
    return bytes;
}

/* Where `text` is in the bytes; NULL when it is nowhere. */
static inline const unsigned char *find_bytes(const struct bytes *bytes, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= bytes->size; i++)
        if (memcmp(bytes->at + i, text, length) == 0) return bytes->at + i;
    return NULL;
}

static inline void write_bytes(const char *path, const void *at, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(at, 1, size, file), size);
    fclose(file);
    chmod(path, 0600);
}

#endif
