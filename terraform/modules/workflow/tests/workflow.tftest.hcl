mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name               = "threadwell-dev"
  log_retention_days = 30
}

run "every_step_is_logged" {
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.all.event_pattern).source == ["threadwell"] && aws_cloudwatch_event_rule.all.event_bus_name == "threadwell-dev-workflow"
    error_message = "The rule is on our own bus and takes whatever the code tells there."
  }

  assert {
    condition     = aws_cloudwatch_event_target.log.arn == aws_cloudwatch_log_group.workflow.arn && aws_cloudwatch_event_target.log.event_bus_name == "threadwell-dev-workflow"
    error_message = "It ends in the log group."
  }

  assert {
    condition     = startswith(output.log_group_name, "/aws/events/") && aws_cloudwatch_log_group.workflow.retention_in_days == 30
    error_message = "EventBridge writes below /aws/events/ only, and the log ends."
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_cloudwatch_log_resource_policy.workflow.policy_document).Statement :
      statement.Resource == "${aws_cloudwatch_log_group.workflow.arn}:*"
    ])
    error_message = "Events may be written into this log group alone."
  }
}

run "steps_can_be_sent_again_for_a_while" {
  assert {
    condition     = aws_cloudwatch_event_archive.workflow.retention_days == 30 && aws_cloudwatch_event_archive.workflow.event_source_arn == output.bus.arn
    error_message = "The archive belongs to the bus and ends."
  }
}

run "runs_that_ended_untold_are_kept" {
  assert {
    condition     = output.dead_letters.name == "threadwell-dev-workflow-dead" && output.dead_letters.arn == "arn:aws:sqs:us-east-1:123456789012:threadwell-dev-workflow-dead"
    error_message = "The queue is known by its name, also while planning."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.message_retention_seconds == 1209600 && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "A run that ended can be looked at for two weeks, and is encrypted: its body has questions."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_policy.dead_letters.policy).Statement[0].Effect == "Deny" && jsondecode(aws_sqs_queue_policy.dead_letters.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "Only by encrypted connections."
  }
}

run "refuses_logs_for_ever" {
  command = plan

  variables {
    log_retention_days = 0
  }

  expect_failures = [var.log_retention_days]
}
