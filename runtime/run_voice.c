/* run_voice.c -- those who are called to a session to speak and not to vote.
 *
 * Whom a body calls may depend on the case: its route has the condition (program.def,
 * summons). What is not known is not «no»: it is asked for. */
#include <stdio.h>

#include "runtime/run_state.h"

#define NUMBER_SIZE 16

/* The condition of an invitee in this route. Another version of the body has rows of its own,
 * and then the invitee of that name speaks for it. */
static uint32_t summons_guard(const struct run *run, uint32_t invitee)
{
    const struct program *program = run->program;
    uint32_t named = NONE;
    for (uint32_t i = run->shape->summonses_first; i < run->shape->summonses_first + run->shape->summonses_count; i++) {
        const struct program_summons *summons = program_summons_at(program, i);
        if (summons->invitee == invitee) return summons->guard;
        if (program_invitee_at(program, summons->invitee)->name == program_invitee_at(program, invitee)->name) named = summons->guard;
    }
    return named;
}

static value_t is_called(const struct act *act, uint32_t invitee, uint32_t *guard)
{
    *guard = NONE;
    if (!(program_invitee_at(act->program, invitee)->flags & INVITEE_BY_DATA)) return VALUE_YES;
    *guard = summons_guard(act->run, invitee);
    return *guard == NONE ? VALUE_UNKNOWN : act_guard(act, *guard);
}

static uint32_t invitee_of(struct act *act, const struct program_body *body, struct text given)
{
    for (uint32_t i = body->invitees_first; i < body->invitees_first + body->invitees_count; i++) {
        const struct program_invitee *invitee = program_invitee_at(act->program, i);
        if (act_same_name(act, given, text_from(program_text(act->program, invitee->name)))) return i;
        if (invitee->caption && act_same_name(act, given, text_from(program_text(act->program, invitee->caption)))) return i;
    }
    return NONE;
}

static bool refuse_uncalled(struct act *act, uint32_t index, const char *body, value_t called, uint32_t guard)
{
    const struct program_invitee *invitee = program_invitee_at(act->program, index);
    const char *name = program_text(act->program, invitee->name);
    if (called == VALUE_NO)
        return act_refuse(act, REFUSAL_not_called, invitee->source, name, body, program_text(act->program, invitee->condition));
    return guard == NONE || act_refuse_unknown(act, guard, REFUSAL_call_undecided, invitee->source, name);
}

/* «4 delegados» may be four people; where each population sends its own, as many as come. */
static bool check_number(struct act *act, uint32_t index, uint32_t times)
{
    const struct program_invitee *invitee = program_invitee_at(act->program, index);
    char said[NUMBER_SIZE], most[NUMBER_SIZE];
    if ((invitee->flags & INVITEE_PER_POPULATION) || times <= (uint32_t)invitee->count) return true;
    snprintf(said, sizeof said, "%u", times);
    snprintf(most, sizeof most, "%d", invitee->count);
    return act_refuse(act, REFUSAL_too_many_invitees, invitee->source, program_text(act->program, invitee->name), said, most);
}

bool act_check_invitees(struct act *act, const struct program_body *body)
{
    const struct event *event = act->event;
    const char *name = program_text(act->program, body->name);
    for (uint32_t i = 0; i < event->invitee_count && body->invitees_count; i++) {
        uint32_t guard, index = invitee_of(act, body, event->invitees[i]), times = 1;
        if (index == NONE)
            return act_refuse(act, REFUSAL_not_an_invitee, body->source, text_copy(&act->scratch, event->invitees[i]).at, name, NULL);
        value_t called = is_called(act, index, &guard);
        if (called != VALUE_YES && !refuse_uncalled(act, index, name, called, guard)) return false;
        for (uint32_t j = 0; j < i; j++) times += invitee_of(act, body, event->invitees[j]) == index;
        if (!check_number(act, index, times)) return false;
    }
    return true;
}

/* ---- What the case says, for whoever convenes ------------------------------- */

static struct act reader(const struct run *run, const struct event *event)
{
    return (struct act){ .run = (struct run *)run, .program = run->program, .side = run->now, .event = event };
}

uint32_t run_hears(const struct run *run, uint32_t step, day_t today)
{
    const struct event event = { .day = today };
    const struct act act = reader(run, &event);
    uint32_t body, undecided;
    return act_body_of(&act, program_step_at(run->program, step), &body, &undecided) ? body : NONE;
}

value_t run_called(const struct run *run, uint32_t invitee, day_t today, const char **unknown)
{
    const struct event event = { .day = today };
    const struct act act = reader(run, &event);
    uint32_t guard;
    value_t called = is_called(&act, invitee, &guard);
    *unknown = called != VALUE_UNKNOWN ? "" : guard == NONE ? program_text(run->program, program_invitee_at(run->program, invitee)->condition)
             : act_unknown_name(&act, guard);
    return called;
}
