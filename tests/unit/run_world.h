/* run_world.h -- an invented route, built by hand, and a short way to write its events.
 *
 *   "2026-03-13 completa recepcion solicitud=2026-03-13 +formulario ~oficina_x"
 *   "2026-03-20 sesiona comite_a @uno @dos @tres 2-1 adopta virtual procede=si"
 *   "2026-03-20T10:30 prorroga acuse 10__días__hábiles +oficio"
 *
 * +instrument, ~signer, @attendee, %attendee by delegate, «convoca:N» (enum convener), datum=value, votes for-against, «consenso», and «preside+» or
 * «preside-» where the chair settles a tie. «__» stands for a
 * space, «|» parts the entries of a list of texts. */
#ifndef TESTS_RUN_WORLD_H
#define TESTS_RUN_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "runtime/opcode.h"
#include "runtime/run.h"
#include "runtime/verify.h"

#define TODAY "2026-12-31"
#define MAX_GIVEN 16

static inline day_t day_of(const char *text)
{
    day_t day = DAY_NONE;
    if (day_parse(text_from(text), &day) != DATE_OK) fail_msg("no es una fecha: %s", text);
    return day;
}

static inline day_t moment_of(const char *text, int32_t *minute)
{
    day_t day = DAY_NONE;
    if (moment_parse(text_from(text), &day, minute) != DATE_OK) fail_msg("no es una fecha: %s", text);
    return day;
}

/* ---- Building ------------------------------------------------------------ */

struct world {
    struct program_builder *builder;
    struct program *program;
    struct run *run;
    struct arena arena;
    struct refusal refusal;
};

#define RECORD(w, table, index) ((struct program_##table *)program_record((w)->builder, PROGRAM_TABLE_##table, (index)))

static inline uint32_t string_of(struct world *w, const char *text)
{
    return program_string(w->builder, text_from(text));
}

static inline uint32_t many(struct world *w, uint32_t count, const uint32_t *indexes)
{
    return program_refs(w->builder, indexes, count);
}

/* A guard: whether a truth is sí. */
static inline uint32_t guard_on(struct world *w, uint32_t datum)
{
    uint32_t at = program_add(w->builder, PROGRAM_TABLE_code, 2);
    RECORD(w, code, at)->word = opcode_word(OP_LOAD_DATUM, (int32_t)datum);
    RECORD(w, code, at + 1)->word = opcode_word(OP_RETURN, 0);
    uint32_t function = program_add(w->builder, PROGRAM_TABLE_function, 1);
    *RECORD(w, function, function) = (struct program_function){ .start = (int32_t)at, .length = 2, .depth = 1 };
    return function;
}

enum { DATUM_SOLICITUD, DATUM_ENTREGA, DATUM_PROCEDE, DATUM_GRAVE, DATUM_COLECTIVO, DATUM_CONVOCADOS, DATUM_NOTA, DATUM_LARGO, DATA };
enum { RECEPCION, ANALISIS, COMITE, SEGUIMIENTO, VERIFICAR, EVALUAR, VISITAR, ENTREGAR, CAPACITAR, ACOMPANAR, STEPS };
enum { FORMULARIO, INFORME, ACTA, OFICIO, AJENO, INSTRUMENTS };
enum { COMITE_A, COMITE_B, MESA, CUALQUIERA, BODIES };
enum { ARCHIVO, CIERRE, FINALS };

static inline void add_data(struct world *w)
{
    static const struct { const char *name; uint32_t type; } rows[DATA] = {
        { "solicitud", TYPE_DATE }, { "entrega", TYPE_DATE }, { "procede", TYPE_TRUTH }, { "grave", TYPE_TRUTH },
        { "colectivo", TYPE_TRUTH }, { "convocados", TYPE_TEXTS }, { "nota", TYPE_TEXT }, { "largo", TYPE_TRUTH },
    };
    program_add(w->builder, PROGRAM_TABLE_datum, DATA);
    for (uint32_t i = 0; i < DATA; i++) {
        *RECORD(w, datum, i) = (struct program_datum){ .name = string_of(w, rows[i].name), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = rows[i].type, .list = NONE, .unit = NONE };
    }
    RECORD(w, datum, DATUM_SOLICITUD)->source = string_of(w, "N1 art. 1");
}

