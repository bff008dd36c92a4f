# make run   install into .venv, then start the app on http://127.0.0.1:7860
# make test  install the development tools too, then lint, types and tests

VENV := .venv
BIN := $(VENV)/bin
# The first Python 3.12 or 3.11 that really starts (a version manager's shim may be there and not work).
PYTHON ?= $(shell for p in python3.12 python3.11 python3 python; do \
	$$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null && echo $$p && break; done)

.PHONY: run test lint types unit weights browser clean

run: $(VENV)/.app weights
	$(BIN)/python app.py

test: lint types unit

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev weights browser
	$(BIN)/pytest

# The pose and face models of the photo renderer: from PyPI, checked, kept in weights/.
weights: $(VENV)/.app
	$(BIN)/python -m vc weights fetch pose-detector pose-landmarks face-mesh

# The page is tested in a real browser.
browser: $(VENV)/.dev
	sh tests/app/install_browser.sh $(BIN)/python

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 with venv is needed (Debian: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.app: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/.dev: $(VENV)/.app pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .mypy_cache
