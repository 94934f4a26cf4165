# A group of its own, so that its role can be taken for these schedules alone.
resource "aws_scheduler_schedule_group" "refresh" {
  name = "${var.name}-refresh"
}

resource "aws_scheduler_schedule" "refresh" {
  name                         = "kb-refresh"
  group_name                   = aws_scheduler_schedule_group.refresh.name
  description                  = "Crawls the docs and refreshes the knowledge base."
  schedule_expression          = var.schedule.expression
  schedule_expression_timezone = var.schedule.timezone
  state                        = var.schedule.enabled ? "ENABLED" : "DISABLED"

  # At its time: whoever looks whether a refresh is overdue must know when it was due.
  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.refresh.arn
    role_arn = aws_iam_role.schedule.arn
    input    = jsonencode({ scrape = true })

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 5
    }

    dead_letter_config {
      arn = aws_sqs_queue.not_started.arn
    }
  }
}

# Refreshes that could not be started: a look at the message tells why.
resource "aws_sqs_queue" "not_started" {
  name                      = "${var.name}-refresh-dead"
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_policy" "not_started" {
  queue_url = aws_sqs_queue.not_started.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyEncryptedConnections"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.not_started.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
