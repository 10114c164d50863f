/* compare.h -- what changes from one text of the law to another, in the words of the law.
 *
 * A text is a program on a day. The difference is one of meaning: what is paired (compare_match.h) is compared
 * clause by clause (compare.def), by what it says and not by how it is written. */
#ifndef RUNTIME_COMPARE_H
#define RUNTIME_COMPARE_H

#include "base/arena.h"
#include "runtime/compare_match.h"

enum compare_grade { GRADE_NOTHING, GRADE_CLARIFIES, GRADE_MINOR, GRADE_MAJOR, COMPARE_GRADES };
enum compare_kind { COMPARE_ADDED, COMPARE_REMOVED, COMPARE_CHANGED, COMPARE_RENAMED, COMPARE_KINDS };

const char *compare_grade_word(enum compare_grade grade);   /* "nada", "aclaración", "menor", "mayor" */
const char *compare_kind_word(enum compare_kind kind);      /* "adiciona", "suprime", "cambia", "renombra" */

struct difference {
    enum compare_kind kind;
    enum compare_grade grade;
    enum program_table top, table;      /* the element it stands under, and that of the record itself */
    uint32_t top_rows[2], rows[2];      /* NONE on the side that has none */
    struct text group;                  /* "ruta ordinario" */
    struct text part;                   /* "etapa evaluación"; empty for the element itself */
    struct text clause;                 /* "responsable"; empty for the record itself, and for the length of a deadline */
    struct text before, after;          /* old and new value; "" where there is none */
    struct text source;                 /* the act that wrote it, or the article it cites; "" when neither */
    struct text words;                  /* all of it, as a sentence */
};

struct compared {
    struct matching matching;
    VEC(struct difference) differences; /* by element, in the order of the text */
    enum compare_grade total;           /* the greatest */
};

/* The texts of the differences live in the arena, with `compare_close` for the rest. */
void compare_open(struct compared *comparison, struct compare_text before, struct compare_text after, struct arena *arena);
void compare_close(struct compared *comparison);

#endif
