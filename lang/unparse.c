/* unparse.c -- a tree as source text again. See unparse.h and unparse.def.
 *
 * The text is made by reading the forms of unparse.def, with a new line where one must be
 * and no other care for how it looks; then it is parsed and format.c lays it out. So the
 * canonical form is written once, and what a form forgets is a mistake that shows. */
#include "lang/unparse.h"

#include <ctype.h>
#include <string.h>

#include "base/check.h"
#include "base/moment.h"
#include "base/vec.h"
#include "lang/format.h"
#include "lang/parse.h"

struct unparse {
    const struct sources *sources;
    const struct intern *names;
    const struct unparse_notes *notes;
    struct arena *arena;
    VEC(char) out;
    VEC(struct text) beside;    /* what goes at the end of the line under way */
};

/* A node while it is written. */
struct visit {
    const struct node *node, *parent;
    const struct node *left;        /* children before it are written */
    bool written[NODE_KINDS];       /* and those of these kinds */
};

typedef void writer(struct unparse *unparse, struct visit *visit);

static void write_node(struct unparse *unparse, const struct node *node, const struct node *parent);
static void write_form(struct unparse *unparse, struct visit *visit, struct text form);

/* ---- text ------------------------------------------------------------------------------ */

static void put(struct unparse *unparse, struct text text)
{
    for (size_t i = 0; i < text.length; i++) VEC_PUSH(&unparse->out, text.at[i]);
}

static void put_number(struct unparse *unparse, int32_t number)
{
    put(unparse, text_format(unparse->arena, "%d", number < 0 ? -number : number));
}

static void put_quoted(struct unparse *unparse, struct text inside)
{
    struct quotes quotes = format_quotes(inside);
    put(unparse, quotes.open);
    put(unparse, inside);
    put(unparse, quotes.close);
}

static void put_day(struct unparse *unparse, int32_t day)
{
    char text[DATE_TEXT_SIZE];
    put(unparse, text_from(day_format(day, text)));
}

static struct text source_slice(const struct unparse *unparse, struct span span)
{
    return (struct text){ sources_at(unparse->sources, span.source)->content.at + span.offset, span.length };
}

/* As its author spelled it where it stands; format.c gives it the spelling of its
 * declaration. A name that a reform changed stands nowhere. */
static void put_name(struct unparse *unparse, const struct node *node)
{
    struct text written = source_slice(unparse, node->name_span);
    put(unparse, intern_find(unparse->names, written) == node->name ? written : intern_spelling(unparse->names, node->name));
}

static const char *unit_name(const struct node *node)
{
    static const char *const names[UNIT_COUNT][2] = {
        [UNIT_WORKING_DAYS] = { "día hábil", "días hábiles" }, [UNIT_CALENDAR_DAYS] = { "día calendario", "días calendario" },
        [UNIT_DAYS_UNSAID] = { "día", "días" }, [UNIT_WEEKS] = { "semana", "semanas" }, [UNIT_MONTHS] = { "mes", "meses" },
        [UNIT_YEARS] = { "año", "años" }, [UNIT_HOURS] = { "hora", "horas" },
    };
    CHECK(node->other >= 0 && node->other < UNIT_COUNT);
    return names[node->other][node->number != 1 && node->number != -1];
}

/* ---- lines ------------------------------------------------------------------------------ */

/* Each once, however many nodes of the line ask for it. */
static void note_beside(struct unparse *unparse, const struct node *node, bool closes)
{
    if (!unparse->notes) return;
    struct text note = unparse->notes->beside(unparse->notes->context, node, closes);
    if (!note.length) return;
    for (size_t i = 0; i < unparse->beside.count; i++)
        if (text_equal(unparse->beside.items[i], note)) return;
    VEC_PUSH(&unparse->beside, note);
}

static void end_line(struct unparse *unparse)
{
    for (size_t i = 0; i < unparse->beside.count; i++) {
        put(unparse, i ? TEXT("; ") : TEXT(" # "));
        put(unparse, unparse->beside.items[i]);
    }
    unparse->beside.count = 0;
    if (unparse->out.count) put(unparse, TEXT("\n"));
}

