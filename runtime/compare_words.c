/* compare_words.c -- see compare_words.h. */
#include "runtime/compare_words.h"

#include <string.h>

#include "base/amount.h"
#include "base/check.h"
#include "base/date.h"
#include "runtime/calendar.h"
#include "runtime/deadline.h"
#include "runtime/event.h"

static struct text string(const struct program *program, uint32_t offset)
{
    return text_from(program_text(program, offset));
}

/* ---- Clauses whose field alone says too little --------------------------------- */

static struct text say_norm(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_norm *norm = program_norm_at(program, row);
    if (!string(program, norm->kind).length && !string(program, norm->number).length && !norm->year) return TEXT("");
    return text_format(arena, "%s %s de %d", program_text(program, norm->kind), program_text(program, norm->number), norm->year);
}

static struct text say_issued(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_norm *norm = program_norm_at(program, row);
    char day[DATE_TEXT_SIZE];
    if (norm->issued == DAY_NONE) return TEXT("no consta");
    day_format(norm->issued, day);
    return text_format(arena, "%.*s", norm->issued_month_only ? 7 : 10, day);
}

static struct text say_membership(struct arena *arena, const struct program *program, uint32_t row)
{
    (void)arena;
    static const char *const words[MEMBERSHIP_COUNT] = { "por los miembros que se listan", "por los convocados en el caso", "no consta" };
    return text_from(words[program_body_at(program, row)->membership]);
}

static struct text say_conveners(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_body *body = program_body_at(program, row);
    const char *outsider = body->outsider == NONE ? "" : program_text(program, program_actor_at(program, body->outsider)->caption);
    return text_from(event_conveners(arena, (uint32_t)body->conveners, outsider));
}

static struct text say_extra_conveners(struct arena *arena, const struct program *program, uint32_t row)
{
    return text_from(event_conveners(arena, (uint32_t)program_body_at(program, row)->extra_conveners, ""));
}

static struct text say_meets(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_body *body = program_body_at(program, row);
    if (body->meets_count == 0) return TEXT("");
    struct text every = term_format(arena, (struct term){ body->meets_every, (enum time_unit)body->meets_unit });
    return text_format(arena, "%d %s cada %.*s", body->meets_count, body->meets_count == 1 ? "vez" : "veces", TEXT_ARGS(every));
}

/* The words of the drawing, without those that the clause says already. */
static struct text say_modalities(struct arena *arena, const struct program *program, uint32_t row)
{
    struct text words = words_modalities(arena, program, row), known = TEXT("Puede sesionar de manera ");
    if (!text_starts(words, known)) return words;
    return (struct text){ words.at + known.length, words.length - known.length };
}

static struct text say_minutes(struct arena *arena, const struct program *program, uint32_t row)
{
    (void)arena;
    static const char *const words[MINUTES_KINDS] = { "no consta", "presidencia y secretaría técnica", "los convocados" };
    return text_from(words[program_body_at(program, row)->minutes]);
}

static struct text say_delegation(struct arena *arena, const struct program *program, uint32_t row)
{
    (void)arena;
    static const char *const words[DELEGATION_COUNT] = { "", "delegable", "indelegable" };
    return text_from(words[program_seat_at(program, row)->delegation]);
}

static struct text say_invitee_flags(struct arena *arena, const struct program *program, uint32_t row)
{
    int32_t flags = program_invitee_at(program, row)->flags;
    bool own = flags & INVITEE_OWN_CASES, each = flags & INVITEE_PER_POPULATION;
    return text_format(arena, "%s%s%s", each ? "por población" : "", own && each ? ", " : "", own ? "solo en sus casos" : "");
}

static struct text say_week(struct arena *arena, const struct program *program, uint32_t row)
{
    int32_t week = program_calendar_at(program, row)->week;
    struct text list = TEXT("");
    for (int d = 0; d < 7; d++)
        if (week & 1 << d) list = text_format(arena, "%.*s%s%s", TEXT_ARGS(list), list.length ? ", " : "", weekday_name((enum weekday)d));
    return list;
}

