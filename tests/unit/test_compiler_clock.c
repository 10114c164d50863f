/* test_compiler_clock.c -- the legal clock from its text: what its clauses lower to, and
 * the dates that calendars with closures, suspensions and readings give. */
#include "clock.h"

#include "compiler_world.h"
#include "runtime/deadline.h"
#include "runtime/verify.h"

static const char whole[] =
    "norma N1 \"Norma inventada\" expedida 2001-02 fin norma\n"
    "entidad E1 \"Entidad inventada\"\n"
    "instrumento auto \"Auto inventado\" fuente N1 art. 9 fin instrumento\n"
    "instrumento cierre \"Cierre inventado\" fuente N1 art. 9 fin instrumento\n"
    "comité junta \"Junta\" fuente N1 art. 8 miembros no consta quórum no consta decide no consta\n"
    "  se reúne al menos 2 veces al mes fuente par. 1 fin comité\n"
    "comité mesa \"Mesa\" fuente N1 art. 7 miembros no consta quórum no consta decide no consta\n"
    "  se reúne cada 30 días calendario fin comité\n"
    "comité sala \"Sala\" fuente N1 art. 6 miembros no consta quórum no consta decide no consta fin comité\n"
    "calendario liso \"Liso\" verificado desde 2000-01-01 hasta 2050-12-31 semana hábil de lunes a viernes\n"
    "  cierre libre \"Libre\": 2026-03-10, a elección de cada entidad fuente N1 art. 4\n"
    "  suspensión parada \"Parada\": desde 2026-04-01 hasta 2026-04-10 fin calendario\n"
    "calendario heredero \"Heredero\" extiende liso acoge libre fin calendario\n"
    "ruta r \"Ruta\" fuente N1 art. 1 calendario liso datos d : fecha fin datos inicia en uno\n"
    "  etapa uno \"Uno\" pide d produce auto recibe cierre\n"
    "    plazo p: 2 meses desde d\n"
    "      prórroga 3 veces hasta 10 días hábiles con auto fuente par. 2\n"
    "      se suspende con auto, se reanuda con cierre fuente par. 3\n"
    "      se interrumpe con cierre fuente par. 4\n"
    "      se cuenta desde el día siguiente\n"
    "      si vence: incumple E1, sigue dos, se entiende \"desistimiento\", caduca fin plazo\n"
    "    plazo q: 5 días calendario antes de d si termina en día inhábil corre al siguiente hábil si vence: sigue z fin plazo\n"
    "    plazo h: 24 horas desde d prórroga sin límite de veces hasta 2 horas si vence: sin efecto fin plazo\n"
    "    sigue z fin etapa\n"
    "  etapa dos \"Dos\" sin plazo legal sigue z fin etapa\n"
    "  final z \"Fin\" fin ruta\n";

#define ROW(table, row) program_##table##_at(program, (row))
#define assert_text(offset, expected) assert_string_equal(program_text(program, (offset)), expected)

static uint32_t find(const struct program *program, enum program_table table, const char *name)
{
    uint32_t index = program_find(program, table, 0, program_count(program, table), text_from(name));
    assert_true(index != NONE);
    return index;
}

/* ---- What the clauses lower to --------------------------------------------------- */

