/* run_step.c -- what an event does to a case, or why it may not.
 *
 * Order matters: the facts of the event are learned first and then asked for, so that
 * one act can both give what a step needs and complete it. All of it happens on the
 * copy (run_state.h); any refusal on the way drops the whole event. */
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/fold.h"
#include "runtime/opcode.h"
#include "runtime/run_state.h"
#include "runtime/vm.h"

#define NUMBER_SIZE 16

static const char *step_name(const struct act *act, uint32_t step)
{
    return program_text(act->program, program_step_at(act->program, step)->name);
}

static const char *instrument_name(const struct act *act, uint32_t instrument)
{
    return program_text(act->program, program_instrument_at(act->program, instrument)->name);
}

static const char *datum_name(const struct act *act, uint32_t datum)
{
    return program_text(act->program, program_datum_at(act->program, datum)->name);
}

/* ---- Names and guards ---------------------------------------------------- */

bool act_same_name(struct act *act, struct text given, struct text name)
{
    if (text_equal(given, name)) return true;
    return text_equal(fold(&act->scratch, given), fold(&act->scratch, name));
}

static value_t run_guard(const struct act *act, uint32_t function, struct vm_trouble *trouble)
{
    const struct program_route *shape = act->run->shape;
    const struct vm_view view = {
        .day = act->event->day, .trouble = trouble,
        .data = act->side->data, .first_datum = shape->data_first, .datum_count = shape->data_count,
        .entries = act->side->entries, .first_step = shape->steps_first, .step_count = shape->steps_count,
        .slots = act->run->slot, .instrument_count = program_count(act->program, PROGRAM_TABLE_instrument),
        .records = act->side->records, .texts = act->run->texts,
    };
    return vm_run(act->program, function, &view);
}

value_t act_guard(const struct act *act, uint32_t function)
{
    return function == NONE ? VALUE_YES : run_guard(act, function, NULL);
}

/* The first datum a guard reads and the case does not know, or NONE. */
static uint32_t unknown_datum(const struct act *act, uint32_t function)
{
    const struct program_function *shape = program_function_at(act->program, function);
    for (int32_t i = 0; i < shape->length; i++) {
        int32_t word = program_code_at(act->program, (uint32_t)(shape->start + i))->word;
        if (opcode_of(word) >= OPCODE_COUNT || opcode_row((enum opcode)opcode_of(word))->operand != OPERAND_DATUM) continue;
        uint32_t datum = opcode_index(word);
        if (*side_datum(act->run, act->side, datum) == VALUE_UNKNOWN) return datum;
    }
    return NONE;
}

const char *act_unknown_name(const struct act *act, uint32_t function)
{
    uint32_t datum = unknown_datum(act, function);
    struct vm_trouble trouble = {0};
    if (datum != NONE) return datum_name(act, datum);
    run_guard(act, function, &trouble);
    return trouble.kind == VM_NOT_COVERED ? program_text(act->program, program_parameter_at(act->program, trouble.parameter)->name)
                                          : program_text(act->program, program_function_at(act->program, function)->text);
}

/* «del 2010-01-01 al 2026-12-31» */
static const char *covered_text(struct act *act, const struct program_parameter *parameter)
{
    const struct program_amount *first = program_amount_at(act->program, parameter->amounts_first);
    const struct program_amount *last = first + parameter->amounts_count - 1;
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
    day_format(first->from, from);
    return last->to == DAY_NONE ? text_format(&act->scratch, "desde el %s", from).at
                                : text_format(&act->scratch, "del %s al %s", from, day_format(last->to, to)).at;
}

bool act_refuse_unknown(struct act *act, uint32_t function, enum refusal_code code, uint32_t source, const char *subject)
{
    uint32_t datum = unknown_datum(act, function);
    struct vm_trouble trouble = {0};
    char day[DATE_TEXT_SIZE];
    if (datum != NONE) return act_refuse_datum(act, code, source, subject, datum);
    run_guard(act, function, &trouble);
    CHECK(trouble.kind != VM_NO_TROUBLE);       /* nothing else makes a guard unknown */
    if (trouble.kind == VM_TOO_LARGE) {
        const struct program_function *shape = program_function_at(act->program, function);
        return act_refuse(act, REFUSAL_reckoning_too_large, source, program_text(act->program, shape->text), NULL, NULL);
    }
    const struct program_parameter *parameter = program_parameter_at(act->program, trouble.parameter);
    return act_refuse(act, REFUSAL_parameter_not_covered, source, program_text(act->program, parameter->name),
                      day_format(act->event->day, day), covered_text(act, parameter));
}