static struct text say_holiday(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_holiday *holiday = program_holiday_at(program, row);
    const char *moved = holiday->to_monday ? ", pasa al lunes" : "";
    switch ((enum holiday_rule)holiday->rule) {
    case HOLIDAY_ON_DATE: return text_format(arena, "%d de %s%s", holiday->day, month_name(holiday->month), moved);
    case HOLIDAY_FROM_EASTER:
        return text_format(arena, "%d días %s de pascua%s", holiday->offset < 0 ? -holiday->offset : holiday->offset,
                           holiday->offset < 0 ? "antes" : "después", moved);
    case HOLIDAY_ONCE: return TEXT("cierre por una vez");
    case HOLIDAY_SUSPENSION: return TEXT("suspensión de términos");
    case HOLIDAY_RULES: break;
    }
    UNREACHABLE();
}

static struct text say_type(struct arena *arena, const struct program *program, uint32_t row)
{
    static const char *const words[DATUM_TYPES] = { "fecha", "número", "sí o no", "texto", "lista de textos", "", "", "", "hora", "", "lista de personas" };
    const struct program_datum *datum = program_datum_at(program, row);
    if (datum->type == TYPE_PESOS || datum->type == TYPE_UNITS) return text_format(arena, "dinero en %s", program_unit(program, datum));
    if (datum->type == TYPE_VALUES) return text_format(arena, "lista de %s", program_text(program, program_list_at(program, datum->list)->name));
    if (datum->list == NONE) return text_from(words[datum->type]);
    return text_format(arena, "%s", program_text(program, program_list_at(program, datum->list)->name));
}

static struct text say_judgement(struct arena *arena, const struct program *program, uint32_t row)
{
    static const char *const words[JUDGEMENTS] = { "", "a juicio de ", "según concepto de " };
    const struct program_datum *datum = program_datum_at(program, row);
    const char *actor = datum->judge == NONE ? "" : program_text(program, program_actor_at(program, datum->judge)->name);
    const char *body = datum->judge_body == NONE ? "" : program_text(program, program_body_at(program, datum->judge_body)->name);
    return text_format(arena, "%s%s%s", words[datum->judgement], actor, body);
}

static struct text say_final(struct arena *arena, const struct program *program, uint32_t row)
{
    (void)arena;
    return text_from(words_final_kind((enum final_kind)program_final_at(program, row)->kind));
}

static struct text say_start(struct arena *arena, const struct program *program, uint32_t row)
{
    (void)arena;
    static const char *const words[START_READINGS] = { "el del hecho", "el siguiente al hecho" };
    return text_from(words[program_deadline_at(program, row)->start_reading]);
}

static struct text say_end(struct arena *arena, const struct program *program, uint32_t row)
{
    (void)arena;
    static const char *const words[END_READINGS] = { "no se dice", "corre al siguiente hábil", "no corre" };
    return text_from(words[program_deadline_at(program, row)->end_reading]);
}

/* ---- Records without a name ------------------------------------------------------ */

/* "desde 2026-01-01 hasta 2026-12-31: 1.750.905 pesos". Whether it is of pesos its parameter
 * knows: the one it is of is looked for. */
static struct text say_amount(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_amount *amount = program_amount_at(program, row);
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE], figure[AMOUNT_TEXT_SIZE];
    uint32_t owner = 0;
    while (row - program_parameter_at(program, owner)->amounts_first >= program_parameter_at(program, owner)->amounts_count) owner++;
    bool pesos = program_parameter_at(program, owner)->pesos;
    amount_format(pesos ? program_amount_value(amount) : program_amount_value(amount) * AMOUNT_ONE, pesos, figure);
    struct text end = amount->to == DAY_NONE ? TEXT("") : text_format(arena, " hasta %s", day_format(amount->to, to));
    return text_format(arena, "desde %s%.*s: %s%s", day_format(amount->from, from), TEXT_ARGS(end), figure, pesos ? " pesos" : "");
}

static struct text guard_text(const struct program *program, uint32_t function)
{
    return function == NONE ? TEXT("") : string(program, program_function_at(program, function)->text);
}

