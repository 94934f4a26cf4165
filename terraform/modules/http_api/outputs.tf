output "api_id" {
  description = "Id of the API; a dimension of its metrics."
  value       = aws_apigatewayv2_api.this.id
}

output "endpoint" {
  description = "Its own address, which answers CloudFront only."
  value       = aws_apigatewayv2_api.this.api_endpoint
}

output "execution_arn" {
  description = "For permissions."
  value       = aws_apigatewayv2_api.this.execution_arn
}

output "log_group_name" {
  description = "Where calls are logged; null where they are not."
  value       = one(aws_cloudwatch_log_group.access[*].name)
}

output "paths" {
  description = "Paths that CloudFront sends here, in its own pattern."
  value       = local.paths
}
