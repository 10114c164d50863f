/* build.c -- from tokens to nodes, one function per thing the grammar builds. See build.h. */
#include "lang/build.h"

#include "base/amount.h"
#include "base/check.h"
#include "base/date.h"
#include "base/fold.h"

struct build *build_new(struct arena *arena, struct intern *names, struct report *report, uint32_t source)
{
    struct build *build = ARENA_NEW(arena, struct build);
    *build = (struct build){ .arena = arena, .names = names, .report = report };
    build->file = ARENA_NEW(arena, struct node);
    build->file->kind = NODE_FILE;
    build->file->span = build->file->name_span = (struct span){ source, 0, 0 };
    return build;
}

/* ---- any node ---------------------------------------------------------------- */

/* Up to a third of all nodes are bags that live for a moment: using them again keeps the
 * tree together, and smaller. */
static struct node *fresh_node(struct build *build)
{
    struct node *node = build->spare;
    if (!node) return ARENA_NEW(build->arena, struct node);
    build->spare = node->next;
    *node = (struct node){0};
    return node;
}

/* Moves what a bag holds to `parent`, and is done with the bag. */
static struct node *empty_into(struct build *build, struct node *parent, struct node *bag)
{
    if (!bag) return parent;
    build_more_of(parent, bag);
    bag->next = build->spare;
    build->spare = bag;
    return parent;
}

static struct node *new_node(struct build *build, enum node_kind kind, const struct token *start, const struct token *end)
{
    struct node *node = fresh_node(build);
    node->kind = kind;
    node->span = span_join(start->span, end->span);
    node->name_span = start->span;
    return node;
}

static void set_name(struct build *build, struct node *node, const struct token *name)
{
    node->name = name->symbol != SYMBOL_NONE ? name->symbol : intern_add(build->names, name->text);
    node->name_span = name->span;
    node->span = span_join(node->span, name->span);
}

static void set_declared_name(struct build *build, struct node *node, const struct token *name)
{
    set_name(build, node, name);
    intern_set_spelling(build->names, node->name, name->text);
}

static void set_caption(struct node *node, const struct token *caption)
{
    node->text = TEXT("");
    if (!caption || caption->kind == TOKEN_END) return;
    node->text = caption->text;
    node->span = span_join(node->span, caption->span);
}

/* The absent caption. */
struct token build_no_token(void)
{
    return (struct token){ .kind = TOKEN_END };
}

struct node *build_add(struct node *parent, struct node *child)
{
    if (!child) return parent;
    node_append(parent, child);
    parent->span = parent->span.length ? span_join(parent->span, child->span) : child->span;
    return parent;
}

struct node *build_bag(struct build *build, struct node *first)
{
    struct node *bag = fresh_node(build);
    return build_add(bag, first);
}

struct node *build_more(struct node *bag, struct node *child)
{
    return build_add(bag, child);
}

struct node *build_more_of(struct node *parent, struct node *bag)
{
    if (!bag || !bag->first) return parent;
    parent->span = parent->span.length ? span_join(parent->span, bag->span) : bag->span;
    node_append_all(parent, bag);
    return parent;
}

struct node *build_end(struct build *build, struct node *node, const struct token *end)
{
    struct node *clauses = build_begin(build, node, NULL);
    return build_close(build, clauses, NULL, end);
}

/* A bag whose kind is known only now, with the word that introduced it. */
struct node *build_retag(struct node *node, enum node_kind kind, const struct token *keyword)
{
    node->kind = kind;
    node->span = span_join(keyword->span, node->span);
    node->name_span = keyword->span;
    return node;
}

struct node *build_group(struct build *build, enum node_kind kind, const struct token *keyword, struct node *bag)
{
    return empty_into(build, new_node(build, kind, keyword, keyword), bag);
}

struct node *build_named(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *name)
{
    struct node *node = new_node(build, kind, keyword, name);
    set_name(build, node, name);
    return node;
}

struct node *build_rules_of(struct build *build, const struct token *keyword, const struct token *name)
{
    struct node *node = build_named(build, NODE_SPECIAL_OF, keyword, name);
    node->number = 1;
    return node;
}

struct node *build_text(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *text)
{
    struct node *node = new_node(build, kind, keyword, text);
    node->text = text->text;
    node->name_span = text->span;
    return node;
}

struct node *build_numbers(struct build *build, enum node_kind kind, const struct token *start,
                           const struct token *end, int32_t number, int32_t other)
{
    struct node *node = new_node(build, kind, start, end);
    node->number = number;
    node->other = other;
    return node;
}

/* ---- declarations -------------------------------------------------------------- */

struct node *build_titled(struct build *build, enum node_kind kind, const struct token *keyword,
                          const struct token *name, const struct token *caption)
{
    struct node *node = new_node(build, kind, keyword, keyword);
    if (name) set_declared_name(build, node, name);
    set_caption(node, caption);
    if (!name && caption) node->name_span = caption->span;
    return node;
}

struct node *build_titled_numbered(struct build *build, enum node_kind kind, const struct token *keyword,
                                   const struct token *name, const struct token *caption, int32_t number)
{
    struct node *node = build_titled(build, kind, keyword, name, caption);
    node->number = number;
    return node;
}