/* ---- Before anything moves ----------------------------------------------- */

static bool refuse_day(struct act *act, enum refusal_code code, day_t other, int32_t other_minute)
{
    char day[MOMENT_TEXT_SIZE], against[MOMENT_TEXT_SIZE];
    int32_t minute = other_minute == MINUTE_NONE ? MINUTE_NONE : act->event->minute;
    return act_refuse(act, code, NO_SOURCE, moment_format(act->event->day, minute, day),
                      moment_format(other, other_minute, against), NULL);
}

static bool admit_day(struct act *act, day_t today)
{
    const struct head *head = act->run->now->head;
    day_t day = act->event->day;
    int32_t minute = act->event->minute;
    CHECK(minute >= MINUTE_NONE && minute < MINUTES_IN_A_DAY);
    if (day > today) return refuse_day(act, REFUSAL_future_date, today, MINUTE_NONE);
    if (head->last_day == DAY_NONE || day > head->last_day) return true;
    if (day < head->last_day) return refuse_day(act, REFUSAL_before_last_event, head->last_day, MINUTE_NONE);
    if (minute == MINUTE_NONE || minute >= head->last_minute) return true;
    return refuse_day(act, REFUSAL_before_last_event, head->last_day, head->last_minute);
}

bool act_admit(struct act *act, day_t today)
{
    const struct head *head = act->run->now->head;
    char number[NUMBER_SIZE];

    if (head->final != NONE) {
        const struct program_final *final = program_final_at(act->program, head->final);
        return act_refuse(act, REFUSAL_case_is_closed, final->source, program_text(act->program, final->name), NULL, NULL);
    }
    if (head->event_count >= RUN_MAX_EVENTS) {
        snprintf(number, sizeof number, "%d", RUN_MAX_EVENTS);
        return act_refuse(act, REFUSAL_too_many_events, NO_SOURCE, number, NULL, NULL);
    }
    if (act->event->kind == EVENT_OPEN && head->stage != NONE) {
        return act_refuse(act, REFUSAL_already_open, NO_SOURCE, step_name(act, head->stage), NULL, NULL);
    }
    if (act->event->kind != EVENT_OPEN && head->stage == NONE) {
        return act_refuse(act, REFUSAL_not_open, NO_SOURCE, NULL, NULL, NULL);
    }
    return admit_day(act, today);
}

/* ---- Facts: data and instruments ----------------------------------------- */

/* What a notice is counted back from has mostly not happened yet. */
static bool looks_ahead(const struct act *act, uint32_t datum)
{
    const struct program_route *shape = act->run->shape;
    for (uint32_t i = 0; i < shape->deadlines_count; i++) {
        const struct program_deadline *deadline = program_deadline_at(act->program, shape->deadlines_first + i);
        if (!deadline_is_backward(act->program, deadline)) continue;
        for (uint32_t k = 0; k < deadline->from_count; k++)
            if (program_anchor_at(act->program, deadline->from_first + k)->datum == datum) return true;
    }
    return false;
}

static bool check_data(struct act *act)
{
    const struct program_route *shape = act->run->shape;
    for (uint32_t i = 0; i < act->event->data_count; i++) {
        const struct given_datum *given = &act->event->data[i];
        const struct program_datum *datum = program_datum_at(act->program, given->datum);
        if (!run_owns(shape->data_first, shape->data_count, given->datum)) {
            return act_refuse(act, REFUSAL_not_of_this_route, NO_SOURCE, datum_name(act, given->datum), NULL, NULL);
        }
        if (!act_may_give(act, given->datum)) return false;
        if (datum->type == TYPE_DATE && given->value > act->event->day && !looks_ahead(act, given->datum)) {
            char day[DATE_TEXT_SIZE];
            const char *shown = datum->reserved ? "[reservado]" : day_format((day_t)given->value, day);
            return act_refuse(act, REFUSAL_date_in_future, datum->source, datum_name(act, given->datum), shown, NULL);
        }
    }
    return true;
}

static bool check_instruments(struct act *act)
{
    for (uint32_t i = 0; i < act->event->instrument_count; i++) {
        uint32_t instrument = act->event->instruments[i];
        if (act->run->slot[instrument] == NONE) {
            return act_refuse(act, REFUSAL_not_of_this_route, NO_SOURCE, instrument_name(act, instrument), NULL, NULL);
        }
    }
    return true;
}

