/* run_clock.c -- the deadlines of a case: armed, moved, met, closed.
 *
 * Each deadline of the route has one occurrence that moves, its latest; the others are
 * history. After every event each is settled anew from what the case knows, so the
 * order in which facts became known does not matter:
 *
 *   PENDING --anchors known, applies, length decided--> RUNNING --met--> MET
 *      ^                                                   |              |
 *      +-- entered again, with anchors newer than the last one <----------+
 *
 * The act that meets one may record its anchor anew ("each year from the last result"):
 * then the next occurrence begins at once, if the route can come back to the step.
 *
 * A deadline without `hasta` ends with its step. One that outlives its step or its case
 * unmet is closed: not applicable, or met too late when its date had passed. */
#include <stdio.h>

#include "base/check.h"
#include "runtime/run_state.h"

/* One deadline being settled. */
struct subject {
    struct act *act;
    const struct program_deadline *rule;
    struct clock *clock;
    const struct program_step *step;    /* NULL: of the whole route */
    uint32_t index;                     /* into `deadline` */
};

static struct deadline_state *latest(const struct subject *subject)
{
    return &subject->act->side->deadlines[subject->clock->instance];
}

static const struct step_state *own_step(const struct subject *subject)
{
    return side_step(subject->act->run, subject->act->side, subject->rule->step);
}

/* ---- Anchors ------------------------------------------------------------- */

static const struct mark unmarked = { DAY_NONE, 0, MINUTE_NONE };

static struct mark datum_mark(const struct act *act, uint32_t datum)
{
    value_t value = *side_datum(act->run, act->side, datum);
    uint32_t place = datum - act->run->shape->data_first;
    if (value == VALUE_UNKNOWN) return unmarked;
    return (struct mark){ (day_t)value, act->side->datum_seq[place], act->side->datum_minute[place] };
}

static struct mark entry_mark(const struct act *act, uint32_t step)
{
    day_t entered = side_step(act->run, act->side, step)->entered;
    const struct step_marks *marks = side_marks(act->run, act->side, step);
    if (entered == DAY_NONE) return unmarked;
    return (struct mark){ entered, marks->entered_seq, marks->entered_minute };
}

struct mark act_anchor_mark(const struct act *act, const struct program_anchor *anchor)
{
    uint32_t slot;
    switch ((enum anchor_kind)anchor->kind) {
    case ANCHOR_DATUM:
        return datum_mark(act, anchor->datum);
    case ANCHOR_INSTRUMENT:
        slot = act->run->slot[anchor->instrument];
        return (struct mark){ act->side->instruments[slot].day, act->side->instrument_seq[slot],
                              act->side->instruments[slot].minute };
    case ANCHOR_STEP_ENTRY:
        return entry_mark(act, anchor->step);
    case ANCHOR_STEP_END:
        return side_marks(act->run, act->side, anchor->step)->done;
    case ANCHOR_MEASURE_BEGUN:
    case ANCHOR_MEASURE_ENDED:
    case ANCHOR_MEASURE_LOOKED_AT:
    case ANCHOR_MEASURE_REVIEWED:
        return act_measure_mark(act, anchor);
    case ANCHOR_KINDS:
        break;
    }
    UNREACHABLE();
}

static bool is_later(struct mark a, struct mark b)
{
    return a.day > b.day || (a.day == b.day && a.minute > b.minute);
}

/* The earliest of the anchors marked after `after`. */
static bool first_mark(const struct act *act, uint32_t first, uint32_t count, uint32_t after, struct mark *out)
{
    bool found = false;
    for (uint32_t i = first; i < first + count; i++) {
        struct mark mark = act_anchor_mark(act, program_anchor_at(act->program, i));
        if (mark.seq <= after || (found && !is_later(*out, mark))) continue;
        *out = mark;
        found = true;
    }
    return found;
}

/* The latest day of the anchors, all known, at least one of them marked after `after`. */
static bool last_mark(const struct act *act, uint32_t first, uint32_t count, uint32_t after, struct mark *out)
{
    *out = unmarked;
    for (uint32_t i = first; i < first + count; i++) {
        struct mark mark = act_anchor_mark(act, program_anchor_at(act->program, i));
        if (mark.seq == 0) return false;
        uint32_t seq = mark.seq > out->seq ? mark.seq : out->seq;
        if (is_later(mark, *out)) *out = mark;
        out->seq = seq;
    }
    return out->seq > after;
}

