/* docket.h -- the case files: what the command line asks of the store.
 *
 * A docket is an open store plus the programs its cases are judged by. A case is always
 * judged by the program it was opened under: the store keeps a copy, by digest. To load
 * a case is to replay its events; to record an event is to decide it with the pure
 * machine and then append it, both inside one transaction. A refusal writes nothing.
 *
 * Nothing here looks at a clock: the day and the instant come in struct docket_write. */
#ifndef RUNTIME_DOCKET_H
#define RUNTIME_DOCKET_H

#include "runtime/match.h"
#include "runtime/record.h"
#include "runtime/run.h"
#include "runtime/store.h"

#define SUBROUTE_DEEPEST 16     /* cases one inside another, below the one that somebody opened */
#define SUBROUTE_MOST 64        /* cases opened or told of an end by one act, or sweep of a deadline */

struct docket;
struct case_file;       /* one case, replayed; close it before its docket */

struct docket_options {
    const char *path;           /* the store; any name, "file:x?mode=memory" included, is a file name */
    const char *key_path;       /* the key file; NULL: beside the store, "ruta.db" -> "ruta.clave" */
    bool create;                /* a missing store is created (0600); otherwise it is EXIT_NO_INPUT */
    int wait_ms;                /* how long to wait for another process; 0: 5 seconds */
};

/* EXIT_NO_INPUT (missing), EXIT_CANNOT_CREATE, EXIT_NO_PERMISSION (readable by others: the help is the
 * command that mends it), EXIT_BAD_DATA (not a database, or somebody else's), EXIT_WRONG_CONFIG (another
 * schema version), EXIT_BUSY, EXIT_IO. *out must be closed with docket_close(). */
bool docket_open(struct docket **out, const struct docket_options *options, struct fault *why);
void docket_close(struct docket *docket);

/* ---- Writing ------------------------------------------------------------- */

struct docket_write {
    day_t today;                /* bounds the date of the event */
    int64_t recorded;           /* the instant it is recorded: seconds since 1970-01-01T00:00:00Z */
    struct text recorder;       /* who records it (not who acted); may be empty */
    struct text key;            /* idempotency key, or empty: the same key does its work once */
    int64_t expected_version;   /* --si-versión: the case must be there, else EXIT_BUSY; -1: any */
};

struct docket_answer {
    enum { DOCKET_RECORDED, DOCKET_REPEATED, DOCKET_REFUSED } outcome;
    uint32_t sequence;          /* of the event recorded now, or earlier under the same key */
    struct refusal refusal;     /* when DOCKET_REFUSED */
};

/* Opens a case under a verified program. `opening` is an EVENT_OPEN; its indexes are the program's.
 * An empty `id` makes the next one (C-000001); a given id is 1-64 of letters, digits and "-._/"
 * (EXIT_USAGE otherwise; EXIT_FINDINGS when the case exists). With a key used before to open a case, that case is
 * returned and the answer is DOCKET_REPEATED. True with *out NULL means DOCKET_REFUSED.
 * On true with *out set, close it with case_close(). */
bool docket_open_case(struct docket *docket, const struct program *program, struct text id,
                      const struct event *opening, const struct docket_write *write,
                      struct case_file **out, struct docket_answer *answer, struct fault *why);

/* Decides and records one event of an open case; its indexes are those of case_program(). If the case moved since it
 * was loaded, it is brought up to date first. True: *answer says what happened, and a refusal is an answer.
 * False: nothing was written, except EXIT_UNCERTAIN (run again with the same key); after it the
 * case file must be closed. EXIT_BAD_DATA when the key was used before with another event. */
bool docket_record(struct docket *docket, struct case_file *file, const struct event *event,
                   const struct docket_write *write, struct docket_answer *answer, struct fault *why);

/* Fires every deadline of every open case whose date passed before write->today and that was not fired yet,
 * each in a transaction of its own with a key of its own (write->key is not used): however many processes
 * sweep at once, each expiry has its consequence once, and one that is interrupted goes on where it was.
 * `each` is told of every event recorded, which run_effects() of the file describes. A case whose last act is
 * later than today is passed over. */
bool docket_sweep(struct docket *docket, const struct docket_write *write,
                  void (*each)(const struct case_file *file, void *context), void *context,
                  uint32_t *fired, struct fault *why);

struct docket_recalculation {
    const struct program *program;      /* verified; the one with the calendar */
    struct text reason;                 /* one line; may be empty */
    bool trial;                         /* tell what would move, and write nothing */
};

/* Counts the running deadlines of all open cases by the calendar of the same name in another program, in one
 * transaction: all or nothing. Only the cases where some date changes get an event. `each` is told of those,
 * before anything is kept: what is true of them is so only when the call returns true. EXIT_FINDINGS when a case
 * refuses. */
bool docket_recalculate(struct docket *docket, const struct docket_recalculation *what, const struct docket_write *write,
                        void (*each)(const struct case_file *file, void *context), void *context,
                        uint32_t *moved, struct fault *why);

/* What a reform does to one open case. */
struct docket_passage {
    const struct case_file *file;   /* PASSES: under the new text already; run_before() is what it was */
    enum { CASE_PASSES, CASE_KEEPS, CASE_CANNOT, CASE_IS_THERE, CASE_IS_OTHER } outcome;
    uint32_t passage;               /* the row of the program that says so; NONE when the case is another's */
    struct refusal refusal;         /* CANNOT */
};

