/* run_migrate.c -- a case goes on under another text of its route.
 *
 * The state of a case lies in the shape of its route (run_state.h), so another text is another
 * run: it is made, everything that has a place in it is put there by its name (match.h), and it
 * takes the place of the old one, which stays as what the case was before. A refusal drops it.
 * What the new text does not have stays behind with the old one, and in the acts; what is running
 * or known and cannot be said in the new text is a refusal.
 *
 * Terms. One that had begun to run goes on by the law of the day it began (Ley 153 de 1887, art. 40,
 * as CGP, art. 624, has it): its event, its length and what moved it are frozen (struct carried), and
 * only what is recorded from then on is read in the new text. With «con plazo nuevo» those of the
 * stage the case is in begin again. A term that the new text begins cannot have been running before
 * the case came under it, so it counts from that day at the earliest (struct clock.floor).
 *
 * A case that keeps its text goes to the same text in a program that knows the reform, for what is
 * judged by the law of each day, as bodies are. Nothing of it moves: its terms are copied as they
 * are, and it goes on with the calendar it had. */
#include "base/check.h"
#include "base/vec.h"
#include "runtime/match.h"
#include "runtime/people.h"
#include "runtime/run_state.h"

struct move {
    struct act *act;            /* on the case as it is: refusals speak of it */
    struct act ahead;           /* on the case as it will be */
    struct run *old, *fresh;
    struct edition from, to;
    uint32_t here, target;      /* the stage it is in, and that of the new text it goes to */
    bool enters;                /* another stage: it is entered now */
    uint32_t *image;            /* of each deadline of the old route: that of the new one, or NONE */
};

static const struct passing *passing_of(const struct move *move)
{
    return &move->act->event->passing;
}

static const char *old_name(const struct move *move, uint32_t name)
{
    return program_text(move->from.program, name);
}

/* ---- Where it goes ------------------------------------------------------- */

static bool find_route(struct move *move)
{
    const struct passing *passing = passing_of(move);
    struct act *act = move->act;
    struct arena *arena = &act->scratch;
    char day[DATE_TEXT_SIZE], today[DATE_TEXT_SIZE];

    move->to.program = act->event->other_program;
    move->to.route = program_find_on(move->to.program, PROGRAM_TABLE_route, passing->route, passing->in_force);
    if (move->to.route == NONE)
        return act_refuse(act, REFUSAL_text_without_route, NO_SOURCE, text_copy(arena, passing->route).at, NULL, NULL);
    if (passing->in_force > act->event->day)
        return act_refuse(act, REFUSAL_text_to_come, NO_SOURCE, day_format(passing->in_force, day),
                          day_format(act->event->day, today), NULL);
    if (move->to.program != move->from.program || move->to.route != move->from.route) return true;
    return act_refuse(act, REFUSAL_text_is_its_own, NO_SOURCE, text_copy(arena, passing->route).at, NULL, NULL);
}

static bool find_stage(struct move *move)
{
    struct text named = passing_of(move)->stage;
    const struct program_step *here = program_step_at(move->from.program, move->here);
    uint32_t same = match_step(move->from, move->here, move->to);

    move->target = named.length ? match_stage_named(move->to, named) : same;
    move->enters = move->target != same;
    if (move->target != NONE) return true;
    const char *wanted = named.length ? text_copy(&move->act->scratch, named).at : old_name(move, here->name);
    return act_refuse(move->act, REFUSAL_text_without_stage, here->source, wanted, NULL, NULL);
}

static bool open_run(struct move *move)
{
    struct fault why;
    const char *name = program_text(move->to.program, program_calendar_at(move->to.program,
                                    program_route_at(move->to.program, move->to.route)->calendar)->name);
    return run_new(&move->fresh, move->to.program, move->to.route, &why)
        || act_refuse(move->act, REFUSAL_calendar_broken, NO_SOURCE, name, why.message, NULL);
}

/* What a case that keeps its text counts its days by. */
static bool keep_calendar(struct move *move)
{
    struct counting counting = run_counting(move->old);
    const struct program *program = counting.program;
    uint32_t index = program_find(program, PROGRAM_TABLE_calendar, 0, program_count(program, PROGRAM_TABLE_calendar),
                                  text_from(calendar_name(counting.calendar)));
    struct calendar *calendar;
    struct fault why;
    if (!passing_of(move)->keeps) return true;
    if (!calendar_open(&calendar, program, index, &why))
        return act_refuse(move->act, REFUSAL_calendar_broken, NO_SOURCE, calendar_name(counting.calendar), why.message, NULL);
    side_use_calendar(move->fresh, move->fresh->now, calendar, program);
    return true;
}

