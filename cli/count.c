/* count.c -- «ruta contar»: the day a term falls due, or the days between two dates. */
#include "base/fold.h"
#include "cli/days.h"

struct listing {
    struct command_context *context;
    const struct program *program;
    day_t due;
    json_t *array;          /* with --json; or NULL, and lines are printed */
};

static void list_line(const struct listing *listing, const struct counted_day *day)
{
    struct arena *arena = &listing->context->arena;
    if (listing->array)
        json_array_append_new(listing->array, counted_day_json(arena, listing->program, day));
    else
        counted_day_print(listing->context->out, arena, listing->program, day, listing->due);
}

static void list_day(const struct counted_day *day, void *user)
{
    list_line(user, day);
}

/* ---- A term ----------------------------------------------------------------------- */

/* What an ambiguous text is taken to say. The laws differ, or are silent, so the answer
 * names the reading it took; the first of each kind is taken when none is asked for. */
enum reading_kind { READING_OF_MONTHS, READING_OF_DAYS, READING_NONE };

struct named_reading {
    const char *word;
    enum reading_kind kind;
    struct reading reading;
    const char *said;
};

static const struct named_reading readings[] = {
    { "hecho", READING_OF_MONTHS, { .start = START_EVENT },
      "con el número del día del hecho (lectura «hecho»: Ley 4 de 1913, art. 59)" },
    { "siguiente", READING_OF_MONTHS, { .start = START_NEXT_DAY },
      "con el número del día en que empieza a correr (lectura «siguiente»: Ley 1564 de 2012, art. 118)" },
    { "no-corre", READING_OF_DAYS, { .end = END_STAYS },
      "y si termina en día inhábil no corre (lectura «no-corre»: Ley 4 de 1913, art. 62, que solo corre los de meses y años)" },
    { "corre", READING_OF_DAYS, { .end = END_ROLLS },
      "y si termina en día inhábil corre al siguiente hábil (lectura «corre»: la norma del término debe decirlo)" },
};
#define READINGS (sizeof readings / sizeof readings[0])

struct question {
    struct term term;
    struct instant since;           /* the event; its minute may be MINUTE_NONE */
    const struct named_reading *reading;  /* NULL for terms of working days and hours */
};

static enum reading_kind reading_kind(enum time_unit unit)
{
    switch (unit) {
    case UNIT_MONTHS: case UNIT_YEARS: return READING_OF_MONTHS;
    case UNIT_CALENDAR_DAYS: case UNIT_WEEKS: return READING_OF_DAYS;
    case UNIT_WORKING_DAYS: case UNIT_DAYS_UNSAID: case UNIT_HOURS: case UNIT_COUNT: break;
    }
    return READING_NONE;
}

static bool find_reading(struct command_context *context, struct question *question, struct fault *why)
{
    const char *word = option_text(&context->options, OPTION_reading);
    enum reading_kind kind = reading_kind(question->term.unit);
    struct text folded = word ? fold(&context->arena, text_from(word)) : TEXT(""), words = TEXT("");
    for (size_t i = 0; i < READINGS; i++) {
        const struct named_reading *row = &readings[i];
        if (row->kind != kind) continue;
        if (!word || text_equal(folded, text_from(row->word))) {
            question->reading = row;
            return true;
        }
        words = text_format(&context->arena, "%.*s%s%s", TEXT_ARGS(words), words.length ? ", " : "", row->word);
    }
    if (!word) return true;
    if (kind == READING_NONE)
        return fault_set(why, EXIT_USAGE, "--lectura no distingue los términos de días hábiles ni de horas: se cuentan de una sola manera");
    fault_set(why, EXIT_USAGE, "los términos de esta unidad no tienen la lectura «%s»", word);
    return fault_help(why, "hay: %.*s", TEXT_ARGS(words));
}

static bool read_question(struct command_context *context, struct question *question, struct fault *why)
{
    struct text text = TEXT("");
    struct term *term = &question->term;
    for (size_t i = 0; i < context->options.argument_count; i++)
        text = text_format(&context->arena, "%.*s%s%s", TEXT_ARGS(text), i ? " " : "", context->options.arguments[i]);
    if (!term_parse(text, term, why)) return false;
    if (option_given(&context->options, OPTION_before) && term->amount > 0) term->amount = -term->amount;
    return find_reading(context, question, why);
}

