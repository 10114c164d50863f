/* bench_compile.c -- files to verified program: MB/s and bytes of memory a byte of source,
 * beside our own lexer alone and what other languages' compilers take for a file as large.
 *
 *   bench_compile          projects of 1 and 10 MB
 *   bench_compile 100      and of 100 MB
 *
 * A project is copies of tests/reform/hoy/d1066/ordinario.ruta with every name it declares changed,
 * one to a file; or one route of as many stages as fit. Each measure has a process of its
 * own, so that its peak of memory is its own too. Run it from the root of the repository. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "compiler/compile.h"
#include "lang/lexer.h"
#include "lang/parse.h"

#define MEGABYTE 1000000
#define MODEL "tests/reform/hoy/d1066/ordinario.ruta"
#define PATH_SIZE 256
#define COLD_RUNS 20

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void give_up(const char *what)
{
    fprintf(stderr, "bench_compile: %s\n", what);
    exit(70);
}

/* ---- Projects ---------------------------------------------------------------- */

struct model {
    struct arena arena;
    struct sources *sources;
    struct intern *names;
    struct report *report;
    struct text content;
    bool *declared;             /* by symbol */
    symbol_t route;             /* its name is also a value of a list: changed after «ruta» only */
    size_t symbols;
};

static void mark_declared(struct model *model, const struct node *node)
{
    static const bool renamed[NODE_KINDS] = {
        [NODE_ROUTE] = true, [NODE_LIST] = true, [NODE_VALUE] = true, [NODE_DATUM] = true, [NODE_INSTRUMENT] = true,
        [NODE_STAGE] = true, [NODE_FINAL] = true, [NODE_DEADLINE] = true,
    };
    if (node->kind == NODE_ROUTE) model->route = node->name;
    if (renamed[node->kind] && node->name < model->symbols) model->declared[node->name] = true;
    for (const struct node *child = node->first; child; child = child->next) mark_declared(model, child);
}

static void open_model(struct model *model)
{
    struct fault why = {0};
    uint32_t id;
    *model = (struct model){ .symbols = 4096 };
    model->sources = sources_new(&model->arena);
    model->names = intern_new(&model->arena);
    model->report = report_new(&model->arena, model->sources);
    if (!sources_load(model->sources, TEXT(MODEL), &id, &why)) give_up(why.message);
    model->content = sources_at(model->sources, id)->content;
    model->declared = arena_array(&model->arena, model->symbols, sizeof *model->declared);
    mark_declared(model, parse_source(model->sources, id, &model->arena, model->names, model->report));
}

/* The model with «_N» after each name it declares, as module `bench.rN`. */
static size_t write_copy(const struct model *model, struct lexer lexer, const char *folder, size_t number)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/bench/r%zu.ruta", folder, number);
    FILE *out = fopen(path, "w");
    if (!out) give_up("no se puede escribir el proyecto");
    fprintf(out, "módulo bench.r%zu\n", number);
    const char *from = strchr(model->content.at, '\n') + 1;     /* its own module line */
    int previous = TOKEN_END;
    for (struct token token = lexer_next(&lexer); token.kind != TOKEN_END; previous = token.kind, token = lexer_next(&lexer)) {
        symbol_t symbol = token.kind == TOKEN_NAME ? intern_find(model->names, token.text) : SYMBOL_NONE;
        const char *end = token.text.at + token.text.length;
        if (symbol == SYMBOL_NONE || symbol >= model->symbols || !model->declared[symbol] || end < from) continue;
        if (symbol == model->route && previous != TOKEN_RUTA) continue;
        fprintf(out, "%.*s_%zu", (int)(end - from), from, number);
        from = end;
    }
    fputs(from, out);
    size_t size = (size_t)ftell(out);
    if (fclose(out) != 0) give_up("no se puede escribir el proyecto");
    return size;
}

/* What the model uses, as it is. */
static void copy_used(const char *folder, const char *name)
{
    char command[2 * PATH_SIZE];
    snprintf(command, sizeof command, "mkdir -p '%s/d1066' && cp tests/reform/hoy/d1066/%s.ruta '%s/d1066/'", folder, name, folder);
    if (system(command) != 0) give_up("no se pudo copiar lo que el modelo usa");
}

static size_t write_many(const char *folder, size_t size)
{
    struct model model;
    struct lexer lexer;
    size_t written = 0, count = 0;
    open_model(&model);
    copy_used(folder, "normas");
    copy_used(folder, "cuerpos");
    lexer_start(&lexer, &model.arena, words_new(&model.arena), NULL, 0, model.content);
    while (written < size) written += write_copy(&model, lexer, folder, count++);
    arena_free(&model.arena);
    return written;
}

