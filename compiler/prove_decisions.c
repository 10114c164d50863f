/* prove_decisions.c -- decisions without gaps or overlaps. See prove.h.
 *
 * The data a decision looks at take few values that matter: every value of a list, sí
 * and no, and for numbers and dates those around each limit written. All the cases
 * they make are tried, up to a limit; a gap is shown as the case that falls in it. */
#include "compiler/prove.h"

#include "compiler/condition.h"
#include "compiler/types.h"

#define MAX_CASES 4096
#define MAX_DATA 12
#define MAX_VALUES 512

/* A datum that is decided upon, and the values of it worth trying. */
struct domain {
    const struct decl *datum;
    VEC(int64_t) values;
    size_t at;
};

/* A decision: of its branches exactly one should hold. */
struct choice {
    const struct decl *home;
    VEC(const struct node *) branches;      /* «si no» is one without condition */
    VEC(struct domain) domains;
    bool *held, *reported;                  /* each branch: taken in some case; overlap said */
    bool has_else;
    struct text gap;                        /* the first case that no branch covers */
};

/* ---- What the conditions look at ------------------------------------------ */

static struct domain *domain_of(struct choice *choice, const struct decl *datum)
{
    for (size_t i = 0; i < choice->domains.count; i++)
        if (choice->domains.items[i].datum == datum) return &choice->domains.items[i];
    struct domain domain = { .datum = datum };
    VEC_PUSH(&choice->domains, domain);
    return &choice->domains.items[choice->domains.count - 1];
}

static void add_value(struct domain *domain, int64_t value)
{
    for (size_t i = 0; i < domain->values.count; i++)
        if (domain->values.items[i] == value) return;
    VEC_PUSH(&domain->values, value);
}

/* The values of a closed type, in their order. */
static void fill_closed(struct context *context, struct domain *domain)
{
    struct type type = type_of_datum(context, domain->datum);
    int64_t next = 0;
    if (domain->values.count) return;
    if (type.kind == TYPE_TRUTH) {
        add_value(domain, 1);
        add_value(domain, 0);
    }
    if (type.kind != TYPE_LIST) return;
    for (const struct node *value = node_child(type.list->node, NODE_VALUE); value; value = node_next(value))
        VEC_PUSH(&domain->values, next++);
}

static void look_at(struct context *context, struct choice *choice, const struct node *node)
{
    if (node->kind == NODE_REF) {
        fill_closed(context, domain_of(choice, scope_meaning(context->scope, node)));
        return;
    }
    if (node->kind != NODE_COMPARE && node->kind != NODE_IN) {
        for (const struct node *child = node->first; child; child = child->next) look_at(context, choice, child);
        return;
    }
    struct domain *domain = domain_of(choice, scope_meaning(context->scope, node->first));
    fill_closed(context, domain);
    for (const struct node *value = node->first->next; value; value = value->next) {
        if (value->kind != NODE_NUMBER && value->kind != NODE_DATE) continue;
        for (int64_t near = -1; near <= 1; near++) add_value(domain, value->number + near);
    }
}

/* ---- Trying every case ---------------------------------------------------- */

static bool has_too_many_cases(const struct choice *choice)
{
    size_t cases = 1;
    if (choice->domains.count > MAX_DATA) return true;
    for (size_t i = 0; i < choice->domains.count; i++) {
        size_t values = choice->domains.items[i].values.count;
        if (values > MAX_VALUES) return true;
        cases *= values ? values : 1;
        if (cases > MAX_CASES) return true;
    }
    return false;
}

static bool next_case(struct choice *choice)
{
    for (size_t i = choice->domains.count; i-- > 0;) {
        struct domain *domain = &choice->domains.items[i];
        if (++domain->at < domain->values.count) return true;
        domain->at = 0;
    }
    return false;
}

/* «nivel = ordinario, nexo = sí»: as «con …» of a scenario takes it. */
static struct text case_text(struct context *context, const struct known *known, size_t count)
{
    struct text text = TEXT("");
    for (size_t i = 0; i < count; i++) {
        struct text next = condition_known_text(context, &known[i]);
        text = FORMAT(context, "%.*s%s%.*s", TEXT_ARGS(text), i ? ", " : "", TEXT_ARGS(next));
    }
    return text;
}

static void report_overlap(struct context *context, const struct choice *choice, size_t first, size_t second, struct text when)
{
    struct diagnostic *said = TELL(context, choice->home, decision_overlap, choice->branches.items[second]->span, when);
    context_relate(said, choice->branches.items[first]->span, TEXT("la otra rama que vale en ese caso"));
}

