/* record.c -- events to canonical JSON and back (jansson). See record.h. */
#include "runtime/record.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "runtime/digest.h"
#include "runtime/people.h"

#define CANONICAL (JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY)
#define SIGNERS_NAME "firmantes"
#define SEALED "sellado"
#define PLACE_SIZE 512          /* of what a seal is bound to; a longer name is cut the same both times */
#define TERM_CARRIES "corre"
#define TERM_RESTARTS "nuevo"
#define ORIGIN_NAME "iniciado por"      /* schema.sql looks for it */

static const struct {
    const char *word;
    enum modality modality;
} modalities[] = { { "virtual", MODALITY_VIRTUAL }, { "regional", MODALITY_REGIONAL },
                   { "simultánea", MODALITY_SIMULTANEOUS } };
static const char *const chair_words[] = { "", "a favor", "en contra" };
#define MODALITY_WORDS (sizeof modalities / sizeof *modalities)

/* ---- Names --------------------------------------------------------------------- */

/* The first field of every named record is its name. */
static const char *name_at(const struct program *program, enum program_table table, uint32_t index)
{
    if (table == PROGRAM_TABLE_body) return program_text(program, program_body_at(program, index)->name);
    if (table == PROGRAM_TABLE_measure) return program_text(program, program_measure_at(program, index)->name);
    return program_text(program, program_instrument_at(program, index)->name);
}

static uint32_t version_before(const struct program *program, enum program_table table, uint32_t index)
{
    if (table == PROGRAM_TABLE_measure) return NONE;
    return table == PROGRAM_TABLE_body ? program_body_at(program, index)->before : program_instrument_at(program, index)->before;
}

/* Whether it is the first version of something: the others are that same thing, and its day tells which. */
static bool is_first(const struct program *program, enum program_table table, uint32_t index)
{
    uint32_t before = version_before(program, table, index);
    return before == NONE || strcmp(name_at(program, table, before), name_at(program, table, index)) != 0;
}

/* Instruments, bodies and measures have one table for all modules and routes: the same name may
 * stand there twice, and then the later ones carry their number. */
static json_t *shared_name(const struct program *program, enum program_table table, uint32_t index)
{
    const char *name = name_at(program, table, index);
    uint32_t number = 1;
    while (!is_first(program, table, index)) index = version_before(program, table, index);
    for (uint32_t i = 0; i < index; i++)
        if (strcmp(name_at(program, table, i), name) == 0 && is_first(program, table, i)) number++;
    return number == 1 ? json_string(name) : json_sprintf("%s#%u", name, number);
}

const char *record_body_name(const struct program *program, uint32_t body, struct arena *arena)
{
    json_t *name = shared_name(program, PROGRAM_TABLE_body, body);
    const char *kept = text_copy(arena, text_from(json_string_value(name))).at;
    json_decref(name);
    return kept;
}

static uint32_t shared_index(const struct program *program, enum program_table table, const char *name)
{
    size_t length = strcspn(name, "#");
    unsigned long wanted = name[length] == '#' ? strtoul(name + length + 1, NULL, 10) : 1;
    for (uint32_t i = 0; i < program_count(program, table); i++) {
        const char *candidate = name_at(program, table, i);
        if (strlen(candidate) != length || memcmp(candidate, name, length) != 0 || !is_first(program, table, i)) continue;
        if (--wanted == 0) return i;
    }
    return NONE;
}

static uint32_t datum_index(const struct program *program, uint32_t route, const char *name)
{
    const struct program_route *shape = program_route_at(program, route);
    for (uint32_t i = shape->data_first; i < shape->data_first + shape->data_count; i++)
        if (strcmp(program_text(program, program_datum_at(program, i)->name), name) == 0) return i;
    return NONE;
}

/* A stage of the route when `stage` is NONE, otherwise a moment of that stage. */
static uint32_t step_index(const struct program *program, uint32_t route, uint32_t stage, const char *name)
{
    const struct program_route *shape = program_route_at(program, route);
    for (uint32_t i = shape->steps_first; i < shape->steps_first + shape->steps_count; i++) {
        const struct program_step *step = program_step_at(program, i);
        if (step->stage == stage && strcmp(program_text(program, step->name), name) == 0) return i;
    }
    return NONE;
}

static uint32_t value_index(const struct program *program, uint32_t list, const char *name)
{
    const struct program_list *shape = program_list_at(program, list);
    for (uint32_t i = 0; i < shape->values_count; i++)
        if (strcmp(program_text(program, program_value_at(program, shape->values_first + i)->name), name) == 0)
            return i;
    return NONE;
}

static bool votes_are_reserved(const struct program *program, uint32_t body)
{
    return body != NONE && program_body_at(program, body)->reserved_votes;
}

/* In some version of a body of the route: which one sits depends on the day. */
static bool has_reserved_votes(const struct program *program, const struct program_route *shape)
{
    bool reserved = false;
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_body); i++) reserved |= program_body_at(program, i)->reserved_votes;
    if (!reserved) return false;
    for (uint32_t i = shape->steps_first; i < shape->steps_first + shape->steps_count; i++)
        if (program_step_at(program, i)->sessions_count || program_step_at(program, i)->repeat_body != NONE) return true;
    return false;
}

static bool has_reserved_field(const struct program *program, const struct program_datum *datum)
{
    for (uint32_t i = 0; i < datum->fields_count; i++)
        if (program_field_at(program, datum->fields_first + i)->reserved) return true;
    return false;
}

bool record_needs_key(const struct program *program, uint32_t route)
{
    const struct program_route *shape = program_route_at(program, route);
    for (uint32_t i = shape->data_first; i < shape->data_first + shape->data_count; i++)
        if (program_datum_at(program, i)->reserved || has_reserved_field(program, program_datum_at(program, i))) return true;
    return has_reserved_votes(program, shape);
}

/* ---- Writing ----------------------------------------------------------------------- */

struct writer {
    const struct program *program;
    const struct event *event;
    const struct seal_place *place;     /* NULL: nothing is sealed */
    json_t *object;
    struct fault *why;
    bool failed;
};

static void fail_writing(struct writer *writer, enum exit_code code, const char *message)
{
    if (!writer->failed) fault_set(writer->why, code, "%s", message);
    writer->failed = true;
}

