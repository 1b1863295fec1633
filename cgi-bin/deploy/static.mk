# What the browser loads: our own static/ and the few files taken from npm, in $(BUILD)/static under names that
# carry a hash of their content, each with a .gz beside it, so that nginx may serve them as immutable.
# $(BUILD)/static.names says what `@static(app.css)@` in a template stands for: `/static/app.<hash>.css`.
NPM ?= npm
NODE ?= node

# npm empties node_modules, so the marks of what is installed live inside it. Tests need more than pages do, and are
# installed before a build begins: two runs of npm in one folder destroy each other's work.
npm_lock := package.json package-lock.json
npm_run := node_modules/.sandi-run
npm_test := node_modules/.sandi-test

$(npm_run): $(npm_lock)
	$(NPM) ci --ignore-scripts --no-progress --loglevel=error --omit=dev
	touch $@

$(npm_test): $(npm_lock)
	$(NPM) ci --ignore-scripts --no-progress --loglevel=error
	touch $(npm_run) $@

$(BUILD)/static.names: $(DEPLOY)/build/static.mjs $(npm_run) $(shell find static/)
	@mkdir -p $(@D)
	$(NODE) $(DEPLOY)/build/static.mjs $(BUILD)

.PHONY: static npm-test
static: $(BUILD)/static.names
npm-test: $(npm_test)