static bool signed_by(struct act *act, struct text name)
{
    for (uint32_t i = 0; i < act->event->signer_count; i++) {
        if (act_same_name(act, act->event->signers[i], name)) return true;
    }
    return false;
}

/* Every entry of a list only the case knows must have signed. A reserved name is not shown. */
static bool check_signed_by_all(struct act *act, uint32_t index)
{
    const struct program_instrument *instrument = program_instrument_at(act->program, index);
    const struct program_datum *datum = program_datum_at(act->program, instrument->signed_by_all);
    const struct program_route *shape = act->run->shape;
    bool own = run_owns(shape->data_first, shape->data_count, instrument->signed_by_all);
    value_t list = own ? *side_datum(act->run, act->side, instrument->signed_by_all) : VALUE_UNKNOWN;
    if (list == VALUE_UNKNOWN) {
        return act_refuse_datum(act, REFUSAL_signers_unknown, instrument->source, instrument_name(act, index),
                                instrument->signed_by_all);
    }
    const char *cursor = act->run->texts + list;
    for (struct text entry; texts_next(&cursor, &entry);) {
        if (signed_by(act, entry)) continue;
        const char *shown = datum->reserved ? "[reservado]" : text_copy(&act->scratch, entry).at;
        return act_refuse(act, REFUSAL_signer_missing, instrument->source, shown, instrument_name(act, index), NULL);
    }
    return true;
}

/* Without any signer the record certifies that the instrument is complete. */
static bool check_fixed_signers(struct act *act, uint32_t index)
{
    const struct program_instrument *instrument = program_instrument_at(act->program, index);
    if (act->event->signer_count == 0) return true;
    for (uint32_t i = 0; i < instrument->signers_count; i++) {
        const struct program_actor *actor =
            program_actor_at(act->program, program_ref(act->program, instrument->signers_first, i));
        const char *name = program_text(act->program, actor->name);
        if (signed_by(act, text_from(name))) continue;
        if (actor->caption && signed_by(act, text_from(program_text(act->program, actor->caption)))) continue;
        return act_refuse(act, REFUSAL_signer_missing, instrument->source, name, instrument_name(act, index), NULL);
    }
    return true;
}

/* After the data are learned: the list of signers may come in the same event. */
static bool check_signers(struct act *act)
{
    for (uint32_t i = 0; i < act->event->instrument_count; i++) {
        uint32_t index = act->event->instruments[i];
        if (program_instrument_at(act->program, index)->signed_by_all != NONE && !check_signed_by_all(act, index)) {
            return false;
        }
        if (!check_fixed_signers(act, index)) return false;
    }
    return true;
}

static void learn_datum(struct act *act, const struct given_datum *given)
{
    uint32_t type = program_datum_at(act->program, given->datum)->type;
    bool text = type == TYPE_TEXT || type == TYPE_TEXTS || type == TYPE_PEOPLE;
    *side_datum(act->run, act->side, given->datum) = text ? run_keep_text(act->run, given->text) : given->value;
    uint32_t place = given->datum - act->run->shape->data_first;
    act->side->datum_seq[place] = act->seq;
    act->side->datum_minute[place] = given->minute;
    act->side->datum_reason[place] = VALUE_UNKNOWN;
    side_effect(act->side, EFFECT_LEARNED, given->datum, act->event->day);
}

static void record_instrument(struct act *act, uint32_t index)
{
    uint32_t slot = act->run->slot[index];
    struct instrument_state *instrument = &act->side->instruments[slot];
    instrument->day = act->event->day;
    instrument->minute = act->event->minute;
    act->side->records[slot]++;
    instrument->step_entry = act->side->head->stage_entries;
    act->side->instrument_seq[slot] = act->seq;
    side_effect(act->side, EFFECT_RECORDED, index, act->event->day);
    if (!act->run->pauses[slot]) return;
    side_add_turn(act->run, act->side, (struct turn){ .deadline = NONE, .instrument = index,
                                                      .mark = { act->event->day, act->seq, act->event->minute } });
}

bool act_learn(struct act *act)
{
    for (uint32_t i = 0; i < act->event->data_count; i++) learn_datum(act, &act->event->data[i]);
    for (uint32_t i = 0; i < act->event->instrument_count; i++) record_instrument(act, act->event->instruments[i]);
    act_settle_checklists(act);
    return check_signers(act) && act_judgements_signed(act);
}

