# One command per wish. `make help` is generated from the `##` comments.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.NOTPARALLEL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export LC_ALL := C.UTF-8
export PYTHONUTF8 := 1
# Compiled modules are kept: without them every process compiles the whole project again.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin

.PHONY: help run setup setup-dev servers test check demo bench prove openapi wheels deploy-files new-service backup reset

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: ## Set up what is missing, then run everything on this machine until Ctrl-C
	@bash deploy/setup.sh run
	exec $(BIN)/python -m chassis.cli.main up

setup: ## Build .venv, the contracts and the project for `sifa`
	@bash deploy/setup.sh run

setup-dev:
	@bash deploy/setup.sh dev

servers:
	@bash deploy/setup.sh servers

test: setup-dev servers ## Run all tests; ends with Error 3 when PostgreSQL or RabbitMQ cannot be had (pass more with ARGS=…)
	@exec $(BIN)/python -m pytest -p tests.rules.executed -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup-dev ## Lint, types, import rules, contracts, dependencies, file sizes, manifests
	@failed=()
	step() { echo "check: $$1"; name="$$1"; shift; "$$@" || failed+=("$$name"); }
	step "ruff" $(BIN)/ruff check
	step "ruff format" $(BIN)/ruff format --check
	step "mypy" $(BIN)/python -m mypy
	step "import rules" $(BIN)/lint-imports
	step "buf lint" $(BIN)/buf lint build/all.binpb
	if [ -s proto/baseline.binpb ]; then step "buf breaking" $(BIN)/buf breaking build/all.binpb --against proto/baseline.binpb; fi
	step "deptry" $(BIN)/python -m deptry .
	step "file sizes" $(BIN)/python -m tests.architecture.file_sizes
	step "sifa check" $(BIN)/python -m chassis.cli.main check
	for name in "$${failed[@]}"; do echo "check: $$name FAILED" >&2; done
	[ $${#failed[@]} -eq 0 ]

demo: ## Walk through every journey on a private system of its own (JSON=1 for one document)
	@bash deploy/setup.sh run $(if $(JSON),>&2)
	exec $(BIN)/python -m chassis.cli.main demo $(if $(JSON),--json)

bench: setup-dev servers ## Measure throughput, latency and memory
	@exec $(BIN)/python -m tests.bench $(ARGS)

prove: setup-dev servers ## Run a proof, for example ARGS="exactly-once --quick"
	@exec $(BIN)/python -m tests.proofs $(ARGS)

wheels: ## Build the wheel of every distribution into dist/, with the locked versions beside them
	@bash deploy/setup.sh run
	bash deploy/wheels.sh

deploy-files: ## Render deploy/ from the manifests: compose file, database roles, broker definitions, scrape targets
	@bash deploy/setup.sh run
	exec $(BIN)/python -m chassis.cli.main deploy files deploy

new-service: ## Make a small service that runs: NAME=people_mediation TITLE=人民调解 NOUN=dispute
	@bash deploy/setup.sh dev
	$(BIN)/python -m chassis.scaffold $(NAME) $(if $(NOUN),--noun $(NOUN)) $(if $(TITLE),--title $(TITLE))
	$(BIN)/ruff check --fix -q services/$(NAME) tests/services/$(NAME)
	$(BIN)/ruff format -q services/$(NAME) tests/services/$(NAME)
	bash deploy/setup.sh dev

openapi: ## Write the OpenAPI documents of all services to build/openapi
	@bash deploy/setup.sh run
	rm -f build/openapi/*.json
	exec $(BIN)/python -m chassis.cli.main openapi build/openapi

backup: ## Copy the embedded databases into var/backup
	@exec $(BIN)/python -m chassis.cli.main backup

reset: ## Set var/ aside and start afresh next time; refuses while `sifa up` runs
	@var="$${SIFA_VAR:-var}"
	[ -d "$$var" ] || { echo "reset: no $$var, nothing to do"; exit 0; }
	mkdir -p "$$var/run"
	exec 9>"$$var/run/up.lock"
	flock -n 9 || { echo "reset: \`sifa up\` runs on $$var, stop it first" >&2; exit 1; }
	aside="$$var.old-$$(date +%Y%m%d-%H%M%S)"
	mv -- "$$var" "$$aside"
	echo "reset: $$var is kept as $$aside"
