# Sandi. The compile part; what starts, stops, tests and installs is in cgi-bin/deploy/*.mk.
#   make build [CC=clang CXX=clang++] [SANITIZE=address|thread] [BUILD=dir] [V=1]    make lint unit texts fuzz clean
# Sources are found by wildcard: adding a file needs no edit here.

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
SHELL := /bin/sh

SANITIZE ?=
ifeq ($(MAKECMDGOALS),fuzz)
SANITIZE := fuzz
CC := clang
CXX := clang++
endif
BUILD ?= .build$(if $(SANITIZE),-$(SANITIZE))
# However the folder is written, the flags that name it are the same: nothing is built twice.
override BUILD := $(patsubst $(CURDIR)/%,%,$(abspath $(BUILD)))
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(origin CXX),default)
CXX := g++
endif
PERL ?= perl
V ?=
run = $(if $(V),,@echo "$(1) $@";)

GEN := $(BUILD)/gen
OBJ := $(BUILD)/obj
DEPLOY := cgi-bin/deploy

# --- flags -----------------------------------------------------------------------------------------

WARNINGS := -Wall -Wextra -Wno-missing-field-initializers -Wshadow -Wconversion -Wformat=2 -Wswitch-enum -Wvla -Wundef -Werror
C_WARNINGS := -Wstrict-prototypes -Wmissing-prototypes
HARDENING := -fstack-protector-strong -fPIE
ifeq ($(SANITIZE),)
OPTIMISE := -O2 -g -D_FORTIFY_SOURCE=2
else
SANITIZERS_address := -fsanitize=address,undefined -fno-sanitize-recover=undefined
SANITIZERS_thread := -fsanitize=thread
SANITIZERS_fuzz := $(SANITIZERS_address) -fsanitize=fuzzer-no-link
SANITIZERS := $(SANITIZERS_$(SANITIZE))
OPTIMISE := -O1 -g -fno-omit-frame-pointer $(SANITIZERS)
endif
INCLUDES := -Icgi-bin -I$(GEN) -isystem /usr/include/postgresql
COMMON := $(OPTIMISE) $(HARDENING) $(WARNINGS) -D_GNU_SOURCE -pthread $(INCLUDES)
C_ALL := -std=gnu17 $(COMMON) $(C_WARNINGS) -include cgi-bin/base/banned.h $(CFLAGS)
CXX_ALL := -std=gnu++17 $(COMMON) $(CXXFLAGS)
LINK := -pthread -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANITIZERS) $(LDFLAGS)

# libphonenumber costs 17 MiB a process: only programs that start sends may link it.
LIBS := -lfcgi -lctemplate -lpq -lcurl -lsodium -ljansson -lcsv -lqrencode -licui18n -licuuc -lcrypto -lstdc++ -lm
PHONE_PROGRAMS := console staff field api sandbox cli

# --- sources ---------------------------------------------------------------------------------------

LAYERS := channels web backend shim net db base
WEB_PROGRAMS := $(patsubst cgi-bin/%/main.c,%,$(wildcard $(patsubst %,cgi-bin/%/main.c,console staff field api hooks sandbox)))
DAEMONS := $(patsubst cgi-bin/%/main.c,%,$(wildcard cgi-bin/dispatcher/main.c cgi-bin/cli/main.c))