bool act_check_facts(struct act *act)
{
    return check_data(act) && check_instruments(act);
}

/* ---- What a step needs --------------------------------------------------- */

/* Each occurrence of a moment that repeats produces its instruments anew. */
static bool produced(const struct act *act, uint32_t step, uint32_t instrument)
{
    uint32_t slot = act->run->slot[instrument];
    const struct step_state *state = side_step(act->run, act->side, step);
    if (act->side->instruments[slot].step_entry != act->side->head->stage_entries) return false;
    if (act->side->records[slot] == 0) return false;
    return state->completions == 0
        || act->side->instrument_seq[slot] > side_marks(act->run, act->side, step)->done.seq;
}

static bool need_instruments(struct act *act, uint32_t index)
{
    const struct program_step *step = program_step_at(act->program, index);
    for (uint32_t i = 0; i < step->receives_count; i++) {
        uint32_t instrument = program_ref(act->program, step->receives_first, i);
        if (act->side->records[act->run->slot[instrument]] > 0) continue;
        return act_refuse(act, REFUSAL_instrument_missing, step->source, step_name(act, index),
                          instrument_name(act, instrument), NULL);
    }
    for (uint32_t i = 0; i < step->produces_count; i++) {
        uint32_t instrument = program_ref(act->program, step->produces_first, i);
        if (produced(act, index, instrument)) continue;
        return act_refuse(act, REFUSAL_instrument_missing, step->source, step_name(act, index),
                          instrument_name(act, instrument), NULL);
    }
    return true;
}

/* What was answered on an earlier visit answers that visit: a step entered again asks again. */
bool side_is_answered(const struct run *run, const struct side *side, uint32_t step, uint32_t datum)
{
    if (*side_datum(run, side, datum) == VALUE_UNKNOWN) return false;
    if (side_step(run, side, step)->entries <= 1) return true;
    return side->datum_seq[datum - run->shape->data_first] > side_marks(run, side, step)->entered_seq;
}

static bool need_data(struct act *act, uint32_t index)
{
    const struct program_step *step = program_step_at(act->program, index);
    for (uint32_t i = 0; i < step->asks_count; i++) {
        uint32_t datum = program_ref(act->program, step->asks_first, i);
        if (side_is_answered(act->run, act->side, index, datum)) continue;
        return act_refuse_datum(act, REFUSAL_datum_missing, step->source, step_name(act, index), datum);
    }
    return true;
}

static bool refuse_session(struct act *act, uint32_t step, uint32_t body)
{
    return act_refuse(act, REFUSAL_session_missing, program_step_at(act->program, step)->source, step_name(act, step),
                      program_text(act->program, program_body_at(act->program, body)->name), NULL);
}

static bool need_session(struct act *act, uint32_t index)
{
    const struct program_step *step = program_step_at(act->program, index);
    const struct step_state *state = side_step(act->run, act->side, index);
    uint32_t body, undecided;

    if (step->repeat_body != NONE && state->sessions <= state->completions) {
        return refuse_session(act, index, step->repeat_body);
    }
    if (step->sessions_count == 0) return true;
    if (!act_body_of(act, step, &body, &undecided)) {
        return act_refuse_unknown(act, undecided, REFUSAL_body_undecided, step->source, NULL);
    }
    return body == NONE || state->adopted > 0 || refuse_session(act, index, body);
}

/* All the conditions of the step hold, now that this act is known. */
static bool need_demands(struct act *act, uint32_t index)
{
    const struct program_step *step = program_step_at(act->program, index);
    for (uint32_t i = step->demands_first; i < step->demands_first + step->demands_count; i++) {
        const struct program_demand *demand = program_demand_at(act->program, i);
        value_t holds = act_guard(act, demand->guard);
        if (holds == VALUE_UNKNOWN) return act_refuse_unknown(act, demand->guard, REFUSAL_demand_unknown, demand->source, step_name(act, index));
        if (holds == VALUE_YES) continue;
        return act_refuse(act, REFUSAL_demand_unmet, demand->source, step_name(act, index),
                          program_text(act->program, program_function_at(act->program, demand->guard)->text), NULL);
    }
    return true;
}

