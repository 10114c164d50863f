/* scenario.c -- the tree of an «escenario», act by act, as events of a case.
 *
 * The compiler has already checked the names; what fails here is what the machine
 * answers. An expectation without a date is read on the day of the last act before it. */
#include "cli/scenario.h"

#include <string.h>

#include "base/fold.h"
#include "base/vec.h"
#include "cli/given.h"
#include "compiler/condition.h"
#include "runtime/people.h"
#include "runtime/run.h"

struct player {
    struct command_context *context;
    struct arena *arena;
    const struct compilation *compilation;
    const struct program *program;
    uint32_t route;
    const struct scenario_text *text;
    struct run *run;
    day_t today;                /* the latest day of the scenario */
    day_t now;                  /* of the last act played */
    struct scenario_failure *failure;
};

/* The name as the text played knows it. */
static struct text spelling(const struct player *player, symbol_t name)
{
    struct text written = intern_spelling(player->compilation->names, name);

    for (size_t i = 0; i < player->text->name_count; i++)
        if (text_equal(fold(player->arena, written), player->text->names[i].written)) return player->text->names[i].known;
    return written;
}

static bool fails(struct player *player, const struct node *node, struct text expected, struct text found)
{
    *player->failure = (struct scenario_failure){ node->span, expected, found };
    return false;
}

#define EXPECTED(...) text_format(player->arena, __VA_ARGS__)

/* The hour written with a day, or MINUTE_NONE. */
static int32_t minute_of(const struct node *node)
{
    const struct node *time = node_child(node, NODE_TIME);

    return time ? (int32_t)time->number : MINUTE_NONE;
}

/* ---- Values -------------------------------------------------------------- */

/* A line for each person, with its fields in the order of the route, which resolve.c gave them. */
static struct text people_written(const struct player *player, const struct node *people)
{
    struct text lines = TEXT("");

    for (const struct node *person = people->first; person; person = person->next) {
        int32_t fields = 0;
        for (const struct node *given = person->first; given; given = given->next) fields++;
        for (int32_t place = 0; place < fields; place++) {
            const struct node *given = person->first;
            while (given->number != place) given = given->next;
            struct text cell = given->first->kind == NODE_STRING ? given->first->text : spelling(player, given->first->name);
            lines = EXPECTED("%.*s%s%.*s", TEXT_ARGS(lines), place ? "\t" : "", TEXT_ARGS(cell));
        }
        lines = EXPECTED("%.*s\n", TEXT_ARGS(lines));
    }
    return lines;
}

static struct text value_text(const struct player *player, const struct node *value)
{
    char day[MOMENT_TEXT_SIZE];
    struct text joined = TEXT("");

    switch ((int)value->kind) {
    case NODE_TIME:   return EXPECTED("%s", minute_format(value->number, day));
    case NODE_PEOPLE: return people_written(player, value);
    case NODE_VALUES:
        for (const struct node *entry = value->first; entry; entry = entry->next)
            joined = EXPECTED("%.*s%.*s\n", TEXT_ARGS(joined), TEXT_ARGS(spelling(player, entry->name)));
        return joined.length ? joined : TEXT("\n");
    case NODE_NUMBER: return EXPECTED("%lld", (long long)value->number);
    case NODE_DATE:   return EXPECTED("%s", moment_format((day_t)value->number, minute_of(value), day));
    case NODE_AMOUNT:
        return EXPECTED("%.*s %.*s", TEXT_ARGS(value->text),
                        TEXT_ARGS(value->name == SYMBOL_NONE ? TEXT("pesos") : spelling(player, value->name)));
    case NODE_TRUTH:  return value->number ? TEXT("sí") : TEXT("no");
    case NODE_STRING: return value->text;
    case NODE_STRINGS:
        for (const struct node *entry = value->first; entry; entry = entry->next)
            joined = EXPECTED("%.*s%s%.*s", TEXT_ARGS(joined), entry == value->first ? "" : "\n",
                              TEXT_ARGS(entry->text));
        return joined;
    default:          return spelling(player, value->name);
    }
}

static bool read_value(struct player *player, struct text name, const struct node *value, struct given_datum *out,
                       struct fault *why)
{
    uint32_t datum;

    return given_datum_name(player->context, player->program, player->route, name, &datum, why)
        && given_value(player->context, player->program, datum, value_text(player, value), out, why);
}

