# Needs only make and Python 3.11 or later; everything else goes into .venv.

PYTHON ?= python3.14 python3.13 python3.12 python3.11 python3
# Extra arguments of the command that a target runs: make test ARGS='-k money'
ARGS ?=
# Tests of one file share a worker, and so what is dear to start: a browser, an office. Their order is that of
# tests/conftest.py.
PYTEST_WORKERS ?= --numprocesses auto --dist loadfile --no-loadscope-reorder

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
INSTALL := $(PIP) install --no-user --no-build-isolation

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.SUFFIXES:

# These would send the installation elsewhere or change what it holds; a mirror or a proxy stays in force.
unexport PIP_CONSTRAINT PIP_DRY_RUN PIP_EDITABLE PIP_NO_DEPS PIP_ONLY_BINARY PIP_PREFIX PIP_PYTHON \
	PIP_REQUIREMENT PIP_REQUIRE_HASHES PIP_ROOT PIP_TARGET PIP_USER PYTHONHOME PYTHONPATH UV_CONSTRAINT \
	UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_INDEX UV_OVERRIDE UV_PRERELEASE UV_RESOLUTION

# A moved checkout or a removed Python leaves an environment that looks complete and cannot run.
ifneq ($(wildcard $(VENV)/.python),)
$(shell test "$$(cat $(VENV)/.python)" = "$(CURDIR)" && $(BIN)/python -c '' >/dev/null 2>&1 || rm -f $(VENV)/.[a-z]*)
endif

.PHONY: help build extras test check accept bench soak docs dist lock clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

build: $(VENV)/.runtime ## Build the reports
	@$(BIN)/reportgen build $(ARGS)

extras: $(VENV)/.extras ## Install everything that reportgen can make use of

test: $(VENV)/.test ## Run the tests
	@$(BIN)/pytest $(PYTEST_WORKERS) $(ARGS)

check: $(VENV)/.dev ## Lint, types, import rules, generated documents, dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tools/messages.py --check
	@$(BIN)/python tools/docs.py --check
	@$(BIN)/python tools/audit.py

accept: $(VENV)/.test ## Take the present output as the expected one
	@$(BIN)/pytest --accept $(ARGS)

bench: $(VENV)/.runtime ## Run the benchmarks
	@$(BIN)/python -m benchmarks $(ARGS)

soak: $(VENV)/.test ## Run the tests that take long
	@$(BIN)/pytest -m soak $(ARGS)

docs: $(VENV)/.dev ## Write the message catalogue and the generated documents
	@$(BIN)/python tools/messages.py
	@$(BIN)/python tools/docs.py $(ARGS)

dist: $(VENV)/.runtime ## Make the wheel
	@rm -rf dist
	@$(PIP) wheel . --no-deps --no-build-isolation --wheel-dir dist
	@ls dist/*.whl

lock: $(VENV)/.lock ## Bring requirements.lock up to date (ARGS=--upgrade: to the newest versions)
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group build --output-file requirements.lock \
		--universal --python-version 3.11 --generate-hashes --no-header --annotation-style split \
		--no-emit-index-url --no-emit-find-links --no-config --quiet $(ARGS)

clean: ## Remove the environment and everything built
	@rm -rf $(VENV) build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find reportgen benchmarks tests tools -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# The build tools come first: langdetect is built while it is installed, and outside isolation.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/.python
	@echo "Installing what reportgen needs ..."
	@$(call install,build)
	@$(call install,runtime pdf import)
	@$(INSTALL) --no-deps --editable .
	@touch $@

$(VENV)/.extras: requirements.lock pyproject.toml | $(VENV)/.runtime
	@echo "Installing the extras ..."
	@$(call install,pdf import verify dask)
	@touch $@

$(VENV)/.test: requirements.lock pyproject.toml | $(VENV)/.runtime
	@echo "Installing the test tools ..."
	@$(call install,test dask import verify)
	@touch $@

# The extras too: types are checked against the libraries that ship them.
$(VENV)/.dev: requirements.lock pyproject.toml | $(VENV)/.runtime
	@echo "Installing the developer tools ..."
	@$(call install,dev dask import verify)
	@touch $@

# Of uv alone, so that a lock that lacks a new dependency can still be brought up to date.
$(VENV)/.lock: | $(VENV)/.python
	@$(call install,uv)
	@touch $@

$(VENV)/.python:
	@python=; bare=; \
	for candidate in $(PYTHON); do \
		"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then python=$$candidate; break; fi; \
		bare=$${bare:-$$candidate}; \
	done; \
	if test -z "$$python" && test -n "$$bare"; then \
		name=$$("$$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		echo "$$bare cannot make virtual environments; install the package $$name (apt install $$name)" >&2; \
		exit 1; \
	fi; \
	if test -z "$$python"; then echo "Python 3.11 or later is needed; none of these is: $(PYTHON)" >&2; exit 1; fi; \
	echo "Setting up $(VENV) with $$("$$python" -V) ..."; \
	rm -rf $(VENV) && "$$python" -m venv $(VENV)
	@echo "$(CURDIR)" > $@

define install
$(BIN)/python tools/lock.py $(1) > $(VENV)/pins.txt && \
	$(INSTALL) --use-pep517 --require-hashes --requirement $(VENV)/pins.txt
endef
