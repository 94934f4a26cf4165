output "bus" {
  description = "The bus of workflows: its name for the stack, its ARN for policies (`events:PutEvents`)."
  value = {
    name = aws_cloudwatch_event_bus.workflow.name
    arn  = aws_cloudwatch_event_bus.workflow.arn
  }
}

output "log_group_name" {
  description = "Where every step can be read."
  value       = aws_cloudwatch_log_group.workflow.name
}
