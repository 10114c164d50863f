/* draw_words.c -- see draw_words.h. */
#include "runtime/draw_words.h"

#include "base/check.h"
#include "runtime/deadline.h"
#include "runtime/event.h"

static struct text string(const struct program *program, uint32_t offset)
{
    return text_from(program_text(program, offset));
}

static struct text join(struct arena *arena, struct text before, const char *between, struct text after)
{
    if (before.length == 0) return after;
    if (after.length == 0) return before;
    return text_format(arena, "%.*s%s%.*s", TEXT_ARGS(before), between, TEXT_ARGS(after));
}

struct text words_human(struct arena *arena, struct text name)
{
    char *at = arena_alloc(arena, name.length + 1);

    for (size_t i = 0; i < name.length; i++) at[i] = name.at[i] == '_' ? ' ' : name.at[i];
    return (struct text){ at, name.length };
}

struct text words_caption(struct arena *arena, const struct program *program, uint32_t name, uint32_t caption)
{
    struct text said = string(program, caption);
    return said.length ? said : words_human(arena, string(program, name));
}

struct text words_actor(struct arena *arena, const struct program *program, uint32_t actor)
{
    const struct program_actor *record = program_actor_at(program, actor);
    return words_caption(arena, program, record->name, record->caption);
}

struct text words_instrument(struct arena *arena, const struct program *program, uint32_t instrument)
{
    const struct program_instrument *record = program_instrument_at(program, instrument);
    return words_caption(arena, program, record->name, record->caption);
}

struct text words_measure(struct arena *arena, const struct program *program, uint32_t measure)
{
    const struct program_measure *row = program_measure_at(program, measure);
    return words_caption(arena, program, row->name, row->caption);
}

struct text words_handling(struct arena *arena, const struct program *program, uint32_t handling)
{
    const struct program_handling *row = program_handling_at(program, handling);
    const char *verb = measure_act_word((enum measure_act)row->act);
    if (row->instrument == NONE) return text_format(arena, "%s medidas", verb);
    return text_format(arena, "%s medidas con «%.*s»", verb, TEXT_ARGS(words_instrument(arena, program, row->instrument)));
}

struct text words_body(struct arena *arena, const struct program *program, uint32_t body)
{
    const struct program_body *record = program_body_at(program, body);
    return words_caption(arena, program, record->name, record->caption);
}

struct text words_step(struct arena *arena, const struct program *program, uint32_t step)
{
    const struct program_step *record = program_step_at(program, step);
    return words_caption(arena, program, record->name, record->caption);
}

struct text words_datum(struct arena *arena, const struct program *program, uint32_t datum)
{
    const struct program_datum *record = program_datum_at(program, datum);
    struct text name = words_human(arena, string(program, record->name));
    return record->reserved ? text_format(arena, "%.*s (reservado)", TEXT_ARGS(name)) : name;
}

/* "a juicio de Directora", "según concepto de …"; empty when nobody must judge it. */
static struct text judge_words(struct arena *arena, const struct program *program, const struct program_datum *datum)
{
    struct text who;
    if (datum->judgement == JUDGED_BY_NOBODY) return (struct text){ "", 0 };
    who = datum->judge != NONE ? words_actor(arena, program, datum->judge) : words_body(arena, program, datum->judge_body);
    return text_format(arena, "%s %.*s", datum->judgement == OPINION_OF ? "según concepto de" : "a juicio de", TEXT_ARGS(who));
}

struct text words_question(struct arena *arena, const struct program *program, uint32_t datum)
{
    const struct program_datum *record = program_datum_at(program, datum);
    struct text caption = string(program, record->caption), judge = judge_words(arena, program, record);
    if (caption.length == 0) caption = words_human(arena, string(program, record->name));
    if (record->reserved) caption = text_format(arena, "%.*s (reservado)", TEXT_ARGS(caption));
    return judge.length ? text_format(arena, "%.*s (%.*s)", TEXT_ARGS(caption), TEXT_ARGS(judge)) : caption;
}

