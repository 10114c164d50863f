/* embedded.h -- files that travel inside the program (base/tools/embed.sh). */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *path;       /* "stdlib/colombia/calendario.ruta"; NULL ends the array */
    const char *content;    /* NUL-terminated */
    size_t length;
};

extern const struct embedded_file stdlib_files[];
extern const char schema_sql[];
extern const char mensajes_md[];         /* docs/mensajes.md: every message, explained */

#endif