struct node *build_item_named(struct build *build, enum node_kind kind, const struct token *name,
                              const struct token *caption)
{
    return build_titled(build, kind, name, name, caption);
}

/* ---- blocks ---------------------------------------------------------------------- */

static void push_open(struct build *build, struct node *node, const struct token *keyword, struct text name)
{
    CHECK(build->open_count < BUILD_MAX_OPEN);
    build->open[build->open_count++] = (struct open_block){ node, *keyword, name };
}

struct node *build_open(struct build *build, enum node_kind kind, const struct token *keyword,
                        const struct token *name, const struct token *caption)
{
    struct node *node = build_titled(build, kind, keyword, name, caption);
    push_open(build, node, keyword, name ? name->text : caption ? caption->text : TEXT(""));
    return node;
}

struct node *build_open_numbered(struct build *build, enum node_kind kind, const struct token *keyword,
                                 const struct token *name, const struct token *caption, int32_t number)
{
    struct node *node = build_open(build, kind, keyword, name, caption);
    node->number = number;
    return node;
}

static int keyword_of(enum node_kind kind)
{
    if (kind == NODE_ENTITY) return TOKEN_ENTIDAD;
    if (kind == NODE_UNIT) return TOKEN_DEPENDENCIA;
    if (kind == NODE_POST) return TOKEN_CARGO;
    if (kind == NODE_PARTY) return TOKEN_INTERVINIENTE;
    if (kind == NODE_INSTRUMENT) return TOKEN_INSTRUMENTO;
    return TOKEN_FINAL;
}

/* What may lack clauses is open only from its first one. */
struct node *build_begin(struct build *build, struct node *head, struct node *first_clause)
{
    struct span span = head->span;
    span.length = (uint32_t)token_spelling(keyword_of(head->kind)).length;
    struct token keyword = { .kind = keyword_of(head->kind), .span = span };
    push_open(build, head, &keyword, intern_spelling(build->names, head->name));
    return build_add(head, first_clause);
}

void build_abandon(struct build *build, const struct node *head)
{
    for (size_t i = 0; i < build->open_count; i++) {
        if (build->open[i].node != head) continue;
        build->open_count = i;
        return;
    }
}

struct node *build_close(struct build *build, struct node *head, struct node *bag, const struct token *end)
{
    const struct open_block *block = &build->open[build->open_count - 1];
    CHECK(build->open_count > 0 && block->node == head);
    int closer = token_closer(block->keyword.kind);
    if (closer != end->kind) {
        struct text right = token_spelling(closer);
        REPORT(build->report, wrong_closer, end->span, token_spelling(end->kind),
               text_format(build->arena, "«%.*s %.*s»", TEXT_ARGS(token_spelling(block->keyword.kind)), TEXT_ARGS(block->name)))
            ->help = text_format(build->arena, "escriba «%.*s»", TEXT_ARGS(right));
    }
    empty_into(build, head, bag);
    head->span = span_join(head->span, end->span);
    build->open_count--;
    return head;
}

/* ---- the file -------------------------------------------------------------------- */

void build_item(struct build *build, struct node *item)
{
    if (!item) return;
    const struct node *last = build->file->last;
    struct span word = item->span;
    if (item->kind == NODE_MODULE && last) {
        word.length = (uint32_t)sizeof "módulo" - 1;
        REPORT(build->report, out_of_order, word, TEXT("módulo"))->help =
            TEXT("deje uno solo, antes de todo lo demás");
    }
    if (item->kind == NODE_USE && last && last->kind != NODE_MODULE && last->kind != NODE_USE) {
        word.length = (uint32_t)sizeof "usa" - 1;
        REPORT(build->report, out_of_order, word, TEXT("usa"))->help =
            TEXT("póngalo después de «módulo» y antes de la primera declaración");
    }
    build_add(build->file, item);
}

struct node *build_module(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *dotted)
{
    return build_text(build, kind, keyword, dotted);
}

#define DOTTED_MAX 4096         /* longer than any path; spaced out, it would be copied at each point */

struct token build_dotted(struct build *build, const struct token *start, const struct token *name)
{
    struct token whole = *start;
    const char *after = start->text.at + start->text.length;
    if (name->text.at == after + 1 && *after == '.')      /* «a.b», as nearly always: no copy */
        whole.text.length += 1 + name->text.length;
    else if (start->text.length < DOTTED_MAX) whole.text = text_format(build->arena, "%.*s.%.*s", TEXT_ARGS(start->text), TEXT_ARGS(name->text));
    whole.span = span_join(start->span, name->span);
    return whole;
}

struct node *build_ref(struct build *build, const struct token *name)
{
    return build_named(build, NODE_REF, name, name);
}

/* ---- citations ------------------------------------------------------------------- */

struct node *build_citation(struct build *build, const struct token *norm, struct node *parts)
{
    struct node *citation = fresh_node(build);
    citation->kind = NODE_CITATION;
    if (norm) {
        citation->span = norm->span;
        set_name(build, citation, norm);
    }
    empty_into(build, citation, parts);
    if (!norm) citation->name_span = citation->span;
    return citation;
}

