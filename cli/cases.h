/* cases.h -- what the orders about cases share: the store, the answers, the clocks. */
#ifndef CLI_CASES_H
#define CLI_CASES_H

#include "cli/output.h"
#include "runtime/docket.h"

/* Opens the store of --almacén, RUTA_ALMACEN or ruta.db, with the key of --llave. */
const char *cases_store_path(const struct command_context *context);
bool cases_open(struct command_context *context, bool create, struct docket **out, struct fault *why);

/* Loads the case named by the first argument and shows it. */
int cases_show(struct command_context *context,
               int (*show)(struct command_context *context, struct docket *docket, const struct case_file *file));

/* Today, now, --clave and --si-versión. */
bool cases_write(struct command_context *context, struct docket_write *out, struct fault *why);

/* The day, and perhaps the hour, of --fecha, and the text of --actor: both must be given. */
bool cases_when(struct command_context *context, struct event *event, struct fault *why);
bool cases_actor(struct command_context *context, struct text *actor, struct fault *why);

/* Adds to `event` the data written as «dato=valor» in arguments `first`…, and those of
 * --datos. A reserved datum among the arguments is EXIT_USAGE: it would stay in the
 * shell's history. */
bool cases_read_data(struct command_context *context, const struct program *program, uint32_t route, size_t first,
                     struct event *event, struct fault *why);

/* "C-1 acto 4 registrado", with what it did. */
int cases_recorded(struct command_context *context, const struct case_file *file, const struct docket_answer *answer);

/* An order that adds one act to a case: opens the store and the case, reads the act with
 * `read`, records it, and tells what came of it with `say` (cases_recorded, or its own). */
typedef bool cases_reader(struct command_context *context, const struct case_file *file, struct event *event, struct fault *why);
typedef int cases_teller(struct command_context *context, const struct case_file *file, const struct docket_answer *answer);
int cases_act(struct command_context *context, const char *id, cases_reader *read, cases_teller *say);

/* The instruments of an option (--produce, --con) and --firma. */
bool cases_read_instruments(struct command_context *context, const struct program *program, uint32_t route,
                            enum option option, struct event *event, struct fault *why);

/* Says a refusal, as an answer, and returns EXIT_FINDINGS. */
int cases_refused(struct command_context *context, const struct refusal *refusal);
json_t *cases_refusal_json(const struct refusal *refusal);

/* What the last event did, one line each, indented; and as an array of such lines. */
void cases_print_effects(struct command_context *context, const struct run *run);
json_t *cases_effects_json(struct command_context *context, const struct run *run);

/* "completa «análisis»", "sesiona CERREM, asisten a, b, c": votes are reserved. */
struct text cases_act_text(struct command_context *context, const struct program *program, const struct event *event);

/* The cases that the last act of the file opened, and the one its end goes back to. */
void cases_print_links(struct command_context *context, const struct case_file *file);
json_t *cases_started_json(struct command_context *context, const struct case_file *file);

/* A known datum as text: «[reservado]» for reserved ones, always. Empty when not known. */
struct text cases_datum_text(struct command_context *context, const struct run *run, uint32_t datum);
struct text cases_datum_shown(struct command_context *context, const struct run *run, uint32_t datum);

/* " (D1066 art. …)", or "". */
struct text cases_source(struct command_context *context, const struct program *program, uint32_t source);

#endif