/* jansson builds nothing from text that is not UTF-8, and reads back no NUL. */
static json_t *text_json(struct writer *writer, struct text text)
{
    bool whole = text.length == 0 || !memchr(text.at, '\0', text.length);
    json_t *value = whole ? json_stringn(text.at ? text.at : "", text.length) : NULL;
    if (!value) fail_writing(writer, EXIT_BAD_DATA, "el acto trae un texto que no es UTF-8");
    return value;
}

static void set(struct writer *writer, const char *name, json_t *value)
{
    if (json_object_set_new(writer->object, name, value) != 0)
        fail_writing(writer, EXIT_MEMORY, "no hay memoria suficiente para escribir el acto");
}

static json_t *sealed(struct writer *writer, const char *name, json_t *value)
{
    if (!writer->place || !value) return value;
    json_t *box = NULL;
    char *plain = json_dumps(value, CANONICAL), *closed = NULL;
    if (!writer->place->key) {
        fail_writing(writer, EXIT_NO_PERMISSION, "el acto trae datos reservados y no está la llave del almacén");
        fault_help(writer->why, "indique el archivo de llave que se creó junto con el almacén");
    } else if (plain && (closed = seal_close(writer->place, name, text_from(plain)))) {
        box = json_pack("{s:s}", SEALED, closed);
    }
    free(plain);
    free(closed);
    json_decref(value);
    return box;
}

static json_t *lines_json(struct writer *writer, struct text lines)
{
    json_t *array = json_array();
    for (size_t start = 0; start < lines.length;) {
        const char *end = memchr(lines.at + start, '\n', lines.length - start);
        size_t length = end ? (size_t)(end - lines.at) - start : lines.length - start;
        json_array_append_new(array, text_json(writer, (struct text){ lines.at + start, length }));
        start += length + 1;
    }
    return array;
}

/* "1.423.500 pesos", as a route writes it. */
static json_t *amount_json(const struct program *program, const struct program_datum *datum, value_t amount)
{
    char figure[AMOUNT_TEXT_SIZE];
    return json_sprintf("%s %s", amount_format(amount, datum->type == TYPE_PESOS, figure), program_unit(program, datum));
}

/* The names of the values it has, in the order of the list. */
static json_t *values_json(const struct program *program, const struct program_datum *datum, value_t several)
{
    const struct program_list *list = program_list_at(program, datum->list);
    json_t *array = json_array();
    for (uint32_t i = 0; i < list->values_count; i++)
        if (several >> i & 1)
            json_array_append_new(array, json_string(program_text(program, program_value_at(program, list->values_first + i)->name)));
    return array;
}

/* What the seal of a field is bound to: "familiares.2.nombre", of the third person. */
static char *field_place(char *out, size_t room, const struct program *program, const struct program_datum *datum, size_t person,
                         const struct program_field *field)
{
    snprintf(out, room, "%s.%zu.%s", program_text(program, datum->name), person, program_text(program, field->name));
    return out;
}

static json_t *person_json(struct writer *writer, const struct program_datum *datum, struct text line, size_t person)
{
    json_t *object = json_object();
    char place[PLACE_SIZE];
    for (uint32_t i = 0; i < datum->fields_count; i++) {
        const struct program_field *field = program_field_at(writer->program, datum->fields_first + i);
        json_t *value = text_json(writer, people_field(line, i));
        if (field->reserved && !datum->reserved)
            value = sealed(writer, field_place(place, sizeof place, writer->program, datum, person, field), value);
        json_object_set_new(object, program_text(writer->program, field->name), value);
    }
    return object;
}

static json_t *people_json(struct writer *writer, const struct program_datum *datum, struct text people)
{
    json_t *array = json_array();
    for (struct text line; people_next(&people, &line);)
        json_array_append_new(array, person_json(writer, datum, line, json_array_size(array)));
    return array;
}

static json_t *value_json(struct writer *writer, const struct program_datum *datum, const struct given_datum *given)
{
    char day[MOMENT_TEXT_SIZE];
    const struct program_list *list;
    switch ((enum datum_type)datum->type) {
    case TYPE_DATE:   return json_string(moment_format((day_t)given->value, given->minute, day));
    case TYPE_NUMBER: return json_integer(given->value);
    case TYPE_HOUR:   return json_string(minute_format((int32_t)given->value, day));
    case TYPE_VALUES: return values_json(writer->program, datum, given->value);
    case TYPE_PESOS:
    case TYPE_UNITS:  return amount_json(writer->program, datum, given->value);
    case TYPE_TRUTH:  return json_boolean(given->value == VALUE_YES);
    case TYPE_TEXT:   return text_json(writer, given->text);
    case TYPE_TEXTS:  return lines_json(writer, given->text);
    case TYPE_PEOPLE: return people_json(writer, datum, given->text);
    case TYPE_LIST:
        list = program_list_at(writer->program, datum->list);
        return json_string(program_text(writer->program,
            program_value_at(writer->program, list->values_first + (uint32_t)given->value)->name));
    case DATUM_TYPES: break;
    }
    return NULL;
}

static void write_data(struct writer *writer)
{
    if (writer->event->data_count == 0) return;
    json_t *data = json_object();
    for (uint32_t i = 0; i < writer->event->data_count; i++) {
        const struct given_datum *given = &writer->event->data[i];
        const struct program_datum *datum = program_datum_at(writer->program, given->datum);
        const char *name = program_text(writer->program, datum->name);
        json_t *value = value_json(writer, datum, given);
        if (datum->reserved) value = sealed(writer, name, value);
        if (json_object_get(data, name)) fail_writing(writer, EXIT_BAD_DATA, "el acto da dos veces el mismo dato");
        json_object_set_new(data, name, value);
    }
    set(writer, "datos", data);
}

static bool signers_are_reserved(const struct writer *writer)
{
    for (uint32_t i = 0; i < writer->event->instrument_count; i++) {
        uint32_t datum = program_instrument_at(writer->program, writer->event->instruments[i])->signed_by_all;
        if (datum != NONE && program_datum_at(writer->program, datum)->reserved) return true;
    }
    return false;
}

