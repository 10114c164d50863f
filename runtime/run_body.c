/* run_body.c -- committees: who may sit, how many, and what their votes decide.
 *
 * Invitees have a voice and no seat, so they are not attendees. "Half plus one" of n
 * is n/2 + 1, rounded down (inventory X03); so is more than half. */
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/fold.h"
#include "runtime/run_state.h"

#define NUMBER_SIZE 16

/* ---- The rules of a body ------------------------------------------------- */

static uint32_t more_than_half(uint32_t of)
{
    return of ? of / 2 + 1 : 0;
}

static uint32_t member_count(const struct program_body *body, uint32_t members)
{
    return body->membership == MEMBERS_LISTED ? body->seats_count : members;
}

/* `of` members, who are not impeded. */
static uint32_t quorum_of(const struct program_body *shape, uint32_t of)
{
    switch ((enum quorum)shape->quorum) {
    case QUORUM_COUNT:
        return (uint32_t)shape->quorum_members;
    case QUORUM_HALF_PLUS_ONE:
        return more_than_half(of);
    case QUORUM_UNKNOWN:
    case QUORUM_KINDS:
        break;
    }
    return 0;
}

uint32_t body_quorum(const struct program *program, uint32_t body, uint32_t members)
{
    const struct program_body *shape = program_body_at(program, body);
    return quorum_of(shape, member_count(shape, members));
}

static uint32_t votes_of(uint32_t decision, uint32_t of)
{
    switch ((enum decision)decision) {
    case DECISION_HALF_PLUS_ONE:
    case DECISION_SIMPLE_MAJORITY:
        return more_than_half(of);
    case DECISION_UNANIMITY:
        return of;
    case DECISION_UNKNOWN:
    case DECISION_KINDS:
        break;
    }
    return 0;
}

uint32_t body_votes_needed(const struct program *program, uint32_t body, uint32_t members, uint32_t present)
{
    const struct program_body *shape = program_body_at(program, body);
    return votes_of(shape->decision, shape->counted == OF_MEMBERS ? member_count(shape, members) : present);
}

bool texts_next(const char **cursor, struct text *entry)
{
    while (**cursor == '\n') ++*cursor;
    if (!**cursor) return false;
    *entry = (struct text){ *cursor, strcspn(*cursor, "\n") };
    *cursor += entry->length;
    return true;
}

/* ---- Which body, and where ----------------------------------------------- */

/* The first whose guard holds, or NULL; *undecided is the guard that does not know, or NONE. */
static const struct program_session *session_of(const struct act *act, const struct program_step *step, uint32_t *undecided)
{
    *undecided = NONE;
    for (uint32_t i = step->sessions_first; i < step->sessions_first + step->sessions_count; i++) {
        const struct program_session *session = program_session_at(act->program, i);
        value_t answer = act_guard(act, session->guard);
        if (answer == VALUE_NO) continue;
        if (answer == VALUE_UNKNOWN) *undecided = session->guard;
        return answer == VALUE_UNKNOWN ? NULL : session;
    }
    return NULL;
}

/* A session is of the body as it is that day, whatever the version of the route. */
uint32_t act_body_now(const struct act *act, uint32_t body)
{
    day_t day = act->run->bodies_on == DAY_NONE ? act->event->day : act->run->bodies_on;
    return body == NONE ? NONE : program_version_near(act->program, PROGRAM_TABLE_body, body, day);
}

bool act_is_body(const struct act *act, uint32_t sat, uint32_t wanted)
{
    uint32_t now = act_body_now(act, wanted);
    uint32_t base = program_body_at(act->program, sat)->special_of;
    return sat == wanted || sat == now || (base != NONE && (base == wanted || base == now));
}

bool act_body_of(const struct act *act, const struct program_step *step, uint32_t *body, uint32_t *undecided)
{
    const struct program_session *session = session_of(act, step, undecided);
    *body = session ? act_body_now(act, session->body) : NONE;
    return *undecided == NONE;
}

static const char *body_name(const struct act *act, uint32_t body)
{
    return program_text(act->program, program_body_at(act->program, body)->name);
}

/* What the running steps say of a session of one body. */
struct place {
    uint32_t step;          /* where it sits; NONE */
    uint32_t other;         /* a body that would be heard instead; NONE */
    uint32_t undecided;     /* a guard that does not know; NONE */
    uint32_t asking;        /* the step of that guard */
};

