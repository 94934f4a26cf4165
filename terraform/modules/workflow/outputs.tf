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

output "dead_letters" {
  description = "Where runs go that ended without telling: `dead_letter_arn` of the function, and its name for alarms."
  value = {
    name = aws_sqs_queue.dead_letters.name
    # Of the name and not the queue's own: known while planning, when module lambda asks whether there is one.
    arn = "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_sqs_queue.dead_letters.name}"
  }
}
