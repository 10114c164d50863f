/* run_state.h -- private to run*.c: how the state of a case lies in memory.
 *
 * The state is one block, and there are two of it: what the case is now, and the copy
 * on which an event is tried. Accepting swaps them, refusing forgets the copy, so a
 * refusal cannot leave half an event behind. Texts live outside, in a buffer that only
 * grows at its end; a refusal gives back what it added. */
#ifndef RUNTIME_RUN_STATE_H
#define RUNTIME_RUN_STATE_H

#include "runtime/run.h"

/* When something last happened. `seq` orders what happens on one day: facts, sessions
 * and completions of the n-th event are 2n, the stage it enters is 2n + 1, never is 0. */
struct mark {
    day_t day;
    uint32_t seq;
    int32_t minute;         /* of the day, or MINUTE_NONE */
};

/* When each thing was last done with a measure. */
struct measure_marks {
    struct mark acts[MEASURE_ACTS];
};

struct step_marks {
    uint32_t entered_seq;
    int32_t entered_minute;
    struct mark done;       /* the last completion; kept when the step is entered again */
};

/* What a deadline remembers besides its latest occurrence, the only one that moves. */
struct clock {
    uint32_t instance;      /* index of that occurrence in `deadlines` */
    uint32_t round;         /* periodic: which multiple of the period is running */
    uint32_t entry;         /* which entry of its step the occurrence is about */
    struct mark base;       /* the event it is counted from … */
    struct term base_term;  /* … and its length, before anything moved its date */
    uint32_t from_after;    /* only anchors marked later start this occurrence … */
    uint32_t until_after;   /* … and only those marked later meet it */
    uint32_t closed;        /* 1: ended without being met, because its step or the case did */
    uint32_t carried;       /* from 1, into run.history: it began to run under the text before, and goes on from there */
    struct mark floor;      /* the passing to this text: what it begins does not begin earlier; seq 0 when there was none */
};

/* A running term as it was the day its case passed to another text of the route: what it is counted from since. */
struct carried {
    struct deadline_state state;
    uint32_t pause;         /* SUSPENDED: the row of the new text that can resume it */
    bool whole;             /* and it resumes whole */
    uint32_t seq;           /* only what was turned later still moves it */
    const struct program *program;      /* whose text began it, and where it says so */
    uint32_t source;
};

/* An act that may move running deadlines: an extension of one of them, or the record of
 * an instrument that some deadline of the route names in a pause. They are kept whole, in
 * order, and each date is counted anew from all of them: an event that becomes known
 * late is suspended all the same by what came after it. */
struct turn {
    uint32_t deadline, occurrence;  /* what was extended; NONE: an instrument was recorded */
    uint32_t clause;                /* which row of `extension` */
    uint32_t instrument;
    struct mark mark;
    struct term term;               /* how much longer */
};

/* What only grows at its end. Shared by the two copies: a refusal gives back what it added. */
struct history {
    struct turn *turns;
    struct ledger_entry *ledger;
    struct addition *additions;
    size_t addition_room;
    size_t turn_room, ledger_room;
    struct calendar **calendars;            /* the route's own, then one for each recalculation */
    const struct program **programs;        /* whose they are */
    size_t calendar_room, program_room;
    struct carried *carried;                /* all made in the passing that began this run */
    size_t carried_room, carried_count;
    uint32_t opened;                        /* of `calendars` */
};

/* The start of the block. */
struct head {
    uint32_t turn_count, ledger_count, addition_count;      /* of run.history */
    uint32_t calendar;                      /* which of run.history counts now */
    int32_t last_minute;                    /* of last_day, or MINUTE_NONE */
    uint32_t stage, final;
    uint32_t event_count;
    uint32_t stage_entries;         /* serial number of the entry of the current stage */
    uint32_t deadline_count;
    day_t last_day;
    uint32_t has_session;
    uint32_t has_urgent, urgent_body;   /* whose chair decided alone, and has yet to tell */
    day_t urgent_day;
    struct session_state session;
};

