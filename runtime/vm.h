/* vm.h -- the loop that evaluates a guard. */
#ifndef RUNTIME_VM_H
#define RUNTIME_VM_H

#include "runtime/program.h"
#include "runtime/value.h"

#define VM_MAX_DEPTH 64

/* Why a calculation has no result although its data are known. The first cause is kept. */
enum vm_trouble_kind { VM_NO_TROUBLE, VM_NOT_COVERED, VM_TOO_LARGE };

struct vm_trouble {
    enum vm_trouble_kind kind;
    uint32_t parameter;         /* VM_NOT_COVERED: it has no value on that day */
};

/* What a function may look at: the data of the case by index of `datum` minus
 * `first_datum`, how many times each step was entered, likewise, and how many times each
 * instrument was recorded: by slot, which is NONE for those that the route never handles. */
struct vm_view {
    day_t day;                  /* of the act: what parameters are worth */
    struct vm_trouble *trouble; /* where to say why an answer is unknown for another cause than a datum; may be NULL */
    const value_t *data;
    uint32_t first_datum, datum_count;
    const uint32_t *entries;
    uint32_t first_step, step_count;
    const uint32_t *slots;      /* by instrument of the program */
    uint32_t instrument_count;
    const uint32_t *records;    /* by slot */
    const char *texts;          /* where the value of a text is an offset */
};

/* What a parameter is worth on a day: a number, or ten-thousandths of a peso. NULL when it is not stated. */
const struct program_amount *vm_amount_on(const struct program *program, uint32_t parameter, day_t day);

/* Evaluates a function of a verified program: VALUE_YES, VALUE_NO, VALUE_UNKNOWN or
 * a number. Bounds are checked all the same in every build. */
value_t vm_run(const struct program *program, uint32_t function, const struct vm_view *view);

#endif