static size_t write_one(const char *folder, size_t size)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/bench/grande.ruta", folder);
    FILE *out = fopen(path, "w");
    if (!out) give_up("no se puede escribir el proyecto");
    fputs("módulo bench.grande\nusa colombia.calendario\nnorma D1 \"Decreto inventado\" fin norma\n"
          "entidad oficina \"Oficina de ejemplo\"\n"
          "ruta grande \"Ruta larga\"\n  fuente D1 art. 1\n  calendario colombia\n  inicia en etapa_0\n", out);
    size_t count = 0;
    for (; (size_t)ftell(out) < size; count++)
        fprintf(out, "\n  instrumento informe_%zu \"Informe de la etapa %zu\"\n    fuente num. %zu\n    firma oficina\n  fin instrumento\n"
                "  etapa etapa_%zu \"Revisión número %zu de la solicitud\"\n    fuente num. %zu\n    responsable oficina\n"
                "    produce informe_%zu\n    plazo plazo_%zu: 15 días hábiles desde entrada a etapa_%zu\n      si vence: no consta\n    fin plazo\n"
                "    sigue etapa_%zu\n  fin etapa\n", count, count, count, count, count, count, count, count, count, count + 1);
    fprintf(out, "  etapa etapa_%zu \"Última\"\n    responsable oficina\n    sin plazo legal\n    sigue archivo\n  fin etapa\n"
            "  final archivo \"Archivo\" favorable\n    fuente num. 9\n    efecto no consta\n  fin final\nfin ruta\n", count);
    size_t written = (size_t)ftell(out);
    if (fclose(out) != 0) give_up("no se puede escribir el proyecto");
    return written;
}

/* ---- What is measured ---------------------------------------------------------- */

struct measure {
    double time;
    size_t bytes;               /* of source */
    long memory;                /* kB at the peak, over what there was at the start */
    size_t size;                /* of the program */
};

static long peak(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static const char *folder_measured;

static struct compilation compile_folder(void)
{
    struct compilation out;
    struct fault why = {0};
    if (!compile_paths(&out, &folder_measured, 1, &why)) give_up(why.message);
    if (!out.program) {
        report_print(out.report, stderr, (struct report_style){0});
        give_up("el proyecto generado tiene errores");
    }
    return out;
}

static void measure_compile(struct measure *measure)
{
    double start = seconds();
    struct compilation out = compile_folder();
    measure->time = seconds() - start;
    for (uint32_t i = 0; i < sources_count(out.sources); i++) measure->bytes += sources_at(out.sources, i)->content.length;
    compilation_close(&out);
}

static void measure_lexer(struct measure *measure)
{
    struct compilation out = compile_folder();
    struct intern *words = words_new(&out.arena);
    double start = seconds();
    size_t tokens = 0;
    for (uint32_t i = 0; i < sources_count(out.sources); i++) {
        struct lexer lexer;
        lexer_start(&lexer, &out.arena, words, NULL, i, sources_at(out.sources, i)->content);
        while (lexer_next(&lexer).kind != TOKEN_END) tokens++;
        measure->bytes += sources_at(out.sources, i)->content.length;
    }
    measure->time = seconds() - start;
    measure->size = tokens;
    compilation_close(&out);
}

static void measure_parser(struct measure *measure)
{
    struct compilation out = compile_folder();
    struct arena arena = {0};
    struct intern *names = intern_new(&arena);
    double start = seconds();
    for (uint32_t i = 0; i < sources_count(out.sources); i++) {
        parse_source(out.sources, i, &arena, names, out.report);
        measure->bytes += sources_at(out.sources, i)->content.length;
    }
    measure->time = seconds() - start;
    arena_free(&arena);
    compilation_close(&out);
}

static struct measure in_a_process(void (*work)(struct measure *measure))
{
    int ends[2];
    struct measure measure = {0};
    if (pipe(ends) != 0) give_up("pipe");
    pid_t child = fork();
    if (child == 0) {
        long before = peak();
        work(&measure);
        measure.memory = peak() - before;
        _exit(write(ends[1], &measure, sizeof measure) == (ssize_t)sizeof measure ? 0 : 70);
    }
    close(ends[1]);
    if (read(ends[0], &measure, sizeof measure) != (ssize_t)sizeof measure) give_up("una medida no terminó");
    close(ends[0]);
    waitpid(child, NULL, 0);
    return measure;
}

static struct measure best_of(int rounds, void (*work)(struct measure *measure))
{
    struct measure best = in_a_process(work);
    for (int i = 1; i < rounds; i++) {
        struct measure next = in_a_process(work);
        if (next.time < best.time) best = next;
    }
    return best;
}

static double speed(struct measure measure) { return (double)measure.bytes / 1e6 / measure.time; }

static void remove_tree(const char *folder)
{
    char command[PATH_SIZE];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0) give_up("no se pudo borrar la carpeta de trabajo");
}