static void test_extensions_and_pauses(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_good(&compilation, whole);
    const struct program *program = compilation.program;
    uint32_t paper = find(program, PROGRAM_TABLE_instrument, "auto"), end = find(program, PROGRAM_TABLE_instrument, "cierre");
    const struct program_deadline *p = ROW(deadline, find(program, PROGRAM_TABLE_deadline, "p"));
    assert_int_equal(p->start_reading, START_NEXT_DAY);
    assert_int_equal(p->end_reading, END_UNSAID);
    assert_int_equal(p->extensions_count, 1);
    const struct program_extension *extension = ROW(extension, p->extensions_first);
    assert_int_equal(extension->times, 3);
    assert_int_equal(extension->amount, 10);
    assert_int_equal(extension->unit, UNIT_WORKING_DAYS);
    assert_int_equal(extension->instrument, paper);
    assert_text(extension->source, "N1 art. 1 par. 2");
    assert_int_equal(p->pauses_count, 2);
    const struct program_pause *suspends = ROW(pause, p->pauses_first), *restarts = ROW(pause, p->pauses_first + 1);
    assert_int_equal(suspends->kind, PAUSE_SUSPENDS);
    assert_int_equal(suspends->instrument, paper);
    assert_int_equal(suspends->resumes, end);
    assert_text(suspends->source, "N1 art. 1 par. 3");
    assert_int_equal(restarts->kind, PAUSE_RESTARTS);
    assert_int_equal(restarts->instrument, end);
    assert_int_equal(restarts->resumes, NONE);
    assert_text(restarts->source, "N1 art. 1 par. 4");
    compilation_close(&compilation);
}

static void test_outcomes_and_readings(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_good(&compilation, whole);
    const struct program *program = compilation.program;
    const struct program_deadline *p = ROW(deadline, find(program, PROGRAM_TABLE_deadline, "p"));
    const struct program_expiry *breach = ROW(expiry, p->expiries_first), *follows = breach + 1, *deemed = breach + 2;
    assert_int_equal(p->expiries_count, 4);
    assert_int_equal(breach->actor, find(program, PROGRAM_TABLE_actor, "E1"));
    assert_true(breach->step == NONE && breach->final == NONE);
    assert_int_equal(follows->kind, EXPIRY_FOLLOWS);
    assert_int_equal(follows->step, find(program, PROGRAM_TABLE_step, "dos"));
    assert_true(follows->actor == NONE && follows->final == NONE);
    assert_int_equal(deemed->kind, EXPIRY_DEEMED);
    assert_text(deemed->text, "desistimiento");
    assert_int_equal((breach + 3)->kind, EXPIRY_LAPSES);

    const struct program_deadline *q = ROW(deadline, find(program, PROGRAM_TABLE_deadline, "q"));
    assert_int_equal(ROW(length, q->lengths_first)->amount, -5);
    assert_int_equal(q->end_reading, END_ROLLS);
    assert_int_equal(q->start_reading, START_EVENT);
    assert_int_equal(ROW(expiry, q->expiries_first)->final, find(program, PROGRAM_TABLE_final, "z"));
    assert_int_equal(q->extensions_count + q->pauses_count, 0);

    const struct program_deadline *h = ROW(deadline, find(program, PROGRAM_TABLE_deadline, "h"));
    assert_int_equal(ROW(length, h->lengths_first)->unit, UNIT_HOURS);
    assert_int_equal(ROW(extension, h->extensions_first)->times, 0);
    assert_int_equal(ROW(extension, h->extensions_first)->unit, UNIT_HOURS);
    assert_int_equal(ROW(extension, h->extensions_first)->instrument, NONE);
    compilation_close(&compilation);
}

static void test_bodies_and_calendars(void **state)
{
    (void)state;
    struct compilation compilation;
    compile_good(&compilation, whole);
    const struct program *program = compilation.program;
    struct fault why = {0};
    if (!verify_program(program, &why)) fail_msg("%s", why.message);
    const struct program_body *junta = ROW(body, 0), *mesa = ROW(body, 1), *sala = ROW(body, 2);
    assert_true(junta->meets_count == 2 && junta->meets_every == 1 && junta->meets_unit == UNIT_MONTHS);
    assert_text(junta->meets_source, "N1 art. 8 par. 1");
    assert_true(mesa->meets_count == 1 && mesa->meets_every == 30 && mesa->meets_unit == UNIT_CALENDAR_DAYS);
    assert_text(mesa->meets_source, "N1 art. 7");
    assert_true(sala->meets_count == 0 && sala->meets_every == 0);

    const struct program_holiday *closure = ROW(holiday, 0), *suspension = ROW(holiday, 1);
    assert_int_equal(closure->rule, HOLIDAY_ONCE);
    assert_int_equal(closure->optional, 1);
    assert_true(closure->from == ymd(2026, 3, 10) && closure->to == ymd(2026, 3, 10));
    assert_int_equal(suspension->rule, HOLIDAY_SUSPENSION);
    assert_int_equal(suspension->optional, 0);
    assert_true(suspension->from == ymd(2026, 4, 1) && suspension->to == ymd(2026, 4, 10));
    const struct program_calendar *heir = ROW(calendar, 1);
    assert_int_equal(heir->adopts_count, 1);
    assert_int_equal(program_ref(program, heir->adopts_first, 0), 0);
    compilation_close(&compilation);
}

