/* docket.c -- opening the docket, recording events, walking what it holds. See docket.h.
 *
 * Recording is: begin a writing transaction, bring the case up to date, let the machine
 * decide, write the event with everything derived from it, commit. Since the lock is taken
 * before the decision, two clerks cannot both decide on the same state. */
#include "runtime/docket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/fold.h"
#include "runtime/digest.h"
#include "runtime/docket_inner.h"

#define NO_MEMORY "no hay memoria suficiente para esta operación"

/* ---- Opening ------------------------------------------------------------------- */

/* "ruta.db" -> "ruta.clave"; anything else gets ".clave" after it. */
static char *beside(const char *path)
{
    size_t length = strlen(path);
    if (length > 3 && strcmp(path + length - 3, ".db") == 0) length -= 3;
    size_t size = length + sizeof ".clave";
    char *name = malloc(size);
    if (name) snprintf(name, size, "%.*s.clave", (int)length, path);
    return name;
}

bool docket_open(struct docket **out, const struct docket_options *options, struct fault *why)
{
    *out = NULL;
    struct docket *docket = calloc(1, sizeof *docket);
    if (docket) docket->key_path = options->key_path ? strdup(options->key_path) : beside(options->path);
    if (!docket || !docket->key_path) {
        docket_close(docket);
        return fault_set(why, EXIT_MEMORY, NO_MEMORY);
    }
    if (!store_open(&docket->store, options->path, options->create, options->wait_ms, why)) {
        docket_close(docket);
        return false;
    }
    *out = docket;
    return true;
}

void docket_close(struct docket *docket)
{
    if (!docket) return;
    release_programs(docket);
    store_close(docket->store);
    seal_forget(&docket->master);
    free(docket->key_path);
    free(docket);
}

/* ---- What may be written ---------------------------------------------------------- */

/* One line of the chain: UTF-8 without control characters. */
static bool clean_line(struct text text, size_t most)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7f) return false;
    return text.length <= most && utf8_valid_length(text) == text.length;
}

static bool check_write(const struct docket_write *write, const struct event *event, struct fault *why)
{
    if (clean_line(write->key, 200) && clean_line(write->recorder, 200) && clean_line(event->actor, 400)) return true;
    fault_set(why, EXIT_USAGE, "quien actúa, quien registra y la clave van en un solo renglón de texto UTF-8");
    return fault_help(why, "la clave y quien registra admiten 200 bytes; quien actúa, 400");
}

static bool check_id(struct text id, struct fault *why)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/";
    bool ok = id.length <= STORE_ID_MAX;
    for (size_t i = 0; ok && i < id.length; i++) ok = id.at[i] && strchr(allowed, id.at[i]);
    if (ok) return true;
    fault_set(why, EXIT_USAGE, "«%.*s» no sirve como número de caso", (int)(id.length > 100 ? 100 : id.length), id.at);
    return fault_help(why, "use hasta %d letras sin tilde, cifras y los signos - . _ /", STORE_ID_MAX);
}

/* ---- Writing what was decided -------------------------------------------------------- */

struct strings {            /* NUL-terminated copies of what comes as slices */
    struct arena arena;
    const char *actor, *recorder, *key;
};

static void copy_strings(struct strings *strings, const struct event *event, const struct docket_write *write)
{
    strings->actor = text_copy(&strings->arena, event->actor).at;
    strings->recorder = text_copy(&strings->arena, write->recorder).at;
    strings->key = text_copy(&strings->arena, write->key).at;
}

/* Writes the event just accepted by file->run, and moves the file's version and head. */
static bool write_event(struct case_file *file, const struct event *event, const struct docket_write *write,
                        const char *payload, struct fault *why)
{
    struct strings strings = {0};
    copy_strings(&strings, event, write);
    struct store_event row = {
        .case_id = file->id, .sequence = file->version + 1, .kind = event_kind_word(event->kind),
        .happened = event->day, .recorded = write->recorded, .actor = strings.actor,
        .recorder = strings.recorder, .key = strings.key, .payload = payload,
    };
    memcpy(row.previous, file->head, DIGEST_BYTES);
    store_event_hash(&row, row.hash);
    file->version++;
    case_set_head(file, row.hash);
    struct store_case shown = project_case(file);
    bool ok = (event->kind == EVENT_OPEN ? store_add_case(file->docket->store, &shown, why)
                                         : store_update_case(file->docket->store, &shown, why))
           && store_append_event(file->docket->store, &row, why);
    arena_free(&strings.arena);
    return ok;
}