/* The step of the new text that goes on with one of the old: the stage the case goes to goes on with the one it is in. */
static uint32_t step_ahead(const struct move *move, uint32_t step)
{
    const struct program_step *row = program_step_at(move->from.program, step);
    if (step == move->here) return move->target;
    if (row->stage != move->here || !move->enters) return match_step(move->from, step, move->to);
    const struct program_step *target = program_step_at(move->to.program, move->target);
    for (uint32_t i = target->moments_first; i < target->moments_first + target->moments_count; i++)
        if (match_names(move->from.program, row->name, move->to.program, program_step_at(move->to.program, i)->name)) return i;
    return NONE;
}

/* ---- Facts --------------------------------------------------------------- */

static bool refuse_value(const struct move *move, const struct program_datum *row, uint32_t gone)
{
    const struct program_list *list = program_list_at(move->from.program, row->list);
    uint32_t name = program_value_at(move->from.program, gone)->name;
    return act_refuse(move->act, REFUSAL_value_is_gone, row->source, old_name(move, row->name),
                      row->reserved ? "[reservado]" : old_name(move, name), old_name(move, list->name));
}

/* What could not be read for want of the key is not looked at. */
static bool check_field(const struct move *move, const struct program_datum *row, const struct program_field *field, struct text value)
{
    const struct program *next = move->to.program;
    bool secret = row->reserved || field->reserved;
    if (field->list == NONE || value.length == 0 || (secret && text_equal(value, TEXT("[reservado]")))) return true;
    const struct program_list *list = program_list_at(next, field->list);
    if (program_find(next, PROGRAM_TABLE_value, list->values_first, list->values_count, value) != NONE) return true;
    return act_refuse(move->act, REFUSAL_value_is_gone, row->source, old_name(move, row->name),
                      secret ? "[reservado]" : text_copy(&move->act->scratch, value).at, program_text(next, list->name));
}

/* Of each person, what is of a list has to be in it still. */
static bool check_people(const struct move *move, const struct program_datum *row, const struct program_datum *next, value_t kept)
{
    struct text people = row->type == TYPE_PEOPLE ? text_from(move->old->texts + kept) : TEXT("");
    for (struct text line; people_next(&people, &line);)
        for (uint32_t i = 0; i < next->fields_count; i++)
            if (!check_field(move, row, program_field_at(move->to.program, next->fields_first + i), people_field(line, i))) return false;
    return true;
}

static bool carry_datum(struct move *move, uint32_t datum)
{
    const struct program_datum *row = program_datum_at(move->from.program, datum);
    value_t value = *side_datum(move->old, move->old->now, datum);
    uint32_t other = match_datum(move->from, datum, move->to), place = datum - move->old->shape->data_first, gone = NONE;

    if (value == VALUE_UNKNOWN || other == NONE) return true;
    const struct program_datum *next = program_datum_at(move->to.program, other);
    if (!match_kinds(move->from.program, datum, move->to.program, other))
        return act_refuse(move->act, REFUSAL_datum_is_another, row->source, old_name(move, row->name), NULL, NULL);
    if (row->reserved && !next->reserved)
        return act_refuse(move->act, REFUSAL_datum_revealed, row->source, old_name(move, row->name), NULL, NULL);
    if (row->type == TYPE_LIST || row->type == TYPE_VALUES) value = match_value(move->from, datum, value, move->to, other, &gone);
    if (value == VALUE_UNKNOWN) return refuse_value(move, row, gone);
    if (!check_people(move, row, next, value)) return false;
    *side_datum(move->fresh, move->fresh->now, other) = value;
    uint32_t seat = other - move->fresh->shape->data_first;
    move->fresh->now->datum_seq[seat] = move->old->now->datum_seq[place];
    move->fresh->now->datum_minute[seat] = move->old->now->datum_minute[place];
    move->fresh->now->datum_reason[seat] = move->old->now->datum_reason[place];
    return true;
}

static bool carry_data(struct move *move)
{
    const struct program_route *shape = move->old->shape;
    for (uint32_t i = shape->data_first; i < shape->data_first + shape->data_count; i++)
        if (!carry_datum(move, i)) return false;
    return true;
}