/* Seconds that the compilation took, to compare sizes. */
static double report_project(const char *name, size_t megabytes, size_t (*make)(const char *folder, size_t size))
{
    char folder[] = "/tmp/bench_compile_XXXXXX", inner[PATH_SIZE];
    if (!mkdtemp(folder)) give_up("mkdtemp");
    snprintf(inner, sizeof inner, "%s/bench", folder);
    if (mkdir(inner, 0700) != 0) give_up("mkdir");
    pid_t child = fork();
    if (child == 0) {
        make(folder, megabytes * MEGABYTE);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    folder_measured = folder;
    int rounds = megabytes >= 100 ? 1 : 3;
    struct measure lexer = best_of(rounds, measure_lexer), parser = best_of(rounds, measure_parser), whole = best_of(rounds, measure_compile);
    printf("%-14s %3zu MB  lexer %6.1f MB/s  árbol %6.1f MB/s (%.2f)  programa %6.1f MB/s (%.2f)  %5.2f s  %5.1f bytes por byte\n",
           name, megabytes, speed(lexer), speed(parser), speed(parser) / speed(lexer), speed(whole), speed(whole) / speed(lexer),
           whole.time, (double)whole.memory * 1024 / (double)whole.bytes);
    remove_tree(folder);
    return whole.time;
}

/* ---- Other languages ------------------------------------------------------------ */

/* Seconds and peak kB of a command with its output thrown away; negative when it is not here. */
static double time_command(const char *const *arguments, long *memory)
{
    double start = seconds();
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr)) _exit(127);
        execvp(arguments[0], (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    if (memory) *memory = usage.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 127 ? -1 : seconds() - start;
}

static void report_peer(const char *name, const char *line, const char *const *arguments, const char *path, size_t megabytes)
{
    FILE *out = fopen(path, "w");
    if (!out) give_up("no se puede escribir el archivo de otro lenguaje");
    bool json = strstr(path, ".json") != NULL;
    if (json) fputs("[0", out);
    for (size_t i = 0; (size_t)ftell(out) < megabytes * MEGABYTE; i++) fprintf(out, line, i, i, i);
    fputs(json ? "]\n" : "\n", out);
    fclose(out);
    double time = time_command(arguments, NULL);
    unlink(path);
    if (time < 0) printf("%-14s no está en esta máquina\n", name);
    else printf("%-14s %3zu MB  %6.1f MB/s\n", name, megabytes, (double)megabytes / time);
}

static void report_peers(size_t megabytes)
{
    char lua[] = "/tmp/bench_compile.lua", script[] = "/tmp/bench_compile.js", json[] = "/tmp/bench_compile.json";
    const char *luac[] = { "luac", "-p", lua, NULL }, *node[] = { "node", "--check", script, NULL }, *jq[] = { "jq", "length", json, NULL };
    report_peer("luac -p", "local function etapa(caso) if caso.riesgo >= 2 and caso.poblacion == %zu then return 'evaluar_%zu' end return \"archivo %zu\" end\n", luac, lua, megabytes);
    report_peer("node --check", "function etapa_%zu(caso) { if (caso.riesgo >= 2 && caso.poblacion === %zu) return 'evaluar'; return \"archivo %zu\"; }\n", node, script, megabytes);
    report_peer("jq", ",\n{ \"etapa\": \"etapa_%zu\", \"titulo\": \"Etapa %zu\", \"plazo\": { \"dias\": %zu, \"habiles\": true }, \"sigue\": [\"evaluar\", \"archivo\"] }\n", jq, json, megabytes);
}

/* ---- From cold -------------------------------------------------------------------- */

static int compare_doubles(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

static void report_cold(const char *self)
{
    char program[PATH_SIZE];
    const char *slash = strrchr(self, '/');
    snprintf(program, sizeof program, "%.*s/../ruta", slash ? (int)(slash - self) : 1, slash ? self : ".");
    const char *arguments[] = { program, "revisar", MODEL, NULL };
    double times[COLD_RUNS];
    long memory = 0;
    for (int i = 0; i < COLD_RUNS; i++) times[i] = time_command(arguments, &memory);
    qsort(times, COLD_RUNS, sizeof *times, compare_doubles);
    printf("ruta revisar %s, desde frío: %.2f ms (límite 3), %.1f MB (límite 8)\n", MODEL, times[COLD_RUNS / 2] * 1e3, (double)memory / 1024);
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    report_cold(argv[0]);
    double small = report_project("muchas rutas", 1, write_many), large = report_project("muchas rutas", 10, write_many);
    printf("%-14s 10 MB / 1 MB: %.1f (límite 13)\n", "", large / small);
    small = report_project("una ruta", 1, write_one), large = report_project("una ruta", 10, write_one);
    printf("%-14s 10 MB / 1 MB: %.1f (límite 13)\n", "", large / small);
    if (argc > 1 && strcmp(argv[1], "100") == 0) report_project("muchas rutas", 100, write_many);
    report_peers(10);
    return 0;
}
