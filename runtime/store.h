/* store.h -- the one door to SQLite. Only runtime/store*.c includes sqlite3.h.
 *
 * Rows go in and out as plain structs; what they mean is docket.c's business. Days are
 * kept as text ("2026-03-13"), instants as seconds since 1970 UTC, hashes as blobs.
 * The schema is runtime/schema.sql.
 *
 * The chain. The hash of an event is the SHA-256 of these eleven lines, each ended by a
 * line feed (none of the values can contain one):
 *
 *     ruta-evento-1
 *     case
 *     sequence
 *     kind
 *     day it happened
 *     instant it was recorded, in seconds
 *     actor
 *     who recorded it
 *     idempotency key, empty when none
 *     payload (canonical JSON, see record.h)
 *     hash of the event before, in hexadecimal; 64 zeros for the first
 *
 * so that `printf '%s\n' … | sha256sum` recomputes it. */
#ifndef RUNTIME_STORE_H
#define RUNTIME_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/moment.h"
#include "base/fault.h"
#include "base/text.h"
#include "runtime/program.h"

struct store;

#define STORE_SCHEMA_VERSION 2
#define STORE_APPLICATION_ID 0x52555441     /* "RUTA" */
#define STORE_WAIT_MS 5000
#define STORE_MAX_PAYLOAD (1024u * 1024)
#define STORE_ID_MAX 64

struct store_status {
    char library_version[32];   /* SQLite's */
    char journal_mode[16];      /* "delete" or "wal" */
    char synchronous[8];        /* "EXTRA" */
    int schema_version;
    int64_t cases, events, programs;
};

struct store_case {
    const char *id, *route;     /* names */
    const char *stage;          /* name of the stage it is in; "" after a final */
    const char *final;          /* name of the final; "" while open */
    int64_t version;
    day_t opened, last;         /* days of its first and last event */
    uint8_t program[DIGEST_BYTES], head[DIGEST_BYTES];
    const char *origin;         /* the case that started it, "" when none did; filled by those that walk cases */
};

struct store_event {
    const char *case_id;
    int64_t sequence;           /* from 1 */
    const char *kind;           /* event_kind_word() */
    day_t happened;
    int64_t recorded;
    const char *actor, *recorder;
    const char *key;            /* "" when none */
    const char *payload;        /* canonical JSON */
    uint8_t previous[DIGEST_BYTES], hash[DIGEST_BYTES];
};

struct store_deadline {
    const char *case_id;
    int64_t position;           /* in run_deadlines() of the case */
    const char *name;
    const char *step;           /* name of the step it belongs to; "" for the whole route */
    int64_t occurrence;
    const char *status;         /* "pendiente", "en curso", "suspendido", "cumplido", "no aplica" */
    day_t from, due, met;       /* DAY_NONE when not set */
    int32_t due_minute;         /* MINUTE_NONE but for terms in hours */
    day_t fired;                /* the day its expiry had its consequence; DAY_NONE */
    const char *who;            /* names of those responsible, separated by ", " */
    const char *route;          /* filled when read */
};

struct store_receipt {
    const char *case_id;
    int64_t sequence;
    uint8_t program[DIGEST_BYTES];
    const char *content;        /* canonical JSON */
};

#define ZERO_HASH_TEXT "0000000000000000000000000000000000000000000000000000000000000000"

/* Opens or creates; see docket_open() for how it fails. */
bool store_open(struct store **out, const char *path, bool create, int wait_ms, struct fault *why);
void store_close(struct store *store);
const char *store_path(const struct store *store);
bool store_read_status(struct store *store, struct store_status *out, struct fault *why);

/* A transaction: for reading one consistent picture, or for writing (waits, then EXIT_BUSY).
 * store_rollback() without one does nothing. A failed commit leaves no transaction: EXIT_BUSY and EXIT_IO wrote nothing,
 * EXIT_UNCERTAIN may have: reopen with store_reopen() and look. */