/* Most events move no deadline: then no page is written for them. */
static bool write_deadlines(struct case_file *file, struct fault *why)
{
    struct arena arena = {0};
    uint32_t count;
    bool same = false;
    const struct store_deadline *rows = project_deadlines(file, &arena, &count);
    bool ok = deadlines_are_stored(file, rows, count, &same, why)
           && (same || store_replace_deadlines(file->docket->store, file->id, rows, count, why));
    arena_free(&arena);
    return ok;
}

static bool write_receipt(struct case_file *file, struct fault *why)
{
    char *content = project_receipt(file);
    struct store_receipt receipt = { .case_id = file->id, .sequence = file->version, .content = content };
    memcpy(receipt.program, program_digest(file->program), DIGEST_BYTES);
    bool ok = content ? store_add_receipt(file->docket->store, &receipt, why)
                      : fault_set(why, EXIT_MEMORY, NO_MEMORY);
    free(content);
    return ok;
}

struct wanted_event {
    const uint8_t *hash;
    bool found;
};

static bool note_if_ours(const struct store_event *row, void *context)
{
    struct wanted_event *wanted = context;
    wanted->found = memcmp(row->hash, wanted->hash, DIGEST_BYTES) == 0;
    return false;
}

/* A failed commit may have been kept all the same: a new connection tells. */
bool docket_commit(struct case_file *file, struct fault *why)
{
    struct store *store = file->docket->store;
    struct wanted_event wanted = { file->head, false };
    struct fault inner;
    if (store_commit(store, why)) return true;
    if (!why || why->code != EXIT_UNCERTAIN) return false;
    if (!store_reopen(store, &inner)) return false;
    if (!store_each_event(store, file->id, file->version - 1, note_if_ours, &wanted, &inner)) return false;
    if (wanted.found) return true;
    fault_set(why, EXIT_IO, "no se pudo escribir en el almacén «%s»; el acto no quedó registrado", store_path(store));
    return fault_help(why, "revise el espacio libre y el disco, y repita la orden");
}

/* Whoever reads reserved votes without the key still reads what they decided. */
static struct event certified(const struct case_file *file, const struct event *event)
{
    struct event kept = *event;
    bool cast = event->kind == EVENT_SESSION && event->in_favour >= 0;
    if (cast && program_body_at(file->program, event->body)->reserved_votes) kept.outcome = run_last_session(file->run)->adopted;
    return kept;
}

bool docket_write_event(struct case_file *file, const struct event *event, const struct docket_write *write,
                        struct fault *why)
{
    struct seal_place place = { file->has_key ? &file->key : NULL, file->id, file->version + 1 };
    const struct event kept = certified(file, event);
    char *payload = record_encode(file->program, file->route, &kept, &place, why);
    bool ok = payload && write_event(file, event, write, payload, why)
           && write_deadlines(file, why) && write_receipt(file, why);
    free(payload);
    return ok;
}

/* The event, and what it brings to other cases: all of it or nothing. */
static bool write_all(struct case_file *file, const struct event *event, const struct docket_write *write,
                      struct docket_answer *answer, struct fault *why)
{
    bool refused = false;
    bool ok = docket_write_event(file, event, write, why) && docket_follow(file, event, write, &answer->refusal, &refused, why);
    answer->outcome = refused ? DOCKET_REFUSED : DOCKET_RECORDED;
    if (ok && !refused) return docket_commit(file, why);
    store_rollback(file->docket->store);
    return ok;
}

/* ---- The same key again ----------------------------------------------------------------- */

struct repetition {
    const struct case_file *file;       /* whose it is; NULL while that is what is asked */
    const struct event *event;
    char case_id[STORE_ID_MAX + 1];
    int64_t sequence;           /* 0: the key was not used */
    bool same, failed;
    struct fault *why;
};

