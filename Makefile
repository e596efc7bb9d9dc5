# Everything that a developer or a visitor runs. `make help` lists it.
PYTHON ?= python3
export PORT ?= 8000
OPERATIONS ?= 100000
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test simulate stripe-test check feed-check bench format lock

help: ## Show what can be run
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: .venv/.run ## Run the product with an invented world, at http://127.0.0.1:$PORT/ (8000 unless set)
	@$(BIN)/python -m marketplace.demo.runner run

demo-reset: .venv/.run ## Remove the demo's data; the next `make demo` starts afresh
	@$(BIN)/python -m marketplace.demo.runner reset

test: .venv/.test ## Pass the whole test suite, browser journeys included
	@$(BIN)/python -m pytest -n 2 --dist worksteal

simulate: .venv/.test ## Make long random histories of everything that moves money: OPERATIONS=100000
	@OWNPATH_SIMULATE=$(OPERATIONS) $(BIN)/python -m pytest -s -q -n 0 tests/properties

stripe-test: .venv/.test ## Try the calls to Stripe in its test mode: KEY=sk_test_...
	@OWNPATH_STRIPE_TEST_KEY="$(KEY)" $(BIN)/python -m pytest -q -n 0 tests/integration/purchasing/test_stripe_gateway.py

check: .venv/.test ## Lint, types, import contracts, templates, migrations, dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/ty check
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet marketplace provider_portal broker_console
	@$(BIN)/deptry .
	@$(BIN)/python -m pytest -q tests/house_rules -n 2 -k "migrations or sizes or names"

feed-check: .venv/.test ## Check the open feed with a checker of your own: CHECKER=path
	@$(BIN)/python -m marketplace.demo.feed_check "$(CHECKER)"

bench: .venv/.test ## Measure, each figure beside its floor, into bench/results.json
	@$(BIN)/python -m bench

format: .venv/.test ## Put the code into the house's format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: ## Renew the pinned, hashed requirements (needs uv)
	uv lock --upgrade
	uv export --frozen --no-emit-project --no-dev --format requirements-txt --quiet > requirements.txt
	uv export --frozen --no-emit-project --only-group dev --format requirements-txt --quiet > requirements-dev.txt

.venv/.run: requirements.txt package-lock.json
	@$(PYTHON) marketplace/cli/preflight.py
	@echo "Installing. This takes a minute or two, and happens once."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/npm ci --omit=dev --silent
	@touch $@

.venv/.test: .venv/.run requirements-dev.txt
	@echo "Installing what the tests need."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@$(BIN)/npm ci --silent
	@touch $@
