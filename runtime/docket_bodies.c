/* docket_bodies.c -- when the bodies sat, over all the cases of a store. See docket.h. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "runtime/docket_inner.h"

struct session_day {
    const char *body;           /* as the record names it */
    day_t day;
};

struct known_body {
    const char *name;
    const struct program *program;
    uint32_t body;
};

struct body_walk {
    struct arena arena;
    struct docket *docket;
    VEC(struct session_day) sessions;
    VEC(struct known_body) bodies;
    VEC(day_t) days;            /* of one body */
    day_t last;
    struct fault *why;
};

static bool note_session(const struct store_event *row, void *context)
{
    struct body_walk *walk = context;
    json_t *payload = json_loads(row->payload, 0, NULL);
    const char *name = json_string_value(json_object_get(payload, "comite"));
    struct session_day session = { text_copy(&walk->arena, text_from(name)).at, row->happened };
    /* What the chair decided without a quorum is no session of the body. */
    if (!json_is_true(json_object_get(payload, "urgente"))) VEC_PUSH(&walk->sessions, session);
    json_decref(payload);
    return true;
}

static void keep_body(struct body_walk *walk, struct known_body body)
{
    for (size_t i = 0; i < walk->bodies.count; i++) {
        if (strcmp(walk->bodies.items[i].name, body.name) != 0) continue;
        walk->bodies.items[i] = body;
        return;
    }
    VEC_PUSH(&walk->bodies, body);
}

static bool keep_bodies(const struct program *program, void *context)
{
    struct body_walk *walk = context;
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_body); i++) {
        if (program_body_at(program, i)->meets_count == 0) continue;
        if (program_version_near(program, PROGRAM_TABLE_body, i, walk->last) != i) continue;
        keep_body(walk, (struct known_body){ record_body_name(program, i, &walk->arena), program, i });
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct known_body *)a)->name, ((const struct known_body *)b)->name);
}

static bool tell_body(struct body_walk *walk, const struct known_body *body,
                      bool (*each)(const struct body_days *row, void *context), void *context)
{
    walk->days.count = 0;
    for (size_t i = 0; i < walk->sessions.count; i++) {
        const struct session_day *session = &walk->sessions.items[i];
        if (strcmp(session->body, body->name) != 0) continue;
        if (walk->days.count && walk->days.items[walk->days.count - 1] == session->day) continue;
        VEC_PUSH(&walk->days, session->day);
    }
    const struct body_days row = { body->program, body->body, walk->days.items, (uint32_t)walk->days.count };
    return each(&row, context);
}

bool docket_each_body(struct docket *docket, day_t first, day_t last,
                      bool (*each)(const struct body_days *row, void *context), void *context, struct fault *why)
{
    struct body_walk walk = { .docket = docket, .last = last, .why = why };
    bool ok = store_begin_reading(docket->store, why) && docket_each_program(docket, keep_bodies, &walk, why)
           && store_each_session(docket->store, first, last, note_session, &walk, why);
    store_rollback(docket->store);
    if (ok && walk.bodies.count) qsort(walk.bodies.items, walk.bodies.count, sizeof *walk.bodies.items, by_name);
    for (size_t i = 0; ok && i < walk.bodies.count; i++)
        if (!tell_body(&walk, &walk.bodies.items[i], each, context)) break;
    VEC_FREE(&walk.sessions);
    VEC_FREE(&walk.bodies);
    VEC_FREE(&walk.days);
    arena_free(&walk.arena);
    return ok;
}

static bool note_opened(const struct store_case *row, void *context)
{
    day_t *first = context;
    if (*first == DAY_NONE || row->opened < *first) *first = row->opened;
    return true;
}

bool docket_first_day(struct docket *docket, day_t *out, struct fault *why)
{
    *out = DAY_NONE;
    return store_each_case(docket->store, note_opened, out, why);
}
