output "secret_arns" {
  description = "ARNs by secret: `zendesk_api_token`, `zendesk_webhook_secret`, `origin`."
  value       = { for key, secret in aws_secretsmanager_secret.secret : key => secret.arn }
}

output "secret_names" {
  description = "Their names, to put a value there by hand."
  value       = { for key, secret in aws_secretsmanager_secret.secret : key => secret.name }
}

output "protections" {
  description = "For how many days a deleted secret can be brought back."
  value       = { secrets_recovery_days = min([for secret in aws_secretsmanager_secret.secret : secret.recovery_window_in_days]...) }
}
