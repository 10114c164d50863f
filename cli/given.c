/* given.c -- names and values to numbers, and back. */
#include "cli/given.h"

#include <inttypes.h>
#include <string.h>

#include "base/amount.h"
#include "base/fold.h"
#include "runtime/people.h"

bool given_step(struct command_context *context, const struct program *program, uint32_t route,
                struct text name, uint32_t *out, struct fault *why)
{
    const struct program_route *row = program_route_at(program, route);

    *out = program_find(program, PROGRAM_TABLE_step, row->steps_first, row->steps_count, name);
    if (*out != NONE) return true;
    return command_unknown_name(context, program, PROGRAM_TABLE_step, row->steps_first, row->steps_count,
                                "la etapa o el momento", name, why);
}

/* The instrument of that name among `count` entries of `ref`, or NONE. */
static uint32_t find_in_refs(struct arena *arena, const struct program *program, uint32_t first, uint32_t count,
                             struct text folded)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = program_ref(program, first, i);
        const char *name = program_text(program, program_instrument_at(program, index)->name);
        if (text_equal(fold(arena, text_from(name)), folded)) return index;
    }
    return NONE;
}

bool given_instrument(struct command_context *context, const struct program *program, uint32_t route,
                      struct text name, uint32_t *out, struct fault *why)
{
    const struct program_route *row = program_route_at(program, route);
    struct text folded = fold(&context->arena, name);
    uint32_t count = program_count(program, PROGRAM_TABLE_instrument);

    /* Two routes of one program may each declare an instrument of the same name. */
    for (uint32_t i = 0; i < row->steps_count; i++) {
        const struct program_step *step = program_step_at(program, row->steps_first + i);
        *out = find_in_refs(&context->arena, program, step->produces_first, step->produces_count, folded);
        if (*out != NONE) return true;
        *out = find_in_refs(&context->arena, program, step->receives_first, step->receives_count, folded);
        if (*out != NONE) return true;
    }
    *out = program_find(program, PROGRAM_TABLE_instrument, 0, count, name);
    if (*out != NONE) *out = program_version_for(program, PROGRAM_TABLE_instrument, *out, route);
    if (*out != NONE) return true;
    return command_unknown_name(context, program, PROGRAM_TABLE_instrument, 0, count, "el instrumento", name, why);
}

bool given_once(const struct program *program, const uint32_t *instruments, uint32_t count, struct fault *why)
{
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (instruments[i] == instruments[j])
                return fault_set(why, EXIT_USAGE, "el instrumento «%s» aparece dos veces",
                                 program_text(program, program_instrument_at(program, instruments[i])->name));
    return true;
}

/* Of those the route works with. */
bool given_measure(struct command_context *context, const struct program *program, uint32_t route,
                   struct text name, uint32_t *out, struct fault *why)
{
    const struct program_route *row = program_route_at(program, route);
    uint32_t count = program_count(program, PROGRAM_TABLE_measure);
    struct text folded = fold(&context->arena, name);

    for (uint32_t i = 0; i < row->measures_count; i++) {
        *out = program_ref(program, row->measures_first, i);
        if (text_equal(folded, fold(&context->arena, text_from(program_text(program, program_measure_at(program, *out)->name))))) return true;
    }
    *out = program_find(program, PROGRAM_TABLE_measure, 0, count, name);
    if (*out != NONE) return true;      /* the machine will say that it is not of the route */
    return command_unknown_name(context, program, PROGRAM_TABLE_measure, 0, count, "la medida", name, why);
}

bool given_body(struct command_context *context, const struct program *program,
                struct text name, day_t day, uint32_t *out, struct fault *why)
{
    uint32_t count = program_count(program, PROGRAM_TABLE_body);

    *out = program_find(program, PROGRAM_TABLE_body, 0, count, name);
    if (*out != NONE) *out = program_version_near(program, PROGRAM_TABLE_body, *out, day);
    if (*out != NONE) return true;
    return command_unknown_name(context, program, PROGRAM_TABLE_body, 0, count, "el comité", name, why);
}

