# Every command goes through npm, which puts the project's own Node 24 first in PATH.
RUN := npm run --silent
ORM := $(RUN) mikro-orm --
PLUMB := $(RUN) plumb --
# npm writes this file last
INSTALLED := node_modules/.package-lock.json

# the stock commands colour what they print wherever it goes
ifndef MAKE_TERMOUT
export NO_COLOR ?= 1
endif

.DEFAULT_GOAL := help
.PHONY: help up test test-stress check db-migrate db-upgrade db-downgrade db-status db-history db-current db-heads \
	db-sql db-stamp db-seed db-reset docker-up docker-down

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(INSTALLED): package-lock.json
	npm ci --loglevel=error --no-audit --no-fund
	@touch $@

up: $(INSTALLED) ## Migrate and seed the database, and show what is in it
	@$(ORM) migration:up
	@$(ORM) seeder:run
	@$(PLUMB) overview

test: $(INSTALLED) ## Run every test; FLAGS="test/cli" runs some
	@npm test --silent -- $(FLAGS)

test-stress: $(INSTALLED) ## Run the stress tests in full, for hours; FLAGS="test/stress/at-once" runs some
	@$(RUN) test:stress -- $(or $(FLAGS),test/stress)

check: $(INSTALLED) ## Check format, rules, types, and unused code
	@$(RUN) check

db-migrate: $(INSTALLED) ## Write the migration for a change of the entities: make db-migrate m="add tags to prompts"
	@test -n "$$m" || { echo 'say what changed: make db-migrate m="add tags to prompts"' >&2; exit 2; }
	@$(ORM) migration:create --name="$$(printf %s "$$m" | tr '[:upper:]' '[:lower:]' | tr -cs '[:alnum:]' _ | sed 's/^_//; s/_$$//')"

db-upgrade: $(INSTALLED) ## Run the migrations that wait
	@$(ORM) migration:up

db-downgrade: $(INSTALLED) ## Take back the last migration, or with to=NAME all after NAME
	@$(ORM) migration:down $(if $(to),--to="$$to")

db-status: $(INSTALLED) ## Show where the database stands, in one screen
	@$(PLUMB) status

db-history: $(INSTALLED) ## List the migrations with what each changes and when it was run; range=FROM:TO shows some
	@$(PLUMB) history $(range)

db-current: $(INSTALLED) ## Show the migration at which the database stands
	@$(PLUMB) current

db-heads: $(INSTALLED) ## Show the newest migration of the project
	@$(PLUMB) heads

db-sql: $(INSTALLED) ## Print the migrations as a script for psql; range=FROM:TO prints some of them, up or down
	@$(PLUMB) sql $(range)

db-stamp: $(INSTALLED) ## Say that the database is at a point, after a comparison: make db-stamp to=head
	@test -n "$(to)" || { echo 'say which point: make db-stamp to=head' >&2; exit 2; }
	@$(PLUMB) stamp $(to)

db-seed: $(INSTALLED) ## Write the reference rows that are missing or changed with the release
	@$(ORM) seeder:run

db-reset: $(INSTALLED) ## Delete the embedded database, after a question
	@$(PLUMB) reset

docker-up: ## Start PostgreSQL, run migrations and seeders in a container, then start the gateway
	@docker compose up --build --detach && docker compose logs migrate || { docker compose logs migrate; exit 1; }

docker-down: ## Stop the containers; the database's volume stays
	@docker compose --profile start-up down
