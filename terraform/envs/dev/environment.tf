locals {
  environment = "dev"
  is_prod     = false

  # Where a variable says nothing else.
  defaults = {
    log_retention_days      = 30
    provisioned_concurrency = 0
  }
}
