# The same commands as npm's, for people who prefer make. Everything comes from `npm ci`; nothing else has to be set up.
.DEFAULT_GOAL := help
.PHONY: help start test check clean fmt build init validate plan apply destroy environment connected

# Which folder of terraform/envs, and the plan that `apply` applies.
ENV ?= dev
FOLDER = terraform/envs/$(ENV)
TERRAFORM = terraform -chdir=$(FOLDER)
PLAN = $(ENV).tfplan

# $(call need,FILE,NEXT STEP): one line with what to do, before anything is built or Terraform says in six that a file is not there.
need = @ls $(1) >/dev/null 2>&1 || { echo "make: $(1) is not there; $(2)" >&2; exit 1; }

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

build: node_modules/.package-lock.json ## the functions' zips and the site, for your threadwell.config.json or the samples
	@npm --silent run build

environment:
	$(call need,$(FOLDER),ENV names a folder of terraform/envs such as ENV=dev)

connected: environment
	$(call need,$(FOLDER)/backend.hcl,make it of the bootstrap's output backend_hcl or of backend.hcl.example (docs/deploy.md step 4))
	$(call need,$(FOLDER)/*.tfvars,copy terraform.tfvars.example to terraform.tfvars and fill it in (docs/deploy.md step 5))

validate: environment build ## check an environment without an account (ENV=dev)
	$(TERRAFORM) init -backend=false -lockfile=readonly -input=false >/dev/null
	$(TERRAFORM) validate

init: connected ## connect an environment with its state (ENV=dev)
	$(TERRAFORM) init -backend-config=backend.hcl -lockfile=readonly

# The samples are no configuration that functions on AWS could work with: --for-aws refuses them, and whatever else would be refused there.
plan: connected node_modules/.package-lock.json ## build for AWS, and what would change (ENV=dev)
	@npm --silent run build -- --for-aws
	$(TERRAFORM) init -backend-config=backend.hcl -lockfile=readonly
	$(TERRAFORM) plan -out=$(PLAN)

# A plan is applied as it was shown, once: it is taken away with it, and write-only values have to be in the environment again.
apply: environment ## apply the plan that was shown, and write outputs.json (ENV=dev)
	$(call need,$(FOLDER)/$(PLAN),make it with make plan ENV=$(ENV) and read it: a plan is applied once)
	$(TERRAFORM) apply $(PLAN)
	rm -f $(FOLDER)/$(PLAN)
	$(TERRAFORM) output -json > $(FOLDER)/outputs.json

destroy: init ## remove an environment; asks first, read docs/deploy.md before (ENV=dev)
	$(TERRAFORM) destroy

node_modules/.package-lock.json: package-lock.json
	npm ci
	@touch $@