static inline void add_instruments(struct world *w)
{
    static const char *const names[INSTRUMENTS] = { "formulario", "informe", "acta", "oficio", "ajeno" };
    uint32_t oficina = program_add(w->builder, PROGRAM_TABLE_actor, 1);
    *RECORD(w, actor, oficina) = (struct program_actor){ PROGRAM_ALWAYS,
        .name = string_of(w, "oficina_x"), .caption = string_of(w, "Oficina Equis"), .part_of = NONE };
    program_add(w->builder, PROGRAM_TABLE_instrument, INSTRUMENTS);
    for (uint32_t i = 0; i < INSTRUMENTS; i++) {
        *RECORD(w, instrument, i) = (struct program_instrument){ PROGRAM_ALWAYS, .name = string_of(w, names[i]), .signed_by_all = NONE };
    }
    RECORD(w, instrument, FORMULARIO)->signers_first = many(w, 1, &oficina);
    RECORD(w, instrument, FORMULARIO)->signers_count = 1;
    RECORD(w, instrument, FORMULARIO)->source = string_of(w, "N1 art. 2");
    RECORD(w, instrument, ACTA)->signed_by_all = DATUM_CONVOCADOS;
    RECORD(w, instrument, ACTA)->source = string_of(w, "N1 art. 3");
}

static inline void seat_body(struct world *w, uint32_t body, uint32_t count)
{
    static const char *const names[] = { "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete" };
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_seat, count);
    for (uint32_t i = 0; i < count; i++) RECORD(w, seat, first + i)->name = string_of(w, names[i]);
    RECORD(w, seat, first)->caption = string_of(w, "Dirección Primera");
    RECORD(w, body, body)->seats_first = first;
    RECORD(w, body, body)->seats_count = count;
}

/* comite_a: five members, three present, half plus one of those present. comite_b: seven,
 * half plus one, simple majority of the members. mesa: those the case convened, no stated rule
 * to decide. cualquiera: nobody knows who. */
static inline void add_bodies(struct world *w)
{
    program_add(w->builder, PROGRAM_TABLE_body, BODIES);
    *RECORD(w, body, COMITE_A) = (struct program_body){ PROGRAM_ALWAYS, .special_of = NONE, .outsider = NONE,
        .name = string_of(w, "comite_a"), .secretariat = NONE, .exception = NONE, .quorum = QUORUM_COUNT, .quorum_members = 3,
        .decision = DECISION_HALF_PLUS_ONE, .modalities = MODALITY_VIRTUAL, .quorum_source = string_of(w, "N1 art. 4 par. 1"), .decision_source = string_of(w, "N1 art. 4 par. 2"),
        .modalities_source = string_of(w, "N1 art. 4 par. 3"), .source = string_of(w, "N1 art. 4") };
    *RECORD(w, body, COMITE_B) = (struct program_body){ PROGRAM_ALWAYS, .special_of = NONE, .outsider = NONE,
        .name = string_of(w, "comite_b"), .secretariat = NONE, .exception = NONE, .quorum = QUORUM_HALF_PLUS_ONE,
        .decision = DECISION_SIMPLE_MAJORITY, .counted = OF_MEMBERS, .quorum_source = string_of(w, "N1 art. 5 par. 1"), .decision_source = string_of(w, "N1 art. 5 par. 2"),
        .modalities_source = string_of(w, "N1 art. 5 par. 3"), .source = string_of(w, "N1 art. 5") };
    *RECORD(w, body, MESA) = (struct program_body){ PROGRAM_ALWAYS, .special_of = NONE, .outsider = NONE,
        .name = string_of(w, "mesa"), .membership = MEMBERS_CONVENED, .secretariat = NONE, .exception = NONE,
        .quorum = QUORUM_HALF_PLUS_ONE, .quorum_source = string_of(w, "N1 art. 6 par. 1"), .decision_source = string_of(w, "N1 art. 6 par. 2"),
        .modalities_source = string_of(w, "N1 art. 6 par. 3"), .source = string_of(w, "N1 art. 6") };
    *RECORD(w, body, CUALQUIERA) = (struct program_body){ PROGRAM_ALWAYS, .special_of = NONE, .outsider = NONE,
        .name = string_of(w, "cualquiera"), .membership = MEMBERS_UNKNOWN, .secretariat = NONE, .exception = NONE,
        .decision = DECISION_UNANIMITY, .quorum_source = string_of(w, "N1 art. 7 par. 1"), .decision_source = string_of(w, "N1 art. 7 par. 2"),
        .modalities_source = string_of(w, "N1 art. 7 par. 3"), .source = string_of(w, "N1 art. 7") };
    seat_body(w, COMITE_A, 5);
    seat_body(w, COMITE_B, 7);
}

