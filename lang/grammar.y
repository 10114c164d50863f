/* grammar.y -- the language of docs/lenguaje.md. One builder call per rule (build.h).
 *
 * Implementation notes, for whoever changes it:
 *  - parse.c asks grammar_accepts() before it hands over a token, so the parser never
 *    meets an error of its own. After reporting one, parse.c feeds TOKEN_BAD, which no
 *    rule takes: Lemon then pops to the nearest list that has an `error` item.
 *  - parse.c relabels what one token of look-ahead cannot tell apart: «fin X» is one
 *    closer; «etapa 4» in a citation is ETAPA_CITED; «el FECHA» that ends an expectation is
 *    EL_DATED; the name after the figure of an amount is UNIT; «fuente» that does not begin its line is FUENTE_HERE, and belongs to the value
 *    or the clause before it rather than to the block. In a reform, «art.» that begins its line
 *    is ART_FIRST: the article that orders what follows, and no part of a citation before it.
 *  - Words in %fallback may be names where no rule wants them as words. A word that opens
 *    or closes a block, or joins sentences, is never a name. */

%name grammar
%token_prefix TOKEN_
%token_type {struct token}
%default_type {struct node *}
%extra_argument {struct build *build}
%stack_size 1000
%stack_overflow { build_overflow(build); }

%include {
#include <assert.h>
#include "lang/build.h"
}

%token BAD.
/* Where an element without clauses of its own is followed by «fuente» or «nota», they are
   its; where «par.» is followed by a number, it is its number. */
%nonassoc BAD.
%nonassoc FUENTE FUENTE_HERE NOTA NUMBER.
%fallback NAME
    BASTA JUICIO SEGUN CONCEPTO JUZGA JUZGAR PORQUE VERIFICA VERIFICARLOS EXIGE TAXATIVA ANADE ANADIR CUMPLE
    ENTIDAD DEPENDENCIA CARGO INTERVINIENTE LISTA INSTRUMENTO CALENDARIO FUENTE FUENTE_HERE NOTA EXPEDIDA PUBLICADA VIGENTE
    VERIFICADA MIEMBROS INVITADOS SECRETARIA QUORUM ACTA SESIONA FIRMA ANEXA LLEVA EXTIENDE SEMANA FESTIVO CIERRE
    DATOS INICIA FINAL EFECTO RESPONSABLE PARTICIPA RECIBE PRODUCE PIDE SIN PLAZO SE APLICA ORDEN VOZ VOTO CONSTA
    CONVOCADOS CASO SUS SOLO PRESIDE DELEGABLE INDELEGABLE CUANDO POR POBLACION TECNICA PARA DELIBERAR MITAD MAS UNO
    ASISTENTES MAYORIA SIMPLE UNANIMIDAD FIRMADA PRESIDENCIA MANERA VIRTUAL REGIONAL SIMULTANEA TODOS SERIAL HABIL
    DIAS MESES ANOS LUNES WEEKDAY MONTH_NAME PASA AL A ANTES DESPUES PASCUA FECHA NUMERO TEXTO TEXTOS RESERVADO LEGAL
    REPITE CADA VEZ QUE SECUENCIA PARALELO FAVORABLE DESFAVORABLE TRASLADO VENCE INCUMPLE ALERTA ENTRADA ULTIMO
    PRIMERO MENOS LO SUMO COMPLETA COMPLETAR PRODUCIR INFORMA INFORMAR SESIONAR PUEDE ASISTENCIA FAVOR CONTRA ADOPTA
    PENDIENTE CURSO CUMPLIDO VENCIDO INCISO TITULO SECCION USA MODULO PRORROGA PRORROGAR LIMITE SUSPENDE REANUDA
    INTERRUMPE CUENTA SIGUIENTE HECHO TERMINA INHABIL CORRE HORAS ENTIENDE CADUCA VENCIMIENTO SUSPENDIDO REUNE
    SUSPENSION ELECCION ACOGE CONSENSO DEFECTO EMPATE ALGUNA NINGUNA
    ESPERA ESPERAR URGENTE CONVOCA CUALQUIER SESION EXTRAORDINARIA DELEGADO NORM_KIND EXPIDE ESPECIAL REGLAS IMPEDIDO COMO PARAMETRO PESOS DINERO
    REFORMA VALOR DATO CONSERVAN DEMAS ANTERIOR NUEVO CONTIENE CUANTOS PERSONAS
    MEDIDA INCLUYE REQUIERE SALVO PREVIA SOLA DURA RECOMIENDA REVISA MEASURE_VERB MEASURE_INFINITIVE MEASURE_STATUS RESERVADOS.

%type name {struct token}
%type datum_name {struct token}
%type dotted {struct token}
%type caption {struct token}
%type part_word {struct token}
%type part_value {struct token}
%type preside {int32_t}
%type delegation {int32_t}
%type own_cases {int32_t}
%type ordered {int32_t}
%type counted {int32_t}
%type modality {int32_t}
%type convener {int32_t}
%type conveners {int32_t}
%type modalities {int32_t}
%type reserved {int32_t}
%type kind_of_final {int32_t}
%type waits {int32_t}
%type first_only {int32_t}
%type unit {int32_t}
%type status {int32_t}
%type moment_status {int32_t}
%type comparison_word {int32_t}
%type refused_completes {int32_t}
%type refused_produces {int32_t}
%type refused_informs {int32_t}
%type refused_judges {int32_t}
%type refused_adds {int32_t}
%type refused_sits {int32_t}
%type comma_to_monday {int32_t}
%type refused_extends {int32_t}
%type period {int32_t}
%type closure_end {struct token}
%type norm_number {struct token}
%type measure_verb {struct token}
%type measure_standing {struct token}
%type moment_of_day {struct token}
%type figure {struct token}
%type in_pesos {int32_t}
%type last_day {struct token}

%start_symbol file

/* ---- the file ---------------------------------------------------------------- */
file ::= items.
items ::= .
items ::= items item(I).                        { build_item(build, I); }
item(A) ::= MODULO(K) dotted(D).                { A = build_module(build, NODE_MODULE, &K, &D); }
item(A) ::= USA(K) dotted(D).                   { A = build_module(build, NODE_USE, &K, &D); }
item(A) ::= norm(D).                            { A = D; }
item(A) ::= actor(D).                           { A = D; }
item(A) ::= list(D).                            { A = D; }
item(A) ::= parameter(D).                       { A = D; }
item(A) ::= body(D).                            { A = D; }
item(A) ::= instrument(D).                      { A = D; }
item(A) ::= measure(D).                         { A = D; }
item(A) ::= calendar(D).                        { A = D; }
item(A) ::= route(D).                           { A = D; }
item(A) ::= scenario(D).                        { A = D; }
item(A) ::= reform(D).                          { A = D; }
item(A) ::= error.                              { A = NULL; }

name(A) ::= NAME(N).                            { A = N; }
dotted(A) ::= name(N).                          { A = N; }
dotted(A) ::= dotted(D) DOT name(N).            { A = build_dotted(build, &D, &N); }
caption(A) ::= .                                { A = build_no_token(); }
caption(A) ::= STRING(T).                       { A = T; }

names(A) ::= name(N).                           { A = build_bag(build, build_ref(build, &N)); }
names(A) ::= names(B) COMMA name(N).            { A = build_more(B, build_ref(build, &N)); }

/* ---- sources and notes, in every element --------------------------------------- */
mark(A) ::= FUENTE(K) citations(C).             { A = build_group(build, NODE_SOURCE, &K, C); }
mark(A) ::= FUENTE_HERE(K) citations(C).        { A = build_group(build, NODE_SOURCE, &K, C); }
mark(A) ::= NOTA(K) STRING(T).                  { A = build_text(build, NODE_NOTE, &K, &T); }
marks(A) ::= .                                  { A = build_bag(build, NULL); }
marks(A) ::= marks(B) mark(M).                  { A = build_more(B, M); }

citations(A) ::= citation(C).                   { A = build_bag(build, C); }
citations(A) ::= citations(B) Y citation(C).    { A = build_more(B, C); }
citations(A) ::= citations(B) COMMA citation(C). { A = build_more(B, C); }
citation(A) ::= name(N).                        { A = build_citation(build, &N, NULL); }
citation(A) ::= name(N) parts(P).               { A = build_citation(build, &N, P); }
citation(A) ::= parts(P).                       { A = build_citation(build, NULL, P); }
parts(A) ::= part(P).                           { A = build_bag(build, P); }
parts(A) ::= parts(B) part(P).                  { A = build_more(B, P); }
part(A) ::= part_word(W) part_value(V).         { A = build_part(build, &W, &V); }
part(A) ::= PAR(W). [BAD]                       { A = build_part(build, &W, NULL); }
part(A) ::= PAR(W) NUMBER(V).                   { A = build_part(build, &W, &V); }
part(A) ::= PAR(W) REFERENCE(V).                { A = build_part(build, &W, &V); }
part_word(A) ::= ART(W).                        { A = W; }
part_word(A) ::= NUM(W).                        { A = W; }
part_word(A) ::= LIT(W).                        { A = W; }
part_word(A) ::= INCISO(W).                     { A = W; }
part_word(A) ::= CAP(W).                        { A = W; }
part_word(A) ::= TITULO(W).                     { A = W; }
part_word(A) ::= SECCION(W).                    { A = W; }
part_word(A) ::= ETAPA_CITED(W).                { A = W; }
part_word(A) ::= MOMENTO_CITED(W).              { A = W; }
part_word(A) ::= PAG(W).                        { A = W; }
part_word(A) ::= ACTIVIDAD(W).                  { A = W; }
part_word(A) ::= ANEXO(W).                      { A = W; }
part_value(A) ::= NUMBER(V).                    { A = V; }
part_value(A) ::= REFERENCE(V).                 { A = V; }
part_value(A) ::= name(V).                      { A = V; }
part_value(A) ::= STRING(V).                    { A = V; }
part_value(A) ::= Y(V).                         { A = V; }
part_value(A) ::= O(V).                         { A = V; }

/* ---- norms -------------------------------------------------------------------- */
norm(A) ::= norm_head(H) norm_clauses(C) FIN_NORMA(E).  { A = build_close(build, H, C, &E); }
norm_head(A) ::= NORMA(K) name(N) STRING(T).    { A = build_open(build, NODE_NORM, &K, &N, &T); }
%destructor norm_head { build_abandon(build, $$); }
norm_clauses(A) ::= .                           { A = build_bag(build, NULL); }
norm_clauses(A) ::= norm_clauses(B) norm_clause(C). { A = build_more(B, C); }
norm_clause(A) ::= mark(M).                     { A = M; }
norm_clause(A) ::= error.                       { A = NULL; }
norm_clause(A) ::= NORM_KIND(K) NUMERO norm_number(N) DE NUMBER(Y). { A = build_identity(build, &K, &N, &Y); }
norm_clause(A) ::= NORM_KIND(K) DE NUMBER(Y).   { A = build_identity(build, &K, NULL, &Y); }
norm_clause(A) ::= EXPIDE(K) name(N).           { A = build_named(build, NODE_ISSUER, &K, &N); }
norm_clause(A) ::= EXPEDIDA(K) DATE(D).         { A = build_numbers(build, NODE_ISSUED, &K, &D, D.number, 0); }
norm_clause(A) ::= EXPEDIDA(K) MONTH(D).        { A = build_numbers(build, NODE_ISSUED, &K, &D, D.number, 1); }
norm_clause(A) ::= EXPEDIDA(K) NO CONSTA(E).    { A = build_numbers(build, NODE_ISSUED, &K, &E, DAY_NONE, 0); }
norm_clause(A) ::= PUBLICADA(K) EN STRING(T).   { A = build_text(build, NODE_PUBLISHED, &K, &T); }
norm_clause(A) ::= VERIFICADA(K) el DATE(D).    { A = build_numbers(build, NODE_VERIFIED, &K, &D, D.number, 0); }
norm_clause(A) ::= in_force(F).                 { A = F; }
norm_number(A) ::= NUMBER(N).                   { A = N; }
norm_number(A) ::= REFERENCE(N).                { A = N; }
norm_number(A) ::= STRING(N).                   { A = N; }
in_force(A) ::= VIGENTE(K) DESDE DATE(D).       { A = build_numbers(build, NODE_IN_FORCE, &K, &D, D.number, DAY_NONE); }
in_force(A) ::= VIGENTE(K) DESDE DATE(D) HASTA DATE(E). { A = build_numbers(build, NODE_IN_FORCE, &K, &E, D.number, E.number); }
el ::= EL.
el ::= EL_DATED.

/* ---- who acts ------------------------------------------------------------------ */
actor(A) ::= actor_head(H). [BAD]               { A = H; }
actor(A) ::= actor_head(H) actor_end(E).        { A = build_end(build, H, &E); }
actor(A) ::= actor_body(H) actor_end(E).        { A = build_close(build, H, NULL, &E); }
%type actor_end {struct token}
actor_head(A) ::= ENTIDAD(K) name(N) STRING(T).       { A = build_titled(build, NODE_ENTITY, &K, &N, &T); }
actor_head(A) ::= DEPENDENCIA(K) name(N) STRING(T).   { A = build_titled(build, NODE_UNIT, &K, &N, &T); }
actor_head(A) ::= CARGO(K) name(N) STRING(T).         { A = build_titled(build, NODE_POST, &K, &N, &T); }
actor_head(A) ::= INTERVINIENTE(K) name(N) STRING(T). { A = build_titled(build, NODE_PARTY, &K, &N, &T); }
actor_body(A) ::= actor_head(H) actor_clause(C).      { A = build_begin(build, H, C); }
actor_body(A) ::= actor_body(B) actor_clause(C).      { A = build_more(B, C); }
actor_body(A) ::= actor_body(B) error.                { A = B; }
%destructor actor_body { build_abandon(build, $$); }
actor_end(A) ::= FIN_ENTIDAD(E).                { A = E; }
actor_end(A) ::= FIN_DEPENDENCIA(E).            { A = E; }
actor_end(A) ::= FIN_CARGO(E).                  { A = E; }
actor_end(A) ::= FIN_INTERVINIENTE(E).          { A = E; }
actor_clause(A) ::= mark(M).                    { A = M; }
actor_clause(A) ::= DE(K) name(N).              { A = build_named(build, NODE_OF, &K, &N); }

