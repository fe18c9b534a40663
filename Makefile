# Talent Atlas. `make run` and `make test` do all set-up themselves and are quick the second time.

PORT   ?= 8501
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

PY        := .venv/bin/python
PINS      := requirements.txt requirements-dev.txt constraints.txt
# The name of the stamp carries a checksum of the pins: other pins, other stamp.
INSTALLED := .venv/installed-$(shell cat $(PINS) | cksum | cut -d ' ' -f 1)
DATABASE  := build/CURRENT
PEER      := .venv-bench/installed
# DuckDB 1 lacks `max_execution_time`, without which the app opens no database.
DUCKDBS   := 2.0.0 2.0.1
SPARK     := .venv-spark/installed-$(shell cat $(PINS) requirements-spark.txt | cksum | cut -d ' ' -f 1)
INPUTS    := $(shell find data etl atlas/domain -type f ! -name '*.pyc')
# A company's own files, laid over the shipped data where there are any. The stamp's name tells which: one that goes is seen.
OWN       := $(or $(ATLAS_OWN),private)
OWN_FILES := $(shell [ ! -d "$(OWN)" ] || find "$(OWN)" -maxdepth 1 -type f ! -name '.*')
OWN_STAMP := build/.own-$(shell echo $(OWN) $(OWN_FILES) | cksum | cut -d ' ' -f 1)

.DEFAULT_GOAL := help
.PHONY: help setup run test test-postgres test-replicas test-spark test-duckdb test-kills fuzz lint bench clean

help:
	@echo "make run [PORT=8501]   set up and serve the dashboard"
	@echo "make test              set up, lint, and run all tests (REQUIRE_BROWSER=1: no Chromium is an error)"
	@echo "make test-postgres     saved scenarios on a real PostgreSQL (Debian: apt install postgresql)"
	@echo "make test-replicas     two replicas behind nginx, one of them killed (Debian: apt install nginx)"
	@echo "make test-spark        pay statistics on Spark and on a small cluster, against DuckDB (Java 17 or newer; 1 GB of downloads)"
	@echo "make test-duckdb       hostile SQL and damaged files on each DuckDB that the app would run on"
	@echo "make test-kills        300 builds killed at random, and one at each system call (Debian: apt install strace); some minutes"
	@echo "make fuzz              5,000 mutated uploads, each accepted or refused with a reason (minutes)"
	@echo "make setup             .venv, pinned requirements, the database"
	@echo "make bench             ratios against a floor measured in the same run"
	@echo "make clean             remove .venv, .venv-bench, .venv-duckdb, .venv-spark and build/"

setup: $(INSTALLED) $(DATABASE)

run: setup
	@exec $(PY) -m streamlit run app.py --server.port $(PORT)

test: setup lint
	@$(PY) tests/run.py

test-postgres: setup
	@REQUIRE_POSTGRES=1 $(PY) -m pytest -rs tests/saved

test-replicas: setup
	@REQUIRE_REPLICAS=1 $(PY) -m pytest -rs tests/serving/test_replicas.py

test-spark: $(SPARK)
	@.venv-spark/bin/python -m pytest -rs tests/spark

test-duckdb: setup $(DUCKDBS:%=.venv-duckdb/%)
	@for version in $(DUCKDBS); do echo "DuckDB $$version"; \
		PYTHONPATH="$(CURDIR)/.venv-duckdb/$$version" $(PY) -m pytest -rs tests/store || exit 1; done

fuzz: setup
	@$(PY) -m bench.fuzz_uploads

test-kills: setup
	@$(PY) -m bench.publish_kills
	@$(PY) -m bench.publish_syscalls

lint: $(INSTALLED)
	@$(PY) -m ruff check --quiet .

bench: setup $(PEER)
	@$(PY) -m bench

clean:
	rm -rf .venv .venv-bench .venv-duckdb .venv-spark
	@[ ! -d build ] || find build -mindepth 1 ! -name 'saved.sqlite*' -delete  # what people saved stays

$(PY):
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
		"Python 3.11 or newer was not found; install it, or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Creating .venv with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv --clear .venv || { rm -rf .venv; exit 1; }  # half a one would count as made

$(INSTALLED): $(PY)
	@echo "Installing the pinned requirements (once; a few minutes on a slow line)"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@rm -f .venv/installed-* && touch $@

$(SPARK): $(PY)
	@echo "Installing PySpark beside the other requirements, in .venv-spark (once)"
	@[ -x .venv-spark/bin/python ] || $(PY) -m venv .venv-spark
	@.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -r requirements-spark.txt
	@rm -f .venv-spark/installed-* && touch $@

.venv-duckdb/%: | $(PY)
	@echo "Installing DuckDB $* beside the pinned one (once)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --target $@ duckdb==$* || { rm -rf $@; exit 1; }

# Without it (no network) the benchmark says that the peer was not measured.
$(PEER): requirements-bench.txt | $(PY)
	@echo "Installing the peer that the benchmarks compare with (once)"
	@$(PY) -m venv --clear .venv-bench \
		&& .venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt \
		&& touch $@ || rm -rf .venv-bench

# The link's target carries the time of the last build, and `touch` follows the link: an unchanged build still counts.
$(DATABASE): $(INPUTS) $(OWN_FILES) $(OWN_STAMP) | $(INSTALLED)
	@echo "Building the database$(if $(OWN_FILES), with your own data of $(OWN))"
	@$(PY) -m etl build $(if $(OWN_FILES),--own "$(OWN)")
	@touch $@

$(OWN_STAMP):
	@mkdir -p build && rm -f build/.own-* && touch $@
