/* run_checklist.c -- what a step verifies, one thing at a time. See run.h.
 *
 * A checklist is a datum that nobody gives: its items answer it. What whoever verifies adds
 * to a list that is not exhaustive must hold besides what the list needs. Items answered on
 * an earlier visit of the step answered that visit. */
#include <string.h>

#include "runtime/run_state.h"

uint32_t run_step_of_checklist(const struct run *run, uint32_t datum)
{
    for (uint32_t i = run->shape->steps_first; i < run->shape->steps_first + run->shape->steps_count; i++) {
        const struct program_step *step = program_step_at(run->program, i);
        for (uint32_t k = 0; k < step->checklists_count; k++)
            if (program_ref(run->program, step->checklists_first, k) == datum) return i;
    }
    return NONE;
}

bool side_addition_holds(const struct run *run, const struct side *side, const struct addition *addition)
{
    return side_step(run, side, run_step_of_checklist(run, addition->checklist))->entries == addition->entry;
}

static bool some_addition_fails(const struct act *act, uint32_t list)
{
    const struct addition *additions = act->run->history->additions;
    for (uint32_t i = 0; i < act->side->head->addition_count; i++) {
        const struct addition *addition = &additions[i];
        if (addition->checklist == list && !addition->met && side_addition_holds(act->run, act->side, addition)) return true;
    }
    return false;
}

static value_t answer(const struct act *act, uint32_t step, uint32_t list)
{
    const struct program_datum *shape = program_datum_at(act->program, list);
    int32_t met = 0, open = 0;
    for (uint32_t i = 0; i < shape->items_count; i++) {
        uint32_t item = program_ref(act->program, shape->items_first, i);
        bool known = side_is_answered(act->run, act->side, step, item);
        open += !known;
        met += known && *side_datum(act->run, act->side, item) == VALUE_YES;
    }
    if (met + open < shape->needs || some_addition_fails(act, list)) return VALUE_NO;
    return met >= shape->needs ? VALUE_YES : VALUE_UNKNOWN;
}

void act_settle_checklists(struct act *act)
{
    const struct program_route *shape = act->run->shape;
    for (uint32_t i = shape->steps_first; i < shape->steps_first + shape->steps_count; i++) {
        const struct program_step *step = program_step_at(act->program, i);
        for (uint32_t k = 0; k < step->checklists_count; k++) {
            uint32_t list = program_ref(act->program, step->checklists_first, k), place = list - shape->data_first;
            value_t now = answer(act, i, list);
            if (act->side->data[place] == now) continue;
            act->side->data[place] = now;
            act->side->datum_seq[place] = act->seq;
            if (now != VALUE_UNKNOWN) side_effect(act->side, EFFECT_LEARNED, list, act->event->day);
        }
    }
}

bool act_need_checklists(struct act *act, uint32_t index)
{
    const struct program_step *step = program_step_at(act->program, index);
    for (uint32_t k = 0; k < step->checklists_count; k++) {
        uint32_t list = program_ref(act->program, step->checklists_first, k);
        const struct program_datum *shape = program_datum_at(act->program, list);
        const char *name = program_text(act->program, step->name);
        for (uint32_t i = 0; i < shape->items_count; i++) {
            uint32_t item = program_ref(act->program, shape->items_first, i);
            if (side_is_answered(act->run, act->side, index, item)) continue;
            return act_refuse_datum(act, REFUSAL_unverified, program_datum_at(act->program, item)->source, name, item);
        }
        if (shape->required && act->side->data[list - act->run->shape->data_first] != VALUE_YES)
            return act_refuse_datum(act, REFUSAL_checklist_unmet, shape->source, name, list);
    }
    return true;
}

bool act_add(struct act *act)
{
    const struct event *event = act->event;
    const struct program_datum *list = program_datum_at(act->program, event->checklist);
    const char *name = program_text(act->program, list->name);
    uint32_t step = run_step_of_checklist(act->run, event->checklist);

    if (step == NONE) return act_refuse(act, REFUSAL_no_checklist, list->source, name, NULL, NULL);
    if (!list->open) return act_refuse(act, REFUSAL_checklist_closed, list->source, name, NULL, NULL);
    if (side_step(act->run, act->side, step)->status != STEP_RUNNING)
        return act_refuse(act, REFUSAL_not_verifying, list->source, name, program_text(act->program, program_step_at(act->program, step)->name), NULL);
    if (event->item.length == 0 || event->reason.length == 0)
        return act_refuse(act, REFUSAL_addition_unfounded, list->source, name, NULL, NULL);
    side_add_addition(act->run, act->side, (struct addition){
        .checklist = event->checklist, .entry = side_step(act->run, act->side, step)->entries, .day = event->day,
        .met = event->outcome == 1, .item = run_keep_text(act->run, event->item), .reason = run_keep_text(act->run, event->reason) });
    side_effect(act->side, EFFECT_ADDED, act->side->head->addition_count - 1, event->day);
    return true;
}
