/* run_term.c -- counting one deadline, from its event through everything that moved it.
 *
 * A date is never patched: it is counted again from its base each time, walking the turns
 * (run_state.h) in order. What is being counted at any point is a stretch: a day zero and a
 * length. An extension in a unit of the same kind makes the stretch longer; in another one it
 * begins a stretch at the date it extends. A resumption begins one with what was left,
 * an interruption one with the whole term; interrupted while it is suspended, it stays
 * suspended and begins whole on resuming, or interrupting would cost the days stopped.
 *
 * What is left of a term of working days is working days, of one in hours, minutes, and
 * of any other, calendar days until the date it had; resumed, one of months or years still
 * ends on a working day. So stopping k days never moves a date by fewer than k. */
#include <stdio.h>

#include "base/check.h"
#include "runtime/run_state.h"

struct count {
    struct act *act;
    const struct clock *clock;
    const struct program_deadline *rule;
    struct deadline_state *state;
    const struct calendar *calendar;
    uint32_t pause;                 /* the row that stopped it, while it is suspended */
    bool whole;                     /* interrupted while suspended: it resumes whole */
    uint32_t journal, place;        /* as of act_count_term() */
};

static bool counts_working_days(enum time_unit unit)
{
    return unit == UNIT_WORKING_DAYS || unit == UNIT_DAYS_UNSAID;
}

static bool in_hours(const struct count *count)
{
    return count->state->unit == UNIT_HOURS;
}

bool deadline_is_backward(const struct program *program, const struct program_deadline *deadline)
{
    return program_length_at(program, deadline->lengths_first)->amount < 0;
}

static struct mark due_mark(const struct deadline_state *state)
{
    return (struct mark){ state->due, 0, state->due_minute };
}

bool deadline_has_passed(const struct deadline_state *deadline, day_t day, int32_t minute)
{
    if (deadline->due != day || deadline->due_minute == MINUTE_NONE) return deadline->due < day;
    return minute > deadline->due_minute;
}

/* How many days of (from, to] are suspended. */
static int64_t suspended_days(const struct calendar *calendar, day_t from, day_t to)
{
    int64_t count = 0;
    if (!calendar_has_suspensions(calendar)) return 0;
    for (day_t day = from + 1; day <= to; day++) count += calendar_is_suspended(calendar, day);
    return count;
}

/* The minutes of a day that is suspended do not run, whichever end of the stretch it is. */
static int64_t measure_minutes(const struct calendar *calendar, struct mark from, struct mark to)
{
    int64_t from_minute = calendar_is_suspended(calendar, from.day) ? MINUTES_IN_A_DAY : from.minute;
    int64_t to_minute = calendar_is_suspended(calendar, to.day) ? 0 : to.minute;
    int64_t whole = (int64_t)to.day - from.day - suspended_days(calendar, from.day, to.day - 1);
    return whole * MINUTES_IN_A_DAY + to_minute - from_minute;
}

bool term_measure(const struct calendar *calendar, enum time_unit unit, struct mark from, struct mark to, int64_t *out)
{
    if (counts_working_days(unit)) return calendar_count(calendar, from.day, to.day, out, NULL);
    if (unit == UNIT_HOURS) *out = measure_minutes(calendar, from, to);
    else *out = (int64_t)to.day - from.day - suspended_days(calendar, from.day, to.day);
    return true;
}

/* ---- Dates --------------------------------------------------------------- */

static bool beyond(const struct count *count, const struct fault *why)
{
    char day[MOMENT_TEXT_SIZE];
    return act_refuse(count->act, REFUSAL_beyond_calendar, count->rule->source,
                      program_text(count->act->program, count->rule->name),
                      moment_format(count->state->from, count->state->from_minute, day), why->message);
}

static bool set_minutes(struct count *count, struct mark from, int64_t minutes)
{
    struct deadline_state *state = count->state;
    struct instant due;
    struct fault why;
    state->from = from.day;
    state->from_minute = from.minute;
    state->minutes = minutes;
    if (!deadline_due_minutes(count->calendar, (struct instant){ from.day, from.minute }, minutes, &due, &why))
        return beyond(count, &why);
    state->due = due.day;
    state->due_minute = due.minute;
    return true;
}

