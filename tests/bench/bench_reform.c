/* bench_reform.c -- what a reform costs: 100, 1,000 and 10,000 of them applied in a row, over
 * a thousand committees each convened by a route of its own, and all over the same one.
 *
 * The time of a reform is that of the whole compilation less that of the text without
 * reforms: it has to be read, applied, named, proved and lowered. It must not grow with how
 * many came before; the bench fails when it does. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/vec.h"
#include "compiler/compile.h"

#define BODIES 1000
#define RUNS 3
#define WORST_GROWTH 3.0        /* of the time of one reform, from 1,000 to 10,000 */

struct letters { char *items; size_t count, room; };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void put(struct letters *letters, const char *text)
{
    for (; *text; text++) VEC_PUSH(letters, *text);
}

#define PUT(letters, ...)                                    \
    do {                                                     \
        char line[512];                                      \
        snprintf(line, sizeof line, __VA_ARGS__);            \
        put((letters), line);                                \
    } while (0)

static void put_body(struct letters *letters, unsigned i)
{
    PUT(letters, "comité c%u \"Comité inventado\"\n  fuente P art. %u\n  miembros con voz y voto\n    uno%u \"Uno\" preside\n"
                 "    dos%u \"Dos\"\n    tres%u \"Tres\"\n  fin miembros\n  secretaría técnica no consta\n", i, i + 1, i, i, i);
    PUT(letters, "  quórum para deliberar 2 miembros\n  decide la mitad más uno de los asistentes\n  en empate no consta\n  acta no consta\nfin comité\n");
    PUT(letters, "ruta r%u \"Ruta inventada\"\n  fuente P art. %u\n  calendario liso\n  inicia en una\n  etapa una \"Una\"\n    sesiona c%u\n"
                 "    sin plazo legal\n    sigue bien\n  fin etapa\n  final bien \"Bien\"\nfin ruta\n", i, i + 1, i);
}

static void put_reform(struct letters *letters, unsigned i, unsigned bodies)
{
    char day[DATE_TEXT_SIZE];
    PUT(letters, "reforma Q modifica P\n  vigente desde %s\n  art. %u modifica comité c%u\n    sustituye quórum para deliberar %u miembros\n"
                 "  fin modifica\nfin reforma\n", day_format(DAY_FIRST + 1 + (day_t)i, day), i + 1, i % bodies, 2 + i % 2);
}

static struct text project(struct letters *letters, unsigned bodies, unsigned reforms)
{
    put(letters, "norma P \"Norma inventada\"\nfin norma\nnorma Q \"Norma inventada que reforma\"\nfin norma\n"
                 "calendario liso \"Calendario inventado\"\n  verificado desde 1900-01-01 hasta 2199-12-31\n"
                 "  semana hábil de lunes a viernes\nfin calendario\n");
    for (unsigned i = 0; i < bodies; i++) put_body(letters, i);
    for (unsigned i = 0; i < reforms; i++) put_reform(letters, i, bodies);
    return (struct text){ letters->items, letters->count };
}

/* The best of a few: the others waited for somebody else. */
static double compile_seconds(unsigned bodies, unsigned reforms)
{
    struct letters letters = {0};
    struct text content = project(&letters, bodies, reforms);
    double best = 1e9;
    for (int run = 0; run < RUNS; run++) {
        struct compilation compilation;
        struct fault why = {0};
        double start = seconds();
        if (!compile_text(&compilation, "reformas.ruta", content, &why) || !compilation.program) {
            report_print(compilation.report, stderr, (struct report_style){ .summary = true });
            exit(70);
        }
        double took = seconds() - start;
        if (took < best) best = took;
        compilation_close(&compilation);
    }
    VEC_FREE(&letters);
    return best;
}

static bool measure(const char *what, unsigned bodies)
{
    static const unsigned counts[] = { 100, 1000, 10000 };
    double base = compile_seconds(bodies, 0), each[3];
    printf("%s; without reforms %.1f ms\n", what, base * 1e3);
    for (size_t i = 0; i < 3; i++) {
        double took = compile_seconds(bodies, counts[i]);
        each[i] = (took - base) / counts[i];
        printf("  %6u reforms  %8.1f ms  %6.2f us each\n", counts[i], took * 1e3, each[i] * 1e6);
    }
    return each[2] < each[1] * WORST_GROWTH;
}

int main(void)
{
    bool flat = measure("a thousand committees, each with its route", BODIES);
    flat = measure("one committee and its route", 1) && flat;
    if (!flat) puts("the time of a reform grows with how many there are");
    return flat ? 0 : 1;
}