static enum cite_part cite_part_of(int kind)
{
    static const struct { int kind; enum cite_part part; } parts[] = {
        { TOKEN_ART, CITE_ARTICLE }, { TOKEN_NUM, CITE_NUMERAL }, { TOKEN_PAR, CITE_PARAGRAPH },
        { TOKEN_LIT, CITE_LETTER }, { TOKEN_INCISO, CITE_CLAUSE }, { TOKEN_CAP, CITE_CHAPTER },
        { TOKEN_TITULO, CITE_TITLE }, { TOKEN_SECCION, CITE_SECTION }, { TOKEN_ETAPA_CITED, CITE_STAGE },
        { TOKEN_MOMENTO_CITED, CITE_MOMENT }, { TOKEN_PAG, CITE_PAGE },
        { TOKEN_ACTIVIDAD, CITE_ACTIVITY }, { TOKEN_ANEXO, CITE_ANNEX },
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].kind == kind) return parts[i].part;
    UNREACHABLE();
}

struct node *build_part(struct build *build, const struct token *word, const struct token *value)
{
    struct node *part = value ? build_text(build, NODE_CITE_PART, word, value)
                              : new_node(build, NODE_CITE_PART, word, word);
    if (!value) part->text = TEXT("");      /* «par.»: the only one */
    part->number = (int32_t)cite_part_of(word->kind == TOKEN_ART_FIRST ? word_token(word->word) : word->kind);
    return part;
}

/* ---- norms ------------------------------------------------------------------------- */

static bool same_word(struct build *build, struct text written, const char *word)
{
    return text_equal(fold(build->arena, written), fold(build->arena, text_from(word)));
}

struct node *build_identity(struct build *build, const struct token *kind, const struct token *number, const struct token *year)
{
    int which = NORM_CONSTITUTION;
    while (which + 1 < NORM_KINDS && !same_word(build, kind->text, norm_kind_word((enum norm_kind)which))) which++;
    struct node *identity = build_numbers(build, NODE_IDENTITY, kind, year, year->number, which);
    if (number) identity->text = number->text;
    return identity;
}

/* ---- parameters and amounts ------------------------------------------------------- */

struct node *build_parameter_value(struct build *build, const struct token *keyword, const struct token *first,
                                   const struct token *last, struct node *value, struct node *marks)
{
    bool open = last->kind == TOKEN_END;        /* until the next one, or for ever */
    struct node *node = build_numbers(build, NODE_PARAMETER_VALUE, keyword, first, first->number, open ? DAY_NONE : last->number);
    return empty_into(build, build_add(node, value), marks);
}

/* In pesos, or in the parameter whose name the unit is. */
struct node *build_amount(struct build *build, const struct token *figure, const struct token *unit)
{
    struct node *node = build_text(build, NODE_AMOUNT, figure, figure);
    int64_t amount = 0;
    if (unit->kind == TOKEN_PESOS) node->span = span_join(figure->span, unit->span);
    else set_name(build, node, unit);
    node->name_span = node->span;
    switch (amount_parse(figure->text, &amount)) {
    case AMOUNT_OK: break;
    case AMOUNT_MALFORMED: REPORT(build->report, malformed_amount, figure->span, figure->text); break;
    case AMOUNT_TOO_LARGE: REPORT(build->report, amount_too_large, figure->span, figure->text); break;
    }
    if (unit->kind == TOKEN_PESOS && amount % AMOUNT_CENT != 0) REPORT(build->report, less_than_a_cent, figure->span, figure->text);
    node->number = (int32_t)(uint32_t)((uint64_t)amount & UINT32_MAX);
    node->other = (int32_t)(amount >> 32);
    return node;
}

/* ---- bodies ------------------------------------------------------------------------ */

struct node *build_seat(struct build *build, const struct token *name, const struct token *caption,
                        int32_t presides, int32_t delegation, struct node *marks)
{
    struct node *seat = build_item_named(build, NODE_SEAT, name, caption);
    seat->number = presides;
    seat->other = delegation;
    return empty_into(build, seat, marks);
}

struct node *build_invitee(struct build *build, const struct token *start, const struct token *name,
                           const struct token *caption, int32_t count, int32_t flags, struct node *condition, struct node *marks)
{
    struct node *invitee = build_titled(build, NODE_INVITEE, start, name, caption);
    invitee->number = count;
    invitee->other = flags;
    return empty_into(build, build_add(invitee, condition), marks);
}

struct node *build_meets(struct build *build, const struct token *keyword, const struct token *number,
                         int32_t times, int32_t every, int32_t unit)
{
    struct node *meets = build_numbers(build, NODE_MEETS, keyword, number, times, 0);
    return build_add(meets, build_numbers(build, NODE_LENGTH, number, number, every, unit));
}

/* ---- measures ----------------------------------------------------------------------- */

static int32_t measure_act_of(struct build *build, const struct token *verb)
{
    int act = MEASURE_RECOMMEND;
    while (act + 1 < MEASURE_ACTS && !same_word(build, verb->text, measure_act_word((enum measure_act)act))
           && !same_word(build, verb->text, measure_act_infinitive((enum measure_act)act))) act++;
    return act;
}