static inline void name_steps(struct world *w)
{
    static const char *const names[STEPS] = { "recepcion", "analisis", "comite", "seguimiento", "verificar", "evaluar",
                                              "visitar", "entregar", "capacitar", "acompanar" };
    program_add(w->builder, PROGRAM_TABLE_step, STEPS);
    for (uint32_t i = 0; i < STEPS; i++) {
        char source[32];
        snprintf(source, sizeof source, "N1 num. %u", i + 1);
        *RECORD(w, step, i) = (struct program_step){ .name = string_of(w, names[i]), .stage = NONE, .applies = NONE, .repeat_body = NONE,
                                                     .source = string_of(w, source) };
    }
}

static inline void set_moments(struct world *w, uint32_t stage, uint32_t first, uint32_t count)
{
    RECORD(w, step, stage)->moments_first = first;
    RECORD(w, step, stage)->moments_count = count;
    for (uint32_t i = 0; i < count; i++) RECORD(w, step, first + i)->stage = stage;
}

static inline void set_produces(struct world *w, uint32_t step, uint32_t instrument)
{
    RECORD(w, step, step)->produces_first = many(w, 1, &instrument);
    RECORD(w, step, step)->produces_count = 1;
}

static inline void set_asks(struct world *w, uint32_t step, uint32_t datum)
{
    RECORD(w, step, step)->asks_first = many(w, 1, &datum);
    RECORD(w, step, step)->asks_count = 1;
}

static inline void add_branches(struct world *w, uint32_t step, uint32_t count, const struct program_branch *rows)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_branch, count);
    for (uint32_t i = 0; i < count; i++) *RECORD(w, branch, first + i) = rows[i];
    RECORD(w, step, step)->branches_first = first;
    RECORD(w, step, step)->branches_count = count;
}

#define GO_STEP(g, s) { .guard = (g), .step = (s), .final = NONE }
#define GO_FINAL(g, f) { .guard = (g), .step = NONE, .final = (f) }
#define BRANCHES(w, step, ...) \
    add_branches(w, step, sizeof((struct program_branch[]){ __VA_ARGS__ }) / sizeof(struct program_branch), \
                 (const struct program_branch[]){ __VA_ARGS__ })