sources = $(wildcard cgi-bin/$(1)/*.c cgi-bin/$(1)/*.cc)
objects = $(patsubst cgi-bin/%,$(OBJ)/%.o,$(call sources,$(1)))
GEN_OBJ_db := $(OBJ)/gen/db/queries.c.o
GEN_OBJ_web := $(OBJ)/gen/web/templates.c.o
GEN_OBJ_backend := $(OBJ)/gen/backend/gallery.c.o
ARCHIVES := $(foreach layer,$(LAYERS),$(if $(call sources,$(layer))$(GEN_OBJ_$(layer)),$(BUILD)/lib/$(layer).a))
GROUP := -Wl,--start-group $(ARCHIVES) -Wl,--end-group

binary = $(BUILD)/bin/$(if $(filter cli,$(1)),sandi,$(1)$(if $(filter $(WEB_PROGRAMS),$(1)),.fcgi))
BINARIES := $(foreach program,$(WEB_PROGRAMS) $(DAEMONS),$(call binary,$(program)))

QUERIES := $(wildcard sql/queries/*.sql)
TEMPLATES := $(shell test -d templates && find templates -name '*.tpl' -o -name '*.tabs' | sort)
LANGUAGES := en id
POS := $(wildcard $(patsubst %,templates/texts/%.po,$(LANGUAGES)))
MOS := $(patsubst templates/texts/%.po,$(BUILD)/texts/%.mo,$(POS))
GENERATED := $(GEN)/db/queries.h $(GEN)/web/templates.h

.PHONY: build lint format unit texts fuzz clean FORCE
build: $(BINARIES) $(ARCHIVES) $(BUILD)/templates.stamp $(MOS)

# --- objects, archives, programs --------------------------------------------------------------------

# Other flags or another compiler rebuild everything.
FLAGS := $(CC) $(C_ALL) | $(CXX) $(CXX_ALL) | $(LINK)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D); printf '%s\n' '$(FLAGS)' | cmp -s - $@ || printf '%s\n' '$(FLAGS)' >$@

$(OBJ)/%.c.o: cgi-bin/%.c $(BUILD)/flags | $(GENERATED)
	@mkdir -p $(@D)
	$(call run,cc)$(CC) $(C_ALL) -MMD -MP -c $< -o $@

$(OBJ)/%.cc.o: cgi-bin/%.cc $(BUILD)/flags | $(GENERATED)
	@mkdir -p $(@D)
	$(call run,c++)$(CXX) $(CXX_ALL) -MMD -MP -c $< -o $@

$(OBJ)/gen/%.c.o: $(GEN)/%.c $(BUILD)/flags | $(GENERATED)
	@mkdir -p $(@D)
	$(call run,cc)$(CC) $(C_ALL) -MMD -MP -c $< -o $@

define archive
$(BUILD)/lib/$(1).a: $(call objects,$(1)) $(GEN_OBJ_$(1)) $(wildcard cgi-bin/$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(call run,ar)ar rcs $$@ $$(filter %.o,$$^)
endef
$(foreach layer,$(LAYERS),$(eval $(call archive,$(layer))))

define program
$(call binary,$(1)): $(call objects,$(1)) $(ARCHIVES)
	@mkdir -p $$(@D)
	$$(call run,link)$$(CC) -o $$@ $(call objects,$(1)) $(GROUP) $(LINK) $(LIBS) $(if $(filter $(PHONE_PROGRAMS),$(1)),-lphonenumber)
endef
$(foreach name,$(WEB_PROGRAMS) $(DAEMONS),$(eval $(call program,$(name))))

# --- generated code, templates and texts -------------------------------------------------------------

# A stamp per generator: a header whose content stays the same does not recompile what includes it.
$(BUILD)/queries.stamp: $(QUERIES) $(wildcard sql/queries) $(DEPLOY)/build/queries.awk
	@mkdir -p $(GEN)/db
	awk -v out=$(GEN)/db/new -f $(DEPLOY)/build/queries.awk $(QUERIES) /dev/null
	@cd $(GEN)/db && for e in h c; do cmp -s new.$$e queries.$$e || cp new.$$e queries.$$e; rm new.$$e; done
	@touch $@
$(GEN)/db/queries.h $(GEN)/db/queries.c: $(BUILD)/queries.stamp ;

$(BUILD)/templates.stamp: $(TEMPLATES) $(sort $(dir $(TEMPLATES))) $(POS) $(DEPLOY)/build/templates.pl $(BUILD)/static.names
	$(PERL) $(DEPLOY)/build/templates.pl compile $(BUILD)/templates $(LANGUAGES)
	@touch $@

$(BUILD)/names.stamp: $(BUILD)/templates.stamp
	$(PERL) $(DEPLOY)/build/templates.pl names $(BUILD)/templates/en $(GEN)/web/templates
	@touch $@
$(GEN)/web/templates.h $(GEN)/web/templates.c: $(BUILD)/names.stamp ;

GALLERY := $(wildcard templates/flow/gallery/*.json)
$(GEN)/backend/gallery.c: $(GALLERY) $(wildcard templates/flow/gallery) $(DEPLOY)/build/gallery.pl
	@mkdir -p $(@D)
	$(PERL) $(DEPLOY)/build/gallery.pl compile $@

$(BUILD)/texts/%.mo: templates/texts/%.po
	@mkdir -p $(@D)
	msgfmt -o $@ $<

texts:
	$(DEPLOY)/build/texts.sh $(LANGUAGES)

# --- unit tests: one cmocka program a file, TAP on stdout ---------------------------------------------

UNIT_SOURCES := $(wildcard tests/unit/*/*.c)
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_SOURCES))