struct text words_checklist(struct arena *arena, const struct program *program, uint32_t datum)
{
    const struct program_datum *list = program_datum_at(program, datum);
    struct text requires = TEXT("basta verificarlos");

    if (list->required && (uint32_t)list->needs == list->items_count) requires = TEXT("exige todos");
    else if (list->required) requires = text_format(arena, "exige al menos %d de %u", list->needs, list->items_count);
    return text_format(arena, "%s (%s%.*s)", program_text(program, list->caption), list->open ? "no taxativa; " : "", TEXT_ARGS(requires));
}

/* "y", but "e" before the sound i: "Procuraduría e Instancia Territorial". */
static const char *and_before(struct text next)
{
    bool silent = next.length > 1 && (next.at[0] == 'h' || next.at[0] == 'H');
    char first = next.length > silent ? next.at[silent] : '\0';
    bool diphthong = silent && next.length > 2 && next.at[2] == 'e';
    return (first == 'i' || first == 'I') && !diphthong ? " e " : " y ";
}

/* Adds the i-th of `count` phrases to a list "A, B y C". */
static struct text list_add(struct arena *arena, struct text list, struct text next, uint32_t i, uint32_t count)
{
    return join(arena, list, i + 1 == count ? and_before(next) : ", ", next);
}

/* Whether a phrase has commas or an "y" of its own, so that a list of such needs semicolons. */
static bool is_compound(struct text phrase)
{
    for (size_t i = 0; i < phrase.length; i++)
        if (phrase.at[i] == ',' || text_starts((struct text){ phrase.at + i, phrase.length - i }, TEXT(" y "))) return true;
    return false;
}

struct text words_many(struct arena *arena, const struct program *program, uint32_t first, uint32_t count, words_one one)
{
    struct text list = {0};
    bool compound = false;

    for (uint32_t i = 0; i < count; i++) compound = compound || is_compound(one(arena, program, program_ref(program, first, i)));
    for (uint32_t i = 0; i < count; i++) {
        struct text next = one(arena, program, program_ref(program, first, i));
        list = compound ? join(arena, list, "; ", next) : list_add(arena, list, next, i, count);
    }
    return list;
}

struct text words_responsible(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_step *step = program_step_at(program, index);

    if (step->responsible_count) return words_many(arena, program, step->responsible_first, step->responsible_count, words_actor);
    if (step->responsible_unknown) return TEXT("no consta");
    const struct program_step *stage = step->stage == NONE ? step : program_step_at(program, step->stage);
    if (stage->responsible_count || stage->responsible_unknown) return TEXT("");
    for (uint32_t i = 0; i < step->moments_count; i++)
        if (program_step_at(program, step->moments_first + i)->responsible_count) return TEXT("según el momento");
    return TEXT("no consta");
}

/* ---- Citations ------------------------------------------------------------ */

/* The first citation of a source that has several. */
static struct text first_citation(struct text source)
{
    for (size_t i = 0; i < source.length; i++) {
        struct text rest = { source.at + i, source.length - i };
        if (source.at[i] == ',' || source.at[i] == ';' || text_starts(rest, TEXT(" y "))) return (struct text){ source.at, i };
    }
    return source;
}

struct text_pair words_legal_number(struct arena *arena, struct text source)
{
    struct text cite = first_citation(source);
    size_t number = cite.length;

    while (number && cite.at[number - 1] != ' ') number--;
    if (number < 2) return (struct text_pair){ {0}, {0} };
    size_t word = number - 1;
    while (word && cite.at[word - 1] != ' ') word--;
    if (word == 0) return (struct text_pair){ {0}, {0} };
    return (struct text_pair){ text_copy(arena, (struct text){ cite.at + word, number - 1 - word }),
                               text_copy(arena, (struct text){ cite.at + number, cite.length - number }) };
}

/* ---- Terms ------------------------------------------------------------------ */

