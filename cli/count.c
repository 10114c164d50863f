/* count.c -- «ruta contar»: the day a term falls due, or the days between two dates. */
#include "base/fold.h"
#include "cli/days.h"

struct listing {
    struct command_context *context;
    const struct program *program;
    day_t since;            /* the day of the event */
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

/* A term computed from the day after the event runs from there: that day is its first. */
static void list_day(const struct counted_day *day, void *user)
{
    const struct listing *listing = user;
    struct counted_day line = *day;
    if (day->kind == DAY_OF_EVENT && day->day != listing->since) {
        list_line(listing, &(struct counted_day){ .day = listing->since, .kind = DAY_OF_EVENT });
        line.kind = DAY_COUNTED;
        line.count = 1;
    }
    list_line(listing, &line);
}

/* ---- A term ----------------------------------------------------------------------- */

/* Which day gives months and years their number. The laws differ, so the answer names the
 * one it took. */
struct named_reading {
    const char *word;
    day_t shift;            /* from the day of the event, in the direction of the term */
    const char *said;
};

static const struct named_reading readings[] = {
    { "hecho", 0, "con el número del día del hecho (lectura «hecho»: Ley 4 de 1913, art. 59)" },
    { "siguiente", 1, "con el número del día en que empieza a correr (lectura «siguiente»: Ley 1564 de 2012, art. 118)" },
};
#define READINGS (sizeof readings / sizeof readings[0])

struct question {
    struct term term;
    day_t since;                    /* the day of the event */
    day_t from;                     /* the day the term is computed from, by the reading */
    const struct named_reading *reading;  /* NULL for terms of days and weeks */
};

static bool find_reading(struct command_context *context, const struct named_reading **out, struct fault *why)
{
    const char *word = option_text(&context->options, OPTION_reading);
    *out = readings;
    for (size_t i = 0; word && i < READINGS; i++)
        if (text_equal(fold(&context->arena, text_from(word)), text_from(readings[i].word))) {
            *out = &readings[i];
            return true;
        }
    if (!word) return true;
    fault_set(why, EXIT_USAGE, "no existe la lectura «%s»", word);
    return fault_help(why, "hay: %s, %s", readings[0].word, readings[1].word);
}

static bool read_question(struct command_context *context, struct question *question, struct fault *why)
{
    struct text text = TEXT("");
    struct term *term = &question->term;
    for (size_t i = 0; i < context->options.argument_count; i++)
        text = text_format(&context->arena, "%.*s%s%s", TEXT_ARGS(text), i ? " " : "", context->options.arguments[i]);
    if (!term_parse(text, term, why)) return false;
    if (option_given(&context->options, OPTION_before) && term->amount > 0) term->amount = -term->amount;

    question->from = question->since;
    if (term->unit == UNIT_MONTHS || term->unit == UNIT_YEARS) {
        if (!find_reading(context, &question->reading, why)) return false;
        question->from += term->amount < 0 ? -question->reading->shift : question->reading->shift;
    } else if (option_given(&context->options, OPTION_reading)) {
        return fault_set(why, EXIT_USAGE, "--lectura solo distingue los términos de meses y de años");
    }
    return true;
}

static void print_due(struct command_context *context, const struct question *question, day_t due)
{
    char date[DATE_TEXT_SIZE];
    const char *reading = question->reading ? question->reading->said
                        : question->term.unit == UNIT_DAYS_UNSAID ? "que se entienden hábiles (Ley 4 de 1913, art. 62)" : "";
    fprintf(context->out, "%s  %s · %.*s %s %.*s%s%s\n", day_format(due, date), weekday_name(day_weekday(due)),
            TEXT_ARGS(term_format(&context->arena, question->term)), question->term.amount < 0 ? "del" : "desde el",
            TEXT_ARGS(day_in_words(&context->arena, question->since)), *reading ? ", " : "", reading);
}

static void print_due_json(struct command_context *context, const struct question *question, const struct days *days,
                           day_t due, json_t *detail)
{
    json_t *object = json_pack("{s:o, s:s, s:o, s:o, s:s}", "vence", json_of_day(due), "dia", weekday_name(day_weekday(due)),
                               "desde", json_of_day(question->since),
                               "termino", json_of_text(term_format(&context->arena, question->term)),
                               "calendario", calendar_name(days->calendar));
    if (question->reading) json_object_set_new(object, "lectura", json_string(question->reading->word));
    if (detail) json_object_set_new(object, "detalle", detail);
    output_json(context, object);
}

static bool say_due(struct command_context *context, const struct days *days, day_t since, struct fault *why)
{
    struct question question = { .since = since };
    day_t due;
    if (!read_question(context, &question, why)
        || !deadline_due(days->calendar, question.from, question.term, &due, why)) return false;

    bool detail = option_given(&context->options, OPTION_detail);
    struct listing listing = { context, days->program, since, due, context->json && detail ? json_array() : NULL };
    if (!context->json) print_due(context, &question, due);
    if (detail && !deadline_explain(days->calendar, question.from, question.term, list_day, &listing, why)) {
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

    struct listing listing = { context, days->program, since, DAY_NONE, context->json && detail ? json_array() : NULL };
    struct tally again = {0};
    if (!context->json) say_tally(context, days, since, until, &tally, NULL);
    if (detail && !count_days(days, since, until, &listing, &again, why)) return false;
    if (context->json) say_tally(context, days, since, until, &tally, listing.array);
    return true;
}

/* ---- The order ------------------------------------------------------------------------ */

static bool check_usage(struct command_context *context, day_t *since, struct fault *why)
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
    return option_day(options, OPTION_since, since, why);
}

int command_count(struct command_context *context)
{
    struct fault why = {0};
    struct days days;
    day_t since = DAY_NONE;

    if (!check_usage(context, &since, &why)) return command_fail(context, &why);
    int code = days_open(context, &days);
    if (code != EXIT_DONE) return code;
    bool until = option_given(&context->options, OPTION_until);
    if (!(until ? say_between(context, &days, since, &why) : say_due(context, &days, since, &why)))
        code = command_fail(context, &why);
    days_close(&days);
    return code;
}