static bool need_all(struct act *act, uint32_t step)
{
    return need_demands(act, step) && act_need_subroutes(act, step) && need_instruments(act, step) && need_data(act, step) && act_need_checklists(act, step)
        && need_session(act, step);
}

/* The moments of the stage that are done, not counting those that repeat. */
static int32_t done_moments(const struct act *act, const struct program_step *stage)
{
    int32_t done = 0;
    for (uint32_t i = stage->moments_first; i < stage->moments_first + stage->moments_count; i++) {
        if (step_repeats(program_step_at(act->program, i))) continue;
        done += side_step(act->run, act->side, i)->status == STEP_DONE;
    }
    return done;
}

/* The first moment of the stage that is owed: neither done, nor passed over, nor one that repeats. NONE
 * when there is none, or those done suffice. */
static uint32_t owed_moment(const struct act *act, const struct program_step *stage)
{
    if (stage->suffice && done_moments(act, stage) >= stage->suffice) return NONE;
    for (uint32_t i = stage->moments_first; i < stage->moments_first + stage->moments_count; i++) {
        enum step_status status = side_step(act->run, act->side, i)->status;
        if (step_repeats(program_step_at(act->program, i))) continue;
        if (status != STEP_DONE && status != STEP_SKIPPED) return i;
    }
    return NONE;
}

/* ---- Entering and leaving ------------------------------------------------ */

static void reset_step(struct act *act, uint32_t index, enum step_status status)
{
    struct step_state *state = side_step(act->run, act->side, index);
    *state = (struct step_state){ .status = status, .entries = state->entries, .entered = DAY_NONE, .ended = DAY_NONE };
}

static void start_step(struct act *act, uint32_t index)
{
    struct step_state *state = side_step(act->run, act->side, index);
    reset_step(act, index, STEP_RUNNING);
    state->entries++;
    state->entered = act->event->day;
    act->side->entries[index - act->run->shape->steps_first] = state->entries;
    side_marks(act->run, act->side, index)->entered_seq = act->seq + 1;
    side_marks(act->run, act->side, index)->entered_minute = act->event->minute;
    side_effect(act->side, EFFECT_ENTERED, index, act->event->day);
    act_start_subroutes(act, index);
}

/* What applies only in some cases waits to know: settle_applicability() asks. */
static void come_to_step(struct act *act, uint32_t index)
{
    if (program_step_at(act->program, index)->applies == NONE) start_step(act, index);
    else reset_step(act, index, STEP_UNDECIDED);
}

static void begin_stage(struct act *act, uint32_t index)
{
    const struct program_step *stage = program_step_at(act->program, index);
    bool turn_taken = false;

    start_step(act, index);
    for (uint32_t i = stage->moments_first; i < stage->moments_first + stage->moments_count; i++) {
        bool repeats = step_repeats(program_step_at(act->program, i));
        if (repeats || stage->parallel || !turn_taken) come_to_step(act, i);
        else reset_step(act, i, STEP_WAITING);
        if (!repeats) turn_taken = true;
    }
}

void act_enter_stage(struct act *act, uint32_t index)
{
    const struct program_step *stage = program_step_at(act->program, index);
    act->side->head->stage = index;
    act->side->head->stage_entries++;
    if (stage->applies == NONE) {
        begin_stage(act, index);
        return;
    }
    come_to_step(act, index);
    for (uint32_t i = stage->moments_first; i < stage->moments_first + stage->moments_count; i++)
        reset_step(act, i, STEP_NOT_REACHED);
}

static void mark_done(struct act *act, uint32_t index)
{
    struct step_state *state = side_step(act->run, act->side, index);
    state->completions++;
    state->ended = act->event->day;
    side_marks(act->run, act->side, index)->done = (struct mark){ act->event->day, act->seq, act->event->minute };
    side_effect(act->side, EFFECT_COMPLETED, index, act->event->day);
}

/* The moments that repeat end with their stage, without one more occurrence; those not
 * completed, because others were enough or the case was taken elsewhere, stay so. */
static void end_moments(struct act *act, uint32_t index)
{
    const struct program_step *stage = program_step_at(act->program, index);
    for (uint32_t i = stage->moments_first; i < stage->moments_first + stage->moments_count; i++) {
        struct step_state *moment = side_step(act->run, act->side, i);
        if (moment->status == STEP_UNDECIDED) moment->status = STEP_LEFT;
        if (moment->status != STEP_RUNNING) continue;
        moment->status = step_repeats(program_step_at(act->program, i)) ? STEP_DONE : STEP_LEFT;
        moment->ended = act->event->day;
    }
}

