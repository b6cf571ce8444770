# Every task of the project; `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test test-engines check lint lint-python lint-js bench fmt docs clean
SHELL := /bin/bash
# The tests start the app hundreds of times. It starts faster if Python keeps the compiled modules.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE = $(BIN)/python tools/node.py
# Containers that come and go change the networks of this machine, and a browser cuts off what it was loading: once
# more then. The closing lines name and count the reruns.
RERUNS = --reruns 1 -rR
# Each worker of the tests starts an engine of its own; a given one cannot be shared.
WORKERS = $(if $(DOCKCYCLE_TEST_DOCKER_HOST),,-n 3 --dist loadfile)

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

# Unit tests run in a random order. The command line shows the seed; `make check SEED=1234` repeats an order.
SEED := $(or $(SEED),$(shell echo $$RANDOM))

run: $(VENV)/.run static/bundle/manifest.json ## set everything up and serve on http://127.0.0.1:8080
	@exec $(BIN)/python app.py

test: lint static/bundle/manifest.json $(VENV)/.packages ## run every test, on a private Docker Engine and in a real browser (needs root or the packages)
	$(BIN)/pytest $(WORKERS) $(RERUNS) $(ARGS)

test-engines: $(VENV)/.dev $(VENV)/.packages ## run the tests of the engine on Docker 26, Docker 28 and Podman 5 (needs root; unpacks 1.1 GB once)
	$(BIN)/python tools/engine_suites.py
	$(BIN)/python tools/engine_matrix.py $(ARGS)

check: lint ## formatting, lint, types, imports, unit tests: under a minute
	$(BIN)/pytest -q tests/unit --random-order-bucket=global --random-order-seed=$(SEED)

lint: $(VENV)/.dev node_modules/.dev static/vendor/.done
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target lint-python lint-js

lint-python:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lint-js:
	$(NODE) npx prettier --check --log-level warn static/js static/css tests/js types eslint.config.js tools/bundle.js
	$(NODE) npm run --silent lint
	$(NODE) npm run --silent types
	$(NODE) npm test --silent

bench: $(VENV)/.dev static/bundle/manifest.json $(VENV)/.packages ## measure the figures and print them as a table
	$(BIN)/python -m bench $(ARGS)

fmt: $(VENV)/.dev node_modules/.dev ## format all code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(NODE) npx prettier --write --log-level warn static/js static/css tests/js types eslint.config.js tools/bundle.js

docs: $(VENV)/.dev ## write types/wire.d.ts, the generated parts of docs/ and the message template
	$(BIN)/python tools/lifecycle_docs.py
	$(BIN)/python tools/engine_docs.py
	$(BIN)/python tools/wire_types.py
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k _ -k gettext -k ngettext:1,2 -k Plural:1,2 --no-location --sort-output --omit-header -o dockcycle/translations/messages.pot .

clean: ## remove what set-up made
	rm -rf $(VENV) node_modules static/vendor static/bundle .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dockcycle needs Python 3.11 or newer; \
	$(PYTHON) is older. Name another one: make PYTHON=/path/to/python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run

$(VENV)/.packages: tools/test_packages.py | $(VENV)/bin/python
	$(BIN)/python tools/test_packages.py
	@touch $@

node_modules/.dev: package.json package-lock.json | $(VENV)/bin/python
	$(NODE) npm ci --silent
	@touch $@

static/vendor/.done: package.json package-lock.json tools/browser_libraries.py tools/node.py | $(VENV)/bin/python
	$(BIN)/python tools/browser_libraries.py
	@touch $@

# The folders are sources too: their time changes when a file is removed.
static/bundle/manifest.json: $(shell find static/js) static/vendor/.done tools/bundle.py tools/bundle.js dockcycle/web/http/assets.py
	$(BIN)/python tools/bundle.py