/* ---- lists --------------------------------------------------------------------- */
list(A) ::= list_head(H) values(V) list_marks(M) FIN_LISTA(E). { A = build_close(build, build_more_of(H, V), M, &E); }
list_head(A) ::= LISTA(K) name(N) caption(T) ordered(O). { A = build_open_numbered(build, NODE_LIST, &K, &N, &T, O); }
%destructor list_head { build_abandon(build, $$); }
ordered(A) ::= .                                { A = 0; }
ordered(A) ::= EN ORDEN.                        { A = 1; }
values(A) ::= value(V).                         { A = build_bag(build, V); }
values(A) ::= values(B) COMMA value(V).         { A = build_more(B, V); }
value(A) ::= name(N) caption(T).                { A = build_item_named(build, NODE_VALUE, &N, &T); }
value(A) ::= name(N) caption(T) FUENTE_HERE(K) joined_citations(C). { A = build_add(build_item_named(build, NODE_VALUE, &N, &T), build_group(build, NODE_SOURCE, &K, C)); }
joined_citations(A) ::= citation(C).            { A = build_bag(build, C); }
joined_citations(A) ::= joined_citations(B) Y citation(C). { A = build_more(B, C); }
list_marks(A) ::= .                             { A = build_bag(build, NULL); }
list_marks(A) ::= list_marks(B) FUENTE(K) citations(C). { A = build_more(B, build_group(build, NODE_SOURCE, &K, C)); }
list_marks(A) ::= list_marks(B) NOTA(K) STRING(T). { A = build_more(B, build_text(build, NODE_NOTE, &K, &T)); }
list_marks(A) ::= list_marks(B) error.          { A = B; }

/* ---- parameters ------------------------------------------------------------------ */
parameter(A) ::= parameter_head(H) parameter_clauses(C) FIN_PARAMETRO(E). { A = build_close(build, H, C, &E); }
parameter_head(A) ::= PARAMETRO(K) name(N) STRING(T) in_pesos(P). { A = build_open_numbered(build, NODE_PARAMETER, &K, &N, &T, P); }
%destructor parameter_head { build_abandon(build, $$); }
in_pesos(A) ::= .                               { A = 0; }
in_pesos(A) ::= EN PESOS.                       { A = 1; }
parameter_clauses(A) ::= .                      { A = build_bag(build, NULL); }
parameter_clauses(A) ::= parameter_clauses(B) parameter_clause(C). { A = build_more(B, C); }
parameter_clause(A) ::= mark(M).                { A = M; }
parameter_clauses(A) ::= parameter_clauses(B) error. { A = B; }
parameter_clause(A) ::= DESDE(K) DATE(D) last_day(E) COLON parameter_amount(V) marks(M). [BAD] { A = build_parameter_value(build, &K, &D, &E, V, M); }
last_day(A) ::= .                               { A = build_no_token(); }
last_day(A) ::= HASTA DATE(D).                  { A = D; }
parameter_amount(A) ::= amount(X).              { A = X; }
parameter_amount(A) ::= NUMBER(N).              { A = build_numbers(build, NODE_NUMBER, &N, &N, N.number, 0); }

/* An amount of money: in pesos, or in a parameter. */
figure(A) ::= NUMBER(N).                        { A = N; }
figure(A) ::= REFERENCE(N).                     { A = N; }
figure(A) ::= DECIMAL(N).                       { A = N; }
amount(A) ::= figure(F) PESOS(E).               { A = build_amount(build, &F, &E); }
amount(A) ::= figure(F) UNIT(E).                { A = build_amount(build, &F, &E); }

/* ---- bodies --------------------------------------------------------------------- */
body(A) ::= body_head(H) body_clauses(C) FIN_COMITE(E). { A = build_close(build, H, C, &E); }
body_head(A) ::= COMITE(K) name(N) STRING(T).   { A = build_open(build, NODE_BODY, &K, &N, &T); }
%destructor body_head { build_abandon(build, $$); }
body_clauses(A) ::= .                           { A = build_bag(build, NULL); }
body_clauses(A) ::= body_clauses(B) body_clause(C). { A = build_more(B, C); }
body_clause(A) ::= mark(M).                     { A = M; }
body_clauses(A) ::= body_clauses(B) error.      { A = B; }
body_clause(A) ::= members_head(H) seats(S) FIN_MIEMBROS(E). { A = build_close(build, H, S, &E); }
body_clause(A) ::= MIEMBROS(K) NO CONSTA(E).    { A = build_numbers(build, NODE_MEMBERS, &K, &E, MEMBERS_UNKNOWN, 0); }
body_clause(A) ::= MIEMBROS(K) LOS CONVOCADOS EN EL CASO(E). { A = build_numbers(build, NODE_MEMBERS, &K, &E, MEMBERS_CONVENED, 0); }
body_clause(A) ::= invitees_head(H) invitees(S) FIN_INVITADOS(E). { A = build_close(build, H, S, &E); }
body_clause(A) ::= body_rule(R). [BAD]          { A = R; }
body_clause(A) ::= body_rule(R) FUENTE_HERE(K) citations(C). { A = build_add(R, build_group(build, NODE_SOURCE, &K, C)); }
body_rule(A) ::= SECRETARIA(K) TECNICA name(N). { A = build_named(build, NODE_SECRETARIAT, &K, &N); }
body_rule(A) ::= SECRETARIA(K) TECNICA NO CONSTA(E). { A = build_numbers(build, NODE_SECRETARIAT, &K, &E, 0, 0); }
body_rule(A) ::= QUORUM(K) PARA DELIBERAR NUMBER(N) MIEMBROS(E). { A = build_numbers(build, NODE_QUORUM, &K, &E, N.number, QUORUM_COUNT); }
body_rule(A) ::= QUORUM(K) PARA DELIBERAR LA MITAD MAS UNO DE LOS MIEMBROS(E). { A = build_numbers(build, NODE_QUORUM, &K, &E, 0, QUORUM_HALF_PLUS_ONE); }
body_rule(A) ::= QUORUM(K) NO CONSTA(E).      { A = build_numbers(build, NODE_QUORUM, &K, &E, 0, QUORUM_UNKNOWN); }
body_rule(A) ::= DECIDE(K) vote(V).             { A = build_retag(V, NODE_DECISION, &K); }
body_rule(A) ::= DECIDE(K) POR CONSENSO(E).     { A = build_consensus(build, &K, &E, NULL); }
body_rule(A) ::= DECIDE(K) POR CONSENSO(E) COMMA EN SUS DEFECTO vote(V). { A = build_consensus(build, &K, &E, V); }
body_rule(A) ::= DECIDE(K) POR CONSENSO(E) COMMA EN SUS DEFECTO vote(V) CON name(N). { A = build_with(build, build_consensus(build, &K, &E, V), &N); }
body_rule(A) ::= DECIDE(K) NO CONSTA(E).      { A = build_numbers(build, NODE_DECISION, &K, &E, DECISION_UNKNOWN, OF_ATTENDEES); }
body_rule(A) ::= SIN(K) QUORUM LA PRESIDENCIA DECIDE LO URGENTE(E). { A = build_numbers(build, NODE_URGENT, &K, &E, 0, 0); }
body_rule(A) ::= CONVOCA(K) conveners(C).       { A = build_numbers(build, NODE_CONVENES, &K, &K, C, 0); }
body_rule(A) ::= CONVOCA(K) name(N).             { A = build_convener(build, &K, 0, &N); }
body_rule(A) ::= CONVOCA(K) conveners(C) O name(N). { A = build_convener(build, &K, C, &N); }
body_rule(A) ::= CONVOCA(K) NO CONSTA(E).       { A = build_numbers(build, NODE_CONVENES, &K, &E, 0, 0); }
body_rule(A) ::= EN(K) SESION EXTRAORDINARIA CONVOCA(E) conveners(C). { A = build_numbers(build, NODE_CONVENES_EXTRA, &K, &E, C, 0); }
body_rule(A) ::= EN(K) EMPATE DECIDE LA PRESIDENCIA(E). { A = build_numbers(build, NODE_TIE, &K, &E, TIE_CHAIR, 0); }
body_rule(A) ::= EN(K) EMPATE NO SE ADOPTA(E).  { A = build_numbers(build, NODE_TIE, &K, &E, TIE_NOT_ADOPTED, 0); }
body_rule(A) ::= EN(K) EMPATE NO CONSTA(E).     { A = build_numbers(build, NODE_TIE, &K, &E, TIE_UNKNOWN, 0); }
body_rule(A) ::= ACTA(K) FIRMADA POR PRESIDENCIA Y SECRETARIA TECNICA(E). { A = build_numbers(build, NODE_MINUTES, &K, &E, MINUTES_CHAIR_AND_SECRETARY, 0); }
body_rule(A) ::= ACTA(K) FIRMADA POR LOS CONVOCADOS(E). { A = build_numbers(build, NODE_MINUTES, &K, &E, MINUTES_CONVENED, 0); }
body_rule(A) ::= ACTA(K) NO CONSTA(E).        { A = build_numbers(build, NODE_MINUTES, &K, &E, MINUTES_UNKNOWN, 0); }
body_rule(A) ::= PRESIDENCIA(K) NO CONSTA(E).  { A = build_numbers(build, NODE_CHAIR_UNKNOWN, &K, &E, 0, 0); }
body_rule(A) ::= VOTO(K) RESERVADOS(E).         { A = build_numbers(build, NODE_RESERVED_VOTES, &K, &E, 0, 0); }
body_rule(A) ::= SESION(K) ESPECIAL DE name(N). { A = build_named(build, NODE_SPECIAL_OF, &K, &N); }
body_rule(A) ::= REGLAS(K) DE name(N).          { A = build_rules_of(build, &K, &N); }
body_rule(A) ::= EL(K) IMPEDIDO NO CUENTA(E).   { A = build_numbers(build, NODE_IMPEDED, &K, &E, 0, 0); }
body_rule(A) ::= SESIONA(K) DE MANERA(E) modalities(M). { A = build_numbers(build, NODE_MODALITIES, &K, &E, M, 0); }
body_rule(A) ::= SE(K) REUNE AL MENOS NUMBER(N) VEZ AL period(P). { A = build_meets(build, &K, &N, N.number, 1, P); }
body_rule(A) ::= SE(K) REUNE AL MENOS NUMBER(N) VEZ A LA SEMANA. { A = build_meets(build, &K, &N, N.number, 1, UNIT_WEEKS); }
body_rule(A) ::= SE(K) REUNE CADA NUMBER(N) unit(U). { A = build_meets(build, &K, &N, 1, N.number, U); }
period(A) ::= MESES.                            { A = UNIT_MONTHS; }
period(A) ::= ANOS.                             { A = UNIT_YEARS; }

vote(A) ::= LA(K) MITAD MAS UNO(E) counted(C).  { A = build_numbers(build, NODE_DECISION, &K, &E, DECISION_HALF_PLUS_ONE, C); }
vote(A) ::= MAYORIA(K) SIMPLE(E) counted(C).    { A = build_numbers(build, NODE_DECISION, &K, &E, DECISION_SIMPLE_MAJORITY, C); }
vote(A) ::= UNANIMIDAD(K) counted(C).           { A = build_numbers(build, NODE_DECISION, &K, &K, DECISION_UNANIMITY, C); }
counted(A) ::= DE LOS ASISTENTES.               { A = OF_ATTENDEES; }
counted(A) ::= DE LOS MIEMBROS.                 { A = OF_MEMBERS; }
modalities(A) ::= modality(M).                  { A = M; }
modalities(A) ::= modalities(B) COMMA modality(M). { A = B | M; }
conveners(A) ::= convener(C).                   { A = C; }
conveners(A) ::= conveners(B) O convener(C).    { A = B | C; }
convener(A) ::= PRESIDENCIA.                    { A = CONVENER_CHAIR; }
convener(A) ::= SECRETARIA TECNICA.             { A = CONVENER_SECRETARIAT; }
convener(A) ::= CUALQUIER MIEMBROS.             { A = CONVENER_MEMBER; }
modality(A) ::= VIRTUAL.                        { A = MODALITY_VIRTUAL; }
modality(A) ::= REGIONAL.                       { A = MODALITY_REGIONAL; }
modality(A) ::= SIMULTANEA.                     { A = MODALITY_SIMULTANEOUS; }

members_head(A) ::= MIEMBROS(K) CON VOZ Y VOTO. { A = build_open(build, NODE_MEMBERS, &K, NULL, NULL); }
%destructor members_head { build_abandon(build, $$); }
seats(A) ::= .                                  { A = build_bag(build, NULL); }
seats(A) ::= seats(B) seat(S).                  { A = build_more(B, S); }
seats(A) ::= seats(B) error.                    { A = B; }
seat(A) ::= name(N) caption(T) preside(P) delegation(D) marks(M). { A = build_seat(build, &N, &T, P, D, M); }
preside(A) ::= .                                { A = 0; }
preside(A) ::= PRESIDE.                         { A = 1; }
delegation(A) ::= .                             { A = DELEGATION_UNSAID; }
delegation(A) ::= DELEGABLE.                    { A = DELEGABLE; }
delegation(A) ::= INDELEGABLE.                  { A = NOT_DELEGABLE; }
delegation(A) ::= COMMA DELEGABLE.              { A = DELEGABLE; }
delegation(A) ::= COMMA INDELEGABLE.            { A = NOT_DELEGABLE; }

invitees_head(A) ::= INVITADOS(K) CON VOZ.      { A = build_open(build, NODE_INVITEES, &K, NULL, NULL); }
%destructor invitees_head { build_abandon(build, $$); }
invitees(A) ::= .                               { A = build_bag(build, NULL); }
invitees(A) ::= invitees(B) invitee(I).         { A = build_more(B, I); }
invitees(A) ::= invitees(B) error.              { A = B; }
invitee(A) ::= name(N) caption(T) condition(C) own_cases(O) marks(M). { A = build_invitee(build, &N, &N, &T, 1, O, C, M); }
invitee(A) ::= NUMBER(K) name(N) caption(T) condition(C) own_cases(O) marks(M). { A = build_invitee(build, &K, &N, &T, K.number, O, C, M); }
invitee(A) ::= NUMBER(K) POR POBLACION name(N) caption(T) condition(C) own_cases(O) marks(M). { A = build_invitee(build, &K, &N, &T, K.number, O | INVITEE_PER_POPULATION, C, M); }
condition(A) ::= .                              { A = NULL; }
condition(A) ::= CUANDO(K) STRING(T).           { A = build_text(build, NODE_CONDITION, &K, &T); }
condition(A) ::= CUANDO(K) expression(X).       { A = build_add(build_numbers(build, NODE_CONDITION, &K, &K, 0, 0), X); }
own_cases(A) ::= .                              { A = 0; }
own_cases(A) ::= COMMA SOLO EN SUS CASO.        { A = INVITEE_OWN_CASES; }