static bool event_mark(const struct subject *subject, uint32_t after, struct mark *out)
{
    const struct program_deadline *rule = subject->rule;
    if (rule->from_count == 0) {        /* a periodic one, by default, from the entry of its step */
        if (!subject->step) return false;
        *out = entry_mark(subject->act, rule->step);
        return out->seq > after;
    }
    if (rule->from_choice == ANCHOR_FIRST) return first_mark(subject->act, rule->from_first, rule->from_count, after, out);
    return last_mark(subject->act, rule->from_first, rule->from_count, after, out);
}

/* What a term counts from. One that a text begins does not run from before the case passed to that text. */
static bool from_mark(const struct subject *subject, uint32_t after, struct mark *out)
{
    struct mark floor = subject->clock->floor;
    if (!event_mark(subject, after, out)) return false;
    if (floor.seq == 0 || !is_later(floor, *out)) return true;
    uint32_t seq = out->seq > floor.seq ? out->seq : floor.seq;
    *out = floor;
    out->seq = seq;
    return true;
}

/* What ends the deadline: its `hasta`, or else the end of its step or of the case. */
static bool until_mark(const struct subject *subject, uint32_t after, struct mark *out)
{
    const struct act *act = subject->act;
    const struct program_deadline *rule = subject->rule;
    if (rule->until_count && rule->until_choice == ANCHOR_FIRST) {
        return first_mark(act, rule->until_first, rule->until_count, after, out);
    }
    if (rule->until_count) return last_mark(act, rule->until_first, rule->until_count, after, out);
    if (subject->step) {
        *out = side_marks(act->run, act->side, rule->step)->done;
        return out->seq > after;
    }
    *out = (struct mark){ act->event->day, act->seq, act->event->minute };
    return act->side->head->final != NONE;
}

/* Whether something marked so ends a term that began so. On one day the order of the
 * events decides: what was there already when the term began does not end it. A notice is
 * given before the event it is counted from, known or not. */
static bool ends(const struct subject *subject, struct mark until, struct mark from)
{
    if (deadline_is_backward(subject->act->program, subject->rule)) return true;
    return until.day > from.day || (until.day == from.day && until.seq >= from.seq);
}

/* ---- Occurrences --------------------------------------------------------- */

/* Whether the entry of its step that the occurrence is about has ended. */
static bool entry_over(const struct subject *subject)
{
    if (!subject->step) return false;
    const struct step_state *state = own_step(subject);
    uint32_t entry = subject->clock->entry;
    bool ended = state->status == STEP_DONE || state->status == STEP_LEFT || state->status == STEP_SKIPPED;
    return state->entries > entry || (state->entries == entry && ended);
}

/* Whether its step, or the stage of its step, does not apply this time. */
static bool passed_over(const struct subject *subject)
{
    if (!subject->step) return false;
    uint32_t stage = subject->step->stage;
    return own_step(subject)->status == STEP_SKIPPED
        || (stage != NONE && side_step(subject->act->run, subject->act->side, stage)->status == STEP_SKIPPED);
}

static bool entered_again(const struct subject *subject)
{
    return subject->step && own_step(subject)->entries > subject->clock->entry;
}

struct deadline_state clock_pending(uint32_t deadline, uint32_t occurrence)
{
    return (struct deadline_state){
        .deadline = deadline, .occurrence = occurrence, .status = DEADLINE_PENDING,
        .from = DAY_NONE, .due = DAY_NONE, .met = DAY_NONE, .fired = DAY_NONE,
        .from_minute = MINUTE_NONE, .due_minute = MINUTE_NONE, .met_minute = MINUTE_NONE,
    };
}