static void carry_texts(struct move *move)
{
    struct text kept = { move->old->texts, move->old->texts_used };
    if (kept.length) run_keep_text(move->fresh, kept);      /* at offset 0: the offsets stay */
}

static uint32_t instrument_ahead(const struct move *move, uint32_t instrument)
{
    return match_instrument(move->from.program, instrument, move->to.program, move->fresh->slot);
}

/* What was added to a list that the new text does not have is no more. */
static void carry_additions(struct move *move)
{
    for (uint32_t i = 0; i < move->old->now->head->addition_count; i++) {
        struct addition addition = move->old->history->additions[i];
        addition.checklist = match_datum(move->from, addition.checklist, move->to);
        if (addition.checklist != NONE && run_step_of_checklist(move->fresh, addition.checklist) != NONE)
            side_add_addition(move->fresh, move->fresh->now, addition);
    }
}

static void carry_instruments(struct move *move)
{
    const struct side *from = move->old->now;
    struct side *to = move->fresh->now;
    for (uint32_t i = 0; i < program_count(move->from.program, PROGRAM_TABLE_instrument); i++) {
        uint32_t slot = move->old->slot[i], other = slot == NONE ? NONE : instrument_ahead(move, i);
        if (other == NONE) continue;
        uint32_t seat = move->fresh->slot[other];
        to->instruments[seat] = from->instruments[slot];
        to->instrument_seq[seat] = from->instrument_seq[slot];
        to->records[seat] = from->records[slot];
    }
}

/* What was done with them is done; but one that protects somebody today is not dropped in silence. */
static bool carry_measure(struct move *move, uint32_t place)
{
    uint32_t measure = program_ref(move->from.program, move->old->shape->measures_first, place);
    struct measure_state state = move->old->now->measures[place];
    uint32_t other = match_measure(move->from.program, measure, move->to);
    if (other == NONE) {
        const struct program_measure *row = program_measure_at(move->from.program, measure);
        return state.status == MEASURE_UNTOUCHED || state.status == MEASURE_ENDED
            || act_refuse(move->act, REFUSAL_measure_without_place, row->source, old_name(move, row->name), measure_status_word(state.status), NULL);
    }
    uint32_t seat = run_measure_place(move->fresh, other);
    if (state.behind != NONE) state.behind = instrument_ahead(move, state.behind);
    move->fresh->now->measures[seat] = state;
    move->fresh->now->measure_marks[seat] = move->old->now->measure_marks[place];
    return true;
}

static bool carry_measures(struct move *move)
{
    for (uint32_t i = 0; i < move->old->shape->measures_count; i++)
        if (!carry_measure(move, i)) return false;
    return true;
}

static void carry_steps(struct move *move)
{
    const struct program_route *shape = move->old->shape;
    const struct side *from = move->old->now;
    struct side *to = move->fresh->now;
    for (uint32_t i = 0; i < shape->steps_count; i++) {
        uint32_t other = match_step(move->from, shape->steps_first + i, move->to);
        if (other == NONE) continue;
        uint32_t seat = other - move->fresh->shape->steps_first;
        to->entries[seat] = from->entries[i];
        to->steps[seat] = from->steps[i];
        to->step_marks[seat] = from->step_marks[i];
        bool always = program_step_at(move->to.program, other)->applies == NONE;
        if (always && to->steps[seat].status == STEP_SKIPPED) to->steps[seat].status = STEP_NOT_REACHED;
    }
}

/* Interruptions have no name: two are one when the same thing leads to the same place. */
static bool same_interruption(const struct move *move, const struct program_interruption *old, const struct program_interruption *new)
{
    const struct program *a = move->from.program, *b = move->to.program;
    if ((old->instrument == NONE) != (new->instrument == NONE) || (old->step == NONE) != (new->step == NONE)
        || (old->subroute == NONE) != (new->subroute == NONE)) return false;
    if (old->instrument == NONE ? !match_names(a, old->question, b, new->question)
                                : instrument_ahead(move, old->instrument) != new->instrument) return false;
    if (old->subroute != NONE) return match_subroute(move->from, old->subroute, move->to) == new->subroute;
    return old->step == NONE ? match_names(a, program_final_at(a, old->final)->name, b, program_final_at(b, new->final)->name)
                             : match_step(move->from, old->step, move->to) == new->step;
}