/* ---- instruments ------------------------------------------------------------------ */
instrument(A) ::= instrument_head(H). [BAD]     { A = H; }
instrument(A) ::= instrument_head(H) FIN_INSTRUMENTO(E). { A = build_end(build, H, &E); }
instrument(A) ::= instrument_body(H) FIN_INSTRUMENTO(E). { A = build_close(build, H, NULL, &E); }
instrument_head(A) ::= INSTRUMENTO(K) name(N) STRING(T). { A = build_titled(build, NODE_INSTRUMENT, &K, &N, &T); }
instrument_body(A) ::= instrument_head(H) instrument_clause(C). { A = build_begin(build, H, C); }
instrument_body(A) ::= instrument_body(B) instrument_clause(C). { A = build_more(B, C); }
instrument_body(A) ::= instrument_body(B) error. { A = B; }
%destructor instrument_body { build_abandon(build, $$); }
instrument_clause(A) ::= mark(M).               { A = M; }
instrument_clause(A) ::= FIRMA(K) names(N).     { A = build_group(build, NODE_SIGNERS, &K, N); }
instrument_clause(A) ::= FIRMA(K) TODOS LOS DE name(N). { A = build_named(build, NODE_SIGNED_BY_ALL, &K, &N); }
instrument_clause(A) ::= ANEXA(K) names(N).     { A = build_group(build, NODE_ANNEXES, &K, N); }
instrument_clause(A) ::= LLEVA(K) SERIAL(E).    { A = build_numbers(build, NODE_SERIAL, &K, &E, 0, 0); }

/* ---- measures ---------------------------------------------------------------------- */
measure(A) ::= measure_head(H) measure_clauses(C) FIN_MEDIDA(E). { A = build_close(build, H, C, &E); }
measure_head(A) ::= MEDIDA(K) name(N) STRING(T). { A = build_open(build, NODE_MEASURE, &K, &N, &T); }
%destructor measure_head { build_abandon(build, $$); }
measure_clauses(A) ::= .                        { A = build_bag(build, NULL); }
measure_clauses(A) ::= measure_clauses(B) measure_clause(C). { A = build_more(B, C); }
measure_clause(A) ::= mark(M).                  { A = M; }
measure_clauses(A) ::= measure_clauses(B) error. { A = B; }
measure_clause(A) ::= INCLUYE(K) texts(S).      { A = build_group(build, NODE_INCLUDES, &K, S); }
measure_clause(A) ::= measure_rule(R). [BAD]    { A = R; }
measure_clause(A) ::= measure_rule(R) FUENTE_HERE(K) citations(C). { A = build_add(R, build_group(build, NODE_SOURCE, &K, C)); }
measure_clause(A) ::= lasting(R). [BAD]         { A = R; }
measure_clause(A) ::= lasting(R) expiry(X).     { A = build_add(R, X); }
measure_rule(A) ::= REQUIERE(K) expression(X).  { A = build_add(build_numbers(build, NODE_REQUIRES, &K, &K, 0, 0), X); }
measure_rule(A) ::= REQUIERE(K) expression(X) COMMA SALVO(S) expression(Y). { A = build_add(build_add(build_numbers(build, NODE_REQUIRES, &K, &K, 0, 0), X), build_add(build_numbers(build, NODE_EXCEPT, &S, &S, 0, 0), Y)); }
measure_rule(A) ::= PREVIA(K) name(N).          { A = build_named(build, NODE_PRIOR, &K, &N); }
measure_rule(A) ::= PREVIA(K) name(N) COMMA SALVO(S) expression(Y). { A = build_add(build_named(build, NODE_PRIOR, &K, &N), build_add(build_numbers(build, NODE_EXCEPT, &S, &S, 0, 0), Y)); }
measure_rule(A) ::= UNO(K) SOLA VEZ(E).         { A = build_numbers(build, NODE_ONCE, &K, &E, 0, 0); }
measure_rule(A) ::= RECOMIENDA(K) name(N).      { A = build_named(build, NODE_RECOMMENDS, &K, &N); }
measure_rule(A) ::= ADOPTA(K) name(N).          { A = build_named(build, NODE_ADOPTED_BY, &K, &N); }
lasting(A) ::= DURA(K) length(L).               { A = build_add(build_numbers(build, NODE_LASTS, &K, &K, 0, 0), L); }
lasting(A) ::= DURA(K) length(L) extension(X).  { A = build_add(build_add(build_numbers(build, NODE_LASTS, &K, &K, 0, 0), L), X); }
lasting(A) ::= DURA(K) length(L) extension(X) CON name(N). { A = build_add(build_add(build_numbers(build, NODE_LASTS, &K, &K, 0, 0), L), build_with(build, X, &N)); }
lasting(A) ::= SE(K) REVISA CADA length(L).     { A = build_add(build_numbers(build, NODE_REVIEWED, &K, &K, 0, 0), L); }
measure_verb(A) ::= RECOMIENDA(V).              { A = V; }
measure_verb(A) ::= ADOPTA(V).                  { A = V; }
measure_verb(A) ::= MEASURE_VERB(V).            { A = V; }
measure_verb(A) ::= REVISA(V).                  { A = V; }
measure_verb(A) ::= SUSPENDE(V).                { A = V; }
measure_verb(A) ::= REANUDA(V).                 { A = V; }
measure_verb(A) ::= TERMINA(V).                 { A = V; }
measure_standing(A) ::= MEASURE_STATUS(V).      { A = V; }
measure_standing(A) ::= SUSPENDIDO(V).          { A = V; }

/* ---- calendars --------------------------------------------------------------------- */
calendar(A) ::= calendar_head(H) calendar_clauses(C) FIN_CALENDARIO(E). { A = build_close(build, H, C, &E); }
calendar_head(A) ::= CALENDARIO(K) name(N) STRING(T). { A = build_open(build, NODE_CALENDAR, &K, &N, &T); }
%destructor calendar_head { build_abandon(build, $$); }
calendar_clauses(A) ::= .                       { A = build_bag(build, NULL); }
calendar_clauses(A) ::= calendar_clauses(B) calendar_clause(C). { A = build_more(B, C); }
calendar_clause(A) ::= mark(M).                 { A = M; }
calendar_clauses(A) ::= calendar_clauses(B) error. { A = B; }
calendar_clause(A) ::= EXTIENDE(K) name(N).     { A = build_named(build, NODE_EXTENDS, &K, &N); }
calendar_clause(A) ::= VERIFICADA(K) DESDE DATE(D) HASTA DATE(E). { A = build_numbers(build, NODE_VERIFIED_RANGE, &K, &E, D.number, E.number); }
calendar_clause(A) ::= SEMANA(K) HABIL DE weekday(D) A weekday(E). { A = build_week(build, &K, &D, &E); }
calendar_clause(A) ::= FESTIVO(K) name(N) STRING(T) COLON holiday_rule(R) comma_to_monday(M) holiday_marks(C). [BAD] { A = build_holiday(build, &K, &N, &T, R, M, C); }
calendar_clause(A) ::= CIERRE(K) name(N) STRING(T) COLON DATE(D) closure_end(E) optional(O) marks(C). [BAD] { A = build_closure(build, NODE_CLOSURE, &K, &N, &T, &D, &E, O, C); }
calendar_clause(A) ::= SUSPENSION(K) name(N) STRING(T) COLON DESDE DATE(D) HASTA DATE(E) optional(O) marks(C). [BAD] { A = build_closure(build, NODE_SUSPENSION, &K, &N, &T, &D, &E, O, C); }
calendar_clause(A) ::= ACOGE(K) names(N).       { A = build_group(build, NODE_ADOPTS, &K, N); }
closure_end(A) ::= .                            { A = build_no_token(); }
closure_end(A) ::= HASTA DATE(D).               { A = D; }
optional(A) ::= .                               { A = NULL; }
optional(A) ::= COMMA A(K) ELECCION DE CADA ENTIDAD(E). { A = build_numbers(build, NODE_OPTIONAL, &K, &E, 0, 0); }
%type weekday {struct token}
weekday(A) ::= LUNES(W).                        { A = W; }
weekday(A) ::= WEEKDAY(W).                      { A = W; }
holiday_rule(A) ::= NUMBER(D) DE MONTH_NAME(M). { A = build_day_of_year(build, &D, &M); }
holiday_rule(A) ::= NUMBER(D) DIAS ANTES DE PASCUA(E). { A = build_numbers(build, NODE_FROM_EASTER, &D, &E, -D.number, 0); }
holiday_rule(A) ::= NUMBER(D) DIAS DESPUES DE PASCUA(E). { A = build_numbers(build, NODE_FROM_EASTER, &D, &E, D.number, 0); }
comma_to_monday(A) ::= .                        { A = 0; }
comma_to_monday(A) ::= COMMA PASA AL LUNES.     { A = 1; }
holiday_marks(A) ::= .                          { A = build_bag(build, NULL); }
holiday_marks(A) ::= holiday_marks(B) mark(M).  { A = build_more(B, M); }
holiday_marks(A) ::= holiday_marks(B) in_force(F). { A = build_more(B, F); }
holiday_marks(A) ::= holiday_marks(B) VIGENTE(K) HASTA DATE(E). { A = build_more(B, build_numbers(build, NODE_IN_FORCE, &K, &E, DAY_NONE, E.number)); }

/* ---- routes -------------------------------------------------------------------------- */
route(A) ::= route_head(H) route_clauses(C) FIN_RUTA(E). { A = build_close(build, H, C, &E); }
route_head(A) ::= RUTA(K) name(N) STRING(T).    { A = build_open(build, NODE_ROUTE, &K, &N, &T); }
%destructor route_head { build_abandon(build, $$); }
route_clauses(A) ::= .                          { A = build_bag(build, NULL); }
route_clauses(A) ::= route_clauses(B) route_clause(C). { A = build_more(B, C); }
route_clause(A) ::= mark(M).                    { A = M; }
route_clauses(A) ::= route_clauses(B) error.    { A = B; }
route_clause(A) ::= CALENDARIO(K) name(N).      { A = build_named(build, NODE_USES_CALENDAR, &K, &N); }
route_clause(A) ::= INICIA(K) EN name(N).       { A = build_named(build, NODE_STARTS, &K, &N); }
route_clause(A) ::= data_head(H) data(D) FIN_DATOS(E). { A = build_close(build, H, D, &E); }
route_clause(A) ::= stage(S).                   { A = S; }
route_clause(A) ::= final(F).                   { A = F; }
route_clause(A) ::= instrument(I).              { A = I; }
route_clause(A) ::= deadline(D).                { A = D; }
route_clause(A) ::= MEDIDA(K) names(N).         { A = build_group(build, NODE_MEASURES, &K, N); }
route_clause(A) ::= interruption(I) marks(M). [BAD] { A = build_more_of(I, M); }

/* ---- interruptions -------------------------------------------------------------------- */
interruption(A) ::= EN(K) CUALQUIER ETAPA COMMA trigger(T) COLON consequence(F). { A = build_interruption(build, &K, NULL, T, F); }
interruption(A) ::= EN(K) LA ETAPA(S) name(N) COMMA trigger(T) COLON consequence(F). { A = build_interruption(build, &K, build_add(build_numbers(build, NODE_STAGES, &S, &S, 1, 0), build_ref(build, &N)), T, F); }
interruption(A) ::= EN(K) LOS ETAPA(S) names(N) COMMA trigger(T) COLON consequence(F). { A = build_interruption(build, &K, build_group(build, NODE_STAGES, &S, N), T, F); }
trigger(A) ::= SI expression(X).                { A = X; }
trigger(A) ::= CON(K) name(N).                  { A = build_named(build, NODE_WITH, &K, &N); }
consequence(A) ::= follows(F).                  { A = F; }
consequence(A) ::= started(S) returned(R).      { A = build_add(S, R); }

/* ---- sub-routes ------------------------------------------------------------------------- */
started(A) ::= INICIA(K) RUTA name(N).          { A = build_named(build, NODE_SUBROUTE, &K, &N); }
started(A) ::= INICIA(K) RUTA name(N) CON(W) crossings(C). { A = build_add(build_named(build, NODE_SUBROUTE, &K, &N), build_group(build, NODE_GIVES, &W, C)); }
subroute(A) ::= started(S) waits(W) first_only(F) returned(R). { A = build_subroute(S, W, F, R); }
waits(A) ::= Y ESPERA.                          { A = 1; }
waits(A) ::= SIN ESPERAR.                       { A = 2; }
first_only(A) ::= .                             { A = 0; }
first_only(A) ::= COMMA SOLO LA PRIMERO VEZ.    { A = 1; }
returned(A) ::= .                               { A = NULL; }
returned(A) ::= Y RECIBE(K) receipts(C).        { A = build_group(build, NODE_RETURNS, &K, C); }
crossings(A) ::= crossing(C).                   { A = build_bag(build, C); }
crossings(A) ::= crossings(B) COMMA crossing(C). { A = build_more(B, C); }
crossing(A) ::= name(N) EQUAL name(O).          { A = build_crossing(build, &N, build_ref(build, &O)); }
receipts(A) ::= receipt(C).                     { A = build_bag(build, C); }
receipts(A) ::= receipts(B) COMMA receipt(C).   { A = build_more(B, C); }
receipt(A) ::= crossing(C).                     { A = C; }
receipt(A) ::= name(N) EQUAL EL FINAL(E).       { A = build_end_of(build_crossing(build, &N, NULL), &E); }