/* The hour belongs to the answer only when the term is counted in hours. */
static struct text moment_text(struct command_context *context, struct instant instant)
{
    char moment[MOMENT_TEXT_SIZE];
    return text_format(&context->arena, "%s", moment_format(instant.day, instant.minute, moment));
}

static const char *said(const struct question *question)
{
    if (question->reading) return question->reading->said;
    if (question->term.unit == UNIT_DAYS_UNSAID) return "que se entienden hábiles (Ley 4 de 1913, art. 62)";
    return question->term.unit == UNIT_HOURS ? "minuto a minuto, hasta el último inclusive (Ley 4 de 1913, art. 60)" : "";
}

static void print_due(struct command_context *context, const struct question *question, struct instant due)
{
    fprintf(context->out, "%.*s  %s · %.*s %s %s %.*s%s%s\n", TEXT_ARGS(moment_text(context, due)),
            weekday_name(day_weekday(due.day)), TEXT_ARGS(term_format(&context->arena, question->term)),
            question->term.amount < 0 ? "del" : "desde el", weekday_name(day_weekday(question->since.day)),
            TEXT_ARGS(moment_text(context, question->since)), *said(question) ? ", " : "", said(question));
}

static void print_due_json(struct command_context *context, const struct question *question, const struct days *days,
                           struct instant due, json_t *detail)
{
    json_t *object = json_pack("{s:o, s:s, s:o, s:o, s:s}", "vence", json_of_text(moment_text(context, due)),
                               "dia", weekday_name(day_weekday(due.day)),
                               "desde", json_of_text(moment_text(context, question->since)),
                               "termino", json_of_text(term_format(&context->arena, question->term)),
                               "calendario", calendar_name(days->calendar));
    if (question->reading) json_object_set_new(object, "lectura", json_string(question->reading->word));
    if (detail) json_object_set_new(object, "detalle", detail);
    output_json(context, object);
}

static bool say_due(struct command_context *context, const struct days *days, struct instant since, struct fault *why)
{
    struct question question = { .since = since };
    struct instant due;
    if (!read_question(context, &question, why)) return false;
    if (question.term.unit != UNIT_HOURS) question.since.minute = MINUTE_NONE;
    struct reading reading = question.reading ? question.reading->reading : (struct reading){0};
    if (!deadline_due_instant(days->calendar, question.since, question.term, reading, &due, why)) return false;

    bool detail = option_given(&context->options, OPTION_detail);
    struct listing listing = { context, days->program, due.day, context->json && detail ? json_array() : NULL };
    if (!context->json) print_due(context, &question, due);
    if (detail && !deadline_explain_instant(days->calendar, question.since, question.term, reading, list_day, &listing, why)) {
        json_decref(listing.array);
        return false;
    }
    if (context->json) print_due_json(context, &question, days, due, listing.array);
    return true;
}

/* ---- Between two dates --------------------------------------------------------------- */

struct tally {
    int64_t all, working, weekend, holiday;
};

static struct counted_day look_at(const struct calendar *calendar, day_t day, bool working, int64_t number)
{
    struct counted_day line = { .day = day, .count = working ? number : 0 };
    line.kind = working ? DAY_COUNTED : calendar_in_week(calendar, day_weekday(day)) ? DAY_HOLIDAY : DAY_WEEKEND;
    uint32_t found = calendar_holidays_on(calendar, day, line.holidays, HOLIDAYS_ON_A_DAY);
    line.holiday_count = found < HOLIDAYS_ON_A_DAY ? found : HOLIDAYS_ON_A_DAY;
    return line;
}

/* Counts the days of (since, until]; lists them too when there is a listing. */
static bool count_days(const struct days *days, day_t since, day_t until, struct listing *listing, struct tally *tally,
                       struct fault *why)
{
    for (day_t day = since + 1; day <= until; day++) {
        bool working = false;
        if (!calendar_is_working(days->calendar, day, &working, why)) return false;
        struct counted_day line = look_at(days->calendar, day, working, tally->working + 1);
        tally->all++;
        tally->working += working;
        tally->weekend += line.kind == DAY_WEEKEND;
        tally->holiday += line.kind == DAY_HOLIDAY;
        if (listing) list_day(&line, listing);
    }
    return true;
}