/* What was left may be nothing: the last day was still to run, and it runs on resuming. */
static bool add_nothing(struct count *count, struct fault *why)
{
    struct deadline_state *state = count->state;
    state->due = state->from;
    if (!counts_working_days(state->unit) && state->reading.end != END_ROLLS) return true;
    return calendar_roll(count->calendar, state->from, &state->due, why);
}

/* Begins a stretch and puts its date. */
static bool set_stretch(struct count *count, struct mark from, struct term term, enum start_reading start)
{
    struct deadline_state *state = count->state;
    bool by_months = state->unit == UNIT_MONTHS || state->unit == UNIT_YEARS;
    struct fault why;
    state->term = term;
    state->reading = (struct reading){ start, by_months ? END_ROLLS : (enum end_reading)count->rule->end_reading };
    if (term.unit == UNIT_HOURS && from.minute == MINUTE_NONE) from.minute = MINUTES_IN_A_DAY - 1;  /* a day ends with its last minute */
    if (term.unit == UNIT_HOURS) return set_minutes(count, from, term.amount * 60);
    state->from = from.day;
    state->from_minute = state->due_minute = in_hours(count) ? from.minute : MINUTE_NONE;
    bool ok = term.amount == 0 ? add_nothing(count, &why)
                               : deadline_due_read(count->calendar, from.day, term, state->reading, &state->due, &why);
    return ok || beyond(count, &why);
}

static const char *instrument_name(const struct count *count, uint32_t instrument)
{
    return program_text(count->act->program, program_instrument_at(count->act->program, instrument)->name);
}

/* The anchor it is counted from. Of several that happened in one act, the first. */
static const char *anchor_name(const struct count *count)
{
    const struct program *program = count->act->program;
    if (count->rule->from_count == 0) return program_text(program, program_step_at(program, count->rule->step)->name);
    const struct program_anchor *anchor = program_anchor_at(program, count->rule->from_first);
    for (uint32_t i = 0; i < count->rule->from_count; i++) {
        const struct program_anchor *other = program_anchor_at(program, count->rule->from_first + i);
        if (act_anchor_mark(count->act, other).seq != count->clock->base.seq) continue;
        anchor = other;
        break;
    }
    if (anchor->datum != NONE) return program_text(program, program_datum_at(program, anchor->datum)->name);
    if (anchor->instrument != NONE) return instrument_name(count, anchor->instrument);
    if (anchor->measure != NONE) return program_text(program, program_measure_at(program, anchor->measure)->name);
    return program_text(program, program_step_at(program, anchor->step)->name);
}

/* A term in hours needs the hour of everything that begins, stops or resumes it: an instrument, or
 * with NONE the event it is counted from. */
static bool need_hour(const struct count *count, struct mark mark, uint32_t instrument)
{
    if (!in_hours(count) || mark.minute != MINUTE_NONE) return true;
    char day[DATE_TEXT_SIZE];
    return act_refuse(count->act, REFUSAL_hour_unknown, count->rule->source, program_text(count->act->program, count->rule->name),
                      instrument == NONE ? anchor_name(count) : instrument_name(count, instrument), day_format(mark.day, day));
}

static int64_t measure(const struct count *count, struct mark from, struct mark to)
{
    int64_t out;
    /* Both days are in the verified range: the date between them was counted there. */
    if (!term_measure(count->calendar, count->state->unit, from, to, &out)) return 0;
    return out;
}

/* ---- The ledger ---------------------------------------------------------- */

static const enum effect_kind effect_of[] = {
    [LEDGER_ARMED] = EFFECT_ARMED, [LEDGER_EXTENDED] = EFFECT_EXTENDED, [LEDGER_SUSPENDED] = EFFECT_SUSPENDED,
    [LEDGER_RESUMED] = EFFECT_RESUMED, [LEDGER_RESTARTED] = EFFECT_RESTARTED,
};

static void journal(const struct count *count, enum ledger_kind kind, struct mark mark, struct deadline_state before,
                    struct term term, uint32_t source)
{
    const struct deadline_state *state = count->state;
    if (mark.seq < count->journal) return;
    bool stops = state->status == DEADLINE_SUSPENDED;
    side_add_entry(count->act->run, count->act->side, (struct ledger_entry){
        .kind = kind, .deadline = state->deadline, .occurrence = state->occurrence, .day = mark.day,
        .due_before = before.due, .due_after = stops ? DAY_NONE : state->due,
        .minute_before = before.due_minute, .minute_after = stops ? MINUTE_NONE : state->due_minute,
        .term = term, .program = count->act->program, .source = source, .reason = VALUE_UNKNOWN });
    side_effect(count->act->side, effect_of[kind], count->place, state->due);
}