data_head(A) ::= DATOS(K).                      { A = build_open(build, NODE_DATA, &K, NULL, NULL); }
%destructor data_head { build_abandon(build, $$); }
data(A) ::= .                                   { A = build_bag(build, NULL); }
data(A) ::= data(B) datum(D).                   { A = build_more(B, D); }
data(A) ::= data(B) error.                      { A = B; }
datum(A) ::= name(N) COLON datum_type(T) reserved(R) judged(J) caption(Q) marks(M). { A = build_datum(build, &N, T, R, J, &Q, M); }
judged(A) ::= .                                 { A = NULL; }
judged(A) ::= COMMA judgement(J).               { A = J; }
judged(A) ::= COMMA judgement(J) CON(K) name(N). { A = build_add(J, build_named(build, NODE_WITH, &K, &N)); }
judgement(A) ::= A(K) JUICIO DE name(N).        { A = build_judged(build, &K, &N, JUDGED_BY); }
judgement(A) ::= SEGUN(K) CONCEPTO DE name(N).  { A = build_judged(build, &K, &N, OPINION_OF); }
datum_type(A) ::= FECHA(K).                     { A = build_type(build, &K, &K, TYPE_DATE); }
datum_type(A) ::= NUMERO(K).                    { A = build_type(build, &K, &K, TYPE_NUMBER); }
datum_type(A) ::= SI(K) O NO(E).                { A = build_type(build, &K, &E, TYPE_TRUTH); }
datum_type(A) ::= TEXTO(K).                     { A = build_type(build, &K, &K, TYPE_TEXT); }
datum_type(A) ::= LISTA(K) DE TEXTOS(E).        { A = build_type(build, &K, &E, TYPE_TEXTS); }
datum_type(A) ::= LISTA(K) DE PERSONAS LPAREN fields(F) RPAREN(E). { A = build_people_type(build, &K, F, &E); }
datum_type(A) ::= LISTA(K) DE name(N).          { A = build_values_type(build, &K, &N); }
datum_type(A) ::= HORAS(K).                     { A = build_type(build, &K, &K, TYPE_HOUR); }
datum_type(A) ::= DINERO(K) EN PESOS(E).        { A = build_type(build, &K, &E, TYPE_PESOS); }
datum_type(A) ::= DINERO(K) EN name(N).         { A = build_units_type(build, &K, &N); }
datum_type(A) ::= name(N).                      { A = build_list_type(build, &N); }
fields(A) ::= field(F).                         { A = build_bag(build, F); }
fields(A) ::= fields(B) COMMA field(F).         { A = build_more(B, F); }
field(A) ::= name(N) reserved(R).               { A = build_field(build, &N, NULL, R); }
field(A) ::= name(N) COLON name(L) reserved(R). { A = build_field(build, &N, &L, R); }
reserved(A) ::= .                               { A = 0; }
reserved(A) ::= RESERVADO.                      { A = 1; }

final(A) ::= final_head(H). [BAD]               { A = H; }
final(A) ::= final_head(H) FIN_FINAL(E).        { A = build_end(build, H, &E); }
final(A) ::= final_body(H) FIN_FINAL(E).        { A = build_close(build, H, NULL, &E); }
final_head(A) ::= FINAL(K) name(N) STRING(T) kind_of_final(F). { A = build_titled_numbered(build, NODE_FINAL, &K, &N, &T, F); }
final_body(A) ::= final_head(H) final_clause(C). { A = build_begin(build, H, C); }
final_body(A) ::= final_body(B) final_clause(C). { A = build_more(B, C); }
final_body(A) ::= final_body(B) error.          { A = B; }
%destructor final_body { build_abandon(build, $$); }
final_clause(A) ::= mark(M).                    { A = M; }
final_clause(A) ::= EFECTO(K) NO CONSTA(E).     { A = build_numbers(build, NODE_EFFECT_UNKNOWN, &K, &E, 0, 0); }
kind_of_final(A) ::= .                          { A = FINAL_PLAIN; }
kind_of_final(A) ::= FAVORABLE.                 { A = FINAL_FAVOURABLE; }
kind_of_final(A) ::= DESFAVORABLE.              { A = FINAL_UNFAVOURABLE; }
kind_of_final(A) ::= POR TRASLADO.              { A = FINAL_TRANSFER; }

/* ---- stages and moments ------------------------------------------------------------------ */
stage(A) ::= stage_head(H) stage_clauses(C) FIN_ETAPA(E). { A = build_close(build, H, C, &E); }
stage_head(A) ::= ETAPA(K) name(N) STRING(T).   { A = build_open(build, NODE_STAGE, &K, &N, &T); }
%destructor stage_head { build_abandon(build, $$); }
stage_clauses(A) ::= .                          { A = build_bag(build, NULL); }
stage_clauses(A) ::= stage_clauses(B) stage_clause(C). { A = build_more(B, C); }
stage_clause(A) ::= step_clause(C).             { A = C; }
stage_clauses(A) ::= stage_clauses(B) error.    { A = B; }
stage_clause(A) ::= moments_head(H) moments(M) FIN_MOMENTOS(E). { A = build_close(build, H, M, &E); }
stage_clause(A) ::= follows(F).                 { A = F; }
stage_clause(A) ::= decide_head(H) branches(B) FIN_DECIDE(E). { A = build_close(build, H, B, &E); }

moments_head(A) ::= MOMENTOS(K) EN SECUENCIA.   { A = build_open_numbered(build, NODE_MOMENTS, &K, NULL, NULL, 0); }
moments_head(A) ::= MOMENTOS(K) EN PARALELO.    { A = build_open_numbered(build, NODE_MOMENTS, &K, NULL, NULL, 1); }
moments_head(A) ::= MOMENTOS(K) EN PARALELO COMMA BASTA UNO. { A = build_parallel(build, &K, 1); }
moments_head(A) ::= MOMENTOS(K) EN PARALELO COMMA BASTA NUMBER(N). { A = build_parallel(build, &K, N.number); }
%destructor moments_head { build_abandon(build, $$); }
moments(A) ::= .                                { A = build_bag(build, NULL); }
moments(A) ::= moments(B) moment(M).            { A = build_more(B, M); }
moments(A) ::= moments(B) error.                { A = B; }
moment(A) ::= moment_head(H) moment_clauses(C) FIN_MOMENTO(E). { A = build_close(build, H, C, &E); }
moment_head(A) ::= MOMENTO(K) name(N) STRING(T). { A = build_open(build, NODE_MOMENT, &K, &N, &T); }
%destructor moment_head { build_abandon(build, $$); }
moment_clauses(A) ::= .                         { A = build_bag(build, NULL); }
moment_clauses(A) ::= moment_clauses(B) step_clause(C). { A = build_more(B, C); }
moment_clauses(A) ::= moment_clauses(B) error.  { A = B; }

step_clause(A) ::= mark(M).                     { A = M; }
step_clause(A) ::= RESPONSABLE(K) names(N).     { A = build_group(build, NODE_RESPONSIBLE, &K, N); }
step_clause(A) ::= RESPONSABLE(K) NO CONSTA(E).  { A = build_numbers(build, NODE_RESPONSIBLE_UNKNOWN, &K, &E, 0, 0); }
step_clause(A) ::= SESIONA(K) NO CONSTA(E).      { A = build_numbers(build, NODE_SESSION_UNKNOWN, &K, &E, 0, 0); }
step_clause(A) ::= PARTICIPA(K) names(N).       { A = build_group(build, NODE_PARTICIPANTS, &K, N); }
step_clause(A) ::= RECIBE(K) names(N).          { A = build_group(build, NODE_RECEIVES, &K, N); }
step_clause(A) ::= PRODUCE(K) names(N).         { A = build_group(build, NODE_PRODUCES, &K, N); }
step_clause(A) ::= PIDE(K) names(N).            { A = build_group(build, NODE_ASKS, &K, N); }
step_clause(A) ::= measure_verb(V) MEDIDA(E). [BAD] { A = build_handling(build, &V, &E, NULL); }
step_clause(A) ::= measure_verb(V) MEDIDA CON name(N). { A = build_handling(build, &V, &N, &N); }
step_clause(A) ::= session(S). [BAD]            { A = S; }
step_clause(A) ::= session(S) COMMA DECIDE(K) vote(V). [BAD] { A = build_add(S, build_retag(V, NODE_DECISION, &K)); }
step_clause(A) ::= session(S) COMMA DECIDE(K) vote(V) FUENTE_HERE(F) citations(C). { A = build_add(S, build_add(build_retag(V, NODE_DECISION, &K), build_group(build, NODE_SOURCE, &F, C))); }
step_clause(A) ::= APLICA(K) CUANDO expression(X). { A = build_add(build_numbers(build, NODE_APPLIES, &K, &K, 0, 0), X); }
step_clause(A) ::= SIN(K) PLAZO LEGAL(E).       { A = build_numbers(build, NODE_NO_TERM, &K, &E, 0, 0); }
step_clause(A) ::= checklist_head(H) checks(C) FIN_VERIFICA(E). { A = build_close(build, H, C, &E); }
step_clause(A) ::= deadline(D).                 { A = D; }
step_clause(A) ::= REQUIERE(K) expression(X). [BAD] { A = build_add(build_numbers(build, NODE_CONDITIONED, &K, &K, 0, 0), X); }
step_clause(A) ::= REQUIERE(K) expression(X) FUENTE_HERE(F) citations(C). { A = build_add(build_add(build_numbers(build, NODE_CONDITIONED, &K, &K, 0, 0), X), build_group(build, NODE_SOURCE, &F, C)); }
step_clause(A) ::= subroute(S). [BAD]           { A = S; }
step_clause(A) ::= subroute(S) FUENTE_HERE(K) citations(C). { A = build_add(S, build_group(build, NODE_SOURCE, &K, C)); }
step_clause(A) ::= repeats(R).                  { A = R; }
step_clause(A) ::= repeats(R) expiry(X).        { A = build_add(R, X); }
checklist_head(A) ::= VERIFICA(K) name(N) STRING(T). { A = build_checklist(build, &K, &N, &T, NULL); }
checklist_head(A) ::= VERIFICA(K) name(N) STRING(T) COMMA NO TAXATIVA(E). { A = build_checklist(build, &K, &N, &T, &E); }
%destructor checklist_head { build_abandon(build, $$); }
checks(A) ::= .                                 { A = build_bag(build, NULL); }
checks(A) ::= checks(B) check(C).               { A = build_more(B, C); }
checks(A) ::= checks(B) mark(M).                { A = build_more(B, M); }
checks(A) ::= checks(B) error.                  { A = B; }
checks(A) ::= checks(B) EXIGE(K) TODOS(E).      { A = build_more(B, build_numbers(build, NODE_DEMANDS, &K, &E, 0, 0)); }
checks(A) ::= checks(B) EXIGE(K) AL MENOS NUMBER(N). { A = build_more(B, build_numbers(build, NODE_DEMANDS, &K, &N, N.number, 1)); }
checks(A) ::= checks(B) BASTA(K) VERIFICARLOS(E). { A = build_more(B, build_numbers(build, NODE_DEMANDS, &K, &E, 0, 2)); }
check(A) ::= name(N) STRING(T). [BAD]           { A = build_check(build, &N, &T, NULL); }
check(A) ::= name(N) STRING(T) FUENTE_HERE(K) citations(C). { A = build_check(build, &N, &T, build_group(build, NODE_SOURCE, &K, C)); }
session(A) ::= SESIONA(K) name(N).              { A = build_named(build, NODE_SESSION, &K, &N); }
session(A) ::= SESIONA(K) name(N) CUANDO expression(X). { A = build_add(build_named(build, NODE_SESSION, &K, &N), X); }
repeats(A) ::= SE(K) REPITE CADA NUMBER(N) unit(U). { A = build_numbers(build, NODE_REPEATS, &K, &N, N.number, U); }
repeats(A) ::= SE(K) REPITE CADA VEZ QUE SESIONA name(N). { A = build_named(build, NODE_REPEATS, &K, &N); }

follows(A) ::= SIGUE(K) name(N).                { A = build_named(build, NODE_FOLLOWS, &K, &N); }
decide_head(A) ::= DECIDE(K).                   { A = build_open(build, NODE_DECIDE, &K, NULL, NULL); }
%destructor decide_head { build_abandon(build, $$); }
branches(A) ::= .                               { A = build_bag(build, NULL); }
branches(A) ::= branches(B) branch(C).          { A = build_more(B, C); }
branches(A) ::= branches(B) error.              { A = B; }
branch(A) ::= SI(K) expression(X) COLON follows(F) marks(M). { A = build_branch(build, &K, X, F, M); }
branch(A) ::= SI(K) NO COLON follows(F) marks(M). { A = build_branch(build, &K, NULL, F, M); }

/* ---- deadlines ---------------------------------------------------------------------------- */
deadline(A) ::= deadline_head(H) lengths(L) DESDE(D) anchors(N) until(U) deadline_clauses(C) FIN_PLAZO(E). { A = build_deadline(build, H, L, build_retag(N, NODE_ANCHORS, &D), U, C, &E); }
deadline(A) ::= deadline_head(H) lengths(L) ANTES(D) DE anchors(N) until(U) deadline_clauses(C) FIN_PLAZO(E). { A = build_deadline(build, H, build_backwards(L), build_retag(N, NODE_ANCHORS, &D), U, C, &E); }
deadline_head(A) ::= PLAZO(K) name(N) COLON.    { A = build_open(build, NODE_DEADLINE, &K, &N, NULL); }
%destructor deadline_head { build_abandon(build, $$); }
lengths(A) ::= length(L).                       { A = build_bag(build, L); }
lengths(A) ::= conditional_lengths(B) SI NO length(L). { A = build_more(B, L); }
conditional_lengths(A) ::= conditional_length(L). { A = build_bag(build, L); }
conditional_lengths(A) ::= conditional_lengths(B) conditional_length(L). { A = build_more(B, L); }
conditional_length(A) ::= length(L) SI expression(X) COMMA. { A = build_add(L, X); }
length(A) ::= NUMBER(N) unit(U).                { A = build_numbers(build, NODE_LENGTH, &N, &N, N.number, U); }
unit(A) ::= DIAS HABIL.                         { A = UNIT_WORKING_DAYS; }
unit(A) ::= DIAS CALENDARIO.                    { A = UNIT_CALENDAR_DAYS; }
unit(A) ::= DIAS.                               { A = UNIT_DAYS_UNSAID; }
unit(A) ::= SEMANA.                             { A = UNIT_WEEKS; }
unit(A) ::= MESES.                              { A = UNIT_MONTHS; }
unit(A) ::= ANOS.                               { A = UNIT_YEARS; }
unit(A) ::= HORAS.                              { A = UNIT_HOURS; }
until(A) ::= .                                  { A = NULL; }
until(A) ::= HASTA(K) anchors(N).               { A = build_retag(N, NODE_UNTIL, &K); }
anchors(A) ::= anchor(N).                       { A = build_anchors(ANCHOR_ONLY, build_bag(build, N)); }
anchors(A) ::= EL ULTIMO DE anchor_list(L).     { A = build_anchors(ANCHOR_LAST, L); }
anchors(A) ::= EL PRIMERO DE anchor_list(L).    { A = build_anchors(ANCHOR_FIRST, L); }
anchor_list(A) ::= anchor(N).                   { A = build_bag(build, N); }
anchor_list(A) ::= anchor_list(B) COMMA anchor(N). { A = build_more(B, N); }
anchor(A) ::= name(N).                          { A = build_anchor(build, &N, &N, ANCHOR_NAMED); }
anchor(A) ::= ENTRADA(K) A name(N).             { A = build_anchor(build, &K, &N, ANCHOR_ENTRY); }
anchor(A) ::= FIN(K) DE name(N).                { A = build_anchor(build, &K, &N, ANCHOR_END); }
anchor(A) ::= VENCIMIENTO(K) DE name(N).        { A = build_anchor_of_term(build, &K, &N); }

