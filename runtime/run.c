/* run.c -- a case: made, moved one event at a time, and read. See run.h.
 *
 * What an event does is in run_step.c, sessions in run_body.c, deadlines in
 * run_clock.c, what moves them in run_term.c and run_ruling.c; the shape of the state in run_state.h. */
#include "runtime/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/vec.h"
#include "runtime/match.h"
#include "runtime/run_state.h"

/* ---- The two copies ------------------------------------------------------ */

/* Running out of memory ends the program, as in vec.h: nothing was recorded yet. */
static void *resize(void *block, size_t size)
{
    void *moved = realloc(block, size);
    if (!moved) {
        fputs("ruta: no hay memoria suficiente para continuar\n", stderr);
        exit(EXIT_MEMORY);
    }
    return moved;
}

static void *claim(char **at, size_t count, size_t size)
{
    void *start = *at;
    *at += (count * size + 7) / 8 * 8;
    return start;
}

/* Points into the block; with a NULL block only measures it. */
static size_t lay_out(const struct run *run, struct side *side, char *block)
{
    const struct program_route *shape = run->shape;
    char *at = block;

    side->head = claim(&at, 1, sizeof *side->head);
    side->data = claim(&at, shape->data_count, sizeof *side->data);
    side->datum_seq = claim(&at, shape->data_count, sizeof *side->datum_seq);
    side->datum_minute = claim(&at, shape->data_count, sizeof *side->datum_minute);
    side->datum_reason = claim(&at, shape->data_count, sizeof *side->datum_reason);
    side->entries = claim(&at, shape->steps_count, sizeof *side->entries);
    side->steps = claim(&at, shape->steps_count, sizeof *side->steps);
    side->step_marks = claim(&at, shape->steps_count, sizeof *side->step_marks);
    side->instruments = claim(&at, run->instrument_count, sizeof *side->instruments);
    side->instrument_seq = claim(&at, run->instrument_count, sizeof *side->instrument_seq);
    side->records = claim(&at, run->instrument_count, sizeof *side->records);
    side->subroutes = claim(&at, shape->subroutes_count, sizeof *side->subroutes);
    side->interrupted = claim(&at, shape->interruptions_count, sizeof *side->interrupted);
    side->measures = claim(&at, shape->measures_count, sizeof *side->measures);
    side->measure_marks = claim(&at, shape->measures_count, sizeof *side->measure_marks);
    side->clocks = claim(&at, shape->deadlines_count, sizeof *side->clocks);
    side->deadlines = (struct deadline_state *)(void *)at;
    return (size_t)(at - block);
}

void side_make_room(const struct run *run, struct side *side, uint32_t deadlines)
{
    if (side->head && deadlines <= side->deadline_room) return;
    uint32_t room = deadlines + deadlines / 2 + 2;
    lay_out(run, side, resize(side->head, run->fixed + room * sizeof *side->deadlines));
    side->deadline_room = room;
}

static void side_open(const struct run *run, struct side *side)
{
    *side = (struct side){0};
    side_make_room(run, side, run->shape->deadlines_count);
}

static void side_close(struct side *side)
{
    free(side->head);
    free(side->effects);
    *side = (struct side){0};
}

void run_copy_side(struct run *run)
{
    uint32_t deadlines = run->now->head->deadline_count;
    side_make_room(run, run->next, deadlines);
    memcpy(run->next->head, run->now->head, run->fixed + deadlines * sizeof *run->now->deadlines);
    run->next->effect_count = 0;
}

void side_count_event(struct side *side, const struct event *event)
{
    struct head *head = side->head;
    head->event_count++;
    if (head->last_day != event->day || event->minute != MINUTE_NONE) head->last_minute = event->minute;
    head->last_day = event->day;
}

void side_effect(struct side *side, enum effect_kind kind, uint32_t index, day_t day)
{
    if (side->effect_count == side->effect_room) {
        size_t room = side->effect_room;
        side->effects = vec_grow(side->effects, &room, sizeof *side->effects);
        side->effect_room = (uint32_t)room;
    }
    side->effects[side->effect_count++] = (struct effect){ kind, index, day };
}

/* ---- What only grows ----------------------------------------------------- */

