/* report.c -- collecting, sorting and printing messages. See report.h. */
#include "lang/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/fold.h"
#include "base/vec.h"

#define EXCERPT_BYTES 160       /* of a longer line, only what stands around the mistake */
#define EXCERPT_BEFORE 60
#define SHOWN_BYTES 400         /* of a name or a list in a sentence; nobody reads further */

struct row {
    const char *code;
    enum severity severity;
    const char *sentence, *help;
};

static const struct row rows[] = {
#define MESSAGE(code, name, severity, sentence, help) { #code, SEVERITY_##severity, sentence, help },
#include "lang/messages.def"
#undef MESSAGE
};

struct report {
    struct arena *arena;
    struct sources *sources;
    struct diagnostic **items;
    size_t count, room;
    size_t counts[SEVERITY_NOTE + 1];
    struct diagnostic overflow; /* given out when the report is full or the message a repetition */
};

struct report *report_new(struct arena *arena, struct sources *sources)
{
    struct report *report = ARENA_NEW(arena, struct report);
    report->arena = arena;
    report->sources = sources;
    return report;
}

const char *message_code(enum message message)
{
    CHECK((unsigned)message < MESSAGE_COUNT);
    return rows[message].code;
}

/* ---- adding ---------------------------------------------------------------------- */

static bool is_inside_character(struct text line, size_t at)
{
    return at < line.length && ((unsigned char)line.at[at] & 0xC0) == 0x80;
}

static struct text shortened(struct arena *arena, struct text text)
{
    size_t end = SHOWN_BYTES;
    if (text.length <= end) return text;
    while (is_inside_character(text, end)) end--;
    return text_format(arena, "%.*s…", (int)end, text.at);
}

static struct text filled(struct arena *arena, const char *sentence, const struct text *args, size_t count)
{
    struct text out = TEXT("");
    size_t used = 0;
    for (const char *hole; (hole = strstr(sentence, "{}")) != NULL; sentence = hole + 2) {
        CHECK(used < count);
        struct text arg = shortened(arena, args[used++]);
        out = text_format(arena, "%.*s%.*s%.*s", TEXT_ARGS(out), (int)(hole - sentence), sentence, TEXT_ARGS(arg));
    }
    return text_format(arena, "%.*s%s", TEXT_ARGS(out), sentence);
}

static bool is_repeated(const struct report *report, enum message message, struct span where)
{
    for (size_t i = report->count; i-- > 0;) {
        const struct diagnostic *other = report->items[i];
        if (other->message == message && other->first.source == where.source && other->first.offset == where.offset) return true;
    }
    return false;
}

static void keep(struct report *report, struct diagnostic *diagnostic)
{
    if (report->count == report->room) {
        size_t room = report->room ? report->room * 2 : 32;
        struct diagnostic **items = arena_array(report->arena, room, sizeof *items);
        if (report->count) memcpy(items, report->items, report->count * sizeof *items);
        report->items = items;
        report->room = room;
    }
    report->items[report->count++] = diagnostic;
}

struct diagnostic *report_add(struct report *report, enum message message, struct span where,
                              const struct text *args, size_t count)
{
    CHECK((unsigned)message < MESSAGE_COUNT && count <= REPORT_MAX_ARGS);
    const struct row *row = &rows[message];
    if (is_repeated(report, message, where)) return &report->overflow;
    report->counts[row->severity]++;
    if (report->count == REPORT_MAX_ERRORS) return &report->overflow;

    struct diagnostic *diagnostic = ARENA_NEW(report->arena, struct diagnostic);
    *diagnostic = (struct diagnostic){
        .message = message, .where = where, .first = where, .help = text_from(row->help),
        .sentence = filled(report->arena, row->sentence, args, count),
    };
    keep(report, diagnostic);
    return diagnostic;
}

bool report_is_full(const struct report *report)
{
    return report->counts[SEVERITY_ERROR] > REPORT_MAX_ERRORS;
}

bool report_has_errors(const struct report *report)
{
    return report->counts[SEVERITY_ERROR] > 0;
}

size_t report_count(const struct report *report, enum severity severity)
{
    return report->counts[severity];
}

/* ---- order ----------------------------------------------------------------------- */

static int by_place(const void *left, const void *right)
{
    const struct diagnostic *a = *(struct diagnostic *const *)left, *b = *(struct diagnostic *const *)right;
    if (a->where.source != b->where.source) return a->where.source < b->where.source ? -1 : 1;
    if (a->where.offset != b->where.offset) return a->where.offset < b->where.offset ? -1 : 1;
    return (a->message > b->message) - (a->message < b->message);
}

