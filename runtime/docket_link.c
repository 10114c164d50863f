/* docket_link.c -- cases that start others, and what comes back. See docket_inner.h.
 *
 * The case that starts and the one started are linked by the opening of the second, which
 * names the first; a return names the case that ended. All of it is written in the
 * transaction of the act that causes it: nobody ever sees a case that was to be started
 * and was not, or an end its case has not heard of. */
#include <stdio.h>
#include <string.h>

#include "runtime/docket_inner.h"

/* What one act brings with it, however far it goes. */
struct following {
    const struct docket_write *write;
    struct refusal *refusal;
    bool refused;
    uint32_t left;              /* of SUBROUTE_MOST */
    struct fault *why;
};

static bool follow(struct following *following, struct case_file *file, const struct event *event);

const char *case_origin(const struct case_file *file) { return file->origin; }

void case_note_origin(struct case_file *file, const struct event *opening)
{
    snprintf(file->origin, sizeof file->origin, "%.*s", TEXT_ARGS(opening->linked));
    file->level = opening->level;
    file->subroute = opening->subroute;
    file->serial = opening->serial;
    file->origin_program = file->program;
}

bool docket_each_linked(const struct case_file *file, bool (*each)(const struct store_case *row, void *context),
                        void *context, struct fault *why)
{
    return store_each_linked(file->docket->store, file->id, each, context, why);
}

/* ---- Refusing -------------------------------------------------------------- */

/* True: a refusal is an answer. `what` goes before the number, when there is one. */
static bool refuse(struct following *following, enum refusal_code code, const char *source, const char *what, uint32_t number)
{
    char text[16];
    snprintf(text, sizeof text, "%u", number);
    refusal_say(following->refusal, code, source, what ? what : text, text, NULL);
    following->refused = true;
    return true;
}

static bool step(struct following *following, struct case_file *file, const struct event *event)
{
    following->refused = !run_step(file->run, event, following->write->today, following->refusal);
    return !following->refused;
}

/* What the machine accepted is written and followed in its turn. */
static bool record(struct following *following, struct case_file *file, const struct event *event)
{
    struct docket_write own = *following->write;
    own.key = TEXT("");         /* of the act that brought it */
    return docket_write_event(file, event, &own, following->why) && follow(following, file, event);
}

/* ---- Starting -------------------------------------------------------------- */

static const struct given_datum *known_data(const struct case_file *file, struct arena *arena, uint32_t *count)
{
    struct given_datum *known = arena_array(arena, program_route_at(file->program, file->route)->data_count + 1u, sizeof *known);
    *count = run_known(file->run, known);
    return known;
}

static struct event linked_event(enum event_kind kind, const struct event *cause)
{
    return (struct event){ .kind = kind, .day = cause->day, .minute = cause->minute, .actor = cause->actor,
                           .in_favour = -1, .against = -1, .outcome = -1 };
}

/* The version of its route in force that day; the one it was written for when none is. */
static uint32_t route_on(const struct program *program, uint32_t route, day_t day)
{
    uint32_t version = program_version_on(program, PROGRAM_TABLE_route, route, day);
    return version == NONE ? route : version;
}

static bool open_linked(struct following *following, struct case_file *parent, const struct event *cause, uint32_t subroute, uint32_t serial)
{
    const struct program_subroute *rule = program_subroute_at(parent->program, subroute);
    struct arena arena = {0};
    uint32_t known_count;
    const struct given_datum *known = known_data(parent, &arena, &known_count);
    struct given_datum *given = arena_array(&arena, rule->gives_count + 1u, sizeof *given);
    struct event opening = linked_event(EVENT_OPEN, cause);
    opening.route = route_on(parent->program, rule->route, cause->day);
    opening.linked = text_from(parent->id);
    opening.linked_act = parent->version;
    opening.level = parent->level + 1;
    opening.subroute = subroute;
    opening.serial = serial;
    opening.data = given;
    opening.data_count = subroute_given((struct edition){ parent->program, parent->route }, subroute, opening.route, known, known_count, given);
    struct event ordered = record_in_order(parent->program, &opening, &arena);
    struct case_file *child = case_new(parent->docket, parent->program, opening.route, following->why);
    bool ok = child && (!step(following, child, &ordered)
                        || (case_choose_id(child, TEXT(""), following->why) && case_make_key(child, following->why)));
    if (ok && !following->refused) {
        child->opened = opening.day;
        case_note_origin(child, &opening);
        ok = record(following, child, &ordered);
    }
    case_close(child);
    arena_free(&arena);
    return ok;
}