static inline void add_steps(struct world *w)
{
    name_steps(w);
    set_asks(w, RECEPCION, DATUM_SOLICITUD);
    set_produces(w, RECEPCION, FORMULARIO);
    BRANCHES(w, RECEPCION, GO_STEP(NONE, ANALISIS));

    set_moments(w, ANALISIS, VERIFICAR, 3);
    set_produces(w, EVALUAR, INFORME);
    RECORD(w, step, VISITAR)->repeat_count = 1;
    RECORD(w, step, VISITAR)->repeat_unit = UNIT_MONTHS;
    RECORD(w, step, ANALISIS)->receives_first = many(w, 1, (const uint32_t[]){ FORMULARIO });
    RECORD(w, step, ANALISIS)->receives_count = 1;
    BRANCHES(w, ANALISIS, GO_STEP(guard_on(w, DATUM_PROCEDE), COMITE), GO_STEP(NONE, RECEPCION));

    uint32_t sessions = program_add(w->builder, PROGRAM_TABLE_session, 2);
    *RECORD(w, session, sessions) = (struct program_session){ .body = COMITE_B, .guard = guard_on(w, DATUM_COLECTIVO) };
    *RECORD(w, session, sessions + 1) = (struct program_session){ .body = COMITE_A, .guard = NONE };
    RECORD(w, step, COMITE)->sessions_first = sessions;
    RECORD(w, step, COMITE)->sessions_count = 2;
    BRANCHES(w, COMITE, GO_STEP(guard_on(w, DATUM_GRAVE), SEGUIMIENTO), GO_FINAL(NONE, ARCHIVO));

    set_moments(w, SEGUIMIENTO, ENTREGAR, 3);
    RECORD(w, step, SEGUIMIENTO)->parallel = 1;
    set_produces(w, SEGUIMIENTO, ACTA);
    RECORD(w, step, ACOMPANAR)->repeat_body = MESA;
    BRANCHES(w, SEGUIMIENTO, GO_FINAL(NONE, CIERRE));
}

/* Anchors are written as kind and index. */
struct anchor_row { uint32_t kind, index; };

static inline uint32_t add_anchors(struct world *w, uint32_t count, const struct anchor_row *rows)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_anchor, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t kind = rows[i].kind, index = rows[i].index;
        *RECORD(w, anchor, first + i) = (struct program_anchor){
            .kind = kind, .datum = kind == ANCHOR_DATUM ? index : NONE,
            .instrument = kind == ANCHOR_INSTRUMENT ? index : NONE,
            .step = kind == ANCHOR_STEP_ENTRY || kind == ANCHOR_STEP_END ? index : NONE, .measure = NONE };
    }
    return first;
}

static inline uint32_t add_lengths(struct world *w, uint32_t count, const struct program_length *rows)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_length, count);
    for (uint32_t i = 0; i < count; i++) *RECORD(w, length, first + i) = rows[i];
    return first;
}

struct deadline_row {
    const char *name;
    uint32_t step;
    int32_t amount;
    uint32_t unit;
    uint32_t choice;
    uint32_t from_count;
    struct anchor_row from[2];
    uint32_t until_count;
    struct anchor_row until[1];
    uint32_t applies;           /* a datum, or NONE */
    uint32_t longer;            /* ten times as long when this datum is sí; NONE */
    bool periodic;
};

/* In order of step, those of the route last: each step's stand together. */
enum { ACUSE, DECISION, FIRST_OF, GRAVEDAD, ENTREGAS, VISITAS, INFORMES, TOTAL, DEADLINES };