#define GROW(array, room, count, size) ((count) < (room) ? (array) : vec_grow((array), &(room), (size)))

void side_add_turn(const struct run *run, struct side *side, struct turn turn)
{
    struct history *history = run->history;
    history->turns = GROW(history->turns, history->turn_room, side->head->turn_count, sizeof turn);
    history->turns[side->head->turn_count++] = turn;
}

void side_add_entry(const struct run *run, struct side *side, struct ledger_entry entry)
{
    struct history *history = run->history;
    history->ledger = GROW(history->ledger, history->ledger_room, side->head->ledger_count, sizeof entry);
    history->ledger[side->head->ledger_count++] = entry;
}

void side_add_addition(const struct run *run, struct side *side, struct addition addition)
{
    struct history *history = run->history;
    history->additions = GROW(history->additions, history->addition_room, side->head->addition_count, sizeof addition);
    history->additions[side->head->addition_count++] = addition;
}

static uint32_t keep_calendar(struct history *history, struct calendar *calendar, const struct program *program)
{
    uint32_t place = history->opened;
    history->calendars = GROW(history->calendars, history->calendar_room, place, sizeof calendar);
    history->programs = GROW(history->programs, history->program_room, place, sizeof program);
    history->calendars[place] = calendar;
    history->programs[place] = program;
    history->opened = place + 1;
    return place;
}

void side_use_calendar(const struct run *run, struct side *side, struct calendar *calendar, const struct program *program)
{
    side->head->calendar = keep_calendar(run->history, calendar, program);
}

const struct calendar *side_calendar(const struct run *run, const struct side *side)
{
    return run->history->calendars[side->head->calendar];
}

static void close_calendars(struct history *history, uint32_t kept)
{
    while (history->opened > kept) calendar_close(history->calendars[--history->opened]);
}

static void history_free(struct history *history)
{
    close_calendars(history, 0);
    free(history->turns);
    free(history->ledger);
    free(history->additions);
    free(history->carried);
    free(history->calendars);
    free((void *)history->programs);
    free(history);
}

/* ---- A new case ---------------------------------------------------------- */

static void own_instrument(struct run *run, uint32_t instrument)
{
    if (instrument != NONE && run->slot[instrument] == NONE) run->slot[instrument] = run->instrument_count++;
}

static void own_instruments(struct run *run, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) own_instrument(run, program_ref(run->program, first, i));
}

static void own_anchors(struct run *run, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) own_instrument(run, program_anchor_at(run->program, i)->instrument);
}

static void own_rulings(struct run *run, const struct program_deadline *deadline)
{
    for (uint32_t i = 0; i < deadline->extensions_count; i++)
        own_instrument(run, program_extension_at(run->program, deadline->extensions_first + i)->instrument);
    for (uint32_t i = 0; i < deadline->pauses_count; i++) {
        const struct program_pause *pause = program_pause_at(run->program, deadline->pauses_first + i);
        own_instrument(run, pause->instrument);
        own_instrument(run, pause->resumes);
    }
}

/* The instruments a case of this route can have: those its steps, deadlines and interruptions
 * name, and what those annex. */
static void find_instruments(struct run *run)
{
    const struct program *program = run->program;
    const struct program_route *shape = run->shape;
    uint32_t total = program_count(program, PROGRAM_TABLE_instrument);

    for (uint32_t i = 0; i < total; i++) run->slot[i] = NONE;
    for (uint32_t i = 0; i < shape->steps_count; i++) {
        const struct program_step *step = program_step_at(program, shape->steps_first + i);
        own_instruments(run, step->receives_first, step->receives_count);
        own_instruments(run, step->produces_first, step->produces_count);
        for (uint32_t k = step->sessions_first; k < step->sessions_first + step->sessions_count; k++)
            own_instrument(run, program_body_at(program, program_session_at(program, k)->body)->exception);
        for (uint32_t k = step->handlings_first; k < step->handlings_first + step->handlings_count; k++)
            own_instrument(run, program_handling_at(program, k)->instrument);
    }
    for (uint32_t i = 0; i < shape->requisites_count; i++)
        own_instrument(run, program_requisite_at(program, shape->requisites_first + i)->instrument);
    for (uint32_t i = 0; i < shape->deadlines_count; i++) {
        const struct program_deadline *deadline = program_deadline_at(program, shape->deadlines_first + i);
        own_anchors(run, deadline->from_first, deadline->from_count);
        own_anchors(run, deadline->until_first, deadline->until_count);
        own_rulings(run, deadline);
    }
    for (uint32_t i = 0; i < shape->interruptions_count; i++)
        own_instrument(run, program_interruption_at(program, shape->interruptions_first + i)->instrument);
    for (uint32_t i = 0; i < shape->data_count; i++)
        own_instrument(run, program_datum_at(program, shape->data_first + i)->judge_instrument);
    for (uint32_t before = NONE; before != run->instrument_count;) {
        before = run->instrument_count;
        for (uint32_t i = 0; i < total; i++) {
            const struct program_instrument *instrument = program_instrument_at(program, i);
            if (run->slot[i] != NONE) own_instruments(run, instrument->annexes_first, instrument->annexes_count);
        }
    }
}

