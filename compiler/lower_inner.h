/* lower_inner.h -- what the files of lower share. See lower.h. */
#ifndef COMPILER_LOWER_INNER_H
#define COMPILER_LOWER_INNER_H

#include "compiler/lower.h"

struct lowering {
    struct context *context;
    struct program_builder *builder;
    const struct decl *home;        /* what is being written: its module, its source */
};

/* The record of a declaration, typed: RECORD(lowering, step, decl->index)->caption = … */
#define RECORD(lowering, table, index) \
    ((struct program_##table *)program_record((lowering)->builder, PROGRAM_TABLE_##table, (index)))
#define ADD(lowering, table, count) program_add((lowering)->builder, PROGRAM_TABLE_##table, (count))

uint32_t lower_string(struct lowering *lowering, struct text text);
uint32_t lower_name(struct lowering *lowering, symbol_t name);
uint32_t lower_source(struct lowering *lowering);                                   /* of home */
uint32_t lower_source_of(struct lowering *lowering, const struct node *element);    /* of a part of home */
uint32_t lower_notes(struct lowering *lowering, const struct node *element);
uint32_t lower_file(struct lowering *lowering);
int32_t lower_line(struct lowering *lowering, const struct node *node);

/* The act that wrote an element or a part of one, "D1139 art. 9"; empty for the original text. */
uint32_t lower_act(struct lowering *lowering, const struct node *part);
uint32_t lower_act_of_version(struct lowering *lowering, const struct decl *decl);

/* The rows of the versions before and after one, or NONE. */
uint32_t lower_before(const struct decl *decl);
uint32_t lower_after(const struct decl *decl);
#define VERSION_OF(decl) .from = (decl)->from, .to = (decl)->to, .before = lower_before(decl), .after = lower_after(decl)

/* The row of what a node names, or NONE when there is no such node or it names nothing. */
uint32_t lower_link(struct lowering *lowering, const struct node *node);

/* The rows named in every clause of that kind: appended to `ref`; *count how many. */
uint32_t lower_refs(struct lowering *lowering, const struct node *element, enum node_kind clause, uint32_t *count);

/* The function of the condition a clause carries, or NONE. */
uint32_t lower_guard(struct lowering *lowering, const struct node *clause);

/* The unit of a LENGTH or a REPEATS. */
enum time_unit lower_unit(const struct node *term);

/* How many children of a kind. */
uint32_t lower_count(const struct node *parent, enum node_kind kind);

void lower_reforms(struct lowering *lowering);                                  /* lower_reform.c */
/* Parts of a term, of a deadline or of a measure. */
uint32_t lower_lengths(struct lowering *lowering, const struct node *term, uint32_t *count);
uint32_t lower_extensions(struct lowering *lowering, const struct node *term, uint32_t *count);
uint32_t lower_said_expiries(struct lowering *lowering, const struct node *term, uint32_t *count);     /* not stated: «no consta» */

void lower_measure(struct lowering *lowering, const struct decl *measure);      /* lower_measure.c */
void lower_requisites(struct lowering *lowering, const struct flow *flow, struct program_route *route);
uint32_t lower_handlings(struct lowering *lowering, const struct node *step, uint32_t *count);
void lower_measure_term_rows(struct lowering *lowering, const struct flow *flow);
void lower_measure_terms(struct lowering *lowering, const struct flow *flow);
void lower_body(struct lowering *lowering, const struct decl *body);            /* lower_body.c */
void lower_calendar(struct lowering *lowering, const struct decl *calendar);    /* lower_calendar.c */
void lower_parameter(struct lowering *lowering, const struct decl *parameter);  /* lower_parameter.c */
void lower_route_rows(struct lowering *lowering, const struct flow *flow);      /* lower_route.c: rows … */
void lower_route(struct lowering *lowering, const struct flow *flow);           /* … then what they hold */
void lower_deadlines(struct lowering *lowering, const struct flow *flow);       /* lower_deadline.c */
void lower_deadline_rows(struct lowering *lowering, const struct flow *flow);

#endif
