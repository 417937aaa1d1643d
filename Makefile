# Everything below needs git, make and Python 3.11 or newer with its venv module; the rest
# comes into .venv by itself. Another interpreter: make PYTHON=python3.13 test

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# Touched when the packages of pyproject.toml have been installed.
INSTALLED := $(VENV)/installed
# The parse tables: without them, every start compiles the grammars.
TABLES := qapidoc/syntax/tables/schema.json
# Touched when the package has been compiled: a start must not do it, even where Python is told to
# write no byte code.
COMPILED := $(VENV)/compiled
READY := $(INSTALLED) $(TABLES) $(COMPILED)

# The schemas of a QEMU source tree.
QEMU_SCHEMAS = $(addprefix $(QEMU)/,$(addsuffix qapi-schema.json,qapi/ qga/ storage-daemon/qapi/))

.DELETE_ON_ERROR:
.PHONY: help demo test check acceptance fuzz bench bench-docs docs history clean

help:
	@echo 'make demo             lint the demonstration schema, and build its site'
	@echo 'make demo QEMU=DIR    the same with the three schemas of a QEMU source tree'
	@echo 'make test             run the test suite (make test ARGS="-k since" runs a part of it)'
	@echo 'make check            check style, types and layers'
	@echo 'make acceptance       run the tests that need more than Python: a browser, LaTeX, QEMU'
	@echo '                      (QEMU=DIR: the source tree for those that need one)'
	@echo 'make fuzz SECONDS=N   feed the readers and the rules with damaged text, so long in all'
	@echo 'make bench QEMU=DIR   compare the speed with that of QEMU'"'"'s own front end'
	@echo '                      (RELEASES=DIR: a folder of releases, to measure reading their history)'
	@echo 'make bench-docs QEMU=DIR  compare rendering with QEMU'"'"'s own Sphinx extension'
	@echo 'make history RELEASES=DIR  make the history of QEMU'"'"'s schemas that the package brings'
	@echo 'make docs             build the manual'
	@echo 'make clean            remove what the above have made, except $(VENV)'

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"qapidoc needs Python 3.11 or newer: make PYTHON=/path/to/python3")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(COMPILED): $(wildcard qapidoc/*.py qapidoc/*/*.py qapidoc/*/*/*.py) | $(INSTALLED)
	$(BIN)/python -m compileall -q qapidoc
	@touch $@

$(TABLES): $(wildcard grammar/*.lark) qapidoc/syntax/tables.py | $(INSTALLED)
	$(BIN)/python -c 'from qapidoc.syntax import tables; tables.write_tables(tables.PACKAGE / "tables")'

ifdef QEMU
demo: LINTED = $(QEMU_SCHEMAS)
demo: SCHEMAS = $(QEMU_SCHEMAS)
demo: SITE = build/qemu
else
demo: LINTED = docs/demo/qapi
demo: SCHEMAS = docs/demo/qapi/schema.json
demo: SITE = build/demo
endif
demo: $(READY)
	@# Status 1 says that there are findings; 2, that the linter could not run.
	$(BIN)/qapidoc lint $(LINTED) || test $$? -eq 1
	$(BIN)/qapidoc site $(SCHEMAS) -o $(SITE)
	@echo 'The site is there: file://$(abspath $(SITE))/index.html'

test: $(READY)
	$(BIN)/pytest -n auto $(ARGS)

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -q tests/test_layers.py

# Each program that an acceptance test calls, and the Debian packages that it comes with.
PROGRAMS := \
	chromium:chromium \
	chromedriver:chromium-driver \
	latexmk:latexmk,texlive-latex-extra,texlive-fonts-recommended,tex-gyre \
	pdftotext:poppler-utils \
	qemu-system-x86_64:qemu-system-x86 \
	qemu-system-arm:qemu-system-arm \
	qemu-storage-daemon:qemu-system-common \
	zsh:zsh \
	fish:fish

acceptance: $(READY)
	@missing=; \
	for program in $(PROGRAMS); do \
		command -v "$${program%%:*}" >/dev/null || missing="$$missing $${program#*:}"; \
	done; \
	missing=$$(echo $$missing | tr , ' '); \
	if test -n "$$missing"; then \
		if test "$$(id -u)" -eq 0; then sudo=; else sudo=sudo; fi; \
		if ! command -v apt-get >/dev/null || ! command -v $${sudo:-true} >/dev/null; then \
			echo "Install what these Debian packages hold, then try again: $$missing" >&2; \
			exit 1; \
		fi; \
		$$sudo apt-get update && \
		$$sudo apt-get install --yes --no-install-recommends $$missing; \
	fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[acceptance]'
	QAPIDOC_SKIP_NOTHING=1 $(if $(QEMU),QAPIDOC_QEMU='$(abspath $(QEMU))') \
		$(BIN)/pytest -m acceptance $(ARGS)

SECONDS ?= 60

fuzz: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzzing '$(SECONDS)'

bench: $(READY)
	@test -n '$(QEMU)' || { echo 'Say where QEMU is: make bench QEMU=/path/to/qemu' >&2; exit 2; }
	$(BIN)/python tests/benchmark.py '$(QEMU)' $(if $(RELEASES),--releases '$(RELEASES)')

bench-docs: $(READY)
	@test -n '$(QEMU)' || { echo 'Say where QEMU is: make bench-docs QEMU=/path/to/qemu' >&2; exit 2; }
	$(BIN)/python -m tests.benchmark_docs '$(QEMU)'

# The newest release in the folder is the one whose root modules are looked for.
history: $(READY)
	@test -n '$(RELEASES)' || { echo 'Say where releases are: make history RELEASES=DIR' >&2; exit 2; }
	$(BIN)/qapidoc history "$$(ls -d '$(RELEASES)'/*/qapi/qapi-schema.json | sort -V | tail -n 1)" \
		--history '$(RELEASES)' --no-cache --write qapidoc/history/data/qemu.history

docs: $(READY)
	$(BIN)/sphinx-build --fail-on-warning --keep-going docs build/docs
	@echo 'The manual is there: file://$(abspath build/docs)/index.html'

clean:
	rm -rf build dist qapidoc/syntax/tables .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -path './$(VENV)' -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
