# What there is to type. `make demo` and `make test` install what they miss (scripts/install-deps.sh).

PREFIX ?= /usr/local
DESTDIR ?=
CARGO ?= cargo
INSTALL ?= install
export CARGO_TARGET_DIR ?= $(CURDIR)/target

bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share

.PHONY: all help demo test lint bench docs release install install-calicoctl uninstall clean

all: help

help:
	@echo 'make demo       the cross-workload example on an embedded store, each command shown'
	@echo 'make test       all tests, against real etcd servers on free loopback ports'
	@echo 'make lint       formatting, clippy, licences and sources of the dependencies'
	@echo 'make bench      the benchmarks (see README.md)'
	@echo 'make docs       completions/ and man/, made anew from the code'
	@echo 'make install    program, man pages, completions (PREFIX=$(PREFIX), DESTDIR=)'
	@echo 'make install-calicoctl   beside it, a link under which it speaks calicoctl 0.23; never over one that is there'

demo:
	@scripts/install-deps.sh build
	$(CARGO) build --locked --bin calicross
	@PATH="$(CARGO_TARGET_DIR)/debug:$$PATH" examples/cross-workload/demo.sh

test:
	@scripts/install-deps.sh test
	@scripts/test.sh

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) deny --locked check licenses bans sources

bench:
	@scripts/install-deps.sh test
	$(CARGO) bench --locked

docs:
	@scripts/install-deps.sh build
	$(CARGO) run --locked --example docs

# `make release && sudo make install` may have no cargo the second time: what is built is then installed as it is.
release:
	@if command -v $(CARGO) >/dev/null 2>&1; then \
		scripts/install-deps.sh build && $(CARGO) build --locked --release --bin calicross; \
	elif [ ! -x "$(CARGO_TARGET_DIR)/release/calicross" ]; then \
		echo "make: no cargo on this PATH, and nothing built yet: run 'make release' first" >&2; exit 1; \
	fi

# The completions that know names, too; those in completions/ without -names know words only.
install: release
	$(INSTALL) -D -m 755 "$(CARGO_TARGET_DIR)/release/calicross" "$(bin)/calicross"
	$(INSTALL) -d "$(share)/man/man1"
	$(INSTALL) -m 644 man/*.1 "$(share)/man/man1/"
	$(INSTALL) -d "$(share)/man/man7"
	$(INSTALL) -m 644 man/*.7 "$(share)/man/man7/"
	$(INSTALL) -D -m 644 completions/calicross-names.bash "$(share)/bash-completion/completions/calicross"
	$(INSTALL) -D -m 644 completions/_calicross-names "$(share)/zsh/site-functions/_calicross"
	$(INSTALL) -D -m 644 completions/calicross-names.fish "$(share)/fish/vendor_completions.d/calicross.fish"

# The name is another program's, too: what is there already stays, unless it is this link.
install-calicoctl:
	@if [ ! -x "$(bin)/calicross" ]; then \
		echo "make: no $(bin)/calicross: run 'make install' first" >&2; exit 1; \
	fi
	@if [ -L "$(bin)/calicoctl" ] && [ "$$(readlink "$(bin)/calicoctl")" = calicross ]; then \
		echo "$(bin)/calicoctl is calicross already"; \
	elif [ -e "$(bin)/calicoctl" ] || [ -L "$(bin)/calicoctl" ]; then \
		echo "make: $(bin)/calicoctl is there already and stays as it is" >&2; exit 1; \
	else \
		ln -s calicross "$(bin)/calicoctl" && echo "$(bin)/calicoctl is calicross now"; \
	fi

uninstall:
	@if [ -L "$(bin)/calicoctl" ] && [ "$$(readlink "$(bin)/calicoctl")" = calicross ]; then \
		rm -f "$(bin)/calicoctl"; \
	fi
	rm -f "$(bin)/calicross"
	rm -f "$(share)/man/man1"/calicross.1 "$(share)/man/man1"/calicross-*.1
	rm -f "$(share)/man/man7"/calicross-*.7
	rm -f "$(share)/bash-completion/completions/calicross"
	rm -f "$(share)/zsh/site-functions/_calicross"
	rm -f "$(share)/fish/vendor_completions.d/calicross.fish"

clean:
	$(CARGO) clean
