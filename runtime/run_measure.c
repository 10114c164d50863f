/* run_measure.c -- measures: recommended, adopted, implemented, and what comes of them.
 *
 * A stage says what is done with measures in it, and with which instrument; the measure says
 * who recommends and adopts it, and what the case must have for it (program.def, requisite).
 * What is not known is not «no». The terms of a measure are clocks like any other. */
#include "runtime/run_state.h"

static const char *measure_name(const struct act *act, uint32_t measure)
{
    return program_text(act->program, program_measure_at(act->program, measure)->name);
}

uint32_t run_measure_place(const struct run *run, uint32_t measure)
{
    for (uint32_t i = 0; i < run->shape->measures_count; i++)
        if (program_ref(run->program, run->shape->measures_first, i) == measure) return i;
    return NONE;
}

const struct measure_state *run_measure_state(const struct run *run, uint32_t measure)
{
    uint32_t place = run_measure_place(run, measure);
    return place == NONE ? NULL : &run->now->measures[place];
}

static struct measure_state *state_of(const struct act *act, uint32_t measure)
{
    return &act->side->measures[run_measure_place(act->run, measure)];
}

/* ---- Anchors of its terms -------------------------------------------------- */

static struct mark later(struct mark a, struct mark b)
{
    return b.seq > a.seq ? b : a;
}

struct mark act_measure_mark(const struct act *act, const struct program_anchor *anchor)
{
    const struct mark *marks = act->side->measure_marks[run_measure_place(act->run, anchor->measure)].acts;
    struct mark looked = later(marks[MEASURE_ADJUST], marks[MEASURE_REVIEW]);
    if (anchor->kind == ANCHOR_MEASURE_BEGUN) return marks[MEASURE_IMPLEMENT];
    if (anchor->kind == ANCHOR_MEASURE_ENDED) return marks[MEASURE_END];
    if (anchor->kind == ANCHOR_MEASURE_LOOKED_AT) return later(marks[MEASURE_IMPLEMENT], looked);
    return later(marks[MEASURE_END], looked);
}

day_t run_measure_day(const struct run *run, const struct program_anchor *anchor)
{
    const struct act reader = { .run = (struct run *)run, .program = run->program, .side = run->now };
    struct mark mark = act_measure_mark(&reader, anchor);
    return mark.seq ? mark.day : DAY_NONE;
}

/* ---- Where it may be done -------------------------------------------------- */

static const struct program_handling *handling_in(const struct act *act, uint32_t step)
{
    const struct program_step *row = program_step_at(act->program, step);
    if (side_step(act->run, act->side, step)->status != STEP_RUNNING) return NULL;
    for (uint32_t i = row->handlings_first; i < row->handlings_first + row->handlings_count; i++)
        if (program_handling_at(act->program, i)->act == act->event->measure_act) return program_handling_at(act->program, i);
    return NULL;
}

/* The current stage, or a moment of it that is running. */
static const struct program_handling *find_handling(const struct act *act)
{
    uint32_t here = act->side->head->stage;
    const struct program_step *stage = program_step_at(act->program, here);
    const struct program_handling *found = handling_in(act, here);
    for (uint32_t i = 0; i < stage->moments_count && !found; i++) found = handling_in(act, stage->moments_first + i);
    return found;
}

static bool check_place(struct act *act, const struct program_handling **handling)
{
    const struct program_step *stage = program_step_at(act->program, act->side->head->stage);
    *handling = find_handling(act);
    return *handling || act_refuse(act, REFUSAL_measure_not_here, stage->source, program_text(act->program, stage->name),
                                   measure_act_word(act->event->measure_act), NULL);
}

/* The act behind it, recorded with it or since the case came to this stage. */
static bool is_behind(const struct act *act, uint32_t instrument)
{
    uint32_t slot = act->run->slot[instrument];
    return act->side->records[slot] > 0 && act->side->instruments[slot].step_entry == act->side->head->stage_entries;
}