static const struct deadline_row deadline_rows[DEADLINES] = {
    [ACUSE] = { "acuse", RECEPCION, 5, UNIT_WORKING_DAYS, ANCHOR_ONLY, 1, { { ANCHOR_DATUM, DATUM_SOLICITUD } }, 0, {{0, 0}}, NONE, NONE, false },
    [DECISION] = { "decision", COMITE, 30, UNIT_WORKING_DAYS, ANCHOR_LAST, 2,
                   { { ANCHOR_INSTRUMENT, FORMULARIO }, { ANCHOR_INSTRUMENT, INFORME } }, 0, {{0, 0}}, NONE, NONE, false },
    [FIRST_OF] = { "primero", COMITE, 1, UNIT_MONTHS, ANCHOR_FIRST, 2,
                   { { ANCHOR_DATUM, DATUM_ENTREGA }, { ANCHOR_STEP_ENTRY, COMITE } }, 1, { { ANCHOR_INSTRUMENT, OFICIO } }, NONE, NONE, false },
    [GRAVEDAD] = { "gravedad", COMITE, 3, UNIT_CALENDAR_DAYS, ANCHOR_ONLY, 1, { { ANCHOR_STEP_ENTRY, COMITE } }, 0, {{0, 0}}, DATUM_GRAVE, NONE, false },
    [ENTREGAS] = { "entregas", SEGUIMIENTO, 1, UNIT_MONTHS, ANCHOR_ONLY, 1, { { ANCHOR_STEP_END, COMITE } }, 0, {{0, 0}}, NONE, DATUM_LARGO, false },
    [VISITAS] = { "visitas", VISITAR, 1, UNIT_MONTHS, ANCHOR_ONLY, 1, { { ANCHOR_STEP_ENTRY, ANALISIS } }, 0, {{0, 0}}, NONE, NONE, true },
    [INFORMES] = { "informes", EVALUAR, 10, UNIT_WORKING_DAYS, ANCHOR_ONLY, 1, { { ANCHOR_INSTRUMENT, INFORME } }, 0, {{0, 0}}, NONE, NONE, false },
    [TOTAL] = { "total", NONE, 61, UNIT_CALENDAR_DAYS, ANCHOR_ONLY, 1, { { ANCHOR_DATUM, DATUM_SOLICITUD } }, 0, {{0, 0}}, NONE, NONE, false },
};

static inline void add_deadline(struct world *w, uint32_t index)
{
    const struct deadline_row *row = &deadline_rows[index];
    struct program_deadline deadline = { .name = string_of(w, row->name), .step = row->step, .applies = NONE, .periodic = row->periodic,
                                         .from_choice = row->choice, .from_count = row->from_count, .until_count = row->until_count,
                                         .source = string_of(w, "N1 art. 9") };
    struct program_length plain = { .amount = row->amount, .unit = row->unit, .guard = NONE };
    if (row->applies != NONE) deadline.applies = guard_on(w, row->applies);
    if (row->longer == NONE) {
        deadline.lengths_first = add_lengths(w, 1, &plain);
        deadline.lengths_count = 1;
    } else {
        struct program_length longer = { .amount = 10 * row->amount, .unit = row->unit, .guard = guard_on(w, row->longer) };
        deadline.lengths_first = add_lengths(w, 2, (const struct program_length[]){ longer, plain });
        deadline.lengths_count = 2;
    }
    deadline.from_first = add_anchors(w, row->from_count, row->from);
    deadline.until_first = add_anchors(w, row->until_count, row->until);
    *RECORD(w, deadline, index) = deadline;
    if (row->step == NONE) return;
    struct program_step *step = RECORD(w, step, row->step);
    if (step->deadlines_count++ == 0) step->deadlines_first = index;
}

/* Three of Colombia's, enough for the first half of 2026. */
static inline void add_calendar(struct world *w)
{
    static const char *const closed[] = { "2026-03-23", "2026-04-02", "2026-04-03" };
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_holiday, 3);
    for (uint32_t i = 0; i < 3; i++) {
        *RECORD(w, holiday, first + i) = (struct program_holiday){ .rule = HOLIDAY_ONCE, .from = day_of(closed[i]), .to = day_of(closed[i]) };
    }
    program_add(w->builder, PROGRAM_TABLE_calendar, 1);
    *RECORD(w, calendar, 0) = (struct program_calendar){
        .name = string_of(w, "inventado"), .base = NONE, .first = day_of("2020-01-01"), .last = day_of("2030-12-31"),
        .week = 31, .holidays_first = first, .holidays_count = 3 };
}

static inline void add_route(struct world *w)
{
    program_add(w->builder, PROGRAM_TABLE_final, FINALS);
    RECORD(w, final, ARCHIVO)->name = string_of(w, "archivo");
    RECORD(w, final, ARCHIVO)->source = string_of(w, "N1 art. 8");
    RECORD(w, final, CIERRE)->name = string_of(w, "cierre");
    program_add(w->builder, PROGRAM_TABLE_route, 1);
    *RECORD(w, route, 0) = (struct program_route){ PROGRAM_ALWAYS,
        .name = string_of(w, "inventada"), .data_count = DATA, .steps_count = STEPS, .finals_count = FINALS,
        .deadlines_count = DEADLINES, .start = RECEPCION };
}

