# ruta -- protection routes, compiled and run. `make help` lists what can be asked.

CC       ?= gcc
B        ?= build
PACKAGES := sqlite3 libcgraph libsodium jansson libutf8proc
STRICT   := -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wswitch-enum
QUIET    := -std=c17 -Wall -Wno-unused-parameter -Wno-unused-variable -Wno-unused-function
OPTIMISE ?= -O2 -g
EXTRA    ?=
ifdef CI
STRICT   += -Werror
endif
ifdef HUNGRY            # HUNGRY=1 make check B=build/hungry: every push grows, no computed goto
EXTRA    += -DHUNGRY
endif
DEFINES  := -D_DEFAULT_SOURCE -D_FILE_OFFSET_BITS=64
INCLUDES  = -I. -I$(B)/gen $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS      = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm
CFLAGS_ALL = $(OPTIMISE) $(EXTRA) $(DEFINES) $(INCLUDES) -fno-common -MMD -MP

ROOMS    := base lang compiler runtime cli
SOURCES  := $(wildcard $(ROOMS:%=%/*.c))
GENERATED := $(B)/gen/lang/lexer.c $(B)/gen/lang/grammar.c $(B)/gen/stdlib.c $(B)/gen/schema.c $(B)/gen/mensajes.c
OBJECTS  := $(SOURCES:%.c=$(B)/%.o) $(GENERATED:%.c=%.o)
LIBRARY  := $(B)/libruta.a

UNIT_TESTS := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
BENCHES    := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/bench_*.c))
FUZZERS    := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))

.PHONY: all help demo check asan fuzz soak bench cover docs format layers stale headers install clean
all: $(B)/ruta                  ## build the program: build/ruta

help:                           ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What installs packages runs first and builds in a second make: the compiler and
# pkg-config may not have been there when this file was read.
demo:                           ## install what is missing, build, and run the main job on real routes
	@sh base/tools/install.sh demo
	@$(MAKE) --no-print-directory all
	@sh base/tools/demo.sh $(B)/ruta

check:                          ## install what is missing, build, and pass every test
	@sh base/tools/install.sh check
	@$(MAKE) --no-print-directory -j$$(nproc) all unit-tests
	@sh tests/run.sh $(B)

.PHONY: unit-tests
unit-tests: $(UNIT_TESTS) $(FUZZERS)

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

# ---- tests, measures and other views of the same code ------------------------

$(B)/tests/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(CFLAGS_ALL) -o $@ $< $(LIBRARY) $(LIBS) -lcmocka

$(B)/bench/%: tests/bench/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(CFLAGS_ALL) -o $@ $< $(LIBRARY) $(LIBS)

$(B)/fuzz/%: tests/fuzz/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(CFLAGS_ALL) -o $@ $< $(LIBRARY) $(LIBS)

asan:                           ## every test again under the address and undefined-behaviour sanitizers
	@sh base/tools/install.sh check
	@$(MAKE) --no-print-directory -j$$(nproc) B=$(B)/asan OPTIMISE='-O1 -g' \
	    EXTRA='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DARENA_DEBUG' all unit-tests
	@sh tests/run.sh $(B)/asan

fuzz:                           ## hours of random input (clang's libFuzzer); seeds are replayed by check
	@$(MAKE) --no-print-directory CC=clang B=$(B)/fuzzing EXTRA='-fsanitize=fuzzer-no-link,address,undefined' $(B)/fuzzing/libruta.a
	@sh tests/fuzz/fuzz.sh $(B)/fuzzing

soak:                           ## processes killed at random for many minutes; the store must stay whole
	@$(MAKE) --no-print-directory all
	@sh tests/store/soak.sh $(B)

bench: all $(BENCHES)           ## our times beside the limit, in the same run
	@for bench in $(BENCHES); do echo "== $$(basename $$bench)"; $$bench || exit 1; done

cover:                          ## line coverage of the tests, by file
	@$(MAKE) --no-print-directory -j$$(nproc) B=$(B)/cover OPTIMISE='-O0 -g' EXTRA='--coverage' all unit-tests
	@sh tests/run.sh $(B)/cover
	@sh base/tools/cover.sh $(B)/cover

docs: $(B)/ruta                 ## write again the documents derived from code
	@sh base/tools/stale.sh --write
	@$(B)/ruta dibujar routes/d1066/ordinario.ruta -o docs/imagenes/ordinario.svg
	@$(B)/ruta dibujar routes/mininterior/asesoria_tecnica.ruta -o docs/imagenes/asesoria_tecnica.svg

format:                         ## put every route and library file in canonical form
	@$(B)/ruta formatear routes stdlib

layers:                         ## which room includes what it must not
	@sh base/tools/layers.sh .

stale:                          ## whether a derived document differs from its source
	@sh base/tools/stale.sh

headers:                        ## whether every header compiles alone
	@sh base/tools/headers.sh

PREFIX ?= /usr/local
install: all                    ## copy the program to $(PREFIX)/bin
	install -D -m 755 $(B)/ruta $(DESTDIR)$(PREFIX)/bin/ruta

clean:                          ## remove build/
	rm -rf build

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

$(B)/gen/mensajes.c: base/tools/embed.sh docs/mensajes.md
	@mkdir -p $(@D)
	sh base/tools/embed.sh docs/mensajes.md > $@

-include $(OBJECTS:.o=.d) $(UNIT_TESTS:=.d) $(BENCHES:=.d) $(FUZZERS:=.d)
