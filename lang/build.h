/* build.h -- what grammar.y calls to make nodes, and what parse.c asks of grammar.y.
 *
 * A *bag* is a nameless node that holds a list until its owner takes the children.
 * Blocks that must be closed are kept in `open` while the parser is inside them, so
 * that a message can say where it is and an unclosed block can be named. */
#ifndef LANG_BUILD_H
#define LANG_BUILD_H

#include "lang/ast.h"
#include "lang/report.h"
#include "lang/token.h"

#define BUILD_MAX_OPEN 12       /* the grammar nests five deep */
#define BUILD_MAX_OPERATORS 500 /* in one expression: later passes recurse over it */

struct open_block {
    struct node *node;
    struct token keyword;
    struct text name;           /* as written; empty when it has none */
};

struct build {
    struct arena *arena;
    struct intern *names;
    struct report *report;
    struct node *file;
    struct node *spare;         /* bags that gave their children away, to be used again */
    struct open_block open[BUILD_MAX_OPEN];
    size_t open_count;
    unsigned operators;         /* of the expression under way */
    struct span here;           /* the token being handed to the parser */
    bool too_deep;              /* said once */
    bool overflowed;            /* the parser's stack: nothing more can be parsed */
};

struct build *build_new(struct arena *arena, struct intern *names, struct report *report, uint32_t source);

/* ---- any node ---- */
struct token build_no_token(void);
struct node *build_bag(struct build *build, struct node *first);
struct node *build_more(struct node *bag, struct node *child);
struct node *build_more_of(struct node *parent, struct node *bag);
struct node *build_add(struct node *parent, struct node *child);
struct node *build_end(struct build *build, struct node *node, const struct token *end);
struct node *build_retag(struct node *node, enum node_kind kind, const struct token *keyword);
struct node *build_group(struct build *build, enum node_kind kind, const struct token *keyword, struct node *bag);
struct node *build_named(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *name);
struct node *build_rules_of(struct build *build, const struct token *keyword, const struct token *name);
struct node *build_text(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *text);
struct node *build_numbers(struct build *build, enum node_kind kind, const struct token *start,
                           const struct token *end, int32_t number, int32_t other);

/* ---- declarations: their spelling becomes the spelling of the name ---- */
struct node *build_titled(struct build *build, enum node_kind kind, const struct token *keyword,
                          const struct token *name, const struct token *caption);
struct node *build_titled_numbered(struct build *build, enum node_kind kind, const struct token *keyword,
                                   const struct token *name, const struct token *caption, int32_t number);
struct node *build_item_named(struct build *build, enum node_kind kind, const struct token *name,
                              const struct token *caption);

/* ---- blocks ---- */
struct node *build_open(struct build *build, enum node_kind kind, const struct token *keyword,
                        const struct token *name, const struct token *caption);
struct node *build_open_numbered(struct build *build, enum node_kind kind, const struct token *keyword,
                                 const struct token *name, const struct token *caption, int32_t number);
struct node *build_begin(struct build *build, struct node *head, struct node *first_clause);
struct node *build_close(struct build *build, struct node *head, struct node *bag, const struct token *end);
void build_abandon(struct build *build, const struct node *head);

/* ---- one per construct ---- */
void build_item(struct build *build, struct node *item);
struct node *build_module(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *dotted);
struct token build_dotted(struct build *build, const struct token *start, const struct token *name);
struct node *build_ref(struct build *build, const struct token *name);
struct node *build_citation(struct build *build, const struct token *norm, struct node *parts);
struct node *build_part(struct build *build, const struct token *word, const struct token *value);
/* `number` NULL when the norm has none, as a constitution. */
struct node *build_identity(struct build *build, const struct token *kind, const struct token *number, const struct token *year);

struct node *build_seat(struct build *build, const struct token *name, const struct token *caption,
                        int32_t presides, int32_t delegation, struct node *marks);
struct node *build_invitee(struct build *build, const struct token *start, const struct token *name,
                           const struct token *caption, int32_t count, int32_t flags, struct node *condition, struct node *marks);
