# Running a private copy. PORT and STATE choose which; BUILD what it runs.

PORT ?= 8080
STATE ?= .state
COPY := PORT='$(PORT)' STATE='$(STATE)' BUILD='$(abspath $(BUILD))'

# As many compilers as there are processors, unless make was told a number.
JOBS = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))

.PHONY: run start stop restart ready-to-run

# Packages first: only then can a new make know the compilers and libraries.
ready-to-run:
	@$(DEPLOY)/install-packages run
	@mkdir -p $(BUILD)
	@flock $(BUILD)/lock $(MAKE) --no-print-directory $(JOBS) build

run: ready-to-run
	@$(COPY) exec env --default-signal=INT,HUP,TERM $(DEPLOY)/run

start: ready-to-run
	@$(COPY) $(DEPLOY)/start

stop:
	@$(COPY) $(DEPLOY)/stop

restart: stop
	@$(MAKE) --no-print-directory start
