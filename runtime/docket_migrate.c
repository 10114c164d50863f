/* docket_migrate.c -- a reform and the open cases: who passes to the new text. See docket.h.
 *
 * A passage (program.def) is of a version of a route, as the program that brings the reform has it. A
 * case is pinned to the program it was opened under, often compiled before the reform was written: what
 * tells that its text is that version is that both say the same, not where they were compiled. */
#include <stdio.h>
#include <string.h>

#include "runtime/docket_inner.h"
#include "runtime/semantic.h"

/* A text some case is under, and which version of the program it is. */
struct known_text {
    struct edition edition;
    uint32_t route;             /* NONE: no version says the same */
};

struct migrating {
    struct docket *docket;
    const struct docket_migration *what;
    const struct docket_write *write;
    const struct program *program;      /* held by the docket */
    const struct program_reform *reform;
    day_t day;
    VEC(struct known_text) texts;
    struct case_file *last;     /* written to, and still open: the commit is told by it */
    struct docket_passages count;
    void (*each)(const struct docket_passage *row, void *context);
    void *context;
};

/* ---- Which text, which passage -------------------------------------------- */

static uint32_t same_text(const struct program *program, struct edition edition)
{
    uint8_t wanted[DIGEST_BYTES], found[DIGEST_BYTES];
    uint32_t name = program_route_at(edition.program, edition.route)->name;
    if (edition.program == program) return edition.route;
    semantic_hash(edition.program, edition.route, wanted);
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_route); i++) {
        if (!match_names(edition.program, name, program, program_route_at(program, i)->name)) continue;
        semantic_hash(program, i, found);
        if (memcmp(wanted, found, DIGEST_BYTES) == 0) return i;
    }
    return NONE;
}

/* Cases by the thousand are under a few texts. */
static uint32_t text_of(struct migrating *work, const struct case_file *file)
{
    struct known_text text = { { file->program, file->route }, NONE };
    for (size_t i = 0; i < work->texts.count; i++) {
        const struct known_text *known = &work->texts.items[i];
        if (known->edition.program == file->program && known->edition.route == file->route) return known->route;
    }
    text.route = same_text(work->program, text.edition);
    VEC_PUSH(&work->texts, text);
    return text.route;
}

/* The passage of the stage the case is in, or that of the rest. NONE. */
static uint32_t passage_of(const struct migrating *work, const struct case_file *file, uint32_t route)
{
    uint32_t stage = match_step((struct edition){ file->program, file->route }, run_stage(file->run),
                                (struct edition){ work->program, route });
    uint32_t rest = NONE;
    for (uint32_t i = work->reform->passages_first; i < work->reform->passages_first + work->reform->passages_count; i++) {
        const struct program_passage *passage = program_passage_at(work->program, i);
        if (passage->route != route) continue;
        if (passage->step == NONE) rest = i;
        else if (passage->step == stage) return i;
    }
    return rest;
}

/* Whether the reform takes cases to that version. */
static bool brings(const struct migrating *work, uint32_t route)
{
    for (uint32_t i = work->reform->passages_first; i < work->reform->passages_first + work->reform->passages_count; i++)
        if (program_passage_at(work->program, i)->to == route) return true;
    return false;
}

/* Whether the reform amends a route of that name. */
static bool amends_namesake(const struct migrating *work, const struct case_file *file)
{
    uint32_t name = program_route_at(file->program, file->route)->name;
    for (uint32_t i = work->reform->passages_first; i < work->reform->passages_first + work->reform->passages_count; i++) {
        const struct program_route *route = program_route_at(work->program, program_passage_at(work->program, i)->route);
        if (match_names(file->program, name, work->program, route->name)) return true;
    }
    return false;
}

/* ---- One case --------------------------------------------------------------- */

/* A case that keeps its text goes to that same text of the program; see run_migrate.c. */
static struct event passing_event(const struct migrating *work, const struct program_passage *passage)
{
    const struct program *program = work->program;
    bool keeps = passage->kind == PASSAGE_KEEPS;
    const struct program_route *to = program_route_at(program, keeps ? passage->route : passage->to);
    const char *stage = passage->to_step == NONE ? "" : program_text(program, program_step_at(program, passage->to_step)->name);
    return (struct event){
        .kind = EVENT_MIGRATE, .day = work->day, .minute = work->what->minute, .in_favour = -1, .against = -1, .outcome = -1,
        .other_program = program, .other_digest = program_digest(program),
        .passing = { .norm = text_from(program_text(program, program_norm_at(program, work->reform->norm)->name)),
                     .source = text_from(program_text(program, passage->act)), .route = text_from(program_text(program, to->name)),
                     .in_force = to->from != DAY_NONE ? to->from : to->to != DAY_NONE ? to->to - 1 : work->reform->from,
                     .stage = text_from(stage), .restarts = passage->term == PASSAGE_TERM_RESTARTS, .keeps = keeps } };
}

/* A text may reserve what the one before did not. */
static bool add_key(struct case_file *file, struct fault *why)
{
    for (size_t i = 0; i + 1 < file->texts.count; i++)
        if (record_needs_key(file->texts.items[i].edition.program, file->texts.items[i].edition.route)) return true;
    return case_make_key(file, why);
}

/* What the stage it enters starts may be refused: then so is the passage. */
static bool write_passage(struct migrating *work, struct case_file *file, const struct event *event, struct refusal *refusal,
                          bool *refused, struct fault *why)
{
    case_follow_text(file, file->version + 2);
    return work->what->trial || (add_key(file, why) && docket_write_event(file, event, work->write, why)
                                 && docket_follow(file, event, work->write, refusal, refused, why));
}

