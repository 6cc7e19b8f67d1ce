# Each line is a plain command, so that Windows can copy it (README, "Without make").
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-browser check bench constraints

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch .venv/ready

demo: .venv/ready
	$(BIN)/rekapin demo

test: .venv/ready
	$(BIN)/python -m pytest

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python benchmarks/formulas.py --smoke
	$(BIN)/python benchmarks/cycle.py --smoke

bench: .venv/ready
	$(BIN)/python benchmarks/formulas.py
	$(BIN)/python benchmarks/cycle.py

constraints:
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header -o constraints.txt

# Needs Chromium (`apt-get install chromium`) and the Python package playwright.
test-browser: .venv/ready
	$(BIN)/python -m pip install --quiet --only-binary :all: playwright
	$(BIN)/python -m pytest tests/browser
