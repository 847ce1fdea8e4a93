# Dubhashi. `make run` installs, indexes the sample corpus and serves the page; `make test` runs every test.

PYTHON ?= python3
PORT ?= 8000
INDEX ?= var/index
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.PHONY: install run test check format bench clean messages requirements

install: $(VENV)/.installed

# --no-deps: the list is complete, and leaves out what argostranslate and indic-nlp-library declare and we never load
$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --no-deps --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.tested: requirements-test.txt $(VENV)/.installed
	$(PIP) install --no-deps --require-hashes -r requirements-test.txt
	touch $@

run: install
	$(BIN)/dubhashi index corpus --index $(INDEX)
	$(BIN)/dubhashi serve --index $(INDEX) --port $(PORT)

test: $(VENV)/.tested
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: $(VENV)/.tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.tested
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: install
	$(BIN)/python -m benchmarks

# after changing a string of the interface: takes it into the Hindi catalogue, which then wants its translation
messages: $(VENV)/.installed
	$(BIN)/pybabel -q extract -F web/translations/babel.cfg --no-location --no-wrap --sort-output -o $(VENV)/messages.pot web
	$(BIN)/pybabel -q update -i $(VENV)/messages.pot -d web/translations -l hi --no-wrap --ignore-pot-creation-date --no-fuzzy-matching
	$(BIN)/pybabel -q compile -d web/translations

# needs uv; each list is complete by itself, so nothing is resolved beyond it
requirements:
	for list in requirements requirements-test; do \
		uv pip compile --quiet --universal --python-version 3.10 --no-deps --generate-hashes \
			--no-header --no-annotate --upgrade -o $$list.txt $$list.in; \
	done

clean:
	rm -rf $(VENV) var build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