bool given_datum_name(struct command_context *context, const struct program *program, uint32_t route,
                      struct text name, uint32_t *out, struct fault *why)
{
    const struct program_route *row = program_route_at(program, route);

    *out = program_find(program, PROGRAM_TABLE_datum, row->data_first, row->data_count, name);
    if (*out != NONE) return true;
    return command_unknown_name(context, program, PROGRAM_TABLE_datum, row->data_first, row->data_count,
                                "el dato", name, why);
}

bool given_is_plain(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        bool c1 = byte == 0xC2 && i + 1 < text.length && (unsigned char)text.at[i + 1] < 0xA0;
        if (byte < 0x20 || byte == 0x7F || c1) return false;
    }
    return true;
}

static bool read_number(struct text written, const char *where, value_t *out, struct fault *why)
{
    bool negative = written.length && written.at[0] == '-';
    int64_t number = 0;
    size_t i = negative ? 1 : 0;

    if (written.length > i && written.length <= i + 15) {
        for (; i < written.length && written.at[i] >= '0' && written.at[i] <= '9'; i++)
            number = number * 10 + (written.at[i] - '0');
        if (i == written.length) {
            *out = negative ? -number : number;
            return true;
        }
    }
    return fault_set(why, EXIT_USAGE, "en %s: «%.*s» no es un número entero de hasta quince cifras",
                     where, TEXT_ARGS(written));
}

static bool read_truth(struct command_context *context, struct text written, const char *where, value_t *out,
                       struct fault *why)
{
    struct text folded = fold(&context->arena, written);

    *out = text_equal(folded, TEXT("si")) ? VALUE_YES : VALUE_NO;
    if (*out == VALUE_YES || text_equal(folded, TEXT("no"))) return true;
    return fault_set(why, EXIT_USAGE, "en %s: «%.*s» no es «sí» ni «no»", where, TEXT_ARGS(written));
}

/* «1.423.500 pesos», «$ 1.423.500», «1,5 SMLMV»: what it is counted in is always said. */
static bool read_amount(struct command_context *context, const struct program *program, const struct program_datum *row,
                        struct text written, value_t *out, struct fault *why)
{
    const char *name = program_text(program, row->name), *unit = program_unit(program, row);
    size_t digits = 0;
    struct text rest = written;
    bool sign = row->type == TYPE_PESOS && rest.length && rest.at[0] == '$';

    if (sign) rest = text_trimmed((struct text){ rest.at + 1, rest.length - 1 });
    while (digits < rest.length && rest.at[digits] != ' ') digits++;
    struct text figure = { rest.at, digits }, said = text_trimmed((struct text){ rest.at + digits, rest.length - digits });
    bool right = sign ? !said.length : text_equal(fold(&context->arena, said), fold(&context->arena, text_from(unit)));
    if (right && amount_parse(figure, out) == AMOUNT_OK && !(row->type == TYPE_PESOS && *out % AMOUNT_CENT)) return true;
    fault_set(why, EXIT_USAGE, "en el dato %s: «%.*s» no es una cantidad en %s", name, TEXT_ARGS(written), unit);
    return fault_help(why, "los miles se separan con puntos y los decimales con coma, y se dice en qué está: «%s %s»",
                      row->type == TYPE_PESOS ? "1.423.500" : "1,5", unit);
}

static bool read_list_value(struct command_context *context, const struct program *program, uint32_t list,
                            struct text written, value_t *out, struct fault *why)
{
    const struct program_list *row = program_list_at(program, list);
    uint32_t value = program_find(program, PROGRAM_TABLE_value, row->values_first, row->values_count, written);

    if (value == NONE) {
        struct text what = text_format(&context->arena, "en la lista %s el valor", program_text(program, row->name));
        return command_unknown_name(context, program, PROGRAM_TABLE_value, row->values_first, row->values_count,
                                    what.at, written, why);
    }
    *out = (value_t)(value - row->values_first);
    return true;
}