/* What is before a node in its line of its source. */
static struct text before_in_line(const struct unparse *unparse, const struct node *node)
{
    struct text content = sources_at(unparse->sources, node->span.source)->content;
    size_t start = node->span.offset;
    while (start > 0 && content.at[start - 1] != '\n') start--;
    return (struct text){ content.at + start, node->span.offset - start };
}

static bool is_blank(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!strchr(" \t\r", text.at[i])) return false;
    return true;
}

static bool begins_line(const struct unparse *unparse, const struct node *node)
{
    return is_blank(before_in_line(unparse, node));
}

/* Whether its author left a line empty before the one where the node is, and before the
 * comments that go with it. */
static bool has_empty_line_above(const struct unparse *unparse, const struct node *node)
{
    struct text content = sources_at(unparse->sources, node->span.source)->content;
    struct text line = before_in_line(unparse, node);
    while (line.at > content.at) {
        const char *end = line.at - 1;
        for (line.at = end; line.at > content.at && line.at[-1] != '\n';) line.at--;
        line.length = (size_t)(end - line.at);
        if (is_blank(line)) return true;
        if (line.at[strspn(line.at, " \t")] != '#') return false;
    }
    return false;
}

/* Whether an operation of a reform put a node where it is: it was not written there. */
static bool was_put(const struct node *node, const struct node *parent)
{
    const struct span inner = node->span, outer = parent->span;
    return inner.source != outer.source || inner.offset < outer.offset || inner.offset >= outer.offset + outer.length;
}

static bool is_mark(const struct node *node)
{
    return node->kind == NODE_SOURCE || node->kind == NODE_NOTE || node->kind == NODE_IN_FORCE;
}

/* What was put somewhere has the lines of its operation above it: it stands as what goes
 * before it does, and in a route, what is of another kind stands apart. */
static bool stands_apart(const struct unparse *unparse, const struct node *node, const struct node *parent,
                         const struct node *previous, bool previous_did)
{
    if (!previous) return false;
    bool other_kind = parent->kind == NODE_ROUTE && node->kind != previous->kind && !is_mark(node);
    if (!begins_line(unparse, node) && !format_is_expectation(node->kind))
        return was_put(node, parent) && (previous_did || other_kind);
    return has_empty_line_above(unparse, node);
}

/* ---- children --------------------------------------------------------------------------- */

/* The first child that is not written, from that one on. */
static const struct node *unwritten(const struct visit *visit, const struct node *child)
{
    while (child && visit->written[child->kind]) child = child->next;
    return child;
}

static const struct node *first_unwritten(const struct visit *visit)
{
    return unwritten(visit, visit->left);
}

static void write_next(struct unparse *unparse, struct visit *visit)
{
    const struct node *child = first_unwritten(visit);
    CHECK(child);
    visit->left = child->next;
    write_node(unparse, child, visit->node);
}

static void write_lines(struct unparse *unparse, struct visit *visit)
{
    const struct node *previous = NULL;
    bool apart = false;
    for (const struct node *child; (child = first_unwritten(visit)) != NULL; previous = child) {
        end_line(unparse);
        apart = stands_apart(unparse, child, visit->node, previous, apart);
        if (apart) put(unparse, TEXT("\n"));
        if (format_is_expectation(child->kind))
            put(unparse, previous && format_is_expectation(previous->kind) ? TEXT("y ") : TEXT("entonces "));
        write_next(unparse, visit);
    }
}

/* Marks are not part of a list, but what carries it may have some. */
static void write_list(struct unparse *unparse, struct visit *visit, bool by_lines)
{
    bool first = true;
    for (const struct node *child = first_unwritten(visit); child && !is_mark(child); child = first_unwritten(visit)) {
        if (!first) put(unparse, TEXT(", "));
        if (by_lines && (begins_line(unparse, child) || (first && child->kind == NODE_VALUE))) end_line(unparse);
        first = false;
        write_next(unparse, visit);
    }
}

static enum node_kind kind_of_tag(struct text tag)
{
    int kind = 0;
    while (kind < NODE_KINDS && !text_equal(text_from(node_tag((enum node_kind)kind)), tag)) kind++;
    CHECK(kind < NODE_KINDS);
    return (enum node_kind)kind;
}