static void find_pauses(struct run *run)
{
    const struct program_route *shape = run->shape;
    run->pauses = resize(NULL, run->instrument_count + 1u);
    memset(run->pauses, 0, run->instrument_count + 1u);
    for (uint32_t i = 0; i < shape->deadlines_count; i++) {
        const struct program_deadline *deadline = program_deadline_at(run->program, shape->deadlines_first + i);
        for (uint32_t k = 0; k < deadline->pauses_count; k++) {
            const struct program_pause *pause = program_pause_at(run->program, deadline->pauses_first + k);
            run->pauses[run->slot[pause->instrument]] = true;
            if (pause->resumes != NONE) run->pauses[run->slot[pause->resumes]] = true;
        }
    }
}

/* Who was convened: those who must all sign an instrument, else the first list of texts. */
static uint32_t find_convened(const struct run *run)
{
    const struct program_route *shape = run->shape;
    for (uint32_t i = 0; i < program_count(run->program, PROGRAM_TABLE_instrument); i++) {
        uint32_t datum = program_instrument_at(run->program, i)->signed_by_all;
        bool own = run_owns(shape->data_first, shape->data_count, datum);
        if (run->slot[i] != NONE && own) return datum;
    }
    for (uint32_t i = shape->data_first; i < shape->data_first + shape->data_count; i++) {
        if (program_datum_at(run->program, i)->type == TYPE_TEXTS) return i;
    }
    return NONE;
}

static void start_state(const struct run *run, struct side *side)
{
    const struct program_route *shape = run->shape;
    memset(side->head, 0, run->fixed);
    side->head->stage = side->head->final = NONE;
    side->head->last_day = DAY_NONE;
    side->head->last_minute = MINUTE_NONE;
    for (uint32_t i = 0; i < shape->data_count; i++) side->data[i] = side->datum_reason[i] = VALUE_UNKNOWN;
    for (uint32_t i = 0; i < shape->steps_count; i++) {
        side->steps[i].entered = side->steps[i].ended = DAY_NONE;
        side->step_marks[i] = (struct step_marks){ .entered_minute = MINUTE_NONE, .done = { DAY_NONE, 0, MINUTE_NONE } };
    }
    for (uint32_t i = 0; i < run->instrument_count; i++) {
        side->instruments[i] = (struct instrument_state){ .day = DAY_NONE, .minute = MINUTE_NONE };
    }
    for (uint32_t i = 0; i < shape->measures_count; i++) side->measures[i] = (struct measure_state){ .day = DAY_NONE, .behind = NONE };
    clocks_open(run, side);
}

bool run_new(struct run **out, const struct program *program, uint32_t route, struct fault *why)
{
    *out = NULL;
    CHECK(route < program_count(program, PROGRAM_TABLE_route));
    const struct program_route *shape = program_route_at(program, route);
    struct calendar *calendar;
    if (!calendar_open(&calendar, program, shape->calendar, why)) return false;
    struct run *run = resize(NULL, sizeof *run);
    *run = (struct run){ .program = program, .route = route, .shape = shape, .bodies_on = DAY_NONE };
    run->history = resize(NULL, sizeof *run->history);
    *run->history = (struct history){0};
    keep_calendar(run->history, calendar, program);
    run->slot = resize(NULL, sizeof *run->slot * (program_count(program, PROGRAM_TABLE_instrument) + 1u));
    find_instruments(run);
    find_pauses(run);
    run->convened = find_convened(run);
    run->fixed = lay_out(run, &run->sides[0], NULL);
    side_open(run, &run->sides[0]);
    side_open(run, &run->sides[1]);
    run->now = &run->sides[0];
    run->next = &run->sides[1];
    start_state(run, run->now);
    *out = run;
    return true;
}

