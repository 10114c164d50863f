# ruta -- protection routes, compiled and run. `make help` lists what can be asked.

CC       ?= gcc
B        ?= build
PACKAGES := sqlite3 libcgraph libsodium jansson libutf8proc
STRICT   := -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wswitch-enum
QUIET    := -std=c17 -Wall -Wno-unused-parameter -Wno-unused-variable -Wno-unused-function
OPTIMISE ?= -O2 -g
EXTRA    ?=
DEFINES  := -D_DEFAULT_SOURCE -D_FILE_OFFSET_BITS=64
INCLUDES  = -I. -I$(B)/gen $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS      = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm
CFLAGS_ALL = $(OPTIMISE) $(EXTRA) $(DEFINES) $(INCLUDES) -fno-common -MMD -MP

ROOMS    := base lang compiler runtime cli
SOURCES  := $(wildcard $(ROOMS:%=%/*.c))
GENERATED := $(B)/gen/lang/lexer.c $(B)/gen/lang/grammar.c $(B)/gen/stdlib.c $(B)/gen/schema.c
OBJECTS  := $(SOURCES:%.c=$(B)/%.o) $(GENERATED:%.c=%.o)
LIBRARY  := $(B)/libruta.a

.PHONY: all help
all: $(B)/ruta            ## build the program: build/ruta

help:                     ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(B)/ruta: $(B)/cli/main.o $(LIBRARY)
	$(CC) $(OPTIMISE) $(EXTRA) -o $@ $^ $(LIBS)

$(LIBRARY): $(filter-out $(B)/cli/main.o,$(OBJECTS))
	@rm -f $@
	@ar rcs $@ $^

$(B)/%.o: %.c $(B)/gen/lang/grammar.h
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(CFLAGS_ALL) -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c
	@mkdir -p $(@D)
	$(CC) $(QUIET) $(CFLAGS_ALL) -c -o $@ $<

# ---- generated C: only ever below $(B)/gen ---------------------------------

$(B)/gen/lang/lexer.c: lang/lexer.re
	@mkdir -p $(@D)
	re2c -W -Werror --no-generation-date --no-version -o $@ $<

$(B)/gen/lang/grammar.c: lang/grammar.y
	@mkdir -p $(@D)
	lemon -q -d$(@D) $<

$(B)/gen/lang/grammar.h: $(B)/gen/lang/grammar.c ;
$(B)/gen/lang/lexer.o: $(B)/gen/lang/grammar.h

$(B)/gen/stdlib.c: base/tools/embed.sh $(shell find stdlib -name '*.ruta' 2>/dev/null)
	@mkdir -p $(@D)
	sh base/tools/embed.sh stdlib > $@

$(B)/gen/schema.c: base/tools/embed.sh runtime/schema.sql
	@mkdir -p $(@D)
	sh base/tools/embed.sh runtime/schema.sql > $@

-include $(OBJECTS:.o=.d)
