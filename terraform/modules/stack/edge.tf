# The one public domain, and what it leads to.
locals {
  origin = "https://${module.edge.domain}"
}

module "http_api" {
  source = "../http_api"

  name            = local.name
  authorizer      = { issuer = module.identity.issuer, audience = module.identity.audience }
  allowed_origins = local.config.origins
  throttling      = var.throttling
  access_logs     = { enabled = var.access_logs, retention_days = var.log_retention_days }

  function = {
    name       = module.starter["chat"].function_name
    alias_name = module.starter["chat"].alias_name
    invoke_arn = module.starter["chat"].alias_invoke_arn
  }
}

module "chat_stream" {
  source = "../chat_stream"

  distribution_arn = module.edge.distribution_arn

  function = {
    name       = module.answerer["chat-stream"].function_name
    alias_name = module.answerer["chat-stream"].alias_name
  }
}

module "edge" {
  source = "../edge"

  name            = local.name
  is_prod         = var.is_prod
  http_api        = { endpoint = module.http_api.endpoint, paths = module.http_api.paths }
  stream_domain   = module.chat_stream.url_domain
  origin_secret   = var.origin_secret
  allowed_origins = local.config.origins
  sign_in_origin  = module.identity.sign_in_origin
  domain          = var.domain
  price_class     = var.price_class
  access_logs     = { enabled = var.edge_access_logs, retention_days = var.log_retention_days }
  firewall        = { rate_limit = var.firewall_rate_limit, log_retention_days = var.log_retention_days }
}
