/* calendar.c -- «ruta calendario»: the holidays of a year, with their norm. */
#include <string.h>

#include "base/fold.h"
#include "cli/days.h"

static bool read_year(const char *text, int *year, struct fault *why)
{
    size_t digits = strspn(text, "0123456789");
    *year = 0;
    if (digits == 0 || digits > 4 || text[digits]) {
        fault_set(why, EXIT_USAGE, "«%s» no es un año", text);
        return fault_help(why, "escriba cuatro cifras: 2026");
    }
    for (size_t i = 0; i < digits; i++) *year = *year * 10 + (text[i] - '0');
    return *year > 0 || fault_set(why, EXIT_USAGE, "el año 0 no existe");
}

static bool check_verified(const struct calendar *calendar, int year, struct fault *why)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    day_t from = day_from_date((struct date){ year, 1, 1 }), to = day_from_date((struct date){ year, 12, 31 });
    if (from >= calendar_first(calendar) && to <= calendar_last(calendar)) return true;
    fault_set(why, EXIT_LIMIT, "el año %d no está verificado entero en el calendario «%s»", year, calendar_name(calendar));
    return fault_help(why, "está verificado desde %s hasta %s", day_format(calendar_first(calendar), first),
                      day_format(calendar_last(calendar), last));
}

static void say_holiday(struct command_context *context, const struct days *days, day_t day,
                        const uint32_t *holidays, uint32_t count)
{
    struct arena *arena = &context->arena;
    struct text names = holiday_names(arena, days->program, holidays, count);
    struct text norms = holiday_norms(arena, days->program, holidays, count);
    const char *weekday = weekday_name(day_weekday(day));
    char date[DATE_TEXT_SIZE];
    if (context->json)
        output_json(context, json_pack("{s:o, s:s, s:o, s:o}", "fecha", json_of_day(day), "dia", weekday,
                                       "nombre", json_of_text(names), "norma", json_of_text(norms)));
    else
        fprintf(context->out, "%s  %s%*s  %.*s · %.*s\n", day_format(day, date), weekday,
                9 - (int)utf8_columns(text_from(weekday)), "", TEXT_ARGS(names), TEXT_ARGS(norms));
}

int command_calendar(struct command_context *context)
{
    struct fault why = {0};
    struct days days;
    int year;

    if (!read_year(context->options.arguments[0], &year, &why)) return command_fail(context, &why);
    int code = days_open(context, &days);
    if (code != EXIT_DONE) return code;
    if (!check_verified(days.calendar, year, &why)) {
        days_close(&days);
        return command_fail(context, &why);
    }
    for (day_t day = day_from_date((struct date){ year, 1, 1 }); date_from_day(day).year == year; day++) {
        uint32_t holidays[HOLIDAYS_ON_A_DAY];
        uint32_t count = calendar_holidays_on(days.calendar, day, holidays, HOLIDAYS_ON_A_DAY);
        if (count) say_holiday(context, &days, day, holidays, count < HOLIDAYS_ON_A_DAY ? count : HOLIDAYS_ON_A_DAY);
    }
    days_close(&days);
    return EXIT_DONE;
}
