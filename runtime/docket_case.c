/* docket_case.c -- cases in memory: their program, their key, their replay. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/digest.h"
#include "runtime/docket_inner.h"
#include "runtime/verify.h"

#define NO_MEMORY "no hay memoria suficiente para abrir el caso"

/* ---- Programs ------------------------------------------------------------------ */

struct held_program {
    struct program *program;
    struct held_program *next;
};

static struct program *read_program(struct docket *docket, const uint8_t digest[DIGEST_BYTES], struct fault *why)
{
    struct program *program = NULL;
    struct fault inner = {0};
    void *bytes = NULL;
    size_t size = 0;
    if (!store_get_program(docket->store, digest, &bytes, &size, why)) return NULL;
    bool ok = program_from_bytes(&program, bytes, size, &inner) && verify_program(program, &inner)
           && memcmp(program_digest(program), digest, DIGEST_BYTES) == 0;
    free(bytes);
    if (ok) return program;
    if (program) program_close(program);
    fault_set(why, EXIT_INTEGRITY, "el programa guardado en el almacén «%s» está dañado", store_path(docket->store));
    return NULL;
}

static struct program *copy_program(const struct program *source, struct fault *why)
{
    struct program *copy = NULL;
    size_t size;
    const void *bytes = program_bytes(source, &size);
    return program_from_bytes(&copy, bytes, size, why) ? copy : NULL;
}

const struct program *hold_program(struct docket *docket, const uint8_t digest[DIGEST_BYTES],
                                   const struct program *source, struct fault *why)
{
    for (struct held_program *held = docket->programs; held; held = held->next)
        if (memcmp(program_digest(held->program), digest, DIGEST_BYTES) == 0) return held->program;
    struct program *program = source ? copy_program(source, why) : read_program(docket, digest, why);
    struct held_program *held = program ? malloc(sizeof *held) : NULL;
    if (!held) {
        if (!program) return NULL;
        program_close(program);
        fault_set(why, EXIT_MEMORY, NO_MEMORY);
        return NULL;
    }
    *held = (struct held_program){ program, docket->programs };
    docket->programs = held;
    return program;
}

void release_programs(struct docket *docket)
{
    while (docket->programs) {
        struct held_program *held = docket->programs;
        docket->programs = held->next;
        program_close(held->program);
        free(held);
    }
}

/* ---- Keys ------------------------------------------------------------------------ */

static bool need_master(struct docket *docket, bool create, struct fault *why)
{
    bool found, used;
    if (docket->has_master) return true;
    if (!seal_read_key_file(docket->key_path, &docket->master, &found, why)) return false;
    if (!found && create) {
        if (!store_has_keys(docket->store, &used, why)) return false;
        if (used) {
            fault_set(why, EXIT_NO_PERMISSION, "falta la llave «%s», con la que se guardaron los datos reservados de "
                      "otros casos", docket->key_path);
            return fault_help(why, "devuelva el archivo de llave a su lugar; no se crea otra para no perder aquella");
        }
        if (!seal_create_key_file(docket->key_path, &docket->master, why)) return false;
        found = true;
    }
    docket->has_master = found;
    return true;
}

bool case_make_key(struct case_file *file, struct fault *why)
{
    uint8_t wrapped[SEAL_WRAPPED_BYTES];
    if (!record_needs_key(file->program, file->route)) return true;
    if (!need_master(file->docket, true, why)) return false;
    seal_random_key(&file->key);
    seal_wrap(&file->docket->master, file->id, &file->key, wrapped);
    file->has_key = true;
    return store_put_key(file->docket->store, file->id, wrapped, sizeof wrapped, why);
}

static bool read_key(struct case_file *file, struct fault *why)
{
    void *wrapped;
    size_t size = 0;
    if (!store_get_key(file->docket->store, file->id, &wrapped, &size, why)) return false;
    bool ok = !wrapped || need_master(file->docket, false, why);
    if (ok && wrapped && file->docket->has_master) {
        file->has_key = seal_unwrap(&file->docket->master, file->id, wrapped, size, &file->key);
        ok = file->has_key;
        if (!ok) {
            fault_set(why, EXIT_NO_PERMISSION, "la llave «%s» no abre el caso «%s»: no es la de este almacén, o el almacén está alterado",
                      file->docket->key_path, file->id);
            fault_help(why, "indique la llave con --llave; si es esta, restaure el almacén de un respaldo");
        }
    }
    free(wrapped);
    return ok;
}