/* `change` may alter the records before the program is finished; NULL changes nothing. */
static inline void world_open(struct world *w, void (*change)(struct world *w))
{
    struct fault why = {0};
    *w = (struct world){ .builder = program_builder_new() };
    add_calendar(w);
    add_data(w);
    add_instruments(w);
    add_bodies(w);
    add_steps(w);
    program_add(w->builder, PROGRAM_TABLE_deadline, DEADLINES);
    for (uint32_t i = 0; i < DEADLINES; i++) add_deadline(w, i);
    add_route(w);
    if (change) change(w);
    if (!program_finish(w->builder, &w->program, &why)) fail_msg("%s", why.message);
    if (!verify_program(w->program, &why)) fail_msg("%s", why.message);
    if (!run_new(&w->run, w->program, 0, &why)) fail_msg("%s", why.message);
}

static inline void world_close(struct world *w)
{
    run_free(w->run);
    program_close(w->program);
    program_builder_free(w->builder);
    arena_free(&w->arena);
}

/* ---- Events -------------------------------------------------------------- */

struct given {
    struct event event;
    struct given_datum data[MAX_GIVEN];
    uint32_t instruments[MAX_GIVEN];
    struct text signers[MAX_GIVEN], attendees[MAX_GIVEN], delegates[MAX_GIVEN];
};

static inline uint32_t find(struct world *w, enum program_table table, const char *name)
{
    uint32_t index = program_find(w->program, table, 0, program_count(w->program, table), text_from(name));
    if (index == NONE) fail_msg("no existe «%s»", name);
    return index;
}

static inline struct given_datum parse_datum(struct world *w, char *word)
{
    char *equals = strchr(word, '=');
    *equals = '\0';
    struct given_datum given = { .datum = find(w, PROGRAM_TABLE_datum, word), .minute = MINUTE_NONE };
    const char *value = equals + 1;
    switch ((enum datum_type)program_datum_at(w->program, given.datum)->type) {
    case TYPE_DATE: given.value = moment_of(value, &given.minute); break;
    case TYPE_TRUTH: given.value = strcmp(value, "si") == 0; break;
    case TYPE_TEXT:
    case TYPE_TEXTS:
        for (char *c = equals + 1; *c; c++) if (*c == '|') *c = '\n';
        given.text = text_from(value);
        break;
    case TYPE_NUMBER:
    case TYPE_PESOS:
    case TYPE_UNITS:
    case TYPE_HOUR:
    case TYPE_VALUES:
    case TYPE_PEOPLE:
    case TYPE_LIST:
    case DATUM_TYPES: fail_msg("tipo sin uso: %s", word);
    }
    return given;
}

