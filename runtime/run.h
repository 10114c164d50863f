/* run.h -- one case in motion: a pure machine.
 *
 *     step(program, state, event, today) -> new state, effects, or a refusal
 *
 * No clock, no disk, no locale, no allocation that outlives the state. Replaying the
 * accepted events of a case from run_new() always gives the same state. */
#ifndef RUNTIME_RUN_H
#define RUNTIME_RUN_H

#include "base/arena.h"
#include "runtime/calendar.h"
#include "runtime/deadline.h"
#include "runtime/event.h"
#include "runtime/match.h"

#define RUN_MAX_EVENTS 10000

enum refusal_code {
#define REFUSAL(code, name, sentence, cure) REFUSAL_##name,
#include "runtime/refusal.def"
#undef REFUSAL
    REFUSAL_COUNT
};

struct refusal {
    enum refusal_code code;
    char sentence[512];
    const char *cure;
    const char *source;         /* the citation of the rule, or "" */
    const char *question;       /* what the datum that is missing asks, in plain words, or "" */
};

/* Fills the holes of the sentence, in order. The source is borrowed: it must outlive the refusal. */
void refusal_say(struct refusal *refusal, enum refusal_code code, const char *source,
                 const char *first, const char *second, const char *third);

/* "R0606". */
const char *refusal_code_text(enum refusal_code code);

/* WAITING: a moment whose turn has not come. LEFT: an expiry took the case elsewhere before it was done.
 * UNDECIDED: the case came to it, and does not know yet whether it applies. SKIPPED: it did not apply. */
enum step_status { STEP_NOT_REACHED, STEP_RUNNING, STEP_DONE, STEP_WAITING, STEP_LEFT, STEP_UNDECIDED, STEP_SKIPPED };

struct step_state {
    enum step_status status;
    uint32_t entries;           /* how many times the case entered it */
    uint32_t completions;       /* of this entry; periodic moments have many */
    day_t entered, ended;       /* of the last entry; DAY_NONE */
    uint32_t adopted;           /* sessions that adopted a decision in this entry; of a moment that repeats, since its last occurrence */
    uint32_t sessions;          /* sessions of `repeat_body` since this entry */
};

struct instrument_state {
    day_t day;                  /* last recorded, DAY_NONE if never */
    int32_t minute;             /* of that day, or MINUTE_NONE */
    uint32_t step_entry;        /* serial number of the stage entry it was recorded in */
};

enum deadline_status {
    DEADLINE_PENDING, DEADLINE_RUNNING, DEADLINE_MET, DEADLINE_EXPIRED, DEADLINE_NOT_APPLICABLE, DEADLINE_SUSPENDED
};

/* One clock of a case. Of each deadline of the route only the latest occurrence moves: it
 * is armed when its anchors are known, it applies and its length is decided; later anchors
 * or data move its date while its step lasts, and so do extensions, suspensions, interruptions and another
 * calendar, until its expiry is fired. Periodic ones count each due date from the
 * first day, so `from` stays and `term` grows. What its step or its case leaves behind
 * unmet ends as NOT_APPLICABLE, or as MET that day when its date had already passed.
 *
 * `term` counted from `from` is `due`, always (of a term in hours, `minutes`): after a resumption they are its day
 * and what was left; after an interruption, its day and the whole term. A term of 0 was resumed on its last day. */
struct deadline_state {
    uint32_t deadline;          /* index into `deadline` */
    uint32_t occurrence;        /* from 1 */
    enum deadline_status status;/* never EXPIRED here: that depends on the date asked, see run_deadline_status */
    day_t event;                /* RUNNING: the day of the event, which may be to come */
    day_t from;                 /* day zero: the event's, or that of what moved it since */
    struct term term;           /* the length that applies, with its extensions */
    struct reading reading;     /* and how it is read */
    int64_t minutes;            /* terms in hours: what is counted from `from` */
    day_t due;                  /* SUSPENDED: what it was when it stopped */
    day_t met;                  /* DAY_NONE until met */
    int32_t from_minute, due_minute, met_minute;    /* MINUTE_NONE but for terms in hours */
    enum time_unit unit;        /* of the length in the source, whose days `total` and `balance` are; hours in minutes */
    int64_t total;              /* the whole term */
    int64_t balance;            /* SUSPENDED: what was left of it when it stopped */
    day_t fired;                /* the day its expiry had its consequence; DAY_NONE */
};

