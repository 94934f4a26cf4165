data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  name           = "threadwell-${var.environment}"
  secrets_prefix = "threadwell/${var.environment}/"

  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.region

  # What the functions go by, with every default written out (tools/deployed-config.ts). Origins, models, fields of tickets and the schedule are said
  # there once; a second place here would disagree with it sooner or later.
  config    = jsondecode(var.config)
  assistant = local.config.assistant.name

  own_origin = var.domain == null ? null : "https://${var.domain.name}"
}

module "store" {
  source = "../store"

  name            = local.name
  is_prod         = var.is_prod
  allowed_origins = concat(["https://${module.edge.domain}"], local.config.origins)
  retention       = var.state_retention
}

module "knowledge_bases" {
  source = "../kb_s3_vectors"

  name      = local.name
  is_prod   = var.is_prod
  files     = { name = module.store.files.name, arn = module.store.files.arn }
  embedding = var.embedding
}

module "guardrail" {
  source = "../guardrail"
  count  = var.guardrail.enabled ? 1 : 0

  name                 = local.name
  cross_region_profile = var.guardrail.cross_region_profile
}

module "intake" {
  source = "../intake"

  name          = local.name
  alert_emails  = var.alert_emails
  notice_emails = var.notice_emails

  worker_timeouts_s = {
    support_requests = local.functions["triage-requests"].timeout_s
    ticket_events    = local.functions["work-ticket-events"].timeout_s
  }
}

module "tickets" {
  source = "../tickets"

  secrets_prefix  = local.secrets_prefix
  is_prod         = var.is_prod
  secret_versions = var.secret_versions

  secret_values = {
    zendesk_api_token      = var.secret_values.zendesk_api_token
    zendesk_webhook_secret = var.secret_values.zendesk_webhook_secret
    # While it is changed, its two lines are given here; else the one that CloudFront sends.
    origin = coalesce(var.secret_values.origin, var.origin_secret)
  }
}

module "workflow" {
  source = "../workflow"

  name               = local.name
  log_retention_days = var.log_retention_days
}

module "identity" {
  source = "../identity"

  name          = local.name
  is_prod       = var.is_prod
  origins       = setunion(["https://${module.edge.domain}"], var.desk_origins)
  session_hours = var.session_hours
}