static json_t *texts_json(struct writer *writer, const struct text *texts, uint32_t count)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++) json_array_append_new(array, text_json(writer, texts[i]));
    return array;
}

static void write_instruments(struct writer *writer)
{
    const struct event *event = writer->event;
    json_t *names = json_array();
    for (uint32_t i = 0; i < event->instrument_count; i++)
        json_array_append_new(names, shared_name(writer->program, PROGRAM_TABLE_instrument, event->instruments[i]));
    if (event->instrument_count) set(writer, "instrumentos", names);
    else json_decref(names);
    if (event->signer_count == 0) return;
    json_t *signers = texts_json(writer, event->signers, event->signer_count);
    if (signers_are_reserved(writer)) signers = sealed(writer, SIGNERS_NAME, signers);
    set(writer, SIGNERS_NAME, signers);
}

static void write_step(struct writer *writer, uint32_t index)
{
    if (index == NONE) return;
    const struct program_step *step = program_step_at(writer->program, index);
    const char *name = program_text(writer->program, step->name);
    if (step->stage == NONE) {
        set(writer, "etapa", json_string(name));
        return;
    }
    set(writer, "etapa", json_string(program_text(writer->program,
                                     program_step_at(writer->program, step->stage)->name)));
    set(writer, "momento", json_string(name));
}

static const char *convener_word(uint32_t convener)
{
    return convener == CONVENER_CHAIR ? "presidencia" : convener == CONVENER_SECRETARIAT ? "secretaría técnica" : "miembro";
}

/* Reserved votes are sealed together, and what they decided stays in clear (record.h). */
static void write_votes(struct writer *writer)
{
    const struct event *event = writer->event;
    bool cast = event->in_favour >= 0 || event->chair != CHAIR_UNSAID;
    bool apart = cast && votes_are_reserved(writer->program, event->body);
    json_t *votes = json_object();
    if (event->in_favour >= 0) json_object_set_new(votes, "a_favor", json_integer(event->in_favour));
    if (event->against >= 0) json_object_set_new(votes, "en_contra", json_integer(event->against));
    if (event->chair != CHAIR_UNSAID) json_object_set_new(votes, "presidencia", json_string(chair_words[event->chair]));
    if (event->outcome >= 0 && (!apart || writer->place)) set(writer, "adopta", json_boolean(event->outcome));
    if (apart) {
        set(writer, "votos", sealed(writer, "votos", votes));
        return;
    }
    json_object_update(writer->object, votes);
    json_decref(votes);
}

static void write_session(struct writer *writer)
{
    const struct event *event = writer->event;
    set(writer, "comite", shared_name(writer->program, PROGRAM_TABLE_body, event->body));
    set(writer, "asistentes", texts_json(writer, event->attendees, event->attendee_count));
    if (event->urgent) set(writer, "urgente", json_true());
    if (event->extraordinary) set(writer, "extraordinaria", json_true());
    if (event->convener) set(writer, "convoca", event->convener == CONVENER_OUTSIDER ? text_json(writer, event->outsider)
                                                                              : json_string(convener_word(event->convener)));
    if (event->delegate_count) set(writer, "delegados", texts_json(writer, event->delegates, event->delegate_count));
    if (event->invitee_count) set(writer, "invitados", texts_json(writer, event->invitees, event->invitee_count));
    if (event->impeded_count) set(writer, "impedidos", texts_json(writer, event->impeded, event->impeded_count));
    if (event->consensus) set(writer, "consenso", json_true());
    write_votes(writer);
    for (size_t i = 0; i < MODALITY_WORDS; i++)
        if (event->modality == modalities[i].modality) set(writer, "modalidad", json_string(modalities[i].word));
}

static void write_measures(struct writer *writer)
{
    const struct event *event = writer->event;
    json_t *names = json_array();
    for (uint32_t i = 0; i < event->measure_count; i++)
        json_array_append_new(names, shared_name(writer->program, PROGRAM_TABLE_measure, event->measures[i]));
    set(writer, "medidas", names);
    set(writer, "que", json_string(measure_act_word(event->measure_act)));
}

static void write_deadline(struct writer *writer)
{
    const struct program_deadline *deadline = program_deadline_at(writer->program, writer->event->deadline);
    set(writer, "plazo", json_string(program_text(writer->program, deadline->name)));
    write_step(writer, deadline->step);
}

static void write_extension(struct writer *writer)
{
    struct arena arena = {0};
    write_deadline(writer);
    set(writer, "termino", json_string(term_format(&arena, writer->event->term).at));
    arena_free(&arena);
}

static void write_recalculation(struct writer *writer)
{
    char digest[DIGEST_TEXT_SIZE];
    set(writer, "programa", json_string(digest_to_text(writer->event->other_digest, digest)));
    if (writer->event->reason.length) set(writer, "motivo", text_json(writer, writer->event->reason));
}

static void write_passing(struct writer *writer)
{
    const struct passing *passing = &writer->event->passing;
    char digest[DIGEST_TEXT_SIZE], day[DATE_TEXT_SIZE];
    set(writer, "programa", json_string(digest_to_text(writer->event->other_digest, digest)));
    set(writer, "norma", text_json(writer, passing->norm));
    set(writer, "ruta", text_json(writer, passing->route));
    set(writer, "vigente", json_string(day_format(passing->in_force, day)));
    set(writer, "termino", json_string(passing->restarts ? TERM_RESTARTS : TERM_CARRIES));
    if (passing->keeps) set(writer, "conserva", json_true());
    if (passing->source.length) set(writer, "fuente", text_json(writer, passing->source));
    if (passing->stage.length) set(writer, "etapa", text_json(writer, passing->stage));
}

/* Why a judgement was given says as much as the judgement: it is sealed with it. */
static void write_grounds(struct writer *writer)
{
    const struct event *event = writer->event;
    bool reserved = false;
    for (uint32_t i = 0; i < event->data_count; i++) reserved |= program_datum_at(writer->program, event->data[i].datum)->reserved;
    json_t *grounds = text_json(writer, event->reason);
    if (event->reason.length) set(writer, "motivo", reserved ? sealed(writer, "motivo", grounds) : grounds);
    else json_decref(grounds);
}