/* One that came already, and still holds, does not come again. */
static void carry_interruptions(struct move *move)
{
    const struct program_route *from = move->old->shape, *to = move->fresh->shape;
    for (uint32_t i = 0; i < to->interruptions_count; i++)
        for (uint32_t k = 0; k < from->interruptions_count; k++)
            if (same_interruption(move, program_interruption_at(move->from.program, from->interruptions_first + k),
                                  program_interruption_at(move->to.program, to->interruptions_first + i)))
                move->fresh->now->interrupted[i] = move->old->now->interrupted[k];
}

/* What is running goes on, and comes back to the same place if the new text has it. */
static void carry_subroutes(struct move *move)
{
    const struct program_route *from = move->old->shape;
    for (uint32_t i = from->subroutes_first; i < from->subroutes_first + from->subroutes_count; i++) {
        uint32_t other = match_subroute(move->from, i, move->to);
        if (other != NONE) *side_subroute(move->fresh, move->fresh->now, other) = *side_subroute(move->old, move->old->now, i);
    }
}

/* What a body decided is history; that its chair has yet to tell it something is not. */
static void carry_head(struct move *move)
{
    const struct head *from = move->old->now->head;
    struct head *to = move->fresh->now->head;
    const struct program *next = move->to.program;

    to->event_count = from->event_count;
    to->stage_entries = from->stage_entries;
    to->last_day = from->last_day;
    to->last_minute = from->last_minute;
    to->stage = match_step(move->from, move->here, move->to);
    if (!from->has_urgent) return;
    struct text name = text_from(old_name(move, program_body_at(move->from.program, from->urgent_body)->name));
    to->urgent_body = program_find(next, PROGRAM_TABLE_body, 0, program_count(next, PROGRAM_TABLE_body), name);
    to->urgent_day = from->urgent_day;
    to->has_urgent = to->urgent_body != NONE;
}

/* ---- Terms --------------------------------------------------------------- */

static const struct clock *old_clock(const struct move *move, uint32_t deadline)
{
    return &move->old->now->clocks[deadline - move->old->shape->deadlines_first];
}

static const struct deadline_state *old_latest(const struct move *move, uint32_t deadline)
{
    return &move->old->now->deadlines[old_clock(move, deadline)->instance];
}

static bool is_running(const struct deadline_state *state)
{
    return (state->status == DEADLINE_RUNNING || state->status == DEADLINE_SUSPENDED) && state->fired == DAY_NONE;
}

static bool is_of_stage(const struct move *move, uint32_t deadline)
{
    uint32_t step = program_deadline_at(move->from.program, deadline)->step;
    return step != NONE && (step == move->here || program_step_at(move->from.program, step)->stage == move->here);
}

/* Of the stage it goes to: what «con plazo nuevo» begins again, though it was counting before the case came to it. */
static bool is_of_target(const struct move *move, uint32_t image)
{
    uint32_t step = program_deadline_at(move->to.program, image)->step;
    return step != NONE && (step == move->target || program_step_at(move->to.program, step)->stage == move->target);
}

/* Of two that would go on as one, that of the stage the case leaves for another does. */
static void place_deadline(struct move *move, uint32_t deadline)
{
    const struct program_route *shape = move->old->shape;
    uint32_t step = program_deadline_at(move->from.program, deadline)->step;
    uint32_t ahead = step == NONE ? NONE : step_ahead(move, step), own = deadline - shape->deadlines_first;

    move->image[own] = NONE;
    if (step != NONE && ahead == NONE) return;
    uint32_t image = match_deadline(move->from, deadline, move->to, ahead);
    for (uint32_t i = 0; i < own && image != NONE; i++) {
        if (move->image[i] != image) continue;
        if (!is_of_stage(move, deadline)) return;
        move->image[i] = NONE;
    }
    move->image[own] = image;
}

/* A term that runs, of the stage the case is in or of the whole route, and has no namesake. */
static bool is_loose(const struct move *move, uint32_t own)
{
    uint32_t deadline = move->old->shape->deadlines_first + own;
    const struct program_deadline *row = program_deadline_at(move->from.program, deadline);
    return move->image[own] == NONE && is_running(old_latest(move, deadline)) && !row->periodic
        && (row->step == NONE || is_of_stage(move, deadline));
}

static bool is_free(const struct move *move, uint32_t image)
{
    const struct program_deadline *row = program_deadline_at(move->to.program, image);
    for (uint32_t i = 0; i < move->old->shape->deadlines_count; i++)
        if (move->image[i] == image) return false;
    return !row->periodic && (row->step == NONE || is_of_target(move, image));
}