struct text words_condition(struct arena *arena, const struct program *program, uint32_t function)
{
    if (function == NONE) return (struct text){ "", 0 };
    return words_human(arena, string(program, program_function_at(program, function)->text));
}

struct text words_applies(struct arena *arena, const struct program *program, uint32_t step)
{
    return words_condition(arena, program, program_step_at(program, step)->applies);
}

struct text words_join(struct arena *arena, const struct program *program, uint32_t stage)
{
    const struct program_step *step = program_step_at(program, stage);
    uint32_t owed = 0;

    if (!step->parallel) return TEXT("en secuencia");
    if (!step->suffice) return TEXT("en paralelo");
    for (uint32_t i = 0; i < step->moments_count; i++) {
        const struct program_step *moment = program_step_at(program, step->moments_first + i);
        owed += moment->repeat_count == 0 && moment->repeat_body == NONE;
    }
    if (step->suffice == 1) return text_format(arena, "en paralelo, basta uno de %u", owed);
    return text_format(arena, "en paralelo, bastan %d de %u", step->suffice, owed);
}

static struct text length_words(struct arena *arena, const struct program_length *length)
{
    int64_t amount = length->amount < 0 ? -(int64_t)length->amount : length->amount;
    return term_format(arena, (struct term){ amount, (enum time_unit)length->unit });
}

/* "4 años si población es …, si no 1 año". */
static struct text lengths_words(struct arena *arena, const struct program *program, const struct program_deadline *deadline)
{
    struct text words = {0};

    for (uint32_t i = 0; i < deadline->lengths_count; i++) {
        const struct program_length *length = program_length_at(program, deadline->lengths_first + i);
        struct text one = length_words(arena, length);
        struct text guard = words_condition(arena, program, length->guard);
        if (guard.length) one = text_format(arena, "%.*s si %.*s", TEXT_ARGS(one), TEXT_ARGS(guard));
        words = join(arena, words, length->guard == NONE ? ", si no " : ", ", one);
    }
    return words;
}

/* "esta etapa", "la etapa" of this moment, or «Caption»: what an anchor of a deadline of `own` names. */
static struct text step_words(struct arena *arena, const struct program *program, uint32_t step, uint32_t own)
{
    if (own != NONE && step == own) return program_step_at(program, own)->stage == NONE ? TEXT("esta etapa") : TEXT("este momento");
    if (own != NONE && step == program_step_at(program, own)->stage) return TEXT("la etapa");
    struct text name = words_step(arena, program, step);
    return text_format(arena, "«%.*s»", TEXT_ARGS(name));
}

static struct text anchor_words(struct arena *arena, const struct program *program, const struct program_anchor *anchor, uint32_t own)
{
    struct text name;

    switch ((enum anchor_kind)anchor->kind) {
    case ANCHOR_DATUM:
        return words_datum(arena, program, anchor->datum);
    case ANCHOR_INSTRUMENT:
        name = words_instrument(arena, program, anchor->instrument);
        return text_format(arena, "«%.*s»", TEXT_ARGS(name));
    case ANCHOR_STEP_ENTRY:
        name = step_words(arena, program, anchor->step, own);
        return text_format(arena, "la entrada a %.*s", TEXT_ARGS(name));
    case ANCHOR_STEP_END:
        name = step_words(arena, program, anchor->step, own);
        return text_format(arena, "el fin de %.*s", TEXT_ARGS(name));
    case ANCHOR_MEASURE_BEGUN:
        return text_format(arena, "la implementación de «%.*s»", TEXT_ARGS(words_measure(arena, program, anchor->measure)));
    case ANCHOR_MEASURE_LOOKED_AT:
        return text_format(arena, "la implementación o la última revisión de «%.*s»", TEXT_ARGS(words_measure(arena, program, anchor->measure)));
    case ANCHOR_MEASURE_ENDED:
        return text_format(arena, "la terminación de «%.*s»", TEXT_ARGS(words_measure(arena, program, anchor->measure)));
    case ANCHOR_MEASURE_REVIEWED:
        return text_format(arena, "la revisión de «%.*s»", TEXT_ARGS(words_measure(arena, program, anchor->measure)));
    case ANCHOR_KINDS:
        break;
    }
    UNREACHABLE();
}