/* ---- Acts ---------------------------------------------------------------- */

static size_t children(const struct node *parent)
{
    size_t count = 0;

    for (const struct node *child = parent ? parent->first : NULL; child; child = child->next) count++;
    return count;
}

static struct text person(const struct player *player, const struct node *who)
{
    return who->kind == NODE_STRING ? who->text : spelling(player, who->name);
}

/* The names (or texts) of a node's children. */
static const struct text *names_of(const struct player *player, const struct node *list, uint32_t *count)
{
    struct text *names = arena_array(player->arena, children(list) + 1, sizeof *names);

    *count = 0;
    for (const struct node *child = list ? list->first : NULL; child; child = child->next)
        names[(*count)++] = person(player, child);
    return names;
}

static bool read_data(struct player *player, const struct node *act, struct event *event, struct fault *why)
{
    struct given_datum *data = arena_array(player->arena, children(act) + 1, sizeof *data);

    for (const struct node *assign = node_child(act, NODE_ASSIGN); assign; assign = node_next(assign))
        if (!read_value(player, spelling(player, assign->name), assign->first, &data[event->data_count++], why))
            return false;
    event->data = data;
    return true;
}

static bool read_instruments(struct player *player, const struct node *act, struct event *event, struct fault *why)
{
    const struct text *names = names_of(player, node_child(act, NODE_PRODUCES), &event->instrument_count);
    uint32_t *instruments = arena_array(player->arena, event->instrument_count + 1, sizeof *instruments);

    for (uint32_t i = 0; i < event->instrument_count; i++)
        if (!given_instrument(player->context, player->program, player->route, names[i], &instruments[i], why))
            return false;
    event->instruments = instruments;
    event->signers = names_of(player, node_child(act, NODE_SIGNED_BY), &event->signer_count);
    return given_once(player->program, instruments, event->instrument_count, why);
}

/* Those of the session with that mark after them; NODE_ATTENDS: the members who attend, by themselves or not. */
static const struct text *people_of(const struct player *player, const struct node *attends, enum node_kind mark, uint32_t *count)
{
    struct text *names = arena_array(player->arena, children(attends) + 1, sizeof *names);

    *count = 0;
    for (const struct node *who = attends ? attends->first : NULL; who; who = who->next) {
        enum node_kind next = who->next ? who->next->kind : NODE_ATTENDS;
        bool voting = next != NODE_AS_INVITEE && next != NODE_IMPEDED;
        if (!node_marks_person(who) && (next == mark || (mark == NODE_ATTENDS && voting))) names[(*count)++] = person(player, who);
    }
    return names;
}

static void read_people(const struct player *player, const struct node *act, struct event *event)
{
    const struct node *attends = node_child(act, NODE_ATTENDS);

    event->attendees = people_of(player, attends, NODE_ATTENDS, &event->attendee_count);
    event->delegates = people_of(player, attends, NODE_DELEGATE, &event->delegate_count);
    event->invitees = people_of(player, attends, NODE_AS_INVITEE, &event->invitee_count);
    event->impeded = people_of(player, attends, NODE_IMPEDED, &event->impeded_count);
}

static void read_votes(const struct player *player, const struct node *act, struct event *event)
{
    const struct node *votes = node_child(act, NODE_VOTES);
    const struct node *outcome = votes ? node_child(votes, NODE_OUTCOME) : NULL;

    event->in_favour = votes ? (int32_t)votes->number : -1;
    event->against = votes ? (int32_t)votes->other : -1;
    const struct node *chair = votes ? node_child(votes, NODE_CHAIR_VOTE) : NULL;
    const struct node *convenes = votes ? node_child(votes, NODE_CONVENES) : NULL;
    event->convener = convenes ? (uint32_t)convenes->number : 0;
    if (event->convener == CONVENER_OUTSIDER) event->outsider = spelling(player, convenes->name);
    event->extraordinary = votes && node_child(votes, NODE_CONVENES_EXTRA);
    event->urgent = votes && node_child(votes, NODE_URGENT);
    event->consensus = votes && node_child(votes, NODE_CONSENSUS);
    event->chair = chair ? (enum chair_vote)chair->number : CHAIR_UNSAID;
    event->outcome = outcome ? (int32_t)outcome->number : -1;
}