static void ask_step(const struct act *act, uint32_t index, struct place *place)
{
    const struct program_step *step = program_step_at(act->program, index);
    uint32_t body, undecided;

    if (side_step(act->run, act->side, index)->status != STEP_RUNNING) return;
    if (!act_body_of(act, step, &body, &undecided)) {
        place->undecided = undecided;
        place->asking = index;
    }
    if (body == NONE || body != act->event->body) {
        if (body != NONE) place->other = body;
        body = act_body_now(act, step->repeat_body);
    }
    if (body == NONE) return;
    if (body != act->event->body) place->other = body;
    else if (place->step == NONE) place->step = index;
}

/* The current stage and its moments, each asked in turn. */
static bool find_place(struct act *act, struct place *place)
{
    uint32_t here = act->side->head->stage;
    const struct program_step *stage = program_step_at(act->program, here);
    const char *stage_name = program_text(act->program, stage->name);

    *place = (struct place){ NONE, NONE, NONE, NONE };
    if (!act_applies(act, here)) return false;
    ask_step(act, here, place);
    for (uint32_t i = 0; i < stage->moments_count; i++) ask_step(act, stage->moments_first + i, place);
    if (place->step != NONE) return true;
    if (place->undecided != NONE) {
        return act_refuse_unknown(act, place->undecided, REFUSAL_body_undecided,
                                  program_step_at(act->program, place->asking)->source, NULL);
    }
    if (place->other != NONE) {
        return act_refuse(act, REFUSAL_wrong_body, stage->source, stage_name, body_name(act, act->event->body),
                          body_name(act, place->other));
    }
    return act_refuse(act, REFUSAL_no_session_here, stage->source, stage_name, NULL, NULL);
}

/* ---- Who attends --------------------------------------------------------- */

#define NOT_A_MEMBER NONE

/* The seat an attendee takes: members are listed by the body. Most are written as they
 * were declared, and folding each name of each seat costs more than the whole session. */
static uint32_t seat_of(struct act *act, const struct program_body *body, struct text attendee)
{
    for (uint32_t i = 0; i < body->seats_count; i++) {
        const struct program_seat *seat = program_seat_at(act->program, body->seats_first + i);
        if (text_equal(attendee, text_from(program_text(act->program, seat->name)))) return i;
    }
    for (uint32_t i = 0; i < body->seats_count; i++) {
        const struct program_seat *seat = program_seat_at(act->program, body->seats_first + i);
        if (act_same_name(act, attendee, text_from(program_text(act->program, seat->name)))) return i;
        if (seat->caption && act_same_name(act, attendee, text_from(program_text(act->program, seat->caption)))) return i;
    }
    return NOT_A_MEMBER;
}

/* The place in the list of those the case convened. */
static uint32_t convened_place(struct act *act, struct text attendee)
{
    const char *cursor = act->run->texts + *side_datum(act->run, act->side, act->run->convened);
    uint32_t place = 0;
    for (struct text entry; texts_next(&cursor, &entry); place++) {
        if (act_same_name(act, attendee, entry)) return place;
    }
    return NOT_A_MEMBER;
}

/* A member by its place: those impeded are counted after those who attend. */
static struct text person_at(const struct act *act, uint32_t person)
{
    uint32_t attend = act->event->attendee_count;
    return person < attend ? act->event->attendees[person] : act->event->impeded[person - attend];
}

/* Without any list, an attendee is as good as the first of the same name. */
static uint32_t first_alike(struct act *act, uint32_t person)
{
    uint32_t i = 0;
    while (!act_same_name(act, person_at(act, i), person_at(act, person))) i++;
    return i;
}

static uint32_t place_of(struct act *act, const struct program_body *body, uint32_t person)
{
    switch ((enum membership)body->membership) {
    case MEMBERS_LISTED:
        return seat_of(act, body, person_at(act, person));
    case MEMBERS_CONVENED:
        return convened_place(act, person_at(act, person));
    case MEMBERS_UNKNOWN:
    case MEMBERSHIP_COUNT:
        break;
    }
    return first_alike(act, person);
}

