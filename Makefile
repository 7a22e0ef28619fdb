# Every command goes through npm, which puts the project's own Node 24 first in PATH.
RUN := npm run --silent
ORM := $(RUN) mikro-orm --
PLUMB := $(RUN) plumb --
# npm writes this file last
INSTALLED := node_modules/.package-lock.json

# what a migration is called, from what a person says about it in m
SAID = test -n "$$m" || { echo 'say what changed: make $@ m="add tags to prompts"' >&2; exit 2; }
AS_NAME = $$(printf %s "$$m" | tr '[:upper:]' '[:lower:]' | tr -cs '[:alnum:]' _ | sed 's/^_//; s/_$$//')

# the stock commands colour what they print wherever it goes
ifndef MAKE_TERMOUT
export NO_COLOR ?= 1
endif

.DEFAULT_GOAL := help
.PHONY: help up test test-stress test-editor check types watch db-migrate db-blank db-upgrade db-downgrade db-status db-plan \
	db-verify db-drift db-history db-current db-heads db-sql db-stamp db-seed db-reset docker-up docker-debug \
	docker-down

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

test-stress: $(INSTALLED) ## Run every test with its full numbers, for hours; FLAGS="test/stress/at-once" runs some
	@$(RUN) test:stress -- $(FLAGS)

check: $(INSTALLED) ## Check format, rules, types, and unused code
	@$(RUN) check

test-editor: $(INSTALLED) ## Take every step in a real VS Code, on a copy of the project, and take the pictures of docs
	@$(RUN) test:editor -- --images docs/images $(FLAGS)

types: $(INSTALLED) ## Check the types
	@$(RUN) check:types

watch: $(INSTALLED) ## Mark in the entities what no migration does yet, as they are saved
	@$(PLUMB) watch

db-migrate: $(INSTALLED) ## Write the migration for a change of the entities: make db-migrate m="add tags to prompts"
	@$(SAID)
	@$(ORM) migration:create --name="$(AS_NAME)"

db-blank: $(INSTALLED) ## Write an empty migration to fill in by hand: make db-blank m="fill tags"
	@$(SAID)
	@$(ORM) migration:create --blank --name="$(AS_NAME)"

db-upgrade: $(INSTALLED) ## Run the migrations that wait, or with to=+1 the next one
	@$(ORM) migration:up $(if $(to),--to="$$to")

db-downgrade: $(INSTALLED) ## Take back the last migration, or with to=NAME all after NAME
	@$(if $(filter no,$(sure)),echo 'nothing was taken back',$(ORM) migration:down $(if $(to),--to="$$to"))

db-plan: $(INSTALLED) ## Show what the migrations that wait would do to the database
	@$(PLUMB) plan

db-verify: $(INSTALLED) ## Replay every migration up, down and up again, and compare with the entities
	@$(PLUMB) verify

db-drift: $(INSTALLED) ## Compare the database with what its migrations made
	@$(PLUMB) drift

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

docker-debug: ## Run the migrations in a container that waits for a debugger on port 9229
	docker compose run --build --rm --publish 127.0.0.1:9229:9229 migrate \
		node --inspect-brk=0.0.0.0:9229 node_modules/@mikro-orm/cli/cli.js migration:up

docker-down: ## Stop the containers; the database's volume stays
	@docker compose --profile start-up down --remove-orphans