struct node *build_handling(struct build *build, const struct token *verb, const struct token *end, const struct token *instrument)
{
    struct node *handling = build_numbers(build, NODE_HANDLING, verb, end, measure_act_of(build, verb), 0);
    if (instrument) set_name(build, handling, instrument);
    return handling;
}

/* ---- calendars ---------------------------------------------------------------------- */

static enum weekday weekday_of(struct build *build, const struct token *token)
{
    int day = MONDAY;
    while (day < SUNDAY && !same_word(build, token->text, weekday_name((enum weekday)day))) day++;
    return (enum weekday)day;
}

static int month_of(struct build *build, const struct token *token)
{
    int month = 1;
    while (month < 12 && !same_word(build, token->text, month_name(month))) month++;
    return month;
}

struct node *build_week(struct build *build, const struct token *keyword, const struct token *first, const struct token *last)
{
    return build_numbers(build, NODE_WEEK, keyword, last, (int32_t)weekday_of(build, first), (int32_t)weekday_of(build, last));
}

struct node *build_day_of_year(struct build *build, const struct token *day, const struct token *month)
{
    int month_number = month_of(build, month);
    struct node *node = build_numbers(build, NODE_ON_DATE, day, month, month_number, day->number);
    if (day->number < 1 || day->number > date_days_in_month(2024, month_number))
        REPORT(build->report, no_such_day_of_year, node->span, day->text, text_from(month_name(month_number)));
    return node;
}

struct node *build_holiday(struct build *build, const struct token *keyword, const struct token *name,
                           const struct token *caption, struct node *rule, int32_t to_monday, struct node *marks)
{
    struct node *holiday = build_add(build_titled(build, NODE_HOLIDAY, keyword, name, caption), rule);
    if (to_monday) {
        struct node *node = fresh_node(build);
        node->kind = NODE_TO_MONDAY;
        node->span = node->name_span = rule->span;
        build_add(holiday, node);
    }
    return empty_into(build, holiday, marks);
}

/* `last` is absent in a closure of one day. */
struct node *build_closure(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *name,
                           const struct token *caption, const struct token *first, const struct token *last,
                           struct node *optional, struct node *marks)
{
    struct node *closure = build_titled_numbered(build, kind, keyword, name, caption, first->number);
    bool one_day = last->kind == TOKEN_END;
    closure->span = span_join(closure->span, one_day ? first->span : last->span);
    closure->other = one_day ? 0 : last->number - first->number;
    return empty_into(build, build_add(closure, optional), marks);
}

/* ---- data ------------------------------------------------------------------------------ */

/* Somebody who is not of the body, alone or beside those who are. */
struct node *build_convener(struct build *build, const struct token *keyword, int32_t others, const struct token *name)
{
    struct node *convenes = build_named(build, NODE_CONVENES, keyword, name);
    convenes->number = others | CONVENER_OUTSIDER;
    return convenes;
}

/* Holds who it is until build_session() puts them side by side. */
struct node *build_attending(struct build *build, enum node_kind how, struct node *person, const struct token *end)
{
    return build_add(build_numbers(build, how, end, end, 0, 0), person);
}

/* What is voted failing a consensus is the decision; without it none is stated. */
struct node *build_consensus(struct build *build, const struct token *keyword, const struct token *end, struct node *vote)
{
    struct node *decision = vote ? build_retag(vote, NODE_DECISION, keyword)
                                 : build_numbers(build, NODE_DECISION, keyword, end, DECISION_UNKNOWN, OF_ATTENDEES);
    return build_add(decision, build_numbers(build, NODE_CONSENSUS, keyword, end, 0, 0));
}

struct node *build_type(struct build *build, const struct token *start, const struct token *end, enum datum_type type)
{
    struct node *bag = build_bag(build, NULL);
    bag->number = (int32_t)type;
    bag->span = span_join(start->span, end->span);
    return bag;
}

struct node *build_list_type(struct build *build, const struct token *list)
{
    struct node *bag = build_bag(build, build_ref(build, list));
    bag->number = TYPE_LIST;
    return bag;
}

struct node *build_values_type(struct build *build, const struct token *start, const struct token *list)
{
    struct node *bag = build_list_type(build, list);
    bag->number = TYPE_VALUES;
    bag->span = span_join(start->span, bag->span);
    return bag;
}

struct node *build_people_type(struct build *build, const struct token *start, struct node *fields, const struct token *end)
{
    struct node *bag = build_braced(build, NODE_DATUM, start, fields, end);
    bag->number = TYPE_PEOPLE;
    return bag;
}

/* Without a list it is a text. */
struct node *build_field(struct build *build, const struct token *name, const struct token *list, int32_t reserved)
{
    struct node *field = build_titled(build, NODE_FIELD, name, name, NULL);
    field->other = reserved;
    return list ? build_add(field, build_ref(build, list)) : field;
}

struct node *build_units_type(struct build *build, const struct token *start, const struct token *parameter)
{
    struct node *bag = build_bag(build, build_named(build, NODE_CURRENCY, start, parameter));
    bag->number = TYPE_UNITS;
    return bag;
}

