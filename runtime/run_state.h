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
};

struct step_marks {
    uint32_t entered_seq;
    struct mark done;       /* the last completion; kept when the step is entered again */
};

/* What a deadline remembers besides its latest occurrence, the only one that moves. */
struct clock {
    uint32_t instance;      /* index of that occurrence in `deadlines` */
    uint32_t round;         /* periodic: which multiple of the period is running */
    uint32_t entry;         /* which entry of its step the occurrence is about */
    uint32_t from_seq;
    uint32_t from_after;    /* only anchors marked later start this occurrence … */
    uint32_t until_after;   /* … and only those marked later meet it */
    uint32_t closed;        /* 1: ended without being met, because its step or the case did */
};

/* The start of the block. */
struct head {
    uint32_t stage, final;
    uint32_t event_count;
    uint32_t stage_entries;         /* serial number of the entry of the current stage */
    uint32_t deadline_count;
    day_t last_day;
    uint32_t has_session;
    struct session_state session;
};

/* One of the two copies. The pointers lead into `head`'s block, which they share. */
struct side {
    struct head *head;
    value_t *data;                  /* by datum of the route */
    uint32_t *datum_seq;
    uint32_t *entries;              /* by step of the route, as vm.h wants them */
    struct step_state *steps;
    struct step_marks *step_marks;
    struct instrument_state *instruments;   /* by run.slot */
    uint32_t *instrument_seq;
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
    struct calendar *calendar;
    uint32_t *slot;                 /* of each instrument of the program: its place in the state, or NONE */
    uint32_t instrument_count;
    uint32_t convened;              /* the datum that lists who was convened, or NONE */
    size_t fixed;                   /* bytes of the block before the deadlines */
    struct side sides[2];
    struct side *now, *next;
    char *texts;
    size_t texts_used, texts_room;
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

/* ---- run_step.c ---- */

/* What the event claims about today, the case and its end; before anything is copied. */
bool act_admit(struct act *act, day_t today);

/* Moves `side` as the event says, but for the deadlines. */
bool act_decide(struct act *act);

/* Whether a name given by a person is that one, whatever its accents and case. */
bool act_same_name(struct act *act, struct text given, struct text name);

/* The guard, or sí for none. */
value_t act_guard(const struct act *act, uint32_t function);

/* The name of the first datum a guard reads and the case does not know. */
const char *act_unknown_datum(const struct act *act, uint32_t function);

/* Learns the data and records the instruments of the event, if their signers are those. */
bool act_learn(struct act *act);

/* ---- run_body.c ---- */

/* The body that hears a step: the first session whose guard is sí. *body is NONE when
 * no guard is. False when a guard is unknown; *undecided is its function. */
bool act_body_of(const struct act *act, const struct program_step *step, uint32_t *body, uint32_t *undecided);

/* EVENT_SESSION, its data already checked and not yet learned. */
bool act_session(struct act *act);

/* The next line of a TEXTS value. False at the end. */
bool texts_next(const char **cursor, struct text *entry);

/* ---- run_clock.c ---- */

/* Every deadline of the route in its first, pending occurrence. */
void clocks_open(const struct run *run, struct side *side);

/* Arms, moves and meets the deadlines after an event, and records the effects. */
bool clocks_settle(struct act *act, const struct side *before);

#endif