static bool same_length(const struct move *move, uint32_t own, uint32_t image)
{
    const struct program_deadline *row = program_deadline_at(move->to.program, image);
    struct term term = move->old->now->clocks[own].base_term;
    for (uint32_t i = row->lengths_first; i < row->lengths_first + row->lengths_count; i++) {
        const struct program_length *length = program_length_at(move->to.program, i);
        if (length->amount == term.amount && length->unit == term.unit) return true;
    }
    return false;
}

/* Whether one goes on with the other though the reform gave it another name: it is as long, or both are of the
 * stage or of the route. */
static bool may_pair(const struct move *move, uint32_t own, uint32_t image, bool by_length)
{
    uint32_t step = program_deadline_at(move->from.program, move->old->shape->deadlines_first + own)->step;
    if (!is_loose(move, own) || !is_free(move, image)) return false;
    return by_length ? same_length(move, own, image) : (step == NONE) == (program_deadline_at(move->to.program, image)->step == NONE);
}

static uint32_t how_many_for(const struct move *move, uint32_t image, bool by_length)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < move->old->shape->deadlines_count; i++) count += may_pair(move, i, image, by_length);
    return count;
}

/* Only where there is no doubt: one on each side. */
static void pair_one(struct move *move, uint32_t own, bool by_length)
{
    const struct program_route *shape = move->fresh->shape;
    uint32_t found = NONE, count = 0;
    for (uint32_t i = shape->deadlines_first; i < shape->deadlines_first + shape->deadlines_count; i++) {
        if (!may_pair(move, own, i, by_length)) continue;
        found = i;
        count++;
    }
    if (count == 1 && how_many_for(move, found, by_length) == 1) move->image[own] = found;
}

static void pair_loose(struct move *move, bool by_length)
{
    for (uint32_t i = 0; i < move->old->shape->deadlines_count; i++)
        if (is_loose(move, i)) pair_one(move, i, by_length);
}

/* Whether the stage it goes to has terms, and none of those that run is one of them. */
static bool loses_its_term(const struct move *move)
{
    const struct program_route *shape = move->fresh->shape;
    bool has_terms = false;
    for (uint32_t i = shape->deadlines_first; i < shape->deadlines_first + shape->deadlines_count; i++) has_terms |= is_of_target(move, i);
    for (uint32_t i = 0; i < move->old->shape->deadlines_count; i++) {
        bool runs = is_running(old_latest(move, move->old->shape->deadlines_first + i));
        if (runs && move->image[i] != NONE && is_of_target(move, move->image[i])) return false;
    }
    return has_terms;
}

/* A term of the stage that runs has to go on in the one the case goes to, if that has any. Of the others, what the new
 * text does not have ends with the text that had it. */
static bool check_loose(struct move *move)
{
    if (passing_of(move)->restarts || !loses_its_term(move)) return true;
    for (uint32_t i = 0; i < move->old->shape->deadlines_count; i++) {
        const struct program_deadline *row = program_deadline_at(move->from.program, move->old->shape->deadlines_first + i);
        if (is_loose(move, i) && row->step != NONE)
            return act_refuse(move->act, REFUSAL_term_without_place, row->source, old_name(move, row->name), NULL, NULL);
    }
    return true;
}

static bool place_deadlines(struct move *move)
{
    const struct program_route *shape = move->old->shape;
    move->image = arena_array(&move->act->scratch, shape->deadlines_count, sizeof *move->image);
    for (uint32_t i = 0; i < shape->deadlines_count; i++) place_deadline(move, shape->deadlines_first + i);
    pair_loose(move, true);
    pair_loose(move, false);
    return check_loose(move);
}

/* The row of the new text whose instrument ends the suspension; NONE. */
static uint32_t pause_ahead(const struct move *move, uint32_t pause, const struct program_deadline *row)
{
    uint32_t resumes = instrument_ahead(move, program_pause_at(move->from.program, pause)->resumes);
    for (uint32_t i = row->pauses_first; resumes != NONE && i < row->pauses_first + row->pauses_count; i++)
        if (program_pause_at(move->to.program, i)->resumes == resumes) return i;
    return NONE;
}

