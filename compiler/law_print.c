/* law_print.c -- see law_print.h. */
#include "compiler/law_print.h"

#include "compiler/consolidate.h"
#include "compiler/passage.h"

struct printer {
    const struct compilation *compilation;
    law_meaning *meaning;
    FILE *out;
};

static struct text spelled(const struct printer *printer, symbol_t name)
{
    return intern_spelling(printer->compilation->names, name);
}

static void print_since(const struct printer *printer, day_t from, day_t to)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    if (from == DAY_NONE) fputs("  siempre", printer->out);
    else fprintf(printer->out, "  desde %s", day_format(from, first));
    if (to != DAY_NONE) fprintf(printer->out, " hasta %s", day_format(to - 1, last));
}

/* Two versions with the same digits say the same. */
static void print_meaning(const struct printer *printer, const struct law_version *version)
{
    char digits[DIGEST_TEXT_SIZE];
    const struct program *program = printer->compilation->program;
    if (version->element->kind != DECL_ROUTE || !program || !version->decl) return;
    fprintf(printer->out, "; sentido %.12s", printer->meaning(program, version->decl->index, digits));
}

/* What gave it its text, or changed what it names; and what ended it. */
static void print_version(const struct printer *printer, const struct law_version *version)
{
    print_since(printer, version->from, version->to);
    if (version->by) fprintf(printer->out, ": %s%.*s", version->touched ? "" : "por lo que nombra, ", TEXT_ARGS(version->by->text));
    if (version->ended) fprintf(printer->out, "; termina por %.*s", TEXT_ARGS(version->ended->text));
    print_meaning(printer, version);
    fputc('\n', printer->out);
}

static bool is_dated(const struct law_element *element)
{
    const struct law_version *first = element->first;
    return first && (first->after || first->from != DAY_NONE || first->to != DAY_NONE);
}

static void print_element(const struct printer *printer, const struct law_element *element)
{
    if (!is_dated(element)) return;
    fprintf(printer->out, "%s %.*s\n", node_tag(element->first->node->kind), TEXT_ARGS(spelled(printer, element->name)));
    for (const struct law_version *version = element->first; version; version = version->after) print_version(printer, version);
}

static void print_change(const struct printer *printer, const struct law_change *change)
{
    static const char *const verbs[AMENDMENTS] = {
        [AMEND_MODIFY] = "modifica", [AMEND_ADD] = "adiciona", [AMEND_REPLACE] = "sustituye", [AMEND_REMOVE] = "suprime",
        [AMEND_REPEAL] = "deroga", [AMEND_RENUMBER] = "renumera",
    };
    fprintf(printer->out, "  %.*s: %s %.*s\n", TEXT_ARGS(change->act->text), verbs[change->verb], TEXT_ARGS(change->what));
}

static void print_passage(const struct printer *printer, const struct law_passage *passage)
{
    static const char *const terms[PASSAGE_TERMS] = {
        [PASSAGE_TERM_UNSAID] = "", [PASSAGE_TERM_RUNS_ON] = ", con el plazo que corre", [PASSAGE_TERM_RESTARTS] = ", con plazo nuevo",
    };
    const struct node *node = passage->node, *to = node_child(node, NODE_FOLLOWS);
    fprintf(printer->out, "  %.*s: de ruta %.*s, ", TEXT_ARGS(passage->act->text), TEXT_ARGS(spelled(printer, passage->old->element->name)));
    if (node->name == SYMBOL_NONE) fputs("los demás ", printer->out);
    else fprintf(printer->out, "los de %.*s ", TEXT_ARGS(spelled(printer, node->name)));
    if (node->number == PASSAGE_KEEPS) fputs("conservan el texto anterior", printer->out);
    else if (to) fprintf(printer->out, "pasan a %.*s", TEXT_ARGS(spelled(printer, to->name)));
    else fputs("pasan al texto nuevo", printer->out);
    fprintf(printer->out, "%s\n", terms[node->other]);
}

static void print_reform(const struct printer *printer, const struct law *law, const struct law_reform *reform)
{
    char day[DATE_TEXT_SIZE];
    fprintf(printer->out, "reforma %.*s, desde %s\n", TEXT_ARGS(spelled(printer, reform->node->name)), day_format(reform->day, day));
    for (size_t i = 0; i < reform->change_count; i++) print_change(printer, &law->changes.items[reform->first_change + i]);
    for (size_t i = 0; i < reform->passage_count; i++) print_passage(printer, &law->passages.items[reform->first_passage + i]);
}

void law_print(const struct compilation *compilation, law_meaning *meaning, FILE *out)
{
    const struct law *law = compilation->law;
    struct printer printer = { compilation, meaning, out };
    if (!law) return;
    for (size_t i = 0; i < law->elements.count; i++) print_element(&printer, law->elements.items[i]);
    for (size_t i = 0; i < law->reforms.count; i++) print_reform(&printer, law, &law->reforms.items[i]);
}
