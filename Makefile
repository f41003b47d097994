# formgen: two commands do everything on a fresh machine, `make run` and `make test`.
# Needs: Python >= 3.11 and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT   ?= 5000
# One process more than there are processors: browsers and LibreOffice make tests wait.
TESTERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.DEFAULT_GOAL := help

.PHONY: help run test check format lint types floors bench bench-bulk bench-load golden templates lock clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.ok  ## set up and start the server; prints its address
	@$(BIN)/formgen serve --port $(PORT)

test: $(VENV)/dev.ok  ## run all tests
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadgroup

check: format lint types floors test  ## format, lint, types, floors and tests

format: $(VENV)/dev.ok  ## is everything formatted?
	@$(BIN)/ruff format --check formgen tests templates

lint: $(VENV)/dev.ok  ## code style, and every form, template and sample
	@$(BIN)/ruff check formgen tests templates
	@$(BIN)/formgen lint

types: $(VENV)/dev.ok  ## mypy --strict
	@$(BIN)/mypy

floors: $(VENV)/dev.ok  ## who may import whom
	@$(BIN)/lint-imports

bench: $(VENV)/dev.ok  ## speed against other engines, as ratios in one run; WRITE=1 writes the README's table
	@$(BIN)/python -m tests.benchmarks $(if $(WRITE),--write)

bench-bulk: $(VENV)/dev.ok  ## bulk jobs: rows a second, checking, memory
	@$(BIN)/python -m tests.benchmarks.bulk

bench-load: $(VENV)/dev.ok  ## 50 people at once: how long a page, a save and a preview take
	@$(BIN)/python -m tests.benchmarks.load

golden: $(VENV)/dev.ok  ## rewrite the golden documents (look at the diff)
	@$(BIN)/python -m tests.golden

templates: $(VENV)/dev.ok  ## build the Word and PDF templates from their source
	@$(BIN)/python -m templates.source

lock:  ## renew the locked versions (needs uv; users never do)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group build -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra cluster --group build -o requirements-cluster.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra cluster --group build --group dev -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-deps --group beside -o requirements-beside.lock

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/venv.ok:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "formgen needs Python 3.11 or newer; $(PYTHON) is older. Try: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/run.ok: $(VENV)/venv.ok requirements.lock pyproject.toml
	@echo "Installing what formgen needs (once)."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.ok: $(VENV)/run.ok requirements-dev.lock requirements-beside.lock
	@echo "Installing what the tests need (once)."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --require-hashes --no-deps --upgrade --target $(VENV)/beside -r requirements-beside.lock
	@touch $@