/* ---- A case ------------------------------------------------------------------------ */

void case_set_head(struct case_file *file, const uint8_t head[DIGEST_BYTES])
{
    memcpy(file->head, head, DIGEST_BYTES);
    digest_to_text(head, file->head_text);
}

struct case_file *case_new(struct docket *docket, const struct program *program, uint32_t route,
                           struct fault *why)
{
    const uint8_t zeros[DIGEST_BYTES] = {0};
    struct case_file *file = calloc(1, sizeof *file);
    if (!file) {
        fault_set(why, EXIT_MEMORY, NO_MEMORY);
        return NULL;
    }
    *file = (struct case_file){ .docket = docket, .program = program, .route = route, .opened = DAY_NONE };
    case_set_head(file, zeros);
    const struct judged first = { 1, { program, route } };
    VEC_PUSH(&file->texts, first);
    if (run_new(&file->run, program, route, why)) return file;
    file->run = NULL;
    case_close(file);
    return NULL;
}

void case_close(struct case_file *file)
{
    if (!file) return;
    if (file->run) run_free(file->run);
    seal_forget(&file->key);
    VEC_FREE(&file->texts);
    free(file);
}

const struct run *case_run(const struct case_file *file)            { return file->run; }
const struct program *case_program(const struct case_file *file)    { return file->program; }
struct edition case_opening(const struct case_file *file)           { return file->texts.items[0].edition; }
const char *case_id(const struct case_file *file)                   { return file->id; }
int64_t case_version(const struct case_file *file)                  { return file->version; }
const char *case_head(const struct case_file *file)                 { return file->head_text; }
bool case_has_hidden(const struct case_file *file)                  { return file->hidden; }

/* ---- Replay -------------------------------------------------------------------------- */

struct edition case_edition_at(const struct case_file *file, int64_t sequence)
{
    size_t i = file->texts.count - 1;
    while (i > 0 && file->texts.items[i].from > sequence) i--;
    return file->texts.items[i].edition;
}

void case_follow_text(struct case_file *file, int64_t next)
{
    const struct judged now = { next, { run_program(file->run), run_route(file->run) } };
    if (now.edition.program == file->program && now.edition.route == file->route) return;
    file->program = now.edition.program;
    file->route = now.edition.route;
    VEC_PUSH(&file->texts, now);
}

bool case_follow(struct case_file *file, const struct store_event *row, struct fault *why)
{
    uint8_t hash[DIGEST_BYTES];
    store_event_hash(row, hash);
    if (row->sequence == file->version + 1 && memcmp(row->previous, file->head, DIGEST_BYTES) == 0
        && memcmp(row->hash, hash, DIGEST_BYTES) == 0) {
        if (file->version == 0) file->opened = row->happened;
        file->version = row->sequence;
        case_set_head(file, row->hash);
        return true;
    }
    fault_set(why, EXIT_INTEGRITY, "la cadena del caso «%s» está rota en el acto %lld", file->id,
              (long long)row->sequence);
    return fault_help(why, "el almacén fue alterado por fuera de ruta; restaure el último respaldo íntegro");
}

static bool replay_refused(const struct case_file *file, const struct store_event *row,
                           const struct refusal *refusal, struct fault *why)
{
    if (file->hidden) {
        fault_set(why, EXIT_NO_PERMISSION, "el caso «%s» no se puede reconstruir sin la llave de sus datos reservados",
                  file->id);
        return fault_help(why, "indique el archivo de llave que se creó junto con el almacén");
    }
    return fault_set(why, EXIT_INTEGRITY, "el acto %lld del caso «%s» no se puede reconstruir: %s",
                     (long long)row->sequence, file->id, refusal->sentence);
}

bool case_resolve(struct docket *docket, struct event *event, struct fault *why)
{
    if (event->kind != EVENT_RECALCULATE && event->kind != EVENT_MIGRATE) return true;
    event->other_program = hold_program(docket, event->other_digest, NULL, why);
    return event->other_program;
}