static struct text anchors_words(struct arena *arena, const struct program *program,
                                 uint32_t choice, uint32_t first, uint32_t count, uint32_t own)
{
    struct text list = {0};

    for (uint32_t i = 0; i < count; i++)
        list = list_add(arena, list, anchor_words(arena, program, program_anchor_at(program, first + i), own), i, count);
    if (choice == ANCHOR_LAST) return text_format(arena, "el último de: %.*s", TEXT_ARGS(list));
    if (choice == ANCHOR_FIRST) return text_format(arena, "el primero de: %.*s", TEXT_ARGS(list));
    return list;
}

struct text words_lengths(struct arena *arena, const struct program *program, uint32_t index)
{
    return lengths_words(arena, program, program_deadline_at(program, index));
}

struct text words_from(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_deadline *deadline = program_deadline_at(program, index);
    return anchors_words(arena, program, deadline->from_choice, deadline->from_first, deadline->from_count, deadline->step);
}

struct text words_until(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_deadline *deadline = program_deadline_at(program, index);
    return anchors_words(arena, program, deadline->until_choice, deadline->until_first, deadline->until_count, deadline->step);
}

struct text words_deadline(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_deadline *deadline = program_deadline_at(program, index);
    struct text words = lengths_words(arena, program, deadline);
    bool before = deadline->lengths_count && program_length_at(program, deadline->lengths_first)->amount < 0;
    struct text from = words_from(arena, program, index), until = words_until(arena, program, index);

    if (deadline->periodic) words = text_format(arena, "cada %.*s", TEXT_ARGS(words));
    words = join(arena, words, before ? " antes de " : " desde ", from);
    words = join(arena, words, " hasta ", until);
    return join(arena, words, ", cuando ", words_condition(arena, program, deadline->applies));
}

static struct text expiry_words(struct arena *arena, const struct program *program, const struct program_expiry *expiry)
{
    struct text actor = expiry->actor == NONE ? (struct text){ "", 0 } : words_actor(arena, program, expiry->actor);

    switch ((enum expiry)expiry->kind) {
    case EXPIRY_BREACH: return text_format(arena, "incumple %.*s", TEXT_ARGS(actor));
    case EXPIRY_ALERT: return text_format(arena, "alerta a %.*s", TEXT_ARGS(actor));
    case EXPIRY_NO_EFFECT: return TEXT("sin efecto");
    case EXPIRY_UNKNOWN: return TEXT("la consecuencia no consta");
    case EXPIRY_FOLLOWS:
        return text_format(arena, "sigue a %s", expiry->step != NONE ? program_text(program, program_step_at(program, expiry->step)->caption)
                                                                      : program_text(program, program_final_at(program, expiry->final)->caption));
    case EXPIRY_DEEMED: return text_format(arena, "se entiende %s", program_text(program, expiry->text));
    case EXPIRY_LAPSES: return TEXT("caduca");
    case EXPIRY_KINDS: break;
    }
    UNREACHABLE();
}

struct text words_expiries(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_deadline *deadline = program_deadline_at(program, index);
    struct text list = {0};

    for (uint32_t i = 0; i < deadline->expiries_count; i++) {
        const struct program_expiry *expiry = program_expiry_at(program, deadline->expiries_first + i);
        list = list_add(arena, list, expiry_words(arena, program, expiry), i, deadline->expiries_count);
    }
    return list;
}

static struct text interrupted_stages(struct arena *arena, const struct program *program, const struct program_interruption *interruption)
{
    if (interruption->stages_count == 0) return TEXT("En cualquier etapa");
    struct text stages = words_many(arena, program, interruption->stages_first, interruption->stages_count, words_step);
    return text_format(arena, "%s %.*s", interruption->stages_count == 1 ? "En la etapa" : "En las etapas", TEXT_ARGS(stages));
}