/* Sealed values differ every time, so what is compared is in clear. What cannot be read for
 * want of the key is taken to be the same. */
static bool same_event(struct repetition *work, const struct store_event *row)
{
    const struct case_file *file = work->file;
    struct edition then = case_edition_at(file, row->sequence);
    struct record record;
    if (!record_decode(&record, then.program, then.route, row, file->has_key ? &file->key : NULL, work->why)) {
        work->failed = true;
        return false;
    }
    struct edition today = work->event->kind == EVENT_OPEN ? then : (struct edition){ file->program, file->route };
    char *before = record_encode(then.program, then.route, &record.event, NULL, work->why);
    char *now = record_encode(today.program, today.route, work->event, NULL, work->why);
    work->failed = !before || !now;
    bool same = before && now && record.event.kind == work->event->kind && record.event.day == work->event->day
             && text_equal(record.event.actor, work->event->actor)
             && (record.hidden || strcmp(before, now) == 0);
    free(before);
    free(now);
    record_free(&record);
    return same;
}

static bool note_repetition(const struct store_event *row, void *context)
{
    struct repetition *work = context;
    work->sequence = row->sequence;
    snprintf(work->case_id, sizeof work->case_id, "%s", row->case_id);
    work->same = work->file && same_event(work, row);
    return false;
}

static bool key_was_for_another(const struct docket_write *write, const struct repetition *work, struct fault *why)
{
    fault_set(why, EXIT_BAD_DATA, "la clave «%.*s» ya se usó para otro acto: el %lld del caso «%s»",
              TEXT_ARGS(write->key), (long long)work->sequence, work->case_id);
    return fault_help(why, "cada acto lleva su propia clave; repítala solo para reintentar el mismo");
}

/* ---- Opening a case ------------------------------------------------------------------------ */

static bool note_exists(const struct store_case *row, void *context)
{
    (void)row;
    *(bool *)context = true;
    return false;
}

bool case_choose_id(struct case_file *file, struct text id, struct fault *why)
{
    struct store *store = file->docket->store;
    bool exists = false;
    if (id.length == 0) return store_next_id(store, file->id, why);
    snprintf(file->id, sizeof file->id, "%.*s", TEXT_ARGS(id));
    if (!store_find_case(store, file->id, note_exists, &exists, why)) return false;
    if (!exists) return true;
    fault_set(why, EXIT_FINDINGS, "el caso «%s» ya existe", file->id);
    return fault_help(why, "use otro número, o ninguno para que se asigne el siguiente");
}

/* True with *out NULL when the key is new. */
static bool opened_before(struct docket *docket, const struct program *program, struct text id,
                          const struct event *opening, const struct docket_write *write,
                          struct case_file **out, struct docket_answer *answer, struct fault *why)
{
    struct arena arena = {0};
    struct repetition work = { .event = opening, .why = why };
    const char *key = text_copy(&arena, write->key).at;
    bool ok = store_opening_by_key(docket->store, key, note_repetition, &work, why);
    if (!ok || work.sequence == 0) goto done;
    ok = false;
    if (!case_load(docket, work.case_id, out, why)) goto done;
    struct repetition again = { .file = *out, .event = opening, .why = why };
    bool same = memcmp(program_digest(program), program_digest(case_opening(*out).program), DIGEST_BYTES) == 0
             && (id.length == 0 || text_equal(id, text_from(work.case_id)));
    if (same && (!store_opening_by_key(docket->store, key, note_repetition, &again, why) || again.failed)) goto done;
    ok = (same && again.same) || key_was_for_another(write, &work, why);
    answer->outcome = DOCKET_REPEATED;
    answer->sequence = (uint32_t)work.sequence;
done:
    if (!ok && *out) {
        case_close(*out);
        *out = NULL;
    }
    arena_free(&arena);
    return ok;
}