void clocks_open(const struct run *run, struct side *side)
{
    const struct program_route *shape = run->shape;
    for (uint32_t i = 0; i < shape->deadlines_count; i++) {
        side->clocks[i] = (struct clock){ .instance = i, .round = 1, .entry = 1 };
        side->deadlines[i] = clock_pending(shape->deadlines_first + i, 1);
    }
    side->head->deadline_count = shape->deadlines_count;
}

/* A new occurrence right after the latest, so that the array stays in order. */
static void renew(struct subject *subject)
{
    const struct run *run = subject->act->run;
    struct side *side = subject->act->side;
    uint32_t count = side->head->deadline_count, own = subject->index - run->shape->deadlines_first;

    side_make_room(run, side, count + 1);
    subject->clock = &side->clocks[own];
    uint32_t place = subject->clock->instance + 1;
    for (uint32_t i = count; i > place; i--) side->deadlines[i] = side->deadlines[i - 1];
    side->deadlines[place] = clock_pending(subject->index, side->deadlines[place - 1].occurrence + 1);
    side->head->deadline_count = count + 1;
    for (uint32_t i = own; i < run->shape->deadlines_count; i++) side->clocks[i].instance++;
    subject->clock->closed = subject->clock->carried = 0;
}

/* The length that applies; false while that is not decided. */
static bool choose_term(const struct subject *subject, struct term *term)
{
    const struct program_deadline *rule = subject->rule;
    for (uint32_t i = rule->lengths_first; i < rule->lengths_first + rule->lengths_count; i++) {
        const struct program_length *length = program_length_at(subject->act->program, i);
        value_t answer = act_guard(subject->act, length->guard);
        if (answer == VALUE_NO) continue;
        *term = (struct term){ length->amount, (enum time_unit)length->unit };
        if (rule->periodic) term->amount *= subject->clock->round;
        return answer != VALUE_UNKNOWN;
    }
    return false;
}

/* ---- One move at a time -------------------------------------------------- */

enum move { STAY, AGAIN, REFUSED };     /* nothing more to do; look again; the event is refused */

static bool same_date(const struct deadline_state *a, const struct deadline_state *b)
{
    return a->status == b->status && a->from == b->from && a->from_minute == b->from_minute && a->due == b->due
        && a->due_minute == b->due_minute && a->term.amount == b->term.amount && a->term.unit == b->term.unit;
}

/* Counts it from there; AGAIN when that is another date than it had. */
static enum move set_running(struct subject *subject, struct mark from, struct term term)
{
    struct deadline_state counted = *latest(subject);
    subject->clock->base = from;
    subject->clock->base_term = term;
    if (!act_count_term(subject->act, subject->clock, &counted, NOBODY, NOBODY)) return REFUSED;
    counted.event = from.day;
    bool same = same_date(&counted, latest(subject));
    *latest(subject) = counted;
    return same ? STAY : AGAIN;
}

/* A step already over cannot have begun a term it does not end. */
static bool too_late(const struct subject *subject, struct mark from)
{
    struct mark until;
    if (subject->rule->until_count || !entry_over(subject)) return false;
    return !until_mark(subject, subject->clock->until_after, &until) || !ends(subject, until, from);
}

static enum move move_pending(struct subject *subject)
{
    struct mark from;
    struct term term;
    value_t applies = passed_over(subject) ? VALUE_NO : act_guard(subject->act, subject->rule->applies);

    if (subject->step && own_step(subject)->entries > subject->clock->entry) subject->clock->entry = own_step(subject)->entries;
    if (applies == VALUE_NO) {
        latest(subject)->status = DEADLINE_NOT_APPLICABLE;
        return STAY;
    }
    if (applies == VALUE_UNKNOWN || !choose_term(subject, &term)) return STAY;
    if (!from_mark(subject, subject->clock->from_after, &from) || too_late(subject, from)) return STAY;
    return set_running(subject, from, term);
}

/* Ends the occurrence; later ones need anchors and ends newer than `seq`. */
static void finish(struct subject *subject, enum deadline_status status, struct mark met)
{
    struct deadline_state *state = latest(subject);
    struct clock *clock = subject->clock;
    state->status = status;
    state->met = met.day;
    state->met_minute = met.minute;
    clock->until_after = met.seq > clock->base.seq ? met.seq : clock->base.seq;
    if (!subject->rule->periodic) clock->from_after = met.seq > clock->base.seq ? met.seq - 1 : clock->base.seq;
}

