# healthkpi: the chores. `make help` lists them. Needed: make and python3 (3.11 or newer).

PYTHON ?= python3
BIN := .venv/bin
WORKSPACE ?= data/processed/healthkpi.db
SHARED := $(or $(HEALTHKPI_SHARED),../shared)

# Read the bulletins of folder 1 into a workspace of their own, score them by folder 2, hold floors 3.
score = w=$$(mktemp -d); \
	$(BIN)/healthkpi run $(1) --workspace $$w/w.db --quiet 2>/dev/null; \
	$(BIN)/healthkpi evaluate $(2)/*.jsonl --workspace $$w/w.db $(3:%=--floor %); code=$$?; \
	$(BIN)/healthkpi evaluate $(2)/*.jsonl --workspace $$w/w.db --confidence; \
	rm -rf $$w; exit $$code

# What the figures over all samples may not fall below.
FLOORS := f1=99 facts=98 indicator=92 scope=99 year=99 full_f1=92 covered=99 roles=98

.PHONY: help run test check eval bench schemas clean
.DEFAULT_GOAL := help

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 10

run: .venv/installed  ## the demo: data/raw to Parquet tables in data/processed, with a summary
	@$(BIN)/healthkpi run data/raw --workspace $(WORKSPACE) || [ $$? -eq 1 ]  # 1: done, see what it says

test: check  ## everything a commit must pass: format, lint, types, layers, tests
	$(BIN)/pytest -q

check: .venv/installed-dev  ## format, lint, types and layers, without the tests
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/test_rules.py  # each rule against its examples and counter-examples

eval: .venv/installed  ## how good: the claims scored against hand-made annotations
	@$(call score,data/raw,tests/gold,$(FLOORS))
	@if [ -d "$(SHARED)/gold" ]; then $(call score,$(SHARED)/bulletins,$(SHARED)/gold,$(FLOORS)); fi

bench: .venv/installed-dev  ## how fast: characters a second of each stage
	@$(BIN)/pytest benchmarks -q --benchmark-quiet --benchmark-disable-gc -o python_files='bench_*.py' -o python_functions='bench_*' --benchmark-columns=median
	@$(BIN)/python benchmarks/against_jieba.py

schemas: .venv/installed-dev  ## write schemas/*.schema.json anew from the code
	$(BIN)/python -m healthkpi.export.schemas schemas

clean:  ## remove what make and healthkpi wrote, the environment included
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	find data/processed -mindepth 1 ! -name .gitkeep -delete
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: the environment is made once, and again when pyproject.toml changes.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
	  "healthkpi needs Python 3.11 or newer. Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/installed