/* Inside the transaction; *out NULL on true means that the machine refused. */
static bool open_new(struct docket *docket, const struct program *program, struct text id,
                     const struct event *opening, const struct docket_write *write,
                     struct case_file **out, struct docket_answer *answer, struct fault *why)
{
    bool ok = false;
    struct case_file *file = NULL;
    const struct program *held = hold_program(docket, program_digest(program), program, why);
    if (!held || !(file = case_new(docket, held, opening->route, why))) goto done;
    if (!run_step(file->run, opening, write->today, &answer->refusal)) {
        answer->outcome = DOCKET_REFUSED;
        ok = true;
        goto done;
    }
    file->opened = opening->day;
    if (!case_choose_id(file, id, why) || !store_put_program(docket->store, held, why)) goto done;
    if (!case_make_key(file, why) || !write_all(file, opening, write, answer, why)) goto done;
    ok = true;
    if (answer->outcome == DOCKET_REFUSED) goto done;
    answer->sequence = 1;
    *out = file;
    return true;
done:
    case_close(file);
    return ok;
}

bool docket_open_case(struct docket *docket, const struct program *program, struct text id,
                      const struct event *opening, const struct docket_write *write,
                      struct case_file **out, struct docket_answer *answer, struct fault *why)
{
    struct fault local;
    if (!why) why = &local;
    *out = NULL;
    *answer = (struct docket_answer){0};
    CHECK(opening->kind == EVENT_OPEN);
    if (!check_id(id, why) || !check_write(write, opening, why)) return false;
    if (!store_begin_writing(docket->store, why)) return false;
    struct arena arena = {0};
    struct event ordered = record_in_order(program, opening, &arena);
    bool ok = (write->key.length == 0
               || opened_before(docket, program, id, &ordered, write, out, answer, why))
           && (*out || open_new(docket, program, id, &ordered, write, out, answer, why));
    store_rollback(docket->store);      /* nothing left to undo once committed */
    arena_free(&arena);
    return ok;
}

/* ---- Recording ------------------------------------------------------------------------------ */

/* True with answer->sequence 0 when the key is new. */
static bool recorded_before(struct case_file *file, const struct event *event, const struct docket_write *write,
                            struct docket_answer *answer, struct fault *why)
{
    struct arena arena = {0};
    struct repetition work = { .file = file, .event = event, .why = why };
    bool ok = store_event_by_key(file->docket->store, file->id, text_copy(&arena, write->key).at,
                                 note_repetition, &work, why) && !work.failed;
    arena_free(&arena);
    if (!ok || work.sequence == 0) return ok;
    if (!work.same) return key_was_for_another(write, &work, why);
    *answer = (struct docket_answer){ .outcome = DOCKET_REPEATED, .sequence = (uint32_t)work.sequence };
    return true;
}

static bool check_version(const struct case_file *file, const struct docket_write *write, struct fault *why)
{
    if (write->expected_version < 0 || write->expected_version == file->version) return true;
    fault_set(why, EXIT_BUSY, "el caso «%s» va en la versión %lld y usted esperaba la %lld; no se escribió nada",
              file->id, (long long)file->version, (long long)write->expected_version);
    return fault_help(why, "vea qué se registró («ruta caso historia %s») y decida de nuevo", file->id);
}

/* The machine went ahead of a store that did not follow: start the file again from the store. */
static void start_again(struct case_file *file)
{
    struct case_file *fresh;
    struct fault ignored;
    if (!case_load(file->docket, file->id, &fresh, &ignored)) return;
    struct case_file old = *file;
    *file = *fresh;
    *fresh = old;
    case_close(fresh);
}

static bool decide(struct case_file *file, const struct event *event, const struct docket_write *write,
                   struct docket_answer *answer, struct fault *why)
{
    if (!run_step(file->run, event, write->today, &answer->refusal)) {
        answer->outcome = DOCKET_REFUSED;
        return true;
    }
    bool ok = write_all(file, event, write, answer, why);
    if (!ok || answer->outcome == DOCKET_REFUSED) start_again(file);
    else answer->sequence = (uint32_t)file->version;
    return ok;
}