static void leave_stage(struct act *act, uint32_t index)
{
    mark_done(act, index);
    side_step(act->run, act->side, index)->status = STEP_DONE;
    end_moments(act, index);
}

/* The first branch whose guard is sí. NULL, refused, when none is or one does not know. */
static const struct program_branch *choose_branch(struct act *act, uint32_t index)
{
    const struct program_step *stage = program_step_at(act->program, index);
    for (uint32_t i = stage->branches_first; i < stage->branches_first + stage->branches_count; i++) {
        const struct program_branch *branch = program_branch_at(act->program, i);
        value_t answer = act_guard(act, branch->guard);
        if (answer == VALUE_UNKNOWN) {
            act_refuse_unknown(act, branch->guard, REFUSAL_decision_undecided,
                               branch->source ? branch->source : stage->source, step_name(act, index));
            return NULL;
        }
        if (answer == VALUE_YES) return branch;
    }
    act_refuse(act, REFUSAL_no_way_on, stage->source, step_name(act, index), NULL, NULL);
    return NULL;
}

static void arrive(struct act *act, uint32_t step, uint32_t final)
{
    if (step != NONE) {
        act_enter_stage(act, step);
        return;
    }
    act->side->head->stage = NONE;
    act->side->head->final = final;
    side_effect(act->side, EFFECT_FINISHED, final, act->event->day);
}

/* What interrupts a stage that ends leaves its decision aside. */
static bool finish_stage(struct act *act, uint32_t index)
{
    leave_stage(act, index);
    if (act_interrupt(act)) return true;
    const struct program_branch *branch = choose_branch(act, index);
    if (branch) arrive(act, branch->step, branch->final);
    return branch;
}

void act_move_away(struct act *act, uint32_t step, uint32_t final)
{
    uint32_t here = act->side->head->stage;
    struct step_state *state = side_step(act->run, act->side, here);
    if (state->status != STEP_DONE) {
        state->status = STEP_LEFT;
        state->ended = act->event->day;
        end_moments(act, here);
    }
    arrive(act, step, final);
}

/* In sequence, the next moment that is owed gets its turn. */
static void give_turn(struct act *act, uint32_t owed)
{
    if (side_step(act->run, act->side, owed)->status == STEP_WAITING) come_to_step(act, owed);
}

/* What the case has not come to, or what a text passed over that this one asks. */
static bool is_new(const struct act *act, uint32_t moment)
{
    enum step_status status = side_step(act->run, act->side, moment)->status;
    return status == STEP_NOT_REACHED || (status == STEP_SKIPPED && program_step_at(act->program, moment)->applies == NONE);
}

void act_stay(struct act *act)
{
    uint32_t here = act->side->head->stage;
    const struct program_step *stage = program_step_at(act->program, here);
    if (side_step(act->run, act->side, here)->status == STEP_UNDECIDED) return;
    for (uint32_t i = stage->moments_first; i < stage->moments_first + stage->moments_count; i++) {
        if (!is_new(act, i)) continue;
        if (stage->parallel || step_repeats(program_step_at(act->program, i))) come_to_step(act, i);
        else reset_step(act, i, STEP_WAITING);
    }
    uint32_t owed = owed_moment(act, stage);
    if (owed != NONE) give_turn(act, owed);
}

/* ---- Completing ---------------------------------------------------------- */

static bool stage_is_here(struct act *act, uint32_t index)
{
    const struct program_step *step = program_step_at(act->program, index);
    uint32_t here = act->side->head->stage;
    uint32_t stage = step->stage == NONE ? index : step->stage;
    if (stage == here) return true;
    if (side_step(act->run, act->side, stage)->status == STEP_SKIPPED) return act_applies(act, stage);
    return act_refuse(act, REFUSAL_step_not_here, step->source, step_name(act, index), step_name(act, here), NULL);
}

static bool refuse_moments(struct act *act, uint32_t index)
{
    const struct program_step *stage = program_step_at(act->program, index);
    char wanted[NUMBER_SIZE], done[NUMBER_SIZE];
    snprintf(wanted, sizeof wanted, "%d", stage->suffice);
    snprintf(done, sizeof done, "%d", done_moments(act, stage));
    return act_refuse(act, REFUSAL_moments_too_few, stage->source, step_name(act, index), wanted, done);
}

