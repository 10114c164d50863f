/* event.h -- what can happen in a case, and why it may be refused. */
#ifndef RUNTIME_EVENT_H
#define RUNTIME_EVENT_H

#include "base/arena.h"
#include "base/moment.h"
#include "runtime/deadline.h"
#include "runtime/program.h"
#include "runtime/value.h"

/* The kinds of event, with the word by which the store and the command line know
 * them. Never reuse or rename a word: old cases are replayed by it. */
enum event_kind {
    EVENT_OPEN,         /* "abre":     the case begins, at the route's first stage */
    EVENT_COMPLETE,     /* "completa": a stage or a moment is done */
    EVENT_PRODUCE,      /* "produce":  instruments are recorded */
    EVENT_INFORM,       /* "informa":  data become known, or change */
    EVENT_SESSION,      /* "sesiona":  a body sat on this case */
    EVENT_EXTEND,       /* "prorroga": a running deadline is made longer */
    EVENT_EXPIRE,       /* "vence":    a deadline that passed has its consequence, once */
    EVENT_RECALCULATE,  /* "recalcula": running deadlines are counted by another program's calendar */
    EVENT_MIGRATE,      /* "migra":    the case goes on under another text of its route, as a reform says */
    EVENT_JUDGE,        /* "juzga":    somebody gives the judgement that only they can give */
    EVENT_MEASURE,      /* "medida":   measures are recommended, adopted, implemented … */
    EVENT_RETURN,       /* "retorna":  a route that the case started has ended */
    EVENT_ADD,          /* "añade":    whoever verifies a list that is not exhaustive adds to it */
    EVENT_KINDS
};

/* Where a reform takes a case. By names: they are of the program it goes to. */
struct passing {
    struct text norm;           /* the reform, "D1139" */
    struct text source;         /* and where it says so, "D1139 art. 14"; may be empty */
    struct text route;
    day_t in_force;             /* a day of the text it goes to */
    struct text stage;          /* the one it goes to; empty: the one of the same name */
    bool restarts;              /* «con plazo nuevo»; else the running terms go on as they were */
    bool keeps;                 /* it keeps the text it is under, as a program has it that knows what came after */
};

struct given_datum {
    uint32_t datum;             /* index into `datum` */
    value_t value;              /* not used for texts */
    struct text text;           /* TYPE_TEXT: the text. TYPE_TEXTS: entries separated by '\n' */
    int32_t minute;             /* TYPE_DATE: the hour of that day, or MINUTE_NONE */
};

/* One event, with names already resolved against the case's program. All arrays are
 * borrowed from whoever made the event. */
struct event {
    enum event_kind kind;
    day_t day;                  /* when it happened */
    int32_t minute;             /* of that day, or MINUTE_NONE; only terms in hours need it */
    struct text actor;          /* who, as recorded; empty for EVENT_SESSION */
    uint32_t route;             /* EVENT_OPEN */
    uint32_t step;              /* EVENT_COMPLETE */
    uint32_t body;              /* EVENT_SESSION */
    const struct given_datum *data;         uint32_t data_count;
    const uint32_t *instruments;            uint32_t instrument_count;   /* COMPLETE, PRODUCE, EXTEND, MEASURE */
    const struct text *signers;             uint32_t signer_count;       /* of those instruments */
    const struct text *attendees;           uint32_t attendee_count;     /* SESSION: seats by name, or institutions */
    int32_t in_favour, against;             /* SESSION: -1 when only the outcome is certified */
    bool votes_hidden;                      /* SESSION: they were read without the key; the outcome stands */
    int32_t outcome;                        /* SESSION: 1 adopts, 0 does not, -1 to be decided by the votes */
    bool consensus;                         /* SESSION: all agreed, and nothing was voted */
    enum chair_vote chair;                  /* SESSION: how the chair settled a tie */
    bool urgent;                            /* SESSION: there was no quorum and the chair decided */
    bool extraordinary;                     /* SESSION */
    uint32_t convener;                      /* SESSION: 0 or one of enum convener … */
    struct text outsider;                   /* … and who it was, for CONVENER_OUTSIDER */
    const struct text *delegates;           uint32_t delegate_count;     /* SESSION: those of the attendees who sent one */
    const struct text *invitees;            uint32_t invitee_count;      /* SESSION: who spoke and did not vote */
    const struct text *impeded;             uint32_t impeded_count;      /* SESSION: members who could not decide this case */
    uint32_t modality;                      /* SESSION: 0 or one of enum modality */
    enum measure_act measure_act;           /* MEASURE */
    const uint32_t *measures;               uint32_t measure_count;      /* MEASURE */
    uint32_t deadline;                      /* EXTEND, EXPIRE: index into `deadline` */
    struct term term;                       /* EXTEND: how much longer */
    const uint8_t *other_digest;            /* RECALCULATE, MIGRATE: of the program with the calendar or the text, DIGEST_BYTES */
    const struct program *other_program;    /* RECALCULATE, MIGRATE: that program, verified; must outlive the case */
    uint32_t checklist;                     /* ADD: index into `datum`; whether it is met is `outcome` */
    struct text item;                       /* ADD: what is added */
    struct text reason;                     /* RECALCULATE, JUDGE, ADD: why, in a line; may be empty of the first */
    struct passing passing;                 /* MIGRATE */
    struct text linked;                     /* RETURN: the case that ended. OPEN: the one that started this one, or empty … */
    int64_t linked_act;                     /* … with that act of it … */
    uint32_t level;                         /* … and as deep as that: 1 for what a case opened by somebody starts */
    uint32_t subroute;                      /* RETURN, and OPEN of a linked case: index into `subroute` … */
    uint32_t serial;                        /* … and which of its starts, from 1 */
    struct text final;                      /* RETURN: where it ended, by the name its own text gives it */
};

/* "la presidencia o cualquier miembro"; empty for none. `outsider` is how that one is called. */
const char *event_conveners(struct arena *arena, uint32_t conveners, const char *outsider);

const char *event_kind_word(enum event_kind kind);
bool event_kind_from_word(struct text word, enum event_kind *out);

#endif