bool case_replay(struct case_file *file, const struct store_event *row, struct record *record, struct fault *why)
{
    struct record decoded;
    struct refusal refusal;
    if (!case_follow(file, row, why)) return false;
    if (!record_decode(&decoded, file->program, file->route, row, file->has_key ? &file->key : NULL, why)) return false;
    file->hidden |= decoded.hidden;
    if (!case_resolve(file->docket, &decoded.event, why)) {
        record_free(&decoded);
        return false;
    }
    /* It was not in the future when it was accepted: its own day bounds it now. */
    bool ok = run_step(file->run, &decoded.event, row->happened, &refusal)
           || replay_refused(file, row, &refusal, why);
    if (ok) case_follow_text(file, row->sequence + 1);
    if (ok && decoded.event.kind == EVENT_OPEN) case_note_origin(file, &decoded.event);
    if (ok && record) *record = decoded;
    else record_free(&decoded);
    return ok;
}

struct catching_up {
    struct case_file *file;
    struct fault *why;
    bool failed;
};

static bool replay_row(const struct store_event *row, void *context)
{
    struct catching_up *work = context;
    work->failed = !case_replay(work->file, row, NULL, work->why);
    return !work->failed;
}

bool case_catch_up(struct case_file *file, struct fault *why)
{
    struct catching_up work = { file, why, false };
    return store_each_event(file->docket->store, file->id, file->version, replay_row, &work, why) && !work.failed;
}

/* ---- Loading -------------------------------------------------------------------------- */

struct found_case {
    bool found;
    uint8_t program[DIGEST_BYTES], head[DIGEST_BYTES];
    int64_t version;
    day_t opened;               /* under the version of its route of that day */
    char *route;
};

static bool note_case(const struct store_case *row, void *context)
{
    struct found_case *found = context;
    found->found = true;
    found->version = row->version;
    found->opened = row->opened;
    found->route = strdup(row->route);
    memcpy(found->program, row->program, DIGEST_BYTES);
    memcpy(found->head, row->head, DIGEST_BYTES);
    return false;
}

static bool find_case(struct docket *docket, const char *id, struct found_case *found, struct fault *why)
{
    if (!store_find_case(docket->store, id, note_case, found, why)) return false;
    if (found->found && found->route) return true;
    if (found->found) return fault_set(why, EXIT_MEMORY, NO_MEMORY);
    fault_set(why, EXIT_NO_INPUT, "no existe el caso «%s» en el almacén «%s»", id, store_path(docket->store));
    return fault_help(why, "«ruta caso listar» muestra los que hay");
}

/* The row tells what the case is under; it is replayed from what it was opened under. A first event
 * that cannot be read is for the replay to tell. */
static bool note_opening(const struct store_event *row, void *context)
{
    struct found_case *found = context;
    char *route = NULL;
    if (!record_read_opening(row, found->program, &route)) return false;
    free(found->route);
    found->route = route;
    found->opened = row->happened;
    return false;
}

static bool start_case(struct docket *docket, const char *id, const struct found_case *found,
                       struct case_file **out, struct fault *why)
{
    const struct program *program = hold_program(docket, found->program, NULL, why);
    if (!program) return false;
    uint32_t route = program_find_on(program, PROGRAM_TABLE_route, text_from(found->route), found->opened);
    if (route == NONE)
        return fault_set(why, EXIT_INTEGRITY, "el programa del caso «%s» no tiene la ruta «%s» del día en que se abrió", id, found->route);
    *out = case_new(docket, program, route, why);
    if (!*out) return false;
    snprintf((*out)->id, sizeof (*out)->id, "%s", id);
    return read_key(*out, why);
}

static bool load(struct docket *docket, const char *id, bool replay, struct case_file **out, struct fault *why)
{
    struct found_case found = {0};
    bool ok = false;
    *out = NULL;
    if (!find_case(docket, id, &found, why)) goto done;
    if (!store_each_event(docket->store, id, 0, note_opening, &found, why)) goto done;
    if (!start_case(docket, id, &found, out, why)) goto done;
    if (replay) {
        if (!case_catch_up(*out, why)) goto done;
        if ((*out)->version != found.version || memcmp((*out)->head, found.head, DIGEST_BYTES) != 0) {
            fault_set(why, EXIT_INTEGRITY, "al caso «%s» le faltan actos: dice tener %lld y hay %lld", id,
                      (long long)found.version, (long long)(*out)->version);
            goto done;
        }
    }
    ok = true;
done:
    free(found.route);
    if (!ok) {
        case_close(*out);
        *out = NULL;
    }
    return ok;
}

bool case_load(struct docket *docket, const char *id, struct case_file **out, struct fault *why)
{
    return load(docket, id, true, out, why);
}

bool case_load_start(struct docket *docket, const char *id, struct case_file **out, struct fault *why)
{
    return load(docket, id, false, out, why);
}
