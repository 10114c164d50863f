/* opcodes.c -- prints docs/instrucciones.md from runtime/opcode.def (see stale.sh). */
#include <stdio.h>

enum { NOTHING, IMMEDIATE, CONSTANT, DATUM, PARAMETER, STEP, INSTRUMENT, TARGET };

static const char *const operands[] = {
    [NOTHING]   = "",
    [IMMEDIATE] = "número de −8388608 a 8388607",
    [CONSTANT]  = "fila de `constant`",
    [DATUM]     = "fila de `datum`",
    [PARAMETER] = "fila de `parameter`",
    [STEP]      = "fila de `step`",
    [INSTRUMENT] = "fila de `instrument`",
    [TARGET]    = "palabra de la misma función, más adelante",
};

static const struct {
    const char *name;
    int operand, pops, pushes;
    const char *meaning;
} rows[] = {
#define OP(name, operand, pops, pushes, meaning) { #name, operand, pops, pushes, meaning },
#include "runtime/opcode.def"
#undef OP
};

int main(void)
{
    puts("# Instrucciones de la máquina\n\n"
         "Este documento se deriva de `runtime/opcode.def`; se escribe de nuevo con `make docs`.\n\n"
         "Una instrucción es una palabra de 32 bits: la operación en los 8 bajos, el operando en los otros 24.\n"
         "La pila guarda números de 64 bits; lo que el caso aún no sabe es «desconocido», y compararlo con algo\n"
         "también lo es. Toda función termina en `RETURN`, y solo ahí; no hay saltos hacia atrás.\n\n"
         "| código | instrucción | operando | saca | pone | significado |\n"
         "|---:|---|---|---:|---:|---|");
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        printf("| %u | `%s` | %s | %d | %d | %s |\n", i, rows[i].name, operands[rows[i].operand],
               rows[i].pops, rows[i].pushes, rows[i].meaning);
    return ferror(stdout) || fflush(stdout) != 0;
}
