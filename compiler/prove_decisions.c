/* prove_decisions.c -- decisions without gaps or overlaps. See prove.h.
 *
 * The data a decision looks at take few values that matter: every value of a list, sí
 * and no, and for numbers and dates those around each limit written. All the cases
 * they make are tried, up to a limit; a gap is shown as the case that falls in it. A
 * calculation with several data is tried as if it were one more datum (measure.h). That
 * invents cases when its data are looked at apart too: then only «si no» will do. */
#include "compiler/prove.h"

#include "compiler/condition.h"
#include "compiler/measure.h"
#include "compiler/types.h"
#include "base/moment.h"
#include "runtime/value.h"

#define MAX_CASES 4096
#define MAX_DATA 12
#define MAX_VALUES 512
#define MAX_TRIALS 4194304      /* cases times branches */

/* What is decided upon, and the values of it worth trying. */
struct domain {
    const struct decl *thing;       /* a datum, or what is counted; NULL for a calculation, … */
    const struct node *sum;         /* … which is this, … */
    struct text words;              /* … and is known by these */
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
    bool entangled;                         /* a calculation shares data with something else */
    struct text gap;                        /* the first case that no branch covers */
};

/* ---- What the conditions look at ------------------------------------------ */

static struct domain *domain_of(struct choice *choice, struct domain domain)
{
    for (size_t i = 0; i < choice->domains.count; i++) {
        struct domain *known = &choice->domains.items[i];
        if (known->thing == domain.thing && (domain.thing || text_equal(known->words, domain.words))) return known;
    }
    if (choice->domains.count > MAX_DATA) return &choice->domains.items[MAX_DATA];      /* too many already */
    VEC_PUSH(&choice->domains, domain);
    return &choice->domains.items[choice->domains.count - 1];
}

static void add_value(struct domain *domain, int64_t value)
{
    if (domain->values.count > MAX_VALUES) return;      /* too many already */
    for (size_t i = 0; i < domain->values.count; i++)
        if (domain->values.items[i] == value) return;
    VEC_PUSH(&domain->values, value);
}

/* The values of a closed type, in their order. */
static void fill_closed(struct context *context, struct domain *domain)
{
    int64_t next = 0;
    if (domain->values.count || !domain->thing || domain->thing->kind != DECL_DATUM) return;
    struct type type = type_of_datum(context, domain->thing);
    if (type.kind == TYPE_TRUTH) {
        add_value(domain, 1);
        add_value(domain, 0);
    }
    if (type.kind != TYPE_LIST) return;
    for (const struct node *value = node_child(type.list->node, NODE_VALUE); value; value = node_next(value))
        VEC_PUSH(&domain->values, next++);
}

/* What it can be: nothing happens fewer times than none, and a day has so many minutes. */
static void find_ends(struct context *context, const struct domain *domain, int64_t *least, int64_t *most)
{
    bool counted = condition_counts(domain->thing) || (domain->sum && domain->sum->kind == NODE_HOW_MANY);
    bool hour = domain->thing && domain->thing->kind == DECL_DATUM && type_of_datum(context, domain->thing).kind == TYPE_HOUR;
    *least = counted || hour ? 0 : INT64_MIN + 1;
    *most = hour ? MINUTES_IN_A_DAY - 1 : INT64_MAX;
}

/* A limit, and what lies a step to each side of it: a cent, where it is of pesos. */
static void add_limit(struct context *context, struct domain *domain, int64_t limit, int64_t step)
{
    int64_t least, most;
    find_ends(context, domain, &least, &most);
    for (int64_t near = -1; near <= 1; near++) {
        int64_t value = value_add(limit, near * step);
        if (value >= least && value <= most) add_value(domain, value);
    }
    if (limit < least) add_value(domain, least);
    if (limit > most) add_value(domain, most);
}

static bool is_closed(struct context *context, const struct domain *domain)
{
    if (!domain->thing || domain->thing->kind != DECL_DATUM) return false;
    enum datum_type kind = type_of_datum(context, domain->thing).kind;
    return kind == TYPE_TRUTH || kind == TYPE_LIST;
}