/* One of the two copies. The pointers lead into `head`'s block, which they share. */
struct side {
    struct head *head;
    value_t *data;                  /* by datum of the route */
    uint32_t *datum_seq;
    int32_t *datum_minute;
    value_t *datum_reason;          /* of a judgement: offset of its grounds; VALUE_UNKNOWN */
    uint32_t *entries;              /* by step of the route, as vm.h wants them */
    struct step_state *steps;
    struct step_marks *step_marks;
    struct instrument_state *instruments;   /* by run.slot */
    uint32_t *instrument_seq;
    uint32_t *records;              /* by run.slot: how many times it was recorded, as vm.h wants them */
    uint32_t *interrupted;          /* by interruption of the route: the act it last came with, while it holds; 0 */
    struct measure_state *measures;         /* by measure of the route */
    struct measure_marks *measure_marks;
    struct subroute_state *subroutes;   /* by subroute of the route */
    struct clock *clocks;           /* by deadline of the route */
    struct deadline_state *deadlines;
    uint32_t deadline_room;
    struct effect *effects;         /* not in the block */
    uint32_t effect_count, effect_room;
};

struct run {
    const struct program *program;
    uint32_t route;
    const struct program_route *shape;
    struct history *history;
    uint32_t *slot;                 /* of each instrument of the program: its place in the state, or NONE */
    bool *pauses;                   /* by slot: whether some deadline of the route is paused by it */
    uint32_t instrument_count;
    uint32_t convened;              /* the datum that lists who was convened, or NONE */
    size_t fixed;                   /* bytes of the block before the deadlines */
    struct side sides[2];
    struct side *now, *next;
    char *texts;
    size_t texts_used, texts_room;
    day_t bodies_on;                /* the day of every body that sits; DAY_NONE: of each session */
    struct run *elder;              /* what the case was under the text before, when it passed; NULL */
    uint32_t *ahead;                /* of each deadline of the elder's route: the one that goes on with it here, or NONE */
};

/* One event being tried on `next`. */
struct act {
    struct run *run;
    const struct program *program;
    struct side *side;
    const struct event *event;
    struct refusal *refusal;
    uint32_t seq;                   /* of its facts */
    struct arena scratch;           /* folded names; empty for most events */
};

/* ---- run.c ---- */
void side_make_room(const struct run *run, struct side *side, uint32_t deadlines);
void side_effect(struct side *side, enum effect_kind kind, uint32_t index, day_t day);

/* Adds a text to the run's own and returns its offset. */
value_t run_keep_text(struct run *run, struct text text);

/* The calendar that counts in a copy of the state. */
const struct calendar *side_calendar(const struct run *run, const struct side *side);

/* Makes `next` as `now` is, to try an event on it. */
void run_copy_side(struct run *run);

/* Counts the event as accepted on `side`. */
void side_count_event(struct side *side, const struct event *event);

/* The case goes on as `fresh`, which is taken, and `run` becomes its elder. `ahead` is copied. */
void run_replace(struct run *run, struct run *fresh, const uint32_t *ahead);

void side_add_turn(const struct run *run, struct side *side, struct turn turn);
void side_add_entry(const struct run *run, struct side *side, struct ledger_entry entry);

void side_add_addition(const struct run *run, struct side *side, struct addition addition);

/* Makes `next` count by another calendar. */
void side_use_calendar(const struct run *run, struct side *side, struct calendar *calendar, const struct program *program);

static inline struct step_state *side_step(const struct run *run, const struct side *side, uint32_t step)
{
    return &side->steps[step - run->shape->steps_first];
}

static inline struct step_marks *side_marks(const struct run *run, const struct side *side, uint32_t step)
{
    return &side->step_marks[step - run->shape->steps_first];
}

static inline value_t *side_datum(const struct run *run, const struct side *side, uint32_t datum)
{
    return &side->data[datum - run->shape->data_first];
}

