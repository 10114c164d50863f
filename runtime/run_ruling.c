/* run_ruling.c -- the acts that are about a deadline itself: it is extended, its expiry has
 * its consequence, or all of them are counted by another calendar. See run.h.
 *
 * Each only decides and notes; the dates follow when the clocks are settled (run_clock.c). */
#include <stdio.h>

#include "base/check.h"
#include "runtime/run_state.h"

static const char *deadline_name(const struct act *act)
{
    return program_text(act->program, program_deadline_at(act->program, act->event->deadline)->name);
}

static uint32_t deadline_source(const struct act *act)
{
    return program_deadline_at(act->program, act->event->deadline)->source;
}

/* The latest occurrence, the only one that moves. */
static struct deadline_state *latest(const struct act *act)
{
    uint32_t own = act->event->deadline - act->run->shape->deadlines_first;
    return &act->side->deadlines[act->side->clocks[own].instance];
}

static bool deadline_is_ours(struct act *act)
{
    const struct program_route *shape = act->run->shape;
    if (run_owns(shape->deadlines_first, shape->deadlines_count, act->event->deadline)) return true;
    return act_refuse(act, REFUSAL_not_of_this_route, NO_SOURCE, deadline_name(act), NULL, NULL);
}

static bool deadline_is_running(struct act *act)
{
    static const char *const reasons[] = {
        [DEADLINE_PENDING] = "aún no ha empezado", [DEADLINE_MET] = "ya terminó",
        [DEADLINE_NOT_APPLICABLE] = "no aplica en este caso", [DEADLINE_SUSPENDED] = "está suspendido",
    };
    enum deadline_status status = latest(act)->status;
    if (status == DEADLINE_RUNNING) return true;
    return act_refuse(act, REFUSAL_clock_not_running, deadline_source(act), deadline_name(act), reasons[status], NULL);
}

static const char *due_text(const struct act *act, char out[MOMENT_TEXT_SIZE])
{
    return moment_format(latest(act)->due, latest(act)->due_minute, out);
}

/* ---- Extending ----------------------------------------------------------- */

static enum time_unit plain_unit(enum time_unit unit)
{
    return unit == UNIT_DAYS_UNSAID ? UNIT_WORKING_DAYS : unit;
}

static bool fits(const struct program_extension *clause, struct term term)
{
    return plain_unit((enum time_unit)clause->unit) == plain_unit(term.unit) && term.amount >= 1 && term.amount <= clause->amount;
}

/* How often a clause was used on this occurrence; *last is the mark of the last extension, by any. */
static int32_t times_used(const struct act *act, uint32_t clause, uint32_t *last)
{
    const struct deadline_state *state = latest(act);
    int32_t used = 0;
    for (uint32_t i = 0; i < act->side->head->turn_count; i++) {
        const struct turn *turn = &act->run->history->turns[i];
        if (turn->deadline != state->deadline || turn->occurrence != state->occurrence) continue;
        used += turn->clause == clause;
        *last = turn->mark.seq;
    }
    return used;
}

/* Each extension needs an instrument of its own, recorded while the term runs. */
static bool has_instrument(struct act *act, const struct program_extension *clause, uint32_t after)
{
    uint32_t own = act->event->deadline - act->run->shape->deadlines_first;
    uint32_t base = act->side->clocks[own].base.seq;
    if (clause->instrument == NONE) return true;
    if (act->side->instrument_seq[act->run->slot[clause->instrument]] > (after > base ? after : base)) return true;
    return act_refuse(act, REFUSAL_extension_unsigned, clause->source ? clause->source : deadline_source(act), deadline_name(act),
                      program_text(act->program, program_instrument_at(act->program, clause->instrument)->name), NULL);
}

static bool refuse_length(struct act *act, const struct program_extension *clause)
{
    struct term cap = { clause->amount, (enum time_unit)clause->unit };
    return act_refuse(act, REFUSAL_extension_too_long, clause->source ? clause->source : deadline_source(act), deadline_name(act),
                      term_format(&act->scratch, act->event->term).at, term_format(&act->scratch, cap).at);
}

static bool refuse_spent(struct act *act, const struct program_extension *clause)
{
    char times[32];
    snprintf(times, sizeof times, "%d %s", (int)clause->times, clause->times == 1 ? "vez" : "veces");
    return act_refuse(act, REFUSAL_extensions_spent, clause->source ? clause->source : deadline_source(act), deadline_name(act),
                      times, NULL);
}

/* The first clause that allows so much and is not spent. Of those that refuse, one that is spent says more than
 * one that is too short. NONE, refused. */
static uint32_t choose_clause(struct act *act, uint32_t *last)
{
    const struct program_deadline *rule = program_deadline_at(act->program, act->event->deadline);
    const struct program_extension *spent = NULL;
    for (uint32_t i = rule->extensions_first; i < rule->extensions_first + rule->extensions_count; i++) {
        const struct program_extension *clause = program_extension_at(act->program, i);
        if (!fits(clause, act->event->term)) continue;
        if (clause->times == 0 || times_used(act, i, last) < clause->times) {
            times_used(act, i, last);
            return i;
        }
        spent = clause;
    }
    if (rule->extensions_count == 0) act_refuse(act, REFUSAL_no_extension, rule->source, deadline_name(act), NULL, NULL);
    else if (spent) refuse_spent(act, spent);
    else refuse_length(act, program_extension_at(act->program, rule->extensions_first));
    return NONE;
}