enum ledger_kind {
    LEDGER_ARMED, LEDGER_EXTENDED, LEDGER_SUSPENDED, LEDGER_RESUMED, LEDGER_RESTARTED, LEDGER_RECALCULATED, LEDGER_MET,
    LEDGER_EXPIRED, LEDGER_CARRIED, LEDGER_RENEWED
};

/* What moved the date of a clock, in the order it was recorded. */
struct ledger_entry {
    enum ledger_kind kind;
    uint32_t deadline, occurrence;      /* whose */
    day_t day;                          /* of the act that moved it */
    day_t due_before, due_after;        /* DAY_NONE when it had, or has, none */
    int32_t minute_before, minute_after;/* terms in hours; else MINUTE_NONE */
    struct term term;                   /* ARMED and RESTARTED: the length. EXTENDED: what was added. RESUMED: what was left */
    const struct program *program;      /* the case was judged by that day */
    uint32_t source;                    /* of the clause, a string of that program */
    value_t reason;                     /* RECALCULATED: see run_ledger_reason(); else VALUE_UNKNOWN */
};

/* One measure of the route in a case. */
struct measure_state {
    enum measure_status status;
    day_t day;                  /* since when; DAY_NONE while it is untouched */
    uint32_t behind;            /* the instrument that went with that; NONE */
    enum measure_act last;      /* the last thing done with it */
    uint32_t adoptions;
};

struct session_state {
    uint32_t body;
    day_t day;
    uint32_t invitees, impeded; /* who spoke without a vote; members who could not decide this case */
    uint32_t quorum;            /* members it needed present; 0 when the rule is not stated */
    uint32_t attendees, needed; /* votes needed; 0 when the rule is not stated */
    int32_t in_favour, against; /* -1 when only the outcome is certified */
    bool adopted, consensus;
    bool urgent;                /* without a quorum: the chair decided, and the body has yet to know */
    bool tied;                  /* as many on each side, and one more would have been a majority */
    enum tie tie;               /* what its rule says of that */
    uint32_t source;            /* of the rule it decided by, a string of the program */
    uint32_t step;
};

/* A route that this one starts. */
struct subroute_state {
    uint32_t started, returned; /* how many times */
    uint32_t over;              /* 1: the last one started has ended */
};

struct run;     /* program, route, state */

/* A case before its first event. The program must be verified, and outlive it. Fails when the calendar of
 * the route cannot be built. */
bool run_new(struct run **out, const struct program *program, uint32_t route, struct fault *why);
void run_free(struct run *run);

/* What would have happened: sessions are of the bodies as they are that day, and not of the day they sat. */
void run_suppose(struct run *run, day_t bodies_on);

/* An event of the case, as it is in the text of this one (match.h). */
bool run_match_event(const struct run *run, struct edition from, const struct event *event, struct arena *arena, struct event *out,
                     struct text *missing);

/* Whether its route has something to do with an instrument of another program. */
bool run_asks_instrument(const struct run *run, const struct program *from, uint32_t instrument);

/* Decides one event. True: the state moved and the effects are readable with run_effects().
 * False: the state is as it was and *refusal says why. `today` only bounds the date of
 * the event. */
bool run_step(struct run *run, const struct event *event, day_t today, struct refusal *refusal);

/* ---- Reading the state --------------------------------------------------- */

const struct program *run_program(const struct run *run);
uint32_t run_route(const struct run *run);
const struct calendar *run_calendar(const struct run *run);
uint32_t run_stage(const struct run *run);              /* the stage the case is in; NONE before it opens or after a final */
uint32_t run_final(const struct run *run);              /* NONE while open */
day_t run_last_day(const struct run *run);              /* of the last event; DAY_NONE */
uint32_t run_event_count(const struct run *run);