static void write_hour(struct writer *writer)
{
    char moment[MOMENT_TEXT_SIZE];
    if (writer->event->minute == MINUTE_NONE) return;
    moment_format(writer->event->day, writer->event->minute, moment);
    set(writer, "hora", json_string(strchr(moment, 'T') + 1));
}

/* The sub-route and which of its starts: in the case that it starts and in its return. */
static void write_link(struct writer *writer, const char *name)
{
    set(writer, name, text_json(writer, writer->event->linked));
    set(writer, "subruta", json_integer((json_int_t)writer->event->subroute + 1));
    set(writer, "vez", json_integer(writer->event->serial));
}

static void write_return(struct writer *writer)
{
    write_link(writer, "caso");
    set(writer, "final", text_json(writer, writer->event->final));
}

static void write_origin(struct writer *writer)
{
    write_link(writer, ORIGIN_NAME);
    set(writer, "acto", json_integer(writer->event->linked_act));
    set(writer, "nivel", json_integer(writer->event->level));
}

static void write_opening(struct writer *writer, uint32_t route)
{
    char digest[DIGEST_TEXT_SIZE];
    if (writer->event->linked.length) write_origin(writer);
    set(writer, "programa", json_string(program_digest_text(writer->program, digest)));
    set(writer, "ruta", json_string(program_text(writer->program, program_route_at(writer->program, route)->name)));
}

static void write_kind(struct writer *writer, uint32_t route)
{
    switch (writer->event->kind) {
    case EVENT_OPEN:
        write_opening(writer, route);
        return;
    case EVENT_COMPLETE:
        write_step(writer, writer->event->step);
        write_instruments(writer);
        return;
    case EVENT_PRODUCE:
        write_instruments(writer);
        return;
    case EVENT_SESSION:
        write_session(writer);
        return;
    case EVENT_EXTEND:
        write_extension(writer);
        write_instruments(writer);
        return;
    case EVENT_ADD:
        set(writer, "lista", json_string(program_text(writer->program, program_datum_at(writer->program, writer->event->checklist)->name)));
        set(writer, "requisito", text_json(writer, writer->event->item));
        set(writer, "cumple", json_boolean(writer->event->outcome == 1));
        write_grounds(writer);
        return;
    case EVENT_JUDGE:
        write_grounds(writer);
        write_instruments(writer);
        return;
    case EVENT_MEASURE:
        write_measures(writer);
        write_instruments(writer);
        return;
    case EVENT_EXPIRE:
        write_deadline(writer);
        return;
    case EVENT_RECALCULATE:
        write_recalculation(writer);
        return;
    case EVENT_MIGRATE:
        write_passing(writer);
        return;
    case EVENT_RETURN:
        write_return(writer);
        return;
    case EVENT_INFORM:
    case EVENT_KINDS:
        return;
    }
}

char *record_encode(const struct program *program, uint32_t route, const struct event *event,
                    const struct seal_place *place, struct fault *why)
{
    struct writer writer = { .program = program, .event = event, .place = place, .object = json_object(), .why = why };
    char *payload = NULL;
    write_kind(&writer, route);
    write_hour(&writer);
    write_data(&writer);
    if (!writer.failed && !(payload = json_dumps(writer.object, CANONICAL)))
        fail_writing(&writer, EXIT_MEMORY, "no hay memoria suficiente para escribir el acto");
    if (payload && strlen(payload) > STORE_MAX_PAYLOAD) {
        fail_writing(&writer, EXIT_LIMIT, "el acto es demasiado grande: pasa de 1 MB");
        free(payload);
        payload = NULL;
    }
    json_decref(writer.object);
    return payload;
}

static const char *datum_name(const struct program *program, const struct given_datum *given)
{
    return program_text(program, program_datum_at(program, given->datum)->name);
}

struct event record_in_order(const struct program *program, const struct event *event, struct arena *arena)
{
    struct event ordered = *event;
    struct given_datum *data = arena_array(arena, event->data_count + 1, sizeof *data);
    for (uint32_t i = 0; i < event->data_count; i++) {
        uint32_t place = i;
        for (; place > 0 && strcmp(datum_name(program, &data[place - 1]), datum_name(program, &event->data[i])) > 0; place--)
            data[place] = data[place - 1];
        data[place] = event->data[i];
    }
    ordered.data = data;
    return ordered;
}

/* ---- Reading ------------------------------------------------------------------------- */

struct reader {
    const struct program *program;
    uint32_t route;
    struct seal_place place;
    struct record *record;
    const json_t *object;
    size_t taken;               /* fields read so far; the rest is unknown, and so damage */
    struct fault *why;
    bool failed;
};

static void damaged(struct reader *reader, const char *what, const char *name)
{
    if (!reader->failed)
        fault_set(reader->why, EXIT_INTEGRITY, "el acto %lld del caso «%s» está dañado: %s «%s»",
                  (long long)reader->place.sequence, reader->place.case_id, what, name);
    reader->failed = true;
}

/* The field, or NULL when it is not there. */
static const json_t *take(struct reader *reader, const char *name)
{
    const json_t *value = json_object_get(reader->object, name);
    if (value) reader->taken++;
    return value;
}

static const char *take_name(struct reader *reader, const char *name, bool needed)
{
    const json_t *value = take(reader, name);
    if ((value || needed) && !json_is_string(value)) damaged(reader, "falta o no es un nombre", name);
    return json_is_string(value) ? json_string_value(value) : NULL;
}

static struct text keep_text(struct reader *reader, const json_t *value, const char *name)
{
    if (!json_is_string(value)) damaged(reader, "no es un texto", name);
    const char *at = json_is_string(value) ? json_string_value(value) : "";
    return text_copy(&reader->record->arena, (struct text){ at, json_is_string(value) ? json_string_length(value) : 0 });
}

