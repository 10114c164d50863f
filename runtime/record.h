/* record.h -- an event as it is kept: canonical JSON with names, never indexes.
 *
 * Canonical: one object, keys sorted by bytes, no spaces, UTF-8. Names are spelled as
 * the case's program declares them; a date is "2026-03-13", a truth true or false, a
 * list value its name, a list of texts an array. What each kind of event holds:
 *
 *   abre      programa (digest), ruta, datos
 *   completa  etapa, momento, datos, instrumentos, firmantes
 *   produce   datos, instrumentos, firmantes
 *   informa   datos
 *   sesiona   comite, asistentes, delegados, invitados, impedidos, convoca, extraordinaria, urgente, consenso, presidencia, a_favor, en_contra, adopta (where votes are reserved, votos: those three sealed, and adopta always), modalidad, datos
 *   prorroga  plazo, etapa, momento (whose it is), termino, datos, instrumentos, firmantes
 *   juzga     datos, motivo (sealed when a datum is reserved), instrumentos, firmantes
 *   añade     lista, requisito, cumple, motivo
 *   vence     plazo, etapa, momento
 *   medida    medidas, que ("adopta"), datos, instrumentos, firmantes
 *   recalcula programa (digest of the one with the calendar), motivo
 *   migra     norma (the reform), fuente, programa (digest of the one with the new text), ruta, vigente (a day of that
 *             text), etapa (where it goes, in the new text), termino ("corre" or "nuevo"), conserva (true: it keeps the text
 *             it is under, in the program that brings the reform)
 *
 * Any of them may have `hora`, "10:30"; and a date with its hour is "2026-03-13T10:30". What is empty or not stated is left out. A reserved value is {"sellado":"base64…"} of its
 * own JSON text; the signers are sealed as one value when it is a reserved datum that says who they are. Of several
 * instruments or bodies with one name, the second in the program is "name#2"; the versions of one are one, and it is
 * the one of the route, or of the day. */
#ifndef RUNTIME_RECORD_H
#define RUNTIME_RECORD_H

#include "base/arena.h"
#include "runtime/event.h"
#include "runtime/seal.h"
#include "runtime/store.h"

/* The payload of an event; malloc'd, NULL with *why. `place` NULL leaves reserved values in clear
 * (to compare, never to keep). EXIT_NO_PERMISSION when there is something to seal and no key,
 * EXIT_BAD_DATA when a text is not UTF-8 or a datum is given twice, EXIT_LIMIT when it is too large. */
char *record_encode(const struct program *program, uint32_t route, const struct event *event,
                    const struct seal_place *place, struct fault *why);

/* The event as it will be read back, its data in the order of their names: what the machine decides on
 * must be what is replayed. Borrows all the rest. */
struct event record_in_order(const struct program *program, const struct event *event, struct arena *arena);

struct record {
    struct event event;
    struct arena arena;         /* what the event points at */
    bool hidden;                /* a reserved text could not be read and is RECORD_HIDDEN */
};

#define RECORD_HIDDEN "[reservado]"

/* Reads a stored event of a case of `route` back; of a `recalcula` or a `migra`, event.other_program is for the caller to find. Without a key reserved texts are hidden; a
 * reserved value of another type needs it: EXIT_NO_PERMISSION. Anything the program does not know, or
 * that does not open, is EXIT_INTEGRITY. On true, record_free() it. */
bool record_decode(struct record *out, const struct program *program, uint32_t route,
                   const struct store_event *row, const struct seal_key *key, struct fault *why);
void record_free(struct record *record);

/* Under which program a case was opened, and in which route (malloc'd): what the rest of its events is read with.
 * False when the row is no opening that can be read. */
bool record_read_opening(const struct store_event *row, uint8_t program[DIGEST_BYTES], char **route);

/* How a session names its body: "cerrem", or "cerrem#2". In the arena. */
const char *record_body_name(const struct program *program, uint32_t body, struct arena *arena);

/* Whether a case of this route may hold anything reserved, and so needs a key. */
bool record_needs_key(const struct program *program, uint32_t route);

#endif