static bool read_hour(struct text written, const char *where, value_t *out, struct fault *why)
{
    int32_t minute;

    if (!minute_parse(written, &minute))
        return fault_set(why, EXIT_USAGE, "en %s: «%.*s» no es una hora como 08:30", where, TEXT_ARGS(written));
    *out = minute;
    return true;
}

static bool read_values(struct command_context *context, const struct program *program, uint32_t list,
                        struct text written, value_t *out, struct fault *why)
{
    value_t value;

    *out = 0;
    while (written.length) {
        const char *end = memchr(written.at, '\n', written.length);
        size_t length = end ? (size_t)(end - written.at) : written.length;
        struct text one = text_trimmed((struct text){ written.at, length });
        if (one.length && !read_list_value(context, program, list, one, &value, why)) return false;
        if (one.length) *out |= (value_t)1 << value;
        written = (struct text){ written.at + length, written.length - length };
        if (end) written = (struct text){ written.at + 1, written.length - 1 };
    }
    return true;
}

/* A person's line: as many fields as there are, none empty, and those of a list as the list spells them. */
static bool read_person(struct command_context *context, const struct program *program, const struct program_datum *row,
                        struct text line, struct text *out, struct fault *why)
{
    *out = TEXT("");
    for (uint32_t i = 0; i < row->fields_count; i++) {
        const struct program_field *field = program_field_at(program, row->fields_first + i);
        struct text cell = people_field(line, i);
        value_t value = 0;
        if (!cell.length)
            return fault_set(why, EXIT_USAGE, "en el dato %s: a una persona le falta el campo «%s»", program_text(program, row->name),
                             program_text(program, field->name));
        if (field->list != NONE) {
            if (!read_list_value(context, program, field->list, cell, &value, why)) return false;
            uint32_t first = program_list_at(program, field->list)->values_first;
            cell = text_from(program_text(program, program_value_at(program, first + (uint32_t)value)->name));
        }
        *out = text_format(&context->arena, "%.*s%s%.*s", TEXT_ARGS(*out), i ? "\t" : "", TEXT_ARGS(cell));
    }
    return true;
}

static bool read_people(struct command_context *context, const struct program *program, const struct program_datum *row,
                        struct text written, struct text *out, struct fault *why)
{
    struct text line, person;

    *out = TEXT("");
    while (people_next(&written, &line)) {
        if (!line.length) continue;
        if (!read_person(context, program, row, line, &person, why)) return false;
        *out = text_format(&context->arena, "%.*s%s%.*s", TEXT_ARGS(*out), out->length ? "\n" : "", TEXT_ARGS(person));
    }
    return true;
}

bool given_value(struct command_context *context, const struct program *program, uint32_t datum,
                 struct text written, struct given_datum *out, struct fault *why)
{
    const struct program_datum *row = program_datum_at(program, datum);
    struct text where = text_format(&context->arena, "el dato %s", program_text(program, row->name));
    day_t day = DAY_NONE;
    int32_t minute;

    *out = (struct given_datum){ .datum = datum, .minute = MINUTE_NONE };
    bool none = text_equal(written, TEXT("\n")) && row->type != TYPE_VALUES && row->type != TYPE_PEOPLE;
    if (!written.length || none) return fault_set(why, EXIT_USAGE, "%s está vacío", where.at);
    switch ((enum datum_type)row->type) {
    case TYPE_DATE:
        if (!read_moment(written, where.at, &day, &minute, why)) return false;
        out->value = day;
        out->minute = minute;
        return true;
    case TYPE_NUMBER: return read_number(written, where.at, &out->value, why);
    case TYPE_HOUR:   return read_hour(written, where.at, &out->value, why);
    case TYPE_VALUES: return read_values(context, program, row->list, written, &out->value, why);
    case TYPE_PESOS:
    case TYPE_UNITS:  return read_amount(context, program, row, written, &out->value, why);
    case TYPE_TRUTH:  return read_truth(context, written, where.at, &out->value, why);
    case TYPE_LIST:   return read_list_value(context, program, row->list, written, &out->value, why);
    case TYPE_PEOPLE: return read_people(context, program, row, written, &out->text, why);
    case TYPE_TEXT:
    case TYPE_TEXTS:
        out->text = written;
        return true;
    case DATUM_TYPES:
        break;
    }
    return fault_set(why, EXIT_BAD_DATA, "%s es de un tipo que no se conoce", where.at);
}