static bool check_convened(struct act *act, const struct program_body *body, uint32_t *members)
{
    uint32_t datum = act->run->convened;
    struct text entry;

    *members = 0;
    if (body->membership != MEMBERS_CONVENED) return true;
    if (datum == NONE || *side_datum(act->run, act->side, datum) == VALUE_UNKNOWN) {
        return act_refuse(act, REFUSAL_body_not_convened, body->source, body_name(act, act->event->body), NULL, NULL);
    }
    const char *cursor = act->run->texts + *side_datum(act->run, act->side, datum);
    while (texts_next(&cursor, &entry)) ++*members;
    return true;
}

static bool refuse_attendee(struct act *act, enum refusal_code code, const struct program_body *body, uint32_t person)
{
    const char *name = text_copy(&act->scratch, person_at(act, person)).at;
    return act_refuse(act, code, body->source, name, body_name(act, act->event->body), NULL);
}

static bool check_attendees(struct act *act, const struct program_body *body)
{
    uint32_t count = act->event->attendee_count + act->event->impeded_count;
    uint32_t few[32];
    uint32_t *places = count <= 32 ? few : arena_array(&act->scratch, count, sizeof *places);

    for (uint32_t i = 0; i < count; i++) {
        places[i] = place_of(act, body, i);
        if (places[i] == NOT_A_MEMBER) return refuse_attendee(act, REFUSAL_not_a_member, body, i);
        for (uint32_t j = 0; j < i; j++) {
            if (places[j] == places[i]) return refuse_attendee(act, REFUSAL_attendee_twice, body, i);
        }
    }
    return true;
}

static bool check_impeded(struct act *act, const struct program_body *body)
{
    if (act->event->impeded_count == 0 || body->impeded) return true;
    return act_refuse(act, REFUSAL_impeded_unruled, body->source, text_copy(&act->scratch, act->event->impeded[0]).at,
                      body_name(act, act->event->body), NULL);
}

/* Who cannot decide this case is no member for it (the clause says so, and cites it). */
static uint32_t members_left(const struct act *act, const struct program_body *body, uint32_t convened)
{
    uint32_t all = member_count(body, convened), impeded = act->event->impeded_count;
    return all > impeded ? all - impeded : 0;
}

/* ---- Who called them, and in whose place ------------------------------------ */

/* An extraordinary session is called as the ordinary ones are, unless the rule says more. */
static bool check_convener(struct act *act, const struct program_body *body)
{
    bool extra = act->event->extraordinary && body->extra_conveners;
    uint32_t may = (uint32_t)(extra ? body->extra_conveners | body->conveners : body->conveners);
    uint32_t who = act->event->convener;
    bool anyone = who == CONVENER_CHAIR && (may & CONVENER_MEMBER);      /* who presides is a member */
    const struct program_actor *outsider = body->outsider == NONE ? NULL : program_actor_at(act->program, body->outsider);
    const char *called = outsider ? program_text(act->program, outsider->name) : "";
    bool same = who != CONVENER_OUTSIDER || (outsider && act_same_name(act, act->event->outsider, text_from(called)));
    if (!who || !may || ((who & may) && same) || anyone) return true;
    return act_refuse(act, REFUSAL_cannot_convene, extra ? body->extra_source : body->conveners_source,
                      body_name(act, act->event->body), who == CONVENER_MEMBER ? "un miembro"
                      : event_conveners(&act->scratch, who, text_copy(&act->scratch, act->event->outsider).at),
                      event_conveners(&act->scratch, may, called));
}

static bool check_delegate(struct act *act, const struct program_body *body, struct text delegate)
{
    const char *name = text_copy(&act->scratch, delegate).at, *whose = body_name(act, act->event->body);
    uint32_t seat = body->membership == MEMBERS_LISTED ? seat_of(act, body, delegate) : NOT_A_MEMBER;
    bool attends = false;

    for (uint32_t i = 0; i < act->event->attendee_count && !attends; i++)
        attends = seat == NOT_A_MEMBER ? act_same_name(act, delegate, act->event->attendees[i])
                                       : seat_of(act, body, act->event->attendees[i]) == seat;
    if (!attends) return act_refuse(act, REFUSAL_delegate_of_nobody, body->source, name, whose, NULL);
    if (seat == NOT_A_MEMBER) return true;
    const struct program_seat *row = program_seat_at(act->program, body->seats_first + seat);
    return row->delegation != NOT_DELEGABLE
        || act_refuse(act, REFUSAL_not_delegable, row->source ? row->source : body->source, name, whose, NULL);
}