/* ---- What its state allows ------------------------------------------------- */

#define IN(status) (1u << MEASURE_##status)

static const struct { unsigned from; enum measure_status to; } moves[MEASURE_ACTS] = {
    [MEASURE_RECOMMEND] = { IN(UNTOUCHED) | IN(ENDED), MEASURE_RECOMMENDED },
    [MEASURE_ADOPT] = { IN(UNTOUCHED) | IN(RECOMMENDED) | IN(ENDED), MEASURE_ADOPTED },
    [MEASURE_IMPLEMENT] = { IN(ADOPTED), MEASURE_IMPLEMENTED },
    [MEASURE_ADJUST] = { IN(IMPLEMENTED) | IN(SUSPENDED), MEASURE_STATUSES },     /* it stays as it is */
    [MEASURE_REVIEW] = { IN(IMPLEMENTED) | IN(SUSPENDED), MEASURE_STATUSES },
    [MEASURE_SUSPEND] = { IN(IMPLEMENTED), MEASURE_SUSPENDED },
    [MEASURE_RESUME] = { IN(SUSPENDED), MEASURE_IMPLEMENTED },
    [MEASURE_END] = { IN(ADOPTED) | IN(IMPLEMENTED) | IN(SUSPENDED), MEASURE_ENDED },
};

static bool check_status(struct act *act, uint32_t measure)
{
    const struct program_measure *row = program_measure_at(act->program, measure);
    const struct measure_state *state = state_of(act, measure);
    enum measure_act what = act->event->measure_act;
    if (!(moves[what].from & (1u << state->status)))
        return act_refuse(act, REFUSAL_measure_status, row->source, measure_name(act, measure), measure_status_word(state->status),
                          measure_act_infinitive(what));
    bool again = row->once && state->adoptions > 0 && (what == MEASURE_RECOMMEND || what == MEASURE_ADOPT);
    return !again || act_refuse(act, REFUSAL_measure_once, row->once_source, measure_name(act, measure), NULL, NULL);
}

/* ---- What it asks of the case ---------------------------------------------- */

static bool refuse_without(struct act *act, uint32_t measure, uint32_t source, uint32_t instrument)
{
    return act_refuse(act, REFUSAL_measure_prior, source, measure_name(act, measure),
                      program_text(act->program, program_instrument_at(act->program, instrument)->name), NULL);
}

static bool refuse_undecided(struct act *act, uint32_t measure, const struct program_requisite *requisite, uint32_t guard)
{
    return act_refuse_unknown(act, guard, REFUSAL_requisite_undecided, requisite->source, measure_name(act, measure));
}

static bool check_requisite(struct act *act, uint32_t measure, const struct program_requisite *requisite)
{
    value_t excepted = requisite->except == NONE ? VALUE_NO : act_guard(act, requisite->except);
    if (excepted == VALUE_YES) return true;
    value_t met = requisite->guard == NONE ? VALUE_NO : act_guard(act, requisite->guard);
    if (requisite->instrument != NONE ? act->side->records[act->run->slot[requisite->instrument]] > 0 : met == VALUE_YES) return true;
    if (excepted == VALUE_UNKNOWN) return refuse_undecided(act, measure, requisite, requisite->except);
    if (requisite->instrument != NONE) return refuse_without(act, measure, requisite->source, requisite->instrument);
    if (met == VALUE_UNKNOWN) return refuse_undecided(act, measure, requisite, requisite->guard);
    return act_refuse(act, REFUSAL_measure_requisite, requisite->source, measure_name(act, measure),
                      program_text(act->program, program_function_at(act->program, requisite->guard)->text), NULL);
}

static bool check_requisites(struct act *act, uint32_t measure)
{
    const struct program_route *shape = act->run->shape;
    for (uint32_t i = shape->requisites_first; i < shape->requisites_first + shape->requisites_count; i++) {
        const struct program_requisite *requisite = program_requisite_at(act->program, i);
        if (requisite->measure == measure && !check_requisite(act, measure, requisite)) return false;
    }
    return true;
}

