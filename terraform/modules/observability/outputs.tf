output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "dashboard_url" {
  description = "Where the dashboard is seen."
  value       = "https://${local.region}.console.aws.amazon.com/cloudwatch/home?region=${local.region}#dashboards:name=${var.name}"
}

output "alarm_names" {
  description = "Names of all alarms."
  value       = sort([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name])
}

output "edge_topic_arn" {
  description = "Topic of the alarms that live in us-east-1."
  value       = aws_sns_topic.edge.arn
}

output "query_names" {
  description = "Names of the saved queries in Logs Insights."
  value       = sort([for query in aws_cloudwatch_query_definition.this : query.name])
}