static void write_kind(struct unparse *unparse, struct visit *visit, enum node_kind kind, struct text between, bool by_lines)
{
    for (const struct node *child = node_child(visit->node, kind), *first = child; child; child = node_next(child)) {
        if (child != first) put(unparse, between);
        if (by_lines && (child == first || begins_line(unparse, child) || was_put(child, visit->node))) end_line(unparse);
        write_node(unparse, child, visit->node);
    }
    visit->written[kind] = true;
}

static const struct node *expression_of(const struct node *node)
{
    const struct node *child = node->first;
    while (child && !node_is_expression(child)) child = child->next;
    return child;
}

static void write_expression(struct unparse *unparse, struct visit *visit)
{
    const struct node *expression = expression_of(visit->node);
    CHECK(expression);
    write_node(unparse, expression, visit->node);
    visit->written[expression->kind] = true;
}

/* With its hour, when it has one. */
static void write_day(struct unparse *unparse, struct visit *visit)
{
    put_day(unparse, visit->node->number);
    write_kind(unparse, visit, NODE_TIME, TEXT(""), false);
}

/* ---- forms ------------------------------------------------------------------------------ */

static char take(struct text *form)
{
    CHECK(form->length);
    form->length--;
    return *form->at++;
}

static int nesting(char c)
{
    return strchr("([{", c) ? 1 : strchr(")]}", c) ? -1 : 0;
}

/* The inside of what has just been opened; the form goes on after what closes it. */
static struct text take_inside(struct text *form)
{
    struct text inside = { form->at, 0 };
    for (int depth = 1; (depth += nesting(take(form))) > 0;) inside.length++;
    return inside;
}

static struct text take_tag(struct text *form)
{
    const char *end = memchr(form->at, '>', form->length);
    CHECK(end);
    struct text tag = { form->at, (size_t)(end - form->at) };
    *form = (struct text){ end + 1, form->length - tag.length - 1 };
    return tag;
}

/* The form of that index among those that «|» cuts. */
static struct text alternative(struct text forms, int index)
{
    struct text form = { forms.at, 0 };
    for (int depth = 0; forms.length;) {
        char c = take(&forms);
        depth += nesting(c);
        if (c != '|' || depth) form.length++;
        else if (index-- == 0) return form;
        else form = (struct text){ forms.at, 0 };
    }
    CHECK(index == 0);
    return form;
}

static void write_bits(struct unparse *unparse, struct visit *visit, struct text between, struct text forms)
{
    bool first = true;
    for (int bit = 0; visit->node->number >> bit; bit++) {
        if (!(visit->node->number >> bit & 1)) continue;
        if (!first) put(unparse, between);
        write_form(unparse, visit, alternative(forms, bit));
        first = false;
    }
}

static void write_choice(struct unparse *unparse, struct visit *visit, char what, struct text *form)
{
    const struct node *node = visit->node;
    if (what == '&') {
        struct text between = take(form) == ',' ? TEXT(", ") : TEXT(" o ");
        take(form);
        write_bits(unparse, visit, between, take_inside(form));
        return;
    }
    if (what == '1') take(form);
    int index = what == '(' ? node->number : what == '[' ? node->other : node->number != 1 && node->number != -1;
    write_form(unparse, visit, alternative(take_inside(form), index));
}

static void write_children(struct unparse *unparse, struct visit *visit, char what, struct text *form)
{
    if (what == 'c') write_next(unparse, visit);
    else if (what == 'e') write_expression(unparse, visit);
    else if (what == ';') write_lines(unparse, visit);
    else if (what == '*') write_list(unparse, visit, false);
    else if (what == '<') write_kind(unparse, visit, kind_of_tag(take_tag(form)), TEXT(" "), false);
    else if (what == '/' && form->length && *form->at == '<') {
        take(form);
        write_kind(unparse, visit, kind_of_tag(take_tag(form)), TEXT(", "), true);
    }
    else if (what == '/') write_list(unparse, visit, true);
    else {
        CHECK(what == ',' && take(form) == '<');
        write_kind(unparse, visit, kind_of_tag(take_tag(form)), TEXT(", "), false);
    }
}

