output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "arn" {
  description = "ARN of the function without a version; for policies, never for a call."
  value       = aws_lambda_function.this.arn
}

output "version" {
  description = "Newest published version; the one to note before a release."
  value       = aws_lambda_function.this.version
}

output "alias_name" {
  description = "Alias that callers use."
  value       = aws_lambda_alias.live.name
}

output "alias_arn" {
  description = "ARN of the alias."
  value       = aws_lambda_alias.live.arn
}

output "alias_invoke_arn" {
  description = "How API Gateway calls the alias."
  value       = aws_lambda_alias.live.invoke_arn
}

output "alias_response_streaming_invoke_arn" {
  description = "How a REST API would call the alias with a streamed answer."
  value       = replace(aws_lambda_function.this.response_streaming_invoke_arn, aws_lambda_function.this.arn, aws_lambda_alias.live.arn)
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = aws_iam_role.this.arn
}

output "role_name" {
  description = "Name of the function's role."
  value       = aws_iam_role.this.name
}

output "log_group_name" {
  description = "Where it logs."
  value       = aws_cloudwatch_log_group.this.name
}

output "timeout_s" {
  description = "Its time limit; a queue in front of it needs six times that."
  value       = aws_lambda_function.this.timeout
}