struct text words_interruption(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_interruption *interruption = program_interruption_at(program, index);
    struct text where = interrupted_stages(arena, program, interruption);

    if (interruption->instrument != NONE) {
        struct text instrument = words_instrument(arena, program, interruption->instrument);
        return text_format(arena, "%.*s, con «%.*s»", TEXT_ARGS(where), TEXT_ARGS(instrument));
    }
    struct text question = words_condition(arena, program, interruption->guard);
    return text_format(arena, "%.*s, si %.*s", TEXT_ARGS(where), TEXT_ARGS(question));
}

struct text words_subroute(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_route *route = program_route_at(program, program_subroute_at(program, index)->route);
    return words_caption(arena, program, route->name, route->caption);
}

/* The data by their names; what is reserved is not told even so. */
static struct text crossing_words(struct arena *arena, const struct program *program, uint32_t first, uint32_t count)
{
    struct text list = {0};

    for (uint32_t i = 0; i < count; i++) {
        const struct program_datum *to = program_datum_at(program, program_crossing_at(program, first + i)->to);
        list = list_add(arena, list, words_human(arena, text_from(program_text(program, to->name))), i, count);
    }
    return list;
}

struct text words_subroute_terms(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_subroute *subroute = program_subroute_at(program, index);
    struct text given = crossing_words(arena, program, subroute->gives_first, subroute->gives_count);
    struct text back = crossing_words(arena, program, subroute->returns_first, subroute->returns_count);
    struct text terms = text_format(arena, "%s%s.", subroute->waits ? "Se espera a que termine" : "Sigue por su lado",
                                    subroute->once ? "; solo se inicia la primera vez" : "");

    if (given.length) terms = text_format(arena, "%.*s Lleva %.*s.", TEXT_ARGS(terms), TEXT_ARGS(given));
    if (back.length) terms = text_format(arena, "%.*s Vuelve con %.*s.", TEXT_ARGS(terms), TEXT_ARGS(back));
    return terms;
}

struct text words_repeat(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_step *step = program_step_at(program, index);

    if (step->repeat_body != NONE) {
        struct text body = words_body(arena, program, step->repeat_body);
        return text_format(arena, "cada vez que sesiona %.*s", TEXT_ARGS(body));
    }
    if (step->repeat_count == 0) return (struct text){ "", 0 };
    struct text term = term_format(arena, (struct term){ step->repeat_count, (enum time_unit)step->repeat_unit });
    return text_format(arena, "cada %.*s", TEXT_ARGS(term));
}

/* ---- Instruments, bodies, finals ----------------------------------------------- */

static struct text signers_words(struct arena *arena, const struct program *program, const struct program_instrument *instrument)
{
    if (instrument->signed_by_all != NONE) {
        struct text all = words_datum(arena, program, instrument->signed_by_all);
        return text_format(arena, "firman todos los de «%.*s»", TEXT_ARGS(all));
    }
    if (instrument->signers_count == 0) return (struct text){ "", 0 };
    struct text who = words_many(arena, program, instrument->signers_first, instrument->signers_count, words_actor);
    return text_format(arena, "%s %.*s", instrument->signers_count == 1 ? "firma" : "firman", TEXT_ARGS(who));
}

struct text words_form(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_instrument *instrument = program_instrument_at(program, index);
    struct text words = signers_words(arena, program, instrument);
    struct text annexes = words_many(arena, program, instrument->annexes_first, instrument->annexes_count, words_instrument);

    if (annexes.length) words = join(arena, words, " · ", text_format(arena, "anexa %.*s", TEXT_ARGS(annexes)));
    return instrument->serial ? join(arena, words, " · ", TEXT("lleva serial")) : words;
}