/* Opens {"sellado": …}. *out is a new reference to what was inside; NULL when there is no key, or damage. */
static void unseal(struct reader *reader, const json_t *value, const char *name, json_t **out)
{
    *out = NULL;
    const json_t *closed = json_object_get(value, SEALED);
    if (!json_is_string(closed) || json_object_size(value) != 1) {
        damaged(reader, "no está sellado", name);
        return;
    }
    if (!reader->place.key) return;
    char *plain = seal_open(&reader->place, name, text_from(json_string_value(closed)));
    if (plain) *out = json_loads(plain, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    free(plain);
    if (!*out) damaged(reader, "la llave no abre", name);
}

/* Texts joined by line feeds, as struct given_datum has them. */
static struct text join(struct reader *reader, const json_t *array, const char *name)
{
    struct text joined = { "", 0 };
    if (!json_is_array(array)) damaged(reader, "no es una lista de textos", name);
    for (size_t i = 0; i < json_array_size(array) && !reader->failed; i++) {
        struct text item = keep_text(reader, json_array_get(array, i), name);
        joined = i == 0 ? item : text_format(&reader->record->arena, "%.*s\n%.*s", TEXT_ARGS(joined), TEXT_ARGS(item));
    }
    return joined;
}

static value_t read_day(struct reader *reader, const json_t *value, const char *name, int32_t *minute)
{
    day_t day = DAY_NONE;
    if (!json_is_string(value) || moment_parse(text_from(json_string_value(value)), &day, minute) != DATE_OK)
        damaged(reader, "no es una fecha", name);
    return day;
}

static value_t read_list_value(struct reader *reader, uint32_t list, const json_t *value, const char *name)
{
    uint32_t index = json_is_string(value) ? value_index(reader->program, list, json_string_value(value)) : NONE;
    if (index == NONE) damaged(reader, "no es un valor de su lista", name);
    return index;
}

static value_t read_amount(struct reader *reader, const struct program_datum *datum, const json_t *value, const char *name)
{
    const char *written = json_is_string(value) ? json_string_value(value) : "", *space = strchr(written, ' ');
    struct text figure = { written, space ? (size_t)(space - written) : 0 };
    int64_t amount = 0;
    if (!space || strcmp(space + 1, program_unit(reader->program, datum)) != 0 || amount_parse(figure, &amount) != AMOUNT_OK)
        damaged(reader, "no es una cantidad en lo suyo", name);
    return amount;
}

static value_t read_hour_value(struct reader *reader, const json_t *value, const char *name)
{
    int32_t minute = 0;
    if (!json_is_string(value) || !minute_parse(text_from(json_string_value(value)), &minute)) damaged(reader, "no es una hora", name);
    return minute;
}

static value_t read_values(struct reader *reader, uint32_t list, const json_t *array, const char *name)
{
    value_t several = 0;
    if (!json_is_array(array)) damaged(reader, "no es una lista de valores", name);
    for (size_t i = 0; i < json_array_size(array) && !reader->failed; i++) {
        value_t value = read_list_value(reader, list, json_array_get(array, i), name);
        if (value < VALUES_MAX) several |= (value_t)1 << value;
    }
    return several;
}

/* Without the key what is sealed of a person is known to be there, and is not readable. */
static struct text read_field(struct reader *reader, const struct program_datum *datum, const struct program_field *field,
                              const json_t *value, size_t person)
{
    char place[PLACE_SIZE];
    json_t *plain = NULL;
    field_place(place, sizeof place, reader->program, datum, person, field);
    if (!field->reserved || datum->reserved) return keep_text(reader, value, place);
    unseal(reader, value, place, &plain);
    if (!plain) {
        reader->record->hidden = true;
        return TEXT(RECORD_HIDDEN);
    }
    struct text kept = keep_text(reader, plain, place);
    json_decref(plain);
    return kept;
}

static struct text read_person(struct reader *reader, const struct program_datum *datum, const json_t *object, size_t person)
{
    struct text line = TEXT("");
    const char *name = program_text(reader->program, datum->name);
    if (json_object_size(object) != datum->fields_count) damaged(reader, "no tiene los campos de una persona", name);
    for (uint32_t i = 0; i < datum->fields_count && !reader->failed; i++) {
        const struct program_field *field = program_field_at(reader->program, datum->fields_first + i);
        struct text value = read_field(reader, datum, field, json_object_get(object, program_text(reader->program, field->name)), person);
        line = text_format(&reader->record->arena, "%.*s%s%.*s", TEXT_ARGS(line), i ? "\t" : "", TEXT_ARGS(value));
    }
    return line;
}

static struct text read_people(struct reader *reader, const struct program_datum *datum, const json_t *array, const char *name)
{
    struct text people = TEXT("");
    if (!json_is_array(array)) damaged(reader, "no es una lista de personas", name);
    for (size_t i = 0; i < json_array_size(array) && !reader->failed; i++) {
        struct text line = read_person(reader, datum, json_array_get(array, i), i);
        people = text_format(&reader->record->arena, "%.*s%s%.*s", TEXT_ARGS(people), i ? "\n" : "", TEXT_ARGS(line));
    }
    return people;
}

static void read_value(struct reader *reader, const struct program_datum *datum, const json_t *value,
                       struct given_datum *given)
{
    const char *name = program_text(reader->program, datum->name);
    switch ((enum datum_type)datum->type) {
    case TYPE_DATE:
        given->value = read_day(reader, value, name, &given->minute);
        break;
    case TYPE_NUMBER:
        if (!json_is_integer(value)) damaged(reader, "no es un número", name);
        given->value = json_integer_value(value);
        break;
    case TYPE_HOUR:
        given->value = read_hour_value(reader, value, name);
        break;
    case TYPE_VALUES:
        given->value = read_values(reader, datum->list, value, name);
        break;
    case TYPE_PESOS:
    case TYPE_UNITS:
        given->value = read_amount(reader, datum, value, name);
        break;
    case TYPE_TRUTH:
        if (!json_is_boolean(value)) damaged(reader, "no es sí o no", name);
        given->value = json_is_true(value) ? VALUE_YES : VALUE_NO;
        break;
    case TYPE_TEXT:
        given->text = keep_text(reader, value, name);
        break;
    case TYPE_PEOPLE:
        given->text = read_people(reader, datum, value, name);
        break;
    case TYPE_TEXTS:
        given->text = join(reader, value, name);
        break;
    case TYPE_LIST:
        given->value = read_list_value(reader, datum->list, value, name);
        break;
    case DATUM_TYPES:
        break;
    }
}

/* Without the key a text is known and unreadable; the machine cannot go on without any
 * other value. */
static void read_hidden(struct reader *reader, const struct program_datum *datum, struct given_datum *given)
{
    if (datum->type == TYPE_TEXT || datum->type == TYPE_TEXTS || datum->type == TYPE_PEOPLE) {
        given->text = TEXT(RECORD_HIDDEN);
        reader->record->hidden = true;
        return;
    }
    if (!reader->failed) {
        fault_set(reader->why, EXIT_NO_PERMISSION, "para leer el caso «%s» hace falta la llave: el dato «%s» es reservado",
                  reader->place.case_id, program_text(reader->program, datum->name));
        fault_help(reader->why, "indique el archivo de llave que se creó junto con el almacén");
    }
    reader->failed = true;
}

static void read_datum(struct reader *reader, const char *name, const json_t *value, struct given_datum *given)
{
    given->datum = datum_index(reader->program, reader->route, name);
    if (given->datum == NONE) {
        damaged(reader, "la ruta no tiene el dato", name);
        return;
    }
    const struct program_datum *datum = program_datum_at(reader->program, given->datum);
    if (!datum->reserved) {
        read_value(reader, datum, value, given);
        return;
    }
    json_t *plain;
    unseal(reader, value, name, &plain);
    if (plain) read_value(reader, datum, plain, given);
    else if (!reader->failed) read_hidden(reader, datum, given);
    json_decref(plain);
}

static void read_data(struct reader *reader)
{
    const json_t *data = take(reader, "datos");
    if (!data) return;
    if (!json_is_object(data)) damaged(reader, "no es un objeto", "datos");
    struct given_datum *given = arena_array(&reader->record->arena, json_object_size(data) + 1, sizeof *given);
    uint32_t count = 0;
    for (void *at = json_object_iter((json_t *)data); at; at = json_object_iter_next((json_t *)data, at))
        read_datum(reader, json_object_iter_key(at), json_object_iter_value(at), &given[count++]);
    reader->record->event.data = given;
    reader->record->event.data_count = count;
}

static const struct text *read_texts(struct reader *reader, const json_t *array, const char *name, uint32_t *count)
{
    if (!json_is_array(array)) damaged(reader, "no es una lista", name);
    *count = (uint32_t)json_array_size(array);
    struct text *texts = arena_array(&reader->record->arena, *count + 1, sizeof *texts);
    for (uint32_t i = 0; i < *count; i++) texts[i] = keep_text(reader, json_array_get(array, i), name);
    return texts;
}

static void read_signers(struct reader *reader)
{
    struct event *event = &reader->record->event;
    const json_t *value = take(reader, SIGNERS_NAME);
    if (!value) return;
    if (json_is_array(value)) {
        event->signers = read_texts(reader, value, SIGNERS_NAME, &event->signer_count);
        return;
    }
    json_t *plain;
    unseal(reader, value, SIGNERS_NAME, &plain);
    if (plain) {
        event->signers = read_texts(reader, plain, SIGNERS_NAME, &event->signer_count);
        json_decref(plain);
    } else if (!reader->failed) {
        struct text *hidden = ARENA_NEW(&reader->record->arena, struct text);
        *hidden = TEXT(RECORD_HIDDEN);
        event->signers = hidden;
        event->signer_count = 1;
        reader->record->hidden = true;
    }
}

static void read_instruments(struct reader *reader)
{
    const json_t *names = take(reader, "instrumentos");
    if (names && !json_is_array(names)) damaged(reader, "no es una lista", "instrumentos");
    uint32_t count = (uint32_t)json_array_size(names);
    uint32_t *indexes = arena_array(&reader->record->arena, count + 1, sizeof *indexes);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(names, i));
        indexes[i] = name ? shared_index(reader->program, PROGRAM_TABLE_instrument, name) : NONE;
        if (indexes[i] == NONE) damaged(reader, "el programa no tiene el instrumento", name ? name : "");
        else indexes[i] = program_version_for(reader->program, PROGRAM_TABLE_instrument, indexes[i], reader->route);
    }
    reader->record->event.instruments = indexes;
    reader->record->event.instrument_count = count;
    read_signers(reader);
}