bool docket_record(struct docket *docket, struct case_file *file, const struct event *event,
                   const struct docket_write *write, struct docket_answer *answer, struct fault *why)
{
    struct fault local;
    if (!why) why = &local;
    *answer = (struct docket_answer){0};
    CHECK(event->kind != EVENT_OPEN);
    if (!check_write(write, event, why)) return false;
    if (!store_begin_writing(docket->store, why)) return false;
    struct arena arena = {0};
    struct event ordered = record_in_order(file->program, event, &arena);
    bool ok = case_catch_up(file, why)
           && (write->key.length == 0 || recorded_before(file, &ordered, write, answer, why))
           && (answer->sequence != 0
               || (check_version(file, write, why) && decide(file, &ordered, write, answer, why)));
    store_rollback(docket->store);
    arena_free(&arena);
    return ok;
}

/* ---- Reading ---------------------------------------------------------------------------------- */

bool docket_load(struct docket *docket, struct text id, struct case_file **out, struct fault *why)
{
    struct arena arena = {0};
    *out = NULL;
    bool ok = store_begin_reading(docket->store, why) && case_load(docket, text_copy(&arena, id).at, out, why);
    store_rollback(docket->store);
    arena_free(&arena);
    return ok;
}

bool docket_each_case(struct docket *docket, bool (*each)(const struct store_case *row, void *context),
                      void *context, struct fault *why)
{
    return store_each_case(docket->store, each, context, why);
}

bool docket_each_due(struct docket *docket, day_t until,
                     bool (*each)(const struct store_deadline *row, void *context),
                     void *context, struct fault *why)
{
    return store_each_due(docket->store, until, each, context, why);
}

bool docket_each_suspended(struct docket *docket, bool (*each)(const struct store_deadline *row, void *context),
                           void *context, struct fault *why)
{
    return store_each_suspended(docket->store, each, context, why);
}

struct history_walk {
    const struct case_file *file;
    bool (*each)(const struct history_row *row, void *context);
    void *context;
    struct fault *why;
    bool failed;
};

static bool show_event(const struct store_event *row, void *context)
{
    struct history_walk *walk = context;
    const struct case_file *file = walk->file;
    struct record record;
    char *receipt = NULL;
    bool more = false;
    struct edition then = case_edition_at(file, row->sequence);
    walk->failed = !record_decode(&record, then.program, then.route, row, file->has_key ? &file->key : NULL, walk->why);
    if (walk->failed) return false;
    walk->failed = !case_resolve(file->docket, &record.event, walk->why)
                || !store_get_receipt(file->docket->store, row->case_id, row->sequence, &receipt, walk->why);
    if (!walk->failed) {
        struct history_row shown = { row, &record.event, then, receipt ? receipt : "{}" };
        more = walk->each(&shown, walk->context);
    }
    free(receipt);
    record_free(&record);
    return more;
}

bool docket_each_event(struct docket *docket, const struct case_file *file,
                       bool (*each)(const struct history_row *row, void *context),
                       void *context, struct fault *why)
{
    struct history_walk walk = { file, each, context, why, false };
    bool ok = store_begin_reading(docket->store, why)
           && store_each_event(docket->store, file->id, 0, show_event, &walk, why) && !walk.failed;
    store_rollback(docket->store);
    return ok;
}

bool docket_status(struct docket *docket, struct store_status *out, struct fault *why)
{
    return store_read_status(docket->store, out, why);
}

/* ---- Programs kept ------------------------------------------------------- */

struct digest_list {
    VEC(uint8_t) bytes;
};

static bool note_program(const uint8_t digest[DIGEST_BYTES], void *context)
{
    struct digest_list *list = context;
    for (size_t i = 0; i < DIGEST_BYTES; i++) VEC_PUSH(&list->bytes, digest[i]);
    return true;
}

bool docket_each_program(struct docket *docket, bool (*each)(const struct program *program, void *context), void *context,
                         struct fault *why)
{
    struct digest_list list = {0};
    bool ok = store_each_program(docket->store, note_program, &list, why), more = true;
    for (size_t i = 0; ok && more && i < list.bytes.count; i += DIGEST_BYTES) {
        const struct program *program = hold_program(docket, list.bytes.items + i, NULL, why);
        ok = program != NULL;
        more = ok && each(program, context);
    }
    VEC_FREE(&list.bytes);
    return ok;
}