/* ---- Calendars asked for dates --------------------------------------------------- */

struct asked {
    struct compilation compilation;
    struct calendar *calendar;
};

static void ask(struct asked *asked, const char *name, const char *text)
{
    struct fault why = {0};
    compile_good(&asked->compilation, text);
    const struct program *program = asked->compilation.program;
    if (!calendar_open(&asked->calendar, program, find(program, PROGRAM_TABLE_calendar, name), &why)) fail_msg("%s", why.message);
}

static void asked_close(struct asked *asked)
{
    calendar_close(asked->calendar);
    compilation_close(&asked->compilation);
}

static day_t due_read(const struct asked *asked, const char *from, int64_t amount, enum time_unit unit, struct reading reading)
{
    day_t due;
    struct fault why = {0};
    if (!deadline_due_read(asked->calendar, day_of(from), (struct term){ amount, unit }, reading, &due, &why))
        fail_msg("%s", why.message);
    return due;
}

static void assert_due(const struct asked *asked, const char *from, int64_t amount, enum time_unit unit, const char *expected)
{
    char day[DATE_TEXT_SIZE];
    assert_string_equal(day_format(due_read(asked, from, amount, unit, (struct reading){0}), day), expected);
}

static const char entity[] =
    "usa colombia.calendario\n"
    "calendario entidad \"Entidad inventada\" extiende colombia\n"
    "  acoge día_cívico_de_abril_2024\n"
    "  suspensión emergencia \"Resolución inventada de 2020\": desde 2020-03-24 hasta 2020-04-13\n"
    "fin calendario\n"
    "calendario sábados \"Otra entidad inventada\" extiende colombia semana hábil de lunes a sábado fin calendario\n"
    "calendario hija \"Heredera inventada\" extiende entidad fin calendario\n";

