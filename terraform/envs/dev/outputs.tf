# The first eight are what core/aws/stack.ts reads of `terraform output -json`.
output "region" {
  description = "Where everything is but what CloudFront wants in us-east-1."
  value       = module.threadwell.region
}

output "bucket" {
  description = "The bucket of files."
  value       = module.threadwell.bucket
}

output "table" {
  description = "The table of all state."
  value       = module.threadwell.table
}

output "knowledge_bases" {
  description = "By side (`blue`, `green`): id, and the ids of its data sources."
  value       = module.threadwell.knowledge_bases
}

output "agent" {
  description = "The Bedrock agent and its alias; null where there is none."
  value       = module.threadwell.agent
}

output "refresh_state_machine_arn" {
  description = "The refresh; its role may do what `threadwell ingest --platform aws` starts."
  value       = module.threadwell.refresh_state_machine_arn
}

output "guardrail" {
  description = "The guardrail and its version; null where there is none."
  value       = module.threadwell.guardrail
}

output "site" {
  description = "What answers visitors: origin, prefix of secrets, environment, queues, topics, bus, workflow."
  value       = module.threadwell.site
}

output "url" {
  description = "Where visitors and curators go."
  value       = module.threadwell.url
}

output "distribution_domain" {
  description = "What the CNAME of your own domain points at."
  value       = module.threadwell.distribution_domain
}

output "distribution_id" {
  description = "The distribution, for invalidations."
  value       = module.threadwell.distribution_id
}

output "site_bucket" {
  description = "The bucket that dist/site is published to."
  value       = module.threadwell.site_bucket
}

output "ecr_repository_url" {
  description = "Where images of pipelines/Dockerfile are pushed to."
  value       = module.threadwell.ecr_repository_url
}

output "sign_in" {
  description = "Where curators sign in: the pool, its client, and the endpoints that the desk uses."
  value       = module.threadwell.sign_in
}

output "secret_names" {
  description = "Names of the secrets, to put a value there by hand."
  value       = module.threadwell.secret_names
}

output "operator_policy_arns" {
  description = "Policies for people, to be attached to their role: `work` at the command line, `release` of secrets and earlier versions."
  value       = module.threadwell.operator_policy_arns
}

output "function_stack" {
  description = "THREADWELL_STACK of the chat, for `npm run invoke`."
  value       = module.threadwell.function_stack
}

output "test_endpoints" {
  description = "Addresses to try; `direct` must answer 403."
  value       = module.threadwell.test_endpoints
}

output "monitoring_urls" {
  description = "Where to look in the console."
  value       = module.threadwell.monitoring_urls
}

output "alarm_names" {
  description = "Names of all alarms."
  value       = module.threadwell.alarm_names
}

output "log_groups" {
  description = "Where is logged what: each function by its name, and `api`, `refresh`, `crawl`, `workflows`, `edge` and `firewall` (in us-east-1)."
  value       = module.threadwell.log_groups
}

output "protections" {
  description = "What keeps this environment from being lost by accident, as it was deployed."
  value       = module.threadwell.protections
}

output "connect" {
  description = "Instance, bot and contact flows; null where Connect is off."
  value       = module.threadwell.connect
}

output "quick_start_commands" {
  description = "What to do after the first apply, in this order and in the folder of the repository; docs/deploy.md says more of each."
  value       = module.threadwell.quick_start_commands
}