struct node *build_datum(struct build *build, const struct token *name, struct node *type, int32_t reserved,
                         struct node *judged, const struct token *caption, struct node *marks)
{
    struct node *datum = build_item_named(build, NODE_DATUM, name, caption);
    datum->number = type->number;
    datum->other = reserved;
    datum->span = span_join(datum->span, type->span);
    return empty_into(build, build_add(empty_into(build, datum, type), judged), marks);
}

struct node *build_judged(struct build *build, const struct token *keyword, const struct token *who, enum judgement judgement)
{
    struct node *judged = build_named(build, NODE_JUDGED, keyword, who);
    judged->number = (int32_t)judgement;
    return judged;
}

/* ---- stages and deadlines ---------------------------------------------------------------- */

/* So many of them are enough. */
struct node *build_parallel(struct build *build, const struct token *keyword, int32_t suffice)
{
    struct node *moments = build_open_numbered(build, NODE_MOMENTS, keyword, NULL, NULL, 1);
    moments->other = suffice ? suffice : MOMENTS_NONE;
    return moments;
}

struct node *build_branch(struct build *build, const struct token *keyword, struct node *condition,
                          struct node *follows, struct node *marks)
{
    struct node *branch = new_node(build, NODE_BRANCH, keyword, keyword);
    return empty_into(build, build_add(build_add(branch, condition), follows), marks);
}

struct node *build_subroute(struct node *subroute, int32_t waits, int32_t first_only, struct node *returned)
{
    subroute->number = waits;
    subroute->other = first_only;
    return build_add(subroute, returned);
}

/* `from` is NULL for the final. */
struct node *build_crossing(struct build *build, const struct token *to, struct node *from)
{
    return build_add(build_named(build, NODE_CROSSING, to, to), from);
}

struct node *build_end_of(struct node *node, const struct token *end)
{
    node->span = span_join(node->span, end->span);
    return node;
}

/* `stages` is NULL for any of them. */
struct node *build_interruption(struct build *build, const struct token *keyword, struct node *stages,
                                struct node *trigger, struct node *follows)
{
    struct node *interruption = new_node(build, NODE_INTERRUPTION, keyword, keyword);
    return build_add(build_add(build_add(interruption, stages), trigger), follows);
}

struct node *build_deadline(struct build *build, struct node *head, struct node *lengths, struct node *anchors,
                            struct node *until, struct node *clauses, const struct token *end)
{
    build_add(build_add(empty_into(build, head, lengths), anchors), until);
    return build_close(build, head, clauses, end);
}

/* Counted before what it hangs on. */
struct node *build_backwards(struct node *lengths)
{
    for (struct node *length = lengths->first; length; length = length->next) length->number = -length->number;
    return lengths;
}

struct node *build_with(struct build *build, struct node *extension, const struct token *instrument)
{
    set_name(build, extension, instrument);
    return extension;
}

struct node *build_anchors(enum anchor_choice choice, struct node *bag)
{
    bag->number = (int32_t)choice;
    return bag;
}

struct node *build_anchor(struct build *build, const struct token *start, const struct token *name, enum anchor_place place)
{
    struct node *anchor = build_named(build, NODE_ANCHOR, start, name);
    anchor->number = (int32_t)place;
    return anchor;
}

/* «vencimiento de X»: it has a meaning, and the law does not count so. */
struct node *build_anchor_of_term(struct build *build, const struct token *start, const struct token *term)
{
    REPORT(build->report, anchor_is_term, span_join(start->span, term->span), term->text);
    return build_anchor(build, start, term, ANCHOR_NAMED);
}

struct node *build_effect(struct build *build, const struct token *keyword, const struct token *actor, enum expiry effect)
{
    struct node *node = build_named(build, NODE_EXPIRY_ACTION, keyword, actor);
    node->number = (int32_t)effect;
    return node;
}

struct node *build_deemed(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *text)
{
    struct node *node = build_text(build, kind, keyword, text);
    node->number = kind == NODE_EXPIRY_ACTION ? EXPIRY_DEEMED : 0;
    return node;
}

/* ---- expressions ---------------------------------------------------------------------------- */

static void too_deep(struct build *build, struct span where)
{
    if (!build->too_deep) REPORT_PLAIN(build->report, too_deep, where);
    build->too_deep = true;
}

static bool is_condition_only(const struct node *node)
{
    return node->kind != NODE_REF && node_is_expression(node);
}

/* «(a y b) más 2»: it parses, and means nothing. */
static struct node *wants_value(struct build *build, struct node *term)
{
    if (is_condition_only(term)) REPORT_PLAIN(build->report, condition_reckoned, term->span);
    return term;
}

/* Parentheses around a calculation leave it one: only where a condition is wanted is it known. */
struct node *build_condition(struct build *build, struct node *expression)
{
    if (node_is_sum(expression)) REPORT_PLAIN(build->report, sum_not_condition, expression->span);
    return expression;
}

