/* program_file.h -- the bytes of a program, shared by its writer and its reader
 * (program_build.c and program.c) and of no interest to anyone else. */
#ifndef RUNTIME_PROGRAM_FILE_H
#define RUNTIME_PROGRAM_FILE_H

#include "runtime/program.h"

struct program_header {
    char magic[8];
    uint32_t format;
    uint32_t size;                  /* of the whole file */
    uint8_t digest[DIGEST_BYTES];   /* of everything after this header */
};

struct program_section {
    uint32_t offset;                /* from the start of the file */
    uint32_t count;                 /* records; bytes for the strings */
};

#define PROGRAM_DIRECTORY_START ((uint32_t)sizeof(struct program_header))
#define PROGRAM_SECTIONS ((uint32_t)PROGRAM_TABLES + 1)
#define PROGRAM_TABLES_START \
    (PROGRAM_DIRECTORY_START + PROGRAM_SECTIONS * (uint32_t)sizeof(struct program_section))

_Static_assert(sizeof(struct program_header) == 48, "the header has no padding");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "programs are read where they lie");

/* Checks the bytes and makes a program of them. They are its own from here on, to be
 * freed or unmapped by program_close, and at once when this fails. */
bool program_adopt(struct program **out, const uint8_t *bytes, size_t size, bool mapped, struct fault *why);

/* Zeroed memory; exit code 71 when there is none. */
void *program_allocate(size_t count, size_t size);

#endif
