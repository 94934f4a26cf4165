module "observability" {
  source = "../observability"

  name                    = local.name
  environment             = local.site.environment
  functions               = { for name, function in local.made : name => { function_name = function.function_name, log_group_name = function.log_group_name } }
  api                     = { id = module.http_api.api_id, log_group_name = module.http_api.log_group_name }
  table_name              = module.store.table.name
  workflow_log_group_name = module.workflow.log_group_name
  model_ids               = local.model_ids
  prices                  = var.prices
  topic_arn               = module.intake.topics.failure
  alert_emails            = var.alert_emails
  runbook_base_url        = var.runbook_base_url
  thresholds              = var.thresholds

  edge = {
    distribution_id = module.edge.distribution_id
    web_acl_name    = module.edge.web_acl_name
    certificate_arn = var.domain == null ? null : var.domain.certificate_arn
  }

  refresh = {
    state_machine_arn = module.refresh.state_machine_arn
    overdue_days      = var.schedule.overdue_days
  }

  queues = {
    work         = { for key, queue in module.intake.queues : key => queue.name }
    dead_letters = merge({ for key, queue in module.intake.queues : key => queue.dead_letter_name }, { refresh = module.refresh.not_started_queue.name, workflows = module.workflow.dead_letters.name })
  }

  secret_age = {
    max_days = var.secret_max_days
    version  = sum(values(var.secret_versions))
  }
}

module "budget" {
  source = "../budget"
  count  = var.monthly_budget_usd == null ? 0 : 1

  name              = local.name
  monthly_limit_usd = var.monthly_budget_usd
  emails            = var.alert_emails
  topic_arn         = module.intake.topics.failure
  cost_tag          = var.budget_by_tag ? { key = "Environment", value = var.environment } : null
}