struct node *build_pair(struct build *build, enum node_kind kind, struct node *left, struct node *right)
{
    if (++build->operators > BUILD_MAX_OPERATORS) {
        too_deep(build, right->span);
        return left;
    }
    struct node *(*wants)(struct build *build, struct node *side) = kind == NODE_AND || kind == NODE_OR ? build_condition : wants_value;
    struct node *pair = fresh_node(build);
    pair->kind = kind;
    pair->span = left->span;
    build_add(build_add(pair, wants(build, left)), wants(build, right));
    pair->name_span = pair->span;
    return pair;
}

struct node *build_not(struct build *build, const struct token *keyword, struct node *expression)
{
    return build_add(new_node(build, NODE_NOT, keyword, keyword), build_condition(build, expression));
}

struct node *build_half(struct build *build, const struct token *keyword, struct node *term)
{
    struct node *half = new_node(build, NODE_HALF, keyword, keyword);
    if (++build->operators > BUILD_MAX_OPERATORS) too_deep(build, term->span);
    return build_add(half, wants_value(build, term));
}

/* The parentheses are part of what is underlined. */
struct node *build_enclosed(const struct token *start, struct node *expression, const struct token *end)
{
    if (node_is_sum(expression)) expression->span = span_join(start->span, end->span);
    return expression;
}

struct node *build_expression_done(struct build *build, struct node *expression)
{
    build->operators = 0;
    return build_condition(build, expression);
}

struct node *build_compare(struct build *build, struct node *left, int32_t comparison, struct node *right)
{
    struct node *node = ARENA_NEW(build->arena, struct node);
    wants_value(build, left);
    wants_value(build, right);
    node->kind = NODE_COMPARE;
    node->span = left->span;
    node->name_span = left->name_span;
    node->number = comparison;
    return build_add(build_add(node, left), right);
}

struct node *build_these(struct build *build, const struct token *keyword, enum these which, int32_t at_least,
                         struct node *parts, const struct token *end)
{
    struct node *node = new_node(build, NODE_THESE, keyword, end);
    node->other = (int32_t)which;
    node->number = at_least;
    if (++build->operators > BUILD_MAX_OPERATORS) too_deep(build, node->span);
    return build_more_of(node, parts);
}

struct node *build_times(struct build *build, const struct token *keyword, const struct token *name)
{
    return build_named(build, NODE_TIMES_OF, keyword, name);
}

struct node *build_how_many(struct build *build, const struct token *keyword, const struct token *datum)
{
    return build_named(build, NODE_HOW_MANY, keyword, datum);
}

struct node *build_with_field(struct build *build, struct node *how_many, const struct token *field, const struct token *value)
{
    return build_add(how_many, build_add(build_named(build, NODE_WITH_FIELD, field, field), build_ref(build, value)));
}

struct node *build_contains(struct build *build, const struct token *datum, const struct token *value)
{
    struct node *node = new_node(build, NODE_CONTAINS, datum, value);
    return build_add(build_add(node, build_ref(build, datum)), build_ref(build, value));
}

struct node *build_in(struct build *build, const struct token *datum, const struct token *keyword,
                      struct node *values, const struct token *end)
{
    struct node *node = new_node(build, NODE_IN, datum, end);
    node->name_span = keyword->span;
    return empty_into(build, build_add(node, build_ref(build, datum)), values);
}

/* ---- scenarios -------------------------------------------------------------------------------- */

struct node *build_assign(struct build *build, const struct token *datum, struct node *value)
{
    return build_add(build_named(build, NODE_ASSIGN, datum, datum), value);
}

struct node *build_texts(struct build *build, const struct token *start, struct node *texts, const struct token *end)
{
    return empty_into(build, new_node(build, NODE_STRINGS, start, end), texts);
}

struct node *build_braced(struct build *build, enum node_kind kind, const struct token *start, struct node *items, const struct token *end)
{
    return empty_into(build, new_node(build, kind, start, end), items);
}

struct node *build_produced(struct build *build, struct node *instruments, struct node *signers)
{
    struct node *produces = fresh_node(build);
    produces->kind = NODE_PRODUCES;
    produces->span = produces->name_span = instruments->span;
    return build_add(build_bag(build, empty_into(build, produces, instruments)), signers);
}

static struct node *add_time(struct build *build, struct node *node, const struct token *day)
{
    if (day->kind != TOKEN_INSTANT) return node;
    return build_add(node, build_numbers(build, NODE_TIME, day, day, day->minute, 0));
}

static struct node *new_act(struct build *build, enum node_kind kind, const struct token *start,
                            const struct token *day, int32_t refused)
{
    return add_time(build, build_numbers(build, kind, start, day, day->number, refused), day);
}

struct node *build_instant(struct build *build, const struct token *instant)
{
    return add_time(build, build_numbers(build, NODE_DATE, instant, instant, instant->number, 0), instant);
}

struct node *build_extend(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                          int32_t refused, const struct token *deadline, struct node *length, struct node *produced)
{
    struct node *act = new_act(build, NODE_ACT_EXTEND, start, day, refused);
    set_name(build, act, deadline);
    build_add(build_add(act, build_ref(build, actor)), length);
    return empty_into(build, act, produced);
}

