/* bodies.h -- what a body says, and what it takes from the one whose special session it is.
 *
 * «sesión especial de CERREM» is CERREM with other invitees: a rule the special session does
 * not state is that of its body, source and all. */
#ifndef COMPILER_BODIES_H
#define COMPILER_BODIES_H

#include "base/vec.h"
#include "compiler/flow.h"

/* The body whose special session this is, or NULL. A special session has none of its own. */
const struct decl *body_base(const struct context *context, const struct decl *body);

/* A clause of a body, and the body that wrote it: itself or its base. node is NULL for neither. */
struct body_rule {
    const struct decl *body;
    const struct node *node;
};

struct body_rule body_rule(const struct context *context, const struct decl *body, enum node_kind clause);

/* Its invitees and then those of its base, but for the ones it names again. */
struct invitation {
    const struct decl *by;          /* the body that wrote it */
    const struct node *invitee;
};

typedef VEC(struct invitation) invitations;
void body_invitations(const struct context *context, const struct decl *body, invitations *out);

/* A condition over the data of a case that decides whether an invitee is called. Bodies
 * belong to no route: each route that a body hears says what the names mean. */
struct summons {
    const struct decl *body;
    size_t place;                   /* of the invitee, among body_invitations() */
    const struct decl *by;
    const struct node *invitee;
    struct node *condition;
};

typedef VEC(struct summons) summonses;
void summons_of(const struct context *context, const struct flow *flow, summonses *out);

/* Names and types of those conditions in every route that needs them. */
void check_summons(struct context *context, const struct flow *flow);

#endif