static bool check_delegates(struct act *act, const struct program_body *body)
{
    for (uint32_t i = 0; i < act->event->delegate_count; i++)
        if (!check_delegate(act, body, act->event->delegates[i])) return false;
    return true;
}

static bool check_quorum(struct act *act, const struct program_body *body, uint32_t members)
{
    uint32_t quorum = quorum_of(body, members);
    char present[NUMBER_SIZE], needed[NUMBER_SIZE];
    if (act->event->attendee_count >= quorum) return true;
    snprintf(present, sizeof present, "%u", act->event->attendee_count);
    snprintf(needed, sizeof needed, "%u", quorum);
    return act_refuse(act, REFUSAL_no_quorum, body->quorum_source, body_name(act, act->event->body), present, needed);
}

static bool check_modality(struct act *act, const struct program_body *body)
{
    uint32_t modality = act->event->modality;
    if (modality == 0 || (modality & (uint32_t)body->modalities)) return true;
    const char *name = modality == MODALITY_VIRTUAL ? "virtual" : modality == MODALITY_REGIONAL ? "regional" : "simultánea";
    return act_refuse(act, REFUSAL_modality_not_allowed, body->modalities_source, body_name(act, act->event->body), name, NULL);
}

/* ---- What they decide ---------------------------------------------------- */

/* In a message: those that are reserved are told to nobody. */
static const char *votes_shown(const struct program_body *body, const char *votes)
{
    return body->reserved_votes ? "[reservado]" : votes;
}

static bool check_vote_count(struct act *act, const struct program_body *body)
{
    int64_t in_favour = act->event->in_favour, against = act->event->against;
    int64_t votes = (in_favour > 0 ? in_favour : 0) + (against > 0 ? against : 0);
    char cast[24], present[NUMBER_SIZE];
    if (votes <= act->event->attendee_count) return true;
    snprintf(cast, sizeof cast, "%lld", (long long)votes);
    snprintf(present, sizeof present, "%u", act->event->attendee_count);
    return act_refuse(act, REFUSAL_more_votes, body->decision_source, votes_shown(body, cast), present, NULL);
}

/* The rule this session decides by: that of its step where it asks another majority, else
 * that of its body. A majority a step asks is voted, whatever the body agrees on. */
struct rule {
    uint32_t decision, counted, source;
    bool by_consensus;
    uint32_t exception;         /* instrument that must go with a vote failing consensus; NONE */
};

static struct rule rule_of(const struct act *act, const struct program_body *body, uint32_t step)
{
    uint32_t undecided;
    const struct program_session *session = session_of(act, program_step_at(act->program, step), &undecided);
    if (session && act_body_now(act, session->body) == act->event->body && session->decision != DECISION_UNKNOWN)
        return (struct rule){ session->decision, session->counted, session->source, false, NONE };
    return (struct rule){ body->decision, body->counted, body->decision_source, body->by_consensus, body->exception };
}

static bool chair_attends(struct act *act, const struct program_body *body)
{
    if (body->membership != MEMBERS_LISTED) return true;        /* who presides is not known */
    for (uint32_t i = 0; i < act->event->attendee_count; i++) {
        uint32_t seat = seat_of(act, body, act->event->attendees[i]);
        if (program_seat_at(act->program, body->seats_first + seat)->presides) return true;
    }
    return false;
}

static const char *chair_name(const struct act *act, const struct program_body *body)
{
    for (uint32_t i = body->seats_first; i < body->seats_first + body->seats_count; i++)
        if (program_seat_at(act->program, i)->presides) return program_text(act->program, program_seat_at(act->program, i)->name);
    return "no consta quién";
}