static void look_at_comparison(struct context *context, struct choice *choice, const struct node *node)
{
    struct measure measure = measure_of(context, node);
    struct domain *domain = domain_of(choice, (struct domain){ .thing = measure.thing, .sum = measure.sum, .words = measure.words });
    fill_closed(context, domain);
    if (!is_closed(context, domain)) add_limit(context, domain, measure.limit, measure_step(context, node->first));
}

/* «grupos contiene indígena»: sí or no, whatever else the list has. */
static void look_inside(struct context *context, struct choice *choice, const struct node *node)
{
    struct domain *domain = domain_of(choice, (struct domain){ .sum = node, .words = condition_text(context, node) });
    add_value(domain, 1);
    add_value(domain, 0);
}

static void look_at(struct context *context, struct choice *choice, const struct node *node)
{
    if (node->kind == NODE_COMPARE) {
        look_at_comparison(context, choice, node);
        return;
    }
    if (node->kind == NODE_CONTAINS) {
        look_inside(context, choice, node);
        return;
    }
    if (node->kind != NODE_REF && node->kind != NODE_IN) {
        for (const struct node *child = node->first; child; child = child->next) look_at(context, choice, child);
        return;
    }
    const struct node *ref = node->kind == NODE_REF ? node : node->first;
    struct domain *domain = domain_of(choice, (struct domain){ .thing = scope_meaning(context->scope, ref) });
    fill_closed(context, domain);
    if (node->kind == NODE_REF || is_closed(context, domain)) return;
    for (const struct node *value = ref->next; value; value = value->next) add_limit(context, domain, condition_value(context, value), measure_step(context, ref));
}

static bool mentions(const struct context *context, const struct node *sum, const struct decl *thing)
{
    if (scope_meaning(context->scope, sum) == thing) return true;
    for (const struct node *child = sum->first; child; child = child->next)
        if (mentions(context, child, thing)) return true;
    return false;
}

/* Whether two calculations share something a case must tell. */
static bool share_data(const struct context *context, const struct node *sum, const struct node *other)
{
    const struct decl *thing = scope_meaning(context->scope, sum);
    if (thing && thing->kind != DECL_VALUE && mentions(context, other, thing)) return true;
    for (const struct node *child = sum->first; child; child = child->next)
        if (share_data(context, child, other)) return true;
    return false;
}

/* Whether a list has a value says nothing of whether it has another. */
static bool is_inside(const struct domain *domain)
{
    return domain->sum && domain->sum->kind == NODE_CONTAINS;
}