struct docket_migration {
    const struct program *program;  /* verified; the one with the reform */
    uint32_t reform;
    const struct text *cases;       /* only these; with a count of 0, all that are open */
    size_t case_count;
    day_t day;                      /* when they pass; a trial before the reform is in force is of its first day */
    int32_t minute;
    bool trial;                     /* tell what would happen, and write nothing */
};

struct docket_passages {
    uint32_t passed, kept, refused, others;     /* others: under no text that the reform amends */
};

/* Takes the open cases of the text that a reform amends to the new one, as its regime says, in one transaction: all
 * that pass or none; when some cannot, none does. Those that keep the text before go to it in this program, which knows
 * what the reform does to the bodies that will hear them. A case is of a text when its route says the same, whatever the
 * program it was opened under (semantic.h). IS_THERE, under the new text already, is told only of cases that were named;
 * IS_OTHER, of those and of the ones whose route has the name and says what no version of it in the program says. Again: there is nothing to do. `each` is told of every case as it is
 * decided: what is true of it is so only when the call returns true and none was refused. */
bool docket_migrate(struct docket *docket, const struct docket_migration *what, const struct docket_write *write,
                    void (*each)(const struct docket_passage *row, void *context), void *context,
                    struct docket_passages *count, struct fault *why);

/* ---- Reading ------------------------------------------------------------- */

/* EXIT_NO_INPUT when there is no such case; EXIT_INTEGRITY when its events do not replay;
 * EXIT_NO_PERMISSION when they cannot be replayed without the key. */
bool docket_load(struct docket *docket, struct text id, struct case_file **out, struct fault *why);
void case_close(struct case_file *file);

const struct run *case_run(const struct case_file *file);
const struct program *case_program(const struct case_file *file);   /* borrowed from the docket */
struct edition case_opening(const struct case_file *file);          /* what it was opened under; its programs live with the docket */
const char *case_id(const struct case_file *file);
int64_t case_version(const struct case_file *file);                 /* the sequence of its last event */
const char *case_origin(const struct case_file *file);               /* the case that started it; "" when none did */
const char *case_head(const struct case_file *file);                /* hash of its last event, in hexadecimal */
bool case_has_hidden(const struct case_file *file);                 /* some reserved value could not be read: no key */

/* What unreadable reserved text is replaced by, in every answer. */
#define RESERVED_TEXT RECORD_HIDDEN

/* Every callback gets rows that live until it returns; it stops the walk by returning false. From inside
 * docket_each_case() and docket_each_due() other cases may be loaded; nothing may be recorded. */

/* All cases in order of id. struct store_case is in store.h. */
bool docket_each_case(struct docket *docket, bool (*each)(const struct store_case *row, void *context),
                      void *context, struct fault *why);

/* The cases that a case started, in the order it did. */
bool docket_each_linked(const struct case_file *file, bool (*each)(const struct store_case *row, void *context),
                        void *context, struct fault *why);

/* Deadlines still running that fall due on or before `until` (overdue ones included), by due day, then case. */
bool docket_each_due(struct docket *docket, day_t until,
                     bool (*each)(const struct store_deadline *row, void *context),
                     void *context, struct fault *why);

/* Deadlines that are suspended, by case. */
bool docket_each_suspended(struct docket *docket, bool (*each)(const struct store_deadline *row, void *context),
                           void *context, struct fault *why);

/* The programs the store keeps, the oldest first; borrowed from the docket. */
bool docket_each_program(struct docket *docket, bool (*each)(const struct program *program, void *context), void *context,
                         struct fault *why);

/* The bodies of which some program of the store says how often they meet, by name, with the days each sat, in
 * order and without repeats, whatever the case, from `first` to `last`. Where two programs say it of one body,
 * the one kept last is told. */
struct body_days {
    const struct program *program;      /* of `body`; borrowed from the docket */
    uint32_t body;
    const day_t *days;
    uint32_t count;
};

bool docket_each_body(struct docket *docket, day_t first, day_t last,
                      bool (*each)(const struct body_days *row, void *context), void *context, struct fault *why);

/* The day the first case of the store was opened; DAY_NONE when there is none. */
bool docket_first_day(struct docket *docket, day_t *out, struct fault *why);

struct history_row {
    const struct store_event *stored;   /* sequence, days, who, payload as stored, hash */
    const struct event *event;          /* decoded; unreadable text is RESERVED_TEXT */
    struct edition edition;             /* whose names the event has */
    const char *receipt;                /* JSON: programa, calendario, efectos with their sources and dates */
};

bool docket_each_event(struct docket *docket, const struct case_file *file,
                       bool (*each)(const struct history_row *row, void *context),
                       void *context, struct fault *why);

/* ---- Trust --------------------------------------------------------------- */

struct docket_finding {
    const char *case_id;        /* "" when it is about the whole store */
    int64_t sequence;           /* 0 when it is about the whole case */
    const char *message;        /* Spanish */
};

/* Checks everything: SQLite's own integrity check and foreign keys, every hash of every chain, and that
 * replaying gives the stage, version and deadlines the store shows. True when the check
 * could be made; *findings is how many were reported to `each`. */
bool docket_verify(struct docket *docket, void (*each)(const struct docket_finding *finding, void *context),
                   void *context, uint32_t *findings, struct fault *why);

/* Cases of that check whose chain is good but which cannot be replayed, for want of the key. */
uint32_t docket_unreplayed(const struct docket *docket);

/* One hash for the whole store: SHA-256 over "case version head\n" of every case, by id. */
bool docket_head(struct docket *docket, char out[DIGEST_TEXT_SIZE], struct fault *why);

/* Versions and settings, for `ruta estado`. */
bool docket_status(struct docket *docket, struct store_status *out, struct fault *why);

#endif
