/* typecheck.c -- see typecheck.h. */
#include "compiler/typecheck.h"

#include "compiler/condition.h"
#include "compiler/measure.h"
#include "compiler/types.h"
#include "runtime/value.h"

static const struct decl *datum_meant(const struct context *context, const struct node *node)
{
    const struct decl *meaning = scope_meaning(context->scope, node);
    return meaning && meaning->kind == DECL_DATUM ? meaning : NULL;
}

/* A datum or a parameter: what a calculation takes by its name. */
static bool is_reckoned(const struct context *context, const struct node *node)
{
    const struct decl *meaning = scope_meaning(context->scope, node);
    return meaning && (meaning->kind == DECL_DATUM || meaning->kind == DECL_PARAMETER);
}

/* ---- People ------------------------------------------------------------------ */

static const struct node *field_at(const struct decl *datum, int32_t place)
{
    const struct node *field = node_child(datum->node, NODE_FIELD);
    while (field && place-- > 0) field = node_next(field);
    return field;
}

static struct text field_words(struct context *context, const struct node *field)
{
    const struct decl *list = scope_meaning(context->scope, node_child(field, NODE_REF));
    if (!list) return TEXT("un texto");
    struct text name = context_spelling(context, list->name);
    return FORMAT(context, "un valor de %.*s", TEXT_ARGS(name));
}

static void check_field(struct context *context, const struct decl *home, const struct decl *datum, const struct node *given)
{
    const struct node *field = field_at(datum, given->number), *value = given->first;
    bool listed = field && node_child(field, NODE_REF);
    if (!field || field->name != given->name || listed == (value->kind == NODE_REF)) return;    /* resolve.c said the rest */
    struct text name = context_spelling(context, value->name);
    TELL(context, home, field_mismatch, given->span, context_spelling(context, field->name), field_words(context, field),
         value->kind == NODE_REF ? FORMAT(context, "el nombre «%.*s»", TEXT_ARGS(name)) : TEXT("un texto"));
}

/* Each field, once. */
static void check_person(struct context *context, const struct decl *home, const struct decl *datum, const struct node *person)
{
    for (const struct node *given = person->first; given; given = given->next) check_field(context, home, datum, given);
    for (const struct node *field = node_child(datum->node, NODE_FIELD); field; field = node_next(field)) {
        int times = 0;
        for (const struct node *given = person->first; given; given = given->next) times += given->name == field->name;
        if (times == 1) continue;
        TELL(context, home, person_incomplete, person->span, context_spelling(context, datum->name),
             text_from(times ? "se le da dos veces" : "le falta"), context_spelling(context, field->name));
    }
}

/* «cuántos de familiares con calidad hijo» */
static void check_counted_field(struct context *context, const struct decl *home, const struct node *how_many)
{
    const struct decl *datum = scope_meaning(context->scope, how_many);
    const struct node *asked = how_many->first, *field = datum ? field_at(datum, asked->number) : NULL;
    if (!datum || (field && field->name != asked->name)) return;        /* resolve.c said it */
    const char *why = NULL;
    if (datum->node->number != TYPE_PEOPLE) why = "el dato no es una lista de personas";
    else if (field && !node_child(field, NODE_REF)) why = "es un texto";
    if (why) TELL(context, home, field_uncounted, asked->name_span, context_spelling(context, asked->name), text_from(why));
    else if (field && field->other == 1)
        context_relate(TELL(context, home, reserved_in_question, asked->name_span, context_spelling(context, field->name)),
                       field->name_span, TEXT("aquí se reserva"));
}

static void check_fields(struct context *context, const struct decl *home, const struct node *datum)
{
    for (const struct node *field = node_child(datum, NODE_FIELD); field; field = node_next(field)) {
        const struct node *first = node_child(datum, NODE_FIELD);
        while (first->name != field->name) first = node_next(first);
        if (first == field) continue;
        struct diagnostic *said = TELL(context, home, field_twice, field->name_span, context_spelling(context, datum->name),
                                       context_spelling(context, field->name));
        context_relate(said, first->name_span, TEXT("la primera vez"));
    }
}

