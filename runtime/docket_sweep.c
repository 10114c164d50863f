/* docket_sweep.c -- acts on many cases at once: expiries and recalculations. See docket.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "runtime/docket_inner.h"

/* ---- Which cases ---------------------------------------------------------------- */

static bool collect(const struct store_deadline *row, void *context)
{
    struct id_list *list = context;
    if (list->unfired_only && row->fired != DAY_NONE) return true;
    VEC_PUSH(&list->ids, text_copy(&list->arena, text_from(row->case_id)).at);
    return true;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void sort_ids(struct id_list *list)
{
    size_t kept = 0;
    if (list->ids.count) qsort(list->ids.items, list->ids.count, sizeof *list->ids.items, by_id);
    for (size_t i = 0; i < list->ids.count; i++)
        if (kept == 0 || strcmp(list->ids.items[kept - 1], list->ids.items[i]) != 0) list->ids.items[kept++] = list->ids.items[i];
    list->ids.count = kept;
}

void free_ids(struct id_list *list)
{
    VEC_FREE(&list->ids);
    arena_free(&list->arena);
}

/* ---- Sweeping ------------------------------------------------------------------- */

/* The clock that passed first and was not fired; NULL when there is none. */
static const struct deadline_state *first_passed(const struct case_file *file, day_t today)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(file->run, &count), *found = NULL;
    for (uint32_t i = 0; i < count; i++) {
        bool passed = clocks[i].status == DEADLINE_RUNNING && run_deadline_status(&clocks[i], today) == DEADLINE_EXPIRED;
        if (!passed || clocks[i].fired != DAY_NONE) continue;
        if (!found || clocks[i].due < found->due) found = &clocks[i];
    }
    return found;
}

/* Fires one deadline of the case; *more is false when there was none to fire. */
static bool fire_one(struct case_file *file, const struct docket_write *write, bool *more, struct fault *why)
{
    struct event event = { .kind = EVENT_EXPIRE, .day = write->today, .minute = MINUTE_NONE,
                           .in_favour = -1, .against = -1, .outcome = -1 };
    struct docket_write own = *write;
    struct refusal refusal;
    char key[48];
    bool ok = false, refused = false;

    *more = false;
    if (!store_begin_writing(file->docket->store, why)) return false;
    if (!case_catch_up(file, why)) goto done;
    const struct deadline_state *clock = first_passed(file, write->today);
    ok = true;
    if (!clock || run_last_day(file->run) > write->today) goto done;
    event.deadline = clock->deadline;
    snprintf(key, sizeof key, "vence:%u.%u", clock->deadline - program_route_at(file->program, file->route)->deadlines_first,
             clock->occurrence);
    own.key = text_from(key);
    ok = run_step(file->run, &event, write->today, &refusal)
        || fault_set(why, EXIT_FINDINGS, "no se pudo declarar vencido un plazo del caso «%s»: %s", file->id, refusal.sentence);
    ok = ok && docket_write_event(file, &event, &own, why) && docket_follow(file, &event, write, &refusal, &refused, why);
    if (refused) ok = fault_set(why, EXIT_FINDINGS, "no se pudo declarar vencido un plazo del caso «%s»: %s", file->id, refusal.sentence);
    ok = ok && docket_commit(file, why);
    *more = ok;
done:
    store_rollback(file->docket->store);
    return ok;
}

static bool sweep_case(struct docket *docket, const char *id, const struct docket_write *write,
                       void (*each)(const struct case_file *file, void *context), void *context,
                       uint32_t *fired, struct fault *why)
{
    struct case_file *file;
    bool more = true, ok = true;
    if (!docket_load(docket, text_from(id), &file, why)) return false;
    while (ok && more) {
        ok = fire_one(file, write, &more, why);
        if (!ok || !more) continue;
        ++*fired;
        if (each) each(file, context);
    }
    case_close(file);
    return ok;
}

bool docket_sweep(struct docket *docket, const struct docket_write *write,
                  void (*each)(const struct case_file *file, void *context), void *context,
                  uint32_t *fired, struct fault *why)
{
    struct id_list list = { .unfired_only = true };
    *fired = 0;
    bool ok = store_each_due(docket->store, write->today, collect, &list, why);
    sort_ids(&list);
    for (size_t i = 0; ok && i < list.ids.count; i++)
        ok = sweep_case(docket, list.ids.items[i], write, each, context, fired, why);
    free_ids(&list);
    return ok;
}

/* ---- Recalculating -------------------------------------------------------------- */

struct recalculating {
    const struct docket_recalculation *what;
    const struct docket_write *write;
    struct event event;
    struct case_file *last;     /* written to, and still open: the commit is told by it */
    uint32_t moved;
};

/* A case the calendar says nothing new of, or that counts by another one, has nothing to record. */
static bool is_untouched(const struct refusal *refusal)
{
    return refusal->code == REFUSAL_nothing_moves || refusal->code == REFUSAL_calendar_missing;
}

static bool recalculate_case(struct docket *docket, const char *id, struct recalculating *work,
                             void (*each)(const struct case_file *file, void *context), void *context, struct fault *why)
{
    struct case_file *file;
    struct refusal refusal;
    bool ok = false;
    if (!case_load(docket, id, &file, why)) return false;
    if (!run_step(file->run, &work->event, work->write->today, &refusal)) {
        ok = is_untouched(&refusal)
          || fault_set(why, EXIT_FINDINGS, "el caso «%s» no se puede recalcular: %s; no se escribió nada", id, refusal.sentence);
        goto done;
    }
    if (!work->what->trial && !docket_write_event(file, &work->event, work->write, why)) goto done;
    work->moved++;
    if (each) each(file, context);
    case_close(work->last);
    work->last = file;
    return true;
done:
    case_close(file);
    return ok;
}

static bool recalculate_all(struct docket *docket, struct recalculating *work, struct id_list *list,
                            void (*each)(const struct case_file *file, void *context), void *context, struct fault *why)
{
    const struct program *held = hold_program(docket, program_digest(work->what->program), work->what->program, why);
    if (!held) return false;
    work->event.other_program = held;
    work->event.other_digest = program_digest(held);
    if (!store_put_program(docket->store, held, why)) return false;
    if (!store_each_due(docket->store, DAY_LAST, collect, list, why)
        || !store_each_suspended(docket->store, collect, list, why)) return false;
    sort_ids(list);
    for (size_t i = 0; i < list->ids.count; i++)
        if (!recalculate_case(docket, list->ids.items[i], work, each, context, why)) return false;
    return work->what->trial || !work->last || docket_commit(work->last, why);
}

bool docket_recalculate(struct docket *docket, const struct docket_recalculation *what, const struct docket_write *write,
                        void (*each)(const struct case_file *file, void *context), void *context,
                        uint32_t *moved, struct fault *why)
{
    struct id_list list = {0};
    struct recalculating work = { .what = what, .write = write, .event = {
        .kind = EVENT_RECALCULATE, .day = write->today, .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1,
        .reason = what->reason } };
    *moved = 0;
    if (!store_begin_writing(docket->store, why)) return false;
    bool ok = recalculate_all(docket, &work, &list, each, context, why);
    store_rollback(docket->store);      /* nothing left to undo once committed */
    if (ok) *moved = work.moved;
    case_close(work.last);
    free_ids(&list);
    return ok;
}