static uint32_t read_step(struct reader *reader, bool needed)
{
    const char *stage = take_name(reader, "etapa", needed), *moment = take_name(reader, "momento", false);
    uint32_t step = stage ? step_index(reader->program, reader->route, NONE, stage) : NONE;
    if (step != NONE && moment) step = step_index(reader->program, reader->route, step, moment);
    if (step == NONE && (needed || stage || moment))
        damaged(reader, "la ruta no tiene la etapa o el momento", moment ? moment : stage ? stage : "");
    return step;
}

static void read_deadline(struct reader *reader)
{
    const struct program_route *shape = program_route_at(reader->program, reader->route);
    const char *name = take_name(reader, "plazo", true);
    uint32_t step = read_step(reader, false);
    reader->record->event.deadline = NONE;
    for (uint32_t i = shape->deadlines_first; name && i < shape->deadlines_first + shape->deadlines_count; i++) {
        const struct program_deadline *deadline = program_deadline_at(reader->program, i);
        if (deadline->step != step || strcmp(program_text(reader->program, deadline->name), name) != 0) continue;
        reader->record->event.deadline = i;
    }
    if (reader->record->event.deadline == NONE) damaged(reader, "la ruta no tiene el plazo", name ? name : "");
}

static void read_extension(struct reader *reader)
{
    const char *term = take_name(reader, "termino", true);
    struct fault ignored;
    read_deadline(reader);
    if (term && !term_parse(text_from(term), &reader->record->event.term, &ignored)) damaged(reader, "no es un término", term);
}

static void read_recalculation(struct reader *reader)
{
    const char *program = take_name(reader, "programa", true), *reason = take_name(reader, "motivo", false);
    uint8_t *digest = arena_array(&reader->record->arena, DIGEST_BYTES, sizeof *digest);
    if (program && !digest_from_text(text_from(program), digest)) damaged(reader, "no es la huella de un programa", program);
    reader->record->event.other_digest = digest;
    reader->record->event.reason = text_copy(&reader->record->arena, text_from(reason));
}

static bool take_mark(struct reader *reader, const char *name)
{
    const json_t *mark = take(reader, name);
    if (mark && !json_is_true(mark)) damaged(reader, "solo se escribe cuando lo hubo", name);
    return mark != NULL;
}