static void read_length(const struct node *act, struct event *event)
{
    const struct node *length = node_child(act, NODE_LENGTH);

    if (length) event->term = (struct term){ length->number, (enum time_unit)length->other };
}

static bool same_name(struct player *player, const char *found, symbol_t expected)
{
    return text_equal(fold(player->arena, text_from(found)), fold(player->arena, spelling(player, expected)));
}

/* The last clock of that name: the newest occurrence that was armed, else a pending one. */
static const struct deadline_state *find_clock(struct player *player, symbol_t name)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(player->run, &count), *found = NULL;

    for (uint32_t i = 0; i < count; i++) {
        const char *other = program_text(player->program, program_deadline_at(player->program, clocks[i].deadline)->name);
        bool armed = clocks[i].status != DEADLINE_PENDING && clocks[i].status != DEADLINE_NOT_APPLICABLE;
        if (same_name(player, other, name) && (armed || !found)) found = &clocks[i];
    }
    return found;
}

static bool find_deadline(struct player *player, symbol_t name, uint32_t *out, struct fault *why)
{
    const struct deadline_state *clock = find_clock(player, name);

    if (!clock) return fault_set(why, EXIT_USAGE, "la ruta no tiene el plazo «%.*s»", TEXT_ARGS(spelling(player, name)));
    *out = clock->deadline;
    return true;
}

static struct text grounds_of(const struct node *act)
{
    const struct node *grounds = node_child(act, NODE_GROUNDS);

    return grounds ? grounds->text : TEXT("");
}

static bool read_measures(struct player *player, const struct node *act, struct event *event, struct fault *why)
{
    const struct node *list = node_child(act, NODE_MEASURES);
    const struct text *names = names_of(player, list, &event->measure_count);
    uint32_t *measures = arena_array(player->arena, event->measure_count + 1, sizeof *measures);

    event->measure_act = (enum measure_act)list->number;
    event->measures = measures;
    for (uint32_t i = 0; i < event->measure_count; i++)
        if (!given_measure(player->context, player->program, player->route, names[i], &measures[i], why)) return false;
    return true;
}

/* The one that the case started of that route and has yet to return. */
static bool find_subroute(struct player *player, symbol_t route, uint32_t *out, struct fault *why)
{
    const struct program_route *shape = program_route_at(player->program, player->route);

    for (uint32_t i = shape->subroutes_first; i < shape->subroutes_first + shape->subroutes_count; i++) {
        const struct subroute_state *state = run_subroute(player->run, i);
        const struct program_subroute *subroute = program_subroute_at(player->program, i);
        const char *name = program_text(player->program, program_route_at(player->program, subroute->route)->name);
        *out = i;
        if (same_name(player, name, route) && state->returned < state->started) return true;
    }
    return fault_set(why, EXIT_USAGE, "el caso no tiene en curso ninguna ruta «%.*s»", TEXT_ARGS(spelling(player, route)));
}

/* What is said of the other route comes back as its crossings say. */
static bool read_return(struct player *player, const struct node *act, struct event *event, struct fault *why)
{
    const struct node *ended = node_child(act, NODE_ENDED_IN);
    uint32_t own = player->route;

    event->kind = EVENT_RETURN;
    if (!find_subroute(player, act->name, &event->subroute, why)) return false;
    const struct program_subroute *subroute = program_subroute_at(player->program, event->subroute);
    event->serial = run_subroute(player->run, event->subroute)->started;
    event->final = spelling(player, ended->name);
    player->route = subroute->route;        /* its data are those of the other route */
    bool ok = read_data(player, act, event, why);
    player->route = own;
    struct given_datum *returned = arena_array(player->arena, subroute->returns_count + 1, sizeof *returned);
    event->data_count = subroute_returned((struct edition){ player->program, subroute->route }, player->program, event->subroute, event->final, event->data, event->data_count, returned);
    event->data = returned;
    return ok;
}