deadline_clauses(A) ::= .                       { A = build_bag(build, NULL); }
deadline_clauses(A) ::= deadline_clauses(B) deadline_clause(C). { A = build_more(B, C); }
deadline_clause(A) ::= mark(M).                 { A = M; }
deadline_clauses(A) ::= deadline_clauses(B) error. { A = B; }
deadline_clause(A) ::= APLICA(K) CUANDO expression(X). { A = build_add(build_numbers(build, NODE_APPLIES, &K, &K, 0, 0), X); }
deadline_clause(A) ::= expiry(X).               { A = X; }
deadline_clause(A) ::= deadline_rule(R). [BAD]  { A = R; }
deadline_clause(A) ::= deadline_rule(R) FUENTE_HERE(K) citations(C). { A = build_add(R, build_group(build, NODE_SOURCE, &K, C)); }
deadline_rule(A) ::= extension(X).              { A = X; }
deadline_rule(A) ::= extension(X) CON name(N).  { A = build_with(build, X, &N); }
deadline_rule(A) ::= SE(K) SUSPENDE CON name(N) COMMA SE(S) REANUDA CON name(R). { A = build_add(build_named(build, NODE_SUSPENDS, &K, &N), build_named(build, NODE_RESUMES, &S, &R)); }
deadline_rule(A) ::= SE(K) INTERRUMPE CON name(N). { A = build_named(build, NODE_RESTARTS, &K, &N); }
deadline_rule(A) ::= SE(K) CUENTA DESDE EL HECHO(E). { A = build_numbers(build, NODE_COUNTED_FROM, &K, &E, START_EVENT, 0); }
deadline_rule(A) ::= SE(K) CUENTA DESDE EL DIAS SIGUIENTE(E). { A = build_numbers(build, NODE_COUNTED_FROM, &K, &E, START_NEXT_DAY, 0); }
deadline_rule(A) ::= SI(K) TERMINA EN DIAS INHABIL CORRE AL SIGUIENTE HABIL(E). { A = build_numbers(build, NODE_ENDS_ON, &K, &E, END_ROLLS, 0); }
deadline_rule(A) ::= SI(K) TERMINA EN DIAS INHABIL NO CORRE(E). { A = build_numbers(build, NODE_ENDS_ON, &K, &E, END_STAYS, 0); }
extension(A) ::= PRORROGA(K) NUMBER(N) VEZ HASTA length(L). { A = build_add(build_numbers(build, NODE_EXTENSION, &K, &N, N.number, 0), L); }
extension(A) ::= PRORROGA(K) SIN(S) LIMITE DE VEZ(E) HASTA length(L). { A = build_add(build_add(build_numbers(build, NODE_EXTENSION, &K, &E, 0, 0), L), build_numbers(build, NODE_NO_LIMIT, &S, &E, 0, 0)); }
expiry(A) ::= SI(K) VENCE COLON expiry_actions(L). { A = build_group(build, NODE_EXPIRY, &K, L); }
expiry_actions(A) ::= expiry_action(X).         { A = build_bag(build, X); }
expiry_actions(A) ::= expiry_actions(B) COMMA expiry_action(X). { A = build_more(B, X); }
expiry_action(A) ::= INCUMPLE(K) name(N).       { A = build_effect(build, &K, &N, EXPIRY_BREACH); }
expiry_action(A) ::= ALERTA(K) A name(N).       { A = build_effect(build, &K, &N, EXPIRY_ALERT); }
expiry_action(A) ::= SIGUE(K) name(N).          { A = build_effect(build, &K, &N, EXPIRY_FOLLOWS); }
expiry_action(A) ::= SE(K) ENTIENDE STRING(T).  { A = build_deemed(build, NODE_EXPIRY_ACTION, &K, &T); }
expiry_action(A) ::= CADUCA(K).                 { A = build_numbers(build, NODE_EXPIRY_ACTION, &K, &K, EXPIRY_LAPSES, 0); }
expiry_action(A) ::= SIN(K) EFECTO(E).          { A = build_numbers(build, NODE_EXPIRY_ACTION, &K, &E, EXPIRY_NO_EFFECT, 0); }
expiry_action(A) ::= NO(K) CONSTA(E).           { A = build_numbers(build, NODE_EXPIRY_ACTION, &K, &E, EXPIRY_UNKNOWN, 0); }

/* ---- expressions --------------------------------------------------------------------------- */
expression(A) ::= either(X).                    { A = build_expression_done(build, X); }
either(A) ::= both(X).                          { A = X; }
either(A) ::= either(X) O both(Z).              { A = build_pair(build, NODE_OR, X, Z); }
both(A) ::= negation(X).                        { A = X; }
both(A) ::= both(X) Y negation(Z).              { A = build_pair(build, NODE_AND, X, Z); }
negation(A) ::= operand(X).                     { A = X; }
negation(A) ::= NO(K) negation(X).              { A = build_not(build, &K, X); }
operand(A) ::= sum(X).                          { A = X; }
operand(A) ::= sum(L) comparison_word(W) compared(R). { A = build_compare(build, L, W, R); }
operand(A) ::= datum_name(N) ESTA EN(K) LPAREN in_values(V) RPAREN(E). { A = build_in(build, &N, &K, V, &E); }
operand(A) ::= datum_name(N) CONTIENE name(V).  { A = build_contains(build, &N, &V); }
operand(A) ::= TODOS(K) LOS SIGUIENTE LPAREN these(L) RPAREN(E). { A = build_these(build, &K, THESE_ALL, 0, L, &E); }
operand(A) ::= ALGUNA(K) DE LOS SIGUIENTE LPAREN these(L) RPAREN(E). { A = build_these(build, &K, THESE_ANY, 1, L, &E); }
operand(A) ::= NINGUNA(K) DE LOS SIGUIENTE LPAREN these(L) RPAREN(E). { A = build_these(build, &K, THESE_NONE, 0, L, &E); }
operand(A) ::= AL(K) MENOS NUMBER(N) DE LOS SIGUIENTE LPAREN these(L) RPAREN(E). { A = build_these(build, &K, THESE_AT_LEAST, N.number, L, &E); }
these(A) ::= either(X).                         { A = build_bag(build, build_condition(build, X)); }
these(A) ::= these(B) COMMA either(X).          { A = build_more(B, build_condition(build, X)); }
datum_name(A) ::= name(N).                      { A = N; }
datum_name(A) ::= TODOS(N).                     { A = N; }
datum_name(A) ::= ALGUNA(N).                    { A = N; }
datum_name(A) ::= NINGUNA(N).                   { A = N; }
datum_name(A) ::= VEZ(N).                       { A = N; }
datum_name(A) ::= CUANTOS(N).                   { A = N; }
compared(A) ::= sum(X).                         { A = X; }
compared(A) ::= SI(K).                          { A = build_numbers(build, NODE_TRUTH, &K, &K, 1, 0); }
compared(A) ::= NO(K).                          { A = build_numbers(build, NODE_TRUTH, &K, &K, 0, 0); }
sum(A) ::= product(T).                          { A = T; }
sum(A) ::= sum(L) MAS product(R).               { A = build_pair(build, NODE_PLUS, L, R); }
sum(A) ::= sum(L) MENOS product(R).             { A = build_pair(build, NODE_MINUS, L, R); }
product(A) ::= term(T).                         { A = T; }
product(A) ::= product(L) POR term(R).          { A = build_pair(build, NODE_PRODUCT, L, R); }
term(A) ::= LPAREN(K) either(X) RPAREN(E).      { A = build_enclosed(&K, X, &E); }
term(A) ::= LA(K) MITAD DE term(T).             { A = build_half(build, &K, T); }
term(A) ::= amount(X).                          { A = X; }
term(A) ::= HOUR(H).                            { A = build_numbers(build, NODE_TIME, &H, &H, H.number, 0); }
term(A) ::= CUANTOS(K) DE name(N).              { A = build_how_many(build, &K, &N); }
term(A) ::= CUANTOS(K) DE name(N) CON name(F) name(V). { A = build_with_field(build, build_how_many(build, &K, &N), &F, &V); }
term(A) ::= datum_name(N).                      { A = build_ref(build, &N); }
term(A) ::= NUMBER(N).                          { A = build_numbers(build, NODE_NUMBER, &N, &N, N.number, 0); }
term(A) ::= DATE(D).                            { A = build_numbers(build, NODE_DATE, &D, &D, D.number, 0); }
term(A) ::= length(L).                          { A = L; }
term(A) ::= VEZ(K) DE name(N).                  { A = build_times(build, &K, &N); }
comparison_word(A) ::= ES.                      { A = COMPARE_IS; }
comparison_word(A) ::= NO ES.                   { A = COMPARE_IS_NOT; }
comparison_word(A) ::= ES AL MENOS.             { A = COMPARE_AT_LEAST; }
comparison_word(A) ::= ES A LO SUMO.            { A = COMPARE_AT_MOST; }
comparison_word(A) ::= ES MAS QUE.              { A = COMPARE_MORE; }
comparison_word(A) ::= ES MENOS QUE.            { A = COMPARE_LESS; }
in_values(A) ::= value_of(V).                   { A = build_bag(build, V); }
in_values(A) ::= in_values(B) COMMA value_of(V). { A = build_more(B, V); }
value_of(A) ::= name(N).                        { A = build_ref(build, &N); }
value_of(A) ::= NUMBER(N).                      { A = build_numbers(build, NODE_NUMBER, &N, &N, N.number, 0); }
value_of(A) ::= amount(X).                      { A = X; }
value_of(A) ::= HOUR(H).                        { A = build_numbers(build, NODE_TIME, &H, &H, H.number, 0); }
value_of(A) ::= DATE(D).                        { A = build_numbers(build, NODE_DATE, &D, &D, D.number, 0); }
value_of(A) ::= SI(K).                          { A = build_numbers(build, NODE_TRUTH, &K, &K, 1, 0); }
value_of(A) ::= NO(K).                          { A = build_numbers(build, NODE_TRUTH, &K, &K, 0, 0); }

/* ---- scenarios ------------------------------------------------------------------------------ */
scenario(A) ::= scenario_head(H) scenario_items(C) FIN_ESCENARIO(E). { A = build_close(build, H, C, &E); }
scenario_head(A) ::= ESCENARIO(K) STRING(T).    { A = build_open(build, NODE_SCENARIO, &K, NULL, &T); }
%destructor scenario_head { build_abandon(build, $$); }
scenario_items(A) ::= .                         { A = build_bag(build, NULL); }
scenario_items(A) ::= scenario_items(B) scenario_item(C). { A = build_more(B, C); }
scenario_items(A) ::= scenario_items(B) expectations(L). { A = build_more_of(B, L); }
scenario_item(A) ::= error.                     { A = NULL; }
scenario_item(A) ::= mark(M).                   { A = M; }
scenario_item(A) ::= RUTA(K) name(N).           { A = build_named(build, NODE_ROUTE_REF, &K, &N); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) refused_completes(R) name(N) assigned(G) and_produces(P). { A = build_complete(build, &K, &D, &W, R, &N, G, P); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) refused_produces(R) produced(P). { A = build_produce(build, &K, &D, &W, R, P); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) refused_informs(R) assigns(G). { A = build_inform(build, &K, &D, &W, R, G); }
scenario_item(A) ::= EL(K) moment_of_day(D) refused_sits(R) name(N) CON ASISTENCIA DE(S) attendance(T) assigned(G). { A = build_session(build, &K, &D, R, &N, &S, T, G); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) refused_extends(R) name(N) POR length(L). { A = build_extend(build, &K, &D, &W, R, &N, L, NULL); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) refused_extends(R) name(N) POR length(L) CON produced(P). { A = build_extend(build, &K, &D, &W, R, &N, L, P); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) refused_judges(R) assigns(G) grounds(P) and_produces(I). { A = build_judge(build, &K, &D, &W, R, G, P, I); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) measure_verb(V) names(N). { A = build_measure_act(build, &K, &D, &W, &V, 0, N, NULL); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) measure_verb(V) names(N) CON produced(P). { A = build_measure_act(build, &K, &D, &W, &V, 0, N, P); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) NO PUEDE MEASURE_INFINITIVE(V) names(N). { A = build_measure_act(build, &K, &D, &W, &V, 1, N, NULL); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) NO PUEDE MEASURE_INFINITIVE(V) names(N) CON produced(P). { A = build_measure_act(build, &K, &D, &W, &V, 1, N, P); }
scenario_item(A) ::= EL(K) moment_of_day(D) TERMINA LA RUTA name(N) EN name(F) assigned(G). { A = build_return(build, &K, &D, &N, &F, G); }
scenario_item(A) ::= EL(K) moment_of_day(D) name(W) refused_adds(R) A name(N) STRING(T) COMMA QUE met(M) grounds(P). { A = build_addition(build, &K, &D, &W, R, &N, &T, M, P); }
scenario_item(A) ::= EL(K) moment_of_day(D) VENCE name(N). { A = build_expire(build, &K, &D, &N); }
moment_of_day(A) ::= DATE(D).                   { A = D; }
moment_of_day(A) ::= INSTANT(D).                { A = D; }
refused_completes(A) ::= COMPLETA.              { A = 0; }
refused_completes(A) ::= NO PUEDE COMPLETAR.    { A = 1; }
refused_produces(A) ::= PRODUCE.                { A = 0; }
refused_produces(A) ::= NO PUEDE PRODUCIR.      { A = 1; }
refused_informs(A) ::= INFORMA.                 { A = 0; }
refused_informs(A) ::= NO PUEDE INFORMAR.       { A = 1; }
refused_extends(A) ::= PRORROGA.                { A = 0; }
refused_extends(A) ::= NO PUEDE PRORROGAR.      { A = 1; }
refused_adds(A) ::= ANADE.                      { A = 0; }
refused_adds(A) ::= NO PUEDE ANADIR.            { A = 1; }
met(A) ::= SE(K) CUMPLE(E).                     { A = build_numbers(build, NODE_MET, &K, &E, 1, 0); }
met(A) ::= NO(K) SE CUMPLE(E).                  { A = build_numbers(build, NODE_MET, &K, &E, 0, 0); }
refused_judges(A) ::= JUZGA.                    { A = 0; }
refused_judges(A) ::= NO PUEDE JUZGAR.          { A = 1; }
grounds(A) ::= .                                { A = NULL; }
grounds(A) ::= PORQUE(K) STRING(T).             { A = build_text(build, NODE_GROUNDS, &K, &T); }
refused_sits(A) ::= SESIONA.                    { A = 0; }
refused_sits(A) ::= NO PUEDE SESIONAR.          { A = 1; }

