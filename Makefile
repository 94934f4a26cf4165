# The same commands as npm's, for people who prefer make. Everything comes from `npm ci`; nothing else has to be set up.
.DEFAULT_GOAL := help
.PHONY: help start test check clean

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

node_modules/.package-lock.json: package-lock.json
	npm ci
	@touch $@
