/* prove_norms.c -- norms are what they say, and each has one name. See prove.h.
 *
 * Two names for one norm would split its citations: a reform of the one would leave
 * the other as it was. */
#include "compiler/prove.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/vec.h"

#define FIRST_YEAR 1810         /* no Colombian law is older */
#define LAST_YEAR 2200

struct known {
    const struct decl *norm;
    struct text official;       /* "decreto 1066 de 2015", folded */
    size_t place;               /* in the order of declaration */
};

typedef VEC(struct known) known_list;

static int compare_known(const void *a, const void *b)
{
    const struct known *x = a, *y = b;
    int order = strcmp(x->official.at, y->official.at);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static struct text official_name(struct context *context, const struct node *identity)
{
    return FORMAT(context, "%s %.*s de %d", norm_kind_word((enum norm_kind)identity->other), TEXT_ARGS(identity->text), identity->number);
}

/* What has no number may be one of several of its year. */
static void know(struct context *context, const struct decl *norm, size_t place, known_list *known)
{
    const struct node *identity = node_child(norm->node, NODE_IDENTITY);
    if (!identity || !identity->text.length) return;
    struct known one = { norm, fold(&context->out->arena, official_name(context, identity)), place };
    VEC_PUSH(known, one);
}

static bool is_met(const struct context *context, const struct decl *a, const struct decl *b)
{
    return project_sees(context->project, a->module, b->module) || project_sees(context->project, b->module, a->module);
}

/* `first` is the first of the same official name. */
static void prove_alone(struct context *context, const struct known *first, const struct known *norm)
{
    for (; first != norm; first++) {
        if (!is_met(context, first->norm, norm->norm)) continue;
        const struct node *identity = node_child(norm->norm->node, NODE_IDENTITY);
        struct diagnostic *said = TELL(context, norm->norm, norm_twice, identity->span, context_spelling(context, norm->norm->name),
                                       context_spelling(context, first->norm->name), official_name(context, identity),
                                       context_line(context, identity->span, first->norm->node->span));
        context_relate(said, first->norm->node->name_span, TEXT("la primera vez"));
        return;
    }
}

static void prove_year(struct context *context, const struct decl *norm)
{
    const struct node *identity = node_child(norm->node, NODE_IDENTITY), *issued = node_child(norm->node, NODE_ISSUED);
    if (!identity) return;
    struct text name = context_spelling(context, norm->name), year = FORMAT(context, "%d", identity->number);
    if (identity->number < FIRST_YEAR || identity->number > LAST_YEAR) {
        TELL(context, norm, norm_year_unlikely, identity->span, name, year);
        return;
    }
    if (!issued || issued->number == DAY_NONE) return;
    int issue = date_from_day(issued->number).year;
    if (issue != identity->number)
        context_relate(TELL(context, norm, norm_dates_disagree, identity->span, name, year, FORMAT(context, "%d", issue)),
                       issued->span, TEXT("aquí dice cuándo"));
}

void prove_norms(struct context *context)
{
    known_list known = {0};
    for (size_t i = 0; i < context->scope->count; i++) {
        const struct decl *decl = context->scope->decls[i];
        if (decl->kind != DECL_NORM) continue;
        prove_year(context, decl);
        know(context, decl, i, &known);
    }
    if (known.count) qsort(known.items, known.count, sizeof *known.items, compare_known);
    for (size_t i = 1, first = 0; i < known.count; i++) {
        if (!text_equal(known.items[first].official, known.items[i].official)) first = i;
        prove_alone(context, &known.items[first], &known.items[i]);
    }
    VEC_FREE(&known);
}
