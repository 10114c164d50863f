/* store_rows.c -- every statement of the store, and the rows they carry. See store.h.
 *
 * A statement is one row of the list below. A `struct query` is a statement in use: values
 * are bound in order with put_*, and the first error is kept until the end. */
#include "runtime/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "runtime/digest.h"

#define CASE_COLUMNS  "id, route, program, stage, final, version, head, opened, last"
#define HAS_ORIGIN    "instr(payload, '\"iniciado por\":\"') > 0"      /* as event_origin of schema.sql writes them */
#define FROM_ORIGIN   "substr(payload, instr(payload, '\"iniciado por\":\"') + 16)"
#define ORIGIN        "substr(" FROM_ORIGIN ", 1, instr(" FROM_ORIGIN ", '\"') - 1)"
#define EVENT_COLUMNS "case_id, seq, kind, happened, recorded, actor, recorder, key, payload, previous, hash"

#define DEADLINE_COLUMNS(status) "d.case_id, d.position, d.name, d.step, d.occurrence, " status              \
    ", d.from_day, d.due, d.due_minute, d.met, d.fired, d.who, c.route FROM deadline d JOIN cases c ON c.id = d.case_id"

#define STATEMENT_LIST(S)                                                                                \
    S(PUT_PROGRAM,  "INSERT INTO program SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM program WHERE digest = ?1)") \
    S(GET_PROGRAM,  "SELECT bytes FROM program WHERE digest = ?")                                        \
    S(FIND_CASE,    "SELECT " CASE_COLUMNS " FROM cases WHERE id = ?")                                   \
    S(EACH_CASE,    "SELECT " CASE_COLUMNS ", CASE WHEN " HAS_ORIGIN " THEN " ORIGIN " ELSE '' END"      \
                    " FROM cases LEFT JOIN event ON case_id = id AND seq = 1 ORDER BY id")               \
    S(EACH_LINKED,  "SELECT " CASE_COLUMNS ", " ORIGIN " FROM event JOIN cases ON id = case_id"          \
                    " WHERE kind = 'abre' AND " HAS_ORIGIN " AND " ORIGIN " = ? ORDER BY length(id), id") \
    S(ADD_CASE,     "INSERT INTO cases (" CASE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")           \
    S(UPDATE_CASE,  "UPDATE cases SET route = ?2, program = ?3, stage = ?4, final = ?5, version = ?6,"   \
                    " head = ?7, opened = ?8, last = ?9 WHERE id = ?1")                                  \
    S(NEXT_NUMBER,  "UPDATE meta SET next_number = next_number + 1 RETURNING next_number - 1")           \
    S(EACH_EVENT,   "SELECT " EVENT_COLUMNS " FROM event WHERE case_id = ? AND seq > ? ORDER BY seq")    \
    S(EVENT_BY_KEY, "SELECT " EVENT_COLUMNS " FROM event WHERE case_id = ? AND key = ?")                 \
    S(OPENING_BY_KEY, "SELECT " EVENT_COLUMNS " FROM event WHERE kind = 'abre' AND key = ?")             \
    S(APPEND_EVENT, "INSERT INTO event (" EVENT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")    \
    S(CLEAR_DEADLINES, "DELETE FROM deadline WHERE case_id = ?")                                         \
    S(ADD_DEADLINE, "INSERT INTO deadline (case_id, position, name, step, occurrence, status, from_day, due, due_minute, met," \
                    " fired, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")                          \
    S(EACH_DEADLINE, "SELECT " DEADLINE_COLUMNS("d.status") " WHERE d.case_id = ? ORDER BY d.position")  \
    S(EACH_DUE,     "SELECT " DEADLINE_COLUMNS("'en curso'")                                             \
                    " WHERE d.status = 'en curso' AND d.due <= ? ORDER BY d.due, d.case_id, d.position") \
    S(EACH_SUSPENDED, "SELECT " DEADLINE_COLUMNS("'suspendido'")                                         \
                    " WHERE d.status = 'suspendido' ORDER BY d.case_id, d.position")                     \
    S(EACH_SESSION, "SELECT " EVENT_COLUMNS " FROM event WHERE kind = 'sesiona' AND happened BETWEEN ? AND ?" \
                    " ORDER BY happened, case_id, seq")                                                  \
    S(EACH_PROGRAM, "SELECT digest FROM program ORDER BY rowid")                                         \
    S(ADD_RECEIPT,  "INSERT INTO receipt (case_id, seq, program, content) VALUES (?, ?, ?, ?)")          \
    S(GET_RECEIPT,  "SELECT content FROM receipt WHERE case_id = ? AND seq = ?")                         \
    S(PUT_KEY,      "INSERT INTO case_key (case_id, wrapped) VALUES (?, ?)")                             \
    S(GET_KEY,      "SELECT wrapped FROM case_key WHERE case_id = ?")                                    \
    S(HAS_KEYS,     "SELECT 1 FROM case_key LIMIT 1")

enum statement {
#define S(name, sql) name,
    STATEMENT_LIST(S)
#undef S
    STATEMENT_COUNT
};
_Static_assert(STATEMENT_COUNT <= STORE_STATEMENTS, "make room in struct store");

static const char *const statement_sql[] = {
#define S(name, sql) sql,
    STATEMENT_LIST(S)
#undef S
};

/* ---- A statement in use ------------------------------------------------------ */

struct query {
    struct store *store;
    sqlite3_stmt *statement;
    int code;                   /* the first error, or SQLITE_OK */
    int bound;
};

static struct query query_start(struct store *store, enum statement which)
{
    struct query query = { .store = store };
    if (!store->prepared[which])
        query.code = sqlite3_prepare_v3(store->handle, statement_sql[which], -1, SQLITE_PREPARE_PERSISTENT,
                                        &store->prepared[which], NULL);
    query.statement = store->prepared[which];
    CHECK(!query.statement || !sqlite3_stmt_busy(query.statement));
    return query;
}

static void keep(struct query *query, int code)
{
    if (query->code == SQLITE_OK) query->code = code;
}

static void put_int(struct query *query, int64_t value)
{
    keep(query, sqlite3_bind_int64(query->statement, ++query->bound, value));
}

static void put_text(struct query *query, const char *value)
{
    keep(query, sqlite3_bind_text(query->statement, ++query->bound, value, -1, SQLITE_TRANSIENT));
}

static void put_blob(struct query *query, const void *bytes, size_t size)
{
    keep(query, sqlite3_bind_blob64(query->statement, ++query->bound, bytes, size, SQLITE_TRANSIENT));
}

static void put_day(struct query *query, day_t day)
{
    char text[DATE_TEXT_SIZE];
    put_text(query, day == DAY_NONE ? NULL : day_format(day, text));
}

static void put_minute(struct query *query, int32_t minute)
{
    if (minute == MINUTE_NONE) query->bound++;      /* left NULL */
    else put_int(query, minute);
}

/* True while there is a row; the error, if any, is told by query_end(). */
static bool query_row(struct query *query)
{
    if (query->code != SQLITE_OK) return false;
    int code = sqlite3_step(query->statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) keep(query, code);
    return code == SQLITE_ROW;
}

static bool query_end(struct query *query, struct fault *why)
{
    bool ok = query->code == SQLITE_OK || store_trouble(query->store, query->code, why);
    if (query->statement) {
        sqlite3_reset(query->statement);
        sqlite3_clear_bindings(query->statement);
    }
    return ok;
}

static bool query_run(struct query *query, struct fault *why)
{
    while (query_row(query)) continue;
    return query_end(query, why);
}

/* ---- Columns ------------------------------------------------------------------- */

static const char *get_text(struct query *query, int column)
{
    const char *text = (const char *)sqlite3_column_text(query->statement, column);
    return text ? text : "";
}

/* A day that is no day is damage: it reads as DAY_NONE and the chain or the replay tells. */
static day_t get_day(struct query *query, int column)
{
    day_t day;
    return day_parse(text_from(get_text(query, column)), &day) == DATE_OK ? day : DAY_NONE;
}

static int32_t get_minute(struct query *query, int column)
{
    if (sqlite3_column_type(query->statement, column) == SQLITE_NULL) return MINUTE_NONE;
    return sqlite3_column_int(query->statement, column);
}

static void get_digest(struct query *query, int column, uint8_t out[DIGEST_BYTES])
{
    memset(out, 0, DIGEST_BYTES);
    if (sqlite3_column_bytes(query->statement, column) == DIGEST_BYTES)
        memcpy(out, sqlite3_column_blob(query->statement, column), DIGEST_BYTES);
}

/* A malloc'd copy of the blob or text in a column, with a NUL after it. */
static void *get_copy(struct query *query, int column, size_t *size)
{
    const void *bytes = sqlite3_column_blob(query->statement, column);
    *size = (size_t)sqlite3_column_bytes(query->statement, column);
    char *copy = malloc(*size + 1);
    if (!copy) {
        keep(query, SQLITE_NOMEM);
        return NULL;
    }
    if (*size) memcpy(copy, bytes, *size);
    copy[*size] = '\0';
    return copy;
}

/* ---- Programs -------------------------------------------------------------------- */

bool store_put_program(struct store *store, const struct program *program, struct fault *why)
{
    size_t size;
    const void *bytes = program_bytes(program, &size);
    struct query query = query_start(store, PUT_PROGRAM);
    put_blob(&query, program_digest(program), DIGEST_BYTES);
    put_blob(&query, bytes, size);
    return query_run(&query, why);
}

bool store_get_program(struct store *store, const uint8_t digest[DIGEST_BYTES],
                       void **bytes, size_t *size, struct fault *why)
{
    *bytes = NULL;
    struct query query = query_start(store, GET_PROGRAM);
    put_blob(&query, digest, DIGEST_BYTES);
    if (query_row(&query)) *bytes = get_copy(&query, 0, size);
    if (!query_end(&query, why)) return false;
    return *bytes || fault_set(why, EXIT_INTEGRITY, "al almacén «%s» le falta el programa de uno de sus casos",
                               store_path(store));
}

/* ---- Cases ------------------------------------------------------------------------ */

static struct store_case read_case(struct query *query)
{
    struct store_case row = {
        .id = get_text(query, 0), .route = get_text(query, 1), .stage = get_text(query, 3),
        .final = get_text(query, 4), .version = sqlite3_column_int64(query->statement, 5),
        .opened = get_day(query, 7), .last = get_day(query, 8),
    };
    get_digest(query, 2, row.program);
    get_digest(query, 6, row.head);
    row.origin = "";
    if (sqlite3_column_count(query->statement) > 9) row.origin = get_text(query, 9);
    return row;
}

static bool walk_cases(struct query *query, store_case_fn *each, void *context, struct fault *why)
{
    while (query_row(query)) {
        struct store_case row = read_case(query);
        if (!each(&row, context)) break;
    }
    return query_end(query, why);
}

bool store_find_case(struct store *store, const char *id, store_case_fn *each, void *context, struct fault *why)
{
    struct query query = query_start(store, FIND_CASE);
    put_text(&query, id);
    return walk_cases(&query, each, context, why);
}

bool store_each_case(struct store *store, store_case_fn *each, void *context, struct fault *why)
{
    struct query query = query_start(store, EACH_CASE);
    return walk_cases(&query, each, context, why);
}

bool store_each_linked(struct store *store, const char *id, store_case_fn *each, void *context, struct fault *why)
{
    struct query query = query_start(store, EACH_LINKED);
    put_text(&query, id);
    return walk_cases(&query, each, context, why);
}

static bool write_case(struct store *store, enum statement which, const struct store_case *row, struct fault *why)
{
    struct query query = query_start(store, which);
    put_text(&query, row->id);
    put_text(&query, row->route);
    put_blob(&query, row->program, DIGEST_BYTES);
    put_text(&query, row->stage);
    put_text(&query, row->final);
    put_int(&query, row->version);
    put_blob(&query, row->head, DIGEST_BYTES);
    put_day(&query, row->opened);
    put_day(&query, row->last);
    return query_run(&query, why);
}

bool store_add_case(struct store *store, const struct store_case *row, struct fault *why)
{
    return write_case(store, ADD_CASE, row, why);
}

bool store_update_case(struct store *store, const struct store_case *row, struct fault *why)
{
    return write_case(store, UPDATE_CASE, row, why);
}

static bool note_taken(const struct store_case *row, void *context)
{
    (void)row;
    *(bool *)context = true;
    return false;
}

/* Somebody may have given that number by hand: then the one after. */
bool store_next_id(struct store *store, char out[STORE_ID_MAX + 1], struct fault *why)
{
    bool taken;
    do {
        int64_t number = 0;
        struct query query = query_start(store, NEXT_NUMBER);
        if (query_row(&query)) number = sqlite3_column_int64(query.statement, 0);
        if (!query_run(&query, why)) return false;
        snprintf(out, STORE_ID_MAX + 1, "C-%06lld", (long long)number);
        taken = false;
        if (!store_find_case(store, out, note_taken, &taken, why)) return false;
    } while (taken);
    return true;
}

/* ---- Events ------------------------------------------------------------------------- */

static struct store_event read_event(struct query *query)
{
    struct store_event row = {
        .case_id = get_text(query, 0), .sequence = sqlite3_column_int64(query->statement, 1),
        .kind = get_text(query, 2), .happened = get_day(query, 3),
        .recorded = sqlite3_column_int64(query->statement, 4), .actor = get_text(query, 5),
        .recorder = get_text(query, 6), .key = get_text(query, 7), .payload = get_text(query, 8),
    };
    get_digest(query, 9, row.previous);
    get_digest(query, 10, row.hash);
    return row;
}

static bool walk_events(struct query *query, store_event_fn *each, void *context, struct fault *why)
{
    while (query_row(query)) {
        struct store_event row = read_event(query);
        if (!each(&row, context)) break;
    }
    return query_end(query, why);
}

bool store_each_event(struct store *store, const char *case_id, int64_t after,
                      store_event_fn *each, void *context, struct fault *why)
{
    struct query query = query_start(store, EACH_EVENT);
    put_text(&query, case_id);
    put_int(&query, after);
    return walk_events(&query, each, context, why);
}

bool store_event_by_key(struct store *store, const char *case_id, const char *key,
                        store_event_fn *each, void *context, struct fault *why)
{
    struct query query = query_start(store, EVENT_BY_KEY);
    put_text(&query, case_id);
    put_text(&query, key);
    return walk_events(&query, each, context, why);
}

bool store_opening_by_key(struct store *store, const char *key,
                          store_event_fn *each, void *context, struct fault *why)
{
    struct query query = query_start(store, OPENING_BY_KEY);
    put_text(&query, key);
    return walk_events(&query, each, context, why);
}

bool store_append_event(struct store *store, const struct store_event *row, struct fault *why)
{
    struct query query = query_start(store, APPEND_EVENT);
    put_text(&query, row->case_id);
    put_int(&query, row->sequence);
    put_text(&query, row->kind);
    put_day(&query, row->happened);
    put_int(&query, row->recorded);
    put_text(&query, row->actor);
    put_text(&query, row->recorder);
    put_text(&query, row->key[0] ? row->key : NULL);
    put_text(&query, row->payload);
    put_blob(&query, row->previous, DIGEST_BYTES);
    put_blob(&query, row->hash, DIGEST_BYTES);
    return query_run(&query, why);
}

/* ---- Deadlines ------------------------------------------------------------------------ */

static bool add_deadline(struct store *store, const char *case_id, const struct store_deadline *row,
                         struct fault *why)
{
    struct query query = query_start(store, ADD_DEADLINE);
    put_text(&query, case_id);
    put_int(&query, row->position);
    put_text(&query, row->name);
    put_text(&query, row->step);
    put_int(&query, row->occurrence);
    put_text(&query, row->status);
    put_day(&query, row->from);
    put_day(&query, row->due);
    put_minute(&query, row->due_minute);
    put_day(&query, row->met);
    put_day(&query, row->fired);
    put_text(&query, row->who);
    return query_run(&query, why);
}

bool store_replace_deadlines(struct store *store, const char *case_id, const struct store_deadline *rows,
                             uint32_t count, struct fault *why)
{
    struct query query = query_start(store, CLEAR_DEADLINES);
    put_text(&query, case_id);
    if (!query_run(&query, why)) return false;
    for (uint32_t i = 0; i < count; i++)
        if (!add_deadline(store, case_id, &rows[i], why)) return false;
    return true;
}

static bool walk_deadlines(struct query *query, store_deadline_fn *each, void *context, struct fault *why)
{
    while (query_row(query)) {
        struct store_deadline row = {
            .case_id = get_text(query, 0), .position = sqlite3_column_int64(query->statement, 1),
            .name = get_text(query, 2), .step = get_text(query, 3),
            .occurrence = sqlite3_column_int64(query->statement, 4), .status = get_text(query, 5),
            .from = get_day(query, 6), .due = get_day(query, 7), .due_minute = get_minute(query, 8),
            .met = get_day(query, 9), .fired = get_day(query, 10),
            .who = get_text(query, 11), .route = get_text(query, 12),
        };
        if (!each(&row, context)) break;
    }
    return query_end(query, why);
}

bool store_each_deadline(struct store *store, const char *case_id, store_deadline_fn *each, void *context,
                         struct fault *why)
{
    struct query query = query_start(store, EACH_DEADLINE);
    put_text(&query, case_id);
    return walk_deadlines(&query, each, context, why);
}

bool store_each_due(struct store *store, day_t until, store_deadline_fn *each, void *context, struct fault *why)
{
    struct query query = query_start(store, EACH_DUE);
    put_day(&query, until);
    return walk_deadlines(&query, each, context, why);
}

bool store_each_suspended(struct store *store, store_deadline_fn *each, void *context, struct fault *why)
{
    struct query query = query_start(store, EACH_SUSPENDED);
    return walk_deadlines(&query, each, context, why);
}

bool store_each_session(struct store *store, day_t first, day_t last, store_event_fn *each, void *context,
                        struct fault *why)
{
    struct query query = query_start(store, EACH_SESSION);
    put_day(&query, first);
    put_day(&query, last);
    return walk_events(&query, each, context, why);
}

bool store_each_program(struct store *store, bool (*each)(const uint8_t digest[DIGEST_BYTES], void *context),
                        void *context, struct fault *why)
{
    uint8_t digest[DIGEST_BYTES];
    struct query query = query_start(store, EACH_PROGRAM);
    while (query_row(&query)) {
        get_digest(&query, 0, digest);
        if (!each(digest, context)) break;
    }
    return query_end(&query, why);
}

/* ---- Receipts and keys ------------------------------------------------------------------ */

bool store_add_receipt(struct store *store, const struct store_receipt *row, struct fault *why)
{
    struct query query = query_start(store, ADD_RECEIPT);
    put_text(&query, row->case_id);
    put_int(&query, row->sequence);
    put_blob(&query, row->program, DIGEST_BYTES);
    put_text(&query, row->content);
    return query_run(&query, why);
}

bool store_get_receipt(struct store *store, const char *case_id, int64_t sequence, char **content, struct fault *why)
{
    size_t size;
    *content = NULL;
    struct query query = query_start(store, GET_RECEIPT);
    put_text(&query, case_id);
    put_int(&query, sequence);
    if (query_row(&query)) *content = get_copy(&query, 0, &size);
    return query_end(&query, why);
}

bool store_put_key(struct store *store, const char *case_id, const void *bytes, size_t size, struct fault *why)
{
    struct query query = query_start(store, PUT_KEY);
    put_text(&query, case_id);
    put_blob(&query, bytes, size);
    return query_run(&query, why);
}

bool store_get_key(struct store *store, const char *case_id, void **bytes, size_t *size, struct fault *why)
{
    *bytes = NULL;
    struct query query = query_start(store, GET_KEY);
    put_text(&query, case_id);
    if (query_row(&query)) *bytes = get_copy(&query, 0, size);
    return query_end(&query, why);
}

bool store_has_keys(struct store *store, bool *any, struct fault *why)
{
    struct query query = query_start(store, HAS_KEYS);
    *any = query_row(&query);
    return query_end(&query, why);
}

/* ---- The chain ----------------------------------------------------------------------------- */

void store_event_hash(const struct store_event *row, uint8_t out[DIGEST_BYTES])
{
    struct arena arena = {0};
    char day[DATE_TEXT_SIZE], previous[DIGEST_TEXT_SIZE];
    struct text lines = text_format(&arena, "ruta-evento-1\n%s\n%lld\n%s\n%s\n%lld\n%s\n%s\n%s\n%s\n%s\n",
        row->case_id, (long long)row->sequence, row->kind, day_format(row->happened, day),
        (long long)row->recorded, row->actor, row->recorder, row->key, row->payload,
        digest_to_text(row->previous, previous));
    digest_of(lines.at, lines.length, out);
    arena_free(&arena);
}