/* ---- Who does it ------------------------------------------------------------ */

/* The last session of this stage adopted what it recommends. */
static bool has_sat(const struct act *act, uint32_t body)
{
    const struct head *head = act->side->head;
    return head->has_session && head->session.adopted && act_is_body(act, head->session.body, body)
        && side_step(act->run, act->side, head->session.step)->adopted > 0;
}

static bool check_recommended(struct act *act, uint32_t measure)
{
    const struct program_measure *row = program_measure_at(act->program, measure);
    enum measure_act what = act->event->measure_act;
    bool done = what == MEASURE_RECOMMEND ? row->recommends == NONE || has_sat(act, row->recommends)
              : what != MEASURE_ADOPT || row->recommends == NONE || state_of(act, measure)->status == MEASURE_RECOMMENDED;
    return done || act_refuse(act, REFUSAL_not_recommended, row->recommends_source, measure_name(act, measure),
                              program_text(act->program, program_body_at(act->program, row->recommends)->name), NULL);
}

static bool check_adopter(struct act *act, uint32_t measure)
{
    const struct program_measure *row = program_measure_at(act->program, measure);
    if (act->event->measure_act != MEASURE_ADOPT || row->adopts == NONE) return true;
    const struct program_actor *actor = program_actor_at(act->program, row->adopts);
    if (act_same_name(act, act->event->actor, text_from(program_text(act->program, actor->name)))) return true;
    if (act_same_name(act, act->event->actor, text_from(program_text(act->program, actor->caption)))) return true;
    return act_refuse(act, REFUSAL_measure_actor, row->adopts_source, measure_name(act, measure),
                      program_text(act->program, actor->name), text_copy(&act->scratch, act->event->actor).at);
}

/* ---- The act ---------------------------------------------------------------- */

static bool check_measure(struct act *act, uint32_t measure)
{
    if (run_measure_place(act->run, measure) == NONE)
        return act_refuse(act, REFUSAL_not_of_this_route, NO_SOURCE, measure_name(act, measure), NULL, NULL);
    bool begins = act->event->measure_act == MEASURE_RECOMMEND || act->event->measure_act == MEASURE_ADOPT;
    return check_status(act, measure) && check_recommended(act, measure) && check_adopter(act, measure)
        && (!begins || check_requisites(act, measure));
}

static void move_measure(struct act *act, uint32_t measure, const struct program_handling *handling)
{
    enum measure_act what = act->event->measure_act;
    struct measure_state *state = state_of(act, measure);
    struct measure_marks *marks = &act->side->measure_marks[run_measure_place(act->run, measure)];
    state->last = what;
    if (moves[what].to != MEASURE_STATUSES) {
        state->status = moves[what].to;
        state->day = act->event->day;
        state->behind = handling->instrument;
    }
    state->adoptions += what == MEASURE_ADOPT;
    marks->acts[what] = (struct mark){ act->event->day, act->seq, act->event->minute };
    side_effect(act->side, EFFECT_MEASURE, measure, act->event->day);
}

bool act_measure(struct act *act)
{
    const struct program_handling *handling;
    if (!act_check_facts(act) || !check_place(act, &handling) || !act_learn(act)) return false;
    if (act->event->measure_count == 0) return act_refuse(act, REFUSAL_nothing_recorded, NO_SOURCE, NULL, NULL, NULL);
    for (uint32_t i = 0; i < act->event->measure_count; i++) {
        uint32_t measure = act->event->measures[i];
        if (!check_measure(act, measure)) return false;
        if (handling->instrument != NONE && !is_behind(act, handling->instrument))
            return refuse_without(act, measure, program_measure_at(act->program, measure)->source, handling->instrument);
        move_measure(act, measure, handling);
    }
    return true;
}
