# The crawl needs a way to the web. Without a network of yours it takes the account's default one.
data "aws_vpc" "default" {
  count = var.network == null ? 1 : 0

  default = true
}

data "aws_subnets" "default" {
  count = var.network == null ? 1 : 0

  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default[0].id]
  }

  filter {
    name   = "default-for-az"
    values = ["true"]
  }
}

module "refresh" {
  source = "../kb_refresh"

  name                = local.name
  is_prod             = var.is_prod
  ingest_function_arn = module.answerer["kb-ingest"].alias_arn
  knowledge_base_arns = local.knowledge_base_arns
  topics              = module.intake.topics
  files               = { name = module.store.files.name, arn = module.store.files.arn }
  table               = { arn = module.store.table.arn, index_arn = module.store.table.index_arn }
  stack               = jsonencode(local.base)
  network             = var.network == null ? { vpc_id = data.aws_vpc.default[0].id, subnet_ids = tolist(data.aws_subnets.default[0].ids), assign_public_ip = true } : var.network
  image_tag           = var.image_tag
  task                = var.crawl_task
  log_retention_days  = var.log_retention_days
  xray                = var.xray

  schedule = {
    expression = local.config.schedule
    timezone   = var.schedule.timezone
    enabled    = var.schedule.enabled
  }
}

module "agent" {
  source = "../bedrock_agent"
  count  = var.agent.enabled ? 1 : 0

  name             = local.name
  foundation_model = var.agent.foundation_model
  openapi          = file("${path.module}/../../../runtime/tickets/create-support-ticket.openapi.json")
  guardrail        = { id = module.guardrail[0].id, version = module.guardrail[0].version, arns = module.guardrail[0].arns }
  knowledge_bases  = { for side in ["blue", "green"] : side => { knowledge_base_id = module.knowledge_bases.sides[side].knowledge_base_id, arn = module.knowledge_bases.sides[side].arn } }

  ticket_function = {
    function_name = module.worker["zendesk-create-ticket"].function_name
    alias_name    = module.worker["zendesk-create-ticket"].alias_name
    alias_arn     = module.worker["zendesk-create-ticket"].alias_arn
  }
}

module "connect" {
  source = "../connect_scaffold"
  count  = var.connect.enabled ? 1 : 0

  name               = local.name
  instance_id        = var.connect.instance_id
  instance_alias     = var.connect.instance_alias
  ticket_fields      = local.config.tickets.fields[*].name
  greeting           = "Welcome to ${local.config.brand.name} support. What can we help you with?"
  fallback_email     = local.config.brand.fallbackEmail
  log_retention_days = var.log_retention_days

  function = {
    name       = module.answerer["lex-fulfillment"].function_name
    alias_name = module.answerer["lex-fulfillment"].alias_name
    alias_arn  = module.answerer["lex-fulfillment"].alias_arn
  }
}
