# One command for each chore. `make` alone lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 4
DATA ?= ../shared/data
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
UV := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links --generate-hashes pyproject.toml

# Each process would compile everything anew: tests and the playground start many.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test check lint types imports texts bench pictures fmt lock clean

help: ## Say what there is
	@grep -hE '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Perron needs Python 3.11 or newer: set PYTHON to one."; exit 1; }
	@echo "Making the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	@echo "Installing what Perron needs (about a minute, once) …"
	@$(PIP) install --requirement requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml $(VENV)/.run
	@echo "Installing what development needs (once) …"
	@$(PIP) install --requirement requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.dev ## Make the environment in .venv, for development

demo: $(VENV)/.run ## Start the playground: a Slack, a Jira and Perron on this machine
	@$(BIN)/python -m bot playground $(ARGS)

test: $(VENV)/.dev ## Run all tests
	@echo "Running the tests …"
	@$(BIN)/python -m tools.suite $(JOBS) $(ARGS)

check: $(VENV)/.dev ## Everything that CI checks
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint imports texts
	@$(MAKE) --no-print-directory --jobs=2 types test || \
		{ echo "What failed is told above, types in the midst of the tests."; exit 1; }

lint: $(VENV)/.dev ## Style and common mistakes
	@echo "Linting …"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev ## Types, strictly
	@echo "Checking types …"
	@$(BIN)/mypy

imports: $(VENV)/.dev ## Who may import whom
	@echo "Checking imports …"
	@$(BIN)/lint-imports

texts: $(VENV)/.dev ## Both languages complete
	@echo "Checking texts …"
	@$(BIN)/python tools/texts.py check

bench: $(VENV)/.dev ## Measure: posts and their cards, 500 votes at once, and how well routing routes
	@$(BIN)/python -m tests.engine.measure
	@$(BIN)/python -m tests.engine.measure_votes
	@$(BIN)/python -m bot bench routing --data $(DATA) \
		--page docs/benchmarks/routing.md --questions 500 --grow 1000 --grow 100000 --jobs 2
	@$(BIN)/python -m bot bench spreading --data $(DATA) --page docs/benchmarks/spreading.md \
		--questions 500

pictures: $(VENV)/.dev ## Take the pictures of README and docs from a running demo
	@$(BIN)/python -m tools.pictures

fmt: $(VENV)/.dev ## Format the code
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

lock: $(VENV)/.dev ## Pin the newest versions that pyproject.toml allows
	@$(UV) --upgrade --extra playground --extra semantic --output-file requirements.lock
	@$(UV) --upgrade --extra playground --extra semantic --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock
	@echo "requirements.lock and requirements-dev.lock are up to date."

clean: ## Remove the environment and everything that was made
	rm -rf $(VENV) .playground .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