static void write_field(struct unparse *unparse, struct visit *visit, struct text *form)
{
    const struct node *node = visit->node;
    char what = take(form);
    if (what == 'n') put_name(unparse, node);
    else if (what == 'q' || (what == 't' && node->text.length)) put_quoted(unparse, node->text);
    else if (what == 't') return;
    else if (what == 'v') put(unparse, node->text);
    else if (what == '#') put_number(unparse, node->number);
    else if (what == 'o') put_number(unparse, node->other);
    else if (what == 'd') write_day(unparse, visit);
    else if (what == 'D') put_day(unparse, node->other);
    else if (what == '+') put_day(unparse, node->number + node->other);
    else if (what == 'u') put(unparse, text_from(unit_name(node)));
    else if (strchr("([1&", what)) write_choice(unparse, visit, what, form);
    else write_children(unparse, visit, what, form);
}

/* A block that may go without clauses nor closer has one where the next mark would be taken
 * for its own, and where its author wrote it: then it does not end in the quotes of its text. */
static bool is_closed(const struct unparse *unparse, const struct visit *visit)
{
    struct text written = source_slice(unparse, visit->node->span);
    return first_unwritten(visit) || (visit->node->next && is_mark(visit->node->next))
        || (written.length && isalpha((unsigned char)written.at[written.length - 1]));
}

static bool holds(const struct unparse *unparse, const struct visit *visit, char condition, struct text *form)
{
    const struct node *node = visit->node;
    if (condition == '=') return node->number == take(form) - '0';
    if (condition == '<') return node_child(node, kind_of_tag(take_tag(form))) != NULL;
    if (condition == 'n') return node->name != SYMBOL_NONE;
    if (condition == 't') return node->text.length > 0;
    if (condition == 'e') return expression_of(node) != NULL;
    if (condition == ';') return is_closed(unparse, visit);
    if (condition == '#') return node->number != 0;
    if (condition == 'o') return node->other != 0;
    if (condition == 'd') return node->number != DAY_NONE;
    if (condition == 'D') return node->other != DAY_NONE;
    CHECK(condition == '-');
    return node->number < 0;
}

static void write_group(struct unparse *unparse, struct visit *visit, struct text form)
{
    char condition = take(&form);
    bool wanted = condition != '!';
    if (!wanted) condition = take(&form);
    if (holds(unparse, visit, condition, &form) == wanted) write_form(unparse, visit, form);
}

static void write_form(struct unparse *unparse, struct visit *visit, struct text form)
{
    while (form.length) {
        char c = take(&form);
        if (c == '$') write_field(unparse, visit, &form);
        else if (c == '{') write_group(unparse, visit, take_inside(&form));
        else if (c != '\n') VEC_PUSH(&unparse->out, c);
        else {
            end_line(unparse);
            note_beside(unparse, visit->node, true);
        }
    }
}

/* ---- what no form can say ----------------------------------------------------------------- */

/* Elements of several files stand apart. */
static void write_file(struct unparse *unparse, struct visit *visit)
{
    const struct node *previous = NULL;
    for (const struct node *child; (child = first_unwritten(visit)) != NULL; previous = child) {
        end_line(unparse);
        bool together = previous && previous->span.source == child->span.source && begins_line(unparse, child)
            && !has_empty_line_above(unparse, child);
        if (previous && !together) put(unparse, TEXT("\n"));
        write_next(unparse, visit);
    }
    end_line(unparse);
}

static bool has_comma_between(const struct unparse *unparse, const struct node *before, const struct node *after)
{
    uint32_t end = before->span.offset + before->span.length;
    if (before->span.source != after->span.source || end > after->span.offset) return false;
    struct text between = source_slice(unparse, (struct span){ after->span.source, end, after->span.offset - end });
    return memchr(between.at, ',', between.length) != NULL;
}

/* A comma and «y» say the same: each citation is joined as its author did. */
static void write_citations(struct unparse *unparse, struct visit *visit)
{
    const struct node *before = NULL;
    put(unparse, TEXT("fuente "));
    for (const struct node *citation; (citation = first_unwritten(visit)) != NULL; before = citation) {
        if (before) put(unparse, has_comma_between(unparse, before, citation) ? TEXT(", ") : TEXT(" y "));
        write_next(unparse, visit);
    }
}

static bool has_quotes(const struct unparse *unparse, struct span span)
{
    struct text written = source_slice(unparse, span);
    for (; written.length; written.at++, written.length--)
        if (*written.at == '"' || text_starts(written, TEXT("«")) || text_starts(written, TEXT("“"))) return true;
    return false;
}

