/* bench_calendar.c -- adding working days, beside a plain loop over days.
 *
 * The loop is the fastest one a program would write: a byte a day, already filled in.
 * Medians of seven; only the ratios of one run mean something. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "compiler/compile.h"
#include "runtime/deadline.h"

#define ROUNDS 7
#define QUESTIONS 200000
#define DAYS 30000

struct bench {
    const struct program *program;
    struct calendar *calendar;
    day_t from[QUESTIONS];
    bool working[DAYS];
    day_t first;
    int64_t n;
    int64_t sum;            /* what was computed, so that it is not thrown away */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(void (*work)(struct bench *bench), struct bench *bench, int times)
{
    double each[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        work(bench);
        each[i] = (now() - start) / times;
    }
    qsort(each, ROUNDS, sizeof each[0], compare);
    return each[ROUNDS / 2];
}

static void add_by_table(struct bench *bench)
{
    for (int i = 0; i < QUESTIONS; i++) {
        day_t day = 0;
        if (calendar_add(bench->calendar, bench->from[i], bench->n, &day, NULL)) bench->sum += day;
    }
}

static void add_by_loop(struct bench *bench)
{
    for (int i = 0; i < QUESTIONS; i++) {
        day_t day = bench->from[i];
        for (int64_t left = bench->n; left > 0; left -= bench->working[day - bench->first]) day++;
        bench->sum += day;
    }
}

static void count_by_table(struct bench *bench)
{
    for (int i = 0; i < QUESTIONS; i++) {
        int64_t days = 0;
        if (calendar_count(bench->calendar, bench->from[i], bench->from[QUESTIONS - 1 - i], &days, NULL)) bench->sum += days;
    }
}

/* A change of calendar: every open term is computed again, on a calendar just built. */
static void project_million(struct bench *bench)
{
    static const struct term terms[] = {
        { 30, UNIT_WORKING_DAYS }, { 10, UNIT_WORKING_DAYS }, { 3, UNIT_MONTHS }, { 30, UNIT_CALENDAR_DAYS },
    };
    struct calendar *calendar;
    if (!calendar_open(&calendar, bench->program, 0, NULL)) exit(70);
    for (int i = 0; i < 1000000; i++) {
        day_t due = 0;
        if (deadline_due(calendar, bench->from[i % QUESTIONS], terms[i % 4], &due, NULL)) bench->sum += due;
    }
    calendar_close(calendar);
}

static void start_up(struct bench *bench)
{
    struct calendar *calendar;
    day_t day = 0;
    if (!calendar_open(&calendar, bench->program, 0, NULL)) exit(70);
    if (calendar_add(calendar, bench->from[0], 30, &day, NULL)) bench->sum += day;
    calendar_close(calendar);
}

static void whole_range(struct bench *bench)
{
    struct calendar *calendar;
    int64_t days = 0;
    if (!calendar_open(&calendar, bench->program, 0, NULL)) exit(70);
    if (calendar_count(calendar, calendar_first(calendar), calendar_last(calendar), &days, NULL)) bench->sum += days;
    calendar_close(calendar);
}

/* Events of 2020 to 2040; the loop's table reaches as far as any answer. */
static void prepare(struct bench *bench)
{
    uint64_t state = 1;
    bench->first = day_from_date((struct date){ 2020, 1, 1 });
    for (int i = 0; i < QUESTIONS; i++) {
        state = state * UINT64_C(6364136223846793005) + 1;
        bench->from[i] = bench->first + (day_t)(state >> 33) % 7300;
    }
    for (int i = 0; i < DAYS; i++)
        if (!calendar_is_working(bench->calendar, bench->first + i, &bench->working[i], NULL)) break;
}

static void compare_add(struct bench *bench, int64_t n)
{
    bench->n = n;
    add_by_table(bench);
    double table = median(add_by_table, bench, QUESTIONS), loop = median(add_by_loop, bench, QUESTIONS);
    printf("add %5lld working days   %8.2f ns   loop over days %10.1f ns   ratio %8.1f   reach <= 5 ns\n",
           (long long)n, table, loop, loop / table);
}

int main(void)
{
    static struct bench bench;
    struct compilation compilation = {0};
    struct fault why = {0};
    if (!compile_text(&compilation, "bench.ruta", TEXT("módulo bench\nusa colombia.calendario\n"), &why)
        || !compilation.program || !calendar_open(&bench.calendar, compilation.program, 0, &why)) {
        fprintf(stderr, "bench_calendar: %s\n", why.message);
        return 70;
    }
    bench.program = compilation.program;
    prepare(&bench);
    compare_add(&bench, 30);
    compare_add(&bench, 3000);
    printf("count between two dates  %8.2f ns\n", median(count_by_table, &bench, QUESTIONS));
    printf("open, one year, one add  %8.2f us   reach <= 30 us\n", median(start_up, &bench, 1) / 1000);
    printf("open, 117 years          %8.2f us\n", median(whole_range, &bench, 1) / 1000);
    printf("project 1,000,000 terms  %8.2f ms   reach: seconds\n", median(project_million, &bench, 1) / 1e6);
    calendar_close(bench.calendar);
    compilation_close(&compilation);
    return bench.sum == 0;
}