static size_t files_touched(const struct report *report)
{
    size_t files = 0;
    for (size_t i = 0; i < report->count; i++)
        if (i == 0 || report->items[i]->where.source != report->items[i - 1]->where.source) files++;
    return files;
}

/* ---- for people --------------------------------------------------------------------- */

struct paper {
    struct report *report;
    FILE *out;
    bool colour;
};

static const char *severity_word(enum severity severity)
{
    static const char *const words[] = { "error", "aviso", "nota" };
    return words[severity];
}

static const char *severity_colour(enum severity severity)
{
    static const char *const colours[] = { "\033[1;31m", "\033[1;33m", "\033[1;36m" };
    return colours[severity];
}

/* The part of a long line around bytes `from` to `to`. */
static void excerpt_bounds(struct text line, size_t from, size_t *start, size_t *end)
{
    *start = 0;
    *end = line.length;
    if (line.length <= EXCERPT_BYTES) return;
    *start = from > EXCERPT_BEFORE ? from - EXCERPT_BEFORE : 0;
    while (is_inside_character(line, *start)) (*start)--;
    if (*end > *start + EXCERPT_BYTES) *end = *start + EXCERPT_BYTES;
    while (is_inside_character(line, *end)) (*end)--;
}

/* Is this byte part of no character? `valid` remembers how far the text is known to be UTF-8. */
static bool is_not_utf8(struct text text, size_t at, size_t *valid)
{
    if (at < *valid) return false;
    *valid = at + utf8_valid_length((struct text){ text.at + at, text.length - at });
    return at == *valid;
}

/* Tabs as one space; what could disturb a terminal, as «·». */
static void print_line(FILE *out, struct text text)
{
    size_t valid = 0;
    for (size_t i = 0; i < text.length; i++) {
        size_t hidden = utf8_hidden_length((struct text){ text.at + i, text.length - i });
        if (hidden || text.at[i] == '\r' || is_not_utf8(text, i, &valid)) {
            fputs("·", out);
            i += hidden ? hidden - 1 : 0;
        } else {
            fputc(text.at[i] == '\t' ? ' ' : text.at[i], out);
        }
    }
}

static void repeat(FILE *out, char c, size_t times)
{
    while (times-- > 0) fputc(c, out);
}

static void print_excerpt(const struct paper *paper, struct span where, const char *colour)
{
    struct source *source = sources_at(paper->report->sources, where.source);
    struct place place = source_place(source, paper->report->arena, where.offset);
    struct text line = source_line(source, paper->report->arena, place.line);
    size_t from = (size_t)(source->content.at + where.offset - line.at), start, end;
    if (from > line.length) from = line.length;
    size_t to = from + where.length < line.length ? from + where.length : line.length;
    excerpt_bounds(line, from, &start, &end);
    if (to > end) to = end;
    size_t before = utf8_columns((struct text){ line.at + start, from - start });
    size_t width = utf8_columns((struct text){ line.at + from, to - from });

    fprintf(paper->out, "%5u | %s", place.line, start > 0 ? "…" : "");
    print_line(paper->out, (struct text){ line.at + start, end - start });
    fprintf(paper->out, "%s\n      | ", end < line.length ? "…" : "");
    repeat(paper->out, ' ', before + (start > 0));
    if (paper->colour) fputs(colour, paper->out);
    repeat(paper->out, '^', width ? width : 1);
    fputs(paper->colour ? "\033[0m\n" : "\n", paper->out);
}

/* Line by line, further in than the rest: it is to be copied. */
static void print_scenario(FILE *out, struct text lines)
{
    for (size_t i = 0; i < lines.length; i++) {
        if (i == 0 || lines.at[i - 1] == '\n') fputs("     ", out);
        fputc(lines.at[i], out);
    }
}