/* "si nivel es extremo: sigue adopción", as the author writes it. */
static struct text say_branch(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_branch *branch = program_branch_at(program, row);
    const char *to = program_text(program, branch->step != NONE ? program_step_at(program, branch->step)->name
                                                                : program_final_at(program, branch->final)->name);
    struct text guard = guard_text(program, branch->guard);
    if (!guard.length) return text_format(arena, "sigue %s", to);
    return text_format(arena, "si %.*s: sigue %s", TEXT_ARGS(guard), to);
}

static struct text say_requisite(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_requisite *requisite = program_requisite_at(program, row);
    const char *measure = program_text(program, program_measure_at(program, requisite->measure)->name);
    struct text needs = requisite->guard != NONE ? guard_text(program, requisite->guard)
                                                 : words_instrument(arena, program, requisite->instrument);
    struct text except = guard_text(program, requisite->except);
    return text_format(arena, "%s %s %.*s%s%.*s", measure, requisite->guard != NONE ? "requiere" : "va después de", TEXT_ARGS(needs),
                       except.length ? ", salvo " : "", TEXT_ARGS(except));
}

static struct text say_demand(struct arena *arena, const struct program *program, uint32_t row)
{
    return text_format(arena, "requiere %.*s", TEXT_ARGS(guard_text(program, program_demand_at(program, row)->guard)));
}

static struct text say_session(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_session *session = program_session_at(program, row);
    struct text guard = guard_text(program, session->guard), vote = TEXT("");
    if (session->decision != DECISION_UNKNOWN) vote = words_vote(arena, session->decision, session->counted);
    return text_format(arena, "sesiona %s%s%.*s%s%.*s", program_text(program, program_body_at(program, session->body)->name),
                       vote.length ? ", decide " : "", TEXT_ARGS(vote), guard.length ? " cuando " : "", TEXT_ARGS(guard));
}

/* "con a = b, c = el final". */
static struct text say_crossings(struct arena *arena, const struct program *program, const char *word, uint32_t first, uint32_t count)
{
    struct text list = TEXT("");
    for (uint32_t i = first; i < first + count; i++) {
        const struct program_crossing *self = program_crossing_at(program, i);
        const char *to = program_text(program, program_datum_at(program, self->to)->name);
        const char *from = self->from == NONE ? "el final" : program_text(program, program_datum_at(program, self->from)->name);
        list = text_format(arena, "%.*s%s%s = %s", TEXT_ARGS(list), i == first ? word : ", ", to, from);
    }
    return list;
}

/* "en escoltas, inicia ruta hombres con a = b y espera", as the author writes it. */
static struct text say_subroute(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_subroute *self = program_subroute_at(program, row);
    const char *step = self->step == NONE ? "" : program_text(program, program_step_at(program, self->step)->name);
    const char *route = program_text(program, program_route_at(program, self->route)->name);
    struct text given = say_crossings(arena, program, " con ", self->gives_first, self->gives_count);
    struct text back = say_crossings(arena, program, " y recibe ", self->returns_first, self->returns_count);
    return text_format(arena, "%s%s%sinicia ruta %s%.*s%s%s%.*s", step[0] ? "en " : "", step, step[0] ? ", " : "", route, TEXT_ARGS(given),
                       self->step == NONE ? "" : self->waits ? " y espera" : " sin esperar", self->once ? ", solo la primera vez" : "",
                       TEXT_ARGS(back));
}

/* Where an interruption takes the case, or what it starts beside it. */
static struct text led_to(struct arena *arena, const struct program *program, const struct program_interruption *self)
{
    if (self->step != NONE) return text_format(arena, "sigue %s", program_text(program, program_step_at(program, self->step)->name));
    if (self->final != NONE) return text_format(arena, "sigue %s", program_text(program, program_final_at(program, self->final)->name));
    return say_subroute(arena, program, self->subroute);
}

