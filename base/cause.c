/* cause.c -- the table behind cause.h. strerror() would answer in English, or in the
 * language of whoever runs the program. */
#include "base/cause.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>

static const struct {
    int error;
    const char *phrase;
} phrases[] = {
    { ENOENT,       "la carpeta o el archivo no existe" },
    { ENOTDIR,      "una parte de la ruta no es una carpeta" },
    { EACCES,       "no tiene permiso" },
    { EPERM,        "no tiene permiso" },
    { EROFS,        "el disco es de solo lectura" },
    { EEXIST,       "ya existe" },
    { EISDIR,       "es una carpeta" },
    { ENOTEMPTY,    "la carpeta no está vacía" },
    { ENAMETOOLONG, "el nombre es demasiado largo" },
    { ELOOP,        "los enlaces dan vueltas" },
    { ENOSPC,       "no queda espacio en el disco" },
    { EDQUOT,       "no le queda cupo en el disco" },
    { EFBIG,        "el archivo sería demasiado grande" },
    { EIO,          "el disco falló" },
    { EMFILE,       "hay demasiados archivos abiertos" },
    { ENFILE,       "hay demasiados archivos abiertos" },
    { ENOMEM,       "no hay memoria suficiente" },
    { EPIPE,        "quien leía dejó de leer" },
    { EBUSY,        "está en uso" },
};

const char *cause_of(int error, char room[CAUSE_SIZE])
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].error == error) return phrases[i].phrase;
    snprintf(room, CAUSE_SIZE, "el sistema respondió con el error %d", error);
    return room;
}