static bool read_event(struct player *player, const struct node *act, struct event *event, struct fault *why)
{
    const struct node *actor = node_child(act, NODE_REF);

    *event = (struct event){ .day = (day_t)act->number, .minute = minute_of(act), .in_favour = -1, .against = -1, .outcome = -1 };
    if (actor) event->actor = spelling(player, actor->name);
    if (act->kind == NODE_ACT_RETURN) return read_return(player, act, event, why);
    if (!read_data(player, act, event, why) || !read_instruments(player, act, event, why)) return false;
    switch ((int)act->kind) {
    case NODE_ACT_COMPLETE:
        event->kind = EVENT_COMPLETE;
        return given_step(player->context, player->program, player->route, spelling(player, act->name),
                          &event->step, why);
    case NODE_ACT_SESSION:
        event->kind = EVENT_SESSION;
        read_people(player, act, event);
        read_votes(player, act, event);
        return given_body(player->context, player->program, spelling(player, act->name), event->day, &event->body, why);
    case NODE_ACT_EXTEND:
        event->kind = EVENT_EXTEND;
        read_length(act, event);
        return find_deadline(player, act->name, &event->deadline, why);
    case NODE_ACT_MEASURE:
        event->kind = EVENT_MEASURE;
        return read_measures(player, act, event, why);
    case NODE_ACT_EXPIRE:
        event->kind = EVENT_EXPIRE;
        return find_deadline(player, act->name, &event->deadline, why);
    case NODE_ACT_ADD:
        event->kind = EVENT_ADD;
        event->item = act->text;
        event->reason = grounds_of(act);
        event->outcome = (int32_t)node_child(act, NODE_MET)->number;
        return given_datum_name(player->context, player->program, player->route, spelling(player, act->name), &event->checklist, why);
    case NODE_ACT_JUDGE:
        event->kind = EVENT_JUDGE;
        event->reason = grounds_of(act);
        return true;
    default:
        event->kind = act->kind == NODE_ACT_PRODUCE ? EVENT_PRODUCE : EVENT_INFORM;
        return true;
    }
}

static bool play_act(struct player *player, const struct node *act)
{
    bool must_refuse = act->other == 1;
    struct event event;
    struct refusal refusal;
    struct fault why = {0};

    player->now = (day_t)act->number;
    if (!read_event(player, act, &event, &why))
        return fails(player, act, TEXT("un acto que se entienda"), text_copy(player->arena, text_from(why.message)));
    bool accepted = run_step(player->run, &event, player->today, &refusal);
    if (accepted && must_refuse)
        return fails(player, act, TEXT("que no pudiera hacerse"), TEXT("el acto fue aceptado"));
    if (accepted || must_refuse) return true;
    return fails(player, act, TEXT("que el acto fuera aceptado"),
                 EXPECTED("%s: %s%s%s%s", refusal_code_text(refusal.code), refusal.sentence,
                          refusal.source[0] ? " (" : "", refusal.source, refusal.source[0] ? ")" : ""));
}

/* ---- Expectations -------------------------------------------------------- */

static const char *name_or(const struct program *program, enum program_table table, uint32_t index, const char *none)
{
    if (index == NONE) return none;
    return program_text(program, table == PROGRAM_TABLE_step ? program_step_at(program, index)->name
                                                             : program_final_at(program, index)->name);
}

static bool expect_stage(struct player *player, const struct node *node)
{
    const char *stage = name_or(player->program, PROGRAM_TABLE_step, run_stage(player->run), "");

    if (same_name(player, stage, node->name)) return true;
    return fails(player, node, EXPECTED("la etapa es «%.*s»", TEXT_ARGS(spelling(player, node->name))),
                 stage[0] ? EXPECTED("la etapa es «%s»", stage)
                          : EXPECTED("el caso terminó en «%s»", name_or(player->program, PROGRAM_TABLE_final,
                                                                        run_final(player->run), "")));
}

static bool expect_final(struct player *player, const struct node *node)
{
    const char *final = name_or(player->program, PROGRAM_TABLE_final, run_final(player->run), "");

    if (same_name(player, final, node->name)) return true;
    return fails(player, node, EXPECTED("el final es «%.*s»", TEXT_ARGS(spelling(player, node->name))),
                 final[0] ? EXPECTED("el final es «%s»", final)
                          : EXPECTED("el caso sigue abierto, en la etapa «%s»",
                                     name_or(player->program, PROGRAM_TABLE_step, run_stage(player->run), "")));
}

static const char *expected_word(int64_t status)
{
    static const char *const words[] = { "pendiente", "en curso", "cumplido", "vencido", "suspendido" };

    return words[status];
}

static enum expected_status of_step(enum step_status status)
{
    switch (status) {
    case STEP_RUNNING: return EXPECT_RUNNING;
    case STEP_DONE:    return EXPECT_MET;
    case STEP_NOT_REACHED:
    case STEP_LEFT:
    case STEP_UNDECIDED:
    case STEP_SKIPPED:
    case STEP_WAITING: break;
    }
    return EXPECT_PENDING;
}