/* «mayoría simple de los asistentes». */
struct text words_vote(struct arena *arena, uint32_t decision, uint32_t counted)
{
    const char *whose = counted == OF_MEMBERS ? "los miembros" : "los asistentes";
    switch ((enum decision)decision) {
    case DECISION_UNKNOWN: return TEXT("no consta");
    case DECISION_HALF_PLUS_ONE: return text_format(arena, "la mitad más uno de %s", whose);
    case DECISION_SIMPLE_MAJORITY: return text_format(arena, "mayoría simple de %s", whose);
    case DECISION_UNANIMITY: return text_format(arena, "unanimidad de %s", whose);
    case DECISION_KINDS: break;
    }
    UNREACHABLE();
}

struct text words_session(struct arena *arena, const struct program *program, const struct program_step *step, uint32_t number)
{
    const struct program_session *session = program_session_at(program, step->sessions_first + number);
    struct text body = words_body(arena, program, session->body);

    if (session->decision != DECISION_UNKNOWN)
        body = text_format(arena, "%.*s (decide %.*s)", TEXT_ARGS(body), TEXT_ARGS(words_vote(arena, session->decision, session->counted)));
    if (session->guard == NONE) return join(arena, body, ", ", number ? TEXT("en los demás casos") : TEXT(""));
    return join(arena, body, ", cuando ", words_condition(arena, program, session->guard));
}

struct text words_seat_count(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_body *body = program_body_at(program, index);

    switch ((enum membership)body->membership) {
    case MEMBERS_CONVENED: return TEXT("Miembros: los convocados en el caso");
    case MEMBERS_UNKNOWN: return TEXT("Miembros: no consta");
    case MEMBERS_LISTED: break;
    case MEMBERSHIP_COUNT: UNREACHABLE();
    }
    struct text seats = text_format(arena, "%u %s con voz y voto", body->seats_count, body->seats_count == 1 ? "miembro" : "miembros");
    if (body->invitees_count == 0) return seats;
    return text_format(arena, "%.*s · %u %s con voz", TEXT_ARGS(seats), body->invitees_count,
                       body->invitees_count == 1 ? "invitado" : "invitados");
}

struct text words_quorum(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_body *body = program_body_at(program, index);

    switch ((enum quorum)body->quorum) {
    case QUORUM_UNKNOWN: return TEXT("Quórum: no consta");
    case QUORUM_HALF_PLUS_ONE: return TEXT("Quórum: la mitad más uno de los miembros");
    case QUORUM_COUNT:
        return text_format(arena, "Quórum: %d %s", body->quorum_members, body->quorum_members == 1 ? "miembro" : "miembros");
    case QUORUM_KINDS: break;
    }
    UNREACHABLE();
}

static struct text exception_words(struct arena *arena, const struct program *program, const struct program_body *body)
{
    return body->exception == NONE ? TEXT("") : words_instrument(arena, program, body->exception);
}

struct text words_decision(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_body *body = program_body_at(program, index);
    struct text vote = words_vote(arena, body->decision, body->counted);

    if (!body->by_consensus) return text_format(arena, "Decide: %.*s", TEXT_ARGS(vote));
    if (body->decision == DECISION_UNKNOWN) return TEXT("Decide: por consenso");
    return text_format(arena, "Decide: por consenso; en su defecto, %.*s%s%.*s", TEXT_ARGS(vote),
                       body->exception == NONE ? "" : ", con ", TEXT_ARGS(exception_words(arena, program, body)));
}

struct text words_tie(struct arena *arena, const struct program *program, uint32_t index)
{
    (void)arena;
    switch ((enum tie)program_body_at(program, index)->tie) {
    case TIE_UNSAID: return TEXT("");
    case TIE_CHAIR: return TEXT("En empate: decide la presidencia");
    case TIE_NOT_ADOPTED: return TEXT("En empate: no se adopta");
    case TIE_UNKNOWN: return TEXT("En empate: no consta");
    case TIE_KINDS: break;
    }
    UNREACHABLE();
}