/* The chair's vote counts as one more where the rule gives it the tie; else nobody's does. */
static bool settle_tie(struct act *act, const struct program_body *body, struct session_state *session)
{
    enum chair_vote chair = act->event->chair;
    const char *name = body_name(act, act->event->body);
    char votes[NUMBER_SIZE];

    if (!session->tied || body->tie != TIE_CHAIR)
        return chair == CHAIR_UNSAID || act_refuse(act, REFUSAL_chair_not_asked, body->tie_source, name, NULL, NULL);
    snprintf(votes, sizeof votes, "%d", session->in_favour);
    if (!chair_attends(act, body))
        return act_refuse(act, REFUSAL_chair_absent, body->tie_source, name, chair_name(act, body), NULL);
    session->adopted = chair == CHAIR_IN_FAVOUR;
    return chair != CHAIR_UNSAID || act_refuse(act, REFUSAL_tie_to_settle, body->tie_source, name, votes_shown(body, votes), votes_shown(body, votes));
}

static bool check_outcome(struct act *act, const struct program_body *body, const struct session_state *session)
{
    const struct event *event = act->event;
    char votes[96];
    if (event->outcome < 0 || (event->outcome == 1) == session->adopted) return true;
    snprintf(votes, sizeof votes, "%d a favor, y se necesitan %u", event->in_favour, session->needed);
    return act_refuse(act, REFUSAL_outcome_disagrees, session->source, body_name(act, event->body),
                      event->outcome ? "adopta" : "no adopta", votes_shown(body, votes));
}

static bool count_votes(struct act *act, const struct program_body *body, const struct rule *rule, struct session_state *session)
{
    bool majority = rule->decision == DECISION_HALF_PLUS_ONE || rule->decision == DECISION_SIMPLE_MAJORITY;
    uint32_t in_favour = (uint32_t)act->event->in_favour;

    session->adopted = in_favour >= session->needed;
    session->tied = majority && session->in_favour == session->against && in_favour + 1 == session->needed;
    session->tie = (enum tie)body->tie;
    return settle_tie(act, body, session) && check_outcome(act, body, session);
}

/* Nothing was voted: all agreed, or they did not and there it stays. */
static bool agree(struct act *act, const struct rule *rule, struct session_state *session)
{
    const struct event *event = act->event;
    const char *name = body_name(act, event->body);

    if (event->consensus && !rule->by_consensus)
        return act_refuse(act, REFUSAL_consensus_not_ruled, rule->source, name, NULL, NULL);
    if (event->consensus && event->in_favour >= 0)
        return act_refuse(act, REFUSAL_consensus_and_votes, rule->source, name, NULL, NULL);
    if (!event->consensus && event->outcome != 0)
        return act_refuse(act, REFUSAL_consensus_unsaid, rule->source, name, NULL, NULL);
    session->needed = 0;
    session->consensus = event->consensus;
    session->adopted = event->consensus && event->outcome != 0;
    return true;
}

/* In this entry to the stage: the reasons of an earlier vote are not those of this one. */
static bool is_recorded(const struct act *act, uint32_t instrument)
{
    uint32_t slot = act->run->slot[instrument];
    return slot != NONE && act->side->records[slot] > 0
        && act->side->instruments[slot].step_entry == act->side->head->stage_entries;
}

static bool check_exception(struct act *act, const struct rule *rule)
{
    const char *name = body_name(act, act->event->body);
    if (!rule->by_consensus) return true;
    if (rule->decision == DECISION_UNKNOWN)
        return act_refuse(act, REFUSAL_no_exceptional_vote, rule->source, name, NULL, NULL);
    if (rule->exception == NONE || is_recorded(act, rule->exception)) return true;
    return act_refuse(act, REFUSAL_exception_missing, rule->source, name,
                      program_text(act->program, program_instrument_at(act->program, rule->exception)->name), NULL);
}

/* The votes decide when the rule is stated, else what the minutes certify. */
static bool decide(struct act *act, const struct program_body *body, const struct rule *rule, struct session_state *session)
{
    const struct event *event = act->event;
    const char *name = body_name(act, event->body);

    session->adopted = event->outcome == 1;
    if (event->votes_hidden) return true;
    if (event->consensus || (rule->by_consensus && event->in_favour < 0)) return agree(act, rule, session);
    if (!check_exception(act, rule)) return false;
    if (session->needed == 0) {
        return event->outcome >= 0 || act_refuse(act, REFUSAL_outcome_needed, rule->source, name, NULL, NULL);
    }
    if (event->in_favour < 0) return act_refuse(act, REFUSAL_votes_needed, rule->source, name, NULL, NULL);
    return count_votes(act, body, rule, session);
}

/* ---- Without a quorum ------------------------------------------------------- */

