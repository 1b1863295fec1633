# All tests, from nothing: packages, build, the browser's npm packages, every suite. SUITES= chooses some.

SUITES ?=

.PHONY: test bench

test:
	@$(DEPLOY)/install-packages run test
	@mkdir -p $(BUILD)
	@flock $(BUILD)/lock sh -c '$(MAKE) --no-print-directory npm-test && $(MAKE) --no-print-directory $(JOBS) build'
	@BUILD='$(BUILD)' MAKE='$(MAKE)' tests/run $(SUITES)

bench:
	@$(DEPLOY)/install-packages run test
	@mkdir -p $(BUILD)
	@flock $(BUILD)/lock $(MAKE) --no-print-directory $(JOBS) build
	@BUILD='$(BUILD)' MAKE='$(MAKE)' tests/bench/run && tests/bench/deliver
