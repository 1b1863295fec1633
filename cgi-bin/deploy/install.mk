# make install [DESTDIR=] [PREFIX=/usr/local]: programs, units and nginx's part; what it needs then is in the README.

PREFIX ?= /usr/local

.PHONY: install
install: build
	@BUILD='$(abspath $(BUILD))' DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' $(DEPLOY)/install
