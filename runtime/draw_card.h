/* draw_card.h -- the boxes of a drawing, each in its own coordinates.
 *
 * A card is drawn from its top left corner at (0,0) and tells its size; draw.c asks the
 * layout where it goes and moves it there whole. */
#ifndef RUNTIME_DRAW_CARD_H
#define RUNTIME_DRAW_CARD_H

#include "runtime/program.h"
#include "runtime/svg.h"

#define CARD_PALETTE 8          /* colours for those responsible; classes r0 … r7, rn for none */

/* What the cards of one drawing share. */
struct card_context {
    const struct program *program;
    struct arena *arena;
    VEC(uint32_t) lanes;        /* actors first in charge of a step, in the order they appear */
    VEC(struct text) notes;     /* footnotes, in the order cited */
    bool *produced;             /* instruments some step of the route produces: told in full there */
    bool wide;                  /* some stage has moments side by side: all are as wide as it */
};

struct card {
    struct svg svg;
    int width, height;
};

extern const struct svg_font card_title, card_subtitle, card_heading, card_text, card_strong, card_small, card_section;

/* A stage with its moments inside. */
struct card card_stage(struct card_context *context, uint32_t step);

/* The question a stage ends in; a diamond that fills the card. */
struct card card_decision(struct card_context *context, uint32_t step);

/* What takes the case away from its stage, for the arrow to where it takes it. */
struct card card_interruption(struct card_context *context, uint32_t interruption);

/* Another route that this one starts; a double frame. */
struct card card_subroute(struct card_context *context, uint32_t subroute);

struct card card_final(struct card_context *context, uint32_t final);

/* A stage that an earlier text had and the one drawn has not. */
struct card card_gone(struct arena *arena, const struct program *before, uint32_t step);

/* The bodies that sit in a stage or its moments, one below the other. */
struct card card_bodies(struct card_context *context, const uint32_t *bodies, uint32_t count);

struct card card_start(void);

/* A body in full: seats, invitees, minutes; for the panel below the drawing. */
struct card card_roster(struct card_context *context, uint32_t body, int width);

/* One coloured tag with the name of an actor; `lane` NONE for those without. */
struct card card_lane(struct card_context *context, uint32_t lane, int width);

/* Deadlines of the whole route, as badges. */
struct card card_route_terms(struct card_context *context, uint32_t route, int width);

/* The colour class of an actor, its position in `lanes`; adds it when new. */
uint32_t card_lane_of(struct card_context *context, uint32_t actor);

/* "D1066 art. …" and, when there is a note, " · nota 3" (adding it to the notes). */
struct text card_cite(struct card_context *context, uint32_t source, uint32_t note);

/* The words on the way out of a decision; empty when it is the only way. */
struct text card_branch_label(struct card_context *context, uint32_t step, uint32_t branch);

/* Whether a stage ends in a question. */
bool card_is_decision(const struct program *program, uint32_t step);

/* The style sheet and the symbols of all cards. */
void card_definitions(struct svg *svg);

/* The table of signs: what each shape means. */
struct card card_legend(int width);

void card_place(struct svg *svg, const struct card *card, int x, int y, const char *css);
void card_free(struct card *card);

#endif
