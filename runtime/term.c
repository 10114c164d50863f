/* term.c -- reading and writing terms: "30 días hábiles". See deadline.h. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "runtime/deadline.h"

/* Each unit in singular and plural, the written form first; both directions read it. */
struct phrase {
    enum time_unit unit;
    const char *one, *many;
};

static const struct phrase phrases[] = {
    { UNIT_WORKING_DAYS,  "día hábil",      "días hábiles" },
    { UNIT_CALENDAR_DAYS, "día calendario", "días calendario" },
    { UNIT_DAYS_UNSAID,   "día",            "días" },
    { UNIT_WEEKS,         "semana",         "semanas" },
    { UNIT_MONTHS,        "mes",            "meses" },
    { UNIT_YEARS,         "año",            "años" },
    { UNIT_HOURS,         "hora",           "horas" },
    { UNIT_CALENDAR_DAYS, "día corrido",    "días corridos" },
};
#define TERM_TEXT_MAX 200       /* so that a message can quote it whole */
#define PHRASES (sizeof phrases / sizeof phrases[0])

static bool is_blank(char c) { return c == ' ' || c == '\t'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static struct text trim(struct text text)
{
    while (text.length && is_blank(*text.at)) { text.at++; text.length--; }
    while (text.length && is_blank(text.at[text.length - 1])) text.length--;
    return text;
}

/* Folded, trimmed and with one blank between words. */
static struct text tidy(struct arena *arena, struct text text)
{
    struct text folded = trim(fold(arena, text));
    char *out = arena_alloc(arena, folded.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < folded.length; i++)
        if (!is_blank(folded.at[i])) out[length++] = folded.at[i];
        else if (out[length - 1] != ' ') out[length++] = ' ';
    return (struct text){ out, length };
}

static bool take_number(struct text *rest, int64_t *out)
{
    *out = 0;
    for (; rest->length && is_digit(*rest->at); rest->at++, rest->length--)
        if (__builtin_mul_overflow(*out, 10, out) || __builtin_add_overflow(*out, *rest->at - '0', out)) return false;
    *rest = trim(*rest);
    return true;
}

static bool take_end(struct text *text, struct text end)
{
    if (text->length <= end.length || memcmp(text->at + text->length - end.length, end.at, end.length) != 0) return false;
    text->length -= end.length;
    return true;
}

static bool says(struct arena *arena, struct text words, const char *phrase)
{
    return text_equal(words, fold(arena, text_from(phrase)));
}

static bool find_unit(struct arena *arena, struct text words, enum time_unit *unit)
{
    for (size_t i = 0; i < PHRASES; i++)
        if (says(arena, words, phrases[i].one) || says(arena, words, phrases[i].many)) {
            *unit = phrases[i].unit;
            return true;
        }
    return false;
}

static bool help_units(struct fault *why)
{
    return fault_help(why, "escriba un número entero y días hábiles, días calendario, semanas, meses, años u horas: «30 días hábiles»");
}

/* `written` is what the user wrote, for the messages; `text` the same, tidied. */
static bool parse_tidy(struct arena *arena, struct text written, struct text text, struct term *out, struct fault *why)
{
    struct text rest = text;
    if (!text.length) {
        fault_set(why, EXIT_USAGE, "falta el término");
        return help_units(why);
    }
    if (!is_digit(*rest.at)) {
        fault_set(why, EXIT_USAGE, "el término «%.*s» no comienza con un número entero de uno en adelante", TEXT_ARGS(written));
        return help_units(why);
    }
    if (!take_number(&rest, &out->amount))
        return fault_set(why, EXIT_LIMIT, "el número del término «%.*s» es demasiado grande", TEXT_ARGS(written));
    if (take_end(&rest, TEXT(" antes"))) out->amount = -out->amount;
    else take_end(&rest, TEXT(" despues"));
    if (!rest.length) {
        fault_set(why, EXIT_USAGE, "el término «%.*s» no dice en qué unidad se cuenta", TEXT_ARGS(written));
        return help_units(why);
    }
    if (!find_unit(arena, rest, &out->unit)) {
        fault_set(why, EXIT_USAGE, "el término «%.*s» no está en una unidad que el calendario cuente", TEXT_ARGS(written));
        return help_units(why);
    }
    return true;
}

bool term_parse(struct text text, struct term *out, struct fault *why)
{
    if (text.length > TERM_TEXT_MAX) {
        fault_set(why, EXIT_USAGE, "el término tiene %zu bytes: es demasiado largo", text.length);
        return help_units(why);
    }
    struct arena arena = {0};
    bool ok = parse_tidy(&arena, trim(text), tidy(&arena, text), out, why);
    arena_free(&arena);
    return ok;
}

struct text term_format(struct arena *arena, struct term term)
{
    uint64_t amount = term.amount < 0 ? 0 - (uint64_t)term.amount : (uint64_t)term.amount;
    const struct phrase *phrase = phrases;
    while (phrase->unit != term.unit) phrase++;
    return text_format(arena, "%" PRIu64 " %s%s", amount, amount == 1 ? phrase->one : phrase->many,
                       term.amount < 0 ? " antes" : "");
}

struct term term_counted(struct term term)
{
    static const struct term kinds[UNIT_COUNT] = {
        [UNIT_WORKING_DAYS] = { 1, UNIT_WORKING_DAYS }, [UNIT_DAYS_UNSAID] = { 1, UNIT_WORKING_DAYS },
        [UNIT_CALENDAR_DAYS] = { 1, UNIT_CALENDAR_DAYS }, [UNIT_WEEKS] = { 7, UNIT_CALENDAR_DAYS },
        [UNIT_MONTHS] = { 1, UNIT_MONTHS }, [UNIT_YEARS] = { 12, UNIT_MONTHS }, [UNIT_HOURS] = { 1, UNIT_HOURS },
    };
    return (struct term){ term.amount * kinds[term.unit].amount, kinds[term.unit].unit };
}

bool term_sum(struct term a, struct term b, struct term *sum)
{
    struct term more = term_counted(b);
    *sum = term_counted(a);
    if (sum->unit != more.unit) return false;
    *sum = a.unit == b.unit ? (struct term){ a.amount + b.amount, a.unit } : (struct term){ sum->amount + more.amount, sum->unit };
    return true;
}
