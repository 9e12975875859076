SHELL := /bin/sh
PYTHON ?= python3
RUN := .venv/bin/python
LAUNCH := $(RUN) -m deploy.local
TEST_PROCESSES ?= 3
# In the order of the folders: what takes longest stands near the beginning.
TESTS := $(RUN) -m pytest -n $(TEST_PROCESSES) --no-loadscope-reorder
ROOMS := $(foreach room,contracts chassis services gateway deploy bench,$(if $(wildcard $(room)/*.py),$(room)))

# What is imported is compiled once and kept, whatever the caller's environment says: many processes start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help up start down restart status logs reset test check lint unit bench demo-load demo-job demo-browser verify-history \
	dead-letters replay carry-over rebuild-ledger rebuild-search digital-id-keys lock assets schemas settings-doc venv \
	installed installed-for-tests every-test

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

up: venv ## install what is missing, start everything, load the demonstration country, run the main job
	@$(LAUNCH) up

start: venv ## the same without the demonstration
	@$(LAUNCH) start

down: venv ## stop everything; data stays
	@$(LAUNCH) down

restart: venv ## restart our own processes with the code and settings of now
	@$(LAUNCH) restart

status: venv ## show what runs and where
	@$(LAUNCH) status

logs: venv ## follow the logs; PART=gateway-1 for one part
	@$(LAUNCH) logs $(PART)

reset: venv ## stop everything and delete all local data, secrets included
	@$(LAUNCH) reset

test: venv ## check the code, and run every test against real parts
	@$(MAKE) --no-print-directory --jobs=2 lint every-test

every-test: installed-for-tests
	@$(TESTS) tests

check: lint assets ## check the code and run the tests that need no running parts
	@$(TESTS) $(wildcard tests/unit tests/architecture tests/contract)

lint: venv
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy $(ROOMS)
	@.venv/bin/lint-imports

unit: assets ## run the unit tests
	@$(TESTS) tests/unit

bench: installed ## run the benchmarks and compare them with their baselines
	@$(RUN) -m bench $(ARGS)

demo-load: venv ## load the demonstration country into the running system
	@$(LAUNCH) run deploy.demo.load $(ARGS)

demo-job: venv ## run the main job on the running system
	@$(LAUNCH) run deploy.demo.job $(ARGS)

demo-browser: venv ## walk an officer's whole way in a browser on the running system, with pictures: ARGS="--show"
	@$(LAUNCH) run deploy.demo.browser $(ARGS)

verify-history: venv ## prove that nobody has altered the history
	@$(LAUNCH) run deploy.operator verify-history $(ARGS)

carry-over: venv ## carry an older system's filings over: ARGS="<manifest> <directory> [--dry-run]"
	@$(LAUNCH) run deploy.operator carry-over $(ARGS)

replay: venv ## tell a consumer everything that its producers ever recorded: ARGS="<queue>"
	@$(LAUNCH) run deploy.operator replay $(ARGS)

rebuild-ledger: venv ## calculate who complied when anew from the event logs, while the system is in use
	@$(LAUNCH) run deploy.operator rebuild-ledger

rebuild-search: venv ## make what documents are found by anew, from the documents and the agencies
	@$(LAUNCH) run deploy.operator rebuild-search

dead-letters: venv ## list or replay parked messages: ARGS="list", ARGS="replay <queue>"
	@$(LAUNCH) run deploy.operator dead-letters $(ARGS)

digital-id-keys: venv ## list, rotate or replace the keys that sign ID tokens: ARGS="list"
	@$(LAUNCH) run deploy.operator digital-id-keys $(ARGS)

lock: venv ## pin requirements.in to exact versions with hashes
	@.venv/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--allow-unsafe --strip-extras --output-file requirements.lock requirements.in

assets: venv ## fetch the pages' styles and fonts
	@$(LAUNCH) assets

schemas: venv ## write the events' JSON Schemas from the contracts
	@$(RUN) -m contracts.events.schemas

settings-doc: venv ## write docs/settings.md from the settings
	@$(LAUNCH) settings-doc

venv:
	@PYTHON=$(PYTHON) sh deploy/local/bootstrap.sh

installed: venv
	@$(LAUNCH) install

installed-for-tests: venv
	@$(LAUNCH) install --for-tests