const struct step_state *run_step_state(const struct run *run, uint32_t step);
const struct instrument_state *run_instrument_state(const struct run *run, uint32_t instrument);
uint32_t run_instrument_records(const struct run *run, uint32_t instrument);     /* how many times */
value_t run_datum(const struct run *run, uint32_t datum);           /* VALUE_UNKNOWN when not known */
struct text run_datum_text(const struct run *run, uint32_t datum);  /* TEXT and TEXTS */
uint32_t run_datum_size(const struct run *run, uint32_t datum);      /* TEXTS and VALUES: how many it has; 0 when not known */
struct text run_datum_reason(const struct run *run, uint32_t datum);/* of a judgement: its grounds; "" when it has none */

/* "el juicio de directora", "el concepto de CERREM": whose act gives a datum that somebody must judge. */
struct text run_judgement_words(const struct program *program, uint32_t datum, struct arena *arena);

/* Whether a step in course waits for the judgement that gives this datum. */
bool run_awaits_judgement(const struct run *run, uint32_t datum);
int32_t run_datum_minute(const struct run *run, uint32_t datum);    /* DATE: its hour, or MINUTE_NONE */

/* All clocks ever armed, and those still pending an anchor, in order of the program and then of occurrence. */
const struct deadline_state *run_deadlines(const struct run *run, uint32_t *count);

/* The status on a date: a running deadline whose due date has passed is EXPIRED, and
 * one met after its due date too; one whose event is still to come is PENDING. A term in hours passes during its day: at that minute,
 * or with the day when `minute` is MINUTE_NONE. */
enum deadline_status run_deadline_status(const struct deadline_state *deadline, day_t today);
enum deadline_status run_deadline_status_at(const struct deadline_state *deadline, day_t today, int32_t minute);

/* Whether it was met after its due date. */
bool deadline_is_late(const struct deadline_state *deadline);

/* What was added to a checklist that is not exhaustive, oldest first: it holds for one visit of its step. */
struct addition {
    uint32_t checklist;         /* index into `datum` */
    uint32_t entry;             /* of its step */
    day_t day;
    bool met;
    value_t item, reason;       /* see run_addition_text() */
};

const struct addition *run_additions(const struct run *run, uint32_t *count);
struct text run_addition_text(const struct run *run, value_t text);

/* Whether an addition is of the present visit of its step. */
bool run_addition_holds(const struct run *run, const struct addition *addition);

/* What every clock of the case went through, oldest first. */
const struct ledger_entry *run_ledger(const struct run *run, uint32_t *count);
struct text run_ledger_reason(const struct run *run, const struct ledger_entry *entry);

/* The case as it was before it passed to the text it is under; NULL when it did not. Lives as long as the run. */
const struct run *run_before(const struct run *run);

/* The deadline that goes on here with one of run_before(); NONE when the text does not have it. */
uint32_t run_deadline_ahead(const struct run *run, uint32_t deadline);

/* Whether a clock began to run under the text before, and so keeps what it was counted from. */
bool run_is_carried(const struct run *run, const struct deadline_state *deadline);

/* The citation of the text that a clock runs by. */
const char *run_deadline_source(const struct run *run, const struct deadline_state *deadline);

/* NULL when the route does not work with it. */
const struct measure_state *run_measure_state(const struct run *run, uint32_t measure);

/* When what an anchor of a measure names last happened, or DAY_NONE. */
day_t run_measure_day(const struct run *run, const struct program_anchor *anchor);

/* How many times a clock was made longer. */
uint32_t run_extensions(const struct run *run, const struct deadline_state *deadline);

/* Whether an expiry that was fired said that «text» is understood. */
bool run_deemed(const struct run *run, struct text text);

/* The calendar that counts the days of this case and the program it is of, whose records its holidays are: those
 * the case was opened under, or those of the last recalculation; and those before that one. */
struct counting {
    const struct calendar *calendar;
    const struct program *program;
};

struct counting run_counting(const struct run *run);
struct counting run_counting_before(const struct run *run);

/* Share of the term used on `today`, in percent, by days of the term's own kind; at least
 * 0. A suspended clock keeps the share it had. A term counted backwards has used none until its day, then all. */
int run_deadline_share(const struct run *run, const struct deadline_state *deadline, day_t today);

/* The body whose chair decided something urgent that it has not sat to know yet, and when; NONE. */
uint32_t run_urgent_body(const struct run *run, day_t *day);