static void print_diagnostic(const struct paper *paper, const struct diagnostic *d)
{
    const struct row *row = &rows[d->message];
    struct source *source = sources_at(paper->report->sources, d->where.source);
    struct place place = source_place(source, paper->report->arena, d->where.offset);
    const char *colour = paper->colour ? severity_colour(row->severity) : "";
    fprintf(paper->out, "%.*s:%u:%u: %s%s[%s]%s: %.*s\n", TEXT_ARGS(source->path), place.line, place.column, colour,
            severity_word(row->severity), row->code, paper->colour ? "\033[0m" : "", TEXT_ARGS(d->sentence));
    print_excerpt(paper, d->where, colour);
    if (d->related_text.length) {
        struct source *there = sources_at(paper->report->sources, d->related.source);
        struct place line = source_place(there, paper->report->arena, d->related.offset);
        bool same_file = d->related.source == d->where.source;
        fprintf(paper->out, "   %.*s: %.*s%slínea %u\n", TEXT_ARGS(d->related_text),
                same_file ? 0 : (int)there->path.length, there->path.at, same_file ? "" : ", ", line.line);
        print_excerpt(paper, d->related, colour);
    }
    struct text path = shortened(paper->report->arena, d->path), help = shortened(paper->report->arena, d->help);
    if (path.length) fprintf(paper->out, "   en: %.*s\n", TEXT_ARGS(path));
    if (help.length) fprintf(paper->out, "   ayuda: %.*s\n", TEXT_ARGS(help));
    print_scenario(paper->out, d->scenario);
}

static void print_count(FILE *out, size_t count, const char *one, const char *many)
{
    fprintf(out, "%zu %s", count, count == 1 ? one : many);
}

static void print_summary(const struct paper *paper)
{
    const struct report *report = paper->report;
    size_t errors = report->counts[SEVERITY_ERROR], warnings = report->counts[SEVERITY_WARNING];
    size_t files = files_touched(report);
    print_count(paper->out, errors, "error", "errores");
    fputs(", ", paper->out);
    print_count(paper->out, warnings, "aviso", "avisos");
    if (files) {
        fputs(" en ", paper->out);
        print_count(paper->out, files, "archivo", "archivos");
    }
    size_t said = errors + warnings + report->counts[SEVERITY_NOTE];
    if (said > report->count) fprintf(paper->out, " (se muestran los primeros %zu)", report->count);
    fputc('\n', paper->out);
}

/* ---- for machines --------------------------------------------------------------------- */

static void print_json_text(FILE *out, struct text text)
{
    size_t valid = 0;
    fputc('"', out);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (is_not_utf8(text, i, &valid)) fputs("\\ufffd", out);
        else if (byte == '"' || byte == '\\') fprintf(out, "\\%c", byte);
        else if (byte < 0x20) fprintf(out, "\\u%04x", byte);
        else fputc(byte, out);
    }
    fputc('"', out);
}

static void print_json_field(FILE *out, const char *name, struct text text)
{
    fprintf(out, ",\"%s\":", name);
    print_json_text(out, text);
}

static void print_json(const struct paper *paper, const struct diagnostic *d)
{
    const struct row *row = &rows[d->message];
    struct source *source = sources_at(paper->report->sources, d->where.source);
    struct place place = source_place(source, paper->report->arena, d->where.offset);
    struct text marked = { source->content.at + d->where.offset, d->where.length };
    fprintf(paper->out, "{\"codigo\":\"%s\",\"severidad\":\"%s\"", row->code, severity_word(row->severity));
    print_json_field(paper->out, "mensaje", d->sentence);
    print_json_field(paper->out, "archivo", source->path);
    fprintf(paper->out, ",\"linea\":%u,\"columna\":%u,\"longitud\":%zu", place.line, place.column, utf8_columns(marked));
    print_json_field(paper->out, "ayuda", d->help);
    print_json_field(paper->out, "en", d->path);
    if (d->scenario.length) print_json_field(paper->out, "escenario", d->scenario);
    fputs("}\n", paper->out);
}

void report_print(struct report *report, FILE *out, struct report_style style)
{
    struct paper paper = { report, out, style.colour };
    if (report->count) qsort(report->items, report->count, sizeof(struct diagnostic *), by_place);
    for (size_t i = 0; i < report->count; i++) {
        if (style.json) print_json(&paper, report->items[i]);
        else print_diagnostic(&paper, report->items[i]);
    }
    if (style.summary && !style.json) print_summary(&paper);
}

/* ---- suggestions ------------------------------------------------------------------------ */

struct text suggest(struct text name, const struct text *candidates, size_t count)
{
    size_t limit = utf8_columns(name) / 3;
    if (limit == 0) limit = 1;
    struct text best = TEXT("");
    size_t best_distance = limit + 1;
    for (size_t i = 0; i < count; i++) {
        size_t distance = fold_distance(name, candidates[i], limit);
        if (distance >= best_distance) continue;
        best = candidates[i];
        best_distance = distance;
    }
    return best;
}
