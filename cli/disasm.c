/* disasm.c -- «ruta desensamblar»: what is inside a program, once it is verified. */
#include "runtime/disasm.h"

#include "cli/output.h"
#include "runtime/verify.h"

int command_disassemble(struct command_context *context)
{
    struct program *program = NULL;
    struct output_lines lines;
    struct fault why = {0};
    int code = EXIT_DONE;

    if (program_open(&program, context->options.arguments[0], &why) && verify_program(program, &why)) {
        disasm_program(program, output_lines_begin(&lines, context));
        output_lines_end(&lines, context);
    } else {
        code = command_fail(context, &why);
    }
    program_close(program);
    return code;
}
