/* check.h -- what must be true unless the bug is ours.
 *
 * CHECK stays in every build: a wrong due date is worse than a stopped program.
 * It ends the process with exit code 70, "our bug", and names the line. */
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

#define CHECK(condition) \
    ((condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))

/* Marks what the code before it has made impossible. */
#define UNREACHABLE() check_failed(__FILE__, __LINE__, "unreachable")

_Noreturn void check_failed(const char *file, int line, const char *what);

#endif