static bool is_entangled(const struct context *context, const struct choice *choice)
{
    for (size_t i = 0; i < choice->domains.count; i++) {
        const struct domain *one = &choice->domains.items[i];
        for (size_t k = 0; one->sum && k < choice->domains.count; k++) {
            const struct domain *other = &choice->domains.items[k];
            if (k == i || (is_inside(one) && is_inside(other))) continue;
            if (other->thing ? mentions(context, one->sum, other->thing) : share_data(context, one->sum, other->sum)) return true;
        }
    }
    return false;
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
        if (cases > MAX_CASES || cases * choice->branches.count > MAX_TRIALS) return true;
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

/* The day a scenario of that version of the route may begin; the first, when it has one. */
static struct text sample_day(struct context *context, const struct decl *stage)
{
    if (stage->from == DAY_NONE) return TEXT("2026-03-13");
    struct date date = date_from_day(stage->from);
    return FORMAT(context, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* The case as a scenario to paste, when all it takes is what the responsible of the stage tells. */
static struct text counterexample(struct context *context, const struct choice *choice, struct text when)
{
    const struct decl *stage = choice->home, *route = stage->route;
    const struct node *responsible = node_child(stage->node, NODE_RESPONSIBLE);
    if (!responsible || !responsible->first) return TEXT("");
    for (size_t i = 0; i < choice->domains.count; i++)
        if (!choice->domains.items[i].thing || choice->domains.items[i].thing->kind != DECL_DATUM) return TEXT("");
    const struct node *starts = node_child(route->node, NODE_STARTS);
    struct text name = context_spelling(context, stage->name), day = sample_day(context, stage);
    struct text before = starts && scope_meaning(context->scope, starts) == stage ? TEXT("")
        : FORMAT(context, "  # aquí, los actos que llevan el caso a %.*s\n", TEXT_ARGS(name));
    return FORMAT(context, "escenario \"Con %.*s\"\n  ruta %.*s\n%.*s  el %.*s %.*s completa %.*s con %.*s\nfin escenario\n", TEXT_ARGS(when),
                  TEXT_ARGS(context_spelling(context, route->name)), TEXT_ARGS(before), TEXT_ARGS(day),
                  TEXT_ARGS(context_spelling(context, responsible->first->name)), TEXT_ARGS(name), TEXT_ARGS(when));
}

static void report_overlap(struct context *context, const struct choice *choice, size_t first, size_t second, struct text when)
{
    struct diagnostic *said = TELL(context, choice->home, decision_overlap, choice->branches.items[second]->span, when);
    context_relate(said, choice->branches.items[first]->span, TEXT("la otra rama que vale en ese caso"));
    said->scenario = counterexample(context, choice, when);
    if (said->scenario.length) said->help = TEXT("haga que se excluyan, o deje la última como «si no»; este escenario cae en las dos");
}

/* One case: which branches hold in it. An overlap is said once for each branch. */
static void try_case(struct context *context, struct choice *choice)
{
    struct known known[MAX_DATA];
    size_t data = choice->domains.count, holding = 0, first = 0;
    for (size_t i = 0; i < data; i++) {
        const struct domain *domain = &choice->domains.items[i];
        known[i] = (struct known){ domain->thing, domain->sum, domain->words, domain->values.items[domain->at] };
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

/* False when there are too many cases to try, or they cannot be told apart. */
static bool try_all(struct context *context, struct choice *choice)
{
    struct arena *arena = &context->out->arena;
    for (size_t i = 0; i < choice->branches.count; i++) {
        const struct node *condition = condition_of(choice->branches.items[i]);
        if (condition) look_at(context, choice, condition);
        else choice->has_else = true;
    }
    choice->entangled = is_entangled(context, choice);
    if (choice->entangled || has_too_many_cases(choice)) return false;
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
    said->scenario = counterexample(context, choice, choice->gap);
    if (said->scenario.length) said->help = TEXT("añada una rama para ese caso; este escenario lo prueba");
}

static void prove_branches(struct context *context, const struct decl *stage, const struct node *decide)
{
    struct choice choice = { .home = stage };
    for (const struct node *branch = node_child(decide, NODE_BRANCH); branch; branch = node_next(branch))
        VEC_PUSH(&choice.branches, branch);
    if (!else_is_last(context, &choice)) goto done;
    if (!try_all(context, &choice)) {
        if (choice.has_else) goto done;
        if (choice.entangled) TELL_PLAIN(context, stage, decision_entangled, decide->name_span);
        else TELL_PLAIN(context, stage, decision_too_wide, decide->name_span);
        goto done;
    }
    if (choice.gap.length) report_gap(context, &choice, decide);
    for (size_t i = 0; i < choice.branches.count; i++)
        if (!choice.held[i]) TELL_PLAIN(context, stage, branch_never, choice.branches.items[i]->span);
done:
    close_choice(&choice);
}

/* ---- What the questions may show, and whether they are ever answered ------- */

/* What a question says is drawn. */
static void prove_not_reserved(struct context *context, const struct decl *home, const struct node *node)
{
    for (const struct node *child = node->first; child; child = child->next) prove_not_reserved(context, home, child);
    const struct decl *datum = condition_datum(context, node);
    if (!datum || datum->kind != DECL_DATUM || datum->node->other != 1) return;
    struct diagnostic *said = TELL(context, home, reserved_in_question, node->name_span, context_spelling(context, datum->name));
    context_relate(said, datum->node->name_span, TEXT("aquí se reserva"));
}

static void prove_question(struct context *context, const struct flow *flow, const struct decl *stage, const struct node *node)
{
    for (const struct node *child = node->first; child; child = child->next) prove_question(context, flow, stage, child);
    const struct decl *datum = condition_datum(context, node);
    if (!datum) return;
    if (!flow_handles_before(flow, datum, 1u << ASKS, stage))
        TELL(context, stage, question_unasked, node->name_span, context_spelling(context, datum->name));
}

/* Every condition of the route is drawn: of a branch, a session, a length, an interruption, and in which cases something applies. */
static void prove_shown(struct context *context, const struct decl *home, const struct node *node)
{
    bool shown = node->kind == NODE_BRANCH || node->kind == NODE_SESSION || node->kind == NODE_LENGTH || node->kind == NODE_APPLIES
        || node->kind == NODE_INTERRUPTION || node->kind == NODE_CONDITIONED;
    const struct decl *own = node->kind == NODE_STAGE || node->kind == NODE_MOMENT || node->kind == NODE_DEADLINE
        ? scope_meaning(context->scope, node) : home;
    if (shown && condition_of(node)) prove_not_reserved(context, home, condition_of(node));
    for (const struct node *child = node->first; child; child = child->next) prove_shown(context, own, child);
}

/* What no step handles is never recorded in a case of this route. */
static void prove_counts(struct context *context, const struct flow *flow, const struct node *node)
{
    size_t count;
    for (const struct node *child = node->first; child; child = child->next) prove_counts(context, flow, child);
    const struct decl *thing = node->kind == NODE_TIMES_OF ? scope_meaning(context->scope, node) : NULL;
    if (!thing || thing->kind != DECL_INSTRUMENT) return;
    flow_supplies(flow, thing, &count);
    if (!count) TELL(context, flow->route, counted_never, node->name_span, context_spelling(context, thing->name));
}

/* ---- Interruptions --------------------------------------------------------------- */

/* Whether some case meets the condition; true as well when there are too many to try. */
static bool may_hold(struct context *context, const struct decl *home, const struct node *clause)
{
    struct choice choice = { .home = home };
    VEC_PUSH(&choice.branches, clause);
    bool holds = !try_all(context, &choice) || choice.held[0];
    close_choice(&choice);
    return holds;
}

/* What a step requires is asked for by then, and holds in some case: in others it waits. */
static void prove_demands(struct context *context, const struct flow *flow, const struct decl *step)
{
    for (const struct node *node = node_child(step->node, NODE_CONDITIONED); node; node = node_next(node)) {
        prove_question(context, flow, flow_stage(step), condition_of(node));
        if (!may_hold(context, step, node)) TELL(context, step, demand_never, node->span, context_spelling(context, step->name));
    }
}

static bool interrupts_some(const struct flow *flow, const struct node *interruption)
{
    for (size_t i = 0; i < flow->stages; i++)
        if (flow_interrupts(interruption, flow->points.items[i])) return true;
    return false;
}

/* What it looks at may come to be known at any time, so no stage need ask for it. */
static void prove_interruption(struct context *context, const struct flow *flow, const struct node *interruption)
{
    const struct node *condition = condition_of(interruption);
    if (!interrupts_some(flow, interruption) || (condition && !may_hold(context, flow->route, interruption)))
        TELL_PLAIN(context, flow->route, interruption_never, interruption->span);
}

void prove_decisions(struct context *context, struct flow *flow)
{
    const struct node *interruption = node_child(flow->route->node, NODE_INTERRUPTION);
    for (; interruption; interruption = node_next(interruption)) prove_interruption(context, flow, interruption);
    prove_counts(context, flow, flow->route->node);
    prove_shown(context, flow->route, flow->route->node);
    for (size_t i = 0; i < flow->stages; i++) {
        const struct decl *stage = flow->points.items[i];
        const struct node *decide = node_child(stage->node, NODE_DECIDE);
        const struct node *branch = decide ? node_child(decide, NODE_BRANCH) : NULL;
        if (decide) prove_branches(context, stage, decide);
        for (; branch; branch = node_next(branch))
            if (condition_of(branch)) prove_question(context, flow, stage, condition_of(branch));
    }
    for (size_t i = 0; i < flow->steps.count; i++) prove_demands(context, flow, flow->steps.items[i]);
}