/* What could be a number, a word or a text keeps its quotes, which are in its source only. */
static void put_as_it_was(struct unparse *unparse, struct text text, struct span span)
{
    if (has_quotes(unparse, span)) put_quoted(unparse, text);
    else put(unparse, text);
}

static void write_part(struct unparse *unparse, struct visit *visit)
{
    const struct node *part = visit->node;
    put(unparse, text_from(cite_part_word((enum cite_part)part->number)));
    put(unparse, TEXT(" "));
    if (part->text.length) put_as_it_was(unparse, part->text, part->name_span);
}

static void write_identity(struct unparse *unparse, struct visit *visit)
{
    put(unparse, text_from(norm_kind_word((enum norm_kind)visit->node->other)));
    if (visit->node->text.length) {
        put(unparse, TEXT(" número "));
        put_as_it_was(unparse, visit->node->text, visit->node->span);
    }
    write_form(unparse, visit, TEXT(" de $#"));
}

static void write_issued(struct unparse *unparse, struct visit *visit)
{
    const struct node *issued = visit->node;
    char day[DATE_TEXT_SIZE];
    put(unparse, TEXT("expedida "));
    if (issued->number == DAY_NONE) put(unparse, TEXT("no consta"));
    else if (issued->other == 1) put(unparse, (struct text){ day_format(issued->number, day), sizeof "2026-03" - 1 });
    else put_day(unparse, issued->number);
}

static void write_invitee(struct unparse *unparse, struct visit *visit)
{
    bool per_population = visit->node->other & INVITEE_PER_POPULATION;
    if (visit->node->number != 1 || per_population) put_number(unparse, visit->node->number);
    if (per_population) put(unparse, TEXT(" por población"));
    write_form(unparse, visit, TEXT(" $n $t $<condición>"));
    if (visit->node->other & INVITEE_OWN_CASES) put(unparse, TEXT(", solo en sus casos"));
}

static void write_demands(struct unparse *unparse, struct visit *visit)
{
    put(unparse, visit->node->other == 0 ? TEXT("exige todos") : visit->node->other == 1 ? TEXT("exige al menos ") : TEXT("basta verificarlos"));
    if (visit->node->other == 1) put_number(unparse, visit->node->number);
}

static void write_moments(struct unparse *unparse, struct visit *visit)
{
    int32_t suffice = visit->node->other == MOMENTS_NONE ? 0 : visit->node->other;
    write_form(unparse, visit, TEXT("momentos $(en secuencia|en paralelo)"));
    if (visit->node->other == 1) {
        put(unparse, TEXT(", basta uno"));
    } else if (visit->node->other) {
        put(unparse, TEXT(", bastan "));
        put_number(unparse, suffice);
    }
    write_form(unparse, visit, TEXT(" $;\nfin momentos"));
}

static void write_vote(struct unparse *unparse, const struct visit *visit)
{
    static const char *const rules[DECISION_KINDS] = {
        [DECISION_UNKNOWN] = "no consta", [DECISION_HALF_PLUS_ONE] = "la mitad más uno",
        [DECISION_SIMPLE_MAJORITY] = "mayoría simple", [DECISION_UNANIMITY] = "unanimidad",
    };
    put(unparse, text_from(rules[visit->node->number]));
    if (visit->node->number == DECISION_UNKNOWN) return;
    put(unparse, visit->node->other == OF_MEMBERS ? TEXT(" de los miembros") : TEXT(" de los asistentes"));
}

static void write_decision(struct unparse *unparse, struct visit *visit)
{
    bool consensus = node_child(visit->node, NODE_CONSENSUS) != NULL;
    write_form(unparse, visit, visit->parent->kind == NODE_SESSION ? TEXT(", decide ") : TEXT("decide $<consenso>"));
    if (consensus && visit->node->number != DECISION_UNKNOWN) put(unparse, TEXT(", en su defecto "));
    if (!consensus || visit->node->number != DECISION_UNKNOWN) write_vote(unparse, visit);
    write_form(unparse, visit, TEXT("{n con $n}"));
}