void run_suppose(struct run *run, day_t bodies_on)
{
    run->bodies_on = bodies_on;
}

bool run_asks_instrument(const struct run *run, const struct program *from, uint32_t instrument)
{
    return match_instrument(from, instrument, run->program, run->slot) != NONE;
}

bool run_match_event(const struct run *run, struct edition from, const struct event *event, struct arena *arena, struct event *out,
                     struct text *missing)
{
    const struct edition to = { run->program, run->route };
    if (!match_event(from, event, to, run->slot, arena, out, missing)) return false;
    day_t day = run->bodies_on == DAY_NONE ? event->day : run->bodies_on;
    if (event->kind == EVENT_SESSION) out->body = program_version_near(run->program, PROGRAM_TABLE_body, out->body, day);
    return true;
}

void run_free(struct run *run)
{
    if (!run) return;
    run_free(run->elder);
    side_close(&run->sides[0]);
    side_close(&run->sides[1]);
    history_free(run->history);
    free(run->slot);
    free(run->pauses);
    free(run->ahead);
    free(run->texts);
    free(run);
}

/* A run points into itself. */
static void aim(struct run *run, bool at_first)
{
    run->now = &run->sides[at_first ? 0 : 1];
    run->next = &run->sides[at_first ? 1 : 0];
}

void run_replace(struct run *run, struct run *fresh, const uint32_t *ahead)
{
    struct run *elder = resize(NULL, sizeof *elder);
    size_t size = run->shape->deadlines_count * sizeof *ahead;
    fresh->ahead = resize(NULL, size + 1);
    memcpy(fresh->ahead, ahead, size);
    bool old_first = run->now == &run->sides[0], new_first = fresh->now == &fresh->sides[0];
    *elder = *run;
    *run = *fresh;
    run->elder = elder;
    aim(elder, old_first);
    aim(run, new_first);
    free(fresh);
}

const struct run *run_before(const struct run *run)
{
    return run->elder;
}

value_t run_keep_text(struct run *run, struct text text)
{
    size_t start = run->texts_used;
    while (run->texts_room - run->texts_used < text.length + 1) {
        run->texts = vec_grow(run->texts, &run->texts_room, 1);
    }
    if (text.length) memcpy(run->texts + start, text.at, text.length);
    run->texts[start + text.length] = '\0';
    run->texts_used = start + text.length + 1;
    return (value_t)start;
}

/* ---- Moving -------------------------------------------------------------- */

/* Tries the event on `next`; the caller swaps or forgets. */
static bool try_event(struct act *act, day_t today)
{
    struct run *run = act->run;
    if (!act_admit(act, today)) return false;
    run_copy_side(run);
    if (!act_decide(act)) return false;
    if (!clocks_settle(act, run->now)) return false;
    side_count_event(run->next, act->event);
    return true;
}

static struct act new_act(struct run *run, const struct event *event, struct refusal *refusal)
{
    return (struct act){
        .run = run, .program = run->program, .side = run->next, .event = event, .refusal = refusal,
        .seq = 2 * (run->now->head->event_count + 1),
    };
}

bool run_step(struct run *run, const struct event *event, day_t today, struct refusal *refusal)
{
    struct act act = new_act(run, event, refusal);
    size_t texts_before = run->texts_used;
    uint32_t calendars_before = run->history->opened;
    bool ok = false;

    if (event->kind == EVENT_MIGRATE) {
        ok = act_admit(&act, today) && act_migrate(&act);
        arena_free(&act.scratch);
        return ok;
    }
    if (!try_event(&act, today)) goto done;
    run->next = run->now;
    run->now = act.side;
    ok = true;
done:
    if (!ok) {
        run->texts_used = texts_before;
        close_calendars(run->history, calendars_before);
    }
    arena_free(&act.scratch);
    return ok;
}