/* A value that does not go with its datum. */
static void check_value(struct context *context, const struct decl *home, const struct decl *datum, const struct node *value)
{
    struct type wanted = type_of_datum(context, datum), found;
    struct text name = context_spelling(context, datum->name), words;
    bool listed = wanted.kind == TYPE_LIST || wanted.kind == TYPE_VALUES;
    if (listed && (!wanted.list || value->kind == NODE_REF)) return;        /* resolve.c said it */
    if (wanted.kind == TYPE_VALUES && value->kind == NODE_VALUES) return;   /* and of each of these too */
    if (wanted.kind == TYPE_PEOPLE && value->kind == NODE_VALUES && !value->first) return;     /* «()»: nobody */
    if (wanted.kind == TYPE_PEOPLE && value->kind == NODE_PEOPLE) {
        for (const struct node *person = value->first; person; person = person->next) check_person(context, home, datum, person);
        return;
    }
    if (type_of_value(context, value, &found)) {
        bool one_text = wanted.kind == TYPE_TEXTS && found.kind == TYPE_TEXT;
        if (one_text || type_equal(wanted, found)) return;
        words = type_words(context, found);
    } else {
        struct text written = context_spelling(context, value->name);
        words = FORMAT(context, "el nombre «%.*s»", TEXT_ARGS(written));
    }
    struct diagnostic *said = TELL(context, home, value_mismatch, value->name_span, name, type_words(context, wanted), words);
    context_relate(said, datum->node->name_span, TEXT("aquí se dice de qué tipo es"));
}

/* ---- Sums ------------------------------------------------------------------- */

static void report_sum(struct context *context, const struct decl *home, const struct node *bad)
{
    struct type left, right;
    const struct node *inner;
    if (bad->kind == NODE_LENGTH) {
        TELL(context, home, length_in_expression, bad->span, condition_sum_text(context, bad));
        return;
    }
    if (bad->kind == NODE_HOW_MANY) {
        TELL(context, home, how_many_of_one, bad->span, context_spelling(context, bad->name),
             type_words(context, type_of_datum(context, scope_meaning(context->scope, bad))));
        return;
    }
    type_of_sum(context, bad->first, &left, &inner);
    if (bad->kind == NODE_HALF) {
        TELL(context, home, cannot_halve, bad->span, type_words(context, left));
        return;
    }
    type_of_sum(context, bad->first->next, &right, &inner);
    TELL(context, home, cannot_reckon, bad->span,
         text_from(bad->kind == NODE_PLUS ? "sumar" : bad->kind == NODE_MINUS ? "restar" : "multiplicar"),
         type_words(context, left), type_words(context, right));
}

static bool check_sum(struct context *context, const struct decl *home, const struct node *sum, struct type *type)
{
    const struct node *bad;
    if (type_of_sum(context, sum, type, &bad)) return true;
    if (bad) report_sum(context, home, bad);
    return false;
}

/* Two calculations, two data, or one of each: both sides of one type. */
static void check_sums(struct context *context, const struct decl *home, const struct node *node)
{
    const struct node *left = node->first, *right = left->next;
    struct type a, b;
    if (!check_sum(context, home, left, &a) || !check_sum(context, home, right, &b)) return;
    struct text name = condition_sum_text(context, left);
    bool asks_order = node->number != COMPARE_IS && node->number != COMPARE_IS_NOT;
    if (a.kind == TYPE_TEXT || a.kind == TYPE_TEXTS)
        TELL(context, home, text_compared, left->name_span, name, type_words(context, a));
    else if (a.kind == TYPE_VALUES || a.kind == TYPE_PEOPLE)
        TELL(context, home, values_compared, node->span, name, type_words(context, a));
    else if (!type_equal(a, b) && !type_converts(a, b))
        TELL(context, home, sides_mismatch, node->span, name, type_words(context, a),
             condition_sum_text(context, right), type_words(context, b));
    else if (asks_order && !type_has_order(a))
        TELL(context, home, no_order, node->span, name, type_words(context, a));
    else if (!measure_looks(context, node))
        TELL_PLAIN(context, home, comparison_idle, node->span);
}

/* «DATO es VALOR», and not «DATO es OTRO_DATO» nor a calculation. */
static bool compares_with_value(const struct context *context, const struct node *node)
{
    const struct node *right = node->first->next;
    bool written = right->kind == NODE_NUMBER || right->kind == NODE_DATE || right->kind == NODE_TRUTH
        || (right->kind == NODE_REF && !is_reckoned(context, right));
    return node->kind == NODE_IN || (node->first->kind == NODE_REF && datum_meant(context, node->first) && written);
}