static inline struct subroute_state *side_subroute(const struct run *run, const struct side *side, uint32_t subroute)
{
    return &side->subroutes[subroute - run->shape->subroutes_first];
}

static inline bool run_owns(uint32_t first, uint32_t count, uint32_t index)
{
    return index >= first && index - first < count;
}

/* Whether a moment (or a stage) repeats while its stage lasts. */
static inline bool step_repeats(const struct program_step *step)
{
    return step->repeat_count > 0 || step->repeat_body != NONE;
}

/* ---- run_refusal.c ---- */

/* Fills the holes of the sentence, in order, and returns false. */
bool act_refuse(struct act *act, enum refusal_code code, uint32_t source,
                const char *first, const char *second, const char *third);
#define NO_SOURCE 0u    /* the empty string of every program */

/* The same for a datum that is not known: `what` waits for it, or NULL when the sentence names the datum alone. */
bool act_refuse_datum(struct act *act, enum refusal_code code, uint32_t source, const char *what, uint32_t datum);

/* ---- run_step.c ---- */

/* What the event claims about today, the case and its end; before anything is copied. */
bool act_admit(struct act *act, day_t today);

/* Moves `side` as the event says, but for the deadlines. */
bool act_decide(struct act *act);

/* Whether a name given by a person is that one, whatever its accents and case. */
bool act_same_name(struct act *act, struct text given, struct text name);

/* The guard, or sí for none. */
value_t act_guard(const struct act *act, uint32_t function);

/* Says why a guard does not know: the first datum it reads that the case does not know, which
 * is the last hole of `code` (after `subject`, unless NULL); or else what its calculation lacks. */
bool act_refuse_unknown(struct act *act, uint32_t function, enum refusal_code code, uint32_t source, const char *subject);

/* The name of what a guard that does not know lacks: a datum, a parameter, or the calculation itself. */
const char *act_unknown_name(const struct act *act, uint32_t function);

/* The instruments of the event are of this route, and its data may be known on its day. */
bool act_check_facts(struct act *act);

/* Learns the data and records the instruments of the event, if their signers are those. */
bool act_learn(struct act *act);

/* Takes the case to a stage or to a final, one of them NONE, without completing the stage it is in. */
void act_move_away(struct act *act, uint32_t step, uint32_t final);

/* Enters a stage, of which nothing is said about where the case was. */
void act_enter_stage(struct act *act, uint32_t stage);

/* Goes on where what the act left brings the case: past what does not apply, and where it is interrupted. */
void act_go_on(struct act *act, const struct side *before);

/* The stage the case is in goes on with the moments that this text gives it: those that have no state yet
 * begin or wait for their turn. */
void act_stay(struct act *act);

/* ---- run_interruption.c ---- */

/* Takes the case where the interruptions that have come true take it. True when one did. */
bool act_interrupt(struct act *act);

/* Whether an interruption of the route may come in a stage. */
bool interruption_reaches(const struct program *program, const struct program_interruption *interruption, uint32_t stage);

/* False, refused, when a step was passed over, or it is not known yet whether it applies. */
bool act_applies(struct act *act, uint32_t step);

/* Whether a step has the answer it asks for: what was answered on an earlier visit answers that visit. */
bool side_is_answered(const struct run *run, const struct side *side, uint32_t step, uint32_t datum);

/* ---- run_judgement.c ---- */

/* Whether this event may give a datum: what is somebody's to judge, only their own act gives. */
bool act_may_give(struct act *act, uint32_t datum);

/* Whether what the event judges goes with the instruments it needs. */
bool act_judgements_signed(struct act *act);
bool act_judge(struct act *act);

/* ---- run_subroute.c ---- */

/* The step begins, or an interruption comes: the effect tells to open the case. */
void act_start_subroute(struct act *act, uint32_t subroute);
void act_start_subroutes(struct act *act, uint32_t step);

/* Whether what a step waits for has ended; refuses when it has not. */
bool act_need_subroutes(struct act *act, uint32_t step);

