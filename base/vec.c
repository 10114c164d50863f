/* vec.c -- growing an array. See vec.h. */
#include "base/vec.h"

#include <stdint.h>
#include <stdio.h>

#include "base/fault.h"

void *vec_grow(void *items, size_t *room, size_t size)
{
#ifdef HUNGRY
    size_t larger = *room + 1;
#else
    size_t larger = *room ? *room * 2 : 8;
#endif
    void *moved = larger > SIZE_MAX / size ? NULL : realloc(items, larger * size);
    if (!moved) {
        fputs("ruta: no hay memoria suficiente para continuar\n", stderr);
        exit(EXIT_MEMORY);
    }
    *room = larger;
    return moved;
}
