/* compare_words.h -- what a record and its fields are called when they change (compare.def). */
#ifndef RUNTIME_COMPARE_WORDS_H
#define RUNTIME_COMPARE_WORDS_H

#include "runtime/compare.h"
#include "runtime/draw_words.h"
#include "runtime/shape.h"

struct compare_element {
    enum program_table table;
    const char *article;            /* "la"; NULL for what has no name; "" for what has no row */
    const char *noun;
    enum compare_grade grade;       /* of there being one */
    words_one say;                  /* the whole of one without a name */
};

enum clause_kind { CLAUSE_VALUE, CLAUSE_MEASURE, CLAUSE_WITH, CLAUSE_SILENT };

struct compare_clause {
    enum clause_kind kind;
    const char *field;
    const char *words;
    enum compare_grade grade;
    words_one say;
    const char *head;               /* CLAUSE_WITH: the field whose clause tells this one */
};

/* What has no row in compare.def goes by its own name: a test asks for the row. */
const struct compare_element *compare_element_of(enum program_table table);

const struct compare_clause *compare_clause_of(enum program_table table, const char *field);

/* The field with the citation of a clause: its own, or that of the whole record. */
const char *compare_cite_of(enum program_table table, const char *field);

/* The field whose own citation that is, or NULL. */
const char *compare_cited_by(enum program_table table, const char *source);

/* How a reform begins to name the clause. */
struct text compare_tag_of(enum program_table table, const struct compare_clause *clause);

/* What a field says, by `say` or by its kind; "" when it says nothing. `words` is where the field lies. */
struct text compare_value(struct arena *arena, const struct program *program, enum program_table table, uint32_t row,
                          const struct shape_field *field, const uint32_t *words, words_one say);

/* One entry of a list: "UNP", «Formulario», a datum. */
struct text compare_entry(struct arena *arena, const struct program *program, enum program_table table, uint32_t row);

/* "etapa evaluación", "momento visita"; with the caption: "etapa evaluación «Evaluación del riesgo»". */
struct text compare_name(struct arena *arena, const struct program *program, enum program_table table, uint32_t row, bool caption);

/* What is said of a record besides its name when it comes or goes: how long a deadline is, how a member sits; or "". */
struct text compare_detail(struct arena *arena, const struct program *program, enum program_table table, uint32_t row);

const char *compare_article(const struct program *program, enum program_table table, uint32_t row);

#endif