bool act_extend(struct act *act)
{
    const struct event *event = act->event;
    char day[MOMENT_TEXT_SIZE];
    uint32_t last = 0;

    if (!deadline_is_ours(act) || !deadline_is_running(act)) return false;
    if (deadline_has_passed(latest(act), event->day, event->minute)) {
        return act_refuse(act, REFUSAL_extended_late, deadline_source(act), deadline_name(act), due_text(act, day), NULL);
    }
    uint32_t clause = choose_clause(act, &last);
    if (clause == NONE || !act_check_facts(act) || !act_learn(act)) return false;
    if (!has_instrument(act, program_extension_at(act->program, clause), last)) return false;
    side_add_turn(act->run, act->side, (struct turn){
        .deadline = event->deadline, .occurrence = latest(act)->occurrence, .clause = clause, .instrument = NONE,
        .mark = { event->day, act->seq, event->minute }, .term = event->term });
    return true;
}

/* ---- Expiring ------------------------------------------------------------ */

static void consequence(struct act *act, const struct program_expiry *expiry, uint32_t index)
{
    uint32_t own = act->event->deadline - act->run->shape->deadlines_first;
    day_t day = act->event->day;
    switch ((enum expiry)expiry->kind) {
    case EXPIRY_BREACH:
        side_effect(act->side, EFFECT_BREACH, expiry->actor, day);
        return;
    case EXPIRY_ALERT:
        side_effect(act->side, EFFECT_ALERT, expiry->actor, day);
        return;
    case EXPIRY_DEEMED:
        side_effect(act->side, EFFECT_DEEMED, index, day);
        return;
    case EXPIRY_LAPSES:
        side_effect(act->side, EFFECT_LAPSED, act->side->clocks[own].instance, day);
        return;
    case EXPIRY_FOLLOWS:    /* after all the others: it ends the stage */
    case EXPIRY_NO_EFFECT:
    case EXPIRY_UNKNOWN:
    case EXPIRY_KINDS:
        return;
    }
}

static void fire(struct act *act)
{
    const struct program_deadline *rule = program_deadline_at(act->program, act->event->deadline);
    uint32_t own = act->event->deadline - act->run->shape->deadlines_first;
    const struct program_expiry *follows = NULL;

    latest(act)->fired = act->event->day;
    side_effect(act->side, EFFECT_EXPIRED, act->side->clocks[own].instance, latest(act)->due);
    for (uint32_t i = rule->expiries_first; i < rule->expiries_first + rule->expiries_count; i++) {
        const struct program_expiry *expiry = program_expiry_at(act->program, i);
        if (expiry->kind == EXPIRY_FOLLOWS) follows = expiry;
        consequence(act, expiry, i);
    }
    if (follows) act_move_away(act, follows->step, follows->final);
}

bool act_expire(struct act *act)
{
    const struct event *event = act->event;
    char day[MOMENT_TEXT_SIZE];

    if (!deadline_is_ours(act)) return false;
    if (latest(act)->fired != DAY_NONE) {
        return act_refuse(act, REFUSAL_already_fired, deadline_source(act), deadline_name(act),
                          day_format(latest(act)->fired, day), NULL);
    }
    if (!deadline_is_running(act)) return false;
    if (!deadline_has_passed(latest(act), event->day, event->minute)) {
        return act_refuse(act, REFUSAL_not_expired, deadline_source(act), deadline_name(act), due_text(act, day), NULL);
    }
    fire(act);
    return true;
}

/* ---- Recalculating ------------------------------------------------------- */

/* Whether some running clock has another date by the calendar of `next`. Those that were fired have none. */
static bool moves_something(struct act *act, bool *moves)
{
    *moves = false;
    for (uint32_t i = 0; i < act->run->shape->deadlines_count; i++) {
        const struct clock *clock = &act->side->clocks[i];
        const struct deadline_state *state = &act->side->deadlines[clock->instance];
        struct deadline_state counted = *state;
        bool open = state->status == DEADLINE_RUNNING || state->status == DEADLINE_SUSPENDED;
        if (!open || state->fired != DAY_NONE) continue;
        if (!act_count_term(act, clock, &counted, NOBODY, NOBODY)) return false;
        *moves |= counted.due != state->due || counted.due_minute != state->due_minute || counted.balance != state->balance;
    }
    return true;
}

bool act_recalculate(struct act *act)
{
    const struct program *other = act->event->other_program;
    const char *name = calendar_name(side_calendar(act->run, act->side));
    uint32_t index = program_find(other, PROGRAM_TABLE_calendar, 0, program_count(other, PROGRAM_TABLE_calendar), text_from(name));
    struct calendar *calendar;
    struct fault why;
    bool moves;

    if (index == NONE) return act_refuse(act, REFUSAL_calendar_missing, NO_SOURCE, name, NULL, NULL);
    if (!calendar_open(&calendar, other, index, &why)) {
        return act_refuse(act, REFUSAL_calendar_broken, NO_SOURCE, name, why.message, NULL);
    }
    side_use_calendar(act->run, act->side, calendar, other);
    if (!moves_something(act, &moves)) return false;
    return moves || act_refuse(act, REFUSAL_nothing_moves, NO_SOURCE, name, NULL, NULL);
}