static bool complete_stage(struct act *act, uint32_t index)
{
    const struct program_step *stage = program_step_at(act->program, index);
    uint32_t owed = owed_moment(act, stage);
    if (owed != NONE && stage->suffice) return refuse_moments(act, index);
    if (owed != NONE) {
        return act_refuse(act, REFUSAL_moments_missing, stage->source, step_name(act, index), step_name(act, owed), NULL);
    }
    return need_all(act, index) && finish_stage(act, index);
}

/* The stage ends with its last moment, unless something of its own is still missing:
 * then it waits for an act of its own. */
static bool after_moment(struct act *act, uint32_t stage)
{
    uint32_t owed = owed_moment(act, program_step_at(act->program, stage));
    if (owed != NONE) {
        give_turn(act, owed);
        return true;
    }
    return !need_all(act, stage) || finish_stage(act, stage);
}

static bool complete_moment(struct act *act, uint32_t index)
{
    const struct program_step *moment = program_step_at(act->program, index);
    struct step_state *state = side_step(act->run, act->side, index);
    if (!need_all(act, index)) return false;
    mark_done(act, index);
    if (step_repeats(moment)) {
        state->adopted = 0;     /* the next occurrence needs a session of its own */
        return true;
    }
    state->status = STEP_DONE;
    return after_moment(act, moment->stage);
}

/* ---- Whether it applies -------------------------------------------------- */

/* Begins what applies and passes over what does not; false when that is not known yet, or
 * was not asked. */
static bool settle_step(struct act *act, uint32_t index)
{
    const struct program_step *step = program_step_at(act->program, index);
    struct step_state *state = side_step(act->run, act->side, index);
    if (state->status != STEP_UNDECIDED) return false;
    value_t applies = act_guard(act, step->applies);
    if (applies == VALUE_UNKNOWN) return false;
    if (applies == VALUE_NO) {
        state->status = STEP_SKIPPED;
        side_effect(act->side, EFFECT_SKIPPED, index, act->event->day);
    } else if (step->stage == NONE) {
        begin_stage(act, index);
    } else {
        start_step(act, index);
    }
    return true;
}

/* Whether some moment of the stage was passed over now. */
static bool settle_moments(struct act *act, const struct program_step *stage)
{
    bool passed = false;
    for (uint32_t i = stage->moments_first; i < stage->moments_first + stage->moments_count; i++) {
        if (!settle_step(act, i) || side_step(act->run, act->side, i)->status != STEP_SKIPPED) continue;
        uint32_t owed = owed_moment(act, stage);
        passed = true;
        if (!stage->parallel && owed != NONE) give_turn(act, owed);
    }
    return passed;
}

/* The stage ends when its last moment is passed over, if it can: this act is about something else. */
static bool ends_by_itself(struct act *act, uint32_t index)
{
    const struct program_step *stage = program_step_at(act->program, index);
    return owed_moment(act, stage) == NONE && need_all(act, index) && choose_branch(act, index) && finish_stage(act, index);
}

/* Asks again, after every act, of what waits to know whether it applies. A stage passed over
 * leads to the next at once; verify.c knows that this ends. */
static void settle_applicability(struct act *act)
{
    for (bool moved = true; moved && act->side->head->stage != NONE;) {
        uint32_t here = act->side->head->stage;
        const struct program_step *stage = program_step_at(act->program, here);
        moved = settle_step(act, here);
        if (moved && side_step(act->run, act->side, here)->status == STEP_SKIPPED) {
            const struct program_branch *branch = program_branch_at(act->program, stage->branches_first);
            arrive(act, branch->step, branch->final);
        } else if (settle_moments(act, stage)) {
            moved = ends_by_itself(act, here);
        }
    }
}

/* Tells what the act leaves waiting to know. */
static void tell_undecided(struct act *act, const struct side *before)
{
    const struct program_route *shape = act->run->shape;
    for (uint32_t i = shape->steps_first; i < shape->steps_first + shape->steps_count; i++) {
        bool waits = side_step(act->run, act->side, i)->status == STEP_UNDECIDED;
        if (waits && side_step(act->run, before, i)->status != STEP_UNDECIDED)
            side_effect(act->side, EFFECT_UNDECIDED, i, act->event->day);
    }
}