bool run_missing(const struct run *run, uint32_t step, day_t today, struct refusal *refusal)
{
    struct run probe = *run;    /* tries on `next`, which nobody reads, and never swaps */
    struct event event = { .kind = EVENT_COMPLETE, .day = today, .step = step, .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1 };
    struct act act = new_act(&probe, &event, refusal);
    bool missing = !try_event(&act, today);
    arena_free(&act.scratch);
    return missing;
}

/* ---- Reading ------------------------------------------------------------- */

const struct program *run_program(const struct run *run) { return run->program; }
uint32_t run_route(const struct run *run) { return run->route; }
const struct calendar *run_calendar(const struct run *run) { return side_calendar(run, run->now); }
uint32_t run_stage(const struct run *run) { return run->now->head->stage; }
uint32_t run_final(const struct run *run) { return run->now->head->final; }
day_t run_last_day(const struct run *run) { return run->now->head->last_day; }
uint32_t run_event_count(const struct run *run) { return run->now->head->event_count; }

const struct step_state *run_step_state(const struct run *run, uint32_t step)
{
    CHECK(run_owns(run->shape->steps_first, run->shape->steps_count, step));
    return side_step(run, run->now, step);
}

uint32_t run_instrument_records(const struct run *run, uint32_t instrument)
{
    CHECK(instrument < program_count(run->program, PROGRAM_TABLE_instrument));
    return run->slot[instrument] == NONE ? 0 : run->now->records[run->slot[instrument]];
}

const struct instrument_state *run_instrument_state(const struct run *run, uint32_t instrument)
{
    static const struct instrument_state never = { .day = DAY_NONE, .minute = MINUTE_NONE };
    CHECK(instrument < program_count(run->program, PROGRAM_TABLE_instrument));
    return run->slot[instrument] == NONE ? &never : &run->now->instruments[run->slot[instrument]];
}

value_t run_datum(const struct run *run, uint32_t datum)
{
    CHECK(run_owns(run->shape->data_first, run->shape->data_count, datum));
    return *side_datum(run, run->now, datum);
}

struct text run_datum_text(const struct run *run, uint32_t datum)
{
    value_t value = run_datum(run, datum);
    uint32_t type = program_datum_at(run->program, datum)->type;
    if (value == VALUE_UNKNOWN || (type != TYPE_TEXT && type != TYPE_TEXTS && type != TYPE_PEOPLE)) return text_from(NULL);
    return text_from(run->texts + value);
}

struct text run_datum_reason(const struct run *run, uint32_t datum)
{
    CHECK(run_owns(run->shape->data_first, run->shape->data_count, datum));
    value_t reason = run->now->datum_reason[datum - run->shape->data_first];
    return reason == VALUE_UNKNOWN ? TEXT("") : text_from(run->texts + reason);
}

uint32_t run_datum_size(const struct run *run, uint32_t datum)
{
    value_t value = run_datum(run, datum);
    uint32_t count = 0;
    struct text entry;
    if (value == VALUE_UNKNOWN) return 0;
    if (program_datum_at(run->program, datum)->type == TYPE_VALUES) {
        for (; value; value &= value - 1) count++;
        return count;
    }
    for (const char *cursor = run_datum_text(run, datum).at; cursor && texts_next(&cursor, &entry);) count++;
    return count;
}

int32_t run_datum_minute(const struct run *run, uint32_t datum)
{
    if (run_datum(run, datum) == VALUE_UNKNOWN || program_datum_at(run->program, datum)->type != TYPE_DATE) return MINUTE_NONE;
    return run->now->datum_minute[datum - run->shape->data_first];
}

const struct deadline_state *run_deadlines(const struct run *run, uint32_t *count)
{
    *count = run->now->head->deadline_count;
    return run->now->deadlines;
}

uint32_t run_deadline_ahead(const struct run *run, uint32_t deadline)
{
    const struct program_route *shape = run->elder->shape;
    CHECK(run_owns(shape->deadlines_first, shape->deadlines_count, deadline));
    return run->ahead[deadline - shape->deadlines_first];
}

bool run_is_carried(const struct run *run, const struct deadline_state *deadline)
{
    const struct clock *clock = &run->now->clocks[deadline->deadline - run->shape->deadlines_first];
    return clock->carried && &run->now->deadlines[clock->instance] == deadline;
}