# A program's parts are tested with its objects; a layer's come from its archive.
DISPATCHER_PARTS := $(filter-out %/main.c.o,$(call objects,dispatcher))
$(BUILD)/unit/dispatcher/%: PARTS = $(DISPATCHER_PARTS)
$(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/dispatcher/*.c)): $(DISPATCHER_PARTS)

$(BUILD)/unit/%: tests/unit/%.c $(ARCHIVES) $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,cc)$(CC) $(C_ALL) -Itests/unit -MMD -MP -MF $@.d -o $@ $< $(PARTS) $(GROUP) $(LINK) -lcmocka $(LIBS) -lphonenumber

# --- fuzz targets: libFuzzer under clang; `make unit` replays their corpora with any compiler ------------

FUZZ_SECONDS ?= 60
FUZZ_NAMES := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
UNITS += $(patsubst %,$(BUILD)/unit/fuzz/%,$(FUZZ_NAMES))

$(BUILD)/unit/fuzz/%: tests/fuzz/%.c tests/fuzz/replay/main.c $(ARCHIVES) $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,cc)$(CC) $(C_ALL) -Itests/fuzz '-DFUZZ_NAME="$*"' -o $@ $(filter %.c,$^) $(GROUP) $(LINK) $(LIBS) -lphonenumber

$(BUILD)/fuzz/%: tests/fuzz/%.c $(ARCHIVES) $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,fuzz)$(CC) $(C_ALL) -Itests/fuzz -o $@ $< $(GROUP) -fsanitize=fuzzer $(LINK) $(LIBS) -lphonenumber

# New inputs go into the build folder; those worth keeping are moved to the corpus by hand.
fuzz: $(patsubst %,$(BUILD)/fuzz/%,$(FUZZ_NAMES))
	@for name in $(FUZZ_NAMES); do \
	    mkdir -p $(BUILD)/fuzz/new-$$name && \
	    $(BUILD)/fuzz/$$name -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
	        -artifact_prefix=$(BUILD)/fuzz/$$name- $(BUILD)/fuzz/new-$$name tests/fuzz/corpus/$$name || exit 1; done

unit: $(UNITS) $(MOS) $(BUILD)/templates.stamp
	BUILD=$(BUILD) tests/unit/run.sh $(UNITS)

# --- lints: each script one rule ------------------------------------------------------------------------

LINTS := $(sort $(wildcard $(DEPLOY)/lint/*.sh))
lint: $(GENERATED) $(BUILD)/templates.stamp
	@failed=0; for script in $(LINTS); do \
	    echo "lint: $$(basename $$script .sh)"; \
	    BUILD=$(BUILD) MAKE=$(MAKE) LINT_FLAGS='$(C_ALL)' sh $$script || failed=1; done; exit $$failed

# Layout by .clang-format; lint/format.sh checks it.
format:
	find cgi-bin tests -name '*.c' -o -name '*.h' -o -name '*.cc' | xargs clang-format -i

clean:
	rm -rf $(BUILD)

# The targets of start, stop, test, install and of the static files.
-include $(wildcard $(DEPLOY)/*.mk)
-include $(shell test -d $(OBJ) && find $(OBJ) $(BUILD)/unit -name '*.d' 2>/dev/null)
