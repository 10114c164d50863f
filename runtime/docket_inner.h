/* docket_inner.h -- what the docket*.c files share. Nobody else includes it. */
#ifndef RUNTIME_DOCKET_INNER_H
#define RUNTIME_DOCKET_INNER_H

#include "base/vec.h"
#include "runtime/docket.h"

struct held_program;

struct docket {
    struct store *store;
    char *key_path;
    struct held_program *programs;  /* every program read so far, by digest */
    struct seal_key master;
    bool has_master;                /* the key file was read */
    uint32_t unreplayed;            /* by the last docket_verify() */
};

/* The text that the events of a case were judged by, from one of them on. */
struct judged {
    int64_t from;
    struct edition edition;
};

struct case_file {
    struct docket *docket;
    const struct program *program;  /* of the run, like the route: the text it is under now */
    uint32_t route;
    VEC(struct judged) texts;       /* the one it was opened under, and those it passed to */
    struct run *run;
    char id[STORE_ID_MAX + 1];
    int64_t version;                /* events replayed so far */
    uint8_t head[DIGEST_BYTES];
    char head_text[DIGEST_TEXT_SIZE];
    day_t opened;
    struct seal_key key;
    bool has_key, hidden;
    /* Of the case that started this one, as its opening says; origin is "" when none did. */
    char origin[STORE_ID_MAX + 1];
    uint32_t level, subroute, serial;
    const struct program *origin_program;   /* whose sub-route that is; NULL when none did */
};

/* ---- docket_project.c: what the store shows of a case, derived from its run ---- */

/* The row of `cases`. Its strings belong to the program. */
struct store_case project_case(const struct case_file *file);

/* The rows of `deadline`, in the arena. */
const struct store_deadline *project_deadlines(const struct case_file *file, struct arena *arena, uint32_t *count);

/* Whether the store holds exactly these rows for the case. */
bool deadlines_are_stored(const struct case_file *file, const struct store_deadline *rows, uint32_t count,
                          bool *same, struct fault *why);

/* The receipt of the last event accepted, as canonical JSON; malloc'd, NULL when memory runs out. */
char *project_receipt(const struct case_file *file);

/* ---- docket.c: writing ----------------------------------------------------------- */

/* Writes the event file->run just accepted with everything derived from it, inside the transaction of the caller. */
bool docket_write_event(struct case_file *file, const struct event *event, const struct docket_write *write,
                        struct fault *why);

/* Commits; the file is one of those written to. */
bool docket_commit(struct case_file *file, struct fault *why);

/* ---- docket_sweep.c: which cases ------------------------------------------------ */

struct id_list {
    struct arena arena;
    VEC(const char *) ids;
    bool unfired_only;
};

/* In order, each once. */
void sort_ids(struct id_list *list);
void free_ids(struct id_list *list);

/* ---- docket_link.c: cases that start others --------------------------------------- */

/* After docket_write_event(), in the same transaction: opens the cases that the event starts, and tells the case that
 * started this one of its end. *refused is set when one of them may not be: then the caller undoes it all. */
bool docket_follow(struct case_file *file, const struct event *event, const struct docket_write *write,
                   struct refusal *refusal, bool *refused, struct fault *why);

/* Keeps what the opening of a case says of the one that started it. */
void case_note_origin(struct case_file *file, const struct event *opening);

/* ---- docket_case.c: cases in memory --------------------------------------------- */

/* The program with this digest: held, or a copy of `source` when it is given, or read from the store and
 * verified. Lives until the docket closes. */
const struct program *hold_program(struct docket *docket, const uint8_t digest[DIGEST_BYTES],
                                   const struct program *source, struct fault *why);
void release_programs(struct docket *docket);

struct case_file *case_new(struct docket *docket, const struct program *program, uint32_t route,
                           struct fault *why);

/* What the names of an event of the case are of. */
struct edition case_edition_at(const struct case_file *file, int64_t sequence);

/* After an event was accepted: the case is under the text of its run, from the next one on. */
void case_follow_text(struct case_file *file, int64_t next);

/* Finds the program whose calendar a recalculation uses, or whose text a case passes to. */
bool case_resolve(struct docket *docket, struct event *event, struct fault *why);

/* Checks that a row is the next of the case's chain, whole, and moves the version and the head to it. */
bool case_follow(struct case_file *file, const struct store_event *row, struct fault *why);

/* Follows the chain to the next event of a case, decodes it and replays it. Fills *record on
 * true when it is not NULL; otherwise frees it. */
bool case_replay(struct case_file *file, const struct store_event *row, struct record *record, struct fault *why);

/* Replays what the store has beyond file->version. */
bool case_catch_up(struct case_file *file, struct fault *why);

/* docket_load() inside a transaction of the caller. EXIT_NO_INPUT when there is no such case. */
bool case_load(struct docket *docket, const char *id, struct case_file **out, struct fault *why);

/* As case_load(), without replaying. */
bool case_load_start(struct docket *docket, const char *id, struct case_file **out, struct fault *why);

/* The key of a new case whose route needs one; creates the key file with the first. */
bool case_make_key(struct case_file *file, struct fault *why);

/* The number of a new case: the one given, or the next. */
bool case_choose_id(struct case_file *file, struct text id, struct fault *why);

void case_set_head(struct case_file *file, const uint8_t head[DIGEST_BYTES]);

#endif