/* One case: which branches hold in it. An overlap is said once for each branch. */
static void try_case(struct context *context, struct choice *choice)
{
    struct known known[MAX_DATA];
    size_t data = choice->domains.count, holding = 0, first = 0;
    for (size_t i = 0; i < data; i++) {
        const struct domain *domain = &choice->domains.items[i];
        known[i] = (struct known){ domain->datum, domain->values.items[domain->at] };
    }
    for (size_t i = 0; i < choice->branches.count; i++) {
        const struct node *condition = condition_of(choice->branches.items[i]);
        if (condition ? !condition_holds(context, condition, known, data) : holding > 0) continue;
        choice->held[i] = true;
        if (holding++ == 0) {
            first = i;
        } else if (!choice->reported[i]) {
            report_overlap(context, choice, first, i, case_text(context, known, data));
            choice->reported[i] = true;
        }
    }
    if (!holding && !choice->gap.length) choice->gap = case_text(context, known, data);
}

/* False when there are too many cases to try. */
static bool try_all(struct context *context, struct choice *choice)
{
    struct arena *arena = &context->out->arena;
    for (size_t i = 0; i < choice->branches.count; i++) {
        const struct node *condition = condition_of(choice->branches.items[i]);
        if (condition) look_at(context, choice, condition);
        else choice->has_else = true;
    }
    if (has_too_many_cases(choice)) return false;
    choice->held = arena_alloc(arena, choice->branches.count + 1);
    choice->reported = arena_alloc(arena, choice->branches.count + 1);
    do try_case(context, choice);
    while (next_case(choice));
    return true;
}

static void close_choice(struct choice *choice)
{
    for (size_t i = 0; i < choice->domains.count; i++) VEC_FREE(&choice->domains.items[i].values);
    VEC_FREE(&choice->domains);
    VEC_FREE(&choice->branches);
}

/* ---- One decision ------------------------------------------------------------- */

/* Whatever follows «si no» would never be looked at. */
static bool else_is_last(struct context *context, const struct choice *choice)
{
    for (size_t i = 0; i + 1 < choice->branches.count; i++) {
        const struct node *branch = choice->branches.items[i];
        if (condition_of(branch)) continue;
        struct diagnostic *said = TELL_PLAIN(context, choice->home, else_not_last, choice->branches.items[i + 1]->span);
        context_relate(said, branch->span, TEXT("aquí está «si no»"));
        return false;
    }
    return true;
}

static void report_gap(struct context *context, const struct choice *choice, const struct node *decide)
{
    struct diagnostic *said = TELL(context, choice->home, decision_gap, decide->name_span, choice->gap);
    struct text stage = context_spelling(context, choice->home->name);
    said->help = FORMAT(context, "añada una rama para ese caso; un escenario lo prueba con «completa %.*s con %.*s»",
                        TEXT_ARGS(stage), TEXT_ARGS(choice->gap));
}

static void prove_branches(struct context *context, const struct decl *stage, const struct node *decide)
{
    struct choice choice = { .home = stage };
    for (const struct node *branch = node_child(decide, NODE_BRANCH); branch; branch = node_next(branch))
        VEC_PUSH(&choice.branches, branch);
    if (!else_is_last(context, &choice)) goto done;
    if (!try_all(context, &choice)) {
        if (!choice.has_else) TELL_PLAIN(context, stage, decision_too_wide, decide->name_span);
        goto done;
    }
    if (choice.gap.length) report_gap(context, &choice, decide);
    for (size_t i = 0; i < choice.branches.count; i++)
        if (!choice.held[i]) TELL_PLAIN(context, stage, branch_never, choice.branches.items[i]->span);
done:
    close_choice(&choice);
}

/* ---- What the questions may show, and whether they are ever answered ------- */

static void prove_question(struct context *context, const struct flow *flow, const struct decl *stage, const struct node *node)
{
    for (const struct node *child = node->first; child; child = child->next) prove_question(context, flow, stage, child);
    const struct decl *datum = node->kind == NODE_REF ? scope_meaning(context->scope, node) : NULL;
    if (!datum || datum->kind != DECL_DATUM) return;
    struct text name = context_spelling(context, datum->name);
    if (datum->node->other == 1)
        context_relate(TELL(context, stage, reserved_in_question, node->name_span, name), datum->node->name_span, TEXT("aquí se reserva"));
    if (!flow_handles_before(flow, datum, 1u << ASKS, stage))
        TELL(context, stage, question_unasked, node->name_span, name);
}

void prove_decisions(struct context *context, struct flow *flow)
{
    for (size_t i = 0; i < flow->stages; i++) {
        const struct decl *stage = flow->points.items[i];
        const struct node *decide = node_child(stage->node, NODE_DECIDE);
        const struct node *branch = decide ? node_child(decide, NODE_BRANCH) : NULL;
        if (decide) prove_branches(context, stage, decide);
        for (; branch; branch = node_next(branch))
            if (condition_of(branch)) prove_question(context, flow, stage, condition_of(branch));
    }
}
