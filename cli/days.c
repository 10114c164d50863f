/* days.c -- see days.h. */
#include "cli/days.h"

#include <string.h>

#include "base/fold.h"

#define WEEKDAY_COLUMNS 9       /* "miércoles" */

/* ---- Which calendar ------------------------------------------------------------- */

static int open_library(struct command_context *context, struct days *days)
{
    struct fault why = {0};
    if (!compile_text(&days->compilation, "contar.ruta", TEXT("módulo contar\nusa colombia.calendario\n"), &why))
        return command_fail(context, &why);
    if (!days->compilation.program) {
        report_print(days->compilation.report, context->err,
                     (struct report_style){ .colour = output_wants_colour(context->err), .summary = true });
        return EXIT_BAD_DATA;
    }
    days->program = days->compilation.program;
    return EXIT_DONE;
}

static int open_program(struct command_context *context, struct days *days)
{
    int code = command_program(context, NULL, &days->opened);
    days->program = days->opened;
    return code;
}

static bool find_calendar(struct command_context *context, const struct days *days, uint32_t *index, struct fault *why)
{
    const char *name = option_text(&context->options, OPTION_calendar);
    uint32_t count = program_count(days->program, PROGRAM_TABLE_calendar);
    *index = program_find(days->program, PROGRAM_TABLE_calendar, 0, count, text_from(name ? name : "colombia"));
    if (*index != NONE) return true;

    struct text names = TEXT("");
    for (uint32_t i = 0; i < count; i++)
        names = text_format(&context->arena, "%.*s%s%s", TEXT_ARGS(names), i ? ", " : "",
                            program_text(days->program, program_calendar_at(days->program, i)->name));
    fault_set(why, EXIT_USAGE, "no existe el calendario «%s»", name ? name : "colombia");
    return count ? fault_help(why, "hay: %.*s", TEXT_ARGS(names)) : fault_help(why, "el programa no tiene ningún calendario");
}

int days_open(struct command_context *context, struct days *out)
{
    const struct options *options = &context->options;
    bool given = option_given(options, OPTION_program) || option_given(options, OPTION_routes);
    struct fault why = {0};
    uint32_t index;

    *out = (struct days){0};
    int code = given ? open_program(context, out) : open_library(context, out);
    if (code == EXIT_DONE && (!find_calendar(context, out, &index, &why)
                              || !calendar_open(&out->calendar, out->program, index, &why)))
        code = command_fail(context, &why);
    if (code != EXIT_DONE) days_close(out);
    return code;
}

void days_close(struct days *days)
{
    calendar_close(days->calendar);
    program_close(days->opened);
    compilation_close(&days->compilation);
}

/* ---- Days in words ---------------------------------------------------------------- */

struct text day_in_words(struct arena *arena, day_t day)
{
    char date[DATE_TEXT_SIZE];
    return text_format(arena, "%s %s", weekday_name(day_weekday(day)), day_format(day, date));
}

struct text holiday_names(struct arena *arena, const struct program *program, const uint32_t *holidays, uint32_t count)
{
    struct text names = TEXT("");
    for (uint32_t i = 0; i < count; i++)
        names = text_format(arena, "%.*s%s%s", TEXT_ARGS(names), i ? " / " : "",
                            program_text(program, program_holiday_at(program, holidays[i])->caption));
    return names;
}

/* "Ley 51 de 1983". What follows the first comma of a norm's caption is its subject. */
static struct text official_name(struct arena *arena, const struct program *program, const struct program_norm *norm)
{
    const char *kind = program_text(program, norm->kind), *number = program_text(program, norm->number);
    const char *caption = program_text(program, norm->caption);
    if (!*kind) return (struct text){ caption, strcspn(caption, ",") };
    return text_format(arena, "%c%s%s%s de %d", *kind - 'a' + 'A', kind + 1, *number ? " " : "", number, norm->year);
}

/* "LEY51 art. 1" as a citizen reads it: "Ley 51 de 1983, art. 1". */
static struct text spell_norm(struct arena *arena, const struct program *program, const char *source)
{
    struct text name = { source, strcspn(source, " ") };
    uint32_t norm = program_find(program, PROGRAM_TABLE_norm, 0, program_count(program, PROGRAM_TABLE_norm), name);
    if (norm == NONE) return text_from(source);
    struct text official = official_name(arena, program, program_norm_at(program, norm));
    const char *rest = source + name.length;
    return text_format(arena, "%.*s%s%s", TEXT_ARGS(official), *rest ? "," : "", rest);
}

struct text holiday_norms(struct arena *arena, const struct program *program, const uint32_t *holidays, uint32_t count)
{
    struct text norms = TEXT(""), before = TEXT("");
    for (uint32_t i = 0; i < count; i++) {
        const char *source = program_text(program, program_holiday_at(program, holidays[i])->source);
        struct text norm = spell_norm(arena, program, source);
        if (i && text_equal(norm, before)) continue;
        norms = text_format(arena, "%.*s%s%.*s", TEXT_ARGS(norms), i ? " / " : "", TEXT_ARGS(norm));
        before = norm;
    }
    return norms;
}

