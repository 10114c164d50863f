/* renumber.h -- «renumera»: the citations that begin so, begin otherwise. */
#ifndef COMPILER_RENUMBER_H
#define COMPILER_RENUMBER_H

#include "compiler/consolidate.h"

/* Rewrites the sources of every element in force on the day of the act, relative ones too. */
void renumber(struct law_work *work, const struct law_act *act, const struct node *operation);

#endif