static bool check_urgent(struct act *act, const struct program_body *body, uint32_t members)
{
    const struct event *event = act->event;
    const char *name = body_name(act, event->body);

    if (event->attendee_count >= quorum_of(body, members))
        return act_refuse(act, REFUSAL_urgent_with_quorum, body->quorum_source, name, NULL, NULL);
    if (!body->urgent) return check_quorum(act, body, members);
    if (event->consensus || event->in_favour >= 0 || event->outcome >= 0)
        return act_refuse(act, REFUSAL_urgent_and_decided, body->urgent_source, name, NULL, NULL);
    return chair_attends(act, body)
        || act_refuse(act, REFUSAL_urgent_without_chair, body->urgent_source, name, chair_name(act, body), NULL);
}

/* Nothing is adopted: the stage still waits for the body. */
static bool hold_urgent(struct act *act, const struct program_body *body, uint32_t members, uint32_t step)
{
    struct head *head = act->side->head;
    head->session = (struct session_state){
        .body = act->event->body, .day = act->event->day, .attendees = act->event->attendee_count,
        .in_favour = -1, .against = -1, .urgent = true, .source = body->urgent_source, .step = step,
        .invitees = act->event->invitee_count, .impeded = act->event->impeded_count,
        .quorum = quorum_of(body, members),
    };
    head->has_session = head->has_urgent = 1;
    head->urgent_body = act->event->body;
    head->urgent_day = act->event->day;
    side_effect(act->side, EFFECT_URGENT, act->event->body, act->event->day);
    return act_learn(act);
}

static void report_urgent(struct act *act)
{
    struct head *head = act->side->head;
    if (!head->has_urgent || act_body_now(act, head->urgent_body) != act->event->body) return;
    head->has_urgent = 0;
    side_effect(act->side, EFFECT_REPORTED, act->event->body, act->event->day);
}

/* A session opens an occurrence of each running moment that repeats with the body, and
 * its decision serves each running step that body hears. */
static void count_session(struct act *act, uint32_t index, bool adopted)
{
    const struct program_step *step = program_step_at(act->program, index);
    struct step_state *state = side_step(act->run, act->side, index);
    uint32_t body, undecided;

    if (state->status != STEP_RUNNING) return;
    if (act_body_now(act, step->repeat_body) == act->event->body) state->sessions++;
    if (adopted && act_body_of(act, step, &body, &undecided) && body == act->event->body) state->adopted++;
}

static bool hold_session(struct act *act, const struct session_state *session)
{
    struct head *head = act->side->head;
    const struct program_step *stage = program_step_at(act->program, head->stage);

    count_session(act, head->stage, session->adopted);
    for (uint32_t i = 0; i < stage->moments_count; i++) count_session(act, stage->moments_first + i, session->adopted);
    head->session = *session;
    head->has_session = 1;
    report_urgent(act);
    side_effect(act->side, session->adopted ? EFFECT_ADOPTED : EFFECT_NOT_ADOPTED, session->body, session->day);
    return !session->adopted || act_learn(act);
}

bool act_session(struct act *act)
{
    const struct event *event = act->event;
    const struct program_body *body = program_body_at(act->program, event->body);
    struct place place;
    uint32_t members;

    if (!find_place(act, &place) || !check_modality(act, body) || !check_convener(act, body)) return false;
    if (!check_convened(act, body, &members) || !check_impeded(act, body) || !check_attendees(act, body)) return false;
    if (!check_delegates(act, body) || !act_check_invitees(act, body)) return false;
    members = members_left(act, body, members);
    if (act->event->urgent) return check_urgent(act, body, members) && hold_urgent(act, body, members, place.step);
    if (!check_quorum(act, body, members) || !check_vote_count(act, body)) return false;

    struct rule rule = rule_of(act, body, place.step);
    struct session_state session = {
        .body = event->body, .day = event->day, .attendees = event->attendee_count,
        .needed = votes_of(rule.decision, rule.counted == OF_MEMBERS ? members : event->attendee_count),
        .in_favour = event->in_favour, .against = event->against, .source = rule.source, .step = place.step,
        .invitees = event->invitee_count, .impeded = event->impeded_count, .quorum = quorum_of(body, members),
    };
    return decide(act, body, &rule, &session) && hold_session(act, &session);
}
