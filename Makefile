# Two commands on a fresh machine: `make site` builds the sample site, `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test lint bench gold compare fuzz clean

site: $(VENV)/.site
	$(BIN)/sitegen build

test: $(VENV)/.dev
	$(BIN)/pytest -n auto --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff format --check sitegen tests
	$(BIN)/ruff check sitegen tests
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench $(ARGS)

gold: $(VENV)/.dev
	$(BIN)/python -m tests.gold

fuzz: $(VENV)/.dev
	HYPOTHESIS_PROFILE=thorough $(BIN)/pytest -n auto tests/test_properties.py tests/extract/test_time_properties.py

compare: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[compare]'
	$(BIN)/python -m tests.measure.peers --write

clean:
	rm -rf $(VENV) dist

# The stamps name what they were made from: a change of the project's dependencies sets up anew.
$(VENV)/.site: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