static bool expect_moment(struct player *player, const struct node *node)
{
    struct text name = spelling(player, node->name);
    struct fault why = {0};
    uint32_t step;

    if (!given_step(player->context, player->program, player->route, name, &step, &why))
        return fails(player, node, EXPECTED("un momento «%.*s»", TEXT_ARGS(name)), TEXT("no existe en la ruta"));
    enum expected_status found = of_step(run_step_state(player->run, step)->status);
    if (found == (enum expected_status)node->number) return true;
    return fails(player, node, EXPECTED("el momento «%.*s» está %s", TEXT_ARGS(name), expected_word(node->number)),
                 EXPECTED("está %s", expected_word(found)));
}

static bool expect_skipped(struct player *player, const struct node *node)
{
    struct text name = spelling(player, node->name);
    struct fault why = {0};
    uint32_t step;

    if (!given_step(player->context, player->program, player->route, name, &step, &why))
        return fails(player, node, EXPECTED("una etapa o un momento «%.*s»", TEXT_ARGS(name)), TEXT("no existe en la ruta"));
    enum step_status status = run_step_state(player->run, step)->status;
    if (status == STEP_SKIPPED) return true;
    return fails(player, node, EXPECTED("«%.*s» no aplica", TEXT_ARGS(name)),
                 status == STEP_UNDECIDED ? TEXT("no se sabe todavía si aplica") : EXPECTED("está %s", expected_word(of_step(status))));
}

static bool expect_due(struct player *player, const struct node *node)
{
    const struct deadline_state *clock = find_clock(player, node->name);
    int32_t minute = minute_of(node);
    char day[MOMENT_TEXT_SIZE];
    bool armed = clock && clock->status != DEADLINE_PENDING && clock->status != DEADLINE_NOT_APPLICABLE;
    bool suspended = clock && clock->status == DEADLINE_SUSPENDED;

    if (armed && !suspended && clock->due == (day_t)node->number && (minute == MINUTE_NONE || clock->due_minute == minute)) return true;
    struct text expected = EXPECTED("el plazo «%.*s» vence el %s", TEXT_ARGS(spelling(player, node->name)),
                                    moment_format((day_t)node->number, minute, day));
    if (suspended) return fails(player, node, expected, TEXT("está suspendido"));
    return fails(player, node, expected, armed ? EXPECTED("vence el %s", moment_format(clock->due, clock->due_minute, day))
                                               : TEXT("no ha empezado a correr"));
}

static bool find_measure(struct player *player, const struct node *node, uint32_t *out)
{
    struct fault why = {0};

    return given_measure(player->context, player->program, player->route, spelling(player, node->name), out, &why)
        || fails(player, node, EXPECTED("una medida «%.*s»", TEXT_ARGS(spelling(player, node->name))), TEXT("no es de la ruta"));
}

static bool expect_measure(struct player *player, const struct node *node)
{
    uint32_t measure;

    if (!find_measure(player, node, &measure)) return false;
    enum measure_status found = run_measure_state(player->run, measure)->status;
    if (found == (enum measure_status)node->number) return true;
    return fails(player, node, EXPECTED("la medida «%.*s» está %s", TEXT_ARGS(spelling(player, node->name)),
                                        measure_status_word((enum measure_status)node->number)),
                 EXPECTED("está %s", measure_status_word(found)));
}

/* The last clock of a measure: of its term, or of its review. */
static const struct deadline_state *measure_clock(struct player *player, uint32_t measure, bool review)
{
    uint32_t count;
    const struct deadline_state *clocks = run_deadlines(player->run, &count), *found = NULL;
    enum anchor_kind kind = review ? ANCHOR_MEASURE_LOOKED_AT : ANCHOR_MEASURE_BEGUN;

    for (uint32_t i = 0; i < count; i++) {
        const struct program_deadline *row = program_deadline_at(player->program, clocks[i].deadline);
        if (row->from_count == 0) continue;
        const struct program_anchor *anchor = program_anchor_at(player->program, row->from_first);
        bool armed = clocks[i].status != DEADLINE_PENDING && clocks[i].status != DEADLINE_NOT_APPLICABLE;
        if (anchor->kind == kind && anchor->measure == measure && armed) found = &clocks[i];
    }
    return found;
}

