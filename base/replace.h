/* replace.h -- a file written whole or not at all. */
#ifndef BASE_REPLACE_H
#define BASE_REPLACE_H

#include <stddef.h>

#include "base/fault.h"

/* Writes a file beside `path` and puts it in its place, so that whoever reads `path` sees
 * the old content or the new one. A link is followed, and what it leads to is replaced; a
 * file keeps its permissions. What is not a plain file (a folder, a device, a pipe), or
 * may not be written, is refused and left alone. `what` names the file in the message:
 * "el programa". Nothing is left behind on failure. */
bool file_replace(const char *path, const char *what, const void *bytes, size_t size, struct fault *why);

#endif