/* EVENT_RETURN. */
bool act_return(struct act *act);

/* ---- run_checklist.c ---- */

/* Answers every checklist of the route anew, from what its items say. */
void act_settle_checklists(struct act *act);

/* Whether what a step verifies is verified, and holds where the route requires it. */
bool act_need_checklists(struct act *act, uint32_t step);

/* EVENT_ADD. */
bool act_add(struct act *act);

/* The step that verifies a checklist; NONE when the datum is none of the route. */
uint32_t run_step_of_checklist(const struct run *run, uint32_t datum);
bool side_addition_holds(const struct run *run, const struct side *side, const struct addition *addition);

/* ---- run_body.c ---- */

/* The version in force of a body that a route names. */
uint32_t act_body_now(const struct act *act, uint32_t body);

/* Whether the body that sat is that one, in any of its versions, or a special session of it. */
bool act_is_body(const struct act *act, uint32_t sat, uint32_t wanted);

/* The body that hears a step: the first session whose guard is sí. *body is NONE when
 * no guard is. False when a guard is unknown; *undecided is its function. */
bool act_body_of(const struct act *act, const struct program_step *step, uint32_t *body, uint32_t *undecided);

/* EVENT_SESSION, its data already checked and not yet learned. */
bool act_session(struct act *act);

/* The next line of a TEXTS value. False at the end. */
bool texts_next(const char **cursor, struct text *entry);

/* ---- run_measure.c ---- */

/* EVENT_MEASURE. */
bool act_measure(struct act *act);

/* Where a measure stands among those of the route, or NONE. */
uint32_t run_measure_place(const struct run *run, uint32_t measure);

/* When what an anchor of a measure names last happened; never when seq is 0. */
struct mark act_measure_mark(const struct act *act, const struct program_anchor *anchor);

/* ---- run_voice.c ---- */

/* Those who came with a voice are invitees of the body, called for this case, and no more than it calls. */
bool act_check_invitees(struct act *act, const struct program_body *body);

/* ---- run_term.c ---- */

/* Counts a deadline from clock->base and clock->base_term, through every turn since: fills the dates and
 * the status of *state. What was turned from the event `journal` on is written to the ledger, and to the
 * effects as of the clock at `place`; NOBODY writes nothing. */
#define NOBODY UINT32_MAX
bool act_count_term(struct act *act, const struct clock *clock, struct deadline_state *state, uint32_t journal, uint32_t place);

/* The same, of a clock as it is now: what it is counted from by another text. *out has its state already. */
bool act_freeze_term(struct act *act, const struct clock *clock, struct carried *out);

/* Days of the kind the unit counts, or minutes, in (from, to]. False outside the verified range. */
bool term_measure(const struct calendar *calendar, enum time_unit unit, struct mark from, struct mark to, int64_t *out);

/* Whether a deadline had passed at that moment. */
bool deadline_has_passed(const struct deadline_state *deadline, day_t day, int32_t minute);

/* ---- run_ruling.c ---- */

bool act_extend(struct act *act);
bool act_expire(struct act *act);
bool act_recalculate(struct act *act);

/* ---- run_migrate.c ---- */

/* EVENT_MIGRATE, whole: the state moves to a run of the text the event names. */
bool act_migrate(struct act *act);

/* ---- run_clock.c ---- */

/* Every deadline of the route in its first, pending occurrence. */
void clocks_open(const struct run *run, struct side *side);

/* The occurrence of a deadline that nothing has begun. */
struct deadline_state clock_pending(uint32_t deadline, uint32_t occurrence);

/* When the event of an anchor last happened; never when seq is 0. */
struct mark act_anchor_mark(const struct act *act, const struct program_anchor *anchor);

/* Whether a deadline is counted backwards from its event. */
bool deadline_is_backward(const struct program *program, const struct program_deadline *deadline);

/* Arms, moves and meets the deadlines after an event, and records the effects. */
bool clocks_settle(struct act *act, const struct side *before);

#endif