/* Its step or its case ended without meeting it. */
static void close_unmet(struct subject *subject)
{
    const struct act *act = subject->act;
    const struct event *event = act->event;
    struct deadline_state *state = latest(subject);
    bool late = state->status == DEADLINE_RUNNING && deadline_has_passed(state, event->day, event->minute);
    finish(subject, late ? DEADLINE_MET : DEADLINE_NOT_APPLICABLE,
           late ? (struct mark){ event->day, act->seq, event->minute } : (struct mark){ DAY_NONE, act->seq, MINUTE_NONE });
    subject->clock->from_after = subject->clock->until_after;
    subject->clock->closed = 1;
}

/* A date can be corrected. A paper filed again is not the event again: if it moved a term
 * that runs, filing a copy would win days (X100); what starts a term again says `se interrumpe`. */
static bool hangs_on_a_date(const struct subject *subject)
{
    const struct program_deadline *rule = subject->rule;
    for (uint32_t i = 0; i < rule->from_count; i++) {
        if (program_anchor_at(subject->act->program, rule->from_first + i)->kind == ANCHOR_DATUM) return true;
    }
    return false;
}

/* Dates, data or a calendar that changed while the term runs move the date, not the occurrence:
 * the act that ends its step may correct them, and so may a later one; entering it again may not. */
static enum move move_date(struct subject *subject)
{
    const struct clock *clock = subject->clock;
    struct mark from = clock->base;
    struct term term;
    if (latest(subject)->fired != DAY_NONE || entered_again(subject)) return STAY;
    if (clock->carried) return set_running(subject, from, clock->base_term);
    if (hangs_on_a_date(subject) && !from_mark(subject, clock->from_after, &from)) return STAY;
    if (!choose_term(subject, &term)) return STAY;
    bool same_event = from.day == clock->base.day && from.minute == clock->base.minute;
    bool same_term = term.amount == clock->base_term.amount && term.unit == clock->base_term.unit;
    return set_running(subject, same_event && same_term ? clock->base : from, term);
}

static enum move move_running(struct subject *subject)
{
    struct deadline_state *state = latest(subject);
    struct mark until;

    if (until_mark(subject, subject->clock->until_after, &until) && ends(subject, until, subject->clock->base)) {
        finish(subject, DEADLINE_MET, until);
        return AGAIN;
    }
    if (!subject->rule->until_count && entry_over(subject)) {
        close_unmet(subject);
        return AGAIN;
    }
    bool judged_here = !subject->clock->carried;     /* one that was running is not undone by a condition of this text */
    if (judged_here && state->fired == DAY_NONE && act_guard(subject->act, subject->rule->applies) == VALUE_NO) {
        *state = clock_pending(subject->index, state->occurrence);
        return AGAIN;
    }
    return move_date(subject);
}

/* Stages still to be looked at, each once. */
struct search {
    const struct program_route *shape;
    bool *seen;
    uint32_t *left;
    uint32_t count;
};

static void look_later(struct search *search, uint32_t stage)
{
    if (stage == NONE || search->seen[stage - search->shape->steps_first]) return;
    search->seen[stage - search->shape->steps_first] = true;
    search->left[search->count++] = stage;
}

/* Whether the case, where it is now, can still come to a stage. */
static bool can_reach(struct act *act, uint32_t stage)
{
    const struct program_route *shape = act->run->shape;
    struct search search = { shape, arena_array(&act->scratch, shape->steps_count, sizeof(bool)),
                             arena_array(&act->scratch, (size_t)shape->steps_count + 1, sizeof(uint32_t)), 0 };

    if (act->side->head->stage != NONE) search.left[search.count++] = act->side->head->stage;
    while (search.count > 0 && !search.seen[stage - shape->steps_first]) {
        uint32_t here = search.left[--search.count];
        const struct program_step *step = program_step_at(act->program, here);
        for (uint32_t i = step->branches_first; i < step->branches_first + step->branches_count; i++)
            look_later(&search, program_branch_at(act->program, i)->step);
        for (uint32_t i = shape->interruptions_first; i < shape->interruptions_first + shape->interruptions_count; i++) {
            const struct program_interruption *interruption = program_interruption_at(act->program, i);
            if (interruption_reaches(act->program, interruption, here)) look_later(&search, interruption->step);
        }
    }
    return search.seen[stage - shape->steps_first];
}

