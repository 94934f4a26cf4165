# What an environment is differs in environment.tf alone: the other files of dev and prod are the same.
module "threadwell" {
  source = "../../modules/stack"

  environment = local.environment
  is_prod     = local.is_prod
  dist        = local.dist
  config      = file("${local.dist}/threadwell.config.json")

  allowed_origins         = var.allowed_origins
  domain                  = var.domain
  origin_secret           = var.origin_secret
  secret_values           = var.secret_values
  secret_versions         = var.secret_versions
  secret_max_days         = var.secret_max_days
  alert_emails            = var.alert_emails
  notice_emails           = var.notice_emails
  embedding               = var.embedding
  guardrail               = var.guardrail
  agent                   = var.agent
  connect                 = var.connect
  functions               = var.functions
  function_versions       = var.function_versions
  provisioned_concurrency = coalesce(var.provisioned_concurrency, local.defaults.provisioned_concurrency)
  reserve_concurrency     = var.reserve_concurrency
  function_network        = var.function_network
  approval_hours          = var.approval_hours
  log_retention_days      = coalesce(var.log_retention_days, local.defaults.log_retention_days)
  state_retention         = var.state_retention
  xray                    = var.xray
  access_logs             = var.access_logs
  edge_access_logs        = var.edge_access_logs
  throttling              = var.throttling
  firewall_rate_limit     = var.firewall_rate_limit
  price_class             = var.price_class
  session_hours           = var.session_hours
  desk_origins            = var.desk_origins
  network                 = var.network
  image_tag               = var.image_tag
  crawl_task              = var.crawl_task
  schedule                = var.schedule
  prices                  = var.prices
  thresholds              = var.thresholds
  monthly_budget_usd      = var.monthly_budget_usd
  budget_by_tag           = var.budget_by_tag
  runbook_base_url        = var.runbook_base_url
}

locals {
  # Of `npm run build`, which comes before plan and apply.
  dist = "${path.module}/../../../dist"
}