and_produces(A) ::= .                           { A = NULL; }
and_produces(A) ::= Y PRODUCE produced(P).      { A = P; }
produced(A) ::= names(N).                       { A = build_produced(build, N, NULL); }
produced(A) ::= names(N) FIRMADA(K) POR people(S). { A = build_produced(build, N, build_group(build, NODE_SIGNED_BY, &K, S)); }
people(A) ::= person(P).                        { A = build_bag(build, P); }
people(A) ::= people(B) COMMA person(P).        { A = build_more(B, P); }
person(A) ::= name(N).                          { A = build_ref(build, &N); }
person(A) ::= STRING(T).                        { A = build_text(build, NODE_STRING, &T, &T); }

assigned(A) ::= .                               { A = NULL; }
assigned(A) ::= CON assigns(G).                 { A = G; }
assigns(A) ::= assign(G).                       { A = build_bag(build, G); }
assigns(A) ::= assigns(B) COMMA assign(G).      { A = build_more(B, G); }
assign(A) ::= name(N) EQUAL value_of(V).        { A = build_assign(build, &N, V); }
assign(A) ::= name(N) EQUAL INSTANT(D).         { A = build_assign(build, &N, build_instant(build, &D)); }
assign(A) ::= name(N) EQUAL STRING(T).          { A = build_assign(build, &N, build_text(build, NODE_STRING, &T, &T)); }
assign(A) ::= name(N) EQUAL LPAREN(K) texts(S) RPAREN(E). { A = build_assign(build, &N, build_texts(build, &K, S, &E)); }
assign(A) ::= name(N) EQUAL LPAREN(K) names(S) RPAREN(E). { A = build_assign(build, &N, build_braced(build, NODE_VALUES, &K, S, &E)); }
assign(A) ::= name(N) EQUAL LPAREN(K) persons(P) RPAREN(E). { A = build_assign(build, &N, build_braced(build, NODE_PEOPLE, &K, P, &E)); }
assign(A) ::= name(N) EQUAL LPAREN(K) RPAREN(E). { A = build_assign(build, &N, build_braced(build, NODE_VALUES, &K, NULL, &E)); }
persons(A) ::= person_given(P).                 { A = build_bag(build, P); }
persons(A) ::= persons(B) COMMA person_given(P). { A = build_more(B, P); }
person_given(A) ::= LPAREN(K) field_values(F) RPAREN(E). { A = build_braced(build, NODE_PERSON, &K, F, &E); }
field_values(A) ::= field_value(F).             { A = build_bag(build, F); }
field_values(A) ::= field_values(B) COMMA field_value(F). { A = build_more(B, F); }
field_value(A) ::= name(N) EQUAL name(V).       { A = build_add(build_named(build, NODE_FIELD_VALUE, &N, &N), build_ref(build, &V)); }
field_value(A) ::= name(N) EQUAL STRING(T).     { A = build_add(build_named(build, NODE_FIELD_VALUE, &N, &N), build_text(build, NODE_STRING, &T, &T)); }
texts(A) ::= STRING(T).                         { A = build_bag(build, build_text(build, NODE_STRING, &T, &T)); }
texts(A) ::= texts(B) COMMA STRING(T).          { A = build_more(B, build_text(build, NODE_STRING, &T, &T)); }

/* People, then votes, then the outcome: one list, because one comma joins them all. */
attendance(A) ::= attendance_item(I).           { A = build_bag(build, I); }
attendance(A) ::= attendance(B) COMMA attendance_item(I). { A = build_more(B, I); }
attendance_item(A) ::= person(P).               { A = P; }
attendance_item(A) ::= NUMBER(N) VOTO A FAVOR(E). { A = build_numbers(build, NODE_VOTES, &N, &E, N.number, -1); }
attendance_item(A) ::= NUMBER(N) VOTO EN CONTRA(E). { A = build_numbers(build, NODE_VOTES, &N, &E, -1, N.number); }
attendance_item(A) ::= person(P) POR DELEGADO(E). { A = build_attending(build, NODE_DELEGATE, P, &E); }
attendance_item(A) ::= person(P) COMO INVITADOS(E). { A = build_attending(build, NODE_AS_INVITEE, P, &E); }
attendance_item(A) ::= person(P) IMPEDIDO(E).   { A = build_attending(build, NODE_IMPEDED, P, &E); }
attendance_item(A) ::= DECIDE(K) LO URGENTE(E). { A = build_numbers(build, NODE_URGENT, &K, &E, 1, 0); }
attendance_item(A) ::= CONVOCA(K) name(N).      { A = build_convener(build, &K, 0, &N); }
attendance_item(A) ::= CONVOCA(K) convener(C).  { A = build_numbers(build, NODE_CONVENES, &K, &K, C, 0); }
attendance_item(A) ::= EN(K) SESION EXTRAORDINARIA(E). { A = build_numbers(build, NODE_CONVENES_EXTRA, &K, &E, 1, 0); }
attendance_item(A) ::= POR(K) CONSENSO(E).      { A = build_numbers(build, NODE_CONSENSUS, &K, &E, 1, 0); }
attendance_item(A) ::= LA(K) PRESIDENCIA A FAVOR(E). { A = build_numbers(build, NODE_CHAIR_VOTE, &K, &E, CHAIR_IN_FAVOUR, 0); }
attendance_item(A) ::= LA(K) PRESIDENCIA EN CONTRA(E). { A = build_numbers(build, NODE_CHAIR_VOTE, &K, &E, CHAIR_AGAINST, 0); }
attendance_item(A) ::= ADOPTA(K).               { A = build_numbers(build, NODE_OUTCOME, &K, &K, 1, 0); }
attendance_item(A) ::= NO(K) ADOPTA(E).         { A = build_numbers(build, NODE_OUTCOME, &K, &E, 0, 0); }

expectations(A) ::= ENTONCES expectation(X).    { A = build_bag(build, X); }
expectations(A) ::= expectations(B) Y expectation(X). { A = build_more(B, X); }
expectation(A) ::= LA(K) ETAPA ES name(N).      { A = build_named(build, NODE_EXPECT_STAGE, &K, &N); }
expectation(A) ::= EL(K) FINAL ES name(N).      { A = build_named(build, NODE_EXPECT_FINAL, &K, &N); }
expectation(A) ::= EL(K) CASO INICIA LA RUTA name(N). { A = build_expect(build, NODE_EXPECT_STARTED, &K, &N, 1, 0); }
expectation(A) ::= EL(K) CASO NO INICIA LA RUTA name(N). { A = build_expect(build, NODE_EXPECT_STARTED, &K, &N, 0, 0); }
expectation(A) ::= EL(K) MOMENTO name(N) ESTA moment_status(S). { A = build_expect(build, NODE_EXPECT_MOMENT, &K, &N, S, 0); }
expectation(A) ::= LA(K) ETAPA name(N) NO APLICA. { A = build_expect(build, NODE_EXPECT_SKIPPED, &K, &N, 0, 0); }
expectation(A) ::= EL(K) MOMENTO name(N) NO APLICA. { A = build_expect(build, NODE_EXPECT_SKIPPED, &K, &N, 1, 0); }
expectation(A) ::= EL(K) PLAZO name(N) VENCE el moment_of_day(D). { A = build_expect_due(build, &K, &N, &D); }
expectation(A) ::= EL(K) PLAZO name(N) ESTA status(S). { A = build_expect(build, NODE_EXPECT_DEADLINE, &K, &N, S, DAY_NONE); }
expectation(A) ::= EL(K) PLAZO name(N) ESTA status(S) EL_DATED DATE(D). { A = build_expect(build, NODE_EXPECT_DEADLINE, &K, &N, S, D.number); }
expectation(A) ::= EL(K) COMITE ADOPTA(E).      { A = build_numbers(build, NODE_EXPECT_OUTCOME, &K, &E, 1, 0); }
expectation(A) ::= EL(K) COMITE NO ADOPTA(E).   { A = build_numbers(build, NODE_EXPECT_OUTCOME, &K, &E, 0, 0); }
expectation(A) ::= LA(K) MEDIDA name(N) ESTA measure_standing(S). { A = build_expect_measure(build, &K, &N, &S); }
expectation(A) ::= LA(K) MEDIDA name(N) VENCE el DATE(D). { A = build_expect(build, NODE_EXPECT_MEASURE_DUE, &K, &N, D.number, 0); }
expectation(A) ::= LA(K) MEDIDA name(N) SE REVISA el DATE(D). { A = build_expect(build, NODE_EXPECT_MEASURE_DUE, &K, &N, D.number, 1); }
expectation(A) ::= SE(K) ENTIENDE STRING(T).    { A = build_deemed(build, NODE_EXPECT_DEEMED, &K, &T); }
expectation(A) ::= VEZ(K) DE name(N) comparison_word(W) NUMBER(C). { A = build_expect_times(build, &K, &N, W, &C); }
expectation(A) ::= CUANTOS(K) DE name(N) comparison_word(W) NUMBER(C). { A = build_expect_datum(build, build_compare(build, build_how_many(build, &K, &N), W, build_numbers(build, NODE_NUMBER, &C, &C, C.number, 0))); }
expectation(A) ::= CUANTOS(K) DE name(N) CON name(F) name(V) comparison_word(W) NUMBER(C). { A = build_expect_datum(build, build_compare(build, build_with_field(build, build_how_many(build, &K, &N), &F, &V), W, build_numbers(build, NODE_NUMBER, &C, &C, C.number, 0))); }
expectation(A) ::= name(N) CONTIENE name(V).    { A = build_expect_datum(build, build_contains(build, &N, &V)); }
expectation(A) ::= CUANTOS(N) comparison_word(W) value_of(V). { A = build_expect_datum(build, build_compare(build, build_ref(build, &N), W, V)); }
expectation(A) ::= VEZ(N) comparison_word(W) value_of(V). { A = build_expect_datum(build, build_compare(build, build_ref(build, &N), W, V)); }
expectation(A) ::= name(N) comparison_word(W) value_of(V). { A = build_expect_datum(build, build_compare(build, build_ref(build, &N), W, V)); }
moment_status(A) ::= PENDIENTE.                 { A = EXPECT_PENDING; }
moment_status(A) ::= EN CURSO.                  { A = EXPECT_RUNNING; }
moment_status(A) ::= CUMPLIDO.                  { A = EXPECT_MET; }
status(A) ::= moment_status(S).                 { A = S; }
status(A) ::= VENCIDO.                          { A = EXPECT_EXPIRED; }
status(A) ::= SUSPENDIDO.                       { A = EXPECT_SUSPENDED; }

/* ---- reforms ---------------------------------------------------------------------------------
 *
 * Inside «modifica» each operation holds a clause as the element itself would write it, so that
 * what an element can say can be amended. «suprime» only names what goes. */
reform(A) ::= reform_head(H) reform_items(C) FIN_REFORMA(E). { A = build_close(build, H, C, &E); }
reform_head(A) ::= REFORMA(K) name(N) MODIFICA(M) names(L). { A = build_add(build_open_use(build, NODE_REFORM, 0, &K, &N), build_group(build, NODE_AMENDS, &M, L)); }
%destructor reform_head { build_abandon(build, $$); }
reform_items(A) ::= .                           { A = build_bag(build, NULL); }
reform_items(A) ::= reform_items(B) reform_item(I). { A = build_more(B, I); }
reform_items(A) ::= reform_items(B) error.      { A = B; }
reform_item(A) ::= mark(M).                     { A = M; }
reform_item(A) ::= VIGENTE(K) DESDE DATE(D).    { A = build_numbers(build, NODE_IN_FORCE, &K, &D, D.number, DAY_NONE); }
reform_item(A) ::= DESPUES(K) DE names(N).      { A = build_group(build, NODE_AFTER, &K, N); }
reform_item(A) ::= operation(O).                { A = O; }
reform_item(A) ::= article(P) operation(O).     { A = build_ordered_by(build, P, O); }
reform_item(A) ::= transition(T).               { A = T; }
reform_item(A) ::= article(P) transition(T).    { A = build_ordered_by(build, P, T); }
article(A) ::= ART_FIRST(W) part_value(V).      { A = build_bag(build, build_part(build, &W, &V)); }
article(A) ::= ART_FIRST(W) part_value(V) parts(P). { A = build_more_of(build_bag(build, build_part(build, &W, &V)), P); }

operation(A) ::= ADICIONA(K) element(D).        { A = build_operation(build, &K, NULL, D); }
operation(A) ::= SUSTITUYE(K) element(D).       { A = build_operation(build, &K, NULL, D); }
operation(A) ::= SUSTITUYE(K) whole(T) POR element(D). { A = build_operation(build, &K, T, D); }
operation(A) ::= DEROGA(K) whole(T).            { A = build_operation(build, &K, T, NULL); }
operation(A) ::= RENUMERA(K) name(N) parts(P) COMO parts(Q). { A = build_renumber(build, &K, &N, P, Q); }
element(A) ::= actor(D).                        { A = D; }
element(A) ::= list(D).                         { A = D; }
element(A) ::= body(D).                         { A = D; }
element(A) ::= parameter(D).                    { A = D; }
element(A) ::= measure(D).                      { A = D; }
element(A) ::= instrument(D).                   { A = D; }
element(A) ::= calendar(D).                     { A = D; }
element(A) ::= route(D).                        { A = D; }
whole(A) ::= ENTIDAD(K) name(N).                { A = build_target(build, NODE_ENTITY, &K, &N); }
whole(A) ::= DEPENDENCIA(K) name(N).            { A = build_target(build, NODE_UNIT, &K, &N); }
whole(A) ::= CARGO(K) name(N).                  { A = build_target(build, NODE_POST, &K, &N); }
whole(A) ::= INTERVINIENTE(K) name(N).          { A = build_target(build, NODE_PARTY, &K, &N); }
whole(A) ::= LISTA(K) name(N).                  { A = build_target(build, NODE_LIST, &K, &N); }
whole(A) ::= MEDIDA(K) name(N).                 { A = build_target(build, NODE_MEASURE, &K, &N); }
whole(A) ::= PARAMETRO(K) name(N).              { A = build_target(build, NODE_PARAMETER, &K, &N); }
whole(A) ::= COMITE(K) name(N).                 { A = build_target(build, NODE_BODY, &K, &N); }
whole(A) ::= INSTRUMENTO(K) name(N).            { A = build_target(build, NODE_INSTRUMENT, &K, &N); }
whole(A) ::= CALENDARIO(K) name(N).             { A = build_target(build, NODE_CALENDAR, &K, &N); }
whole(A) ::= RUTA(K) name(N).                   { A = build_target(build, NODE_ROUTE, &K, &N); }