bool store_begin_reading(struct store *store, struct fault *why);
bool store_begin_writing(struct store *store, struct fault *why);
bool store_commit(struct store *store, struct fault *why);
void store_rollback(struct store *store);
bool store_reopen(struct store *store, struct fault *why);

/* Programs by digest. Getting copies into malloc'd *bytes; EXIT_INTEGRITY when it is not there. */
bool store_put_program(struct store *store, const struct program *program, struct fault *why);
bool store_get_program(struct store *store, const uint8_t digest[DIGEST_BYTES],
                       void **bytes, size_t *size, struct fault *why);

/* Row callbacks return false to stop early, which is not a failure; a callback that fails keeps its own
 * fault. Rows live until the callback returns. */
typedef bool store_case_fn(const struct store_case *row, void *context);
typedef bool store_event_fn(const struct store_event *row, void *context);
typedef bool store_deadline_fn(const struct store_deadline *row, void *context);

/* Calls `each` with the case if it exists. */
bool store_find_case(struct store *store, const char *id, store_case_fn *each, void *context, struct fault *why);
bool store_each_case(struct store *store, store_case_fn *each, void *context, struct fault *why);
/* The cases that a case started, in the order it did. */
bool store_each_linked(struct store *store, const char *id, store_case_fn *each, void *context, struct fault *why);
bool store_add_case(struct store *store, const struct store_case *row, struct fault *why);
bool store_update_case(struct store *store, const struct store_case *row, struct fault *why);

/* The next free C-000001. Inside a writing transaction. */
bool store_next_id(struct store *store, char out[STORE_ID_MAX + 1], struct fault *why);

/* Events after `after`, in order. */
bool store_each_event(struct store *store, const char *case_id, int64_t after,
                      store_event_fn *each, void *context, struct fault *why);
bool store_event_by_key(struct store *store, const char *case_id, const char *key,
                        store_event_fn *each, void *context, struct fault *why);
/* The event that opened a case under this key, whatever the case. */
bool store_opening_by_key(struct store *store, const char *key,
                          store_event_fn *each, void *context, struct fault *why);
bool store_append_event(struct store *store, const struct store_event *row, struct fault *why);

/* Replaces all deadlines of a case. */
bool store_replace_deadlines(struct store *store, const char *case_id, const struct store_deadline *rows,
                             uint32_t count, struct fault *why);
bool store_each_deadline(struct store *store, const char *case_id, store_deadline_fn *each, void *context,
                         struct fault *why);
bool store_each_due(struct store *store, day_t until, store_deadline_fn *each, void *context, struct fault *why);
bool store_each_suspended(struct store *store, store_deadline_fn *each, void *context, struct fault *why);

/* The sessions of a span of days, of every case, by day. */
bool store_each_session(struct store *store, day_t first, day_t last, store_event_fn *each, void *context,
                        struct fault *why);

/* The digest of every program kept, the oldest first. */
bool store_each_program(struct store *store, bool (*each)(const uint8_t digest[DIGEST_BYTES], void *context),
                        void *context, struct fault *why);

bool store_add_receipt(struct store *store, const struct store_receipt *row, struct fault *why);
/* Malloc'd; NULL in *content when there is none. */
bool store_get_receipt(struct store *store, const char *case_id, int64_t sequence, char **content, struct fault *why);

/* The wrapped key of a case: malloc'd, NULL when it has none. */
bool store_put_key(struct store *store, const char *case_id, const void *bytes, size_t size, struct fault *why);
bool store_get_key(struct store *store, const char *case_id, void **bytes, size_t *size, struct fault *why);
bool store_has_keys(struct store *store, bool *any, struct fault *why);

/* SQLite's integrity check and foreign keys; `each` gets one line per finding. */
bool store_check(struct store *store, void (*each)(const char *line, void *context), void *context,
                 struct fault *why);

/* The hash of an event as described above (row->hash is not read). */
void store_event_hash(const struct store_event *row, uint8_t out[DIGEST_BYTES]);

#endif