/* ---- Turns --------------------------------------------------------------- */

/* In units of one kind the stretch grows; in another it goes on from the date it had. */
static bool lengthen(struct count *count, struct term more)
{
    struct deadline_state *state = count->state;
    struct mark from = { state->from, 0, state->from_minute }, due = due_mark(state);
    struct term sum;
    bool ok, grows = term_sum(state->term, more, &sum);
    if (grows && sum.unit == UNIT_HOURS) {
        state->term = sum;
        ok = set_minutes(count, from, state->minutes + more.amount * 60);
    } else if (grows && state->term.amount >= 0) {
        ok = set_stretch(count, from, sum, state->reading.start);
    } else {
        ok = set_stretch(count, due, more, START_EVENT);
    }
    if (ok) state->total += measure(count, due, due_mark(state));
    return ok;
}

static bool extend(struct count *count, const struct turn *turn)
{
    const struct program_extension *clause = program_extension_at(count->act->program, turn->clause);
    struct deadline_state before = *count->state;
    if (!lengthen(count, turn->term)) return false;
    journal(count, LEDGER_EXTENDED, turn->mark, before, turn->term, clause->source ? clause->source : count->rule->source);
    return true;
}

static bool is_of(const struct count *count, const struct turn *turn)
{
    return turn->deadline == count->state->deadline && turn->occurrence == count->state->occurrence;
}

/* The whole term again, with the extensions it had. */
static bool count_whole(struct count *count, struct mark from, const struct turn *end)
{
    const struct turn *turns = count->act->run->history->turns;
    if (!set_stretch(count, from, count->clock->base_term, (enum start_reading)count->rule->start_reading)) return false;
    count->state->total = measure(count, from, due_mark(count->state));
    for (const struct turn *turn = turns; turn < end; turn++)
        if (is_of(count, turn) && !lengthen(count, turn->term)) return false;
    return true;
}

static uint32_t clause_source(const struct count *count, const struct program_pause *pause)
{
    return pause->source ? pause->source : count->rule->source;
}

static bool restart(struct count *count, const struct program_pause *pause, const struct turn *turn)
{
    struct deadline_state before = *count->state;
    if (!need_hour(count, turn->mark, turn->instrument)) return false;
    if (!count_whole(count, turn->mark, turn)) return false;
    count->whole = before.status == DEADLINE_SUSPENDED;
    if (count->whole) count->state->balance = measure(count, turn->mark, due_mark(count->state));
    journal(count, LEDGER_RESTARTED, turn->mark, before, count->state->term, clause_source(count, pause));
    return true;
}

static bool stop(struct count *count, uint32_t row, const struct turn *turn)
{
    const struct program_pause *pause = program_pause_at(count->act->program, row);
    if (!need_hour(count, turn->mark, turn->instrument)) return false;
    count->state->status = DEADLINE_SUSPENDED;
    count->state->balance = measure(count, turn->mark, due_mark(count->state));
    count->pause = row;
    count->whole = false;
    journal(count, LEDGER_SUSPENDED, turn->mark, *count->state, (struct term){0}, clause_source(count, pause));
    return true;
}

static bool resume(struct count *count, const struct program_pause *pause, const struct turn *turn)
{
    struct deadline_state *state = count->state, before = *state;
    struct term left = { state->balance, counts_working_days(state->unit) ? UNIT_WORKING_DAYS : UNIT_CALENDAR_DAYS };
    if (!need_hour(count, turn->mark, turn->instrument)) return false;
    state->status = DEADLINE_RUNNING;
    bool ok;
    if (count->whole) {
        ok = count_whole(count, turn->mark, turn);
    } else if (in_hours(count)) {
        state->term.unit = UNIT_HOURS;
        ok = set_minutes(count, turn->mark, state->balance);
    } else {
        ok = set_stretch(count, turn->mark, left, START_EVENT);
    }
    if (ok) journal(count, LEDGER_RESUMED, turn->mark, before, state->term, clause_source(count, pause));
    return ok;
}

