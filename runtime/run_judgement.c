/* run_judgement.c -- what only somebody's judgement can tell. See run.h.
 *
 * A datum «a juicio de» somebody is known by their own act and by nothing else: the machine
 * never deduces it, and nobody informs it for them. A committee judges when it sits and
 * adopts; anybody else with an act of their own, which says why. */
#include "runtime/run_state.h"

struct text run_judgement_words(const struct program *program, uint32_t index, struct arena *arena)
{
    const struct program_datum *datum = program_datum_at(program, index);
    uint32_t who = datum->judge != NONE ? program_actor_at(program, datum->judge)->name : program_body_at(program, datum->judge_body)->name;
    return text_format(arena, "%s %s", datum->judgement == OPINION_OF ? "el concepto de" : "el juicio de", program_text(program, who));
}

static const struct program_datum *datum_of(const struct act *act, uint32_t datum)
{
    return program_datum_at(act->program, datum);
}

static bool is_judge(struct act *act, const struct program_datum *datum)
{
    const struct event *event = act->event;
    if (datum->judge_body != NONE)
        return event->kind == EVENT_SESSION && !event->urgent && act_is_body(act, event->body, datum->judge_body);
    const struct program_actor *judge = program_actor_at(act->program, datum->judge);
    return event->kind == EVENT_JUDGE
        && (act_same_name(act, event->actor, text_from(program_text(act->program, judge->name)))
            || act_same_name(act, event->actor, text_from(program_text(act->program, judge->caption))));
}

bool act_may_give(struct act *act, uint32_t index)
{
    const struct program_datum *datum = datum_of(act, index);
    const char *name = program_text(act->program, datum->name);
    if (datum->items_count > 0) return act_refuse(act, REFUSAL_checklist_given, datum->source, name, NULL, NULL);
    if (datum->judgement == JUDGED_BY_NOBODY)
        return act->event->kind != EVENT_JUDGE || act_refuse(act, REFUSAL_not_judged, datum->source, name, NULL, NULL);
    if (is_judge(act, datum)) return true;
    return act_refuse(act, REFUSAL_judged_by_other, datum->source, name, run_judgement_words(act->program, index, &act->scratch).at, NULL);
}

/* Recorded by this act, or before in this stage. */
static bool has_instrument(struct act *act, uint32_t index)
{
    const struct program_datum *datum = datum_of(act, index);
    if (datum->judge_instrument == NONE) return true;
    uint32_t slot = act->run->slot[datum->judge_instrument];
    if (act->side->records[slot] > 0 && act->side->instruments[slot].step_entry == act->side->head->stage_entries) return true;
    return act_refuse(act, REFUSAL_judgement_unsigned, datum->source, run_judgement_words(act->program, index, &act->scratch).at,
                      program_text(act->program, datum->name),
                      program_text(act->program, program_instrument_at(act->program, datum->judge_instrument)->name));
}

bool act_judgements_signed(struct act *act)
{
    for (uint32_t i = 0; i < act->event->data_count; i++)
        if (!has_instrument(act, act->event->data[i].datum)) return false;
    return true;
}

bool act_judge(struct act *act)
{
    const struct event *event = act->event;
    if (event->data_count == 0) return act_refuse(act, REFUSAL_nothing_recorded, NO_SOURCE, NULL, NULL, NULL);
    if (!act_check_facts(act)) return false;
    if (event->reason.length == 0) {
        const struct program_datum *first = datum_of(act, event->data[0].datum);
        return act_refuse(act, REFUSAL_grounds_missing, first->source,
                          run_judgement_words(act->program, event->data[0].datum, &act->scratch).at,
                          program_text(act->program, first->name), NULL);
    }
    if (!act_learn(act)) return false;
    value_t reason = run_keep_text(act->run, event->reason);
    for (uint32_t i = 0; i < event->data_count; i++)
        act->side->datum_reason[event->data[i].datum - act->run->shape->data_first] = reason;
    return true;
}

bool run_awaits_judgement(const struct run *run, uint32_t datum)
{
    if (program_datum_at(run->program, datum)->judgement == JUDGED_BY_NOBODY) return false;
    for (uint32_t i = run->shape->steps_first; i < run->shape->steps_first + run->shape->steps_count; i++) {
        const struct program_step *step = program_step_at(run->program, i);
        if (run_step_state(run, i)->status != STEP_RUNNING) continue;
        for (uint32_t k = 0; k < step->asks_count; k++)
            if (program_ref(run->program, step->asks_first, k) == datum && !side_is_answered(run, run->now, i, datum)) return true;
    }
    return false;
}
