locals {
  environment = "prod"
  is_prod     = true

  # Where a variable says nothing else.
  defaults = {
    log_retention_days      = 90
    provisioned_concurrency = 1 # of either chat: nobody waits for a cold start
  }
}