static bool freeze(struct move *move, uint32_t deadline, uint32_t image, struct clock *clock, struct deadline_state *state)
{
    const struct program_deadline *row = program_deadline_at(move->to.program, image);
    struct history *history = move->fresh->history;
    struct act reader = *move->act;
    struct carried carried = { .state = *old_latest(move, deadline), .program = move->from.program,
                               .source = program_deadline_at(move->from.program, deadline)->source };
    uint32_t before = old_clock(move, deadline)->carried;
    if (before) {
        carried.program = move->old->history->carried[before - 1].program;
        carried.source = move->old->history->carried[before - 1].source;
    }

    reader.side = move->old->now;
    bool ok = act_freeze_term(&reader, old_clock(move, deadline), &carried);
    move->act->scratch = reader.scratch;
    if (!ok) return false;
    if (carried.state.status == DEADLINE_SUSPENDED) {
        uint32_t pause = carried.pause;
        carried.pause = pause_ahead(move, pause, row);
        if (carried.pause == NONE) {
            uint32_t resumes = program_pause_at(move->from.program, pause)->resumes;
            return act_refuse(move->act, REFUSAL_pause_without_end, row->source, program_text(move->to.program, row->name),
                              old_name(move, program_instrument_at(move->from.program, resumes)->name), NULL);
        }
    }
    if (history->carried_count == history->carried_room)
        history->carried = vec_grow(history->carried, &history->carried_room, sizeof carried);
    carried.state.deadline = state->deadline;
    history->carried[history->carried_count++] = carried;
    clock->carried = (uint32_t)history->carried_count;
    return true;
}

/* It stops running; the first event of the new text from today begins it again. */
static void renew(struct move *move, struct deadline_state *state)
{
    const struct program *program = move->from.program;
    side_add_entry(move->fresh, move->fresh->now, (struct ledger_entry){
        .kind = LEDGER_RENEWED, .deadline = state->deadline, .occurrence = state->occurrence, .day = move->act->event->day,
        .due_before = state->due, .due_after = DAY_NONE, .minute_before = state->due_minute, .minute_after = MINUTE_NONE,
        .program = program, .source = NO_SOURCE, .reason = VALUE_UNKNOWN });
    *state = clock_pending(state->deadline, state->occurrence);
}

static struct mark now_mark(const struct move *move)
{
    const struct event *event = move->act->event;
    return (struct mark){ event->day, move->act->seq, event->minute };
}

/* All the occurrences of a deadline, and its clock, at the end of those placed so far. */
static bool carry_clock(struct move *move, uint32_t deadline, uint32_t image)
{
    struct run *fresh = move->fresh;
    const struct side *from = move->old->now;
    struct head *head = fresh->now->head;
    uint32_t last = old_clock(move, deadline)->instance, first = last, step = program_deadline_at(move->to.program, image)->step;
    while (first > 0 && from->deadlines[first - 1].deadline == deadline) first--;

    side_make_room(fresh, fresh->now, head->deadline_count + last - first + 1);
    head = fresh->now->head;
    for (uint32_t i = first; i <= last; i++) {
        fresh->now->deadlines[head->deadline_count] = from->deadlines[i];
        fresh->now->deadlines[head->deadline_count++].deadline = image;
    }
    struct clock *clock = &fresh->now->clocks[image - fresh->shape->deadlines_first];
    struct deadline_state *state = &fresh->now->deadlines[head->deadline_count - 1];
    *clock = *old_clock(move, deadline);
    clock->instance = head->deadline_count - 1;
    clock->carried = 0;
    if (move->enters && is_of_stage(move, deadline)) clock->entry = side_step(fresh, fresh->now, step)->entries + 1;
    if (is_running(state) && passing_of(move)->restarts && is_of_target(move, image)) renew(move, state);
    bool freezes = !passing_of(move)->keeps || old_clock(move, deadline)->carried;
    if (is_running(state)) return !freezes || freeze(move, deadline, image, clock, state);
    if (passing_of(move)->keeps) return true;
    if (state->status == DEADLINE_PENDING || state->status == DEADLINE_NOT_APPLICABLE) clock->floor = now_mark(move);
    return true;
}

static void begin_clock(struct move *move, uint32_t image)
{
    struct side *side = move->fresh->now;
    side_make_room(move->fresh, side, side->head->deadline_count + 1);
    uint32_t place = side->head->deadline_count++;
    side->deadlines[place] = clock_pending(image, 1);
    side->clocks[image - move->fresh->shape->deadlines_first] =
        (struct clock){ .instance = place, .round = 1, .entry = 1, .floor = now_mark(move) };
}