struct node *build_week(struct build *build, const struct token *keyword, const struct token *first, const struct token *last);
struct node *build_day_of_year(struct build *build, const struct token *day, const struct token *month);
struct node *build_holiday(struct build *build, const struct token *keyword, const struct token *name,
                           const struct token *caption, struct node *rule, int32_t to_monday, struct node *marks);
struct node *build_closure(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *name,
                           const struct token *caption, const struct token *first, const struct token *last,
                           struct node *optional, struct node *marks);
struct node *build_meets(struct build *build, const struct token *keyword, const struct token *number,
                         int32_t times, int32_t every, int32_t unit);
/* «adopta medidas [con INSTRUMENTO]», and «UNP adopta a, b». */
struct node *build_handling(struct build *build, const struct token *verb, const struct token *end, const struct token *instrument);
struct node *build_measure_act(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                               const struct token *verb, int32_t refused, struct node *measures, struct node *produced);

struct node *build_convener(struct build *build, const struct token *keyword, int32_t others, const struct token *name);
struct node *build_attending(struct build *build, enum node_kind how, struct node *person, const struct token *end);
struct node *build_consensus(struct build *build, const struct token *keyword, const struct token *end, struct node *vote);
struct node *build_type(struct build *build, const struct token *start, const struct token *end, enum datum_type type);
struct node *build_list_type(struct build *build, const struct token *list);
struct node *build_values_type(struct build *build, const struct token *start, const struct token *list);
struct node *build_contains(struct build *build, const struct token *datum, const struct token *value);
struct node *build_how_many(struct build *build, const struct token *keyword, const struct token *datum);
struct node *build_braced(struct build *build, enum node_kind kind, const struct token *start, struct node *items, const struct token *end);
struct node *build_people_type(struct build *build, const struct token *start, struct node *fields, const struct token *end);
struct node *build_field(struct build *build, const struct token *name, const struct token *list, int32_t reserved);
struct node *build_with_field(struct build *build, struct node *how_many, const struct token *field, const struct token *value);
struct node *build_units_type(struct build *build, const struct token *start, const struct token *parameter);
struct node *build_parameter_value(struct build *build, const struct token *keyword, const struct token *first,
                                   const struct token *last, struct node *value, struct node *marks);
struct node *build_amount(struct build *build, const struct token *figure, const struct token *unit);
struct node *build_datum(struct build *build, const struct token *name, struct node *type, int32_t reserved,
                         struct node *judged, const struct token *caption, struct node *marks);
struct node *build_checklist(struct build *build, const struct token *keyword, const struct token *name, const struct token *caption,
                             const struct token *open);
struct node *build_check(struct build *build, const struct token *name, const struct token *caption, struct node *source);
struct node *build_addition(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                            int32_t refused, const struct token *list, const struct token *text, struct node *met, struct node *grounds);
struct node *build_judged(struct build *build, const struct token *keyword, const struct token *who, enum judgement judgement);
struct node *build_judge(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                         int32_t refused, struct node *assigns, struct node *grounds, struct node *produced);
struct node *build_parallel(struct build *build, const struct token *keyword, int32_t suffice);
struct node *build_branch(struct build *build, const struct token *keyword, struct node *condition,
                          struct node *follows, struct node *marks);
struct node *build_interruption(struct build *build, const struct token *keyword, struct node *stages,
                                struct node *trigger, struct node *follows);
struct node *build_subroute(struct node *subroute, int32_t waits, int32_t first_only, struct node *returned);
struct node *build_crossing(struct build *build, const struct token *to, struct node *from);
struct node *build_end_of(struct node *node, const struct token *end);
struct node *build_return(struct build *build, const struct token *start, const struct token *day, const struct token *route,
                          const struct token *final, struct node *assigns);
struct node *build_deadline(struct build *build, struct node *head, struct node *lengths, struct node *anchors,
                            struct node *until, struct node *clauses, const struct token *end);