/* Of a body, who may convene it; of a session, that it was one. */
static void write_extraordinary(struct unparse *unparse, struct visit *visit)
{
    put(unparse, TEXT("en sesión extraordinaria"));
    if (visit->parent->kind != NODE_VOTES)
        write_form(unparse, visit, TEXT(" convoca $&o(presidencia|secretaría técnica|cualquier miembro)"));
}

static void write_meets(struct unparse *unparse, struct visit *visit)
{
    const struct node *every = node_child(visit->node, NODE_LENGTH);
    bool per_unit = every->number == 1 && (every->other == UNIT_WEEKS || every->other == UNIT_MONTHS || every->other == UNIT_YEARS);
    visit->written[NODE_LENGTH] = true;
    put(unparse, TEXT("se reúne "));
    if (!per_unit) {
        put(unparse, text_format(unparse->arena, "cada %d %s", every->number, unit_name(every)));
        return;
    }
    write_form(unparse, visit, TEXT("al menos $# $1(vez|veces) "));
    put(unparse, every->other == UNIT_WEEKS ? TEXT("a la semana") : every->other == UNIT_MONTHS ? TEXT("al mes") : TEXT("al año"));
}

/* Registered in a scenario, the verb is of the act. */
static void write_produces(struct unparse *unparse, struct visit *visit)
{
    bool of_act = visit->parent->kind >= NODE_ACT_COMPLETE && visit->parent->kind <= NODE_ACT_EXPIRE;
    write_form(unparse, visit, of_act ? TEXT("$*") : TEXT("produce $*"));
}

/* The length that is left when no condition holds says so. */
static void write_length(struct unparse *unparse, struct visit *visit)
{
    const struct node *first = node_child(visit->parent, NODE_LENGTH);
    if (visit->node != first && !expression_of(visit->node)) put(unparse, TEXT("si no "));
    write_form(unparse, visit, TEXT("$# $u {e si $e,}"));
}

static void write_anchors(struct unparse *unparse, struct visit *visit)
{
    const struct node *length = node_child(visit->parent, NODE_LENGTH);
    put(unparse, length && length->number < 0 ? TEXT("antes de ") : TEXT("desde "));
    write_form(unparse, visit, TEXT("$(|el último de|el primero de) $*"));
}

static void write_time(struct unparse *unparse, struct visit *visit)
{
    char hour[HOUR_TEXT_SIZE];
    enum node_kind parent = visit->parent->kind;
    bool alone = parent == NODE_COMPARE || parent == NODE_IN || parent == NODE_ASSIGN;      /* of no day */
    put(unparse, text_format(unparse->arena, "%s%s", alone ? "" : "T", minute_format(visit->node->number, hour)));
}

static void write_attendance(struct unparse *unparse, struct visit *visit)
{
    for (const struct node *item; (item = first_unwritten(visit)) != NULL;) {
        if (item != visit->node->first) put(unparse, node_marks_person(item) ? TEXT(" ") : TEXT(", "));
        write_next(unparse, visit);
    }
}

static void write_measures(struct unparse *unparse, struct visit *visit)
{
    bool of_route = visit->parent->kind == NODE_ROUTE || visit->parent->kind == NODE_OPERATION;
    if (of_route) put(unparse, TEXT("medidas "));
    write_form(unparse, visit, TEXT("$,<nombre>"));
}

static void write_measure_act(struct unparse *unparse, struct visit *visit)
{
    const struct node *measures = node_child(visit->node, NODE_MEASURES);
    enum measure_act act = (enum measure_act)measures->number;
    write_form(unparse, visit, TEXT("el $d $<nombre> "));
    put(unparse, text_from(visit->node->other ? "no puede " : ""));
    put(unparse, text_from(visit->node->other ? measure_act_infinitive(act) : measure_act_word(act)));
    write_form(unparse, visit, TEXT(" $<medidas>{<produce> con $<produce> $<firmado_por>}"));
}

static void write_impeded(struct unparse *unparse, struct visit *visit)
{
    put(unparse, visit->parent->kind == NODE_ATTENDS ? TEXT("impedido") : TEXT("el impedido no cuenta"));
}