static bool expect_measure_due(struct player *player, const struct node *node)
{
    char day[DATE_TEXT_SIZE];
    uint32_t measure;

    if (!find_measure(player, node, &measure)) return false;
    const struct deadline_state *clock = measure_clock(player, measure, node->other == 1);
    if (clock && clock->due == (day_t)node->number) return true;
    const char *verb = node->other == 1 ? "se revisa" : "vence";
    struct text expected = EXPECTED("la medida «%.*s» %s el %s", TEXT_ARGS(spelling(player, node->name)), verb,
                                    day_format((day_t)node->number, day));
    return fails(player, node, expected, clock ? EXPECTED("%s el %s", verb, day_format(clock->due, day)) : TEXT("no ha empezado a correr"));
}

static bool expect_started(struct player *player, const struct node *node)
{
    const struct program_route *shape = program_route_at(player->program, player->route);
    bool started = false;

    for (uint32_t i = shape->subroutes_first; i < shape->subroutes_first + shape->subroutes_count; i++) {
        const struct program_subroute *subroute = program_subroute_at(player->program, i);
        const char *name = program_text(player->program, program_route_at(player->program, subroute->route)->name);
        started |= same_name(player, name, node->name) && run_subroute(player->run, i)->started > 0;
    }
    if (started == (node->number == 1)) return true;
    return fails(player, node, EXPECTED("el caso %sinició la ruta «%.*s»", node->number ? "" : "no ", TEXT_ARGS(spelling(player, node->name))),
                 started ? TEXT("la inició") : TEXT("no la ha iniciado"));
}

static bool expect_deemed(struct player *player, const struct node *node)
{
    if (run_deemed(player->run, node->text)) return true;
    return fails(player, node, EXPECTED("se entiende «%.*s»", TEXT_ARGS(node->text)),
                 TEXT("ningún plazo que venciera hizo entenderlo"));
}

static const char *clock_word(const struct deadline_state *clock, day_t today)
{
    if (!clock) return expected_word(EXPECT_PENDING);
    switch (run_deadline_status(clock, today)) {
    case DEADLINE_RUNNING:        return expected_word(EXPECT_RUNNING);
    case DEADLINE_MET:            return expected_word(EXPECT_MET);
    case DEADLINE_EXPIRED:        return expected_word(EXPECT_EXPIRED);
    case DEADLINE_NOT_APPLICABLE: return "sin aplicar";
    case DEADLINE_SUSPENDED:      return expected_word(EXPECT_SUSPENDED);
    case DEADLINE_PENDING:        break;
    }
    return expected_word(EXPECT_PENDING);
}

static bool expect_deadline(struct player *player, const struct node *node)
{
    day_t day = (day_t)node->other == DAY_NONE ? player->now : (day_t)node->other;
    const char *found = clock_word(find_clock(player, node->name), day);
    const char *expected = expected_word(node->number);
    char written[DATE_TEXT_SIZE];

    if (strcmp(found, expected) == 0) return true;
    return fails(player, node, EXPECTED("el plazo «%.*s» está %s el %s", TEXT_ARGS(spelling(player, node->name)),
                                        expected, day_format(day, written)), EXPECTED("está %s", found));
}

static bool expect_outcome(struct player *player, const struct node *node)
{
    static const char *const words[] = { "el comité no adopta", "el comité adopta" };
    const struct session_state *session = run_last_session(player->run);

    if (session && session->adopted == (node->number == 1)) return true;
    return fails(player, node, text_from(words[node->number == 1]),
                 session ? text_from(words[session->adopted]) : TEXT("ningún comité ha sesionado"));
}

static bool expect_times(struct player *player, const struct node *node)
{
    struct text name = spelling(player, node->name);
    enum comparison comparison = (enum comparison)node->other;
    struct fault why = {0};
    uint32_t row, found;

    if (given_instrument(player->context, player->program, player->route, name, &row, &why))
        found = run_instrument_records(player->run, row);
    else if (given_step(player->context, player->program, player->route, name, &row, &why))
        found = run_step_state(player->run, row)->entries;
    else
        return fails(player, node, EXPECTED("veces de «%.*s»", TEXT_ARGS(name)), TEXT("no es de la ruta"));
    if (condition_compare(comparison, found, node->number)) return true;
    return fails(player, node, EXPECTED("veces de «%.*s» %s %d", TEXT_ARGS(name), comparison_word(comparison), (int)node->number),
                 EXPECTED("han sido %u", (unsigned)found));
}