struct node *build_backwards(struct node *lengths);
struct node *build_anchor_of_term(struct build *build, const struct token *start, const struct token *term);
struct node *build_with(struct build *build, struct node *extension, const struct token *instrument);
struct node *build_deemed(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *text);
struct node *build_anchors(enum anchor_choice choice, struct node *bag);
struct node *build_anchor(struct build *build, const struct token *start, const struct token *name, enum anchor_place place);
struct node *build_effect(struct build *build, const struct token *keyword, const struct token *actor, enum expiry effect);
struct node *build_pair(struct build *build, enum node_kind kind, struct node *left, struct node *right);
struct node *build_not(struct build *build, const struct token *keyword, struct node *expression);
struct node *build_half(struct build *build, const struct token *keyword, struct node *term);
struct node *build_enclosed(const struct token *start, struct node *expression, const struct token *end);
struct node *build_condition(struct build *build, struct node *expression);
struct node *build_expression_done(struct build *build, struct node *expression);
struct node *build_compare(struct build *build, struct node *left, int32_t comparison, struct node *right);
struct node *build_these(struct build *build, const struct token *keyword, enum these which, int32_t at_least,
                         struct node *parts, const struct token *end);
struct node *build_times(struct build *build, const struct token *keyword, const struct token *name);
struct node *build_in(struct build *build, const struct token *datum, const struct token *keyword,
                      struct node *values, const struct token *end);
struct node *build_assign(struct build *build, const struct token *datum, struct node *value);
struct node *build_texts(struct build *build, const struct token *start, struct node *texts, const struct token *end);
struct node *build_produced(struct build *build, struct node *instruments, struct node *signers);
struct node *build_complete(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                            int32_t refused, const struct token *step, struct node *assigns, struct node *produced);
struct node *build_produce(struct build *build, const struct token *start, const struct token *day,
                           const struct token *actor, int32_t refused, struct node *produced);
struct node *build_inform(struct build *build, const struct token *start, const struct token *day,
                          const struct token *actor, int32_t refused, struct node *assigns);
struct node *build_session(struct build *build, const struct token *start, const struct token *day, int32_t refused,
                           const struct token *body, const struct token *attends, struct node *attendance, struct node *assigns);
struct node *build_expect(struct build *build, enum node_kind kind, const struct token *start,
                          const struct token *name, int32_t number, int32_t other);
struct node *build_extend(struct build *build, const struct token *start, const struct token *day, const struct token *actor,
                          int32_t refused, const struct token *deadline, struct node *length, struct node *produced);
struct node *build_expire(struct build *build, const struct token *start, const struct token *day, const struct token *deadline);
struct node *build_instant(struct build *build, const struct token *instant);
struct node *build_expect_measure(struct build *build, const struct token *start, const struct token *name, const struct token *standing);
struct node *build_expect_due(struct build *build, const struct token *start, const struct token *name, const struct token *day);
struct node *build_expect_times(struct build *build, const struct token *keyword, const struct token *name, int32_t comparison, const struct token *count);
struct node *build_expect_datum(struct build *build, struct node *comparison);
struct node *build_open_use(struct build *build, enum node_kind kind, enum node_kind opened, const struct token *keyword,
                            const struct token *name);
struct node *build_operation(struct build *build, const struct token *verb, struct node *target, struct node *content);
struct node *build_renumber(struct build *build, const struct token *verb, const struct token *norm, struct node *old, struct node *made);
struct node *build_ordered_by(struct build *build, struct node *article, struct node *operation);
struct node *build_target(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *name);
struct node *build_target_dated(struct build *build, enum node_kind kind, const struct token *keyword, const struct token *day);
struct node *build_passage(struct build *build, const struct token *start, const struct token *stage, struct node *fate);
void build_overflow(struct build *build);

/* ---- the parser Lemon makes of grammar.y ---- */
void *grammarAlloc(void *(*allocate)(size_t size));
void grammarFree(void *grammar, void (*release)(void *block));
void grammar(void *grammar, int kind, struct token token, struct build *build);

void grammar_settle(void *grammar);
void grammar_settle_before(void *grammar, int token);

/* Would the next token be taken? With soft words counted as names, and without. */
bool grammar_accepts(const void *grammar, int kind);
bool grammar_expects(const void *grammar, int kind);
int grammar_token_count(void);

#endif