/* ---- Returning ------------------------------------------------------------- */

/* A case is told on the day of the end, or on that of its last act when that is later: its acts are in order. */
static void set_day(struct event *event, const struct case_file *parent)
{
    if (run_last_day(parent->run) <= event->day) return;
    event->day = run_last_day(parent->run);
    event->minute = MINUTE_NONE;
}

/* The sub-route of the case that started this one, in the text by which it is judged now. NONE when that has none. */
static uint32_t own_subroute(const struct case_file *parent, const struct case_file *child)
{
    struct edition then = match_starter(child->origin_program, child->subroute), now = { parent->program, parent->route };
    if (then.program == now.program && then.route == now.route) return child->subroute;
    return match_subroute(then, child->subroute, now);
}

static bool say_end(struct following *following, struct case_file *parent, const struct case_file *child, const struct event *cause)
{
    struct arena arena = {0};
    uint32_t known_count;
    const struct given_datum *known = known_data(child, &arena, &known_count);
    struct event event = linked_event(EVENT_RETURN, cause);
    set_day(&event, parent);
    event.actor = TEXT("");     /* nobody does it: it follows from what was done there */
    event.linked = text_from(child->id);
    event.serial = child->serial;
    event.subroute = own_subroute(parent, child);
    event.final = text_from(program_text(child->program, program_final_at(child->program, run_final(child->run))->name));
    bool heard = run_final(parent->run) == NONE && event.subroute != NONE;     /* or it has nobody left to tell */
    bool ok = true;
    if (heard) {
        struct edition from = { child->program, child->route };
        struct given_datum *given = arena_array(&arena, program_subroute_at(parent->program, event.subroute)->returns_count + 1u, sizeof *given);
        event.data = given;
        event.data_count = subroute_returned(from, parent->program, event.subroute, event.final, known, known_count, given);
        struct event ordered = record_in_order(parent->program, &event, &arena);
        ok = !step(following, parent, &ordered) || record(following, parent, &ordered);
    }
    arena_free(&arena);
    return ok;
}

static bool tell_parent(struct following *following, struct case_file *child, const struct event *cause)
{
    struct case_file *parent;
    if (!case_load(child->docket, child->origin, &parent, following->why)) return false;
    bool ok = say_end(following, parent, child, cause);
    case_close(parent);
    return ok;
}

/* ---- Following ------------------------------------------------------------- */

static uint32_t times_after(const struct effect *effects, uint32_t count, uint32_t at)
{
    uint32_t times = 0;
    for (uint32_t i = at + 1; i < count; i++) times += effects[i].kind == EFFECT_STARTED && effects[i].index == effects[at].index;
    return times;
}

static bool start_one(struct following *following, struct case_file *file, const struct event *event, uint32_t subroute, uint32_t serial)
{
    const struct program_subroute *rule = program_subroute_at(file->program, subroute);
    const char *source = program_text(file->program, rule->source);
    if (following->left == 0) return refuse(following, REFUSAL_subroutes_too_many, source, NULL, SUBROUTE_MOST);
    if (file->level == SUBROUTE_DEEPEST)
        return refuse(following, REFUSAL_subroutes_too_deep, source,
                      program_text(file->program, program_route_at(file->program, rule->route)->name), SUBROUTE_DEEPEST + 1);
    following->left--;
    return open_linked(following, file, event, subroute, serial);
}

/* The effects are of the last event of the file, and stay so: what follows happens in other files. */
static bool follow(struct following *following, struct case_file *file, const struct event *event)
{
    uint32_t count;
    const struct effect *effects = run_effects(file->run, &count);
    for (uint32_t i = 0; i < count && !following->refused; i++) {
        if (effects[i].kind != EFFECT_STARTED) continue;
        uint32_t serial = run_subroute(file->run, effects[i].index)->started - times_after(effects, count, i);
        if (!start_one(following, file, event, effects[i].index, serial)) return false;
    }
    if (following->refused || run_final(file->run) == NONE || !file->origin[0]) return true;
    if (following->left == 0) return refuse(following, REFUSAL_subroutes_too_many, "", NULL, SUBROUTE_MOST);
    following->left--;
    return tell_parent(following, file, event);
}

bool docket_follow(struct case_file *file, const struct event *event, const struct docket_write *write,
                   struct refusal *refusal, bool *refused, struct fault *why)
{
    struct following following = { .write = write, .refusal = refusal, .left = SUBROUTE_MOST, .why = why };
    bool ok = follow(&following, file, event);
    *refused = following.refused;
    return ok;
}
