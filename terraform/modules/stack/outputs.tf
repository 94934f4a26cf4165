# The first eight are what core/aws/stack.ts reads of `terraform output -json`.
output "region" {
  description = "Where everything is but what CloudFront wants in us-east-1."
  value       = local.region
}

output "bucket" {
  description = "The bucket of files."
  value       = module.store.files.name
}

output "table" {
  description = "The table of all state."
  value       = module.store.table.name
}

output "knowledge_bases" {
  description = "By side (`blue`, `green`): id, and the ids of its data sources."
  value       = local.knowledge_base_names
}

output "agent" {
  description = "The Bedrock agent and its alias; null where there is none."
  value       = local.agent
}

output "refresh_state_machine_arn" {
  description = "The refresh; its role may do what `threadwell ingest --platform aws` starts."
  value       = module.refresh.state_machine_arn
}

output "guardrail" {
  description = "The guardrail and its version; null where there is none."
  value       = local.guardrail
}

output "site" {
  description = "What answers visitors: origin, prefix of secrets, environment, queues, topics, bus, workflow."
  value       = merge(local.site, { origin = local.origin })
}

output "url" {
  description = "Where visitors and curators go."
  value       = local.origin
}

output "distribution_domain" {
  description = "What the CNAME of your own domain points at."
  value       = module.edge.distribution_domain
}

output "distribution_id" {
  description = "The distribution, for invalidations."
  value       = module.edge.distribution_id
}

output "site_bucket" {
  description = "The bucket that dist/site is published to."
  value       = module.edge.site_bucket.name
}

output "ecr_repository_url" {
  description = "Where images of pipelines/Dockerfile are pushed to."
  value       = module.refresh.ecr_repository_url
}

output "sign_in" {
  description = "Where curators sign in: the pool, its client, and the endpoints that the desk uses."
  value = {
    user_pool_id       = module.identity.user_pool_id
    issuer             = module.identity.issuer
    client_id          = module.identity.audience
    authorize_endpoint = module.identity.authorize_endpoint
    token_endpoint     = module.identity.token_endpoint
    logout_endpoint    = module.identity.logout_endpoint
  }
}

output "secret_names" {
  description = "Names of the secrets, to put a value there by hand."
  value       = module.tickets.secret_names
}

output "operator_policy_arns" {
  description = "Policies for people, to be attached to their role: `work` at the command line, `release` of secrets and earlier versions."
  value       = { for use, policy in aws_iam_policy.operator : use => policy.arn }
}

output "function_stack" {
  description = "THREADWELL_STACK of the chat, for `npm run invoke`."
  value       = jsonencode(merge(local.starter_stack, { site = merge(local.site, { origin = local.origin }) }))
}

output "test_endpoints" {
  description = "Addresses to try; `direct` must answer 403."
  value = {
    health  = "${local.origin}/health"
    session = "${local.origin}/session"
    chat    = "${local.origin}/chat"
    stream  = "${local.origin}/chat/stream"
    webhook = "${local.origin}/webhooks/zendesk"
    openapi = "${local.origin}/openapi.json"
    desk    = "${local.origin}/curate"
    widget  = "${local.origin}/widget.js"
    direct  = module.http_api.endpoint
  }
}

locals {
  console      = "https://${local.region}.console.aws.amazon.com"
  outputs_file = "terraform/envs/${var.environment}/outputs.json"
}

output "monitoring_urls" {
  description = "Where to look in the console."
  value = {
    dashboard = module.observability.dashboard_url
    alarms    = "${local.console}/cloudwatch/home?region=${local.region}#alarmsV2:?search=${local.name}"
    queries   = "${local.console}/cloudwatch/home?region=${local.region}#logsV2:logs-insights"
    traces    = "${local.console}/cloudwatch/home?region=${local.region}#xray:traces"
    refreshes = "${local.console}/states/home?region=${local.region}#/statemachines/view/${module.refresh.state_machine_arn}"
    workflows = "${local.console}/lambda/home?region=${local.region}#/functions/${module.starter["article-workflow"].function_name}"
  }
}

output "alarm_names" {
  description = "Names of all alarms."
  value       = module.observability.alarm_names
}

output "log_groups" {
  description = "Where is logged what: each function by its name, and `api`, `refresh`, `crawl`, `workflows`, `edge` and `firewall` (in us-east-1)."
  value = merge(
    { for name, function in local.made : name => function.log_group_name },
    {
      api       = module.http_api.log_group_name
      refresh   = module.refresh.log_group_name
      crawl     = module.refresh.crawl_log_group_name
      workflows = module.workflow.log_group_name
      edge      = module.edge.access_log_group_name
      firewall  = module.edge.log_group_name
    },
  )
}

output "protections" {
  description = "What keeps this environment from being lost by accident, as it was deployed."
  value = merge(
    module.store.protections,
    module.knowledge_bases.protections,
    module.identity.protections,
    module.tickets.protections,
    module.refresh.protections,
    module.edge.protections,
    { log_retention_days = var.log_retention_days, addresses_for_alarms = length(var.alert_emails) },
  )
}

output "connect" {
  description = "Instance, bot and contact flows; null where Connect is off."
  value       = one([for connect in module.connect : { instance_id = connect.instance_id, bot = connect.bot, contact_flows = connect.contact_flows }])
}

output "quick_start_commands" {
  description = "What to do after the first apply, in this order and in the folder of the repository; docs/deploy.md says more of each."
  value = concat(
    [
      "export AWS_REGION=${local.region} THREADWELL_OUTPUTS=${local.outputs_file}",
      "terraform -chdir=terraform/envs/${var.environment} output -json > ${local.outputs_file}",
    ],
    # Those that Terraform writes are there already.
    [for key, value in { origin = "\"$TF_VAR_origin_secret\"", zendesk_api_token = "file:///dev/stdin", zendesk_webhook_secret = "file:///dev/stdin" } :
      "aws secretsmanager put-secret-value --secret-id ${module.tickets.secret_names[key]} --secret-string ${value}" if var.secret_versions[key] == 0
    ],
    [
      "npm run site -- publish --bucket ${module.edge.site_bucket.name} --distribution ${module.edge.distribution_id} --outputs ${local.outputs_file}",
      "./bin/threadwell scrape --platform aws",
      "./bin/threadwell ingest --platform aws",
      "npm run smoke -- --endpoint ${local.origin} --direct ${module.http_api.endpoint}",
      "aws cognito-idp admin-create-user --user-pool-id ${module.identity.user_pool_id} --username YOU@example.com",
      "aws cognito-idp admin-add-user-to-group --user-pool-id ${module.identity.user_pool_id} --username YOU@example.com --group-name operator",
    ],
  )
}