/* Whether the program of the case brings this reform already: then it has nothing to learn. */
static bool knows_reform(const struct migrating *work, const struct case_file *file)
{
    uint32_t norm = program_norm_at(work->program, work->reform->norm)->name;
    for (uint32_t i = 0; i < program_count(file->program, PROGRAM_TABLE_reform); i++) {
        const struct program_reform *reform = program_reform_at(file->program, i);
        if (match_names(file->program, program_norm_at(file->program, reform->norm)->name, work->program, norm)) return true;
    }
    return false;
}

static bool decide_passage(struct migrating *work, struct case_file *file, struct docket_passage *row, struct fault *why)
{
    const struct program_passage *passage = program_passage_at(work->program, row->passage);
    struct event event = passing_event(work, passage);
    day_t today = work->what->trial ? work->day : work->write->today;
    bool refused = false;
    if (passage->kind == PASSAGE_KEEPS) {
        row->outcome = CASE_KEEPS;
        work->count.kept++;
        bool kept = !knows_reform(work, file) && run_step(file->run, &event, today, &row->refusal);
        return !kept || write_passage(work, file, &event, &row->refusal, &refused, why);      /* it enters nothing */
    }
    refused = !run_step(file->run, &event, today, &row->refusal);
    if (!refused && !write_passage(work, file, &event, &row->refusal, &refused, why)) return false;
    row->outcome = refused ? CASE_CANNOT : CASE_PASSES;
    work->count.refused += refused;
    work->count.passed += !refused;
    return true;
}

static bool migrate_case(struct migrating *work, const char *id, struct fault *why)
{
    struct case_file *file;
    if (!case_load(work->docket, id, &file, why)) return false;
    struct docket_passage row = { .file = file, .outcome = CASE_IS_OTHER, .passage = NONE };
    int64_t before = file->version;
    uint32_t route = text_of(work, file);
    if (route != NONE) row.passage = passage_of(work, file, route);
    if (row.passage == NONE && route != NONE && brings(work, route)) row.outcome = CASE_IS_THERE;
    bool ok = row.passage == NONE || decide_passage(work, file, &row, why);
    work->count.others += row.passage == NONE;
    bool told = row.passage != NONE || work->what->case_count > 0 || (route == NONE && amends_namesake(work, file));
    if (ok && told && work->each) work->each(&row, work->context);
    if (ok && file->version != before) {
        case_close(work->last);
        work->last = file;
    } else {
        case_close(file);
    }
    return ok;
}

/* ---- All of them -------------------------------------------------------------- */

static bool collect_open(const struct store_case *row, void *context)
{
    struct id_list *list = context;
    if (row->final[0] == '\0') VEC_PUSH(&list->ids, text_copy(&list->arena, text_from(row->id)).at);
    return true;
}

static bool collect_cases(struct migrating *work, struct id_list *list, struct fault *why)
{
    for (size_t i = 0; i < work->what->case_count; i++)
        VEC_PUSH(&list->ids, text_copy(&list->arena, work->what->cases[i]).at);
    bool ok = work->what->case_count > 0 || store_each_case(work->docket->store, collect_open, list, why);
    sort_ids(list);
    return ok;
}

static bool migrate_all(struct migrating *work, struct id_list *list, struct fault *why)
{
    const struct program *source = work->what->program;
    work->program = hold_program(work->docket, program_digest(source), source, why);
    if (!work->program || !collect_cases(work, list, why)) return false;
    if (!work->what->trial && !store_put_program(work->docket->store, work->program, why)) return false;
    work->reform = program_reform_at(work->program, work->what->reform);
    for (size_t i = 0; i < list->ids.count; i++)
        if (!migrate_case(work, list->ids.items[i], why)) return false;
    return !work->last || work->count.refused > 0 || docket_commit(work->last, why);
}

static bool check_day(const struct docket_migration *what, struct fault *why)
{
    const struct program_reform *reform = program_reform_at(what->program, what->reform);
    char from[DATE_TEXT_SIZE], day[DATE_TEXT_SIZE];
    if (what->trial || what->day >= reform->from) return true;
    fault_set(why, EXIT_USAGE, "la reforma rige desde el %s: el %s ningún caso puede pasar todavía al texto nuevo",
              day_format(reform->from, from), day_format(what->day, day));
    return fault_help(why, "con --ensayo se ve lo que ocurriría ese día");
}

bool docket_migrate(struct docket *docket, const struct docket_migration *what, const struct docket_write *write,
                    void (*each)(const struct docket_passage *row, void *context), void *context,
                    struct docket_passages *count, struct fault *why)
{
    struct id_list list = {0};
    struct migrating work = { .docket = docket, .what = what, .write = write, .each = each, .context = context };
    const struct program_reform *reform = program_reform_at(what->program, what->reform);
    *count = (struct docket_passages){0};
    work.day = what->day < reform->from ? reform->from : what->day;
    if (!check_day(what, why)) return false;
    if (!(what->trial ? store_begin_reading(docket->store, why) : store_begin_writing(docket->store, why))) return false;
    bool ok = migrate_all(&work, &list, why);
    store_rollback(docket->store);      /* nothing left to undo once committed */
    if (ok) *count = work.count;
    case_close(work.last);
    VEC_FREE(&work.texts);
    free_ids(&list);
    return ok;
}