/* The last session that sat in this case; NULL if none did. */
const struct session_state *run_last_session(const struct run *run);

/* The body that hears a step of the route on a day, or NONE: none does, or it is not known yet which. */
uint32_t run_hears(const struct run *run, uint32_t step, day_t today);

/* Whether an invitee is called for this case: sí, no, or VALUE_UNKNOWN while *unknown, a datum, is missing. */
value_t run_called(const struct run *run, uint32_t invitee, day_t today, const char **unknown);

/* What the case knows of a route it starts, an index into `subroute`. */
const struct subroute_state *run_subroute(const struct run *run, uint32_t subroute);

/* Every datum the case knows, in order. Returns how many; `out` has room for all those of the route. */
uint32_t run_known(const struct run *run, struct given_datum *out);

/* Of the `count` data known in a case of `from`, those that a sub-route of it gives to the case it starts, of that version of
 * its route; and those that come back to a case of `program` with the name of the final. `out` has room for all the crossings. */
uint32_t subroute_given(struct edition from, uint32_t subroute, uint32_t route, const struct given_datum *known, uint32_t count,
                        struct given_datum *out);
uint32_t subroute_returned(struct edition from, const struct program *program, uint32_t subroute, struct text final,
                           const struct given_datum *known, uint32_t count, struct given_datum *out);

/* What could be done now: the steps that may be completed. Returns how many; writes up to `room`. */
uint32_t run_open_steps(const struct run *run, uint32_t *steps, uint32_t room);

/* Why a step cannot be completed now, as run_step would say of an event that gave nothing;
 * false when nothing is missing. */
bool run_missing(const struct run *run, uint32_t step, day_t today, struct refusal *refusal);

/* ---- What the last accepted event did ------------------------------------ */

enum effect_kind {
    EFFECT_ENTERED,         /* step */
    EFFECT_COMPLETED,       /* step */
    EFFECT_FINISHED,        /* final */
    EFFECT_RECORDED,        /* instrument */
    EFFECT_LEARNED,         /* datum */
    EFFECT_ARMED,           /* deadline_state: day = due */
    EFFECT_MET,             /* deadline_state: day = due */
    EFFECT_ADOPTED,         /* body */
    EFFECT_NOT_ADOPTED,     /* body */
    EFFECT_EXTENDED,        /* deadline_state: day = due, of these five */
    EFFECT_SUSPENDED,
    EFFECT_RESUMED,
    EFFECT_RESTARTED,
    EFFECT_RECALCULATED,
    EFFECT_EXPIRED,         /* deadline_state: day = due. Its consequences follow */
    EFFECT_BREACH,          /* actor */
    EFFECT_ALERT,           /* actor */
    EFFECT_DEEMED,          /* expiry, whose text says what is understood */
    EFFECT_LAPSED,          /* deadline_state */
    EFFECT_MEASURE,         /* measure: its state says where it is now */
    EFFECT_URGENT,          /* body: the chair decided without a quorum */
    EFFECT_UNDECIDED,       /* step: it waits to know whether it applies */
    EFFECT_ADDED,           /* into run_additions() */
    EFFECT_SKIPPED,         /* step: it does not apply */
    EFFECT_REPORTED,        /* body: it sat, and knew of what its chair had decided */
    EFFECT_STARTED,         /* subroute: a case of its route is to be opened */
    EFFECT_RETURNED,        /* subroute */
    EFFECT_INTERRUPTED,     /* interruption: the stage or final it leads to follows */
    EFFECT_MIGRATED,        /* route, of the new text */
    EFFECT_CARRIED,         /* deadline_state: day = due. It began under the text before */
};

struct effect {
    enum effect_kind kind;
    uint32_t index;         /* into the table its kind names; of a deadline_state, into run_deadlines() */
    day_t day;
};

const struct effect *run_effects(const struct run *run, uint32_t *count);

/* ---- Committees ---------------------------------------------------------- */

/* Members a body needs present, and votes it needs with that many present. `members` is
 * how many were convened when the body's list is only known in the case. Zero: not stated. */
uint32_t body_quorum(const struct program *program, uint32_t body, uint32_t members);
uint32_t body_votes_needed(const struct program *program, uint32_t body, uint32_t members, uint32_t present);

#endif