/* ---- Conditions -------------------------------------------------------------- */

static void check_comparison(struct context *context, const struct decl *home, const struct node *node)
{
    const struct node *left = node->first;
    if (!compares_with_value(context, node)) {
        check_sums(context, home, node);
        return;
    }
    const struct decl *datum = datum_meant(context, left);
    if (!datum) return;
    struct type type = type_of_datum(context, datum);
    struct text name = context_spelling(context, datum->name);
    if (type.kind == TYPE_TEXT || type.kind == TYPE_TEXTS) {
        TELL(context, home, text_compared, left->name_span, name, type_words(context, type));
        return;
    }
    if (type.kind == TYPE_VALUES || type.kind == TYPE_PEOPLE) {
        TELL(context, home, values_compared, node->span, name, type_words(context, type));
        return;
    }
    bool asks_order = node->kind == NODE_COMPARE && node->number != COMPARE_IS && node->number != COMPARE_IS_NOT;
    if (asks_order && !type_has_order(type)) {
        struct diagnostic *said = TELL(context, home, no_order, node->span, name, type_words(context, type));
        if (type.list) context_relate(said, type.list->node->name_span, TEXT("la lista no dice «en orden»"));
        return;
    }
    for (const struct node *value = left->next; value; value = value->next) check_value(context, home, datum, value);
}

static void check_these(struct context *context, const struct decl *home, const struct node *node)
{
    int64_t parts = 0;
    for (const struct node *part = node->first; part; part = part->next) parts++;
    if (node->other != THESE_AT_LEAST || (node->number >= 1 && node->number <= parts)) return;
    TELL(context, home, these_out_of_reach, node->span, FORMAT(context, "%lld", (long long)node->number),
         FORMAT(context, "%lld", (long long)parts));
}

static void check_contains(struct context *context, const struct decl *home, const struct node *node)
{
    const struct decl *datum = datum_meant(context, node->first);
    if (!datum || type_of_datum(context, datum).kind == TYPE_VALUES) return;
    struct diagnostic *said = TELL(context, home, contains_in_one, node->first->name_span, context_spelling(context, datum->name),
                                   type_words(context, type_of_datum(context, datum)));
    context_relate(said, datum->node->name_span, TEXT("aquí se dice de qué tipo es"));
}

static void check_part(struct context *context, const struct decl *home, const struct node *node)
{
    if (node->kind == NODE_COMPARE || node->kind == NODE_IN) {
        check_comparison(context, home, node);
    } else if (node->kind == NODE_CONTAINS) {
        check_contains(context, home, node);
    } else if (node->kind == NODE_OR || node->kind == NODE_AND || node->kind == NODE_NOT || node->kind == NODE_THESE) {
        if (node->kind == NODE_THESE) check_these(context, home, node);
        for (const struct node *child = node->first; child; child = child->next) check_part(context, home, child);
    } else {
        const struct decl *datum = datum_meant(context, node);
        if (!datum || type_of_datum(context, datum).kind == TYPE_TRUTH) return;
        struct diagnostic *said = TELL(context, home, condition_not_truth, node->name_span, context_spelling(context, datum->name),
                                       type_words(context, type_of_datum(context, datum)));
        context_relate(said, datum->node->name_span, TEXT("aquí se dice de qué tipo es"));
    }
}

static void check_unit(struct context *context, const struct decl *home, const struct node *use)
{
    const struct decl *unit = scope_meaning(context->scope, use);
    if (!unit || unit->node->number == 1) return;
    struct diagnostic *said = TELL(context, home, unit_not_money, use->name_span, context_spelling(context, unit->name));
    context_relate(said, unit->node->name_span, TEXT("aquí se declara"));
}

static void check_units_inside(struct context *context, const struct decl *home, const struct node *condition)
{
    if (condition->kind == NODE_AMOUNT) check_unit(context, home, condition);
    if (condition->kind == NODE_HOW_MANY && condition->first) check_counted_field(context, home, condition);
    for (const struct node *child = condition->first; child; child = child->next) check_units_inside(context, home, child);
}

void check_condition(struct context *context, const struct decl *home, const struct node *node)
{
    if (condition_depth(node) > CONDITION_MAX_DEPTH) TELL_PLAIN(context, home, condition_too_deep, node->span);
    else check_part(context, home, node);
    check_units_inside(context, home, node);
}