static void say_tally(struct command_context *context, const struct days *days, day_t since, day_t until,
                      const struct tally *tally, json_t *array)
{
    if (!context->json) {
        fprintf(context->out, "%lld día%s hábil%s · después del %.*s y hasta el %.*s\n"
                              "  calendario: %lld · hábiles: %lld · fin de semana: %lld · festivos entre semana: %lld\n",
                (long long)tally->working, tally->working == 1 ? "" : "s", tally->working == 1 ? "" : "es",
                TEXT_ARGS(day_in_words(&context->arena, since)), TEXT_ARGS(day_in_words(&context->arena, until)),
                (long long)tally->all, (long long)tally->working, (long long)tally->weekend, (long long)tally->holiday);
        return;
    }
    json_t *object = json_pack("{s:o, s:o, s:I, s:I, s:I, s:I, s:s}", "desde", json_of_day(since), "hasta", json_of_day(until),
                               "habiles", (json_int_t)tally->working, "dias_calendario", (json_int_t)tally->all,
                               "fin_de_semana", (json_int_t)tally->weekend, "festivos", (json_int_t)tally->holiday,
                               "calendario", calendar_name(days->calendar));
    if (array) json_object_set_new(object, "detalle", array);
    output_json(context, object);
}

static bool say_between(struct command_context *context, const struct days *days, day_t since, struct fault *why)
{
    struct tally tally = {0};
    day_t until = DAY_NONE;
    bool unused, detail = option_given(&context->options, OPTION_detail);
    if (!option_day(&context->options, OPTION_until, &until, why)) return false;
    if (until < since) {
        fault_set(why, EXIT_USAGE, "--hasta es anterior a --desde");
        return fault_help(why, "cámbielas de lugar: se cuenta desde el día del hecho hacia adelante");
    }
    if (!calendar_is_working(days->calendar, since, &unused, why)
        || !calendar_is_working(days->calendar, until, &unused, why)
        || !count_days(days, since, until, NULL, &tally, why)) return false;

    struct listing listing = { context, days->program, DAY_NONE, context->json && detail ? json_array() : NULL };
    struct tally again = {0};
    if (!context->json) say_tally(context, days, since, until, &tally, NULL);
    if (detail && !count_days(days, since, until, &listing, &again, why)) return false;
    if (context->json) say_tally(context, days, since, until, &tally, listing.array);
    return true;
}

/* ---- The order ------------------------------------------------------------------------ */

static bool check_usage(struct command_context *context, struct instant *since, struct fault *why)
{
    const struct options *options = &context->options;
    bool until = option_given(options, OPTION_until);
    if (!option_given(options, OPTION_since)) {
        fault_set(why, EXIT_USAGE, "falta el día desde el que se cuenta");
        return fault_help(why, "añada --desde FECHA, el día del hecho: ruta contar --desde 2026-03-13 \"30 días hábiles\"");
    }
    if (until == (options->argument_count > 0)) {
        fault_set(why, EXIT_USAGE, until ? "un término y --hasta no van juntos" : "falta el término");
        return fault_help(why, "escriba un término («30 días hábiles») o --hasta FECHA");
    }
    if (until && option_given(options, OPTION_before)) return fault_set(why, EXIT_USAGE, "--antes y --hasta no van juntos");
    if (until && option_given(options, OPTION_reading)) return fault_set(why, EXIT_USAGE, "--lectura y --hasta no van juntos");
    return read_moment(text_from(option_text(options, OPTION_since)), "--desde", &since->day, &since->minute, why);
}

int command_count(struct command_context *context)
{
    struct fault why = {0};
    struct days days;
    struct instant since = { DAY_NONE, MINUTE_NONE };

    if (!check_usage(context, &since, &why)) return command_fail(context, &why);
    int code = days_open(context, &days);
    if (code != EXIT_DONE) return code;
    bool until = option_given(&context->options, OPTION_until);
    if (!(until ? say_between(context, &days, since.day, &why) : say_due(context, &days, since, &why)))
        code = command_fail(context, &why);
    days_close(&days);
    return code;
}