static struct text say_interruption(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_interruption *self = program_interruption_at(program, row);
    struct text stages = words_many(arena, program, self->stages_first, self->stages_count, words_step);
    struct text guard = guard_text(program, self->guard);
    struct text to = led_to(arena, program, self);
    if (self->instrument != NONE) guard = text_format(arena, "se produce %s", program_text(program, program_instrument_at(program, self->instrument)->name));
    return text_format(arena, "en %.*s, si %.*s: %.*s", TEXT_ARGS(stages.length ? stages : TEXT("cualquier etapa")), TEXT_ARGS(guard), TEXT_ARGS(to));
}

static struct text say_summons(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_summons *summons = program_summons_at(program, row);
    return text_format(arena, "se invita a %s cuando %.*s", program_text(program, program_invitee_at(program, summons->invitee)->name),
                       TEXT_ARGS(guard_text(program, summons->guard)));
}

static struct text say_extension(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_extension *extension = program_extension_at(program, row);
    struct text by = term_format(arena, (struct term){ extension->amount, (enum time_unit)extension->unit });
    struct text times = extension->times ? text_format(arena, "%d %s, ", extension->times, extension->times == 1 ? "vez" : "veces") : TEXT("");
    struct text act = extension->instrument == NONE ? TEXT("")
        : text_format(arena, ", con %s", program_text(program, program_instrument_at(program, extension->instrument)->name));
    return text_format(arena, "prórroga: %.*shasta %.*s%.*s", TEXT_ARGS(times), TEXT_ARGS(by), TEXT_ARGS(act));
}

static struct text say_pause(struct arena *arena, const struct program *program, uint32_t row)
{
    const struct program_pause *pause = program_pause_at(program, row);
    const char *by = program_text(program, program_instrument_at(program, pause->instrument)->name);
    if (pause->kind == PAUSE_RESTARTS) return text_format(arena, "se interrumpe con %s", by);
    return text_format(arena, "se suspende con %s hasta %s", by,
                       pause->resumes == NONE ? "" : program_text(program, program_instrument_at(program, pause->resumes)->name));
}

/* ---- The rows ---------------------------------------------------------------------- */

#define ELEMENT(table, article, noun, grade)        { PROGRAM_TABLE_##table, article, noun, GRADE_##grade, NULL },
#define ITEM(table, noun, grade, say)               { PROGRAM_TABLE_##table, NULL, noun, GRADE_##grade, say },
static const struct compare_element elements[] = {
#include "runtime/compare.def"
};

/* Rows of one table; those of all of them have PROGRAM_TABLES. */
struct clause_row {
    enum program_table table;
    struct compare_clause clause;
};

#define CLAUSE(table, field, grade, words, say)     { PROGRAM_TABLE_##table, { CLAUSE_VALUE, #field, words, GRADE_##grade, say, NULL } },
#define MEASURE(table, field, grade, words, say)    { PROGRAM_TABLE_##table, { CLAUSE_MEASURE, #field, words, GRADE_##grade, say, NULL } },
#define WITH(table, field, head)                    { PROGRAM_TABLE_##table, { CLAUSE_WITH, #field, "", GRADE_NOTHING, NULL, #head } },
#define SILENT(table, field)                        { PROGRAM_TABLE_##table, { CLAUSE_SILENT, #field, "", GRADE_NOTHING, NULL, NULL } },
#define COMMON(field, grade, words)                 { PROGRAM_TABLES, { CLAUSE_VALUE, #field, words, GRADE_##grade, NULL, NULL } },
#define QUIET(field)                                { PROGRAM_TABLES, { CLAUSE_SILENT, #field, "", GRADE_NOTHING, NULL, NULL } },
static const struct clause_row clauses[] = {
#include "runtime/compare.def"
};

/* What goes with a field: its citation, or its tag. */
struct cite_row {
    enum program_table table;
    const char *field, *with;
};

#define CITES(table, field, source)                 { PROGRAM_TABLE_##table, #field, #source },
static const struct cite_row cites[] = {
#include "runtime/compare.def"
};