operation(A) ::= amend_actor(H) actor_operations(L) FIN_MODIFICA(E).           { A = build_close(build, H, L, &E); }
operation(A) ::= amend_list(H) list_operations(L) FIN_MODIFICA(E).             { A = build_close(build, H, L, &E); }
operation(A) ::= amend_body(H) body_operations(L) FIN_MODIFICA(E).             { A = build_close(build, H, L, &E); }
operation(A) ::= amend_instrument(H) instrument_operations(L) FIN_MODIFICA(E). { A = build_close(build, H, L, &E); }
operation(A) ::= amend_calendar(H) calendar_operations(L) FIN_MODIFICA(E).     { A = build_close(build, H, L, &E); }
operation(A) ::= amend_route(H) route_operations(L) FIN_MODIFICA(E).           { A = build_close(build, H, L, &E); }
operation(A) ::= amend_parameter(H) parameter_operations(L) FIN_MODIFICA(E).   { A = build_close(build, H, L, &E); }
operation(A) ::= amend_measure(H) measure_operations(L) FIN_MODIFICA(E).       { A = build_close(build, H, L, &E); }
operation(A) ::= amend_reform(H) reform_operations(L) FIN_MODIFICA(E).         { A = build_close(build, H, L, &E); }
amend_actor(A) ::= MODIFICA(K) ENTIDAD name(N).       { A = build_open_use(build, NODE_MODIFIES, NODE_ENTITY, &K, &N); }
amend_actor(A) ::= MODIFICA(K) DEPENDENCIA name(N).   { A = build_open_use(build, NODE_MODIFIES, NODE_UNIT, &K, &N); }
amend_actor(A) ::= MODIFICA(K) CARGO name(N).         { A = build_open_use(build, NODE_MODIFIES, NODE_POST, &K, &N); }
amend_actor(A) ::= MODIFICA(K) INTERVINIENTE name(N). { A = build_open_use(build, NODE_MODIFIES, NODE_PARTY, &K, &N); }
amend_list(A) ::= MODIFICA(K) LISTA name(N).          { A = build_open_use(build, NODE_MODIFIES, NODE_LIST, &K, &N); }
amend_body(A) ::= MODIFICA(K) COMITE name(N).         { A = build_open_use(build, NODE_MODIFIES, NODE_BODY, &K, &N); }
amend_instrument(A) ::= MODIFICA(K) INSTRUMENTO name(N). { A = build_open_use(build, NODE_MODIFIES, NODE_INSTRUMENT, &K, &N); }
amend_calendar(A) ::= MODIFICA(K) CALENDARIO name(N). { A = build_open_use(build, NODE_MODIFIES, NODE_CALENDAR, &K, &N); }
amend_route(A) ::= MODIFICA(K) RUTA name(N).          { A = build_open_use(build, NODE_MODIFIES, NODE_ROUTE, &K, &N); }
amend_parameter(A) ::= MODIFICA(K) PARAMETRO name(N). { A = build_open_use(build, NODE_MODIFIES, NODE_PARAMETER, &K, &N); }
amend_measure(A) ::= MODIFICA(K) MEDIDA name(N).      { A = build_open_use(build, NODE_MODIFIES, NODE_MEASURE, &K, &N); }
amend_reform(A) ::= MODIFICA(K) REFORMA name(N).      { A = build_open_use(build, NODE_MODIFIES, NODE_REFORM, &K, &N); }
amend_stage(A) ::= MODIFICA(K) ETAPA name(N).         { A = build_open_use(build, NODE_MODIFIES, NODE_STAGE, &K, &N); }
amend_moment(A) ::= MODIFICA(K) MOMENTO name(N).      { A = build_open_use(build, NODE_MODIFIES, NODE_MOMENT, &K, &N); }
amend_deadline(A) ::= MODIFICA(K) PLAZO name(N).      { A = build_open_use(build, NODE_MODIFIES, NODE_DEADLINE, &K, &N); }
%destructor amend_actor { build_abandon(build, $$); }
%destructor amend_list { build_abandon(build, $$); }
%destructor amend_body { build_abandon(build, $$); }
%destructor amend_instrument { build_abandon(build, $$); }
%destructor amend_calendar { build_abandon(build, $$); }
%destructor amend_route { build_abandon(build, $$); }
%destructor amend_parameter { build_abandon(build, $$); }
%destructor amend_measure { build_abandon(build, $$); }
%destructor amend_reform { build_abandon(build, $$); }
%destructor amend_stage { build_abandon(build, $$); }
%destructor amend_moment { build_abandon(build, $$); }
%destructor amend_deadline { build_abandon(build, $$); }

actor_operations(A) ::= .                         { A = build_bag(build, NULL); }
actor_operations(A) ::= actor_operations(B) actor_operation(O). { A = build_more(B, O); }
actor_operations(A) ::= actor_operations(B) article(P) actor_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
actor_operations(A) ::= actor_operations(B) error. { A = B; }
list_operations(A) ::= .                         { A = build_bag(build, NULL); }
list_operations(A) ::= list_operations(B) list_operation(O). { A = build_more(B, O); }
list_operations(A) ::= list_operations(B) article(P) list_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
list_operations(A) ::= list_operations(B) error. { A = B; }
body_operations(A) ::= .                         { A = build_bag(build, NULL); }
body_operations(A) ::= body_operations(B) body_operation(O). { A = build_more(B, O); }
body_operations(A) ::= body_operations(B) article(P) body_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
body_operations(A) ::= body_operations(B) error. { A = B; }
instrument_operations(A) ::= .                         { A = build_bag(build, NULL); }
instrument_operations(A) ::= instrument_operations(B) instrument_operation(O). { A = build_more(B, O); }
instrument_operations(A) ::= instrument_operations(B) article(P) instrument_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
instrument_operations(A) ::= instrument_operations(B) error. { A = B; }
calendar_operations(A) ::= .                         { A = build_bag(build, NULL); }
calendar_operations(A) ::= calendar_operations(B) calendar_operation(O). { A = build_more(B, O); }
calendar_operations(A) ::= calendar_operations(B) article(P) calendar_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
calendar_operations(A) ::= calendar_operations(B) error. { A = B; }
route_operations(A) ::= .                         { A = build_bag(build, NULL); }
route_operations(A) ::= route_operations(B) route_operation(O). { A = build_more(B, O); }
route_operations(A) ::= route_operations(B) article(P) route_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
route_operations(A) ::= route_operations(B) error. { A = B; }
reform_operations(A) ::= .                         { A = build_bag(build, NULL); }
reform_operations(A) ::= reform_operations(B) reform_operation(O). { A = build_more(B, O); }
reform_operations(A) ::= reform_operations(B) article(P) reform_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
reform_operations(A) ::= reform_operations(B) error. { A = B; }
stage_operations(A) ::= .                         { A = build_bag(build, NULL); }
stage_operations(A) ::= stage_operations(B) stage_operation(O). { A = build_more(B, O); }
stage_operations(A) ::= stage_operations(B) article(P) stage_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
stage_operations(A) ::= stage_operations(B) error. { A = B; }
moment_operations(A) ::= .                         { A = build_bag(build, NULL); }
moment_operations(A) ::= moment_operations(B) moment_operation(O). { A = build_more(B, O); }
moment_operations(A) ::= moment_operations(B) article(P) moment_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
moment_operations(A) ::= moment_operations(B) error. { A = B; }
deadline_operations(A) ::= .                         { A = build_bag(build, NULL); }
deadline_operations(A) ::= deadline_operations(B) deadline_operation(O). { A = build_more(B, O); }
deadline_operations(A) ::= deadline_operations(B) article(P) deadline_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
deadline_operations(A) ::= deadline_operations(B) error. { A = B; }

measure_operations(A) ::= .                     { A = build_bag(build, NULL); }
measure_operations(A) ::= measure_operations(B) measure_operation(O). { A = build_more(B, O); }
measure_operations(A) ::= measure_operations(B) article(P) measure_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
measure_operations(A) ::= measure_operations(B) error. { A = B; }
parameter_operations(A) ::= .                   { A = build_bag(build, NULL); }
parameter_operations(A) ::= parameter_operations(B) parameter_operation(O). { A = build_more(B, O); }
parameter_operations(A) ::= parameter_operations(B) article(P) parameter_operation(O). { A = build_more(B, build_ordered_by(build, P, O)); }
parameter_operations(A) ::= parameter_operations(B) error. { A = B; }

actor_operation(A) ::= removal(O).              { A = O; }
actor_operation(A) ::= ADICIONA(K) actor_clause(C). { A = build_operation(build, &K, NULL, C); }
actor_operation(A) ::= SUSTITUYE(K) actor_clause(C). { A = build_operation(build, &K, NULL, C); }
list_operation(A) ::= removal(O).               { A = O; }
list_operation(A) ::= ADICIONA(K) list_part(C).  { A = build_operation(build, &K, NULL, C); }
list_operation(A) ::= SUSTITUYE(K) list_part(C). { A = build_operation(build, &K, NULL, C); }
list_operation(A) ::= SUSTITUYE(K) VALOR(W) name(N) POR VALOR value(C). { A = build_operation(build, &K, build_target(build, NODE_VALUE, &W, &N), C); }
list_part(A) ::= mark(M).                       { A = M; }
list_part(A) ::= VALOR value(C).                { A = C; }
body_operation(A) ::= removal(O).               { A = O; }
body_operation(A) ::= ADICIONA(K) body_part(C).  { A = build_operation(build, &K, NULL, C); }
body_operation(A) ::= SUSTITUYE(K) body_part(C). { A = build_operation(build, &K, NULL, C); }
body_operation(A) ::= SUSTITUYE(K) MIEMBROS(W) name(N) POR MIEMBROS seat(C). { A = build_operation(build, &K, build_target(build, NODE_SEAT, &W, &N), C); }
body_operation(A) ::= SUSTITUYE(K) INVITADOS(W) name(N) POR INVITADOS invitee(C). { A = build_operation(build, &K, build_target(build, NODE_INVITEE, &W, &N), C); }
body_part(A) ::= body_clause(C).                { A = C; }
body_part(A) ::= MIEMBROS seat(C).              { A = C; }
body_part(A) ::= INVITADOS invitee(C).          { A = C; }
instrument_operation(A) ::= removal(O).         { A = O; }
instrument_operation(A) ::= ADICIONA(K) instrument_clause(C). { A = build_operation(build, &K, NULL, C); }
instrument_operation(A) ::= SUSTITUYE(K) instrument_clause(C). { A = build_operation(build, &K, NULL, C); }
calendar_operation(A) ::= removal(O).           { A = O; }
calendar_operation(A) ::= ADICIONA(K) calendar_clause(C). { A = build_operation(build, &K, NULL, C); }
calendar_operation(A) ::= SUSTITUYE(K) calendar_clause(C). { A = build_operation(build, &K, NULL, C); }
route_operation(A) ::= removal(O).              { A = O; }
route_operation(A) ::= ADICIONA(K) route_part(C).  { A = build_operation(build, &K, NULL, C); }
route_operation(A) ::= SUSTITUYE(K) route_part(C). { A = build_operation(build, &K, NULL, C); }
route_operation(A) ::= SUSTITUYE(K) ETAPA(W) name(N) POR stage(C). { A = build_operation(build, &K, build_target(build, NODE_STAGE, &W, &N), C); }
route_operation(A) ::= SUSTITUYE(K) FINAL(W) name(N) POR final(C). { A = build_operation(build, &K, build_target(build, NODE_FINAL, &W, &N), C); }
route_operation(A) ::= amend_stage(H) stage_operations(L) FIN_MODIFICA(E). { A = build_close(build, H, L, &E); }
route_operation(A) ::= amend_deadline(H) deadline_operations(L) FIN_MODIFICA(E). { A = build_close(build, H, L, &E); }
route_part(A) ::= route_clause(C).              { A = C; }
route_part(A) ::= DATO datum(C).                { A = C; }
stage_operation(A) ::= removal(O).              { A = O; }
stage_operation(A) ::= ADICIONA(K) stage_part(C).  { A = build_operation(build, &K, NULL, C); }
stage_operation(A) ::= SUSTITUYE(K) stage_part(C). { A = build_operation(build, &K, NULL, C); }
stage_operation(A) ::= SUSTITUYE(K) MOMENTO(W) name(N) POR moment(C). { A = build_operation(build, &K, build_target(build, NODE_MOMENT, &W, &N), C); }
stage_operation(A) ::= amend_moment(H) moment_operations(L) FIN_MODIFICA(E). { A = build_close(build, H, L, &E); }
stage_operation(A) ::= amend_deadline(H) deadline_operations(L) FIN_MODIFICA(E). { A = build_close(build, H, L, &E); }
stage_part(A) ::= stage_clause(C).              { A = C; }
stage_part(A) ::= branch(C).                    { A = C; }
stage_part(A) ::= moment(C).                    { A = C; }
moment_operation(A) ::= removal(O).             { A = O; }
moment_operation(A) ::= ADICIONA(K) step_clause(C). { A = build_operation(build, &K, NULL, C); }
moment_operation(A) ::= SUSTITUYE(K) step_clause(C). { A = build_operation(build, &K, NULL, C); }
moment_operation(A) ::= amend_deadline(H) deadline_operations(L) FIN_MODIFICA(E). { A = build_close(build, H, L, &E); }
deadline_operation(A) ::= removal(O).           { A = O; }
deadline_operation(A) ::= ADICIONA(K) deadline_clause(C). { A = build_operation(build, &K, NULL, C); }
deadline_operation(A) ::= SUSTITUYE(K) deadline_clause(C). { A = build_operation(build, &K, NULL, C); }
measure_operation(A) ::= removal(O).            { A = O; }
measure_operation(A) ::= ADICIONA(K) measure_clause(C). { A = build_operation(build, &K, NULL, C); }
measure_operation(A) ::= SUSTITUYE(K) measure_clause(C). { A = build_operation(build, &K, NULL, C); }
parameter_operation(A) ::= removal(O).          { A = O; }
parameter_operation(A) ::= ADICIONA(K) parameter_clause(C). { A = build_operation(build, &K, NULL, C); }
parameter_operation(A) ::= SUSTITUYE(K) parameter_clause(C). { A = build_operation(build, &K, NULL, C); }
parameter_operation(A) ::= SUPRIME(K) DESDE(W) DATE(D). { A = build_operation(build, &K, build_target_dated(build, NODE_PARAMETER_VALUE, &W, &D), NULL); }
reform_operation(A) ::= SUSTITUYE(K) VIGENTE(W) DESDE DATE(D). { A = build_operation(build, &K, NULL, build_numbers(build, NODE_IN_FORCE, &W, &D, D.number, DAY_NONE)); }
reform_operation(A) ::= SUPRIME(K) parts(P).    { A = build_operation(build, &K, NULL, build_citation(build, NULL, P)); }
reform_operation(A) ::= SUSTITUYE(K) parts(P) operation(O). { A = build_operation(build, &K, NULL, build_ordered_by(build, P, O)); }
reform_operation(A) ::= ADICIONA(K) parts(P) operation(O). { A = build_operation(build, &K, NULL, build_ordered_by(build, P, O)); }