struct text words_urgent(struct arena *arena, const struct program *program, uint32_t index)
{
    (void)arena;
    return program_body_at(program, index)->urgent ? TEXT("Sin quórum: la presidencia decide lo urgente") : TEXT("");
}

struct text words_conveners(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_body *body = program_body_at(program, index);
    const char *outsider = body->outsider == NONE ? "" : program_text(program, program_actor_at(program, body->outsider)->caption);
    struct text ordinary = text_from(event_conveners(arena, (uint32_t)body->conveners, outsider));
    struct text extra = text_from(event_conveners(arena, (uint32_t)body->extra_conveners, ""));

    if (!extra.length) return ordinary.length ? text_format(arena, "Convoca: %.*s", TEXT_ARGS(ordinary)) : ordinary;
    return text_format(arena, "Convoca: %.*s; en sesión extraordinaria, también %.*s",
                       TEXT_ARGS(ordinary.length ? ordinary : TEXT("no consta")), TEXT_ARGS(extra));
}

struct text words_minutes(struct arena *arena, const struct program *program, uint32_t index)
{
    (void)arena;
    switch ((enum minutes)program_body_at(program, index)->minutes) {
    case MINUTES_UNKNOWN: return TEXT("Acta: no consta quién la firma");
    case MINUTES_CHAIR_AND_SECRETARY: return TEXT("Acta: la firman presidencia y secretaría técnica");
    case MINUTES_CONVENED: return TEXT("Acta: la firman los convocados");
    case MINUTES_KINDS: break;
    }
    UNREACHABLE();
}

struct text words_modalities(struct arena *arena, const struct program *program, uint32_t index)
{
    static const struct { int flag; const char *word; } modes[] = {
        { MODALITY_VIRTUAL, "virtual" }, { MODALITY_REGIONAL, "regional" }, { MODALITY_SIMULTANEOUS, "simultánea" },
    };
    int given = program_body_at(program, index)->modalities, left = 0;
    struct text list = {0};

    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) left += (given & modes[i].flag) != 0;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (given & modes[i].flag) list = join(arena, list, --left ? ", " : " o ", text_from(modes[i].word));
    return list.length ? text_format(arena, "Puede sesionar de manera %.*s", TEXT_ARGS(list)) : list;
}

struct text words_impeded(const struct program *program, uint32_t body)
{
    return program_body_at(program, body)->impeded ? TEXT("El impedido no cuenta para el quórum ni para la mayoría") : TEXT("");
}

struct text words_seat(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_seat *seat = program_seat_at(program, index);
    static const char *const delegations[] = { "", ", o su delegado", ", indelegable" };
    struct text name = words_caption(arena, program, seat->name, seat->caption);

    CHECK(seat->delegation < DELEGATION_COUNT);
    return text_format(arena, "%.*s%s%s", TEXT_ARGS(name), delegations[seat->delegation], seat->presides ? " (preside)" : "");
}

struct text words_invitee(struct arena *arena, const struct program *program, uint32_t index)
{
    const struct program_invitee *invitee = program_invitee_at(program, index);
    struct text words = words_caption(arena, program, invitee->name, invitee->caption);
    struct text condition = string(program, invitee->condition);

    if (invitee->count > 1 || (invitee->flags & INVITEE_PER_POPULATION))
        words = text_format(arena, "%d%s: %.*s", invitee->count,
                            invitee->flags & INVITEE_PER_POPULATION ? " por población" : "", TEXT_ARGS(words));
    words = join(arena, words, ", cuando: ", condition);
    return invitee->flags & INVITEE_OWN_CASES ? join(arena, words, ", ", TEXT("solo en sus casos")) : words;
}

const char *words_final_kind(enum final_kind kind)
{
    switch (kind) {
    case FINAL_PLAIN: return "Final";
    case FINAL_FAVOURABLE: return "Final favorable";
    case FINAL_UNFAVOURABLE: return "Final desfavorable";
    case FINAL_TRANSFER: return "Final por traslado";
    case FINAL_KINDS: break;
    }
    UNREACHABLE();
}