/* The datum of that name, and its value now; VALUE_UNKNOWN when it is not known. */
static bool find_datum(struct player *player, symbol_t name, uint32_t *datum, value_t *value)
{
    struct fault why = {0};

    if (!given_datum_name(player->context, player->program, player->route, spelling(player, name), datum, &why)) return false;
    *value = run_datum(player->run, *datum);
    return true;
}

/* How many people of a datum have the value of «con calidad hijo». */
static uint32_t people_having(struct player *player, uint32_t datum, const struct node *field)
{
    const struct program_datum *row = program_datum_at(player->program, datum);
    uint32_t place = (uint32_t)field->number;
    const struct program_list *list = program_list_at(player->program, program_field_at(player->program, row->fields_first + place)->list);
    uint32_t value = program_find(player->program, PROGRAM_TABLE_value, list->values_first, list->values_count,
                                  spelling(player, field->first->name));

    if (value == NONE) return 0;
    return people_count(player->program, datum, run_datum_text(player->run, datum), place, value - list->values_first);
}

static bool expect_how_many(struct player *player, const struct node *node)
{
    const struct node *compare = node->first;
    struct text name = spelling(player, compare->first->name);
    enum comparison comparison = (enum comparison)compare->number;
    uint32_t datum, found = 0;
    value_t value;
    bool known = find_datum(player, compare->first->name, &datum, &value) && value != VALUE_UNKNOWN;

    const struct node *field = compare->first->first;
    if (known && field) found = people_having(player, datum, field);
    else if (known) found = run_datum_size(player->run, datum);
    if (known && condition_compare(comparison, found, compare->first->next->number)) return true;
    return fails(player, node, EXPECTED("cuántos de %.*s %s %d", TEXT_ARGS(name), comparison_word(comparison), (int)compare->first->next->number),
                 known ? EXPECTED("son %u", (unsigned)found) : TEXT("no se conoce"));
}

static bool expect_contains(struct player *player, const struct node *node)
{
    const struct node *contains = node->first;
    struct text name = spelling(player, contains->first->name), one = spelling(player, contains->first->next->name);
    struct given_datum expected, found;
    struct fault why = {0};

    if (!read_value(player, name, contains->first->next, &expected, &why))
        return fails(player, node, TEXT("un dato que se entienda"), text_copy(player->arena, text_from(why.message)));
    found = (struct given_datum){ .datum = expected.datum, .value = run_datum(player->run, expected.datum), .minute = MINUTE_NONE };
    if (found.value != VALUE_UNKNOWN && (found.value & expected.value)) return true;
    return fails(player, node, EXPECTED("%.*s contiene %.*s", TEXT_ARGS(name), TEXT_ARGS(one)),
                 found.value == VALUE_UNKNOWN ? TEXT("no se conoce")
                     : EXPECTED("contiene %.*s", TEXT_ARGS(given_value_text(player->arena, player->program, &found))));
}

static bool expect_datum(struct player *player, const struct node *node)
{
    const struct node *compare = node->first;
    if (compare->kind == NODE_CONTAINS) return expect_contains(player, node);
    if (compare->first->kind == NODE_HOW_MANY) return expect_how_many(player, node);
    struct text name = spelling(player, compare->first->name);
    struct given_datum expected, found;
    struct fault why = {0};

    if (!read_value(player, name, compare->first->next, &expected, &why))
        return fails(player, node, TEXT("un dato que se entienda"), text_copy(player->arena, text_from(why.message)));
    found = (struct given_datum){ expected.datum, run_datum(player->run, expected.datum),
                                  run_datum_text(player->run, expected.datum),
                                  run_datum_minute(player->run, expected.datum) };
    bool known = found.value != VALUE_UNKNOWN;
    enum comparison comparison = (enum comparison)compare->number;
    if (known && condition_compare(comparison, found.value, expected.value)) return true;
    return fails(player, node, EXPECTED("%.*s %s %.*s", TEXT_ARGS(name), comparison_word(comparison),
                                        TEXT_ARGS(given_value_text(player->arena, player->program, &expected))),
                 known ? EXPECTED("es %.*s", TEXT_ARGS(given_value_text(player->arena, player->program, &found)))
                       : TEXT("no se conoce"));
}