removal(A) ::= SUPRIME(K) target(T).            { A = build_operation(build, &K, T, NULL); }
removal(A) ::= SUPRIME(K) branch(B).            { A = build_operation(build, &K, NULL, B); }
removal(A) ::= SUPRIME(K) interruption(B).      { A = build_operation(build, &K, NULL, B); }
removal(A) ::= SUPRIME(K) measure_verb(V) MEDIDA(E). { A = build_operation(build, &K, NULL, build_handling(build, &V, &E, NULL)); }
removal(A) ::= SUSTITUYE(K) TITULO STRING(T).   { A = build_operation(build, &K, NULL, build_text(build, NODE_STRING, &T, &T)); }
target(A) ::= ETAPA(K) name(N).                 { A = build_target(build, NODE_STAGE, &K, &N); }
target(A) ::= MOMENTO(K) name(N).               { A = build_target(build, NODE_MOMENT, &K, &N); }
target(A) ::= MOMENTOS(K).                      { A = build_target(build, NODE_MOMENTS, &K, NULL); }
target(A) ::= FINAL(K) name(N).                 { A = build_target(build, NODE_FINAL, &K, &N); }
target(A) ::= PLAZO(K) name(N).                 { A = build_target(build, NODE_DEADLINE, &K, &N); }
target(A) ::= DATO(K) name(N).                  { A = build_target(build, NODE_DATUM, &K, &N); }
target(A) ::= INSTRUMENTO(K) name(N).           { A = build_target(build, NODE_INSTRUMENT, &K, &N); }
target(A) ::= MIEMBROS(K) name(N).              { A = build_target(build, NODE_SEAT, &K, &N); }
target(A) ::= INVITADOS(K) name(N).             { A = build_target(build, NODE_INVITEE, &K, &N); }
target(A) ::= VALOR(K) name(N).                 { A = build_target(build, NODE_VALUE, &K, &N); }
target(A) ::= FESTIVO(K) name(N).               { A = build_target(build, NODE_HOLIDAY, &K, &N); }
target(A) ::= CIERRE(K) name(N).                { A = build_target(build, NODE_CLOSURE, &K, &N); }
target(A) ::= SUSPENSION(K) name(N).            { A = build_target(build, NODE_SUSPENSION, &K, &N); }
target(A) ::= RESPONSABLE(K) name(N).           { A = build_target(build, NODE_RESPONSIBLE, &K, &N); }
target(A) ::= PARTICIPA(K) name(N).             { A = build_target(build, NODE_PARTICIPANTS, &K, &N); }
target(A) ::= RECIBE(K) name(N).                { A = build_target(build, NODE_RECEIVES, &K, &N); }
target(A) ::= PRODUCE(K) name(N).               { A = build_target(build, NODE_PRODUCES, &K, &N); }
target(A) ::= PIDE(K) name(N).                  { A = build_target(build, NODE_ASKS, &K, &N); }
target(A) ::= FIRMA(K) name(N).                 { A = build_target(build, NODE_SIGNERS, &K, &N); }
target(A) ::= ANEXA(K) name(N).                 { A = build_target(build, NODE_ANNEXES, &K, &N); }
target(A) ::= ACOGE(K) name(N).                 { A = build_target(build, NODE_ADOPTS, &K, &N); }
target(A) ::= SESIONA(K) name(N).               { A = build_target(build, NODE_SESSION, &K, &N); }
target(A) ::= DE(K) name(N).                    { A = build_target(build, NODE_OF, &K, &N); }
target(A) ::= RESPONSABLE(K).                   { A = build_target(build, NODE_RESPONSIBLE, &K, NULL); }
target(A) ::= PARTICIPA(K).                     { A = build_target(build, NODE_PARTICIPANTS, &K, NULL); }
target(A) ::= RECIBE(K).                        { A = build_target(build, NODE_RECEIVES, &K, NULL); }
target(A) ::= PRODUCE(K).                       { A = build_target(build, NODE_PRODUCES, &K, NULL); }
target(A) ::= PIDE(K).                          { A = build_target(build, NODE_ASKS, &K, NULL); }
target(A) ::= FIRMA(K).                         { A = build_target(build, NODE_SIGNERS, &K, NULL); }
target(A) ::= ANEXA(K).                         { A = build_target(build, NODE_ANNEXES, &K, NULL); }
target(A) ::= INVITADOS(K).                     { A = build_target(build, NODE_INVITEES, &K, NULL); }
target(A) ::= SESIONA(K).                       { A = build_target(build, NODE_SESSION, &K, NULL); }
target(A) ::= SESIONA(K) DE MANERA.             { A = build_target(build, NODE_MODALITIES, &K, NULL); }
target(A) ::= SIGUE(K).                         { A = build_target(build, NODE_FOLLOWS, &K, NULL); }
target(A) ::= DECIDE(K).                        { A = build_target(build, NODE_DECIDE, &K, NULL); }
target(A) ::= SIN(K) PLAZO LEGAL.               { A = build_target(build, NODE_NO_TERM, &K, NULL); }
target(A) ::= SIN(K) QUORUM.                    { A = build_target(build, NODE_URGENT, &K, NULL); }
target(A) ::= SESION(K) ESPECIAL.               { A = build_target(build, NODE_SPECIAL_OF, &K, NULL); }
target(A) ::= REGLAS(K).                        { A = build_target(build, NODE_SPECIAL_OF, &K, NULL); }
target(A) ::= EL(K) IMPEDIDO.                   { A = build_target(build, NODE_IMPEDED, &K, NULL); }
target(A) ::= MEDIDA(K).                        { A = build_target(build, NODE_MEASURES, &K, NULL); }
target(A) ::= MEDIDA(K) name(N).                { A = build_target(build, NODE_MEASURES, &K, &N); }
target(A) ::= INCLUYE(K).                       { A = build_target(build, NODE_INCLUDES, &K, NULL); }
target(A) ::= REQUIERE(K).                      { A = build_target(build, NODE_REQUIRES, &K, NULL); }
target(A) ::= PREVIA(K) name(N).                { A = build_target(build, NODE_PRIOR, &K, &N); }
target(A) ::= UNO(K) SOLA VEZ.                  { A = build_target(build, NODE_ONCE, &K, NULL); }
target(A) ::= RECOMIENDA(K).                    { A = build_target(build, NODE_RECOMMENDS, &K, NULL); }
target(A) ::= ADOPTA(K).                        { A = build_target(build, NODE_ADOPTED_BY, &K, NULL); }
target(A) ::= DURA(K).                          { A = build_target(build, NODE_LASTS, &K, NULL); }
target(A) ::= SE(K) REVISA.                     { A = build_target(build, NODE_REVIEWED, &K, NULL); }
target(A) ::= SE(K) REPITE.                     { A = build_target(build, NODE_REPEATS, &K, NULL); }
target(A) ::= SE(K) REUNE.                      { A = build_target(build, NODE_MEETS, &K, NULL); }
target(A) ::= SE(K) SUSPENDE.                   { A = build_target(build, NODE_SUSPENDS, &K, NULL); }
target(A) ::= SE(K) INTERRUMPE.                 { A = build_target(build, NODE_RESTARTS, &K, NULL); }
target(A) ::= SE(K) CUENTA.                     { A = build_target(build, NODE_COUNTED_FROM, &K, NULL); }
target(A) ::= SECRETARIA(K) TECNICA.            { A = build_target(build, NODE_SECRETARIAT, &K, NULL); }
target(A) ::= QUORUM(K).                        { A = build_target(build, NODE_QUORUM, &K, NULL); }
target(A) ::= EMPATE(K).                        { A = build_target(build, NODE_TIE, &K, NULL); }
target(A) ::= CONVOCA(K).                       { A = build_target(build, NODE_CONVENES, &K, NULL); }
target(A) ::= SESION(K) EXTRAORDINARIA.         { A = build_target(build, NODE_CONVENES_EXTRA, &K, NULL); }
target(A) ::= ACTA(K).                          { A = build_target(build, NODE_MINUTES, &K, NULL); }
target(A) ::= FUENTE_HERE(K).                   { A = build_target(build, NODE_SOURCE, &K, NULL); }
target(A) ::= NOTA(K).                          { A = build_target(build, NODE_NOTE, &K, NULL); }
target(A) ::= PRORROGA(K).                      { A = build_target(build, NODE_EXTENSION, &K, NULL); }
target(A) ::= VERIFICA(K) name(N).              { A = build_target(build, NODE_CHECKLIST, &K, &N); }
target(A) ::= INICIA(K) RUTA name(N).           { A = build_target(build, NODE_SUBROUTE, &K, &N); }
target(A) ::= APLICA(K).                        { A = build_target(build, NODE_APPLIES, &K, NULL); }
target(A) ::= SI(K) TERMINA.                    { A = build_target(build, NODE_ENDS_ON, &K, NULL); }
target(A) ::= LLEVA(K) SERIAL.                  { A = build_target(build, NODE_SERIAL, &K, NULL); }
transition(A) ::= transition_head(H) passages(L) FIN_CASO(E). { A = build_close(build, H, L, &E); }
transition_head(A) ::= CASO(K) EN CURSO DE RUTA name(N). { A = build_open_use(build, NODE_TRANSITION, 0, &K, &N); }
%destructor transition_head { build_abandon(build, $$); }
passages(A) ::= .                               { A = build_bag(build, NULL); }
passages(A) ::= passages(B) passage(P).         { A = build_more(B, P); }
passages(A) ::= passages(B) error.              { A = B; }
passage(A) ::= EN(K) name(N) fate(F).           { A = build_passage(build, &K, &N, F); }
passage(A) ::= LOS(K) DEMAS fate(F).            { A = build_passage(build, &K, NULL, F); }
fate(A) ::= CONSERVAN(K) EL TEXTO ANTERIOR(E).  { A = build_numbers(build, NODE_PASSAGE, &K, &E, PASSAGE_KEEPS, PASSAGE_TERM_UNSAID); }
fate(A) ::= PASA(K) AL TEXTO NUEVO(E) term_regime(T). { A = build_numbers(build, NODE_PASSAGE, &K, &E, PASSAGE_MOVES, T); }
fate(A) ::= PASA(K) A name(N) term_regime(T).   { A = build_add(build_numbers(build, NODE_PASSAGE, &K, &N, PASSAGE_MOVES, T), build_named(build, NODE_FOLLOWS, &N, &N)); }
%type term_regime {int32_t}
term_regime(A) ::= .                            { A = PASSAGE_TERM_UNSAID; }
term_regime(A) ::= COMMA CON EL PLAZO QUE CORRE. { A = PASSAGE_TERM_RUNS_ON; }
term_regime(A) ::= COMMA CON PLAZO NUEVO.       { A = PASSAGE_TERM_RESTARTS; }

/* ---- what parse.c asks of the parser ----------------------------------------------------------
 *
 * Both walk the automaton on the side, without touching the parser: reductions pop a
 * pretended stack, which is the real one up to `kept` and `pushed` above it. */
%code {
#define PRETEND_MAX 32

struct pretence {
    const yyParser *parser;
    int kept;                           /* entries of the real stack still in place */
    int pushed_count;
    YYACTIONTYPE pushed[PRETEND_MAX];
};

static YYACTIONTYPE pretended_state(const struct pretence *p)
{
    return p->pushed_count ? p->pushed[p->pushed_count - 1] : p->parser->yystack[p->kept - 1].stateno;
}

/* A state on the stack may be a reduction already decided upon. */
static int pretended_action(YYACTIONTYPE state, int token, bool fallback)
{
    if (state > YY_MAX_SHIFT) return state;
    if (fallback) return yy_find_shift_action((YYCODETYPE)token, state);
    int i = yy_shift_ofst[state] + token;
    return yy_lookahead[i] == token ? yy_action[i] : yy_default[state];
}

static void pretend_reduce(struct pretence *p, int rule)
{
    for (int left = -yyRuleInfoNRhs[rule]; left > 0; left--) {
        if (p->pushed_count) p->pushed_count--;
        else p->kept--;
    }
    YYACTIONTYPE next = yy_find_reduce_action(pretended_state(p), (YYCODETYPE)yyRuleInfoLhs[rule]);
    if (p->pushed_count < PRETEND_MAX) p->pushed[p->pushed_count++] = next;
}

static bool accepts(const void *grammar, int token, bool fallback)
{
    const yyParser *parser = grammar;
    struct pretence p = { .parser = parser, .kept = (int)(parser->yytos - parser->yystack) + 1 };
    for (;;) {
        int action = pretended_action(pretended_state(&p), token, fallback);
        if (action <= YY_MAX_SHIFTREDUCE || action == YY_ACCEPT_ACTION) return true;
        if (action < YY_MIN_REDUCE) return false;
        pretend_reduce(&p, action - YY_MIN_REDUCE);
    }
}

/* Does at once the reductions that Lemon has decided upon and would do at the next token,
 * so that what build.h says of open blocks is true between tokens. */
void grammar_settle(void *grammar)
{
    yyParser *parser = grammar;
    while (parser->yytos->stateno >= YY_MIN_REDUCE)
        yy_reduce(parser, parser->yytos->stateno - YY_MIN_REDUCE, YYNOCODE, (struct token){0});
}

/* Does the reductions that a token would bring, without taking it. */
void grammar_settle_before(void *grammar, int token)
{
    yyParser *parser = grammar;
    if (!accepts(grammar, token, true)) return;
    for (;;) {
        int action = pretended_action(parser->yytos->stateno, token, true);
        if (action < YY_MIN_REDUCE) return;
        yy_reduce(parser, action - YY_MIN_REDUCE, YYNOCODE, (struct token){0});
    }
}

bool grammar_accepts(const void *grammar, int token) { return accepts(grammar, token, true); }
bool grammar_expects(const void *grammar, int token) { return accepts(grammar, token, false); }
int grammar_token_count(void) { return YYNTOKEN; }
}
