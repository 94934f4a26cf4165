# The same commands as npm's, for people who prefer make. Everything comes from `npm ci`; nothing else has to be set up.
.DEFAULT_GOAL := help
.PHONY: help start test check clean fmt build init validate plan apply destroy

# Which folder of terraform/envs, and the plan that `apply` applies.
ENV ?= dev
TERRAFORM = terraform -chdir=terraform/envs/$(ENV)
PLAN = $(ENV).tfplan

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

start: node_modules/.package-lock.json ## crawl, distil, ingest and serve the samples on http://localhost:8787
	@npm --silent start

test: node_modules/.package-lock.json ## run every test
	@npm --silent test

check: node_modules/.package-lock.json ## format, lint, types, unused code, tests
	@npm --silent run check

clean: ## remove what was generated (knowledge base, drafts, tickets)
	rm -rf data/local

fmt: ## format everything below terraform/
	terraform fmt -recursive terraform

build: node_modules/.package-lock.json ## the functions' zips and the site, for THREADWELL_CONFIG or the samples
	@npm --silent run build

validate: build ## check an environment without an account (ENV=dev)
	$(TERRAFORM) init -backend=false -lockfile=readonly -input=false >/dev/null
	$(TERRAFORM) validate

init: ## connect an environment with its state (ENV=dev)
	$(TERRAFORM) init -backend-config=backend.hcl -lockfile=readonly

plan: build init ## what would change (ENV=dev)
	$(TERRAFORM) plan -out=$(PLAN)

# A plan is applied as it was shown, once: it is taken away with it, and write-only values have to be in the environment again.
apply: ## apply the plan that was shown, and write outputs.json (ENV=dev)
	$(TERRAFORM) apply $(PLAN)
	rm -f terraform/envs/$(ENV)/$(PLAN)
	$(TERRAFORM) output -json > terraform/envs/$(ENV)/outputs.json

destroy: init ## remove an environment; asks first, read docs/deploy.md before (ENV=dev)
	$(TERRAFORM) destroy

node_modules/.package-lock.json: package-lock.json
	npm ci
	@touch $@
