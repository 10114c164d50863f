/* vm.h -- the loop that evaluates a guard. */
#ifndef RUNTIME_VM_H
#define RUNTIME_VM_H

#include "runtime/program.h"
#include "runtime/value.h"

#define VM_MAX_DEPTH 64

/* What a function may look at: the data of the case by index of `datum` minus
 * `first_datum`, and how many times each step was entered, likewise. */
struct vm_view {
    const value_t *data;
    uint32_t first_datum, datum_count;
    const uint32_t *entries;
    uint32_t first_step, step_count;
};

/* Evaluates a function of a verified program: VALUE_YES, VALUE_NO, VALUE_UNKNOWN or
 * a number. Bounds are checked all the same in every build. */
value_t vm_run(const struct program *program, uint32_t function, const struct vm_view *view);

#endif