static void test_optional_closures_count_where_adopted(void **state)
{
    (void)state;
    static const struct { const char *calendar, *april, *july; } rows[] = {
        { "colombia", "2024-04-19", "2024-07-15" }, { "entidad", "2024-04-22", "2024-07-15" },
        { "hija", "2024-04-22", "2024-07-15" }, { "sábados", "2024-04-19", "2024-07-13" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct asked asked;
        ask(&asked, rows[i].calendar, entity);
        assert_due(&asked, "2024-04-18", 1, UNIT_WORKING_DAYS, rows[i].april);
        assert_due(&asked, "2024-07-12", 1, UNIT_WORKING_DAYS, rows[i].july);
        asked_close(&asked);
    }
}

static void test_nothing_runs_while_suspended(void **state)
{
    (void)state;
    struct asked with, without;
    ask(&with, "entidad", entity);
    ask(&without, "colombia", entity);
    assert_due(&without, "2020-03-20", 10, UNIT_WORKING_DAYS, "2020-04-06");
    assert_due(&with, "2020-03-20", 10, UNIT_WORKING_DAYS, "2020-04-27");       /* the 24th was the first */
    assert_due(&without, "2020-03-20", 10, UNIT_CALENDAR_DAYS, "2020-03-30");
    assert_due(&with, "2020-03-20", 10, UNIT_CALENDAR_DAYS, "2020-04-20");      /* 21 days later */
    assert_due(&with, "2020-03-20", 3, UNIT_CALENDAR_DAYS, "2020-03-23");       /* before it began */
    assert_due(&with, "2020-03-20", 4, UNIT_CALENDAR_DAYS, "2020-04-14");
    assert_due(&with, "2020-04-02", 1, UNIT_CALENDAR_DAYS, "2020-04-14");       /* the event, in the middle */
    assert_due(&with, "2020-03-20", 1, UNIT_WEEKS, "2020-04-17");
    assert_due(&without, "2020-03-20", 1, UNIT_MONTHS, "2020-04-20");
    assert_due(&with, "2020-03-20", 1, UNIT_MONTHS, "2020-05-11");              /* 20 April and 21 days */
    assert_due(&without, "2020-03-02", 1, UNIT_MONTHS, "2020-04-02");
    assert_due(&with, "2020-03-02", 1, UNIT_MONTHS, "2020-04-23");
    assert_due(&with, "2020-04-20", -10, UNIT_CALENDAR_DAYS, "2020-03-20");     /* backwards too */
    assert_due(&with, "2019-03-20", 1, UNIT_YEARS, "2020-03-20");
    assert_false(calendar_is_suspended(with.calendar, ymd(2020, 3, 23)));
    assert_true(calendar_is_suspended(with.calendar, ymd(2020, 3, 24)) && calendar_is_suspended(with.calendar, ymd(2020, 4, 13)));
    assert_false(calendar_is_suspended(with.calendar, ymd(2020, 4, 14)));
    asked_close(&with);
    asked_close(&without);
}

static void test_a_list_of_dates_answers_no_further(void **state)
{
    (void)state;
    struct asked asked;
    struct fault why = {0};
    day_t due;
    ask(&asked, "lista", "calendario lista \"Lista inventada\" semana hábil de lunes a viernes\n"
                         "  cierre b \"B\": 2026-12-24 hasta 2026-12-31\n  cierre a \"A\": 2026-01-01 fin calendario\n");
    assert_int_equal(calendar_first(asked.calendar), ymd(2026, 1, 1));
    assert_int_equal(calendar_last(asked.calendar), ymd(2026, 12, 31));
    assert_due(&asked, "2026-12-22", 1, UNIT_WORKING_DAYS, "2026-12-23");
    assert_false(calendar_add(asked.calendar, ymd(2026, 12, 22), 2, &due, &why));
    assert_int_equal(why.code, EXIT_LIMIT);
    assert_string_equal(why.message, "el 2.º día hábil después del 2026-12-22 queda fuera de lo verificado en el calendario «lista»");
    asked_close(&asked);
}

static void test_readings(void **state)
{
    (void)state;
    struct asked asked;
    char day[DATE_TEXT_SIZE];
    ask(&asked, "colombia", entity);
    static const struct { const char *from; int64_t amount; enum time_unit unit; struct reading reading; const char *due; } rows[] = {
        { "2026-04-16", 15, UNIT_CALENDAR_DAYS, { START_EVENT, END_UNSAID }, "2026-05-01" },    /* Q44: a holiday */
        { "2026-04-16", 15, UNIT_CALENDAR_DAYS, { START_EVENT, END_STAYS }, "2026-05-01" },
        { "2026-04-16", 15, UNIT_CALENDAR_DAYS, { START_EVENT, END_ROLLS }, "2026-05-04" },
        { "2026-05-16", -15, UNIT_CALENDAR_DAYS, { START_EVENT, END_ROLLS }, "2026-04-30" },    /* a notice is not late */
        { "2026-04-17", 2, UNIT_WEEKS, { START_EVENT, END_ROLLS }, "2026-05-04" },
        { "2026-04-14", 1, UNIT_MONTHS, { START_EVENT, END_UNSAID }, "2026-05-14" },
        { "2026-04-14", 1, UNIT_MONTHS, { START_NEXT_DAY, END_UNSAID }, "2026-05-15" },
        { "2026-04-30", 1, UNIT_MONTHS, { START_NEXT_DAY, END_UNSAID }, "2026-06-01" },
        { "2026-04-14", 10, UNIT_WORKING_DAYS, { START_NEXT_DAY, END_ROLLS }, "2026-04-28" },   /* says nothing here */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(day_format(due_read(&asked, rows[i].from, rows[i].amount, rows[i].unit, rows[i].reading), day), rows[i].due);
    asked_close(&asked);
}

static void test_hours(void **state)
{
    (void)state;
    struct asked asked;
    struct fault why = {0};
    struct instant due;
    ask(&asked, "entidad", entity);
    static const struct { struct instant from; int64_t minutes; struct instant due; } rows[] = {
        { { 20525, 630 }, 24 * 60, { 20526, 630 } },            /* 2026-03-13T10:30 */
        { { 20525, 1439 }, 1, { 20526, 0 } },
        { { 20525, 0 }, -1, { 20524, 1439 } },
        { { 18344, 720 }, 12 * 60, { 18345, 0 } },              /* 2020-03-23, whole before the suspension */
        { { 18344, 720 }, 12 * 60 + 1, { 18366, 1 } },          /* one minute of it after */
        { { 18350, 600 }, 60, { 18366, 60 } },                  /* nothing ran until it ended */
        { { 18366, 60 }, -120, { 18344, 1380 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(deadline_due_minutes(asked.calendar, rows[i].from, rows[i].minutes, &due, &why));
        assert_int_equal(due.day, rows[i].due.day);
        assert_int_equal(due.minute, rows[i].due.minute);
    }
    assert_false(deadline_due_minutes(asked.calendar, (struct instant){ ymd(2100, 12, 31), 0 }, 1440, &due, &why));
    assert_int_equal(why.code, EXIT_LIMIT);
    assert_false(deadline_due_minutes(asked.calendar, rows[0].from, INT64_MAX, &due, &why));
    asked_close(&asked);
}

/* ---- Explanations ---------------------------------------------------------------- */

struct told {
    char text[4096];
    day_t last;
    int64_t minutes, counted, suspended;
};

static void tell(const struct counted_day *day, void *context)
{
    static const char *const kinds[] = {
        [DAY_OF_EVENT] = "hecho", [DAY_COUNTED] = "cuenta", [DAY_WEEKEND] = "fin de semana", [DAY_HOLIDAY] = "festivo",
        [DAY_SUSPENDED] = "suspendido", [DAY_OF_HOURS] = "minutos", [DAY_NOMINAL] = "nominal", [DAY_ROLLED] = "corrido",
        [DAY_ROLLED_BACK] = "devuelto",
    };
    struct told *told = context;
    char text[DATE_TEXT_SIZE];
    size_t used = strlen(told->text);
    if (used < sizeof told->text - 64)
        snprintf(told->text + used, sizeof told->text - used, day->count ? "%s %s %lld\n" : "%s %s\n",
                 day_format(day->day, text), kinds[day->kind], (long long)day->count);
    told->last = day->day;
    told->counted += day->kind == DAY_COUNTED;
    told->suspended += day->kind == DAY_SUSPENDED;
    if (day->kind == DAY_OF_HOURS) told->minutes += day->count;
}

static const char stopped[] =
    "calendario c \"Inventado\" verificado desde 2000-01-01 hasta 2050-12-31 semana hábil de lunes a viernes\n"
    "  suspensión s \"Acto inventado\": desde 2026-03-05 hasta 2026-03-06\n"
    "  suspensión t \"Otro acto inventado\": desde 2026-04-14 hasta 2026-04-14 fin calendario\n";

static void assert_told(const struct asked *asked, const char *from, int64_t amount, enum time_unit unit, struct reading reading, const char *expected)
{
    struct told told = {0};
    assert_true(deadline_explain_read(asked->calendar, day_of(from), (struct term){ amount, unit }, reading, tell, &told, NULL));
    assert_string_equal(told.text, expected);
}

static void test_explanations(void **state)
{
    (void)state;
    struct asked asked;
    const struct reading plain = {0}, rolls = { START_EVENT, END_ROLLS };
    ask(&asked, "c", stopped);
    assert_told(&asked, "2026-03-03", 2, UNIT_WORKING_DAYS, plain,
                "2026-03-03 hecho\n2026-03-04 cuenta 1\n2026-03-05 suspendido\n2026-03-06 suspendido\n"
                "2026-03-07 fin de semana\n2026-03-08 fin de semana\n2026-03-09 cuenta 2\n");
    assert_told(&asked, "2026-03-03", 2, UNIT_CALENDAR_DAYS, plain,
                "2026-03-03 hecho\n2026-03-04 cuenta 1\n2026-03-05 suspendido\n2026-03-06 suspendido\n2026-03-07 cuenta 2\n");
    assert_told(&asked, "2026-03-03", 2, UNIT_CALENDAR_DAYS, rolls,
                "2026-03-03 hecho\n2026-03-04 cuenta 1\n2026-03-05 suspendido\n2026-03-06 suspendido\n2026-03-07 cuenta 2\n"
                "2026-03-08 fin de semana\n2026-03-09 corrido\n");
    assert_told(&asked, "2026-02-12", 1, UNIT_MONTHS, plain,
                "2026-02-12 hecho\n2026-03-05 suspendido\n2026-03-06 suspendido\n2026-03-12 nominal 1\n"
                "2026-03-13 cuenta 1\n2026-03-14 cuenta 2\n2026-03-15 fin de semana\n2026-03-16 corrido\n");
    assert_told(&asked, "2026-03-12", 1, UNIT_MONTHS, plain,         /* a Sunday; the Monday, and the day after is suspended */
                "2026-03-12 hecho\n2026-04-12 nominal\n2026-04-13 corrido\n");
    assert_told(&asked, "2026-03-14", 1, UNIT_MONTHS, plain,
                "2026-03-14 hecho\n2026-04-14 nominal 1\n2026-04-15 cuenta 1\n");
    assert_told(&asked, "2026-03-13", 1, UNIT_MONTHS, (struct reading){ START_NEXT_DAY, END_UNSAID },
                "2026-03-13 hecho\n2026-03-14 cuenta 1\n2026-04-14 nominal 1\n2026-04-15 cuenta 1\n");
    struct told told = {0};
    assert_true(deadline_explain_minutes(asked.calendar, (struct instant){ ymd(2026, 3, 4), 1380 }, 120, tell, &told, NULL));
    assert_string_equal(told.text, "2026-03-04 minutos 60\n2026-03-05 suspendido\n2026-03-06 suspendido\n2026-03-07 minutos 60\n");
    asked_close(&asked);
}

/* ---- What holds of every date ---------------------------------------------------- */

static void same_in_both(const struct asked *with, const struct asked *without, day_t from, struct term term, struct reading reading)
{
    day_t moved, usual;
    struct told told = {0};
    assert_true(deadline_due_read(with->calendar, from, term, reading, &moved, NULL));
    assert_true(deadline_due_read(without->calendar, from, term, reading, &usual, NULL));
    assert_true(deadline_explain_read(with->calendar, from, term, reading, tell, &told, NULL));
    assert_int_equal(told.last, moved);
    int64_t stopped_days = 0, stopped_working = 0;
    for (day_t day = from + 1; day <= usual; day++) {
        bool working;
        assert_true(calendar_is_working(without->calendar, day, &working, NULL));
        stopped_days += calendar_is_suspended(with->calendar, day);
        stopped_working += working && calendar_is_suspended(with->calendar, day);
    }
    bool by_working_days = term.unit == UNIT_WORKING_DAYS;
    assert_true(moved - usual >= (by_working_days ? stopped_working : stopped_days));
    if (stopped_days == 0) assert_int_equal(moved, usual);
}

static void test_a_suspension_never_moves_a_date_by_fewer_days(void **state)
{
    (void)state;
    struct asked with, without;
    ask(&without, "colombia", "usa colombia.calendario\n");
    ask(&with, "s", "usa colombia.calendario\ncalendario s \"S\" extiende colombia\n"
                    "  suspensión a \"A\": desde 2026-03-20 hasta 2026-03-24\n  suspensión b \"B\": desde 2026-03-25 hasta 2026-03-27\n"
                    "  suspensión c \"C\": desde 2026-04-11 hasta 2026-04-11\n  suspensión d \"D\": desde 2026-05-04 hasta 2026-06-05\n"
                    "fin calendario\n");
    static const enum time_unit units[] = { UNIT_WORKING_DAYS, UNIT_CALENDAR_DAYS, UNIT_WEEKS, UNIT_MONTHS };
    for (day_t from = ymd(2026, 1, 20); from <= ymd(2026, 6, 20); from++)
        for (size_t u = 0; u < sizeof units / sizeof units[0]; u++)
            for (int64_t n = 1; n <= 25; n++)
                for (int end = END_UNSAID; end < END_READINGS; end++)
                    same_in_both(&with, &without, from, (struct term){ n, units[u] }, (struct reading){ START_EVENT, (enum end_reading)end });
    asked_close(&with);
    asked_close(&without);
}

static void test_a_longer_term_never_ends_earlier(void **state)
{
    (void)state;
    struct asked asked;
    ask(&asked, "entidad", entity);
    for (day_t from = ymd(2020, 2, 1); from <= ymd(2020, 5, 30); from++)
        for (int unit = 0; unit < UNIT_HOURS; unit++)
            for (int64_t n = 1; n < 40; n++) {
                day_t one, longer;
                assert_true(deadline_due(asked.calendar, from, (struct term){ n, (enum time_unit)unit }, &one, NULL));
                assert_true(deadline_due(asked.calendar, from, (struct term){ n + 1, (enum time_unit)unit }, &longer, NULL));
                assert_true(from < one && one <= longer);
            }
    asked_close(&asked);
}

static void test_hours_run_what_they_say(void **state)
{
    (void)state;
    struct asked asked;
    uint64_t seed = 7;
    ask(&asked, "entidad", entity);
    for (int i = 0; i < 2000; i++) {
        struct instant from = { ymd(2020, 3, 1) + (day_t)(next_random(&seed) % 60), (int32_t)(next_random(&seed) % 1440) }, due;
        int64_t minutes = (int64_t)(next_random(&seed) % 90000) - 45000;
        struct told told = {0};
        assert_true(deadline_due_minutes(asked.calendar, from, minutes, &due, NULL));
        assert_true(deadline_explain_minutes(asked.calendar, from, minutes, tell, &told, NULL));
        assert_int_equal(told.last, due.day);
        assert_int_equal(told.minutes, minutes < 0 ? -minutes : minutes);
    }
    asked_close(&asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_extensions_and_pauses),
        cmocka_unit_test(test_outcomes_and_readings),
        cmocka_unit_test(test_bodies_and_calendars),
        cmocka_unit_test(test_optional_closures_count_where_adopted),
        cmocka_unit_test(test_nothing_runs_while_suspended),
        cmocka_unit_test(test_a_list_of_dates_answers_no_further),
        cmocka_unit_test(test_readings),
        cmocka_unit_test(test_hours),
        cmocka_unit_test(test_explanations),
        cmocka_unit_test(test_a_suspension_never_moves_a_date_by_fewer_days),
        cmocka_unit_test(test_a_longer_term_never_ends_earlier),
        cmocka_unit_test(test_hours_run_what_they_say),
    };
    return cmocka_run_group_tests_name("compiler clock", tests, NULL, NULL);
}