/* Which entry of the step another occurrence would be about; 0 for none. In one entry,
 * only a moment that repeats has more than one. */
static uint32_t next_entry(const struct subject *subject)
{
    struct act *act = subject->act;
    const struct clock *clock = subject->clock;
    if (!subject->step) return clock->entry;
    const struct step_state *state = own_step(subject);
    if (state->entries > clock->entry) return state->entries;
    if (step_repeats(subject->step) && state->status == STEP_RUNNING) return state->entries;
    bool by_this_act = clock->until_after == act->seq && !clock->closed && entry_over(subject);
    uint32_t stage = subject->step->stage == NONE ? subject->rule->step : subject->step->stage;
    struct mark from;
    bool begins = by_this_act && from_mark(subject, clock->from_after, &from) && can_reach(act, stage);
    return begins ? state->entries + 1 : 0;
}

/* The next period. After one that began under another text it is this text's: it goes on from the same day zero
 * while the period is the same, else from where the last one ended. */
static void next_round(struct subject *subject)
{
    struct clock *clock = subject->clock;
    struct term period, was = clock->base_term;
    uint32_t round = clock->round++;
    if (!clock->carried) return;
    clock->floor = clock->base;
    bool known = choose_term(subject, &period);
    if (!known || (period.unit == was.unit && period.amount * round == was.amount * clock->round)) return;
    clock->floor = (struct mark){ latest(subject)->due, clock->until_after, latest(subject)->due_minute };
    clock->round = 1;
}

/* Another occurrence: the next period, or a next entry of the step with newer anchors. */
static enum move move_ended(struct subject *subject)
{
    struct clock *clock = subject->clock;
    uint32_t entry = next_entry(subject);
    struct mark from;

    if (entry == 0) return STAY;
    bool next_period = subject->rule->periodic && entry == clock->entry && !clock->closed;
    if (next_period) {
        next_round(subject);
    } else {
        struct clock before = *clock;
        if (subject->rule->periodic) clock->from_after = clock->until_after;
        clock->round = 1;
        clock->entry = entry;
        if (!from_mark(subject, clock->from_after, &from) || too_late(subject, from)) {
            *clock = before;
            return STAY;
        }
    }
    renew(subject);
    return AGAIN;
}

static enum move move(struct subject *subject)
{
    switch (latest(subject)->status) {
    case DEADLINE_PENDING:
        return move_pending(subject);
    case DEADLINE_RUNNING:
    case DEADLINE_SUSPENDED:
        return move_running(subject);
    case DEADLINE_MET:
        return move_ended(subject);
    case DEADLINE_NOT_APPLICABLE:
        if (subject->clock->closed) return move_ended(subject);
        if (passed_over(subject) || act_guard(subject->act, subject->rule->applies) == VALUE_NO) return STAY;
        latest(subject)->status = DEADLINE_PENDING;
        return AGAIN;
    case DEADLINE_EXPIRED:
        break;
    }
    UNREACHABLE();      /* a state never holds EXPIRED: run.h */
}

static bool settle(struct act *act, uint32_t index)
{
    const struct program_deadline *rule = program_deadline_at(act->program, index);
    struct subject subject = {
        .act = act, .rule = rule, .index = index,
        .clock = &act->side->clocks[index - act->run->shape->deadlines_first],
        .step = rule->step == NONE ? NULL : program_step_at(act->program, rule->step),
    };
    enum move made;
    while ((made = move(&subject)) == AGAIN) continue;
    if (made == REFUSED) return false;
    enum deadline_status status = latest(&subject)->status;
    bool open = status == DEADLINE_PENDING || status == DEADLINE_RUNNING || status == DEADLINE_SUSPENDED;
    if (act->side->head->final != NONE && open) close_unmet(&subject);
    return true;
}