static void check_datum_type(struct context *context, const struct decl *home, const struct node *use, enum datum_type wanted)
{
    const struct decl *datum = scope_meaning(context->scope, use);
    if (!datum || datum->kind != DECL_DATUM) return;
    struct type type = type_of_datum(context, datum);
    if (type.kind == wanted) return;
    struct text name = context_spelling(context, datum->name);
    struct diagnostic *said = wanted == TYPE_DATE
        ? TELL(context, home, anchor_not_date, use->name_span, name, type_words(context, type))
        : TELL(context, home, signers_not_texts, use->name_span, name, type_words(context, type));
    context_relate(said, datum->node->name_span, TEXT("aquí se dice de qué tipo es"));
}

/* The machine keeps such a list as one bit for each value. */
static void check_list_length(struct context *context, const struct decl *home, const struct node *datum)
{
    int64_t count = 0;
    const struct decl *list = scope_meaning(context->scope, node_child(datum, NODE_REF));
    for (const struct node *value = list ? node_child(list->node, NODE_VALUE) : NULL; value; value = node_next(value)) count++;
    if (count <= VALUES_MAX) return;
    TELL(context, home, list_too_long, datum->name_span, context_spelling(context, list->name), FORMAT(context, "%lld", (long long)count),
         FORMAT(context, "%d", VALUES_MAX));
}

/* In pesos when the parameter says so, and a plain number when it does not. */
static void check_parameter_value(struct context *context, const struct decl *parameter, const struct node *value)
{
    const struct node *amount = node_child(value, NODE_AMOUNT);
    bool pesos = amount && amount->name == SYMBOL_NONE, wanted = parameter->node->number == 1;
    if (wanted ? pesos : !amount) return;
    struct text name = context_spelling(context, parameter->name);
    TELL(context, parameter, parameter_mismatch, (amount ? amount : value)->span, name,
         text_from(wanted ? "está «en pesos»" : "no dice «en pesos»"))->help =
        text_from(wanted ? "escriba la cantidad y «pesos»: 1.423.500 pesos" : "escriba solo el número, o declare el parámetro «en pesos»");
}

/* Declarations have their own turn. */
static bool is_declaration(const struct context *context, const struct node *node)
{
    const struct decl *meaning = scope_meaning(context->scope, node);
    return meaning && meaning->node == node;
}

static void check_node(struct context *context, const struct decl *home, const struct node *node)
{
    bool asked = node->kind == NODE_BRANCH || node->kind == NODE_SESSION || node->kind == NODE_LENGTH || node->kind == NODE_APPLIES
        || node->kind == NODE_INTERRUPTION || node->kind == NODE_CONDITIONED;
    if (node->kind == NODE_ANCHOR) check_datum_type(context, home, node, TYPE_DATE);
    if (node->kind == NODE_SIGNED_BY_ALL) check_datum_type(context, home, node, TYPE_TEXTS);
    if (node->kind == NODE_COMPARE) check_comparison(context, home, node);      /* of a scenario */
    if (node->kind == NODE_CONTAINS) check_contains(context, home, node);       /* likewise */
    if (node->kind == NODE_DATUM && node->number == TYPE_VALUES) check_list_length(context, home, node);
    if (node->kind == NODE_DATUM && node->number == TYPE_PEOPLE) check_fields(context, home, node);
    if (node->kind == NODE_HOW_MANY && node->first) check_counted_field(context, home, node);   /* of a scenario */
    if (node->kind == NODE_CURRENCY || node->kind == NODE_AMOUNT) check_unit(context, home, node);
    if (node->kind == NODE_PARAMETER_VALUE) check_parameter_value(context, home, node);
    if (node->kind == NODE_ASSIGN && scope_meaning(context->scope, node) && node->first)
        check_value(context, home, scope_meaning(context->scope, node), node->first);
    for (const struct node *child = node->first; child; child = child->next) {
        if (asked && node_is_expression(child)) check_condition(context, home, child);
        else if (!is_declaration(context, child)) check_node(context, home, child);
    }
}

void check_types(struct context *context)
{
    for (size_t i = 0; i < context->scope->count; i++)
        if (context->scope->decls[i]->kind != DECL_REFORM)      /* what it writes is in the versions it makes */
            check_node(context, context->scope->decls[i], context->scope->decls[i]->node);
}