struct node *build_expire(struct build *build, const struct token *start, const struct token *day, const struct token *deadline)
{
    struct node *act = new_act(build, NODE_ACT_EXPIRE, start, day, 0);
    set_name(build, act, deadline);
    return act;
}

struct node *build_return(struct build *build, const struct token *start, const struct token *day, const struct token *route,
                          const struct token *final, struct node *assigns)
{
    struct node *act = new_act(build, NODE_ACT_RETURN, start, day, 0);
    set_name(build, act, route);
    build_add(act, build_named(build, NODE_ENDED_IN, final, final));
    return empty_into(build, act, assigns);
}

struct node *build_complete(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                            int32_t refused, const struct token *step, struct node *assigns, struct node *produced)
{
    struct node *act = new_act(build, NODE_ACT_COMPLETE, start, day, refused);
    set_name(build, act, step);
    build_add(act, build_ref(build, actor));
    return empty_into(build, empty_into(build, act, assigns), produced);
}

struct node *build_produce(struct build *build, const struct token *start, const struct token *day,
                           const struct token *actor, int32_t refused, struct node *produced)
{
    struct node *act = new_act(build, NODE_ACT_PRODUCE, start, day, refused);
    return empty_into(build, build_add(act, build_ref(build, actor)), produced);
}

struct node *build_inform(struct build *build, const struct token *start, const struct token *day,
                          const struct token *actor, int32_t refused, struct node *assigns)
{
    struct node *act = new_act(build, NODE_ACT_INFORM, start, day, refused);
    return empty_into(build, build_add(act, build_ref(build, actor)), assigns);
}

struct node *build_judge(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                         int32_t refused, struct node *assigns, struct node *grounds, struct node *produced)
{
    struct node *act = new_act(build, NODE_ACT_JUDGE, start, day, refused);
    empty_into(build, build_add(act, build_ref(build, actor)), assigns);
    return empty_into(build, build_add(act, grounds), produced);
}

struct node *build_measure_act(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                               const struct token *verb, int32_t refused, struct node *measures, struct node *produced)
{
    struct node *act = new_act(build, NODE_ACT_MEASURE, start, day, refused);
    struct node *what = build_retag(measures, NODE_MEASURES, verb);
    what->number = measure_act_of(build, verb);
    return empty_into(build, build_add(build_add(act, build_ref(build, actor)), what), produced);
}

/* A checklist is a datum of sí o no that its items answer, and so is each item. */
struct node *build_checklist(struct build *build, const struct token *keyword, const struct token *name, const struct token *caption,
                             const struct token *open)
{
    struct node *list = build_open_numbered(build, NODE_CHECKLIST, keyword, name, caption, TYPE_TRUTH);
    return open ? build_add(list, build_numbers(build, NODE_NOT_EXHAUSTIVE, open, open, 0, 0)) : list;
}

struct node *build_check(struct build *build, const struct token *name, const struct token *caption, struct node *source)
{
    struct node *check = build_item_named(build, NODE_CHECK, name, caption);
    check->number = TYPE_TRUTH;
    return build_add(check, source);
}

struct node *build_addition(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                            int32_t refused, const struct token *list, const struct token *text, struct node *met, struct node *grounds)
{
    struct node *act = new_act(build, NODE_ACT_ADD, start, day, refused);
    set_name(build, act, list);
    act->text = text->text;
    return build_add(build_add(build_add(act, build_ref(build, actor)), met), grounds);
}

static struct text told_of_session(const struct node *item)
{
    if (item->kind == NODE_OUTCOME) return TEXT("el resultado");
    if (item->kind == NODE_CONSENSUS) return TEXT("que hubo consenso");
    if (item->kind == NODE_CHAIR_VOTE) return TEXT("cómo decidió la presidencia");
    if (item->kind == NODE_URGENT) return TEXT("que se decidió lo urgente");
    if (item->kind == NODE_CONVENES) return TEXT("quién convocó");
    if (item->kind == NODE_CONVENES_EXTRA) return TEXT("que fue extraordinaria");
    return item->number >= 0 ? TEXT("cuántos votaron a favor") : TEXT("cuántos votaron en contra");
}

/* Votes said in two items are one count; a count not said is zero. */
static void add_votes(struct build *build, struct node **votes, const struct node *item)
{
    if (!*votes) {
        *votes = fresh_node(build);
        **votes = (struct node){ .kind = NODE_VOTES, .span = item->span, .name_span = item->span, .number = -1, .other = -1 };
    }
    struct node *all = *votes;
    bool counts = item->kind == NODE_VOTES;
    bool repeated = !counts ? node_child(all, item->kind) != NULL
                  : item->number >= 0 ? all->number >= 0 : all->other >= 0;
    if (repeated)
        REPORT(build->report, repeated_count, item->span, told_of_session(item));
    else if (!counts) {
        struct node *told = build_numbers(build, item->kind, &(struct token){ .span = item->span },
                                          &(struct token){ .span = item->span }, item->number, 0);
        told->name = item->name;
        told->name_span = item->name_span;
        build_add(all, told);
    }
    else if (item->number >= 0) all->number = item->number;
    else all->other = item->other;
    all->span = span_join(all->span, item->span);
}