static struct text take_text(struct reader *reader, const char *name, bool needed)
{
    return text_copy(&reader->record->arena, text_from(take_name(reader, name, needed)));
}

static void read_passing(struct reader *reader)
{
    struct passing *passing = &reader->record->event.passing;
    uint8_t *digest = arena_array(&reader->record->arena, DIGEST_BYTES, sizeof *digest);
    const char *program = take_name(reader, "programa", true), *day = take_name(reader, "vigente", true);
    const char *term = take_name(reader, "termino", true);
    *passing = (struct passing){ take_text(reader, "norma", true), take_text(reader, "fuente", false),
                                 take_text(reader, "ruta", true), DAY_NONE, take_text(reader, "etapa", false),
                                 term && strcmp(term, TERM_RESTARTS) == 0, take_mark(reader, "conserva") };
    if (program && !digest_from_text(text_from(program), digest)) damaged(reader, "no es la huella de un programa", program);
    if (day && day_parse(text_from(day), &passing->in_force) != DATE_OK) damaged(reader, "no es una fecha", day);
    if (term && !passing->restarts && strcmp(term, TERM_CARRIES) != 0) damaged(reader, "no dice qué pasa con los plazos", term);
    reader->record->event.other_digest = digest;
}

static void read_grounds(struct reader *reader)
{
    const json_t *value = take(reader, "motivo");
    json_t *plain = NULL;
    if (!value) return;
    if (json_is_string(value)) {
        reader->record->event.reason = keep_text(reader, value, "motivo");
        return;
    }
    unseal(reader, value, "motivo", &plain);
    if (plain) reader->record->event.reason = keep_text(reader, plain, "motivo");
    else if (!reader->failed) reader->record->event.reason = TEXT(RECORD_HIDDEN);
    reader->record->hidden |= plain == NULL;
    json_decref(plain);
}

static void read_addition(struct reader *reader)
{
    struct event *event = &reader->record->event;
    const char *list = take_name(reader, "lista", true);
    const json_t *met = take(reader, "cumple");
    event->checklist = list ? datum_index(reader->program, reader->route, list) : NONE;
    if (event->checklist == NONE) damaged(reader, "la ruta no tiene la lista", list ? list : "");
    event->item = keep_text(reader, take(reader, "requisito"), "requisito");
    event->outcome = json_is_true(met);
    if (!json_is_boolean(met)) damaged(reader, "no es sí o no", "cumple");
    read_grounds(reader);
}

static void read_hour(struct reader *reader)
{
    const char *hour = take_name(reader, "hora", false);
    day_t unused;
    char moment[MOMENT_TEXT_SIZE];
    if (!hour) return;
    snprintf(moment, sizeof moment, "2000-01-01T%.6s", hour);
    if (moment_parse(text_from(moment), &unused, &reader->record->event.minute) != DATE_OK) damaged(reader, "no es una hora", hour);
}

static int32_t votes_number(struct reader *reader, const json_t *value, const char *name)
{
    if (!value) return -1;
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < 0 || number > INT32_MAX) damaged(reader, "no es un número de votos", name);
    return (int32_t)number;
}

static void read_convocation(struct reader *reader)
{
    struct event *event = &reader->record->event;
    const char *convener = take_name(reader, "convoca", false);
    const json_t *delegates = take(reader, "delegados"), *invitees = take(reader, "invitados"), *impeded = take(reader, "impedidos");
    event->urgent = take_mark(reader, "urgente");
    event->extraordinary = take_mark(reader, "extraordinaria");
    if (delegates) event->delegates = read_texts(reader, delegates, "delegados", &event->delegate_count);
    if (invitees) event->invitees = read_texts(reader, invitees, "invitados", &event->invitee_count);
    if (impeded) event->impeded = read_texts(reader, impeded, "impedidos", &event->impeded_count);
    for (uint32_t who = CONVENER_CHAIR; who <= CONVENER_MEMBER; who *= 2)
        if (convener && strcmp(convener, convener_word(who)) == 0) event->convener = who;
    if (!convener || event->convener) return;
    event->convener = CONVENER_OUTSIDER;
    event->outsider = text_copy(&reader->record->arena, text_from(convener));
}

static void read_chair(struct reader *reader, const char *chair)
{
    struct event *event = &reader->record->event;
    if (chair && strcmp(chair, chair_words[CHAIR_IN_FAVOUR]) == 0) event->chair = CHAIR_IN_FAVOUR;
    if (chair && strcmp(chair, chair_words[CHAIR_AGAINST]) == 0) event->chair = CHAIR_AGAINST;
    if (chair && event->chair == CHAIR_UNSAID) damaged(reader, "no es un voto", chair);
}

/* Those that are reserved stand sealed in one; without the key the outcome tells. */
static void read_votes(struct reader *reader)
{
    struct event *event = &reader->record->event;
    const json_t *closed = take(reader, "votos");
    json_t *plain = NULL;
    event->in_favour = votes_number(reader, take(reader, "a_favor"), "a_favor");
    event->against = votes_number(reader, take(reader, "en_contra"), "en_contra");
    read_chair(reader, take_name(reader, "presidencia", false));
    if (!closed) return;
    unseal(reader, closed, "votos", &plain);
    event->votes_hidden = !plain;
    reader->record->hidden |= !plain;
    if (!plain) return;
    event->in_favour = votes_number(reader, json_object_get(plain, "a_favor"), "a_favor");
    event->against = votes_number(reader, json_object_get(plain, "en_contra"), "en_contra");
    read_chair(reader, json_string_value(json_object_get(plain, "presidencia")));
    json_decref(plain);
}

static void read_session(struct reader *reader)
{
    struct event *event = &reader->record->event;
    const char *body = take_name(reader, "comite", true), *modality = take_name(reader, "modalidad", false);
    const json_t *adopts = take(reader, "adopta");
    event->body = body ? shared_index(reader->program, PROGRAM_TABLE_body, body) : NONE;
    if (event->body == NONE) damaged(reader, "el programa no tiene el comité", body ? body : "");
    else event->body = program_version_near(reader->program, PROGRAM_TABLE_body, event->body, event->day);
    event->attendees = read_texts(reader, take(reader, "asistentes"), "asistentes", &event->attendee_count);
    read_votes(reader);
    event->consensus = take_mark(reader, "consenso");
    read_convocation(reader);
    event->outcome = adopts ? json_is_true(adopts) : -1;
    if (adopts && !json_is_boolean(adopts)) damaged(reader, "no es sí o no", "adopta");
    for (size_t i = 0; i < MODALITY_WORDS; i++)
        if (modality && strcmp(modality, modalities[i].word) == 0) event->modality = modalities[i].modality;
    if (modality && !event->modality) damaged(reader, "no hay modalidad", modality);
}