static inline void parse_word(struct world *w, struct given *given, char *word)
{
    struct event *event = &given->event;
    int in_favour, against;
    if (*word == '+') given->instruments[event->instrument_count++] = find(w, PROGRAM_TABLE_instrument, word + 1);
    else if (*word == '~') given->signers[event->signer_count++] = text_from(word + 1);
    else if (*word == '@') given->attendees[event->attendee_count++] = text_from(word + 1);
    else if (*word == '%') given->delegates[event->delegate_count++] = text_from(word + 1);
    else if (strchr(word, '=')) given->data[event->data_count++] = parse_datum(w, word);
    else if (strcmp(word, "adopta") == 0) event->outcome = 1;
    else if (strcmp(word, "noadopta") == 0) event->outcome = 0;
    else if (strcmp(word, "urgente") == 0) event->urgent = true;
    else if (strcmp(word, "extraordinaria") == 0) event->extraordinary = true;
    else if (sscanf(word, "convoca:%u", &event->convener) == 1) return;
    else if (strcmp(word, "consenso") == 0) event->consensus = true;
    else if (strcmp(word, "preside+") == 0) event->chair = CHAIR_IN_FAVOUR;
    else if (strcmp(word, "preside-") == 0) event->chair = CHAIR_AGAINST;
    else if (strcmp(word, "virtual") == 0) event->modality = MODALITY_VIRTUAL;
    else if (strcmp(word, "regional") == 0) event->modality = MODALITY_REGIONAL;
    else if (strcmp(word, "simultanea") == 0) event->modality = MODALITY_SIMULTANEOUS;
    else if (event->kind == EVENT_EXTEND && strchr(word, ' ')) assert_true(term_parse(text_from(word), &event->term, NULL));
    else if (event->kind == EVENT_EXTEND || event->kind == EVENT_EXPIRE) event->deadline = find(w, PROGRAM_TABLE_deadline, word);
    else if (sscanf(word, "%d-%d", &in_favour, &against) == 2) { event->in_favour = in_favour; event->against = against; }
    else if (event->kind == EVENT_COMPLETE) event->step = find(w, PROGRAM_TABLE_step, word);
    else if (event->kind == EVENT_SESSION)
        event->body = program_version_near(w->program, PROGRAM_TABLE_body, find(w, PROGRAM_TABLE_body, word), event->day);
    else fail_msg("palabra sin sentido: %s", word);
}

/* "Dirección__Primera" is one word to strtok and two to the machine. */
static inline void put_spaces(char *word)
{
    for (char *pair; (pair = strstr(word, "__"));) {
        *pair = ' ';
        memmove(pair + 1, pair + 2, strlen(pair + 2) + 1);
    }
}

/* The words live in the world's arena, like the texts of a real caller. */
static inline void parse_event(struct world *w, struct given *given, const char *line)
{
    char *copy = (char *)(uintptr_t)text_copy(&w->arena, text_from(line)).at;
    *given = (struct given){ .event = { .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1 } };
    char *save = NULL;
    given->event.day = moment_of(strtok_r(copy, " ", &save), &given->event.minute);
    if (!event_kind_from_word(text_from(strtok_r(NULL, " ", &save)), &given->event.kind)) fail_msg("clase: %s", line);
    for (char *word; (word = strtok_r(NULL, " ", &save));) {
        put_spaces(word);
        parse_word(w, given, word);
    }
    given->event.data = given->data;
    given->event.instruments = given->instruments;
    given->event.signers = given->signers;
    given->event.attendees = given->attendees;
    given->event.delegates = given->delegates;
}

static inline bool step(struct world *w, const char *line)
{
    struct given given;
    parse_event(w, &given, line);
    return run_step(w->run, &given.event, day_of(TODAY), &w->refusal);
}

/* ---- Seeing -------------------------------------------------------------- */

#define DUMP_SIZE 262144

