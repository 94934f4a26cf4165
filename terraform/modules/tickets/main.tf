locals {
  # By the names that the code asks for, after the prefix (core/ports/secrets.ts).
  secrets = {
    zendesk_api_token      = { name = "zendesk-api-token", description = "Files tickets in Zendesk." }
    zendesk_webhook_secret = { name = "zendesk-webhook-secret", description = "Signs what Zendesk tells the webhook." }
    origin                 = { name = "origin", description = "Tells a request that came through CloudFront." }
  }

  written = { for key, version in var.secret_versions : key => version if version > 0 }
}

resource "aws_secretsmanager_secret" "secret" {
  for_each = local.secrets

  name        = "${var.secrets_prefix}${each.value.name}"
  description = each.value.description

  # A secret that waits for its deletion keeps its name: a trial that is removed and made again would stumble over it.
  recovery_window_in_days = var.is_prod ? 30 : 0
}

# Which of them are written depends on the versions alone: a value is known to nobody while Terraform plans.
resource "aws_secretsmanager_secret_version" "secret" {
  for_each = local.written

  secret_id                = aws_secretsmanager_secret.secret[each.key].id
  secret_string_wo         = var.secret_values[each.key]
  secret_string_wo_version = each.value
}
