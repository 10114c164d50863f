/* docket_verify.c -- is the store what it says it is? See docket.h.
 *
 * Four checks, because a flipped bit escapes each of them alone: SQLite's own, foreign
 * keys, the chain of every case, and a replay whose projections and receipts must equal
 * the stored ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "runtime/digest.h"
#include "runtime/docket_inner.h"

struct verification {
    void (*each)(const struct docket_finding *finding, void *context);
    void *context;
    uint32_t findings;
};

static void report(struct verification *work, const char *case_id, int64_t sequence, const char *message)
{
    struct docket_finding finding = { case_id, sequence, message };
    work->findings++;
    if (work->each) work->each(&finding, work->context);
}

static void report_store(const char *line, void *context)
{
    report(context, "", 0, line);
}

/* ---- One case --------------------------------------------------------------------- */

struct case_check {
    struct verification *work;
    struct case_file *file;
    struct fault why;           /* of the store: the check could not be made */
    bool failed;
    bool blind;                 /* without the key it cannot be replayed: only its chain is checked */
};

static void check_receipt(struct case_check *check)
{
    struct case_file *file = check->file;
    char *stored = NULL, *derived = project_receipt(file);
    if (!store_get_receipt(file->docket->store, file->id, file->version, &stored, &check->why)) check->failed = true;
    else if (!stored || !derived || strcmp(stored, derived) != 0)
        report(check->work, file->id, file->version, "el recibo del acto no es el que resulta de reconstruirlo");
    free(stored);
    free(derived);
}

static bool check_event(const struct store_event *row, void *context)
{
    struct case_check *check = context;
    struct fault trouble = {0};
    bool ok = check->blind ? case_follow(check->file, row, &trouble) : case_replay(check->file, row, NULL, &trouble);
    if (!ok && trouble.code == EXIT_NO_PERMISSION) ok = check->blind = true;
    if (!ok) report(check->work, row->case_id, row->sequence, trouble.message);
    if (ok && !check->blind) check_receipt(check);
    return ok && !check->failed;
}

static bool same_chain(const struct store_case *a, const struct store_case *b)
{
    return a->version == b->version && a->opened == b->opened && memcmp(a->head, b->head, DIGEST_BYTES) == 0
        && memcmp(a->program, b->program, DIGEST_BYTES) == 0;
}

static bool same_state(const struct store_case *a, const struct store_case *b)
{
    return strcmp(a->stage, b->stage) == 0 && strcmp(a->final, b->final) == 0 && strcmp(a->route, b->route) == 0
        && a->last == b->last;
}

static bool check_shown(const struct store_case *row, void *context)
{
    struct case_check *check = context;
    struct store_case derived = project_case(check->file);
    if (!same_chain(row, &derived) || !(check->blind || same_state(row, &derived)))
        report(check->work, row->id, 0, "lo que el almacén muestra del caso no es lo que resulta de sus actos");
    return false;
}

static bool check_deadlines(struct case_check *check, struct fault *why)
{
    struct arena arena = {0};
    uint32_t count;
    bool same = false;
    const struct store_deadline *rows = project_deadlines(check->file, &arena, &count);
    bool ok = deadlines_are_stored(check->file, rows, count, &same, why);
    if (ok && !same)
        report(check->work, check->file->id, 0, "los plazos guardados del caso no son los que resultan de sus actos");
    arena_free(&arena);
    return ok;
}

static bool note_found(const struct store_case *row, void *context)
{
    (void)row;
    *(bool *)context = true;
    return false;
}

/* The case that started this one is there, unless nobody did. */
static bool check_origin(struct case_check *check, struct fault *why)
{
    const struct case_file *file = check->file;
    bool found = !file->origin[0];
    char message[160];
    if (!found && !store_find_case(file->docket->store, file->origin, note_found, &found, why)) return false;
    snprintf(message, sizeof message, "lo inició el caso «%s», que no está en el almacén", file->origin);
    if (!found) report(check->work, file->id, 0, message);
    return true;
}

static bool check_stored(struct case_check *check, struct fault *why)
{
    return check_origin(check, why) && store_find_case(check->file->docket->store, check->file->id, check_shown, check, why)
        && (check->blind || check_deadlines(check, why));
}

/* A damaged case is a finding, and the next one is checked all the same. A key that is not
 * of this store is no finding: nothing could be said of any case. */
static bool check_case(struct docket *docket, struct verification *work, const char *id, struct fault *why)
{
    struct case_check check = { .work = work };
    uint32_t before = work->findings;
    if (!case_load_start(docket, id, &check.file, &check.why)) {
        if (check.why.code == EXIT_NO_PERMISSION) return fault_set(why, EXIT_NO_PERMISSION, "%s", check.why.message);
        report(work, id, 0, check.why.message);
        return true;
    }
    bool ok = store_each_event(docket->store, id, 0, check_event, &check, why);
    if (check.failed) ok = fault_set(why, check.why.code, "%s", check.why.message);
    if (ok && work->findings == before) ok = check_stored(&check, why);
    docket->unreplayed += check.blind;
    case_close(check.file);
    return ok;
}

/* ---- The whole store ----------------------------------------------------------------- */

struct ids {
    VEC(char *) names;
};

static bool note_id(const struct store_case *row, void *context)
{
    struct ids *ids = context;
    char *copy = strdup(row->id);
    if (copy) VEC_PUSH(&ids->names, copy);
    return copy != NULL;
}

bool docket_verify(struct docket *docket, void (*each)(const struct docket_finding *finding, void *context),
                   void *context, uint32_t *findings, struct fault *why)
{
    struct verification work = { each, context, 0 };
    struct ids ids = {0};
    docket->unreplayed = 0;
    bool ok = store_begin_reading(docket->store, why) && store_check(docket->store, report_store, &work, why)
           && store_each_case(docket->store, note_id, &ids, why);
    for (size_t i = 0; i < ids.names.count; i++) {
        if (ok) ok = check_case(docket, &work, ids.names.items[i], why);
        free(ids.names.items[i]);
    }
    VEC_FREE(&ids.names);
    store_rollback(docket->store);
    *findings = work.findings;
    return ok;
}

uint32_t docket_unreplayed(const struct docket *docket)
{
    return docket->unreplayed;
}

/* ---- The head ---------------------------------------------------------------------------- */

struct heads {
    VEC(char) lines;
};

static bool note_head(const struct store_case *row, void *context)
{
    struct heads *heads = context;
    char line[STORE_ID_MAX + DIGEST_TEXT_SIZE + 32], head[DIGEST_TEXT_SIZE];
    snprintf(line, sizeof line, "%s %lld %s\n", row->id, (long long)row->version, digest_to_text(row->head, head));
    for (const char *at = line; *at; at++) VEC_PUSH(&heads->lines, *at);
    return true;
}

bool docket_head(struct docket *docket, char out[DIGEST_TEXT_SIZE], struct fault *why)
{
    struct heads heads = {0};
    uint8_t digest[DIGEST_BYTES];
    bool ok = store_each_case(docket->store, note_head, &heads, why);
    digest_of(heads.lines.count ? heads.lines.items : "", heads.lines.count, digest);
    if (ok) digest_to_text(digest, out);
    VEC_FREE(&heads.lines);
    return ok;
}
