/* run_interruption.c -- what takes a case away from wherever it is. See run.h.
 *
 * A condition interrupts once each time it comes true, in the first of its stages the case
 * is in while it holds; an instrument, with the act that records it. In the stage it leads to
 * it changes nothing. One that starts another route leaves the case where it is. What is not known is not true: nothing is interrupted by it. After
 * each interruption the others are looked at again, in the order they are written, so that
 * an act that brings two of them ends where the last one says. */
#include "runtime/run_state.h"

bool interruption_reaches(const struct program *program, const struct program_interruption *interruption, uint32_t stage)
{
    if (interruption->step == stage) return false;
    for (uint32_t i = 0; i < interruption->stages_count; i++)
        if (program_ref(program, interruption->stages_first, i) == stage) return true;
    return interruption->stages_count == 0;
}

/* Whether it holds now and has not interrupted yet. */
static bool comes(struct act *act, const struct program_interruption *interruption, uint32_t *came)
{
    if (interruption->instrument != NONE) {
        uint32_t slot = act->run->slot[interruption->instrument];
        return act->side->instrument_seq[slot] == act->seq && *came != act->seq;
    }
    if (act_guard(act, interruption->guard) == VALUE_YES) return *came == 0;
    *came = 0;      /* the next time it comes true it interrupts again */
    return false;
}

/* The first that interrupts the stage the case is in. NONE. */
static uint32_t next_interruption(struct act *act)
{
    const struct program_route *shape = act->run->shape;
    uint32_t stage = act->side->head->stage;
    for (uint32_t i = 0; stage != NONE && i < shape->interruptions_count; i++) {
        const struct program_interruption *interruption = program_interruption_at(act->program, shape->interruptions_first + i);
        uint32_t *came = &act->side->interrupted[i];
        if (!comes(act, interruption, came)) continue;
        bool reaches = interruption_reaches(act->program, interruption, stage);
        if (reaches || interruption->step == stage) *came = act->seq;
        if (reaches) return i;
    }
    return NONE;
}

bool act_interrupt(struct act *act)
{
    bool interrupted = false;
    for (uint32_t i; (i = next_interruption(act)) != NONE;) {
        uint32_t index = act->run->shape->interruptions_first + i;
        const struct program_interruption *interruption = program_interruption_at(act->program, index);
        if (interruption->subroute != NONE) {       /* runs beside: the case stays where it is */
            act_start_subroute(act, interruption->subroute);
            continue;
        }
        side_effect(act->side, EFFECT_INTERRUPTED, index, act->event->day);
        act_move_away(act, interruption->step, interruption->final);
        interrupted = true;
    }
    return interrupted;
}
