/* due.h -- the two faces of «ruta vencimientos». */
#ifndef CLI_DUE_H
#define CLI_DUE_H

#include "cli/cases.h"

/* «--comités»: the bodies of which it is said how often they meet. */
int due_bodies(struct command_context *context);

#endif
