/* draw_words.h -- what a program says, as phrases a person reads.
 *
 * The picture and the outline take their words from here, so they cannot disagree. */
#ifndef RUNTIME_DRAW_WORDS_H
#define RUNTIME_DRAW_WORDS_H

#include "base/arena.h"
#include "runtime/program.h"

/* The caption, or the name with its underscores as spaces when there is none. */
struct text words_caption(struct arena *arena, const struct program *program, uint32_t name, uint32_t caption);
struct text words_actor(struct arena *arena, const struct program *program, uint32_t actor);
struct text words_instrument(struct arena *arena, const struct program *program, uint32_t instrument);
struct text words_measure(struct arena *arena, const struct program *program, uint32_t measure);
struct text words_handling(struct arena *arena, const struct program *program, uint32_t handling);     /* "adopta medidas con «…»" */
struct text words_body(struct arena *arena, const struct program *program, uint32_t body);
struct text words_step(struct arena *arena, const struct program *program, uint32_t step);

/* "A, B y C" (or "A; B y B; C"): `count` phrases of a MANY field, each made by `one`. */
typedef struct text (*words_one)(struct arena *arena, const struct program *program, uint32_t index);
struct text words_many(struct arena *arena, const struct program *program, uint32_t first, uint32_t count, words_one one);

/* Who is responsible: «según el momento» when only the moments say, «no consta» when nobody
 * does; empty for a moment whose stage says it. */
struct text words_responsible(struct arena *arena, const struct program *program, uint32_t step);

/* A datum by its name, and what a step asks with it: its question, if it has one. A reserved one says so. */
struct text words_datum(struct arena *arena, const struct program *program, uint32_t datum);
struct text words_question(struct arena *arena, const struct program *program, uint32_t datum);

/* How the law numbers it: "D1066 art. 2.4.1.2.40 num. 4 y par. 4" gives "num." and "4".
 * Both empty when the source does not end in a numbered part. */
struct text_pair { struct text word, number; };
struct text_pair words_legal_number(struct arena *arena, struct text source);

/* "30 días hábiles desde «Formulario», cuando …"; a periodic one begins with "cada". */
struct text words_deadline(struct arena *arena, const struct program *program, uint32_t deadline);

/* Its parts: "30 días hábiles"; "el último de: A y B"; the same of its end, or "". */
struct text words_lengths(struct arena *arena, const struct program *program, uint32_t deadline);
struct text words_from(struct arena *arena, const struct program *program, uint32_t deadline);
struct text words_until(struct arena *arena, const struct program *program, uint32_t deadline);

/* "incumple UNP y alerta a Directora": what happens when it expires. */
struct text words_expiries(struct arena *arena, const struct program *program, uint32_t deadline);

/* "En cualquier etapa, si …", "En la etapa A, con «Acto …»": when it comes. */
struct text words_interruption(struct arena *arena, const struct program *program, uint32_t interruption);

/* In which cases a step applies; empty when in all. */
struct text words_applies(struct arena *arena, const struct program *program, uint32_t step);

/* "en secuencia", "en paralelo", "en paralelo, bastan 2 de 3": how the moments of a stage join. */
struct text words_join(struct arena *arena, const struct program *program, uint32_t stage);

/* The route that a sub-route starts; and how it runs: "Se espera a que termine. Vuelve con A y B." */
struct text words_subroute(struct arena *arena, const struct program *program, uint32_t subroute);
struct text words_subroute_terms(struct arena *arena, const struct program *program, uint32_t subroute);

/* "Requisitos (no taxativa; exige todos)": what a checklist is called and asks. */
struct text words_checklist(struct arena *arena, const struct program *program, uint32_t datum);

/* "cada 1 mes", "cada vez que sesiona …"; empty when the step does not repeat. */
struct text words_repeat(struct arena *arena, const struct program *program, uint32_t step);

/* "firma A y B · anexa C · lleva serial"; empty when the source asks for none of it. */
struct text words_form(struct arena *arena, const struct program *program, uint32_t instrument);

/* "la mitad más uno de los asistentes". */
struct text words_vote(struct arena *arena, uint32_t decision, uint32_t counted);

/* "A, cuando X"; the body that sits when no earlier one does says so. */
struct text words_session(struct arena *arena, const struct program *program, const struct program_step *step, uint32_t number);

struct text words_seat_count(struct arena *arena, const struct program *program, uint32_t body);
struct text words_quorum(struct arena *arena, const struct program *program, uint32_t body);
struct text words_decision(struct arena *arena, const struct program *program, uint32_t body);
struct text words_tie(struct arena *arena, const struct program *program, uint32_t body);          /* "" when it is not said */
struct text words_urgent(struct arena *arena, const struct program *program, uint32_t body);        /* these two as well */
struct text words_conveners(struct arena *arena, const struct program *program, uint32_t body);
struct text words_minutes(struct arena *arena, const struct program *program, uint32_t body);
struct text words_modalities(struct arena *arena, const struct program *program, uint32_t body);
struct text words_impeded(const struct program *program, uint32_t body);     /* empty where nothing is said */
struct text words_seat(struct arena *arena, const struct program *program, uint32_t seat);
struct text words_invitee(struct arena *arena, const struct program *program, uint32_t invitee);

/* "Final favorable", "Final por traslado" … */
const char *words_final_kind(enum final_kind kind);

/* A condition as a person would say it: names without underscores. */
struct text words_condition(struct arena *arena, const struct program *program, uint32_t function);
struct text words_human(struct arena *arena, struct text name);

#endif