/* Everything run.h shows. */
static inline void dump(const struct run *run, char *out)
{
    const struct program *program = run_program(run);
    const struct session_state *session = run_last_session(run);
    uint32_t count;
    size_t n = 0;
#define SAY(...) (n += (size_t)snprintf(out + n, DUMP_SIZE - n, __VA_ARGS__))
    SAY("stage %u final %u last %d events %u\n", run_stage(run), run_final(run), run_last_day(run), run_event_count(run));
    for (uint32_t i = 0; i < STEPS; i++) {
        const struct step_state *s = run_step_state(run, i);
        SAY("step %u: %d %u %u %d %d %u %u\n", i, (int)s->status, s->entries, s->completions, s->entered, s->ended, s->adopted, s->sessions);
    }
    for (uint32_t i = 0; i < INSTRUMENTS; i++) {
        const struct instrument_state *s = run_instrument_state(run, i);
        SAY("instrument %u: %d %u %u\n", i, s->day, run_instrument_records(run, i), s->step_entry);
    }
    for (uint32_t i = 0; i < DATA; i++) {
        uint32_t type = program_datum_at(program, i)->type;
        bool text = type == TYPE_TEXT || type == TYPE_TEXTS;
        struct text kept = run_datum_text(run, i);
        SAY("datum %u: %lld %.*s\n", i, text ? 0LL : (long long)run_datum(run, i), (int)kept.length, kept.length ? kept.at : "");
    }
    const struct deadline_state *deadlines = run_deadlines(run, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct deadline_state *d = &deadlines[i];
        SAY("deadline %u.%u: %d %d %lld %d %d %d", d->deadline, d->occurrence, (int)d->status, d->from,
            (long long)d->term.amount, (int)d->term.unit, d->due, d->met);
        SAY(" %d %d %d %lld %lld %lld %d\n", d->from_minute, d->due_minute, d->met_minute, (long long)d->minutes,
            (long long)d->total, (long long)d->balance, d->fired);
    }
    const struct ledger_entry *ledger = run_ledger(run, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct ledger_entry *e = &ledger[i];
        struct text reason = run_ledger_reason(run, e);
        SAY("ledger %d %u.%u %d: %d %d -> %d %d %lld %d %s %.*s\n", (int)e->kind, e->deadline, e->occurrence, e->day, e->due_before,
            e->minute_before, e->due_after, e->minute_after, (long long)e->term.amount, (int)e->term.unit,
            program_text(e->program, e->source), (int)reason.length, reason.length ? reason.at : "");
    }
    if (session) {
        SAY("session %u %d %u %u %d %d %d %u\n", session->body, session->day, session->attendees, session->needed,
            session->in_favour, session->against, session->adopted, session->step);
    }
    const struct effect *effects = run_effects(run, &count);
    for (uint32_t i = 0; i < count; i++) SAY("effect %d %u %d\n", (int)effects[i].kind, effects[i].index, effects[i].day);
#undef SAY
    assert_true(n < DUMP_SIZE);
}

static inline void accepts(struct world *w, const char *line)
{
    if (!step(w, line)) fail_msg("%s\n  negado: %s: %s", line, refusal_code_text(w->refusal.code), w->refusal.sentence);
}

/* Refused, in these words, "R0606 sentence [source]", and nothing moved. */
static inline void refuses(struct world *w, const char *line, const char *expected)
{
    static char before[DUMP_SIZE], after[DUMP_SIZE];
    char said[1024];
    dump(w->run, before);
    if (step(w, line)) fail_msg("aceptado: %s", line);
    dump(w->run, after);
    snprintf(said, sizeof said, "%s %s [%s]", refusal_code_text(w->refusal.code), w->refusal.sentence, w->refusal.source);
    assert_string_equal(said, expected);
    assert_string_equal(before, after);
}

/* The last occurrence of a deadline, as on the last day of the case. */
static inline const struct deadline_state *clock_of(struct world *w, uint32_t deadline)
{
    uint32_t count;
    const struct deadline_state *all = run_deadlines(w->run, &count), *found = NULL;
    for (uint32_t i = 0; i < count; i++) if (all[i].deadline == deadline) found = &all[i];
    return found;
}

/* "2. en curso 2026-03-13 -> 2026-04-29" with the occurrence, and the day it was met. */
static inline void clock_is(struct world *w, uint32_t deadline, const char *expected)
{
    static const char *const words[] = { "pendiente", "en curso", "cumplido", "vencido", "no aplica", "suspendido" };
    const struct deadline_state *state = clock_of(w, deadline);
    char from[DATE_TEXT_SIZE], due[DATE_TEXT_SIZE], met[DATE_TEXT_SIZE], said[128];
    snprintf(said, sizeof said, "%u %s %s %s %s", state->occurrence, words[run_deadline_status(state, run_last_day(w->run))],
             day_format(state->from, from), day_format(state->due, due), day_format(state->met, met));
    assert_string_equal(said, expected);
}

static inline void status_is(struct world *w, uint32_t step_index, enum step_status status)
{
    assert_int_equal(run_step_state(w->run, step_index)->status, status);
}

#endif