static uint32_t link_number(struct reader *reader, const char *name)
{
    const json_t *value = take(reader, name);
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < 1 || number > INT32_MAX) damaged(reader, "no es un número", name);
    return (uint32_t)number;
}

static void read_link(struct reader *reader, const char *name)
{
    struct event *event = &reader->record->event;
    event->linked = keep_text(reader, take(reader, name), name);
    event->subroute = link_number(reader, "subruta") - 1;
    event->serial = link_number(reader, "vez");
    if (!reader->failed && (event->linked.length == 0 || event->subroute >= program_count(reader->program, PROGRAM_TABLE_subroute)))
        damaged(reader, "el programa no tiene la ruta que enlaza", name);
}

static void read_origin(struct reader *reader)
{
    if (!json_object_get(reader->object, ORIGIN_NAME)) return;
    read_link(reader, ORIGIN_NAME);
    reader->record->event.linked_act = link_number(reader, "acto");
    reader->record->event.level = link_number(reader, "nivel");
}

static void read_return(struct reader *reader)
{
    reader->record->event.final = keep_text(reader, take(reader, "final"), "final");
    read_link(reader, "caso");
}

static void read_opening(struct reader *reader)
{
    char digest[DIGEST_TEXT_SIZE];
    const char *program = take_name(reader, "programa", true), *route = take_name(reader, "ruta", true);
    const char *name = program_text(reader->program, program_route_at(reader->program, reader->route)->name);
    if (program && strcmp(program, program_digest_text(reader->program, digest)) != 0)
        damaged(reader, "no se abrió con el programa", digest);
    if (route && strcmp(route, name) != 0) damaged(reader, "no se abrió en la ruta", name);
    reader->record->event.route = reader->route;
    read_origin(reader);
}

static void read_measures(struct reader *reader)
{
    struct event *event = &reader->record->event;
    const json_t *names = take(reader, "medidas");
    const char *what = take_name(reader, "que", true);
    uint32_t *measures = arena_array(&reader->record->arena, json_array_size(names) + 1, sizeof *measures), act = 0;
    if (!json_is_array(names)) damaged(reader, "no es una lista", "medidas");
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        measures[i] = name ? shared_index(reader->program, PROGRAM_TABLE_measure, name) : NONE;
        if (measures[i] == NONE) damaged(reader, "el programa no tiene la medida", name ? name : "");
    }
    while (what && act < MEASURE_ACTS && strcmp(what, measure_act_word((enum measure_act)act)) != 0) act++;
    if (act == MEASURE_ACTS) damaged(reader, "no se hace con una medida", what);
    event->measures = measures;
    event->measure_count = (uint32_t)json_array_size(names);
    event->measure_act = (enum measure_act)act;
}

static void read_payload(struct reader *reader)
{
    enum event_kind kind = reader->record->event.kind;
    if (kind == EVENT_OPEN) read_opening(reader);
    if (kind == EVENT_COMPLETE) reader->record->event.step = read_step(reader, true);
    if (kind == EVENT_SESSION) read_session(reader);
    if (kind == EVENT_EXTEND) read_extension(reader);
    if (kind == EVENT_EXPIRE) read_deadline(reader);
    if (kind == EVENT_JUDGE) read_grounds(reader);
    if (kind == EVENT_ADD) read_addition(reader);
    if (kind == EVENT_RECALCULATE) read_recalculation(reader);
    if (kind == EVENT_MIGRATE) read_passing(reader);
    if (kind == EVENT_RETURN) read_return(reader);
    if (kind == EVENT_MEASURE) read_measures(reader);
    if (kind == EVENT_COMPLETE || kind == EVENT_PRODUCE || kind == EVENT_EXTEND || kind == EVENT_JUDGE || kind == EVENT_MEASURE)
        read_instruments(reader);
    read_hour(reader);
    read_data(reader);
    if (!reader->failed && reader->taken != json_object_size(reader->object))
        damaged(reader, "sobran campos en", event_kind_word(kind));
}

bool record_decode(struct record *out, const struct program *program, uint32_t route,
                   const struct store_event *row, const struct seal_key *key, struct fault *why)
{
    *out = (struct record){0};
    struct reader reader = { .program = program, .route = route, .place = { key, row->case_id, row->sequence },
                             .record = out, .why = why };
    json_t *object = json_loads(row->payload, JSON_REJECT_DUPLICATES, NULL);
    reader.object = object;
    out->event.day = row->happened;
    out->event.actor = text_copy(&out->arena, text_from(row->actor));
    out->event.in_favour = out->event.against = out->event.outcome = -1;
    out->event.minute = MINUTE_NONE;
    if (row->happened == DAY_NONE) damaged(&reader, "no tiene fecha", row->kind);
    if (!event_kind_from_word(text_from(row->kind), &out->event.kind)) damaged(&reader, "no hay actos de clase", row->kind);
    else if (!json_is_object(object)) damaged(&reader, "no se puede leer", row->kind);
    else read_payload(&reader);
    json_decref(object);
    if (reader.failed) record_free(out);
    return !reader.failed;
}

bool record_read_opening(const struct store_event *row, uint8_t program[DIGEST_BYTES], char **route)
{
    json_t *object = json_loads(row->payload, JSON_REJECT_DUPLICATES, NULL);
    const char *digest = json_string_value(json_object_get(object, "programa"));
    const char *name = json_string_value(json_object_get(object, "ruta"));
    *route = digest && name && digest_from_text(text_from(digest), program) ? strdup(name) : NULL;
    json_decref(object);
    return *route != NULL;
}

void record_free(struct record *record)
{
    arena_free(&record->arena);
    *record = (struct record){0};
}