#define TAG(table, field, word)                     { PROGRAM_TABLE_##table, #field, word },
static const struct cite_row tags[] = {
#include "runtime/compare.def"
};

/* What has no row in compare.def, while nobody has written it, goes by its name in program.def. */
#define TABLE(table)      { PROGRAM_TABLE_##table, "", #table, GRADE_MAJOR, NULL },
#define STRING(field)
#define INT(field)
#define FLAG(field)
#define ENUM(field, n)
#define DAY(field)
#define NEED(field, to)
#define LINK(field, to)
#define RANGE(field, to)
#define MANY(field, to)
#define END
static const struct compare_element plain_elements[] = {
#include "runtime/program.def"
};

#define PLAIN(field)      { CLAUSE_VALUE, #field, #field, GRADE_MAJOR, NULL, NULL },
#define TABLE(table)      static const struct compare_clause table##_plain[] = {
#define STRING(field)     PLAIN(field)
#define INT(field)        PLAIN(field)
#define FLAG(field)       PLAIN(field)
#define ENUM(field, n)    PLAIN(field)
#define DAY(field)        PLAIN(field)
#define NEED(field, to)   PLAIN(field)
#define LINK(field, to)   PLAIN(field)
#define RANGE(field, to)  PLAIN(field)
#define MANY(field, to)   PLAIN(field)
#define END               };
#include "runtime/program.def"

#define TABLE(table)      table##_plain,
#define STRING(field)
#define INT(field)
#define FLAG(field)
#define ENUM(field, n)
#define DAY(field)
#define NEED(field, to)
#define LINK(field, to)
#define RANGE(field, to)
#define MANY(field, to)
#define END
static const struct compare_clause *const plain_clauses[] = {
#include "runtime/program.def"
};

const struct compare_element *compare_element_of(enum program_table table)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (elements[i].table == table) return &elements[i];
    return &plain_elements[table];
}

static const struct compare_clause *clause_row(enum program_table table, const char *field)
{
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (clauses[i].table == table && strcmp(clauses[i].clause.field, field) == 0) return &clauses[i].clause;
    return NULL;
}

const struct compare_clause *compare_clause_of(enum program_table table, const char *field)
{
    const struct compare_clause *row = clause_row(table, field);
    if (!row) row = clause_row(PROGRAM_TABLES, field);
    if (!row) for (row = plain_clauses[table]; strcmp(row->field, field) != 0;) row++;
    return row;
}

const char *compare_cite_of(enum program_table table, const char *field)
{
    for (size_t i = 0; i < sizeof cites / sizeof *cites; i++)
        if (cites[i].table == table && strcmp(cites[i].field, field) == 0) return cites[i].with;
    return "source";
}

const char *compare_cited_by(enum program_table table, const char *source)
{
    for (size_t i = 0; i < sizeof cites / sizeof *cites; i++)
        if (cites[i].table == table && strcmp(cites[i].with, source) == 0) return cites[i].field;
    return NULL;
}

static struct text first_word(const char *words)
{
    return (struct text){ words, strcspn(words, " ") };
}

struct text compare_tag_of(enum program_table table, const struct compare_clause *clause)
{
    const char *cited = compare_cited_by(table, clause->field), *field = cited ? cited : clause->field;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (tags[i].table == table && strcmp(tags[i].field, field) == 0) return text_from(tags[i].with);
    return first_word(cited ? compare_clause_of(table, cited)->words : clause->words);
}

/* ---- Values and names ---------------------------------------------------------------- */

static struct text row_name(const struct program *program, enum program_table table, uint32_t row)
{
    return string(program, match_words(program, table, row)[0]);
}

struct text compare_entry(struct arena *arena, const struct program *program, enum program_table table, uint32_t row)
{
    const struct compare_element *element = compare_element_of(table);
    if (table == PROGRAM_TABLE_function) return guard_text(program, row);
    if (table == PROGRAM_TABLE_actor) return words_actor(arena, program, row);
    if (!match_has_name(table)) return element->say ? element->say(arena, program, row) : text_from(element->noun);
    return row_name(program, table, row);
}

