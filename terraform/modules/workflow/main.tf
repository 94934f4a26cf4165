data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_cloudwatch_event_bus" "workflow" {
  name        = "${var.name}-workflow"
  description = "Steps of article workflows; whoever wants to hear of them adds a rule."
}

# Whatever is told, so that a workflow can be followed without a subscriber.
resource "aws_cloudwatch_event_rule" "all" {
  name           = "${var.name}-workflow-to-log"
  description    = "Every step of a workflow."
  event_bus_name = aws_cloudwatch_event_bus.workflow.name

  # The source of core/aws/events.ts.
  event_pattern = jsonencode({
    source  = ["threadwell"]
    account = [data.aws_caller_identity.current.account_id]
  })
}

# EventBridge writes only below /aws/events/.
resource "aws_cloudwatch_log_group" "workflow" {
  name              = "/aws/events/${var.name}-workflow"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_event_target" "log" {
  rule           = aws_cloudwatch_event_rule.all.name
  event_bus_name = aws_cloudwatch_event_bus.workflow.name
  target_id      = "log"
  arn            = aws_cloudwatch_log_group.workflow.arn

  depends_on = [aws_cloudwatch_log_resource_policy.workflow]
}

# A log group takes events by a policy of CloudWatch Logs, not by a role. A region has ten of them for all of its logs.
resource "aws_cloudwatch_log_resource_policy" "workflow" {
  policy_name = "${var.name}-workflow"

  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
        Action    = ["logs:CreateLogStream"]
        Resource  = "${aws_cloudwatch_log_group.workflow.arn}:*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
        Action    = ["logs:PutLogEvents"]
        Resource  = "${aws_cloudwatch_log_group.workflow.arn}:*"
        Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.all.arn } }
      },
    ]
  })
}

resource "aws_cloudwatch_event_archive" "workflow" {
  name             = "${var.name}-workflow"
  description      = "To send steps again to a subscriber that was away."
  event_source_arn = aws_cloudwatch_event_bus.workflow.arn
  retention_days   = var.archive_days
}