static void settle_votes(struct node *votes)
{
    if (!votes || (votes->number < 0 && votes->other < 0)) return;
    if (votes->number < 0) votes->number = 0;
    if (votes->other < 0) votes->other = 0;
}

struct node *build_session(struct build *build, const struct token *start, const struct token *day, int32_t refused,
                           const struct token *body, const struct token *attends, struct node *attendance, struct node *assigns)
{
    struct node *act = new_act(build, NODE_ACT_SESSION, start, day, refused);
    struct node *people = new_node(build, NODE_ATTENDS, attends, attends), *votes = NULL;
    set_name(build, act, body);
    for (struct node *item = attendance->first, *next; item; item = next) {
        next = item->next;
        item->next = NULL;
        if (node_marks_person(item)) {
            struct node *person = item->first;
            item->first = item->last = NULL;
            build_add(build_add(people, person), item);
        }
        else if (item->kind == NODE_REF || item->kind == NODE_STRING) build_add(people, item);
        else add_votes(build, &votes, item);
    }
    settle_votes(votes);
    return empty_into(build, build_add(build_add(act, people), votes), assigns);
}

struct node *build_expect(struct build *build, enum node_kind kind, const struct token *start,
                          const struct token *name, int32_t number, int32_t other)
{
    struct node *node = build_named(build, kind, start, name);
    node->number = number;
    node->other = other;
    return node;
}

struct node *build_expect_measure(struct build *build, const struct token *start, const struct token *name, const struct token *standing)
{
    int status = MEASURE_UNTOUCHED;
    while (status + 1 < MEASURE_STATUSES && !same_word(build, standing->text, measure_status_word((enum measure_status)status))) status++;
    return build_expect(build, NODE_EXPECT_MEASURE, start, name, status, 0);
}

struct node *build_expect_due(struct build *build, const struct token *start, const struct token *name, const struct token *day)
{
    return add_time(build, build_expect(build, NODE_EXPECT_DUE, start, name, day->number, 0), day);
}

struct node *build_expect_times(struct build *build, const struct token *keyword, const struct token *name, int32_t comparison, const struct token *count)
{
    struct node *node = build_named(build, NODE_EXPECT_TIMES, keyword, name);
    node->span = span_join(keyword->span, count->span);
    node->number = count->number;
    node->other = comparison;
    return node;
}

struct node *build_expect_datum(struct build *build, struct node *comparison)
{
    struct node *node = build_bag(build, comparison);
    node->kind = NODE_EXPECT_DATUM;
    node->name_span = comparison->span;
    return node;
}

/* ---- reforms ---------------------------------------------------------------------------------- */

/* A block whose name is somebody else's: its spelling here is not the one that counts. */
struct node *build_open_use(struct build *build, enum node_kind kind, enum node_kind opened, const struct token *keyword,
                            const struct token *name)
{
    struct node *node = new_node(build, kind, keyword, keyword);
    set_name(build, node, name);
    node->number = opened;
    push_open(build, node, keyword, name->text);
    return node;
}

static enum amendment amendment_of(const struct token *verb)
{
    if (verb->kind == TOKEN_ADICIONA) return AMEND_ADD;
    if (verb->kind == TOKEN_SUSTITUYE) return AMEND_REPLACE;
    if (verb->kind == TOKEN_SUPRIME) return AMEND_REMOVE;
    return verb->kind == TOKEN_DEROGA ? AMEND_REPEAL : AMEND_RENUMBER;
}

struct node *build_operation(struct build *build, const struct token *verb, struct node *target, struct node *content)
{
    struct node *operation = new_node(build, NODE_OPERATION, verb, verb);
    operation->number = (int32_t)amendment_of(verb);
    return build_add(build_add(operation, target), content);
}

struct node *build_renumber(struct build *build, const struct token *verb, const struct token *norm, struct node *old, struct node *made)
{
    struct node *was = build_citation(build, norm, old);
    return build_operation(build, verb, was, build_citation(build, NULL, made));
}

/* The article comes first, in the tree as in the text. */
struct node *build_ordered_by(struct build *build, struct node *article, struct node *operation)
{
    struct node *citation = build_citation(build, NULL, article);
    citation->next = operation->first;
    if (!operation->first) operation->last = citation;
    operation->first = citation;
    node_hold(operation, NODE_CITATION);
    operation->span = span_join(citation->span, operation->span);
    citation->last = NULL;
    return operation;
}

struct node *build_target(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *name)
{
    struct node *target = new_node(build, NODE_TARGET, keyword, keyword);
    if (name) set_name(build, target, name);
    target->number = kind;
    return target;
}

/* What is told by the day it begins. */
struct node *build_target_dated(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *day)
{
    return build_numbers(build, NODE_TARGET, keyword, day, kind, day->number);
}

struct node *build_passage(struct build *build, const struct token *start, const struct token *stage, struct node *fate)
{
    fate->span = span_join(start->span, fate->span);
    if (stage) set_name(build, fate, stage);
    return fate;
}

void build_overflow(struct build *build)
{
    too_deep(build, build->here);
    build->overflowed = true;
}