/* ---- Effects and ledger -------------------------------------------------- */

struct noting {
    struct act *act;
    const struct side *before;
    uint32_t place;                     /* of the clock in the array after */
    const struct deadline_state *was;   /* the same clock before; NULL when it is new */
};

static void add_entry(const struct noting *noting, enum ledger_kind kind, day_t day, uint32_t source)
{
    const struct deadline_state *state = &noting->act->side->deadlines[noting->place];
    const struct deadline_state *was = noting->was;
    side_add_entry(noting->act->run, noting->act->side, (struct ledger_entry){
        .kind = kind, .deadline = state->deadline, .occurrence = state->occurrence, .day = day,
        .due_before = was ? was->due : DAY_NONE, .due_after = state->due,
        .minute_before = was ? was->due_minute : MINUTE_NONE, .minute_after = state->due_minute,
        .term = state->term, .program = noting->act->program, .source = source, .reason = VALUE_UNKNOWN });
}

/* Why the date is what it is: one line when an event or a length put it, and one for each
 * turn since. When only turns moved it, only those of this act are told. */
static bool note_date(const struct noting *noting, const struct program_deadline *rule, bool put)
{
    struct act *act = noting->act;
    struct deadline_state *state = &act->side->deadlines[noting->place], counted = *state;
    const struct clock *clock = &act->side->clocks[state->deadline - act->run->shape->deadlines_first];
    bool open = state->status == DEADLINE_RUNNING || state->status == DEADLINE_SUSPENDED;
    if (put) {
        add_entry(noting, LEDGER_ARMED, clock->instance == noting->place ? clock->base.day : state->from, rule->source);
        side_effect(act->side, EFFECT_ARMED, noting->place, state->due);
    }
    return !open || state->fired != DAY_NONE || act_count_term(act, clock, &counted, put ? 0 : act->seq, noting->place);
}

static void note_recalculation(const struct noting *noting, const struct program_deadline *rule)
{
    struct act *act = noting->act;
    const struct deadline_state *state = &act->side->deadlines[noting->place];
    add_entry(noting, LEDGER_RECALCULATED, act->event->day, rule->source);
    act->run->history->ledger[act->side->head->ledger_count - 1].reason = run_keep_text(act->run, act->event->reason);
    side_effect(act->side, EFFECT_RECALCULATED, noting->place, state->due);
}

/* A term that came with the case keeps its date, unless the calendar of the new text counts another. */
static bool came_along(const struct noting *noting)
{
    const struct side *after = noting->act->side;
    uint32_t own = after->deadlines[noting->place].deadline - noting->act->run->shape->deadlines_first;
    const struct clock *clock = &after->clocks[own];
    return noting->act->event->kind == EVENT_MIGRATE && clock->carried && clock->instance == noting->place;
}

static void note_carried(const struct noting *noting)
{
    struct act *act = noting->act;
    const struct deadline_state *state = &act->side->deadlines[noting->place];
    uint32_t place = act->side->clocks[state->deadline - act->run->shape->deadlines_first].carried;
    const struct carried *carried = &act->run->history->carried[place - 1];
    add_entry(noting, LEDGER_CARRIED, act->event->day, carried->source);
    act->run->history->ledger[act->side->head->ledger_count - 1].program = carried->program;
    side_effect(act->side, EFFECT_CARRIED, noting->place, act->side->deadlines[noting->place].due);
}

/* Whether an event or a length, and not a turn, put the date that the clock has. */
static bool was_put(const struct noting *noting)
{
    const struct side *after = noting->act->side;
    const struct deadline_state *state = &after->deadlines[noting->place];
    uint32_t own = state->deadline - noting->act->run->shape->deadlines_first;
    const struct clock *now = &after->clocks[own], *before = &noting->before->clocks[own];
    if (state->due == DAY_NONE) return false;
    if (!noting->was || noting->was->due == DAY_NONE) return true;
    return now->instance == noting->place && (now->base.day != before->base.day || now->base.minute != before->base.minute
        || now->base_term.amount != before->base_term.amount || now->base_term.unit != before->base_term.unit);
}