static bool play_line(struct player *player, const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_ACT_COMPLETE:
    case NODE_ACT_PRODUCE:
    case NODE_ACT_INFORM:
    case NODE_ACT_JUDGE:
    case NODE_ACT_ADD:
    case NODE_ACT_SESSION:
    case NODE_ACT_EXTEND:
    case NODE_ACT_MEASURE:
    case NODE_ACT_EXPIRE:      return play_act(player, node);
    case NODE_ACT_RETURN:      return play_act(player, node);
    case NODE_EXPECT_STARTED:  return expect_started(player, node);
    case NODE_EXPECT_DEEMED:   return expect_deemed(player, node);
    case NODE_EXPECT_STAGE:    return expect_stage(player, node);
    case NODE_EXPECT_FINAL:    return expect_final(player, node);
    case NODE_EXPECT_MOMENT:   return expect_moment(player, node);
    case NODE_EXPECT_DUE:      return expect_due(player, node);
    case NODE_EXPECT_MEASURE:  return expect_measure(player, node);
    case NODE_EXPECT_MEASURE_DUE: return expect_measure_due(player, node);
    case NODE_EXPECT_DEADLINE: return expect_deadline(player, node);
    case NODE_EXPECT_OUTCOME:  return expect_outcome(player, node);
    case NODE_EXPECT_TIMES:    return expect_times(player, node);
    case NODE_EXPECT_SKIPPED:  return expect_skipped(player, node);
    case NODE_EXPECT_DATUM:    return expect_datum(player, node);
    default:                   return true;    /* ROUTE_REF, FUENTE, NOTA */
    }
}

static bool is_act(const struct node *node)
{
    return node->kind == NODE_ACT_COMPLETE || node->kind == NODE_ACT_PRODUCE || node->kind == NODE_ACT_INFORM
        || node->kind == NODE_ACT_JUDGE || node->kind == NODE_ACT_ADD || node->kind == NODE_ACT_SESSION || node->kind == NODE_ACT_EXTEND || node->kind == NODE_ACT_EXPIRE
        || node->kind == NODE_ACT_MEASURE
        || node->kind == NODE_ACT_RETURN;
}

/* Opens the case on the day of the first act. */
static bool open_case(struct player *player, const struct node *scenario, bool *opened)
{
    struct event opening = { .kind = EVENT_OPEN, .day = DAY_NONE, .route = player->route, .actor = TEXT("escenario"),
                             .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1 };
    struct refusal refusal;

    for (const struct node *line = scenario->first; line; line = line->next) {
        if (!is_act(line)) continue;
        if (opening.day == DAY_NONE) {
            opening.day = (day_t)line->number;
            opening.minute = minute_of(line);
        }
        if (player->today == DAY_NONE || (day_t)line->number > player->today) player->today = (day_t)line->number;
    }
    if (opening.day == DAY_NONE)
        return fails(player, scenario, TEXT("al menos un acto"), TEXT("el escenario no tiene ninguno"));
    *opened = run_step(player->run, &opening, player->today, &refusal);
    return *opened || fails(player, scenario, TEXT("que el caso se abriera"),
                            text_copy(player->arena, text_from(refusal.sentence)));
}

bool scenario_run_under(struct command_context *context, const struct compilation *compilation,
                        const struct scenario *scenario, const struct scenario_text *text, bool *passed,
                        struct scenario_failure *failure, struct fault *why)
{
    struct player player = {
        .context = context, .arena = &context->arena, .compilation = compilation, .program = text->program,
        .route = text->route, .text = text, .today = DAY_NONE, .now = DAY_NONE, .failure = failure,
    };

    *passed = false;
    if (!run_new(&player.run, player.program, player.route, why)) return false;
    if (open_case(&player, scenario->node, passed))
        for (const struct node *line = scenario->node->first; line && *passed; line = line->next)
            *passed = play_line(&player, line);
    run_free(player.run);
    return true;
}

bool scenario_run(struct command_context *context, const struct compilation *compilation,
                  const struct scenario *scenario, bool *passed, struct scenario_failure *failure,
                  struct fault *why)
{
    struct scenario_text own = { compilation->program, scenario->route, NULL, 0 };

    return scenario_run_under(context, compilation, scenario, &own, passed, failure, why);
}
