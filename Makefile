# One entry for everything a person does. Needs Python 3.11 or newer, nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: deck test check bench quality fuzz format golden clean help

help:  ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,verify,simulate,dicom]'
	@touch $@ $(VENV)/.run

deck: $(VENV)/.run  ## build the demo deck into build/
	@mkdir -p build
	$(BIN)/tfcards build decks/nuclear-medicine -o build/nuclear-medicine.apkg

test: $(VENV)/.dev  ## run all tests, the real Anki backend included
	$(BIN)/python -m pytest

check: $(VENV)/.dev  ## lint, types, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --quiet tests/test_architecture.py

bench: $(VENV)/.dev  ## print what each stage costs, as ratios
	$(BIN)/python -m benchmarks.speed

quality: $(VENV)/.dev  ## print precision, recall, leaks and holes on invented pages with gold
	$(BIN)/python -m benchmarks.quality

fuzz: $(VENV)/.dev  ## try each reader on damaged and made-up input, SECONDS for each (300)
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),300)

format: $(VENV)/.dev  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(VENV)/.dev  ## rewrite the golden files; review them as a diff
	$(BIN)/python -m pytest --update-golden

clean:  ## remove what was built
	rm -rf build dist $(VENV)