static void write_votes(struct unparse *unparse, struct visit *visit)
{
    const struct node *votes = visit->node;
    bool against = votes->other > 0, in_favour = votes->number > 0 || (votes->number == 0 && !against);
    if (in_favour) write_form(unparse, visit, TEXT("$# $1(voto|votos) a favor"));
    if (against) put(unparse, text_format(unparse->arena, "%s%d %s en contra", in_favour ? ", " : "", votes->other,
                                          votes->other == 1 ? "voto" : "votos"));
    if (votes->first && votes->number >= 0) put(unparse, TEXT(", "));
    write_form(unparse, visit, TEXT("$*"));
}

/* ---- any node ------------------------------------------------------------------------------- */

struct form {
    struct text text;
    writer *write;
};

/* ---- reforms -------------------------------------------------------------------------------- */

/* The words that name a thing to be taken away, where they are not the tag of its kind. */
struct text unparse_words(enum node_kind kind)
{
    static const char *const words[NODE_KINDS] = {
        [NODE_MODALITIES] = "sesiona de manera", [NODE_NO_TERM] = "sin plazo legal", [NODE_URGENT] = "sin quórum",
        [NODE_REPEATS] = "se repite", [NODE_MEETS] = "se reúne", [NODE_SUSPENDS] = "se suspende", [NODE_RESTARTS] = "se interrumpe",
        [NODE_COUNTED_FROM] = "se cuenta", [NODE_SECRETARIAT] = "secretaría técnica", [NODE_CONVENES_EXTRA] = "sesión extraordinaria",
        [NODE_ENDS_ON] = "si termina", [NODE_SERIAL] = "lleva serial", [NODE_STRING] = "título",
        [NODE_SPECIAL_OF] = "sesión especial", [NODE_IMPEDED] = "el impedido", [NODE_ONCE] = "una sola vez", [NODE_REVIEWED] = "se revisa",
        [NODE_DECISION] = "decide", [NODE_PARAMETER_VALUE] = "desde", [NODE_EXPIRY] = "si vence", [NODE_TIE] = "empate",
        [NODE_INTERRUPTION] = "interrupción", [NODE_SUBROUTE] = "inicia ruta", [NODE_CONDITIONED] = "requiere", [NODE_HANDLING] = "medidas",
    };
    return text_from(words[kind] ? words[kind] : node_tag(kind));
}

/* Inside «modifica», what has only a name in its own block says what it is. */
static bool is_announced(enum node_kind kind)
{
    return kind == NODE_SEAT || kind == NODE_INVITEE || kind == NODE_DATUM || kind == NODE_VALUE || kind == NODE_STRING;
}

static void write_target(struct unparse *unparse, struct visit *visit)
{
    put(unparse, unparse_words((enum node_kind)visit->node->number));
    if (visit->node->other) {
        put(unparse, TEXT(" "));
        put_day(unparse, visit->node->other);
    }
    if (visit->node->name == SYMBOL_NONE) return;
    put(unparse, TEXT(" "));
    put_name(unparse, visit->node);
}

/* «art. 9», when the operation says it: «suprime art. 9» does not. */
static void write_article(struct unparse *unparse, struct visit *visit)
{
    const struct node *first = visit->node->first;
    bool alone = visit->node->kind == NODE_OPERATION && visit->node->number == AMEND_REMOVE && !first->next;
    if (first->kind != NODE_CITATION || first->name != SYMBOL_NONE || alone) return;
    write_next(unparse, visit);
    put(unparse, TEXT(" "));
}

static void write_modifies(struct unparse *unparse, struct visit *visit)
{
    write_article(unparse, visit);
    put(unparse, TEXT("modifica "));
    write_target(unparse, visit);
    write_form(unparse, visit, TEXT(" $;\nfin modifica"));
}

static void write_operation(struct unparse *unparse, struct visit *visit)
{
    static const char *const verbs[AMENDMENTS] = {
        [AMEND_ADD] = "adiciona ", [AMEND_REPLACE] = "sustituye ", [AMEND_REMOVE] = "suprime ", [AMEND_REPEAL] = "deroga ",
        [AMEND_RENUMBER] = "renumera ",
    };
    bool replaces = visit->node->number == AMEND_REPLACE, renumbers = visit->node->number == AMEND_RENUMBER;
    write_article(unparse, visit);
    put(unparse, text_from(verbs[visit->node->number]));
    const struct node *child = first_unwritten(visit);
    if (child->kind == NODE_TARGET || renumbers) {
        write_next(unparse, visit);
        if (replaces || renumbers) put(unparse, replaces ? TEXT(" por ") : TEXT(" como "));
        child = first_unwritten(visit);
    }
    if (!child) return;
    if (is_announced(child->kind)) {
        put(unparse, unparse_words(child->kind));
        put(unparse, TEXT(" "));
    }
    write_next(unparse, visit);
}