bool act_applies(struct act *act, uint32_t index)
{
    const struct program_step *step = program_step_at(act->program, index);
    enum step_status status = side_step(act->run, act->side, index)->status;
    if (step->stage != NONE && !act_applies(act, step->stage)) return false;
    if (status == STEP_SKIPPED) {
        const struct program_function *applies = program_function_at(act->program, step->applies);
        return act_refuse(act, REFUSAL_not_applicable, step->source, step_name(act, index), program_text(act->program, applies->text), NULL);
    }
    return status != STEP_UNDECIDED
        || act_refuse_unknown(act, step->applies, REFUSAL_applies_undecided, step->source, step_name(act, index));
}

static bool moment_is_running(struct act *act, uint32_t index)
{
    const struct program_step *moment = program_step_at(act->program, index);
    switch (side_step(act->run, act->side, index)->status) {
    case STEP_RUNNING:
        return true;
    case STEP_WAITING: {
        uint32_t owed = owed_moment(act, program_step_at(act->program, moment->stage));
        return act_refuse(act, REFUSAL_moment_not_yet, moment->source, step_name(act, index), step_name(act, owed), NULL);
    }
    case STEP_DONE:
        return act_refuse(act, REFUSAL_moment_done, moment->source, step_name(act, index), NULL, NULL);
    case STEP_NOT_REACHED:
    case STEP_LEFT:
    case STEP_UNDECIDED:
    case STEP_SKIPPED:
        break;
    }
    UNREACHABLE();      /* entering a stage gives every moment a status, and act_applies() was asked */
}

static bool complete(struct act *act)
{
    uint32_t index = act->event->step;
    const struct program_route *shape = act->run->shape;
    if (!run_owns(shape->steps_first, shape->steps_count, index)) {
        return act_refuse(act, REFUSAL_not_of_this_route, NO_SOURCE, step_name(act, index), NULL, NULL);
    }
    if (!stage_is_here(act, index)) return false;
    bool is_stage = program_step_at(act->program, index)->stage == NONE;
    if (!act_check_facts(act) || !act_learn(act)) return false;
    settle_applicability(act);      /* the act may say whether it applies, and even end the stage */
    if (side_marks(act->run, act->side, index)->done.seq == act->seq) return true;
    if (!act_applies(act, index) || (!is_stage && !moment_is_running(act, index))) return false;
    return is_stage ? complete_stage(act, index) : complete_moment(act, index);
}

/* ---- The kinds of event -------------------------------------------------- */

static bool open_case(struct act *act)
{
    if (act->event->route != act->run->route) {
        uint32_t name = program_route_at(act->program, act->event->route)->name;
        return act_refuse(act, REFUSAL_not_of_this_route, NO_SOURCE, program_text(act->program, name), NULL, NULL);
    }
    if (!act_check_facts(act)) return false;
    act_enter_stage(act, act->run->shape->start);
    return act_learn(act);
}

static bool record(struct act *act)
{
    if (act->event->data_count + act->event->instrument_count == 0) {
        return act_refuse(act, REFUSAL_nothing_recorded, NO_SOURCE, NULL, NULL, NULL);
    }
    return act_check_facts(act) && act_learn(act);
}

static bool decide(struct act *act)
{
    switch (act->event->kind) {
    case EVENT_OPEN:
        return open_case(act);
    case EVENT_COMPLETE:
        return complete(act);
    case EVENT_PRODUCE:
    case EVENT_INFORM:
        return record(act);
    case EVENT_SESSION:
        return act_check_facts(act) && act_session(act);
    case EVENT_EXTEND:
        return act_extend(act);
    case EVENT_JUDGE:
        return act_judge(act);
    case EVENT_ADD:
        return act_add(act);
    case EVENT_EXPIRE:
        return act_expire(act);
    case EVENT_RECALCULATE:
        return act_recalculate(act);
    case EVENT_MEASURE:
        return act_measure(act);
    case EVENT_RETURN:
        return act_return(act);
    case EVENT_MIGRATE:     /* it changes what the copy is a copy of: run.c */
    case EVENT_KINDS:
        break;
    }
    UNREACHABLE();
}

void act_go_on(struct act *act, const struct side *before)
{
    do settle_applicability(act);
    while (act_interrupt(act));
    tell_undecided(act, before);
}

bool act_decide(struct act *act)
{
    if (!decide(act)) return false;
    act_settle_checklists(act);     /* a step entered again verifies again */
    act_go_on(act, act->run->now);
    return true;
}