const char *run_deadline_source(const struct run *run, const struct deadline_state *deadline)
{
    const struct clock *clock = &run->now->clocks[deadline->deadline - run->shape->deadlines_first];
    if (!run_is_carried(run, deadline)) return program_text(run->program, program_deadline_at(run->program, deadline->deadline)->source);
    const struct carried *carried = &run->history->carried[clock->carried - 1];
    return program_text(carried->program, carried->source);
}

const struct addition *run_additions(const struct run *run, uint32_t *count)
{
    *count = run->now->head->addition_count;
    return run->history->additions;
}

struct text run_addition_text(const struct run *run, value_t text)
{
    return text_from(run->texts + text);
}

bool run_addition_holds(const struct run *run, const struct addition *addition)
{
    return side_addition_holds(run, run->now, addition);
}

static struct counting counting_at(const struct run *run, uint32_t place)
{
    return (struct counting){ run->history->calendars[place], run->history->programs[place] };
}

struct counting run_counting(const struct run *run)
{
    return counting_at(run, run->now->head->calendar);
}

struct counting run_counting_before(const struct run *run)
{
    uint32_t now = run->now->head->calendar;
    return counting_at(run, now == 0 ? 0 : now - 1);
}

const struct ledger_entry *run_ledger(const struct run *run, uint32_t *count)
{
    *count = run->now->head->ledger_count;
    return run->history->ledger;
}

struct text run_ledger_reason(const struct run *run, const struct ledger_entry *entry)
{
    return entry->reason == VALUE_UNKNOWN ? TEXT("") : text_from(run->texts + entry->reason);
}

uint32_t run_extensions(const struct run *run, const struct deadline_state *deadline)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < run->now->head->turn_count; i++) {
        const struct turn *turn = &run->history->turns[i];
        count += turn->deadline == deadline->deadline && turn->occurrence == deadline->occurrence;
    }
    return count;
}

static bool says_deemed(const struct program *program, const struct program_deadline *deadline, struct text text)
{
    for (uint32_t i = 0; i < deadline->expiries_count; i++) {
        const struct program_expiry *expiry = program_expiry_at(program, deadline->expiries_first + i);
        if (expiry->kind == EXPIRY_DEEMED && text_equal(text, text_from(program_text(program, expiry->text)))) return true;
    }
    return false;
}

bool run_deemed(const struct run *run, struct text text)
{
    for (uint32_t i = 0; i < run->now->head->deadline_count; i++) {
        const struct deadline_state *state = &run->now->deadlines[i];
        if (state->fired == DAY_NONE) continue;
        if (says_deemed(run->program, program_deadline_at(run->program, state->deadline), text)) return true;
    }
    return false;
}

uint32_t run_urgent_body(const struct run *run, day_t *day)
{
    *day = run->now->head->urgent_day;
    return run->now->head->has_urgent ? run->now->head->urgent_body : NONE;
}

const struct session_state *run_last_session(const struct run *run)
{
    return run->now->head->has_session ? &run->now->head->session : NULL;
}

const struct effect *run_effects(const struct run *run, uint32_t *count)
{
    *count = run->now->effect_count;
    return run->now->effects;
}

/* The moments in course, and the stage itself once none of them is owed. */
uint32_t run_open_steps(const struct run *run, uint32_t *steps, uint32_t room)
{
    uint32_t stage = run_stage(run), count = 0;
    int32_t done = 0;
    bool owed = false;
    if (stage == NONE) return 0;

    const struct program_step *shape = program_step_at(run->program, stage);
    for (uint32_t i = shape->moments_first; i < shape->moments_first + shape->moments_count; i++) {
        enum step_status status = run_step_state(run, i)->status;
        bool repeats = step_repeats(program_step_at(run->program, i));
        if (!repeats && status != STEP_DONE && status != STEP_SKIPPED) owed = true;
        if (!repeats && status == STEP_DONE) done++;
        if (status != STEP_RUNNING) continue;
        if (count < room) steps[count] = i;
        count++;
    }
    if (owed && (!shape->suffice || done < shape->suffice)) return count;
    if (count < room) steps[count] = stage;
    return count + 1;
}