static struct text entries(struct arena *arena, const struct program *program, const struct shape_field *field, const uint32_t *words)
{
    struct text list = TEXT("");
    for (uint32_t i = 0; i < words[1]; i++) {
        uint32_t row = field->kind == SHAPE_MANY ? program_ref(program, words[0], i) : words[0] + i;
        struct text entry = compare_entry(arena, program, (enum program_table)field->limit, row);
        list = text_format(arena, "%.*s%s%.*s", TEXT_ARGS(list), i ? ", " : "", TEXT_ARGS(entry));
    }
    return list;
}

/* The words of a body are lines with a title: "Quórum: 3 miembros". */
static struct text without_title(struct text line)
{
    for (size_t i = 0; i + 1 < line.length; i++)
        if (line.at[i] == ':' && line.at[i + 1] == ' ') return (struct text){ line.at + i + 2, line.length - i - 2 };
    return line;
}

struct text compare_value(struct arena *arena, const struct program *program, enum program_table table, uint32_t row,
                          const struct shape_field *field, const uint32_t *words, words_one say)
{
    char day[DATE_TEXT_SIZE];
    if (say) return table == PROGRAM_TABLE_body ? without_title(say(arena, program, row)) : say(arena, program, row);
    if (!shape_says_something(field, words)) return TEXT("");
    switch (field->kind) {
    case SHAPE_STRING: return string(program, words[0]);
    case SHAPE_INT: case SHAPE_ENUM: return text_format(arena, "%d", (int)(int32_t)words[0]);
    case SHAPE_FLAG: return TEXT("sí");
    case SHAPE_DAY: return text_format(arena, "%s", day_format((day_t)words[0], day));
    case SHAPE_NEED: case SHAPE_LINK: return compare_entry(arena, program, (enum program_table)field->limit, words[0]);
    case SHAPE_RANGE: case SHAPE_MANY: return entries(arena, program, field, words);
    }
    UNREACHABLE();
}

/* A moment is a step inside another. */
static bool is_moment(const struct program *program, enum program_table table, uint32_t row)
{
    return table == PROGRAM_TABLE_step && program_step_at(program, row)->stage != NONE;
}

const char *compare_article(const struct program *program, enum program_table table, uint32_t row)
{
    return is_moment(program, table, row) ? "el" : compare_element_of(table)->article;
}

static struct text caption_of(const struct program *program, enum program_table table, uint32_t row)
{
    const struct shape_field *field = shape_of(table)->fields;
    const uint32_t *words = match_words(program, table, row);
    return field[1].name && strcmp(field[1].name, "caption") == 0 ? string(program, words[1]) : TEXT("");
}

struct text compare_name(struct arena *arena, const struct program *program, enum program_table table, uint32_t row, bool caption)
{
    const char *noun = is_moment(program, table, row) ? "momento" : compare_element_of(table)->noun;
    struct text name = row_name(program, table, row), said = caption ? caption_of(program, table, row) : TEXT("");
    if (!said.length) return text_format(arena, "%s %.*s", noun, TEXT_ARGS(name));
    return text_format(arena, "%s %.*s «%.*s»", noun, TEXT_ARGS(name), TEXT_ARGS(said));
}

/* "preside, delegable". */
static struct text seat_detail(struct arena *arena, const struct program *program, uint32_t row)
{
    struct text delegation = say_delegation(arena, program, row);
    if (!program_seat_at(program, row)->presides) return delegation;
    return text_format(arena, "preside%s%.*s", delegation.length ? ", " : "", TEXT_ARGS(delegation));
}

struct text compare_detail(struct arena *arena, const struct program *program, enum program_table table, uint32_t row)
{
    switch ((int)table) {
    case PROGRAM_TABLE_deadline: return words_deadline(arena, program, row);
    case PROGRAM_TABLE_datum:    return say_type(arena, program, row);
    case PROGRAM_TABLE_holiday:  return say_holiday(arena, program, row);
    case PROGRAM_TABLE_seat:     return seat_detail(arena, program, row);
    default:                     return TEXT("");
    }
}
