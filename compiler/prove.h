/* prove.h -- what must be proved of every route before it runs.
 *
 * Each of these reports and goes on. They ask for a program without errors of names
 * or types: everything that should mean something does. */
#ifndef COMPILER_PROVE_H
#define COMPILER_PROVE_H

#include "compiler/flow.h"

/* It starts, every stage is reached and can end, no moment waits forever. */
void prove_flow(struct context *context, struct flow *flow);

/* Every decision covers all cases once. */
void prove_decisions(struct context *context, struct flow *flow);

/* What crosses between a route and those it starts fits and stays reserved; and it finishes opening. */
void prove_subroutes(struct context *context, struct flow *flow);

/* Every term says its length, and from when, and that can have happened by then. */
void prove_terms(struct context *context, struct flow *flow);

/* What may not come about is not counted on, and passing it over leads somewhere. */
void prove_optional(struct context *context, struct flow *flow);

/* Measures last something and say what comes of it; a step handles those its route names. */
void prove_measures(struct context *context);
void prove_handling(struct context *context, const struct flow *flow);

/* Norms are of the year they say, and each is declared once. */
void prove_norms(struct context *context);

/* Bodies can sit and decide; calendars, norms and actors are what they say. */
void prove_bodies(struct context *context);

/* Parameters have one value on each of the days they cover, and each value its source. */
void prove_parameters(struct context *context);

/* Every element that must cites its source; no clause is said twice. */
void prove_form(struct context *context);

#endif