static struct text values_text(struct arena *arena, const struct program *program, uint32_t list, value_t several)
{
    const struct program_list *row = program_list_at(program, list);
    struct text joined = TEXT("");

    for (uint32_t i = 0; i < row->values_count; i++)
        if (several >> i & 1)
            joined = text_format(arena, "%.*s%s%s", TEXT_ARGS(joined), joined.length ? ", " : "",
                                 program_text(program, program_value_at(program, row->values_first + i)->name));
    return joined.length ? joined : TEXT("(ninguno)");
}

/* «(nombre = [reservado], calidad = hijo), …»: what is reserved of a person is never shown. */
static struct text people_text(struct arena *arena, const struct program *program, const struct program_datum *row, struct text people)
{
    struct text joined = TEXT("");

    for (struct text line; people_next(&people, &line);) {
        struct text person = TEXT("");
        for (uint32_t i = 0; i < row->fields_count; i++) {
            const struct program_field *field = program_field_at(program, row->fields_first + i);
            struct text cell = field->reserved ? TEXT("[reservado]") : people_field(line, i);
            person = text_format(arena, "%.*s%s%s = %.*s", TEXT_ARGS(person), i ? ", " : "", program_text(program, field->name), TEXT_ARGS(cell));
        }
        joined = text_format(arena, "%.*s%s(%.*s)", TEXT_ARGS(joined), joined.length ? ", " : "", TEXT_ARGS(person));
    }
    return joined.length ? joined : TEXT("(nadie)");
}

struct text given_value_text(struct arena *arena, const struct program *program, const struct given_datum *given)
{
    const struct program_datum *row = program_datum_at(program, given->datum);
    char day[MOMENT_TEXT_SIZE], figure[AMOUNT_TEXT_SIZE];

    switch ((enum datum_type)row->type) {
    case TYPE_DATE:
        return text_format(arena, "%s", moment_format((day_t)given->value, given->minute, day));
    case TYPE_NUMBER:
        return text_format(arena, "%" PRId64, given->value);
    case TYPE_HOUR:
        return text_format(arena, "%s", minute_format((int32_t)given->value, day));
    case TYPE_PEOPLE:
        return people_text(arena, program, row, given->text);
    case TYPE_VALUES:
        return values_text(arena, program, row->list, given->value);
    case TYPE_PESOS:
    case TYPE_UNITS:
        return text_format(arena, "%s %s", amount_format(given->value, row->type == TYPE_PESOS, figure), program_unit(program, row));
    case TYPE_TRUTH:
        return given->value ? TEXT("sí") : TEXT("no");
    case TYPE_LIST: {
        uint32_t first = program_list_at(program, row->list)->values_first;
        return text_from(program_text(program, program_value_at(program, first + (uint32_t)given->value)->name));
    }
    case TYPE_TEXT:
        return given->text;
    case TYPE_TEXTS: {
        struct text joined = TEXT("");
        for (struct text left = given->text; left.length; ) {
            const char *end = memchr(left.at, '\n', left.length);
            size_t length = end ? (size_t)(end - left.at) : left.length;
            joined = text_format(arena, "%.*s%s%.*s", TEXT_ARGS(joined), joined.length ? ", " : "", (int)length, left.at);
            left.at += length + (end ? 1 : 0);
            left.length -= length + (end ? 1 : 0);
        }
        return joined;
    }
    case DATUM_TYPES:
        break;
    }
    return TEXT("");
}

struct text given_value_shown(struct arena *arena, const struct program *program, const struct given_datum *given)
{
    char figure[AMOUNT_TEXT_SIZE];

    if (program_datum_at(program, given->datum)->type != TYPE_PESOS) return given_value_text(arena, program, given);
    return text_format(arena, "$ %s", amount_format(given->value, true, figure));
}
