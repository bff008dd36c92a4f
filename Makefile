# make run   install into .venv, then start the app on http://127.0.0.1:7860
# make test  install the development tools too, then lint, types and tests
#
# make test PYTHON=python3.13 VENV=.venv-3.13   the same with another Python, beside the first
# make unit TESTS=tests/audio                   some of the tests

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
TESTS :=
# The first of these Pythons that really starts (a version manager's shim may be there and not work), is 3.11 to 3.14
# and can make environments (Debian's can with python3-venv).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --no-compile# Python compiles what it imports, a fifth of it
# On Linux PyPI's torch is a CUDA build of several GB; PyTorch's own index has one for the CPU.
CPU_TORCH := https://download.pytorch.org/whl/cpu
# Its package asks for torchaudio, which it needs for nothing here and which PyPI has for graphics cards alone.
BEAT_THIS := 'beat-this>=1.1,<2'
NO_NVIDIA_LINUX := test "$$(uname)" = Linux && ! test -e /proc/driver/nvidia && ! command -v nvidia-smi >/dev/null

# 0.25 GB of what is installed: tests of other people's packages, programs and headers to compile with.
DROP_NEVER_READ := cd $(VENV)/lib/python3*/site-packages && rm -rf torch/test torch/include && \
	find torch/bin -type f ! -name 'torch_shm*' -delete && \
	find matplotlib networkx numba numpy pandas scipy sklearn sympy torch -type d -name tests -prune -exec rm -rf {} +

.PHONY: run test lint types unit weights programs api wheel clean

run: $(VENV)/.app weights
	$(BIN)/python app.py

test: lint types unit

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev weights programs
	$(BIN)/pytest $(TESTS)

# The pose and face models of the photo renderer: from PyPI, checked, kept in weights/.
weights: $(VENV)/.app
	$(BIN)/python -m vc weights fetch pose-detector pose-landmarks face-mesh face-detector

# What the tests run beside Python: a real browser, a real synthesizer.
programs: $(VENV)/.dev
	sh tests/install_programs.sh $(BIN)/python

# Pages of every module, made from the docstrings.
api: $(VENV)/.dev
	$(BIN)/python -m tools.build_api build/api

# Everything that conducts, in one file: dist/virtualconductor-*.whl
wheel: weights
	$(PIP) wheel --quiet --no-deps --wheel-dir dist .

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12, 3.13 or 3.14 with venv is needed (Debian: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --upgrade pip

$(VENV)/.app: requirements.txt | $(BIN)/python
	@if $(NO_NVIDIA_LINUX); then \
		$(INSTALL) --timeout 5 --retries 0 --index-url $(CPU_TORCH) "$$(grep '^torch[<>=]' requirements.txt)" 2>/dev/null \
		|| echo "PyTorch's own index cannot be reached: torch comes from where pip takes all else, perhaps with CUDA."; fi
	$(INSTALL) -r requirements.txt
	@if $(NO_NVIDIA_LINUX); then $(DROP_NEVER_READ); fi
	touch $@

$(VENV)/.dev: $(VENV)/.app pyproject.toml
	$(INSTALL) --editable '.[dev]'
	$(INSTALL) --no-deps $(BEAT_THIS)
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .mypy_cache
