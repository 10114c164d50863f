/* due_sweep.c -- «ruta vencimientos barrer»: what passed has its consequence, once. */
#include "cli/cases.h"

static void say_fired(const struct case_file *file, void *extra)
{
    struct docket_answer answer = { .outcome = DOCKET_RECORDED, .sequence = (uint32_t)case_version(file) };

    cases_recorded(extra, file, &answer);
}

int command_due_sweep(struct command_context *context)
{
    struct docket *docket = NULL;
    struct docket_write write;
    struct fault why = {0};
    uint32_t fired = 0;
    int code = EXIT_DONE;

    if (!cases_write(context, &write, &why) || !cases_open(context, false, &docket, &why)
        || !docket_sweep(docket, &write, say_fired, context, &fired, &why))
        code = command_fail(context, &why);
    else if (!context->json)
        fprintf(context->out, "%u %s\n", fired, fired == 1 ? "plazo declarado vencido" : "plazos declarados vencidos");
    docket_close(docket);
    return code;
}