/* In the order of the new route, as run.h promises. */
static bool carry_clocks(struct move *move)
{
    const struct program_route *shape = move->fresh->shape, *before = move->old->shape;
    move->fresh->now->head->deadline_count = 0;
    for (uint32_t image = shape->deadlines_first; image < shape->deadlines_first + shape->deadlines_count; image++) {
        uint32_t own = 0;
        while (own < before->deadlines_count && move->image[own] != image) own++;
        if (own == before->deadlines_count) begin_clock(move, image);
        else if (!carry_clock(move, before->deadlines_first + own, image)) return false;
    }
    return true;
}

/* ---- What moved them ----------------------------------------------------- */

static uint32_t clause_ahead(const struct move *move, uint32_t clause, uint32_t image)
{
    const struct program_deadline *row = program_deadline_at(move->to.program, image);
    const struct program_extension *old = program_extension_at(move->from.program, clause);
    uint32_t instrument = instrument_ahead(move, old->instrument);
    for (uint32_t i = row->extensions_first; i < row->extensions_first + row->extensions_count; i++) {
        const struct program_extension *next = program_extension_at(move->to.program, i);
        if (next->unit == old->unit && next->instrument == instrument) return i;
    }
    return NONE;
}

/* Extensions count towards the limits of the clause of the new text that allows the same. */
static void carry_turns(struct move *move)
{
    for (uint32_t i = 0; i < move->old->now->head->turn_count; i++) {
        struct turn turn = move->old->history->turns[i];
        if (turn.deadline == NONE) {
            turn.instrument = instrument_ahead(move, turn.instrument);
            if (turn.instrument == NONE) continue;
        } else {
            uint32_t image = move->image[turn.deadline - move->old->shape->deadlines_first];
            if (image == NONE) continue;
            turn.clause = clause_ahead(move, turn.clause, image);
            turn.deadline = image;
        }
        side_add_turn(move->fresh, move->fresh->now, turn);
    }
}

static void carry_ledger(struct move *move)
{
    for (uint32_t i = 0; i < move->old->now->head->ledger_count; i++) {
        struct ledger_entry entry = move->old->history->ledger[i];
        entry.deadline = move->image[entry.deadline - move->old->shape->deadlines_first];
        if (entry.deadline != NONE) side_add_entry(move->fresh, move->fresh->now, entry);
    }
}

/* ---- The passing --------------------------------------------------------- */

static bool carry_all(struct move *move)
{
    carry_texts(move);
    carry_additions(move);
    if (!carry_data(move)) return false;
    carry_instruments(move);
    carry_steps(move);
    carry_interruptions(move);
    if (!carry_measures(move)) return false;
    carry_subroutes(move);
    carry_head(move);
    if (!place_deadlines(move)) return false;
    carry_turns(move);
    carry_ledger(move);
    return carry_clocks(move);
}

/* On a copy, as every event is: what the case enters and what begins to run are effects of this one. */
static bool arrive(struct move *move)
{
    struct run *fresh = move->fresh;
    run_copy_side(fresh);
    move->ahead = *move->act;
    move->ahead.run = fresh;
    move->ahead.program = move->to.program;
    move->ahead.side = fresh->next;
    if (!passing_of(move)->keeps) side_effect(fresh->next, EFFECT_MIGRATED, move->to.route, move->act->event->day);
    if (!move->enters) act_stay(&move->ahead);
    else if (fresh->next->head->stage != NONE) act_move_away(&move->ahead, move->target, NONE);
    else act_enter_stage(&move->ahead, move->target);
    act_go_on(&move->ahead, fresh->now);
    bool ok = clocks_settle(&move->ahead, fresh->now);
    move->act->scratch = move->ahead.scratch;
    if (!ok) return false;
    side_count_event(fresh->next, move->act->event);
    struct side *settled = fresh->next;
    fresh->next = fresh->now;
    fresh->now = settled;
    return true;
}

bool act_migrate(struct act *act)
{
    struct move move = { .act = act, .old = act->run, .from = { act->program, act->run->route }, .here = act->run->now->head->stage };
    if (find_route(&move) && find_stage(&move) && open_run(&move) && keep_calendar(&move) && carry_all(&move) && arrive(&move)) {
        run_replace(act->run, move.fresh, move.image);
        return true;
    }
    run_free(move.fresh);
    return false;
}