/* A term that passed is past: nothing recorded later stops it or begins it again. */
static bool record(struct count *count, const struct turn *turn)
{
    const struct program_deadline *rule = count->rule;
    struct deadline_state *state = count->state;
    for (uint32_t row = rule->pauses_first; row < rule->pauses_first + rule->pauses_count; row++) {
        const struct program_pause *pause = program_pause_at(count->act->program, row);
        bool suspended = state->status == DEADLINE_SUSPENDED;
        bool named = pause->instrument == turn->instrument;
        if (suspended && count->pause == row && pause->resumes == turn->instrument) {
            if (!resume(count, pause, turn)) return false;
        } else if (!named || (!suspended && deadline_has_passed(state, turn->mark.day, turn->mark.minute))) {
            continue;
        } else if (pause->kind == PAUSE_RESTARTS) {
            if (!restart(count, pause, turn)) return false;
        } else if (!suspended && !stop(count, row, turn)) {
            return false;
        }
    }
    return true;
}

/* On one day the order of the acts decides. */
static bool comes_after(struct mark mark, struct mark base)
{
    return mark.day > base.day || (mark.day == base.day && mark.seq > base.seq);
}

/* From its event, with its whole length. */
static bool begin(struct count *count)
{
    count->state->status = DEADLINE_RUNNING;
    count->state->due_minute = MINUTE_NONE;
    count->state->unit = count->clock->base_term.unit;
    return need_hour(count, count->clock->base, NONE)
        && count_whole(count, count->clock->base, count->act->run->history->turns);
}

/* From where it was when the case passed to this text. Its days are those of the calendar that counts now. */
static bool take_up(struct count *count, const struct carried *carried)
{
    struct deadline_state *state = count->state, now = *state;
    struct fault why;
    *state = carried->state;
    state->deadline = now.deadline;
    state->occurrence = now.occurrence;
    count->pause = carried->pause;
    count->whole = carried->whole;
    if (state->status == DEADLINE_SUSPENDED) return true;
    if (state->term.unit == UNIT_HOURS)
        return set_minutes(count, (struct mark){ state->from, 0, state->from_minute }, state->minutes);
    bool ok = state->term.amount == 0 ? add_nothing(count, &why)
                               : deadline_due_read(count->calendar, state->from, state->term, state->reading, &state->due, &why);
    return ok || beyond(count, &why);
}

static const struct carried *carried_of(const struct count *count)
{
    uint32_t place = count->clock->carried;
    return place ? &count->act->run->history->carried[place - 1] : NULL;
}

/* Whether a turn still moves it: of this occurrence, or recorded after its event; and not told already. */
static bool moves(const struct count *count, const struct turn *turn)
{
    const struct carried *carried = carried_of(count);
    if (turn->deadline != NONE && !is_of(count, turn)) return false;
    if (carried) return turn->mark.seq > carried->seq;
    return turn->deadline != NONE || comes_after(turn->mark, count->clock->base);
}

static bool count_all(struct count *count)
{
    const struct carried *carried = carried_of(count);
    if (carried ? !take_up(count, carried) : !begin(count)) return false;
    for (uint32_t i = 0; i < count->act->side->head->turn_count; i++) {
        const struct turn *turn = &count->act->run->history->turns[i];
        if (!moves(count, turn)) continue;
        if (turn->deadline != NONE ? !extend(count, turn) : !record(count, turn)) return false;
    }
    return true;
}

static struct count new_count(struct act *act, const struct clock *clock, struct deadline_state *state)
{
    return (struct count){
        .act = act, .clock = clock, .rule = program_deadline_at(act->program, state->deadline), .state = state,
        .calendar = side_calendar(act->run, act->side), .pause = NONE, .journal = NOBODY, .place = NOBODY,
    };
}

bool act_count_term(struct act *act, const struct clock *clock, struct deadline_state *state, uint32_t from_seq, uint32_t place)
{
    struct count count = new_count(act, clock, state);
    count.journal = from_seq;
    count.place = place;
    return count_all(&count);
}

bool act_freeze_term(struct act *act, const struct clock *clock, struct carried *out)
{
    struct count count = new_count(act, clock, &out->state);
    if (!count_all(&count)) return false;
    out->pause = count.pause;
    out->whole = count.whole;
    out->seq = act->seq;
    return true;
}
