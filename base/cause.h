/* cause.h -- why the operating system refused, in Spanish. */
#ifndef BASE_CAUSE_H
#define BASE_CAUSE_H

/* A phrase for an errno, to follow a colon: "la carpeta o el archivo no existe". One
 * without a phrase of its own is "el sistema respondió con el error N" (N in `room`). */
#define CAUSE_SIZE 64
const char *cause_of(int error, char room[CAUSE_SIZE]);

#endif