static bool note(const struct noting *noting)
{
    struct act *act = noting->act;
    const struct deadline_state *state = &act->side->deadlines[noting->place], *was = noting->was;
    const struct program_deadline *rule = program_deadline_at(act->program, state->deadline);
    bool moved = was && was->due != DAY_NONE && state->due != DAY_NONE && !same_date(was, state);
    bool own = act->event->kind == EVENT_EXPIRE && state->deadline == act->event->deadline;     /* fired: that says it all */
    bool met = state->status == DEADLINE_MET && (!was || was->status != DEADLINE_MET) && !own;

    if (was && was->fired != state->fired && state->fired != DAY_NONE) add_entry(noting, LEDGER_EXPIRED, state->fired, rule->source);
    if (came_along(noting)) note_carried(noting);
    else if (act->event->kind == EVENT_RECALCULATE && moved) note_recalculation(noting, rule);
    else if (!note_date(noting, rule, was_put(noting))) return false;
    if (!met) return true;
    add_entry(noting, LEDGER_MET, state->met, rule->source);
    side_effect(act->side, EFFECT_MET, noting->place, state->due);
    return true;
}

/* Both arrays are in order and the later one only adds, so one walk pairs them. */
static bool note_all(struct act *act, const struct side *before)
{
    uint32_t old = 0;
    for (uint32_t i = 0; i < act->side->head->deadline_count; i++) {
        const struct deadline_state *state = &act->side->deadlines[i];
        const struct deadline_state *was = old < before->head->deadline_count ? &before->deadlines[old] : NULL;
        if (was && (was->deadline != state->deadline || was->occurrence != state->occurrence)) was = NULL;
        if (was) old++;
        const struct noting noting = { act, before, i, was };
        if (!note(&noting)) return false;
    }
    return true;
}

bool clocks_settle(struct act *act, const struct side *before)
{
    const struct program_route *shape = act->run->shape;
    for (uint32_t i = 0; i < shape->deadlines_count; i++) {
        if (!settle(act, shape->deadlines_first + i)) return false;
    }
    return note_all(act, before);
}

/* ---- Reading ------------------------------------------------------------- */

bool deadline_is_late(const struct deadline_state *deadline)
{
    return deadline->status == DEADLINE_MET && deadline_has_passed(deadline, deadline->met, deadline->met_minute);
}

enum deadline_status run_deadline_status_at(const struct deadline_state *deadline, day_t today, int32_t minute)
{
    bool running = deadline->status == DEADLINE_RUNNING;
    bool passed = running && deadline_has_passed(deadline, today, minute);
    if (running && deadline->term.amount > 0 && deadline->event > today) return DEADLINE_PENDING;   /* it is still to come */
    return passed || deadline_is_late(deadline) ? DEADLINE_EXPIRED : deadline->status;
}

enum deadline_status run_deadline_status(const struct deadline_state *deadline, day_t today)
{
    return run_deadline_status_at(deadline, today, MINUTE_NONE);
}

/* What is left of a term on a day. False outside the verified range, where nobody can say
 * which days are working. */
static bool left_on(const struct run *run, const struct deadline_state *deadline, day_t day, int64_t *left)
{
    struct mark due = { deadline->due, 0, deadline->due_minute }, now = { day, 0, 0 };
    if (deadline->status != DEADLINE_SUSPENDED) return term_measure(run_calendar(run), deadline->unit, now, due, left);
    *left = deadline->balance;
    return true;
}

int run_deadline_share(const struct run *run, const struct deadline_state *deadline, day_t today)
{
    if (deadline->due == DAY_NONE) return 0;
    day_t until = deadline->met != DAY_NONE && deadline->met < today ? deadline->met : today;
    int64_t used = (int64_t)until - deadline->from, all = (int64_t)deadline->due - deadline->from, left;

    if (deadline->term.amount < 0) return until >= deadline->due ? 100 : 0;
    if (left_on(run, deadline, until, &left)) {
        used = deadline->total - left;
        all = deadline->total;
    }
    if (used <= 0 || all <= 0) return 0;
    int64_t share = used * 100 / all;
    return share > INT32_MAX ? INT32_MAX : (int)share;
}