static void write_passage(struct unparse *unparse, struct visit *visit)
{
    const struct node *to = node_child(visit->node, NODE_FOLLOWS);
    visit->written[NODE_FOLLOWS] = true;
    write_form(unparse, visit, TEXT("{n en $n}{!n los demás} $(conservan el texto anterior|pasan a)"));
    if (visit->node->number == PASSAGE_MOVES && !to) put(unparse, TEXT("l texto nuevo"));
    if (to) {
        put(unparse, TEXT(" "));
        put_name(unparse, to);
    }
    write_form(unparse, visit, TEXT("$[|, con el plazo que corre|, con plazo nuevo]"));
}


static const struct form *form_of(enum node_kind kind)
{
#define FORM(kind, form) [NODE_##kind] = { { (form), sizeof(form) - 1 }, NULL },
#define FORM_BY(kind, function) [NODE_##kind] = { { NULL, 0 }, function },
    static const struct form forms[NODE_KINDS] = {
#include "lang/unparse.def"
    };
#undef FORM
#undef FORM_BY
    return &forms[kind];
}

bool unparse_has(enum node_kind kind)
{
    return form_of(kind)->text.at || form_of(kind)->write;
}

#define TIGHTEST 7      /* what is no operator */

static int tightness(enum node_kind kind)
{
    static const unsigned char operators[NODE_KINDS] = {
        [NODE_OR] = 1, [NODE_AND] = 2, [NODE_NOT] = 3, [NODE_PLUS] = 4, [NODE_MINUS] = 4, [NODE_PRODUCT] = 5, [NODE_HALF] = 6,
    };
    return operators[kind] ? operators[kind] : TIGHTEST;
}

/* The operators group from the left. «(la mitad de x) por 3» would be the same without its
 * parentheses, and would not be read the same. */
static bool wants_parentheses(const struct node *node, const struct node *parent)
{
    if (node->kind == NODE_HALF && parent) return parent->kind == NODE_PRODUCT;
    if (!parent || tightness(parent->kind) == TIGHTEST) return false;
    bool right = node != parent->first;
    return tightness(node->kind) < tightness(parent->kind) + right;
}

static void write_left_over(struct unparse *unparse, struct visit *visit)
{
    for (const struct node *child; (child = first_unwritten(visit)) != NULL;) {
        if (is_mark(child) && format_is_line(visit->node->kind) && begins_line(unparse, child)) end_line(unparse);
        else put(unparse, TEXT(" "));
        write_next(unparse, visit);
    }
}

static void write_node(struct unparse *unparse, const struct node *node, const struct node *parent)
{
    const struct form *form = form_of(node->kind);
    struct visit visit = { .node = node, .parent = parent, .left = node->first };
    bool parentheses = wants_parentheses(node, parent);
    CHECK(form->text.at || form->write);
    note_beside(unparse, node, false);
    if (parentheses) put(unparse, TEXT("("));
    if (form->write) form->write(unparse, &visit);
    else write_form(unparse, &visit, form->text);
    write_left_over(unparse, &visit);
    if (parentheses) put(unparse, TEXT(")"));
}

struct text unparse_file(const struct sources *sources, const struct intern *names, const struct node *file,
                         const struct unparse_notes *notes, struct arena *arena)
{
    struct unparse unparse = { .sources = sources, .names = names, .notes = notes, .arena = arena };
    struct sources *written = sources_new(arena);
    struct report *report = report_new(arena, written);
    struct text out;
    if (!file->first) return TEXT("");      /* which is no file */
    write_node(&unparse, file, NULL);
    uint32_t source = sources_add(written, TEXT("consolidado"), text_copy(arena, (struct text){ unparse.out.items, unparse.out.count }));
    VEC_FREE(&unparse.out);
    VEC_FREE(&unparse.beside);
    const struct node *tree = parse_source(written, source, arena, intern_new(arena), report);
    bool canonical = format_source(written, source, tree, arena, &out);
    CHECK(canonical);
    return out;
}