/* ---- Explanations ------------------------------------------------------------------ */

static struct text reason(struct arena *arena, const struct counted_day *day, day_t due)
{
    switch (day->kind) {
    case DAY_OF_EVENT: return TEXT("día cero");
    case DAY_COUNTED:  return text_format(arena, "%lld", (long long)day->count);
    case DAY_WEEKEND:  return TEXT("no cuenta: fin de semana");
    case DAY_HOLIDAY:  return TEXT("no cuenta");
    case DAY_SUSPENDED: return TEXT("no cuenta: términos suspendidos");
    case DAY_OF_HOURS: return text_format(arena, "corren %lld h %02lld min", (long long)day->count / 60, (long long)day->count % 60);
    case DAY_NOMINAL:
        if (day->day == due) return TEXT("el mismo día del mes");
        return day->count ? TEXT("el mismo día del mes, que se corre tantos días como hubo suspendidos")
                          : TEXT("el mismo día del mes, que no es hábil");
    case DAY_ROLLED:   return TEXT("el día hábil siguiente (Ley 4 de 1913, art. 62)");
    case DAY_ROLLED_BACK: return TEXT("el día hábil anterior: un aviso no puede llegar tarde");
    }
    return TEXT("");
}

/* A closure by act is no holiday. */
static const char *holiday_word(const struct program *program, const struct counted_day *day)
{
    uint32_t rule = program_holiday_at(program, day->holidays[0])->rule;
    return rule == HOLIDAY_ONCE ? "cierre" : rule == HOLIDAY_SUSPENSION ? "suspensión" : "festivo";
}

void counted_day_print(FILE *out, struct arena *arena, const struct program *program, const struct counted_day *day,
                       day_t due)
{
    char date[DATE_TEXT_SIZE];
    const char *weekday = weekday_name(day_weekday(day->day));
    int gap = WEEKDAY_COLUMNS - (int)utf8_columns(text_from(weekday));
    fprintf(out, "  %s  %s%*s  %.*s", day_format(day->day, date), weekday, gap, "", TEXT_ARGS(reason(arena, day, due)));
    if (day->holiday_count) {
        struct text names = holiday_names(arena, program, day->holidays, day->holiday_count);
        struct text norms = holiday_norms(arena, program, day->holidays, day->holiday_count);
        fprintf(out, "%s%s, %.*s · %.*s", day->kind == DAY_HOLIDAY ? ": " : "; es ", holiday_word(program, day),
                TEXT_ARGS(names), TEXT_ARGS(norms));
    }
    fputc('\n', out);
}

json_t *counted_day_json(struct arena *arena, const struct program *program, const struct counted_day *day)
{
    static const char *const kinds[] = {
        [DAY_OF_EVENT] = "día cero", [DAY_COUNTED] = "cuenta", [DAY_WEEKEND] = "fin de semana",
        [DAY_NOMINAL] = "mismo día del mes", [DAY_ROLLED] = "hábil siguiente",
        [DAY_ROLLED_BACK] = "hábil anterior", [DAY_SUSPENDED] = "suspendido", [DAY_OF_HOURS] = "horas",
    };
    json_t *object = json_pack("{s:o, s:s, s:s}", "fecha", json_of_day(day->day), "dia", weekday_name(day_weekday(day->day)),
                               "clase", day->kind == DAY_HOLIDAY ? holiday_word(program, day) : kinds[day->kind]);
    if (day->kind == DAY_COUNTED) json_object_set_new(object, "numero", json_integer(day->count));
    if (day->kind == DAY_OF_HOURS) json_object_set_new(object, "minutos", json_integer(day->count));
    if (day->holiday_count) {
        struct text names = holiday_names(arena, program, day->holidays, day->holiday_count);
        struct text norms = holiday_norms(arena, program, day->holidays, day->holiday_count);
        json_object_set_new(object, holiday_word(program, day), json_of_text(names));
        json_object_set_new(object, "norma", json_of_text(norms));
    }
    return object;
}

struct text counting_reasons(struct arena *arena, struct counting before, struct counting now, day_t from, day_t to)
{
    struct text joined = TEXT("");

    for (day_t day = from + 1; day <= to; day++) {
        bool worked = false, works = false;
        uint32_t holidays[HOLIDAYS_ON_A_DAY];
        char date[DATE_TEXT_SIZE];
        if (!calendar_is_working(before.calendar, day, &worked, NULL) || !calendar_is_working(now.calendar, day, &works, NULL)
            || worked == works) continue;
        struct counting closes = works ? before : now;
        uint32_t count = calendar_holidays_on(closes.calendar, day, holidays, HOLIDAYS_ON_A_DAY);
        struct text names = holiday_names(arena, closes.program, holidays, count);
        struct text norms = holiday_norms(arena, closes.program, holidays, count);
        joined = text_format(arena, "%.*s%s%s %s: %.*s · %.*s", TEXT_ARGS(joined), joined.length ? "; " : "",
                             day_format(day, date), works ? "vuelve a ser hábil" : "no es hábil", TEXT_ARGS(names), TEXT_ARGS(norms));
    }
    return joined;
}
